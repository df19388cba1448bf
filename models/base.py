"""What every part of the contract is made of: the frozen base class and the value types.

Files and tables give text, services give typed values; both are accepted. Anything that could silently
mean something else (a clock time that YAML read as 960, a date given as a number) is refused with the reason.
"""

import re
from collections.abc import Callable
from datetime import time
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

LONGEST_TEXT = 10_000


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


def fault(code: str, message: str, **values: Any) -> PydanticCustomError:
    """An error that pydantic reports at the place of the value."""
    return PydanticCustomError(code, message, values)


def _clock(value: Any) -> Any:
    if isinstance(value, time):
        return value
    if isinstance(value, int | float):
        raise fault("clock", '{value} is a number, not a time: write it in quotes, like "16:00"', value=value)
    match = re.fullmatch(r"(\d{1,2}):?(\d{2})(?::00)?", str(value).strip())
    if match is None or (hour := int(match[1])) > 24 or (minute := int(match[2])) > 59 or (hour == 24 and minute):
        raise fault("clock", "'{value}' is not a time of day: write it like \"16:00\"", value=str(value)[:40])
    return time(hour % 24, minute)


def listed(value: Any) -> Any:
    """A single value stands for a list of one: `on: fri` is `on: [fri]`."""
    return value if isinstance(value, list | tuple | set | frozenset) else [value]


def _whole(value: Any) -> Any:
    if isinstance(value, bool):
        raise fault("int_type", "must be a whole number, not {value}", value=value)
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

Identifiers = Annotated[tuple[Identifier, ...], BeforeValidator(listed)]
"""Identifiers; one alone needs no list."""

Count = Annotated[int, BeforeValidator(_whole)]
"""A whole number (never a boolean)."""
