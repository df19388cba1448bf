"""hours."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from tandem_models import Measure
from tandem_scheduler import explain
from tests.builders import best, cases, day, people, report, scenario, team, violations, worked

SOFT = {"strength": "soft", "weight": 2}
EARLY = {"start": "06:00", "end": "12:00"}
MOST = {"kind": "hours", "max": 16, "per": "operation", "who": ["D1"]}
"""The evenings are 8 hours each."""


def early(*dates: int, **fields: Any) -> dict[str, Any]:
    """Ordinary duties of D1, six hours each."""
    return {"duties": [{"person": "D1", "on": day(n), **EARLY, **fields} for n in dates]}


def on(*evenings: int) -> list[Any]:
    return [team(evening) for evening in evenings]


def test_allows_its_number() -> None:
    assert violations(scenario(rules=[MOST]), *on(1, 5)) == ()


def test_forbids_more() -> None:
    (found,) = violations(scenario(rules=[MOST | {"why": "court week"}]), *on(1, 3, 5))
    assert (found.kind, found.units, found.people) == ("hours", 8, ("D1",))
    assert found.evenings == (day(1), day(3), day(5))
    assert found.message == (
        'D1 works 24 hours between 1 and 5 March 2021, at most 16 hours are allowed (hours: "court week").'
    )


def test_ordinary_duties_count_unless_told_otherwise() -> None:
    assert [found.units for found in violations(scenario(rules=[MOST], **early(2)), *on(1, 3))] == [6]
    assert violations(scenario(rules=[MOST | {"ordinary": False}], **early(2)), *on(1, 3)) == ()


def test_a_deployment_takes_the_place_of_the_duty_of_its_date() -> None:
    assert violations(scenario(rules=[MOST], **early(1, release=0)), *on(1, 3)) == ()


def test_ordinary_duties_alone_break_nothing_and_leave_no_room() -> None:
    ruled = scenario(rules=[MOST], **early(1, 2, 3, release=0))
    assert violations(ruled) == ()
    # From 18 hours in duties to 20 with an evening in place of one of them.
    assert [found.units for found in violations(ruled, *on(2))] == [2]


def test_weeks_are_from_monday_to_sunday_and_look_back_and_on() -> None:
    rule = {"kind": "hours", "max": 16, "per": "week", "who": ["D1"]}
    ruled = scenario(start=day(6), days=4, rules=[rule], history=worked("D1", 4, 5), **early(10, 11))
    # 1 to 7 March: 16 hours in the history. 8 to 14 March: 12 hours in duties after the end.
    assert [(found.units, found.evenings) for found in violations(ruled, *on(7, 8))] == [(8, (day(7),)), (4, (day(8),))]


def test_any_days_in_a_row() -> None:
    ruled = scenario(rules=[{"kind": "hours", "max": 8, "days": 2, "who": ["D1"]}])
    assert violations(ruled, *on(1, 3, 5)) == ()
    assert [found.evenings for found in violations(ruled, *on(1, 2))] == [(day(1), day(2))]


def test_an_average_over_weeks() -> None:
    rule = {"kind": "hours", "max": 8, "per": "week", "average_over": 2, "who": ["D1"]}
    ruled = scenario(days=21, rules=[rule])
    assert violations(ruled, *on(1, 2, 15, 16)) == ()  # two in any two weeks
    assert {found.units for found in violations(ruled, *on(1, 2, 14))} == {8}


def test_min_binds_in_periods_wholly_in_the_operation() -> None:
    rule = {"kind": "hours", "min": 12.5, "per": "week", "who": ["D1"]}
    ruled = scenario(start=day(3), days=14, rules=[rule])
    # 8 to 14 March is the only whole week: 8 of 12.5 hours, a begun hour counted whole.
    (found,) = violations(ruled, *on(9))
    assert (found.units, found.evenings) == (5, (day(9),))
    assert found.message == (
        "D1 works 8 hours between 8 and 14 March 2021, at least 12 hours 30 minutes are wanted (hours)."
    )


@pytest.mark.parametrize(
    ("saturday", "units"), [(date(2021, 3, 20), 0), (date(2021, 3, 27), 0), (date(2021, 10, 30), 1)]
)
def test_hours_are_real_across_clock_changes(saturday: date, units: int) -> None:
    # From 22:00 to 06:00: seven hours as the clocks go forward, nine as they go back.
    ruled = scenario(
        start=saturday,
        days=1,
        evenings={"shift": {"start": "22:00", "end": "06:00"}, "teams": 1},
        rules=[{"kind": "hours", "max": 8, "per": "operation", "strength": "soft", "who": ["D1"]}],
    )
    on_it = team(1).model_copy(update={"evening": saturday})
    assert report(ruled, on_it).measures[Measure.RULES] == units


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"max": 8}, "give either per"),
        ({"max": 8, "per": "week", "days": 3}, "give either per"),
        ({"max": 8, "days": 3, "average_over": 2}, "average_over goes with"),
        ({"per": "week"}, "give min, max or both"),
        ({"per": "week", "min": 9, "max": 8}, "min 9 is above max 8"),
    ],
)
def test_what_can_not_be_meant_is_refused(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        scenario(rules=[{"kind": "hours", **fields}])


TWO_AREAS = {"areas": [{"id": "north"}, {"id": "south", "shift": {"start": "14:00", "end": "16:00"}}]}
WEEK = {"kind": "hours", "max": 16, "per": "week", "who": ["D1"]}
AVERAGE = WEEK | {"max": 8, "average_over": 2}
NIGHTLY = MOST | {"max": 8}
TO_SIX = {"evenings": {"shift": {"start": "22:00", "end": "06:00"}, "teams": 1}}
"""Eight hours, seven as the clocks go forward, nine as they go back."""


def one_night(on: date) -> dict[str, Any]:
    return {"name": "Test", "start": on, "end": on}


@cases(
    allows=(MOST | {"max": 40}, {}, (0, 0)),
    forbids=(MOST, {}, (3, 0)),
    not_enough_for_one_more=(MOST | {"max": 23.5}, {}, (3, 0)),
    some=(MOST | {"who": ["N1"]}, {"people": people(1, 2)}, (0, 0)),
    duties=(MOST, early(3), (4, 0)),
    duties_not_counted=(MOST | {"ordinary": False}, early(3), (3, 0)),
    duties_replaced=(MOST, early(1, release=0), (3, 0)),
    weeks=(WEEK, {"days": 14}, (10, 0)),
    week_before=(WEEK, {"start": day(6), "days": 2, "history": worked("D1", 3, 4)}, (2, 0)),
    days_in_a_row=(MOST | {"per": None, "days": 2, "max": 8}, {}, (2, 0)),
    average=(WEEK | {"max": 8, "average_over": 2}, {"days": 14}, (12, 0)),
    average_history=(AVERAGE, {"days": 1, "history": worked("D1", -12, -11)}, (1, 0)),  # two weeks end on evening 1
    average_history_used_up=(AVERAGE, {"days": 2, "history": worked("D1", 0, -1)}, (2, 0)),
    average_history_half=(AVERAGE, {"days": 2, "history": worked("D1", 0)}, (1, 0)),
    average_history_too_long_ago=(AVERAGE, {"days": 2, "history": worked("D1", -13, -14)}, (0, 0)),
    after_the_end=(WEEK, {"days": 2} | early(6, 7), (2, 0)),  # 12 of the 16 hours of the week
    after_the_end_in_part=(WEEK, {"days": 2} | early(7), (1, 0)),
    after_the_end_next_week=(WEEK, {"days": 2} | early(8, 9), (0, 0)),
    after_the_end_days_in_a_row=(MOST | {"per": None, "days": 2, "max": 8}, {"days": 1} | early(2), (1, 0)),
    after_the_end_soft=(WEEK | SOFT, {"days": 2} | early(6, 7), (0, 24)),
    same_clocks=(NIGHTLY, {"operation": one_night(date(2021, 3, 20))} | TO_SIX, (0, 0)),
    clocks_forward=(NIGHTLY | {"max": 7}, {"operation": one_night(date(2021, 3, 27))} | TO_SIX, (0, 0)),
    clocks_back=(NIGHTLY, {"operation": one_night(date(2021, 10, 30))} | TO_SIX, (1, 0)),
    clocks_back_soft=(NIGHTLY | SOFT, {"operation": one_night(date(2021, 10, 30))} | TO_SIX, (0, 2)),
    where_it_is_shorter=(MOST | {"max": 10}, TWO_AREAS, (0, 0)),  # five evenings of two hours in the south
    least=(MOST | {"max": None, "min": 41}, {}, ()),
    least_reached=(MOST | {"max": None, "min": 40}, {}, (0, 0)),
    soft=(MOST | SOFT, {}, (0, 48)),
    soft_begun_hours=(MOST | SOFT | {"max": 38.5}, {}, (0, 4)),
    soft_least=(MOST | SOFT | {"max": None, "min": 42.5}, {}, (0, 6)),
)
def test_hours_solved(rule: dict[str, Any], parts: dict[str, Any], expected: tuple[int, ...]) -> None:
    if "start" in parts:
        parts = parts | {"operation": {"name": "Test", "start": parts["start"], "end": day(5 + parts["days"])}}
    assert best(rules=[rule], **parts) == expected


LONG_AFTER = {
    "days": 3,
    "evenings": {"shift": {"start": "16:00", "end": "00:00"}, "teams": 1},
    "duties": [
        {"person": "D1", "on": day(0), "start": "08:00", "end": "00:00"},
        {"person": "D1", "on": day(3), "start": "00:00", "end": "16:00", "release": 0},
    ],
    "rules": [{"kind": "hours", "max": 24, "days": 3, "who": "D1"}],
}
"""The window that ends with the second evening is full; the next holds it, and its own duty may be given up."""


def test_a_wider_window_keeps_no_narrower_one_where_a_deployment_takes_the_place_of_a_longer_duty() -> None:
    assert best(**LONG_AFTER) == (1, 0)


def test_why_such_windows_leave_no_roster_is_said() -> None:
    pinned = LONG_AFTER | {"pins": [{"on": day(n), "detective": "D1"} for n in (1, 2, 3)]}
    assert best(**pinned) == ()
    explanation = explain(scenario(**({"areas": [{"id": "north"}], "people": people(1, 1)} | pinned)))
    assert explanation.status == "infeasible"
    assert {"hours", "duty", "pin"} <= {member.kind for member in explanation.conflicts[0].members}
