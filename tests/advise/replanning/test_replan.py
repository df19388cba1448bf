"""A published roster planned anew: what stays, what is told otherwise, and what may stay broken."""

from itertools import pairwise

import pytest

from tandem_models import ArgumentError, Measure, RosterError, ScenarioError, Tier
from tandem_scheduler import amended, check, check_proof, replan
from tandem_scheduler.engine import DEFAULTS, Limits, problems_of
from tandem_scheduler.engine.formulation.build import build
from tandem_scheduler.engine.search.tier_loop import TierLoop
from tests.builders import day, people, scenario, team

SHIFT = {"shift": {"start": "14:00", "end": "22:00"}}
ONE = SHIFT | {"teams": 1}
TOLD = (team(1), team(2, "south", "D2", "N2"), team(3), team(4, "south", "D2", "N2"))
PLAN = scenario(days=4, evenings=ONE)
NEAR = 3
"""By how much changes are dearer with fewer than five clear days."""


def sick(person, first, last=None):
    return {"person": person, "from": day(first), "to": day(last or first)}


def test_nothing_to_change_returns_the_same_roster_proven():
    found = replan(PLAN, TOLD, today=day(2), workers=1)
    assert {*found.schedule.deployments} == {*TOLD}
    changes = found.schedule.tiers[1]
    assert (changes.name, changes.value, changes.known) == ("changes", 0, "proven")
    assert (found.told, found.disrupted, found.comparison.changes) == ((), (), ())
    assert found.message == "Nobody is told anything else."


def test_somebody_sick_is_replaced_by_the_least():
    found = replan(PLAN, TOLD, today=day(2), absences=[sick("D1", 3)], workers=1)
    assert {*found.schedule.deployments} == {*TOLD[:2], team(3, "north", "D2", "N1"), TOLD[3]}
    assert found.told == ("D2", "N1")  # called out, and with another partner
    assert found.schedule.tiers[1].value == NEAR * (6 + 1)
    assert [one.kind for one in found.disrupted] == ["absence"]
    assert found.message == (
        "2 people are told something else, besides D1, who can't go as published. Left as it was, Wed 3 March would be "
        "short of a team. With less told otherwise, no roster keeps what must hold with coverage as good: proven "
        "(changes 21)."
    )
    assert check_proof(found.plan, found.schedule, found.schedule.proof) == ()
    assert check(found.plan, found.schedule).tiers == tuple(tier.value for tier in found.schedule.tiers)


def test_the_notice_makes_changes_dearer():
    late = replan(PLAN, TOLD, today=day(3), absences=[sick("D1", 3)], workers=1)
    early = replan(PLAN, TOLD, today=day(-20), absences=[sick("D1", 3)], workers=1)
    assert (late.schedule.tiers[1].value, early.schedule.tiers[1].value) == (21, 7)


def test_what_is_over_stays_whatever_it_breaks():
    rules = [{"kind": "evening_gap", "evenings": 1}, {"kind": "max_evenings", "max": 2}]
    told = (team(1), team(2), team(3), team(4, "south", "D2", "N2"))
    found = replan(scenario(days=5, evenings=ONE, rules=rules), told, today=day(4), workers=1)
    assert found.schedule.deployments[:3] == told[:3]
    assert found.schedule.has_roster
    # Both have used up their evenings: the fifth is left to the others, who went the evening before.
    assert [one.evening for one in found.schedule.gaps] == [day(5)]


def test_rules_broken_by_hand_may_stay_so_and_no_more():
    rules = [{"kind": "max_evenings", "max": 1, "who": "D1"}, {"kind": "pair_repeat", "limit": 1}]
    plan = scenario(days=4, evenings=ONE, people=people(3, 3), rules=rules)
    told = (team(1), team(2), team(3, "north", "D2", "N2"), team(4, "north", "D3", "N3"))
    found = replan(plan, told, today=day(1), workers=1)
    assert {*found.schedule.deployments} == {*told}
    assert found.schedule.tiers[1].value == 0
    assert {one.kind for one in found.tolerated} == {"max_evenings", "pair_repeat"}
    rows = [(rule.kind, rule.strength, rule.exempt, getattr(rule, "max", getattr(rule, "limit", None)))
            for rule in found.plan.rules]  # fmt: skip
    assert rows == [
        ("max_evenings", "soft", None, 1),  # D1, whom alone it is for
        ("pair_repeat", "hard", None, 1),  # D2 and D3
        ("pair_repeat", "hard", ("D1", "N1"), 1),  # D1 and all others
        ("pair_repeat", "soft", None, 1),
        ("pair_repeat", "hard", None, 2),
    ]
    # With somebody else sick, D1 is not sent a third time, though that would be as few changes.
    again = replan(plan, told, today=day(1), absences=[sick("D2", 3)], workers=1)
    assert sum("D1" in (one.detective, one.officer) for one in again.schedule.deployments) == 2


