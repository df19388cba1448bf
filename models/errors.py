"""The errors this package raises on purpose.

TandemError
├── ScenarioError     a scenario can't be used: every fault found, each with its place
├── RosterError       a roster file can't be read: likewise
└── DisagreementError the checker found fault with the engine's own roster: a defect, never bad input
"""

from collections.abc import Sequence
from pathlib import Path

from pydantic import Field

from .base import Contract


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

    @property
    def place(self) -> str:
        """File and line, or file, sheet and cell."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return ": ".join(filter(None, (place, self.cell)))

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.place, self.path, self.message)))


class TandemError(Exception):
    """Base of all errors raised on purpose."""


class InputError(TandemError):
    """An input with faults; `faults` has all of them, the message a line each."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class ScenarioError(InputError):
    """A scenario that can't be used."""


class RosterError(InputError):
    """A roster file that can't be read."""


class DisagreementError(TandemError):
    """The independent checker contradicts the engine about its own roster: a defect in this package.

    `file` has the run's scenario, without personal names, to be reported with the message; None where it could not be
    kept.
    """

    def __init__(self, message: str, file: Path | None = None) -> None:
        self.file = file
        super().__init__(message)
