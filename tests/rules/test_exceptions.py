"""What `except` takes out of rules of each family, and rules on areas on some days."""

from itertools import permutations
from typing import Any

import pytest

from tandem_models import Scenario, ScenarioError
from tandem_scheduler import solve
from tests.builders import best, cases, day, people, report, scenario, team, violations, worked

FRIDAY = {"start": day(1), "days": 5}
"""Monday to Friday."""


def ruled(*rules: dict[str, Any], **parts: Any) -> Scenario:
    return scenario(rules=list(rules), **parts)


def test_people_are_taken_out_by_every_word_that_selects_them() -> None:
    known = people(2, 2, D2={"tags": "part-time"}, N2={"home": "south", "skills": "driver"})
    teams = [team(n, officer=officer, detective=detective) for n in (1, 2) for officer, detective in [("N2", "D2")]]
    for words in (
        ["part-time", "driver"],
        ["detective", "south"],
        ["D2", "N2"],
        ["detective", "neighbourhood_officer"],
    ):
        assert violations(ruled({"kind": "max_evenings", "max": 1, "except": words}, people=known), *teams) == ()
    found = violations(ruled({"kind": "max_evenings", "max": 1, "except": "part-time"}, people=known), *teams)
    assert [one.people for one in found] == [("N2",)]


def test_people_are_taken_out_of_those_that_who_selects() -> None:
    rule = {"kind": "min_evenings", "min": 1, "who": "detective", "except": "D2"}
    assert [one.people for one in violations(ruled(rule))] == [("D1",)]


def test_a_mentor_pair_meets_again_and_nobody_else() -> None:
    rules = [
        {"kind": "pair_repeat", "limit": 1, "except": ["D1", "N1"]},
        {"kind": "pair_repeat", "limit": 3, "who": ["D1", "N1"]},
    ]
    plan = ruled(*rules)
    assert violations(plan, team(1), team(2), team(3)) == ()
    assert [one.rule for one in violations(plan, team(1), team(2), team(3), team(4))] == [1]
    for one in ({"officer": "N2"}, {"detective": "D2"}):  # one of the two with somebody else
        assert [found.rule for found in violations(plan, team(1, **one), team(2, **one))] == [0]
    found = violations(plan, team(1, detective="D2", officer="N2"), team(2, detective="D2", officer="N2"))
    assert [(one.rule, one.people) for one in found] == [(0, ("D2", "N2"))]


def test_where_people_of_one_role_are_named_pairs_with_one_of_them_are_out() -> None:
    plan = ruled({"kind": "pair_repeat", "limit": 0, "except": "D1"})
    assert violations(plan, team(1), team(2, officer="N2")) == ()
    assert [one.people for one in violations(plan, team(1, detective="D2"))] == [("D2", "N1")]


def test_of_people_kept_apart_two_may_go_together() -> None:
    everybody = ["detective", "neighbourhood_officer"]
    plan = ruled({"kind": "keep_apart", "who": everybody, "except": ["D1", "N1"]})
    assert violations(plan, team(1)) == ()
    assert [one.people for one in violations(plan, team(1, officer="N2"))] == [("D1", "N2")]
    plan = ruled({"kind": "keep_apart", "who": everybody, "except": "D1"})
    assert violations(plan, team(1), team(2, officer="N2")) == ()
    assert [one.people for one in violations(plan, team(1, detective="D2"))] == [("D2", "N1")]


def test_of_people_kept_together_two_may_go_together() -> None:
    plan = ruled({"kind": "keep_together", "who": ["D1", "N1"], "except": ["D1", "N2"]})
    assert violations(plan, team(1, officer="N2")) == ()
    assert [one.people for one in violations(plan, team(1, detective="D2"))] == [("D2", "N1")]
    assert [one.people for one in violations(plan, team(1, detective="D2", officer="N2"))] == []
    plan = ruled({"kind": "keep_together", "who": ["D1", "N1"], "except": ["D2", "N2"]})
    assert [one.people for one in violations(plan, team(1, officer="N2"))] == [("D1", "N2")]


