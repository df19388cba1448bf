"""Limits on how many of the dates in any window of days in a row a person works."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tandem_models.rules.base import RuleBase

from ..roster_model import RosterModel

Window = tuple[tuple[int, ...], int]
"""The evenings of a window on which a person can work, and how many of them they may."""


def post_windows(
    rule: RuleBase,
    model: RosterModel,
    person: int,
    days: int,
    limit: int,
    standing: Iterable[int],
    evenings: Sequence[int] | None = None,
) -> None:
    """At most `limit` dates in every window of `days` that touches the operation.

    `standing` are the dates that count whatever the roster: they use the limit up but do not break it. `evenings` are
    those that count where the person works them, in order; left out, all.
    """
    open_evenings = tuple(model.evenings_of(person)) if evenings is None else evenings
    problem = model.problem
    possible = _windows(open_evenings, sorted(standing), days, limit, len(problem.evenings))
    # What the rules before this one keep anyway is left out: the relaxation keeps it as well (the rows of windows are
    # an interval matrix, whose vertices are whole).
    windows = [(inside, left) for inside, left in possible if problem.most_of(person, inside, before=rule) > left]
    # Windows with the same evenings are broken together.
    for (inside, left), times in Counter(_binding(windows) if rule.hard else windows).items():
        model.at_most(model.evenings_worked(person, inside), left, rule, times=times)


def _windows(evenings: Sequence[int], standing: Sequence[int], days: int, limit: int, count: int) -> Iterator[Window]:
    """Every window that could be broken."""
    for first in range(1 - days, count):
        low = bisect_left(evenings, first)
        high = bisect_left(evenings, first + days, low)
        if high - low + len(standing) <= limit:
            continue
        others = bisect_left(standing, first + days) - bisect_left(standing, first)
        left = max(0, limit - others)
        if high - low > left:
            yield tuple(evenings[low:high]), left


def _binding(windows: list[Window]) -> list[Window]:
    """Leave out the windows that a neighbour with the same allowance holds whole: they forbid nothing more."""
    kept: list[Window] = []
    for evenings, left in windows:
        if kept and kept[-1][1] == left:
            if kept[-1][0][-1] == evenings[-1]:
                continue
            if kept[-1][0][0] == evenings[0]:
                kept.pop()
        kept.append((evenings, left))
    return kept
