"""pair_repeat, keep_apart."""

from typing import Any

from models import Measure
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
