"""The model's linear constraints and clauses as sparse rows of whole numbers, read from its proto."""

from dataclasses import dataclass
from functools import cached_property

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

    @cached_property
    def lines(self) -> Ints:
        """The row of each coefficient."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))


@dataclass(frozen=True)
class Box:
    """Ends of all variables and of all rows: what is known to hold of every solution that still counts."""

    low: Ints
    high: Ints
    row_low: Ints
    row_high: Ints

    @property
    def empty(self) -> bool:
        """Whether nothing can lie in it."""
        return bool((self.low > self.high).any() or (self.row_low > self.row_high).any())


def read_rows(proto: cp_model.CpModelProto) -> Rows:
    """The linear constraints and clauses of a model; constraints of other kinds are left out."""
    starts, columns, coefficients, low, high = [0], [], [], [], []
    for constraint in proto.constraints:
        if constraint.has_linear() and not len(constraint.enforcement_literal):
            linear = constraint.linear
            columns += list(linear.vars)
            coefficients += list(linear.coeffs)
            low.append(max(linear.domain[0], -UNBOUNDED))
            high.append(min(linear.domain[1], UNBOUNDED))
        elif constraint.has_bool_or():
            # At least one literal: a negated one counts as 1 - x.
            literals = list(constraint.bool_or.literals)
            columns += [literal if literal >= 0 else -literal - 1 for literal in literals]
            coefficients += [1 if literal >= 0 else -1 for literal in literals]
            low.append(1 - sum(literal < 0 for literal in literals))
            high.append(UNBOUNDED)
        else:
            continue
        starts.append(len(columns))
    return Rows(*(np.array(values, dtype=np.int64) for values in (starts, columns, coefficients, low, high)))


def read_box(proto: cp_model.CpModelProto, rows: Rows) -> Box:
    """The ends of a model's variables as they stand, and of its rows."""
    domains = [variable.domain for variable in proto.variables]
    low = np.array([domain[0] for domain in domains], dtype=np.int64)
    high = np.array([domain[1] for domain in domains], dtype=np.int64)
    return Box(low, high, rows.low, rows.high)
