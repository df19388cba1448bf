"""Bounds of variables and rows tightened, in whole numbers: no solution that still counts is lost.

Two textbook steps (as in Achterberg, Constraint Integer Programming, 2007, sections 7.1 and 7.6): bound propagation by
the rows' activities, and reduced cost tightening by what a tier's proven bound leaves up to its value.
"""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arrays import Ints
from .duality import Dual
from .rows import UNBOUNDED, Box, Rows

FAR = 1 << 32
"""Distances from a bound that are as good as unlimited."""

PASSES = 10
"""Most times that propagation goes over the rows: it may go on for long, and gain ever less. No param of the
search, for a certificate is read with as many."""


def tightened(box: Box, column: int, value: int, room: int, dual: Dual) -> Box:
    """What holds of solutions whose objective, the column, is at most `value`, `room` above the dual's total.

    Moving a variable off its better bound by d costs |reduced cost| x d, moving a row's activity |multiplier| x d.
    """
    if room < 0:
        return replace(box, high=box.low - 1)
    low, high = _closer(box.low, box.high, room, dual.reduced)
    high = high.copy()
    high[column] = max(min(int(high[column]), value), int(low[column]) - 1)
    row_low, row_high = _closer(box.row_low, box.row_high, room, dual.multipliers)
    return Box(low, high, row_low, row_high)


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


def propagated(rows: Rows, box: Box) -> Box:
    """Tighten the variables' bounds by what the other variables of each row leave to each."""
    low, high = box.low.copy(), box.high.copy()
    up = rows.coefficients > 0
    size = np.abs(rows.coefficients)
    # Each row twice: A x <= high as it is, A x >= low as -A x <= -low.
    sides = [
        (up, box.row_high, box.row_high < UNBOUNDED),
        (~up, -box.row_low, box.row_low > -UNBOUNDED),
    ]
    for _ in range(PASSES):
        if (low > high).any():
            break
        before = low.copy(), high.copy()
        for rising, limit, bounded in sides:
            least = np.where(rising, low[rows.columns], -high[rows.columns]) * size
            activity = np.zeros(len(rows), dtype=np.int64)
            np.add.at(activity, rows.lines, least)
            cells = np.flatnonzero(bounded[rows.lines] & (size > 0))
            lines = rows.lines[cells]
            # The most that size x variable (or its negative) may come to.
            most = (limit[lines] - activity[lines] + least[cells]) // size[cells]
            columns, rises = rows.columns[cells], rising[cells]
            np.minimum.at(high, columns[rises], most[rises])
            np.maximum.at(low, columns[~rises], -most[~rises])
        if np.array_equal(before[0], low) and np.array_equal(before[1], high):
            break
    return replace(box, low=low, high=high)
