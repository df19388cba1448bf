"""The errors this package raises on purpose.

TandemError
├── ScenarioError     a scenario can't be used: every fault found, each with its place
├── RosterError       a roster can't be read, or is of another scenario: likewise
├── ArgumentError     a call's argument is out of its range or asks for what is not there; a ValueError, too
└── DisagreementError the checker found fault with the engine's own roster: a defect, never bad input
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

from pydantic import Field

from .base import Contract
from .bounds import MOST_FAULTS


class Fault(Contract):
    """One thing wrong in an input, with its place."""

    file: str | None = Field(default=None, description="The file as named by the user.")
    line: int | None = Field(default=None, description="Line, from 1.")
    column: int | None = Field(
        default=None, description="Column in that line, from 1; None in tables, where `path` names it."
    )
    cell: str | None = Field(default=None, description="Sheet and cell of a workbook: People!C14.")
    path: str = Field(default="", description="Where in the data: people[3].home.")
    message: str = Field(description="What is wrong and what to do.")
    more: int = Field(default=0, description="How many faults it stands for that are not told one by one.")

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
    return [Fault(message=message, more=number)] if number else []


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
    """Base of all errors raised on purpose."""


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
        self.faults = tuple(Faults(by_place))
        super().__init__("\n".join(map(str, self.faults)))


class ScenarioError(InputError):
    """A scenario that can't be used."""


class RosterError(InputError):
    """A roster that can't be read, or is of another scenario."""


class ArgumentError(TandemError, ValueError):
    """An argument of a call that is out of its range, or asks for what the scenario or roster does not have."""


class DisagreementError(TandemError):
    """The independent checker contradicts the engine about its own roster: a defect in this package.

    `file` has the run's scenario, without personal names, to be reported with the message; None where it could not be
    kept.
    """

    def __init__(self, message: str, file: Path | None = None) -> None:
        self.file = file
        super().__init__(message)
