"""How a scenario's workbook looks and what it helps with: headers, hints, drop-downs, the sheets that explain."""

import re
from math import ceil

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from pydantic import BaseModel

from tandem_models.rules import KINDS, PACKS, RuleBase

from ..assembly.names import REFERENCES
from ..tables import Column, types_of
from .cells import CLOCK_FORMAT, DATE_FORMAT, FACE, TEXT_FORMAT, put, set_up_print
from .layout import PACK, RULE_KINDS, RULES_SHEET, SETTINGS, SHEETS, WELCOME, Sheet, kind_of, title

ROWS_AHEAD = 500
"""Empty rows that have drop-downs and hints, too."""

LONGEST_HINT, LONGEST_HINT_TITLE, LONGEST_CHOICES = 255, 32, 250
"""Characters that Excel allows in a hint, in its title, and in the choices of a drop-down."""

WIDEST, NARROWEST, DATE_WIDTH, KINDS_WIDTH = 44, 11, 18, 70
"""Characters."""

LINE = 15.0
"""Height of a line in points."""

REFERRED_SHEETS = {column: owner.title() for owner, columns in REFERENCES.items() for column in columns}
REFERRED_SHEETS["pattern"] = "Patterns"
"""Columns whose cells name something in the first column of another sheet."""

INK, PAPER, QUIET = "1F3A5F", "FFFFFF", "5A6472"
HEADER = PatternFill("solid", fgColor=INK)

STEPS = (
    "Fill in the sheets below from left to right; what you don't need stays empty. Overwrite what is there.",
    "Select a cell and its hint tells what goes there. Cells with a small arrow have a drop-down.",
    "Several values in one cell are separated by a semicolon: driver; pip2.",
    "Save the workbook, then plan it:   tandem solve plan.xlsx --out roster.html --out roster.xlsx",
    "Mistakes are named with sheet and cell, all at once: People!C14. Mend them and run it again.",
    "Open roster.html to look at the roster and print it; roster.xlsx to go on with it by hand.",
    "If no roster can exist:   tandem explain plan.xlsx   says why, and what would give.",
)


_LIST = re.compile(r"`\[([^\]`]*)\]`")
"""A list as YAML has it, in a description."""


def explain_all(book: Workbook) -> None:
    """The first sheet, which explains all others, and the one that lists the kinds of rules."""
    page = book.worksheets[0]
    page.title = WELCOME
    lines = [("Tandem: the plan of an operation", ""), ("", ""), *((f"{n}.", step) for n, step in enumerate(STEPS, 1))]
    lines += [("", ""), ("Sheet", "What stands there"), *((sheet.title, sheet.about) for sheet in SHEETS)]
    lines += [(RULE_KINDS, "Every kind of rule, with the columns that it reads.")]
    for number, (first, second) in enumerate(lines, 1):
        for column, text in ((1, first), (2, second)):
            put(page, number, column, text).alignment = Alignment(vertical="top", wrap_text=column > 1)
        if any(sheet.title == first for sheet in SHEETS) or first == RULE_KINDS:
            page.cell(number, 1).hyperlink = f"#'{first}'!A1"  # pyright: ignore[reportAttributeAccessIssue]
            page.cell(number, 1).font = Font(name=FACE, color="0563C1", underline="single")
    page["A1"].font = Font(name=FACE, bold=True, size=16, color=INK)
    for cell in page[len(STEPS) + 4]:
        cell.font = Font(name=FACE, bold=True)
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 18, 96
    page["A1"].alignment = Alignment(wrap_text=False)
    page.sheet_view.showGridLines = False
    set_up_print(page)
    _list_kinds(book.create_sheet(RULE_KINDS))


def _list_kinds(page: Worksheet) -> None:
    """Every kind of rule."""
    _header(page, ["kind", "what it asks", "columns that it reads"])
    rows = [
        (kind, _what_it_asks(rule), ", ".join(title(key) for key in _columns_read(rule)))
        for kind, rule in KINDS.items()
    ]
    about = "A set of rules for police officers in England and Wales; rows below it change one of them."
    rows.append((PACK, about, "Without"))
    rows += [
        (f"{PACK}: {name}", packed.rule.why or "", _without_marks(packed.note)) for name, packed in PACKS[PACK].items()
    ]
    for number, row in enumerate(rows, 2):
        for column, text in enumerate(row, 1):
            put(page, number, column, text).alignment = Alignment(vertical="top", wrap_text=True)
        page.row_dimensions[number].height = LINE * max(ceil(len(text) / KINDS_WIDTH) for text in row)
    for letter, width in (("A", 26), ("B", KINDS_WIDTH), ("C", KINDS_WIDTH)):
        page.column_dimensions[letter].width = width
    page.freeze_panes = "A2"
    set_up_print(page)


