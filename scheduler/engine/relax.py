"""The linear relaxation of the CP-SAT model.

The model's rows are read once. GLOP solves the relaxation through MathOpt; from one objective to the next it keeps its
basis.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import model_pb2, sparse_containers_pb2
from ortools.math_opt.python import mathopt
from ortools.sat.python import cp_model
from ortools.util.python.solve_interrupter import SolveInterrupter

from .certificate import SCALE, Certificate, dual_bound
from .limits import Limits, passing_on
from .linear import Linear
from .rows import UNBOUNDED, Ints, Rows, read_rows

WHOLE = 1e-6
"""A relaxed value this near a whole number counts as whole; nothing that is proven rests on it."""

NEARLY = 0.7
"""A dive rounds all values up together that are further on the way than this."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Relaxed:
    """An optimum of the relaxation."""

    values: Floats
    """Value of each variable."""
    certificate: Certificate
    """Proves that no solution of the model has an objective below its bound."""

    @property
    def whole(self) -> bool:
        """Whether every value is a whole number, to the precision of the LP."""
        return bool((np.abs(self.values - np.rint(self.values)) < WHOLE).all())


class Relaxation:
    """The relaxation of a model as it stands when this is made.

    What the model gains later is left out: the bounds stay valid. Only the ends of `movable` variables are followed.
    """

    def __init__(self, model: cp_model.CpModel, movable: Sequence[cp_model.IntVar]) -> None:
        self._movable = movable
        domains = [variable.domain for variable in model.proto.variables]
        self.rows = read_rows(model.proto)
        self.low: Ints = np.array([domain[0] for domain in domains], dtype=np.int64)
        self.high: Ints = np.array([domain[1] for domain in domains], dtype=np.int64)
        self._math = mathopt.Model.from_model_proto(_lp(self.rows, self.low, self.high))
        self._variables = list(self._math.variables())
        self._solver = mathopt.IncrementalSolver(self._math, mathopt.SolverType.GLOP)
        self.iterations = 0
        """Simplex iterations so far: a measure of work that does not depend on the machine."""

    def minimise(self, objective: Linear, limits: Limits) -> Relaxed | None:
        """Solve the relaxation for an objective; None where it was not solved in time or has no solution."""
        for variable in self._movable:
            n, domain = variable.index, variable.proto.domain
            self.low[n], self.high[n] = domain[0], domain[1]
            self._variables[n].lower_bound, self._variables[n].upper_bound = float(domain[0]), float(domain[1])
        costs = np.zeros(len(self.low), dtype=np.int64)
        np.add.at(costs, [v.index for v in objective.variables], np.array(objective.coefficients, dtype=np.int64))
        self._math.minimize(mathopt.LinearSum(int(costs[n]) * self._variables[n] for n in np.flatnonzero(costs)))
        result = self._run(limits)
        if result is None:
            return None
        values = np.array(result.variable_values(self._variables))
        duals = np.array(result.dual_values(list(self._math.linear_constraints())))
        multipliers = np.rint(duals * SCALE).astype(np.int64)
        total = dual_bound(self.rows, self.low, self.high, costs, multipliers) + objective.constant * SCALE
        return Relaxed(values, Certificate(multipliers, total))

    def _run(self, limits: Limits) -> mathopt.SolveResult | None:
        parameters = mathopt.SolveParameters(time_limit=timedelta(seconds=max(limits.left, 0.01)))
        interrupter = SolveInterrupter()
        with passing_on(limits.stop, interrupter.interrupt):
            result = self._solver.solve(params=parameters, interrupter=interrupter)
        self.iterations += result.solve_stats.simplex_iterations
        # An imprecise or unfinished optimum serves as well: nothing that is proven rests on it.
        usable = result.has_primal_feasible_solution() and result.has_dual_feasible_solution()
        return result if usable else None

    def dive(self, relaxed: Relaxed, iterations: int, limits: Limits) -> Floats:
        """Round the last minimum towards a whole one of the same rounded value, fixing variables a few at a time.

        Gives the values it came to, whole or not: it ends where rounding up and rounding down both fail, and after so
        many simplex iterations.
        """
        variables, values = self._variables, relaxed.values
        moved: dict[int, tuple[float, float]] = {}

        def narrowed(ends: dict[int, tuple[float, float]]) -> Floats | None:
            """The minimum with variables between narrower ends, which are taken back where it is no longer as good."""
            before = {n: (variables[n].lower_bound, variables[n].upper_bound) for n in ends}
            for n, (low, high) in ends.items():
                variables[n].lower_bound, variables[n].upper_bound = low, high
            result = self._run(limits)
            if result is not None and result.objective_value() < relaxed.certificate.bound + WHOLE:
                moved.update({n: end for n, end in before.items() if n not in moved})
                return np.array(result.variable_values(variables))
            for n, (low, high) in before.items():
                variables[n].lower_bound, variables[n].upper_bound = low, high
            return None

        last = self.iterations + iterations
        while not limits.over and self.iterations < last:
            parts = values - np.floor(values + WHOLE)
            open_ = np.flatnonzero(parts > WHOLE)
            if not len(open_):
                break
            first = int(open_[np.argmax(parts[open_])])
            up = {int(n): (float(np.ceil(values[n])), variables[n].upper_bound) for n in open_[parts[open_] > NEARLY]}
            alone = {first: (float(np.ceil(values[first])), variables[first].upper_bound)}
            down = {first: (variables[first].lower_bound, float(np.floor(values[first])))}
            for ends in (up, alone, down) if len(up) > 1 else (alone, down):
                found = narrowed(ends)
                if found is not None:
                    values = found
                    break
            else:
                break
        for n, (low, high) in moved.items():
            variables[n].lower_bound, variables[n].upper_bound = low, high
        return values


def _ends(bounds: Ints) -> Floats:
    ends = bounds.astype(np.float64)
    ends[bounds >= UNBOUNDED], ends[bounds <= -UNBOUNDED] = np.inf, -np.inf
    return ends


def _lp(rows: Rows, low: Ints, high: Ints) -> model_pb2.ModelProto:
    """The relaxation as a MathOpt model; a variable that stands twice in a row is added up."""
    count = len(low)
    lines = np.repeat(np.arange(len(rows)), np.diff(rows.starts))
    cells, inverse = np.unique(lines * count + rows.columns, return_inverse=True)
    coefficients = np.zeros(len(cells), dtype=np.int64)
    np.add.at(coefficients, inverse, rows.coefficients)
    return model_pb2.ModelProto(
        variables=model_pb2.VariablesProto(
            ids=range(count), lower_bounds=low.astype(float), upper_bounds=high.astype(float), integers=[False] * count
        ),
        linear_constraints=model_pb2.LinearConstraintsProto(
            ids=range(len(rows)), lower_bounds=_ends(rows.low), upper_bounds=_ends(rows.high)
        ),
        linear_constraint_matrix=sparse_containers_pb2.SparseDoubleMatrixProto(
            row_ids=cells // count, column_ids=cells % count, coefficients=coefficients.astype(float)
        ),
    )
