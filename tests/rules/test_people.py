"""max_evenings, min_evenings, rolling_limit, evening_gap."""

from typing import Any

import pytest

from tandem_models import Measure
from tests.builders import best, cases, day, people, report, scenario, team, violations, worked


def test_max_evenings_allows_its_number() -> None:
    ruled = scenario(rules=[{"kind": "max_evenings", "max": 2}])
    assert violations(ruled, team(1), team(5)) == ()


def test_max_evenings_forbids_one_more() -> None:
    ruled = scenario(rules=[{"kind": "max_evenings", "max": 1, "who": "detective", "why": "other cases wait"}])
    (found,) = violations(ruled, team(1), team(5))
    assert (found.kind, found.rule, found.strength, found.units, found.cost) == ("max_evenings", 0, "hard", 1, 0)
    assert (found.people, found.evenings) == (("D1",), (day(1), day(5)))
    assert (found.allowed, found.found) == ("at most 1 evening", "2 evenings")
    assert found.message == 'D1 works 2 evenings, at most 1 are allowed (max_evenings: "other cases wait").'


def test_max_evenings_does_not_count_history() -> None:
    ruled = scenario(rules=[{"kind": "max_evenings", "max": 1}], history=worked("D1", 0, -3))
    assert violations(ruled, team(1)) == ()


def test_max_evenings_soft_costs_each_evening_above() -> None:
    ruled = scenario(rules=[{"kind": "max_evenings", "max": 1, "strength": "soft", "weight": 3}])
    checked = report(ruled, team(1), team(3), team(5))
    # D1 and N1 work 3 evenings each, 2 above the limit: 2 x 3 each.
    assert [(v.people, v.units, v.cost, v.strength) for v in checked.violations] == [
        (("D1",), 2, 6, "soft"),
        (("N1",), 2, 6, "soft"),
    ]
    assert checked.ok
    assert checked.measures[Measure.RULES] == 12


def test_max_evenings_of_a_skill() -> None:
    ruled = scenario(
        people=people(2, 2, D2={"skills": ["pip2"]}), rules=[{"kind": "max_evenings", "max": 0, "who": ["pip2"]}]
    )
    assert violations(ruled, team(1)) == ()
    assert [v.people for v in violations(ruled, team(1, detective="D2"))] == [("D2",)]


def test_max_evenings_of_a_tag_and_of_a_home() -> None:
    some = people(2, 2, D2={"tags": ["new"]}, N2={"home": "south"})
    for word, who in (("new", "D2"), ("south", "N2")):
        ruled = scenario(people=some, rules=[{"kind": "max_evenings", "max": 0, "who": [word]}])
        found = violations(ruled, team(1), team(2, "north", "D2", "N2"))
        assert [violation.people for violation in found] == [(who,)]


def test_min_evenings_allows_its_number() -> None:
    ruled = scenario(rules=[{"kind": "min_evenings", "min": 2, "who": ["D1"]}])
    assert violations(ruled, team(1), team(5)) == ()


def test_min_evenings_wants_more_whatever_the_history() -> None:
    ruled = scenario(rules=[{"kind": "min_evenings", "min": 2, "who": ["D1"]}], history=worked("D1", 0, -1))
    (found,) = violations(ruled, team(1))
    assert (found.kind, found.units, found.people) == ("min_evenings", 1, ("D1",))
    assert found.message == "D1 works 1 evening, at least 2 are wanted (min_evenings)."


def test_min_evenings_soft_counts_those_who_never_work() -> None:
    ruled = scenario(rules=[{"kind": "min_evenings", "min": 2, "strength": "soft", "who": "detective"}])
    checked = report(ruled, team(1), team(2))
    assert [(v.people, v.units, v.cost) for v in checked.violations] == [(("D2",), 2, 2)]


def test_rolling_limit_allows_evenings_a_window_apart() -> None:
    ruled = scenario(rules=[{"kind": "rolling_limit", "days": 3, "limit": 1}])
    assert violations(ruled, team(1), team(4)) == ()


