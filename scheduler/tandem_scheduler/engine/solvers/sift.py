"""The linear relaxation near a point that is known to be good: only what speaks against the point is looked at.

Sifting (Bixby, Gregory, Lustig, Marsten and Shanno, 1992): the program over some columns, the others as the point has
them, gives multipliers; columns that these would have otherwise join in, until there are none. What comes out is an
optimum of the whole program, proven as any other by weak duality over all columns.
"""

from collections.abc import Sequence
from contextlib import suppress
from math import ceil

import numpy as np
from ortools.util.python.solve_interrupter import SolveInterrupter

from ..algebra.arrays import Floats, Ints, Mask
from ..algebra.duality import SCALE, Dual, weak_duality
from ..algebra.rows import UNBOUNDED, Box, Rows
from ..limits import Limits, ending
from .mathopt import Effort, Program, SolverError
from .relax import WHOLE, Relaxed

FEW = 30_000
"""Up to so many columns that are not fixed, all of them are looked at at once."""

MOST = 0.2
"""With more than this part of the columns, the whole program is as soon solved."""

DEAR = 1_000
"""How many times as much as any column a unit costs by which a row is broken."""

SLIGHT = SCALE >> 12
"""Reduced costs up to this come of rounding."""

ROUNDS = 25
"""Times that columns join in."""


def sifted(rows: Rows, box: Box, costs: Ints, point: Ints, following: Sequence[int], limits: Limits) -> Relaxed | None:
    """Minimise costs over rows and a box from a point; None where that leads too far, or was not solved in time.

    Args:
        rows: of the whole program.
        box: bounds of its columns and rows.
        costs: of its columns.
        point: values of all columns, which may break a few rows.
        following: columns that follow from many others, and are looked at from the beginning.
        limits: what it may take.
    """
    open_ = box.low < box.high
    tied = np.zeros(len(box.low), dtype=bool)
    tied[list(following)] = True
    of_all = rows.sums(tied[rows.columns].astype(np.int64)) > 0

    def proven(free: Mask, speaking: Mask, dual: Dual, values: Floats) -> Dual | None:
        """The multipliers by which the values are the best, if these are, or those of the rows of free columns alone.

        The latter say nothing against any other column, and mostly as much.
        """
        worth = ceil(float(values @ costs) - WHOLE)
        if dual.bound >= worth:
            return dual
        outside = rows.sums((open_ & ~free)[rows.columns].astype(np.int64)) > 0
        alone = _Excerpt(rows, box, start, free, speaking & (of_all | ~outside)).solved(costs, broken, limits)
        least = None if alone is None else weak_duality(rows, box, costs, alone[1])
        return least if least is not None and least.bound >= worth else None

    start = np.clip(point, box.low, box.high)
    activity = rows.sums(start[rows.columns] * rows.coefficients)
    broken = (activity < box.row_low) | (activity > box.row_high)
    free = open_ & (costs != 0)
    free[list(following)] = True
    free[rows.columns[broken[rows.lines]]] = True
    # Whoever could come in for those who are missing: the rows that are looked at alone are to be whole.
    beside = ~of_all & (rows.sums((free & ~tied)[rows.columns].astype(np.int64)) > 0)
    if (wide := _with(free, rows.columns[beside[rows.lines]]) & open_).sum() <= FEW:
        free = wide
    free &= open_
    if open_.sum() <= FEW:
        free = open_
    for _ in range(ROUNDS):
        if limits.over or free.sum() > max(FEW, MOST * len(free)):
            return None
        speaking = rows.sums(free[rows.columns].astype(np.int64)) > 0
        if (broken & ~speaking).any():
            return None  # Nothing keeps them.
        excerpt = _Excerpt(rows, box, start, free, speaking)
        # Where all is free, no column that joins in could mend a row: those that can't be kept say there is nothing.
        found = excerpt.solved(costs, broken & bool((open_ & ~free).any()), limits)
        if found is None:
            return None
        values, multipliers, kept = found
        dual = weak_duality(rows, box, costs, multipliers)
        if kept and (best := proven(free, speaking, dual, values)) is not None:
            return Relaxed(values, best)
        joins = ((dual.reduced > 0) & (start > box.low)) | ((dual.reduced < 0) & (start < box.high))
        joins &= np.abs(dual.reduced) > SLIGHT
        joins &= open_ & ~free
        if joins.any():
            free = free | joins
        else:
            return Relaxed(values, dual) if kept else None
    return None


