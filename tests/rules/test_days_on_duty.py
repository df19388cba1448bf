"""duty_run, rest_days, notice."""

from typing import Any

import pytest
from pydantic import ValidationError

from tandem_models import Measure
from tests.builders import best, cases, day, people, report, scenario, team, violations, worked

SOFT = {"strength": "soft", "weight": 2}
EARLY = {"start": "06:00", "end": "12:00"}


def early(person: str, *dates: int, **fields: Any) -> dict[str, Any]:
    """Ordinary duties of a person on these dates."""
    return {"duties": [{"person": person, "on": day(n), **EARLY, **fields} for n in dates]}


def on(*evenings: int) -> list[Any]:
    return [team(evening) for evening in evenings]


RUN = {"kind": "duty_run", "max": 2, "who": ["D1"]}


def test_duty_run_allows_its_number() -> None:
    ruled = scenario(days=7, rules=[RUN], **early("D1", 1))
    assert violations(ruled, *on(2, 4, 5, 7)) == ()


def test_duty_run_forbids_one_more_with_ordinary_duties_around_it() -> None:
    ruled = scenario(days=7, rules=[RUN | {"why": "agreed"}], **early("D1", 2, 4))
    (found,) = violations(ruled, *on(3))
    assert (found.kind, found.units, found.people, found.evenings) == ("duty_run", 1, ("D1",), (day(3),))
    assert found.message == (
        'D1 is on duty on 3 days in a row between 2 and 4 March 2021, at most 2 are allowed (duty_run: "agreed").'
    )


def test_duty_run_is_not_longer_for_a_deployment_in_place_of_a_duty() -> None:
    ruled = scenario(days=7, rules=[RUN], **early("D1", 2, 3, 4, release=0))
    assert violations(ruled, *on(3)) == ()


def test_duty_run_of_ordinary_duties_alone_breaks_nothing_but_leaves_no_room() -> None:
    ruled = scenario(days=7, rules=[RUN], **early("D1", 2, 3, 4))
    assert violations(ruled) == ()
    assert [found.units for found in violations(ruled, *on(5))] == [1]


def test_duty_run_looks_back_and_beyond_the_end() -> None:
    ruled = scenario(days=3, rules=[RUN], history=worked("D1", -1, 0), **early("D1", 4, 5))
    assert [found.evenings for found in violations(ruled, *on(1))] == [(day(1),)]
    assert [found.evenings for found in violations(ruled, *on(3))] == [(day(3),)]
    assert violations(ruled, *on(2)) == ()


def test_duty_run_knows_rest_days_and_absences_as_free() -> None:
    rest = [{"person": "D1", "on": day(2)}]
    away = [{"person": "D1", "from": day(4)}]
    ruled = scenario(days=7, rules=[RUN], duties=rest + early("D1", 4)["duties"], absences=away)
    assert violations(ruled, *on(1, 3, 5, 6)) == ()


def test_duty_run_soft_costs_each_date_in_each_window() -> None:
    ruled = scenario(days=5, rules=[RUN | {"strength": "soft", "weight": 3}])
    assert report(ruled, *on(1, 2, 3, 4)).measures[Measure.RULES] == 6  # two windows of three dates
    # One ordinary duty in the window of 1 to 3 March: two deployments, one more than leaves a date free.
    mixed = scenario(days=5, rules=[RUN | {"strength": "soft"}], **early("D1", 2))
    assert report(mixed, *on(1, 3)).measures[Measure.RULES] == 1


LATE = RUN | {"ends_after": "21:30"}


def test_late_finishes_count_duties_that_end_later() -> None:
    hours = {"start": "08:00", "end": "21:30"}
    ruled = scenario(days=7, rules=[LATE | {"ends_after": "22:00"}], **early("D1", 2, release=0))
    assert violations(ruled, *on(1, 2, 3, 4)) == ()  # all end at 22:00, none later
    ruled = scenario(days=7, rules=[LATE], duties=early("D1", 2)["duties"] + early("D1", 4, **hours)["duties"])
    assert violations(ruled, *on(1, 3, 5)) == ()  # 2 and 4 March are early
    (found,) = violations(ruled, *on(5, 6, 7))
    assert (found.kind, found.units, found.evenings) == ("duty_run", 1, (day(5), day(6), day(7)))
    assert found.message == (
        "D1 is on duty after 21:30 on 3 days in a row between 5 and 7 March 2021, at most 2 are allowed (duty_run)."
    )


