"""What whole values of a model's columns break and are worth, kept up to date as they change.

Of a roster made of teams: the rows that those keep by themselves (`RosterProgram.implied`) are left out, as is who
meets whom. Every other row, and every column that follows from others, is looked at only where a change touches it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import accumulate
from math import prod

import numpy as np

from ...algebra.rows import UNBOUNDED, Rows, within
from ...formulation.dependent import Definition
from ...formulation.measures import Measures
from ...formulation.roster_model import RosterModel
from ...limits import TICKS, Limits

Growth = Mapping[int, int]
"""By how much columns grow."""


def worth_of(measures: Measures, gives: Sequence[bool] = ()) -> tuple[int, ...]:
    """What a unit of each tier costs, in one number by which rosters compare tier by tier.

    Tiers that give, if told which, come after all others: within their limits, they only tell equal rosters apart.
    """
    spans = [high + 1 for _, high in measures.ranges]
    worth, unit = [0] * len(spans), 1
    for n in sorted(range(len(spans)), key=lambda n: bool(gives) and gives[n])[::-1]:
        worth[n], unit = unit, unit * spans[n]
    return tuple(worth)


def breach_of(measures: Measures) -> int:
    """What a unit of anything broken costs: more than all tiers together."""
    return 4 * prod(high + 1 for _, high in measures.ranges)


class Ledger:
    """The rows and the worth of a model without who meets whom."""

    def __init__(self, model: RosterModel, measures: Measures, worth: Sequence[int], limits: Limits) -> None:
        """Of the tiers, `worth` says what a unit of each costs. Raises TimeUp where it is to be given up."""
        self._model = model
        count = len(model.evening_of)
        left_out = np.zeros(count, dtype=bool)
        left_out[list(_of_meetings(model))] = True
        self._prices = [0] * count
        for tier, weight in zip(measures.tiers, worth, strict=True):
            expression = measures.expression(tier)
            for column, coefficient in zip(expression.columns, expression.coefficients, strict=True):
                if not left_out[column]:
                    self._prices[column] += weight * coefficient
        limits.heed()
        start = np.array(model.completed([0] * count), dtype=np.int64)
        limits.heed()
        rows = self._binding(left_out)
        self._columns_of: list[list[int]] = [[] for _ in range(len(rows))]
        self._in_rows: list[list[tuple[int, int]]] = [[] for _ in range(count)]
        limits.heed()
        for number, (column, row, coefficient) in enumerate(_cells(rows)):
            if number % TICKS == 0:
                limits.heed()
            self._in_rows[column].append((row, coefficient))
            self._columns_of[row].append(column)
        limits.heed()
        self._at: list[int] = rows.sums(start[rows.columns] * rows.coefficients).tolist()
        self._low: list[int] = rows.low.tolist()
        self._high: list[int] = rows.high.tolist()
        largest = np.zeros(len(rows), dtype=np.int64)
        np.maximum.at(largest, rows.lines, np.abs(rows.coefficients))
        self._unit: list[int] = np.maximum(1, largest).tolist()
        self.breach = breach_of(measures)
        self.weight = [1] * len(rows)
        """What a unit outside a row's bounds counts for."""
        self.units = [self._outside(row, value) for row, value in enumerate(self._at)]
        """How many units each row is broken by."""
        self.broken = {row for row, units in enumerate(self.units) if units}
        """The rows that are broken."""
        self.work = 0
        """Steps done so far: numbers looked at, about."""
        self.worth = 0
        """What the tiers are worth together, beside what they are without any team."""
        self._dependents: list[_Dependent] = []
        self._in_dependents: list[list[tuple[int, int]]] = [[] for _ in range(count)]
        self._follow(start.tolist(), limits)

    def _binding(self, left_out: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> Rows:
        """The rows that teams can break, and for each area and evening that no more go than may."""
        low, high = self._model.program.bounds
        rows = self._model.program.rows()
        mask = ~within(rows, low, high) & (rows.sums(left_out[rows.columns].astype(np.int64)) == 0)
        mask[list(self._model.program.implied)] = False
        rows = rows.chosen(mask)
        problem = self._model.problem
        visits = np.array(
            [c for e in problem.evenings for a in problem.areas for c in self._model.visits(a, e).columns],
            dtype=np.int64,
        )
        return Rows(
            np.concatenate([rows.starts, rows.starts[-1] + 1 + np.arange(len(visits), dtype=np.int64)]),
            np.concatenate([rows.columns, visits]),
            np.concatenate([rows.coefficients, np.ones(len(visits), dtype=np.int64)]),
            np.concatenate([rows.low, np.full(len(visits), -UNBOUNDED)]),
            np.concatenate([rows.high, high[visits]]),
        )

    def _follow(self, start: Sequence[int], limits: Limits) -> None:
        """Take in what follows from other columns and is read by anything, the last first to know of that."""
        low, high = (bounds.tolist() for bounds in self._model.program.bounds)
        dependents: list[_Dependent] = []
        readers: dict[int, list[tuple[_Dependent, int]]] = {}
        for number, definition in enumerate(reversed(self._model.dependent.definitions)):
            if number % TICKS == 0:
                limits.heed()
            columns = definition.columns
            inner = any(self._in_rows[c] or c in readers for c in columns)
            if not inner and not any(self._prices[c] for c in columns):
                continue
            dependent = _Dependent(definition, low, high, self._prices, start, inner=inner)
            dependents.append(dependent)
            for column, coefficient in dependent.terms.items():
                readers.setdefault(column, []).append((dependent, coefficient))
        self._dependents = dependents[::-1]
        limits.heed()
        numbers = {id(dependent): n for n, dependent in enumerate(self._dependents)}
        for column, reading in readers.items():
            self._in_dependents[column] = [(numbers[id(dependent)], coefficient) for dependent, coefficient in reading]
        self._terms = {dependent.column: list(dependent.terms) for dependent in self._dependents if dependent.inner}
        self._inner = {n for n, dependent in enumerate(self._dependents) if dependent.inner}

    def _outside(self, row: int, value: int) -> int:
        """By how many units a row is broken at a value."""
        over = value - self._high[row] if value > self._high[row] else self._low[row] - value
        return -(-over // self._unit[row]) if over > 0 else 0

    def probe(self, change: Growth) -> int:
        """What a change costs."""
        rows, marks, worth = self._touched(change)
        self.work += 8 + len(rows) + len(marks)
        broken = 0
        at, low, high, units = self._at, self._low, self._high, self.units
        for row, by in rows.items():
            if by:
                value = at[row] + by
                if value > high[row] or value < low[row]:
                    broken += self.weight[row] * (self._outside(row, value) - units[row])
                elif units[row]:
                    broken -= self.weight[row] * units[row]
        dependents = self._dependents
        for number, by in marks.items():
            if by:
                worth += dependents[number].gained(by)
        return broken * self.breach + worth

    def apply(self, change: Growth) -> None:
        """Make a change."""
        rows, marks, worth = self._touched(change)
        for row, by in rows.items():
            if by:
                self._at[row] += by
                self.units[row] = self._outside(row, self._at[row])
                (self.broken.add if self.units[row] else self.broken.discard)(row)
        for number, by in marks.items():
            worth += self._dependents[number].gained(by)
            self._dependents[number].at += by
        self.worth += worth

    def reading(self, column: int) -> tuple[int, tuple[tuple[int, int], ...]]:
        """All by which a column is worth anything."""
        return self._prices[column], tuple(self._in_dependents[column])

    def read(self, row: int) -> Iterator[int]:
        """The columns that a row reads, and in place of those that follow from others, these."""
        waiting = list(self._columns_of[row])
        while waiting:
            column = waiting.pop()
            terms = self._terms.get(column)
            if terms is None:
                yield column
            else:
                waiting += terms

    def _touched(self, change: Growth) -> tuple[dict[int, int], dict[int, int], int]:
        """By how much rows and the sums that dependents follow from grow, and what the columns themselves are worth."""
        rows: dict[int, int] = {}
        marks: dict[int, int] = {}
        worth = 0
        for column, by in change.items():
            if by:
                worth += self._spread(column, by, rows, marks)
        if self._inner and not self._inner.isdisjoint(marks):
            waiting = [number for number in marks if number in self._inner]
            heapify(waiting)
            done = set[int]()
            while waiting:
                number = heappop(waiting)
                dependent = self._dependents[number]
                by = dependent.moved(marks[number]) if number not in done else 0
                done.add(number)
                if by:
                    before = len(marks)
                    self._spread(dependent.column, by, rows, marks)
                    if len(marks) > before:
                        for other in list(marks)[before:]:
                            if other in self._inner:
                                heappush(waiting, other)
        return rows, marks, worth

    def _spread(self, column: int, by: int, rows: dict[int, int], marks: dict[int, int]) -> int:
        for row, coefficient in self._in_rows[column]:
            rows[row] = rows.get(row, 0) + coefficient * by
        for number, coefficient in self._in_dependents[column]:
            marks[number] = marks.get(number, 0) + coefficient * by
        return self._prices[column] * by


class _Dependent:
    """Columns that follow from a sum of others, and what they are worth."""

    def __init__(
        self,
        definition: Definition,
        low: Sequence[int],
        high: Sequence[int],
        prices: Sequence[int],
        start: Sequence[int],
        *,
        inner: bool,
    ) -> None:
        (expression,) = definition.expressions
        self.inner = inner
        """Whether rows or other columns read them."""
        self.column = definition.columns[0]
        self.terms: dict[int, int] = {}
        for column, coefficient in zip(expression.columns, expression.coefficients, strict=True):
            self.terms[column] = self.terms.get(column, 0) + coefficient
        self.at = expression.value(start)
        """The value of the sum."""
        self._per = definition.per
        self._least = sum(low[c] for c in definition.columns)
        self._most = sum(high[c] for c in definition.columns)
        steps = (prices[c] for c in definition.columns for _ in range(high[c] - low[c]))
        self._sums = [0, *accumulate(steps)] if len(definition.columns) > 1 else []
        """What they are worth at each value from the least on, where there are several."""
        self._price = prices[self.column]

    def _value(self, at: int) -> int:
        """What the columns come to together."""
        return min(self._most, max(self._least, -(-at // self._per)))

    def gained(self, by: int) -> int:
        """What they are worth more where the sum grows."""
        now, then = self._value(self.at), self._value(self.at + by)
        if now == then:
            return 0
        if self._sums:
            return self._sums[then - self._least] - self._sums[now - self._least]
        return self._price * (then - now)

    def moved(self, by: int) -> int:
        """By how much the one column grows where the sum does."""
        return self._value(self.at + by) - self._value(self.at)


def _of_meetings(model: RosterModel) -> Iterable[int]:
    """The columns of who meets whom, of what that costs, and of paths, which follow from who works."""
    yield from model.meetings.columns
    for path in model.dependent.paths:
        yield from path.columns


def _cells(rows: Rows) -> Iterable[tuple[int, int, int]]:
    """Column, row and coefficient of every cell, column by column."""
    order = np.lexsort((rows.lines, rows.columns))
    of = (rows.columns, rows.lines, rows.coefficients)
    return zip(*(cells[order].tolist() for cells in of), strict=True)
