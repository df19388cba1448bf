"""Teams that have been worked: they stand whatever they break, and rules count them as they count history."""

import pytest

from tandem_models import ScenarioError
from tandem_scheduler import broken_by_pins, check, explain, fill, pinned, solve, suggest, swaps, why, why_not
from tandem_scheduler.checks import verify
from tandem_scheduler.engine.proofs.recheck import recheck

from ..builders import DETECTIVE, day, people, scenario, team, worked

ALL = {
    "rules": [{"kind": "evening_gap", "evenings": 1}, {"kind": "pair_repeat", "limit": 1}],
    "absences": [{"person": "D1", "from": day(2)}],
}


def over(*teams, **parts):
    """A scenario in which these teams have been worked."""
    return pinned(scenario(**parts), teams, facts=True)


def told(plan, *teams):
    return [violation.message for violation in verify(plan, teams).violations]


def kinds(plan, *teams):
    return [violation.kind for violation in verify(plan, teams).violations]


def test_what_has_been_worked_stands_whatever_it_breaks():
    teams = (team(1), team(2))  # two evenings running, the pair again, D1 absent on the second
    assert kinds(scenario(**ALL), *teams) == ["absence", "evening_gap", "evening_gap", "pair_repeat"]
    plan = over(*teams, **ALL)
    assert told(plan, *teams) == []
    schedule = solve(plan, workers=1)
    assert schedule.status == "optimal"
    assert [one for one in schedule.deployments if one.evening < day(3)] == [*teams]
    assert check(plan, schedule).ok


def test_no_other_team_on_an_evening_that_is_over():
    plan = over(team(2))
    other = team(1, "south", "D2", "N2")
    assert told(plan, team(2), other) == [
        "The team D2 and N2 in south on 1 March 2021 has not been sent: that evening is over (pin)."
    ]
    assert told(plan) == ["No team on 2 March 2021 is what was pinned: D1 N1 in north (pin)."]
    assert {one.evening for one in solve(plan, workers=1).deployments} == {day(2), day(3), day(4), day(5)}
    assert "too late, as that evening is over" in fill(plan, [team(2)])[0].gap.reason


def test_other_pins_of_evenings_that_are_over_say_nothing():
    plan = over(team(2), pins=[{"on": day(1), "detective": "D2"}, {"on": day(3), "detective": "D2"}])
    assert told(plan, team(2)) == ["No team on 3 March 2021 is what was pinned: D2 (pin)."]


@pytest.mark.parametrize(
    ("rule", "facts", "allowed", "forbidden"),
    [
        ({"kind": "max_evenings", "max": 1}, (1, 2), (), (3,)),
        ({"kind": "max_evenings", "max": 3}, (1, 2), (3,), (3, 4)),
        ({"kind": "rolling_limit", "days": 3, "limit": 1}, (1, 2), (5,), (4,)),
        ({"kind": "evening_gap", "evenings": 1}, (1, 2), (4,), (3,)),
        ({"kind": "consecutive", "max": 1}, (1, 2), (4,), (3,)),
        ({"kind": "consecutive", "min": 2}, (1,), (), (4,)),
        ({"kind": "days_off", "min": 2}, (1, 3), (4,), (5,)),
        ({"kind": "weekends", "max": 0, "days": ["mon", "tue"]}, (1,), (2,), None),
        ({"kind": "weekends", "max": 0, "days": ["thu"]}, (1,), (), (4,)),
        ({"kind": "rest", "hours": 20}, (1, 2), (4,), (3,)),
        ({"kind": "hours", "max": 10, "per": "operation"}, (1, 2), (), (3,)),
        ({"kind": "duty_run", "max": 1}, (1, 2), (4,), (3,)),
        ({"kind": "rest_days", "least": 2, "days": 3}, (1, 2), (5,), (4,)),
        ({"kind": "area_limit", "max": 1}, (1, 2), (), (3,)),
        ({"kind": "area_limit", "max": 0}, (1,), (), (3,)),
        ({"kind": "visits", "max": 1}, (1, 2), (), (3,)),
        ({"kind": "area_teams", "max": 0}, (1,), (), (3,)),
        ({"kind": "pair_repeat", "limit": 1}, (1, 2), (), (3,)),
        ({"kind": "pair_repeat", "limit": 1, "within": 2}, (1, 2), (4,), (3,)),
        ({"kind": "keep_apart", "who": ["D1", "N1"]}, (1,), (), (3,)),
        ({"kind": "keep_together", "who": ["D1"]}, (1,), (), (3,)),
        ({"kind": "team_skill", "skill": "boat"}, (1,), (), (3,)),
    ],
)
def test_a_limit_is_used_up_and_not_broken(rule, facts, allowed, forbidden):
    parts = {"people": people(1, 2, N2={"skills": ["boat"]}), "areas": [{"id": "north"}], "rules": [rule]}
    plan = over(*map(team, facts), **parts)
    for evenings in (allowed, *([] if forbidden is None else [forbidden])):
        roster = [team(number) for number in (*facts, *evenings)]
        valid = evenings is allowed
        assert verify(plan, roster).ok == valid, told(plan, *roster)
        if valid or "min" not in rule:  # Others besides could mend that.
            assert solve(pinned(plan, roster), workers=1).has_roster == valid


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "min_evenings", "min": 3},
        {"kind": "visits", "min": 4},
        {"kind": "area_limit", "min": 4, "who": ["D1"]},
        {"kind": "hours", "min": 40, "per": "operation"},
        {"kind": "visit_gap", "evenings": 1},
    ],
)
def test_a_minimum_binds_while_an_evening_is_to_come(rule):
    parts = {"areas": [{"id": "north"}], "people": people(1, 1), "rules": [rule]}
    facts = [team(1)]
    assert told(over(*facts, days=4, **parts), *facts)
    assert told(over(*facts, days=1, **parts), *facts) == []
    assert solve(over(*facts, days=1, **parts), workers=1).status == "optimal"