def test_a_run_of_duties_may_be_as_long_as_it_was_however_far_around_the_operation_it_goes():
    # Two days on duty, a rest day that is worked, and four more.
    shifts = {"E": {"start": "14:00", "end": "22:00"}, "R": {"release": 0}}
    daily = {"anchor": day(-1), "days": [*"EEREEEERRRRRRR"], "shifts": shifts}
    staff = people(1, 1, D1={"pattern": "daily"})
    plan = scenario(days=1, people=staff, patterns={"daily": daily}, rules=[{"kind": "duty_run", "max": 1}])
    told = [team(1)]
    assert not check(plan, told).ok
    assert check(amended(plan, told), told).ok
    assert [rule.most for rule in amended(plan, told).rules] == [None, 2]


def test_a_broken_rule_of_a_pack_leaves_the_rest_of_it():
    plan = scenario(days=3, evenings={"shift": {"start": "08:00", "end": "23:00"}, "teams": 1},
                    rules=[{"use": "uk-police"}])  # fmt: skip
    found = amended(plan, (team(1), team(2)), today=day(1))
    (pack,) = [item for item in found.rules if hasattr(item, "use")]
    assert pack.without == ("daily-rest",)
    assert {rule.strength for rule in found.rules if getattr(rule, "kind", "") == "rest"} == {"soft", "hard"}
    assert replan(plan, (team(1), team(2)), today=day(1), workers=1).schedule.tiers[1].value == 6 * NEAR * 2


def test_an_area_not_gone_to_any_more():
    plan = scenario(days=4, evenings=ONE, rules=[{"kind": "visits", "areas": "north", "min": 2}],
                    demand=[{"areas": "north", "on": [day(3), day(4)], "teams": 1}])  # fmt: skip
    found = replan(plan, TOLD, today=day(2), closures={"north": day(3)}, workers=1)
    assert [one.area for one in found.schedule.deployments] == ["north", "south", "south", "south"]
    assert found.schedule.tiers[1].value == 2 * 2 * NEAR  # a team moved
    assert found.plan.targets["north"] == 1
    assert found.plan.demand == ()
    assert {one.kind for one in found.disrupted} == {"area_teams"}


def test_changes_stand_right_after_coverage_unless_the_plan_says_where():
    tiers = [tier.name for tier in amended(PLAN, TOLD, today=day(2)).objectives]
    assert tiers[:3] == ["coverage", "changes", "priority"]
    last = PLAN.changed(objectives=[Tier.of(Measure.COVERAGE), Tier.of(Measure.FAIRNESS), Tier.of(Measure.CHANGES)])
    assert amended(last, TOLD, today=day(2)).objectives == last.objectives
    none = PLAN.changed(objectives=[Tier.of(Measure.FAIRNESS)])
    assert [tier.name for tier in amended(none, TOLD, today=day(2)).objectives] == ["changes", "fairness"]


def test_who_has_left_and_areas_that_are_gone_count_as_gone():
    told = (*TOLD[:2], team(3, "north", "D9", "N1"), team(4, "old-town", "D2", "N2"))
    found = replan(PLAN, told, today=day(2), workers=1)
    by_evening = {one.evening: one for one in found.schedule.deployments}
    assert by_evening[day(3)].officer == "N1"
    assert (by_evening[day(4)].detective, by_evening[day(4)].officer) == ("D2", "N2")


def test_somebody_told_to_be_in_two_teams_goes_in_one():
    told = (team(3), team(3, "south", "D1", "N2"), team(4))
    found = replan(scenario(days=4), told, today=day(3), workers=1)
    assert found.schedule.has_roster
    assert sum(one.evening == day(3) and one.detective == "D1" for one in found.schedule.deployments) == 1


def test_a_plan_that_has_what_was_published_needs_no_more():
    plan = amended(PLAN, TOLD, today=day(2)).changed(absences=[sick("D1", 3)])
    assert replan(plan, workers=1).told == ("D2", "N1")


