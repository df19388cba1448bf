"""The steps of the search for a tier's best roster: when each applies, and what it does.

`tier_search` puts them in order.
"""

from dataclasses import replace
from functools import partial

from ..devices import Device
from ..limits import Budget, Limits
from ..solvers.cpsat import SearchResult
from .step import End, Step, Tools, Turn


class AtBound(Step):
    """Leave a tier that has its bound."""

    def applies(self, turn: Turn) -> bool:
        return self.tools.good(turn.index)

    def take(self, turn: Turn) -> End | None:  # noqa: ARG002 - nothing is done
        return End.DONE


class Reach(Step):
    """Look for a roster at the tier's bound, near the relaxation."""

    device = Device.ROUNDING

    def applies(self, turn: Turn) -> bool:
        return turn.relaxed is not None

    def take(self, turn: Turn) -> End | None:
        assert turn.relaxed is not None  # noqa: S101 - where it applies
        was_exact, stands = self.standing.exact, self.standing.stands(turn.index)
        limits = turn.limits.share(self.params.reaching) if was_exact or stands else turn.limits
        if self.tools.rounding.reach(turn.index, turn.relaxed, self.tools.bounds[turn.index].bound, limits):
            return End.DONE
        # The next pass goes on with a model that has come to be exact.
        return End.DONE if self.standing.exact and not was_exact else None


class Cut(Step):
    """Look for the tier's best roster by branch and cut.

    Where the people of a solution can't be matched as well as the model says, others are looked for by repair and by
    small changes; then the model is made to match the evenings in conflict and solved again.
    """

    device = Device.BRANCH_AND_CUT

    def __init__(self, tools: Tools, share: float) -> None:
        super().__init__(tools)
        self.share = share

    def applies(self, turn: Turn) -> bool:
        return turn.relaxed is not None if self.standing.exact else not self.tools.small

    def take(self, turn: Turn) -> End | None:
        index, tools, limits = turn.index, self.tools, turn.limits.share(self.share)
        tier, incumbent, params = tools.bounds[index], tools.incumbent, self.params
        while not limits.over and not tools.good(index):
            found = tools.neighbourhoods.cut(tools.columns[index], tier.box, tier.bound, limits)
            tools.bounds.lift(index, found.bound)
            if found.values is None or found.value is None:
                break
            solution = tools.rounding.tried(index, found, limits)
            good = incumbent.faithful(index, solution)
            if good or tools.rounding.repaired(index, found.value, solution, limits):
                break
            brief = replace(limits, budget=Budget(params.mending_work, limits.budget))
            if tools.rounding.mended(index, solution, brief, params.mending_shakes):
                break
            if not incumbent.widen(incumbent.conflicts(index, solution), solution):
                break
        return End.DONE if tools.good(index) else None


class CutForTheBound(Cut):
    """Branch and cut in the first pass alone, where rosters come from elsewhere."""

    def applies(self, turn: Turn) -> bool:
        return not turn.again and not self.tools.good(turn.index)


class Improve(Step):
    """Look for better rosters near the best one."""

    device = Device.NEIGHBOURHOODS

    def applies(self, turn: Turn) -> bool:
        return self.standing.stands(turn.index)

    def take(self, turn: Turn) -> End | None:
        patience = self.params.haste if self.tools.small else self.params.patience
        self.tools.improving.better(turn.index, patience, turn.limits.share(self.params.improving))
        return None


class ImproveFirst(Improve):
    """Look for better rosters near the best one before branch and cut, where that takes long."""

    def applies(self, turn: Turn) -> bool:
        return super().applies(turn) and len(self.tools.model.evening_of) > self.params.large_model

    def take(self, turn: Turn) -> End | None:
        limits = turn.limits.share(self.params.improving_first)
        self.tools.improving.better(turn.index, self.params.haste, limits)
        return None


class Race(Step):
    """Look for better rosters near the best one by people and by neighbourhoods, whichever wins more."""

    def take(self, turn: Turn) -> End | None:
        self.tools.improving.race(turn.index, turn.limits.share(self.params.improving))
        return None


class RaceOn(Race):
    """Race on after branch and cut in the first pass: its bound may be what is wanted."""

    def applies(self, turn: Turn) -> bool:
        return not turn.again


class Shake(Step):
    """Make the best roster better by small changes."""

    device = Device.SMALL_CHANGES

    def applies(self, turn: Turn) -> bool:
        return self.standing.stands(turn.index)

    def take(self, turn: Turn) -> End | None:
        limits = turn.limits.share(self.params.tier_shaking)
        self.tools.heuristics.complete(limits, self.params.tier_shakes)
        return None


class Around(Step):
    """Look for the tier's best solution near the relaxation's, where there is no roster."""

    device = Device.AROUND

    def applies(self, turn: Turn) -> bool:
        return not self.standing.stands(turn.index) and turn.relaxed is not None and not self.tools.small

    def take(self, turn: Turn) -> End | None:
        assert turn.relaxed is not None  # noqa: S101 - where it applies
        tools, limits = self.tools, turn.limits.share(self.params.cutting)
        tier, column = tools.bounds[turn.index], tools.columns[turn.index]
        turn.near = found = tools.neighbourhoods.around(column, tier.box, turn.relaxed.values, tier.bound, limits)
        if found is not None and found.value is not None:
            solution = tools.rounding.tried(turn.index, found, limits)
            if solution.matched.forbidden:
                tools.rounding.repaired(turn.index, found.value, solution, limits)
        return None


