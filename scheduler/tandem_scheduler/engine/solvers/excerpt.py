"""A part of a model for CP-SAT: some columns free, others at their values, and rows that may be broken at a price."""

from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from ..algebra.arrays import Ints, Mask
from ..algebra.rows import UNBOUNDED, Box, Rows
from ..limits import Limits
from .cpsat import run_solver


@dataclass(frozen=True)
class Excerpt:
    """Some columns of a model and the rows that speak of them; what it says of other columns alone is left aside."""

    rows: Rows
    box: Box
    values: Ints
    """Of all columns; those that are free need keep no row."""
    free: Mask

    def best(self, column: int, limits: Limits, loose: Mask | None = None, price: int = 0) -> tuple[Ints | None, bool]:
        """Values that make a column small (None where none were found), and whether the search came to its end.

        Each unit by which a loose row is broken costs the price.
        """
        rows, box = self.rows, self.box
        start = np.where(self.free, np.clip(self.values, box.low, box.high), self.values)
        free = self.free & (box.low < box.high)
        columns = np.flatnonzero(free)
        number = np.cumsum(free) - 1
        cells = free[rows.columns]
        least, most = rows.activities(np.where(free, box.low, start), np.where(free, box.high, start))
        touched = rows.sums(cells.astype(np.int64)) > 0
        open_rows = touched & ((least < box.row_low) | (most > box.row_high))
        constant = rows.sums(np.where(cells, 0, start[rows.columns] * rows.coefficients))
        sums = rows.sums(start[rows.columns] * rows.coefficients)

        model = cp_model.CpModel()
        proto = model.proto
        for bounds in zip(box.low[columns].tolist(), box.high[columns].tolist(), strict=True):
            proto.variables.add().domain.extend(bounds)
        hint, excess = start[columns].tolist(), list[int]()

        def slack(size: int, now: int) -> int:
            proto.variables.add().domain.extend((0, size))
            hint.append(now)
            excess.append(len(hint) - 1)
            return excess[-1]

        for row in np.flatnonzero(open_rows).tolist():
            inside = slice(rows.starts[row], rows.starts[row + 1])
            kept = cells[inside]
            members = number[rows.columns[inside][kept]].tolist()
            coefficients = rows.coefficients[inside][kept].tolist()
            low, high = int(box.row_low[row]), int(box.row_high[row])
            if loose is not None and loose[row]:
                if (short := low - int(least[row])) > 0 and low > -UNBOUNDED:
                    members.append(slack(short, max(0, low - int(sums[row]))))
                    coefficients.append(1)
                if (above := int(most[row]) - high) > 0 and high < UNBOUNDED:
                    members.append(slack(above, max(0, int(sums[row]) - high)))
                    coefficients.append(-1)
            linear = proto.constraints.add().linear
            linear.vars.extend(members)
            linear.coeffs.extend(coefficients)
            linear.domain.extend(_within(low, high, int(constant[row])))
        if free[column]:
            proto.objective.vars.append(int(number[column]))
            proto.objective.coeffs.append(1)
        proto.objective.vars.extend(excess)
        proto.objective.coeffs.extend([price] * len(excess))
        proto.solution_hint.vars.extend(range(len(hint)))
        proto.solution_hint.values.extend(hint)
        solver, status = run_solver(model, limits, hasty=True)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None, status == cp_model.INFEASIBLE
        values = start.copy()
        values[columns] = list(solver.response_proto.solution)[: len(columns)]
        return values, status == cp_model.OPTIMAL


def _within(low: int, high: int, constant: int) -> tuple[int, int]:
    """Bounds of a row less what is fixed in it, as CP-SAT writes them."""
    return (
        low - constant if low > -UNBOUNDED else -2 * UNBOUNDED,
        high - constant if high < UNBOUNDED else 2 * UNBOUNDED - 1,
    )
