"""Tables: a line for each item of the contract, a column for each of its keys."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from tandem_models import Fault
from tandem_models.bounds import Loc
from tandem_models.errors import Faults
from tandem_models.faults import missing
from tandem_models.spelling import suggestion

from .files import refusal

MOST_COLUMNS = 50
"""Columns a table may have."""

MOST_ROWS = 250_000
"""Lines a table may have, the blank ones counted."""

OWN_COLUMN = "x-"
"""Begins the header of a column that is the planner's own."""

_ITEM = re.compile(r'\s*(?:"((?:[^"]|"")*)"\s*(?:[;,]|$)|([^;,]*)(?:[;,]|$))')
"""An item of a list in a cell, in quotes where it holds a comma, a semicolon or a quote."""

_QUOTED = re.compile(r'"[^"]*"')

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""Begins a cell that a spreadsheet might take for a formula, or an apostrophe of one that was escaped."""


def escaped(cell: str) -> str:
    """A cell's text made safe for spreadsheets: what begins like a formula gets an apostrophe before it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unescaped(cell: str) -> str:
    """The text that `escaped` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def split(cell: str) -> list[str]:
    """The items of a list in a cell, separated by ; or ,; all of it may stand in brackets."""
    inner = cell[1:-1]
    if cell[:1] == "[" and cell[-1:] == "]" and not re.search(r'[]["]', _QUOTED.sub("", inner)):
        cell = inner
    found, at = [], 0
    while at < len(cell) and (item := _ITEM.match(cell, at)):
        found.append(item[2].strip() if item[1] is None else item[1].replace('""', '"'))
        at = item.end()
    return [word for word in found if word]


def joined(items: Iterable[str]) -> str:
    """The cell that `split` takes apart again."""
    return "; ".join(
        f'"{item.replace(chr(34), chr(34) * 2)}"' if re.search(r'[][;,"]', item) else item for item in items
    )


def plain(name: str) -> str:
    """A column's name as it may be written: capitals, spaces, dots and underscores make no difference."""
    return re.sub(r"[\s._]+", " ", name).strip().casefold()


def own_column(name: str) -> bool:
    """Whether a column is the planner's own by its name, and not read."""
    return plain(name).startswith(OWN_COLUMN)


def chosen(cell: str, choices: Iterable[str]) -> str:
    """The choice that a cell means, else the cell: capitals, blanks, hyphens and underscores make no difference."""
    by_word = {plain(choice.replace("-", " ")): choice for choice in choices}
    return by_word.get(plain(cell.replace("-", " ")), cell)


@cache
def choices_of(annotation: Any) -> tuple[str, ...]:
    """The values that cells of a type may have, where they are few."""
    return tuple(value for value in types_of(annotation) if isinstance(value, str))


def types_of(annotation: Any) -> list[Any]:
    """The plain types and the literal values that an annotation is made of, without None."""
    if annotation is type(None):
        return []
    if get_origin(annotation) is Literal:
        return [*get_args(annotation)]
    if get_origin(annotation) is Annotated:
        return types_of(get_args(annotation)[0])
    if arguments := get_args(annotation):
        return [found for argument in arguments for found in types_of(argument)]
    return [member.value for member in annotation] if hasattr(annotation, "__members__") else [annotation]


class Column(NamedTuple):
    """A key that may stand in a table's header; `shift.start` is a key within a key."""

    path: tuple[str, ...]
    is_list: bool
    required: bool
    info: FieldInfo
    """The key's field in the contract."""

    @property
    def name(self) -> str:
        """As it stands in the header."""
        return ".".join(self.path)

    @property
    def choices(self) -> tuple[str, ...]:
        """The values that its cells may have, where they are few."""
        annotation: Any = self.info.annotation
        return choices_of(annotation)

    def meant(self, cell: str) -> str:
        """Of the few values that a cell may have, the one meant."""
        choices = self.choices
        return chosen(cell, choices) if choices else cell


def columns_of(model: type[BaseModel]) -> dict[str, Column]:
    """The columns that a table of this class may have, by the name in its header."""
    columns = []
    for name, info in model.model_fields.items():
        key = info.alias or name
        kinds = (info.annotation, *get_args(info.annotation))
        inner = next((k for k in kinds if isinstance(k, type) and issubclass(k, BaseModel)), None)
        if inner is None:
            columns.append(Column((key,), is_list(info.annotation), info.is_required(), info))
        else:
            columns += [c._replace(path=(key, *c.path), required=False) for c in columns_of(inner).values()]
    return {column.name: column for column in columns}


def is_list(annotation: Any) -> bool:
    """Whether a field holds several values; of one that may be left out, whether its values do."""
    return get_origin(annotation) is tuple or any(map(is_list, get_args(annotation)))