def test_of_people_kept_together_one_may_go_with_anybody() -> None:
    plan = ruled({"kind": "keep_together", "who": ["D1", "D2", "N1"], "except": "D2"})
    assert violations(plan, team(1, detective="D2", officer="N2")) == ()
    assert violations(plan, team(1, detective="D2", officer="N1")) == ()
    assert [one.people for one in violations(plan, team(1, detective="D1", officer="N2"))] == [("D1", "N2")]


def test_areas_and_days_are_taken_out_each_by_itself() -> None:
    plan = ruled({"kind": "area_teams", "max": 0, "except": ["north", "fri", str(day(1))]})
    assert violations(plan, team(2, "north"), team(5, "south"), team(1, "south")) == ()
    assert [one.evenings for one in violations(plan, team(2, "south"))] == [(day(2),)]


def test_a_skill_is_not_asked_for_there_and_then() -> None:
    known = people(2, 2, D2={"skills": "driver"})
    plan = ruled({"kind": "team_skill", "skill": "driver", "except": ["south", "fri"]}, people=known)
    assert violations(plan, team(1, "south"), team(5, "north"), team(1, "north", "D2", "N2")) == ()
    (found,) = violations(plan, team(2, "north"))
    assert found.message.startswith("D1 and N1 form a team in north on 2 March 2021, 0 of them with driver")


def test_an_area_limit_takes_out_people_areas_and_days() -> None:
    known = people(2, 2, D1={"home": "north"})
    rule = {"kind": "area_limit", "max": 0, "who": "detective", "except": ["D2", "north", "fri"]}
    plan = ruled(rule, people=known)
    # North is the area here, not whoever has their home there.
    assert violations(plan, team(1, "north"), team(5, "south"), team(2, "south", "D2")) == ()
    assert [(one.people, one.areas) for one in violations(plan, team(2, "south"))] == [(("D1",), ("south",))]


def test_visits_on_some_evenings_alone() -> None:
    plan = ruled({"kind": "visits", "min": 1, "max": 1, "on": "fri", "areas": "north"})
    assert violations(plan, team(1), team(2), team(5)) == ()
    (found,) = violations(plan, team(1), team(2))
    assert found.message == "north gets 0 visits on fri, at least 1 are wanted (visits)."
    assert [one.units for one in violations(plan, team(5), team(5, "north", "D2", "N2"))] == [1]


def test_a_minimum_of_no_evening_binds_nothing() -> None:
    for rule in ({"kind": "visits", "min": 1, "on": "sat"}, {"kind": "area_limit", "min": 1, "on": "sat"}):
        assert violations(ruled(rule)) == ()
        assert solve(ruled(rule)).status == "optimal"


def test_a_minimum_of_evenings_that_are_over_binds_nothing() -> None:
    fact = {"on": day(2), "area": "south", "detective": "D2", "officer": "N2", "fact": True}
    over = ruled({"kind": "visits", "min": 1, "on": ["mon", "tue"], "areas": "north"}, pins=[fact])
    assert violations(over, team(2, "south", "D2", "N2")) == ()
    assert solve(over).status == "optimal"
    left = ruled({"kind": "visits", "min": 1, "on": ["mon", "wed"], "areas": "north"}, pins=[fact])
    assert [one.units for one in violations(left, team(2, "south", "D2", "N2"))] == [1]


def test_a_gap_counts_the_evenings_named_one_after_the_other() -> None:
    rule = {"kind": "visit_gap", "evenings": 1, "on": ["fri"], "areas": "north"}
    plan = ruled(rule, days=19)  # with three Fridays
    assert violations(plan, team(12)) == ()
    (found,) = violations(plan, team(19), team(6))
    assert (found.units, found.evenings) == (1, (day(5), day(12)))
    assert violations(ruled(rule, days=12, history=worked("D1", -2, area="north")), team(12)) == ()
    assert [one.units for one in violations(ruled(rule, days=5, history=worked("D1", -3, area="north")))] == [1]


