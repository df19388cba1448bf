"""What the search came to, proven: no tier, and no scenario without a roster, on the search's word.

Each tier's bound is taken from multipliers of the rows where these prove it; where not, whatever is better than the
best roster is refuted (`solvers.refute`). First over the rows that say who works and where. Where a solution of those
is better than any roster, over the rows that say who meets whom as well, if these are not too many.
"""

from collections.abc import Set
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from tandem_models import Uncertified

from ..algebra.arrays import Ints
from ..algebra.duality import Dual, weak_duality
from ..algebra.linear import Linear
from ..algebra.refutation import Aim, Refutation
from ..algebra.rows import Box
from ..devices import Device
from ..formulation.frames import Framed, framed
from ..limits import Budget, Limits, TimeUp
from ..outcome import Impossible
from ..params import DEFAULTS, SearchParams
from ..problem.problem import Problem
from ..solvers.refute import Refuted, Refuter
from ..solvers.relax import Relaxation
from .incumbent import Incumbent
from .standing import Standing


@dataclass(eq=False)
class ProvenTier:
    """What is known of a tier, and what proves it."""

    box: Box
    """What holds of every solution with the earlier tiers where they are held."""
    bound: int
    """By proof, or by the search's word where there is none."""
    dual: Dual
    refutation: Refutation | None
    value: int | None
    """Where later tiers hold it."""
    solved: int

    @property
    def proven(self) -> bool:
        """Whether its best value is proven to be that."""
        return self.shown >= self.solved

    @property
    def shown(self) -> int:
        """The bound that is proven."""
        return self.dual.bound if self.refutation is None else max(self.dual.bound, self.refutation.below)


class Chain:
    """The tiers of a part one after the other over the rows of one frame: the part's bounds, as certificates have them.

    A tier begins anew where earlier ones are held otherwise or proven better than before.
    """

    def __init__(self, of: Framed, standing: Standing) -> None:
        self._of, self._standing = of, standing
        self.frame, self.meetings = of.frame, of.meetings
        self._tiers: list[ProvenTier] = []
        self._found: dict[int, Refutation] = {}
        """The last refutation found for each tier: it mostly serves where that begins anew."""
        self.falls_short = False
        """Whether a solution of the rows is better than any roster."""

    def __len__(self) -> int:
        return len(self._tiers)

    def __getitem__(self, index: int) -> ProvenTier:
        return self._tiers[index]

    @cached_property
    def refuter(self) -> Refuter:
        """What refutes over these rows."""
        return Refuter(self.frame.rows, self.frame.box, self._of.decided, self._standing.params)

    @cached_property
    def _relaxation(self) -> Relaxation:
        return self.refuter.relaxation

    def begin(self, index: int, limits: Limits) -> ProvenTier:
        """A tier with those before it as they are held now."""
        incumbent = self._standing.incumbent
        for n in range(index + 1):
            solved = incumbent.solved(n)
            value = self._standing.limit(n, solved)
            if n < len(self._tiers) and (self._tiers[n].solved, self._tiers[n].value) == (solved, value):
                continue
            del self._tiers[n:]
            box = self._after(n - 1) if n else self.frame.start
            dual = self._dual(n, box, solved, limits)
            shown = self.frame.shown(box, n, dual, self._found.get(n))
            refutation = self._found[n] if shown > dual.bound else None
            self._tiers.append(ProvenTier(box, shown, dual, refutation, value, solved))
        return self._tiers[index]

    def _after(self, index: int) -> Box:
        tier = self._tiers[index]
        assert tier.value is not None  # noqa: S101 - each has one here
        return self.frame.after(tier.box, index, tier.value, tier.dual, tier.shown)

    def _dual(self, index: int, box: Box, solved: int, limits: Limits) -> Dual:
        """The multipliers that prove most: those of the search, or those of the relaxation in this box."""
        known, cost = self._standing.bounds, self.frame.cost(index)
        given: list[Ints | None] = [None]
        if index < len(known):
            given.append(np.array(known[index].dual.multipliers, dtype=np.int64))
        duals = [weak_duality(self.frame.rows, box, cost, multipliers) for multipliers in given]
        # The search's multipliers say nothing of rows on who meets whom.
        if not box.empty and not limits.over and (self.meetings or max(dual.bound for dual in duals) < solved):
            high = box.high.copy()
            high[self.frame.columns[index]] = self.frame.box.high[self.frame.columns[index]]
            opened = Box(box.low, high, box.row_low, box.row_high)
            relaxed = self._relaxation.minimise(Linear([self.frame.columns[index]], [1]), opened, limits)
            if relaxed is not None:
                duals.append(weak_duality(self.frame.rows, box, cost, relaxed.dual.multipliers))
        return max(duals, key=lambda dual: dual.total)

    def refute(self, index: int, limits: Limits) -> Refuted | None:
        """Refute what is better than a tier's best value; None where it is proven already."""
        tier = self.begin(index, limits)
        if tier.proven:
            return None
        ended = self.refuter.refute(tier.box, Aim(self.frame.columns[index], tier.solved - 1), limits)
        if ended.steps is not None:
            tier.refutation = self._found[index] = Refutation(tier.solved, ended.steps)
            tier.bound = tier.solved
            del self._tiers[index + 1 :]
        return ended

    def told(self) -> None:
        """Take in what the search says of the tiers, where it held the earlier ones alike."""
        for index, tier in enumerate(self._tiers):
            if index >= len(self._standing.bounds):
                break
            tier.bound = max(tier.shown, self._standing.bounds[index].bound)
            if self._standing.bounds[index].value != tier.value:
                break


