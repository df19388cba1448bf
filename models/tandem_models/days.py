"""Dates, weekdays and kinds of day, as files write them."""

import re
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from .base import fault, listed, this
from .bounds import few_faults

FIRST_YEAR, LAST_YEAR = 1970, 2100

# Spelt out, as strftime follows the locale.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def month(on: date) -> str:
    """The month's name: March."""
    return MONTHS[on.month - 1]


def weekday(on: date) -> str:
    """The weekday's name: Monday."""
    return WEEKDAYS[on.weekday()]


@lru_cache(4096)
def day(on: date) -> str:
    """A date in full: 1 March 2021."""
    return f"{on.day} {month(on)} {on.year}"


class Weekday(StrEnum):
    """A day of the week; `list(Weekday)` stands in the order of `date.weekday()`."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


class DayKind(StrEnum):
    """A sort of date that no weekday tells."""

    BANK_HOLIDAY = "bank-holiday"
    """A bank holiday in England, or Christmas Day, Boxing Day or New Year's Day where another day stands in for it."""


DayOrKind = Weekday | DayKind | date

_FULL_NAMES = {name.lower(): name[:3].lower() for name in WEEKDAYS}


def _day(value: Any) -> Any:
    day = _calendar_day(value)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        message = "{value} is not in the years {first} to {last}"
        raise fault("out_of_range", message, value=str(day), first=FIRST_YEAR, last=LAST_YEAR)
    return day


def _calendar_day(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    text = str(value).strip()
    if match := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text):
        first, second, year = match.groups()
        hint = _is_day(f"{year}-{second:0>2}-{first:0>2}") or _is_day(f"{year}-{first:0>2}-{second:0>2}")
        if not hint:
            raise fault("wrong_format", "there is no day {value} in the calendar", value=text)
        raise fault(
            "wrong_format", "'{value}' is not year-month-day: write {hint}", suggestion=hint, value=text, hint=hint
        )
    match = re.fullmatch(r"(\d{4}-\d{2}-\d{2})[T ]+\d{1,2}:.*", text)
    if match and _is_day(match[1]):
        raise fault(
            "wrong_format",
            "{value} has a time of day, only the date counts: write {day}",
            suggestion=match[1],
            value=this(text),
            day=match[1],
        )
    if counted := of_serial(text):
        raise fault("wrong_format", "{sentence}", suggestion=str(counted), sentence=serial_sentence(text, counted))
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise fault("wrong_format", "{value} is not a date: write year-month-day, like 2021-02-22", value=this(text))
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise fault("wrong_format", "there is no day {value} in the calendar", value=text) from None


def of_serial(text: str) -> date | None:
    """The date that a number of five digits is where spreadsheets show no date; None where it is none."""
    number = int(text) if re.fullmatch(r"[1-9]\d{4}", text, re.ASCII) else 0
    found = date(1899, 12, 30) + timedelta(days=number)
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def serial_sentence(text: str, meant: date) -> str:
    """The sentence about such a number."""
    return f"'{text}' is a number, not a date: if it is Excel's for {day(meant)}, write {meant}"


def _is_day(text: str) -> str:
    """A text year-month-day where that is a day of the calendar; else nothing."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _any_day(value: Any) -> Any:
    if isinstance(value, Weekday | DayKind):
        return value
    text = str(value).strip().lower()
    text = _FULL_NAMES.get(text, text)
    if text in list(Weekday):
        return Weekday(text)
    if text.replace(" ", "-").removesuffix("s") == DayKind.BANK_HOLIDAY:
        return DayKind.BANK_HOLIDAY
    if isinstance(value, date) or re.match(r"\d", text):
        return _day(value)
    raise fault(
        "unknown_value",
        "{value} is not a day: write mon, tue, wed, thu, fri, sat, sun, bank-holiday or a date like 2021-02-22",
        value=this(str(value)),
    )


def day_meant(word: Any) -> DayOrKind | None:
    """The weekday, date or kind of day that a word stands for; None where it is none."""
    try:
        found: DayOrKind = _any_day(word)
    except ValueError:
        return None
    return found


def _weekday(value: Any) -> Any:
    try:
        day = _any_day(value)
    except ValueError:
        day = None
    if not isinstance(day, Weekday):
        message = "{value} is no weekday: write mon, tue, wed, thu, fri, sat or sun"
        raise fault("unknown_value", message, value=this(str(value)))
    return day


_WORDS = [str(day) for kind in (Weekday, DayKind) for day in kind]

_IN_FULL = r"^\s*({})\s*$".format(
    "|".join(
        "".join(f"[{letter.upper()}{letter.lower()}]" if letter.isalpha() else letter for letter in name)
        for name in (*(name[:3] for name in WEEKDAYS), *WEEKDAYS)
    )
    + "|[Bb][Aa][Nn][Kk][- ][Hh][Oo][Ll][Ii][Dd][Aa][Yy][Ss]?"
)
"""Names of days in any capitals."""

_WRITTEN_DAY = {
    "type": "string",
    "format": "date",
    "pattern": r"^\s*(19[7-9][0-9]|20[0-9]{2}|2100)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\s*$",
}

Day = Annotated[date, BeforeValidator(_day), WithJsonSchema(_WRITTEN_DAY)]
"""A local date, year-month-day."""

DateOrder = Annotated[
    Literal["Y-M-D", "D/M/Y", "M/D/Y"],
    BeforeValidator(lambda value: value.strip().upper() if isinstance(value, str) else value),
]
"""The order of year, month and day in dates from elsewhere."""

Days = Annotated[
    tuple[
        Annotated[
            DayOrKind,
            BeforeValidator(_any_day),
            WithJsonSchema({"anyOf": [{"enum": _WORDS}, {"type": "string", "pattern": _IN_FULL}, _WRITTEN_DAY]}),
        ],
        ...,
    ],
    few_faults,
    BeforeValidator(listed),
]
"""Weekdays, kinds of day and dates; one alone needs no list."""

Weekdays = Annotated[
    tuple[Annotated[Weekday, BeforeValidator(_weekday)], ...], Field(min_length=1), few_faults, BeforeValidator(listed)
]
"""Weekdays; one alone needs no list."""


def matches(days: tuple[DayOrKind, ...], on: date) -> bool:
    """Whether a date is one of those listed, falls on one of the weekdays listed, or is of a kind listed."""
    if on in days or list(Weekday)[on.weekday()] in days:
        return True
    return DayKind.BANK_HOLIDAY in days and on in bank_holidays(on.year)


@lru_cache(maxsize=256)
def bank_holidays(year: int) -> frozenset[date]:
    """The public holidays of England in a year, as the `holidays` library knows them (to the year 2100)."""
    import holidays

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))
