"""Weak duality in whole numbers: what row multipliers prove of an objective, whatever they are."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arrays import Ints
from .rows import UNBOUNDED, Box, Rows

SCALE = 1 << 24
"""Multipliers are multiples of 1 / SCALE."""


@dataclass(frozen=True, eq=False)
class Dual:
    """Multipliers evaluated: the bound they give, and what each variable and each row adds to it, all times SCALE.

    A solution's objective is `total`, plus |reduced| times the distance of each variable from its better bound, plus
    |multiplier| times that of each row's activity. So an upper limit on the objective limits these distances.
    """

    total: int
    reduced: NDArray[Any]
    multipliers: NDArray[Any]
    """Those used: 0 in place of one that would need a bound its row does not have."""

    @property
    def bound(self) -> int:
        """The bound on an objective that is whole: the total rounded up."""
        return -(-self.total // SCALE)


def weak_duality(rows: Rows, box: Box, costs: Ints, multipliers: Ints | None) -> Dual:
    """A valid lower bound (times SCALE) on costs . x over rows and columns, from any multipliers of the first rows.

    Weak duality: for row multipliers y, costs . x = y . (A x) + (costs - y A) . x, and each product is at least its
    smaller bound. Evaluated in whole numbers; a multiplier that would need a bound its row does not have counts as 0.
    """
    every = np.zeros(len(rows), dtype=np.int64)
    if multipliers is not None:
        every[: len(multipliers)] = multipliers
    every[(every > 0) & (box.row_low <= -UNBOUNDED) | (every < 0) & (box.row_high >= UNBOUNDED)] = 0
    # In floating point, where no size overflows: only the order of magnitude matters here.
    largest = np.abs(costs.astype(float)).max(initial=0) * SCALE
    largest += np.abs(every.astype(float)).max(initial=0) * np.abs(rows.coefficients.astype(float)).sum()
    exact = np.int64 if largest < 2**62 else object
    reduced = costs.astype(exact) * SCALE
    weights = every.astype(exact)
    used = np.flatnonzero(every[rows.lines])
    np.subtract.at(reduced, rows.columns[used], weights[rows.lines[used]] * rows.coefficients[used].astype(exact))
    row_bounds = np.where(every > 0, box.row_low, box.row_high)
    better = np.where(reduced > 0, box.low, box.high)
    return Dual(_product(weights, row_bounds) + _product(reduced, better), reduced, weights)


def _product(one: NDArray[Any], two: Ints) -> int:
    """The sum of products in Python's unbounded integers."""
    used = np.flatnonzero(one)
    return sum(a * b for a, b in zip(one[used].tolist(), two[used].tolist(), strict=True))
