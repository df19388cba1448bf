"""The linear relaxation of the CP-SAT model, and what its dual values prove.

The model's linear constraints and clauses are read from its proto once, later only what was added since. GLOP solves
the relaxation through MathOpt; from one objective to the next it keeps its basis.

The bound does not rest on floating point. The dual values, rounded to multiples of 2^-24, are multipliers of the rows;
whatever they are, weak duality gives a valid bound once it is evaluated in whole numbers (a multiplier that would need
a bound the row does not have is dropped, every variable takes its worse end).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import model_pb2, sparse_containers_pb2
from ortools.math_opt.python import mathopt
from ortools.sat.python import cp_model
from ortools.util.python.solve_interrupter import SolveInterrupter

from .limits import Limits, passing_on
from .linear import Linear

SCALE = 1 << 24
"""Multipliers are multiples of 1 / SCALE."""

WHOLE = 1e-6
"""A relaxed value this near a whole number counts as whole; nothing that is proven rests on it."""

UNBOUNDED = 1 << 62
"""Bounds at or beyond this mean none."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


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
class Relaxed:
    """An optimum of the relaxation."""

    values: Floats
    """Value of each variable."""
    certificate: Certificate
    """Proves that no solution of the model has an objective below its bound."""

    @property
    def whole(self) -> bool:
        """Whether every value is a whole number, to the precision of the LP."""
        return bool((np.abs(self.values - np.rint(self.values)) < WHOLE).all())


class _Reader:
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


class Relaxation:
    """The relaxation of a growing model."""

    def __init__(self, model: cp_model.CpModel, movable: Sequence[cp_model.IntVar]) -> None:
        """`movable` are the variables whose ends may change from one minimisation to the next."""
        self._model = model
        self._movable = movable
        self._reader = _Reader()
        self._rows = self._reader.rows()
        self._low: Ints = np.zeros(0, dtype=np.int64)
        self._high: Ints = np.zeros(0, dtype=np.int64)
        self._math: mathopt.Model | None = None
        self._solver: mathopt.IncrementalSolver | None = None

    def minimise(self, objective: Linear, limits: Limits) -> Relaxed | None:
        """Solve the relaxation for an objective; None where it was not solved in time or has no solution."""
        self._sync()
        assert self._math is not None and self._solver is not None  # noqa: S101, PT018 - set by _sync
        costs = np.zeros(len(self._low), dtype=np.int64)
        np.add.at(costs, [v.index for v in objective.variables], np.array(objective.coefficients, dtype=np.int64))
        variables = list(self._math.variables())
        self._math.minimize(mathopt.LinearSum(int(costs[n]) * variables[n] for n in np.flatnonzero(costs)))
        parameters = mathopt.SolveParameters(time_limit=timedelta(seconds=max(limits.left, 0.01)))
        interrupter = SolveInterrupter()
        with passing_on(limits.stop, interrupter.interrupt):
            result = self._solver.solve(params=parameters, interrupter=interrupter)
        if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
            return None
        values = np.array(result.variable_values(variables))
        duals = np.array(result.dual_values(list(self._math.linear_constraints())))
        multipliers = np.rint(duals * SCALE).astype(np.int64)
        total = dual_bound(self._rows, self._low, self._high, costs, multipliers) + objective.constant * SCALE
        return Relaxed(values, Certificate(multipliers, total))

    def rows(self) -> tuple[Rows, Ints, Ints]:
        """All rows of the model as it stands, and the lower and upper ends of its variables."""
        self._read()
        return self._rows, self._low, self._high

    def _read(self) -> bool:
        """Take in what the model has gained; whether it has new variables."""
        proto, known = self._model.proto, len(self._low)
        fresh = [proto.variables[n].domain for n in range(known, len(proto.variables))]
        self._low = np.append(self._low, np.array([domain[0] for domain in fresh], dtype=np.int64))
        self._high = np.append(self._high, np.array([domain[1] for domain in fresh], dtype=np.int64))
        if self._reader.read(proto):
            self._rows = self._reader.rows()
        for variable in self._movable:
            self._low[variable.index], self._high[variable.index] = variable.proto.domain[0], variable.proto.domain[1]
        return bool(fresh)

    def _sync(self) -> None:
        """Bring the LP up to date: new rows join the one that stands, new variables begin another."""
        rows = len(self._rows)
        if self._read() or self._math is None:
            self._math = mathopt.Model.from_model_proto(_lp(self._rows, self._low, self._high))
            self._solver = mathopt.IncrementalSolver(self._math, mathopt.SolverType.GLOP)
            return
        variables, lows, highs = list(self._math.variables()), _ends(self._rows.low), _ends(self._rows.high)
        for n in (variable.index for variable in self._movable):
            variables[n].lower_bound, variables[n].upper_bound = float(self._low[n]), float(self._high[n])
        for n in range(rows, len(self._rows)):
            span = slice(self._rows.starts[n], self._rows.starts[n + 1])
            terms = zip(self._rows.columns[span], self._rows.coefficients[span], strict=True)
            sum_ = mathopt.LinearSum(int(coefficient) * variables[column] for column, coefficient in terms)
            self._math.add_linear_constraint(lb=float(lows[n]), ub=float(highs[n]), expr=sum_)


def _ends(bounds: Ints) -> Floats:
    ends = bounds.astype(np.float64)
    ends[bounds >= UNBOUNDED], ends[bounds <= -UNBOUNDED] = np.inf, -np.inf
    return ends


def _lp(rows: Rows, low: Ints, high: Ints) -> model_pb2.ModelProto:
    """The relaxation as a MathOpt model; a variable that stands twice in a row is added up."""
    count = len(low)
    lines = np.repeat(np.arange(len(rows)), np.diff(rows.starts))
    cells, inverse = np.unique(lines * count + rows.columns, return_inverse=True)
    coefficients = np.zeros(len(cells), dtype=np.int64)
    np.add.at(coefficients, inverse, rows.coefficients)
    return model_pb2.ModelProto(
        variables=model_pb2.VariablesProto(
            ids=range(count), lower_bounds=low.astype(float), upper_bounds=high.astype(float), integers=[False] * count
        ),
        linear_constraints=model_pb2.LinearConstraintsProto(
            ids=range(len(rows)), lower_bounds=_ends(rows.low), upper_bounds=_ends(rows.high)
        ),
        linear_constraint_matrix=sparse_containers_pb2.SparseDoubleMatrixProto(
            row_ids=cells // count, column_ids=cells % count, coefficients=coefficients.astype(float)
        ),
    )


def dual_bound(rows: Rows, low: Ints, high: Ints, costs: Ints, multipliers: Ints) -> int:
    """A valid lower bound (times SCALE) on costs . x over the rows and the variables' ends, from any multipliers.

    Weak duality: for row multipliers y, costs . x = y . (A x) + (costs - y A) . x, and each product is at least its
    smaller end. Evaluated in whole numbers; a multiplier that would need an end its row does not have counts as 0.
    """
    dropped = (multipliers > 0) & (rows.low <= -UNBOUNDED) | (multipliers < 0) & (rows.high >= UNBOUNDED)
    used = np.flatnonzero(np.where(dropped, 0, multipliers))
    largest = np.abs(costs).max(initial=0) * float(SCALE)
    largest += float(np.abs(multipliers).max(initial=0)) * float(np.abs(rows.coefficients).sum())
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
