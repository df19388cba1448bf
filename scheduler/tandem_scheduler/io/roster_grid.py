"""A roster as people keep it in a workbook: evenings down, areas across, a team in a cell as D02 + N05.

The officer may stand on a line below that begins with the +. Behind an id there may be a name. With a scenario, other
ways to write a team or a date are read, too, where they can only mean one.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from tandem_models import Fault, Scenario
from tandem_models.base import this
from tandem_models.days import Weekday, of_serial, serial_sentence
from tandem_models.errors import Faults
from tandem_models.scenario.directory import Directory

from .files import CONTROL, refusal
from .tables import own_column
from .workbook.sheets import Cell, Sheets

SHEET = "Roster"
"""The sheet that is read; all others are made from it."""

EVENING, SHIFT = "Evening", "Shift"
"""Headers of the first two columns; from the third on, each is the id of an area. The second may be left out."""

_PLUS = re.compile(r"[ \t]\+[ \t]")
_TIGHT = re.compile(r"([^+\s]+)\+([^+\s]+)")
_BETWEEN = re.compile(r"\s*[/&,;]\s*|\s+(?:and|with)\s+")
"""What people write for the +."""

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d\d?)[-/. ](\d\d?)")
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

LONGEST_DATE = 60
"""Characters of a date, in whatever words."""


DAYS_BEFORE = 365
"""Days before an operation of which a date of its history may lack the year."""

NO_TEAM = "a line here is not a team: write it like D02 + N05, each team on its own line"
TWO_TEAMS = "has two teams on one line: write each on its own"


class CellTeam(NamedTuple):
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
    return [
        team if isinstance(team, str) else team[1].name if team[1].seems_two else (team[0].id, team[1].id)
        for team in _labels_in(text)
    ]


class _Label(NamedTuple):
    """Somebody as a cell names them."""

    id: str
    name: str

    @property
    def seems_two(self) -> bool:
        """Whether another team follows on the line, as far as can be told without knowing anybody's name."""
        return f" {self.name}".count(" + ") > 1  # one alone may be in a name

    def person(self, scenario: Scenario | None) -> str:
        """The id, or that of the only person of this name where a name stands alone.

        Raises:
            ValueError: the name is not that of the id, or there is another team on the line.
        """
        if scenario is None:
            if self.seems_two:
                raise ValueError(TWO_TEAMS)
            return self.id
        whole = _plain(f"{self.id} {self.name}")
        alike = [person.id for person in scenario.people if _plain(person.name or "") == whole]
        if self.id not in scenario.person:
            if len(alike) == 1:
                return alike[0]
            return self.id if Directory(scenario.people).quotable(self.id) else f"{self.id} {self.name}".rstrip()
        known = scenario.person[self.id].name
        if "+" in self.name and _plain(self.name) != _plain(known or ""):
            raise ValueError(TWO_TEAMS)
        if self.name and _plain(known or "") != _plain(self.name):
            others = [person.id for person in scenario.people if _plain(person.name or "") == _plain(self.name)]
            if known or len(others) == 1:
                meant = f", but that of {others[0]}" if len(others) == 1 else ""
                raise ValueError(
                    f"the name beside {self.id} is not theirs{meant}: make id and name those of one person"
                )
        return self.id


def _as_otherwise_written(line: str, scenario: Scenario, strangers: bool) -> tuple[_Label, _Label] | None:
    """The team of two people whom the scenario has, or has had, with something else than a + between them."""
    parts = _BETWEEN.split(" ".join(line.split()))
    labels = [_label_in(part) for part in parts if part]
    known = (label.person(scenario) in scenario.person or (strangers and not label.name) for label in labels)
    if len(parts) == len(labels) == 2 and all(known):
        return labels[0], labels[1]
    if len(parts) == len(labels) == 2:
        one, two = labels
        for label, other, side in ((one, two, "before"), (two, one, "after")):
            if other.id in scenario.person and (who := label.person(scenario)) not in scenario.person:
                told = Directory(scenario.people).unknown(who)
                where = f"what stands {side} {other.id} " if told.startswith("is ") else f"{side} {other.id}: "
                raise ValueError(f"{NO_TEAM}; {where}{told}")
    return None


