"""Engine, checker and brute force must say the same of a scenario."""

from dataclasses import dataclass
from random import Random

from models import Progress, Scenario, Schedule
from scheduler import check_proof, solve
from scheduler.checks import Checker

from . import measuring, verdict
from .news import assert_well_formed
from .rosters import AllRosters, Teams, wild

SAMPLE = 8
"""Rosters of each sort, from one scenario, that the second reading judges too."""


@dataclass(frozen=True)
class Agreement:
    """What everybody agreed on."""

    rosters: int
    valid: int
    schedule: Schedule


def agree(scenario: Scenario) -> Agreement:
    """Try all rosters of a scenario, solve it, and compare; AssertionError where two disagree."""
    checker = Checker(scenario)
    everything = AllRosters(scenario)
    lowest: tuple[int, ...] | None = None
    best: Teams = ()
    valid = 0
    for teams in everything:
        roster = checker.roster(teams)
        if checker.valid(roster):
            valid += 1
            tiers = checker.tiers(roster)
            if lowest is None or tiers < lowest:
                lowest, best = tiers, teams
    news: list[Progress] = []
    schedule = solve(scenario, workers=1, on_progress=news.append)
    assert_well_formed(news, scenario, schedule)
    if lowest is None:
        assert schedule.status == "infeasible", f"the engine says {schedule.status}, but no roster is valid"
    else:
        assert schedule.status == "optimal", f"the engine says {schedule.status}, but {best} is valid: {lowest}"
        found = tuple(tier.value for tier in schedule.tiers)
        assert found == lowest, f"the engine's tiers are {found}, the lowest {lowest}: {best}"
        assert tuple(tier.bound for tier in schedule.tiers) == lowest
        assert all(tier.known != "best_found" for tier in schedule.tiers)
        assert schedule.proof is not None
        assert check_proof(scenario, schedule, schedule.proof) == ()
    random = Random(scenario.fingerprint)  # noqa: S311 - a sample that is the same in every run
    for teams in (schedule.deployments, best, *(everything.sample(random) for _ in range(SAMPLE))):
        _same_verdict(scenario, checker, teams)
        _same_measures(scenario, checker, teams)
    for _ in range(SAMPLE):
        _same_verdict(scenario, checker, wild(scenario, random))
    return Agreement(len(everything), valid, schedule)


def _same_verdict(scenario: Scenario, checker: Checker, teams: Teams) -> None:
    ours, theirs = verdict.valid(scenario, teams), checker.valid(teams)
    assert ours == theirs, f"the second reading says {ours}, the checker {theirs}: {teams}"
    assert checker.report(teams).ok == theirs


def _same_measures(scenario: Scenario, checker: Checker, teams: Teams) -> None:
    ours, theirs = measuring.measures(scenario, teams), checker.measures(teams)
    assert ours == theirs, f"the second reading says {ours}, the checker {theirs}: {teams}"
    assert measuring.tiers(scenario, ours) == checker.tiers(teams)
