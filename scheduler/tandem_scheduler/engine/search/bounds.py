"""What is known of each tier: its bound, what proves it, and what that says of all variables for the tiers after it."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from math import inf

import numpy as np

from tandem_models import Measure

from ..algebra.certificate import Frame
from ..algebra.duality import SCALE, Dual, weak_duality
from ..algebra.linear import Linear
from ..algebra.refutation import Refutation
from ..algebra.rows import Box
from ..devices import Device
from ..formulation.measures import Measures
from ..formulation.published import published_values
from ..formulation.roster_model import RosterModel
from ..limits import Limits
from ..params import DEFAULTS, SearchParams
from ..solvers.relax import Relaxation, Relaxed
from ..solvers.sift import apart_from, sifted

IMPLIED = SCALE >> 10
"""Room up to the value below which a tier's multipliers hold it as well as its own row does."""


@dataclass(eq=False)
class TierBound:
    """What is known of one tier."""

    box: Box
    """What holds of every solution with the earlier tiers at their values."""
    bound: int
    dual: Dual
    earlier: list[tuple[int | None, Dual]]
    """Where the earlier tiers were held, and by which multipliers, when the box was made."""
    certified: bool = True
    """Whether the dual proves the bound; else the search does."""
    value: int | None = None
    """Where later tiers hold it."""
    refutation: Refutation | None = None
    """What the search refutes is proven once it is done (`search.proving`)."""
    relaxed: Relaxed | None = field(default=None, repr=False)
    tried: bool = False
    """Whether the relaxation was solved, or could not be for another reason than time."""
    after: tuple[int, Dual, Box] | None = field(default=None, repr=False)
    """What was worked out last of what holds with the tier at a value, and by which dual."""


