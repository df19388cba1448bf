"""Better rosters near the best one, where the relaxation alone led to none: large neighbourhood search.

Some evenings or people are free, all else stays as in the best roster, and HiGHS looks for a better value of the tier.
See P. Shaw, Using constraint programming and local search methods to solve vehicle routing problems, 1998; and, for
where the relaxation differs, E. Danna, E. Rothberg, C. Le Pape, Exploring relaxation induced neighborhoods, 2005.
"""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import numpy as np

from ...algebra.arrays import Floats, Ints, Mask
from ...algebra.linear import Linear
from ...algebra.rows import Box
from ...formulation.roster_model import RosterModel
from ...limits import Limits
from ...params import SearchParams
from ..incumbent import Incumbent, Solution
from .neighbourhoods import Neighbourhoods, fixed
from .repair import EveningRepair


class Improver:
    """Improves the best roster, a tier at a time."""

    def __init__(
        self,
        model: RosterModel,
        neighbourhoods: Neighbourhoods,
        incumbent: Incumbent,
        repair: EveningRepair,
        random: Random,
        params: SearchParams,
    ) -> None:
        self._params = params
        self._model = model
        self._neighbourhoods = neighbourhoods
        self._incumbent = incumbent
        self._repair = repair
        self._random = random

    def better(
        self,
        index: int,
        columns: list[int],
        box: Box,
        bound: int,
        relaxed: Floats | None,
        patience: int,
        limits: Limits,
    ) -> Iterator[None]:
        """Look for rosters with a tier's value below that of the best, and yield whenever there is one.

        `columns` are those of all tiers; the box holds the best roster; `relaxed` are values of its relaxation; so many
        neighbourhoods in a row as `patience` says may lead nowhere.
        """
        # What an earlier tier may give is left to the box.
        gives = self._incumbent.ranking.gives
        failed, column, earlier = 0, columns[index], [columns[n] for n in range(index) if not gives[n]]
        while failed < patience and not limits.over:
            best = self._incumbent.best
            value = self._incumbent.value(index)
            if best is None or limits.enough(value, bound):
                break
            # As far as the model knows, nothing may get worse; what matching the people costs is seen after.
            high = box.high.copy()
            now = np.array(best.values[: len(high)], dtype=np.int64)
            high[earlier] = np.minimum(high[earlier], np.maximum(now[earlier], box.low[earlier]))
            high[column] = min(high[column], value - 1)
            part = fixed(replace(box, high=high), now.astype(np.float64), self._free(now, relaxed))
            found = self._neighbourhoods.unmatched(part, Linear([column], [1]), bound, limits)
            failed += 1
            if found is None or found.values is None:
                continue
            solution = self._incumbent.matched(found.values, limits, "neighbourhood_search", anew=True, leave=True)
            # Half of what was won may be given back where that makes the people match.
            high[column] = (solution.promised[index] + value) // 2
            rough = replace(box, high=high)
            if self._kept(solution) or self._repair.repaired(rough, solution, limits, self._kept, leave=True):
                failed = 0
                yield

    def _kept(self, solution: Solution) -> bool:
        """Keep a roster that is better than the best; whether it was."""
        best = self._incumbent.best
        if solution.matched.forbidden or best is None:
            return False
        return self._incumbent.better(solution, best) and self._incumbent.keep(solution)

    def _free(self, now: Ints, relaxed: Floats | None) -> Mask:
        """Evenings in a row, evenings anywhere, people, or where the relaxation would have others work, at random."""
        problem, params = self._model.problem, self._params
        share = self._random.choice(params.free_shares)
        count = max(1, round(share * len(problem.evenings)))
        match self._random.randrange(3 if relaxed is None else 5):
            case 0:
                first = self._random.randrange(len(problem.evenings))
                return self._neighbourhoods.free_evenings([(first + n) % len(problem.evenings) for n in range(count)])
            case 1:
                return self._neighbourhoods.free_evenings(self._random.sample(list(problem.evenings), count))
            case 2:
                some = self._random.sample(list(problem.people), max(2, round(share * len(problem.people))))
                return self._neighbourhoods.free_people(some)
            case _:
                assert relaxed is not None  # noqa: S101 - the numbers drawn say so
                other = np.abs(relaxed - now) > params.otherwise
                some = self._random.sample(list(problem.people), int(params.free_besides * len(problem.people)))
                return self._neighbourhoods.free_people(some) | other
