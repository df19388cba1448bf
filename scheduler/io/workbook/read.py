"""A scenario's data from a workbook, every fault with its sheet and cell."""

import difflib
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from models import Fault
from models.errors import Faults
from models.rules import KINDS, PACKS
from models.suggest import ended, suggestion

from ..assembly import Assembly
from ..files import CONTROL, refusal
from ..names import ids_for_names
from ..tables import MOST_COLUMNS, MOST_ROWS, Table, chosen, is_list, plain, split
from .cells import moment_of, open_workbook, text_of
from .layout import (
    CODES,
    EXPORT,
    NULL,
    OBJECTIVES,
    PACK,
    PATTERNS,
    REQUIRED_SETTINGS,
    RULES,
    SETTING_KEYS,
    SETTINGS,
    SHEETS,
    STATES,
    Sheet,
    title,
)


def read_workbook(path: Path) -> Assembly:
    """Read the sheets of a scenario's workbook. Sheets of other names are the planner's own.

    Raises:
        InputError: the file is no workbook, too large, or has no settings.
    """
    book = _Book(path)
    made = Assembly(str(path), faults=book.faults)
    tables = {sheet.title: book.table(sheet) for sheet in SHEETS if book.has(sheet.title)}
    if SETTINGS.title not in tables:
        raise refusal(str(path), f"has no sheet '{SETTINGS.title}': begin with `tandem new FOLDER --excel`")
    ids_for_names({title.lower(): table for title, table in tables.items()})
    for sheet in SHEETS:
        if sheet.part and sheet.title in tables:
            made.take(sheet.part, tables[sheet.title])
    _take_settings(made, tables[SETTINGS.title])
    for one, take in ((RULES, _take_rules), (OBJECTIVES, _take_tiers)):
        if one.title in tables:
            take(made, tables[one.title])
    empty = Table(str(path), CODES.columns, sheet=CODES.title)
    if PATTERNS.title in tables or CODES.title in tables:
        _take_patterns(made, tables.get(PATTERNS.title, empty), tables.get(CODES.title, empty))
    if EXPORT.title in tables and tables[EXPORT.title].items:
        no_states = Table(str(path), STATES.columns, sheet=STATES.title)
        made.take_export(tables[EXPORT.title], tables.get(STATES.title, no_states))
    return made


