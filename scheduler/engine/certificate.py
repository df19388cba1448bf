"""What proves a bound: multipliers of the rows, evaluated in whole numbers by weak duality.

The bound does not rest on floating point. The dual values of the relaxation, rounded to multiples of 2^-24, serve as
multipliers; whatever they are, the bound they give is valid.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .duality import SCALE, Dual, weak_duality
from .model import Model
from .rows import Box, Ints, Rows, breakable
from .tighten import propagated, tightened


@dataclass(frozen=True)
class Certificate:
    """What proves a bound: multipliers of the rows, and the bound they give before it is rounded up; times SCALE."""

    multipliers: Ints
    total: int


@dataclass(frozen=True)
class Frame:
    """What the certificates of a solve speak of: rows, ends, and the columns that are the tiers' values.

    Each tier's value and certificate narrow the ends for the tiers after it (`engine.tighten`).
    """

    rows: Rows
    box: Box
    columns: tuple[int, ...]

    @classmethod
    def of(cls, model: Model, columns: tuple[int, ...]) -> "Frame":
        """The frame of a model as it stands: what it gains later is left out, and the bounds stay valid."""
        low, high = model.ends
        rows = breakable(model.rows(), low, high)
        return cls(rows, Box(low, high, rows.low, rows.high), columns)

    @cached_property
    def start(self) -> Box:
        """What holds before anything is known of the tiers."""
        return propagated(self.rows, self.box)

    def totals(self, values: Sequence[int], multipliers: Sequence[Ints | None]) -> Iterator[int]:
        """The bound (times SCALE) on each tier where the earlier ones do not exceed these values.

        Raises ValueError where nothing in the rows can have such values.
        """
        box = self.start
        for index, (value, given) in enumerate(zip(values, multipliers, strict=True)):
            if box.empty:
                raise ValueError("no roster has such values")
            dual = weak_duality(self.rows, box, self.cost(index), given)
            yield dual.total
            if index + 1 < len(values):
                box = self.after(box, index, value, dual)

    def cost(self, index: int) -> Ints:
        """The objective that is the value of a tier."""
        costs = np.zeros(len(self.box.low), dtype=np.int64)
        costs[self.columns[index]] = 1
        return costs

    def after(self, box: Box, index: int, value: int, dual: Dual) -> Box:
        """What holds where a tier's value, with this dual, is at most so much."""
        return propagated(self.rows, tightened(box, self.columns[index], value, value * SCALE - dual.total, dual))
