"""Whether a scenario has a roster at all: CP-SAT on the whole model, with everybody matched in it."""

from .algebra.linear import Linear
from .algebra.rows import Box
from .formulation.build import build
from .formulation.meetings.by_person import meet
from .limits import Limits, TimeUp
from .problem.problem import Problem
from .solvers.cpsat import Search


def is_feasible(problem: Problem, limits: Limits) -> bool | None:
    """Whether a problem has a roster that keeps all hard rules; None where the limits end the search first.

    Quick on small problems and where there is no roster; on large ones `engine.solve` is quicker.
    """
    try:
        model, _ = build(problem, limits)
        model.program.heed(limits)
        if any(limit.cost is None for limit in problem.pair_limits):
            meet(model, problem.evenings)
    except TimeUp:
        return None
    low, high = model.program.bounds
    rows = model.program.rows()
    result = Search(model.program).minimise(Linear(), limits, bound=0, box=Box(low, high, rows.low, rows.high))
    if result.infeasible:
        return False
    return None if result.values is None else True
