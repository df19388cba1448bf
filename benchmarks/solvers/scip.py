"""SCIP (in the ortools wheel, through MathOpt) on the rows of Tandem's aggregated model."""

import math
from collections.abc import Sequence
from datetime import timedelta

import numpy as np
from ortools.math_opt import model_pb2, sparse_containers_pb2
from ortools.math_opt.python import mathopt

from models import Scenario
from scheduler.engine.variables import RosterModel

from .log import Job, Log, run
from .rows import read
from .tierwise import NO_BOUND, Answer, Found, Minimise, TierSearch

ENOUGH = 0.99
"""Values are whole numbers: a bound less than 1 away proves."""


def _scip(job: Job) -> Minimise:
    def minimise(roster: RosterModel, objective: int, seconds: float, hint: Sequence[int], _found: Found) -> Answer:
        model = _loaded(roster, objective)
        variables = list(model.variables())
        hints = [mathopt.SolutionHint(variable_values=dict(zip(variables, hint, strict=False)))] if hint else []
        result = mathopt.solve(
            model,
            mathopt.SolverType.GSCIP,
            params=mathopt.SolveParameters(
                time_limit=timedelta(seconds=max(seconds, 0.01)),
                threads=job.workers,
                random_seed=job.seed,
                relative_gap_tolerance=0.0,
                absolute_gap_tolerance=ENOUGH,
            ),
            model_params=mathopt.ModelSolveParameters(solution_hints=hints),
        )
        dual = result.termination.objective_bounds.dual_bound
        bound = math.ceil(dual - 1e-6) if math.isfinite(dual) else NO_BOUND
        if not result.has_primal_feasible_solution():
            return Answer(None, bound, result.termination.reason == mathopt.TerminationReason.INFEASIBLE)
        return Answer([round(value) for value in result.variable_values(variables)], bound)

    return minimise


def _loaded(roster: RosterModel, objective: int) -> mathopt.Model:
    program = read(roster.model.proto)
    count, rows = len(program.lower), len(program.low)
    lines = np.repeat(np.arange(rows), np.diff(program.starts))
    order = np.lexsort((program.columns, lines))
    return mathopt.Model.from_model_proto(
        model_pb2.ModelProto(
            variables=model_pb2.VariablesProto(
                ids=range(count),
                lower_bounds=program.lower,
                upper_bounds=program.upper,
                integers=[True] * count,
            ),
            objective=model_pb2.ObjectiveProto(
                linear_coefficients=sparse_containers_pb2.SparseDoubleVectorProto(ids=[objective], values=[1.0])
            ),
            linear_constraints=model_pb2.LinearConstraintsProto(
                ids=range(rows), lower_bounds=program.low, upper_bounds=program.high
            ),
            linear_constraint_matrix=sparse_containers_pb2.SparseDoubleMatrixProto(
                row_ids=lines[order], column_ids=program.columns[order], coefficients=program.coefficients[order]
            ),
        )
    )


def _solve(scenario: Scenario, job: Job, log: Log) -> None:
    TierSearch(scenario, log, _scip(job)).run()


if __name__ == "__main__":
    run(_solve)