def test_late_finishes_after_midnight() -> None:
    night = {"start": "19:00", "end": "03:00"}
    areas = [{"id": "north", "shift": night}, {"id": "south"}]
    ruled = scenario(areas=areas, rules=[LATE | {"ends_after": "02:00", "max": 1}])
    assert violations(ruled, team(1, "south"), team(2, "north"), team(3, "south")) == ()
    assert [found.evenings for found in violations(ruled, team(1), team(2), team(3, "south"))] == [(day(1), day(2))]
    assert violations(scenario(areas=areas, rules=[LATE | {"ends_after": "03:00", "max": 1}]), team(1), team(2)) == ()


def test_late_finishes_an_early_deployment_takes_the_place_of_a_late_duty() -> None:
    late = early("D1", 1, 2, 3, 4, start="15:00", end="23:00", release=0)
    ruled = scenario(days=7, rules=[LATE | {"ends_after": "22:30"}], **late)
    assert violations(ruled, *on(3)) == ()
    soft = scenario(days=7, rules=[LATE | {"strength": "soft"}], **late)
    assert report(soft, *on(3, 5)).measures[Measure.RULES] == 1  # 3 to 5 March; 2 to 4 are as late as without


def test_late_finishes_look_back_and_beyond_the_end() -> None:
    duties = early("D1", 4, start="15:00", end="23:00")
    ruled = scenario(days=3, rules=[LATE], history=worked("D1", -1, 0), **duties)
    assert [found.evenings for found in violations(ruled, *on(1))] == [(day(1),)]
    assert [found.evenings for found in violations(ruled, *on(2, 3))] == [(day(2), day(3))]
    assert violations(ruled, *on(3)) == ()


TOLD = {"kind": "notice", "days": 3, "who": ["D1"]}


def told(**parts: Any) -> dict[str, Any]:
    """People are told on 28 February: 1 March comes with no clear day of notice, 4 March with 3."""
    operation = {"name": "Test", "start": day(1), "end": day(5), "announced": day(0)}
    free = [{"person": "D1", "on": day(n), "release": 0} for n in (2, 3, 4)]
    return {"operation": operation, "duties": free, **parts}


def test_notice_forbids_rest_days_at_short_notice_alone() -> None:
    ruled = scenario(rules=[TOLD], **told())
    assert violations(ruled, *on(1, 4, 5)) == ()
    found = violations(ruled, *on(2, 3))
    assert [(v.kind, v.units, v.people, v.evenings) for v in found] == [
        ("notice", 1, ("D1",), (day(2),)),
        ("notice", 1, ("D1",), (day(3),)),
    ]
    assert found[0].message == (
        "D1 is deployed on 2 March 2021, a rest day, with 1 clear day of notice, at least 3 are required (notice)."
    )


def test_notice_holds_on_the_first_and_on_the_last_evening() -> None:
    edges = told(duties=[{"person": "D1", "on": day(n), "release": 0} for n in (1, 5)])
    for days, found in ((1, [day(1)]), (4, [day(1)]), (5, [day(1), day(5)])):
        ruled = scenario(rules=[TOLD | {"days": days}], **edges)
        assert [violation.evenings for violation in violations(ruled, *on(1, 5))] == [(date,) for date in found]


def test_notice_is_none_where_people_are_told_too_late() -> None:
    late = told(operation={"name": "Test", "start": day(1), "end": day(5), "announced": day(4)})
    (found,) = violations(scenario(rules=[TOLD | {"who": ["D1", "N1"]}], **late), *on(2))
    assert found.found == "0 clear days"


def test_notice_needs_a_date_to_count_from() -> None:
    with pytest.raises(ValidationError, match=r"counts from the date people are told: give operation\.announced"):
        scenario(rules=[TOLD])


