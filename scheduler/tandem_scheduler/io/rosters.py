"""Rosters to and from files: the whole schedule as JSON or YAML, the deployments alone as CSV."""

import csv
import io
import os
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

import yaml
from pydantic import ConfigDict, Field, ValidationError

from tandem_models import Contract, Day, Deployment, Fault, InputError, RosterError, Scenario, Schedule
from tandem_models.base import Version
from tandem_models.bounds import Found, Loc, Sentence, few_faults
from tandem_models.errors import untold
from tandem_models.faults import KEY, faults_of, untold_of
from tandem_models.fit import SLOTS, misplaced, misspellings, strangers, unhistoric, unlikely
from tandem_models.scenario.directory import Directory
from tandem_models.scenario.references import unknown
from tandem_models.spelling import with_suggestion

from .dates import Dates
from .files import path_of, read_table_text, read_text
from .tables import Table, escaped, unescaped
from .text.csv import read_table
from .text.documents import Document
from .text.json import parse_json
from .text.yaml import parse_yaml

RosterFormat = Literal["csv", "json", "yaml", "xlsx"]

_FORMATS: dict[str, RosterFormat] = {".csv": "csv", ".json": "json", ".yaml": "yaml", ".yml": "yaml", ".xlsx": "xlsx"}


class _Row(Deployment):
    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    evening: Day = Field(description="The evening.")


class _AnyRoster(Contract):
    version: Version
    deployments: Annotated[tuple[Deployment, ...], few_faults]


class _Roster(Contract):
    deployments: Annotated[tuple[_Row, ...], few_faults]


class _Fit(NamedTuple):
    """What a roster is to be of."""

    scenario: Scenario | None
    to: Literal["ids", "plan", "told", "worked", "past"]
    """Whether its ids alone are to be the scenario's, or dates and roles as well.

    `told`: it is what people were told, also some who have left since; `worked`: it is as it was worked, by whomever;
    `past`: and that in the weeks before the scenario.
    """

    @property
    def strangers(self) -> bool:
        """Whether people may be in it who are not among the scenario's."""
        return self.to in ("told", "worked", "past")

    def faults(self, deployments: tuple[Deployment, ...], directory: Directory) -> Found:
        """What does not fit, each with its place."""
        found, scenario = Found(), self.scenario
        if scenario is None:
            return found
        if self.to == "told":
            for n, team in enumerate(deployments):
                for key, sentence in misspellings(scenario, directory, team):
                    found(("deployments", n, key), sentence)
            return found
        if self.strangers:
            late = self.to == "past"
            told = unhistoric(scenario, deployments) if late else unlikely(scenario, deployments, date.max)
            for n, key, sentence in told:
                found(("deployments", n, key), sentence)
            return found
        areas = {area.name: [area.id] for area in scenario.areas if area.name is not None}
        for n, team in enumerate(deployments):
            for key, words in strangers(scenario, team):
                loc = ("deployments", n, key)
                if key in SLOTS:
                    found(loc, partial(directory.unknown, getattr(team, key), SLOTS[key]))
                elif key == "area":
                    found(loc, partial(unknown, "area", team.area, scenario.area, areas))
                elif self.to == "plan":
                    found(loc, Sentence("outside_operation", f"the scenario has {words}"))
            for key, words in misplaced(scenario, team) if self.to == "plan" else ():
                found(("deployments", n, key), Sentence("wrong_role", words))
        return found


def roster_format(path: str | os.PathLike[str]) -> RosterFormat:
    """The format that a roster file's extension stands for; ask before a long solve.

    Raises:
        RosterError: the extension is none of .json, .csv, .yaml, .yml and .xlsx.
    """
    try:
        return _FORMATS[path_of(path).suffix.lower()]
    except KeyError:
        fault = Fault(file=str(path), message="can't tell its format: name it .json, .csv, .yaml or .xlsx")
        raise RosterError([fault]) from None


def schedule_text(schedule: Schedule, kind: Literal["json", "yaml"], *, exclude_proof: bool = False) -> str:
    """A whole schedule as JSON or YAML, with its certificate or without."""
    left_out = {"proof"} if exclude_proof else None
    if kind == "json":
        return schedule.model_dump_json(indent=2, exclude=left_out) + "\n"
    data = schedule.model_dump(mode="json", exclude=left_out)
    return str(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=120))


