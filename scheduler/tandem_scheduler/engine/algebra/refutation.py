"""What proves that a box has no solution: a tree of branchings, and multipliers of the rows that narrow each branch.

At a node, multipliers prove by weak duality how little of the objective's room is left, and so narrow the bounds of
columns and rows (`tighten`), or leave nothing at all; a branching splits what is left by one column. Whatever the steps
of a tree are, what they leave nothing of has no solution. They stand in the order of a walk down its lower branches
first, so that a tree also refutes what is less than it was made for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import Ints
from .duality import SCALE, weak_duality
from .rows import Box, Rows
from .tighten import Trace, capped, propagated, raised, tightened


@dataclass(frozen=True, eq=False)
class Weighing:
    """Multipliers of rows, times SCALE, that narrow what a node leaves."""

    lines: Ints
    """The rows with multipliers other than 0, in order."""
    multipliers: Ints
    of_objective: bool
    """Whether they bound the objective; else they only show that rows contradict each other (Farkas)."""

    @classmethod
    def of(cls, multipliers: Ints, *, of_objective: bool) -> "Weighing":
        """That of multipliers of all rows."""
        lines = np.flatnonzero(multipliers)
        return cls(lines, multipliers[lines], of_objective)

    def every(self, count: int) -> Ints:
        """The multipliers of all of so many rows."""
        every = np.zeros(count, dtype=np.int64)
        every[self.lines] = self.multipliers
        return every


@dataclass(frozen=True)
class Branching:
    """What a node leaves, split by a column: up to `most`, and above it."""

    column: int
    most: int


@dataclass(frozen=True)
class Closed:
    """That nothing can lie in a node."""


TreeStep = Weighing | Branching | Closed


@dataclass(frozen=True, eq=False)
class Refutation:
    """That no solution has an objective below a number, and the steps that show it."""

    below: int
    steps: tuple[TreeStep, ...]


@dataclass(frozen=True)
class Aim:
    """What is to be refuted: that a column, the objective, is at most `most`; without one, that there is a solution."""

    column: int | None = None
    most: int = 0

    def begun(self, rows: Rows, box: Box, trace: Trace | None = None) -> Box:
        """What of a box is to be refuted; with an objective propagated by all rows, for steps look at what they move.

        Without one the box has been propagated before.
        """
        return box if self.column is None else propagated(rows, capped(box, self.column, self.most), trace=trace)

    def narrowed(self, rows: Rows, box: Box, weighing: Weighing, trace: Trace | None = None) -> Box:
        """What a node leaves by multipliers."""
        costs, room = np.zeros(len(box.low), dtype=np.int64), 0
        if weighing.of_objective and self.column is not None:
            costs[self.column], room = 1, self.most * SCALE
        dual = weak_duality(rows, box, costs, weighing.every(len(rows)))
        return propagated(rows, tightened(box, room - dual.total, dual, trace), box, trace)


def half(rows: Rows, box: Box, branching: Branching, *, upper: bool, trace: Trace | None = None) -> Box:
    """One branch of what a node leaves."""
    if upper:
        return propagated(rows, raised(box, branching.column, branching.most + 1), box, trace)
    return propagated(rows, capped(box, branching.column, branching.most), box, trace)


def halves(rows: Rows, box: Box, branching: Branching) -> tuple[Box, Box]:
    """The two branches of what a node leaves."""
    return half(rows, box, branching, upper=False), half(rows, box, branching, upper=True)


def refuted(rows: Rows, box: Box, aim: Aim, steps: Sequence[TreeStep]) -> bool:
    """Whether steps show that nothing in the box keeps the rows and has what is aimed at."""
    left = [aim.begun(rows, box)]
    for step in steps:
        if not left:
            return False
        node = left.pop()
        match step:
            case Weighing():
                left.append(node if node.empty else aim.narrowed(rows, node, step))
            case Branching():
                left += [node, node] if node.empty else reversed(halves(rows, node, step))
            case Closed() if not node.empty:
                return False
    return not left
