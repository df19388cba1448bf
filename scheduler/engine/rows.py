"""The model's linear constraints and clauses as sparse rows of whole numbers, read from its proto."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

UNBOUNDED = 1 << 62
"""Bounds at or beyond this mean none."""

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Rows:
    """Linear constraints low <= A x <= high over the model's variables, A in compressed rows, all whole numbers."""

    starts: Ints
    columns: Ints
    coefficients: Ints
    low: Ints
    high: Ints

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.low)


class Reader:
    """Collects the rows of a proto, from where it stopped the last time."""

    def __init__(self) -> None:
        self.starts = [0]
        self.columns: list[int] = []
        self.coefficients: list[int] = []
        self.low: list[int] = []
        self.high: list[int] = []
        self._seen = 0

    def read(self, proto: cp_model.CpModelProto) -> bool:
        """Take in the constraints added since the last reading; whether there were any."""
        before = self._seen
        for index in range(self._seen, len(proto.constraints)):
            constraint = proto.constraints[index]
            if constraint.has_linear() and not len(constraint.enforcement_literal):
                linear = constraint.linear
                self._row(list(linear.vars), list(linear.coeffs), linear.domain[0], linear.domain[1])
            elif constraint.has_bool_or():
                self._clause(list(constraint.bool_or.literals))
        self._seen = len(proto.constraints)
        return self._seen > before

    def _row(self, columns: list[int], coefficients: list[int], low: int, high: int) -> None:
        self.columns += columns
        self.coefficients += coefficients
        self.low.append(max(low, -UNBOUNDED))
        self.high.append(min(high, UNBOUNDED))
        self.starts.append(len(self.columns))

    def _clause(self, literals: list[int]) -> None:
        """At least one literal: a negated one counts as 1 - x."""
        negated = sum(literal < 0 for literal in literals)
        columns = [literal if literal >= 0 else -literal - 1 for literal in literals]
        self._row(columns, [1 if literal >= 0 else -1 for literal in literals], 1 - negated, UNBOUNDED)

    def rows(self) -> Rows:
        """All rows read so far."""
        arrays = (self.starts, self.columns, self.coefficients, self.low, self.high)
        return Rows(*(np.array(values, dtype=np.int64) for values in arrays))
