"""The search for a tier's best roster, with the earlier tiers held and pair rules kept exactly.

The model leaves out who meets whom, so its value of a tier is a bound on the real one. Where matching the people of a
solution keeps the pair rules, the bound is met. Where it does not, the model is made to say who meets whom on the
evenings in conflict and solved again: in the limit on all evenings, which is exact.

What is done one after the other stands in `counting`, `racing` and `exactly`.
"""

from dataclasses import replace
from math import inf

from ..algebra.linear import Linear
from ..formulation.measures import Measures
from ..formulation.roster_model import RosterModel
from ..limits import Budget, Limits
from ..params import DEFAULTS, SearchParams
from ..solvers.cpsat import SearchResult
from .standing import ReportTier, Standing
from .step import End, Step, Tools, Turn
from .steps import (
    Around,
    AtBound,
    Begin,
    Cut,
    CutForTheBound,
    Improve,
    ImproveExactly,
    ImproveFirst,
    Race,
    RaceOn,
    Reach,
    ReachFound,
    Refute,
    SearchWhole,
    Shake,
    Widen,
)


def counting(tools: Tools) -> tuple[Step, ...]:
    """The steps where the model counts who is where, and does not say of everybody whom they meet."""
    params = tools.params
    return (
        AtBound(tools),
        Reach(tools),
        ImproveFirst(tools),
        Cut(tools, params.cutting if tools.reroster is None else params.cutting_in_runs),
        Shake(tools),
        Improve(tools),
        Around(tools),
        AtBound(tools),
        Refute(tools),
        SearchWhole(tools),
        ReachFound(tools),
        Widen(tools),
    )


def racing(tools: Tools) -> tuple[Step, ...]:
    """The steps where rules bind each person's evenings hard and there is a roster: mostly, better ones are near it."""
    params = tools.params
    return (
        AtBound(tools),
        Refute(tools),
        Race(tools),
        CutForTheBound(tools, params.cutting_in_runs),
        RaceOn(tools),
        AtBound(tools),
        SearchWhole(tools, params.searching_in_runs),
        Widen(tools, at_once=False),
    )


def exactly(tools: Tools) -> tuple[Step, ...]:
    """The steps where the model says of everybody whom they meet."""
    return (
        AtBound(tools),
        Reach(tools),
        Refute(tools),
        Cut(tools, tools.params.cutting_exact),
        Begin(tools),
        ImproveExactly(tools),
        SearchWhole(tools),
    )


class TierSearch:
    """Looks for rosters, a tier at a time, and keeps the best."""

    def __init__(
        self,
        model: RosterModel,
        measures: Measures,
        limits: Limits,
        report: ReportTier,
        params: SearchParams = DEFAULTS,
    ) -> None:
        """Of the limits, the seed and the gap are taken; each step has limits of its own."""
        self.standing = Standing(model, measures, limits, report, params)
        self._params = params
        self._tools = tools = Tools(self.standing, limits.seed)
        self.bounds, self.incumbent = tools.bounds, tools.incumbent
        self.heuristics, self.rounding, self.prover = tools.heuristics, tools.rounding, tools.prover
        self._counting, self._racing, self._exactly = (
            tuple(step for step in steps(tools) if step.device not in params.without)
            for steps in (counting, racing, exactly)
        )

    def begin(self, limits: Limits) -> None:
        """Look for a first roster and better ones where rules bind each person's evenings hard, and do nothing else.

        There the relaxation takes long, and little near it is whole.
        """
        reroster, params = self._tools.reroster, self._params
        if reroster is None:
            return
        tier = self.bounds.begin(0)
        relaxed = self.standing.relax(0, limits.share(params.glance))
        if relaxed is not None and self.rounding.reach(0, relaxed, tier.bound, limits.share(params.glance)):
            return
        if self.standing.best is None:
            column = self._tools.columns[0]
            values = reroster.begin(column, tier.box, limits.share(params.counting_first))
            if values is not None:
                self.rounding.tried(0, SearchResult(values, values[column], tier.bound, by="rerostering"), limits)
        if self.standing.best is not None and relaxed is None:
            self._tools.improving.better(0, params.patience, limits.share(params.rerostering))

    def solve(self, index: int, whole: Limits, work: float, *, again: bool) -> bool:
        """Find the tier's best roster under the tiers held; whether there is none at all.

        `work` are the units that may be spent on it, besides relaxing it: more of them where the model is not exact,
        as branch and cut begins anew each time. `again`: whether all tiers had their turn before.
        """
        params, standing, end = self._params, self.standing, End.AGAIN
        if self.bounds[index].box.empty:
            return True
        if self.rounding.collided is not None and self.incumbent.few_meetings(at_last=again):
            self.incumbent.widen({}, self.rounding.collided, at_last=again)
        if not standing.exact:
            if work < inf:
                whole = whole.share(params.counting if standing.best is not None else params.counting_first)
            work *= params.counting_work
        limits = replace(whole, budget=Budget(work, whole.budget))
        while end is End.AGAIN and not limits.over:
            relaxed = self.bounds.known(index) or standing.relax(index, whole.share(params.relaxing_again))
            end = self._round(Turn(index, limits, again, relaxed))
        return end is End.NONE

    def _round(self, turn: Turn) -> End:
        """Take the steps one after the other until one ends the round."""
        steps = self._counting
        if self.standing.exact:
            steps = self._exactly
        elif self._tools.reroster is not None and self.standing.stands(turn.index):
            steps = self._racing
        for step in steps:
            end = step.take(turn) if step.applies(turn) else None
            if end is not None:
                return end
        return End.DONE

    def give_less(self, limits: Limits) -> None:
        """Look for a roster as good in every tier that gives less of those with a tolerance."""
        last, neighbourhoods = len(self.bounds) - 1, self._tools.neighbourhoods
        for index, column in enumerate(self._tools.columns[:last]):
            value = self.incumbent.value(index)
            if limits.over or value <= self.incumbent.solved(index):
                continue
            box = self.bounds.held(last, self.incumbent.value(last))
            box.high[column] = min(box.high[column], value - 1)
            if box.empty:
                continue
            brief = limits.share(self._params.giving_less)
            relaxed = self.bounds.vertex(last, box, Linear([column], [1]), brief)
            bound = box.low[column] if relaxed is None else relaxed.dual.bound
            if self.standing.exact and self.standing.best is not None:
                hint, alone = self.standing.best.values, replace(limits.share(self._params.giving_less), workers=1)
                found: SearchResult | None = neighbourhoods.whole(column, box, int(bound), hint, alone, lambda _: None)
            elif relaxed is not None:
                found = neighbourhoods.around(column, box, relaxed.values, bound, limits)
            else:
                continue
            if found is not None and found.values is not None:
                self.rounding.tried(last, found, limits)
