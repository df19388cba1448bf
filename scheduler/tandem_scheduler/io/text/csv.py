"""CSV tables from texts."""

import csv
import io
from collections.abc import Iterator, Set
from itertools import islice

from pydantic import BaseModel

from ..files import refusal
from ..tables import MOST_COLUMNS, MOST_ROWS, Table, columns_of, plain

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
"""What may stand between cells, in words."""

_LONGEST_HEADER = 2**16


def read_table(text: str, file: str, model: type[BaseModel], *others: type[BaseModel]) -> Table:
    """Read a table of items of a class of the contract. The first line that is not blank is the header.

    Cells may be separated by semicolons or tabs where the header can be read in no other way. With other classes, the
    columns may be theirs instead.

    Unknown, double and missing columns and lines with too few or too many cells are faults of the table.

    Raises:
        InputError: the table is empty, too large, or a quote is never closed.
    """
    table = Table(file, columns_of(model), others=tuple(map(columns_of, others)))
    separator = _separator(text, {plain(name) for columns in (table.columns, *table.others) for name in columns})
    header_width = 0
    for line, given in _records(text, file, separator):
        cells = [cell.strip() for cell in given]
        if not any(cells):
            continue
        if not header_width:
            header_width = len(cells)
            table.read_header(line, cells)
            continue
        if (count := len(cells)) != header_width:
            what = SEPARATORS[separator]
            hint = (
                f"put a text that holds a {what} in double quotes" if count > header_width else f"are {what}s missing?"
            )
            table.faults.append(table.at(line, f"has {count} cells where the header has {header_width}: {hint}"))
            cells += [""] * (header_width - count)
        table.read_line(line, cells)
    if not header_width:
        raise refusal(file, f"is empty: its first line names the columns ({', '.join(table.columns)})")
    return table


def first_rows(content: bytes, most: int) -> list[list[str]]:
    """The cells of the first lines that are not blank of what may be a table, whatever separates them."""
    lines = (line.strip() for line in content[:_LONGEST_HEADER].decode("utf-8-sig", "replace").splitlines())
    separated = ((line, max(SEPARATORS, key=line.count)) for line in islice(filter(None, lines), most))
    return [[word.strip(' "') for word in line.split(separator)] for line, separator in separated]


def _separator(text: str, known: Set[str]) -> str:
    """What separates the cells: a comma, unless columns are known in the header by another separator alone."""
    header = next(filter(str.strip, text.split("\n")), "")
    named = {one: sum(plain(word.strip(' "')) in known for word in header.split(one)) for one in SEPARATORS}
    others = [one for one in SEPARATORS if one != "," and named[one] > 1]
    return others[0] if len(others) == 1 and not named[","] else ","


def _records(text: str, file: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """The first line of every record, and its cells."""
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=separator)
    line = 1
    try:
        for number, cells in enumerate(reader, 1):
            if len(cells) > MOST_COLUMNS:
                raise refusal(file, f"has {len(cells)} cells where {MOST_COLUMNS} are the most", line)
            if number > MOST_ROWS:
                raise refusal(file, f"has more than {MOST_ROWS:,} lines", line)
            if lines.ended:
                raise refusal(file, "a quote is opened on this line and never closed", line)
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise refusal(file, f"can't be read as a table: {error}", line) from None


class _Lines:
    """The lines of a text for a CSV reader, which asks for one more than there are only inside of a quote."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        yield from self._lines
        self.ended = True
