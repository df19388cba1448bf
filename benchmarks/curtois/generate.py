"""Instances of the same kind as those of Curtois and Qu, for where the files are not at hand.

Same sizes, the same form of every line, limits and weights as in the published files; other numbers. No optimum of them
is published. Times of day are drawn first and the lists of shifts that cannot follow made from them, so that one rest
rule says what the lists say.
"""

from dataclasses import dataclass
from random import Random

from .instance import DAY_MINUTES

DAYS = 28
REST = 14 * 60
FULL, PART = (8640, 7560), (4320, 2400)
"""Most and fewest minutes in four weeks, full and part time."""
PART_TIME = 0.25
NOT_FOR = 0.15
"""Share of the shift types that a member of staff does not work."""
FEW_NIGHTS = 5
UNDER, OVER = 100, 1


@dataclass(frozen=True)
class Size:
    """How large an instance is."""

    staff: int
    shifts: int


LIKE = {
    5: Size(16, 2),
    6: Size(18, 3),
    7: Size(20, 3),
    8: Size(30, 4),
    9: Size(36, 4),
    10: Size(40, 5),
    11: Size(50, 6),
    12: Size(60, 10),
}
"""The sizes of the published instances of four weeks, by number."""


def generate(size: Size, seed: int) -> str:
    """The text of an instance: the same size and seed give the same, on any machine."""
    draw = Random(f"{size.staff} {size.shifts} {seed}")  # noqa: S311 - nothing secret is drawn
    shifts = _shifts(draw, size.shifts)
    staff = [f"{n:02}" for n in range(1, size.staff + 1)]
    part_time = {member for member in staff if draw.random() < PART_TIME}
    open_to = {member: _open(draw, [shift for shift, _, _ in shifts]) for member in staff}
    off = {member: sorted(draw.sample(range(DAYS), 2)) for member in staff}
    sections = {
        "HORIZON": [str(DAYS)],
        "SHIFTS": [_shift_line(shift, shifts) for shift in shifts],
        "STAFF": [_staff_line(draw, member, open_to[member], member in part_time) for member in staff],
        "DAYS_OFF": [",".join((member, *map(str, days))) for member, days in off.items()],
        **_wishes(draw, open_to, off),
        "COVER": _cover(draw, [shift for shift, _, _ in shifts], len(staff), len(part_time)),
    }
    return "# Generated.\n" + "\n".join(
        f"SECTION_{name}\n" + "\n".join(lines) + "\n" for name, lines in sections.items()
    )


Shift = tuple[str, int, int]
"""Id, start in minutes after midnight, and length in minutes."""


def _shifts(draw: Random, count: int) -> list[Shift]:
    """Types spread over the day, the last one a night of ten hours where there are four or more."""
    found = []
    for n in range(count):
        night = count >= 4 and n == count - 1
        start = 22 * 60 if night else 6 * 60 + 8 * 60 * n // max(1, count - 1 - (count >= 4)) // 30 * 30
        length = 600 if night else draw.choice((480, 480, 480, 540)) if count > 3 else 480
        found.append((chr(ord("a") + n), start, length))
    return found


def _shift_line(shift: Shift, shifts: list[Shift]) -> str:
    name, start, length = shift
    barred = [other for other, begins, _ in shifts if DAY_MINUTES + begins - start - length < REST]
    return f"{name},{length},{'|'.join(barred)}"


def _open(draw: Random, shifts: list[str]) -> dict[str, int]:
    """The most of each type that somebody works; of one of them any number, of the last at times a few."""
    most = {shift: 0 if draw.random() < NOT_FOR else DAYS for shift in shifts}
    if len(shifts) > 2 and most[shifts[-1]] and draw.random() < 0.5:
        most[shifts[-1]] = FEW_NIGHTS
    most[draw.choice(shifts[:-1])] = DAYS
    return most


def _staff_line(draw: Random, member: str, most: dict[str, int], part_time: bool) -> str:
    limits = "|".join(f"{shift}={number}" for shift, number in most.items())
    minutes = PART if part_time else FULL
    in_a_row = (5, 1) if part_time else (draw.choice((5, 6)), 2)
    return ",".join(map(str, (member, limits, *minutes, *in_a_row, draw.choice((2, 2, 3)), 2)))


def _wishes(draw: Random, open_to: dict[str, dict[str, int]], off: dict[str, list[int]]) -> dict[str, list[str]]:
    """Runs of days on which somebody wants a type of shift, and others on which they do not want one."""
    on: list[str] = []
    against: list[str] = []
    for member, most in open_to.items():
        for lines in (on, on, against):
            shift = draw.choice([shift for shift, number in most.items() if number])
            first, weight = draw.randrange(DAYS), draw.randint(1, 3)
            days = range(first, min(DAYS, first + draw.randint(1, 5)))
            taken = {tuple(line.split(",")[:2]) for line in (*on, *against)}
            lines += [
                f"{member},{day},{shift},{weight}"
                for day in days
                if day not in off[member] and (member, str(day)) not in taken
            ]
    return {"SHIFT_ON_REQUESTS": on, "SHIFT_OFF_REQUESTS": against}


def _cover(draw: Random, shifts: list[str], staff: int, part_time: int) -> list[str]:
    """As much as the staff can work at most in shifts of eight hours, unevenly spread: a little more than they will."""
    most = (staff - part_time) * FULL[0] + part_time * PART[0]
    shifts_worked = most / 480 / DAYS / len(shifts)
    return [
        f"{day},{shift},{max(0, round(shifts_worked + draw.choice((-1, -0.5, 0, 0, 0.5, 1))))},{UNDER},{OVER}"
        for day in range(DAYS)
        for shift in shifts
    ]
