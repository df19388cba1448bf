"""A roster as good in every tier that differs as much as can be from others.

What it has in common with them is one more tier, minimised with all tiers of the scenario held where the first of the
others has them. That roster is the first incumbent: whatever is found instead is as good and differs more.

First it is to differ from all others together: that is linear, and soon done. Where the model is small, or that roster
is one of the others, it is where the search begins for one that differs most from whichever of them it is likest: of a
large model, such a search comes to nothing better in any time that somebody waits.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from tandem_models import Deployment, Scenario, Tier

from ..devices import Device
from ..formulation.build import build
from ..formulation.meetings.by_person import meet
from ..limits import Limits, TimeUp
from ..pairing.teams import TeamsByEvening, deployments_of
from ..params import DEFAULTS, SearchParams
from ..problem.others import OtherRosters
from ..problem.problem import Problem
from .incumbent import Incumbent
from .standing import Standing
from .tier_search import TierSearch

BY_TEAMS = frozenset({Device.CONSTRUCTION, Device.MENDING, Device.SMALL_CHANGES})
"""What goes by teams one at a time, and knows nothing of a largest of several amounts."""


@dataclass(frozen=True)
class TierKnown:
    """What the search came to know of a tier that it held."""

    bound: int
    certified: bool
    """Whether multipliers prove the bound."""


@dataclass(frozen=True)
class Differing:
    """The roster found that differs most from others."""

    deployments: tuple[Deployment, ...] | None
    """None where none was found that differs from each."""
    farthest: bool
    """Whether it is known that none differs more from the likest of the others; or, without one, that there is none."""
    tiers: tuple[TierKnown, ...]
    """Of every tier held that was looked at in time."""


def differing(
    scenario: Scenario,
    rosters: Sequence[Sequence[Deployment]],
    tiers: Sequence[Tier],
    limits: Limits,
    params: SearchParams = DEFAULTS,
) -> Differing:
    """Find a roster as good as others that differs from them: from the likest of them the most, then from all together.

    The rosters, one at least, are valid. The first one's values of the tiers are held, each with the allowance that
    `tiers` give it.
    """
    several = len(rosters) > 1
    share = limits.share(params.differing_in_sum) if several else limits
    search = _Search(Problem.differing(scenario, rosters, tiers, from_each=False), share, params)
    search.run(())
    if several and not search.farthest and not limits.over and (search.small or not search.differs):
        params = replace(params, without=params.without | BY_TEAMS)
        begun, from_each = search, Problem.differing(scenario, rosters, tiers, from_each=True)
        search = _Search(from_each, limits, params)
        search.run(() if begun.teams is None else (begun.teams,))
        if search.teams is None:
            search = begun
    teams = search.teams if search.differs else None
    found = None if teams is None else tuple(deployments_of(search.problem, teams))
    return Differing(found, search.farthest, search.tiers)


class _Search:
    """A search for the roster that has least in common with others."""

    def __init__(self, problem: Problem, limits: Limits, params: SearchParams) -> None:
        self.problem = problem
        self._limits = replace(limits, last=limits.deadline + params.overdue)
        self._params = params
        assert problem.others is not None  # noqa: S101 - it is to differ from them
        self.others: OtherRosters = problem.others
        self._last = len(problem.tiers) - 1
        self._several = len(self.others.rosters) > 1
        self._standing: Standing | None = None

    @property
    def teams(self) -> TeamsByEvening | None:
        """The roster found, or one of the others; None where time was up before."""
        return None if self._standing is None or self._standing.best is None else self._standing.best.matched.teams

    @property
    def differs(self) -> bool:
        """Whether it is none of the others."""
        return self.teams is not None and self.others.likest(self.teams) < self.others.most

    @property
    def small(self) -> bool:
        """Whether the whole of it is soon searched."""
        return self._standing is not None and len(self._standing.model.evening_of) <= self._params.small_model

    @property
    def farthest(self) -> bool:
        """Whether no roster differs more from the likest of the others."""
        if self.teams is None or self._standing is None or len(self._standing.bounds) <= self._last:
            return False
        return self.others.likest(self.teams) <= self.others.largest(self._standing.bounds[self._last].bound)

    @property
    def tiers(self) -> tuple[TierKnown, ...]:
        """What is known of the tiers that are held."""
        bounds = None if self._standing is None else self._standing.bounds
        known = [] if bounds is None else [bounds[index] for index in range(min(self._last, len(bounds)))]
        return tuple(TierKnown(tier.bound, tier.certified) for tier in known)

    def run(self, begin: Sequence[TeamsByEvening]) -> None:
        """Search, beginning with some roster that is known to be as good as the others."""
        try:
            model, measures = build(self.problem, self._limits, self._params)
            if Incumbent(model, measures, self._params).few_meetings():  # It matters everywhere who meets whom.
                meet(model, self.problem.evenings)
                measures.refresh()
            search = TierSearch(model, measures, self._limits, lambda *_: None, self._params)
            self._standing = search.standing
            self._hold(search.standing, begin)
            self._minimise(search)
        except TimeUp:
            pass

    def _hold(self, standing: Standing, begin: Sequence[TeamsByEvening]) -> None:
        """Hold every tier where the first roster has it; the multipliers that bound it say much of the model."""
        incumbent, bounds = standing.incumbent, standing.bounds
        incumbent.keep(incumbent.of_teams(self.others.rosters[0], "neighbourhood_search"))
        for index in range(self._last):
            tier = bounds.begin(index)
            standing.relax(index, self._limits)
            incumbent.hold(index)
            tier.value = standing.limit(index, incumbent.solved(index))
        bounds.begin(self._last)
        for teams in begin:
            incumbent.keep(incumbent.of_teams(teams, "neighbourhood_search"))

    def _minimise(self, search: TierSearch) -> None:
        """Minimise what is common in passes, until one is in vain: each may do twice the work of the one before."""
        standing, last, before = search.standing, self._last, (-1, -1)
        for turn in count():
            search.solve(last, self._limits, self._params.differing_work * 2**turn, again=turn > 0)
            now = standing.incumbent.value(last), standing.bounds[last].bound
            # Of several, what is common with all together only tells equal ones apart.
            if self._limits.over or standing.at_bound(last) or now == before or (self._several and self.farthest):
                break
            before = now
