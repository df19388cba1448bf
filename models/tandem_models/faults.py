"""From pydantic's errors to sentences a planner can act on."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from pydantic import BaseModel, ValidationError
from pydantic_core import InitErrorDetails

from .base import ROLE_NAMES, TRUE, Contract, Role, quoted, this
from .bounds import CODES, MORE, SUGGESTION, FaultCode, Loc, Sentence, details, keys_at, line_of
from .errors import Fault, KindError, TandemError, untold
from .spelling import nearest, with_suggestion

Place = tuple[str | None, int | None, int | None]
"""File, line and column of a value."""


KEY = "[key]"
"""Ends the location of a fault that is the key's, not the value's (pydantic's own mark for keys of mappings)."""


class Refusal(Protocol):
    """A validation error of pydantic, or of a web framework that takes data with it."""

    def errors(self) -> Sequence[Any]:
        """Its lines."""
        ...


def faults(error: TandemError | ValidationError | Refusal) -> tuple[Fault, ...]:
    """Everything that is wrong by an error, however it came up, in the sentences that the commands print.

    Args:
        error: an error of this package, or the validation error of data that are no scenario, schedule and so on:
            pydantic's `ValidationError`, or the `RequestValidationError` of FastAPI.

    Returns:
        A Fault for each thing that is wrong; of very many the first, and one that says how many more there are.

    Raises:
        KindError: it is no such error.
    """
    if isinstance(error, TandemError):
        return error.faults
    if not callable(getattr(error, "errors", None)):
        raise KindError(f"an error with faults is wanted, not a value of type {type(error).__name__}", "error")
    model = next((one for one in _classes(Contract) if one.__name__ == getattr(error, "title", "")), Contract)
    lines = error.errors()
    if broken := [line for line in lines if line["type"] == "json_invalid"]:
        return tuple(_of_text(line, getattr(error, "body", None)) for line in broken)
    told = [Fault(path=dotted(_of_body(loc)), message=sentence) for loc, sentence in _sentences(lines, model)]
    return (*told, *_untold(lines))


_AT = re.compile(r" at line (\d+) column (\d+)$")


def _of_text(line: Any, body: object) -> Fault:
    """The fault of text that is no JSON, which is to be `body` where a web framework read it.

    Pydantic says in which line and byte of it, FastAPI the place of the character, as if that were one in the data.
    """
    loc, why, text = _of_body(line["loc"]), line["ctx"]["error"], line["input"]
    if at := _AT.search(why):
        row, column, why = int(at[1]), int(at[2]), why[: at.start()]
        if isinstance(text, str | bytes):
            before = (text.encode() if isinstance(text, str) else text).split(b"\n")[row - 1][: max(column - 1, 0)]
            column = len(before.decode(errors="ignore")) + 1
    else:
        loc, offset = loc[:-1], int(loc[-1])
        if not isinstance(body, str):
            return Fault(code="wrong_format", message=f"is not JSON: {why} at character {offset + 1}")
        row, column = body.count("\n", 0, offset) + 1, offset - body.rfind("\n", 0, offset)
    message = f"is not JSON: {why} at line {row} column {column}"
    return Fault(line=row, column=column, path=dotted(loc), code="wrong_format", message=message)


def _of_body(loc: Loc) -> Loc:
    """A place without the part of a request that it is in."""
    return loc[1:] if loc[:1] == ("body",) else loc


def _classes(base: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield base
    for one in base.__subclasses__():
        yield from _classes(one)


PLACED = re.compile(r"\((areas|people)\[(\d+)\]\)")
"""In a sentence, the item of a list that it refers to: in files that is a line or row."""


def faults_of(error: ValidationError, model: type[BaseModel]) -> list[tuple[Loc, Sentence]]:
    """Location and sentence of every fault in a validation error of `model`.

    An unknown key is told of the key (`KEY`), a missing one of the mapping that lacks it. Of very many faults the first
    are told; `untold_of` has the number of the others.
    """
    return [*_sentences(error.errors(include_url=False), model)]


def _sentences(lines: Iterable[Any], model: type[BaseModel]) -> Iterator[tuple[Loc, Sentence]]:
    for line, more in _once(lines):
        if not _emptied(line) and line["type"] != MORE:
            yield _place(line), _sentence(line, model, more)


def _once(lines: Iterable[Any]) -> Iterator[tuple[Any, int]]:
    """The lines, each with how often else it stands.

    A word with a space that should have none (a tag of many people) is one fault, however often it stands.
    """
    lines = list(lines)
    often, seen = Counter(filter(None, map(_word, lines))), set[object]()
    for line in lines:
        word = _word(line)
        if word is None:
            yield line, 0
        elif word not in seen:
            seen.add(word)
            yield line, often[word] - 1


def _word(line: Any) -> object:
    """Such a word, and in what it stands; None of any other line."""
    if line["type"] != "string_pattern_mismatch" or not isinstance(line["input"], str):
        return None
    keys = [part for part in line["loc"] if isinstance(part, str)]
    return line["input"].strip(), *keys[:1], *keys[-1:]


def told_lines(lines: Iterable[Any], model: type[BaseModel], data: Any) -> Iterator[InitErrorDetails]:
    """The lines of a validation error of `model` with their sentences, codes and places as whoever gave the data reads.

    So does everybody who catches the error, whatever they make of it, have what the commands print.
    """
    for line, more in _once(lines):
        if line["type"] == MORE:
            yield from details([line])
        elif not _emptied(line):
            sentence = _sentence(line, model, more)
            loc = _trodden(_place(line), data)
            yield line_of(loc[:-1] if sentence.code == "unknown_key" else loc, sentence, line["input"])


def _trodden(loc: Loc, data: Any) -> Loc:
    """A place without what is pydantic's own in it: how a part that may be written in several ways is written."""
    here, path = data, list[str | int]()
    for part in loc:
        if part == KEY:
            path.append(part)
        elif isinstance(here, list | tuple):
            part = here.index(part) if isinstance(part, str) and part in here else part
            if isinstance(part, int) and part < len(here):
                path.append(part)
                here = here[part]
        elif isinstance(here, Mapping):
            key = next((key for key in (part, *(TRUE if part == "on" else ())) if key in here), None)
            if key is not None:
                path.append(part)
                here = here[key]
        elif isinstance(part, str) and isinstance(here, BaseModel) and hasattr(here, part):
            path.append(part)
            here = getattr(here, part)
    return tuple(path)


def untold_of(error: ValidationError) -> list[Fault]:
    """The fault that stands for all those of a validation error that it only counts, if there are any."""
    return _untold(error.errors(include_url=False))


def _untold(lines: Iterable[Any]) -> list[Fault]:
    return untold(sum(line["ctx"][MORE] for line in lines if line["type"] == MORE))


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
    if len(loc) > 2 and loc[0] == "patterns" and loc[2] in ("whole", "shifted"):
        loc = (*loc[:2], *loc[3:])
    match line["type"]:
        case "extra_forbidden" | "unknown_key":
            return (*loc, KEY)
        case "missing":
            return loc[:-1]
        case "union_tag_invalid":
            return (*loc, "kind")
    return loc


def dotted(loc: Iterable[str | int]) -> str:
    """`("people", 3, "home")` as people[3].home; of a key with a value run into it the key alone."""
    parts = (part if isinstance(part, int) else part.partition(":")[0] for part in loc if part != KEY)
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
    return text.removeprefix(".")


def _sentence(line: Any, model: type[BaseModel], more: int = 0) -> Sentence:
    """Code and sentence of a line that stands so often besides."""
    context = line.get("ctx", {})
    given = line["input"]
    if line["type"] in CODES:
        return Sentence(line["type"], str(line["msg"]), context.get(SUGGESTION))
    if given is None and line["type"] not in ("missing", "extra_forbidden"):
        return Sentence("wrong_type", "has nothing after it: give a value, or leave the key out")
    shown = _shown(given)
    match line["type"]:
        case "extra_forbidden":
            key = str(line["loc"][-1])
            known_keys = keys_at(model, line["loc"][:-1])
            if line["loc"][0] == "rules" and key in keys_at(model, line["loc"][:2]) - known_keys:
                kind, its = line["loc"][-2], ", ".join(sorted(known_keys - {"kind"}))
                of = "a pack" if kind == "pack" else kind
                return Sentence(
                    "unknown_key", f"'{key}' is read for other kinds of rules only: leave it out; {of} has {its}"
                )
            name, colon, _ = key.partition(":")
            if colon and name in known_keys:
                return Sentence(
                    "unknown_key", f"a space is missing after the colon: write `{name}: ` and then the value"
                )
            return with_suggestion("unknown_key", f"unknown key{_given(key)}", key, known_keys)
        case "missing":
            return Sentence("missing_key", missing(line["loc"][-1]))
        case "union_tag_invalid":
            tag = context["tag"]
            known = _quoted(context["expected_tags"])
            return with_suggestion("unknown_value", f"unknown kind{_given(tag)}", tag, known)
        case "union_tag_not_found":
            return Sentence("missing_key", "has no kind: write `kind: ...` first")
        case "enum":
            known = _quoted(context["expected"])
            known = [*ROLE_NAMES] if {*known} == {*Role} else known
            return with_suggestion("unknown_value", f"unknown value{_given(given)}", str(given), known)
        case "literal_error":
            known = _quoted(context["expected"]) or [context["expected"]]
            text = f"unknown value{_given(given)}: known are {', '.join(known)}"
            return Sentence("unknown_value", text, nearest(str(given), known))
    if line["type"] in ("greater_than", "greater_than_equal", "less_than_equal"):
        shown = str(given).strip()[:60]  # a number, also as text
    code, text = _of_value(line["type"], context, given, shown) or ("wrong_format", str(line["msg"]))
    if line["type"] == "string_pattern_mismatch":
        text += ": put a hyphen in its place" + (f", here and in {more} more" if more else "")
        if isinstance(line["loc"][-1], int):
            text += "; or, if it is several, separate them: E; N in a table, [E, N] in YAML"
    return Sentence(code, text)


def _of_value(kind: str, context: Mapping[str, Any], given: Any, shown: str) -> tuple[FaultCode, str] | None:
    """Code and sentence about a value by itself."""
    match kind:
        case "int_parsing" | "int_type" | "int_from_float" | "int_parsing_size":
            return "wrong_type", f"must be a whole number, not {shown}"
        case "float_parsing" | "float_type" | "finite_number":
            return "wrong_type", f"must be a number, not {shown}"
        case "bool_parsing" | "bool_type":
            return "wrong_type", f"must be true or false, not {shown}"
        case "greater_than_equal":
            return "out_of_range", f"must be {_bound(context['ge'])} or more, not {shown}"
        case "greater_than":
            return "out_of_range", f"must be more than {_bound(context['gt'])}, not {shown}"
        case "less_than_equal":
            return "out_of_range", f"must be {_bound(context['le'])} or less, not {shown}"
        case "string_pattern_mismatch":
            return "wrong_format", "has a space in it: ids are one word, like 'west-leicester'"
        case "string_too_short" | "too_short":
            return "empty", "is empty"
        case "string_too_long":
            return "too_much", f"is longer than {context['max_length']} characters"
        case "too_long":
            return "too_much", f"has more than {context['max_length']:,} entries"
        case "string_type":
            return "wrong_type", f"must be text, not {_kind(given)}: put it in quotes"
        case "tuple_type":
            return "wrong_type", f"must be a list, not {_kind(given)}"
        case "model_type" | "model_attributes_type" | "dict_type":
            return "wrong_type", f"must be keys with values, not {_kind(given)}"
    return None


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
