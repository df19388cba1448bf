"""CP-SAT on the plain pair model: tier after tier, each held at its value, the last roster as hint.

A tier may take half of the time left; all of it where there is no roster yet, or no later tier could be better.
"""

import math
import threading

from ortools.sat.python import cp_model

from tandem_models import Deployment, Scenario
from tandem_scheduler.checks import Checker

from .log import Job, Log, run
from .pairs.measures import Measures
from .pairs.model import Expression, PairModel
from .pairs.rules import build


class _Hear(cp_model.CpSolverSolutionCallback):
    def __init__(self, log: Log, tier: int) -> None:
        super().__init__()
        self._log, self._tier = log, tier
        self._found = False
        self._enough = False

    def on_solution_callback(self) -> None:
        self._found = True
        self._log.found(self._tier, round(self.objective_value))
        if self._enough:
            self.stop_search()

    def enough(self, solver: cp_model.CpSolver) -> None:
        """End the search where it has a solution; where not, with the first."""
        self._enough = True
        if self._found:
            solver.stop_search()


def _solve(scenario: Scenario, job: Job, log: Log) -> None:
    model = build(scenario)
    tiers = Measures(model).tiers
    checker = Checker(scenario)
    log.built()
    values: tuple[int, ...] = ()
    certain = True
    for index, tier in enumerate(tiers):
        bound = 0  # no measure is below
        if not values or values[index] > 0:
            # Time is kept where a later tier may need it.
            share = 0.5 if index < len(tiers) - 1 and (not values or any(values[index + 1 :])) else 1.0
            solver, status = _minimise(model, tier, job, log.left, share, bool(values), _Hear(log, index))
            if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                roster = _deployments(model, solver)
                values = checker.report(roster).tiers
                log.roster(roster)
                _hint(model, solver)
            elif not values:
                log.note("no roster exists" if status == cp_model.INFEASIBLE else "none found in time")
                return
            bound = max(0, math.ceil(solver.best_objective_bound - 1e-6))
        certain = certain and values[index] <= bound
        log.finished(index, values[index], min(bound, values[index]), certain)
        model.hold(tier, values[index])


def _minimise(
    model: PairModel, tier: Expression, job: Job, left: float, share: float, hinted: bool, hear: _Hear
) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
    """Minimise for a share of the seconds left; where there is no roster yet, for all of them until the first."""
    model.model.minimize(tier)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = job.workers
    solver.parameters.random_seed = job.seed
    solver.parameters.max_time_in_seconds = share * left if hinted else left
    if job.workers == 1:
        # Measured to be the best of what one worker can be told here: probing and looking for symmetries only hinder,
        # and the full relaxation proves much, but begins late: never before there is a roster.
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.symmetry_level = 0
        solver.parameters.linearization_level = 2 if hinted else 1
    timer = threading.Timer(share * left, hear.enough, (solver,))
    timer.start()
    try:
        status = solver.solve(model.model, hear)
    finally:
        timer.cancel()
    if status == cp_model.MODEL_INVALID:
        raise ValueError(model.model.validate())
    return solver, status


def _hint(model: PairModel, solver: cp_model.CpSolver) -> None:
    """The solution as hint, with what earlier tiers had no reason to keep small as small as can be."""
    values = list(solver.response_proto.solution)
    for column, amount, limit, per in model.excesses:
        values[column.index] = max(0, -((limit - solver.value(amount)) // per))
    hint = model.model.proto.solution_hint
    model.model.clear_hints()  # type: ignore[no-untyped-call]
    hint.vars.extend(range(len(values)))
    hint.values.extend(values)


def _deployments(model: PairModel, solver: cp_model.CpSolver) -> list[Deployment]:
    """The roster; where nobody is counted by area, the teams of an evening are sent to its areas in their order."""
    problem, scenario = model.problem, model.scenario
    found = []
    places = {e: _places(model, solver, e) for e in problem.evenings}
    for (i, j, e), columns in model.meets.items():
        for area, column in columns.items():
            if not solver.boolean_value(column):
                continue
            if area is None:
                person = next((p for p in (i, j) if scenario.people[p].role in model.placed), None)
                if person is None:
                    area = places[e].pop()
                else:
                    area = next(a for a in problem.areas if solver.value(model.at(person, e, a)))
            found.append(
                Deployment(
                    evening=problem.dates[e],
                    area=scenario.areas[area].id,
                    detective=scenario.people[i].id,
                    officer=scenario.people[j].id,
                )
            )
    return found


def _places(model: PairModel, solver: cp_model.CpSolver, evening: int) -> list[int]:
    """The area of every team of an evening."""
    return [a for a in model.problem.areas for _ in range(solver.value(model.visits(a, evening)))]


if __name__ == "__main__":
    run(_solve)
