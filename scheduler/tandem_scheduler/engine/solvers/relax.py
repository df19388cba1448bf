"""The linear relaxation of the model.

The model's rows are handed over once; from tier to tier only the objective and the bounds of columns and rows change,
and the simplex method goes on from where it stopped. Where that is far from the optimum it starts afresh instead.
"""

from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from ortools.util.python.solve_interrupter import SolveInterrupter

from ..algebra.arrays import Floats, Ints
from ..algebra.duality import SCALE, Dual, weak_duality
from ..algebra.linear import Linear
from ..algebra.rows import Box, Rows
from ..limits import Limits, ending
from .mathopt import Effort, Program, ProgramResult, SolverError

WHOLE = 1e-6
"""A relaxed value this near a whole number counts as whole; nothing that is proven rests on it."""


@dataclass(frozen=True)
class Relaxed:
    """An optimum of the relaxation."""

    values: Floats
    """Value of each column."""
    dual: Dual
    """Proves that no solution of the model within the box has an objective below its total."""


class Relaxation:
    """The relaxation of rows over whole columns, solved within other bounds from time to time by GLOP."""

    def __init__(self, rows: Rows, box: Box, scale: int = SCALE) -> None:
        """`box` has the bounds to begin with; multipliers are rounded to multiples of 1 / `scale`, times that."""
        self._rows, self._scale = rows, scale
        self._program = self._new(box, np.zeros(len(box.low), dtype=np.int64))
        self._failed = False
        self.iterations = 0
        """Simplex iterations so far: a measure of work that does not depend on the machine."""

    def _new(self, box: Box, costs: Ints) -> Program:
        return Program(self._rows, box, costs)

    def minimise(self, objective: Linear, box: Box, limits: Limits, *, afresh: bool = False) -> Relaxed | None:
        """Minimise over the rows and a box; None where it was not solved in time, has no solution, or GLOP fails.

        `afresh`: not from where the last solve stopped, but with the rows presolved. So it is tried, too, where GLOP
        failed: it can't go on from there.
        """
        costs = objective.dense(len(box.low))
        result: ProgramResult | None = None
        if not (afresh or self._failed):
            self._program.change(costs, box)
            result = self._solved(limits)
        if afresh or self._failed:
            self._program = self._new(box, costs)
            result = self._solved(limits)
        if result is None:
            return None
        self.iterations += result.iterations
        limits.budget.spend_iterations(result.iterations)
        # An imprecise or unfinished optimum serves as well: nothing that is proven rests on it.
        if result.values is None or result.duals is None:
            return None
        multipliers = np.rint(result.duals * self._scale).astype(np.int64)
        return Relaxed(result.values, weak_duality(self._rows, box, costs, multipliers))

    def _solved(self, limits: Limits) -> ProgramResult | None:
        """What GLOP says of the program as it stands; None where it fails."""
        result: ProgramResult | None = None
        interrupter = SolveInterrupter()
        with suppress(SolverError), ending(limits, interrupter.interrupt):
            result = self._program.solve(Effort(limits.for_solver, limits.budget.iterations), interrupter)
        self._failed = result is None
        return result
