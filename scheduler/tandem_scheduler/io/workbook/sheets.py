"""The sheets of a workbook as they stand in its file: the cells that hold something, and nothing taken on trust.

How large a sheet says that it is counts for nothing. A formula counts as what it came to when the workbook was saved.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from itertools import islice
from math import isinf
from pathlib import Path
from typing import NamedTuple

from openpyxl.styles.numbers import is_timedelta_format
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel, from_ISO8601

from tandem_models import Fault, InputError

from ..files import CONTROL, LARGEST_FILE, refusal
from .cells import moment_of, text_of
from .marks import SheetMarks
from .package import MEND, NO_WORKBOOK, Package
from .styles import OFF, Styles, has_days, is_date, is_share

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Of a sheet (Excel specifications and limits)."""

MOST_TEXT = LARGEST_FILE
"""Characters in all cells that are read of a workbook, a text that stands in several counted in each."""

LONGEST_NAME = 255
"""Characters of a sheet's name (Excel has 31 at most)."""

_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ROW = re.compile(r"[1-9][0-9]{0,9}")
_NUMBER = re.compile(r"[-+]?(?:\d{1,99}(?:\.\d{0,99})?|\.\d{1,99})(?:[eE][-+]?\d{1,3})?", re.ASCII)
_TRUTHS = {"1": True, "true": True, "0": False, "false": False}


class Cell(NamedTuple):
    """A cell that holds something."""

    row: int
    column: int
    text: str
    """As it would be written in a text file."""
    wrong: str = ""
    """What is wrong with what it holds, and what to do."""
    moment: str = ""
    """Of a date that is shown with a time of day, both, midnight too."""
    share: str = ""
    """Of a number that is shown in per cent, that: 0.5%."""

    @property
    def coordinate(self) -> str:
        """Column and row: C14."""
        return f"{get_column_letter(self.column)}{self.row}"


