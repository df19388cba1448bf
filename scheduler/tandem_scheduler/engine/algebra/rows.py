"""Linear rows of whole numbers in compressed form, and the bounds that hold of columns and rows."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .arrays import Ints

UNBOUNDED = 1 << 62
"""Bounds at or beyond this mean none."""


@dataclass(frozen=True)
class Rows:
    """Linear constraints low <= A x <= high over the model's columns, A in compressed rows, all whole numbers.

    In a row each column stands once, in any order.
    """

    starts: Ints
    columns: Ints
    coefficients: Ints
    low: Ints
    high: Ints

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.low)

    @cached_property
    def lines(self) -> Ints:
        """The row of each coefficient."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def sums(self, cells: Ints) -> Ints:
        """One number for each coefficient, added up row by row."""
        total = np.concatenate([[0], np.cumsum(cells)])
        return np.asarray(total[self.starts[1:]] - total[self.starts[:-1]], dtype=np.int64)

    def activities(self, low: Ints, high: Ints) -> tuple[Ints, Ints]:
        """The least and the most that each row may come to within the columns' bounds."""
        up = self.coefficients > 0
        below, above = low[self.columns], high[self.columns]
        return (
            self.sums(np.where(up, below, above) * self.coefficients),
            self.sums(np.where(up, above, below) * self.coefficients),
        )

    def keep(self, values: Ints) -> bool:
        """Whether values of all columns keep every row."""
        sums = self.sums(values[self.columns] * self.coefficients)
        return bool(((sums >= self.low) & (sums <= self.high)).all())

    def chosen(self, mask: NDArray[np.bool_]) -> "Rows":
        """Some of the rows."""
        cells = mask[self.lines]
        lengths = np.diff(self.starts)[mask]
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        return Rows(starts, self.columns[cells], self.coefficients[cells], self.low[mask], self.high[mask])


@dataclass(frozen=True)
class Box:
    """Bounds of all columns and of all rows: what is known to hold of every solution that still counts."""

    low: Ints
    high: Ints
    row_low: Ints
    row_high: Ints

    @property
    def empty(self) -> bool:
        """Whether nothing can lie in it."""
        return bool((self.low > self.high).any() or (self.row_low > self.row_high).any())


def within(rows: Rows, low: Ints, high: Ints) -> NDArray[np.bool_]:
    """Which rows can't be broken within the columns' bounds."""
    least, most = rows.activities(low, high)
    return np.asarray((least >= rows.low) & (most <= rows.high))


def breakable(rows: Rows, low: Ints, high: Ints) -> Rows:
    """The rows that can be broken within the columns' bounds."""
    return rows.chosen(~within(rows, low, high))
