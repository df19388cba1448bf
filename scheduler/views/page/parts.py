"""What the page shows, as plain lists in the order in which they stand there."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from models import Area, Deployment, Gap, Person, Role, Violation
from scheduler.checks.words import count
from scheduler.io.files import CONTROL

from ..brief import Brief
from ..phrases import each, long_day, short_day
from .tiers import Standing, standings

TINTS = 12
"""Colours that areas take in turn."""

WEEKS_ON_PAPER = 2

LONGEST_OPTION = 60
"""Characters of a name in the filter's lists."""


def shown(value: object) -> str:
    """Text as it can be shown: control characters and line breaks are marks and blanks."""
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", re.sub(r"\s+", " ", str(value)))


class Team(NamedTuple):
    """A team on the calendar."""

    area: Area
    tint: int
    detective: Person
    officer: Person
    clock: str
    """Its times where they are not those of the evening."""


class Day(NamedTuple):
    """A day of the calendar."""

    on: date
    inside: bool
    """Whether it is an evening of the operation."""
    shift: str
    teams: Sequence[Team]
    missing: Sequence[str]

    @property
    def title(self) -> str:
        """The date in full."""
        return long_day(self.on)


class Turn(NamedTuple):
    """An evening of somebody."""

    on: str
    area: Area
    tint: int
    partner: Person


class Duties(NamedTuple):
    """What one person does."""

    person: Person
    evenings: int
    available: int
    turns: Sequence[Turn]


class Place(NamedTuple):
    """What one area gets."""

    area: Area
    tint: int
    visits: int
    target: int
    by_evening: Sequence[int]
    """Visits on each evening of the operation."""
    longest: int
    """Most evenings in a row without a visit."""
    priority_share: float
    """Of all priority, in percent."""
    visit_share: float


class Spread(NamedTuple):
    """How many people of a role work how many evenings."""

    title: str
    sentence: str
    bars: Sequence[tuple[int, int]]
    """Evenings, and the people who work so many."""


class Told(NamedTuple):
    """A change from the published roster."""

    on: str
    person: Person
    before: str
    after: str


