"""Bounds on what a person's duties come to in periods of dates: minutes, or dates that count."""

from collections.abc import Callable, Iterable, Mapping

from models.rules.base import RuleBase

from ..linear import Linear
from ..problem import Minutes
from ..variables import RosterModel

Amount = Callable[[int, Minutes], int]
"""What a duty of a date counts, by its evening's number and its times."""


def post_amounts(
    rule: RuleBase,
    roster: RosterModel,
    person: int,
    periods: Iterable[tuple[int, int]],
    standing: Mapping[int, int],
    amount: Amount,
    most: int | None,
    least: int | None = None,
    per: int = 1,
) -> None:
    """Bound what a person's duties come to in every period, given by its first and last evening.

    `standing` is what counts by date whatever the roster, unless a deployment takes its place: it can use `most` up but
    not break it. `least` is asked of the periods that lie in the operation. Every `per` outside a bound is a unit.
    """
    end = roster.problem.evenings[-1]
    added = {e: _added(roster, person, e, amount, standing.get(e, 0)) for e in roster.evenings_of(person)}
    for first, last in periods:
        base = sum(counted for e, counted in standing.items() if first <= e <= last)
        total = Linear(constant=base)
        for e, more in added.items():
            if first <= e <= last:
                total.add(more)
        if most is not None:
            roster.at_most(total, max(most, base), rule, per=per)
        if least is not None and first >= 0 and last <= end:
            roster.at_least(total, least, rule, per=per)


def _added(roster: RosterModel, person: int, evening: int, amount: Amount, instead: int) -> Linear:
    """What a deployment adds, by the areas' own times where those make a difference."""
    problem, total = roster.problem, Linear()
    amounts = [(clock, amount(evening, problem.shift(evening, clock[0]))) for clock in problem.clocks]
    if len({counted for _, counted in amounts}) == 1:
        return total.add(roster.works(person, evening), amounts[0][1] - instead)
    for clock, counted in amounts:
        for area in clock:
            total.add(roster.at(person, evening, area), counted - instead)
    return total
