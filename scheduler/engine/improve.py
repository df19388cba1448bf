"""Better rosters near the best one, where the relaxation alone led to none: large neighbourhood search.

Some evenings or people are free, all else stays as in the best roster, and HiGHS looks for a better value of the tier.
See P. Shaw, Using constraint programming and local search methods to solve vehicle routing problems, 1998.
"""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import numpy as np

from .incumbent import Incumbent, Solution
from .limits import Limits
from .linear import Linear
from .pairing import settle
from .polish import Mask, Polish, fixed
from .rows import Box
from .variables import RosterModel

PARTS = (0.15, 0.25, 0.4)
"""Share of the evenings or people that are free."""

PATIENCE = 12
"""Neighbourhoods in a row that may lead nowhere."""


class Improver:
    """Improves the best roster, a tier at a time."""

    def __init__(self, roster: RosterModel, polish: Polish, incumbent: Incumbent, random: Random) -> None:
        self._roster = roster
        self._polish = polish
        self._incumbent = incumbent
        self._random = random

    def better(self, index: int, column: int, box: Box, bound: int, limits: Limits) -> Iterator[None]:
        """Look for better rosters within a box that holds the best one; yields whenever there is one."""
        failed = 0
        while failed < PATIENCE and not limits.over:
            best = self._incumbent.best
            value = self._incumbent.value(index)
            if best is None or limits.enough(value, bound):
                break
            high = box.high.copy()
            high[column] = min(high[column], value - 1)
            values = np.array(best.values[: len(high)], dtype=np.float64)
            part = fixed(replace(box, high=high), values, self._free())
            found = self._polish.within(part, Linear([column], [1]), bound, limits)
            failed += 1
            if found is None or found.values is None:
                continue
            solution = Solution(found.values, settle(self._roster, found.values))
            if solution.roster.forbidden:
                continue
            if self._incumbent.value(index, solution) < value and self._incumbent.keep(solution):
                failed = 0
                yield

    def _free(self) -> Mask:
        """Evenings in a row, evenings anywhere, or people, at random."""
        problem = self._roster.problem
        share = self._random.choice(PARTS)
        count = max(1, round(share * len(problem.evenings)))
        match self._random.randrange(3):
            case 0:
                first = self._random.randrange(len(problem.evenings))
                return self._polish.free_evenings([(first + n) % len(problem.evenings) for n in range(count)])
            case 1:
                return self._polish.free_evenings(self._random.sample(list(problem.evenings), count))
            case _:
                some = self._random.sample(list(problem.people), max(2, round(share * len(problem.people))))
                return self._polish.free_people(some)
