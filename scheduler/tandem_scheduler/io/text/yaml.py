"""YAML read so that nothing is silently something else.

YAML 1.1 makes the boolean false of `off` and `no`, 960 of `16:00`, 128 of `0200`, 7 of `007` and a date of
`2021-02-22`. Here every plain scalar stays text, so that the contract alone says what it is; only nothing at all, `~`
and `null` are None. The parser's events are read one by one: no object is ever built from a tag.
"""

import re
from typing import Any

import yaml

from ..files import position
from .documents import DEEPEST, START, Builder, Document, Mark

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CORE = "tag:yaml.org,2002:"
_TEXTS = {"!", *(_CORE + name for name in ("str", "int", "float", "bool"))}
_NULLS = {"", "~", "null", "Null", "NULL"}

_PLAIN_WORDS = (
    (
        "mapping values are not allowed",
        "a colon can't stand here: check the indentation, and quote a text with ': ' in it",
    ),
    ("sequence entries are not allowed", "a list's dash can't stand here: begin the list on a new line"),
    (r"',' or '\]'", "a list opened with [ has no ] or lacks a comma"),
    (r"',' or '\}'", "a mapping opened with {{ has no }} or lacks a comma"),
    ("unexpected end of stream", "a quote is opened and never closed"),
    ("cannot start any token", "{character} can't begin a value: {remedy}"),
    ("escape", "a backslash in double quotes begins an unknown escape: use single quotes"),
    ("undefined tag handle", "tags are not allowed: put a text that begins with ! in quotes"),
    ("expected ':'", "a key has no colon after it (`key: value`)"),
    ("expected key|<block end>|'-' indicator", "does not fit what is above: check the indentation and the quotes"),
    ("<document start>", "does not fit what is above: check the indentation and the brackets"),
    ("node content", "a value is missing before this"),
    ("maximum nesting depth", f"is nested more than {DEEPEST} levels deep"),  # a parser's own bound, higher than ours
)
"""What the parsers, libyaml's and PyYAML's own, say of a problem, and what a planner can act on."""


def parse_yaml(text: str, file: str, longest: int | None = None) -> Document:
    """Read one YAML document with the place of every key and value, none of them longer than so many characters.

    Duplicate keys, tags other than YAML's core ones and merge keys are faults of the document.

    Raises:
        InputError: the text is not YAML, is empty, has several documents, or is too large or too deep when all
            aliases are written out.
    """
    builder = Builder(file, longest)
    documents = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            mark = _mark(event.start_mark)
            match event:
                case yaml.DocumentStartEvent():
                    documents += 1
                    if documents > 1:
                        builder.stop(mark, "a second document begins here: a file holds one")
                case yaml.ScalarEvent():
                    builder.scalar(_value(event, mark, builder), mark, event.anchor)
                case yaml.AliasEvent():
                    builder.alias(str(event.anchor), mark)
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    kind, core = (dict, "map") if isinstance(event, yaml.MappingStartEvent) else (list, "seq")
                    if event.tag not in (None, "!", _CORE + core):
                        builder.fault(mark, f"the tag {event.tag} is not allowed: leave it out")
                    builder.open(kind(), mark, event.anchor)
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    builder.close()
    except yaml.MarkedYAMLError as error:
        builder.stop(*_explained(error, text))
    except yaml.reader.ReaderError as error:
        builder.stop(Mark(*position(text, error.position)), "holds a character that YAML does not allow: remove it")
    if not documents:
        builder.stop(START, "is empty")
    return builder.document


def _mark(mark: Any) -> Mark:
    return START if mark is None else Mark(mark.line + 1, mark.column + 1)


def _value(event: yaml.ScalarEvent, mark: Mark, builder: Builder) -> str | None:
    value = str(event.value)
    plain = not event.style
    if builder.expects_key and plain and value == "<<":
        builder.fault(
            mark, "merge keys (<<) are not supported: write the keys out, or use an alias for the whole value"
        )
    if event.tag is not None and event.tag not in _TEXTS and (event.tag != _CORE + "null" or value not in _NULLS):
        builder.fault(
            mark, f"the tag {event.tag} is not allowed here: leave it out, or put text that begins with ! in quotes"
        )
    is_text = event.tag in ("!", _CORE + "str") or not plain
    return None if value in _NULLS and not is_text else value


def _explained(error: yaml.MarkedYAMLError, text: str) -> tuple[Mark, str]:
    """Place and plain words of a syntax error."""
    mark = _mark(error.problem_mark or error.context_mark)
    problem = str(error.problem)
    lines = text.split("\n")
    if mark.line > len(lines):
        mark = Mark(len(lines), len(lines[-1]) + 1)  # the reader ends a last line that has no end
    rest = lines[mark.line - 1][mark.column - 1 :] if mark.line <= len(lines) else ""
    character = "a tab" if rest[:1] == "\t" else f"'{rest[:1]}'"
    remedy = "indent with spaces" if rest[:1] == "\t" else "put the text in quotes"
    known = (words for pattern, words in _PLAIN_WORDS if re.search(pattern, problem))
    message = next(known, "can't be read as YAML: {problem}")
    message = message.format(character=character, remedy=remedy, problem=problem)
    began = error.context_mark
    if began is not None and began.line + 1 < mark.line:
        message += f" (it begins in line {began.line + 1})"
    return mark, message
