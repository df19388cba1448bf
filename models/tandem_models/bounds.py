"""What is told of what is wrong: sentences with their codes; of very many the first, and how many more there are."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, Self, get_args

from pydantic import BaseModel, ValidationError, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import InitErrorDetails, PydanticCustomError

MOST_FAULTS = 200
"""Faults of an input that are told, and items with faults of a list."""

SLICE = 1_000
"""Items of a list that are validated at a time."""

MORE = "more"
"""Type of the line of a validation error that stands for others."""

FaultCode = Literal[
    "missing_key",
    "unknown_key",
    "unknown_value",
    "wrong_type",
    "wrong_format",
    "out_of_range",
    "empty",
    "too_much",
    "combination",
    "order",
    "duplicate",
    "ambiguous",
    "unknown_reference",
    "wrong_role",
    "outside_operation",
    "contradiction",
    "other_scenario",
    "no_roster",
    "unanswerable",
    "file",
    "disagreement",
    "more",
]
"""What sort of thing is wrong, for programs; `Fault.code` says what each means."""

CODES = frozenset[str](get_args(FaultCode))
"""All of them."""


class Sentence(str):
    """What is wrong and what to do, with what programs ask of it.

    Args:
        code: what sort of thing is wrong.
        text: the sentence, without its full stop.
        suggestion: what was probably meant, as it is to be written.
    """

    code: FaultCode
    suggestion: str | None

    def __new__(cls, code: FaultCode, text: str, suggestion: str | None = None) -> Self:  # noqa: D102
        made = super().__new__(cls, text)
        made.code, made.suggestion = code, suggestion
        return made

    def saying(self, text: str) -> "Sentence":
        """The same in other words."""
        return Sentence(self.code, text, self.suggestion)


SUGGESTION = "suggestion"
"""Where the context of pydantic's errors has what was probably meant."""

Loc = tuple[str | int, ...]
"""Place of a part in the data: keys, and indices from 0."""

PlaceOf = Callable[[Loc], str]
"""Where a part of some data stands in its files; empty where it comes from none."""


class Found:
    """The first faults found, and how many more there are; a sentence is made only where it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[Loc, Sentence]] = []
        self.more = 0
        self._values: list[Any] = []

    def __call__(self, loc: Loc, sentence: Sentence | Callable[[], Sentence], value: Any = None) -> None:
        """Add a fault: where it is, what is wrong, and what stands there."""
        if len(self.told) >= MOST_FAULTS:
            self.more += 1
            return
        self.told.append((loc, sentence if isinstance(sentence, Sentence) else sentence()))
        self._values.append(value)

    def lines(self) -> list[InitErrorDetails]:
        """As lines of a validation error."""
        lines = zip(self.told, self._values, strict=True)
        return [line_of(loc, sentence, value) for (loc, sentence), value in lines] + untold(self.more)


def line_of(loc: Loc, sentence: Sentence, value: Any) -> InitErrorDetails:
    """The line of a validation error that has a sentence as it is to be told."""
    values = {"text": str(sentence)} | ({SUGGESTION: sentence.suggestion} if sentence.suggestion else {})
    return InitErrorDetails(type=PydanticCustomError(sentence.code, "{text}", values), loc=loc, input=value)


def untold(number: int) -> list[InitErrorDetails]:
    """The line of a validation error that stands for so many others, if there are any."""
    values = {"text": f"and {number:,} more", MORE: number}
    return [InitErrorDetails(type=PydanticCustomError(MORE, "{text}", values), loc=(), input=None)] if number else []


def details(lines: Iterable[Any], first: int = 0) -> Iterator[InitErrorDetails]:
    """A validation error's lines in the form in which they can be raised again, of a slice that begins at an item."""
    for line in lines:
        loc = line["loc"]
        yield InitErrorDetails(
            type=PydanticCustomError(line["type"], "{text}", {"text": line["msg"], **line.get("ctx", {})}),
            loc=(loc[0] + first, *loc[1:]) if loc and first else loc,
            input=line["input"],
        )


def _in_slices(items: Any, validate: ValidatorFunctionWrapHandler) -> Any:
    """Validate a list slice by slice: the lines of all its faults at once could be many times as large as the list."""
    if not isinstance(items, list | tuple):
        return validate(items)
    valid: list[Any] = []
    told: list[InitErrorDetails] = []
    faulty: set[Any] = set()
    more = 0
    for first in range(0, len(items) or 1, SLICE):
        try:
            valid += validate(items[first : first + SLICE])
        except ValidationError as error:
            if len(faulty) >= MOST_FAULTS:
                more += error.error_count()
                continue
            for line in error.errors(include_url=False):
                item = (first, *line["loc"][:1])
                if item in faulty or len(faulty) < MOST_FAULTS:
                    faulty.add(item)
                    told += details([line], first)
                else:
                    more += 1
    if told:
        raise ValidationError.from_exception_data("list", [*told, *untold(more)], hide_input=True)
    return tuple(valid)


few_faults = WrapValidator(_in_slices)
"""Of the faulty items of a list the first are told, the others counted."""


def keys_at(model: type[BaseModel], loc: Loc) -> set[str]:
    """The keys that may stand at a place of the contract."""
    models = {model}
    for part in loc:
        if part in ("rule", "pack"):
            models = {m for m in models if ("use" in m.model_fields) == (part == "pack")} or models
        elif part in ("whole", "shifted"):
            models = {m for m in models if ("like" in m.model_fields) == (part == "shifted")} or models
        elif isinstance(part, str):
            tagged = {
                m for m in models if "kind" in m.model_fields and part in get_args(m.model_fields["kind"].annotation)
            }
            models = (
                tagged
                or {
                    inner
                    for m in models
                    for name, info in m.model_fields.items()
                    if part in (name, info.alias)
                    for inner in _models(info.annotation)
                }
                or models
            )
    return {info.alias or name for m in models for name, info in m.model_fields.items()}


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)
