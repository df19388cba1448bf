"""pair_repeat, keep_apart, keep_together, team_skill."""

from typing import Any

import pytest
from pydantic import ValidationError

from tandem_models import Measure
from tandem_scheduler import solve
from tests.builders import best, cases, day, people, report, scenario, team, violations, worked


def test_pair_repeat_allows_its_number_and_other_pairs() -> None:
    ruled = scenario(rules=[{"kind": "pair_repeat", "limit": 1}])
    assert violations(ruled, team(1), team(2, officer="N2"), team(3, detective="D2")) == ()


def test_pair_repeat_forbids_one_more() -> None:
    ruled = scenario(rules=[{"kind": "pair_repeat", "limit": 1, "why": "a different pair each evening"}])
    (found,) = violations(ruled, team(1, "north"), team(5, "south"))
    assert (found.kind, found.people, found.evenings, found.units) == (
        "pair_repeat",
        ("D1", "N1"),
        (day(1), day(5)),
        1,
    )
    assert found.message == (
        'D1 and N1 form a team on 2 evenings, at most 1 are allowed (pair_repeat: "a different pair each evening").'
    )


def test_pair_repeat_looks_back_by_the_entry_of_either() -> None:
    for history in (worked("D1", 0, partner="N1"), worked("N1", 0, partner="D1")):
        ruled = scenario(rules=[{"kind": "pair_repeat", "limit": 1}], history=history)
        (found,) = violations(ruled, team(1))
        assert (found.units, found.evenings, found.found) == (1, (day(1),), "2 evenings")
        assert violations(ruled, team(1, officer="N2")) == ()


def test_pair_repeat_counts_both_entries_of_an_evening_once() -> None:
    history = worked("D1", 0, partner="N1") + worked("N1", 0, partner="D1")
    ruled = scenario(rules=[{"kind": "pair_repeat", "limit": 2}], history=history)
    assert violations(ruled, team(1)) == ()


def test_pair_repeat_history_alone_breaks_nothing() -> None:
    ruled = scenario(
        rules=[{"kind": "pair_repeat", "limit": 1, "strength": "soft", "weight": 2}],
        history=worked("D1", 0, -1, -2, partner="N1"),
    )
    assert violations(ruled) == ()
    # The limit is used up, so both meetings are above it, but no more than both.
    assert [(v.units, v.cost) for v in violations(ruled, team(1), team(3))] == [(2, 4)]


def test_pair_repeat_of_some_concerns_pairs_with_one_of_them() -> None:
    ruled = scenario(
        people=people(2, 2, N2={"skills": ["new"]}), rules=[{"kind": "pair_repeat", "limit": 1, "who": ["new"]}]
    )
    assert violations(ruled, team(1), team(2)) == ()
    assert [v.people for v in violations(ruled, team(1, officer="N2"), team(2, officer="N2"))] == [("D1", "N2")]


WITHIN = {"kind": "pair_repeat", "limit": 1, "within": 3}


def test_pair_repeat_within_allows_what_lies_far_enough_apart() -> None:
    ruled = scenario(days=7, rules=[WITHIN])
    assert violations(ruled, team(1), team(4), team(7), team(5, officer="N2")) == ()


def test_pair_repeat_within_forbids_one_more_and_names_the_evenings() -> None:
    ruled = scenario(days=7, rules=[WITHIN | {"why": "variety"}])
    assert [found.units for found in violations(ruled, team(2), team(3))] == [2]  # in two windows
    (found,) = violations(ruled, team(3), team(5))
    assert (found.kind, found.people, found.evenings, found.units) == ("pair_repeat", ("D1", "N1"), (day(3), day(5)), 1)
    assert found.message == (
        'D1 and N1 form a team on 3 and 5 March 2021, at most 1 in 3 days is allowed (pair_repeat: "variety").'
    )


