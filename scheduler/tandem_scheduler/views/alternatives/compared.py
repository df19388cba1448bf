"""Rosters side by side: how far they are apart, what each evening is in each of them, and what each person does."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tandem_models import Alternatives, Deployment, Role, Scenario
from tandem_scheduler.words.changes import clock
from tandem_scheduler.words.plain import day_and_month, plain, short_day

from ..html.text import Who, cut
from ..phrases import known


class TeamCell(NamedTuple):
    """A team of an evening in one of the rosters."""

    area: str
    detective: Who
    officer: Who
    clock: str
    """Its times, where they are not those of the evening."""
    same: bool
    """Whether it stands in the first roster, too."""


class EveningRow(NamedTuple):
    """An evening in every roster."""

    on: date
    day: str
    clock: str
    cells: Sequence[Sequence[TeamCell]]


class OutingDay(NamedTuple):
    """An evening on which somebody goes."""

    on: date
    day: str
    same: bool
    """Whether they go then in the first roster, too."""


class PersonChoice(NamedTuple):
    """A person in every roster."""

    who: Who
    cells: Sequence[Sequence[OutingDay]]


class RoleChoice(NamedTuple):
    """A role with its people."""

    title: str
    rows: Sequence[PersonChoice]


class GoalRow(NamedTuple):
    """A tier in every roster."""

    title: str
    values: Sequence[str]
    known: str


TITLES = {Role.DETECTIVE: "Detectives", Role.NEIGHBOURHOOD_OFFICER: "Neighbourhood officers"}


def distances(answer: Alternatives) -> Sequence[Sequence[int | None]]:
    """How far any two rosters are apart; None of one from itself."""
    rows = [each.distances for each in answer.alternatives]
    return [
        [None if one == other else rows[max(one, other)][min(one, other)] for other in range(len(rows))]
        for one in range(len(rows))
    ]


def goals(answer: Alternatives) -> Sequence[GoalRow]:
    """The tiers, most important first."""
    first = answer.alternatives[0].schedule.tiers
    return [
        GoalRow(
            title=plain(tier.name).capitalize(),
            values=[f"{each.schedule.tiers[index].value:,}" for each in answer.alternatives],
            known=known(tier),
        )
        for index, tier in enumerate(first)
    ]


def evenings(scenario: Scenario, answer: Alternatives) -> Sequence[EveningRow]:
    """Every evening on which any roster has a team, or one is wanted."""
    rosters = [_by_evening(each.schedule.deployments) for each in answer.alternatives]
    return [
        EveningRow(
            on=on,
            day=short_day(on, scenario.operation.start.year != scenario.operation.end.year),
            clock=f"{evening.shift.start:%H:%M}-{evening.shift.end:%H:%M}",
            cells=[[_team(scenario, team, rosters[0].get(on, ())) for team in teams.get(on, ())] for teams in rosters],
        )
        for on, evening in scenario.calendar.items()
        if scenario.wanted(on) or any(on in teams for teams in rosters)
    ]


def people(scenario: Scenario, answer: Alternatives) -> Sequence[RoleChoice]:
    """The roles that have people, with the evenings of each in every roster."""
    rosters = [_by_person(each.schedule.deployments) for each in answer.alternatives]
    found = []
    for role in Role:
        rows = [
            PersonChoice(Who.of(person), [_days(work.get(person.id, ()), rosters[0], person.id) for work in rosters])
            for person in scenario.of_role(role)
        ]
        found += [RoleChoice(TITLES[role], rows)] if rows else []
    return found


def _by_evening(roster: Sequence[Deployment]) -> Mapping[date, Sequence[Deployment]]:
    found: dict[date, list[Deployment]] = {}
    for team in sorted(roster, key=lambda team: (team.evening, team.area, team.detective)):
        found.setdefault(team.evening, []).append(team)
    return found


def _by_person(roster: Sequence[Deployment]) -> Mapping[str, Sequence[date]]:
    found: dict[str, list[date]] = {}
    for team in sorted(roster, key=lambda team: team.evening):
        for person in (team.detective, team.officer):
            found.setdefault(person, []).append(team.evening)
    return found


def _team(scenario: Scenario, team: Deployment, first: Sequence[Deployment]) -> TeamCell:
    evening = scenario.calendar[team.evening].shift
    own = clock(scenario, team)
    return TeamCell(
        area=cut(scenario.area[team.area].label),
        detective=Who.of(scenario.person[team.detective]),
        officer=Who.of(scenario.person[team.officer]),
        clock="" if own == f"{evening.start:%H:%M}-{evening.end:%H:%M}" else own,
        same=team in first,
    )


def _days(days: Sequence[date], first: Mapping[str, Sequence[date]], person: str) -> Sequence[OutingDay]:
    """Evenings in a row, the month where it changes or ends: 24 Feb, 3, 9 Mar."""
    before, found = {*first.get(person, ())}, []
    for number, on in enumerate(days):
        later = days[number + 1] if number + 1 < len(days) else None
        day = f"{on.day}" if later is not None and later.month == on.month else _short(on)
        found.append(OutingDay(on, day, on in before))
    return found


def _short(on: date) -> str:
    day, month = day_and_month(on).split()
    return f"{day} {month[:3]}"