class Begin(Step):
    """Look for any roster of the exact model: what is near it will be better."""

    device = Device.BEGINNING

    def applies(self, turn: Turn) -> bool:
        return not self.standing.stands(turn.index)

    def take(self, turn: Turn) -> End | None:
        near = None if turn.relaxed is None else turn.relaxed.values
        limits = turn.limits.share(self.params.beginning)
        found = self.tools.neighbourhoods.anywhere(self.tools.bounds[turn.index].box, near, limits)
        if found.values is not None:
            self.tools.rounding.tried(turn.index, found, turn.limits)
        return End.NONE if found.infeasible else None


class ImproveExactly(Step):
    """Look for better rosters near the best one in the exact model; where all was free, the bound is known too."""

    device = Device.EXACT_NEIGHBOURHOODS

    def applies(self, turn: Turn) -> bool:
        return self.standing.stands(turn.index)

    def take(self, turn: Turn) -> End | None:
        index, tools = turn.index, self.tools
        tier, values = tools.bounds[index], None if turn.relaxed is None else turn.relaxed.values
        keep, share = partial(self.standing.keep_better, index), turn.limits.share(self.params.improving)
        best = tools.exact.better(index, tools.columns, tier.box, tier.bound, values, share, keep)
        tools.bounds.lift(index, best)
        return End.DONE if self.standing.at_bound(index) else None


class SearchWhole(Step):
    """Search the whole model for the tier's best solution, by CP-SAT."""

    device = Device.WHOLE_MODEL

    def __init__(self, tools: Tools, share: float | None = None) -> None:
        """`share` of the time and work left; None: all of it."""
        super().__init__(tools)
        self.share = share

    def take(self, turn: Turn) -> End | None:
        limits = turn.limits if self.share is None else turn.limits.share(self.share)
        turn.found = found = self._searched(turn.index, turn.near, limits)
        if found.infeasible:
            return End.NONE
        self.tools.bounds.lift(turn.index, found.bound)
        if found.values is None:
            return End.DONE
        turn.solution = self.tools.rounding.tried(turn.index, found, turn.limits)
        faithful = self.tools.incumbent.faithful(turn.index, turn.solution)
        return End.DONE if faithful or self.standing.exact else None

    def _searched(self, index: int, near: SearchResult | None, limits: Limits) -> SearchResult:
        """The best of the whole model and of what is known near the relaxation."""
        tools, tier, best = self.tools, self.tools.bounds[index], self.standing.best
        if near is not None and near.value is not None and limits.enough(near.value, tier.bound):
            return near.bounded(tier.bound)
        # A solution of the search is no roster yet: its people are to be matched.
        current = tools.incumbent.value(index) if self.standing.stands(index) else None

        def improve(found: int) -> None:
            self.standing.tell("solving", index, current, max(tier.bound, found))

        hint = best.values if best is not None else ()
        if near is not None and near.values is not None and near.value is not None:
            hint = near.values if current is None or near.value < current else hint
        found = tools.neighbourhoods.whole(tools.columns[index], tier.box, tier.bound, hint, limits, improve)
        if near is not None and near.better_than(found) and not found.infeasible:
            return near.bounded(found.bound)
        return found


class Refute(Step):
    """Refute what is better than the best roster, and go on from what is found instead."""

    device = Device.REFUTING

    def applies(self, turn: Turn) -> bool:
        return self.standing.stands(turn.index) and self.standing.model.problem.others is None

    def take(self, turn: Turn) -> End | None:
        tools, index, limits = self.tools, turn.index, turn.limits.share(self.params.refuting)
        while not limits.over:
            before = tools.incumbent.value(index)
            point = tools.prover.refute(index, limits)
            if tools.prover.proven(index):
                tools.bounds.lift(index, tools.incumbent.solved(index))
                return End.DONE if tools.good(index) else None
            if point is None:
                break
            # Of who meets whom it says nothing, even where the model does.
            solution = tools.incumbent.matched(point.tolist(), limits, "branch_and_cut", anew=True, leave=True)
            self.standing.keep_better(index, solution)
            if tools.incumbent.value(index) > int(point[tools.columns[index]]):
                tools.prover.fall_short(limits)
            if tools.incumbent.value(index) >= before:
                break
        return None


class ReachFound(Step):
    """Look for a roster of the value that the whole model's solution has, near the relaxation."""

    device = Device.ROUNDING

    def applies(self, turn: Turn) -> bool:
        return turn.found is not None and turn.relaxed is not None and not self.tools.small

    def take(self, turn: Turn) -> End | None:
        assert turn.relaxed is not None and turn.found is not None and turn.found.value is not None  # noqa: S101, PT018
        reached = self.tools.rounding.reach(turn.index, turn.relaxed, turn.found.value, turn.limits)
        return End.DONE if reached else None


class Widen(Step):
    """Make the model say more of who meets whom where the people of its solution collide."""

    def __init__(self, tools: Tools, *, at_once: bool = True) -> None:
        """`at_once`: whether the tier is searched again at once; else in the next pass."""
        super().__init__(tools)
        self.at_once = at_once

    def applies(self, turn: Turn) -> bool:
        return turn.solution is not None

    def take(self, turn: Turn) -> End | None:
        assert turn.solution is not None  # noqa: S101 - where it applies
        incumbent = self.tools.incumbent
        widened = incumbent.widen(incumbent.conflicts(turn.index, turn.solution), turn.solution)
        return End.AGAIN if widened and self.at_once else End.DONE