def _evening_of(text: str, scenario: Scenario, past: bool = False) -> str:
    """The date of the only evening of the operation, or of the year before, that a text names.

    Such as Wed 9 Dec, 9th December 2026, 9/12.

    Raises:
        ValueError: it names none, or several.
    """
    if counted := of_serial(text):
        raise ValueError(serial_sentence(text, counted))
    start = scenario.operation.start
    evenings = [start - timedelta(days=n) for n in range(DAYS_BEFORE, 0, -1)] if past else [*scenario.calendar]
    found = [on for on in evenings if _names(text, on)] if len(text) <= LONGEST_DATE else []
    if len(found) == 1:
        return str(found[0])
    which = f" {found[0]} or {found[1]}" if found else f", like {evenings[0]}"
    of = "evening of the year before the operation" if past else "evening of the operation"
    number = f"more than one {of}" if found else f"no {of}, or of another weekday"
    raise ValueError(f"{this(text)} is {number}: write the date{which}")


def _names(text: str, on: date) -> bool:
    """Whether a text has a date's day and month, in either order, with its weekday and year or without, and no more.

    Of numbers with the year first, the month is the second.
    """
    if ordered := _YEAR_FIRST.fullmatch(text.strip()):
        return [on.year, on.month, on.day] == [int(part) for part in ordered.groups()]
    parts = [part.lstrip("0") if part.isdecimal() else part[:3] for part in _PARTS.findall(text.casefold())]
    parts = sorted(part for part in parts if part not in ("st", "nd", "rd", "th"))
    weekday, year = list(Weekday)[on.weekday()].value, str(on.year)
    months, years = (_MONTHS[on.month - 1], str(on.month)), ((), (year,), (year[2:],))
    return any(
        parts == sorted((str(on.day), month, *written, *named))
        for month in months
        for written in years
        for named in ((), (weekday,))
    )


def _plain(name: str) -> str:
    return " ".join(CONTROL.sub(" ", name).split()).casefold()


