"""The files that a command writes beside its answer: looked at before a long solve, written after it."""

import filecmp
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path

import typer

from tandem_models import CalendarNews, Deployment, InputError, Proof, RosterError, Scenario, Schedule
from tandem_scheduler.words.plain import count

from ..failures import failed
from ..output import Code, Inputs, messages, reason, say
from ..process.interrupt import in_background
from ..progress import waiting
from . import rescue
from .places import identity, is_same, refuse_bad_certificate, refuse_bad_target, refuse_no_folder, refuse_unreachable

READ_AGAIN = (".json", ".yaml", ".yml", ".csv", ".xlsx")
"""Endings of files from which a roster is read again."""


@dataclass(frozen=True)
class Targets:
    """What is to be written, and how."""

    files: Sequence[Path]
    calendars: Path | None
    published: Path | None
    anonymous: bool
    proof: Path | None = None
    exclude_proof: bool = False
    notices: Path | None = None
    decided: date | None = None
    offers_proof: bool = True
    """Whether the command has an option for the certificate."""

    def refuse_bad_ones(self, scenario_file: Path, *inputs: Path) -> None:
        """End the command now rather than after a minute's search that can't be written down."""
        from tandem_scheduler.api.writing.rosters import written_format
        from tandem_scheduler.io.scenarios import EXPORT_TABLES, TABLES

        tables = ("scenario", *TABLES, *EXPORT_TABLES)
        others = [("--proof", self.proof), ("--notices", None if self._notices_folder else self.notices)]
        before: dict[object, Path] = {}
        for option, file in [*(("--out", file) for file in self.files), *others]:
            if file is None:
                continue
            if option == "--proof":
                refuse_unreachable(file, option)
            else:
                refuse_bad_target(file, option)
            if option == "--out":
                try:
                    written_format(file)
                except RosterError as error:
                    raise typer.BadParameter(str(error), param_hint=option) from None
            own = file.stem in tables and is_same(file.parent, scenario_file)
            if own or any(is_same(file, path) for path in (scenario_file, *inputs)):
                raise typer.BadParameter(f"{file} is read by this command: choose another name", param_hint=option)
            if (same := before.setdefault(identity(file), file)) is not file:
                message = f"{file} and {same} are one file: choose another name for one of them"
                raise typer.BadParameter(message, param_hint=option)
            if option == "--proof":
                refuse_bad_certificate(file, option)
            if self.calendars is not None and file.suffix.lower() == ".ics" and is_same(file.parent, self.calendars):
                message = f"{file} is in the folder of --calendars: choose another"
                raise typer.BadParameter(message, param_hint=option)
            if self._notices_folder is not None and is_same(file.parent, self._notices_folder):
                message = f"{file} is in the folder of --notices: choose another"
                raise typer.BadParameter(message, param_hint=option)
        if self.calendars is not None:
            refuse_no_folder(self.calendars, "--calendars")
        if self._notices_folder is not None:
            self._refuse_bad_notices(self._notices_folder, inputs)
        if self.decided is not None and self.notices is None:
            raise typer.BadParameter("goes with --notices", param_hint="--decided")

    def _refuse_bad_notices(self, folder: Path, inputs: Sequence[Path]) -> None:
        """End the command where notices can't be written to a folder, or their list would replace what is read."""
        from tandem_scheduler.views.notices import LIST

        refuse_no_folder(folder, "--notices")
        if folder.is_dir():
            refuse_bad_target(folder / LIST, "--notices")
        if any(is_same(folder / LIST, path) for path in inputs):
            message = f"{folder / LIST} is read by this command: choose another folder"
            raise typer.BadParameter(message, param_hint="--notices")

    @cached_property
    def _notices_folder(self) -> Path | None:
        """The folder of the notices, where they are not a file."""
        from tandem_scheduler.views.notices import notices_kind

        if self.notices is None:
            return None
        try:
            return self.notices if notices_kind(self.notices) == "folder" else None
        except RosterError as error:
            raise typer.BadParameter(str(error), param_hint="--notices") from None

    @property
    def _list_of_notices(self) -> Path | None:
        """The list that is among the notices, in which people are ticked off."""
        from tandem_scheduler.views.notices import LIST

        if self.notices is None or self.notices.suffix.lower() == ".html":
            return None
        return self.notices if self._notices_folder is None else self._notices_folder / LIST

    def _kept(self, file: Path) -> Path | None:
        """What of a file that is there may have been changed by hand, and is kept under another name."""
        worked_on = self._list_of_notices if file == self.notices else file if file.suffix.lower() == ".xlsx" else None
        return worked_on if worked_on is not None and worked_on.is_file() else None

    def refuse_others(self, scenario: Scenario, inputs: Inputs) -> None:
        """End the command where calendars or notices that are to be updated are none of this operation."""
        from tandem_scheduler.views.calendars import refuse_others

        for place in (*(file for file in self.files if file.suffix.lower() == ".ics"), self.calendars):
            if place is not None and place.exists():
                with inputs.reading(place):
                    refuse_others(place, scenario)
        if self._notices_folder is not None:
            from tandem_scheduler.views.notices import refuse_other_pages

            with inputs.reading(self._notices_folder):
                refuse_other_pages(self._notices_folder, scenario)
        inputs.finish()

    def refuse_whole_solves(self) -> None:
        """Raise BadParameter where a file would hold more than a roster: there is no more."""
        if whole := [file for file in self.files if file.suffix.lower() in (".json", ".yaml", ".yml")]:
            message = (
                f"{whole[0]} would hold a whole solve, which is not known here: write the roster alone as .csv. "
                "Nothing was written"
            )
            raise typer.BadParameter(message, param_hint="--out")

    def write(
        self,
        scenario: Scenario,
        roster: Schedule | Sequence[Deployment],
        published: Schedule | Sequence[Deployment] | None = None,
    ) -> Code:
        """Write all that can be; DONE where that is everything, else the code of what is worst."""
        shown = scenario.anonymous() if self.anonymous else scenario
        code, lost = Code.DONE, list[Path]()
        for file, write in self._tasks(scenario, shown, roster, published):
            if isinstance(roster, Schedule) and not roster.has_roster and not (file == self.proof and roster.proof):
                of_none = file == self.proof and roster.status == "infeasible"
                what = "certificate that no roster can exist: give it more time" if of_none else "roster"
                say(f"{file} was not written: there is no {what}.")
                continue
            if file == self.proof and isinstance(roster, Schedule) and (why := _unproven(roster.proof, file)):
                code = max(code, Code.NOT_WRITTEN)
                say(f"{file} was not written: {why}.", "bold red")
                continue
            old, kept = self._kept(file), None
            try:
                if old is not None:
                    kept = _keep(old)
                with waiting(messages(), f"Writing {file}", None) as tick:
                    more = in_background(partial(write, file), tick)
            except OSError as error:
                code = Code.NOT_WRITTEN
                busy = " Is it open in another program? Close it there." if isinstance(error, PermissionError) else ""
                others = error.filename not in (None, os.fspath(file))
                where = f" ({error.filename}; what comes after it stays as it was)" if others else ""
                say(f"{file} could not be written: {reason(error)}{where}.{busy}", "bold red")
            except InputError as error:
                code = max(code, Code.BAD_INPUT)
                say(f"{file} was not written. {error}", "bold red")
            except Exception as error:  # neither the other files nor the answer are lost for it
                code = max(code, failed(error))
                say(f"{file} was not written.", "bold red")
            else:
                _settle(old, kept)
                say(f"Wrote {file}.{more or ''}")
                if file in self.files and file.suffix.lower() in READ_AGAIN:
                    rescue.release()
                continue
            lost.append(file)
            _settle(old, kept, written=False)
        if lost:
            rescue.save(roster, beside=lost[0])
        return code

    def write_proof_of_none(self, scenario: Scenario, proof: Proof | None) -> Code:
        """Write the certificate that no roster can exist, where there is one; DONE where it was written."""
        assert self.proof is not None  # noqa: S101 - asked only then
        if proof is None:
            say(f"{self.proof} was not written: there is no certificate that no roster can exist.")
            return Code.DONE
        try:
            more = _write_proof(scenario, None, proof, self.proof)
        except OSError as error:
            say(f"{self.proof} could not be written: {reason(error)}.", "bold red")
            return Code.NOT_WRITTEN
        say(f"Wrote {self.proof}.{more}")
        return Code.DONE

    def _tasks(
        self,
        whole: Scenario,
        scenario: Scenario,
        roster: Schedule | Sequence[Deployment],
        published: Schedule | Sequence[Deployment] | None,
    ) -> Iterator[tuple[Path, Callable[[Path], str | None]]]:
        """Each file, and what writes it and may have more to tell of it; of the `whole` scenario, with names or not."""
        from tandem_scheduler.api.writing.notices import write_notices
        from tandem_scheduler.api.writing.rosters import write_calendars, write_roster

        def write_one(path: Path) -> str:
            write_roster(path, roster, scenario, published=published, exclude_proof=self.exclude_proof)
            return self._left_out(path, roster)

        for file in self.files:
            yield file, write_one
        if self.calendars is not None:
            yield self.calendars, lambda folder: _news(write_calendars(folder, roster, scenario))
        if self.notices is not None:
            write = partial(write_notices, before=published, after=roster, scenario=scenario, decided=self.decided)
            yield self.notices, lambda path: _told(write(path), first=published is None and not scenario.published)
        if self.proof is not None and isinstance(roster, Schedule):
            yield self.proof, partial(_write_proof, whole, roster, roster.proof)

    def _left_out(self, file: Path, roster: Schedule | Sequence[Deployment]) -> str:
        """What there is to say of a certificate that a table of teams can't hold."""
        known = isinstance(roster, Schedule) and roster.proof is not None and self.proof is None and self.offers_proof
        return " It has the teams alone: --proof FILE keeps the certificate." if known and file.suffix == ".csv" else ""