class _Book:
    """The sheets of a workbook as tables of texts."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._book = open_workbook(path)
        self._computed: Any = None
        self._names = {plain(name): name for name in self._book.sheetnames}
        self.faults = Faults(self._misnamed(name) for name in self._book.sheetnames if self._looks_misnamed(name))

    def has(self, title: str) -> bool:
        """Whether there is a sheet of that name."""
        return plain(title) in self._names

    def table(self, sheet: Sheet) -> Table:
        """A sheet's rows; the first that is not blank is the header."""
        table = Table(str(self._path), sheet.columns, sheet=self._names[plain(sheet.title)])
        width = 0
        for number, cells in self._rows(table):
            if not any(cells):
                continue
            if not width:
                width = max(n for n, cell in enumerate(cells, 1) if cell)
                table.read_header(number, [*cells[:width]])
                continue
            for n, cell in enumerate(cells[width:], width + 1):
                if cell:
                    table.nameless.append(n) if n not in table.nameless else None
            wide = [*cells, *[""] * (width - len(cells))]
            table.read_line(number, [*wide, *[""] * (max(table.nameless, default=0) - len(wide))])
        if not width:
            columns = ", ".join(column.name for column in sheet.columns.values())
            table.faults.append(table.at(1, f"is empty: its first row names the columns ({columns})"))
        return table

    def _rows(self, table: Table) -> Iterator[tuple[int, Sequence[str]]]:
        """The rows of a sheet as texts, with their numbers."""
        name, clock = table.sheet, table.columns is EXPORT.columns
        filled = 0
        for number, row in enumerate(self._book[name].iter_rows(), 1):
            cells = [self._text(table, number, n, cell, clock) for n, cell in enumerate(row, 1)]
            while cells and not cells[-1]:
                cells.pop()
            filled += bool(cells)
            if len(cells) > MOST_COLUMNS:
                raise refusal(str(self._path), f"{name}, row {number}: has more than {MOST_COLUMNS} cells")
            if filled > MOST_ROWS:
                raise refusal(str(self._path), f"{name}: has more than {MOST_ROWS:,} rows")
            yield number, cells

    def _text(self, table: Table, row: int, column: int, cell: Any, clock: bool) -> str:
        value = cell.value
        if value is None:
            return ""
        if cell.data_type == "f":
            value = self._value_of(table.sheet, row, column)
            if value is None:
                message = "holds a formula that was never worked out: open the workbook in Excel and save it"
                table.faults.append(self._fault(cell, table, message))
        elif cell.data_type == "e":
            table.faults.append(self._fault(cell, table, f"holds the error {value}: mend or empty it"))
            return ""
        if clock and cell.is_date and "h" in str(cell.number_format).lower() and isinstance(value, datetime):
            return moment_of(value)
        text = text_of(value).strip()
        if found := CONTROL.search(text):
            message = f"holds the control character U+{ord(found[0]):04X}: remove it"
            table.faults.append(self._fault(cell, table, message))
            text = CONTROL.sub("?", text)
        return text

    def _value_of(self, sheet: str, row: int, column: int) -> Any:
        """What a formula came to when the workbook was last saved."""
        if self._computed is None:
            self._computed = open_workbook(self._path, computed=True)
            self._values: dict[str, list[tuple[Any, ...]]] = {}
        if sheet not in self._values:
            self._values[sheet] = list(self._computed[sheet].iter_rows(values_only=True))
        rows = self._values[sheet]
        return rows[row - 1][column - 1]

    def _fault(self, cell: Any, table: Table, message: str) -> Fault:
        return Fault(file=str(self._path), cell=f"{table.sheet}!{cell.coordinate}", message=message)

    def _looks_misnamed(self, name: str) -> bool:
        known = {plain(sheet.title) for sheet in SHEETS}
        return plain(name) not in known and bool(difflib.get_close_matches(plain(name), known, n=1, cutoff=0.8))

    def _misnamed(self, name: str) -> Fault:
        close = suggestion(name, [sheet.title for sheet in SHEETS])
        unread = ended(f"the sheet '{name[:40]}' is not read{close}")
        return Fault(file=str(self._path), message=f"{unread} If it is your own, name it otherwise")


def _take_settings(made: Assembly, table: Table) -> None:
    """The keys that stand by themselves, by their path."""
    made.faults += table.faults
    known = {plain(key): key for key in SETTING_KEYS}
    seen: set[str] = set()
    for part in {key.rpartition(".")[0] for key in SETTING_KEYS if "." in key}:
        made.place(tuple(part.split(".")), table)
    for number, item in enumerate(table.items):
        name = item.get("setting", "")
        key = known.get(plain(name))
        if key is None or key in seen:
            unknown = f"is no setting{suggestion(name, map(title, SETTING_KEYS))}"
            what = "stands here twice: keep one" if key else unknown
            made.tell(table, (number, "setting"), f"'{name[:60]}' {what}")
            continue
        seen.add(key)
        *above, last = path = tuple(key.split("."))
        made.place(path, table, number, "value")
        if "value" in item or key in REQUIRED_SETTINGS:
            inner = made.data
            for part in above:
                inner = inner.setdefault(part, {})
            inner[last] = item.get("value")


