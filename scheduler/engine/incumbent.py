"""The best roster so far, and what it is worth."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from models import Measure

from .measures import Measures
from .meetings import meet
from .pairing import Roster, without_excess
from .variables import RosterModel

FEW_MEETINGS = 50_000
"""Up to so many possible meetings in all, a conflict makes the model match every evening at once."""


@dataclass(frozen=True)
class Solution:
    """A solution of the model and the roster made of it."""

    values: tuple[int, ...]
    roster: Roster


class Incumbent:
    """Keeps the best solution of a model whose roster keeps the pair rules."""

    def __init__(self, roster: RosterModel, measures: Measures) -> None:
        self._roster = roster
        self._measures = measures
        self._tiers = measures.tiers
        self.best: Solution | None = None

    def keep(self, solution: Solution) -> bool:
        """Take a solution if it is none the worse; whether it was taken."""
        better = replace(solution, values=self._completed(solution.values))
        taken = self.best is None or self.values(better) <= self.values(self.best)
        if taken:
            self.best = better
        return taken

    def values(self, solution: Solution) -> list[int]:
        """The values of all tiers."""
        return [self.value(index, solution) for index in range(len(self._tiers))]

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
                    if (person, evening, area) in roster.located:
                        less.add_column(roster.located[person, evening, area])
                if evening in roster.meets:
                    less.add_column(roster.meets[evening][detective, officer])
                for column in less.columns:
                    values[column] -= 1
        found = Solution(self._completed(values), rest)
        # What is left may lack what rules or pins ask for.
        numbers, (low, high) = np.array(found.values, dtype=np.int64), roster.model.ends
        stands = bool((low <= numbers).all() and (numbers <= high).all()) and roster.model.rows().keep(numbers)
        return stands and self.faithful(index, found) and self.keep(found)

    def _completed(self, values: Sequence[int]) -> tuple[int, ...]:
        """The same with what only follows from the roster as small as can be: the search had no reason to do so."""
        completed = list(values)
        low, high = self._roster.model.ends
        for follower in self._roster.follows.values():
            left = follower.total(completed)
            for column in follower.columns:
                completed[column] = int(min(high[column], max(low[column], left)))
                left -= completed[column]
        for path in self._roster.paths:
            path.follow(completed)
        return tuple(completed)

    def value(self, index: int, solution: Solution | None = None) -> int:
        """A tier's value in the best roster, or another: in `rules`, all meetings, not those the model knows of."""
        solution = solution or self.best
        assert solution is not None  # noqa: S101 - asked only where there is one
        tier = self._tiers[index]
        unknown = tier.weights.get(Measure.RULES, 0) * self._unpriced(solution)
        return self._measures.expression(tier).value(solution.values) + unknown

    def _unpriced(self, solution: Solution) -> int:
        limits = self._roster.problem.pair_limits
        priced = sum((limits[n].cost or 0) * solution.values[c] for (n, *_), c in self._roster.excess.items())
        misfits = self._roster.misfits.items()
        priced += sum((limits[n].cost or 0) * solution.values[column] for (n, _), column in misfits)
        return solution.roster.cost - priced

    def faithful(self, index: int, solution: Solution) -> bool:
        """Whether the roster keeps the pair rules and costs no more than the model says, up to this tier."""
        if solution.roster.forbidden:
            return False
        priced = any(Measure.RULES in tier.weights for tier in self._tiers[: index + 1])
        return not priced or self._unpriced(solution) <= 0

    def grown(self, values: Sequence[int], made: Roster) -> tuple[int, ...]:
        """Values of columns that the model began with, grown with it by what it says of who meets whom and where."""
        roster = self._roster
        grown = [*values, *([0] * (len(roster.evening_of) - len(values)))]
        for evening, meets in roster.meets.items():
            for detective, officer, area in made.teams[evening]:
                grown[meets[detective, officer]] = 1
                for person in (detective, officer):
                    if (person, evening, area) in roster.located:
                        grown[roster.located[person, evening, area]] = 1
        return self._completed(grown)

    def widen(self, conflicts: Iterable[int]) -> None:
        """Make the model match the evenings in conflict, or all where that is no great matter."""
        roster, problem = self._roster, self._roster.problem
        meetings = 0
        for evening in problem.evenings:
            one, two = (sum(roster.can_work(p, evening) for p in people) for people in problem.by_role.values())
            meetings += one * two
        fresh = meet(roster, problem.evenings if meetings <= FEW_MEETINGS else conflicts)
        if fresh:
            self._measures.refresh()
        if fresh and self.best is not None:
            self.best = replace(self.best, values=self.grown(self.best.values, self.best.roster))