def _unproven(proof: Proof | None, path: Path) -> str:
    """Why there is no certificate that could be written; empty where there is one."""
    from tandem_scheduler.io import VIPR

    if proof is None:
        return "there is no certificate: nothing proves what the search says"
    if path.suffix.lower() == VIPR and proof.tiers and not any(map(proof.certain, range(len(proof.tiers)))):
        return "the certificate proves nothing of any tier"
    return ""


def _write_proof(scenario: Scenario, roster: Schedule | None, proof: Proof | None, path: Path) -> str:
    """Write a certificate, as the name of the file asks for it; what there is to say of it."""
    from tandem_scheduler.api import write_vipr
    from tandem_scheduler.io import VIPR, write_proof

    assert proof is not None  # noqa: S101 - as `_unproven` says
    if path.suffix.lower() != VIPR:
        write_proof(path, proof)
        return ""
    files = write_vipr(path, scenario, roster, proof)
    left = len(proof.tiers) - sum(map(proof.certain, range(len(proof.tiers))))
    of_tiers = f" Of {count(left, 'tier')} they prove less than the roster has." if left else ""
    return f" {count(len(files), 'certificate')} in it.{of_tiers}" if path.is_dir() else of_tiers


def _news(calendars: Mapping[Path, CalendarNews]) -> str:
    """What is new in the calendar of all teams, the first."""
    name, news = next(iter(calendars.items()))
    told = ", ".join(f"{number} {what}" for what, number in news)
    return f" Teams in {name.name}: {told}."


def _told(people: Sequence[str], first: bool) -> str:
    """How many are told something."""
    if not people:
        return " Nobody is told anything." if first else " Nobody is told anything else."
    who = "1 person is" if len(people) == 1 else f"{len(people)} people are"
    return f" {who} told {'their evenings' if first else 'something else'}."


def _settle(old: Path | None, kept: Path | None, *, written: bool = True) -> None:
    """Tell of a copy that was kept; where nothing was written and the file is as it was, remove the copy."""
    if old is None or kept is None:
        return
    if not written and old.is_file() and filecmp.cmp(old, kept, shallow=False):
        kept.unlink()
    else:
        say(f"The {old.name} that was there is now {kept.name}.")


def _keep(file: Path) -> Path:
    """Copy a file that may have been changed by hand to a name that is free; which."""
    from tandem_scheduler.io import atomic_copy

    names = (file.with_suffix(f".old{number or ''}{file.suffix}") for number in (0, *range(2, 1_000)))
    before = next(name for name in names if not os.path.lexists(name))
    atomic_copy(file, before)
    return before