def test_rolling_limit_forbids_too_many_in_a_window() -> None:
    ruled = scenario(rules=[{"kind": "rolling_limit", "days": 3, "limit": 2, "who": ["D1"]}])
    (found,) = violations(ruled, team(1), team(2), team(3))
    assert (found.kind, found.units, found.people, found.evenings) == (
        "rolling_limit",
        1,
        ("D1",),
        (day(1), day(2), day(3)),
    )
    assert (found.allowed, found.found) == ("at most 2 evenings in 3 days", "3 evenings")
    assert found.message == "D1 works 3 evenings between 1 and 3 March 2021, at most 2 are allowed (rolling_limit)."


@pytest.mark.parametrize("last", [(4, 5), (1, 2)], ids=["the end", "the start"])
def test_rolling_limit_holds_at_the_edges(last: tuple[int, int]) -> None:
    ruled = scenario(rules=[{"kind": "rolling_limit", "days": 2, "limit": 1, "who": ["D1"]}])
    (found,) = violations(ruled, *map(team, last))
    assert found.evenings == tuple(map(day, last))


def test_rolling_limit_counts_windows_that_reach_beyond_the_operation() -> None:
    ruled = scenario(days=1, rules=[{"kind": "rolling_limit", "days": 3, "limit": 0, "who": ["D1"]}])
    # 1 March lies in the windows that begin on 27 and 28 February and on 1 March.
    found = violations(ruled, team(1))
    assert [v.units for v in found] == [1, 1, 1]
    assert "between 27 February and 1 March 2021" in found[0].message
    assert "between 1 and 3 March 2021" in found[2].message


def test_rolling_limit_looks_back() -> None:
    ruled = scenario(rules=[{"kind": "rolling_limit", "days": 3, "limit": 1}], history=worked("D1", -1))
    # 27 February and 1 March lie in one window of 3 days, 27 February and 2 March in none.
    (found,) = violations(ruled, team(1))
    assert found.people == ("D1",)
    assert found.evenings == (day(-1), day(1))
    assert "2 evenings between 27 February and 1 March 2021 (1 before the operation)" in found.message
    assert violations(ruled, team(2)) == ()


def test_rolling_limit_history_alone_breaks_nothing() -> None:
    ruled = scenario(rules=[{"kind": "rolling_limit", "days": 4, "limit": 1}], history=worked("D1", 0, -1, -2))
    assert violations(ruled) == ()
    # The history uses the limit up, so that each window with 1 March and a day of the history has 1 unit: those that
    # begin on 26, 27 and 28 February. The window that begins on 1 March has one evening and is allowed.
    assert [v.units for v in violations(ruled, team(1))] == [1, 1, 1]


def test_rolling_limit_soft_costs_each_window() -> None:
    ruled = scenario(rules=[{"kind": "rolling_limit", "days": 3, "limit": 1, "strength": "soft", "weight": 5}])
    checked = report(ruled, team(2), team(3))
    # 2 and 3 March lie together in the windows that begin on 1 and 2 March: 2 windows x 2 people x 5.
    assert [v.cost for v in checked.violations] == [5, 5, 5, 5]
    assert checked.measures[Measure.RULES] == 20


def test_rolling_limit_soft_counts_each_evening_above() -> None:
    ruled = scenario(
        days=3, rules=[{"kind": "rolling_limit", "days": 3, "limit": 1, "strength": "soft", "who": ["D1"]}]
    )
    # Windows of 1-3 March: 2 units; of 28 February-2 March and of 2-4 March: 1 each; all others hold one evening.
    assert sorted(v.units for v in violations(ruled, team(1), team(2), team(3))) == [1, 1, 2]


def test_evening_gap_allows_the_gap() -> None:
    ruled = scenario(rules=[{"kind": "evening_gap", "evenings": 1}])
    assert violations(ruled, team(1), team(3), team(5)) == ()


