"""From a scenario to a roster: number it, model it, solve the tiers, give back teams."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from models import Deployment, Progress, Scenario

from .build import build
from .certificate import Frame
from .limits import Limits, TimeUp
from .pairing import Roster
from .problem import Problem
from .tiers import Stage, TierLoop, TierOutcome


@dataclass(frozen=True)
class Outcome:
    """What the engine found; `deployments` is None where it found no roster."""

    deployments: tuple[Deployment, ...] | None
    tiers: tuple[TierOutcome, ...]
    infeasible: bool
    frame: Frame | None
    """The rows that the tiers' certificates speak of; None where time was up before there were any."""


def solve_scenario(scenario: Scenario, limits: Limits, on_progress: Callable[[Progress], None] | None) -> Outcome:
    """Find the best roster within the limits."""
    began = time.monotonic()
    tiers = scenario.objectives

    def report(stage: Stage, index: int, value: int | None, bound: int) -> None:
        if on_progress is not None:
            on_progress(
                Progress(
                    seconds=time.monotonic() - began,
                    tier=index,
                    tiers=len(tiers),
                    name=tiers[index].name,
                    value=value,
                    bound=bound,
                    stage=stage,
                )
            )

    try:
        roster, measures = build(Problem(scenario), limits)
    except TimeUp:
        return Outcome(None, (), False, None)
    loop = TierLoop(roster, measures, limits, report)
    outcomes = tuple(loop.run())
    deployments = None if loop.best is None else _deployments(roster.problem, loop.best.roster)
    return Outcome(deployments, outcomes, loop.infeasible, loop.frame)


def _deployments(problem: Problem, roster: Roster) -> tuple[Deployment, ...]:
    areas, people = problem.scenario.areas, problem.scenario.people
    deployments = (
        Deployment(
            evening=problem.dates[evening],
            area=areas[area].id,
            detective=people[detective].id,
            officer=people[officer].id,
        )
        for evening, teams in enumerate(roster.teams)
        for detective, officer, area in teams
    )
    return tuple(sorted(deployments, key=lambda d: (d.evening, d.area, d.detective)))
