"""The search for a tier's best roster, with the earlier tiers held and pair rules kept exactly.

The model leaves out who meets whom, so its value of a tier is a bound on the real one. Where matching the people of a
solution keeps the pair rules, the bound is met. Where it does not, the model is made to say who meets whom on the
evenings in conflict and solved again: in the limit on all evenings, which is exact.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Literal

import numpy as np

from models import Method

from . import clock
from .bounds import Bounds
from .construct import completed, constructed
from .exact import ExactImprover
from .improve import Improver
from .incumbent import Incumbent, Solution
from .limits import ITERATIONS, Budget, Limits
from .linear import Linear
from .measures import Measures
from .patterns import in_runs
from .polish import Polish
from .relax import Relaxed
from .repair import Repair
from .reroster import Reroster
from .search import Found, Search
from .state import State
from .variables import RosterModel

TRIES, FEW_TRIES = 12, 2
"""Corners of the relaxation that are tried for a roster; so few where the model says who meets whom."""

ROUNDS = 3
"""Neighbourhoods of each corner in which a roster is looked for."""

PUSHES = 2
"""Times that people who can't be matched are only pushed apart before the model is made to match them."""

REACH = 5
"""Simplex iterations that looking for one roster may take, in those of relaxing the hardest tier."""

REACHING = 0.15
"""Part of the time left that looking for a roster at a tier's bound may take, where there is a roster already."""

NEAR = 50
"""Where a roster can't be repaired at a value, it may be worse by the value over this."""

GLANCE = 0.03
"""Part of the time left that relaxing a tier may take, and looking near that for a first roster, before people are
given their evenings one by one where rules bind these hard."""

REROSTERING = 0.1
"""Part of the time left that better rosters are looked for before a tier is relaxed, where rules bind so."""

STEPS = 10
"""Steps by people that weigh as much as one neighbourhood."""

BEGINNING = 0.5
"""Part of the time left that looking for any roster may take where the model says who meets whom."""

CUTTING, LESS_CUTTING = 0.7, 0.3
"""Part of the time left that branch and cut on the whole model may take; and where people's evenings are bound hard."""

IMPROVING = 0.7
"""Part of the time left that looking for better rosters near the best one may take."""

HASTE, PATIENCE = 3, 12
"""Neighbourhoods of the best roster in a row that may lead nowhere, before branch and cut on the whole and after it."""

LARGE = 20_000
"""With more columns than this, neighbourhoods lead to better rosters sooner than branch and cut on the whole does."""

RELAXING_AGAIN = 0.3
"""Part of the time left that relaxing a tier may take where there is a roster."""

SLOW = 400_000
"""Coefficients in the rows beyond which relaxing a tier may take longer than a first roster without it."""

CONSTRUCTING, CONSTRUCTING_PART = 2.0, 0.25
"""Units of work that a first roster without a relaxation may take, and part of the time left."""

Stage = Literal["relaxing", "solving", "done"]

Report = Callable[[Stage, int, int | None, int, Method | None], None]
"""Called with what is going on with a tier: its index, the value of the best roster if it counts, the bound, and what
found that roster."""


