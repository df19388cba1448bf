"""Branch and cut: HiGHS, in a process of its own, on the part of the rows that is still free.

Only what is decided has to be whole; what follows from that is worked out after. HiGHS works in floating point: what it
finds is only a proposal, which counts where it keeps every row in whole numbers.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from math import ceil

import numpy as np

from ..algebra.arrays import Ints, Mask
from ..algebra.linear import Linear
from ..algebra.rows import UNBOUNDED, Box, Rows
from ..limits import Limits
from .apart import solve_apart
from .mathopt import Effort, SolverError, message, parameters, result_of

BLUR = 1e-6
"""What HiGHS' bounds are taken to be imprecise by, of their size."""

Complete = Callable[[Ints], Ints]
"""Works out what follows from the values of what is decided."""


@dataclass(frozen=True)
class Branched:
    """How branch and cut ended."""

    values: Ints | None
    """Whole values of all columns that keep the rows; None where none were found."""
    bound: int | None
    """No such values have an objective below this, by HiGHS' word; None where it says nothing."""


def branch(
    rows: Rows, box: Box, decided: Mask, objective: Linear, limits: Limits, nodes: int, complete: Complete
) -> Branched:
    """Minimise an objective over whole values within a box that keep the rows.

    `decided` are the columns that HiGHS is to make whole, in so many nodes of the search tree.
    """
    nothing = Branched(None, None)
    part, inside, kept = _part(rows, box)
    if part is None:
        return nothing
    if not kept.any():
        return Branched(box.low, objective.value(box.low.tolist()))
    costs = objective.dense(len(kept))
    program = message(part, inside, costs[kept], whole=decided[kept])
    answer = None
    with suppress(SolverError):  # where HiGHS fails, a proposal is lost and nothing else
        answer = solve_apart(program, parameters(Effort(limits.for_solver, nodes=nodes, seed=limits.seed)), limits)
    if answer is None:
        return nothing
    result = result_of(answer, inside)
    limits.budget.spend_iterations(result.iterations)
    bound = None
    if np.isfinite(result.bound):
        least = result.bound + objective.constant + int(costs[~kept] @ box.low[~kept])
        bound = ceil(least - BLUR * max(1.0, abs(least)))
    if result.values is None:
        return Branched(None, bound)
    values = box.low.copy()
    values[kept] = np.rint(result.values).astype(np.int64)
    values = complete(values)
    return Branched(values if (values <= box.high).all() and rows.keep(values) else None, bound)


def _part(rows: Rows, box: Box) -> tuple[Rows | None, Box, np.ndarray]:
    """The rows that can still be broken over the columns that are still free; no rows where one is broken already."""
    kept = box.low < box.high
    least, most = rows.activities(box.low, box.high)
    open_rows = (least < box.row_low) | (most > box.row_high)
    if (least > box.row_high).any() or (most < box.row_low).any():
        return None, box, kept
    fixed = ~kept[rows.columns]
    constant = rows.sums(np.where(fixed, box.low[rows.columns] * rows.coefficients, 0))
    cells = np.flatnonzero(open_rows[rows.lines] & ~fixed)
    number = np.cumsum(open_rows) - 1
    lines = number[rows.lines[cells]]
    part = Rows(
        np.searchsorted(lines, np.arange(np.count_nonzero(open_rows) + 1)),
        (np.cumsum(kept) - 1)[rows.columns[cells]],
        rows.coefficients[cells],
        _shifted(box.row_low, constant)[open_rows],
        _shifted(box.row_high, constant)[open_rows],
    )
    return part, Box(box.low[kept], box.high[kept], part.low, part.high), kept


def _shifted(bounds: Ints, constant: Ints) -> Ints:
    return np.where(np.abs(bounds) < UNBOUNDED, bounds - constant, bounds)
