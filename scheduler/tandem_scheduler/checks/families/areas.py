"""What areas get: visits, teams in one evening, and who is sent there."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import pairwise

from tandem_models import AreaLimit, AreaTeams, Deployment, VisitGap, Visits
from tandem_scheduler.words.plain import count, day, period
from tandem_scheduler.words.rules import on_days

from ..breach import Breach
from ..roster import Roster
from ..scenario.index import DAY


def visits(rule: Visits, roster: Roster) -> Iterator[Breach]:
    """Not too few and not too many visits to an area over the operation."""
    evenings, when, over = roster.index.evenings(rule), on_days(roster.index.scenario, rule), roster.index.is_over(rule)
    for area in roster.index.scenario.bound_areas(rule):
        number, done = roster.visits[area], roster.index.done.visits[area]
        if evenings is not None:
            number = sum(roster.teams.get((on, area), 0) for on in evenings)
            done = sum(fact.area == area and fact.evening in evenings for fact in roster.index.scenario.facts)
        if excess := _outside(number, rule.min, rule.max, done, over):
            units, allowed = excess
            yield Breach(
                sentence=f"{roster.index.label(area)} gets {count(number, 'visit')}{when}, {allowed} are wanted",
                allowed=f"{allowed} visits",
                found=count(number, "visit"),
                units=units,
                areas=(area,),
                lasting=allowed.startswith("at most"),
            )


def visit_gap(rule: VisitGap, roster: Roster) -> Iterator[Breach]:
    """Not too many evenings in a row without a visit to an area."""
    scenario = roster.index.scenario
    known, end, when = scenario.visits_known_from, scenario.operation.end, on_days(roster.index.scenario, rule)
    dates = [known + n * DAY for n in range((end - known).days + 1)]
    if not scenario.binds_always(rule):
        dates = [on for on in dates if scenario.binds_on(rule, on)]
    for area in scenario.bound_areas(rule):
        visited = {on for on, where in roster.teams if where == area}
        visited |= {entry.on for entry in scenario.history if entry.area == area}
        ends = [n for n, on in enumerate(dates) if on in visited]
        for before, after in pairwise([-1, *ends, len(dates)]):
            without = dates[before + 1 : after]
            # Windows of one evening more than allowed in this time, of which some evening is the operation's.
            units = sum(on >= scenario.opening for on in without[rule.evenings :])
            if units > 0:
                yield Breach(
                    sentence=f"{roster.index.label(area)} gets no visit {period(without[0], without[-1])}{when}, "
                    f"at most {count(rule.evenings, 'evening')} in a row may pass without one",
                    allowed=f"at most {count(rule.evenings, 'evening')} without a visit",
                    found=count(len(without), "evening"),
                    units=units,
                    evenings=tuple(without),
                    areas=(area,),
                    lasting=False,
                )


def area_teams(rule: AreaTeams, roster: Roster) -> Iterator[Breach]:
    """Not too many teams in an area in one evening."""
    areas, evenings = {*roster.index.scenario.bound_areas(rule)}, roster.index.evenings(rule)
    for (on, area), number in roster.teams.items():
        if evenings is not None and on not in evenings:
            continue
        if number > rule.max and area in areas and on >= roster.index.scenario.opening:
            yield Breach(
                sentence=f"{roster.index.label(area)} has {count(number, 'team')} on {day(on)}, at most {rule.max} "
                "are allowed",
                allowed=f"at most {count(rule.max, 'team')}",
                found=count(number, "team"),
                units=number - rule.max,
                evenings=(on,),
                areas=(area,),
            )


def area_limit(rule: AreaLimit, roster: Roster) -> Iterator[Breach]:
    """Nobody is sent to an area too often or too rarely."""
    areas, over, when = (
        roster.index.scenario.bound_areas(rule),
        roster.index.is_over(rule),
        on_days(roster.index.scenario, rule),
    )
    for person in roster.index.each(rule):
        for area in areas:
            number, done = _sent(rule, roster, person, area)
            if excess := _outside(number, rule.min, rule.max, done, over):
                units, allowed = excess
                counted, where = roster.index.evenings(rule), roster.index.label(area)
                evenings = (team.evening for team in roster.of_person.get(person, ()) if team.area == area)
                evenings = (on for on in evenings if counted is None or on in counted)
                yield Breach(
                    sentence=f"{person} is sent to {where} {count(number, 'time')}{when}, {allowed} are allowed",
                    allowed=f"{allowed} times",
                    found=count(number, "time"),
                    units=units,
                    people=(person,),
                    evenings=tuple(evenings),
                    areas=(area,),
                    lasting=allowed.startswith("at most"),
                )


def full(
    rule: AreaLimit, roster: Roster, person: str, area: str, evening: date, without: Collection[Deployment] = ()
) -> bool:
    """Whether the rule lets a person be sent to an area that evening no more often than already.

    `without` are deployments of the person that are given up for it.
    """
    evenings = roster.index.evenings(rule)
    given = sum(team.area == area and (evenings is None or team.evening in evenings) for team in without)
    return (
        rule.max is not None
        and (evenings is None or evening in evenings)
        and area in roster.index.scenario.bound_areas(rule)
        and person in roster.index.bound(rule)
        and _sent(rule, roster, person, area)[0] - given >= rule.max
    )


def _sent(rule: AreaLimit, roster: Roster, person: str, area: str) -> tuple[int, int]:
    """How often a person is sent to an area on the evenings of which a rule speaks, and how often already."""
    evenings = roster.index.evenings(rule)
    if evenings is None:
        return roster.sent.get((person, area), 0), roster.index.done.sent[person, area]

    def among(teams: Iterable[Deployment]) -> int:
        here = (team for team in teams if team.area == area and person in (team.detective, team.officer))
        return sum(team.evening in evenings for team in here)

    return among(roster.of_person.get(person, ())), among(roster.index.scenario.facts)


def _outside(number: int, least: int | None, most: int | None, done: int, over: bool) -> tuple[int, str] | None:
    """How far a number, `done` of it already, lies outside its bounds, and the bound it breaks in words.

    Where all is `over`, too few is no breach.
    """
    if least is not None and number < least and not over:
        return least - number, f"at least {least}"
    if most is not None and number > max(most, done):
        return number - max(most, done), f"at most {most}"
    return None
