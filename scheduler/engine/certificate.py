"""What proves a bound: multipliers of the rows, evaluated in whole numbers by weak duality.

The bound does not rest on floating point. The dual values of the relaxation, rounded to multiples of 2^-24, serve as
multipliers; whatever they are, the bound they give is valid.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .rows import UNBOUNDED, Ints, Rows

SCALE = 1 << 24
"""Multipliers are multiples of 1 / SCALE."""


@dataclass(frozen=True)
class Certificate:
    """What proves a bound: multipliers of the rows, and the bound they give before it is rounded up; times SCALE."""

    multipliers: Ints
    total: int

    @property
    def bound(self) -> int:
        """The bound: the objective is whole, so it is rounded up."""
        return -(-self.total // SCALE)


@dataclass(frozen=True)
class Frame:
    """All that certificates speak of: rows, ends of variables, and the variables that are the tiers' values."""

    rows: Rows
    low: Ints
    high: Ints
    columns: tuple[int, ...]

    def total(self, tier: int, values: Sequence[int], multipliers: Ints) -> int:
        """The bound (times SCALE) on a tier where the earlier ones do not exceed these values."""
        costs, high = np.zeros(len(self.low), dtype=np.int64), self.high.copy()
        costs[self.columns[tier]] = 1
        for column, value in zip(self.columns[:tier], values[:tier], strict=True):
            high[column] = min(int(high[column]), value)
        every = np.zeros(len(self.rows), dtype=np.int64)
        every[: len(multipliers)] = multipliers
        return dual_bound(self.rows, self.low, high, costs, every)


def dual_bound(rows: Rows, low: Ints, high: Ints, costs: Ints, multipliers: Ints) -> int:
    """A valid lower bound (times SCALE) on costs . x over the rows and the variables' ends, from any multipliers.

    Weak duality: for row multipliers y, costs . x = y . (A x) + (costs - y A) . x, and each product is at least its
    smaller end. Evaluated in whole numbers; a multiplier that would need an end its row does not have counts as 0.
    """
    dropped = (multipliers > 0) & (rows.low <= -UNBOUNDED) | (multipliers < 0) & (rows.high >= UNBOUNDED)
    used = np.flatnonzero(np.where(dropped, 0, multipliers))
    # In floating point, where no size overflows: only the order of magnitude matters here.
    largest = np.abs(costs.astype(float)).max(initial=0) * SCALE
    largest += np.abs(multipliers.astype(float)).max(initial=0) * np.abs(rows.coefficients.astype(float)).sum()
    exact = np.int64 if largest < 2**62 else object
    reduced = costs.astype(exact) * SCALE
    weights = np.where(dropped, 0, multipliers).astype(exact)
    lines = np.repeat(np.arange(len(rows)), np.diff(rows.starts))
    np.subtract.at(reduced, rows.columns, weights[lines] * rows.coefficients.astype(exact))
    ends = np.where(multipliers > 0, rows.low, rows.high)[used]
    worse = np.where(reduced > 0, low, high)
    return _exact_sum(multipliers[used].tolist(), ends.tolist()) + _exact_sum(reduced.tolist(), worse.tolist())


def _exact_sum(one: Sequence[int], two: Sequence[int]) -> int:
    """The sum of products in Python's unbounded integers."""
    return sum(a * b for a, b in zip(one, two, strict=True))
