"""A scenario as a workbook in which a planner can go on: drop-downs, hints in every cell, a sheet that explains all."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tandem_models import Contract, Fault, Operation, Scenario, ScenarioError, Shift
from tandem_models.operation import Evenings
from tandem_models.scenario.published import NEVER, ChangeCosts

from ..tables import Column, joined
from .cells import put
from .layout import (
    CODES,
    NULL,
    OBJECTIVES,
    PATTERNS,
    RULES_SHEET,
    SETTING_KEYS,
    SETTINGS,
    SHEETS,
    Sheet,
    kind_of,
    title,
)
from .sheet_style import explain_all, finish, heading

LEFT = Alignment(horizontal="left", vertical="top")

Row = Mapping[str, Any]
"""Values by the name of their column."""


def workbook_of(scenario: Scenario) -> bytes:
    """The .xlsx file of a scenario; read again, it gives the same one.

    Raises:
        ScenarioError: a text can't stand in a cell, as it is too long or holds control characters.
    """
    data = scenario.model_dump(mode="json", by_alias=True)
    book = Workbook()
    explain_all(book)
    for sheet in SHEETS:
        page = book.create_sheet(sheet.title)
        heading(page, sheet)
        rows = list(_rows(sheet, data))
        _fill(page, sheet, rows)
        finish(page, sheet, len(rows))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _rows(sheet: Sheet, data: Mapping[str, Any]) -> Iterator[Row]:
    """What stands on a sheet."""
    if sheet.part:
        items: Any = data
        for key in sheet.part:
            items = items[key]
        yield from ({name: _inside(item, column.path) for name, column in sheet.columns.items()} for item in items)
    elif sheet is SETTINGS:
        yield from _settings(data)
    elif sheet is RULES_SHEET:
        yield from _rules(data["rules"])
    elif sheet is OBJECTIVES:
        for number, tier in enumerate(data["objectives"], 1):
            weights, given = {**tier}, {"tolerance": tier.get("tolerance")}
            weights.pop("tolerance", None)
            for name, weight in weights.items():
                yield {"tier": number, "measure": name, "weight": weight, **given}
                given = {}
    elif sheet is PATTERNS:
        yield from ({**pattern, "pattern": name} for name, pattern in data["patterns"].items())
    elif sheet is CODES:
        for name, pattern in data["patterns"].items():
            yield from ({**shift, "pattern": name, "code": code} for code, shift in pattern.get("shifts", {}).items())


def _inside(item: Any, path: Iterable[str]) -> Any:
    for key in path:
        item = None if item is None else item[key]
    return item


def _settings(data: Mapping[str, Any]) -> Iterator[Row]:
    models: dict[str, type[Contract]] = {
        "": Scenario,
        "operation": Operation,
        "shift": Shift,
        "evenings": Evenings,
        "changes": ChangeCosts,
    }
    for key in SETTING_KEYS:
        *above, name = ("", *key.split("."))
        value = _inside(data, key.split("."))
        if name in ("start", "end", "announced", "today") and value is not None:
            value = time.fromisoformat(value) if above[-1] == "shift" else date.fromisoformat(value)
        meaning = str(models[above[-1]].model_fields[name].description).replace("`", "")
        yield {"setting": title(key), "value": value, "meaning": meaning}


def _rules(items: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    """Rules and packs; what is changed of a pack's rules in rows below it."""
    for item in items:
        if "use" not in item:
            yield item
            continue
        yield {"kind": item["use"], "without": item["without"]}
        for name, changes in (item["change"] or {}).items():
            keys = {key: NULL if value is None else value for key, value in changes.items()}
            yield {"kind": f"{item['use']}: {name}", **keys}


def _fill(page: Worksheet, sheet: Sheet, rows: Iterable[Row]) -> None:
    """Write the rows below the header."""
    for number, row in enumerate(rows, 2):
        for place, (name, column) in enumerate(sheet.columns.items(), 1):
            value = _typed(column, row.get(name))
            if value in (None, ""):
                continue
            try:
                put(page, number, place, value).alignment = LEFT
            except ValueError as error:
                cell = f"{page.title}!{get_column_letter(place)}{number}"
                raise ScenarioError([Fault(cell=cell, path=name, message=str(error))]) from None


def _typed(column: Column, value: Any) -> Any:
    """A value of JSON as what the column's cells hold."""
    if isinstance(value, list):
        return joined(map(str, value))
    if isinstance(value, dict):
        return "; ".join(f"{key}: {item}" for key, item in value.items()) or NEVER
    if isinstance(value, str) and value != NULL:
        kind = kind_of(column)
        if kind in ("date", "clock"):
            return date.fromisoformat(value) if kind == "date" else time.fromisoformat(value)
    return value