def test_pair_repeat_within_tells_apart_clusters_with_no_meeting_in_common() -> None:
    ruled = scenario(days=9, rules=[WITHIN])
    found = violations(ruled, *map(team, (1, 2, 6, 8, 9)))
    assert [v.evenings for v in found] == [(day(1), day(2)), (day(6), day(8), day(9))]
    assert [v.units for v in found] == [2, 3]  # the windows from 0 and 1; from 6, 7 and 8


def test_pair_repeat_within_looks_back_and_history_alone_breaks_nothing() -> None:
    ruled = scenario(rules=[WITHIN | {"strength": "soft"}], history=worked("D1", 0, -1, partner="N1"))
    assert violations(ruled) == ()
    # Evening 1 lies with the history in two windows, evening 2 in one.
    (found,) = violations(ruled, team(1))
    assert (found.units, found.cost, found.evenings) == (2, 2, (day(1),))
    assert "on 27, 28 February and 1 March 2021" in found.message
    assert [found.units for found in violations(ruled, team(2))] == [1]
    assert violations(ruled, team(3)) == ()


def test_pair_repeat_within_of_some() -> None:
    ruled = scenario(rules=[WITHIN | {"who": ["N2"]}])
    assert violations(ruled, team(1), team(2), team(3)) == ()
    assert {found.people for found in violations(ruled, team(1, officer="N2"), team(2, officer="N2"))} == {("D1", "N2")}


def test_never_within_some_days_is_refused() -> None:
    with pytest.raises(ValidationError, match="limit 0 means never, within any time: leave out `within`"):
        scenario(rules=[{"kind": "pair_repeat", "limit": 0, "within": 3}])


