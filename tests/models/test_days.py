"""Weekdays, kinds of day and dates as files write them."""

from datetime import date, timedelta

import pytest
from pydantic import TypeAdapter, ValidationError

from models import DayKind, Days, Weekday
from models.days import bank_holidays, matches
from scheduler import solve
from tests.builders import day, scenario

DAYS = TypeAdapter(Days)


@pytest.mark.parametrize("written", ["bank-holiday", "bank holiday", "Bank Holidays", ["bank-holidays"]])
def test_the_ways_to_write_bank_holidays(written: object) -> None:
    assert DAYS.validate_python(written) == (DayKind.BANK_HOLIDAY,)


def test_an_unknown_word_is_refused_with_what_is_known() -> None:
    with pytest.raises(ValidationError, match="'holiday' is not a day: write mon, tue, wed, thu, fri, sat, sun, bank-"):
        DAYS.validate_python("holiday")


def test_bank_holidays_are_those_of_england() -> None:
    # gov.uk/bank-holidays: the year of the state funeral, with two days in June and the jubilee.
    assert {on for on in bank_holidays(2022) if on.weekday() < 5} == {
        date(2022, 1, 3),
        date(2022, 4, 15),
        date(2022, 4, 18),
        date(2022, 5, 2),
        date(2022, 6, 2),
        date(2022, 6, 3),
        date(2022, 8, 29),
        date(2022, 9, 19),
        date(2022, 12, 26),
        date(2022, 12, 27),
    }


def test_christmas_and_new_year_count_on_their_own_dates_and_on_those_that_stand_in() -> None:
    # gov.uk/bank-holidays: 27 and 28 December 2021 and 3 January 2022 are substitute days.
    around = [date(2021, 12, 24) + timedelta(days=n) for n in range(12)]
    assert [on for on in around if matches((DayKind.BANK_HOLIDAY,), on)] == [
        date(2021, 12, 25),
        date(2021, 12, 26),
        date(2021, 12, 27),
        date(2021, 12, 28),
        date(2022, 1, 1),
        date(2022, 1, 3),
    ]


def test_a_date_is_listed_or_of_a_weekday_or_of_a_kind() -> None:
    good_friday = date(2021, 4, 2)
    assert matches((DayKind.BANK_HOLIDAY,), good_friday)
    assert matches((Weekday.FRI,), good_friday)
    assert matches((good_friday,), good_friday)
    assert not matches((DayKind.BANK_HOLIDAY, Weekday.SAT, date(2021, 4, 1)), date(2021, 3, 26))


def test_more_teams_on_bank_holidays_and_a_skill_then() -> None:
    easter = scenario(
        start=date(2021, 4, 1),
        days=5,
        evenings={
            "shift": {"start": "14:00", "end": "22:00"},
            "teams": 1,
            "overrides": [{"on": "bank-holiday", "teams": 2}],
        },
        rules=[{"kind": "team_skill", "skill": "boat", "on": "bank-holiday"}],
        people=[
            {"id": "D1", "role": "detective", "skills": ["boat"]},
            {"id": "D2", "role": "detective"},
            {"id": "N1", "role": "neighbourhood_officer"},
            {"id": "N2", "role": "neighbourhood_officer"},
        ],
    )
    schedule = solve(easter, workers=1)
    # Good Friday and Easter Monday want two teams; only one of them can have a boat.
    assert [(gap.evening, gap.teams) for gap in schedule.gaps] == [(date(2021, 4, 2), 1), (date(2021, 4, 5), 1)]


def test_days_that_no_evening_has_are_noted() -> None:
    noted = scenario(demand=[{"on": ["bank-holiday"], "teams": 1}, {"on": ["mon", day(1)], "teams": 0}]).notes()
    assert noted == ("an entry of demand speaks of no evening: none of the operation is a bank-holiday",)