class Bounds:
    """The tiers' bounds, by the linear relaxation and by the search's word."""

    meetings = False

    def __init__(
        self, model: RosterModel, measures: Measures, params: SearchParams = DEFAULTS, limits: Limits | None = None
    ) -> None:
        """Whatever takes long is not begun once the limits are to be heeded: then it raises TimeUp."""
        self._limits = limits or Limits.within(inf)
        self.frame = Frame.of(model.program, measures.columns, tightening=params.has(Device.TIGHTENING))
        self._sifting = params.has(Device.SIFTING)
        self._of_people = np.zeros(len(self.frame.box.low), dtype=bool)
        self._of_people[list(model.columns_of_people)] = True
        self.near = published_values(model)
        """Values of all columns near which those of the best roster are thought to be: the published ones."""
        # What soft rules cost is spread over all rows: the optimum of the tier before says little of it.
        soft = (n for n, tier in enumerate(measures.tiers) if n and Measure.RULES in tier.weights)
        self._afresh = {*soft} if params.has(Device.AFRESH) else set[int]()
        self._known: list[TierBound] = []
        self._remembered: list[TierBound] = []

    @property
    def iterations(self) -> int:
        """Simplex iterations of the whole relaxation so far: work that does not depend on the machine."""
        return self.relaxation.iterations if "relaxation" in vars(self) else 0

    @cached_property
    def relaxation(self) -> Relaxation:
        """The rows as GLOP has them."""
        return Relaxation(self.frame.rows, self.frame.box)

    def __getitem__(self, index: int) -> TierBound:
        return self._known[index]

    def __len__(self) -> int:
        """How many tiers anything is known of."""
        return len(self._known)

    def begin(self, index: int) -> TierBound:
        """Start on a tier with the earlier ones held; forgets what was known of it and of later ones.

        But not what is remembered of it with the earlier ones held so.
        """
        del self._known[index:]  # also where time is up: what is known of later tiers held the earlier ones otherwise
        self._limits.heed()
        earlier = [(tier.value, tier.dual) for tier in self._known]
        for tier in self._remembered[index : index + 1]:
            if tier.earlier == earlier:
                self._known.append(tier)
                return tier
        box = self.frame.start if index == 0 else self._after(index - 1)
        dual = weak_duality(self.frame.rows, box, self.frame.cost(index), None)
        fresh = TierBound(box, dual.bound, dual, earlier)
        self._known.append(fresh)
        return fresh

    def current(self, index: int) -> bool:
        """Whether what is known of a tier holds with the earlier ones as they are held now."""
        known = self._known
        return index < len(known) and known[index].earlier == [(tier.value, tier.dual) for tier in known[:index]]

    def remember(self) -> None:
        """Remember what is known of every tier, for when the earlier ones come to be held as they are now."""
        self._remembered = [*self._known]

    def held(self, index: int, value: int | None = None) -> Box:
        """What holds of solutions with this tier and the earlier ones at their values, or this one at another."""
        self._limits.heed()
        return self._after(index, value)

    def _after(self, index: int, value: int | None = None) -> Box:
        tier = self._known[index]
        value = tier.value if value is None else value
        assert value is not None  # noqa: S101 - asked only of tiers that have one
        if tier.after is None or tier.after[0] != value or tier.after[1] is not tier.dual:
            tier.after = value, tier.dual, self.frame.after(tier.box, index, value, tier.dual, tier.dual.bound)
        box = tier.after[2]
        return Box(*(bounds.copy() for bounds in (box.low, box.high, box.row_low, box.row_high)))

    def relax(self, index: int, limits: Limits) -> Relaxed | None:
        """Bound a tier by its relaxation; None where that has no solution or time was up."""
        tier = self._known[index]
        if tier.box.empty:
            return None
        if not tier.tried:
            objective = Linear([self.frame.columns[index]], [1])
            box = self._opened(tier.box, index)
            tier.relaxed = self._near_published(index, box, limits)
            if tier.relaxed is None:
                tier.relaxed = self.relaxation.minimise(objective, box, limits, afresh=index in self._afresh)
            tier.tried = tier.relaxed is not None or not limits.over
            if tier.relaxed is not None:
                # The same multipliers, evaluated where the certificate's reader does it.
                dual = weak_duality(self.frame.rows, tier.box, self.frame.cost(index), tier.relaxed.dual.multipliers)
                if dual.total > tier.dual.total:
                    tier.dual = dual
                    self.lift(index, dual.bound, certified=True)
        return tier.relaxed

    def glance(self, index: int, limits: Limits) -> None:
        """Bound a tier by the rows that speak of no person: of what is missing, they hold each evening by itself."""
        tier = self._known[index]
        if self.near is None or not self._sifting or tier.box.empty:
            return
        dual = apart_from(self.frame.rows, tier.box, self.frame.cost(index), self._of_people, limits)
        if dual is not None and dual.total >= tier.dual.total:
            tier.dual = dual
            self.lift(index, dual.bound, certified=True)

    def _near_published(self, index: int, box: Box, limits: Limits) -> Relaxed | None:
        """A tier's relaxation where it is soon found near the published roster."""
        if self.near is None or not self._sifting:
            return None
        point = np.array(self.near, dtype=np.int64)[: len(box.low)]
        return sifted(self.frame.rows, box, self.frame.cost(index), point, self.frame.columns, limits)

    def known(self, index: int) -> Relaxed | None:
        """Relaxed values with this tier and all before it at their bounds, by the last tier that has such."""
        for tier in reversed(self._known[index:]):
            if tier.relaxed is not None:
                return tier.relaxed
        return None

    def lift(self, index: int, bound: int, *, certified: bool = False) -> None:
        """Take in a better bound."""
        tier = self._known[index]
        if bound > tier.bound:
            tier.bound, tier.certified = bound, certified

    def vertex(self, index: int, box: Box, objective: Linear, limits: Limits) -> Relaxed | None:
        """Another vertex of the relaxation, with all tiers up to this one held: the best for some objective."""
        return self.relaxation.minimise(objective, self._opened(box, index + 1), limits)

    def _opened(self, box: Box, index: int) -> Box:
        """The box for the LP: without the upper bounds of tiers that their multipliers hold as well.

        The LP is degenerate with both, and comes out imprecise.
        """
        high = box.high.copy()
        for tier, column in zip(self._known[:index], self.frame.columns, strict=False):
            room = None if tier.value is None else tier.value * SCALE - tier.dual.total
            if room is not None and room < IMPLIED and not tier.dual.reduced[column]:
                high[column] = self.frame.box.high[column]
        return replace(box, high=high)