def test_evening_gap_forbids_two_in_a_row() -> None:
    ruled = scenario(rules=[{"kind": "evening_gap", "evenings": 1, "who": ["N1"]}])
    (found,) = violations(ruled, team(4), team(5))
    assert (found.kind, found.people, found.evenings, found.units) == ("evening_gap", ("N1",), (day(4), day(5)), 1)
    assert found.message == (
        "N1 works on 4 March 2021 and 5 March 2021 with 0 evenings free in between, at least 1 must be (evening_gap)."
    )


def test_evening_gap_looks_back() -> None:
    ruled = scenario(rules=[{"kind": "evening_gap", "evenings": 2}], history=worked("D1", 0, -1))
    # 28 February and 2 March have one evening between them, 28 February and 3 March two; the history itself is past.
    (found,) = violations(ruled, team(2))
    assert (found.evenings, found.units) == ((day(0), day(2)), 1)
    assert violations(ruled, team(3)) == ()


def test_evening_gap_costs_as_the_rolling_limit_that_it_is() -> None:
    history = worked("D1", 0, -2)
    roster = (team(1), team(2), team(5), team(3, detective="D2"), team(5, detective="D2", officer="N2"))
    soft = {"strength": "soft", "weight": 1}
    gap = scenario(rules=[{"kind": "evening_gap", "evenings": 3, **soft}], history=history)
    rolling = scenario(rules=[{"kind": "rolling_limit", "days": 4, "limit": 1, **soft}], history=history)
    # D1: 0|1 3 units, 1|2 3, 2|5 1. D2: 3|5 2. N1: 1|2 3, 2|3 3, 3|5 2. N2: none.
    assert report(gap, *roster).measures[Measure.RULES] == 17
    assert report(rolling, *roster).measures[Measure.RULES] == 17


SOFT = {"strength": "soft", "weight": 2}


MOST_TWO = {"kind": "max_evenings", "max": 2}


