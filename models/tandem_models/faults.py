"""From pydantic's errors to sentences a planner can act on."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from .base import quoted, this
from .bounds import MORE, Loc
from .errors import Fault, untold
from .spelling import suggestion

Place = tuple[str | None, int | None, int | None]
"""File, line and column of a value."""


KEY = "[key]"
"""Ends the location of a fault that is the key's, not the value's (pydantic's own mark for keys of mappings)."""


def faults_of(error: ValidationError, model: type[BaseModel]) -> list[tuple[Loc, str]]:
    """Location and sentence of every fault in a validation error of `model`.

    An unknown key is told of the key (`KEY`), a missing one of the mapping that lacks it. Of very many faults the first
    are told; `untold_of` has the number of the others.
    """
    lines = (line for line in error.errors(include_url=False) if not _emptied(line) and line["type"] != MORE)
    return [(_place(line), _sentence(line, model)) for line in lines]


def untold_of(error: ValidationError) -> list[Fault]:
    """The fault that stands for all those of a validation error that it only counts, if there are any."""
    return untold(sum(line.get("ctx", {})[MORE] for line in error.errors(include_url=False) if line["type"] == MORE))


def missing(key: str) -> str:
    """The sentence about a key that must be there and is not."""
    return f"{key} is missing"


def _emptied(line: Any) -> bool:
    """Whether a list is called too short only because pydantic leaves its faulty items out of the count."""
    given = line["input"]
    return line["type"] == "too_short" and isinstance(given, list | tuple) and len(given) >= line["ctx"]["min_length"]


def _place(line: Any) -> Loc:
    loc: Loc = line["loc"]
    if len(loc) > 2 and loc[0] == "rules" and loc[2] in ("rule", "pack"):
        loc = (*loc[:2], *loc[3:])  # pydantic's word for how the item is written
    match line["type"]:
        case "extra_forbidden":
            return (*loc, KEY)
        case "missing":
            return loc[:-1]
        case "union_tag_invalid":
            return (*loc, "kind")
    return loc


def faults(error: ValidationError, model: type[BaseModel]) -> tuple[Fault, ...]:
    """The faults of data that came from no file."""
    told = [Fault(path=dotted(loc), message=message) for loc, message in faults_of(error, model)]
    return (*told, *untold_of(error))


def dotted(loc: Iterable[str | int]) -> str:
    """`("people", 3, "home")` as people[3].home; of a key with a value run into it the key alone."""
    parts = (part if isinstance(part, int) else part.partition(":")[0] for part in loc if part != KEY)
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
    return text.removeprefix(".")


def _sentence(line: Any, model: type[BaseModel]) -> str:
    context = line.get("ctx", {})
    given = line["input"]
    if given is None and line["type"] not in ("missing", "extra_forbidden"):
        return "has nothing after it: give a value, or leave the key out"
    shown = _shown(given)
    match line["type"]:
        case "extra_forbidden":
            key = str(line["loc"][-1])
            known_keys = _keys(model, line["loc"][:-1])
            name, colon, _ = key.partition(":")
            if colon and name in known_keys:
                return f"a space is missing after the colon: write `{name}: ` and then the value"
            return f"unknown key{_given(key)}{suggestion(key, known_keys)}"
        case "missing":
            return missing(line["loc"][-1])
        case "union_tag_invalid":
            tag = context["tag"]
            return f"unknown kind{_given(tag)}{suggestion(tag, _quoted(context['expected_tags']))}"
        case "union_tag_not_found":
            return "has no kind: write `kind: ...` first"
        case "enum":
            return f"unknown value{_given(given)}{suggestion(str(given), _quoted(context['expected']))}"
        case "literal_error":
            known = _quoted(context["expected"]) or [context["expected"]]
            return f"unknown value{_given(given)}: known are {', '.join(known)}"
        case "int_parsing" | "int_type" | "int_from_float":
            return f"must be a whole number, not {shown}"
        case "float_parsing" | "float_type" | "finite_number":
            return f"must be a number, not {shown}"
        case "greater_than_equal":
            return f"must be {_bound(context['ge'])} or more, not {shown}"
        case "greater_than":
            return f"must be more than {_bound(context['gt'])}, not {shown}"
        case "less_than_equal":
            return f"must be {_bound(context['le'])} or less, not {shown}"
        case "string_pattern_mismatch":
            return "has a space in it: ids are one word, like 'west-leicester'"
        case "string_too_short" | "too_short":
            return "is empty"
        case "string_too_long":
            return f"is longer than {context['max_length']} characters"
        case "string_type":
            return f"must be text, not {_kind(given)}: put it in quotes"
        case "tuple_type":
            return f"must be a list, not {_kind(given)}"
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"must be keys with values, not {_kind(given)}"
    return str(line["msg"])


def _bound(limit: float) -> str:
    return str(int(limit)) if limit == int(limit) else str(limit)


def _shown(given: Any) -> str:
    """What was given, in the planner's words."""
    if isinstance(given, Mapping):
        return "keys with values"
    if isinstance(given, list | tuple):
        return "a list"
    return this(given) if isinstance(given, str) else str(given)[:60]


def _given(word: Any) -> str:
    """A word that is not known, after a blank; nothing where it may be a name."""
    shown = quoted(word) if isinstance(word, str) else _shown(word)
    return f" {shown}" if shown else ""


def _kind(given: Any) -> str:
    """What kind of value was given; of what may say who somebody is, no more is told."""
    match given:
        case str() | bytes():
            return "text"
        case bool() | int() | float():
            return "a number" if not isinstance(given, bool) else "true or false"
    return _shown(given) if isinstance(given, Mapping | list | tuple) else "something else"


def _quoted(text: str) -> list[str]:
    return re.findall(r"'([^']*)'", text)


def _keys(model: type[BaseModel], loc: Loc) -> set[str]:
    """The keys that may stand at a place of the contract."""
    models = {model}
    for part in loc:
        if isinstance(part, str):
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
