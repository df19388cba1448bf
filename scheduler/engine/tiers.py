"""The lexicographic objective: tier after tier, never worsening an earlier one, with pair rules kept exactly.

The model leaves out who meets whom, so its value of a tier is a bound on the real one. Where matching the people of a
solution keeps the pair rules, the bound is met. Where it does not, the model is made to say who meets whom on the
evenings in conflict and solved again: in the limit on all evenings, which is exact.

First all tiers are relaxed in turn and one solution is looked for that meets every bound: mostly there is one. Else
each tier is solved by itself.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from models import Measure

from .limits import Limits
from .linear import Linear
from .measures import MOST, Measures
from .pairing import Roster, settle
from .polish import polish
from .relax import SCALE, Certificate, Relaxation, Relaxed, Rows
from .search import Found
from .variables import RosterModel

FEW_MEETINGS = 20_000
"""Up to so many possible meetings in all, a conflict makes the model match every evening at once."""

NUDGES = 30
"""Times the relaxation is moved away from bad meetings before the model is made to say who meets whom."""

Report = Callable[[int, int | None, int | None, bool], None]
"""Called with a tier's index, value, bound and whether it is finished."""


@dataclass(frozen=True)
class TierOutcome:
    """What is known of one tier."""

    value: int
    bound: int
    certificate: Certificate | None
    """What proves the bound; None: the search's word."""
    seconds: float


@dataclass(frozen=True)
class Solution:
    """A solution of the model and the roster made of it."""

    values: tuple[int, ...]
    roster: Roster


@dataclass
class _Bound:
    """A tier's bound, what proves it, and the seconds spent on the tier."""

    value: int
    certificate: Certificate | None
    seconds: float = 0.0

    def lift(self, value: int, certificate: Certificate | None) -> None:
        if value > self.value:
            self.value, self.certificate = value, certificate