def test_a_minimum_is_met_with_what_has_been_worked():
    plan = over(team(1), days=3, rules=[{"kind": "min_evenings", "min": 2, "who": ["D1"]}])
    schedule = solve(plan, workers=1)
    assert sum(one.detective == "D1" for one in schedule.deployments) >= 2
    assert check(plan, schedule).ok


def test_loads_fairness_and_gaps_count_facts():
    plan = over(team(1), team(2), days=4, objectives=["fairness", "coverage"], history=worked("D1", 0))
    report = verify(plan, [team(1), team(2)])
    assert [(load.person, load.evenings) for load in report.loads] == [("D1", 2), ("D2", 0), ("N1", 2), ("N2", 0)]
    assert report.measures["fairness"] == 100 * (3**2 + 2**2)
    assert {gap.evening: gap.teams for gap in report.gaps} == {day(1): 1, day(2): 1, day(3): 2, day(4): 2}


def test_everything_over_is_a_roster_by_itself():
    teams = [team(1), team(2)]
    plan = over(*teams, days=2, **ALL)
    schedule = solve(plan, workers=1)
    assert (schedule.status, list(schedule.deployments)) == ("optimal", teams)


def test_facts_are_never_given_up():
    rule = {"kind": "min_evenings", "min": 3, "who": ["D1"]}
    plan = over(team(1), days=2, rules=[rule], absences=[{"person": "D1", "from": day(1), "to": day(2)}])
    explanation = explain(plan)
    assert explanation.status == "infeasible"
    kinds_told = {member.kind for conflict in explanation.conflicts for member in conflict.members}
    assert "pin" not in kinds_told
    assert "min_evenings" in kinds_told


@pytest.mark.parametrize(
    ("pins", "fault"),
    [
        ([{"on": day(1), "detective": "D1", "fact": True}], "a fact is a whole team: give area, detective and officer"),
        (
            [
                {"on": day(1), "area": "north", "detective": "D1", "officer": officer, "fact": True}
                for officer in ("N1", "N2")
            ],
            r"pins\[1\].detective: D1 has worked in another team on 2021-03-01: keep one",
        ),
    ],
)
def test_facts_that_can_not_be(pins, fault):
    with pytest.raises(ScenarioError, match=fault):
        scenario().changed(pins=pins)


def test_nobody_asks_about_what_is_over():
    plan = over(team(1))
    for ask in (
        lambda: why(plan, [team(1)], "D1", day(1)),
        lambda: why_not(plan, [team(1)], "D2", day(1)),
        lambda: suggest(plan, [team(1)], day(1), DETECTIVE, instead="D1"),
        lambda: swaps(plan, [team(1)], "D1", day(1)),
    ):
        with pytest.raises(ValueError, match="2021-03-01 is over: what has been worked stays as it is"):
            ask()


