"""Where answers, messages and faults go, and with which exit code a command ends.

Standard output is for the answer alone; progress, notes and faults go to standard error.
"""

import errno
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path

import typer
from rich.console import Console, Group, RenderableType
from rich.text import Text

from tandem_models import Deployment, Fault, InputError, Scenario, Schedule
from tandem_models.base import Contract
from tandem_models.bounds import PlaceOf
from tandem_models.spelling import ended
from tandem_scheduler.words.plain import count

from .names import Names
from .process.signals import INTERRUPTED

NARROWEST = 60
"""Columns that every view fits in."""


RosterContent = Schedule | tuple[Deployment, ...]
"""What a file of a roster holds: all that a solve gave, or the teams alone."""


class Code(IntEnum):
    """Exit codes of the command."""

    DONE = 0
    BROKEN = 1
    """The roster breaks a hard rule (`check`)."""
    INFEASIBLE = 1
    """No roster can exist (`solve`)."""
    BAD_INPUT = 2
    NOTHING_FOUND = 3
    DEFECT = 70
    """A mistake in the program itself (EX_SOFTWARE of the BSD sysexits)."""
    MACHINE = 71
    """Memory, threads or open files gave out, or the installation is not whole (EX_OSERR)."""
    NOT_WRITTEN = 74
    """The answer, or a file that was asked for, could not be written (EX_IOERR)."""
    INTERRUPTED = INTERRUPTED


def answers() -> Console:
    """Standard output as a console: colour and width of the terminal, none of either in a pipe."""
    return _console(stderr=False)


def messages() -> Console:
    """Standard error as a console."""
    return _console(stderr=True)


def _console(stderr: bool) -> Console:
    console = Console(stderr=stderr, markup=False, highlight=False, emoji=False)
    console.width = max(console.width, NARROWEST)
    return console


def words(value: object, style: str = "") -> Text:
    """Text for the terminal: what a file calls itself can't move the cursor or hide what stands beside it."""
    return Text("".join(c if c.isprintable() else " " for c in str(value)), style=style)


def say(message: str, style: str = "") -> None:
    """A message on standard error, one line, however long."""
    messages().print(words(message, style), soft_wrap=True)


def reason(error: OSError) -> str:
    """What the system says is the matter, without the name of the file."""
    return error.strerror or str(error)


def tell_notes(scenario: Scenario, place: PlaceOf, of_reading: Sequence[str]) -> None:
    """The notes on a scenario and those of reading it, each a message, with the names it has."""
    from tandem_scheduler import api

    names = Names(scenario)
    for note in (*of_reading, *map(names.with_names, api.notes(scenario, place))):
        say(f"Note: {ended(note)}")


def tell_marks(roster: Path) -> None:
    """What a roster's workbook shows that is not read, or otherwise than it is read, each a message."""
    if roster.suffix.lower() == ".xlsx":
        from tandem_scheduler.io.roster_notes import roster_notes

        for note in roster_notes(roster):
            say(f"Note: {roster}: {ended(note)}")


def show(console: Console, *parts: RenderableType) -> None:
    """An answer, its parts a blank line apart; in a log no line ends in blanks."""
    answer = Group(*[line for part in parts for line in (Text(), part)][1:])
    if console.is_terminal:
        console.print(answer)
        return
    with console.capture() as captured:
        console.print(answer)
    console.out("\n".join(line.rstrip() for line in captured.get().splitlines()), highlight=False)


def show_json(text: str | Contract) -> None:
    """The contract's JSON on standard output, in UTF-8 whatever the terminal's encoding."""
    line = text if isinstance(text, str) else text.model_dump_json(indent=2)
    sys.stdout.buffer.write(line.rstrip("\n").encode() + b"\n")
    sys.stdout.flush()


def _number(faults: Sequence[object]) -> int:
    """How many faults there are, the last of very many standing for those that are not told."""
    return sum(fault.more or 1 if isinstance(fault, Fault) else 1 for fault in faults)


class Inputs:
    """Reads input files and tells all their faults together."""

    def __init__(self, undone: str) -> None:
        self._undone = undone
        self._faults: list[tuple[Path, Sequence[object]]] = []

    @contextmanager
    def reading(self, file: Path) -> Iterator[None]:
        """Keep the faults that reading the file raises; `finish` tells them."""
        try:
            yield
        except InputError as error:
            self._faults.append((file, error.faults))
        except OSError as error:
            if error.filename is None or error.errno in (errno.EMFILE, errno.ENFILE):
                raise  # the system's refusal, no fault of the file
            self._faults.append((file, [f"{error.filename or file}: {reason(error)}"]))

    def rosters(self, scenario: Scenario | None, *files: Path | None) -> dict[Path, RosterContent]:
        """The rosters in files, those that are given; what is not of the scenario is a fault as well."""
        from tandem_scheduler.io import read_schedule

        found: dict[Path, RosterContent] = {}
        for file in filter(None, files):
            with self.reading(file):
                found[file] = read_schedule(file, scenario, fitting=True)
                tell_marks(file)
        return found

    def with_history(self, scenario: Scenario | None, file: Path | None) -> Scenario | None:
        """The scenario with the teams of an earlier roster, where one is given, in its history."""
        from tandem_scheduler import api

        if scenario is not None and file is not None:
            with self.reading(file):
                past = api.read_history(file, scenario)
                tell_marks(file)
                return api.with_history(scenario, past)
        return scenario

    def finish(self) -> None:
        """End the command, every fault on a line of its own, if there were any."""
        if not self._faults:
            return
        for _, faults in self._faults:
            for fault in faults:
                say(str(fault))
        counts = [f"{count(_number(faults), 'fault')} in {file}" for file, faults in self._faults]
        say(f"{', '.join(counts)}; {self._undone}.", "bold red")
        raise typer.Exit(Code.BAD_INPUT)
