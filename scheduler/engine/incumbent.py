"""The best roster so far, and what it is worth."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from models import Measure

from .measures import Measures
from .meetings import meet
from .pairing import Roster, settle, without_excess
from .variables import RosterModel

FEW_MEETINGS = 5_000
"""Up to so many possible meetings in all, a conflict makes the model match every evening at once."""


@dataclass(frozen=True)
class Solution:
    """A solution of the model and the roster made of it."""

    values: tuple[int, ...]
    """Of all columns, as the roster has them."""
    roster: Roster
    promised: tuple[int, ...] = ()
    """What the tiers came to before the people were matched."""


class Incumbent:
    """Keeps the best solution of a model whose roster keeps the pair rules."""

    def __init__(self, roster: RosterModel, measures: Measures) -> None:
        self._roster = roster
        self._measures = measures
        self._tiers = measures.tiers
        self.best: Solution | None = None

    def made(self, values: Sequence[int], anew: bool = False, leave: bool = False) -> Solution:
        """Match the people of a solution (`pairing.settle`); its values may be of the columns the model began with."""
        whole = [*values, *([0] * (len(self._roster.evening_of) - len(values)))]
        promised = tuple(self._measures.expression(tier).value(whole) for tier in self._tiers)
        roster = settle(self._roster, whole, anew, leave)
        return Solution(self._told(whole, roster, anew), roster, promised)

    def _told(self, values: list[int], made: Roster, anew: bool) -> tuple[int, ...]:
        """The values with what a roster says of who is where; where it was matched anew, of who meets whom as well."""
        roster = self._roster
        for evening, teams in enumerate(made.teams):
            there = Counter((person, area) for *people, area in teams for person in people)
            for group in roster.groups[evening]:
                for area in () if group.strict else group.areas:
                    for column in roster.sends(group, area, evening).columns:
                        values[column] = sum(there[person, area] for person in group.people)
            if evening in roster.kinds:
                kinds = roster.kinds[evening]
                met = Counter((kinds.kind[i], kinds.kind[j]) for i, j, _ in teams)
                for pair, column in kinds.meets.items():
                    values[column] = met[pair]
            if anew and evening in roster.meets:
                for places in roster.meets[evening].values():
                    for column in places.values():
                        values[column] = 0
                for team in teams:
                    values[roster.meeting(team, evening)] = 1
        return self._roster.completed(values)

    def keep(self, solution: Solution) -> bool:
        """Take a solution if it is none the worse; whether it was taken."""
        taken = self.best is None or self.values(solution) <= self.values(self.best)
        if taken:
            self.best = solution
        return taken

    def values(self, solution: Solution) -> list[int]:
        """The values of all tiers."""
        return [self.value(index, solution) for index in range(len(self._tiers))]

    def salvage(self, solution: Solution) -> bool:
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
                if evening in roster.meets:
                    less.add_column(roster.meeting((detective, officer, area), evening))
                for column in less.columns:
                    values[column] -= 1
        found = Solution(self._roster.completed(values), rest)
        # What is left may lack what rules or pins ask for.
        numbers, (low, high) = np.array(found.values, dtype=np.int64), roster.model.ends
        stands = bool((low <= numbers).all() and (numbers <= high).all()) and roster.model.rows().keep(numbers)
        return stands and not rest.forbidden and self.keep(found)

    def value(self, index: int, solution: Solution | None = None) -> int:
        """A tier's value in the best roster, or another: in `rules`, all meetings, not those the model knows of."""
        solution = solution or self.best
        assert solution is not None  # noqa: S101 - asked only where there is one
        tier = self._tiers[index]
        unknown = solution.roster.cost - self._roster.priced(solution.values)
        return self._measures.expression(tier).value(solution.values) + tier.weights.get(Measure.RULES, 0) * unknown

    def faithful(self, index: int, solution: Solution) -> bool:
        """Whether the roster keeps the pair rules and costs no more than the model said, up to this tier."""
        held = range(index + 1)
        return not solution.roster.forbidden and all(self.value(n, solution) <= solution.promised[n] for n in held)

    def conflicts(self, index: int, solution: Solution) -> frozenset[int]:
        """The evenings on which matching the people cost more than the model said, in the tiers up to this one."""
        at_home = any(Measure.HOME_AREA in tier.weights for tier in self._tiers[: index + 1])
        return solution.roster.conflicts | (solution.roster.left if at_home else frozenset())

    def widen(self, conflicts: Iterable[int]) -> bool:
        """Make the model match the evenings in conflict, or all where that is no great matter; whether any is new."""
        roster, problem = self._roster, self._roster.problem
        meetings = 0
        for evening in problem.evenings:
            one, two = (sum(roster.can_work(p, evening) for p in people) for people in problem.by_role.values())
            meetings += one * two
        fresh = meet(roster, problem.evenings if meetings <= FEW_MEETINGS else conflicts)
        if fresh:
            self._measures.refresh()
        if fresh and self.best is not None:
            values = [*self.best.values, *([0] * (len(roster.evening_of) - len(self.best.values)))]
            self.best = replace(self.best, values=self._told(values, self.best.roster, anew=True))
        return bool(fresh)
