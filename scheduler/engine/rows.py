"""The model's linear constraints and clauses as sparse rows of whole numbers, read from its proto."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from ortools.sat import cp_model_pb2
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


def read(model: cp_model.CpModel) -> tuple[Rows, Box]:
    """The linear constraints and clauses of a model, and the ends of its variables; other constraints are left out."""
    # By way of a file: reading the live proto number by number takes many times as long.
    with TemporaryDirectory(prefix="tandem-") as folder:
        path = Path(folder) / "model.pb"
        model.export_to_file(str(path))
        proto = cp_model_pb2.CpModelProto.FromString(path.read_bytes())
    starts, low, high = [0], [], []
    columns: list[int] = []
    coefficients: list[int] = []
    for constraint in proto.constraints:
        kind = constraint.WhichOneof("constraint")
        if kind == "linear" and not constraint.enforcement_literal:
            linear = constraint.linear
            columns += linear.vars
            coefficients += linear.coeffs
            low.append(max(linear.domain[0], -UNBOUNDED))
            high.append(min(linear.domain[1], UNBOUNDED))
        elif kind == "bool_or" and not constraint.enforcement_literal:
            # At least one literal: a negated one counts as 1 - x.
            literals = constraint.bool_or.literals
            columns += [literal if literal >= 0 else -literal - 1 for literal in literals]
            coefficients += [1 if literal >= 0 else -1 for literal in literals]
            low.append(1 - sum(literal < 0 for literal in literals))
            high.append(UNBOUNDED)
        else:
            continue
        starts.append(len(columns))
    rows = Rows(*(np.array(values, dtype=np.int64) for values in (starts, columns, coefficients, low, high)))
    ends = np.array([variable.domain[:] for variable in proto.variables], dtype=np.int64).reshape(-1, 2)
    return rows, Box(ends[:, 0].copy(), ends[:, 1].copy(), rows.low, rows.high)
