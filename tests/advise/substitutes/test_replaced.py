"""A roster with those in it whom suggestions name."""

import pytest

from tandem_models import ArgumentError, Role, RosterError, Schedule
from tandem_scheduler import check, replaced, solve, suggest
from tests.builders import day, people, scenario, team

ONE = {"shift": {"start": "14:00", "end": "22:00"}, "teams": 1}
OFFICER = Role.NEIGHBOURHOOD_OFFICER


def test_the_first_goes_or_the_one_that_is_chosen():
    plan = scenario(days=2, evenings=ONE, people=people(1, 3))
    roster = [team(1), team(2)]
    found = suggest(plan, roster, day(2), OFFICER, instead="N1")
    assert [one.person for one in found.candidates] == ["N2", "N3"]
    assert replaced(plan, roster, found) == (team(1), team(2, officer="N2"))
    assert replaced(plan, roster, found.candidates[1]) == (team(1), team(2, officer="N3"))
    assert replaced(plan, roster, []) == tuple(roster)


def test_where_nobody_can_the_team_falls_away():
    plan = scenario(days=2, evenings=ONE, people=people(1, 1))
    roster = [team(1), team(2)]
    found = [suggest(plan, roster, day(n), OFFICER, instead="N1") for n in (1, 2)]
    assert replaced(plan, roster, found[0]) == (team(2),)
    assert replaced(plan, roster, found) == ()


def test_a_schedule_keeps_the_bounds_that_still_hold():
    plan = scenario(days=4, evenings=ONE, people=people(1, 3), requests=[{"person": "N3", "on": day(1), "want": "on"}])
    solved = solve(plan, workers=1)
    assert solved.status == "optimal"
    gone = next(team.officer for team in solved.deployments if team.evening == day(2))
    found = suggest(plan, solved, day(2), OFFICER, instead=gone)
    new = replaced(plan, solved, found)
    assert isinstance(new, Schedule)
    assert tuple(tier.value for tier in new.tiers) == check(plan, new).tiers
    assert (new.proof, new.stop_reason, new.stamp.scenario) == (None, "replaced", plan.fingerprint)
    kept = {tier.name: (tier.bound, tier.known) for tier in new.tiers}
    assert kept["coverage"] == (0, "optimal")
    fair = next(tier for tier in solved.tiers if tier.name == "fairness")
    assert kept["fairness"][0] == fair.bound
    # Of another scenario nothing is known but that no value is below 0.
    other = plan.changed(absences=[{"person": gone, "from": day(2)}])
    assert {tier.bound for tier in replaced(other, solved, found).tiers} == {0}


def test_gaps_are_those_of_the_new_roster():
    plan = scenario(days=2, evenings=ONE, people=people(1, 1))
    solved = solve(plan, workers=1)
    new = replaced(plan, solved, suggest(plan, solved, day(1), OFFICER, instead="N1"))
    assert (new.status, [(gap.evening, gap.teams) for gap in new.gaps]) == ("feasible", [(day(1), 1)])
    assert (new.tiers[0].value, new.tiers[0].bound, new.tiers[0].known) == (1, 0, "best_found")


def test_answers_about_another_roster_are_refused():
    plan = scenario(days=2, evenings=ONE)
    found = suggest(plan, [team(1)], day(1), OFFICER, instead="N1")
    with pytest.raises(ArgumentError, match="The team D1 and N1 in north on 1 March 2021 is not in the roster"):
        replaced(plan, [team(1, "south")], found)
    nobody = suggest(plan, [team(1), team(1, "south", "D2", "N2")], day(1), OFFICER)
    assert nobody.candidates == ()
    with pytest.raises(ArgumentError, match="nobody can go on 1 March 2021, and nobody is to be replaced"):
        replaced(plan, [team(1)], nobody)


def test_a_schedule_that_would_break_rules_is_none():
    plan = scenario(days=2, evenings=ONE, people=people(1, 1), rules=[{"kind": "min_evenings", "min": 2}])
    solved = solve(plan, workers=1)
    found = suggest(plan, solved, day(1), OFFICER, instead="N1")
    with pytest.raises(RosterError, match="would break hard rules"):
        replaced(plan, solved, found)
    assert replaced(plan, solved.deployments, found) == solved.deployments[1:]
