"""What every part of the contract is made of: the frozen base class and the value types.

Files and tables give text, services give typed values; both are accepted. Anything that could silently
mean something else (a clock time that YAML read as 960, a date given as a number) is refused with the reason.
"""

import re
from collections.abc import Callable
from datetime import time
from enum import StrEnum
from numbers import Integral, Real
from typing import Annotated, Any, ClassVar, LiteralString

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from .bounds import SUGGESTION, FaultCode, few_faults

LONGEST_TEXT = 10_000

TRUE: tuple[Any, ...] = (True, "true", "True")
"""What tools make of the key `on`."""


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
        """YAML 1.1 readers make the boolean true of the key `on`, which JSON then has as "true": what was meant."""
        if isinstance(data, dict) and "on" in cls.model_fields and "on" not in data:
            return {"on" if key in TRUE else key: value for key, value in data.items()}
        return data

    TOGETHER: ClassVar[tuple[JsonSchemaValue, ...]] = ()
    """What JSON Schema can say of several keys of the class at once, as its validators do."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The schema in JSON Schema's own words, with what holds of several keys at once."""
        written = handler(core)
        schema = handler.resolve_ref_schema(written)
        _in_its_words(schema)
        if handler.mode == "validation" and "properties" in schema:
            conditions = [one for base in cls.__mro__ for one in vars(base).get("TOGETHER", ())]
            if conditions:
                schema["allOf"] = conditions
        return written


_WORDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
_LENGTHS = {"minLength": "minItems", "maxLength": "maxItems"}


def _in_its_words(schema: Any) -> None:
    """Bounds beside a validator of ours come out in pydantic's words; keys by a pattern would let all others be."""
    if isinstance(schema, list):
        for part in schema:
            _in_its_words(part)
    elif isinstance(schema, dict):
        for word in _WORDS.keys() & schema.keys():
            if not isinstance(schema[word], dict):  # a key of a class may be called so
                schema[_WORDS[word]] = schema.pop(word)
        kinds = schema.get("type", ())
        if "string" not in kinds:  # of a list that may be left out
            for word in _LENGTHS.keys() & schema.keys():
                if isinstance(schema[word], int):
                    schema[_LENGTHS[word]] = schema.pop(word)
        elif schema.get("minLength") == 1 and "pattern" not in schema:
            schema["pattern"] = r"\S"  # blanks are stripped
        if "patternProperties" in schema:
            schema.setdefault("additionalProperties", False)
        for part in schema.values():
            _in_its_words(part)


def fields_alone(core: CoreSchema) -> CoreSchema:
    """A class's schema as if it had no serializer: pydantic would have the JSON Schema of that, any object."""
    bare: Any = {key: part for key, part in core.items() if key != "serialization"}
    if bare["type"] != "model" and "schema" in bare:  # a validator about the class
        bare["schema"] = fields_alone(bare["schema"])
    made: CoreSchema = bare
    return made


def given(key: str) -> JsonSchemaValue:
    """That a key is there and has a value, in JSON Schema."""
    return {"required": [key], "properties": {key: {"not": {"type": "null"}}}}


