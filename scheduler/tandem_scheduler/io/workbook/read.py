"""A scenario's data from a workbook, every fault with its sheet and cell."""

from pathlib import Path
from typing import Any

from tandem_models import Fault, InputError
from tandem_models.base import this
from tandem_models.errors import Faults
from tandem_models.rules import KINDS, PACKS
from tandem_models.spelling import suggestion

from ..assembly.assembly import Assembly
from ..assembly.names import ids_for_names
from ..assembly.unread import FIRST_ROWS, OWN, listed, meant
from ..files import refusal
from ..tables import MOST_COLUMNS, MOST_ROWS, Table, chosen, is_list, plain, split
from .layout import (
    CODES,
    EXPORT,
    NULL,
    OBJECTIVES,
    PACK,
    PATTERNS,
    REQUIRED_SETTINGS,
    ROSTER_SHEETS,
    RULE_KINDS,
    RULES_SHEET,
    SETTING_KEYS,
    SETTINGS,
    SHEETS,
    STATES,
    WELCOME,
    Sheet,
    title,
)
from .marks import spread
from .sheets import Cell, Sheets


def read_workbook(path: Path) -> Assembly:
    """Read the sheets of a scenario's workbook. Notes tell of other sheets, faults of those that look like one of them.

    Raises:
        InputError: the file is no workbook, too large, or has no settings.
    """
    book = _Book(path)
    made = Assembly(str(path), faults=book.faults, notes=book.notes)
    tables = {sheet.title: book.table(sheet) for sheet in SHEETS if book.has(sheet.title)}
    if book.lost:  # What refers to the missing sheet would be told of without reason.
        raise InputError([*book.faults, *(fault for table in tables.values() for fault in table.faults)])
    if SETTINGS.title not in tables:
        raise refusal(str(path), f"has no sheet '{SETTINGS.title}': begin with `tandem new FOLDER --excel`")
    ids_for_names({title.lower(): table for title, table in tables.items()})
    _take_settings(made, tables[SETTINGS.title])
    for sheet in SHEETS:
        if sheet.part and sheet.title in tables:
            made.take(sheet.part, tables[sheet.title])
    for one, take in ((RULES_SHEET, _take_rules), (OBJECTIVES, _take_tiers)):
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
        self._file = str(path)
        self._sheets = Sheets(path)
        self._names: dict[str, str] = {}
        self.notes: list[str] = []
        self.faults = Faults()
        self.lost = False
        """Whether a sheet is missing that one under another name seems to be."""
        read = {plain(sheet.title) for sheet in SHEETS}
        for name in self._sheets.names:
            if (first := self._names.setdefault(plain(name), name)) != name and plain(name) in read:
                message = f"the sheets '{first}' and '{name}' have the same name but for blanks and dots: keep one"
                self.faults.append(Fault(file=self._file, message=message))
        self._tell_unread()

    def has(self, title: str) -> bool:
        """Whether there is a sheet of that name."""
        return plain(title) in self._names

    def table(self, sheet: Sheet) -> Table:
        """A sheet's rows; the first that is not blank is the header."""
        name, clock, shares = self._names[plain(sheet.title)], sheet is EXPORT, sheet is OBJECTIVES
        table = Table(self._file, sheet.columns, sheet=name, others=sheet.others)
        width = 0
        for number, row in self._sheets.rows(name):
            cells = {
                column: (clock and cell.moment) or (shares and cell.share) or cell.text for column, cell in row.items()
            }
            last = max(cells)
            if last > MOST_COLUMNS:
                message = f"is beyond the {MOST_COLUMNS} columns that a sheet's table has at most: empty it"
                raise InputError([*table.faults, self._fault(name, row[last], message)])
            if len(table.lines) >= MOST_ROWS:
                raise refusal(self._file, f"{name}: has more than {MOST_ROWS:,} rows")
            table.faults += [self._fault(name, cell, cell.wrong) for cell in row.values() if cell.wrong]
            if not any(cells.values()):
                continue
            if not width:
                width = last
                table.read_header(number, [cells.get(column, "") for column in range(1, width + 1)])
                continue
            table.nameless += [n for n in cells if n > width and n not in table.nameless]
            table.read_line(number, [cells.get(n, "") for n in range(1, max(width, *table.nameless, 0) + 1)])
        self.notes += self._sheets.marks.notes(name)
        self.notes += [f"{name}!{cell}: it counts in each" for cell in spread(table, self._sheets.marks.merged)]
        if not width:
            columns = ", ".join(column.name for column in sheet.columns.values())
            table.faults.append(table.at(1, f"is empty: its first row names the columns ({columns})"))
        return table

    def _tell_unread(self) -> None:
        """Sheets that are not read, as silence would lose what they say; those that are empty say nothing."""
        known = {plain(name) for name in (*(sheet.title for sheet in SHEETS), WELCOME, RULE_KINDS, *ROSTER_SHEETS)}
        own = []
        for name in self._sheets.names:
            if plain(name) in known or name.startswith(OWN):
                continue
            rows = self._sheets.first_rows(name, FIRST_ROWS)
            like = meant(name, rows, {sheet.title: sheet.columns for sheet in SHEETS})
            if like and like.why:
                message = (
                    f"the sheet '{name[:40]}' is not read, but {like.why} of {like.table}: name it so or put its rows "
                    f"there; if it is your own, begin its name with {OWN}"
                )
                self.faults.append(Fault(file=self._file, message=message))
                self.lost |= not self.has(like.table)
            elif like and rows:
                self.notes.append(f"the sheet '{name[:40]}' is not read: if it is meant as {like.table}, name it so")
            elif rows:
                own.append(name)
        if own:
            which = f"the sheet {listed(own)} is" if len(own) == 1 else f"the sheets {listed(own)} are"
            self.notes.append(
                f"{which} not read: begin the name of a sheet of your own with {OWN}, and no note tells of it"
            )

    def _fault(self, sheet: str, cell: Cell, message: str) -> Fault:
        return Fault(file=self._file, cell=f"{sheet}!{cell.coordinate}", message=message)


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
    made.read_dates(table)
    made.faults += table.faults
    rules: list[dict[str, Any]] = made.data.setdefault("rules", [])
    made.place(("rules",), table)
    for number, item in enumerate(table.items):
        if "kind" in item:
            item["kind"] = chosen(item["kind"], (*KINDS, *PACKS))
        kind = item.get("kind", "")
        pack, _, name = (part.strip() for part in kind.partition(":"))
        if pack not in PACKS:
            made.place(("rules", len(rules)), table, number)
            rules.append(_rule(item))
        elif not name:
            made.place(("rules", len(rules)), table, number)
            made.place(("rules", len(rules), "use"), table, number, "kind")
            rules.append({"use": pack, **{key: value for key, value in item.items() if key != "kind"}})
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
    tolerances: dict[int, tuple[int, str]] = {}
    for number, item in enumerate(table.items):
        text, measure = item.get("tier", ""), item.get("measure", "")
        if not (text.isdecimal() and len(text) < 10):
            made.tell(table, (number, "tier"), f"must be a whole number from 1, not {this(text)}")
        elif measure in tiers.setdefault(int(text), {}):
            made.tell(table, (number, "measure"), f"{this(measure)} stands twice in tier {int(text)}")
        else:
            tiers[int(text)][measure] = number, item.get("weight", "1")
            if "tolerance" in item and tolerances.setdefault(int(text), (number, item["tolerance"]))[0] != number:
                made.tell(table, (number, "tolerance"), f"tier {int(text)} has a tolerance in another row: keep one")
    if not tiers:
        return  # as if the sheet were not there: the usual tiers
    made.place(("objectives",), table)
    for place, (tier, weights) in enumerate(sorted(tiers.items())):
        made.place(("objectives", place), table, next(iter(weights.values()))[0])
        for measure, (number, _) in weights.items():
            made.place(("objectives", place, "weights", measure), table, number, "weight")
            made.place(("objectives", place, "weights", measure, "[key]"), table, number, "measure")
        if tier in tolerances:
            made.place(("objectives", place, "tolerance"), table, tolerances[tier][0], "tolerance")
    made.data["objectives"] = [
        {
            "weights": {measure: weight for measure, (_, weight) in weights.items()},
            **({"tolerance": tolerances[tier][1]} if tier in tolerances else {}),
        }
        for tier, weights in sorted(tiers.items())
    ]