def test_area_teams_and_limits_on_some_evenings() -> None:
    assert violations(ruled({"kind": "area_teams", "max": 0, "on": "fri"}), team(1)) == ()
    assert len(violations(ruled({"kind": "area_teams", "max": 0, "on": "fri"}), team(5))) == 1
    limit = ruled({"kind": "area_limit", "max": 1, "on": ["mon", "fri"], "who": "D1"})
    assert violations(limit, team(1), team(2), team(3)) == ()
    (found,) = violations(limit, team(1), team(2), team(5))
    assert (found.units, found.evenings) == (1, (day(1), day(5)))
    assert found.message == "D1 is sent to north 2 times on mon and fri, at most 1 are allowed (area_limit)."


LONE = {"kind": "area_limit", "who": "D1", "max": 0}


@cases(
    closed_on_fridays=(LONE | {"on": "fri"}, {}, (1, 0)),
    closed_but_on_fridays=(LONE | {"except": "fri"}, {}, (4, 0)),
    closed_to_nobody=(LONE | {"except": "D1"}, {}, (0, 0)),
    priced_on_fridays=(LONE | {"on": "fri", "strength": "soft", "weight": 3}, {}, (0, 3)),
    few_on_some_days=({"kind": "area_limit", "max": 1, "on": ["mon", "tue"]}, {}, (1, 0)),
    many_on_some_days=({"kind": "visits", "max": 1, "except": ["mon", "tue"]}, {}, (2, 0)),
    no_team_on_a_day=({"kind": "area_teams", "max": 0, "on": "bank-holiday"}, {}, (0, 0)),
    pair_not_twice=({"kind": "pair_repeat", "limit": 1, "except": "N1"}, {}, (0, 0)),
    kept_apart_but_for_the_two=({"kind": "keep_apart", "who": ["D1", "N1"], "except": ["D1", "N1"]}, {}, (0, 0)),
    kept_together_but_for_one=({"kind": "keep_together", "who": "D1", "except": "D1"}, {}, (0, 0)),
    skill_on_one_day=(
        {"kind": "team_skill", "skill": "driver", "except": ["mon", "tue", "wed", "thu"]},
        {"people": people(1, 2, N2={"skills": "driver"}), "pins": [{"on": day(5), "officer": "N1"}]},
        (),
    ),
)
def test_the_engine_plans_around_exceptions(
    rule: dict[str, Any], parts: dict[str, Any], expected: tuple[int, ...]
) -> None:
    assert best(rules=[rule], **parts) == expected


def test_the_engine_gives_the_mentor_pair_its_evenings() -> None:
    rules = [
        {"kind": "pair_repeat", "limit": 1, "except": ["D1", "N1"]},
        {"kind": "pair_repeat", "limit": 6, "who": ["D1", "N1"]},
        {"kind": "keep_together", "who": ["D1", "N1"]},
    ]
    plan = ruled(
        *rules, days=7, people=people(2, 2), evenings={"shift": {"start": "14:00", "end": "22:00"}, "teams": 1}
    )
    assert len(solve(plan).deployments) == 7  # six of the pair, one of the other two
    without = ruled({"kind": "pair_repeat", "limit": 1}, *rules[1:], days=7, evenings=plan.evenings)
    assert len(solve(without).deployments) == 2


def test_unknown_words_are_told_as_those_of_who_are() -> None:
    with pytest.raises(ScenarioError) as told:
        ruled().changed(
            rules=[
                {"kind": "max_evenings", "max": 1, "except": ["D9", "fri"]},
                {"kind": "visits", "max": 1, "except": ["norht", "sta", "2021-04-01"]},
                {"kind": "area_limit", "max": 1, "except": ["D3", "south"]},
            ]
        )
    known = "known are D1, D2, N1, N2, detective, neighbourhood_officer"
    assert [f"{fault.path}: {fault.message}" for fault in told.value.faults] == [
        "rules[1].except[2]: 2021-04-01 is outside the operation (2021-03-01 to 2021-03-05)",
        "rules[0].except[0]: nobody has the role, id, skill, tag or home area 'D9': alike are D1, D2",
        f"rules[0].except[1]: nobody has the role, id, skill, tag or home area 'fri': {known}",
        "rules[1].except[0]: unknown area or day 'norht', did you mean 'north'?",
        "rules[1].except[1]: unknown area or day 'sta', did you mean 'sat'?",
        "rules[2].except[0]: nobody has the role, id, skill, tag or home area 'D3': alike are D1, D2",
    ]


