"""What the evenings before leave of limits, where that is too little for what is wanted: sure, before any solve."""

from collections.abc import Iterator, Mapping
from datetime import date

from tandem_models import PairRepeat, Role, Scenario, VisitGap
from tandem_models.bounds import PlaceOf
from tandem_scheduler.words.plain import count, day

from .index import DAY, ScenarioIndex
from .places import few, rule_at


def used_up(scenario: Scenario, place: PlaceOf) -> Iterator[str]:
    """Notes on hard rules of which the history and what has been worked leave too little; a sentence each."""
    if scenario.is_over:
        return
    met = ScenarioIndex(scenario).met
    for number, rule in enumerate(scenario.rules_in_force):
        if not rule.hard or rule.exempt is not None:
            continue
        if isinstance(rule, PairRepeat) and rule.within is None and rule.who is None and met:
            yield from _pairs(
                scenario, rule, {pair: len(dates) for pair, dates in met.items()}, rule_at(scenario, number, place)
            )
        elif isinstance(rule, VisitGap) and rule.on is None:
            yield from _overdue(scenario, rule, rule_at(scenario, number, place))


def _pairs(scenario: Scenario, rule: PairRepeat, met: Mapping[tuple[str, str], int], which: str) -> Iterator[str]:
    """Whether pairs may still form fewer teams than are wanted."""
    here = [
        {person.id for person in scenario.of_role(role) if any(map(person.there, _to_come(scenario)))} for role in Role
    ]
    pairs = len(here[0]) * len(here[1])
    spent = {pair: times for pair, times in met.items() if pair[0] in here[0] and pair[1] in here[1]}
    left = pairs * rule.limit - sum(min(times, rule.limit) for times in spent.values())
    wanted = sum(scenario.wanted(on) for on in _to_come(scenario))
    if left < wanted:
        done = sum(times >= rule.limit for times in spent.values())
        yield (
            f"{which} leaves {count(left, 'team')} of the {wanted} wanted: {done} of {count(pairs, 'pair')} have gone "
            "out as often as it lets them; give it `within`, or a higher limit"
        )


def _overdue(scenario: Scenario, rule: VisitGap, which: str) -> Iterator[str]:
    """Whether more areas are due for a visit by some evening than teams are sent until then."""
    if any(evening.teams is None for evening in scenario.calendar.values()):
        return
    last = dict.fromkeys(scenario.bound_areas(rule), scenario.visits_known_from - DAY)
    for entry in scenario.history:
        if entry.area in last:
            last[entry.area] = max(last[entry.area], entry.on)
    for fact in scenario.facts:
        if fact.area in last:
            last[fact.area] = max(last[fact.area], fact.evening)
    due = {area: max(on + (rule.evenings + 1) * DAY, scenario.opening) for area, on in last.items()}
    teams = 0
    for on in _to_come(scenario):
        teams += scenario.wanted(on)
        now = [area for area, by in due.items() if by <= on]
        if len(now) > teams:
            yield (
                f"no roster can exist: by {which} {few(now)} must be visited until {day(on)}, and only "
                f"{count(teams, 'team')} {'is' if teams == 1 else 'are'} sent until then; let areas wait longer, or "
                "make it soft"
            )
            return


def _to_come(scenario: Scenario) -> list[date]:
    """The evenings that are not over."""
    return [on for on in scenario.calendar if on >= scenario.opening]
