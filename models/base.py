"""What every part of the contract is made of: the frozen base class and the value types.

Files and tables give text, services give typed values; both are accepted. Anything that could silently
mean something else (a clock time that YAML read as 960, a date given as a number) is refused with the reason.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

LONGEST_TEXT = 10_000
FIRST_YEAR, LAST_YEAR = 1970, 2200


class Contract(BaseModel):
    """Base of every class in the contract: frozen, unknown keys refused, fields usable by name and by alias."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        allow_inf_nan=False,
    )

    @model_validator(mode="before")
    @classmethod
    def _key_on(cls, data: Any) -> Any:
        """YAML 1.1 readers make the boolean true of the key `on`; give back what was meant."""
        if isinstance(data, dict) and True in data and "on" in cls.model_fields:
            return {"on" if key is True else key: value for key, value in data.items()}
        return data


class Role(StrEnum):
    """The two roles a team is made of."""

    DETECTIVE = "detective"
    NEIGHBOURHOOD_OFFICER = "neighbourhood_officer"


class Weekday(StrEnum):
    """A day of the week; `list(Weekday)` stands in the order of `date.weekday()`."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


_FULL_NAMES = {
    name: name[:3] for name in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
}


def _fault(code: str, message: str, **values: Any) -> PydanticCustomError:
    return PydanticCustomError(code, message, values)


def _clock(value: Any) -> Any:
    if isinstance(value, time):
        return value
    if isinstance(value, int | float):
        raise _fault("clock", '{value} is a number, not a time: write it in quotes, like "16:00"', value=value)
    match = re.fullmatch(r"(\d{1,2}):?(\d{2})(?::00)?", str(value).strip())
    if match is None or (hour := int(match[1])) > 24 or (minute := int(match[2])) > 59 or (hour == 24 and minute):
        raise _fault("clock", "'{value}' is not a time of day: write it like \"16:00\"", value=str(value)[:40])
    return time(hour % 24, minute)


def _day(value: Any) -> Any:
    day = _calendar_day(value)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _fault("date", f"{{value}} is not in the years {FIRST_YEAR} to {LAST_YEAR}", value=str(day))
    return day


def _calendar_day(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    text = str(value).strip()
    if match := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text):
        hint = f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}"
        raise _fault("date", "'{value}' is not year-month-day: write {hint}", value=text, hint=hint)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise _fault("date", "'{value}' is not a date: write year-month-day, like 2021-02-22", value=text[:40])
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _fault("date", "there is no day {value} in the calendar", value=text) from None


def _weekday_or_day(value: Any) -> Any:
    if isinstance(value, Weekday):
        return value
    text = str(value).strip().lower()
    text = _FULL_NAMES.get(text, text)
    if text in list(Weekday):
        return Weekday(text)
    if isinstance(value, date) or re.match(r"\d", text):
        return _day(value)
    raise _fault(
        "day",
        "'{value}' is not a day: write mon, tue, wed, thu, fri, sat, sun or a date like 2021-02-22",
        value=text[:40],
    )


def _weekday(value: Any) -> Any:
    day = _weekday_or_day(value)
    if not isinstance(day, Weekday):
        raise _fault("day", "'{value}' is no weekday: write mon, tue, wed, thu, fri, sat or sun", value=str(value)[:40])
    return day


def listed(value: Any) -> Any:
    """A single value stands for a list of one: `on: fri` is `on: [fri]`."""
    return value if isinstance(value, list | tuple | set | frozenset) else [value]


def _whole(value: Any) -> Any:
    if isinstance(value, bool):
        raise _fault("int_type", "must be a whole number, not {value}", value=value)
    return value


def switch(off: str, on: str) -> Callable[[Any], Any]:
    """YAML 1.1 readers turn an unquoted `off` or `on` into a boolean; this gives back what was meant."""

    def read(value: Any) -> Any:
        return {False: off, True: on}[value] if isinstance(value, bool) else value

    return read


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT)]
"""Free text of at least one character."""

ONE_WORD = r"^[^\s\x00-\x1f\x7f-\x9f]+$"

Identifier = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64, pattern=ONE_WORD)]
"""A short name without spaces by which files refer to a person, an area, a skill or a pattern."""

Clock = Annotated[
    time,
    BeforeValidator(_clock),
    PlainSerializer(lambda value: value.strftime("%H:%M"), return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,2}:?[0-9]{2}$", "examples": ["16:00"]}),
]
"""A local time of day in whole minutes; "24:00" is midnight."""

Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""A local date, year-month-day."""

Days = Annotated[
    tuple[
        Annotated[
            Weekday | date,
            BeforeValidator(_weekday_or_day),
            WithJsonSchema({"anyOf": [{"enum": [str(day) for day in Weekday]}, {"type": "string", "format": "date"}]}),
        ],
        ...,
    ],
    BeforeValidator(listed),
]
"""Weekdays and dates; one alone needs no list."""

Weekdays = Annotated[
    tuple[Annotated[Weekday, BeforeValidator(_weekday)], ...], Field(min_length=1), BeforeValidator(listed)
]
"""Weekdays; one alone needs no list."""

Identifiers = Annotated[tuple[Identifier, ...], BeforeValidator(listed)]
"""Identifiers; one alone needs no list."""

Count = Annotated[int, BeforeValidator(_whole)]
"""A whole number (never a boolean)."""


def matches(days: tuple[Weekday | date, ...], evening: date) -> bool:
    """Whether a date is one of the listed dates or falls on one of the listed weekdays."""
    return evening in days or list(Weekday)[evening.weekday()] in days
