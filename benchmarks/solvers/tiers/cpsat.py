"""CP-SAT alone: one minimisation, for the rivals that use it."""

import math
from collections.abc import Sequence

from ortools.sat.python import cp_model

from tandem_scheduler.engine.algebra.arrays import Ints
from tandem_scheduler.engine.algebra.program import IntegerProgram
from tandem_scheduler.engine.solvers.cpsat import Mirror

from ..log import Job
from .tierwise import NO_BOUND, Answer, Found, Minimise


class _Hear(cp_model.CpSolverSolutionCallback):
    def __init__(self, found: Found) -> None:
        super().__init__()
        self._found = found

    def on_solution_callback(self) -> None:
        self._found(round(self.objective_value))


LINEAR = 2
"""Linearisation level of a single worker: with the default of 1, CP-SAT proves hardly a tier of these models."""


def cpsat(job: Job) -> Minimise:
    """Minimise with CP-SAT, the last solution as a hint; several workers are a portfolio of their own choice."""
    mirrors: dict[int, Mirror] = {}

    def minimise(
        source: IntegerProgram, highs: Ints, objective: int, seconds: float, hint: Sequence[int], found: Found
    ) -> Answer:
        mirror = mirrors.setdefault(id(source), Mirror(source))
        mirror.update(source.bounds[0], highs)
        model = mirror.model
        model.minimize(model.get_int_var_from_proto_index(objective))
        model.clear_hints()  # type: ignore[no-untyped-call]
        model.proto.solution_hint.vars.extend(range(len(hint)))
        model.proto.solution_hint.values.extend(hint)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = job.workers
        solver.parameters.random_seed = job.seed
        solver.parameters.max_time_in_seconds = seconds
        if job.workers == 1:
            solver.parameters.linearization_level = LINEAR
        status = solver.solve(model, _Hear(found))
        if status == cp_model.MODEL_INVALID:
            raise ValueError(model.validate())
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Answer(None, NO_BOUND, status == cp_model.INFEASIBLE)
        return Answer(tuple(solver.response_proto.solution), math.ceil(solver.best_objective_bound - 1e-6))

    return minimise
