"""Bounds on what a person's duties come to in periods of dates: minutes, or dates that count."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate

from tandem_models.rules.base import RuleBase

from ...algebra.linear import Linear
from ...problem.numbered import Minutes
from ..roster_model import RosterModel

Period = tuple[list[int], int, int]
"""The evenings of a period on which a person can work, what deployments may add there, and what counts without."""

Amount = Callable[[int, Minutes], int]
"""What a duty of a date counts, by its evening's number and its times."""


def post_amounts(
    rule: RuleBase,
    model: RosterModel,
    person: int,
    periods: Iterable[tuple[int, int]],
    standing: Mapping[int, int],
    allowed: Mapping[int, int],
    amount: Amount,
    most: int | None,
    least: int | None = None,
    per: int = 1,
) -> None:
    """Bound what a person's duties come to in every period, given by its first and last evening.

    `standing` is what counts by date whatever the roster, unless a deployment takes its place; `allowed` the same, or
    what an evening that is over took the place of where that was more: this can use `most` up but not break it. `least`
    is asked of the periods that lie in the operation. Every `per` outside a bound is a unit.
    """
    end = model.problem.evenings[-1]
    added = {e: _added(model, person, e, amount, standing.get(e, 0)) for e in model.evenings_of(person)}
    ranges = {e: model.range(more) for e, more in added.items()}
    evenings, windows = sorted(added), list[Period]()
    dates = sorted(standing.keys() | allowed.keys())
    sums, highs = ([0, *accumulate(of.get(e, 0) for e in dates)] for of in (standing, allowed))
    for first, last in periods:
        begin, end_of = bisect_left(dates, first), bisect_right(dates, last)
        base, high = (of[end_of] - of[begin] for of in (sums, highs))
        inside = evenings[bisect_left(evenings, first) : bisect_right(evenings, last)]
        if most is not None:
            windows.append((inside, max(most, high) - base, base))
        if least is not None and first >= 0 and model.problem.opening <= last <= end:
            model.at_least(_total(added, inside, base), least, rule, per=per)
    if rule.hard:
        windows = _binding(windows, ranges, lambda inside: model.problem.most_of(person, inside))
    for inside, room, base in windows:
        model.at_most(_total(added, inside, base), base + room, rule, per=per)


def _total(added: Mapping[int, Linear], inside: Iterable[int], base: int) -> Linear:
    total = Linear(constant=base)
    for e in inside:
        total.add(added[e])
    return total


def _binding(
    windows: list[Period], ranges: Mapping[int, tuple[int, int]], most_of: Callable[[list[int]], int]
) -> list[Period]:
    """Leave out the windows that nothing can break, and those that a wider one keeps.

    `ranges` are the least and the most that deployments of each evening add, `most_of` how many of some can be worked.
    """
    breakable = []
    for inside, room, base in windows:
        largest = sorted((more for e in inside if (more := ranges[e][1]) > 0), reverse=True)
        # All of them come to more at once in few windows, and counting how many can be worked takes far longer.
        if sum(largest) > room and sum(largest[: most_of(inside)]) > room:
            breakable.append((inside, room, base))
    evenings = sorted(ranges)
    taken = [0, *accumulate(-min(0, ranges[e][0]) for e in evenings)]

    def kept_by(wider: Period, inside: list[int], room: int) -> bool:
        """Whether keeping a wider window keeps one within it: whatever deployments around that take off."""
        outside, wide, _ = wider
        if not (outside[0] <= inside[0] and inside[-1] <= outside[-1]):
            return False
        before = taken[bisect_left(evenings, inside[0])] - taken[bisect_left(evenings, outside[0])]
        after = taken[bisect_right(evenings, outside[-1])] - taken[bisect_right(evenings, inside[-1])]
        return wide + before + after <= room

    kept: list[Period] = []
    for inside, room, base in sorted(breakable, key=lambda window: (window[1], -len(window[0]))):
        if not any(kept_by(wider, inside, room) for wider in kept):
            kept.append((inside, room, base))
    return kept


def _added(model: RosterModel, person: int, evening: int, amount: Amount, instead: int) -> Linear:
    """What a deployment adds, by the areas' own times where those make a difference."""
    problem, total = model.problem, Linear()
    amounts = [(clock, amount(evening, problem.shift(evening, clock[0]))) for clock in problem.clocks]
    if len({counted for _, counted in amounts}) == 1:
        return total.add(model.works(person, evening), amounts[0][1] - instead)
    for clock, counted in amounts:
        for area in clock:
            total.add(model.at(person, evening, area), counted - instead)
    return total
