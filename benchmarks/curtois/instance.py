"""The text format: sections of lines whose values are separated by commas, `#` before a comment.

Days count from 0, a Monday. In SECTION_STAFF the maximum of minutes stands before the minimum.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tandem_models import Fault, InputError
from tandem_models.operation import LONGEST_OPERATION
from tandem_models.spelling import suggestion
from tandem_scheduler.io.files import read_text

COLUMNS = {
    "SECTION_HORIZON": "days",
    "SECTION_SHIFTS": "ShiftID, minutes, shifts that cannot follow separated by |",
    "SECTION_STAFF": "ID, MaxShifts, MaxTotalMinutes, MinTotalMinutes, MaxConsecutiveShifts, MinConsecutiveShifts, "
    "MinConsecutiveDaysOff, MaxWeekends",
    "SECTION_DAYS_OFF": "EmployeeID, day, day ...",
    "SECTION_SHIFT_ON_REQUESTS": "EmployeeID, day, ShiftID, weight",
    "SECTION_SHIFT_OFF_REQUESTS": "EmployeeID, day, ShiftID, weight",
    "SECTION_COVER": "day, ShiftID, requirement, weight for under, weight for over",
}
"""The sections and what a line of each has."""

REQUIRED = ("SECTION_HORIZON", "SECTION_SHIFTS", "SECTION_STAFF", "SECTION_COVER")
ID = re.compile(r"[^\s,|=#]{1,60}")
DAY_MINUTES = 24 * 60
MOST = 10_000
"""Largest count of anything, as in a scenario."""
DEAREST = 1_000_000
"""Largest weight, as in a scenario."""


@dataclass(frozen=True)
class ShiftType:
    """A kind of shift: one a day at most for each member of staff."""

    id: str
    minutes: int
    barred: frozenset[str]
    """The shift types that cannot follow on the next day."""
    line: int


@dataclass(frozen=True)
class Member:
    """A member of staff and what their roster must keep."""

    id: str
    most: dict[str, int]
    """For each shift type, the most of it in all; 0: not eligible."""
    most_minutes: int
    least_minutes: int
    most_in_a_row: int
    least_in_a_row: int
    least_off: int
    """Fewest days off in a row."""
    weekends: int
    """Most weekends with a shift on Saturday or Sunday."""


@dataclass(frozen=True)
class Wish:
    """A request to work a shift on a day (`on`), or not to."""

    member: str
    day: int
    shift: str
    weight: int
    on: bool


@dataclass(frozen=True)
class Cover:
    """How many are wanted in a shift on a day, and the cost of each missing and each above."""

    day: int
    shift: str
    wanted: int
    under: int
    over: int


@dataclass(frozen=True)
class Instance:
    """One file."""

    name: str
    """The file's name without its ending."""
    file: str
    days: int
    shifts: tuple[ShiftType, ...]
    staff: tuple[Member, ...]
    days_off: tuple[tuple[str, int], ...]
    """Members with a day on which they cannot work."""
    wishes: tuple[Wish, ...]
    cover: tuple[Cover, ...]


def read(path: Path) -> Instance:
    """Read an instance.

    Raises:
        InputError: the file can't be read, or is not in the format: every fault with its line.
    """
    return _Reader(path).instance()


class _Line:
    """The values of one line; what is wrong with them goes to `faults`."""

    def __init__(self, number: int, text: str, fault: Callable[[int, str], None]) -> None:
        self.number = number
        self.cells = [cell.strip() for cell in text.split(",")]
        self._fault = fault

    def wrong(self, message: str) -> None:
        """Note a fault."""
        self._fault(self.number, message)

    def whole(self, index: int, noun: str, low: int, high: int) -> int:
        """A whole number within bounds; the lower one where it is not."""
        text = self.cells[index]
        # Published files have a `-0` among their weights.
        if re.fullmatch(r"\d{1,9}|-0", text, re.ASCII) and low <= int(text) <= high:
            return int(text)
        self.wrong(f"{noun} '{text[:40]}' must be a whole number from {low} to {high}")
        return low

    def known(self, index: int, noun: str, ids: Sequence[str]) -> str:
        """An id that was given before."""
        text = self.cells[index]
        if text not in ids:
            self.wrong(f"unknown {noun} '{text[:40]}'{suggestion(text, ids)}")
        return text