def test_a_word_that_could_mean_two_things_is_refused() -> None:
    known = people(2, 2, D1={"tags": "north"})
    with pytest.raises(ValueError, match="'north' is an area and an id, skill or tag: name one of the two otherwise"):
        ruled({"kind": "area_limit", "max": 0, "except": "north"}, people=known)
    with pytest.raises(ValueError, match="'sun' is an area and a day: name one of the two otherwise"):
        ruled({"kind": "visits", "max": 0, "except": "sun"}, areas=[{"id": "sun"}])


def test_a_pack_takes_exceptions() -> None:
    pack = {"use": "uk-police", "change": {"average-week": {"except": ["D1"]}}}
    plan = ruled(pack)
    (rule,) = (rule for rule in plan.rules_in_force if rule.kind == "hours")
    assert [person.id for person in plan.bound(rule)] == ["D2", "N1", "N2"]
    assert not (rule.why or "").startswith("changed here")
    assert Scenario.model_validate(plan.model_dump()) == plan


def test_soft_exceptions_cost_nothing() -> None:
    plan = ruled({"kind": "max_evenings", "max": 0, "strength": "soft", "except": ["D1"]})
    assert [(one.people, one.cost) for one in report(plan, team(1)).violations] == [(("N1",), 1)]


DISTRICTS: dict[str, Any] = {
    "evenings": {"shift": {"start": "14:00", "end": "22:00"}},
    "demand": [{"teams": 1}],
}


def apart(*rules: dict[str, Any], **parts: Any) -> Scenario:
    """Two districts that share nothing: D1 and N1 in the north, D2 and N2 in the south."""
    sides = {"north": ["D1", "N1"], "south": ["D2", "N2"]}
    closed = [{"kind": "area_limit", "max": 0, "who": sides[one], "areas": other} for one, other in permutations(sides)]
    return ruled(*closed, *rules, **DISTRICTS, **parts)


def test_an_exception_of_two_who_are_planned_apart_spares_neither_with_others() -> None:
    schedule = solve(apart({"kind": "pair_repeat", "limit": 1, "except": ["D1", "N2"]}), workers=1)
    assert schedule.status == "optimal"
    assert len(schedule.deployments) == 2


@pytest.mark.parametrize("strength", ["hard", "soft"])
@pytest.mark.parametrize("kind", ["keep_together", "keep_apart"])
def test_an_exception_of_people_of_one_district_leaves_the_other_as_it_is(kind: str, strength: str) -> None:
    """In the part of the other nobody is excepted."""
    rule = {"kind": kind, "who": ["D1", "N1"], "except": ["D2", "N2"], "strength": strength}
    with_it, without = (solve(apart(one), workers=1) for one in (rule, rule | {"except": ["D1", "N2"]}))
    assert with_it.status == without.status == "optimal"
    expected = {"keep_together": [0, 0], "keep_apart": [0, 5] if strength == "soft" else [5, 0]}[kind]
    by_name = {tier.name: tier.value for tier in with_it.tiers}
    assert [by_name["coverage"], by_name["rules"]] == expected


def test_a_word_for_a_role_that_somebody_has_as_a_tag_is_that_tag_in_every_district() -> None:
    known = people(2, 2, N2={"tags": "officers"})
    schedule = solve(apart({"kind": "max_evenings", "max": 1, "who": "officers"}, people=known), workers=1)
    assert sorted(team.officer for team in schedule.deployments) == ["N1"] * 5 + ["N2"]
