"""A roster as good in every tier that differs as much as can be from others.

What it has in common with them is one more tier, minimised with all tiers of the scenario held where the first of the
others has them. That roster is the first incumbent: whatever is found instead is as good and differs more.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from tandem_models import Deployment, Scenario, Tier

from ..devices import Device
from ..formulation.build import build
from ..limits import Limits, TimeUp
from ..pairing.teams import deployments_of
from ..params import DEFAULTS, SearchParams
from ..problem.problem import Problem
from .standing import Standing
from .tier_search import TierSearch

BY_TEAMS = frozenset({Device.CONSTRUCTION, Device.MENDING, Device.SMALL_CHANGES})
"""What goes by teams one at a time: with every tier held, little is changed so."""


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
    """None where none was found that differs at all."""
    farthest: bool
    """Whether it is known that none differs more from the likest of the others; or, without one, that there is none."""
    tiers: tuple[TierKnown, ...]


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
    params = replace(params, without=params.without | BY_TEAMS)
    problem = Problem.differing(scenario, rosters, tiers)
    others = problem.others
    assert others is not None  # noqa: S101 - it is to differ from them
    limits = replace(limits, last=limits.deadline + params.overdue)
    last, bounds = len(tiers), list[TierKnown]()
    search: TierSearch | None = None
    try:
        model, measures = build(problem, limits, params)
        search = TierSearch(model, measures, limits, lambda *_: None, params)
        _take(search.standing, tiers, limits)
        _minimise(search, last, limits, params)
    except TimeUp:
        pass
    standing = None if search is None else search.standing
    if standing is None or standing.best is None:
        return Differing(None, farthest=False, tiers=())
    for index in range(min(last, len(standing.bounds))):
        known = standing.bounds[index]
        bounds.append(TierKnown(known.bound, known.certified))
    teams = standing.best.matched.teams
    likeness = others.likeness(teams)
    bound = standing.bounds[last].bound if len(standing.bounds) > last else 0
    farthest = others.largest(bound) >= others.largest(likeness)
    different = all(others.distance(number, teams) for number in range(len(rosters)))
    found = tuple(deployments_of(problem, teams)) if different else None
    return Differing(found, farthest, tuple(bounds))


def _take(standing: Standing, tiers: Sequence[Tier], limits: Limits) -> None:
    """Hold every tier where the first roster has it; the multipliers that bound it say much of the model."""
    incumbent, bounds = standing.incumbent, standing.bounds
    assert standing.model.problem.others is not None  # noqa: S101 - it is to differ from them
    incumbent.keep(incumbent.of_teams(standing.model.problem.others.rosters[0], "neighbourhood_search"))
    for index in range(len(tiers)):
        tier = bounds.begin(index)
        standing.relax(index, limits)
        incumbent.hold(index)
        tier.value = standing.limit(index, incumbent.solved(index))
    bounds.begin(len(tiers))


def _minimise(search: TierSearch, last: int, limits: Limits, params: SearchParams) -> None:
    """Minimise the last tier in passes, each of which may do twice the work of the one before."""
    standing, vain, before = search.standing, 0, (-1, -1)
    for turn in count():
        search.solve(last, limits, params.pass_work * 2**turn, again=turn > 0)
        if limits.over or standing.at_bound(last):
            break
        now = standing.incumbent.value(last), standing.bounds[last].bound
        vain, before = vain + 1 if now == before else 0, now
        if vain >= params.vain_passes:
            break
