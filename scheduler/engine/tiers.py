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
from random import Random
from typing import Literal

import numpy as np

from models import Measure

from .certificate import SCALE, Certificate, Frame
from .limits import Limits
from .linear import Linear
from .measures import Measures
from .pairing import Roster, settle
from .polish import near, polish
from .relax import Relaxation, Relaxed
from .search import Found, search
from .variables import RosterModel

FEW_MEETINGS = 50_000
"""Up to so many possible meetings in all, a conflict makes the model match every evening at once."""

TRIES = 12
"""Corners of the relaxation that are tried for a roster."""

PUSHES = 3
"""Times that people who can't be matched are only pushed apart before the model is made to match them."""

DIVE = 2
"""Simplex iterations that a dive may take, in those of relaxing the hardest tier."""

REACH = 5
"""The same for all dives that look for one roster."""

AIM_EFFORT = 10.0
"""Deterministic time for searching the whole model with all earlier tiers at the bounds of their relaxation."""

TIGHTENING = 5.0
"""Seconds that reading off a roster's later tiers may take; it takes a fraction of one."""

Stage = Literal["relaxing", "solving", "done"]

Report = Callable[[Stage, int, int | None, int], None]
"""Called with what is going on with a tier: its index, the value of the best roster if it counts, and the bound."""


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
        self._longest = 1_000
        """Most simplex iterations that relaxing a tier took: by it the work of dives is measured, the same anywhere."""
        self._random = Random(limits.seed)  # noqa: S311 - any corner will do
        people = roster.problem.people
        self._works = [v for p in people for e in roster.evenings_of(p) for v in roster.works(p, e).variables]

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
        low = self._measures.ends[index][0]
        return _Bound(low, Certificate(np.zeros(0, dtype=np.int64), low * SCALE))

    @property
    def frame(self) -> Frame:
        """What the certificates speak of."""
        high = self._relaxation.high.copy()
        for value, (_, end) in zip(self._measures.values, self._measures.ends, strict=True):
            high[value.index] = end
        columns = tuple(value.index for value in self._measures.values)
        return Frame(self._relaxation.rows, self._relaxation.low, high, columns)

    # All tiers at once

    def _aim(self) -> bool:
        """Relax the tiers in turn, each held at its bound, then look for a roster that meets all of the bounds."""
        relaxed = None
        for index in range(len(self._tiers)):
            began = time.monotonic()
            relaxed = self._relax(index)
            if relaxed is None:
                return False
            if index == 0:
                # Have a roster early on, in case time runs out before all tiers are relaxed.
                self._reach(index, relaxed, self._bounds[index].value, self._limits, TRIES)
            self._hold(index, self._bounds[index].value)
            self._report("relaxing", index, None, self._bounds[index].value)
            self._bounds[index].seconds += time.monotonic() - began
        began = time.monotonic()
        self._solve(len(self._tiers) - 1, self._limits, AIM_EFFORT)
        self._bounds[-1].seconds += time.monotonic() - began
        if self.best is None or not self._at_bounds(len(self._tiers) - 1):
            return False
        for index, bound in enumerate(self._bounds):
            self._report("done", index, self._value(index, self.best), bound.value)
        return True

    # Tier by tier

    def _one_by_one(self) -> None:
        aimed = [bound.value for bound in self._bounds]
        certain = True
        for index in range(len(self._tiers)):
            # What was learnt of this tier holds only where the earlier ones stand where they were held meanwhile.
            if not certain:
                self._bounds[index] = replace(self._trivial(index), seconds=self._bounds[index].seconds)
            for later in range(index, len(self._tiers)):
                self._measures.hold(later, None)
            began = time.monotonic()
            last = index == len(self._tiers) - 1
            self.infeasible = self._solve(index, self._limits.share(1.0 if last else 0.5)) and self.best is None
            self._bounds[index].seconds += time.monotonic() - began
            if self.best is None:
                return
            value = self._value(index, self.best)
            self._hold(index, value)
            self._report("done", index, value, self._bounds[index].value)
            certain = certain and value == aimed[index]

    def _solve(self, index: int, limits: Limits, effort: float | None = None) -> bool:
        """Find the tier's best roster under the tiers held; whether there is none at all."""
        bound = self._bounds[index]
        while not limits.over:
            self._measures.hold(index, None)
            relaxed = self._relax(index)
            if self.best is not None and self._at_bounds(index):
                return False
            if relaxed is not None and self._reach(index, relaxed, bound.value, limits, TRIES):
                return False
            self._measures.hold(index, None)
            found = self._search(index, relaxed, limits, effort)
            if found.infeasible:
                return True
            bound.lift(found.bound, None)
            if found.values is None or found.value is None:
                return False
            solution = Solution(found.values, settle(self._roster, found.values))
            if self._faithful(index, solution):
                self._keep(index, solution)
                return False
            if relaxed is not None and self._reach(index, relaxed, found.value, limits, TRIES):
                return False
            self._measures.hold(index, None)
            self._widen(solution.roster.conflicts)
        return False

    def _at_bounds(self, index: int) -> bool:
        """Whether the best roster has all tiers up to this one at their bounds."""
        return all(self._value(n, self.best) <= self._bounds[n].value for n in range(index + 1))

    def _search(self, index: int, relaxed: Relaxed | None, limits: Limits, effort: float | None) -> Found:
        """Search the whole model for the tier's best solution."""
        bound = self._bounds[index].value

        def improve(value: int, found: int) -> None:
            self._report("relaxing" if effort is not None else "solving", index, value, max(bound, found))

        values = None if relaxed is None else relaxed.values
        start = self.best.values if self.best is not None else ()
        objective, evening_of = self._objective(index), self._roster.evening_of
        return polish(self._roster.model, objective, values, bound, start, evening_of, limits, improve, effort)

    # Both

    def _relax(self, index: int) -> Relaxed | None:
        before = self._relaxation.iterations
        relaxed = self._relaxation.minimise(self._objective(index), self._limits)
        self._longest = max(self._longest, self._relaxation.iterations - before)
        if relaxed is not None:
            self._bounds[index].lift(relaxed.certificate.bound, relaxed.certificate)
        return relaxed

    def _reach(self, index: int, relaxed: Relaxed, target: int, limits: Limits, tries: int) -> bool:
        """Look for a roster with the tier at a target and all earlier ones held: the best from now on.

        Where the relaxation's corner can't be rounded, or its people can't be matched well, another corner as good is
        tried: pushed at random, or away from the bad meetings.
        """
        self._hold(index, target)
        away, conflicts = Linear(), frozenset[int]()
        last = self._relaxation.iterations + REACH * self._longest
        for turn in range(tries):
            # The search often closes what the relaxation left open; where it can't, the relaxation is rounded first.
            found = near(self._roster.model, relaxed.values, self._roster.evening_of, conflicts, limits, rounds=2)
            if found.values is None and not relaxed.whole:
                values = self._relaxation.dive(relaxed, DIVE * self._longest, limits)
                found = near(self._roster.model, values, self._roster.evening_of, conflicts, limits)
            conflicts = frozenset()
            if found.values is None:
                some = self._random.sample(self._works, (len(self._works) + 2) // 3)
                away = Linear(some, [self._random.randint(1, 9) for _ in some])
            else:
                solution = Solution(found.values, settle(self._roster, found.values))
                if self._faithful(index, solution):
                    self._keep(index, solution)
                    return True
                conflicts = solution.roster.conflicts
                for evening, *pair in solution.roster.bad:
                    for person in pair:
                        away.add(self._roster.works(person, evening))
                if turn >= PUSHES:
                    self._widen(conflicts)
            spent = limits.over or self._relaxation.iterations > last
            again = None if spent else self._relaxation.minimise(away, limits)
            if again is None:
                return False
            relaxed = again
        return False

    def _keep(self, index: int, solution: Solution) -> None:
        self.best = solution if index == len(self._tiers) - 1 else self._tightened(solution)

    def _tightened(self, solution: Solution) -> Solution:
        """The same roster with later tiers at their true values: the search had no reason to keep these small."""
        fixed = {n: value for n, value in enumerate(solution.values) if self._roster.evening_of[n] is not None}
        everything = Linear.sum(self._measures.values)
        limits = replace(self._limits, deadline=time.monotonic() + TIGHTENING)
        found = search(self._roster.model, everything, limits, bound=0, fixed=fixed, hint=solution.values)
        return solution if found.values is None else replace(solution, values=found.values)

    def _objective(self, index: int) -> Linear:
        return Linear([self._measures.values[index]], [1])

    def _hold(self, index: int, value: int) -> None:
        """Let no later solution be worse in a tier."""
        self._measures.hold(index, value)

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
