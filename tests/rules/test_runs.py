"""consecutive, days_off, weekends."""

from typing import Any

import pytest

from tandem_models import Measure, Scenario
from tandem_scheduler import solve
from tests.builders import best, cases, day, people, report, scenario, team, violations, worked

SOFT = {"strength": "soft", "weight": 2}
IDLE = {"objectives": ["rules", "coverage"]}


def on(*evenings: int) -> list[Any]:
    """D1 and N1 at work on these evenings."""
    return [team(evening) for evening in evenings]


def of_d1(found: Any) -> list[tuple[int, tuple[Any, ...]]]:
    return [(violation.units, violation.evenings) for violation in found if violation.people == ("D1",)]


# Evenings worked, dates of the history worked, and the units of `min: 3` in an operation of seven evenings. The history
# of somebody else makes the dates from 26 February (-2) on known where `known` says so.
EDGES: dict[str, tuple[list[int], list[int], bool, int]] = {
    "bounded on both sides": ([3, 4], [], False, 1),
    "bounded, one evening": ([4], [], False, 2),
    "bounded, long enough": ([3, 4, 5], [], False, 0),
    "at the start, nothing known before": ([1, 2], [], False, 0),
    "at the start, free before": ([1, 2], [], True, 1),
    "from the second evening on": ([2, 3], [], False, 1),
    "at the end": ([6, 7], [], False, 0),
    "up to the last but one": ([5, 6], [], False, 1),
    "begun in the history": ([1], [0], True, 1),
    "begun in the history, long enough": ([1], [-1, 0], True, 0),
    "begun with the history": ([1], [0], False, 0),
    "of the history alone": ([], [0], True, 0),
    "two short runs": ([2, 4], [], False, 4),
    "all seven": ([1, 2, 3, 4, 5, 6, 7], [], False, 0),
}


@pytest.mark.parametrize(("evenings", "past", "known", "units"), EDGES.values(), ids=EDGES)
def test_consecutive_min_at_the_edges(evenings: list[int], past: list[int], known: bool, units: int) -> None:
    rule = {"kind": "consecutive", "min": 3, "who": ["D1"], "strength": "soft"}
    history = worked("D1", *past) + (worked("D2", -2) if known else [])
    ruled = scenario(days=7, rules=[rule], history=history)
    assert sum(violation.units for violation in violations(ruled, *on(*evenings))) == units
    assert pinned(ruled, evenings) == units


def pinned(ruled: Scenario, evenings: list[int]) -> int:
    """The units that the solver finds where D1 works just these evenings."""
    wishes = [
        {"person": "D1", "on": day(n), "want": "on" if n in evenings else "off", "weight": 1000} for n in range(1, 8)
    ]
    data = ruled.model_dump() | {"requests": wishes, "objectives": ["requests", "rules"]}
    schedule = solve(Scenario.model_validate(data), workers=1)
    assert schedule.status == "optimal"
    assert schedule.tiers[0].value == 0
    return schedule.tiers[1].value


# The same for `days_off: {min: 3}`: evenings worked, dates of the history worked, units.
FREE_EDGES: dict[str, tuple[list[int], list[int], int]] = {
    "none worked": ([], [], 0),
    "free up to the first evening": ([3], [], 0),
    "free from the last evening on": ([5], [], 0),
    "at both edges, enough between": ([1, 7], [], 0),
    "from the first evening": ([1, 4], [], 1),
    "from the first evening, long enough": ([1, 5], [], 0),
    "up to the last evening": ([5, 7], [], 2),
    "up to the last evening, long enough": ([3, 7], [], 0),
    "up to the last but one": ([4, 6], [], 2),
    "in a row": ([3, 4], [], 0),
    "in a row at both edges": ([1, 2, 6, 7], [], 0),
    "one date too few at both edges": ([1, 4, 7], [], 2),
    "every other evening": ([1, 3, 5, 7], [], 6),
    "all seven": ([1, 2, 3, 4, 5, 6, 7], [], 0),
    "of the history alone": ([], [-2, 0], 0),
    "history and first evening in a row": ([1], [0], 0),
    "begun after the history": ([2], [0], 2),
    "begun in the history": ([1], [-1], 2),
    "begun in the history, one date too few": ([2], [-1], 1),
    "begun in the history, long enough": ([3], [-1], 0),
    "begun in the history, ended in it": ([1], [-2, 0], 0),
    "history and last evening": ([7], [0], 0),
    "with history, at both ends": ([2, 5, 7], [0], 5),
}


@pytest.mark.parametrize(("evenings", "past", "units"), FREE_EDGES.values(), ids=FREE_EDGES)
def test_days_off_at_the_edges(evenings: list[int], past: list[int], units: int) -> None:
    rule = {"kind": "days_off", "min": 3, "who": ["D1"], "strength": "soft"}
    ruled = scenario(days=7, rules=[rule], history=worked("D1", *past))
    assert sum(violation.units for violation in violations(ruled, *on(*evenings))) == units
    assert pinned(ruled, evenings) == units


