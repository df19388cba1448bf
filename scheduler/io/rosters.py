"""Rosters to and from files: the whole schedule as JSON or YAML, the deployments alone as CSV."""

import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, ValidationError

from models import Contract, Day, Deployment, Fault, InputError, RosterError, Scenario, Schedule
from models.faults import KEY, faults_of
from models.references import Loc
from models.suggest import suggestion

from .csv_text import read_table
from .documents import Document
from .files import atomic_write, read_text
from .json_text import parse_json
from .tables import Table, escaped, unescaped
from .yaml_text import parse_yaml

RosterFormat = Literal["csv", "json", "yaml"]

_FORMATS: dict[str, RosterFormat] = {".csv": "csv", ".json": "json", ".yaml": "yaml", ".yml": "yaml"}


class _Row(Deployment):
    evening: Day = Field(description="The evening.")


class _Roster(Contract):
    deployments: tuple[_Row, ...]


def roster_format(path: str | os.PathLike[str]) -> RosterFormat:
    """The format that a roster file's extension stands for; ask before a long solve.

    Raises:
        RosterError: the extension is none of .json, .csv, .yaml and .yml.
    """
    try:
        return _FORMATS[Path(path).suffix.lower()]
    except KeyError:
        fault = Fault(file=str(path), message="can't tell its format: name it .json, .csv or .yaml")
        raise RosterError([fault]) from None


def write_roster(path: str | os.PathLike[str], schedule: Schedule) -> None:
    """Write a schedule by the file's extension, whole or not at all (`atomic_write`).

    JSON and YAML hold the whole schedule; CSV the deployments with the columns evening, area, detective, officer, cells
    that begin like a formula being escaped with an apostrophe, which `read_roster` takes off again.

    Raises:
        RosterError: the extension is not known.
        OSError: the file can't be written.
    """
    match roster_format(path):
        case "csv":
            text = _csv(schedule)
        case "json":
            text = schedule.model_dump_json(indent=2) + "\n"
        case "yaml":
            text = str(yaml.safe_dump(schedule.model_dump(mode="json"), sort_keys=False, allow_unicode=True, width=120))
    atomic_write(path, text)


def read_roster(path: str | os.PathLike[str], scenario: Scenario | None = None) -> tuple[Deployment, ...]:
    """Read the deployments of a roster, in the file's order.

    Args:
        path: a schedule as JSON or YAML, of which `deployments` alone must be there; or a CSV table with the columns
            evening, area, detective and officer.
        scenario: where given, areas and people that it does not have are faults, too.

    Raises:
        RosterError: with every fault of the file, by line.
    """
    place = Path(path)
    kind = roster_format(place)
    try:
        text = read_text(place)
        if kind == "csv":
            return _from_table(read_table(text, str(place), _Row), scenario)
        return _from_document((parse_json if kind == "json" else parse_yaml)(text, str(place)), scenario)
    except InputError as error:
        raise RosterError(sorted(error.faults, key=lambda fault: (fault.line or 0, fault.column or 0))) from None


def _csv(schedule: Schedule) -> str:
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(Deployment.model_fields)
    for deployment in schedule.deployments:
        writer.writerow(escaped(str(cell)) for _, cell in deployment)
    return sheet.getvalue()


def _from_table(table: Table, scenario: Scenario | None) -> tuple[Deployment, ...]:
    items = [{key: unescaped(text) for key, text in item.items()} for item in table.items]
    deployments, found = _checked({"deployments": items}, scenario)
    told = [table.fault(loc[1:], message) for loc, message in found]
    if faults := [*table.faults, *(fault for fault in told if not table.told(fault))]:
        raise InputError(faults)
    return deployments


def _from_document(document: Document, scenario: Scenario | None) -> tuple[Deployment, ...]:
    if not isinstance(document.data, dict):
        raise InputError([*document.faults, document.fault((), "is not a roster: it has no `deployments`")])
    status = document.data.get("status")
    if status in ("infeasible", "unknown"):
        document.faults.append(document.fault(("status",), f"holds no roster: the solve ended '{status}'"))
    for key in document.data.keys() - Schedule.model_fields.keys():
        options = suggestion(key, Schedule.model_fields)
        document.faults.append(document.fault((key, KEY), f"unknown key '{key}'{options}"))
    roster = {key: value for key, value in document.data.items() if key == "deployments"}
    deployments, found = _checked(roster, scenario)
    if faults := [*document.faults, *(document.fault(loc, message) for loc, message in found)]:
        raise InputError(faults)
    return deployments


def _checked(data: Any, scenario: Scenario | None) -> tuple[tuple[Deployment, ...], list[tuple[Loc, str]]]:
    """The deployments, and the place and sentence of each fault in them."""
    try:
        rows = _Roster.model_validate(data).deployments
    except ValidationError as error:
        return (), faults_of(error, _Roster)
    deployments = tuple(Deployment(**dict(row)) for row in rows)
    return deployments, [] if scenario is None else list(_unknown(deployments, scenario))


def _unknown(deployments: tuple[Deployment, ...], scenario: Scenario) -> Iterator[tuple[Loc, str]]:
    for n, deployment in enumerate(deployments):
        for key, noun, known in (
            ("area", "area", scenario.area),
            ("detective", "person", scenario.person),
            ("officer", "person", scenario.person),
        ):
            word = getattr(deployment, key)
            if word not in known:
                yield ("deployments", n, key), f"unknown {noun} '{word}'{suggestion(word, known)}"