def read_roster(
    path: str | os.PathLike[str], scenario: Scenario | None = None, *, fitting: bool = False
) -> tuple[Deployment, ...]:
    """Read the deployments of a roster.

    Args:
        path: a schedule as JSON or YAML, of which `deployments` alone must be there; a CSV table with the columns
            evening, area, detective and officer; or a workbook whose sheet `Roster` has evenings down and areas across.
        scenario: where given, areas and people that it does not have are faults, too.
        fitting: with a scenario, whether dates outside the operation and people in the other role's place are faults as
            well, as they are for all calls but `check`.

    Returns:
        The deployments in the file's order.

    Raises:
        RosterError: with every fault of the file, by line.
    """
    found = read_schedule(path, scenario, fitting=fitting)
    return found.deployments if isinstance(found, Schedule) else found


def read_schedule(
    path: str | os.PathLike[str], scenario: Scenario | None = None, *, fitting: bool = False
) -> Schedule | tuple[Deployment, ...]:
    """Read a roster with all that its solve made known of it, where the file holds that; else its deployments alone.

    What the file says of the roster is taken at its word: it may have been changed by hand, or be of another scenario.

    Args:
        path: a schedule as JSON or YAML, of which `deployments` alone must be there; a CSV table with the columns
            evening, area, detective and officer; or a workbook whose sheet `Roster` has evenings down and areas across.
        scenario: where given, areas and people that it does not have are faults, too.
        fitting: with a scenario, whether dates outside the operation and people in the other role's place are faults as
            well, as they are for all calls but `check`.

    Raises:
        RosterError: with every fault of the file, by line.
    """
    return _read(path_of(path), _Fit(scenario, "plan" if fitting else "ids"))


def read_history(path: str | os.PathLike[str], scenario: Scenario) -> tuple[Deployment, ...]:
    """Read the roster of an operation before, for `with_history`.

    Args:
        path: as `read_roster` takes it; in a workbook, a date without its year is the last one before the scenario.
        scenario: what is planned. People who have left and areas that are gone may be in the roster.

    Returns:
        The deployments in the file's order.

    Raises:
        RosterError: with every fault of the file, by line; evenings that are not before the operation among them.
    """
    found = _read(path_of(path), _Fit(scenario, "past"))
    return found.deployments if isinstance(found, Schedule) else found


def read_worked(path: str | os.PathLike[str], scenario: Scenario) -> tuple[Deployment, ...]:
    """Read the roster of an operation as it was worked, for `following`: also by people who are not in its scenario.

    Args:
        path: as `read_roster` takes it.
        scenario: the operation's; who is not in it counts as having left, unless somebody's id is misspelt.

    Returns:
        The deployments in the file's order.

    Raises:
        RosterError: with every fault of the file, by line; somebody in two teams of an evening among them.
    """
    found = _read(path_of(path), _Fit(scenario, "worked"))
    return found.deployments if isinstance(found, Schedule) else found


def read_published(path: str | os.PathLike[str], scenario: Scenario) -> Schedule | tuple[Deployment, ...]:
    """Read the roster that people were told, for `replan`: it may break rules, and name who has left since.

    Args:
        path: as `read_roster` takes it.
        scenario: the operation's; who is not in it counts as having left, unless somebody's id is misspelt.

    Returns:
        The whole schedule where the file holds it, else the deployments in the file's order.

    Raises:
        RosterError: with every fault of the file, by line.
    """
    return _read(path_of(path), _Fit(scenario, "told"))


def _read(place: Path, fit: _Fit) -> Schedule | tuple[Deployment, ...]:
    kind = roster_format(place)
    try:
        if kind == "xlsx":
            return _from_grid(place, fit)
        if kind == "csv":  # Its ids are held against the scenario's, whatever the text's encoding.
            return _from_table(read_table(read_table_text(place)[0], str(place), _Row), fit)
        return _from_document((parse_json if kind == "json" else parse_yaml)(read_text(place), str(place)), fit)
    except InputError as error:
        raise RosterError(error.faults) from None


