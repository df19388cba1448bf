"""Scenarios from files: one YAML or JSON file, a workbook, or a folder with `scenario.yaml` beside CSV tables."""

import difflib
import os
from pathlib import Path

from pydantic import BaseModel, ValidationError

from models import Absence, Area, Fault, HistoryEntry, InputError, ListedDuty, Person, Request, Scenario, ScenarioError
from models.base import LONGEST_TEXT
from models.faults import KEY, faults_of, untold_of
from models.notes import Place

from .assembly import Assembly, with_document
from .csv_text import read_table
from .documents import Document
from .duty_export import ExportLine, State
from .files import read_text, refusal
from .json_text import parse_json
from .names import ids_for_names
from .tables import Table, columns_of
from .yaml_text import parse_yaml

MAIN_FILE = "scenario.yaml"
TABLES: dict[str, type[BaseModel]] = {
    "people": Person,
    "absences": Absence,
    "duties": ListedDuty,
    "requests": Request,
    "history": HistoryEntry,
    "areas": Area,
}
"""The tables that a folder may have, with the class of their lines."""

EXPORT_TABLES: dict[str, type[BaseModel]] = {"duty_export": ExportLine, "states": State}
"""The tables of a duty system's export, which become duties and absences."""

_TABLE_LIKE = {".csv", ".tsv", ".xlsx", ".xls", ".ods"}


def load_scenario(path: str | os.PathLike[str]) -> Scenario:
    """Read a scenario and check all of it.

    Args:
        path: a `.yaml`, `.yml` or `.json` file; a workbook `.xlsx` with the sheets that `tandem new --excel` makes; or
            a folder with `scenario.yaml` and, for any of its lists `people`, `absences`, `duties`, `requests`,
            `history` and `areas`, a table `people.csv` and so on. A table's header names the contract's keys, an empty
            cell is an absent key, lists are separated by `;` or `,`. An export of a duty system, `duty_export.csv`,
            becomes duties and absences by what `states.csv` says.

    Raises:
        ScenarioError: with every fault of every file, by file and line.
    """
    return read_scenario(path)[0]


def read_scenario(path: str | os.PathLike[str]) -> tuple[Scenario, Place]:
    """Likewise, and with the scenario what tells where its parts stand: `scenario.notes(place)` names the places.

    Raises:
        ScenarioError: with every fault of every file, by file and line.
    """
    place = Path(path)
    try:
        return _load(place)
    except InputError as error:
        raise ScenarioError(error.faults) from None
    except OSError as error:
        raise ScenarioError([Fault(file=str(place), message=f"can't be read: {error.strerror or error}")]) from None


def _load(place: Path) -> tuple[Scenario, Place]:
    assembly = _assembled(place)
    try:
        scenario = Scenario.model_validate(assembly.data)
    except ValidationError as error:
        found = (assembly.fault(loc, message) for loc, message in faults_of(error, Scenario))
        raise InputError([*assembly.faults, *filter(None, found), *untold_of(error)]) from None
    if assembly.faults:
        raise InputError(assembly.faults)
    return scenario, assembly.where


def _assembled(place: Path) -> Assembly:
    """The data of a scenario from all files that it has."""
    if place.is_dir():
        return _of_folder(place)
    if place.suffix.lower() == ".xlsx":
        from .workbook import read_workbook  # takes a while to load

        return read_workbook(place)
    return with_document(read_document(place))


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
    faults += _misnamed(folder, present)
    unreadable = document is None
    for name, model in (TABLES | EXPORT_TABLES).items():
        if f"{name}.csv" not in present:
            continue
        try:
            path = _inside(folder, f"{name}.csv")
            tables[name] = read_table(read_text(path), str(path), model)
        except InputError as error:
            unreadable = True
            faults += error.faults
    if document is None or unreadable:
        # What refers to the missing parts would be told of without reason.
        of_rest = [*(document.faults if document else []), *(one for table in tables.values() for one in table.faults)]
        raise InputError([*faults, *of_rest])
    ids_for_names(tables)
    assembly = with_document(document)
    assembly.faults += [*faults, *_twice(document, tables)]
    for name in TABLES.keys() & tables.keys():
        assembly.take((name,), tables[name])
    if export := tables.get("duty_export"):
        file = str(folder / "states.csv")
        assembly.take_export(export, tables.get("states", Table(file, columns_of(State))))
    return assembly


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


def _inside(folder: Path, name: str) -> Path:
    path = folder / name
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise refusal(str(path), "leads out of the scenario's folder: put the file itself there")
    if not path.exists():
        books = sorted(folder.glob("*.xlsx"))
        meant = f"; name the workbook itself: {books[0]}" if len(books) == 1 else ""
        raise refusal(str(path), f"there is no such file: a scenario's folder needs a {MAIN_FILE}{meant}")
    return path


def _misnamed(folder: Path, present: list[str]) -> list[Fault]:
    """Files that look like tables of the scenario but are not read: silence would lose what they say."""
    found = []
    for path in (folder / name for name in present):
        meant = difflib.get_close_matches(path.stem.lower(), TABLES | EXPORT_TABLES, n=1, cutoff=0.7)
        looks_so = path.suffix.lower() in _TABLE_LIKE and not path.name.startswith((".", "~"))
        if looks_so and meant and path.name != f"{meant[0]}.csv":
            message = f"is not read: if it is the scenario's table, save it as {meant[0]}.csv, else name it otherwise"
            found.append(Fault(file=str(path), message=message))
    return found


def _twice(document: Document, tables: dict[str, Table]) -> list[Fault]:
    """Lists that stand both in the document and in a table."""
    both = [name for name in tables if isinstance(document.data, dict) and name in document.data]
    return [document.fault((name, KEY), f"stands here and in {name}.csv: keep one") for name in both]
