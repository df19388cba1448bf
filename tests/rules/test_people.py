"""max_evenings, min_evenings, rolling_limit, evening_gap."""

import pytest

from models import Measure
from tests.builders import day, people, report, scenario, team, violations, worked


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