def test_no_roster_is_said_to_be_none():
    plan = scenario(days=4, evenings=ONE, rules=[{"kind": "min_evenings", "min": 2, "who": "D1"}])
    told = (team(1), *TOLD[1:])
    found = replan(plan, told, today=day(2), absences=[sick("D1", 2, 4)], workers=1)
    # What asks for work of who is away may be broken; what was pinned may not.
    assert found.schedule.status == "optimal"
    pinned = plan.changed(pins=[{"on": day(3), "detective": "D1"}])
    found = replan(pinned, told, today=day(2), absences=[sick("D1", 2, 4)], workers=1)
    assert (found.schedule.status, found.comparison) == ("infeasible", None)
    assert found.message == "No roster can exist any more: `explain` says why, asked about the plan as it stands now."


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        ({"published": ()}, RosterError, "nothing is published"),
        ({"published": TOLD, "today": "soon"}, ArgumentError, "soon"),
        ({"published": TOLD, "closures": {"nort": day(2)}}, ArgumentError, "no area 'nort', did you mean 'north'"),
        ({"published": TOLD, "absences": [{"person": "D7", "from": day(2)}]}, ScenarioError, "unknown person 'D7'"),
        ({"published": (team(1, "north", "N1", "D1"),)}, ScenarioError, "'N1' is not a detective"),
        ({"published": (team(1, "North"),)}, ScenarioError, "did you mean 'north'"),
        ({"published": (team(1, "north", "D9"),), "today": day(2)}, ScenarioError, "D9"),
        ({"published": (team(1), team(1, "south", "D1", "N2")), "today": day(2)}, ScenarioError, "in two teams"),
    ],
)
def test_what_can_t_be_is_told(given, error, words):
    with pytest.raises(error, match=words):
        amended(PLAN, **given)


def test_what_was_worked_takes_the_place_of_what_was_published():
    worked = (team(2, "north", "D1", "N2"), team(4, "north", "D1", "N2"))  # the last one is to come: left aside
    found = replan(PLAN, TOLD, today=day(3), worked=worked, workers=1)
    assert {*found.schedule.deployments} == {TOLD[0], worked[0], *TOLD[2:]}
    assert found.told == ()


def test_no_more_is_broken_than_was():
    gap = [{"kind": "evening_gap", "evenings": 1}]
    plan = scenario(days=6, evenings=ONE, people=people(2, 6), rules=gap)
    told = [team(n, "north", detective, f"N{n}") for n, detective in enumerate(["D1", "D2", "D1", "D1", "D2", "D1"], 1)]
    found = replan(plan, told, today=day(1), absences=[sick("D2", 5)], workers=1)
    assert [(rule.strength, rule.most) for rule in found.plan.rules] == [("hard", None), ("soft", 1)]
    went = sorted(one.evening for one in found.schedule.deployments if one.detective == "D1")
    assert sum((after - before).days == 1 for before, after in pairwise(went)) <= 1


def test_a_changed_rule_of_a_pack():
    plan = scenario(days=3, evenings={"shift": {"start": "08:00", "end": "23:00"}, "teams": 1},
                    rules=[{"use": "uk-police", "change": {"daily-rest": {"hours": 10}}}])  # fmt: skip
    assert replan(plan, (team(1), team(2)), today=day(1), workers=1).schedule.has_roster


def test_whose_partner_has_left_is_told():
    plan = scenario(days=4, evenings=ONE, people=people(1, 2), absences=[sick("D1", 3)])
    found = replan(plan, (team(3, "north", "D9", "N2"),), today=day(2), workers=1)
    lost = [one for one in found.comparison.changes if one.before is not None and one.before.detective == "D9"]
    assert [(one.person, one.after) for one in lost] == [("D9", None), ("N2", None)]


def test_what_the_past_broke_is_told_once():
    plan = scenario(days=4, evenings=ONE, rules=[{"kind": "evening_gap", "evenings": 1}])
    told = (team(1), team(2), team(4))
    found = replan(plan, told, today=day(3), workers=1)
    assert {one.kind for one in found.accepted} == {"evening_gap"}


def test_nothing_is_planned_where_all_is_over_or_of_another_operation():
    with pytest.raises(ArgumentError, match="every evening is over"):
        replan(PLAN, TOLD, today=day(9))
    with pytest.raises(RosterError, match="none of its teams is of this operation"):
        replan(PLAN, (team(40),), today=day(2))


def test_what_can_stand_of_what_was_published_is_a_roster_at_once():
    plan = amended(PLAN, TOLD, today=day(2), absences=[sick("D1", 3)])
    problem = problems_of(plan)[0]
    model, measures = build(problem)
    loop = TierLoop(model, measures, Limits.within(0), lambda *_: None, DEFAULTS)
    loop.bounds.begin(0)
    loop.complete(Limits.within(5), stopped=True)
    assert loop.best is not None
    assert sum(map(len, loop.best.matched.teams)) >= 2
