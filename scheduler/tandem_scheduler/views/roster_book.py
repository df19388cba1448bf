"""A roster as a workbook: evenings by areas to go on with by hand, and what follows from it to look at."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tandem_models import Area, Deployment, Shift
from tandem_models.days import month, weekday
from tandem_scheduler.io.files import CONTROL
from tandem_scheduler.io.roster_grid import EVENING, SHEET, SHIFT, cell_text
from tandem_scheduler.io.roster_notes import BY_PERSON, WORKED_OUT, mark_of
from tandem_scheduler.io.workbook import FACE, put, set_up_print, text_of
from tandem_scheduler.words.plain import ROLES, count, plain

from .brief import Brief
from .phrases import told_once

Value = str | int | float | date | None

HEADER, HEADER_INK = PatternFill("solid", fgColor="1F3A5F"), Font(name=FACE, bold=True, color="FFFFFF")
SHORT = PatternFill("solid", fgColor="FCE4C4")
WEEKEND = PatternFill("solid", fgColor="EEF2F7")
AWAY = PatternFill("solid", fgColor="E3E3E3")
QUIET = Font(name=FACE, color="5A6472", size=9)
THIN = Side(style="thin", color="D5DAE1")
CENTRE = Alignment(horizontal="center")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
TINTS = tuple(
    PatternFill("solid", fgColor=colour)
    for colour in ("CFE2F3", "D9EAD3", "FFF2CC", "F4CCCC", "D9D2E9", "D0E0E3", "FCE5CD", "EAD1DC", "C9DAF8", "EDEDED")
)
"""Colours of areas in turn; the area's name stands beside them."""

WIDEST, LINE, TALLEST = 46, 15.0, 400.0

MOST_EVENINGS_ON_PAPER = 45
"""Evenings across a sheet of A4 that can still be read."""


def roster_book(brief: Brief) -> bytes:
    """The .xlsx file of a roster.

    The sheet `Roster` is the one that `read_roster` reads again, so it alone can be changed; the others are worked out
    from it. Names stand beside ids where the scenario has them.
    """
    book = Workbook()
    _fill_roster(book.worksheets[0], brief)
    _fill_people(book.create_sheet(BY_PERSON), brief)
    for name, rows in _tables(brief):
        _fill_table(book.create_sheet(name), rows)
    for page in book.worksheets[1:]:
        page.protection.sheet = True
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _fill_roster(page: Worksheet, brief: Brief) -> None:
    """Evenings down, areas across."""
    page.title = SHEET
    scenario = brief.scenario
    operation = " - ".join(filter(None, (scenario.operation.name, scenario.operation.force)))
    _write(page, 1, 1, operation).font = Font(name=FACE, bold=True, size=14)
    about = "Change this sheet only, then: tandem check PLAN THIS-FILE. A team is DETECTIVE + OFFICER, each on a line."
    _write(page, 2, 1, about).font = QUIET
    _row(page, 3, ["", "", *map(_headed, scenario.areas)], HEADER_INK, HEADER)
    _row(page, 4, [EVENING, SHIFT, *(area.id for area in scenario.areas)], QUIET)
    missing: dict[date, list[str]] = {}
    for gap in brief.gaps:
        where = "" if gap.area is None else f" in {scenario.area[gap.area].label}"
        missing.setdefault(gap.evening, []).append(f"{count(gap.teams, 'team')} missing{where}")
    for number, (on, teams) in enumerate(brief.teams.items(), 5):
        _write(page, number, 1, on)
        _write(page, number, 2, "\n".join([_hours(scenario.calendar[on].shift), *missing.get(on, ())]))
        for column, area in enumerate(scenario.areas, 3):
            here = [(team.detective, team.officer) for team in teams if team.area == area.id]
            _write(page, number, column, cell_text(here, scenario) or None)
        for cell in page[number]:
            if isinstance(cell, Cell):
                cell.alignment, cell.border = Alignment(horizontal="left", vertical="top", wrap_text=True), BOX
                if on.weekday() > 4:
                    cell.fill = WEEKEND
        if on in missing:
            page.cell(number, 2).fill = SHORT
    page.freeze_panes = "C5"
    set_up_print(page, "3:4")
    _widths(page, [18, 18], brief)
    _heights(page, 5)


