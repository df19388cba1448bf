"""The files that a command writes beside its answer: looked at before a long solve, written after it."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import typer

from models import CalendarNews, Deployment, InputError, RosterError, Scenario, Schedule

from .interrupt import in_background
from .output import messages, say
from .progress import waiting


@dataclass(frozen=True)
class Targets:
    """What is to be written, and how."""

    files: Sequence[Path]
    calendars: Path | None
    published: Path | None
    anonymous: bool
    proof: Path | None = None

    def refuse_bad_ones(self, scenario_file: Path, *inputs: Path) -> None:
        """End the command now rather than after a minute's search that can't be written down."""
        from scheduler.io.scenarios import EXPORT_TABLES, TABLES
        from scheduler.publish import written_format

        proof = [("--proof", self.proof)] if self.proof is not None else []
        for option, file in [*(("--out", file) for file in self.files), *proof]:
            if file.is_dir():
                raise typer.BadParameter(f"{file} is a folder: name a file in it", param_hint=option)
            if option == "--out":
                try:
                    written_format(file)
                except RosterError as error:
                    raise typer.BadParameter(str(error), param_hint=option) from None
            tables = ("scenario", *TABLES, *EXPORT_TABLES)
            own = file.parent.resolve() == scenario_file.resolve() and file.stem in tables
            if own or file.resolve() in {path.resolve() for path in (scenario_file, *inputs)}:
                raise typer.BadParameter(f"{file} is read by this command: choose another name", param_hint=option)
            _refuse_bad_folder(file.parent, option)
        if self.calendars is not None:
            if self.calendars.exists() and not self.calendars.is_dir():
                raise typer.BadParameter(f"{self.calendars} is a file: name a folder", param_hint="--calendars")
            _refuse_bad_folder(self.calendars if self.calendars.exists() else self.calendars.parent, "--calendars")

    def write(
        self,
        scenario: Scenario,
        roster: Schedule | Sequence[Deployment],
        published: Sequence[Deployment] | None = None,
    ) -> bool:
        """Write all; whether all could be written."""
        shown = scenario.anonymous() if self.anonymous else scenario
        done = True
        for file, write in self._tasks(shown, roster, published):
            if isinstance(roster, Schedule) and not roster.has_roster:
                say(f"{file} was not written: there is no roster.")
                continue
            try:
                if file.suffix.lower() == ".xlsx" and file.is_file():
                    _keep(file)
                with waiting(messages(), f"Writing {file}", None) as tick:
                    more = in_background(partial(write, file), tick)
                say(f"Wrote {file}.{more or ''}")
            except OSError as error:
                done = False
                busy = " Is it open in another program? Close it there." if isinstance(error, PermissionError) else ""
                say(f"{file} could not be written: {error.strerror or error}.{busy}", "bold red")
            except InputError as error:
                done = False
                say(f"{file} was not written. {error}", "bold red")
        return done

    def _tasks(
        self, scenario: Scenario, roster: Schedule | Sequence[Deployment], published: Sequence[Deployment] | None
    ) -> Iterator[tuple[Path, Callable[[Path], str | None]]]:
        """Each file, and what writes it and may have more to tell of it."""
        from scheduler.io import write_proof
        from scheduler.publish import write_calendars, write_roster

        for file in self.files:
            yield file, lambda path: write_roster(path, roster, scenario, published=published)
        if self.calendars is not None:
            yield self.calendars, lambda folder: _news(write_calendars(folder, roster, scenario))
        if self.proof is not None and isinstance(roster, Schedule):
            certificate = roster.proof
            yield self.proof, lambda path: None if certificate is None else write_proof(path, certificate)


def _news(calendars: Mapping[Path, CalendarNews]) -> str:
    """What is new in the calendar of all teams, the first."""
    name, news = next(iter(calendars.items()))
    told = ", ".join(f"{number} {what}" for what, number in news)
    return f" Teams in {name.name}: {told}."


def _refuse_bad_folder(folder: Path, option: str) -> None:
    """Raise BadParameter where nothing can be written to a folder."""
    if not folder.is_dir():
        raise typer.BadParameter(f"there is no folder {folder}: make it, or choose another", param_hint=option)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise typer.BadParameter(f"you may not write to the folder {folder}: choose another", param_hint=option)


def _keep(file: Path) -> None:
    """Copy a workbook that may have been changed by hand to a name that is free."""
    names = (file.with_suffix(f".old{number or ''}.xlsx") for number in (0, *range(2, 1_000)))
    before = next(name for name in names if not name.exists())
    shutil.copy2(file, before)
    say(f"The {file.name} that was there is now {before.name}.")
