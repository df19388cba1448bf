"""The linear relaxation of the CP-SAT model.

The model's rows are read once; from tier to tier only the objective and the ends of variables and rows change. GLOP
solves it through MathOpt.
"""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import model_pb2, sparse_containers_pb2
from ortools.math_opt.python import mathopt
from ortools.sat.python import cp_model
from ortools.util.python.solve_interrupter import SolveInterrupter

from .duality import SCALE, Dual, weak_duality
from .limits import Limits, passing_on
from .linear import Linear
from .rows import UNBOUNDED, Box, Ints, Rows, read

WHOLE = 1e-6
"""A relaxed value this near a whole number counts as whole; nothing that is proven rests on it."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Relaxed:
    """An optimum of the relaxation."""

    values: Floats
    """Value of each variable."""
    dual: Dual
    """Proves that no solution of the model within the box has an objective below its total."""

    @property
    def whole(self) -> bool:
        """Whether every value is a whole number, to the precision of the LP."""
        return bool((np.abs(self.values - np.rint(self.values)) < WHOLE).all())


class Relaxation:
    """The relaxation of a model as it stands when this is made.

    What the model gains later is left out: the bounds stay valid.
    """

    def __init__(self, model: cp_model.CpModel) -> None:
        self.rows, self.box = read(model)
        """The ends in the model itself."""
        self._now = self.box
        self._math = mathopt.Model.from_model_proto(linear_program(self.rows, self.box))
        self._variables = list(self._math.variables())
        self._constraints = list(self._math.linear_constraints())
        self._solver = mathopt.IncrementalSolver(self._math, mathopt.SolverType.GLOP)
        self.iterations = 0
        """Simplex iterations so far: a measure of work that does not depend on the machine."""

    def minimise(self, objective: Linear, box: Box, limits: Limits) -> Relaxed | None:
        """Minimise over the rows and a box; None where it was not solved in time or has no solution."""
        self._enter(box)
        costs = np.zeros(len(box.low), dtype=np.int64)
        np.add.at(costs, [v.index for v in objective.variables], np.array(objective.coefficients, dtype=np.int64))
        self._math.minimize(mathopt.LinearSum(int(costs[n]) * self._variables[n] for n in np.flatnonzero(costs)))
        parameters = mathopt.SolveParameters(
            time_limit=timedelta(seconds=max(limits.left, 0.01)), iteration_limit=limits.budget.iterations
        )
        interrupter = SolveInterrupter()
        with passing_on(limits.stop, interrupter.interrupt):
            result = self._solver.solve(params=parameters, interrupter=interrupter)
        self.iterations += result.solve_stats.simplex_iterations
        limits.budget.spend_iterations(result.solve_stats.simplex_iterations)
        # An imprecise or unfinished optimum serves as well: nothing that is proven rests on it.
        if not (result.has_primal_feasible_solution() and result.has_dual_feasible_solution()):
            return None
        values = np.array(result.variable_values(self._variables))
        multipliers = np.rint(np.array(result.dual_values(self._constraints)) * SCALE).astype(np.int64)
        return Relaxed(values, weak_duality(self.rows, box, costs, multipliers))

    def _enter(self, box: Box) -> None:
        """Change the ends that are not the box's yet."""
        for things, before, after in (
            (self._variables, (self._now.low, self._now.high), (box.low, box.high)),
            (self._constraints, (self._now.row_low, self._now.row_high), (box.row_low, box.row_high)),
        ):
            lows, highs = _ends(after[0]), _ends(after[1])
            for n in np.flatnonzero(before[0] != after[0]).tolist():
                things[n].lower_bound = lows[n]
            for n in np.flatnonzero(before[1] != after[1]).tolist():
                things[n].upper_bound = highs[n]
        self._now = box


def _ends(bounds: Ints) -> Floats:
    ends = bounds.astype(np.float64)
    ends[bounds >= UNBOUNDED], ends[bounds <= -UNBOUNDED] = np.inf, -np.inf
    return ends


def linear_program(rows: Rows, box: Box, whole: bool = False) -> model_pb2.ModelProto:
    """Rows within a box as a MathOpt model; a variable that stands twice in a row is added up."""
    count = len(box.low)
    cells, inverse = np.unique(rows.lines * count + rows.columns, return_inverse=True)
    coefficients = np.zeros(len(cells), dtype=np.int64)
    np.add.at(coefficients, inverse, rows.coefficients)
    return model_pb2.ModelProto(
        variables=model_pb2.VariablesProto(
            ids=range(count), lower_bounds=_ends(box.low), upper_bounds=_ends(box.high), integers=[whole] * count
        ),
        linear_constraints=model_pb2.LinearConstraintsProto(
            ids=range(len(rows)), lower_bounds=_ends(box.row_low), upper_bounds=_ends(box.row_high)
        ),
        linear_constraint_matrix=sparse_containers_pb2.SparseDoubleMatrixProto(
            row_ids=cells // count, column_ids=cells % count, coefficients=coefficients.astype(float)
        ),
    )
