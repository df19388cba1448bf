"""One search with CP-SAT: limits, news of progress, and repeatable results."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import ceil

from ortools.sat.python import cp_model

from .limits import Limits, passing_on
from .linear import Linear

NO_LIMIT = (1 << 63) - 1

Improve = Callable[[int, int], None]
"""Called with the best value and bound so far."""


@dataclass(frozen=True)
class Found:
    """How a search ended."""

    status: cp_model.CpSolverStatus
    values: tuple[int, ...] | None
    """Values of all variables by index; None where no solution was found."""
    value: int | None
    bound: int
    """No solution has a smaller value."""

    @property
    def infeasible(self) -> bool:
        """Whether no solution exists."""
        return self.status == cp_model.INFEASIBLE

    @property
    def optimal(self) -> bool:
        """Whether no better solution exists."""
        return self.value == self.bound

    def better_than(self, other: "Found | None") -> bool:
        """Whether this has a solution with a smaller value."""
        return self.value is not None and (other is None or other.value is None or self.value < other.value)

    def bounded(self, bound: int) -> "Found":
        """The same with another bound."""
        return replace(self, bound=bound)


def search(
    model: cp_model.CpModel,
    objective: Linear,
    limits: Limits,
    *,
    bound: int,
    hint: Sequence[int] = (),
    fixed: Mapping[int, int] | None = None,
    improve: Improve | None = None,
    effort: float | None = None,
) -> Found:
    """Minimise an objective that is known to be at least `bound`.

    `hint` is a solution to start from, of the first variables or all. With `fixed`, the variables of these indices keep
    these values: only the others are searched, by one worker, and nothing is proven about the model itself. `effort`
    bounds the search in CP-SAT's deterministic time, which is about seconds but the same on any machine.
    """
    model.clear_objective()  # type: ignore[no-untyped-call]
    model.minimize(objective.expression())
    model.proto.objective.domain.extend([bound - objective.constant, NO_LIMIT])
    model.clear_hints()  # type: ignore[no-untyped-call]
    model.proto.solution_hint.vars.extend(range(len(hint)))
    model.proto.solution_hint.values.extend(hint)
    solver = cp_model.CpSolver()
    workers = limits.workers if fixed is None else 1
    solver.parameters.num_workers = workers
    # With interleaved search the same workers and seed give the same result, however fast each of them runs.
    solver.parameters.interleave_search = workers > 1
    solver.parameters.max_time_in_seconds = limits.left
    if effort is not None:
        solver.parameters.max_deterministic_time = effort
    solver.parameters.random_seed = limits.seed
    solver.parameters.catch_sigint_signal = False
    news = None if improve is None else _News(improve)
    with _fixing(model, fixed or {}), passing_on(limits.stop, solver.stop_search):
        status = solver.solve(model, news)
    if news is not None and news.error is not None:
        raise news.error
    if status == cp_model.MODEL_INVALID:
        raise AssertionError(f"the model is not valid: {model.validate()}")
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return Found(
        status,
        tuple(solver.response_proto.solution) if found else None,
        round(solver.objective_value) if found else None,
        max(bound, ceil(solver.best_objective_bound - 1e-6)) if found and fixed is None else bound,
    )


@contextmanager
def _fixing(model: cp_model.CpModel, fixed: Mapping[int, int]) -> Iterator[None]:
    """Narrow variables to one value each for a while."""
    domains = {index: model.proto.variables[index].domain for index in fixed}
    ends = {index: (domain[0], domain[1]) for index, domain in domains.items()}
    for index, domain in domains.items():
        domain[0] = domain[1] = fixed[index]
    try:
        yield
    finally:
        for index, domain in domains.items():
            domain[0], domain[1] = ends[index]


class _News(cp_model.CpSolverSolutionCallback):
    """Passes improvements on; what the listener raises ends the search and is raised after it."""

    def __init__(self, improve: Improve) -> None:
        super().__init__()
        self._improve = improve
        self.error: BaseException | None = None

    def on_solution_callback(self) -> None:
        try:
            self._improve(round(self.objective_value), ceil(self.best_objective_bound - 1e-6))
        except BaseException as error:
            self.error = error
            self.stop_search()
