"""What every part of the contract is made of: the frozen base class and the value types.

Files and tables give text, services give typed values; both are accepted. Anything that could silently
mean something else (a clock time that YAML read as 960, a date given as a number) is refused with the reason.
"""

import re
from collections.abc import Callable
from datetime import time
from enum import StrEnum
from typing import Annotated, Any, ClassVar, LiteralString

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetJsonSchemaHandler,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from .bounds import few_faults

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
        hide_input_in_errors=True,  # personal data, which belongs in no log
    )

    @model_validator(mode="before")
    @classmethod
    def _key_on(cls, data: Any) -> Any:
        """YAML 1.1 readers make the boolean true of the key `on`; give back what was meant."""
        if isinstance(data, dict) and True in data and "on" in cls.model_fields:
            return {"on" if key is True else key: value for key, value in data.items()}
        return data


class Role(StrEnum):
    """The two roles a team is made of. `officer` and plurals are read as well."""

    DETECTIVE = "detective"
    NEIGHBOURHOOD_OFFICER = "neighbourhood_officer"

    @classmethod
    def _missing_(cls, value: object) -> "Role | None":
        return ROLE_WORDS.get(value) if isinstance(value, str) else None

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The words that are read; those that are written come first."""
        schema = handler(core)
        if handler.mode == "validation":
            handler.resolve_ref_schema(schema)["enum"] = [*dict.fromkeys([*(role.value for role in cls), *ROLE_WORDS])]
        return schema


ROLE_WORDS = {
    "detective": Role.DETECTIVE,
    "detectives": Role.DETECTIVE,
    "officer": Role.NEIGHBOURHOOD_OFFICER,
    "officers": Role.NEIGHBOURHOOD_OFFICER,
    "neighbourhood_officer": Role.NEIGHBOURHOOD_OFFICER,
    "neighbourhood_officers": Role.NEIGHBOURHOOD_OFFICER,
}
"""The words for roles, wherever one is asked for."""


_WORD = re.compile(r"[^\s\x00-\x1f]+")
_DAY = r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_PLAIN = re.compile(
    rf"yes|no|on|off|true|false|{_DAY}|({_DAY}[ ,]+)?\d{{1,4}}(st|nd|rd|th)?([-/. :T,]+(\d{{1,4}}|[^\W\d_]{{1,9}}))*",
    re.I,
)
"""What is no name: a truth, a weekday, a date or time however it is written."""


def quoted(text: str) -> str:
    """A text in quotes where it can't be taken for somebody's name or telephone number; else nothing.

    Single words are quoted in small letters, as abbreviations or with a digit, and whatever is a date or time.
    """
    short = text.strip()[:60]
    word = _WORD.fullmatch(short) and (short == short.lower() or re.search(r"\d|^[A-Z]{1,4}$", short))
    return f"'{short}'" if _PLAIN.fullmatch(short) or (word and not re.match(r"[+0]\d{8}", short)) else ""


def this(text: str) -> str:
    """A text quoted, or the place where it stands: begins a sentence or ends one."""
    return quoted(text) or "what stands here"


def fault(code: LiteralString, message: LiteralString, **values: Any) -> PydanticCustomError:
    """An error that pydantic reports at the place of the value."""
    return PydanticCustomError(code, message, values)


def _clock(value: Any) -> Any:
    if isinstance(value, time):
        return _whole_minutes(value)
    if isinstance(value, int | float):
        raise fault("clock", '{value} is a number, not a time: write it in quotes, like "16:00"', value=str(value))
    match = re.fullmatch(r"(\d{1,2}):?(\d{2})(?::(\d{2}))?", str(value).strip())
    hour, minute, second = (int(part or 0) for part in match.groups()) if match else (99, 0, 0)
    if minute > 59 or second > 59 or hour * 3600 + minute * 60 + second > 24 * 3600:
        raise fault("clock", '{value} is not a time of day: write it like "16:00"', value=this(str(value)))
    return _whole_minutes(time(hour % 24, minute, second))


def _whole_minutes(value: time) -> time:
    """A time of which nothing is lost where it is written."""
    if value.tzinfo is not None:
        message = "'{value}' has a time zone: give the local time alone, operation.timezone says whose clocks count"
        raise fault("clock", message, value=str(value))
    if value.second or value.microsecond:
        raise fault("clock", "'{value}' has seconds: give whole minutes, like \"16:00\"", value=str(value))
    if value.fold:
        raise fault(
            "clock", "'{value}' is the later of two (fold=1), which no file can say: give it alone", value=str(value)
        )
    return value


def listed(value: Any) -> Any:
    """A single value stands for a list of one: `on: fri` is `on: [fri]`."""
    return value if isinstance(value, list | tuple | set | frozenset) else [value]


def _not_boolean(code: LiteralString) -> Callable[[Any], Any]:
    """Pydantic takes true and false for 1 and 0; a planner who writes them means something else."""

    def read(value: Any) -> Any:
        if isinstance(value, bool):
            raise fault(code, "must be a number, not {value}", value=str(value))
        return value

    return read


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

Identifiers = Annotated[tuple[Identifier, ...], few_faults, BeforeValidator(listed)]
"""Identifiers; one alone needs no list."""

Count = Annotated[int, BeforeValidator(_not_boolean("int_type"))]
"""A whole number (never a boolean)."""

Number = Annotated[float, BeforeValidator(_not_boolean("float_type"))]
"""A number (never a boolean)."""