# What pins break by themselves


def test_what_pins_break_is_known_at_once():
    plan = pinned(scenario(**ALL), [team(1), team(2)])
    assert [one.kind for one in broken_by_pins(plan)] == ["absence", "evening_gap", "evening_gap", "pair_repeat"]
    schedule = solve(plan, workers=1)
    assert (schedule.status, schedule.stop_reason) == ("infeasible", "infeasible")
    assert schedule.proof is not None
    assert recheck(plan, None, schedule.proof) == []


@pytest.mark.parametrize("kind", ["keep_apart", "keep_together"])
def test_what_pins_break_of_who_meets_whom_is_proven(kind):
    who = ["D1", "N1"] if kind == "keep_apart" else ["D1", "N2"]
    plan = pinned(scenario(days=2, rules=[{"kind": kind, "who": who}]), [team(1)])
    assert [one.kind for one in broken_by_pins(plan)] == [kind]
    schedule = solve(plan, workers=1)
    assert (schedule.status, schedule.has_roster) == ("infeasible", False)
    assert schedule.proof is not None
    assert recheck(plan, None, schedule.proof) == []


def test_what_pins_break_is_known_although_there_is_no_time_to_prove_it(clock):
    plan = pinned(scenario(**ALL), [team(1), team(2)])
    clock.step = 100
    schedule = solve(plan, workers=1, time_limit=1)
    assert (schedule.status, schedule.stop_reason, schedule.proof) == ("infeasible", "infeasible", None)


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "min_evenings", "min": 1},
        {"kind": "consecutive", "min": 2},
        {"kind": "days_off", "min": 2},
        {"kind": "visits", "min": 2},
        {"kind": "area_limit", "min": 1, "areas": ["north"]},
        {"kind": "visit_gap", "evenings": 1},
        {"kind": "hours", "min": 8, "per": "operation"},
    ],
)
def test_what_others_can_still_mend_is_not_broken_by_pins(rule):
    plan = pinned(scenario(rules=[rule]), [team(2), team(4)])
    assert told(plan, team(2), team(4))
    assert broken_by_pins(plan) == ()
    assert solve(plan, workers=1).status == "optimal"


def test_a_duty_that_a_deployment_can_replace_is_not_in_the_way_yet():
    duty = {"person": "D1", "on": day(2), "start": "06:00", "end": "14:00", "release": 0}
    rule = {"kind": "rest", "hours": 11}
    plan = pinned(scenario(duties=[duty], rules=[rule]), [team(1)])
    assert broken_by_pins(plan) == ()
    assert solve(plan, workers=1).has_roster
    plan = pinned(scenario(duties=[{**duty, "release": None}], rules=[rule]), [team(1)])
    assert [one.kind for one in broken_by_pins(plan)] == ["rest"]


def test_a_rest_day_worked_on_an_evening_that_wants_no_team_costs_its_release():
    free = {"anchor": day(1), "days": ["off"], "shifts": {"off": {"release": 4}}}
    plan = over(
        team(2),
        days=4,
        people=people(2, 2, D1={"pattern": "free"}),
        patterns={"free": free},
        evenings={"shift": {"start": "18:00", "end": "02:00"}, "teams": 1, "overrides": [{"on": [day(2)], "teams": 0}]},
        objectives=["coverage", "abstraction"],
    )
    schedule = solve(plan, workers=1)
    assert [tier.value for tier in schedule.tiers] == [1, 4]
    assert check(plan, schedule).tiers == (1, 4)


def test_what_a_longer_duty_allowed_stays_allowed_once_the_evening_in_its_place_is_over():
    # Two evenings come to 16 hours: more than 12, and less than the day's duty whose place the first takes.
    parts = {
        "days": 2,
        "evenings": {"shift": {"start": "14:00", "end": "22:00"}, "teams": 1},
        "people": people(1, 1),
        "duties": [{"person": "D1", "on": day(1), "start": "00:00", "end": "00:00", "release": 0}],
        "rules": [{"kind": "hours", "days": 2, "max": 12, "who": "D1"}],
    }
    teams = (team(1), team(2))
    assert told(scenario(**parts), *teams) == []
    plan = over(teams[0], **parts)
    assert told(plan, *teams) == []
    schedule = solve(plan, workers=1)
    assert len(schedule.deployments) == 2
    assert all(tier.known == "proven" for tier in schedule.tiers)
