"""Times of day for shift types: with one rest rule, exactly the listed shifts cannot follow each other.

A shift that starts at s and lasts l minutes leaves 1440 + t - s - l minutes to one that starts at t the next day: less
than the rest where the list has it, at least the rest where not, and at least the rest to any shift two days later.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from tandem_models import Fault, InputError

from .instance import DAY_MINUTES, Instance, ShiftType

GRIDS = (60, 15, 5, 1)
"""Minutes of which all times are multiples, the roundest first."""
USUAL_REST = 14 * 60
USUAL_START = 14 * 60
"""Minutes after midnight; an evening's usual start."""


@dataclass(frozen=True)
class Clocks:
    """Times in minutes."""

    starts: dict[str, int]
    """For each shift type, after midnight."""
    rest: int
    """Between two shifts; 0 where nothing needs to be asked."""


def clocks(instance: Instance) -> Clocks:
    """Times that do what the file's lists say.

    Raises:
        InputError: there are none; names the first shift type that has none together with those before it.
    """
    if (found := _fit(instance.shifts)) is not None:
        return found
    count = next(n for n in range(1, len(instance.shifts) + 1) if _fit(instance.shifts[:n]) is None)
    wrong = instance.shifts[count - 1]
    message = (
        f"no times of day let just the listed shifts not follow shift {wrong.id} (and the shifts above it) by one rest "
        "rule: Tandem has no rule for lists that no rest explains; check the list and the minutes"
    )
    raise InputError([Fault(file=instance.file, line=wrong.line, message=message)])


def _fit(shifts: Sequence[ShiftType]) -> Clocks | None:
    """Times for some shift types among themselves, as round and as usual as may be."""
    return next(filter(None, (_on_grid(shifts, grid) for grid in GRIDS)), None)


def _on_grid(shifts: Sequence[ShiftType], grid: int) -> Clocks | None:
    model = cp_model.CpModel()
    ids = [shift.id for shift in shifts]
    start = {shift: model.new_int_var(0, DAY_MINUTES // grid - 1, shift) for shift in ids}
    rest = model.new_int_var(0, 2 * DAY_MINUTES // grid, "rest")
    for one in shifts:
        for two in ids:
            between = DAY_MINUTES + grid * (start[two] - start[one.id]) - one.minutes
            if two in one.barred:
                model.add(between <= grid * rest - 1)
            else:
                model.add(between >= grid * rest)
            model.add(between + DAY_MINUTES >= grid * rest)
    usual = {rest: USUAL_REST} | dict.fromkeys(start.values(), USUAL_START)
    far = [model.new_int_var(0, 2 * DAY_MINUTES, "") for _ in usual]
    for distance, (time, wanted) in zip(far, usual.items(), strict=True):
        model.add_abs_equality(distance, grid * time - wanted)
    model.minimize(len(ids) * far[0] + sum(far[1:]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = 10
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return Clocks({shift: grid * solver.value(start[shift]) for shift in ids}, grid * solver.value(rest))
