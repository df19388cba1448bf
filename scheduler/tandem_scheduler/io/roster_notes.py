"""What a roster's workbook shows that is not read, or shows otherwise than it is read."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from .roster_grid import SHEET
from .workbook.sheets import Sheets

BY_PERSON = "By person"
"""The sheet that shows the roster person by person."""

WORKED_OUT = "This sheet is worked out from Roster: what is changed here is not read."
"""Stands below it, beside the mark by which a change is seen."""


def mark_of(cells: Iterable[tuple[int, int, str]]) -> str:
    """What is another once anything on a sheet is changed; of the rows, columns and texts of its cells."""
    held = sorted((row, column, text.strip()) for row, column, text in cells if text.strip())
    return hashlib.sha256(repr(held).encode()).hexdigest()[:12]


def roster_notes(path: Path) -> list[str]:
    """Sentences on a workbook that `read_roster` reads: hidden rows, struck-out teams, changes in the wrong place.

    Raises:
        InputError: the file is no workbook.
    """
    book = Sheets(path)
    found = list[str]()
    for name in book.names:
        if name.strip().casefold() == SHEET.casefold():
            for _ in book.rows(name):
                pass
            found += book.marks.notes(name)
        elif name == BY_PERSON:
            rows = list(book.rows(name))
            below = next((n for n, row in rows if 2 in row and row[2].text == WORKED_OUT and 1 in row), None)
            cells = [(n, c, cell.text) for n, row in rows for c, cell in row.items() if below is None or n < below]
            if below is not None and dict(rows)[below][1].text != mark_of(cells):
                found.append(f"the sheet {name} has been changed, which is not read: make the change on {SHEET}")
    return found
