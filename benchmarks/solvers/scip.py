"""SCIP (in the ortools wheel, through MathOpt) on the rows of Tandem's aggregated model."""

import math
from collections.abc import Sequence
from datetime import timedelta

from ortools.math_opt.python import mathopt

from tandem_models import Scenario
from tandem_scheduler.engine.algebra.arrays import Ints
from tandem_scheduler.engine.algebra.program import IntegerProgram

from .log import Job, Log, run
from .tiers.tierwise import NO_BOUND, Answer, Found, Minimise, TierSearch, program

ENOUGH = 0.99
"""Values are whole numbers: a bound less than 1 away proves."""


def _scip(job: Job) -> Minimise:
    def minimise(
        source: IntegerProgram, highs: Ints, objective: int, seconds: float, hint: Sequence[int], _found: Found
    ) -> Answer:
        model = mathopt.Model.from_model_proto(program(source, highs, objective))
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


def _solve(scenario: Scenario, job: Job, log: Log) -> None:
    TierSearch(scenario, log, _scip(job)).run()


if __name__ == "__main__":
    run(_solve)
