"""The views of a roster and of a check, for a terminal of any width from 60 columns, or for a log."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from math import ceil

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tandem_models import Deployment, Gap, Load, Measure, Report, Role, Scenario, Schedule, Tier, Violation
from tandem_scheduler.rulebook import MEASURES, RULES
from tandem_scheduler.views.phrases import by, given, known, share, spread, told_once, why_short
from tandem_scheduler.words.plain import count, long_day, period, plain, short_day

from .names import Names
from .output import words

LONGEST_AREA_BAR = 24
LONGEST_LOAD_BAR = 8

GOOD, POOR, BAD, ASIDE, TITLE = "green", "yellow", "red", "dim", "bold"


class Page:
    """Views of one scenario, made to the width, colours and characters that a console can show."""

    def __init__(self, scenario: Scenario, console: Console) -> None:
        self._scenario = scenario
        self._names = Names(scenario)
        self._width = console.width
        # In a log or a pipe only what every reader can show.
        blocks = console.is_terminal and console.encoding.startswith("utf")
        self._full, self._empty = ("█", "░") if blocks else ("#", ".")
        self._with_year = scenario.operation.start.year != scenario.operation.end.year

    def heading(self) -> RenderableType:
        """Which operation this is."""
        operation = self._scenario.operation
        name = words(", ".join(filter(None, (operation.name, operation.force))), TITLE)
        evenings = count(len(self._scenario.calendar), "evening")
        return Group(name, words(f"{long_day(operation.start)} to {long_day(operation.end)}, {evenings}", ASIDE))

    def last_line(self, sentence: str, good: bool) -> RenderableType:
        """How it all ended."""
        return words(sentence, f"{TITLE} {GOOD if good else POOR}")

    def roster(self, schedule: Schedule) -> RenderableType:
        """The roster evening by evening, a blank line between weeks; where a team is missing, it says so in place."""
        table = _table("Evening", "Shift", "Area", "Detective", "Officer")
        table.columns[0].no_wrap = table.columns[1].no_wrap = True
        week = None
        for on in self._scenario.calendar:
            rows = list(self._evening(on, schedule))
            if rows and week not in (None, on.isocalendar()[:2]):
                table.add_row()
            week = on.isocalendar()[:2] if rows else week
            for number, row in enumerate(rows):
                table.add_row(words("" if number else short_day(on, self._with_year)), *row)
        return table

    def _evening(self, on: date, schedule: Schedule) -> Iterator[list[Text]]:
        shown = None
        items: tuple[Deployment | Gap, ...] = (*schedule.deployments, *schedule.gaps)
        for item in items:
            if item.evening != on:
                continue
            shift = self._shift(on, item.area)
            yield [words("" if shift == shown else shift), *self._team(item)]
            shown = shift

    def _team(self, item: Deployment | Gap) -> tuple[Text, ...]:
        if isinstance(item, Deployment):
            people = (words(self._names.label(person)) for person in (item.detective, item.officer))
            return words(self._scenario.area[item.area].label), *people
        place = f"{self._scenario.area[item.area].label} " if item.area else ""
        team = "no team" if item.teams == 1 else f"{item.teams} teams missing"
        return words(f"{place}- {team} - {why_short(item)}".rstrip(), POOR), words(""), words("")

    def _shift(self, on: date, area: str | None) -> str:
        own = self._scenario.area[area].shift if area else None
        shift = own or self._scenario.calendar[on].shift
        return f"{shift.start:%H:%M}-{shift.end:%H:%M}"

    def areas(self, report: Report) -> RenderableType:
        """Visits to each area against its target."""
        most = max(1, *(max(area.visits, area.target) for area in report.areas))
        cells = min(LONGEST_AREA_BAR, self._width - 40, most)
        table = _table("Area", "", "Visits", "Target", "")
        table.columns[1].no_wrap = True
        table.columns[2].justify = table.columns[3].justify = "right"
        for area in report.areas:
            short = area.target - area.visits
            note = f"{short} short" if short > 0 else f"{-short} over" if short < 0 else ""
            table.add_row(
                words(self._scenario.area[area.area].label),
                self._bar(area.visits, area.target, most, cells),
                words(area.visits),
                words(area.target),
                words(note, POOR if short > 0 else ASIDE),
            )
        return table

    def loads(self, report: Report) -> RenderableType:
        """Evenings worked by each person, a bar each, in as many columns as fit."""
        parts: list[RenderableType] = []
        most = max(max(load.evenings for load in report.loads), 1)
        for role, title in ((Role.DETECTIVE, "Detectives"), (Role.NEIGHBOURHOOD_OFFICER, "Officers")):
            loads = [load for load in report.loads if self._scenario.person[load.person].role == role]
            if loads:
                note = f"  {spread(loads)}; worked of available"
                heading = Text.assemble((title, TITLE), (note, ASIDE))
                parts += [*([Text()] if parts else []), heading, self._load_columns(loads, most)]
        return Group(*parts)

    def _load_columns(self, loads: Sequence[Load], most: int) -> RenderableType:
        cells = min(most, LONGEST_LOAD_BAR)
        labels = {load.person: self._names.label(load.person) for load in loads}
        names = max(map(len, labels.values()))
        shares = {load.person: share(load) for load in loads}
        numbers, more = (max(map(len, side)) for side in zip(*shares.values(), strict=True))
        columns = max(1, (self._width + 4) // (names + 1 + cells + 1 + numbers + more + 4))
        height = ceil(len(loads) / columns)
        grid = Table.grid(padding=(0, 4, 0, 0))
        for row in range(height):
            grid.add_row(
                *(
                    Text.assemble(
                        words(f"{labels[load.person]:<{names}} "),
                        self._bar(load.evenings, 0, most, cells),
                        words(f" {shares[load.person][0]:>{numbers}}{shares[load.person][1]:<{more}}", ASIDE),
                    )
                    for load in loads[row::height]
                )
            )
        return grid

    def _bar(self, value: int, target: int, most: int, cells: int) -> Text:
        """A bar of `value` out of `most`, what is missing to `target` drawn empty; padded to `cells`."""
        full, wanted = (ceil(number * cells / most) for number in (value, max(value, target)))
        return Text.assemble((self._full * full, GOOD), (self._empty * (wanted - full), POOR), " " * (cells - wanted))

    def gaps(self, gaps: Sequence[Gap]) -> RenderableType:
        """Every gap with its full reason."""
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(no_wrap=True)
        for gap in gaps:
            place = f" in {self._scenario.area[gap.area].label}" if gap.area else ""
            reason = f": {self._names.with_names(gap.reason)}" if gap.reason else ""
            grid.add_row(
                words(short_day(gap.evening, self._with_year), POOR),
                words(f"{count(gap.teams, 'team')} missing{place}{reason}"),
            )
        title = Text.assemble(("Gaps", TITLE), ("  teams wanted and not deployed", ASIDE))
        return Group(title, grid)

    def tiers(self, schedule: Schedule) -> RenderableType:
        """The tiers with value, bound and how it is known; what found the roster."""
        tiers = schedule.tiers
        table = _table("", "Tier", "Value", "Bound", "Known", "Time")
        for column in (2, 3, 5):
            table.columns[column].justify = "right"
        for number, tier in enumerate(tiers, 1):
            style = POOR if tier.known == "best_found" else GOOD
            table.add_row(
                words(number),
                _tier(self._scenario.objectives[number - 1], tier.measures),
                words(tier.value),
                words(tier.bound),
                words(known(tier), style),
                words(f"{tier.seconds:.1f} s", ASIDE),
            )
        taken = ((tier, given(tiers, number)) for number, tier in enumerate(tiers))
        told = [words(f"{plain(tier.name)} {tier.value:,}, {what}", ASIDE) for tier, what in taken if what]
        told += [words(f"Found {by(schedule.found_by)}.", ASIDE)] if schedule.found_by else []
        return Group(table, *told) if told else table

    def measures(self, report: Report) -> RenderableType:
        """What every tier comes to in a roster, whoever made it."""
        table = _table("", "Tier", "Value")
        table.columns[2].justify = "right"
        for number, (tier, value) in enumerate(zip(self._scenario.objectives, report.tiers, strict=True), 1):
            table.add_row(words(number), _tier(tier, report.measures), words(value))
        counted = {measure for tier in self._scenario.objectives for measure in tier.weights}
        for measure in (m for m in report.measures if m not in counted):
            table.add_row(words("-"), _named(measure), words(report.measures[measure]), style=ASIDE)
        return table

    def violations(self, report: Report) -> RenderableType:
        """Every violation as a sentence: what must hold, then what costs; those that overlap in one."""
        ordered = sorted(merged(report.violations), key=lambda violation: violation.strength)
        parts: list[RenderableType] = []
        for strength, group in groupby(ordered, key=lambda violation: violation.strength):
            title = "What must hold and is broken" if strength == "hard" else "Soft rules broken"
            parts += [*([Text()] if parts else []), Text(title, TITLE)]
            parts += [self._sentence(violation) for violation in group]
        return Group(*parts)

    def _sentence(self, violation: Violation) -> RenderableType:
        grid = Table.grid(padding=(0, 1, 0, 0))
        style = BAD if violation.strength == "hard" else POOR
        cost = f" (costs {violation.cost})" if violation.cost else ""
        grid.add_row(words("-", style), words(f"{self._names.with_names(violation.message)}{cost}"))
        return grid


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style=TITLE)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _named(measure: Measure) -> Text:
    return Text.assemble(plain(measure), (f" ({MEASURES[measure].counts})", ASIDE))


def _tier(tier: Tier, values: Mapping[Measure, int]) -> RenderableType:
    """What a tier counts; of a sum, what each measure adds."""
    if len(tier.weights) == 1:
        return _named(next(iter(tier.weights)))
    parts = [
        Text(f"{MEASURES[measure].counts}: {values[measure]}" + (f" x {weight}" if weight > 1 else ""), ASIDE)
        for measure, weight in tier.weights.items()
    ]
    return Group(Text(plain(tier.name)), *(Padding(part, (0, 0, 0, 2)) for part in parts))


def merged(violations: Iterable[Violation]) -> Iterator[Violation]:
    """Those of the same rule on windows and the same people that overlap in their evenings, made one."""
    chains: dict[object, list[list[Violation]]] = {}
    for one in told_once(violations):
        alike = chains.setdefault((one.kind, one.rule, one.name, one.people, one.areas, one.allowed), [])
        merges = one.kind in RULES and RULES[one.kind].merges
        if alike and merges and not set(one.evenings).isdisjoint(alike[-1][-1].evenings):
            alike[-1].append(one)
        else:
            alike.append([one])
    yield from (_worst(chain) for alike in chains.values() for chain in alike)


def _worst(chain: Sequence[Violation]) -> Violation:
    """The worst of violations that overlap, which tells of the others."""
    worst = max(chain, key=lambda violation: violation.units)
    if len(chain) == 1:
        return worst
    evenings = [on for violation in chain for on in violation.evenings]
    others = f"One of {len(chain)} such violations that overlap, {period(min(evenings), max(evenings))}; none is worse."
    cost = sum(violation.cost for violation in chain)
    return worst.model_copy(update={"message": f"{worst.message} {others}", "cost": cost})
