"""Cells of workbooks as texts, and texts as cells, in which nothing is ever a formula."""

import re
from datetime import date, datetime, time, timedelta

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ..files import CONTROL

LONGEST_CELL = 32_767
"""Characters that a cell can hold (ECMA-376; Excel specifications and limits)."""

FACE = "Calibri"
"""Typeface of what has a font of its own: Excel's usual one."""

DATE_FORMAT, CLOCK_FORMAT, TEXT_FORMAT = "ddd d mmm yyyy", "hh:mm", "@"

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""A character as OOXML writes what XML can't hold (ECMA-376 part 1, ST_Xstring)."""


def set_up_print(page: Worksheet, header: str = "1:1") -> None:
    """Have a sheet printed on A4, across, as wide as the paper, with its header rows on each."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = header


def text_of(value: object) -> str:
    """What a cell holds, as it would be written in a text file."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime() if value.year <= 1900:  # a time of day of 24:00 or more, as Excel counts days
            return _clock(round((value - datetime(1899, 12, 31)).total_seconds()))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return moment_of(value)
        case time():
            return _clock(value.hour * 3600 + value.minute * 60 + value.second + round(value.microsecond / 1e6))
        case timedelta():
            return _clock(round(value.total_seconds()))
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(value))


def moment_of(value: datetime) -> str:
    """A date with a time of day, to the second where it has any."""
    near = value + timedelta(microseconds=500_000)
    return f"{near:%Y-%m-%d %H:%M}" + (f":{near:%S}" if near.second else "")


def _clock(seconds: int) -> str:
    minutes, odd = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{odd:02}" if odd else "")


def put(page: Worksheet, row: int, column: int, value: str | float | date | time) -> Cell:
    """Write a value; a text stays one, also where it begins like a formula or looks like a number.

    Raises:
        ValueError: a text is longer than a cell can be, or holds control characters.
    """
    cell = page.cell(row, column)
    assert isinstance(cell, Cell)  # noqa: S101 - no cells of ours are merged
    if not isinstance(value, str):
        cell.value = value
        if isinstance(value, date | time):
            cell.number_format = DATE_FORMAT if isinstance(value, date) else CLOCK_FORMAT
        return cell
    if found := CONTROL.search(value):
        raise ValueError(f"holds the control character U+{ord(found[0]):04X}: remove it")
    written = _ESCAPED.sub(r"_x005F_x\1_", value).replace("\r", "_x000D_")
    if len(written) > LONGEST_CELL:
        raise ValueError(f"is longer than a cell of a workbook can be ({LONGEST_CELL:,} characters)")
    cell.value, cell.data_type = written, "s"
    cell.number_format = TEXT_FORMAT
    if value[:1] in "=+-@'":
        cell.quotePrefix = True  # editing the cell makes no formula of it, either
    return cell
