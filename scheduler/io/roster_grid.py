"""A roster as people keep it in a workbook: evenings down, areas across, a team in a cell as D02 + N05.

The officer may stand on a line below that begins with the +. Behind an id there may be a name.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from models import Fault, Scenario

from .files import CONTROL, refusal
from .workbook.cells import open_workbook, text_of

SHEET = "Roster"
"""The sheet that is read; all others are made from it."""

EVENING, SHIFT = "Evening", "Shift"
"""Headers of the first two columns; from the third on, each is the id of an area. The second may be left out."""

_TEAM = re.compile(r"(\S+)([ \t]+.*?)?[ \t]+\+[ \t]+(\S+)([ \t]+.*)?")
_TIGHT = re.compile(r"([^+\s]+)()\+([^+\s]+)()")

MOST_CELLS = 2_000_000
"""Cells of the sheet that are looked at."""


class Entry(NamedTuple):
    """A team as it stands in a cell."""

    item: dict[str, str]
    """The keys of a deployment."""
    cells: dict[str, str]
    """For each key, the cell that it comes from."""


def cell_text(teams: Sequence[tuple[str, str]], scenario: Scenario) -> str:
    """Teams of detective and officer in one cell, two lines each, with names where the scenario has any."""
    with_names = "\n".join("\n+ ".join(_label(scenario, person) for person in team) for team in teams)
    # A name that reads like a team of its own would be taken for one: the ids alone never are.
    return with_names if teams_in(with_names) == [*teams] else "\n".join(map(" + ".join, teams))


def _label(scenario: Scenario, person: str) -> str:
    return " ".join(CONTROL.sub(" ", scenario.person[person].label).split())


def teams_in(text: str) -> list[tuple[str, str] | str]:
    """The teams of a cell, the ids of each; a line that is none as it stands."""
    return [team if isinstance(team, str) else (team[0].id, team[1].id) for team in _labels_in(text)]


class _Label(NamedTuple):
    """Somebody as a cell names them."""

    id: str
    name: str

    def person(self, scenario: Scenario | None) -> str:
        """The id, or that of the only person of this name where a name stands alone.

        Raises:
            ValueError: the name is not that of the id.
        """
        if scenario is None:
            return self.id
        whole = _plain(f"{self.id} {self.name}")
        alike = [person.id for person in scenario.people if _plain(person.name or "") == whole]
        if self.id not in scenario.person:
            return alike[0] if len(alike) == 1 else self.id
        known = scenario.person[self.id].name
        if self.name and known and _plain(known) != _plain(self.name):
            others = [person.id for person in scenario.people if _plain(person.name or "") == _plain(self.name)]
            meant = f", {self.name} is {others[0]}" if len(others) == 1 else ""
            raise ValueError(f"{self.id} is {known}{meant}: make id and name those of one person")
        return self.id


def _plain(name: str) -> str:
    return " ".join(CONTROL.sub(" ", name).split()).casefold()


def _labels_in(text: str) -> list[tuple[_Label, _Label] | str]:
    found: list[tuple[_Label, _Label] | str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("+") and found and isinstance(found[-1], str):
            line = f"{found.pop()} + {line[1:].strip()}"
        match = _TEAM.fullmatch(line) or _TIGHT.fullmatch(line)
        found.append(line if match is None else _team(match))
    return found


def _team(match: re.Match[str]) -> tuple[_Label, _Label]:
    first, first_name, second, second_name = (part or "" for part in match.groups())
    return _Label(first, first_name.strip()), _Label(second, second_name.strip())


def read_grid(path: Path, scenario: Scenario | None = None) -> tuple[list[Entry], list[Fault]]:
    """The teams on a workbook's sheet `Roster`, and what is wrong in it.

    With a scenario, names that stand beside ids are to be those of the same people; a name that only one person has may
    stand alone.

    Raises:
        InputError: the file is no workbook, or has no such sheet or header.
    """
    book = open_workbook(path, computed=True)
    name = next((name for name in book.sheetnames if name.strip().casefold() == SHEET.casefold()), None)
    if name is None:
        raise refusal(str(path), f"has no sheet '{SHEET}' with evenings down and areas across")
    grid = _Grid(str(path), name, scenario)
    looked_at = 0
    for row in book[name].iter_rows():
        looked_at += len(row)
        if looked_at > MOST_CELLS:
            raise refusal(str(path), f"the sheet {name} has more than {MOST_CELLS:,} cells")
        grid.read(row)
    if not grid.areas:
        raise refusal(str(path), f"the sheet {name} has no row that begins with '{EVENING}' and names the areas' ids")
    return grid.entries, grid.faults


class _Grid:
    """What has been read of the sheet."""

    def __init__(self, file: str, sheet: str, scenario: Scenario | None) -> None:
        self._scenario = scenario
        self._file = file
        self._sheet = sheet
        self.areas: dict[int, tuple[str, str]] = {}
        """By column, the area and the cell that names it."""
        self.entries: list[Entry] = []
        self.faults: list[Fault] = []

    def read(self, row: Sequence[Any]) -> None:
        """Take in the next row."""
        texts = [text_of(cell.value).strip() for cell in row]
        if not self.areas:
            if texts and texts[0].casefold() == EVENING.casefold():
                self._read_header(row, texts)
            return
        for column, text in enumerate(texts):
            if text and column not in self.areas and column > self._last_own:
                self._fault(row[column], "is in a column without an area: name its id in the header, or empty the cell")
        for column, (area, header) in self.areas.items():
            for team in _labels_in(texts[column]) if column < len(texts) else ():
                self._read_team(row, column, area, header, texts[0], team)

    def _read_header(self, row: Sequence[Any], texts: Sequence[str]) -> None:
        self._last_own = 1 if len(texts) > 1 and texts[1].casefold() in ("", SHIFT.casefold()) else 0
        seen: set[str] = set()
        for column, text in enumerate(texts):
            if column > self._last_own and text:
                if text in seen:
                    self._fault(row[column], f"the area {text} stands in the header twice: keep one")
                seen.add(text)
                self.areas[column] = text, self._cell(row[column])

    def _read_team(
        self, row: Sequence[Any], column: int, area: str, header: str, on: str, team: tuple[_Label, _Label] | str
    ) -> None:
        if isinstance(team, str):
            self._fault(row[column], f"'{team[:60]}' is not a team: write it like D02 + N05, each team on its own line")
            return
        try:
            detective, officer = (label.person(self._scenario) for label in team)
        except ValueError as error:
            self._fault(row[column], str(error))
            return
        here = self._cell(row[column])
        first = self._cell(row[0]) if row[0].value is not None else here
        item = {"area": area, "detective": detective, "officer": officer} | ({"evening": on} if on else {})
        self.entries.append(Entry(item, {"evening": first, "area": header, "detective": here, "officer": here}))

    def _cell(self, cell: Any) -> str:
        return f"{self._sheet}!{cell.coordinate}"

    def _fault(self, cell: Any, message: str) -> None:
        self.faults.append(Fault(file=self._file, cell=self._cell(cell), message=message))