@dataclass(frozen=True)
class Parts:
    """Everything on the page."""

    brief: Brief

    @property
    def title(self) -> str:
        """What the operation is called."""
        operation = self.brief.scenario.operation
        return ", ".join(filter(None, (operation.name, operation.force)))

    @property
    def span(self) -> str:
        """From when to when."""
        operation = self.brief.scenario.operation
        evenings = count(len(self.brief.scenario.calendar), "evening")
        return f"{long_day(operation.start)} to {long_day(operation.end)}, {evenings}"

    @property
    def facts(self) -> Sequence[tuple[str, str, bool]]:
        """The roster at a glance: a number, what it is, and whether all is well."""
        scenario, report = self.brief.scenario, self.brief.report
        wanted = sum(scenario.wanted(on) for on in scenario.calendar)
        missing = sum(gap.teams for gap in self.brief.gaps)
        short = sum(area.visits < area.target for area in report.areas)
        hard = sum(one.strength == "hard" for one in report.violations)
        reached = len(report.areas) - short
        found = [
            (f"{len(self.brief.deployments)} of {wanted}", "teams sent", not missing),
            (f"{reached} of {len(report.areas)}", "areas get the visits due to them", not short),
            (str(hard), "broken rules that must hold", not hard),
        ]
        if self.brief.tiers:
            sure = sum(tier.known != "best_found" for tier in self.brief.tiers)
            found.append(
                (f"{sure} of {len(self.brief.tiers)}", "aims as good as can be", sure == len(self.brief.tiers))
            )
        return found

    @property
    def fortnights(self) -> Iterator[Sequence[Sequence[Day]]]:
        """The calendar: whole weeks from Monday on, as many together as go on a sheet of paper."""
        days = list(self._days())
        weeks = [list(week) for _, week in groupby(days, key=lambda day: day.on.isocalendar()[:2])]
        yield from (weeks[n : n + WEEKS_ON_PAPER] for n in range(0, len(weeks), WEEKS_ON_PAPER))

    def _days(self) -> Iterator[Day]:
        scenario = self.brief.scenario
        start, end = scenario.operation.start, scenario.operation.end
        first, last = start - timedelta(days=start.weekday()), end + timedelta(days=6 - end.weekday())
        gaps: dict[date, list[Gap]] = {}
        for gap in self.brief.gaps:
            gaps.setdefault(gap.evening, []).append(gap)
        for number in range((last - first).days + 1):
            on = first + timedelta(days=number)
            if on not in scenario.calendar:
                yield Day(on, False, "", (), ())
                continue
            shift = scenario.calendar[on].shift
            teams = [self._team(team) for team in self.brief.teams[on]]
            missing = [f"{count(gap.teams, 'team')} missing{self._where(gap)}" for gap in gaps.get(on, ())]
            yield Day(on, True, f"{shift.start:%H:%M}-{shift.end:%H:%M}", teams, missing)

    def _team(self, team: Deployment) -> Team:
        scenario = self.brief.scenario
        area, shift = scenario.area[team.area], scenario.area[team.area].shift
        people = scenario.person[team.detective], scenario.person[team.officer]
        return Team(area, self.tints[area.id], *people, self.brief.clock(team) if shift else "")

    def _where(self, gap: Gap) -> str:
        return "" if gap.area is None else f" in {self.brief.scenario.area[gap.area].label}"

    @cached_property
    def tints(self) -> dict[str, int]:
        """The colour of each area."""
        return {area.id: number % TINTS for number, area in enumerate(self.brief.scenario.areas)}

    @property
    def roles(self) -> Iterator[tuple[str, Sequence[Duties]]]:
        """What people do, by role."""
        for role, title in ((Role.DETECTIVE, "Detectives"), (Role.NEIGHBOURHOOD_OFFICER, "Neighbourhood officers")):
            people = {person.id: person for person in self.brief.scenario.of_role(role)}
            yield (
                title,
                [
                    Duties(people[load.person], load.evenings, load.available, self._turns(load.person))
                    for load in self.brief.report.loads
                    if load.person in people
                ],
            )

    def _turns(self, person: str) -> list[Turn]:
        scenario = self.brief.scenario
        return [
            Turn(
                short_day(on),
                scenario.area[team.area],
                self.tints[team.area],
                scenario.person[self.brief.partner(person, team)],
            )
            for on, team in sorted(self.brief.work[person].items())
        ]

    @property
    def places(self) -> list[Place]:
        """What areas get."""
        scenario = self.brief.scenario
        visits = Counter((team.area, team.evening) for team in self.brief.deployments)
        priority = sum(area.priority for area in scenario.areas)
        return [
            Place(
                area=scenario.area[row.area],
                tint=self.tints[row.area],
                visits=row.visits,
                target=row.target,
                by_evening=(strip := [visits[row.area, on] for on in scenario.calendar]),
                longest=_longest_empty(strip),
                priority_share=100 * scenario.area[row.area].priority / priority if priority else 0,
                visit_share=100 * row.visits / len(self.brief.deployments) if self.brief.deployments else 0,
            )
            for row in self.brief.report.areas
        ]

    @property
    def spreads(self) -> Iterator[Spread]:
        """How evenings are shared."""
        for title, people in self.roles:
            if people:
                numbers = Counter(one.evenings for one in people)
                bars = [(evenings, numbers[evenings]) for evenings in range(min(numbers), max(numbers) + 1)]
                spread = each([one.evenings for one in people])
                yield Spread(title, f"{count(len(people), 'person').replace('persons', 'people')}, {spread}", bars)

    @property
    def gaps(self) -> list[tuple[str, str, str]]:
        """The teams that are missing: when, how many, why."""
        return [
            (long_day(gap.evening), f"{count(gap.teams, 'team')} missing{self._where(gap)}", gap.reason)
            for gap in self.brief.gaps
        ]

    @property
    def broken(self) -> list[tuple[str, Sequence[Violation]]]:
        """What the roster breaks, what must hold first."""
        by = {name: [one for one in self.brief.report.violations if one.strength == name] for name in ("hard", "soft")}
        titles = {"hard": "What must hold and is broken", "soft": "What only costs when it is broken"}
        return [(titles[name], found) for name, found in by.items() if found]

    @property
    def standings(self) -> list[Standing]:
        """How good the roster is, aim by aim."""
        return standings(self.brief)

    @property
    def changes(self) -> list[Told]:
        """Who is told something else than was published."""
        person = self.brief.scenario.person
        return [
            Told(
                short_day(change.evening),
                person[change.person],
                self._side(change.person, change.before),
                self._side(change.person, change.after),
            )
            for change in self.brief.changes
        ]

    def _side(self, person: str, team: Deployment | None) -> str:
        if team is None:
            return "not deployed"
        scenario = self.brief.scenario
        return f"{scenario.area[team.area].label} with {scenario.person[self.brief.partner(person, team)].label}"

    def option(self, label: str) -> str:
        """A name in the filter's lists."""
        text = shown(label)
        return text if len(text) <= LONGEST_OPTION else f"{text[: LONGEST_OPTION - 1]}\N{HORIZONTAL ELLIPSIS}"


def _longest_empty(strip: Sequence[int]) -> int:
    """Most evenings in a row without a visit."""
    return max((len(list(run)) for empty, run in groupby(strip, key=lambda visits: not visits) if empty), default=0)
