"""Bounds of variables and rows tightened, in whole numbers: no solution that still counts is lost.

Two textbook steps (as in Achterberg, Constraint Integer Programming, 2007, sections 7.1 and 7.6): bound propagation by
the rows' activities, and reduced cost tightening by what a tier's proven bound leaves up to its value.
"""

from dataclasses import replace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from .arrays import Ints, Mask
from .duality import Dual
from .rows import UNBOUNDED, Box, Rows

FAR = 1 << 32
"""Distances from a bound that are as good as unlimited."""

PASSES = 10
"""Most times that propagation goes over the rows: it may go on for long, and gain ever less. No param of the
search, for a certificate is read with as many."""


class Trace(Protocol):
    """Is told what tightened which bound, for a proof of each step (`engine.vipr`)."""

    def by_duality(self, before: Box, after: Box, room: int, dual: Dual) -> None:
        """Bounds were tightened by what a dual leaves up to a value of its objective."""

    def by_rows(self, columns: Ints, lines: Ints, bounds: Ints, *, upper: bool, row_high: bool) -> None:
        """These columns have new upper or lower bounds by these rows, by the rows' upper bounds or their lower ones.

        The rows were looked at with the bounds of all columns as they were before.
        """

    def by_tier(self, column: int, most: int, least: int | None) -> None:
        """A tier's column is held at most so high, and at least so high where a refutation shows that."""


def capped(box: Box, column: int, value: int) -> Box:
    """What holds of solutions in which a column is at most `value`."""
    high = box.high.copy()
    high[column] = max(min(int(high[column]), value), int(box.low[column]) - 1)
    return replace(box, high=high)


def raised(box: Box, column: int, value: int) -> Box:
    """What holds of solutions in which a column is at least `value`."""
    low = box.low.copy()
    low[column] = min(max(int(low[column]), value), int(box.high[column]) + 1)
    return replace(box, low=low)


def tightened(box: Box, room: int, dual: Dual, trace: Trace | None = None) -> Box:
    """What holds of solutions whose objective is at most `room` above the dual's total.

    Moving a variable off its better bound by d costs |reduced cost| x d, moving a row's activity |multiplier| x d.
    """
    if room < 0:
        after = replace(box, high=box.low - 1)
    else:
        low, high = _closer(box.low, box.high, room, dual.reduced)
        row_low, row_high = _closer(box.row_low, box.row_high, room, dual.multipliers)
        after = Box(low, high, row_low, row_high)
    if trace is not None:
        trace.by_duality(box, after, room, dual)
    return after


def _closer(low: Ints, high: Ints, room: int, prices: NDArray[Any]) -> tuple[Ints, Ints]:
    if room >= UNBOUNDED:
        return low, high
    steps = np.zeros(len(prices), dtype=np.int64)
    paid = np.flatnonzero(prices)
    # A distance of 2^32 or more forbids nothing that matters, and bounds stay far from overflowing.
    steps[paid] = np.minimum(room // np.abs(prices[paid]), FAR).astype(np.int64)
    near_low, near_high = (prices > 0) & (steps < FAR), (prices < 0) & (steps < FAR)
    return (
        np.where(near_high, np.maximum(low, high - steps), low),
        np.where(near_low, np.minimum(high, low + steps), high),
    )


def propagated(rows: Rows, box: Box, since: Box | None = None, trace: Trace | None = None) -> Box:
    """Tighten the variables' bounds by what the other variables of each row leave to each.

    Of a box that is within one propagated before, `since`, rows that say nothing new are not looked at.
    """
    low, high = box.low.copy(), box.high.copy()
    sides = [_Side(rows, box, trace, row_high=row_high) for row_high in (True, False)]
    if since is not None:
        sides[0].begin(since.low, since.high, box.row_high != since.row_high)
        sides[1].begin(since.low, since.high, box.row_low != since.row_low)
    for _ in range(PASSES):
        if (low > high).any():
            break
        changed = [side.tighten(low, high) for side in sides]
        if not any(changed):
            break
    return replace(box, low=low, high=high)


class _Side:
    """One bound of every row: what it leaves to each variable."""

    def __init__(self, rows: Rows, box: Box, trace: Trace | None, *, row_high: bool) -> None:
        """A x <= high as it is, A x >= low as -A x <= -low: each row's terms come to at most a limit."""
        up = rows.coefficients > 0
        self._rows, self._rising, self._trace, self._row_high = rows, up if row_high else ~up, trace, row_high
        self._limit = box.row_high if row_high else -box.row_low
        self._bounded = self._limit < UNBOUNDED
        self._size = np.abs(rows.coefficients)
        self._seen: tuple[Ints, Ints] | None = None
        """The bounds at the last look: a row of whose variables none has others says nothing new."""
        self._fresh = np.zeros(len(rows), dtype=bool)
        """Rows that were not looked at as they are now."""

    def begin(self, low: Ints, high: Ints, fresh: Mask) -> None:
        """Take it that the rows were looked at with these bounds of the variables, all but the `fresh` ones."""
        self._seen, self._fresh = (low, high), fresh

    def tighten(self, low: Ints, high: Ints) -> bool:
        """Tighten the bounds in place; whether that changed any."""
        rows, looked_at = self._rows, self._bounded
        if self._seen is not None:
            moved = (self._seen[0] != low) | (self._seen[1] != high)
            looked_at, self._fresh = self._fresh, np.zeros(len(rows), dtype=bool)
            looked_at[rows.lines[moved[rows.columns]]] = True
            looked_at &= self._bounded
        self._seen = low.copy(), high.copy()
        cells = np.flatnonzero(looked_at[rows.lines])
        if not len(cells):
            return False
        lines, columns = rows.lines[cells], rows.columns[cells]
        rises, size = self._rising[cells], self._size[cells]
        least = np.where(rises, low[columns], -high[columns]) * size
        firsts = np.flatnonzero(np.diff(lines, prepend=-1))
        activity = np.repeat(np.add.reduceat(least, firsts), np.diff(firsts, append=len(lines)))
        # The most that size x variable (or its negative) may come to.
        most = (self._limit[lines] - activity + least) // np.maximum(size, 1)
        risen, fallen = rises & (size > 0), ~rises & (size > 0)
        np.minimum.at(high, columns[risen], most[risen])
        np.maximum.at(low, columns[fallen], -most[fallen])
        if self._trace is not None:
            self._tell(self._trace, columns, lines, risen & (most < self._seen[1][columns]), high, most, upper=True)
            self._tell(self._trace, columns, lines, fallen & (-most > self._seen[0][columns]), low, -most, upper=False)
        return not (np.array_equal(self._seen[0], low) and np.array_equal(self._seen[1], high))

    def _tell(
        self, trace: Trace, columns: Ints, lines: Ints, moved: Mask, bounds: Ints, said: Ints, *, upper: bool
    ) -> None:
        """Say by which rows columns have new bounds: of several that say the same, the first."""
        by = np.flatnonzero(moved & (said == bounds[columns]))
        found, first = np.unique(columns[by], return_index=True)
        if len(found):
            trace.by_rows(found, lines[by[first]], bounds[found], upper=upper, row_high=self._row_high)
