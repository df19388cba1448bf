"""rest."""

from datetime import date
from typing import Any

import pytest

from tandem_models import Deployment, Measure
from tests.builders import best, cases, day, people, report, scenario, team, violations, worked

REST = {"kind": "rest", "hours": 11}
LATE = {"shift": {"start": "16:00", "end": "02:00"}, "teams": 2}
EARLY = {"start": "07:00", "end": "15:00"}


def rested(**parts: Any) -> Any:
    return scenario(**({"rules": [REST], "evenings": LATE} | parts))


def test_allows_evenings_with_rest_between() -> None:
    # Ends at 02:00, starts at 16:00: 14 hours.
    assert violations(rested(), team(1), team(2)) == ()


def test_forbids_evenings_too_close() -> None:
    ruled = rested(rules=[REST | {"hours": 14.5, "who": ["D1"]}])
    (found,) = violations(ruled, team(4), team(5))
    # 14 of 14.5 hours: half an hour is missing and counts as 1.
    assert (found.kind, found.units, found.people, found.evenings) == ("rest", 1, ("D1",), (day(4), day(5)))
    assert (found.allowed, found.found) == ("at least 14 hours 30 minutes", "14 hours")
    assert found.message == (
        "D1 has 14 hours of rest between the deployment of 4 March 2021 and the deployment of 5 March 2021, "
        "at least 14 hours 30 minutes are required (rest)."
    )


def test_exactly_enough_is_enough() -> None:
    assert violations(rested(rules=[REST | {"hours": 14}]), team(1), team(2)) == ()


@pytest.mark.parametrize(("evening", "duty"), [(1, 2), (5, 6)], ids=["within", "after the last evening"])
def test_an_ordinary_duty_after_needs_rest(evening: int, duty: int) -> None:
    ruled = rested(duties=[{"person": "D1", "on": day(duty), **EARLY}])
    (found,) = violations(ruled, team(evening))
    # From 02:00 to 07:00 are 5 of 11 hours.
    assert (found.units, found.people, found.evenings) == (6, ("D1",), (day(evening), day(duty)))
    assert "5 hours of rest" in found.message
    assert "the ordinary duty of" in found.message


def test_an_ordinary_duty_before_the_first_evening_needs_rest() -> None:
    ruled = rested(duties=[{"person": "N1", "on": day(0), "start": "22:00", "end": "06:00"}])
    (found,) = violations(ruled, team(1))
    # From 06:00 to 16:00 are 10 of 11 hours.
    assert (found.units, found.people, found.evenings) == (1, ("N1",), (day(0), day(1)))


def test_a_duty_that_the_deployment_replaces_needs_none() -> None:
    released = EARLY | {"release": 0}
    ruled = rested(duties=[{"person": "D1", "on": day(n), **released} for n in (1, 2)])
    assert violations(ruled, team(1), team(2)) == ()
    assert [v.evenings for v in violations(ruled, team(1))] == [(day(1), day(2))]


def test_a_duty_in_an_absence_needs_none() -> None:
    ruled = rested(
        duties=[{"person": "D1", "on": day(2), **EARLY}], absences=[{"person": "D1", "from": day(2), "why": "leave"}]
    )
    assert violations(ruled, team(1)) == ()


def test_history_needs_rest() -> None:
    ruled = rested(rules=[REST | {"hours": 15}], history=worked("D1", 0))
    (found,) = violations(ruled, team(1))
    # The evening of 28 February ends at 02:00: 14 of 15 hours.
    assert (found.units, found.people, found.evenings) == (1, ("D1",), (day(0), day(1)))
    assert "the evening worked of 28 February 2021" in found.message


def test_history_replaces_the_ordinary_duty_of_its_date() -> None:
    night = {"person": "D1", "on": day(0), "start": "22:00", "end": "06:00"}
    assert len(violations(rested(duties=[night]), team(1))) == 1
    assert violations(rested(duties=[night], history=worked("D1", 0)), team(1)) == ()


