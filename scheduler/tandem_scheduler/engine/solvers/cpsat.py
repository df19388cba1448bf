"""One search with CP-SAT: limits, news of progress, and repeatable results."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil, inf

import numpy as np
from ortools.sat.python import cp_model

from tandem_models import Method

from ..algebra.arrays import Ints
from ..algebra.linear import Linear
from ..algebra.program import IntegerProgram
from ..algebra.rows import UNBOUNDED, Box
from ..limits import Limits, ending

NO_LIMIT = (1 << 63) - 1

OnBetter = Callable[[int], None]
"""Called with the bound so far whenever a better solution is found."""


@dataclass(frozen=True)
class SearchResult:
    """How a search ended."""

    values: tuple[int, ...] | None
    """Values of all columns; None where no solution was found."""
    value: int | None
    bound: int
    """No solution has a smaller value."""
    infeasible: bool = False
    """Whether no solution exists."""
    by: Method = "cp_sat"

    def better_than(self, other: "SearchResult | None") -> bool:
        """Whether this has a solution with a smaller value."""
        return self.value is not None and (other is None or other.value is None or self.value < other.value)

    def bounded(self, bound: int) -> "SearchResult":
        """The same with another bound."""
        return replace(self, bound=bound)


def run_solver(
    model: cp_model.CpModel,
    limits: Limits,
    news: cp_model.CpSolverSolutionCallback | None = None,
    *,
    hasty: bool = False,
) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
    """Let CP-SAT solve a model within limits; `hasty` where the model is small and the next one waits."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = limits.workers
    # With interleaved search the same workers and seed give the same result, however fast each of them runs.
    solver.parameters.interleave_search = solver.parameters.num_workers > 1
    solver.parameters.max_time_in_seconds = limits.for_solver
    if limits.budget.left < inf:
        solver.parameters.max_deterministic_time = limits.budget.left
    solver.parameters.relative_gap_limit = limits.gap
    solver.parameters.random_seed = limits.seed
    solver.parameters.catch_sigint_signal = False
    # Much is linear here: with all of it in its relaxation CP-SAT proves far more in the same time.
    solver.parameters.linearization_level = 2
    if hasty:
        solver.parameters.symmetry_level = 0
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.max_presolve_iterations = 1
    with ending(limits, solver.stop_search):
        status = solver.solve(model, news)
    limits.budget.spend(solver.response_proto.deterministic_time)
    if status == cp_model.MODEL_INVALID:
        raise AssertionError(f"the model is not valid: {model.validate()}")
    return solver, status


class Mirror:
    """CP-SAT's own copy of an integer program, kept up with it."""

    def __init__(self, source: IntegerProgram) -> None:
        self._source = source
        self.model = cp_model.CpModel()
        self._low = self._high = np.zeros(0, dtype=np.int64)
        """The bounds that stand in CP-SAT's model."""

    def update(self, low: Ints, high: Ints) -> None:
        """Take up what the program has gained, and these bounds of the first columns or all."""
        self._take_up()
        self._enter(low, high)

    def _take_up(self) -> None:
        """Give CP-SAT the columns and rows that it has not got yet."""
        proto = self.model.proto
        low, high = self._source.bounds
        known = len(self._low)
        for bounds in zip(low[known:].tolist(), high[known:].tolist(), strict=True):
            proto.variables.add().domain.extend(bounds)
        self._low, self._high = np.append(self._low, low[known:]), np.append(self._high, high[known:])
        rows = self._source.rows(len(proto.constraints))
        domains = zip(_written(rows.low), _written(rows.high), strict=True)
        starts, columns, coefficients = rows.starts.tolist(), rows.columns.tolist(), rows.coefficients.tolist()
        for first, last, domain in zip(starts, starts[1:], domains, strict=False):
            linear = proto.constraints.add().linear
            linear.vars.extend(columns[first:last])
            linear.coeffs.extend(coefficients[first:last])
            linear.domain.extend(domain)

    def _enter(self, low: Ints, high: Ints) -> None:
        """Change the bounds that are not these yet."""
        variables, known = self.model.proto.variables, len(low)
        for n in np.flatnonzero((self._low[:known] != low) | (self._high[:known] != high)).tolist():
            domain = variables[n].domain
            domain[0], domain[1] = int(low[n]), int(high[n])
        self._low[:known], self._high[:known] = low, high


class Search:
    """Runs CP-SAT on an integer program, each time within other bounds of its columns."""

    def __init__(self, program: IntegerProgram) -> None:
        self._source = program
        self._mirror = Mirror(program)

    def minimise(
        self,
        objective: Linear,
        limits: Limits,
        *,
        bound: int,
        box: Box,
        hint: Sequence[int] = (),
        improve: OnBetter | None = None,
    ) -> SearchResult:
        """Minimise an objective, known to be at least `bound`, within a box of the first columns or all.

        `hint` is where to start from, of the first variables or all: several workers take it only if it is a solution.
        """
        self._mirror.update(box.low, box.high)
        model = self._mirror.model
        model.clear_objective()  # type: ignore[no-untyped-call]
        columns = [model.get_int_var_from_proto_index(n) for n in objective.columns]
        model.minimize(cp_model.LinearExpr.weighted_sum(columns, objective.coefficients) + objective.constant)
        model.proto.objective.domain.extend([bound - objective.constant, NO_LIMIT])
        model.clear_hints()  # type: ignore[no-untyped-call]
        # With a hint, several workers end the process where there is no solution (CP-SAT 9.15, or-tools #5025).
        if hint and (limits.workers == 1 or self._solves(hint, box)):
            model.proto.solution_hint.vars.extend(range(len(hint)))
            model.proto.solution_hint.values.extend(hint)
        news = None if improve is None else _News(improve)
        solver, status = run_solver(model, limits, news)
        if news is not None and news.error is not None:
            raise news.error
        solved = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        return SearchResult(
            tuple(solver.response_proto.solution) if solved else None,
            round(solver.objective_value) if solved else None,
            max(bound, ceil(solver.best_objective_bound - 1e-6)) if solved else bound,
            infeasible=status == cp_model.INFEASIBLE,
        )

    def _solves(self, values: Sequence[int], box: Box) -> bool:
        """Whether values are a solution within a box."""
        low, high = self._source.bounds
        low[: len(box.low)], high[: len(box.high)] = box.low, box.high
        numbers = np.array(values, dtype=np.int64)
        within = len(numbers) == len(low) and bool(((low <= numbers) & (numbers <= high)).all())
        return within and self._source.rows().keep(numbers)


class _News(cp_model.CpSolverSolutionCallback):
    """Passes improvements on; what the listener raises ends the search and is raised after it."""

    def __init__(self, improve: OnBetter) -> None:
        super().__init__()
        self._improve = improve
        self.error: BaseException | None = None

    def on_solution_callback(self) -> None:
        try:
            self._improve(ceil(self.best_objective_bound - 1e-6))
        except BaseException as error:
            self.error = error
            self.stop_search()


def _written(bounds: Ints) -> list[int]:
    """Bounds of rows as CP-SAT writes them."""
    return [
        max(-NO_LIMIT - 1, min(NO_LIMIT, (bound if abs(bound) < UNBOUNDED else 2 * bound))) for bound in bounds.tolist()
    ]
