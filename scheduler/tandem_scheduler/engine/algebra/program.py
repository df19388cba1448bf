"""An integer program: whole variables (columns) and linear rows over them, kept as flat lists of numbers.

It is the single source of truth: every rule writes here and nowhere else, and GLOP, HiGHS and CP-SAT are each given
what stands here. Numbers in lists instead of a solver's objects make building it several times as fast.
"""

import numpy as np

from .arrays import Ints
from .linear import Linear
from .rows import UNBOUNDED, Rows


class IntegerProgram:
    """A growing integer program."""

    def __init__(self) -> None:
        self._low: list[int] = []
        self._high: list[int] = []
        self._starts = [0]
        self._columns: list[int] = []
        self._coefficients: list[int] = []
        self._row_low: list[int] = []
        self._row_high: list[int] = []
        self._bounds: tuple[Ints, Ints] | None = None
        self._rows: Rows | None = None

    def column(self, low: int, high: int) -> int:
        """A new column with its bounds; returns its index."""
        self._low.append(low)
        self._high.append(high)
        return len(self._low) - 1

    def row(self, expression: Linear, low: int | None = None, high: int | None = None) -> None:
        """Keep an expression at `low` or more, and at `high` or less; of a row, each column stands there once."""
        columns, coefficients = expression.columns, expression.coefficients
        if len(set(columns)) < len(columns):
            columns, coefficients = expression.merged()
        self._columns += columns
        self._coefficients += coefficients
        self._starts.append(len(self._columns))
        self._row_low.append(-UNBOUNDED if low is None else low - expression.constant)
        self._row_high.append(UNBOUNDED if high is None else high - expression.constant)

    def range(self, expression: Linear) -> tuple[int, int]:
        """Smallest and largest value of an expression that the columns' bounds allow."""
        return expression.range(self._low, self._high)

    @property
    def size(self) -> tuple[int, int]:
        """How many columns and rows there are."""
        return len(self._low), len(self._row_low)

    @property
    def bounds(self) -> tuple[Ints, Ints]:
        """The lower and the upper bounds of all columns, as the program stands now."""
        if self._bounds is None or len(self._bounds[0]) < len(self._low):
            self._bounds = np.array(self._low, dtype=np.int64), np.array(self._high, dtype=np.int64)
        low, high = self._bounds
        return low.copy(), high.copy()

    def rows(self, first: int = 0) -> Rows:
        """The rows from one on, as the program stands now."""
        if first == 0:
            if self._rows is None or len(self._rows) < len(self._row_low):
                self._rows = self._rows_from(0)
            return self._rows
        return self._rows_from(first)

    def _rows_from(self, first: int) -> Rows:
        start = self._starts[first]
        return Rows(
            np.array(self._starts[first:], dtype=np.int64) - start,
            np.array(self._columns[start:], dtype=np.int64),
            np.array(self._coefficients[start:], dtype=np.int64),
            np.array(self._row_low[first:], dtype=np.int64),
            np.array(self._row_high[first:], dtype=np.int64),
        )