class ResultPart(Contract):
    """Base of what calls give back: what is not known in it is of a newer version, and passed over."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="ignore")


VERSION = 1
"""That of the answers this package gives, and the highest that it reads."""


def _known(version: int) -> int:
    if version > VERSION:
        message = (
            "{version} is of a newer Tandem, where something means something else: update this one, it reads {known}"
        )
        raise fault("out_of_range", message, version=str(version), known=str(VERSION))
    return version


Version = Annotated[int, AfterValidator(_known)]
"""Of an answer, one that this package can read."""


class Result(ResultPart):
    """Base of whatever a call gives back as a whole."""

    version: Version = Field(
        default=VERSION,
        ge=1,
        description="Version of this form, raised where something comes to mean something else: refuse one that you do "
        "not know. Keys are added without: pass over these.",
    )


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

ROLE_NAMES = (*Role, "officer")
"""Those that are told."""


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


def fault(
    code: FaultCode, message: LiteralString, *, suggestion: str | None = None, **values: Any
) -> PydanticCustomError:
    """An error that pydantic reports at the place of the value; the message has the values in braces.

    Args:
        code: what sort of thing is wrong.
        message: the sentence, without its full stop.
        suggestion: what was probably meant, as it is to be written.
        values: those in the message.
    """
    return PydanticCustomError(code, message, values | ({SUGGESTION: suggestion} if suggestion else {}))


def _clock(value: Any) -> Any:
    if isinstance(value, time):
        return _whole_minutes(value)
    if isinstance(value, int | float):
        raise fault("wrong_type", '{value} is a number, not a time: write it in quotes, like "16:00"', value=str(value))
    text = str(value).strip()
    if re.fullmatch(r"[01]?\d|2[0-4]", text):
        message = "'{value}' is an hour, not a time of day: write {value}:00"
        raise fault("wrong_format", message, suggestion=f"{text}:00", value=text)
    match = re.fullmatch(r"(\d{1,2}):?(\d{2})(?::(\d{2}))?", text)
    hour, minute, second = (int(part or 0) for part in match.groups()) if match else (99, 0, 0)
    if minute > 59 or second > 59 or hour * 3600 + minute * 60 + second > 24 * 3600:
        raise fault("wrong_format", '{value} is not a time of day: write it like "16:00"', value=this(str(value)))
    return _whole_minutes(time(hour % 24, minute, second))


def _whole_minutes(value: time) -> time:
    """A time of which nothing is lost where it is written."""
    if value.tzinfo is not None:
        message = "'{value}' has a time zone: give the local time alone, operation.timezone says whose clocks count"
        raise fault("wrong_format", message, value=str(value))
    if value.second or value.microsecond:
        raise fault("wrong_format", "'{value}' has seconds: give whole minutes, like \"16:00\"", value=str(value))
    if value.fold:
        raise fault(
            "wrong_format",
            "'{value}' is the later of two (fold=1), which no file can say: give it alone",
            value=str(value),
        )
    return value


def listed(value: Any) -> Any:
    """A single value stands for a list of one: `on: fri` is `on: [fri]`."""
    return value if isinstance(value, list | tuple | set | frozenset) else [value]


def _plain(noun: str) -> Callable[[Any], Any]:
    """Reads numbers of any library; true and false, which pydantic takes for 1 and 0, are none.

    A planner who writes these means something else.
    """

    def read(value: Any) -> Any:
        if isinstance(value, bool):
            raise fault("wrong_type", "must be {noun}, not {value}", noun=noun, value=str(value))
        if isinstance(value, Real) and not isinstance(value, int | float):
            return int(value) if isinstance(value, Integral) else float(value)
        return value

    return read


def switch(off: str, on: str) -> Callable[[Any], Any]:
    """YAML 1.1 readers turn an unquoted `off` or `on` into a boolean; this gives back what was meant."""

    def read(value: Any) -> Any:
        return {False: off, True: on}[value] if isinstance(value, bool) else value

    return read


def _refuse(*_: Any, **__: Any) -> Any:
    raise TypeError("it can't be changed: scenarios and answers are as they were validated, make another one")


class ReadOnly(dict[Any, Any]):
    """A mapping that nobody changes; pickled and copied, it is one again."""

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> Any:
        """How it is handed from one process to another."""
        return type(self), (dict(self),)


read_only = AfterValidator(ReadOnly)
"""Of a mapping, that it is frozen as what it stands in is."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT)]
"""Free text of at least one character."""

ONE_WORD = r"^[^\s\x00-\x1f\x7f-\x9f]+$"

Identifier = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64, pattern=ONE_WORD)]
"""A short name without spaces by which files refer to a person, an area, a skill or a pattern."""

CLOCK = r"^\s*(([01]?[0-9]|2[0-3]):?[0-5][0-9]|24:?00)(:00)?\s*$"
"""Times of day as JSON Schema has them."""

Clock = Annotated[
    time,
    BeforeValidator(_clock),
    PlainSerializer(lambda value: value.strftime("%H:%M"), return_type=str),
    WithJsonSchema({"type": "string", "pattern": CLOCK, "examples": ["16:00"]}),
]
"""A local time of day in whole minutes; "24:00" is midnight."""

Identifiers = Annotated[tuple[Identifier, ...], few_faults, BeforeValidator(listed)]
"""Identifiers; one alone needs no list."""

whole_number = BeforeValidator(_plain("a whole number"))
"""Of an integer, that it is no boolean; stands after its bounds, which JSON Schema then has in words of its own."""

any_number = BeforeValidator(_plain("a number"))
"""Likewise of a float."""

Count = Annotated[int, whole_number]
"""A whole number (never a boolean)."""

Number = Annotated[float, any_number]
"""A number (never a boolean)."""
