"""What areas get: visits, teams in one evening, and who is sent there."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from tandem_models import AreaLimit, AreaTeams, VisitGap, Visits
from tandem_scheduler.words.plain import count, day, period

from ..breach import Breach
from ..roster import Roster
from ..scenario.index import DAY


def visits(rule: Visits, roster: Roster) -> Iterator[Breach]:
    """Not too few and not too many visits to an area over the operation."""
    for area in _areas(rule.areas, roster):
        number = roster.visits[area]
        if excess := _outside(number, rule.min, rule.max, roster.index.done.visits[area], roster):
            units, allowed = excess
            yield Breach(
                sentence=f"{roster.index.label(area)} gets {count(number, 'visit')}, {allowed} are wanted",
                allowed=f"{allowed} visits",
                found=count(number, "visit"),
                units=units,
                areas=(area,),
                lasting=allowed.startswith("at most"),
            )


def visit_gap(rule: VisitGap, roster: Roster) -> Iterator[Breach]:
    """Not too many evenings in a row without a visit to an area."""
    scenario = roster.index.scenario
    start, end = scenario.opening, scenario.operation.end
    for area in _areas(rule.areas, roster):
        visited = {on for on, where in roster.teams if where == area}
        visited |= {entry.on for entry in scenario.history if entry.area == area}
        ends = [*sorted(visited), end + DAY]
        for before, after in pairwise([scenario.visits_known_from - DAY, *ends]):
            first, last = before + DAY, after - DAY
            # Windows of one evening more than allowed in this time, of which some evening is the operation's.
            windows = range(rule.evenings, (last - first).days + 1)
            units = sum(first + n * DAY >= start for n in windows)
            if units > 0:
                yield Breach(
                    sentence=f"{roster.index.label(area)} gets no visit {period(first, last)}, "
                    f"at most {count(rule.evenings, 'evening')} in a row may pass without one",
                    allowed=f"at most {count(rule.evenings, 'evening')} without a visit",
                    found=count((last - first).days + 1, "evening"),
                    units=units,
                    evenings=tuple(first + n * DAY for n in range((last - first).days + 1)),
                    areas=(area,),
                    lasting=False,
                )


def area_teams(rule: AreaTeams, roster: Roster) -> Iterator[Breach]:
    """Not too many teams in an area in one evening."""
    areas = set(_areas(rule.areas, roster))
    for (on, area), number in roster.teams.items():
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
    areas = _areas(rule.areas, roster)
    for person in roster.index.each(rule.who):
        for area in areas:
            number, where = roster.sent.get((person, area), 0), roster.index.label(area)
            if excess := _outside(number, rule.min, rule.max, roster.index.done.sent[person, area], roster):
                units, allowed = excess
                evenings = (team.evening for team in roster.of_person.get(person, ()) if team.area == area)
                yield Breach(
                    sentence=f"{person} is sent to {where} {count(number, 'time')}, {allowed} are allowed",
                    allowed=f"{allowed} times",
                    found=count(number, "time"),
                    units=units,
                    people=(person,),
                    evenings=tuple(evenings),
                    areas=(area,),
                    lasting=allowed.startswith("at most"),
                )


def full(rule: AreaLimit, roster: Roster, person: str, area: str) -> bool:
    """Whether the rule lets a person be sent to an area no more often than already."""
    return (
        rule.max is not None
        and (rule.areas is None or area in rule.areas)
        and person in roster.index.selected(rule.who)
        and roster.sent.get((person, area), 0) >= rule.max
    )


def _areas(named: Iterable[str] | None, roster: Roster) -> Iterable[str]:
    """The areas that a rule names, each once; all where it names none."""
    return roster.index.scenario.area if named is None else dict.fromkeys(named)


def _outside(number: int, least: int | None, most: int | None, done: int, roster: Roster) -> tuple[int, str] | None:
    """How far a number, `done` of it already, lies outside its bounds, and the bound it breaks in words."""
    if least is not None and number < least and not roster.index.scenario.is_over:
        return least - number, f"at least {least}"
    if most is not None and number > max(most, done):
        return number - max(most, done), f"at most {most}"
    return None