@cases(
    allows=(MOST_TWO | {"max": 5}, {}, (0, 0)),
    forbids=(MOST_TWO, {}, (3, 0)),  # two of five evenings
    some=(MOST_TWO | {"who": ["N1"]}, {"people": people(1, 2)}, (0, 0)),  # N2 takes the other three
    a_role=(MOST_TWO | {"who": ["detective"]}, {"people": people(1, 2)}, (3, 0)),
    a_skill=(MOST_TWO | {"who": ["dog"]}, {"people": people(1, 1, D1={"skills": ["dog"]})}, (3, 0)),
    a_tag=(MOST_TWO | {"who": ["new"]}, {"people": people(1, 2, N1={"tags": ["new"]}, N2={"tags": ["new"]})}, (1, 0)),
    a_home=(MOST_TWO | {"who": ["north"]}, {"people": people(1, 1, N1={"home": "north"})}, (3, 0)),
    soft=(MOST_TWO | SOFT, {}, (0, 12)),  # three evenings above, two people, 2 each
    soft_first=(MOST_TWO | SOFT, {"objectives": ["rules", "coverage"]}, (0, 3)),
    history_not_counted=(MOST_TWO, {"history": worked("D1", 0, -1)}, (3, 0)),
    none=(MOST_TWO | {"max": 0}, {}, (5, 0)),
)
def test_max_evenings_solved(rule: dict[str, Any], parts: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert best(rules=[rule], **parts) == expected


LEAST_TWO = {"kind": "min_evenings", "min": 2}
TWO_OFFICERS = {"people": people(1, 2)}


@cases(
    allows=(LEAST_TWO, {}, (0, 0)),
    forbids=(LEAST_TWO | {"min": 6}, {}, ()),  # there are five evenings
    forbids_those_away=(LEAST_TWO, {"absences": [{"person": "D1", "from": day(1), "to": day(4)}]}, ()),
    everybody=(LEAST_TWO | {"min": 3}, TWO_OFFICERS, ()),  # N1 and N2 would need six evenings
    some=(LEAST_TWO | {"min": 3, "who": ["N2"]}, TWO_OFFICERS, (0, 0)),
    soft=(LEAST_TWO | SOFT | {"min": 3}, TWO_OFFICERS, (0, 2)),  # N1 or N2 has two evenings only
    soft_beyond_reach=(LEAST_TWO | SOFT | {"min": 6}, {}, (0, 4)),
    history_not_counted=(LEAST_TWO | {"min": 5, "who": ["N1"]}, {"history": worked("N1", 0)}, (0, 0)),
    against_coverage=(LEAST_TWO, {"evenings": {"shift": {"start": "14:00", "end": "22:00"}, "teams": 0}}, ()),
)
def test_min_evenings_solved(rule: dict[str, Any], parts: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert best(rules=[rule], **parts) == expected


ONE_IN_THREE = {"kind": "rolling_limit", "days": 3, "limit": 1}
IDLE = {"objectives": ["rules", "coverage"]}


@cases(
    allows=(ONE_IN_THREE | {"limit": 3}, {}, (0, 0)),
    forbids=(ONE_IN_THREE, {}, (3, 0)),  # evenings 1 and 4, or 2 and 5
    first_window=(ONE_IN_THREE, {"days": 3}, (2, 0)),
    last_window=(ONE_IN_THREE | {"days": 2}, {"days": 2}, (1, 0)),
    longer_than_the_operation=(ONE_IN_THREE | {"days": 9}, {}, (4, 0)),
    some=(ONE_IN_THREE | {"who": ["N1"]}, TWO_OFFICERS, (0, 0)),
    history=(ONE_IN_THREE, {"days": 2, "history": worked("D1", 0)}, (2, 0)),  # free again on evening 3
    history_out_of_reach=(ONE_IN_THREE, {"days": 3, "history": worked("D1", -2)}, (2, 0)),
    history_beyond_the_limit=(ONE_IN_THREE, {"days": 3, "history": worked("D1", 0, -1)}, (2, 0)),
    # The windows from that of evening 1 alone to that of evening 5 alone hold 1, 2, 3, 3, 3, 2, 1: 8 above in all.
    soft=(ONE_IN_THREE | SOFT | {"who": ["D1"]}, {}, (0, 16)),
    soft_at_both_edges=(ONE_IN_THREE | SOFT | {"limit": 0, "who": ["D1"]}, {"days": 1}, (0, 6)),  # three windows
    # Evening 1 is in two windows with the one before the operation, each 1 above.
    soft_history=(ONE_IN_THREE | SOFT, {"days": 1, "history": worked("D1", 0)}, (0, 4)),
    soft_first=(ONE_IN_THREE | SOFT, IDLE, (0, 3)),
)
def test_rolling_limit_solved(rule: dict[str, Any], parts: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert best(rules=[rule], **parts) == expected


GAP = {"kind": "evening_gap", "evenings": 1}


@cases(
    allows_all_to_two_teams=(GAP, {"people": people(2, 2)}, (0, 0)),
    forbids=(GAP, {}, (2, 0)),  # evenings 1, 3 and 5
    wider=(GAP | {"evenings": 3}, {}, (3, 0)),  # evenings 1 and 5
    some=(GAP | {"who": ["N1"]}, TWO_OFFICERS, (0, 0)),
    history=(GAP, {"days": 3, "history": worked("N1", 0)}, (2, 0)),  # evening 2 alone
    history_out_of_reach=(GAP, {"days": 3, "history": worked("N1", -1)}, (1, 0)),
    soft=(GAP | SOFT, {}, (0, 16)),  # four times two in a row, two people, 2 each
    soft_wider=(GAP | SOFT | {"evenings": 2, "who": ["D1"]}, {"days": 3}, (0, 8)),  # 1-2 and 2-3, 2 units each
    soft_history=(GAP | SOFT, {"days": 1, "history": worked("D1", 0)}, (0, 2)),
)
def test_evening_gap_solved(rule: dict[str, Any], parts: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert best(rules=[rule], **parts) == expected
