"""Rosters near the relaxation: its values made whole, its people matched, and what collides repaired.

Where the relaxation's vertex leads nowhere, other vertices as good are tried.
"""

from dataclasses import replace
from random import Random

from ..algebra.linear import Linear
from ..devices import Device
from ..limits import ITERATIONS, Budget, Limits
from ..solvers.cpsat import SearchResult
from ..solvers.relax import Relaxed
from .heuristics import Heuristics
from .incumbent import Solution
from .lns.neighbourhoods import Neighbourhoods
from .lns.repair import EveningRepair
from .standing import Standing


class Rounding:
    """Makes rosters of solutions, and of the relaxation's values."""

    def __init__(
        self,
        standing: Standing,
        neighbourhoods: Neighbourhoods,
        repair: EveningRepair,
        heuristics: Heuristics,
        random: Random,
    ) -> None:
        self._standing = standing
        self._params = standing.params
        self._model = standing.model
        self._neighbourhoods = neighbourhoods
        self._repair = repair
        self._heuristics = heuristics
        self._random = random
        self.collided: Solution | None = None
        """The last whose people could not be matched as well as the model said."""
        self._barren: tuple[int, Relaxed, int] | None = None
        """A tier, a vertex of the relaxation with no solution near it, and the value that the tier was to have."""
        people = self._model.problem.people
        self._works = [n for p in people for e in self._model.evenings_of(p) for n in self._model.works(p, e).columns]

    def tried(self, index: int, found: SearchResult, limits: Limits) -> Solution:
        """Make a roster of what was found, and keep it where it is the best.

        Later tiers may pay for it where some leave an area for a better partner.
        """
        assert found.values is not None  # noqa: S101 - asked only where there are some
        by = "exact_model" if self._standing.exact else found.by
        for leave in (False, True):
            solution = self._standing.incumbent.matched(found.values, limits, by, leave=leave)
            if self._standing.incumbent.faithful(index, solution):
                break
            if limits.stop.is_set():
                break
        else:
            self.collided = solution
        if not solution.matched.forbidden:
            self._standing.keep(index, solution)
        elif self._standing.best is None and self._standing.incumbent.salvage(solution):
            self._standing.tell_found(index)
        return solution

    def rounds(self, index: int, relaxed: Relaxed, target: int, limits: Limits) -> bool:
        """Whether the model has a solution near the relaxation's, with the tier at a target; its roster may be kept."""
        if self._standing.exact:
            return True  # Whatever its values, the exact model is searched for rosters from here on.
        if not self._params.has(Device.ROUNDING):
            return False
        box = self._standing.bounds.held(index, target)
        found = None if box.empty else self._neighbourhoods.near(box, relaxed.values, (), limits, self._params.rounds)
        if found is None or found.values is None:
            self._barren = None if limits.over else (index, relaxed, target)
            return False
        self.tried(index, found, limits)
        return True

    def reach(self, index: int, relaxed: Relaxed, target: int, limits: Limits) -> bool:
        """Look for a roster with the tier at a target and all earlier ones held: the best from now on.

        Where the relaxation's vertex can't be rounded, or its people can't be matched well, another vertex as good is
        tried: pushed at random, or away from the bad meetings.
        """
        params, box = self._params, self._standing.bounds.held(index, target)
        if box.empty or not params.has(Device.ROUNDING):
            return False
        if self._standing.in_runs and self._standing.best is not None:
            limits = limits.share(params.rounding_in_runs)
        away, conflicts = Linear(), dict[int, frozenset[int]]()
        last = self._standing.bounds.iterations + params.reach * self._standing.longest
        was_exact = False
        for turn in range(params.vertices if not self._model.meetings.evenings else params.few_vertices):
            if turn == 1 and self._constructed(index, limits):  # Another way to a roster, before other vertices.
                return True
            barren = self._barren is not None and self._barren[1] is relaxed and self._barren[::2] == (index, target)
            found = None if barren else self._neighbourhoods.near(box, relaxed.values, conflicts, limits, params.rounds)
            conflicts = {}
            if found is None or found.values is None:
                some = self._random.sample(self._works, (len(self._works) + 2) // 3)
                away = Linear(some, [self._random.randint(1, 9) for _ in some])
            else:
                solution = self.tried(index, found, limits)
                if self._standing.incumbent.faithful(index, solution):
                    return True
                if len(solution.matched.bad) > params.many_bad and self._constructed(index, limits):
                    return True
                brief = Budget(params.mending_each * len(solution.matched.bad), limits.budget)
                if solution.matched.bad and self.mended(index, solution, replace(limits, budget=brief)):
                    return True
                if self.repaired(index, target, solution, limits):
                    return True
                conflicts = self._standing.incumbent.conflicts(index, solution)
                for evening, *pair in solution.matched.amiss:
                    for person in pair:
                        away.add(self._model.works(person, evening))
                if turn >= params.pushes:
                    self._standing.incumbent.widen(conflicts, solution)
            # Once the model has come to be exact, one more vertex is tried: then the search knows better.
            if was_exact:
                return False
            was_exact = self._standing.exact
            spent = limits.over or self._standing.bounds.iterations > last
            if spent and not limits.over:
                self._heuristics.construct(index, limits)
            spent = spent or not params.has(Device.VERTICES)
            again = None if spent else self._standing.bounds.vertex(index, box, away, self._brief(limits))
            if again is None:
                return False
            relaxed = again
        return False

    def _brief(self, limits: Limits) -> Limits:
        """Limits for one more vertex of the relaxation."""
        iterations = self._params.next_vertex * self._standing.longest
        return replace(limits, budget=Budget(iterations / ITERATIONS, limits.budget))

    def repaired(self, index: int, target: int, solution: Solution, limits: Limits) -> bool:
        """Look for a roster like this one, with the tier at a target, that is as good as the model says.

        On the way, for one that is better than the best.
        """
        if self._standing.incumbent.conflicts(index, solution).keys() <= self._model.meetings.evenings:
            return False  # The search knows better then.

        def good(better: Solution) -> bool:
            if not better.matched.forbidden:
                self._standing.keep(index, better)
            return self._standing.incumbent.faithful(index, better)

        return self._repair.repaired(self._standing.bounds.held(index, target), solution, limits, good)

    def _constructed(self, index: int, limits: Limits) -> bool:
        """Construct a roster, once; whether the best has the tier at its bound now."""
        self._heuristics.construct(index, limits)
        return self._standing.stands(index) and self._standing.at_bound(index)

    def mended(self, index: int, solution: Solution, limits: Limits, patience: int = 0) -> bool:
        """Look for a roster like this one by small changes; whether the best has the tier at its bound now."""
        self._heuristics.mend(index, solution, limits, patience)
        return self._standing.stands(index) and self._standing.at_bound(index)