def _headed(area: Area) -> str:
    """What an area is called, with its hours where they are its own."""
    return area.label if area.shift is None else f"{area.label}, {_hours(area.shift)}"


def _hours(shift: Shift) -> str:
    return f"{shift.start:%H:%M}-{shift.end:%H:%M}"


def _widths(page: Worksheet, first: Sequence[int], brief: Brief) -> None:
    for number, width in enumerate(first, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    for number in range(len(first) + 1, len(first) + len(brief.scenario.areas) + 1):
        lines = [
            line for row in range(3, page.max_row + 1) for line in str(page.cell(row, number).value or "").split("\n")
        ]
        longest = max(map(len, lines), default=0)
        page.column_dimensions[get_column_letter(number)].width = min(max(longest + 2, 12), WIDEST)


def _heights(page: Worksheet, first: int) -> None:
    """Rows as high as their texts are once they are wrapped."""
    widths = {
        number: page.column_dimensions[get_column_letter(number)].width for number in range(1, page.max_column + 1)
    }
    for number, row in enumerate(page.iter_rows(min_row=first), first):
        lines = [
            sum(-(-max(len(line), 1) // max(int(widths[cell.column]) - 2, 1)) for line in str(cell.value).split("\n"))
            for cell in row
            if cell.value is not None and not isinstance(cell.value, date)
        ]
        page.row_dimensions[number].height = min(LINE * max(lines, default=1), TALLEST)


def _fill_people(page: Worksheet, brief: Brief) -> None:
    """People down, evenings across, each area by its initials and in a colour of its own."""
    scenario = brief.scenario
    evenings = list(brief.teams)
    tints = {area.id: TINTS[n % len(TINTS)] for n, area in enumerate(scenario.areas)}
    initials = _initials({area.id: area.label for area in scenario.areas})
    before = {load.person: load.before for load in brief.report.loads}
    first = ["Id", "Name", "Role", "Evenings", *(["Before"] if any(before.values()) else [])]
    _row(page, 1, [*first, *(f"{weekday(on)[:3]} {on.day} {month(on)[:3]}" for on in evenings)], HEADER_INK, HEADER)
    for number, person in enumerate(scenario.people, 2):
        work = brief.work[person.id]
        about: list[Value] = [person.id, person.name, ROLES[person.role], len(work), before[person.id]]
        for column, value in enumerate(about[: len(first)], 1):
            _write(page, number, column, value)
        for column, on in enumerate(evenings, len(first) + 1):
            # Each style takes its time in openpyxl: with many people, empty cells had better have none.
            if (team := work.get(on)) is not None:
                cell = _write(page, number, column, initials[team.area])
                cell.fill, cell.alignment, cell.border = tints[team.area], CENTRE, BOX
            elif not scenario.available(person.id, on):
                page.cell(number, column).fill = AWAY
    below = len(scenario.people) + 3
    for number, area in enumerate(scenario.areas, below):
        _write(page, number, 1, initials[area.id]).fill = tints[area.id]
        _write(page, number, 2, area.label)
    page.cell(below + len(scenario.areas), 1).fill = AWAY
    _write(page, below + len(scenario.areas), 2, "can't be deployed that evening").font = QUIET
    mark = mark_of(
        (number, column, text_of(value))
        for number, row in enumerate(page.iter_rows(values_only=True), 1)
        for column, value in enumerate(row, 1)
    )
    last = below + len(scenario.areas) + 2
    for column, text in ((1, mark), (2, WORKED_OUT)):
        _write(page, last, column, text).font = QUIET
    for letter, width in zip("ABCDE", (10, 24, 10, 10, 10)[: len(first)], strict=False):
        page.column_dimensions[letter].width = width
    for number in range(len(first) + 1, len(first) + 1 + len(evenings)):
        page.column_dimensions[get_column_letter(number)].width = 5
        page.cell(1, number).alignment = Alignment(text_rotation=90, horizontal="center")
    page.row_dimensions[1].height = 80
    page.freeze_panes = f"{get_column_letter(len(first) + 1)}2"
    set_up_print(page, "1:1")
    page.page_setup.fitToWidth = -(-len(evenings) // MOST_EVENINGS_ON_PAPER)
    page.print_title_cols = f"A:{get_column_letter(len(first))}"


def _initials(labels: Mapping[str, str]) -> Mapping[str, str]:
    """A few letters for each area, no two the same: West Leicester is WL."""
    found: dict[str, str] = {}
    for area, label in labels.items():
        words = re.findall(r"\w+", label) or ["?"]
        short = ("".join(word[0] for word in words[:3]) if len(words) > 1 else words[0][:2]).upper()
        same = sum(re.sub(r"\d+$", "", known) == short for known in found.values())
        found[area] = f"{short}{same + 1}" if same else short
    return found


def _tables(brief: Brief) -> Iterable[tuple[str, list[list[Value]]]]:
    """The plain tables: name of the sheet, and its rows with the header."""
    scenario = brief.scenario
    looks_back = any(load.before for load in brief.report.loads)
    together = ["Evenings before", "Evenings in all"] if looks_back else []
    people: list[list[Value]] = [["Id", "Name", "Contact", "Role", "Evenings", "Available", *together]]
    for load in brief.report.loads:
        who = scenario.person[load.person]
        numbers = [load.evenings, load.available, *([load.before, load.counted] if looks_back else [])]
        people.append([who.id, who.name, who.contact, ROLES[who.role], *numbers])
    areas: list[list[Value]] = [["Id", "Area", "Priority", "Visits", "Target", "Short"]]
    for row in brief.report.areas:
        area = scenario.area[row.area]
        areas.append([area.id, area.name, area.priority, row.visits, row.target, max(row.target - row.visits, 0)])
    gaps: list[list[Value]] = [["Evening", "Area", "Teams missing", "Why"]]
    gaps += [
        [gap.evening, "anywhere" if gap.area is None else scenario.area[gap.area].label, gap.teams, gap.reason]
        for gap in brief.gaps
    ]
    yield "Load", people
    yield "Areas", areas
    yield "Gaps", gaps
    if brief.report.violations or brief.accepted:
        broken: list[list[Value]] = [["Rule", "Must hold", "What is broken", "Cost"]]
        broken += [[plain(one.kind), "worked all the same", one.message, 0] for one in brief.accepted]
        broken += [
            [plain(one.kind), "yes" if one.strength == "hard" else "no", one.message, one.cost]
            for one in sorted(told_once(brief.report.violations), key=lambda one: one.strength)
        ]
        yield "Rules broken", broken
    if brief.published is not None:
        changes: list[list[Value]] = [["Evening", "Id", "Name", "Was", "Is now"]]
        for change in brief.changes:
            was, now = (_where_and_with_whom(brief, change.person, team) for team in (change.before, change.after))
            changes.append([change.evening, change.person, scenario.person[change.person].name, was, now])
        yield "Changes", changes


def _where_and_with_whom(brief: Brief, person: str, team: Deployment | None) -> str:
    """What somebody is told of an evening."""
    if team is None:
        return "not deployed"
    return f"{brief.scenario.area[team.area].label} with {brief.partner(person, team)}"


def _fill_table(page: Worksheet, rows: Sequence[Sequence[Value]]) -> None:
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = _write(page, number, column, value)
            cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
            if number == 1:
                cell.font, cell.fill = HEADER_INK, HEADER
    for column in range(1, len(rows[0]) + 1):
        longest = max(18 if isinstance(row[column - 1], date) else len(str(row[column - 1] or "")) + 3 for row in rows)
        page.column_dimensions[get_column_letter(column)].width = min(max(longest, 11), 90)
    _heights(page, 2)
    page.freeze_panes = "A2"
    set_up_print(page, "1:1")


def _row(page: Worksheet, number: int, values: Sequence[Value], font: Font, fill: PatternFill | None = None) -> None:
    for column, value in enumerate(values, 1):
        cell = _write(page, number, column, value)
        cell.font = font
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        if fill is not None:
            cell.fill = fill


def _write(page: Worksheet, row: int, column: int, value: Value) -> Any:
    """A cell with a value; control characters, which no cell can hold, are shown as a mark."""
    if value in (None, ""):
        return page.cell(row, column)
    if isinstance(value, str):
        value = CONTROL.sub("\N{REPLACEMENT CHARACTER}", value)
    return put(page, row, column, value)
