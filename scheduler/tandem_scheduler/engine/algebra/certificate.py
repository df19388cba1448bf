"""What proves a bound: multipliers of the rows, evaluated in whole numbers by weak duality.

The bound does not rest on floating point. The dual values of the relaxation, rounded to multiples of 2^-24, serve as
multipliers; whatever they are, the bound they give is valid.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from .arrays import Ints
from .duality import SCALE, Dual, weak_duality
from .program import IntegerProgram
from .rows import Box, Rows, breakable
from .tighten import propagated, tightened


@dataclass(frozen=True)
class Certificate:
    """What proves a bound: multipliers of the rows, and the bound they give before it is rounded up; times SCALE."""

    multipliers: Ints
    total: int


@dataclass(frozen=True)
class Frame:
    """What the certificates of a solve speak of: rows, bounds of columns, and the columns that are the tiers' values.

    Each tier's value and certificate narrow the columns' bounds for the tiers after it (`algebra.tighten`).
    """

    rows: Rows
    box: Box
    columns: tuple[int, ...]
    tightening: bool = True
    """Whether they do, besides the value itself."""

    @classmethod
    def of(cls, program: IntegerProgram, columns: tuple[int, ...], *, tightening: bool = True) -> "Frame":
        """The frame of a program as it stands: what that gains later is left out, and the bounds stay valid."""
        low, high = program.bounds
        rows = breakable(program.rows(), low, high)
        return cls(rows, Box(low, high, rows.low, rows.high), columns, tightening)

    @cached_property
    def start(self) -> Box:
        """What holds before anything is known of the tiers."""
        return propagated(self.rows, self.box) if self.tightening else self.box

    def cost(self, index: int) -> Ints:
        """The objective that is the value of a tier."""
        costs = np.zeros(len(self.box.low), dtype=np.int64)
        costs[self.columns[index]] = 1
        return costs

    def after(self, box: Box, index: int, value: int, dual: Dual) -> Box:
        """What holds where a tier's value, with this dual, is at most so much."""
        room, column = value * SCALE - dual.total, self.columns[index]
        if self.tightening or room < 0:
            return propagated(self.rows, tightened(box, column, value, room, dual), box)
        high = box.high.copy()
        high[column] = max(min(int(high[column]), value), int(box.low[column]) - 1)
        return replace(box, high=high)


def caps(value: int, bounds: Sequence[int]) -> list[int]:
    """How high a tier may be in each independent part: its bound there, and all that the whole is above its bounds."""
    above = value - sum(bounds)
    return [bound + above for bound in bounds]


def totals(
    frames: Sequence[Frame], limits: Sequence[int], multipliers: Sequence[Sequence[Ints | None]]
) -> Iterator[list[int]]:
    """For each tier the bound (times SCALE) on each independent part.

    It holds where the earlier tiers of the whole do not exceed these limits. `multipliers` are those of each part's
    tiers. Raises ValueError where nothing in the rows can have such values.
    """
    boxes = [frame.start for frame in frames]
    for index, value in enumerate(limits):
        if any(box.empty for box in boxes):
            raise ValueError("no roster has such values")
        duals = [
            weak_duality(frame.rows, box, frame.cost(index), given[index])
            for frame, box, given in zip(frames, boxes, multipliers, strict=True)
        ]
        yield [dual.total for dual in duals]
        if index + 1 < len(limits):
            highs = caps(value, [dual.bound for dual in duals])
            boxes = [
                frame.after(box, index, high, dual)
                for frame, box, high, dual in zip(frames, boxes, highs, duals, strict=True)
            ]
