"""The search for a tier's best roster, with the earlier tiers held and pair rules kept exactly.

The model leaves out who meets whom, so its value of a tier is a bound on the real one. Where matching the people of a
solution keeps the pair rules, the bound is met. Where it does not, the model is made to say who meets whom on the
evenings in conflict and solved again: in the limit on all evenings, which is exact.
"""

from dataclasses import replace
from functools import partial
from math import inf
from random import Random

from ..algebra.linear import Linear
from ..formulation.measures import Measures
from ..formulation.roster_model import RosterModel
from ..limits import Budget, Limits
from ..solvers.cpsat import Found, Search
from ..solvers.relax import Relaxed
from .heuristics import Heuristics
from .lns.by_people import Reroster
from .lns.exact import ExactImprover
from .lns.improve import Improver
from .lns.neighbourhoods import Polish
from .lns.race import HASTE, PATIENCE, Improving
from .lns.repair import Repair
from .rounding import Rounding
from .standing import RELAXING_AGAIN, Report, Standing

REACHING = 0.15
"""Part of the time left that looking for a roster at a tier's bound may take, where there is a roster already."""

GLANCE = 0.03
"""Part of the time left that relaxing a tier may take, and looking near that for a first roster, before people are
given their evenings one by one where rules bind these hard."""

REROSTERING = 0.1
"""Part of the time left that better rosters are looked for before a tier is relaxed, where rules bind so."""

BEGINNING = 0.5
"""Part of the time left that looking for any roster may take where the model says who meets whom."""

CUTTING, LESS_CUTTING = 0.7, 0.15
"""Part of the time left that branch and cut on the whole model may take; and where people's evenings are bound hard."""

HALF, FIRST = 0.5, 0.8
"""Part of the time left that solving a tier may take where the model is not exact: where there is a roster, and where
none is known yet, as looking for one by people may."""

COUNTING = 16
"""So many times more work may be spent there."""

EXACT_CUTTING = 0.3
"""Part of the time left that branch and cut may take where the model says who meets whom."""

IMPROVING = 0.7
"""Part of the time left that looking for better rosters near the best one may take."""

HASTILY = 0.5
"""Part of the time left that giving less of one tier may take, neighbourhoods before branch and cut of a large model,
and CP-SAT on the whole where rules bind people's evenings hard."""

MENDING, MENDS = 1.0, 20
"""Units of work that small changes may take for a solution of branch and cut whose people collide; and how often
planning a few evenings anew may be in vain."""

SHAKING, SHAKES = 0.4, 400
"""Part of the time left that small changes to the best roster may take after branch and cut; and how often planning a
few evenings anew may be in vain."""

LARGE = 20_000
"""With more columns than this, neighbourhoods lead to better rosters sooner than branch and cut on the whole does."""


