"""Whole values near those of the relaxation: HiGHS on the part of the rows that is still free, through MathOpt.

HiGHS works in floating point. What it finds is only a proposal: it counts where it keeps every row in whole numbers.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress

import numpy as np

from .limits import Limits
from .linear import Linear
from .mathopt import Answer, Effort, Program, SolverError
from .rows import UNBOUNDED, Box, Ints, Rows

SLACK = 0.3
"""Seconds beyond the limit after which a rounding is left to itself: HiGHS does not look at the clock everywhere."""

NODES = 200
"""Nodes of the search tree that one rounding may take: never the clock's, so that results repeat on any machine."""


def rounded(rows: Rows, box: Box, objective: Linear, limits: Limits) -> Ints | None:
    """Whole values of all variables within a box that keep the rows, with the objective as small as possible.

    None where there are none, or none were found in time or in so many nodes.
    """
    part, inside, kept = _part(rows, box)
    if part is None:
        return None
    if not kept.any():
        return box.low
    costs, effort = objective.dense(len(kept))[kept], Effort(limits.left, nodes=NODES, seed=limits.seed)
    answer = _unless_stopped(lambda: Program(part, inside, costs, by="highs").solve(effort), limits)
    if answer is None:
        return None
    limits.budget.spend_iterations(answer.iterations)
    if answer.values is None:
        return None
    values = box.low.copy()
    values[kept] = np.rint(answer.values).astype(np.int64)
    return values if (values >= box.low).all() and (values <= box.high).all() and rows.keep(values) else None


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


def _shifted(ends: Ints, constant: Ints) -> Ints:
    return np.where(np.abs(ends) < UNBOUNDED, ends - constant, ends)


def _unless_stopped(solve: Callable[[], Answer], limits: Limits) -> Answer | None:
    """Wait for a solve that can't be interrupted; leave it to end by itself where a stop or the deadline comes first.

    None where it was stopped, and where HiGHS fails: it loses a proposal and nothing else.
    """
    results: list[Answer] = []

    def run() -> None:
        with suppress(SolverError):
            results.append(solve())

    thread = threading.Thread(target=run, name="tandem-rounding", daemon=True)
    thread.start()
    while thread.is_alive() and not limits.stop.is_set() and time.monotonic() < limits.deadline + SLACK:
        thread.join(0.05)
    return results[0] if results else None