@dataclass
class Table:
    """The items of a table as keys with texts, an empty cell being an absent key; `faults` did not stop the reading."""

    file: str
    columns: Mapping[str, Column]
    sheet: str = ""
    """Of a workbook, the sheet that the table is."""
    others: Sequence[Mapping[str, Column]] = ()
    """Columns that it may have instead, where its header has more of those."""
    header_line: int = 1
    positions: dict[str, int] = field(default_factory=dict)
    """Number, from 1, of each known column in the header."""
    nameless: list[int] = field(default_factory=list)
    """Columns without a name in the header; spreadsheets like to leave some that are empty."""
    items: list[dict[str, Any]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    """The line that each item begins on."""
    faults: "TableFaults" = field(default_factory=lambda: TableFaults())

    def fault(self, loc: Loc, message: str) -> Fault:
        """The fault of a place in the contract, from the list of items on: number of the item, key, ..."""
        if not loc or not isinstance(loc[0], int):
            return self.at(self.header_line, message)
        keys = [part for part in loc[1:] if isinstance(part, str)]
        whole = ".".join(keys)
        if whole in self.columns:
            return self.at(self.lines[loc[0]], message, whole)
        begun = {name.partition(".")[0] for name in self.columns}
        return self.at(self.lines[loc[0]], message, next((key for key in keys if key in begun), ""))

    def at(self, line: int, message: str, path: str = "") -> Fault:
        """The fault of a line, or of the cell in it that belongs to the column `path`."""
        if not self.sheet:
            return Fault(file=self.file, line=line, path=path, message=message)
        from openpyxl.utils import get_column_letter  # takes a while to load

        about = path or message.removesuffix(missing(""))  # a missing value's place is its empty cell
        letter = get_column_letter(self.positions[about]) if about in self.positions else ""
        cell = f"{self.sheet}!{letter}{line}" if letter else f"{self.sheet}, row {line}"
        return Fault(file=self.file, cell=cell, path=path, message=message)

    def explains(self, fault: Fault) -> bool:
        """Whether a fault only follows from one of the table's own: a missing column, a ragged line, a faulty cell."""
        lacking = {missing(name) for name in self.columns if self.lacks(name)}
        ragged = fault.line != self.header_line and fault.line in self.faults.lines
        return fault.message in lacking or ragged or _cell(fault) in self.faults.cells

    def read_header(self, line: int, names: list[str]) -> None:
        """Note which column is where; unknown, double and missing ones are a fault each."""
        self.header_line = line
        titles = {*map(plain, names)}
        self.columns = max((self.columns, *self.others), key=lambda columns: len(titles & {*map(plain, columns)}))
        known = {plain(name): name for name in self.columns}
        if len(names) == 1 and re.search(r"[;\t]", names[0]):
            raise refusal(self.file, "its columns are not separated by commas: save it as comma-separated values", line)
        if not known.keys() & {*map(plain, names)}:  # Perhaps a line of data, whose names are no matter of messages.
            self.faults.append(
                self.at(line, f"names no column: write these above all others: {', '.join(self.columns)}")
            )
            return
        for number, given in enumerate(names, 1):
            name = known.get(plain(given), given)
            if name in self.positions:
                self.faults.append(self.at(line, "this column stands in the header twice: keep one", name))
            elif name in self.columns:
                self.positions[name] = number
            elif not name:
                self.nameless.append(number)
            elif not own_column(name):
                written = {*map(plain, names)}
                options = suggestion(plain(name), [column for column in self.columns if plain(column) not in written])
                told = f"unknown column '{name[:60]}'{options}"
                told += f"{'' if told.endswith('?') else '.'} Begin a column of your own with {OWN_COLUMN}"
                self.faults.append(self.at(line, told))
        for name in filter(self.lacks, self.columns):
            self.faults.append(self.at(line, f"the column '{name}' is missing"))

    def read_line(self, line: int, cells: list[str]) -> None:
        """Add a line's item."""
        item: dict[str, Any] = {}
        for name, number in self.positions.items():
            if cell := cells[number - 1]:
                column = self.columns[name]
                inner = item
                for key in column.path[:-1]:
                    inner = inner.setdefault(key, {})
                inner[column.path[-1]] = split(cell) if column.is_list else column.meant(cell)
        for number in self.nameless if self.positions else ():  # else the header is told of, and no line besides
            if cells[number - 1]:
                message = f"cell {number} is in a column without a name: name it in the header, or empty the cell"
                self.faults.append(self.at(line, message))
        self.items.append(item)
        self.lines.append(line)

    def lacks(self, name: str) -> bool:
        """Whether a column that must be there is missing."""
        return self.columns[name].required and name not in self.positions


class TableFaults(Faults):
    """The faults of a table, and where those are that are only counted."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: set[int] = set()
        self.cells: set[object] = set()

    def append(self, fault: Fault) -> None:
        """Add a fault, or count it where there are many."""
        super().append(fault)
        self.cover(fault)

    def cover(self, fault: Fault) -> None:
        """Note where a fault is, as one that is told of."""
        if fault.line is not None:
            self.lines.add(fault.line)
        if (cell := _cell(fault)) is not None:
            self.cells.add(cell)


def _cell(fault: Fault) -> object:
    """The one cell that a fault is of, if it is of one."""
    if fault.cell is not None:
        return fault.cell if "!" in fault.cell else None
    return (fault.line, fault.path) if fault.path else None
