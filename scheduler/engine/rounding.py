"""Whole values near those of the relaxation: HiGHS on the part of the rows that is still free, through MathOpt.

HiGHS works in floating point. What it finds is only a proposal: CP-SAT takes it up on the model itself.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import numpy as np
from ortools.math_opt.python import mathopt

from .limits import Limits
from .linear import Linear
from .relax import linear_program
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
    model = mathopt.Model.from_model_proto(linear_program(part, inside, whole=True))
    variables = list(model.variables())
    number = np.cumsum(kept) - 1
    costs = zip(objective.variables, objective.coefficients, strict=True)
    model.minimize(mathopt.LinearSum(cost * variables[number[v.index]] for v, cost in costs if kept[v.index]))
    parameters = mathopt.SolveParameters(
        time_limit=timedelta(seconds=max(limits.left, 0.01)), node_limit=NODES, random_seed=limits.seed
    )
    solve = lambda: mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters)  # noqa: E731
    result = _unless_stopped(solve, limits)
    if result is not None:
        limits.budget.spend_iterations(result.solve_stats.simplex_iterations)
    if result is None or not result.has_primal_feasible_solution():
        return None
    values = box.low.copy()
    values[kept] = np.rint(np.array(result.variable_values(variables))).astype(np.int64)
    return values


def _part(rows: Rows, box: Box) -> tuple[Rows | None, Box, np.ndarray]:
    """The rows that can still be broken over the columns that are still free; no rows where one is broken already."""
    kept = box.low < box.high
    size = np.abs(rows.coefficients)
    up = rows.coefficients > 0
    least = np.zeros(len(rows), dtype=np.int64)
    most = np.zeros(len(rows), dtype=np.int64)
    low, high = box.low[rows.columns], box.high[rows.columns]
    np.add.at(least, rows.lines, np.where(up, low, -high) * size)
    np.add.at(most, rows.lines, np.where(up, high, -low) * size)
    open_rows = (least < box.row_low) | (most > box.row_high)
    if (least > box.row_high).any() or (most < box.row_low).any():
        return None, box, kept
    constant = np.zeros(len(rows), dtype=np.int64)
    fixed = ~kept[rows.columns]
    np.add.at(constant, rows.lines[fixed], (low * rows.coefficients)[fixed])
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


def _unless_stopped(solve: Callable[[], mathopt.SolveResult], limits: Limits) -> mathopt.SolveResult | None:
    """Wait for a solve that can't be interrupted; leave it to end by itself where a stop or the deadline comes first.

    None where it was stopped, and where HiGHS fails: it loses a proposal and nothing else.
    """
    results: list[mathopt.SolveResult] = []

    def run() -> None:
        with suppress(Exception):
            results.append(solve())

    thread = threading.Thread(target=run, name="tandem-rounding", daemon=True)
    thread.start()
    while thread.is_alive() and not limits.stop.is_set() and time.monotonic() < limits.deadline + SLACK:
        thread.join(0.05)
    return results[0] if results else None
