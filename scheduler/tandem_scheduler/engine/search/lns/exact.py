"""Better rosters near the best one, by the exact model: the one that says who meets whom on every evening.

Adaptive large neighbourhood search: some evenings or some people are free, all else stays, and CP-SAT looks for a
better value of the tier in the small model that is left. Where that has none, neighbourhoods grow; where CP-SAT comes
to no end in them, they shrink. See P. Laborie, D. Godard, Self-adapting large neighborhood search, 2007; and, where the
relaxation differs, E. Danna, E. Rothberg, C. Le Pape, Exploring relaxation induced neighborhoods, 2005.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import numpy as np

from ...algebra.arrays import Floats, Mask
from ...algebra.rows import Box
from ...formulation.roster_model import RosterModel
from ...limits import Budget, Limits
from ...params import SearchParams
from ...solvers.excerpt import Excerpt
from ..incumbent import Incumbent, Solution


class _Size:
    """How large neighbourhoods of a kind are, as a share of everything."""

    def __init__(self, share: float, params: SearchParams) -> None:
        self.share = share
        self._params = params
        self._barren = self._unended = 0

    def learn(self, *, better: bool, ended: bool) -> None:
        """Take in how the last one went."""
        self._barren = 0 if better or not ended else self._barren + 1
        self._unended = 0 if better or ended else self._unended + 1
        params = self._params
        if self._barren >= params.exact_patience:
            self.share, self._barren = min(1.0, self.share * params.exact_growth), 0
        if self._unended >= params.exact_patience:
            self.share, self._unended = self.share * params.exact_shrinkage, 0


class ExactImprover:
    """Improves the best roster within a model that says who meets whom."""

    def __init__(self, model: RosterModel, incumbent: Incumbent, random: Random, params: SearchParams) -> None:
        self._params = params
        self._model = model
        self._incumbent = incumbent
        self._random = random
        problem = model.problem
        self._evenings = [e for e in problem.evenings if e >= problem.opening]
        self._kinds = (self._in_a_row, self._anywhere, self._some_people, self._otherwise)
        self._first = min(1.0, params.exact_first / max(1, len(self._evenings)))
        self._sizes: dict[tuple[int, int], _Size] = {}
        """Of each tier and kind."""
        self._relaxed: Floats | None = None
        self._now = np.zeros(0, dtype=np.int64)
        self._evening_of = np.zeros(0, dtype=np.int64)
        self._people = np.zeros((0, 2), dtype=np.int64)

    def better(
        self,
        index: int,
        columns: list[int],
        box: Box,
        bound: int,
        relaxed: Floats | None,
        limits: Limits,
        found: Callable[[Solution], bool],
    ) -> int:
        """Improve a tier's value in the best roster until it is at its bound or the limits are over; the bound then.

        That is the value itself where all was free that the box leaves free, and CP-SAT says that there is none better.

        `columns` are those of all tiers; the box holds the best roster; `found` keeps a solution, and says whether it
        is better than the best; `relaxed` are values of the relaxation.
        """
        params = self._params
        self._take_up()
        self._relaxed = relaxed
        low, high = self._model.program.bounds
        known = len(box.low)
        low[:known], high[:known] = box.low, box.high
        low[columns[index]] = max(low[columns[index]], bound)
        rows = self._model.program.rows()
        # What an earlier tier may give is left to the box.
        gives = self._incumbent.ranking.gives
        column, earlier = columns[index], [columns[n] for n in range(index) if not gives[n]]
        while not limits.over:
            best = self._incumbent.best
            value = self._incumbent.value(index)
            if best is None or limits.enough(value, bound):
                break
            self._now = now = np.array(best.values, dtype=np.int64)
            kind = self._random.randrange(len(self._kinds))
            size = self._sizes.setdefault((index, kind), _Size(self._first, params))
            whole, free = size.share == 1.0, self._kinds[kind](size.share)
            part = Box(low, high.copy(), rows.low, rows.high)
            part.high[earlier] = np.minimum(high[earlier], np.maximum(now[earlier], low[earlier]))
            part.high[column] = min(high[column], value - 1)
            brief = replace(limits, workers=1, budget=Budget(params.exact_work, limits.budget))
            values, ended = Excerpt(rows, part, now, free).best(column, brief)
            improved = values is not None and found(
                self._incumbent.matched(values.tolist(), limits, "exact_model", leave=True)
            )
            limits.budget.spend(params.exact_overhead)
            size.learn(better=improved, ended=ended)
            if values is None and ended and whole and (part.high[earlier] >= high[earlier]).all():
                return value
        return bound

    def _take_up(self) -> None:
        """Know of every column whose evening it is of, and which two people."""
        model = self._model
        if len(self._evening_of) == len(model.evening_of):
            return
        self._evening_of = np.array([-1 if evening is None else evening for evening in model.evening_of])
        self._people = np.full((len(self._evening_of), 2), -1)
        for person in model.problem.people:
            for evening in model.evenings_of(person):
                self._people[model.works(person, evening).columns[0]] = person
        for evening in model.meetings.evenings:
            for pair, places in model.meetings.pairs(evening).items():
                self._people[[*places.values()]] = pair

    def _in_a_row(self, share: float) -> Mask:
        count, all_ = round(share * len(self._evenings)), self._evenings
        first = self._random.randrange(len(all_))
        return self._free_evenings([all_[(first + n) % len(all_)] for n in range(max(2, count))])

    def _anywhere(self, share: float) -> Mask:
        count = min(len(self._evenings), max(2, round(share * len(self._evenings))))
        return self._free_evenings(self._random.sample(self._evenings, count))

    def _some_people(self, share: float) -> Mask:
        people = list(self._model.problem.people)
        some = self._random.sample(people, min(len(people), max(2, round(share * len(people)))))
        return (self._people[:, 0] < 0) | np.isin(self._people, some).any(axis=1)

    def _otherwise(self, share: float) -> Mask:
        """The evenings on which the relaxation would have others work, more or less: relaxation induced."""
        relaxed = self._relaxed
        if relaxed is None:
            return self._anywhere(share)
        evenings = self._evening_of[: len(relaxed)]
        apart = np.where(self._people[: len(relaxed), 0] >= 0, np.abs(relaxed - self._now[: len(relaxed)]), 0.0)
        weights = np.bincount(evenings[evenings >= 0], apart[evenings >= 0], minlength=max(self._evenings) + 1)
        ranked = sorted(self._evenings, key=lambda e: (-weights[e] * self._random.random(), self._random.random()))
        return self._free_evenings(ranked[: max(2, round(share * len(ranked)))])

    def _free_evenings(self, evenings: list[int]) -> Mask:
        return (self._evening_of < 0) | np.isin(self._evening_of, evenings)