def test_history_has_the_times_of_its_area() -> None:
    areas = [{"id": "north"}, {"id": "south", "shift": {"start": "20:00", "end": "08:00"}}]
    for area, found in (("north", 0), ("south", 1)):
        # In the south the evening before ended at 08:00: 8 of 11 hours.
        ruled = rested(areas=areas, history=worked("D1", 0, area=area))
        assert len(violations(ruled, team(1))) == found


def test_an_area_has_its_own_times() -> None:
    areas = [{"id": "north"}, {"id": "south", "shift": {"start": "20:00", "end": "06:00"}}]
    # From 06:00 to 16:00 are 10 of 11 hours; from 02:00 to 20:00 are 18.
    assert [v.units for v in violations(rested(areas=areas), team(1, "south"), team(2))] == [1, 1]
    assert violations(rested(areas=areas), team(1), team(2, "south")) == ()


def test_reads_every_two_duties_not_only_the_next() -> None:
    ruled = rested(rules=[REST | {"hours": 48, "who": ["D1"]}])
    # Two evenings apart: 14 of 48 hours, 34 missing, twice. Three apart: 38 of 48, 10 missing.
    found = violations(ruled, team(1), team(2), team(3))
    assert {v.evenings: v.units for v in found} == {
        (day(1), day(2)): 34,
        (day(1), day(3)): 10,
        (day(2), day(3)): 34,
    }
    assert len(found) == 3


def test_the_longest_rest_reaches_a_week_back() -> None:
    ruled = rested(
        rules=[REST | {"hours": 168}], duties=[{"person": "D1", "on": day(-7), "start": "14:00", "end": "00:00"}]
    )
    # The duty of 21 February ends at midnight; 1 March, 16:00, is 7 days and 16 hours later: enough.
    assert violations(ruled, team(1)) == ()
    ruled = rested(
        rules=[REST | {"hours": 168}], duties=[{"person": "D1", "on": day(-6), "start": "16:00", "end": "16:00"}]
    )
    # That of 22 February ends on 23 February, 16:00: 6 days later, 24 hours missing.
    assert [v.units for v in violations(ruled, team(1))] == [24]


def test_a_duty_may_lie_two_dates_back() -> None:
    early = {"shift": {"start": "06:00", "end": "12:00"}, "teams": 2}
    whole_day = {"person": "D1", "on": day(-1), "start": "20:00", "end": "20:00"}
    # From 20:00 on 28 February to 06:00 on 1 March are 10 of 11 hours.
    assert [v.units for v in violations(rested(evenings=early, duties=[whole_day]), team(1))] == [1]


def test_two_ordinary_duties_are_nobody_s_business() -> None:
    ruled = rested(
        duties=[
            {"person": "D1", "on": day(1), "start": "14:00", "end": "00:00"},
            {"person": "D1", "on": day(2), "start": "05:00", "end": "13:00"},
        ]
    )
    assert violations(ruled, team(4)) == ()


def test_a_pattern_gives_duties_before_and_after() -> None:
    cycle = {
        "anchor": day(1),
        "days": ["L", "E"],
        "shifts": {"L": {"release": 0, "start": "14:00", "end": "00:00"}, "E": EARLY},
    }
    ruled = rested(days=1, patterns={"two": cycle}, people=people(1, 1, D1={"pattern": "two"}))
    # Earlies on 28 February, to 15:00, a day and an hour before, and on 2 March, from 07:00: 5 of 11 hours.
    assert [(v.units, v.evenings) for v in violations(ruled, team(1))] == [(6, (day(1), day(2)))]


def test_soft_costs_each_hour_missing() -> None:
    ruled = rested(rules=[REST | {"hours": 16, "strength": "soft", "weight": 10}])
    checked = report(ruled, team(1), team(2))
    # 2 hours missing for D1 and N1: 2 x 2 x 10.
    assert [v.cost for v in checked.violations] == [20, 20]
    assert checked.measures[Measure.RULES] == 40