@cases(
    allows=(TOLD | {"days": 1}, told(), (0, 0)),
    forbids=(TOLD, told(), (2, 0)),
    first_evening=(TOLD, told(duties=[{"person": "D1", "on": day(1), "release": 0}]), (1, 0)),
    last_evening=(TOLD | {"days": 5}, told(duties=[{"person": "D1", "on": day(5), "release": 0}]), (1, 0)),
    last_evening_in_time=(TOLD | {"days": 4}, told(duties=[{"person": "D1", "on": day(5), "release": 0}]), (0, 0)),
    all_rest_days=(TOLD | {"days": 9}, told(), (3, 0)),
    some=(TOLD | {"who": ["N1"]}, told(), (0, 0)),
    duties_are_no_rest_days=(TOLD | {"days": 9}, told(duties=early("D1", 2, 3, release=0)["duties"]), (0, 0)),
    soft=(TOLD | SOFT, told(), (0, 4)),
    soft_first=(TOLD | SOFT, told(objectives=["rules", "coverage"]), (0, 2)),
)
def test_notice_solved(rule: dict[str, Any], parts: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert best(rules=[rule], **parts) == expected


NIGHT = {"start": "15:00", "end": "23:00"}


@cases(
    allows=(LATE | {"max": 5}, {}, (0, 0)),
    forbids=(LATE, {}, (1, 0)),
    early_duties=(LATE, early("D1", 2, 4, release=0), (1, 0)),
    late_duties=(LATE, early("D1", 2, 4, **NIGHT), (3, 0)),
    some=(LATE | {"who": ["N2"]}, {"people": people(1, 2)}, (0, 0)),
    history=(LATE, {"days": 1, "history": worked("D1", -1, 0)}, (1, 0)),
    after_the_end=(LATE, {"days": 1} | early("D1", 2, 3, **NIGHT), (1, 0)),
    none_is_late=(LATE | {"ends_after": "22:00"}, {}, (0, 0)),
    areas=(
        LATE | {"max": 1, "ends_after": "22:30"},
        {"areas": [{"id": "north"}, {"id": "late", "shift": NIGHT}]},
        (0, 0),
    ),
    soft=(LATE | SOFT, {}, (0, 6)),
)
def test_late_finishes_solved(rule: dict[str, Any], parts: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert best(rules=[rule], **parts) == expected


FREE = {"kind": "rest_days", "least": 2, "days": 4, "who": ["D1"]}


def test_rest_days_allow_what_leaves_enough_free() -> None:
    ruled = scenario(days=7, rules=[FREE], **early("D1", 2))
    assert violations(ruled, *on(1, 5, 6)) == ()


def test_rest_days_forbid_one_more() -> None:
    ruled = scenario(days=7, rules=[FREE], **early("D1", 2))
    (found,) = violations(ruled, *on(4, 5))
    assert (found.kind, found.units, found.evenings) == ("rest_days", 1, (day(4), day(5)))
    assert found.message == (
        "D1 has 1 day free of duty between 2 and 5 March 2021, at least 2 are required (rest_days)."
    )


def test_rest_days_look_back_and_beyond_the_end() -> None:
    ruled = scenario(days=3, rules=[FREE], history=worked("D1", -1, 0), **early("D1", 5, 6))
    assert [found.evenings for found in violations(ruled, *on(1))] == [(day(1),), (day(1),)]
    assert [found.evenings for found in violations(ruled, *on(3))] == [(day(3),)]


def test_rest_days_of_history_alone_break_nothing() -> None:
    assert violations(scenario(rules=[FREE], history=worked("D1", -2, -1, 0))) == ()


@cases(
    allows=(RUN | {"max": 5}, {}, (0, 0)),
    forbids=(RUN, {}, (1, 0)),  # evenings 1, 2, 4 and 5
    some=({"kind": "duty_run", "max": 2, "who": ["N1"]}, {"people": people(1, 2)}, (0, 0)),
    duties=(RUN, early("D1", 2, 4), (3, 0)),  # 1 and 5; 3 stands between two duties
    duties_before=(RUN, {"days": 1} | early("D1", -1, 0), (1, 0)),
    duties_after=(RUN, {"days": 1} | early("D1", 2, 3), (1, 0)),
    released=(RUN, {"days": 3} | early("D1", 1, 2, 3, release=0), (0, 0)),
    history=(RUN, {"days": 1, "history": worked("D1", -1, 0)}, (1, 0)),
    soft=(RUN | SOFT, {}, (0, 6)),
    soft_first=(RUN | SOFT, {"objectives": ["rules", "coverage"]}, (0, 1)),
)
def test_duty_run_solved(rule: dict[str, Any], parts: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert best(rules=[rule], **parts) == expected


@cases(
    allows=(FREE | {"least": 1, "days": 9}, {}, (0, 0)),
    forbids=(FREE, {}, (2, 0)),  # two in any four: 1, 2 and 5
    some=(FREE | {"who": ["N1"]}, {"people": people(1, 3)}, (0, 0)),
    duties=(FREE, early("D1", 3), (3, 0)),  # two of 1, 2, 4 and 5 that lie four apart
    history=(FREE, {"days": 2, "history": worked("D1", -1, 0)}, (2, 0)),
    after_the_end=(FREE, {"days": 2} | early("D1", 3, 4), (2, 0)),
    all_days=(FREE | {"least": 4}, {}, (5, 0)),
    soft=(FREE | SOFT | {"least": 1}, {}, (0, 4)),  # the windows from 1 and from 2 March
)
def test_rest_days_solved(rule: dict[str, Any], parts: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert best(rules=[rule], **parts) == expected
