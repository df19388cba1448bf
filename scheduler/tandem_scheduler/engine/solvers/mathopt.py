"""Linear and whole-number programs solved through MathOpt, OR-Tools' common door to GLOP and HiGHS.

By MathOpt's messages and arrays: its objects, one for each column and row, take longer than GLOP does.
"""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from ortools.math_opt import (
    callback_pb2,
    model_parameters_pb2,
    model_pb2,
    model_update_pb2,
    parameters_pb2,
    result_pb2,
    solution_pb2,
    sparse_containers_pb2,
)
from ortools.math_opt.core.python import solver
from ortools.util.python.solve_interrupter import SolveInterrupter
from pybind11_abseil.status import StatusNotOk

from ..algebra.arrays import Floats, Ints, Mask
from ..algebra.rows import UNBOUNDED, Box, Rows


@dataclass(frozen=True)
class Effort:
    """What one solve may use."""

    seconds: float
    iterations: int | None = None
    nodes: int | None = None
    seed: int = 0


@dataclass(frozen=True)
class ProgramResult:
    """A feasible point, as near to the best as the solver came."""

    values: Floats | None
    """Of every column; None where there is no feasible point."""
    duals: Floats | None
    """Of every row; None where there are none that are feasible."""
    iterations: int
    """Of the simplex method."""
    bound: float
    """No feasible point costs less, as far as the solver knows; infinite where it knows nothing."""


class SolverError(Exception):
    """A solver failed inside, which says nothing of the program."""


class Program:
    """Costs and rows over columns within a box: a linear program for GLOP."""

    def __init__(self, rows: Rows, box: Box, costs: Ints) -> None:
        self._now, self._costs = box, costs
        proto = message(rows, box, costs, np.zeros(len(box.low), bool))
        self._solver = solver.new(parameters_pb2.SOLVER_TYPE_GLOP, proto, parameters_pb2.SolverInitializerProto())

    def change(self, costs: Ints, box: Box) -> None:
        """Go on with other costs and bounds from where GLOP stopped."""
        if not self._solver.update(self._update(costs, box)):
            raise AssertionError("the solver can't go on with other costs and bounds")

    def solve(self, effort: Effort, interrupter: SolveInterrupter | None = None) -> ProgramResult:
        """Minimise the costs. Raises SolverError where the solver fails."""
        try:
            result = self._solver.solve(
                parameters(effort),
                model_parameters_pb2.ModelSolveParametersProto(),
                None,
                callback_pb2.CallbackRegistrationProto(),
                None,
                None if interrupter is None else interrupter.pybind_interrupter,
            )
        except StatusNotOk as error:
            raise SolverError(str(error)) from error
        return result_of(result, self._now)

    def _update(self, costs: Ints, box: Box) -> model_update_pb2.ModelUpdateProto:
        """What changes since the last solve."""
        before, self._now = self._now, box
        changed = self._costs != costs
        self._costs = costs
        return model_update_pb2.ModelUpdateProto(
            variable_updates=model_update_pb2.VariableUpdatesProto(
                lower_bounds=_sparse(_floats(box.low), before.low != box.low),
                upper_bounds=_sparse(_floats(box.high), before.high != box.high),
            ),
            linear_constraint_updates=model_update_pb2.LinearConstraintUpdatesProto(
                lower_bounds=_sparse(_floats(box.row_low), before.row_low != box.row_low),
                upper_bounds=_sparse(_floats(box.row_high), before.row_high != box.row_high),
            ),
            objective_updates=model_update_pb2.ObjectiveUpdatesProto(
                linear_coefficients=_sparse(costs.astype(np.float64), changed)
            ),
        )


def result_of(answer: result_pb2.SolveResultProto, box: Box) -> ProgramResult:
    """What a solver's message says, as arrays over the columns and rows of a box."""
    values = duals = None
    if answer.solutions:
        best, feasible = answer.solutions[0], solution_pb2.SOLUTION_STATUS_FEASIBLE
        if best.HasField("primal_solution") and best.primal_solution.feasibility_status == feasible:
            values = _dense(best.primal_solution.variable_values, len(box.low))
        if best.HasField("dual_solution") and best.dual_solution.feasibility_status == feasible:
            duals = _dense(best.dual_solution.dual_values, len(box.row_low))
    bound = answer.termination.objective_bounds.dual_bound
    return ProgramResult(values, duals, answer.solve_stats.simplex_iterations, bound)


def parameters(effort: Effort) -> parameters_pb2.SolveParametersProto:
    """What one solve may use, as MathOpt's message."""
    message = parameters_pb2.SolveParametersProto(
        iteration_limit=effort.iterations,
        node_limit=effort.nodes,
        relative_gap_tolerance=0.0,
        random_seed=effort.seed,
    )
    message.time_limit.FromTimedelta(timedelta(seconds=max(effort.seconds, 0.01)))
    return message


def message(rows: Rows, box: Box, costs: Ints, whole: Mask) -> model_pb2.ModelProto:
    """Costs and rows as MathOpt's message."""
    count = len(box.low)
    order = np.argsort(rows.lines * count + rows.columns)
    return model_pb2.ModelProto(
        variables=model_pb2.VariablesProto(
            ids=range(count), lower_bounds=_floats(box.low), upper_bounds=_floats(box.high), integers=whole.tolist()
        ),
        objective=model_pb2.ObjectiveProto(linear_coefficients=_sparse(costs.astype(np.float64), costs != 0)),
        linear_constraints=model_pb2.LinearConstraintsProto(
            ids=range(len(rows)), lower_bounds=_floats(box.row_low), upper_bounds=_floats(box.row_high)
        ),
        linear_constraint_matrix=sparse_containers_pb2.SparseDoubleMatrixProto(
            row_ids=rows.lines[order],
            column_ids=rows.columns[order],
            coefficients=rows.coefficients[order].astype(np.float64),
        ),
    )


def _floats(bounds: Ints) -> Floats:
    floats = bounds.astype(np.float64)
    floats[bounds >= UNBOUNDED], floats[bounds <= -UNBOUNDED] = np.inf, -np.inf
    return floats


def _sparse(values: Floats, mask: Mask) -> sparse_containers_pb2.SparseDoubleVectorProto:
    ids = np.flatnonzero(mask)
    return sparse_containers_pb2.SparseDoubleVectorProto(ids=ids, values=values[ids])


def _dense(vector: sparse_containers_pb2.SparseDoubleVectorProto, count: int) -> Floats:
    values = np.zeros(count)
    values[np.array(vector.ids, dtype=np.int64)] = vector.values
    return values