def _columns_read(rule: type[RuleBase]) -> list[str]:
    """The columns that a kind of rule has, by the names in files."""
    return [info.alias or name for name, info in rule.model_fields.items() if name != "kind"]


def _what_it_asks(rule: type[BaseModel]) -> str:
    """The first sentence about a rule, its keys as the header of the sheet has them: At least “Min” evenings each."""
    sentence = " ".join((rule.__doc__ or "").split()).partition(". ")[0].rstrip(".") + "."
    return re.sub(r"`(\w+)`", lambda key: f"“{title(key[1])}”" if key[1] in rule.model_fields else key[1], sentence)


def _without_marks(text: str) -> str:
    """A description as the sheets show it, lists as cells have them: thu; fri."""
    return _LIST.sub(lambda found: found[1].replace(",", ";"), text).replace("`", "")


def heading(page: Worksheet, sheet: Sheet) -> None:
    """The header of a sheet, which stays in sight."""
    _header(page, list(sheet.columns))
    page.freeze_panes = "B2"
    set_up_print(page)


def _header(page: Worksheet, names: list[str]) -> None:
    for number, name in enumerate(names, 1):
        cell = put(page, 1, number, title(name))
        cell.font, cell.fill = Font(name=FACE, bold=True, color=PAPER), HEADER
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    page.row_dimensions[1].height = 30


def finish(page: Worksheet, sheet: Sheet, rows: int) -> None:
    """Widths, formats, hints and drop-downs, once the rows are written."""
    last = rows + 1 + ROWS_AHEAD
    for number, (name, column) in enumerate(sheet.columns.items(), 1):
        letter = get_column_letter(number)
        longest = max((len(str(cell.value)) for cell in page[letter] if cell.value is not None), default=0)
        kind = kind_of(column)
        dimension = page.column_dimensions[letter]
        dimension.width = min(max(longest + 2, DATE_WIDTH if kind == "date" else NARROWEST), WIDEST)
        if kind in ("date", "clock"):
            dimension.number_format = DATE_FORMAT if kind == "date" else CLOCK_FORMAT
        elif {*types_of(column.info.annotation)} == {str} and sheet not in (SETTINGS, RULES_SHEET):
            dimension.number_format = TEXT_FORMAT  # 007 stays 007
        check = _check(column, name, sheet)
        check.add(f"{letter}2:{letter}{last}")
        page.add_data_validation(check)
    if rows:
        page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{rows + 1}"


def _check(column: Column, name: str, sheet: Sheet) -> DataValidation:
    """What a column's cells are checked for as they are typed, with the hint that shows there."""
    kind, choices = kind_of(column), ",".join(column.choices)
    if sheet is RULES_SHEET and name == "kind":
        kinds = f"='{RULE_KINDS}'!$A$2:$A${len(KINDS) + len(PACKS[PACK]) + 2}"
        check = DataValidation(type="list", formula1=kinds, errorStyle="warning")
    elif not column.is_list and name in REFERRED_SHEETS and sheet.title != REFERRED_SHEETS[name]:
        check = DataValidation(type="list", formula1=f"='{REFERRED_SHEETS[name]}'!$A$2:$A$5000", errorStyle="warning")
    elif choices and kind == "text" and len(choices) <= LONGEST_CHOICES:
        check = DataValidation(type="list", formula1=f'"{choices}"', errorStyle="warning")
    elif kind == "date":
        check = DataValidation(type="date", operator="greaterThan", formula1="25569")
        check.error = "This is not a date: write it like 1/3/2021 or 2021-03-01."
    elif kind == "clock":
        check = DataValidation(type="time", operator="between", formula1="0", formula2="0.9999999")
        check.error = "This is not a time of day: write it like 16:00."
    elif kind == "number" and sheet is not RULES_SHEET:
        check = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0")
        check.error = "This is not a number of 0 or more."
    else:
        check = DataValidation(type=None)
    if sheet.title == "Absences" and name == "person":
        check.errorStyle = "warning"
        check.error = "This is nobody's id. The name of just one person, or a tag, will do as well."
    if check.type == "list" and not check.error:
        check.error = "This is none of the choices. Names of people and areas will do; else take one of the drop-down."
    check.showErrorMessage = bool(check.error)
    check.allow_blank, check.errorTitle, check.showInputMessage = True, "Not possible here", True
    check.promptTitle = title(name)[:LONGEST_HINT_TITLE]
    hint, more = (
        _without_marks(str(column.info.description)),
        " Several: with ; between them." if column.is_list else "",
    )
    longest = LONGEST_HINT - len(more)
    check.prompt = (hint if len(hint) <= longest else f"{hint[: longest - 4]} ...") + more
    return check
