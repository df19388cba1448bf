"""Scenarios from files: one YAML or JSON file, a workbook, or a folder with `scenario.yaml` beside CSV tables."""

import os
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ValidationError

from tandem_models import (
    Absence,
    Area,
    Deployment,
    Fault,
    HistoryEntry,
    InputError,
    ListedDuty,
    Person,
    Request,
    Scenario,
    ScenarioError,
)
from tandem_models.base import LONGEST_TEXT
from tandem_models.bounds import PlaceOf
from tandem_models.faults import KEY, faults_of, untold_of
from tandem_models.scenario.published import PublishedTeam

from .assembly.assembly import Assembly, with_document
from .assembly.duty_export import ExportLine, State
from .assembly.names import ids_for_names
from .assembly.unread import FIRST_ROWS, OWN, meant
from .files import path_of, read_bytes, read_table_text, read_text, refusal
from .rosters import read_roster
from .tables import Table, columns_of
from .text.csv import first_rows, read_table
from .text.documents import Document
from .text.json import parse_json
from .text.yaml import parse_yaml

MAIN_FILE = "scenario.yaml"
TABLES: dict[str, type[BaseModel]] = {
    "people": Person,
    "absences": Absence,
    "duties": ListedDuty,
    "requests": Request,
    "history": HistoryEntry,
    "published": PublishedTeam,
    "areas": Area,
}
"""The tables that a folder may have, with the class of their lines."""

EXPORT_TABLES: dict[str, type[BaseModel]] = {"duty_export": ExportLine, "states": State}
"""The tables of a duty system's export, which become duties and absences."""

_TABLE_LIKE = {".csv", ".tsv", ".xlsx", ".xls", ".ods"}
_DOCUMENT_LIKE = {".yaml", ".yml", ".json"}


def load_scenario(path: str | os.PathLike[str]) -> Scenario:
    """Read a scenario and check all of it.

    Args:
        path: a `.yaml`, `.yml` or `.json` file; a workbook `.xlsx` with the sheets that `tandem new --excel` makes; or
            a folder with `scenario.yaml` and, for any of its lists `people`, `absences`, `duties`, `requests`,
            `history`, `published` and `areas`, a table `people.csv` and so on. A table's header names the contract's
            keys, an empty cell is an absent key, lists are separated by `;` or `,`. An export of a duty system,
            `duty_export.csv`, becomes duties and absences by what `states.csv` says. `published` may also name a
            roster's file beside it.

    Returns:
        The scenario, all of it valid.

    Raises:
        ScenarioError: with every fault of every file, by file and line.
    """
    return read_scenario(path).scenario


class Reading(NamedTuple):
    """A scenario as it was read from files."""

    scenario: Scenario
    place: PlaceOf
    """Where its parts stand: `notes(scenario, place)` names the places."""
    notes: tuple[str, ...] = ()
    """What lies beside it and is not read, though perhaps meant; a sentence each."""


def read_scenario(path: str | os.PathLike[str]) -> Reading:
    """Likewise, with where its parts stand and what beside it is not read.

    Raises:
        ScenarioError: with every fault of every file, by file and line.
    """
    place = path_of(path)
    try:
        return _load(place)
    except InputError as error:
        raise ScenarioError(error.faults) from None
    except OSError as error:
        raise ScenarioError([Fault(file=str(place), message=f"can't be read: {error.strerror or error}")]) from None


def _load(place: Path) -> Reading:
    assembly = _assembled(place)
    try:
        scenario = Scenario.model_validate(assembly.data)
    except ValidationError as error:
        found = (assembly.fault(loc, message) for loc, message in faults_of(error, Scenario))
        raise InputError([*assembly.faults, *filter(None, found), *untold_of(error)]) from None
    if assembly.faults:
        raise InputError(assembly.faults)
    return Reading(scenario, assembly.where, tuple(assembly.notes))


def _assembled(place: Path) -> Assembly:
    """The data of a scenario from all files that it has."""
    if place.is_dir():
        return _of_folder(place)
    if place.suffix.lower() == ".xlsx":
        from .workbook import read_workbook  # takes a while to load

        return read_workbook(place)
    assembly = with_document(read_document(place))
    _take_roster(assembly, place.parent)
    if place.name == MAIN_FILE:
        beside = [name for table in TABLES | EXPORT_TABLES if (place.parent / (name := f"{table}.csv")).exists()]
        message = f"is read only with its folder: give {place.parent} instead of {place}"
        assembly.faults += [Fault(file=str(place.with_name(name)), message=message) for name in beside]
    return assembly