class TierSearch:
    """Looks for rosters, a tier at a time, and keeps the best."""

    def __init__(self, roster: RosterModel, measures: Measures, limits: Limits, report: Report) -> None:
        """Of the limits, the seed and the gap are taken; each step has limits of its own."""
        self._roster = roster
        self._limits = limits
        self._report = report
        self.bounds = Bounds(roster, measures)
        self.incumbent = Incumbent(roster, measures)
        search = Search(roster.model)
        self._polish = Polish(roster, self.bounds.frame.rows, search)
        self._measures = measures
        self._constructed = False
        self._place = (False, 0)
        self._barren: tuple[int, Relaxed, int] | None = None
        """A tier, a corner of the relaxation with no solution near it, and the value that the tier was to have."""
        self._longest = 1_000
        """Most simplex iterations that relaxing a tier took: by it further work is measured, the same anywhere."""
        self._random = Random(limits.seed)  # noqa: S311 - any corner will do
        self._repair = Repair(roster, self._polish, self.incumbent, self._random)
        self._improver = Improver(roster, self._polish, self.incumbent, self._repair, self._random)
        self._exact = ExactImprover(roster, search, self.incumbent, self._random)
        binding = bool(in_runs(roster))
        self._reroster = Reroster(roster, self.bounds.frame, self._random) if binding else None
        people = roster.problem.people
        self._works = [n for p in people for e in roster.evenings_of(p) for n in roster.works(p, e).columns]

    @property
    def best(self) -> Solution | None:
        """The best roster so far."""
        return self.incumbent.best

    def tell(self, stage: Stage, index: int, value: int | None, bound: int) -> None:
        """Pass news on, but none of tiers that were left behind."""
        place = (stage != "relaxing", index)
        if place >= self._place:
            self._place = place
            self._report(stage, index, value, bound, None if value is None or self.best is None else self.best.by)

    def _keep(self, index: int, solution: Solution) -> bool:
        kept = self.incumbent.keep(solution)
        if kept:
            self._tell_found(index)
        return kept

    def _tell_found(self, index: int) -> None:
        """Say that there is a better roster."""
        stage: Stage = "solving" if self._place[0] else "relaxing"
        value = self.incumbent.value(index)
        # Worse in an earlier tier, it may be better in this one than the bound: that holds with the earlier ones met.
        self.tell(stage, index, value, min(value, self.bounds[index].bound))

    def relax(self, index: int, limits: Limits) -> Relaxed | None:
        """Bound a tier by its relaxation; None where that has no solution or time was up."""
        before = self.bounds.relaxation.iterations
        if self._reroster is not None and self.best is not None:
            limits = limits.share(RELAXING_AGAIN)  # Better rosters are to be found without it, too.
        relaxed = self.bounds.relax(index, limits)
        self._longest = max(self._longest, self.bounds.relaxation.iterations - before)
        return relaxed

    @property
    def slow(self) -> bool:
        """Whether relaxing a tier may take longer than finding a roster without."""
        return len(self.bounds.frame.rows.columns) > SLOW

    def construct(self, index: int, limits: Limits) -> None:
        """Look for a roster without any relaxation, once."""
        if self._constructed:
            return
        self._constructed = True
        share = replace(limits, deadline=clock.now() + limits.left * CONSTRUCTING_PART)
        budget = Budget(CONSTRUCTING, limits.budget)
        teams = constructed(State(self._roster, self._measures), replace(share, budget=budget))
        if teams is not None:
            self._keep(index, self.incumbent.made_of(teams, "construction"))

    def complete(self, limits: Limits, patience: int = 0) -> None:
        """Make the best roster better by small changes until none of them helps (`construct.completed`)."""
        if self.best is None:
            return
        before = self.incumbent.values(self.best)
        wanting = self.incumbent.value(0) > self.bounds[0].bound
        own = replace(limits, seed=self._random.randrange(1 << 31))
        teams = completed(State(self._roster, self._measures), self.best.roster.teams, own, wanting, patience)
        made = self.incumbent.made_of(teams, "local_search")
        if self.incumbent.keep(made) and self.incumbent.values(self.best) < before:
            self._tell_found(min(self._place[1], len(self.bounds) - 1))

    def begin(self, limits: Limits) -> None:
        """Look for a first roster and better ones where rules bind each person's evenings hard, and do nothing else.

        There the relaxation takes long, and little near it is whole.
        """
        if self._reroster is None:
            return
        tier = self.bounds.begin(0)
        relaxed = self.relax(0, limits.share(GLANCE))
        if relaxed is not None and self.reach(0, relaxed, tier.bound, limits.share(GLANCE)):
            return
        if self.best is None:
            values = self._reroster.begin(self.bounds.frame.columns[0], tier.box, limits)
            if values is not None:
                value = values[self.bounds.frame.columns[0]]
                self._tried(0, Found(values, value, tier.bound, by="rerostering"), limits)
        if self.best is not None:
            self._improve(0, PATIENCE, limits.share(REROSTERING))

    def stands(self, index: int) -> bool:
        """Whether the best roster has all tiers before this one at the values where they are held."""
        if self.best is None:
            return False
        held = (self.bounds[n].value for n in range(index))
        return all(high is None or self.incumbent.value(n) <= high for n, high in enumerate(held))

    def at_bound(self, index: int) -> bool:
        """Whether the best roster has a tier at its bound, or near enough."""
        return self._limits.enough(self.incumbent.solved(index), self.bounds[index].bound)

    def hold(self, index: int) -> None:
        """Take the tiers up to this one as solved, as far as the best roster shows that they have their bounds."""
        for n in range(index + 1):
            if not self.stands(n) or self.incumbent.solved(n) > self.bounds[n].bound:
                break
            self.incumbent.hold(n)

    def limit(self, index: int, value: int) -> int:
        """Where later tiers hold a tier with this best value: it may give its tolerance."""
        return self.incumbent.ranking.limit(index, value)

    def give_less(self, limits: Limits) -> None:
        """Look for a roster as good in every tier that gives less of those with a tolerance."""
        last = len(self.bounds) - 1
        for index, column in enumerate(self.bounds.frame.columns[:last]):
            value = self.incumbent.value(index)
            if limits.over or value <= self.incumbent.solved(index):
                continue
            box = self.bounds.held(last, self.incumbent.value(last))
            box.high[column] = min(box.high[column], value - 1)
            if box.empty:
                continue
            relaxed = self.bounds.corner(last, box, Linear([column], [1]), limits)
            if relaxed is None:
                continue
            found = self._polish.around(column, box, relaxed.values, relaxed.dual.bound, limits)
            if found is not None and found.values is not None:
                self._tried(last, found, limits)

    def solve(self, index: int, whole: Limits, effort: float) -> bool:
        """Find the tier's best roster under the tiers held; whether there is none at all.

        `effort` is the work that may be done for it, besides relaxing it.
        """
        tier = self.bounds[index]
        if tier.box.empty:
            return True
        limits = replace(whole, budget=Budget(effort, whole.budget))
        while not limits.over:
            relaxed = self.bounds.known(index) or self.relax(index, whole.share(RELAXING_AGAIN))
            if self.stands(index) and self.at_bound(index):
                return False
            if self.exact:
                return self._exactly(index, relaxed, limits)
            if relaxed is not None:
                reaching = limits.share(REACHING) if self.stands(index) else limits
                if self.reach(index, relaxed, tier.bound, reaching):
                    return False
                if self.exact:
                    continue
            near = None
            if self.stands(index) and len(self._roster.evening_of) > LARGE:
                self._improve(index, HASTE, limits)
            small = self._polish.small
            cutting = CUTTING if self._reroster is None else LESS_CUTTING
            if not small and self._cut(index, limits.share(cutting)):
                return False
            if self.stands(index):
                self._improve(index, HASTE if small else PATIENCE, limits.share(IMPROVING))
            elif relaxed is not None and not small:
                near = self._around(index, relaxed, limits)
            if self.stands(index) and self.at_bound(index):
                return False
            found = self._searched(index, near, limits)
            if found.infeasible:
                return True
            self.bounds.lift(index, found.bound)
            if found.values is None or found.value is None:
                return False
            solution = self._tried(index, found, limits)
            if self.incumbent.faithful(index, solution):
                return False
            if relaxed is not None and not small and self.reach(index, relaxed, found.value, limits):
                return False
            if not self.incumbent.widen(self.incumbent.conflicts(index, solution), solution):
                return False
        return False

    @property
    def exact(self) -> bool:
        """Whether the model says who meets whom on every evening that is not over."""
        problem = self._roster.problem
        return len(self._roster.meets) == len(problem.evenings) - problem.opening

    def _exactly(self, index: int, relaxed: Relaxed | None, limits: Limits) -> bool:
        """Find the tier's best roster with a model that says who meets whom; whether there is none at all."""
        tier = self.bounds[index]
        if not self.stands(index) and self._begin(index, relaxed, limits):
            return True
        if self.stands(index):
            columns, share = list(self.bounds.frame.columns), limits.share(IMPROVING)
            if self._exact.better(index, columns, tier.box, tier.bound, share, lambda made: self._kept(index, made)):
                return False
        found = self._searched(index, None, limits)
        self.bounds.lift(index, found.bound)
        if found.values is not None:
            self._tried(index, found, limits)
        return found.infeasible

    def _kept(self, index: int, solution: Solution) -> bool:
        """Keep a roster that is better than the best; whether it was."""
        better = self.best is None or self.incumbent.better(solution, self.best)
        return better and not solution.roster.forbidden and self._keep(index, solution)

    def _tried(self, index: int, found: Found, limits: Limits) -> Solution:
        """Make a roster of what was found, and keep it where it is the best.

        Later tiers may pay for it where some leave an area for a better partner.
        """
        assert found.values is not None  # noqa: S101 - asked only where there are some
        by = "exact_model" if self.exact else found.by
        for leave in (False, True):
            solution = self.incumbent.made(found.values, limits, by, leave=leave)
            if self.incumbent.faithful(index, solution):
                break
        if not solution.roster.forbidden:
            self._keep(index, solution)
        elif self.best is None and self.incumbent.salvage(solution):
            self._tell_found(index)
        return solution

    def rounds(self, index: int, relaxed: Relaxed, target: int, limits: Limits) -> bool:
        """Whether the model has a solution near the relaxation's, with the tier at a target; its roster may be kept."""
        if self.exact:
            return True  # Whatever its values, the exact model is searched for rosters from here on.
        box = self.bounds.held(index, target)
        found = None if box.empty else self._polish.near(box, relaxed.values, (), limits, ROUNDS)
        if found is None or found.values is None:
            self._barren = None if limits.over else (index, relaxed, target)
            return False
        self._tried(index, found, limits)
        return True

    def reach(self, index: int, relaxed: Relaxed, target: int, limits: Limits) -> bool:
        """Look for a roster with the tier at a target and all earlier ones held: the best from now on.

        Where the relaxation's corner can't be rounded, or its people can't be matched well, another corner as good is
        tried: pushed at random, or away from the bad meetings.
        """
        box = self.bounds.held(index, target)
        if box.empty:
            return False
        away, conflicts = Linear(), dict[int, frozenset[int]]()
        last = self.bounds.relaxation.iterations + REACH * self._longest
        for turn in range(TRIES if not self._roster.meets else FEW_TRIES):
            if self.exact:
                break
            if turn == 1:  # Another way to a roster, before other corners.
                self.construct(index, limits)
                if self.stands(index) and self.at_bound(index):
                    return True
            barren = self._barren is not None and self._barren[1] is relaxed and self._barren[::2] == (index, target)
            found = None if barren else self._polish.near(box, relaxed.values, conflicts, limits, ROUNDS)
            conflicts = {}
            if found is None or found.values is None:
                some = self._random.sample(self._works, (len(self._works) + 2) // 3)
                away = Linear(some, [self._random.randint(1, 9) for _ in some])
            else:
                solution = self._tried(index, found, limits)
                if self.incumbent.faithful(index, solution):
                    return True
                if self.best is not None and not limits.over and self.incumbent.salvage(solution):
                    self._tell_found(index)
                if self.stands(index) and self.at_bound(index):
                    return True
                if self._repaired(index, target, solution, limits):
                    return True
                if self.incumbent.few_meetings and not self.exact:
                    self.construct(index, limits)
                    self.incumbent.widen(self.incumbent.conflicts(index, solution), solution)
                    return self.stands(index) and self.at_bound(index)
                conflicts = self.incumbent.conflicts(index, solution)
                for evening, *pair in solution.roster.bad:
                    for person in pair:
                        away.add(self._roster.works(person, evening))
                if turn >= PUSHES:
                    self.incumbent.widen(conflicts, solution)
            spent = limits.over or self.bounds.relaxation.iterations > last
            if spent and not limits.over:
                self.construct(index, limits)
            again = None if spent else self.bounds.corner(index, box, away, self._brief(limits))
            if again is None:
                return False
            relaxed = again
        return False

    def _brief(self, limits: Limits) -> Limits:
        """Limits for one more corner of the relaxation: no more work than half of what relaxing a tier took."""
        return replace(limits, budget=Budget(self._longest / 2 / ITERATIONS, limits.budget))

    def _repaired(self, index: int, target: int, solution: Solution, limits: Limits) -> bool:
        """Look for a roster like this one, with the tier at a target, that is as good as the model says.

        On the way, for one that is better than the best.
        """
        if self.incumbent.conflicts(index, solution).keys() <= self._roster.meets.keys():
            return False  # The search knows better then.

        def good(better: Solution) -> bool:
            if not better.roster.forbidden:
                self._keep(index, better)
            return self.incumbent.faithful(index, better)

        return self._repair.repaired(self.bounds.held(index, target), solution, limits, good)

    def _nearly(self, index: int, target: int, solution: Solution, limits: Limits) -> None:
        """Look for a roster like this one, with the tier hardly above a target, that is better than the best."""

        def better(found: Solution) -> bool:
            return not found.roster.forbidden and self._keep(index, found)

        near = self.bounds.held(index, target + target // NEAR)
        self._repair.repaired(near, solution, limits, better, leave=True)

    def _begin(self, index: int, relaxed: Relaxed | None, limits: Limits) -> bool:
        """Look for any roster under the tiers held: what is near it will be better. Whether there is none at all."""
        near = None if relaxed is None else relaxed.values
        found = self._polish.anywhere(self.bounds[index].box, near, limits.share(BEGINNING))
        if found.values is not None:
            self._tried(index, found, limits)
        return found.infeasible

    def _cut(self, index: int, limits: Limits) -> bool:
        """Look for the tier's best roster by branch and cut; whether it was found.

        Where the people of a solution can't be matched as well as the model says, it is made to match the evenings in
        conflict and solved again.
        """
        tier = self.bounds[index]
        while not limits.over and not (self.stands(index) and self.at_bound(index)):
            found = self._polish.cut(self.bounds.frame.columns[index], tier.box, tier.bound, limits)
            self.bounds.lift(index, found.bound)
            if found.values is None or found.value is None:
                break
            solution = self._tried(index, found, limits)
            good = self.incumbent.faithful(index, solution)
            if good or self._repaired(index, found.value, solution, limits):
                break
            self._nearly(index, found.value, solution, limits)
            if not self.incumbent.widen(self.incumbent.conflicts(index, solution), solution):
                break
        return self.stands(index) and self.at_bound(index)

    def _improve(self, index: int, patience: int, limits: Limits) -> None:
        """Look for better rosters near the best one."""
        tier = self.bounds[index]
        relaxed = self.bounds.known(index)
        values = None if relaxed is None else relaxed.values
        columns = list(self.bounds.frame.columns)
        if self._reroster is not None:
            self._steps(index, patience * STEPS, limits)
            return
        for _ in self._improver.better(index, columns, tier.box, tier.bound, values, patience, limits):
            self._tell_found(index)

    def _steps(self, index: int, patience: int, limits: Limits) -> None:
        """Look for better rosters than the best one, some people's evenings at a time."""
        tier, failed = self.bounds[index], 0
        columns = list(self.bounds.frame.columns)
        while failed < patience and not limits.over and not self.at_bound(index):
            assert self.best is not None  # noqa: S101 - where it stands
            assert self._reroster is not None  # noqa: S101 - the caller knows
            now = np.array(self.best.values[: len(tier.box.low)], dtype=np.int64)
            high = tier.box.high.copy()
            high[columns[:index]] = np.minimum(high[columns[:index]], now[columns[:index]])
            found = self._reroster.better(columns[index], replace(tier.box, high=high), now, limits)
            failed += 1
            if found is None:
                continue
            solution = self.incumbent.made(found, limits, "rerostering", anew=True, leave=True)
            before = self.incumbent.value(index)
            if not solution.roster.forbidden and self.incumbent.keep(solution) and self.incumbent.value(index) < before:
                failed = 0
                self._tell_found(index)

    def _around(self, index: int, relaxed: Relaxed, limits: Limits) -> Found | None:
        """Look for the tier's best solution near the relaxation's."""
        tier = self.bounds[index]
        found = self._polish.around(self.bounds.frame.columns[index], tier.box, relaxed.values, tier.bound, limits)
        if found is not None and found.value is not None:
            solution = self._tried(index, found, limits)
            if solution.roster.forbidden:
                self._repaired(index, found.value, solution, limits)
        return found

    def _searched(self, index: int, near: Found | None, limits: Limits) -> Found:
        """Search the whole model for the tier's best solution."""
        tier, best = self.bounds[index], self.best
        if near is not None and near.value is not None and limits.enough(near.value, tier.bound):
            return near.bounded(tier.bound)
        # A solution of the search is no roster yet: its people are to be matched.
        current = self.incumbent.value(index) if self.stands(index) else None

        def improve(found: int) -> None:
            self.tell("solving", index, current, max(tier.bound, found))

        hint = best.values if best is not None else ()
        if near is not None and near.values is not None and near.value is not None:
            hint = near.values if current is None or near.value < current else hint
        found = self._polish.whole(self.bounds.frame.columns[index], tier.box, tier.bound, hint, limits, improve)
        if near is not None and near.better_than(found) and not found.infeasible:
            return near.bounded(found.bound)
        return found
