"""From the relaxation's values to a solution of the model: search where the relaxation left questions open.

First with all variables that came out whole fixed there; then with the evenings free on which some did not, and more
and more evenings around them; at last the whole model, from the best solution known.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from .limits import Limits
from .linear import Linear
from .relax import WHOLE, Floats
from .rows import Box
from .search import Found, Improve, Search

EFFORT = 2.0
"""Deterministic time that one neighbourhood may take: never the clock's, so that results repeat on any machine."""

Mask = NDArray[np.bool_]


def near(
    search: Search,
    box: Box,
    values: Floats,
    evenings: Sequence[int | None],
    conflicts: Collection[int],
    limits: Limits,
    rounds: int | None = None,
) -> Found:
    """Any solution near relaxed values, or none: the search ends before it becomes one of the whole model.

    The evenings in conflict are free before others. `rounds` bounds the number of neighbourhoods.
    """
    found = Found(cp_model.UNKNOWN, None, None, 0)
    for free in islice(_neighbourhoods(values, evenings, conflicts), rounds):
        found = search.minimise(Linear(), limits, bound=0, box=_fixed(box, values, free), effort=EFFORT)
        if found.values is not None or limits.over:
            break
    return found


def polish(
    search: Search,
    objective: Linear,
    box: Box,
    values: Floats | None,
    bound: int,
    start: Sequence[int],
    evenings: Sequence[int | None],
    limits: Limits,
    improve: Improve,
    effort: float | None,
) -> Found:
    """Minimise the objective, from its relaxation's values where there are any and from a solution known before.

    `effort` bounds the search of the whole box in deterministic time.
    """
    best: Found | None = None
    parts = () if values is None else (_fixed(box, values, free) for free in _neighbourhoods(values, evenings, ()))
    for part in parts:
        if limits.over:
            break
        found = search.minimise(objective, limits, bound=bound, box=part, improve=improve, effort=EFFORT)
        if found.value == bound:
            return found
        if found.better_than(best):
            best = found
    hint = best.values if best is not None and best.values is not None else start
    found = search.minimise(objective, limits, bound=bound, box=box, hint=hint, improve=improve, effort=effort)
    if best is not None and best.better_than(found) and not found.infeasible:
        return best.bounded(found.bound)
    return found


def _neighbourhoods(values: Floats, evenings: Sequence[int | None], conflicts: Collection[int]) -> Iterator[Mask]:
    """What is free, more and more of it, short of everything; what the relaxation does not know is free anyway."""
    open_ = np.abs(values - np.rint(values)) >= WHOLE
    yield open_
    of = np.array([-1 if evening is None else evening for evening in evenings[: len(values)]])
    count = int(of.max(initial=-1)) + 1
    centres = {*of[open_].tolist(), *conflicts} - {-1}
    reach = 0
    while centres:
        free = [e for e in range(count) if any(abs(e - centre) <= reach for centre in centres)]
        if len(free) == count:
            break
        yield open_ | (of == -1) | np.isin(of, free)
        reach = 2 * reach + 1


def _fixed(box: Box, values: Floats, free: Mask) -> Box:
    """The box with all that is not free at the relaxed values, as near as the box allows."""
    nearest = np.clip(np.rint(values).astype(np.int64), box.low, box.high)
    return replace(box, low=np.where(free, box.low, nearest), high=np.where(free, box.high, nearest))