def _of_folder(folder: Path) -> Assembly:
    """The document of a folder, and its tables."""
    faults: list[Fault] = []
    document: Document | None = None
    tables: dict[str, Table] = {}
    try:
        document = read_document(_inside(folder, MAIN_FILE))
    except InputError as error:
        faults += error.faults
    present = sorted(path.name for path in folder.iterdir())
    unread, notes, lost = _unread(folder, present)
    faults += unread
    unreadable = document is None or lost
    for name, model in (TABLES | EXPORT_TABLES).items():
        if f"{name}.csv" not in present:
            continue
        try:
            path = _inside(folder, f"{name}.csv")
            text, western = read_table_text(path)
            tables[name] = read_table(text, str(path), model, *([Deployment] if name == "history" else []))
            if western:
                notes.append(
                    f"{path} is read as Windows-1252, as Excel saves CSV: see that letters with accents are right, "
                    "or save it as 'CSV UTF-8'"
                )
        except InputError as error:
            unreadable = True
            faults += error.faults
    if document is None or unreadable:
        # What refers to the missing parts would be told of without reason.
        of_rest = [*(document.faults if document else []), *(one for table in tables.values() for one in table.faults)]
        raise InputError([*faults, *of_rest])
    ids_for_names(tables)
    assembly = with_document(document)
    assembly.notes += notes
    _take_roster(assembly, folder)
    assembly.faults += [*faults, *_twice(document, tables)]
    for name in TABLES.keys() & tables.keys():
        assembly.take((name,), tables[name])
    if export := tables.get("duty_export"):
        file = str(folder / "states.csv")
        assembly.take_export(export, tables.get("states", Table(file, columns_of(State))))
    return assembly


def _take_roster(assembly: Assembly, folder: Path) -> None:
    """Put the teams of the roster whose file `published` names in its place."""
    data = assembly.data
    if not isinstance(data, dict) or not isinstance(name := data.get("published"), str):
        return
    try:
        teams = read_roster(_inside(folder, name, "published names it: give a file that is there, or its teams"))
        data["published"] = [dict(team) for team in teams]
    except InputError as error:
        assembly.faults += error.faults
        data["published"] = []


def read_document(path: Path) -> Document:
    """Read a YAML or JSON file, by its extension.

    Raises:
        InputError: the file can't be read as such.
    """
    match path.suffix.lower():
        case ".yaml" | ".yml":
            return parse_yaml(read_text(path), str(path), LONGEST_TEXT)
        case ".json":
            return parse_json(read_text(path), str(path), LONGEST_TEXT)
    if not path.exists():
        raise refusal(str(path), "there is no such file or folder: check the name")
    raise refusal(str(path), f"can't tell what it is: name it .yaml, .json or .xlsx, or give a folder with {MAIN_FILE}")


def _inside(folder: Path, name: str, missing: str = "") -> Path:
    path = folder / name
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise refusal(str(path), "leads out of the scenario's folder: put the file itself there")
    if not path.exists() and missing:
        raise refusal(str(path), f"there is no such file, though {missing}")
    if not path.exists():
        books = sorted(folder.glob("*.xlsx"))
        meant = f"; name the workbook itself: {books[0]}" if len(books) == 1 else ""
        raise refusal(str(path), f"there is no such file: a scenario's folder needs a {MAIN_FILE}{meant}")
    return path


def _unread(folder: Path, present: list[str]) -> tuple[list[Fault], list[str], bool]:
    """Faults and notes on files that are no tables of the scenario, but may have been meant so.

    And whether a table is missing that one under another name seems to be.
    """
    faults, notes, lost = list[Fault](), list[str](), False
    tables = {name: columns_of(model) for name, model in (TABLES | EXPORT_TABLES).items()}
    for path in (folder / name for name in present if name != MAIN_FILE and not name.startswith((".", "~", OWN))):
        kind = path.suffix.lower()
        if (kind not in _TABLE_LIKE | _DOCUMENT_LIKE) or (path.stem in tables and path.suffix == ".csv"):
            continue
        rows = _first_rows(path) if kind in _TABLE_LIKE else []
        like = meant(path.stem, rows, tables)
        if like and like.why:
            message = (
                f"is not read, but {like.why} of {like.table}.csv: save it as that, or put its lines there; if it is "
                f"your own, begin its name with {OWN}"
            )
            faults.append(Fault(file=str(path), message=message))
            lost |= f"{like.table}.csv" not in present
        elif any(rows):
            as_table = f"if it is meant as {like.table}.csv, save it so; " if like else ""
            notes.append(
                f"{path} is not read: {as_table}if it is your own, a name that begins with {OWN} ends this note"
            )
    return faults, notes, lost


def _first_rows(path: Path) -> list[list[str]]:
    """The first rows of a table, or of each sheet of a workbook; of what can't be read, its name; none of rosters."""
    try:
        if path.suffix.lower() in (".csv", ".tsv"):
            rows = first_rows(read_bytes(path), FIRST_ROWS)
            return [] if rows[:1] == [[*Deployment.model_fields]] else rows
        if path.suffix.lower() == ".xlsx":
            from .workbook import ROSTER_SHEETS, SETTINGS, Sheets  # takes a while to load

            book = Sheets(path)
            if ROSTER_SHEETS[0] in book.names:
                return []
            if SETTINGS.title not in book.names:  # else a scenario of its own, and not a table of this one
                return [row for name in book.names for row in book.first_rows(name, FIRST_ROWS)]
    except InputError:  # damaged, or of another kind: it may hold what is wanted all the same
        pass
    return [[path.name]]


def _twice(document: Document, tables: dict[str, Table]) -> list[Fault]:
    """Lists that stand both in the document and in a table."""
    both = [name for name in tables if isinstance(document.data, dict) and name in document.data]
    return [document.fault((name, KEY), f"stands here and in {name}.csv: keep one") for name in both]