@cases(
    allows=(WITHIN | {"within": 1}, {}, (0, 0)),
    forbids=(WITHIN, {}, (3, 0)),  # evenings 1 and 4
    both_edges=(WITHIN | {"within": 4}, {}, (3, 0)),  # evenings 1 and 5
    two=(WITHIN | {"limit": 2}, {}, (1, 0)),
    some=(WITHIN | {"who": ["N2"]}, {"people": people(1, 2)}, (0, 0)),
    another_officer=(WITHIN | {"within": 2}, {"people": people(1, 2)}, (0, 0)),
    history=(WITHIN, {"days": 3, "history": worked("D1", 0, partner="N1")}, (2, 0)),
    soft=(WITHIN | {"strength": "soft", "weight": 2, "within": 2}, {}, (0, 8)),
    soft_first=(WITHIN | {"strength": "soft", "within": 2}, {"objectives": ["rules", "coverage"]}, (0, 2)),
)
def test_pair_repeat_within_solved(rule: dict[str, Any], parts: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert best(rules=[rule], **parts) == expected


def test_keep_apart_allows_teams_with_others() -> None:
    ruled = scenario(rules=[{"kind": "keep_apart", "who": ["D1", "N1"]}])
    assert violations(ruled, team(1, officer="N2"), team(1, "south", "D2", "N1")) == ()


def test_keep_apart_forbids_the_team() -> None:
    ruled = scenario(rules=[{"kind": "keep_apart", "who": ["D1", "N1"]}])
    (found,) = violations(ruled, team(1), team(5))
    assert (found.kind, found.people, found.evenings, found.units) == ("keep_apart", ("D1", "N1"), (day(1), day(5)), 2)
    assert found.message == (
        "D1 and N1 form a team on 1 March 2021 and 5 March 2021, but are to be kept apart (keep_apart)."
    )


def test_keep_apart_soft_by_skill() -> None:
    ruled = scenario(
        people=people(2, 2, D1={"skills": ["new"]}, N1={"skills": ["new"]}),
        rules=[{"kind": "keep_apart", "who": ["new"], "strength": "soft", "weight": 6}],
    )
    checked = report(ruled, team(1), team(2), team(3, officer="N2"), team(3, "south", "D2", "N1"))
    assert [(v.people, v.units, v.cost) for v in checked.violations] == [(("D1", "N1"), 2, 12)]
    assert checked.measures[Measure.RULES] == 12


SOFT = {"strength": "soft", "weight": 2}


TWICE = {"kind": "pair_repeat", "limit": 2}
TWO_OFFICERS = {"people": people(1, 2)}


@cases(
    allows=(TWICE | {"limit": 5}, {}, (0, 0)),
    forbids=(TWICE, {}, (3, 0)),
    other_pairs=(TWICE, TWO_OFFICERS, (1, 0)),
    some=(TWICE | {"who": ["N1"]}, TWO_OFFICERS, (0, 0)),
    one_of_the_two_is_enough=(TWICE | {"who": ["detective"]}, TWO_OFFICERS, (1, 0)),
    none=(TWICE | {"limit": 0}, {}, (5, 0)),
    history=(TWICE, {"history": worked("D1", 0, partner="N1")}, (4, 0)),
    history_told_by_the_officer=(TWICE, {"history": worked("N1", 0, partner="D1")}, (4, 0)),
    history_told_by_both=(TWICE, {"history": worked("N1", 0, partner="D1") + worked("D1", 0, partner="N1")}, (4, 0)),
    history_without_partner=(TWICE, {"history": worked("D1", 0, -1)}, (3, 0)),
    history_beyond_the_limit=(TWICE, {"history": worked("D1", 0, -1, -2, partner="N1")}, (5, 0)),
    soft=(TWICE | SOFT, {}, (0, 6)),
    soft_other_pairs=(TWICE | SOFT, TWO_OFFICERS, (0, 2)),
    soft_history_beyond_the_limit=(TWICE | SOFT, {"history": worked("D1", 0, -1, -2, partner="N1")}, (0, 10)),
    soft_first=(TWICE | SOFT, {"objectives": ["rules", "coverage"]}, (0, 3)),
)
def test_pair_repeat_solved(rule: dict[str, Any], parts: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert best(rules=[rule], **parts) == expected


def test_a_hard_and_a_soft_limit_on_the_same_pairs() -> None:
    rules = [TWICE | {"limit": 3}, TWICE | SOFT | {"limit": 1}]
    # Three of five evenings, two of them above the soft limit.
    assert best(rules=rules) == (2, 4)


APART = {"kind": "keep_apart", "who": ["D1", "N1"]}


@cases(
    allows=(APART, TWO_OFFICERS, (0, 0)),
    forbids=(APART, {}, (5, 0)),
    one_named_alone=(APART | {"who": ["N1"]}, {}, (0, 0)),
    roles=(APART | {"who": ["detective", "neighbourhood_officer"]}, TWO_OFFICERS, (5, 0)),
    a_skill=(
        APART | {"who": ["new"]},
        {"people": people(1, 2, D1={"skills": ["new"]}, N1={"skills": ["new"]})},
        (0, 0),
    ),
    against_a_pin=(APART, {"pins": [{"on": day(1), "detective": "D1", "officer": "N1"}]}, ()),
    soft=(APART | SOFT, {}, (0, 10)),
    soft_others=(APART | SOFT, TWO_OFFICERS, (0, 0)),
)
def test_keep_apart_solved(rule: dict[str, Any], parts: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert best(rules=[rule], **parts) == expected


DRIVER = {"D2": {"skills": ["driver"]}, "N2": {"skills": ["driver", "boat"]}}


def test_keep_together_allows_teams_of_both_or_of_neither() -> None:
    ruled = scenario(rules=[{"kind": "keep_together", "who": ["D1", "N1"]}])
    assert violations(ruled, team(1), team(1, "south", "D2", "N2")) == ()


def test_keep_together_holds_on_the_first_evening() -> None:
    ruled = scenario(rules=[{"kind": "keep_together", "who": ["D1", "N1"]}])
    assert [(v.people, v.evenings) for v in violations(ruled, team(1, officer="N2"))] == [(("D1", "N2"), (day(1),))]


def test_keep_together_forbids_a_team_with_one_of_them() -> None:
    ruled = scenario(rules=[{"kind": "keep_together", "who": ["D1", "N1"], "why": "she is new"}])
    (found,) = violations(ruled, team(2, officer="N2"), team(5, officer="N2"))
    assert (found.kind, found.people, found.evenings, found.units) == (
        "keep_together",
        ("D1", "N2"),
        (day(2), day(5)),
        2,
    )
    assert found.message == (
        "D1 forms a team with N2 on 2 March 2021 and 5 March 2021, but is to be kept together with others "
        '(keep_together: "she is new").'
    )


def test_team_skill_allows_one_of_the_two() -> None:
    ruled = scenario(people=people(2, 2, **DRIVER), rules=[{"kind": "team_skill", "skill": "driver"}])
    assert violations(ruled, team(1, detective="D2"), team(2, officer="N2")) == ()


def test_team_skill_forbids_a_team_without() -> None:
    ruled = scenario(people=people(2, 2, **DRIVER), rules=[{"kind": "team_skill", "skill": "driver"}])
    (found,) = violations(ruled, team(5), team(5, "south", "D2", "N2"))
    assert (found.kind, found.people, found.evenings, found.units) == ("team_skill", ("D1", "N1"), (day(5),), 1)
    assert found.message == (
        "D1 and N1 form a team on 5 March 2021, 0 of them with driver, at least 1 must be (team_skill)."
    )


def test_team_skill_counts_each_member_and_skill_missing() -> None:
    rule = {"kind": "team_skill", "skill": ["driver", "boat"], "at_least": 2, "strength": "soft", "weight": 3}
    ruled = scenario(people=people(2, 2, **DRIVER), rules=[rule])
    # D1 and N1: two drivers and two of the boat missing; D2 and N2: one of the boat.
    checked = report(ruled, team(1), team(1, "south", "D2", "N2"))
    assert sorted(violation.units for violation in checked.violations) == [1, 2, 2]
    assert checked.measures[Measure.RULES] == 15


def test_team_skill_on_some_evenings() -> None:
    rule = {"kind": "team_skill", "skill": "driver", "on": ["friday", day(1)]}
    ruled = scenario(people=people(2, 2, **DRIVER), rules=[rule])
    assert violations(ruled, team(2), team(3), team(4)) == ()
    assert [found.evenings for found in violations(ruled, team(1), team(2), team(5))] == [(day(1), day(5))]


def test_team_skill_in_some_areas() -> None:
    rule = {"kind": "team_skill", "skill": "driver", "areas": ["south"], "on": [day(1), day(2)]}
    ruled = scenario(people=people(2, 2, **DRIVER), rules=[rule])
    assert violations(ruled, team(1, "north"), team(3, "south")) == ()
    (found,) = violations(ruled, team(1, "south"), team(2, "north"), team(3, "south"))
    assert (found.evenings, found.units) == ((day(1),), 1)
    assert found.message == (
        "D1 and N1 form a team in south on 1 March 2021, 0 of them with driver, at least 1 must be (team_skill)."
    )


def test_nobody_has_the_skill() -> None:
    with pytest.raises(ValidationError, match=r"nobody has the skill 'drivr', did you mean 'driver'\?"):
        scenario(people=people(2, 2, **DRIVER), rules=[{"kind": "team_skill", "skill": "drivr"}])


TOGETHER = {"kind": "keep_together", "who": ["D1", "N1"]}


@cases(
    allows=(TOGETHER, {}, (0, 0)),
    forbids=(TOGETHER, {"absences": [{"person": "N1", "from": day(1), "to": day(2)}]} | TWO_OFFICERS, (2, 0)),
    first_evening=(TOGETHER, {"days": 1, "absences": [{"person": "N1", "from": day(1)}]} | TWO_OFFICERS, (1, 0)),
    neither=(TOGETHER | {"who": ["N1"]}, TWO_OFFICERS, (0, 0)),  # N1 would work with another of them: there is none
    one_named_alone=(TOGETHER | {"who": ["D1"]}, TWO_OFFICERS, (5, 0)),
    a_tag=(TOGETHER | {"who": ["new"]}, {"people": people(1, 2, D1={"tags": ["new"]}, N2={"tags": "new"})}, (0, 0)),
    a_home=(TOGETHER | {"who": ["north"]}, {"people": people(1, 1, N1={"home": "north"})}, (5, 0)),
    against_a_pin=(TOGETHER, {"pins": [{"on": day(1), "detective": "D1", "officer": "N2"}]} | TWO_OFFICERS, ()),
    soft=(TOGETHER | SOFT, {"absences": [{"person": "N1", "from": day(1), "to": day(2)}]} | TWO_OFFICERS, (0, 4)),
)
def test_keep_together_solved(rule: dict[str, Any], parts: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert best(rules=[rule], **parts) == expected


DRIVES = {"kind": "team_skill", "skill": "driver"}
BOTH = {
    "people": people(2, 2, **DRIVER),
    "evenings": {"shift": {"start": "14:00", "end": "22:00"}, "teams": 2},
    "areas": [{"id": "north"}, {"id": "south"}],
}


VISITED = {"demand": [{"areas": ["north"], "teams": 2, "shortage": 1}]}


@cases(
    allows=(DRIVES, BOTH, (0, 0)),  # D1 with N2, D2 with N1
    forbids=(DRIVES | {"skill": "boat"}, BOTH, (5, 0)),
    both_members=(DRIVES | {"at_least": 2}, BOTH, (5, 0)),
    several=(DRIVES | {"skill": ["driver", "boat"]}, BOTH, (5, 0)),
    first_and_last_evening=(DRIVES | {"skill": "boat", "on": [day(1), day(5)]}, BOTH, (2, 0)),
    with_other_pairs=(DRIVES, BOTH | {"absences": [{"person": "N2", "from": day(1), "to": day(5)}]}, (5, 0)),
    against_a_pin=(DRIVES, BOTH | {"pins": [{"on": day(1), "detective": "D1", "officer": "N1"}]}, ()),
    an_area=(DRIVES | {"skill": "boat", "areas": ["north"]}, BOTH, (0, 0)),  # both teams go south
    an_area_to_visit=(DRIVES | {"skill": "boat", "areas": ["north"]}, BOTH | VISITED, (5, 0)),
    an_area_on_an_evening=(DRIVES | {"skill": "boat", "areas": ["north"], "on": [day(5)]}, BOTH | VISITED, (1, 0)),
    an_area_served=(DRIVES | {"areas": ["north"]}, BOTH | VISITED, (0, 0)),
    an_area_soft=(DRIVES | SOFT | {"skill": "boat", "areas": ["north"]}, BOTH | VISITED, (0, 10)),
    an_area_soft_both=(DRIVES | SOFT | {"areas": ["north"], "at_least": 2}, BOTH | VISITED, (0, 20)),
    soft=(DRIVES | SOFT | {"skill": "boat"}, BOTH, (0, 10)),
    # Each evening three of four members have no boat.
    soft_both_members=(DRIVES | SOFT | {"skill": "boat", "at_least": 2}, BOTH, (0, 30)),
)
def test_team_skill_solved(rule: dict[str, Any], parts: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert best(rules=[rule], **parts) == expected


def test_limits_on_teams_are_proven_without_saying_who_meets_whom() -> None:
    rules = [DRIVES | SOFT | {"skill": "boat"}, TOGETHER | SOFT | {"who": ["driver"]}]
    schedule = solve(scenario(**BOTH, rules=rules, objectives=["coverage", "rules"]), workers=1)
    assert [tier.known for tier in schedule.tiers] == ["proven", "proven"]


def test_rules_on_teams_that_can_not_all_be_kept_at_once_are_proven() -> None:
    # D1 and N1 belong together and neither drives: each rule could be kept alone, with all four at work not both.
    rules = [DRIVES | SOFT, TOGETHER | SOFT]
    schedule = solve(scenario(**BOTH, rules=rules, objectives=["coverage", "rules"]), workers=1)
    assert [(tier.value, tier.known) for tier in schedule.tiers] == [(0, "proven"), (10, "proven")]
