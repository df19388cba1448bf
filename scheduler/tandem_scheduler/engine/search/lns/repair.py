"""Rosters like one with bad meetings: other people work on the evenings on which some are badly matched."""

from collections.abc import Callable
from random import Random

import numpy as np

from ...algebra.linear import Linear
from ...algebra.rows import Box
from ...devices import Device
from ...formulation.roster_model import RosterModel
from ...limits import Limits
from ...params import SearchParams
from ..incumbent import Incumbent, Solution
from .neighbourhoods import Neighbourhoods


class EveningRepair:
    """Repairs rosters; who meets whom is matched anew, whatever the model says of it."""

    def __init__(
        self,
        model: RosterModel,
        neighbourhoods: Neighbourhoods,
        incumbent: Incumbent,
        random: Random,
        params: SearchParams,
    ) -> None:
        self._params = params
        self._model = model
        self._neighbourhoods = neighbourhoods
        self._incumbent = incumbent
        self._random = random

    def repaired(
        self, box: Box, solution: Solution, limits: Limits, good: Callable[[Solution], bool], *, leave: bool = False
    ) -> bool:
        """Look for a roster within a box that is good enough; whether there was one."""
        params, evenings, failed = self._params, list(self._model.problem.evenings), 0
        for _ in range(params.repairs if params.has(Device.REPAIR) else 0):
            away, bad = Linear(), sorted({evening for evening, _, _ in solution.matched.amiss})
            for evening, *pair in solution.matched.amiss:
                for person in pair:
                    away.add(self._model.works(person, evening))
            others = [evening for evening in evenings if evening not in bad]
            more = max(0, params.repair_evenings * (1 + failed) - len(bad))
            free = [*bad, *self._random.sample(others, min(len(others), more))]
            values = np.array(solution.values[: len(box.low)], dtype=np.float64)
            found = self._neighbourhoods.apart(box, values, free, away, limits)
            failed += 1
            if found is not None and found.values is not None:
                better = self._incumbent.matched(found.values, limits, "repair", anew=True, leave=leave)
                if good(better):
                    return True
                failed -= len(better.matched.amiss) < len(solution.matched.amiss)
                if len(better.matched.amiss) <= len(solution.matched.amiss):
                    solution = better
            if limits.over or failed > params.vain_repairs:
                break
        return False
