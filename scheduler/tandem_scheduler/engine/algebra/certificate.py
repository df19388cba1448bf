"""What proves a bound: multipliers of the rows, evaluated in whole numbers by weak duality, or else a tree.

The bound does not rest on floating point. The dual values of the relaxation, rounded to multiples of 2^-24, serve as
multipliers; whatever they are, the bound they give is valid. Where that is not the best value, what would be better is
refuted (`refutation`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .arrays import Ints
from .duality import SCALE, Dual, weak_duality
from .program import IntegerProgram
from .refutation import Aim, Refutation, refuted
from .rows import Box, Rows, breakable
from .tighten import Trace, capped, propagated, raised, tightened


@dataclass(frozen=True, eq=False)
class Certificate:
    """What proves a bound: multipliers of the rows, and the bound they give before it is rounded up; times SCALE."""

    multipliers: Ints
    total: int
    refutation: Refutation | None = None
    """Of what is below the bound, where they do not prove it."""


@dataclass(frozen=True, eq=False)
class Given:
    """What is said to prove the bound of a tier."""

    multipliers: Ints | None
    refutation: Refutation | None = None


@dataclass(frozen=True)
class Shown:
    """What comes of it: the bound that multipliers prove before it is rounded up, times SCALE, and what is proven."""

    total: int
    bound: int


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
        return self.begun()

    def begun(self, trace: Trace | None = None) -> Box:
        """The same, with each step told of."""
        return propagated(self.rows, self.box, trace=trace) if self.tightening else self.box

    def cost(self, index: int) -> Ints:
        """The objective that is the value of a tier."""
        costs = np.zeros(len(self.box.low), dtype=np.int64)
        costs[self.columns[index]] = 1
        return costs

    def after(self, box: Box, index: int, value: int, dual: Dual, bound: int, trace: Trace | None = None) -> Box:
        """What holds where a tier's value, with this dual and this proven bound, is at most so much."""
        room, column = value * SCALE - dual.total, self.columns[index]
        narrows = self.tightening or room < 0
        # What moves how far from where the dual had it comes first: that is of the bounds as they were.
        known = capped(tightened(box, room, dual, trace) if narrows else box, column, value)
        if bound > dual.bound:
            known = raised(known, column, bound)
        if trace is not None:
            trace.by_tier(column, value, bound if bound > dual.bound else None)
        return propagated(self.rows, known, box, trace) if narrows else known

    def shown(self, box: Box, index: int, dual: Dual, refutation: Refutation | None) -> int:
        """The bound of a tier that a dual and a refutation prove together."""
        if refutation is None or refutation.below <= dual.bound:
            return dual.bound
        aim = Aim(self.columns[index], refutation.below - 1)
        return refutation.below if refuted(self.rows, box, aim, refutation.steps) else dual.bound


def caps(value: int, bounds: Sequence[int]) -> list[int]:
    """How high a tier may be in each independent part: its bound there, and all that the whole is above its bounds."""
    above = value - sum(bounds)
    return [bound + above for bound in bounds]


def shown(frames: Sequence[Frame], limits: Sequence[int], given: Sequence[Sequence[Given]]) -> Iterator[list[Shown]]:
    """For each tier, what is proven of it on each independent part.

    It holds where the earlier tiers of the whole do not exceed these limits. `given` is what is said to prove it, for
    each part's tiers. Raises ValueError where nothing in the rows can have such values.
    """
    boxes = [frame.start for frame in frames]
    for index, value in enumerate(limits):
        if any(box.empty for box in boxes):
            raise ValueError("no roster has such values")
        duals = [
            weak_duality(frame.rows, box, frame.cost(index), tiers[index].multipliers)
            for frame, box, tiers in zip(frames, boxes, given, strict=True)
        ]
        bounds = [
            frame.shown(box, index, dual, tiers[index].refutation)
            for frame, box, dual, tiers in zip(frames, boxes, duals, given, strict=True)
        ]
        yield [Shown(dual.total, bound) for dual, bound in zip(duals, bounds, strict=True)]
        if index + 1 < len(limits):
            highs = caps(value, bounds)
            boxes = [
                frame.after(box, index, high, dual, bound)
                for frame, box, high, dual, bound in zip(frames, boxes, highs, duals, bounds, strict=True)
            ]
