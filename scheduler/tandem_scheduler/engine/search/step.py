"""What a step of the search for a tier's best roster is, and what all steps work with."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum, auto
from random import Random
from typing import ClassVar

from ..devices import Device
from ..limits import Limits
from ..solvers.cpsat import Search, SearchResult
from ..solvers.relax import Relaxed
from .heuristics import Heuristics
from .incumbent import Solution
from .lns.by_people import Reroster
from .lns.exact import ExactImprover
from .lns.improve import Improver
from .lns.neighbourhoods import Neighbourhoods
from .lns.race import Improving
from .lns.repair import EveningRepair
from .proving import Prover
from .rounding import Rounding
from .standing import Standing


class End(Enum):
    """How a step ends a round of steps."""

    DONE = auto()
    """Nothing more is to be done for the tier in this pass."""
    NONE = auto()
    """There is no roster under the tiers held."""
    AGAIN = auto()
    """The model says more than before: the round begins anew."""


@dataclass
class Turn:
    """One round of steps for a tier."""

    index: int
    limits: Limits
    again: bool
    """Whether all tiers had their turn before."""
    relaxed: Relaxed | None
    """The tier's relaxation, where that was solved."""
    near: SearchResult | None = None
    """The best solution found near it."""
    found: SearchResult | None = None
    """The best solution of the whole model."""
    solution: Solution | None = None
    """The roster made of that."""


class Tools:
    """What the steps work with."""

    def __init__(self, standing: Standing, seed: int) -> None:
        self.standing = standing
        self.params = params = standing.params
        self.bounds, self.incumbent = standing.bounds, standing.incumbent
        self.model = model = standing.model
        self.columns = list(self.bounds.frame.columns)
        """Those of the tiers."""
        search, random = Search(model.program), Random(seed)  # noqa: S311 - any vertex will do
        self.neighbourhoods = Neighbourhoods(model, self.bounds.frame.rows, search, params)
        repair = EveningRepair(model, self.neighbourhoods, self.incumbent, random, params)
        self.heuristics = Heuristics(standing, random)
        self.rounding = Rounding(standing, self.neighbourhoods, repair, self.heuristics, random)
        self.exact = ExactImprover(model, self.incumbent, random, params)
        by_people = standing.in_runs and params.has(Device.REROSTERING)
        self.reroster = Reroster(model, self.bounds.frame, random, params) if by_people else None
        """Where rules bind each person's evenings hard."""
        self.prover = Prover(standing)
        improver = Improver(model, self.neighbourhoods, self.incumbent, repair, random, params)
        self.improving = Improving(standing, improver, self.reroster)

    @property
    def small(self) -> bool:
        """Whether CP-SAT is soon done with the whole model, and branch and cut has little to do."""
        # Decision diagrams leave little to branch on.
        return self.neighbourhoods.small and not self.standing.in_runs

    def good(self, index: int) -> bool:
        """Whether the best roster has a tier at its bound, and those before it where they are held."""
        return self.standing.stands(index) and self.standing.at_bound(index)


class Step(ABC):
    """A step of the search."""

    device: ClassVar[Device | None] = None
    """What it can be left out by."""

    def __init__(self, tools: Tools) -> None:
        self.tools = tools
        self.standing, self.params = tools.standing, tools.params

    def applies(self, turn: Turn) -> bool:  # noqa: ARG002 - others look at it
        """Whether there is anything for it to do."""
        return True

    @abstractmethod
    def take(self, turn: Turn) -> End | None:
        """Take the step; how it ends the round, if it does."""