def test_consecutive_forbids_one_more_than_the_longest_run() -> None:
    ruled = scenario(rules=[{"kind": "consecutive", "max": 2, "who": ["D1"], "why": "agreed"}])
    assert violations(ruled, *on(1, 2, 4, 5)) == ()
    (found,) = violations(ruled, *on(2, 3, 4))
    assert (found.kind, found.units, found.evenings) == ("consecutive", 1, (day(2), day(3), day(4)))
    assert found.message == (
        'D1 works 3 evenings in a row between 2 and 4 March 2021, at most 2 are allowed (consecutive: "agreed").'
    )


def test_consecutive_max_costs_each_evening_above() -> None:
    ruled = scenario(rules=[{"kind": "consecutive", "max": 2, "strength": "soft", "weight": 5, "who": ["D1"]}])
    assert report(ruled, *on(1, 2, 3, 4, 5)).measures[Measure.RULES] == 15  # three above two


def test_consecutive_max_looks_back() -> None:
    ruled = scenario(rules=[{"kind": "consecutive", "max": 2}], history=worked("D1", -1, 0))
    assert of_d1(violations(ruled, *on(1))) == [(1, (day(-1), day(0), day(1)))]
    assert violations(ruled, *on(2, 3)) == ()


def test_consecutive_min_says_what_is_required() -> None:
    ruled = scenario(rules=[{"kind": "consecutive", "min": 2, "who": "neighbourhood_officer"}])
    (found,) = violations(ruled, *on(3))
    assert (found.people, found.evenings, found.units) == (("N1",), (day(3),), 1)
    assert found.message == "N1 works 1 evening in a row on 3 March 2021, at least 2 are required (consecutive)."


def test_days_off_counts_free_dates_between_evenings_alone() -> None:
    ruled = scenario(days=7, rules=[{"kind": "days_off", "min": 3, "who": ["D1"]}], history=worked("D1", -1))
    assert violations(ruled, *on(3, 4)) == ()  # three free after the history, none between the two
    assert of_d1(violations(ruled, *on(1, 4))) == [(2, (day(-1), day(1))), (1, (day(1), day(4)))]
    found = violations(ruled, *on(4, 7))
    assert found[0].message == (
        "D1 has 2 evenings free of the operation between 4 and 7 March 2021, "
        "at least 3 in a row are required (days_off)."
    )


def test_days_off_does_not_bind_before_the_first_or_after_the_last_evening() -> None:
    ruled = scenario(rules=[{"kind": "days_off", "min": 9}])
    assert violations(ruled, *on(2)) == ()


def test_days_off_of_the_history_alone_breaks_nothing() -> None:
    ruled = scenario(rules=[{"kind": "days_off", "min": 3}], history=worked("D1", -2, 0))
    assert violations(ruled) == ()


# The scenario starts on a Monday: its Saturdays are evenings 6 and 13.
def test_weekends_count_each_once() -> None:
    ruled = scenario(days=14, rules=[{"kind": "weekends", "max": 1, "who": ["D1"]}])
    assert violations(ruled, *on(5, 6, 7)) == ()
    (found,) = violations(ruled, *on(6, 7, 14))
    assert (found.units, found.evenings) == (1, (day(6), day(7), day(14)))
    assert found.message == (
        "D1 works on 2 weekends between 1 and 14 March 2021, the weekends of 6 and 14 March 2021, "
        "at most 1 are allowed (weekends)."
    )


def test_weekends_of_other_days() -> None:
    ruled = scenario(days=14, rules=[{"kind": "weekends", "max": 0, "days": ["friday"], "who": ["D1"]}])
    assert violations(ruled, *on(6, 7)) == ()
    assert [found.units for found in violations(ruled, *on(5, 12))] == [2]


def test_weekends_begun_in_the_history_count_once() -> None:
    begun = {"start": day(7), "days": 7, "history": worked("D1", 6)}
    ruled = scenario(rules=[{"kind": "weekends", "max": 1, "who": ["D1"]}], **begun)
    assert violations(ruled, *on(7)) == ()  # the Sunday of the weekend whose Saturday is past
    (found,) = violations(ruled, *on(7, 13))
    assert (found.units, found.evenings) == (1, (day(13),))
    assert "(1 weekend begun before it), the weekends of 6 and 13 March 2021" in found.message


def test_weekends_wholly_past_do_not_count() -> None:
    ruled = scenario(rules=[{"kind": "weekends", "max": 1}], days=7, history=worked("D1", 0, -1))
    assert violations(ruled, *on(6)) == ()


AWAY_2 = [{"person": "D1", "from": day(2)}]
LONGEST = {"kind": "consecutive", "max": 2}
SHORTEST = {"kind": "consecutive", "min": 2}