def _take_rules(made: Assembly, table: Table) -> None:
    """Single rules, packs, and below a pack what is changed of its rules."""
    made.faults += table.faults
    rules: list[dict[str, Any]] = made.data.setdefault("rules", [])
    made.place(("rules",), table)
    for number, item in enumerate(table.items):
        if "kind" in item:
            item["kind"] = chosen(item["kind"], (*KINDS, *PACKS))
        kind = item.get("kind", "")
        name = kind.partition(":")[2].strip()
        if kind.partition(":")[0].strip() not in PACKS:
            made.place(("rules", len(rules)), table, number)
            rules.append(_rule(item))
        elif not name:
            made.place(("rules", len(rules)), table, number)
            made.place(("rules", len(rules), "use"), table, number, "kind")
            rules.append({"use": kind, **{key: value for key, value in item.items() if key != "kind"}})
        elif not rules or "use" not in rules[-1]:
            message = f"changes a rule of a pack: put it below a row with the kind {PACK}"
            made.tell(table, (number, "kind"), message)
        else:
            made.place(("rules", len(rules) - 1, "change", name), table, number)
            rule = PACKS[rules[-1]["use"]].get(name)
            keys = _rule({**item, "kind": rule.rule.kind if rule else ""})
            del keys["kind"]
            changes: dict[str, Any] = rules[-1].setdefault("change", {})
            changes[name] = {key: None if value in (NULL, [NULL]) else value for key, value in keys.items()}


def _rule(item: dict[str, Any]) -> dict[str, Any]:
    """A rule with those of its keys as lists, too, that are lists in its kind only."""
    fields = KINDS[item["kind"]].model_fields if item.get("kind") in KINDS else {}
    lists = {info.alias or name for name, info in fields.items() if is_list(info.annotation)}
    texts = {key for key, value in item.items() if isinstance(value, str) and value != NULL}
    return {key: split(value) if key in lists & texts else value for key, value in item.items()}


def _take_tiers(made: Assembly, table: Table) -> None:
    """Measures with one number make a tier; tiers stand in the order of their numbers."""
    made.faults += table.faults
    tiers: dict[int, dict[str, tuple[int, str]]] = {}
    for number, item in enumerate(table.items):
        text, measure = item.get("tier", ""), item.get("measure", "")
        if not text.isdecimal():
            made.tell(table, (number, "tier"), f"must be a whole number from 1, not '{text[:40]}'")
        elif measure in tiers.setdefault(int(text), {}):
            made.tell(table, (number, "measure"), f"'{measure[:40]}' stands twice in tier {int(text)}")
        else:
            tiers[int(text)][measure] = number, item.get("weight", "1")
    if not tiers:
        return  # as if the sheet were not there: the usual tiers
    made.place(("objectives",), table)
    for place, (_, weights) in enumerate(sorted(tiers.items())):
        made.place(("objectives", place), table, next(iter(weights.values()))[0])
        for measure, (number, _) in weights.items():
            made.place(("objectives", place, "weights", measure), table, number, "weight")
            made.place(("objectives", place, "weights", measure, "[key]"), table, number, "measure")
    made.data["objectives"] = [
        {"weights": {measure: weight for measure, (_, weight) in weights.items()}}
        for _, weights in sorted(tiers.items())
    ]


def _take_patterns(made: Assembly, patterns: Table, codes: Table) -> None:
    """Patterns by name, each with what its codes stand for."""
    made.faults += [*patterns.faults, *codes.faults]
    found: dict[str, dict[str, Any]] = {}
    for number, item in enumerate(patterns.items):
        name = item.pop("pattern", "")
        if name in found:
            made.tell(patterns, (number, "pattern"), f"the pattern '{name}' stands here twice: keep one")
            continue
        made.place(("patterns", name), patterns, number)
        found[name] = {**item, "shifts": {}}
    for number, item in enumerate(codes.items):
        name, code = item.pop("pattern", ""), item.pop("code", "")
        if name not in found:
            message = f"unknown pattern '{name[:60]}'{suggestion(name, found)}"
            made.tell(codes, (number, "pattern"), message)
        elif code in found[name]["shifts"]:
            made.tell(codes, (number, "code"), f"'{code[:60]}' stands twice in {name}: keep one")
        else:
            made.place(("patterns", name, "shifts", code), codes, number)
            found[name]["shifts"][code] = item
    if found:
        made.data["patterns"] = found
