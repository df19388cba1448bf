"""CSV tables from texts."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

import pandas as pd
from pydantic import BaseModel

from .files import refusal
from .tables import MOST_COLUMNS, MOST_ROWS, Table, columns_of

_LONGEST_HEADER = 2**16


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


def first_rows(content: bytes, most: int) -> list[list[str]]:
    """The cells of the first lines that are not blank of what may be a table, whatever separates them."""
    lines = (line.strip() for line in content[:_LONGEST_HEADER].decode("utf-8-sig", "replace").splitlines())
    separated = ((line, max(",;\t", key=line.count)) for line in islice(filter(None, lines), most))
    return [[word.strip(' "') for word in line.split(separator)] for line, separator in separated]


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