@cases(
    allows=(LONGEST | {"max": 5}, {}, (0, 0)),
    forbids=(LONGEST, {}, (1, 0)),  # evenings 1, 2, 4, 5
    some=(LONGEST | {"who": ["N1"]}, {"people": people(1, 2)}, (0, 0)),
    history=(LONGEST, {"days": 2, "history": worked("D1", -1, 0)}, (1, 0)),
    soft=(LONGEST | SOFT, {}, (0, 12)),  # three above, two people
    soft_first=(LONGEST | SOFT, IDLE, (0, 1)),
    least_allows=(SHORTEST, {}, (0, 0)),
    least_forbids=(SHORTEST, {"absences": [{"person": "D1", "from": day(n)} for n in (1, 3, 5)]}, (5, 0)),
    least_binds_between_free_dates_only=(SHORTEST, {"absences": AWAY_2}, (1, 0)),
    least_history=(SHORTEST | {"who": ["D1"]}, {"days": 2, "history": worked("D1", 0, -2), "absences": AWAY_2}, (1, 0)),
    least_soft=(SHORTEST | SOFT, {"absences": [{"person": "D1", "from": day(n)} for n in (1, 3, 5)]}, (3, 8)),
)  # fmt: skip
def test_consecutive_solved(rule: dict[str, Any], parts: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert best(rules=[rule], **parts) == expected


AWAY_3 = {"absences": [{"person": "D1", "from": day(3)}]}
TWO_FREE = {"kind": "days_off", "min": 2}


@cases(
    allows=(TWO_FREE, {}, (0, 0)),
    forbids=(TWO_FREE, AWAY_3, (2, 0)),  # evenings 1, 2 and 5, or 1, 4 and 5
    some=(TWO_FREE | {"who": ["N1"]}, AWAY_3, (2, 0)),  # N1 works with D1 alone
    another_team=(TWO_FREE | {"who": ["D1"]}, AWAY_3 | {"people": people(2, 1)}, (0, 0)),
    history=(TWO_FREE, {"days": 2, "history": worked("D1", -1)}, (1, 0)),  # evening 2 alone
    soft=(TWO_FREE | SOFT, AWAY_3, (1, 4)),
    soft_first=(TWO_FREE | SOFT, AWAY_3 | IDLE, (0, 2)),
)
def test_days_off_solved(rule: dict[str, Any], parts: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert best(rules=[rule], **parts) == expected


ONE_WEEKEND = {"kind": "weekends", "max": 1}
NO_WEEKEND = {"kind": "weekends", "max": 0, "who": ["D1"]}
TWO_WEEKS = {"days": 14}


@cases(
    allows=(ONE_WEEKEND | {"max": 2}, TWO_WEEKS, (0, 0)),
    forbids=(ONE_WEEKEND, TWO_WEEKS, (2, 0)),
    sundays=(ONE_WEEKEND | {"days": ["sun"]}, TWO_WEEKS, (1, 0)),
    some=(ONE_WEEKEND | {"who": ["N1"]}, TWO_WEEKS | {"people": people(1, 2)}, (0, 0)),
    history_begun=(ONE_WEEKEND, {"start": day(7), "days": 7, "history": worked("D1", 6)}, (1, 0)),
    history_past=(ONE_WEEKEND, {"days": 7, "history": worked("D1", 0, -1)}, (0, 0)),
    history_beyond=(
        ONE_WEEKEND | {"max": 0, "who": ["D1"]},
        {"start": day(7), "days": 1, "history": worked("D1", 6)},
        (0, 0),
    ),
    first_and_last_evening=(ONE_WEEKEND, {"start": day(7), "days": 7}, (1, 0)),
    soft=(ONE_WEEKEND | SOFT | {"max": 0}, TWO_WEEKS, (0, 8)),  # two weekends, two people
    soft_first=(ONE_WEEKEND | SOFT, TWO_WEEKS | IDLE, (0, 2)),
)
def test_weekends_solved(rule: dict[str, Any], parts: dict[str, Any], expected: tuple[int, ...]) -> None:
    if "start" in parts:
        parts = parts | {"operation": {"name": "Test", "start": parts["start"], "end": day(6 + parts["days"])}}
    assert best(rules=[rule], **parts) == expected


def test_days_off_soft_counts_from_the_last_evening_of_a_history_that_breaks_a_limit() -> None:
    # -1 and 0 lie in a row, against the gap: only the time off since evening 0 counts, 1 date of 3 where 2 is worked.
    rules = [{"kind": "evening_gap", "evenings": 1}, {"kind": "days_off", "min": 3, "strength": "soft", "who": ["D1"]}]
    assert best(days=2, rules=rules, history=worked("D1", -1, 0)) == (1, 2)


def test_runs_soft_are_proven_where_no_two_evenings_in_a_row_may_be_worked() -> None:
    rules = [{"kind": "evening_gap", "evenings": 1}, {"kind": "consecutive", "min": 2, "strength": "soft", "who": "D1"}]
    # Evening 3 alone is a run with both ends known; 1 and 5 lie at the edges.
    assert best(rules=rules) == (2, 1)
