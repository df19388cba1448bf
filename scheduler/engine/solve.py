"""From a scenario to a roster: split it, number it, model it, solve the tiers, give back teams."""

import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from math import inf
from operator import add

from models import Deployment, Method, Progress, Scenario
from models.ranking import Ranking

from . import clock
from .bounds import Bounds, settled
from .certificate import Certificate, Frame
from .limits import Budget, Limits, passing_on
from .news import News
from .pairing import Roster
from .part import Part, parts_abreast
from .parts import split
from .problem import Problem
from .tiers import TierLoop


@dataclass(frozen=True)
class TierOutcome:
    """What is known of one tier of the whole."""

    value: int
    best: int
    """Before later tiers used its tolerance."""
    limit: int
    """How high later tiers might leave it."""
    bounds: tuple[int, ...]
    """Of each independent part."""
    certificates: tuple[Certificate, ...]
    """Of each independent part: multipliers and the bound they prove."""
    proven: bool
    """Whether they prove the bound; else it is the search's word."""
    seconds: float
    """Spent on it in all parts."""

    @property
    def bound(self) -> int:
        """No roster that is as good in the earlier tiers has a smaller value."""
        return sum(self.bounds)

    @property
    def ended(self) -> bool:
        """Whether nothing better is possible."""
        return self.best <= self.bound


@dataclass(frozen=True)
class Outcome:
    """What the engine found; `deployments` is None where it found no roster."""

    deployments: tuple[Deployment, ...] | None
    tiers: tuple[TierOutcome, ...]
    infeasible: bool
    effort: bool
    """Whether all the work allowed was done."""
    bounds: tuple[Bounds, ...] = ()
    """What is known of the tiers of each independent part."""
    ranking: Ranking = field(default_factory=lambda: Ranking(()))
    found_by: tuple[Method, ...] = ()
    """What found the rosters of the independent parts, each method once."""

    @property
    def frames(self) -> tuple[Frame, ...]:
        """The rows that the certificates of each independent part speak of."""
        return tuple(bounds.frame for bounds in self.bounds)

    def improved(self, deployments: Iterable[Deployment], values: Sequence[int]) -> "Outcome":
        """The same with a better roster, found elsewhere, that has these values: what is known of them is told anew."""
        seconds = [tier.seconds for tier in self.tiers]
        solved = self.ranking.held([tier.best for tier in self.tiers], values)
        tiers = _tiers(self.ranking, self.bounds, values, solved, seconds)
        return replace(self, deployments=_in_order(deployments), tiers=tiers)


def _tiers(
    ranking: Ranking,
    bounds: Sequence[Bounds],
    values: Sequence[int],
    solved: Sequence[int],
    seconds: Sequence[float],
) -> tuple[TierOutcome, ...]:
    """What is known of every tier of the whole at its value, the best of each tier being `solved`."""
    limits = [ranking.limit(index, best) for index, best in enumerate(solved)]
    return tuple(
        TierOutcome(
            value,
            best,
            limit,
            bounds=tuple(bound for bound, _, _ in shares),
            certificates=tuple(certificate for _, certificate, _ in shares),
            proven=all(proven for _, _, proven in shares),
            seconds=spent,
        )
        for value, best, limit, shares, spent in zip(
            values, solved, limits, settled(bounds, limits), seconds, strict=True
        )
    )


def _in_order(teams: Iterable[Deployment]) -> tuple[Deployment, ...]:
    return tuple(sorted(teams, key=lambda d: (d.evening, d.area, d.detective)))


def solve_scenario(scenario: Scenario, limits: Limits, on_progress: Callable[[Progress], None] | None) -> Outcome:
    """Find the best roster within the limits, independent parts side by side.

    Every part first looks for a roster; then each is solved to its end, small ones first, so that the time they leave
    goes to the others. The work allowed is shared out equally beforehand, so that results repeat.
    """
    began = clock.now()
    problems = problems_of(scenario)
    news = News(scenario, len(problems), began, on_progress)
    abreast = min(len(problems), limits.workers)
    # One part that can have no roster ends the others: their stop is not the caller's.
    stop = limits.stop if len(problems) == 1 else threading.Event()
    own = replace(limits, workers=limits.workers // abreast, stop=stop)
    parts = [
        Part(problem, replace(own, budget=Budget(limits.budget.left / len(problems))), news.of(n))
        for n, problem in enumerate(problems)
    ]
    with nullcontext() if stop is limits.stop else passing_on(limits.stop, stop.set):
        for step in (Part.begin, Part.finish):
            parts_abreast(step, sorted(parts, key=lambda part: part.size), abreast, own)
    # Tiers have shares of the work: what ends before the time does ends for that.
    exhausted = limits.left > 0 or any(part.limits.budget.left <= 0 for part in parts)
    effort = limits.budget.left < inf and exhausted
    infeasible = any(part.loop is not None and part.loop.infeasible for part in parts)
    loops = [part.loop for part in parts if part.loop is not None and part.loop.best is not None]
    if len(loops) < len(parts):
        return Outcome(None, (), infeasible, effort)
    values = [sum(of) for of in zip(*(loop.values for loop in loops), strict=True)]
    solved = [sum(of) for of in zip(*(loop.solved for loop in loops), strict=True)]
    seconds = [sum(of) for of in zip(*(loop.seconds for loop in loops), strict=True)]
    bounds = tuple(loop.bounds for loop in loops)
    deployments = _in_order(team for loop in loops for team in _deployments(loop))
    ranking = Ranking(scenario.objectives)
    tiers = _tiers(ranking, bounds, values, solved, seconds)
    found_by = tuple(dict.fromkeys(loop.best.by for loop in loops if loop.best is not None))
    return Outcome(deployments, tiers, infeasible, effort, bounds, ranking, found_by)


def problems_of(scenario: Scenario) -> list[Problem]:
    """The independent parts of a scenario in numbers."""
    parts, whole = split(scenario), Problem(scenario)
    return [whole] if len(parts) == 1 else [Problem(part, whole) for part in parts]


def _deployments(loop: TierLoop) -> list[Deployment]:
    problem = loop.problem
    areas, people = problem.scenario.areas, problem.scenario.people
    assert loop.best is not None  # noqa: S101 - asked only where there is one
    roster: Roster = loop.best.roster
    return [
        Deployment(
            evening=problem.dates[evening],
            area=areas[area].id,
            detective=people[detective].id,
            officer=people[officer].id,
        )
        for evening, teams in enumerate(map(add, problem.facts, roster.teams))
        for detective, officer, area in teams
    ]
