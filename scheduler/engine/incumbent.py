"""The best roster so far, and what it is worth."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from models import Measure

from .limits import Budget, Limits
from .linear import Linear
from .measures import Measures
from .pairing import Roster, without_excess
from .rows import Box
from .search import Search
from .variables import RosterModel

FEW_MEETINGS = 50_000
"""Up to so many possible meetings in all, a conflict makes the model match every evening at once."""

TIGHTENING = 0.5
"""Seconds beyond the limit that reading off a roster's later tiers may take."""

EFFORT = 5.0
"""Deterministic time that it may take; it takes a fraction."""


@dataclass(frozen=True)
class Solution:
    """A solution of the model and the roster made of it."""

    values: tuple[int, ...]
    roster: Roster


class Incumbent:
    """Keeps the best solution of a model whose roster keeps the pair rules."""

    def __init__(self, roster: RosterModel, measures: Measures, search: Search, box: Box, limits: Limits) -> None:
        """`box` has the ends of the variables in the model itself."""
        self._roster = roster
        self._measures = measures
        self._search = search
        self._box = box
        self._limits = limits
        self._tiers = measures.tiers
        self.best: Solution | None = None

    def keep(self, index: int, solution: Solution) -> bool:
        """Take a solution found for a tier, if it is none the worse; whether it was taken."""
        better = solution if index == len(self._tiers) - 1 else self._tightened(solution)
        taken = self.best is None or self.values(better) <= self.values(self.best)
        if taken:
            self.best = better
        return taken

    def values(self, solution: Solution) -> list[int]:
        """The values of all tiers."""
        return [self.value(index, solution) for index in range(len(self._tiers))]

    def _tightened(self, solution: Solution) -> Solution:
        """The same roster with later tiers at their true values: the search had no reason to keep these small."""
        values = self._completed(solution.values, solution.values)
        return solution if values is None else replace(solution, values=values)

    def salvage(self, index: int, solution: Solution) -> bool:
        """Keep a roster with bad meetings without the teams that may not meet: better than none."""
        roster, values = self._roster, list(solution.values)
        rest = without_excess(roster.problem, solution.roster)
        for evening, teams in enumerate(solution.roster.teams):
            for detective, officer, area in set(teams) - set(rest.teams[evening]):
                less = roster.visits(area, evening)
                for person in (detective, officer):
                    less.add(roster.works(person, evening))
                    group = roster.group_of(person, evening)
                    if group is not None and roster.sends(group, area, evening).value(values) > 0:
                        less.add(roster.sends(group, area, evening))
                for variable in less.variables:
                    values[variable.index] -= 1
        completed = self._completed(values, ())
        found = None if completed is None else Solution(completed, rest)
        return found is not None and self.faithful(index, found) and self.keep(index, found)

    def _completed(self, values: Sequence[int], hint: Sequence[int]) -> tuple[int, ...] | None:
        """The best solution with what is said of single evenings fixed, which leaves next to nothing open."""
        box = self._box
        given = np.array(values[: len(box.low)], dtype=np.int64)
        fixed = np.array([evening is not None for evening in self._roster.evening_of[: len(given)]])
        box = replace(box, low=np.where(fixed, given, box.low), high=np.where(fixed, given, box.high))
        everything = Linear.sum(self._measures.values)
        limits = replace(self._limits.graced(TIGHTENING), gap=0.0, budget=Budget())
        return self._search.minimise(everything, limits, bound=0, box=box, hint=hint, effort=EFFORT).values

    def value(self, index: int, solution: Solution | None = None) -> int:
        """A tier's value in the best roster, or another: in `rules`, all meetings, not those the model knows of."""
        solution = solution or self.best
        assert solution is not None  # noqa: S101 - asked only where there is one
        tier = self._tiers[index]
        unknown = tier.weights.get(Measure.RULES, 0) * self._unpriced(solution)
        return self._measures.expression(tier).value(solution.values) + unknown

    def _unpriced(self, solution: Solution) -> int:
        limits = self._roster.problem.pair_limits
        priced = sum((limits[n].cost or 0) * solution.values[v.index] for (n, _, _), v in self._roster.excess.items())
        return solution.roster.cost - priced

    def faithful(self, index: int, solution: Solution) -> bool:
        """Whether the roster keeps the pair rules and costs no more than the model says, up to this tier."""
        if solution.roster.forbidden:
            return False
        priced = any(Measure.RULES in tier.weights for tier in self._tiers[: index + 1])
        return not priced or self._unpriced(solution) <= 0

    def widen(self, conflicts: Iterable[int]) -> None:
        """Make the model match the evenings in conflict, or all where that is no great matter."""
        roster, problem = self._roster, self._roster.problem
        meetings = 0
        for evening in problem.evenings:
            one, two = (sum(roster.can_work(p, evening) for p in people) for people in problem.by_role.values())
            meetings += one * two
        fresh = roster.meet(problem.evenings if meetings <= FEW_MEETINGS else conflicts)
        if fresh:
            self._measures.refresh()
        if fresh and self.best is not None:
            # The model has grown: the best roster's values grow with it.
            values = [*self.best.values, *([0] * (len(roster.evening_of) - len(self.best.values)))]
            for evening in fresh:
                for detective, officer, _ in self.best.roster.teams[evening]:
                    values[roster.meets[evening][detective, officer].index] = 1
            self.best = replace(self.best, values=tuple(values))