def _with(some: Mask, columns: Ints) -> Mask:
    """These and more columns."""
    more = some.copy()
    more[columns] = True
    return more


def apart_from(rows: Rows, box: Box, costs: Ints, left_out: Mask, limits: Limits) -> Dual | None:
    """What the rows say of costs that speak of no column left out; None where that was not solved."""
    clear = rows.sums(left_out[rows.columns].astype(np.int64)) == 0
    free = np.zeros(len(box.low), dtype=bool)
    free[rows.columns[clear[rows.lines]]] = True
    free &= box.low < box.high
    speaking = clear & (rows.sums(free[rows.columns].astype(np.int64)) > 0)
    found = _Excerpt(rows, box, box.low, free, speaking).solved(costs, np.zeros(len(rows), dtype=bool), limits)
    return None if found is None else weak_duality(rows, box, costs, found[1])


class _Excerpt:
    """The program over some columns, the others being as they are."""

    def __init__(self, rows: Rows, box: Box, start: Ints, free: Mask, touched: Mask) -> None:
        """`touched` are the rows that are looked at; each speaks of a free column."""
        self._rows, self._box, self._start, self._free, self._touched = rows, box, start, free, touched

    def solved(self, costs: Ints, broken: Mask, limits: Limits) -> tuple[Floats, Ints, bool] | None:
        """Values of all columns, multipliers of all rows, and whether the rows that were broken are kept.

        Until they are, what they are broken by has a price. None where it was not solved.
        """
        rows, box, free, touched = self._rows, self._box, self._free, self._touched
        some = rows.chosen(touched)
        cells = free[some.columns]
        ends = np.concatenate([[0], np.cumsum(cells)])
        number = np.cumsum(free) - 1
        less = some.sums(np.where(cells, 0, self._start[some.columns] * some.coefficients))
        low, high = box.row_low[touched], box.row_high[touched]
        low, high = np.where(low > -UNBOUNDED, low - less, low), np.where(high < UNBOUNDED, high - less, high)
        loose = np.flatnonzero(broken[touched])
        count = int(free.sum())
        # Two columns for each row that was broken: how far it is below its bounds, and above.
        starts = ends[some.starts]
        starts = starts + 2 * np.concatenate([[0], np.cumsum(broken[touched])])
        inner = np.insert(number[some.columns[cells]], np.repeat(ends[some.starts][1:][loose], 2), 0)
        signs = np.insert(some.coefficients[cells], np.repeat(ends[some.starts][1:][loose], 2), 0)
        places = starts[1:][loose]
        for n, place in enumerate(places.tolist()):
            inner[place - 2 : place] = count + 2 * n, count + 2 * n + 1
            signs[place - 2 : place] = 1, -1
        slack = 2 * len(loose)
        within = Box(
            np.concatenate([box.low[free], np.zeros(slack, dtype=np.int64)]),
            np.concatenate([box.high[free], np.full(slack, UNBOUNDED)]),
            low,
            high,
        )
        priced = np.concatenate([costs[free], np.full(slack, DEAR * max(1, int(np.abs(costs).max())))])
        program = Program(Rows(starts, inner, signs, low, high), within, priced)
        interrupter, result = SolveInterrupter(), None
        with suppress(SolverError), ending(limits, interrupter.interrupt):
            result = program.solve(Effort(limits.for_solver, limits.budget.iterations), interrupter)
        if result is None:
            return None
        limits.budget.spend_iterations(result.iterations)
        if result.values is None or result.duals is None:
            return None
        values = self._start.astype(np.float64)
        values[free] = result.values[:count]
        multipliers = np.zeros(len(rows), dtype=np.int64)
        multipliers[touched] = np.rint(result.duals * SCALE).astype(np.int64)
        return values, multipliers, bool((result.values[count:] < WHOLE).all())
