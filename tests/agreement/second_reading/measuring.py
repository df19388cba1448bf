"""A second reading of the contract: what every measure of a roster is (see `reading`)."""

from datetime import date
from fractions import Fraction
from math import floor

from tandem_models import Measure, Role, Scenario

from .reading import (
    Teams,
    absent,
    available,
    evening_list,
    evenings,
    falls_on,
    open_evenings,
    past,
    release,
    selected,
    setting,
    targets,
    teams_of,
    there,
    thousandths,
    wanted_on,
)
from .verdict import units


def measures(scenario: Scenario, teams: Teams) -> dict[Measure, int]:
    """Every measure of a roster that names what the scenario has."""
    soft = [rule for rule in scenario.rules_in_force if not rule.hard]
    return {
        Measure.COVERAGE: _coverage(scenario, teams),
        Measure.PRIORITY: _priority(scenario, teams),
        Measure.RULES: sum(rule.cost * units(scenario, rule, teams) for rule in soft),
        Measure.FAIRNESS: _fairness(scenario, teams),
        Measure.ABSTRACTION: sum(
            release(scenario, person, on) or 0
            for person in selected(scenario, None)
            for on in evening_list(teams, person)
        ),
        Measure.REQUESTS: _requests(scenario, teams),
        Measure.HOME_AREA: sum(
            person.home is not None and team.area != person.home
            for person in scenario.people
            for team in teams_of(teams, person.id)
        ),
        Measure.CHANGES: sum(
            told_otherwise(scenario, teams, person.id, on)
            for person in scenario.people
            for on in evenings(scenario)
            if scenario.published and on >= scenario.opening
        ),
    }


def tiers(scenario: Scenario, found: dict[Measure, int]) -> tuple[int, ...]:
    """The value of every tier."""
    return tuple(sum(weight * found[m] for m, weight in tier.weights.items()) for tier in scenario.objectives)


def allowance(tolerance: int | str, best: int) -> int:
    """By how much later tiers may leave a tier above its best value."""
    return tolerance if isinstance(tolerance, int) else floor(best * Fraction(tolerance.rstrip("%")) / 100)


def told_otherwise(scenario: Scenario, teams: Teams, person: str, on: date) -> int:
    """What it costs that somebody is told otherwise of an evening."""
    costs, today = scenario.changes, scenario.operation.today
    notice = None if today is None else max(0, (on - today).days - 1)
    times = [more for days, more in sorted(costs.notice.items()) if notice is not None and notice < days]
    told = [
        (team.area, team.detective, team.officer)
        for team in scenario.published
        if team.evening == on and person in (team.detective, team.officer)
    ]
    now = [(t.area, t.detective, t.officer) for t in teams_of(teams, person) if t.evening == on]
    cost = 0
    if told and (release(scenario, person, on) is None or on not in open_evenings(scenario)):
        return cost
    if told and not now:
        cost = costs.stood_down
    elif now and not told:
        cost = costs.called_out
    elif told and max(told) not in now:
        cost = costs.partner if any(area == max(told)[0] for area, *_ in now) else costs.area
    return cost * (times[0] if times else 1)


def _coverage(scenario: Scenario, teams: Teams) -> int:
    cost = 0
    for on in evenings(scenario):
        _, number, shortage = setting(scenario, on)
        if number is not None:
            cost += shortage * max(0, number - sum(team.evening == on for team in teams))
        for area in scenario.areas:
            sent = sum(team.evening == on and team.area == area.id for team in teams)
            for entry in scenario.demand:
                if (entry.areas is None or area.id in entry.areas) and (entry.on is None or falls_on(on, entry.on)):
                    cost += entry.shortage * max(0, entry.teams - sent)
                    cost += (entry.surplus or 0) * max(0, sent - entry.teams)
    return cost


def _priority(scenario: Scenario, teams: Teams) -> int:
    weights = thousandths(scenario)
    short = {area: max(0, n - sum(t.area == area for t in teams)) for area, n in targets(scenario).items()}
    return sum(weights[area] * missing for area, missing in short.items())


def _fairness(scenario: Scenario, teams: Teams) -> int:
    total = 0
    for role in Role:
        people = [person.id for person in scenario.people if person.role == role]
        able = [person for person in people if available(scenario, person)]
        # On evenings when they are not there, people count as available.
        counts = {
            person: available(scenario, person) + sum(not there(scenario, person, on) for on in open_evenings(scenario))
            for person in able
        }
        for person in able:
            scale = _half_up(Fraction(100 * max(counts.values()), counts[person]))
            evenings = len(evening_list(teams, person)) + _before(scenario, person, people)
            total += _half_up(scale * evenings**2)
    return total


def _half_up(number: Fraction) -> int:
    return int(number + Fraction(1, 2))


def _before(scenario: Scenario, person: str, people: list[str]) -> Fraction:
    """What counts as worked besides: the history, and what the others did, or will, while the person was not there.

    In the history whoever had an absence and did not work was not there either.
    """
    history = {one: past(scenario, one) if scenario.history_counts == "all" else [] for one in people}
    found = Fraction(len(history[person]))
    worked = {on for one in people for on in history[one]}

    def about(one: str, on: date) -> bool:
        kept = on < scenario.operation.start and absent(scenario, one, on) and on not in history[one]
        return there(scenario, one, on) and not kept

    for on in {*worked, *open_evenings(scenario)}:
        others = [one for one in people if about(one, on)]
        if not others or person in others:
            continue
        done = sum(on in history[one] for one in others)
        if on not in worked:
            done = min(wanted_on(scenario, on), len(others))
        found += Fraction(done, len(others))
    return found


def _requests(scenario: Scenario, teams: Teams) -> int:
    cost = 0
    for request in scenario.requests:
        there = [
            team
            for team in teams_of(teams, request.person)
            if team.evening == request.on and (request.area is None or team.area == request.area)
        ]
        met = bool(there) if request.want == "on" else not there
        cost += 0 if met else request.weight
    return cost