def _from_grid(path: Path, fit: _Fit) -> tuple[Deployment, ...]:
    from .roster_grid import read_grid  # takes a while to load

    entries, faults = read_grid(path, fit.scenario, past=fit.to == "past", strangers=fit.strangers)
    deployments, found, more = _checked({"deployments": [entry.item for entry in entries]}, fit)
    for loc, message in found:
        cells = entries[int(loc[1])].cells if len(loc) > 1 else {}
        key = str(loc[2]) if len(loc) > 2 else "evening"
        fault = Fault(file=str(path), cell=cells.get(key), path=key, message=message)
        if fault not in faults:  # A header's or a date's is that of every team below or beside it.
            faults.append(fault)
    faults += more
    if faults:
        raise InputError(faults)
    return deployments


def deployments_csv(deployments: Iterable[Deployment]) -> str:
    """Deployments as a CSV table with the columns evening, area, detective, officer.

    Cells that begin like a formula are escaped with an apostrophe, which `read_roster` takes off again.
    """
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(Deployment.model_fields)
    for deployment in deployments:
        writer.writerow(escaped(str(cell)) for _, cell in deployment)
    return sheet.getvalue()


def _from_table(table: Table, fit: _Fit) -> tuple[Deployment, ...]:
    if fit.scenario is not None:
        Dates(fit.scenario.export_dates).read(table)
    items = [{key: unescaped(text) for key, text in item.items()} for item in table.items]
    deployments, found, more = _checked({"deployments": items}, fit)
    told = [table.fault(loc[1:], message) for loc, message in found]
    if faults := [*table.faults, *(fault for fault in told if not table.explains(fault)), *more]:
        raise InputError(faults)
    return deployments


def _from_document(document: Document, fit: _Fit) -> Schedule | tuple[Deployment, ...]:
    if not isinstance(document.data, dict):
        raise InputError([*document.faults, document.fault((), "is not a roster: it has no `deployments`")])
    status = document.data.get("status")
    if status in ("infeasible", "unknown"):
        document.faults.append(
            document.fault(("status",), Sentence("no_roster", f"holds no roster: the solve ended '{status}'"))
        )
    by_hand = "version" not in document.data  # else what is not known is of a newer version
    for key in document.data.keys() - {*Schedule.model_fields, *Schedule.model_computed_fields} if by_hand else ():
        unknown_key = with_suggestion("unknown_key", f"unknown key '{key[:60]}'", key, Schedule.model_fields)
        document.faults.append(document.fault((key, KEY), unknown_key))
    roster = {key: value for key, value in document.data.items() if key in ("deployments", "version")}
    deployments, found, more = _checked(roster, fit, _Roster if by_hand else _AnyRoster)
    if faults := [*document.faults, *(document.fault(loc, message) for loc, message in found), *more]:
        raise InputError(faults)
    try:
        return Schedule.model_validate(document.data)
    except ValidationError:  # deployments alone need be there
        return deployments


def _checked(
    data: Any, fit: _Fit, kind: type[_Roster | _AnyRoster] = _Roster
) -> tuple[tuple[Deployment, ...], Sequence[tuple[Loc, Sentence]], list[Fault]]:
    """The deployments, the place and sentence of the first faults in them, and the fault that stands for all others."""
    directory = Directory(() if fit.scenario is None else fit.scenario.people)
    try:
        rows = kind.model_validate(data).deployments
    except ValidationError as error:
        told = [
            (loc, _of_name(loc, data, directory, fit.strangers) or message) for loc, message in faults_of(error, kind)
        ]
        return (), told, untold_of(error)
    deployments = tuple(Deployment(**dict(row)) for row in rows)
    found = fit.faults(deployments, directory)
    return deployments, found.told, untold(found.more)


def _of_name(loc: Loc, data: Any, directory: Directory, past: bool) -> Sentence | None:
    """What to do about a name where an id should be; None where there is none."""
    word = data["deployments"][loc[1]][loc[2]] if len(loc) == 3 and loc[2] in SLOTS else None
    if not isinstance(word, str) or " " not in word.strip():
        return None
    return (directory.otherwise_written(word) if past else None) or directory.named(word)
