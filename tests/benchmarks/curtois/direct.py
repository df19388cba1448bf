"""The plain model of a re-plan: CP-SAT booleans for every member of staff, day and shift type, from the text alone.

The staff are the detectives of the operation; officers whom nothing binds go with them, so of these it is enough how
many stay where they were. Nothing of the engine, nor of the scenario, is in it.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import product
from typing import NamedTuple

from ortools.sat.python import cp_model

from .reader import Published, Roster

Expression = cp_model.LinearExpr | int


class Costs(NamedTuple):
    """What it costs to tell somebody otherwise."""

    stood_down: int
    called_out: int
    area: int
    partner: int
    notice: Mapping[int, int]
    """Times as much with fewer clear days than so many."""

    def times(self, today: int, day: int) -> int:
        """How many times as much it costs on a day."""
        clear = max(0, day - today - 1)
        return next((times for days, times in sorted(self.notice.items()) if clear < days), 1)


class Direct:
    """All rosters of an instance with some of the staff away, and what they change of the one that was published."""

    def __init__(self, text: Published, told: Roster, away: Iterable[tuple[str, int]], today: int) -> None:
        """Days before `today` are over, as they were told."""
        self._text, self._told, self._today = text, told, today
        self._model = cp_model.CpModel()
        self._days, self._shifts = range(text.horizon), [*text.length]
        self._away = {*away, *((who, int(day)) for who, *days in text.sections["SECTION_DAYS_OFF"] for day in days)}
        self._staff = [row[0] for row in text.sections["SECTION_STAFF"]]
        self._x = {key: self._model.new_bool_var("") for key in product(self._staff, self._days, self._shifts)}
        for row in text.sections["SECTION_STAFF"]:
            self._keep(row)
        for who, day in self._away:
            self._model.add(self._works(who, day) == 0)
        for (who, day, shift), works in self._x.items():
            if day < today:
                self._model.add(works == (told.get((who, day)) == shift))

    def least(self, costs: Costs) -> tuple[int, int] | None:
        """The lowest cost of cover and requests, and that of changes with it; None where no roster can be."""
        found = list[int]()
        for measured in (self._worth, lambda: self._changes(costs)):
            amount = measured()
            self._model.minimize(amount)
            solver = cp_model.CpSolver()
            solver.parameters.num_workers = 1
            solver.parameters.symmetry_level = 0
            solver.parameters.linearization_level = 2
            if (status := solver.solve(self._model)) == cp_model.INFEASIBLE:
                return None
            assert status == cp_model.OPTIMAL
            found.append(round(solver.objective_value))
            self._model.add(amount == found[-1])
        return found[0], found[1]

    def _works(self, who: str, day: int) -> Expression:
        return _sum(self._x[who, day, shift] for shift in self._shifts)

    def _keep(self, row: list[str]) -> None:
        """The constraints on one member of staff, whose line this is: one of the patterns, and which shifts."""
        who, most = row[0], dict(part.split("=") for part in row[1].split("|"))
        for shift, number in most.items():
            self._model.add(_sum(self._x[who, day, shift] for day in self._days) <= int(number))
        for day, shift in product(self._days[:-1], self._shifts):
            for after in self._text.not_after[shift]:
                self._model.add(self._x[who, day, shift] + self._x[who, day + 1, after] <= 1)
        (length,) = {*self._text.length.values()}
        chosen = {
            days: self._model.new_bool_var("") for days in patterns(self._text.horizon, length, *map(int, row[2:]))
        }
        self._model.add_exactly_one(chosen.values())
        for day in self._days:
            self._model.add(self._works(who, day) == _sum(one for days, one in chosen.items() if day in days))

    def _worth(self) -> Expression:
        """Shifts under and over cover, and requests not granted."""
        costs, sections = list[Expression](), self._text.sections
        for who, day, shift, weight in sections["SECTION_SHIFT_ON_REQUESTS"]:
            costs.append(int(weight) * (1 - self._x[who, int(day), shift]))
        for who, day, shift, weight in sections["SECTION_SHIFT_OFF_REQUESTS"]:
            costs.append(int(weight) * self._x[who, int(day), shift])
        for day, shift, wanted, under, over in sections["SECTION_COVER"]:
            short, more = self._number(int(wanted)), self._number(len(self._staff))
            given = _sum(self._x[who, int(day), shift] for who in self._staff)
            self._model.add(given + short - more == int(wanted))
            costs += [int(under) * short, int(over) * more]
        return _sum(costs)

    def _changes(self, costs: Costs) -> Expression:
        """What everybody is told otherwise from today on."""
        return _sum(
            costs.times(self._today, day) * changed
            for day in self._days[self._today :]
            for changed in (self._staff_told(costs, day), self._officers_told(costs, day))
        )

    def _staff_told(self, costs: Costs, day: int) -> Expression:
        total = list[Expression]()
        for who in self._staff:
            shift, works = self._told.get((who, day)), self._works(who, day)
            if (who, day) in self._away:
                continue
            if shift is None:
                total.append(costs.called_out * works)
            else:
                total += [costs.stood_down * (1 - works), costs.area * (works - self._x[who, day, shift])]
        return _sum(total)

    def _officers_told(self, costs: Costs, day: int) -> Expression:
        """What officers are told otherwise, and of both the partners: an officer stays where one can be of use.

        As many stay in a shift as are needed there, those first whose partner stays, too; others go to other shifts.
        """
        stay, total = list[Expression](), list[Expression]()
        for shift in self._shifts:
            published = [who for who in self._staff if self._told.get((who, day)) == shift]
            officers, pairs = self._number(len(published)), self._number(len(published))
            staying = _sum(self._x[who, day, shift] for who in published)
            self._model.add(officers <= _sum(self._x[who, day, shift] for who in self._staff))
            self._model.add(pairs <= officers)
            self._model.add(pairs <= staying)
            stay.append(officers)
            total.append(costs.partner * (officers + staying - 2 * pairs))
        told, sent = sum(on == day for _, on in self._told), _sum(self._works(who, day) for who in self._staff)
        moved = self._number(told)
        self._model.add(_sum(stay) + moved <= told)
        self._model.add(_sum(stay) + moved <= sent)
        total += [costs.area * moved, costs.stood_down * (told - _sum(stay) - moved)]
        return _sum([*total, costs.called_out * (sent - _sum(stay) - moved)])

    def _number(self, high: int) -> cp_model.IntVar:
        return self._model.new_int_var(0, high, "")


@cache
def patterns(
    horizon: int, length: int, most: int, least: int, run: int, least_run: int, least_off: int, weekends: int
) -> tuple[frozenset[int], ...]:
    """All sets of days on which one may work by the rest of a line of SECTION_STAFF, every shift being as long."""

    def kept(word: str) -> bool:
        return (
            least <= length * word.count("1") <= most
            and all(len(block) <= run for block in re.findall("1+", word))
            and all(len(block) >= least_run for block in re.findall("(?<=0)1+(?=0)", word))
            and all(len(block) >= least_off for block in re.findall("(?<=1)0+(?=1)", word))
            and sum("1" in word[saturday : saturday + 2] for saturday in range(5, horizon, 7)) <= weekends
        )

    words = (f"{number:0{horizon}b}" for number in range(1 << horizon))
    return tuple(frozenset(day for day in range(horizon) if word[day] == "1") for word in words if kept(word))


def _sum(terms: Iterable[Expression]) -> Expression:
    found = [*terms]
    return cp_model.LinearExpr.sum(found) if found else 0