class TierSearch:
    """Looks for rosters, a tier at a time, and keeps the best."""

    def __init__(self, roster: RosterModel, measures: Measures, limits: Limits, report: Report) -> None:
        """Of the limits, the seed and the gap are taken; each step has limits of its own."""
        self.standing = Standing(roster, measures, limits, report)
        self.bounds, self.incumbent = self.standing.bounds, self.standing.incumbent
        search, random = Search(roster.program), Random(limits.seed)  # noqa: S311 - any vertex will do
        self._columns = list(self.bounds.frame.columns)
        self._roster = roster
        self._polish = Polish(roster, self.bounds.frame.rows, search)
        repair = Repair(roster, self._polish, self.incumbent, random)
        self.heuristics = Heuristics(self.standing, random)
        self.rounding = Rounding(self.standing, self._polish, repair, self.heuristics, random)
        self._exact = ExactImprover(roster, self.incumbent, random)
        self._reroster = Reroster(roster, self.bounds.frame, random) if self.standing.in_runs else None
        improver = Improver(roster, self._polish, self.incumbent, repair, random)
        self._improving = Improving(self.standing, improver, self._reroster)

    def begin(self, limits: Limits) -> None:
        """Look for a first roster and better ones where rules bind each person's evenings hard, and do nothing else.

        There the relaxation takes long, and little near it is whole.
        """
        if self._reroster is None:
            return
        tier = self.bounds.begin(0)
        relaxed = self.standing.relax(0, limits.share(GLANCE))
        if relaxed is not None and self.rounding.reach(0, relaxed, tier.bound, limits.share(GLANCE)):
            return
        if self.standing.best is None:
            values = self._reroster.begin(self._columns[0], tier.box, limits.share(FIRST))
            if values is not None:
                value = values[self._columns[0]]
                self.rounding.tried(0, Found(values, value, tier.bound, by="rerostering"), limits)
        if self.standing.best is not None and relaxed is None:
            self._improving.better(0, PATIENCE, limits.share(REROSTERING))

    def give_less(self, limits: Limits) -> None:
        """Look for a roster as good in every tier that gives less of those with a tolerance."""
        last = len(self.bounds) - 1
        for index, column in enumerate(self._columns[:last]):
            value = self.incumbent.value(index)
            if limits.over or value <= self.incumbent.solved(index):
                continue
            box = self.bounds.held(last, self.incumbent.value(last))
            box.high[column] = min(box.high[column], value - 1)
            if box.empty:
                continue
            relaxed = self.bounds.corner(last, box, Linear([column], [1]), limits.share(HASTILY))
            bound = box.low[column] if relaxed is None else relaxed.dual.bound
            if self.standing.exact and self.standing.best is not None:
                hint, brief = self.standing.best.values, replace(limits.share(HASTILY), workers=1)
                found: Found | None = self._polish.whole(column, box, int(bound), hint, brief, lambda _: None)
            elif relaxed is not None:
                found = self._polish.around(column, box, relaxed.values, bound, limits)
            else:
                continue
            if found is not None and found.values is not None:
                self.rounding.tried(last, found, limits)

    def solve(self, index: int, whole: Limits, work: float, *, again: bool) -> bool:
        """Find the tier's best roster under the tiers held; whether there is none at all.

        `work` are the units that may be spent on it, besides relaxing it: more of them where the model is not exact,
        as branch and cut begins anew each time. `again`: whether all tiers had their turn before.
        """
        tier = self.bounds[index]
        if tier.box.empty:
            return True
        if self.rounding.collided is not None and self.incumbent.few_meetings(at_last=again):
            self.incumbent.widen({}, self.rounding.collided, at_last=again)
        if not self.standing.exact:
            if work < inf:
                whole = whole.share(HALF if self.standing.best is not None else FIRST)
            work *= COUNTING
        limits = replace(whole, budget=Budget(work, whole.budget))
        while not limits.over:
            relaxed = self.bounds.known(index) or self.standing.relax(index, whole.share(RELAXING_AGAIN))
            if self.standing.stands(index) and self.standing.at_bound(index):
                return False
            if self.standing.exact:
                return self._exactly(index, relaxed, limits)
            if self._reroster is not None and self.standing.stands(index):
                return self._in_runs(index, limits, again=again)
            if relaxed is not None:
                reaching = limits.share(REACHING) if self.standing.stands(index) else limits
                if self.rounding.reach(index, relaxed, tier.bound, reaching):
                    return False
                if self.standing.exact:
                    return False  # The next pass goes on with that.
            near = None
            if self.standing.stands(index) and len(self._roster.evening_of) > LARGE:
                self._improving.better(index, HASTE, limits.share(HASTILY))
            # Decision diagrams leave little to branch on.
            small = self._polish.small and not self.standing.in_runs
            cutting = CUTTING if self._reroster is None else LESS_CUTTING
            if not small and self._cut(index, limits.share(cutting)):
                return False
            if self.standing.stands(index):
                self.heuristics.complete(limits.share(SHAKING), SHAKES)
                self._improving.better(index, HASTE if small else PATIENCE, limits.share(IMPROVING))
            elif relaxed is not None and not small:
                near = self._around(index, relaxed, limits.share(CUTTING))
            if self.standing.stands(index) and self.standing.at_bound(index):
                return False
            found = self._searched(index, near, limits)
            if found.infeasible:
                return True
            self.bounds.lift(index, found.bound)
            if found.values is None or found.value is None:
                return False
            solution = self.rounding.tried(index, found, limits)
            if self.incumbent.faithful(index, solution):
                return False
            if relaxed is not None and not small and self.rounding.reach(index, relaxed, found.value, limits):
                return False
            if not self.incumbent.widen(self.incumbent.conflicts(index, solution), solution):
                return False
        return False

    def _in_runs(self, index: int, limits: Limits, *, again: bool) -> bool:
        """Find the tier's best roster near the best one where rules bind each person's evenings hard.

        Branch and cut is for the bound, and in the first pass alone. Whether there is none at all.
        """
        self._improving.race(index, limits.share(IMPROVING))
        if not again:
            self._cut(index, limits.share(LESS_CUTTING))
            self._improving.race(index, limits.share(IMPROVING))
        if self.standing.at_bound(index):
            return False
        found = self._searched(index, None, limits.share(HASTILY))
        self.bounds.lift(index, found.bound)
        if found.values is not None:
            solution = self.rounding.tried(index, found, limits)
            if not self.incumbent.faithful(index, solution):
                self.incumbent.widen(self.incumbent.conflicts(index, solution), solution)
        return found.infeasible

    def _exactly(self, index: int, relaxed: Relaxed | None, limits: Limits) -> bool:
        """Find the tier's best roster with a model that says who meets whom; whether there is none at all."""
        tier = self.bounds[index]
        if relaxed is not None:
            if self.rounding.reach(index, relaxed, tier.bound, limits.share(REACHING)):
                return False
            if self._cut(index, limits.share(EXACT_CUTTING)):
                return False
        if not self.standing.stands(index) and self._begin(index, relaxed, limits):
            return True
        if self.standing.stands(index):
            values = None if relaxed is None else relaxed.values
            keep, share = partial(self.standing.keep_better, index), limits.share(IMPROVING)
            best = self._exact.better(index, self._columns, tier.box, tier.bound, values, share, keep)
            self.bounds.lift(index, best)
            if self.standing.at_bound(index):
                return False
        found = self._searched(index, None, limits)
        self.bounds.lift(index, found.bound)
        if found.values is not None:
            self.rounding.tried(index, found, limits)
        return found.infeasible

    def _begin(self, index: int, relaxed: Relaxed | None, limits: Limits) -> bool:
        """Look for any roster under the tiers held: what is near it will be better. Whether there is none at all."""
        near = None if relaxed is None else relaxed.values
        found = self._polish.anywhere(self.bounds[index].box, near, limits.share(BEGINNING))
        if found.values is not None:
            self.rounding.tried(index, found, limits)
        return found.infeasible

    def _cut(self, index: int, limits: Limits) -> bool:
        """Look for the tier's best roster by branch and cut; whether it was found.

        Where the people of a solution can't be matched as well as the model says, others are looked for by repair and
        by small changes; then the model is made to match the evenings in conflict and solved again.
        """
        tier = self.bounds[index]
        while not limits.over and not (self.standing.stands(index) and self.standing.at_bound(index)):
            found = self._polish.cut(self._columns[index], tier.box, tier.bound, limits)
            self.bounds.lift(index, found.bound)
            if found.values is None or found.value is None:
                break
            solution = self.rounding.tried(index, found, limits)
            good = self.incumbent.faithful(index, solution)
            if good or self.rounding.repaired(index, found.value, solution, limits):
                break
            if self.rounding.mended(index, solution, replace(limits, budget=Budget(MENDING, limits.budget)), MENDS):
                break
            if not self.incumbent.widen(self.incumbent.conflicts(index, solution), solution):
                break
        return self.standing.stands(index) and self.standing.at_bound(index)

    def _around(self, index: int, relaxed: Relaxed, limits: Limits) -> Found | None:
        """Look for the tier's best solution near the relaxation's."""
        tier = self.bounds[index]
        found = self._polish.around(self._columns[index], tier.box, relaxed.values, tier.bound, limits)
        if found is not None and found.value is not None:
            solution = self.rounding.tried(index, found, limits)
            if solution.roster.forbidden:
                self.rounding.repaired(index, found.value, solution, limits)
        return found

    def _searched(self, index: int, near: Found | None, limits: Limits) -> Found:
        """Search the whole model for the tier's best solution."""
        tier, best = self.bounds[index], self.standing.best
        if near is not None and near.value is not None and limits.enough(near.value, tier.bound):
            return near.bounded(tier.bound)
        # A solution of the search is no roster yet: its people are to be matched.
        current = self.incumbent.value(index) if self.standing.stands(index) else None

        def improve(found: int) -> None:
            self.standing.tell("solving", index, current, max(tier.bound, found))

        hint = best.values if best is not None else ()
        if near is not None and near.values is not None and near.value is not None:
            hint = near.values if current is None or near.value < current else hint
        found = self._polish.whole(self._columns[index], tier.box, tier.bound, hint, limits, improve)
        if near is not None and near.better_than(found) and not found.infeasible:
            return near.bounded(found.bound)
        return found
