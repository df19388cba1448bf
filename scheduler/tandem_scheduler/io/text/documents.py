"""Data read from a text, with the place of every key and value."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple, NoReturn

from tandem_models import Fault, InputError
from tandem_models.bounds import Loc
from tandem_models.errors import Faults
from tandem_models.faults import KEY, dotted

from ..files import CONTROL, refusal

DEEPEST = 50
"""Levels to which lists and mappings may be nested."""

MOST_VALUES = 2_000_000
"""Values a document may have, every alias counted as if written out."""

MOST_KEYS = 10_000
"""Keys a mapping may have; only names of patterns are ever many."""


class Mark(NamedTuple):
    """Line and column in a text, from 1."""

    line: int
    column: int


class Marks(NamedTuple):
    """Where a key and its value stand; in lists both are the value's place."""

    key: Mark
    value: Mark


START = Mark(1, 1)
Container = dict[str, Any] | list[Any]


@dataclass
class Document:
    """Mappings, lists, texts and None as read, with places; `faults` are those that did not stop the reading.

    No scalar is anything but text or None: what it means, the contract says, not the file format.
    """

    file: str
    data: Any = None
    start: Mark = START
    places: dict[int, dict[str | int, Marks]] = field(default_factory=dict)
    """By identity of the container (an aliased one stands in several places of the data, but once in the text)."""
    faults: Faults = field(default_factory=Faults)

    def fault(self, loc: Loc, message: str) -> Fault:
        """The fault of a place in the contract, as pydantic names it.

        Parts that are not in the data (kinds of rules, the long form of what was written short) are skipped; what is
        missing is told of the mapping that lacks it.
        """
        mark, path = self.start, list[str | int]()
        here: Any = self.data
        for part in loc:
            if isinstance(here, list) and isinstance(part, str) and part in here:
                part = here.index(part)  # a key of the contract's mapping, written as an item of a list
            marks = self.places.get(id(here), {}).get(part)
            if marks is not None:
                mark = marks.key if loc[-1] == KEY and part == loc[-2] else marks.value
                path.append(part)
                here = here[part]  # pyright: ignore[reportCallIssue, reportArgumentType]
        return Fault(file=self.file, line=mark.line, column=mark.column, path=dotted(path), message=message)


class _Frame:
    """A list or mapping that is still open."""

    def __init__(self, container: Container, mark: Mark, path: tuple[str | int, ...], anchor: str | None) -> None:
        self.container = container
        self.mark = mark
        self.path = path
        self.anchor = anchor
        self.key: tuple[str, Mark] | None = None
        self.size = 1


class Builder:
    """Builds a document from its parts in the order of the text, without recursion and within bounds.

    Args:
        file: the file's name.
        longest: characters that a key or value may have; None: any number.
    """

    def __init__(self, file: str, longest: int | None = None) -> None:
        self.document = Document(file)
        self._longest = longest
        self._open: list[_Frame] = []
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._values = 0

    @property
    def expects_key(self) -> bool:
        """Whether the next scalar is a mapping's key."""
        return bool(self._open) and isinstance(self._open[-1].container, dict) and self._open[-1].key is None

    def open(self, container: Container, mark: Mark, anchor: str | None = None) -> None:
        """Begin a list or mapping."""
        if self.expects_key:
            self.stop(mark, "a key must be text, not a list or mapping")
        if len(self._open) >= DEEPEST:
            self.stop(mark, f"is nested more than {DEEPEST} levels deep")
        path = self._put(container, mark, 1)
        self.document.places[id(container)] = {}
        self._open.append(_Frame(container, mark, path, anchor))

    def close(self) -> None:
        """End the innermost list or mapping."""
        frame = self._open.pop()
        if frame.anchor is not None:
            self._anchors[frame.anchor] = frame.container, frame.size
        if self._open:
            self._open[-1].size += frame.size

    def scalar(self, value: str | None, mark: Mark, anchor: str | None = None) -> None:
        """Add a text or None: a key where one is expected, else a value."""
        if value is not None and self._longest is not None and len(value) > self._longest:
            self.stop(mark, f"is longer than {self._longest:,} characters")
        if value is not None and (control := CONTROL.search(value)):
            self.fault(mark, f"holds the control character U+{ord(control[0]):04X}: remove it")
            value = CONTROL.sub("?", value)
        if not self.expects_key:
            self._put(value, mark, 1)
            if self._open:
                self._open[-1].size += 1
        elif value is None:
            self.stop(mark, "a key is missing before the colon; a key that is called null or ~ needs quotes")
        else:
            self._key(value, mark)
        if anchor is not None:
            self._anchors[anchor] = value, 1

    def alias(self, name: str, mark: Mark) -> None:
        """Add once more what an anchor stands at."""
        if self.expects_key:
            self.stop(mark, "a key must be text, not an alias")
        if name not in self._anchors:
            self.stop(mark, f"the alias *{name[:60]} stands for nothing: no &{name[:60]} ends before it")
        value, size = self._anchors[name]
        self._put(value, mark, size)
        if self._open:
            self._open[-1].size += size

    def fault(self, mark: Mark, message: str) -> None:
        """Note a fault with which reading can go on."""
        if self.document.faults.full:
            self.document.faults.more += 1
            return
        path: Loc = ()
        if self._open:
            frame = self._open[-1]
            part = len(frame.container) if isinstance(frame.container, list) else frame.key and frame.key[0]
            path = frame.path if part is None else (*frame.path, part)
        self.document.faults.append(
            Fault(file=self.document.file, line=mark.line, column=mark.column, path=dotted(path), message=message)
        )

    def stop(self, mark: Mark, message: str) -> NoReturn:
        """Give up at a fault with which reading can't go on.

        Raises:
            InputError: always, with every fault so far.
        """
        raise InputError([*self.document.faults, *refusal(self.document.file, message, *mark).faults])

    def _key(self, key: str, mark: Mark) -> None:
        frame = self._open[-1]
        if len(frame.container) >= MOST_KEYS:
            self.stop(mark, f"has more than {MOST_KEYS:,} keys")
        if key in frame.container:
            first = self.document.places[id(frame.container)][key].key
            self.fault(mark, f"the key '{key[:60]}' stands here twice, first in line {first.line}: keep one")
        frame.key = key, mark

    def _put(self, value: Any, mark: Mark, size: int) -> tuple[str | int, ...]:
        """Put a value where it belongs and return its path; of a key that stands twice, the first value stays."""
        self._values += size
        if self._values > MOST_VALUES:
            self.stop(mark, f"has more than {MOST_VALUES:,} values (aliases counted as if written out)")
        if not self._open:
            self.document.data, self.document.start = value, mark
            return ()
        frame = self._open[-1]
        places = self.document.places[id(frame.container)]
        if isinstance(frame.container, list):
            places[len(frame.container)] = Marks(mark, mark)
            frame.container.append(value)
            return (*frame.path, len(frame.container) - 1)
        assert frame.key is not None, "a value without its key"  # noqa: S101
        (key, key_mark), frame.key = frame.key, None
        places.setdefault(key, Marks(key_mark, mark))
        frame.container.setdefault(key, value)
        return (*frame.path, key)