class _Reader:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._faults: list[Fault] = []
        self._sections: dict[str, list[_Line]] = {}
        self._split(read_text(path))

    def instance(self) -> Instance:
        """The instance; raises what was found wrong."""
        for name in REQUIRED:
            if not self._sections.get(name) and not self._faults:
                self._fault(None, f"{name} is missing or empty: give lines of {COLUMNS[name]}")
        self._stop_at_faults()
        horizon, *more = self._sections["SECTION_HORIZON"]
        for line in more:
            line.wrong("SECTION_HORIZON has one line: drop the others")
        self._days = horizon.whole(0, "the horizon", 1, LONGEST_OPERATION)
        shifts = self._shifts()
        self._shift_ids = [shift.id for shift in shifts]
        staff = self._staff()
        self._staff_ids = [member.id for member in staff]
        off = tuple(
            (line.known(0, "employee", self._staff_ids), line.whole(n, "the day", 0, self._days - 1))
            for line in self._sections.get("SECTION_DAYS_OFF", ())
            for n in range(1, len(line.cells))
        )
        wishes = (*self._wishes("SECTION_SHIFT_ON_REQUESTS", True), *self._wishes("SECTION_SHIFT_OFF_REQUESTS", False))
        cover = self._cover()
        self._stop_at_faults()
        return Instance(self._path.stem, str(self._path), self._days, shifts, staff, off, wishes, cover)

    def _fault(self, line: int | None, message: str) -> None:
        self._faults.append(Fault(file=str(self._path), line=line, message=message))

    def _stop_at_faults(self) -> None:
        if self._faults:
            raise InputError(self._faults)

    def _split(self, text: str) -> None:
        """Sort the lines into sections, those with too few or too many values left out."""
        section = None
        for number, raw in enumerate(text.split("\n"), start=1):
            written = raw.partition("#")[0].strip()
            if written.startswith("SECTION_"):
                section = written
                if section not in COLUMNS:
                    self._fault(number, f"unknown section '{section[:40]}'{suggestion(section, COLUMNS)}")
                elif section in self._sections:
                    self._fault(number, f"{section} stands in the file already: put all its lines there")
                self._sections.setdefault(section, [])
            elif written and section is None:
                self._fault(number, "stands before any section: is this an instance of Curtois and Qu?")
                return
            elif written and section in COLUMNS:
                line = _Line(number, written, self._fault)
                wanted = COLUMNS[section].count(",") + 1
                # Any number of days off may stand in a line.
                fits = len(line.cells) >= 2 if section == "SECTION_DAYS_OFF" else len(line.cells) == wanted
                if fits:
                    self._sections[section].append(line)
                else:
                    line.wrong(f"has {len(line.cells)} values, but a line of {section} has: {COLUMNS[section]}")

    def _ids(self, lines: Sequence[_Line], noun: str) -> list[str]:
        """The ids that lines begin with, each its own."""
        ids: list[str] = []
        for line in lines:
            text = line.cells[0]
            if not ID.fullmatch(text):
                line.wrong(f"'{text[:40]}' is no {noun}'s id: write up to 60 letters or digits, no spaces")
            elif text in ids:
                line.wrong(f"{noun} '{text}' is in the list already: each needs its own id")
            ids.append(text)
        return ids

    def _shifts(self) -> tuple[ShiftType, ...]:
        lines = self._sections["SECTION_SHIFTS"]
        ids = self._ids(lines, "shift")
        found = []
        for line in lines:
            minutes = line.whole(1, "the length in minutes", 1, DAY_MINUTES)
            barred = frozenset(part.strip() for part in line.cells[2].split("|") if part.strip())
            for other in sorted(barred - set(ids)):
                line.wrong(f"unknown shift '{other[:40]}' among those that cannot follow{suggestion(other, ids)}")
            found.append(ShiftType(line.cells[0], minutes, barred, line.number))
        return tuple(found)

    def _staff(self) -> tuple[Member, ...]:
        lines = self._sections["SECTION_STAFF"]
        self._ids(lines, "employee")
        found = []
        for line in lines:
            minutes = [line.whole(n, "the minutes", 0, MOST * DAY_MINUTES) for n in (2, 3)]
            if minutes[1] > minutes[0]:
                line.wrong(
                    f"at least {minutes[1]} minutes, at most {minutes[0]}: the maximum stands before the minimum"
                )
            runs = [line.whole(n, "the shifts in a row", low, MOST) for n, low in ((4, 1), (5, 0))]
            if runs[1] > runs[0]:
                line.wrong(f"at least {runs[1]} in a row, at most {runs[0]}: the maximum stands before the minimum")
            off, weekends = line.whole(6, "the days off", 0, MOST), line.whole(7, "the weekends", 0, MOST)
            found.append(Member(line.cells[0], self._most(line), minutes[0], minutes[1], *runs, off, weekends))
        return tuple(found)

    def _most(self, line: _Line) -> dict[str, int]:
        """`E=14|L=0` as numbers, for every shift type."""
        most: dict[str, int] = {}
        for part in filter(None, line.cells[1].split("|")):
            shift, sign, number = (text.strip() for text in part.partition("="))
            if not sign or not re.fullmatch(r"\d{1,9}", number, re.ASCII) or int(number) > MOST:
                line.wrong(f"'{part[:40]}' is no maximum: write a shift and a number up to {MOST}, like E=14")
            elif shift not in self._shift_ids:
                line.wrong(f"unknown shift '{shift[:40]}'{suggestion(shift, self._shift_ids)}")
            elif shift in most:
                line.wrong(f"has a maximum for shift {shift} already: keep one")
            else:
                most[shift] = int(number)
                continue
            return most
        for shift in self._shift_ids:
            if shift not in most:
                line.wrong(f"has no maximum for shift {shift}: write {shift}=0 for not eligible, or how many")
        return most

    def _wishes(self, section: str, on: bool) -> tuple[Wish, ...]:
        return tuple(
            Wish(
                line.known(0, "employee", self._staff_ids),
                line.whole(1, "the day", 0, self._days - 1),
                line.known(2, "shift", self._shift_ids),
                line.whole(3, "the weight", 0, DEAREST),
                on,
            )
            for line in self._sections.get(section, ())
        )

    def _cover(self) -> tuple[Cover, ...]:
        found: dict[tuple[int, str], Cover] = {}
        for line in self._sections["SECTION_COVER"]:
            day, shift = line.whole(0, "the day", 0, self._days - 1), line.known(1, "shift", self._shift_ids)
            if (day, shift) in found:
                line.wrong(f"speaks of shift {shift} on day {day}, as an earlier line does: keep one")
            numbers = (
                (2, "the requirement", MOST),
                (3, "the weight for under", DEAREST),
                (4, "the weight for over", DEAREST),
            )
            wanted, under, over = (line.whole(n, noun, 0, most) for n, noun, most in numbers)
            found[day, shift] = Cover(day, shift, wanted, under, over)
        return tuple(found.values())