def _labels_in(text: str) -> list[tuple[_Label, _Label] | str]:
    found: list[tuple[_Label, _Label] | str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("+") and found and isinstance(found[-1], str):
            line = f"{found.pop()} + {line[1:].strip()}".rstrip()
        both = _PLUS.split(line, 1)
        if len(both) == 1 and (match := _TIGHT.fullmatch(line)):
            both = [*match.groups()]
        found.append((_label_in(both[0]), _label_in(both[1])) if len(both) == 2 else line)
    return found


def _label_in(text: str) -> _Label:
    """Somebody by what stands on one side of the +."""
    person, *name = text.split(None, 1)
    return _Label(person, *(part.strip() for part in name or [""]))


def read_grid(
    path: Path, scenario: Scenario | None = None, *, past: bool = False, strangers: bool = False
) -> tuple[list[CellTeam], Faults]:
    """The teams on a workbook's sheet `Roster`, and what is wrong in it.

    With a scenario, names that stand beside ids are to be those of the same people; a name that only one person has may
    stand alone, and so may a date without its year. Of the past are the dates of the year before the scenario; with
    strangers, people may be on it who are not in the scenario.

    Raises:
        InputError: the file is no workbook, or has no such sheet or header.
    """
    book = Sheets(path)
    name = next((name for name in book.names if name.strip().casefold() == SHEET.casefold()), None)
    if name is None:
        raise refusal(str(path), f"has no sheet '{SHEET}' with evenings down and areas across{_likely(book)}")
    grid = _Grid(str(path), name, scenario, past, strangers)
    for _, row in book.rows(name):
        grid.read(row)
    if not grid.areas:
        raise refusal(str(path), f"the sheet {name} has no row that begins with '{EVENING}' and names the areas' ids")
    return grid.entries, grid.faults


class _Grid:
    """What has been read of the sheet."""

    def __init__(self, file: str, sheet: str, scenario: Scenario | None, past: bool, strangers: bool) -> None:
        self._scenario = scenario
        self._past = past
        self._strangers = strangers
        self._file = file
        self._sheet = sheet
        self.areas: dict[int, tuple[str, str]] = {}
        """By column, the area and the cell that names it."""
        self._own: set[int] = set()
        """The planner's own columns."""
        self.entries: list[CellTeam] = []
        self.faults = Faults()

    def read(self, row: Mapping[int, Cell]) -> None:
        """Take in the next row."""
        if not self.areas:
            if 1 in row and row[1].text.casefold() == EVENING.casefold():
                self._read_header(row)
            return
        self._tell_wrong(row)
        for column, cell in row.items():
            if cell.text and column not in self.areas.keys() | self._own and column > self._last_own:
                self._fault(cell, "is in a column without an area: name its id in the header, or empty the cell")
        teams = [(row[column], team) for column in self.areas if column in row for team in _labels_in(row[column].text)]
        on = self._evening(row[1]) if teams and 1 in row else ""
        for cell, team in teams:
            self._read_team(row.get(1, cell), cell, on, team)

    def _tell_wrong(self, row: Mapping[int, Cell]) -> None:
        for column, cell in row.items():
            if cell.wrong and (column == 1 or column > self._last_own):
                self._fault(cell, cell.wrong)

    def _evening(self, cell: Cell) -> str | None:
        """The date that a row begins with, as it stands there where that will do; None where it is told of."""
        text = cell.text
        if cell.wrong or self._scenario is None or not text or _ISO.fullmatch(text):
            return None if cell.wrong else text
        try:
            return _evening_of(text, self._scenario, self._past)
        except ValueError as error:
            self._fault(cell, str(error))
            return None

    def _read_header(self, row: Mapping[int, Cell]) -> None:
        self._last_own = 2 if 2 not in row or row[2].text.casefold() == SHIFT.casefold() else 1
        self._tell_wrong(row)
        seen: set[str] = set()
        for column, cell in row.items():
            if own_column(cell.text):
                self._own.add(column)
            elif column > self._last_own and cell.text:
                if cell.text in seen:
                    self._fault(cell, f"the area {cell.text[:60]} stands in the header twice: keep one")
                seen.add(cell.text)
                self.areas[column] = cell.text, self._cell(cell)

    def _read_team(self, first: Cell, cell: Cell, on: str | None, team: tuple[_Label, _Label] | str) -> None:
        area, header = self.areas[cell.column]
        try:
            both: tuple[_Label, _Label] | str | None = team
            if isinstance(team, str) and self._scenario:
                both = _as_otherwise_written(team, self._scenario, self._strangers)
            if both is None or isinstance(both, str):
                raise ValueError(NO_TEAM)
            detective, officer = (label.person(self._scenario) for label in both)
        except ValueError as error:
            self._fault(cell, str(error))
            return
        if on is None:
            return
        here = self._cell(cell)
        item = {"area": area, "detective": detective, "officer": officer} | ({"evening": on} if on else {})
        self.entries.append(
            CellTeam(item, {"evening": self._cell(first), "area": header, "detective": here, "officer": here})
        )

    def _cell(self, cell: Cell) -> str:
        return f"{self._sheet}!{cell.coordinate}"

    def _fault(self, cell: Cell, message: str) -> None:
        self.faults.append(Fault(file=self._file, cell=self._cell(cell), message=message))


def _likely(book: Sheets) -> str:
    """The sheet that has a roster's header, if one has."""
    for name in book.names:
        for _, row in book.rows(name):
            if 1 in row and row[1].text.casefold() == EVENING.casefold():
                return f": name the sheet '{name}' so"
    return ""
