"""What a sheet shows otherwise than it is read: rows hidden, texts struck out, cells merged."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from ..tables import Table

MOST_NAMED = 6
"""Rows or cells that a note names."""


class Merged(NamedTuple):
    """Cells that are shown as one: the first alone holds something."""

    column: int
    first: int
    last: int
    """Rows."""

    @property
    def coordinate(self) -> str:
        """The first cell: B2."""
        return f"{get_column_letter(self.column)}{self.first}"


@dataclass
class SheetMarks:
    """Of a sheet that has been read to its end."""

    hidden: list[int] = field(default_factory=list)
    """Rows that hold something."""
    struck: list[str] = field(default_factory=list)
    """Cells with texts that are struck out, in whole or in part."""
    merged: list[Merged] = field(default_factory=list)
    """Cells merged over several rows."""

    def merge(self, cells: str) -> None:
        """Take in a range of merged cells, such as B2:B5."""
        try:
            column, first, _, last = range_boundaries(cells)
        except (ValueError, TypeError):
            return  # of what is no range nothing is shown, either
        if column is not None and first is not None and last is not None and first < last:
            self.merged.append(Merged(column, first, last))

    def notes(self, sheet: str) -> Iterator[str]:
        """A sentence for each kind of mark that makes no difference."""
        if self.hidden:
            it = "it" if len(self.hidden) == 1 else "them"
            rows, are, count = _listed(list(map(str, self.hidden)), "row", "rows")
            yield f"{sheet}: {rows} {are} hidden and {count} all the same: show {it} or delete {it}"
        if self.struck:
            cells, are, count = _listed(self.struck, "cell", "cells")
            yield f"{sheet}: {cells} {are} struck out and {count} all the same: empty what is not to count"


def _listed(words: Sequence[str], one: str, several: str) -> tuple[str, str, str]:
    if len(words) == 1:
        return f"{one} {words[0]}", "is", "counts"
    named = ", ".join(words[:MOST_NAMED])
    more = len(words) - MOST_NAMED
    return f"{several} {named}" + (f" and {more} more" if more > 0 else ""), "are", "count"


def spread(table: Table, merged: Iterable[Merged]) -> Iterator[str]:
    """Have what stands in a cell merged over rows count in each; which cells these are, and over which rows."""
    names = {number: name for name, number in table.positions.items()}
    for cells in merged:
        here = range(bisect_left(table.lines, cells.first), bisect_right(table.lines, cells.last))
        if cells.column not in names or len(here) < 2 or table.lines[here[0]] != cells.first:
            continue
        *above, key = table.columns[names[cells.column]].path
        value = _at(table.items[here[0]], above).get(key)
        if value is None:
            continue
        for number in here[1:]:
            inner = table.items[number]
            for part in above:
                inner = inner.setdefault(part, {})
            inner[key] = value
        yield f"{cells.coordinate} is merged over the rows {cells.first} to {cells.last}"


def _at(item: Mapping[str, Any], path: Iterable[str]) -> Mapping[str, Any]:
    for part in path:
        item = item.get(part) or {}
    return item
