"""Hours worked in a period: hours."""

from models import Hours

from ..linear import Linear
from ..variables import RosterModel


def post_hours(rule: Hours, roster: RosterModel) -> None:
    """Not too few and not too many hours in any period."""
    problem = roster.problem
    operation = problem.scenario.operation
    periods = [
        (problem.number(first), problem.number(last)) for first, last in rule.periods(operation.start, operation.end)
    ]
    reach = (periods[0][0], max(last for _, last in periods))
    most, least, end = rule.limit(rule.max), rule.limit(rule.min), problem.evenings[-1]
    for person in problem.selected(rule.who):
        standing = _standing(rule, roster, person, *reach)
        added = {e: _added(roster, person, e, standing.get(e, 0)) for e in roster.evenings_of(person)}
        for first, last in periods:
            base = sum(minutes for e, minutes in standing.items() if first <= e <= last)
            worked = Linear(constant=base)
            for e, more in added.items():
                if first <= e <= last:
                    worked.add(more)
            if most is not None:
                roster.at_most(worked, max(most, base), rule, per=60)
            if least is not None and first >= 0 and last <= end:
                roster.at_least(worked, least, rule, per=60)


def _standing(rule: Hours, roster: RosterModel, person: int, first: int, last: int) -> dict[int, int]:
    """The minutes that a person works by date whatever the roster, unless a deployment takes their place."""
    problem = roster.problem
    found = {e: end - start for e, (start, end) in problem.duties(person, first, last)} if rule.ordinary else {}
    for e, area in problem.worked[person].items():
        start, end = problem.shift(e, area)
        found[e] = end - start
    return found


def _added(roster: RosterModel, person: int, evening: int, instead: int) -> Linear:
    """The minutes that a deployment adds, in the areas' own times where the person is tied to areas."""
    problem, total = roster.problem, Linear()
    lengths = [(clock, end - start) for clock in problem.clocks for start, end in [problem.shift(evening, clock[0])]]
    if len({length for _, length in lengths}) == 1:
        return total.add(roster.works(person, evening), lengths[0][1] - instead)
    for clock, length in lengths:
        for area in clock:
            total.add(roster.at(person, evening, area), length - instead)
    return total