class TierLoop:
    """Solves the tiers in order and keeps the best roster."""

    def __init__(self, roster: RosterModel, measures: Measures, limits: Limits, report: Report) -> None:
        self._roster = roster
        self._measures = measures
        self._relaxation = Relaxation(roster.model, measures.values)
        self._limits = limits
        self._report = report
        self._tiers = measures.tiers
        self._bounds = [self._trivial(index) for index in range(len(self._tiers))]
        self.best: Solution | None = None
        self.infeasible = False

    def run(self) -> list[TierOutcome]:
        """Solve every tier, or as many as time allows; nothing where no roster was found."""
        if not self._aim():
            self._one_by_one()
        return [self._outcome(index) for index in range(len(self._tiers))] if self.best is not None else []

    def _outcome(self, index: int) -> TierOutcome:
        bound = self._bounds[index]
        return TierOutcome(self._value(index, self.best), bound.value, bound.certificate, bound.seconds)

    def _trivial(self, index: int) -> _Bound:
        """What the measures' own ends say, proven without any row."""
        low = self._measures.lowest[index]
        return _Bound(low, Certificate(np.zeros(0, dtype=np.int64), low * SCALE))

    @property
    def rows(self) -> Rows:
        """The rows that the certificates speak of."""
        return self._relaxation.rows()[0]

    # All tiers at once

    def _aim(self) -> bool:
        """Relax the tiers in turn, each held at its bound, then look for a roster that meets all of the bounds."""
        relaxed = None
        for index in range(len(self._tiers)):
            began = time.monotonic()
            relaxed = self._relax(index)
            if relaxed is None:
                return False
            self._hold(index, self._bounds[index].value)
            if self.best is None and index < len(self._tiers) - 1:
                self._first_roster(index, relaxed)
            value = None if self.best is None else self._value(index, self.best)
            self._report(index, value, self._bounds[index].value, False)
            self._bounds[index].seconds += time.monotonic() - began
        return relaxed is not None and self._meet_all_bounds(relaxed)

    def _first_roster(self, index: int, relaxed: Relaxed) -> None:
        """Have a roster early on, in case time runs out before all tiers are relaxed."""
        if not relaxed.whole:
            return
        bound = relaxed.certificate.bound
        found = self._polish(index, self._objective(index), relaxed, bound, self._limits.share(0.1))
        if found.values is not None:
            solution = Solution(found.values, settle(self._roster, found.values))
            if self._faithful(index, solution):
                self.best = solution

    def _meet_all_bounds(self, relaxed: Relaxed) -> bool:
        """Look for a roster that meets the bound of every tier, nudged away from bad meetings again and again."""
        last = len(self._tiers) - 1
        objective = self._objective(last)
        away: dict[int, int] = {}
        for _ in range(NUDGES):
            found = self._polish(last, objective, relaxed, relaxed.certificate.bound, self._limits.share(0.1))
            if found.values is None:
                return False
            solution = Solution(found.values, settle(self._roster, found.values))
            if self._faithful(last, solution):
                self.best = solution
                if self._value(last, solution) > self._bounds[last].value:
                    return False
                for index in range(len(self._tiers)):
                    self._report(index, self._value(index, solution), self._bounds[index].value, True)
                return True
            self._hold(last, self._bounds[last].value)
            for evening, detective, officer in solution.roster.bad:
                for person in (detective, officer):
                    for variable in self._roster.works(person, evening).variables:
                        away[variable.index] = away.get(variable.index, 0) + 1
            objective = Linear([self._roster.model.get_int_var_from_proto_index(n) for n in away], list(away.values()))
            again = self._relaxation.minimise(objective, self._limits)
            if again is None:
                return False
            relaxed = again
        return False

    # Tier by tier

    def _one_by_one(self) -> None:
        certain = True
        for index in range(len(self._tiers)):
            # What was learnt of this tier holds only where the earlier ones stand at their bounds.
            if not certain:
                self._bounds[index] = replace(self._trivial(index), seconds=self._bounds[index].seconds)
            for later in range(index, len(self._tiers)):
                self._measures.limit(self._measures.values[later], self._measures.lowest[later], MOST)
            began = time.monotonic()
            self._solve(index)
            self._bounds[index].seconds += time.monotonic() - began
            if self.infeasible or self.best is None:
                return
            value = self._value(index, self.best)
            self._hold(index, value)
            self._report(index, value, self._bounds[index].value, True)
            certain = certain and value == self._bounds[index].value

    def _solve(self, index: int) -> None:
        bound = self._bounds[index]
        while not self._limits.over:
            relaxed = self._relax(index)
            if self.best is not None and self._value(index, self.best) <= bound.value:
                return
            last = index == len(self._tiers) - 1
            found = self._polish(
                index, self._objective(index), relaxed, bound.value, self._limits.share(1.0 if last else 0.5)
            )
            if found.infeasible:
                self.infeasible = True
            bound.lift(found.bound, None)
            if found.values is None:
                return
            solution = Solution(found.values, settle(self._roster, found.values))
            if self._faithful(index, solution):
                self.best = solution
                return
            self._widen(solution.roster.conflicts)

    # Both

    def _relax(self, index: int) -> Relaxed | None:
        relaxed = self._relaxation.minimise(self._objective(index), self._limits)
        if relaxed is not None:
            self._bounds[index].lift(relaxed.certificate.bound, relaxed.certificate)
        return relaxed

    def _polish(self, index: int, objective: Linear, relaxed: Relaxed | None, bound: int, limits: Limits) -> Found:
        def improve(value: int, found: int) -> None:
            self._report(index, value, max(bound, found), False)

        start = self.best.values if self.best is not None else ()
        return polish(self._roster.model, objective, relaxed, bound, start, self._roster.evening_of, limits, improve)

    def _objective(self, index: int) -> Linear:
        return Linear([self._measures.values[index]], [1])

    def _hold(self, index: int, value: int) -> None:
        """Let no later solution be worse in a tier."""
        self._measures.limit(self._measures.values[index], self._measures.lowest[index], value)

    def _value(self, index: int, solution: Solution | None) -> int:
        """The tier's value in the roster: in `rules`, the meetings that there are, not those the model knows of."""
        assert solution is not None  # noqa: S101 - asked only where there is one
        tier = self._tiers[index]
        unknown = tier.weights.get(Measure.RULES, 0) * self._unpriced(solution)
        return self._measures.expression(tier).value(solution.values) + unknown

    def _unpriced(self, solution: Solution) -> int:
        limits = self._roster.problem.pair_limits
        priced = sum((limits[n].cost or 0) * solution.values[v.index] for (n, _, _), v in self._roster.excess.items())
        return solution.roster.cost - priced

    def _faithful(self, index: int, solution: Solution) -> bool:
        """Whether the roster keeps the pair rules and costs no more than the model says, up to this tier."""
        if solution.roster.forbidden:
            return False
        priced = any(Measure.RULES in tier.weights for tier in self._tiers[: index + 1])
        return not priced or self._unpriced(solution) <= 0

    def _widen(self, conflicts: frozenset[int]) -> None:
        """Make the model match the evenings in conflict, or all where that is no great matter."""
        roster, problem = self._roster, self._roster.problem
        meetings = 0
        for evening in problem.evenings:
            one, two = (sum(roster.can_work(p, evening) for p in people) for people in problem.by_role.values())
            meetings += one * two
        roster.meet(problem.evenings if meetings <= FEW_MEETINGS else conflicts)
        self._measures.refresh()