@pytest.mark.parametrize(
    ("first", "missing"),
    [(date(2021, 3, 26), 0), (date(2021, 3, 27), 1), (date(2021, 3, 28), 0)],
    ids=["before", "across", "after"],
)
def test_the_night_of_the_clock_change_is_an_hour_shorter(first: date, missing: int) -> None:
    ruled = rested(
        start=date(2021, 3, 26),
        rules=[REST | {"hours": 17}],
        evenings=LATE | {"shift": {"start": "15:00", "end": "22:00"}},
    )
    second = date(first.year, first.month, first.day + 1)
    roster = [Deployment(evening=on, area="north", detective="D1", officer="N1") for on in (first, second)]
    # From 22:00 to 15:00 are 17 hours; from 27 to 28 March 2021, when 01:00 becomes 02:00 in Britain, 16.
    assert [v.units for v in violations(ruled, *roster)] == [missing] * 2 * bool(missing)


def test_the_night_of_the_autumn_change_is_an_hour_longer() -> None:
    times = LATE | {"shift": {"start": "15:00", "end": "22:00"}}
    ruled = rested(start=date(2021, 10, 29), days=3, rules=[REST | {"hours": 18, "who": ["D1"]}], evenings=times)
    nights = [
        [Deployment(evening=date(2021, 10, on), area="north", detective="D1", officer="N1") for on in two]
        for two in ((29, 30), (30, 31))
    ]
    # 17 hours from 29 to 30 October, 18 from 30 to 31 October 2021, when 02:00 becomes 01:00 in Britain.
    assert [[v.units for v in violations(ruled, *roster)] for roster in nights] == [[1], []]


SOFT = {"strength": "soft", "weight": 2}
NIGHT = {"person": "D1", "start": "22:00", "end": "06:00"}
TO_TEN = {"evenings": {"shift": {"start": "14:00", "end": "22:00"}, "teams": 1}}
"""Sixteen hours from one evening to the next, unless the clocks change."""
PIN_NORTH_1, PIN_NORTH_2, PIN_SOUTH_1, PIN_SOUTH_2 = (
    {"on": day(n), "area": area} for area in ("north", "south") for n in (1, 2)
)
TWO_AREAS = [{"id": "north"}, {"id": "south", "shift": {"start": "20:00", "end": "06:00"}}]