class Prover:
    """Proves what the search of a part comes to."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._counting: Chain | None = None
        self._exact: Chain | None = None
        self.left_out: Uncertified = "size"
        """Why nothing proves what the search says, where nothing does."""

    @property
    def _may_be_exact(self) -> bool:
        """Whether the rows that say who meets whom are not too many."""
        return self._standing.incumbent.possible_meetings <= self._standing.params.proven_meetings

    def chain(self, limits: Limits) -> Chain:
        """The chain that proves most so far: over the rows on who meets whom once those without fall short."""
        problem, params = self._standing.model.problem, self._standing.params
        short = self._standing.exact or (self._counting is not None and self._counting.falls_short)
        if self._exact is None and short and self._may_be_exact:
            self._exact = Chain(framed(problem, params, limits, meetings=True), self._standing)
        if self._exact is None and self._counting is None:
            self._counting = Chain(framed(problem, params, limits, meetings=False), self._standing)
        chain = self._exact if self._exact is not None else self._counting
        assert chain is not None  # noqa: S101 - made above
        return chain

    def refute(self, index: int, limits: Limits) -> Ints | None:
        """Try to prove a tier's best value; the solution that is better, where there is one.

        Of the solution, the values of the columns that any model begins with. Where no roster is as good, `fall_short`
        is to be told. Limits that end the building of the rows end nothing else: they may be a share of the search's.
        """
        try:
            chain = self.chain(limits)
        except TimeUp:
            return None
        ended = chain.refute(index, limits)
        if ended is None or ended.point is None:
            return None
        return ended.point[: len(self._standing.bounds.frame.box.low)]

    def fall_short(self, limits: Limits) -> None:
        """Take it that the last solution is better than any roster."""
        with suppress(TimeUp):
            self.chain(limits).falls_short = True

    def proven(self, index: int) -> bool:
        """Whether a tier's best value is proven, as the earlier ones are held."""
        chain = self._exact if self._exact is not None else self._counting
        if chain is None or len(chain) <= index:
            return False
        return chain[index].proven and chain[index].solved == self._standing.incumbent.solved(index)

    def finish(self, limits: Limits) -> Chain | None:
        """Prove every tier that the search says is at its best, as far as limits allow; None where it did already."""
        standing = self._standing
        tiers = range(len(standing.measures.tiers))
        bounds = standing.bounds
        at_best = {n for n in tiers if n < len(bounds) and bounds[n].bound >= standing.incumbent.solved(n)}
        certified = all(bounds[n].dual.bound >= standing.incumbent.solved(n) for n in at_best)
        begun = self._exact is not None or self._counting is not None
        if certified or not standing.params.has(Device.REFUTING) or standing.model.problem.others is not None:
            return None
        self.left_out = "time"
        if limits.over and not begun:
            return None
        whole = limits
        limits = replace(limits, budget=Budget(standing.params.proving_work, limits.budget))
        with suppress(TimeUp):
            self._prove(limits, at_best)
        chains = [one for one in (self._exact, self._counting) if one is not None and len(one) == len(tiers)]
        if not chains:
            return None
        solved = [standing.incumbent.solved(n) for n in tiers]
        chain = max(chains, key=lambda one: sum(one[n].shown >= solved[n] for n in tiers))
        chain.told()
        self.left_out = "time" if whole.over else "size"
        return chain

    def _prove(self, limits: Limits, at_best: Set[int]) -> None:
        """Prove some tiers, over rows that say more where those fall short."""
        chain: Chain | None = None
        while chain is not self.chain(limits):
            chain = self.chain(limits)
            for index in range(len(self._standing.measures.tiers)):
                chain.begin(index, limits)
                if limits.over or chain[index].proven or index not in at_best:
                    continue
                ended = chain.refute(index, limits)
                chain.falls_short = chain.falls_short or (ended is not None and ended.point is not None)
                if self.chain(limits) is not chain:
                    break

    def impossible(self, limits: Limits) -> Impossible | bool:
        """The proof that there is no roster; else whether one may be, as far as is known."""
        return impossible(self._standing.model.problem, limits, self._standing.params)


def impossible(problem: Problem, limits: Limits, params: SearchParams = DEFAULTS) -> Impossible | bool:
    """The proof that a problem has no roster; else whether a roster was found instead, within limits."""
    if not params.has(Device.REFUTING):
        return False
    limits = replace(limits, budget=Budget(params.proving_work, limits.budget))
    try:
        for meetings in (False, True):
            of = framed(problem, params, limits, meetings=meetings)
            ended = Refuter(of.frame.rows, of.frame.box, of.decided, params).refute(of.frame.start, Aim(), limits)
            if ended.steps is not None:
                return Impossible(of.frame, meetings, ended.steps)
            if meetings and ended.point is not None:
                return True
            if Incumbent(of.model, of.measures, params).possible_meetings > params.proven_meetings:
                break
    except TimeUp:
        pass
    return False
