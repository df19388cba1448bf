"""From a scenario to a roster: split it, number it, model it, solve the tiers, give back teams."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from models import Deployment, Progress, Scenario

from .bounds import settled
from .build import build
from .certificate import Certificate, Frame
from .limits import Budget, Limits, TimeUp
from .news import News
from .pairing import Roster
from .parts import split
from .problem import Problem
from .tiers import TierLoop


@dataclass(frozen=True)
class TierOutcome:
    """What is known of one tier of the whole."""

    value: int
    bounds: tuple[int, ...]
    """Of each independent part."""
    certificates: tuple[Certificate, ...]
    """Of each independent part: multipliers and the bound they prove."""
    proven: bool
    """Whether they prove the bound; else it is the search's word."""
    seconds: float

    @property
    def bound(self) -> int:
        """No roster that is as good in the earlier tiers has a smaller value."""
        return sum(self.bounds)


@dataclass(frozen=True)
class Outcome:
    """What the engine found; `deployments` is None where it found no roster."""

    deployments: tuple[Deployment, ...] | None
    tiers: tuple[TierOutcome, ...]
    infeasible: bool
    frames: tuple[Frame, ...]
    """The rows that the certificates of each independent part speak of."""


def solve_scenario(scenario: Scenario, limits: Limits, on_progress: Callable[[Progress], None] | None) -> Outcome:
    """Find the best roster within the limits, independent parts side by side."""
    began = time.monotonic()
    problems = problems_of(scenario)
    abreast = min(len(problems), limits.workers)
    news = News(scenario, len(problems), began, on_progress)
    work = limits.budget.left / len(problems)

    def solve(number: int) -> TierLoop | None:
        """Solve a part with its share of the time that is left and of the work."""
        left = limits.share(min(1.0, abreast / (len(problems) - number)))
        own = replace(left, workers=limits.workers // abreast, budget=Budget(work, limits.budget))
        try:
            roster, measures = build(problems[number], own)
        except TimeUp:
            return None
        loop = TierLoop(roster, measures, own, news.of(number))
        loop.run()
        return loop

    loops = [solve(0)] if len(problems) == 1 else _abreast(solve, len(problems), abreast, limits)
    infeasible = any(loop is not None and loop.infeasible for loop in loops)
    done = [loop for loop in loops if loop is not None and loop.best is not None]
    if len(done) < len(problems):
        return Outcome(None, (), infeasible, ())
    values = [sum(of) for of in zip(*(loop.values for loop in done), strict=True)]
    tiers = tuple(
        TierOutcome(
            value,
            bounds=tuple(bound for bound, _, _ in known),
            certificates=tuple(certificate for _, certificate, _ in known),
            proven=all(proven for _, _, proven in known),
            seconds=max(loop.seconds[index] for loop in done),
        )
        for index, (value, known) in enumerate(
            zip(values, settled([loop.bounds for loop in done], values), strict=True)
        )
    )
    deployments = (team for loop in done for team in _deployments(loop))
    return Outcome(
        tuple(sorted(deployments, key=lambda d: (d.evening, d.area, d.detective))),
        tiers,
        infeasible,
        tuple(loop.bounds.frame for loop in done),
    )


def _abreast(
    solve: Callable[[int], TierLoop | None], parts: int, abreast: int, limits: Limits
) -> list[TierLoop | None]:
    """Solve all parts, so many at a time; what one of them raises, or that it has no roster, ends the others."""

    def watched(number: int) -> TierLoop | None:
        try:
            loop = solve(number)
        except BaseException:
            limits.stop.set()
            raise
        if loop is not None and loop.infeasible:
            limits.stop.set()
        return loop

    with ThreadPoolExecutor(abreast, thread_name_prefix="tandem-part") as pool:
        try:
            return list(pool.map(watched, range(parts)))
        except BaseException:
            limits.stop.set()
            raise


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
        for evening, teams in enumerate(roster.teams)
        for detective, officer, area in teams
    ]
