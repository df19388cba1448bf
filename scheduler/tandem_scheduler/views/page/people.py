"""What each person does, and how evenly evenings are spread within each role."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tandem_models import Load, Role
from tandem_scheduler.views.phrases import each, spread
from tandem_scheduler.words.plain import count, listing, short_day

from ..brief import Brief
from ..html.text import Who, cut

TITLES = {Role.DETECTIVE: "Detectives", Role.NEIGHBOURHOOD_OFFICER: "Neighbourhood officers"}

MOST_OPEN = 40
"""People of a role up to whom its list is open from the start."""

COLUMN, CHART = 44, 120
"""Width of a column of the chart, and height of the tallest, in the drawing's units."""


class OutingCell(NamedTuple):
    """One evening of a person."""

    on: date
    day: str
    area_id: str
    area: str
    partner: Who


class PersonRow(NamedTuple):
    """One person."""

    who: Who
    contact: str
    load: Load
    part: int
    """Evenings worked in hundredths of the most anybody works."""
    areas: str
    """Ids of the areas where the person goes, in a row."""
    outings: Sequence[OutingCell]


class Group(NamedTuple):
    """A role with its people."""

    title: str
    spread: str
    rows: Sequence[PersonRow]
    open: bool


def groups(brief: Brief) -> Sequence[Group]:
    """The roles that have people."""
    outings = _outings(brief)
    most = max(1, *(load.evenings for load in brief.report.loads))
    found = []
    for role, loads in _loads(brief).items():
        rows = [_row(brief, load, most, outings.get(load.person, [])) for load in loads]
        found.append(Group(TITLES[role], spread(loads), rows, len(rows) <= MOST_OPEN))
    return found


def _loads(brief: Brief) -> dict[Role, list[Load]]:
    loads = {load.person: load for load in brief.report.loads}
    found = {role: [loads[person] for person in brief.people(role)] for role in Role}
    return {role: loads for role, loads in found.items() if loads}


def _outings(brief: Brief) -> dict[str, list[OutingCell]]:
    """Evening by evening; somebody who stands in two teams of an evening has both."""
    scenario = brief.scenario
    with_year = scenario.operation.start.year != scenario.operation.end.year
    found: dict[str, list[OutingCell]] = {}
    for team in sorted(brief.deployments, key=lambda team: team.evening):
        area = scenario.area[team.area]
        for person in {team.detective, team.officer}:
            partner = Who.of(scenario.person[brief.partner(person, team)])
            day = short_day(team.evening, with_year)
            found.setdefault(person, []).append(OutingCell(team.evening, day, area.id, cut(area.label), partner))
    return found


def _row(brief: Brief, load: Load, most: int, outings: Sequence[OutingCell]) -> PersonRow:
    person = brief.scenario.person[load.person]
    return PersonRow(
        who=Who.of(person),
        contact=cut(person.contact or ""),
        load=load,
        part=round(100 * load.evenings / most),
        areas=" ".join(dict.fromkeys(outing.area_id for outing in outings)),
        outings=outings,
    )


class ChartColumn(NamedTuple):
    """How many people work so many evenings, with those before that count: a column of the chart, with its place."""

    evenings: int
    people: int
    x: int
    height: int


class Spread(NamedTuple):
    """How evenings are spread within a role."""

    title: str
    columns: Sequence[ChartColumn]
    width: int
    sentence: str
    """The same as the chart in words."""
    parts: str
    """What they come to without the evenings before, where these count, and how much of the time that people are there
    they are sent out."""


def spreads(brief: Brief) -> Sequence[Spread]:
    """A chart for each role."""
    return [_spread(TITLES[role], loads) for role, loads in _loads(brief).items()]


def _spread(title: str, loads: Sequence[Load]) -> Spread:
    looks_back = any(load.before for load in loads)
    people = Counter(load.counted for load in loads)
    most = max(people.values())
    span = range(min(people), max(people) + 1)
    columns = [
        ChartColumn(evenings, people[evenings], COLUMN * n, round(CHART * people[evenings] / most))
        for n, evenings in enumerate(span)
    ]
    parts = [_working(column) for column in columns if column.people]
    words = [_of_available(loads)]
    if looks_back:
        title += ", with the evenings before"
        words.insert(0, f"In this operation alone: {each([load.evenings for load in loads])}.")
    return Spread(title, columns, COLUMN * len(columns), f"{listing(parts)}.", " ".join(words))


def _working(column: ChartColumn) -> str:
    people = "1 person works" if column.people == 1 else f"{column.people} people work"
    return f"{people} {count(column.evenings, 'evening')}"


def _of_available(loads: Sequence[Load]) -> str:
    parts = [round(100 * load.evenings / load.available) for load in loads if load.available]
    if not parts:
        return "Nobody could be sent."
    fewest, most = min(parts), max(parts)
    span = (
        f"{most}\N{NO-BREAK SPACE}%" if fewest == most else f"{fewest}\N{NO-BREAK SPACE}% to {most}\N{NO-BREAK SPACE}%"
    )
    return f"Each works {span} of the evenings on which they could be sent."