@cases(  # evenings are 16:00 to 02:00: 14 hours from one to the next
    allows=(REST | {"hours": 14}, {}, (0, 0)),
    forbids=(REST | {"hours": 14.5}, {}, (2, 0)),  # evenings 1, 3 and 5
    forbids_all_but_one=(REST | {"hours": 110}, {}, (4, 0)),  # from 02:00 on 2 March to 16:00 on 5 March are 86
    some=(REST | {"hours": 14.5, "who": ["N1"]}, {"people": people(1, 2)}, (0, 0)),
    duty_after_the_last_evening=(REST, {"duties": [{"person": "D1", "on": day(6), **EARLY}]}, (1, 0)),
    duty_before_the_first_evening=(REST, {"duties": [NIGHT | {"on": day(0)}]}, (1, 0)),
    duty_that_keeps_its_person=(REST, {"duties": [{"person": "D1", "on": day(3), **EARLY}]}, (2, 0)),
    duty_replaced=(REST, {"duties": [{"person": "D1", "on": day(3), **EARLY, "release": 0}]}, (0, 0)),
    # A duty of 3 March that stays keeps D1 from the evening of 2 March: one more than the evening itself.
    duty_in_an_absence=(
        REST,
        {"duties": [{"person": "D1", "on": day(3), **EARLY}], "absences": [{"person": "D1", "from": day(3)}]},
        (1, 0),
    ),
    history=(REST | {"hours": 15}, {"days": 1, "history": worked("D1", 0)}, (1, 0)),
    history_of_others=(REST | {"hours": 15, "who": ["N1"]}, {"days": 1, "history": worked("D1", 0)}, (0, 0)),
    history_in_its_area=(
        REST,
        {"days": 1, "areas": TWO_AREAS, "history": worked("D1", 0, area="south"), "pins": [PIN_NORTH_1]},
        (),
    ),
    own_times_later=(REST, {"days": 2, "areas": TWO_AREAS, "pins": [PIN_NORTH_1, PIN_SOUTH_2]}, (0, 0)),
    own_times_earlier=(REST, {"days": 2, "areas": TWO_AREAS, "pins": [PIN_SOUTH_1, PIN_NORTH_2]}, ()),
    own_times_earlier_by_others=(
        REST,
        {"days": 2, "areas": TWO_AREAS, "pins": [PIN_SOUTH_1, PIN_NORTH_2], "people": people(2, 2)},
        (0, 0),
    ),
    soft=(REST | SOFT | {"hours": 16, "who": ["D1"]}, {"days": 3}, (0, 8)),  # twice 2 hours
    soft_begun_hours=(REST | SOFT | {"hours": 14.5, "who": ["D1"]}, {"days": 2}, (0, 2)),
    # From 02:00 to 07:00 are 5 of 11 hours.
    soft_duty_after=(REST | SOFT, {"days": 1, "duties": [{"person": "D1", "on": day(2), **EARLY}]}, (0, 12)),
    soft_own_times=(REST | SOFT, {"days": 2, "areas": TWO_AREAS, "pins": [PIN_SOUTH_1, PIN_NORTH_2]}, (0, 4)),
    same_clocks=(REST | {"hours": 16}, {"days": 2, "start": date(2021, 3, 26), **TO_TEN}, (0, 0)),
    clocks_forward=(REST | {"hours": 16}, {"days": 2, "start": date(2021, 3, 27), **TO_TEN}, (1, 0)),
    clocks_back=(REST | {"hours": 17}, {"days": 2, "start": date(2021, 10, 30), **TO_TEN}, (0, 0)),
)
def test_rest_solved(rule: dict[str, Any], parts: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert best(rules=[rule], **({"evenings": LATE | {"teams": 1}} | parts)) == expected


@pytest.mark.parametrize(
    ("duty", "expected"),
    [
        ({"on": day(1), "start": "22:00", "end": "17:00"}, (2, 0)),  # into the evening of 2 March, and 1 March itself
        ({"on": day(1), "start": "22:00", "end": "16:00"}, (1, 0)),  # ends as the evening starts
        ({"on": day(1), "start": "22:00", "end": "17:00", "release": 0}, (0, 0)),
        ({"on": day(3), "start": "01:00", "end": "09:00"}, (2, 0)),  # begins before the evening of 2 March ends
        ({"on": day(3), "start": "02:00", "end": "09:00"}, (1, 0)),
        ({"on": day(0), "start": "20:00", "end": "18:00"}, (1, 0)),
        ({"on": day(4), "start": "00:00", "end": "06:00"}, (1, 0)),
    ],
    ids=["runs into", "meets", "released", "begins within", "begins after", "from before", "after the last"],
)
def test_nobody_is_in_two_places_at_once(duty: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert best(days=3, evenings=LATE | {"teams": 1}, duties=[{"person": "D1", **duty}]) == expected


def test_a_wider_window_keeps_no_narrower_one_where_a_late_duty_is_given_up_for_an_early_evening() -> None:
    early = [{"on": day(3), "shift": {"start": "10:00", "end": "18:00"}}]
    late = {"person": "D1", "start": "16:00", "end": "00:00"}
    planned = best(
        days=3,
        evenings={"shift": {"start": "14:00", "end": "02:00"}, "teams": 1, "overrides": early},
        duties=[late | {"on": day(0)}, late | {"on": day(3), "release": 0}],
        rules=[{"kind": "duty_run", "max": 2, "ends_after": "23:00", "who": "D1"}],
    )
    assert planned == (1, 0)