class Sheets:
    """The sheets of a workbook by their names."""

    def __init__(self, path: Path) -> None:
        self._file = str(path)
        self._package = Package(path)
        main = next((r.part for r in self._package.relations().values() if r.kind == "officeDocument"), "")
        if not main.endswith(".xml") or not self._package.has(main):
            raise refusal(self._file, NO_WORKBOOK)
        self._epoch = WINDOWS_EPOCH
        self._parts: dict[str, str] = {}
        relations = self._package.relations(main)
        for name, attributes, _ in self._package.elements(main):
            if name == "workbookPr" and attributes and _TRUTHS.get(attributes.get("date1904", "0")):
                self._epoch = MAC_EPOCH
            elif name == "sheet" and attributes:
                title, relation = attributes.get("name", ""), relations.get(attributes.get("r:id", ""))
                if relation is None or title in self._parts or not 0 < len(title) <= LONGEST_NAME:
                    raise self._package.broken("the list of its sheets")
                if relation.kind == "worksheet":  # charts have a sheet of their own, too
                    self._parts[title] = relation.part
        others = {relation.kind: relation.part for relation in relations.values()}
        self._struck: set[int] = set()
        """The shared texts that are struck out, by number."""
        self._texts = self._shared(others["sharedStrings"]) if "sharedStrings" in others else []
        self._styles = Styles(self._package, others.get("styles"))
        self._characters = 0
        self.marks = SheetMarks()
        """Those of the sheet that was read last."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all sheets, in their order."""
        return tuple(self._parts)

    def rows(self, sheet: str) -> Iterator[tuple[int, dict[int, Cell]]]:
        """The number of each row that holds something, from 1, and its cells by the number of their column.

        Raises:
            InputError: the sheet is damaged, or holds too much.
        """
        number, row, column = 0, dict[int, Cell](), 0
        cell, has_formula, value, texts, struck = dict[str, str](), False, None, list[str](), False
        inside = phonetic = hidden = False
        self.marks = marks = SheetMarks()
        for name, attributes, text in self._package.elements(self._parts[sheet], f"the sheet {sheet}"):
            if name == "sheetData":
                inside = attributes is not None
            elif not inside:
                if name == "mergeCell" and attributes:
                    marks.merge(attributes.get("ref", ""))
            elif name == "row":
                if attributes is not None:
                    number, column, row = self._row_number(sheet, number, attributes), 0, {}
                    hidden = _TRUTHS.get(attributes.get("hidden", "0"), False)
                elif row:
                    marks.hidden += [number] if hidden else []
                    yield number, row
            elif name == "c":
                if attributes is not None:
                    cell, has_formula, value, texts, struck = attributes, False, None, [], False
                    column = self._column(sheet, number, column, cell)
                    continue
                if cell.get("t") == "inlineStr":
                    value = "".join(texts)
                found = self._cell(sheet, number, column, cell, has_formula, value)
                if found is not None and column in row:
                    raise self._damaged(sheet, found.coordinate, "stands there twice")
                if found is not None:
                    row[column] = found
                    if self._is_struck(cell, value) or struck:
                        marks.struck.append(found.coordinate)
            elif attributes is not None:
                has_formula |= name == "f"
                phonetic |= name == "rPh"
                struck |= name == "strike" and attributes.get("val", "1") not in OFF
            elif name == "v":
                value = text
            elif name == "rPh":
                phonetic = False
            elif name == "t" and not phonetic:
                texts.append(text)

    def first_rows(self, sheet: str, most: int) -> list[list[str]]:
        """The texts of the first rows that hold something."""
        return [[cell.text for cell in row.values()] for _, row in islice(self.rows(sheet), most)]

    def _is_struck(self, attributes: dict[str, str], value: str | None) -> bool:
        """Whether a cell's text is struck out, by its style or by its own."""
        shared = attributes.get("t") == "s" and value is not None and value.strip().isdecimal()
        own = shared and value is not None and len(value) < 12 and int(value) in self._struck
        return own or self._styles.strikes(attributes.get("s") or "0")

    def _row_number(self, sheet: str, last: int, attributes: dict[str, str]) -> int:
        text = attributes.get("r", str(last + 1))
        if not _ROW.fullmatch(text):
            raise self._damaged(sheet, "", f"has a row with the number '{text[:20]}'")
        return int(text)

    def _column(self, sheet: str, row: int, last: int, attributes: dict[str, str]) -> int:
        """The number of a cell's column: the one that it names, else the next."""
        if "r" not in attributes:
            return last + 1
        place = _CELL.fullmatch(attributes["r"])
        if place is None or int(place[2]) != row:
            raise self._damaged(sheet, "", f"has a cell '{attributes['r'][:20]}' in row {row}")
        return column_index_from_string(place[1])

    def _cell(
        self, sheet: str, row: int, column: int, attributes: dict[str, str], has_formula: bool, text: str | None
    ) -> Cell | None:
        """The cell with what it holds; None where that is nothing."""
        kind = attributes.get("t", "n")
        worked_out = text or (kind == "str" and text is not None)  # "" is a text, and has its type
        if not text and (worked_out or not has_formula):
            return None
        if row > LAST_ROW or column > LAST_COLUMN:
            raise self._damaged(sheet, "", f"has a cell in row {row}, column {column}, where no sheet has any")
        if not worked_out:
            return Cell(
                row, column, "", "holds a formula that was never worked out: open the workbook in Excel and save it"
            )
        try:
            found = self._valued(row, column, kind, text or "", attributes.get("s") or "0")
        except (ValueError, IndexError, OverflowError):
            coordinate = Cell(row, column, "").coordinate
            raise self._damaged(sheet, coordinate, f"holds '{str(text)[:40]}', which can't be read") from None
        self._characters += len(found.text)
        if self._characters > MOST_TEXT:
            raise refusal(self._file, f"the sheet {sheet} holds more than {MOST_TEXT // 2**20} MB of text")
        if control := CONTROL.search(found.text):
            wrong = f"holds the control character U+{ord(control[0]):04X}: remove it"
            return found._replace(text=CONTROL.sub("?", found.text), wrong=wrong)
        return found if found.text or found.wrong else None

    def _valued(self, row: int, column: int, kind: str, text: str, style: str) -> Cell:
        """A cell with what its text means.

        Raises:
            ValueError: it means nothing of its kind.
            IndexError: there is no such text or format.
            OverflowError: it is a time span of more than Python has.
        """
        if kind == "e":
            return Cell(row, column, "", f"holds the error {text[:20]}: mend or empty it")
        if kind == "n":
            return self._number(row, column, text.strip(), style)
        return Cell(row, column, text_of(self._value(kind, text.strip())).strip())

    def _value(self, kind: str, text: str) -> object:
        match kind:
            case "s":
                return self._texts[_index(text)]
            case "str" | "inlineStr":
                return text
            case "b" if text in _TRUTHS:
                return _TRUTHS[text]
            case "d":
                return from_ISO8601(text)  # type: ignore[no-untyped-call]
        raise ValueError

    def _number(self, row: int, column: int, text: str, style: str) -> Cell:
        """A number, or the date or time that its format makes of it."""
        if not _NUMBER.fullmatch(text):
            raise ValueError
        number = int(text) if text.isdecimal() and len(text) < 16 else float(text)
        if isinf(number):
            raise ValueError
        shown = self._styles.formats[_index(style)] if self._styles.formats else ""
        if not is_date(shown):
            share = f"{(Decimal(repr(number)) * 100).normalize():f}%" if is_share(shown) else ""
            return Cell(row, column, text_of(number), share=share)
        try:
            if number < 0:  # which Excel shows as #####
                raise ValueError
            if number > 1 and number == int(number) and not has_days(shown):
                return Cell(row, column, text_of(number))  # 16 typed where times are shown is no 16 days
            moment = from_excel(number, self._epoch, timedelta=is_timedelta_format(shown))
        except (ValueError, OverflowError):
            return Cell(row, column, "", f"holds {text[:20]}, which is no date: mend or empty it")
        clock = "h" in shown.lower() and isinstance(moment, datetime)
        return Cell(row, column, text_of(moment), moment=moment_of(moment) if clock else "")

    def _shared(self, part: str) -> list[str]:
        """The texts that cells refer to by their number."""
        found, texts, phonetic = list[str](), list[str](), False
        for name, attributes, text in self._package.elements(part):
            if name == "rPh":
                phonetic = attributes is not None
            elif attributes is not None:
                if name == "strike" and attributes.get("val", "1") not in OFF:
                    self._struck.add(len(found))
            elif name == "t" and not phonetic:
                texts.append(text)
            elif name == "si":
                found.append("".join(texts))
                texts.clear()
        return found

    def _damaged(self, sheet: str, cell: str, what: str) -> InputError:
        place = f"{sheet}!{cell}" if cell else f"the sheet {sheet}"
        return InputError([Fault(file=self._file, cell=place, message=f"{what}, so it is damaged: {MEND}")])


def _index(text: str) -> int:
    """A number of something, from 0.

    Raises:
        ValueError: it is none.
    """
    if not text.isdecimal() or len(text) > 9:
        raise ValueError
    return int(text)
