"""The plain model of one role alone: a CP-SAT boolean for every member of staff, day and shift type.

Written from the text format's own meaning; nothing of Tandem is in it, nor an operation of pairs.
"""

import math
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from ortools.sat.python import cp_model

from .instance import Instance, Member

Expression = cp_model.LinearExpr | int


@dataclass(frozen=True)
class Plain:
    """What the model comes to on one instance. Seconds count from before it is built."""

    value: int | None
    """Cost of the best roster; None without one."""
    bound: int
    first: float | None
    """Until the first roster."""
    best: float | None
    """Until the last that was better."""
    proof: float | None
    """Until it was shown to be optimal; None where it was not."""


def solve(instance: Instance, seconds: float, workers: int) -> Plain:
    """Minimise the cost of one roster."""
    began = time.monotonic()
    model = _Model(instance)
    model.model.minimize(model.cost)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.max_time_in_seconds = max(0.01, seconds - (time.monotonic() - began))
    if workers == 1:
        # Measured to be the best of what one worker can be told here.
        solver.parameters.symmetry_level = 0
        solver.parameters.linearization_level = 2
    heard = _Hear(began)
    status = solver.solve(model.model, heard)
    bound = max(0, math.ceil(solver.best_objective_bound - 1e-6))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Plain(None, bound, None, None, None)
    proof = time.monotonic() - began if status == cp_model.OPTIMAL else None
    return Plain(round(solver.objective_value), bound, heard.times[0], heard.times[-1], proof)


class _Hear(cp_model.CpSolverSolutionCallback):
    def __init__(self, began: float) -> None:
        super().__init__()
        self._began = began
        self.times: list[float] = []

    def on_solution_callback(self) -> None:
        self.times.append(time.monotonic() - self._began)


class _Model:
    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self.model = model = cp_model.CpModel()
        off = set(instance.days_off)
        self._works: dict[tuple[str, int, str], cp_model.IntVar] = {
            (member.id, day, shift.id): model.new_bool_var("")
            for member in instance.staff
            for day in range(instance.days)
            for shift in instance.shifts
            if member.most[shift.id] and (member.id, day) not in off
        }
        for member in instance.staff:
            self._keep(member)
        self.cost = self._cost()

    def _at(self, member: str, day: int, shift: str) -> Expression:
        return self._works.get((member, day, shift), 0)

    def _keep(self, member: Member) -> None:
        """What the member's roster must keep."""
        instance, model = self._instance, self.model
        days: list[Expression] = []
        for day in range(instance.days):
            here = [self._works[key] for s in instance.shifts if (key := (member.id, day, s.id)) in self._works]
            model.add_at_most_one(here)
            days.append(_sum(here))
        for shift in instance.shifts:
            number = _sum(self._at(member.id, day, shift.id) for day in range(instance.days))
            _hold(model, number, 0, member.most[shift.id])
            for day, other in product(range(instance.days - 1), shift.barred):
                _hold(model, self._at(member.id, day, shift.id) + self._at(member.id, day + 1, other), 0, 1)
        minutes = _sum(
            shift.minutes * self._at(member.id, day, shift.id)
            for day in range(instance.days)
            for shift in instance.shifts
        )
        _hold(model, minutes, member.least_minutes, member.most_minutes)
        for first in range(instance.days - member.most_in_a_row):
            _hold(model, _sum(days[first : first + member.most_in_a_row + 1]), 0, member.most_in_a_row)
        self._no_short_blocks(days, member.least_in_a_row, 1)
        self._no_short_blocks(days, member.least_off, 0)
        weekends = list[Expression]()
        for saturday in range(5, instance.days, 7):
            weekend = model.new_bool_var("")
            for worked in days[saturday : saturday + 2]:
                model.add(weekend >= worked)
            weekends.append(weekend)
        _hold(model, _sum(weekends), 0, member.weekends)

    def _no_short_blocks(self, days: list[Expression], least: int, worked: int) -> None:
        """No block of days worked (or off) shorter than `least` between two that are not."""
        for length in range(1, least):
            for first in range(1, len(days) - length):
                inside, around = _sum(days[first : first + length]), days[first - 1] + days[first + length]
                if worked:
                    _hold(self.model, inside - around, -2, length - 1)
                else:
                    _hold(self.model, around - inside, -length, 1)

    def _cost(self) -> Expression:
        """Under and over cover, and wishes not granted."""
        instance, costs = self._instance, list[Expression]()
        given: dict[tuple[int, str], list[Expression]] = defaultdict(list)
        for (_, day, shift), column in self._works.items():
            given[day, shift].append(column)
        for cover in instance.cover:
            under, over = (self.model.new_int_var(0, len(instance.staff) + cover.wanted, "") for _ in range(2))
            self.model.add(_sum(given[cover.day, cover.shift]) + under - over == cover.wanted)
            costs += [cover.under * under, cover.over * over]
        for wish in instance.wishes:
            there = self._at(wish.member, wish.day, wish.shift)
            missed = 1 - there if wish.on else there
            costs.append(wish.weight * missed)
        return _sum(costs)


def _sum(terms: Iterable[Expression]) -> Expression:
    found = [term for term in terms if not (isinstance(term, int) and term == 0)]
    return cp_model.LinearExpr.sum(found) if found else 0


def _hold(model: cp_model.CpModel, amount: Expression, low: int, high: int) -> None:
    """Keep an amount within bounds."""
    if isinstance(amount, int):
        if not low <= amount <= high:
            model.add_bool_or([])
        return
    model.add_linear_constraint(amount, low, high)
