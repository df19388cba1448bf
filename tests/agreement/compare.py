"""Engine, checker and brute force must say the same of a scenario."""

from dataclasses import dataclass
from random import Random

from tandem_models import Progress, Scenario, Schedule
from tandem_scheduler import check_proof
from tandem_scheduler.api.solving import solve_by
from tandem_scheduler.checks import Checker
from tandem_scheduler.engine.devices import Device
from tandem_scheduler.engine.params import DEFAULTS, SearchParams
from tandem_scheduler.engine.proofs.recheck import recheck

from .news import assert_well_formed
from .second_reading import measuring, verdict
from .second_reading.rosters import AllRosters, Teams, wild

SAMPLE = 8
"""Rosters of each sort, from one scenario, that the second reading judges too."""


@dataclass(frozen=True)
class Agreement:
    """What everybody agreed on."""

    rosters: int
    valid: int
    schedule: Schedule


def agree(scenario: Scenario, params: SearchParams = DEFAULTS, deterministic: float | None = None) -> Agreement:
    """Try all rosters of a scenario, solve it, and compare; AssertionError where two disagree.

    `params` are those of the search, `deterministic` the work that it may do.
    """
    refuting = params.has(Device.REFUTING) and deterministic is None
    checker = Checker(scenario)
    everything = AllRosters(scenario)
    rosters: list[tuple[tuple[int, ...], Teams]] = []
    for teams in everything:
        roster = checker.roster(teams)
        if checker.valid(roster):
            rosters.append((checker.tiers(roster), teams))
    valid = len(rosters)
    news: list[Progress] = []
    schedule = solve_by(params, scenario, workers=1, deterministic=deterministic, on_progress=news.append)
    assert_well_formed(news, scenario, schedule)
    best: Teams = ()
    if not rosters:
        assert schedule.status == "infeasible", f"the engine says {schedule.status}, but no roster is valid"
        assert (schedule.proof is not None) == refuting, "nothing proves that no roster is valid"
        assert schedule.proof is None or recheck(scenario, None, schedule.proof, params) == []
    else:
        solved, good = as_good(scenario, rosters)
        best = good[min(good)]
        assert schedule.status == "optimal", f"the engine says {schedule.status}, but {best} is valid: {min(good)}"
        found = tuple(tier.value for tier in schedule.tiers)
        assert found in good, f"the engine's tiers are {found}, the lowest {solved}, and {best} has {min(good)}"
        assert tuple(tier.solved for tier in schedule.tiers) == solved
        assert tuple(tier.bound for tier in schedule.tiers) == solved
        for tier, result in zip(scenario.objectives[:-1], schedule.tiers, strict=False):
            assert (result.best is not None) == (tier.tolerance != 0)
        known = [tier.known for tier in schedule.tiers]
        assert "best_found" not in known
        assert known == ["proven"] * len(known) or not refuting, f"the engine only has the search's word: {known}"
        assert schedule.proof is not None
        assert recheck(scenario, schedule.deployments, schedule.proof, params) == []
        if params == DEFAULTS:
            assert check_proof(scenario, schedule, schedule.proof) == ()
    random = Random(scenario.fingerprint)  # noqa: S311 - a sample that is the same in every run
    for teams in (schedule.deployments, best, *(everything.sample(random) for _ in range(SAMPLE))):
        _same_verdict(scenario, checker, teams)
        _same_measures(scenario, checker, teams)
    for _ in range(SAMPLE):
        _same_verdict(scenario, checker, wild(scenario, random))
    return Agreement(len(everything), valid, schedule)


def as_good(
    scenario: Scenario, rosters: list[tuple[tuple[int, ...], Teams]]
) -> tuple[tuple[int, ...], dict[tuple[int, ...], Teams]]:
    """The best value of each tier with the earlier ones within their tolerances; the rosters that are as good, a roster
    for all that have the same values."""
    good, solved = dict(rosters), list[int]()
    for index, tier in enumerate(scenario.objectives):
        solved.append(min(values[index] for values in good))
        last = index + 1 == len(scenario.objectives)
        limit = solved[index] + (0 if last else measuring.allowance(tier.tolerance, solved[index]))
        good = {values: teams for values, teams in good.items() if values[index] <= limit}
    return tuple(solved), good


def _same_verdict(scenario: Scenario, checker: Checker, teams: Teams) -> None:
    ours, theirs = verdict.valid(scenario, teams), checker.valid(teams)
    assert ours == theirs, f"the second reading says {ours}, the checker {theirs}: {teams}"
    assert checker.report(teams).ok == theirs


def _same_measures(scenario: Scenario, checker: Checker, teams: Teams) -> None:
    ours, theirs = measuring.measures(scenario, teams), checker.measures(teams)
    assert ours == theirs, f"the second reading says {ours}, the checker {theirs}: {teams}"
    assert measuring.tiers(scenario, ours) == checker.tiers(teams)