def _take_patterns(made: Assembly, patterns: Table, codes: Table) -> None:
    """Patterns by name, each with what its codes stand for."""
    made.read_dates(patterns)
    made.faults += [*patterns.faults, *codes.faults]
    found: dict[str, dict[str, Any]] = {}
    for number, item in enumerate(patterns.items):
        name = item.pop("pattern", "")
        if name in found:
            made.tell(patterns, (number, "pattern"), f"the pattern '{name[:60]}' stands here twice: keep one")
            continue
        made.place(("patterns", name), patterns, number)
        found[name] = item if "like" in item else {**item, "shifts": {}}
    for number, item in enumerate(codes.items):
        name, code = item.pop("pattern", ""), item.pop("code", "")
        if name not in found:
            message = f"unknown pattern '{name[:60]}'{suggestion(name, found)}"
            made.tell(codes, (number, "pattern"), message)
        elif "like" in found[name]:
            message = f"'{name}' is like '{found[name]['like']}': its codes are those"
            made.tell(codes, (number, "pattern"), message)
        elif code in found[name]["shifts"]:
            made.tell(codes, (number, "code"), f"'{code[:60]}' stands twice in {name}: keep one")
        else:
            made.place(("patterns", name, "shifts", code), codes, number)
            found[name]["shifts"][code] = item
    if found:
        made.data["patterns"] = found
