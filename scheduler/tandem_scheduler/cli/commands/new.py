"""`tandem new`: a scenario to begin with, as a folder of files or a workbook."""

import os
import shlex
import sys
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from pydantic import TypeAdapter, ValidationError

from tandem_models import Day, InputError, ScenarioError, Shift

from ..files.places import refuse_unreachable
from ..output import Code, reason, say

T = TypeVar("T")

PROPOSED_AREAS = "North, South, East, West"
EVENINGS = 28


def new(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder, or with --excel also FILE.xlsx.")],
    excel: Annotated[bool, typer.Option("--excel", help="Write a workbook, plan.xlsx, not text files.")] = False,
    name: Annotated[str | None, typer.Option(help="What the operation is called.")] = None,
    force: Annotated[str | None, typer.Option(help="The police force.")] = None,
    start: Annotated[str | None, typer.Option(metavar="DATE", help="The first evening: 2021-02-22.")] = None,
    end: Annotated[str | None, typer.Option(metavar="DATE", help="The last evening.")] = None,
    shift: Annotated[str | None, typer.Option(metavar="FROM-TO", help="The hours of an evening: 14:00-00:00.")] = None,
    teams: Annotated[int | None, typer.Option(min=1, max=100, help="Teams wanted each evening.")] = None,
    areas: Annotated[str | None, typer.Option(metavar="NAMES", help="The areas, separated by commas.")] = None,
    detectives: Annotated[int | None, typer.Option(min=1, max=999, help="How many detectives there are.")] = None,
    officers: Annotated[int | None, typer.Option(min=1, max=999, help="How many neighbourhood officers.")] = None,
) -> None:
    """Begin a plan: a scenario to be changed to what you need.

    It can be solved at once. In a terminal it asks for what no option gives; elsewhere it takes what it would propose.
    People get the ids D01, D02 ... and N01, N02 ...; their names, absences and wishes go into the tables. The folder
    must be new or empty.
    """
    from tandem_scheduler.io import atomic_write, atomic_writes
    from tandem_scheduler.io.plans.starter import Facts, starter_files, starter_scenario
    from tandem_scheduler.io.workbook import workbook_of

    target = _target(folder, excel)
    ask = _Asker(interactive=sys.stdin.isatty() and sys.stderr.isatty())
    monday = date.today() + timedelta(days=7 - date.today().weekday())
    called = ask("Name of the operation", name, "Evening patrols", str.strip)
    of = ask("Police force", force, "", str.strip)
    first = ask("First evening", start, str(monday), _day)
    last = ask("Last evening", end, str(first + timedelta(days=EVENINGS - 1)), partial(_last, first))
    hours = ask("Hours of an evening", shift, "14:00-00:00", _shift)
    wanted = ask("Teams each evening", teams, "1", _number)
    where = ask("Areas, separated by commas", areas, PROPOSED_AREAS, _names)
    people = (ask("Detectives", detectives, "8", _number), ask("Neighbourhood officers", officers, "8", _number))
    facts = Facts(called, of, first, last, hours, wanted, where, *people)
    try:
        scenario = starter_scenario(facts)
    except ScenarioError as error:
        for fault in error.faults:
            say(f"{fault.path}: {fault.message}")
        say("Nothing was written.", "bold red")
        raise typer.Exit(Code.BAD_INPUT) from None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.suffix.lower() == ".xlsx":
            atomic_write(target, workbook_of(scenario))
        else:
            target.mkdir(exist_ok=True)
            atomic_writes({target / file: text for file, text in starter_files(facts).items()})
    except InputError as error:
        say(f"{target} could not be written: {error}.", "bold red")
        raise typer.Exit(Code.BAD_INPUT) from None
    except OSError as error:
        say(f"{target} could not be written: {reason(error)}.", "bold red")
        raise typer.Exit(Code.NOT_WRITTEN) from None
    say(f"Wrote {target}.")
    file = shlex.quote(str(target))
    say(f"Open it and fill in your people and areas, then:  tandem solve {file} --out roster.html --out roster.xlsx")


def _target(folder: Path, excel: bool) -> Path:
    """What is written: the folder, or a workbook in it; ends the command where something is there already."""
    target = folder if not excel or folder.suffix.lower() == ".xlsx" else folder / "plan.xlsx"
    refuse_unreachable(target, "FOLDER")
    if target.suffix.lower() == ".xlsx" and not excel:
        raise typer.BadParameter("names a workbook: add --excel", param_hint="FOLDER")
    if target.parent.exists() and not target.parent.is_dir():
        raise typer.BadParameter(f"{target.parent} is a file: choose another name", param_hint="FOLDER")
    if os.path.lexists(target) and not (target.is_dir() and not any(target.iterdir())):
        raise typer.BadParameter(f"{target} is there already: choose another name", param_hint="FOLDER")
    return target


class _Asker:
    """Asks a planner for what no option gives, again until the answer will do."""

    def __init__(self, interactive: bool) -> None:
        self._interactive = interactive

    def __call__(self, question: str, given: object, proposal: str, read: Callable[[str], T]) -> T:
        """The answer; `read` makes it of a text, or raises ValueError with what is wrong."""
        if given is not None or not self._interactive:
            try:
                return read(_text(proposal if given is None else str(given)))
            except ValueError as error:
                raise typer.BadParameter(f"{question}: {error}") from None
        while True:
            try:
                answer = typer.prompt(question, default=proposal, err=True, show_default=bool(proposal))
            except typer.Abort:  # the end of the input
                raise typer.Exit(Code.INTERRUPTED) from None
            try:
                return read(_text(str(answer)))
            except ValueError as error:
                say(str(error), "yellow")


def _text(answer: str) -> str:
    """An answer, unless it holds bytes that are no text, which Python has as halves of characters."""
    if not all(character.isprintable() or character.isspace() for character in answer):
        raise ValueError("it holds characters that are no text: type it anew")
    return answer


_DAY: TypeAdapter[date] = TypeAdapter(Day)


def _day(text: str) -> date:
    try:
        return _DAY.validate_python(text)
    except ValidationError as error:
        raise ValueError(error.errors()[0]["msg"]) from None


def _last(first: date, text: str) -> date:
    last = _day(text)
    if last < first:
        raise ValueError(f"{last} is before the first evening, {first}")
    return last


def _shift(text: str) -> Shift:
    start, dash, end = text.replace(" ", "").replace("\N{EN DASH}", "-").partition("-")
    if not dash:
        raise ValueError(f"'{text}' has no end: write it like 14:00-00:00")
    try:
        return Shift.model_validate({"start": start, "end": end})
    except ValidationError as error:
        raise ValueError(error.errors()[0]["msg"]) from None


def _number(text: str) -> int:
    if not text.strip().isdecimal() or not 1 <= int(text) <= 999:
        raise ValueError(f"'{text}' is not a whole number from 1 to 999")
    return int(text)


def _names(text: str) -> tuple[str, ...]:
    names = tuple(filter(None, (name.strip() for name in text.split(","))))
    if not names:
        raise ValueError("name at least one area")
    seen: set[str] = set()
    for name in names:
        if (same := " ".join(name.split()).casefold()) in seen:
            raise ValueError(f"'{name}' is named twice: name each area once")
        seen.add(same)
    return names
