"""The errors this package raises on purpose.

TandemError              `faults` says of each what is wrong, with a code, its place and a suggestion
├── InputError           data can't be used: every fault found, each with its place
│   ├── ScenarioError    a scenario
│   └── RosterError      a roster: it can't be read, there is none, or it is of another scenario
├── ArgumentError        an argument of a call can't be used; a ValueError, too
│   ├── LimitError       a number is out of its range
│   ├── QuestionError    it asks for what the scenario or roster does not have
│   └── KindError        it is of the wrong type; a TypeError, too
└── DisagreementError    the checker found fault with the engine's own roster: a defect, never bad input
"""

import copyreg
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar, Self

from pydantic import Field, model_validator

from .base import ResultPart
from .bounds import MOST_FAULTS, FaultCode, Sentence


class Fault(ResultPart):
    """One thing wrong in an input, with its place."""

    file: str | None = Field(default=None, description="The file as named by the user.")
    line: int | None = Field(default=None, description="Line, from 1.")
    column: int | None = Field(
        default=None, description="Column in that line, from 1; None in tables, where `path` names it."
    )
    cell: str | None = Field(default=None, description="Sheet and cell of a workbook: People!C14.")
    path: str = Field(
        default="",
        description="Where in the data: people[3].home. A missing key is told of what lacks it; of an argument of a "
        "call, its name.",
    )
    code: FaultCode = Field(
        default="file",
        description="What sort of thing is wrong. Of a value by itself, missing_key, unknown_key; unknown_value: none "
        "of the words that may stand there; wrong_type: text for a number, a list for a date, null, ...; wrong_format: "
        "text that is no date, time, id or share; out_of_range; empty; too_much: too long, or too many. Of one thing's "
        "keys, combination: they do not go together, or one more is needed; order: one is above the other and must "
        "not be. Of what stands in several places, duplicate; ambiguous: only capitals are different; "
        "unknown_reference: nothing has that id; wrong_role; outside_operation: a date; contradiction: two parts that "
        "can't both be true. Of rosters, other_scenario, no_roster. Of calls, unanswerable: a question about what is "
        "not so. Besides, file: a file can't be read, or its form does not allow what it holds; disagreement: a defect "
        "in this package; more: it stands for faults that are not told one by one.",
    )
    message: str = Field(description="What is wrong and what to do, as the commands print it.")
    suggestion: str | None = Field(
        default=None,
        description="What was probably meant, as it is to be written in its place; null: nothing is near, or several "
        "things are.",
    )
    more: int = Field(default=0, description="How many faults it stands for that are not told one by one.")

    @model_validator(mode="before")
    @classmethod
    def _as_the_sentence_says(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(said := data.get("message"), Sentence):
            return {"code": said.code, "suggestion": said.suggestion, **data, "message": str(said)}
        return data

    @property
    def place(self) -> str:
        """File and line, or file, sheet and cell."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return ": ".join(filter(None, (place, self.cell)))

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.place, self.path, self.message)))


def untold(number: int) -> list[Fault]:
    """The fault that stands for so many others, if there are any."""
    message = f"and {number:,} more fault{'s' if number > 1 else ''}, told once these are mended"
    return [Fault(code="more", message=message, more=number)] if number else []


class Faults:
    """The first faults of an input (`MOST_FAULTS`), and last of all the one that stands for the rest."""

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        self._told: list[Fault] = []
        self.more = 0
        """How many are only counted."""
        self.extend(faults)

    @property
    def full(self) -> bool:
        """Whether more faults are only counted."""
        return len(self._told) >= MOST_FAULTS

    def append(self, fault: Fault) -> None:
        """Add a fault, or count it where there are many."""
        if not (fault.more or self.full):
            self._told.append(fault)
        else:
            self.more += fault.more or 1

    def extend(self, faults: Iterable[Fault]) -> None:
        """Add faults likewise."""
        for fault in faults:
            self.append(fault)

    def __iadd__(self, faults: Iterable[Fault]) -> Self:
        self.extend(faults)
        return self

    def __iter__(self) -> Iterator[Fault]:
        yield from self._told
        yield from untold(self.more)

    def __bool__(self) -> bool:
        return bool(self._told) or self.more > 0


class TandemError(Exception):
    """Base of all errors raised on purpose; `faults` has what is wrong, the message a line for each."""

    def __init__(self, faults: Iterable[Fault], message: str | None = None) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)) if message is None else message)

    def __reduce__(self) -> tuple[Any, ...]:
        """How it is handed from one process to another."""
        return copyreg.__newobj__, (type(self), *self.args), vars(self)  # type: ignore[attr-defined]


class InputError(TandemError):
    """An input with faults; `faults` has them by their places, the message a line each.

    Where there are very many, the last one says how many more there are.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        once: dict[object, Fault] = {}
        for fault in faults:
            # An aliased part of a text stands in several places of the data, but in one of the text.
            path = "" if fault.column else fault.path
            once.setdefault(len(once) if fault.more else (fault.place, path, fault.message), fault)
        by_place = sorted(once.values(), key=lambda fault: (fault.file or "", fault.line or 0, fault.column or 0))
        super().__init__(Faults(by_place))


class ScenarioError(InputError):
    """A scenario that can't be used."""


class RosterError(InputError):
    """A roster that can't be read, is none, or is of another scenario."""


class ArgumentError(TandemError, ValueError):
    """An argument of a call that can't be used.

    Args:
        message: what is wrong and what to do.
        argument: which argument.
    """

    code: ClassVar[FaultCode] = "unanswerable"
    """Of the fault, where the message has none of its own."""

    def __init__(self, message: str, argument: str = "") -> None:
        sentence = message if isinstance(message, Sentence) else Sentence(self.code, message)
        super().__init__([Fault(path=argument, message=sentence)], str(sentence))


class LimitError(ArgumentError):
    """A number that is out of its range."""

    code = "out_of_range"


class QuestionError(ArgumentError):
    """What is asked for is nothing that the scenario or roster has."""


class KindError(ArgumentError, TypeError):
    """An argument of the wrong type."""

    code = "wrong_type"


class DisagreementError(TandemError):
    """The independent checker contradicts the engine about its own roster: a defect in this package.

    `file` has the run's scenario, without personal names, to be reported with the message; None where it could not be
    kept.
    """

    def __init__(self, message: str, file: Path | None = None) -> None:
        self.file = file
        super().__init__([Fault(code="disagreement", message=message)], message)
