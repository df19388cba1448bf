"""Gaps that can be filled at once are filled before a roster is given back."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any
from unittest.mock import patch

from tandem_models import Deployment, Scenario
from tandem_scheduler import api, check, check_proof
from tandem_scheduler.advise.substitutes.complete import completed
from tandem_scheduler.advise.substitutes.gaps import NOT_LOOKED_INTO
from tandem_scheduler.advise.substitutes.trial import Trial
from tandem_scheduler.api import solving
from tandem_scheduler.engine.limits import Limits
from tandem_scheduler.engine.outcome import Outcome
from tandem_scheduler.engine.solve import solve_scenario
from tests.builders import day, people, scenario, team

LIMITS = partial(Limits.within, 60.0)


def filled(of: Scenario, teams: Iterable[Deployment], within: Limits) -> tuple[Trial, tuple[Any, ...]]:
    trial = Trial(of, tuple(teams))
    return completed(trial, trial.checker.gaps(trial.roster), within)


def test_every_team_that_can_go_goes_and_the_rest_is_told_of() -> None:
    planned = scenario(days=4, rules=[{"kind": "max_evenings", "max": 3}])
    trial, gaps = filled(planned, (), LIMITS())
    assert len(trial.roster.deployments) == 6
    assert check(planned, trial.roster.deployments).ok
    assert trial.before == check(planned, trial.roster.deployments).tiers
    assert gaps
    assert not any("can be made better" in gap.reason for gap in gaps)


def test_a_team_that_makes_an_earlier_tier_worse_stays_at_home() -> None:
    planned = scenario(
        days=1,
        objectives=["requests", "coverage"],
        requests=[{"person": "D1", "on": day(1), "want": "off"}, {"person": "D2", "on": day(1), "want": "off"}],
    )
    trial, (gap,) = filled(planned, (), LIMITS())
    assert trial.roster.deployments == []
    assert gap.teams == 2


def test_nothing_is_filled_once_the_time_is_up() -> None:
    trial, (gap,) = filled(scenario(days=1), (), Limits.within(0.0))
    assert trial.roster.deployments == []
    assert gap.reason == NOT_LOOKED_INTO


def test_a_roster_that_the_search_left_short_is_given_back_full_and_with_its_own_proof() -> None:
    planned = scenario(days=3, people=people(3, 3), rules=[{"kind": "pair_repeat", "limit": 1}])

    def short(*arguments: Any, **more: Any) -> Outcome:
        found = solve_scenario(*arguments, **more)
        kept = [one for one in found.deployments or () if one.evening != day(2)]
        return replace(found.improved(kept, check(planned, kept).tiers), effort=False)

    with patch.object(solving, "solve_scenario", short):
        schedule = api.solve(planned, workers=1)
    assert len(schedule.deployments) == 6
    assert schedule.gaps == ()
    assert schedule.found_by[1:] == ("filling",)
    assert [tier.value for tier in schedule.tiers] == list(check(planned, schedule).tiers)
    assert all(tier.bound <= tier.value for tier in schedule.tiers)
    assert schedule.tiers[0].known == "proven"
    assert schedule.proof is not None
    assert check_proof(planned, schedule, schedule.proof) == ()


def test_a_gap_that_is_filled_leaves_the_others_as_they_were() -> None:
    trial = Trial(scenario(days=2), (team(1),))
    after = trial.after(team(2))
    fresh = Trial(trial.scenario, (team(1), team(2)))
    assert after.before == fresh.before
    for more in (team(1, "south", "D2", "N2"), team(2, "south", "D2", "N2"), team(2, "south", "D1", "N2")):
        assert after.broken((), (more,)) == fresh.broken((), (more,))
        assert after.tiers((), (more,)) == fresh.tiers((), (more,))
