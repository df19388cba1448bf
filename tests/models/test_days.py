"""Weekdays, kinds of day and dates as files write them."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from tandem_models import Area, DayKind, Days, Request, Rest, Shift, Weekday
from tandem_models.days import bank_holidays, matches
from tandem_scheduler import notes, solve
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
    noted = notes(scenario(demand=[{"on": ["bank-holiday"], "teams": 1}, {"on": ["mon", day(1)], "teams": 0}]))
    assert noted == ("an entry of demand speaks of no evening: none of the operation is a bank-holiday",)


def of(model, **keys):
    """The sentence of the one fault that a value has."""
    with pytest.raises(ValidationError) as raised:
        model.model_validate(keys)
    (line,) = raised.value.errors()
    return line["msg"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (time(16, 0, 30), "'16:00:30' has seconds: give whole minutes"),
        (time(16, 0, 0, 5), "'16:00:00.000005' has seconds"),
        ("16:00:30", "'16:00:30' has seconds"),
        (timedelta(hours=16, seconds=1), "'16:00:01' has seconds"),
        (time(16, tzinfo=UTC), "'16:00:00+00:00' has a time zone: give the local time alone"),
        (time(1, 30, fold=1), "'01:30:00' is the later of two (fold=1)"),
        ("16:00:75", "'16:00:75' is not a time of day"),
        ("16", "'16' is an hour, not a time of day: write 16:00"),
        ("25", "'25' is not a time of day"),
        ("24:00:30", "'24:00:30' is not a time of day"),
        (datetime(2021, 2, 22, 16), "'2021-02-22 16:00:00' is not a time of day"),
        (Decimal("16.00"), "'16.00' is not a time of day"),
        (b"16:00", "is not a time of day"),
        (0.6671, "0.6671 is a number, not a time"),
        (True, "True is a number, not a time"),
    ],
)
def test_a_time_of_which_a_file_would_lose_something_is_refused(given, sentence):
    assert sentence in of(Shift, start=given, end="00:00")


def test_a_time_is_what_its_json_says():
    shift = Shift.model_validate({"start": time(16), "end": "24:00"})
    assert Shift.model_validate_json(shift.model_dump_json()) == shift


@pytest.mark.parametrize(
    "given", [datetime(2021, 2, 22), datetime(2021, 2, 22, tzinfo=UTC), Decimal(20210222), True, b"2021-02-22", 44249.5]
)
def test_what_is_no_date_is_refused(given):
    sentence = of(Request, person="D1", on=given, want="off")
    assert "has a time of day" in sentence or "is not a date" in sentence


def test_true_is_no_number():
    assert of(Area, id="north", priority=True) == "must be a number, not True"
    assert of(Rest, hours=True) == "must be a number, not True"
    assert of(Area, id="north", target=False) == "must be a whole number, not False"
