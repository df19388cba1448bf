"""Dates in tables from elsewhere: in the order that the scenario says, never in one that is guessed."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tandem_models import Fault
from tandem_models.bounds import Sentence
from tandem_models.days import DateOrder

from .tables import Column, Table, types_of

MOST_ALIKE = 3
"""Faults of one kind in a column that are told one by one."""

_WRITTEN = re.compile(r"(\d\d?)[/.-](\d\d?)(?:[/.-]((?:19|20)\d\d)|[/.](\d\d))")


def _day(year: int, month: int, day: int) -> date | None:
    """The date, of this century where the year has two digits; None where there is none such."""
    try:
        return date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        return None


class Dates(NamedTuple):
    """The order of day, month and year that a scenario says its tables have."""

    order: DateOrder = "Y-M-D"
    setting: str = "export_dates"
    """What the scenario calls it."""
    where: str = "the scenario"

    def iso(self, text: str) -> str:
        """A date in this order as year-month-day; what is written otherwise stays as it is.

        Raises:
            ValueError: no such date, or no order is known for one with the year last; a sentence.
        """
        parts = _WRITTEN.fullmatch(text.strip())
        if parts is None:
            return text
        first, second, year = map(int, filter(None, parts.groups()))
        orders = {"D/M/Y": (second, first), "M/D/Y": (first, second)}
        found = {order: _day(year, *parts) for order, parts in orders.items()}
        if not any(found.values()):
            raise ValueError(f"there is no day {text} in the calendar")
        if self.order == "Y-M-D":
            raise ValueError(
                f"'{text}' is not year-month-day: set {self.setting} in {self.where} to its order, D/M/Y or M/D/Y"
            )
        if (on := found[self.order]) is None:
            raise ValueError(f"'{text}' is no date written {self.order}, as {self.setting} says")
        return str(on)

    def read(self, table: Table) -> None:
        """Write the dates of a table year-month-day; one that can't be is a fault of the table."""
        for column in table.columns.values():
            if date in types_of(column.info.annotation):
                faults = [*self._faults(table, column)]
                for n, fault in enumerate(faults):
                    if n and len(faults) > MOST_ALIKE:
                        table.faults.cover(fault)
                        continue
                    more = f" (and {len(faults) - 1} more like it in this column)" if len(faults) > MOST_ALIKE else ""
                    table.faults.append(fault.model_copy(update={"message": fault.message + more}))

    def _faults(self, table: Table, column: Column) -> Iterator[Fault]:
        """What is wrong in a column, once its dates are written year-month-day."""
        for n, item in enumerate(table.items):
            if (value := item.get(column.name)) is not None:
                try:
                    item[column.name] = [*map(self.iso, value)] if isinstance(value, list) else self.iso(value)
                except ValueError as error:
                    yield table.fault((n, column.name), Sentence("wrong_format", str(error)))
