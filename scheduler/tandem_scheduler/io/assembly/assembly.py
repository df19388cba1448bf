"""A scenario's data put together from a document and tables, with the place that each part comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from tandem_models import Fault
from tandem_models.bounds import Loc
from tandem_models.days import DateOrder
from tandem_models.errors import Faults
from tandem_models.faults import PLACED
from tandem_models.scenario.directory import Listed

from ..tables import Table
from ..text.documents import Document
from .duty_export import mapped

_ORDER: TypeAdapter[DateOrder] = TypeAdapter(DateOrder)


@dataclass
class Assembly:
    """Data of a scenario under construction."""

    file: str
    """Named by faults of what has no place."""
    data: Any = field(default_factory=dict)
    document: Document | None = None
    """Where all stands that comes from no table."""
    faults: Faults = field(default_factory=Faults)
    notes: list[str] = field(default_factory=list)
    """What is in order but perhaps not meant: sheets and files that are not read."""
    _origins: dict[Loc, tuple[Table, tuple[str | int, ...]]] = field(default_factory=dict)
    """For a part of the data, the table and the place in it that it comes from."""

    def place(self, loc: Loc, table: Table, *at: str | int) -> None:
        """Note that a part of the data comes from a table's item, or from one of its cells."""
        self._origins[loc] = table, at

    def append(self, part: tuple[str, ...], item: Any, table: Table, number: int) -> None:
        """Add an item of a table to one of the data's lists."""
        items = self._list(part)
        self.place((*part, len(items)), table, number)
        items.append(item)

    def take(self, part: tuple[str, ...], table: Table) -> None:
        """Make a table one of the data's lists, in place of what the document has there."""
        self._list(part).clear()
        self.place(part, table)
        for number, item in enumerate(table.items):
            self.append(part, item, table, number)
        self.faults += table.faults

    def _list(self, part: tuple[str, ...]) -> list[Any]:
        """One of the data's lists, begun where it is not there."""
        if not isinstance(self.data, dict):
            return []  # The document is none of ours, which is told of it.
        *above, last = part
        inner = self.data
        for key in above:
            inner = inner.setdefault(key, {})
        if not isinstance(inner.get(last), list):
            inner[last] = []
        items: list[Any] = inner[last]
        return items

    def take_export(self, export: Table, states: Table) -> None:
        """Add the duties and absences of a duty system's export."""
        self.faults += [*export.faults, *states.faults]
        given = self.data if isinstance(self.data, dict) else {}
        dates: DateOrder = "Y-M-D"
        try:
            dates = _ORDER.validate_python(given.get("export_dates", dates))
        except ValidationError:  # That is told of the setting itself, and without it no line can be read.
            export = Table(export.file, export.columns, export.sheet)
        people = [
            Listed(str(one["id"]), str(one["name"]) if one.get("name") else None)
            for one in given.get("people") or ()
            if isinstance(one, Mapping) and "id" in one
        ]
        items, faults = mapped(export, states, dates, people)
        self.faults += faults
        for part, item, number in items:
            self.append((part,), item, export, number)

    def tell(self, table: Table, at: tuple[str | int, ...], message: str) -> None:
        """Note the fault of a place in a table, unless it only follows from another."""
        fault = table.fault(at, message)
        if not table.explains(fault):
            self.faults.append(fault)

    def where(self, loc: Loc) -> str:
        """Where a part of the data stands; empty where it is none of it."""
        items = self.data.get(loc[0])
        if items is None or (isinstance(items, list) and isinstance(loc[1], int) and loc[1] >= len(items)):
            return ""  # a pin added since
        fault = self.fault(loc, "")
        return fault.place if fault is not None else ""

    def _called(self, loc: Loc) -> str:
        """A place as a sentence about another has it: line 12; People!A20."""
        found = self.fault(loc, "")
        return "before" if found is None else found.cell or (f"line {found.line}" if found.line else found.path)

    def fault(self, loc: Loc, message: str) -> Fault | None:
        """The fault of a place in the data; None where it only follows from another that a table has."""
        message = PLACED.sub(lambda item: f"({self._called((item[1], int(item[2]), 'id'))})", message)
        for known in range(len(loc), 0, -1):
            if origin := self._origins.get(loc[:known]):
                table, at = origin
                fault = table.fault((*at, *loc[known:]), message)
                return None if table.explains(fault) else fault
        if self.document is not None:
            return self.document.fault(loc, message)
        path = ".".join(part for part in loc if isinstance(part, str))
        return Fault(file=self.file, path=path, message=message)


def with_document(document: Document) -> Assembly:
    """An assembly that begins with what a document holds; its lists can be added to."""
    data = document.data
    if isinstance(data, Mapping):
        data = {key: [*value] if isinstance(value, list) else value for key, value in data.items()}
    return Assembly(document.file, data, document, Faults(document.faults))
