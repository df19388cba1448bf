"""CSV tables: a line for each item of the contract, a column for each of its keys."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, get_args, get_origin

import pandas as pd
from pydantic import BaseModel

from models import Fault
from models.faults import missing
from models.references import Loc
from models.suggest import suggestion

from .files import refusal

MOST_COLUMNS = 50
"""Columns a table may have."""

MOST_ROWS = 250_000
"""Lines a table may have, the blank ones counted."""

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""Begins a cell that a spreadsheet might take for a formula, or an apostrophe of one that was escaped."""


def escaped(cell: str) -> str:
    """A cell's text made safe for spreadsheets: what begins like a formula gets an apostrophe before it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unescaped(cell: str) -> str:
    """The text that `escaped` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


class Column(NamedTuple):
    """A key that may stand in a table's header; `shift.start` is a key within a key."""

    path: tuple[str, ...]
    is_list: bool
    required: bool

    @property
    def name(self) -> str:
        """As it stands in the header."""
        return ".".join(self.path)


def columns_of(model: type[BaseModel]) -> dict[str, Column]:
    """The columns that a table of this class may have, by the name in its header."""
    columns = []
    for name, info in model.model_fields.items():
        key = info.alias or name
        kinds = (info.annotation, *get_args(info.annotation))
        inner = next((k for k in kinds if isinstance(k, type) and issubclass(k, BaseModel)), None)
        if inner is None:
            columns.append(Column((key,), get_origin(info.annotation) is tuple, info.is_required()))
        else:
            columns += [Column((key, *c.path), c.is_list, required=False) for c in columns_of(inner).values()]
    return {column.name: column for column in columns}


@dataclass
class Table:
    """The items of a table as keys with texts, an empty cell being an absent key; `faults` did not stop the reading."""

    file: str
    columns: dict[str, Column]
    header_line: int = 1
    positions: dict[str, int] = field(default_factory=dict)
    """Number, from 1, of each known column in the header."""
    nameless: list[int] = field(default_factory=list)
    """Columns without a name in the header; spreadsheets like to leave some that are empty."""
    items: list[dict[str, Any]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    """The line that each item begins on."""
    faults: list[Fault] = field(default_factory=list)

    def fault(self, loc: Loc, message: str) -> Fault:
        """The fault of a place in the contract, from the list of items on: number of the item, key, ..."""
        if not loc or not isinstance(loc[0], int):
            return self.at(self.header_line, message)
        keys = [part for part in loc[1:] if isinstance(part, str)]
        whole = ".".join(keys)
        return self.at(self.lines[loc[0]], message, whole if whole in self.columns else "".join(keys[:1]))

    def at(self, line: int, message: str, path: str = "") -> Fault:
        """The fault of a line, or of the cell in it that belongs to the column `path`."""
        return Fault(file=self.file, line=line, path=path, message=message)

    def told(self, fault: Fault) -> bool:
        """Whether a fault only follows from one of the table's own: a missing column, a ragged line."""
        lacking = {missing(column.name) for column in self.columns.values() if self._lacks(column)}
        ragged = {own.line for own in self.faults if own.line != self.header_line}
        return fault.message in lacking or fault.line in ragged

    def read_header(self, line: int, names: list[str]) -> None:
        """Note which column is where; unknown, double and missing ones are a fault each."""
        self.header_line = line
        if len(names) == 1 and re.search(r"[;\t]", names[0]):
            raise refusal(self.file, "its columns are not separated by commas: save it as comma-separated values", line)
        for number, name in enumerate(names, 1):
            if name in self.positions:
                self.faults.append(self.at(line, "this column stands in the header twice: keep one", name))
            elif name in self.columns:
                self.positions[name] = number
            elif not name:
                self.nameless.append(number)
            else:
                options = suggestion(name, self.columns.keys() - set(names))
                self.faults.append(self.at(line, f"unknown column '{name[:60]}'{options}"))
        for column in filter(self._lacks, self.columns.values()):
            self.faults.append(self.at(line, f"the column '{column.name}' is missing"))

    def read_line(self, line: int, cells: list[str]) -> None:
        """Add a line's item."""
        item: dict[str, Any] = {}
        for name, number in self.positions.items():
            if cell := cells[number - 1]:
                column = self.columns[name]
                inner = item
                for key in column.path[:-1]:
                    inner = inner.setdefault(key, {})
                words = [word.strip() for word in re.split("[;,]", cell)]
                inner[column.path[-1]] = [word for word in words if word] if column.is_list else cell
        for number in self.nameless:
            if cells[number - 1]:
                message = f"cell {number} is in a column without a name: name it in the header, or empty the cell"
                self.faults.append(self.at(line, message))
        self.items.append(item)
        self.lines.append(line)

    def _lacks(self, column: Column) -> bool:
        return column.required and column.name not in self.positions


def read_table(text: str, file: str, model: type[BaseModel]) -> Table:
    """Read a table of items of a class of the contract. The first line that is not blank is the header.

    Unknown, double and missing columns and lines with too few or too many cells are faults of the table.

    Raises:
        InputError: the table is empty, too large, or a quote is never closed.
    """
    table = Table(file, columns_of(model))
    shape = list(_shape(text, file))
    width = max((cells for _, cells in shape), default=0)
    try:
        frame = pd.read_csv(
            io.StringIO(text),
            header=None,
            names=range(max(width, 1)),
            dtype=str,
            keep_default_na=False,
            skip_blank_lines=False,
        )
    except pd.errors.ParserError:
        raise refusal(file, "a quote is opened on this line and never closed", shape[-1][0]) from None
    header_width = 0
    for (line, count), row in zip(shape, frame.itertuples(index=False, name=None), strict=True):
        cells = [str(cell).strip() for cell in row]
        if not any(cells):
            continue
        if not header_width:
            header_width = count
            table.read_header(line, cells[:count])
            continue
        if count != header_width:
            hint = "put a text that holds a comma in double quotes" if count > header_width else "are commas missing?"
            table.faults.append(table.at(line, f"has {count} cells where the header has {header_width}: {hint}"))
        table.read_line(line, cells)
    if not header_width:
        raise refusal(file, f"is empty: its first line names the columns ({', '.join(table.columns)})")
    return table


def _shape(text: str, file: str) -> Iterator[tuple[int, int]]:
    """First line and number of cells of every record: pandas counts no lines and fills short records up unasked."""
    reader = csv.reader(io.StringIO(text, newline=""))
    line = 1
    try:
        for number, cells in enumerate(reader, 1):
            if len(cells) > MOST_COLUMNS:
                raise refusal(file, f"has {len(cells)} cells where {MOST_COLUMNS} are the most", line)
            if number > MOST_ROWS:
                raise refusal(file, f"has more than {MOST_ROWS:,} lines", line)
            yield line, len(cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise refusal(file, f"can't be read as a table: {error}", line) from None
