"""From the relaxation's values to a solution of the model: search where the relaxation left questions open.

First with all variables that came out whole fixed there; then with the evenings free on which some did not, and more
and more evenings around them; at last the whole model, from the best solution known.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

import numpy as np
from ortools.sat.python import cp_model

from .limits import Limits
from .linear import Linear
from .relax import WHOLE, Floats
from .search import Found, Improve, search

EFFORT = 2.0
"""Deterministic time that one neighbourhood may take: never the clock's, so that results repeat on any machine."""


def near(
    model: cp_model.CpModel,
    values: Floats,
    evening_of: Sequence[int | None],
    conflicts: Collection[int],
    limits: Limits,
    rounds: int | None = None,
) -> Found:
    """Any solution near relaxed values, or none: the search ends before it becomes one of the whole model.

    The evenings in conflict are free before others. `rounds` bounds the number of neighbourhoods.
    """
    found = Found(cp_model.UNKNOWN, None, None, 0)
    for fixed in islice(_neighbourhoods(values, evening_of, conflicts), rounds):
        found = search(model, Linear(), limits, bound=0, fixed=fixed, effort=EFFORT)
        if found.values is not None or limits.over or len(fixed) * 3 < len(values):
            break
    return found


def polish(
    model: cp_model.CpModel,
    objective: Linear,
    values: Floats | None,
    bound: int,
    start: Sequence[int],
    evening_of: Sequence[int | None],
    limits: Limits,
    improve: Improve,
    effort: float | None,
) -> Found:
    """Minimise the objective, from its relaxation's values where there are any and from a solution known before.

    `effort` bounds the search of the whole model in deterministic time.
    """
    best: Found | None = None
    for fixed in _neighbourhoods(values, evening_of) if values is not None else ():
        if limits.over:
            break
        found = search(model, objective, limits, bound=bound, fixed=fixed, improve=improve, effort=EFFORT)
        if found.optimal:
            return found
        if found.better_than(best):
            best = found
    hint = best.values if best is not None and best.values is not None else start
    found = search(model, objective, limits, bound=bound, hint=hint, improve=improve, effort=effort)
    if best is not None and best.better_than(found) and not found.infeasible:
        return best.bounded(found.bound)
    return found


def _neighbourhoods(
    values: Floats, evening_of: Sequence[int | None], conflicts: Collection[int] = ()
) -> Iterator[Mapping[int, int]]:
    """What stays fixed at the relaxation's values, less and less of it; what the relaxation does not know is free."""
    nearest = np.rint(values)
    whole = np.abs(values - nearest) < WHOLE
    fixed = {int(n): int(nearest[n]) for n in np.flatnonzero(whole)}
    yield fixed
    evenings = {evening for evening in evening_of if evening is not None}
    centres = {evening for n in np.flatnonzero(~whole).tolist() if (evening := evening_of[n]) is not None}
    centres |= set(conflicts)
    reach = 0
    while centres:
        free = {e for e in evenings if any(abs(e - centre) <= reach for centre in centres)}
        if free == evenings:
            break
        yield {n: value for n, value in fixed.items() if evening_of[n] is not None and evening_of[n] not in free}
        reach = 2 * reach + 1
