"""A scenario's data put together from a document and tables, with the place that each part comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from tandem_models import Fault
from tandem_models.bounds import Loc, Sentence
from tandem_models.days import DateOrder
from tandem_models.errors import Faults
from tandem_models.faults import PLACED, missing
from tandem_models.scenario.directory import Listed

from ..dates import Dates
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
        self.read_dates(table)
        if part == ("history",) and "evening" in table.columns:
            self._take_teams(table)
        else:
            for number, item in enumerate(table.items):
                self.append(part, item, table, number)
        self.faults += table.faults

    def _take_teams(self, table: Table) -> None:
        """Make a roster's teams two entries of the history each."""
        items = self._list(("history",))
        for number, team in enumerate(table.items):
            lacking = [name for name in table.columns if name not in team and not table.lacks(name)]
            for name in lacking:
                table.faults.append(table.at(table.lines[number], Sentence("missing_key", missing(name)), name))
            for person, partner in (("detective", "officer"), ("officer", "detective")) if not lacking else ():
                place = ("history", len(items))
                self.place(place, table, number)
                columns = {"person": person, "on": "evening", "area": "area", "partner": partner}
                for key, name in columns.items():
                    self.place((*place, key), table, number, name)
                items.append({key: team[name] for key, name in columns.items() if name in team})

    def read_dates(self, table: Table) -> None:
        """Write the dates of a table year-month-day, in whatever order the scenario says they are."""
        if (order := self._order(table)) is not None:
            order.read(table)

    def _order(self, table: Table) -> Dates | None:
        """The order of dates in a table; None where the setting itself has a fault."""
        given = self.data.get("export_dates") if isinstance(self.data, Mapping) else None
        setting, where = ("Export dates", "sheet Settings") if table.sheet else ("export_dates", "scenario.yaml")
        try:
            return Dates(_ORDER.validate_python("Y-M-D" if given is None else given), setting, where)
        except ValidationError:
            return None

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
        if (dates := self._order(export)) is None:  # That is told of the setting, and without it no line can be read.
            dates, export = Dates(), Table(export.file, export.columns, sheet=export.sheet)
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
        text = PLACED.sub(lambda item: f"({self._called((item[1], int(item[2]), 'id'))})", message)
        message = message.saying(text) if isinstance(message, Sentence) else text
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
