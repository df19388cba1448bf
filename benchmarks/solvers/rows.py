"""The rows of a CP-SAT model as a mixed-integer program: every constraint, or a refusal."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

UNBOUNDED = 1 << 49
"""Bounds at or beyond this mean none."""

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Program:
    """low <= A x <= high over whole x between `lower` and `upper`; A in compressed rows."""

    starts: Ints
    columns: Ints
    coefficients: Floats
    low: Floats
    high: Floats
    lower: Floats
    upper: Floats


def read(proto: cp_model.CpModelProto) -> Program:
    """All variables and constraints of a model.

    Raises:
        ValueError: a constraint has no row that says the same.
    """
    starts, low, high = [0], [], []
    columns: list[int] = []
    coefficients: list[int] = []
    for constraint in proto.constraints:
        for terms, ends in _rows(constraint):
            columns += terms.keys()
            coefficients += terms.values()
            low.append(ends[0])
            high.append(ends[1])
            starts.append(len(columns))
    domains = [(variable.domain[0], variable.domain[len(variable.domain) - 1]) for variable in proto.variables]
    return Program(
        np.array(starts, dtype=np.int32),
        np.array(columns, dtype=np.int32),
        np.array(coefficients, dtype=np.float64),
        _ends(low),
        _ends(high),
        _ends([first for first, _ in domains]),
        _ends([last for _, last in domains]),
    )


Row = tuple[dict[int, int], tuple[int, int]]
"""Coefficients by variable, and the two ends of their sum."""


def _rows(constraint: Any) -> Iterator[Row]:
    """The rows that say the same as a constraint; one that holds only where literals are true is a clause with them."""
    unless = [-literal - 1 for literal in constraint.enforcement_literal]
    if constraint.has_bool_or():
        yield _clause([*constraint.bool_or.literals, *unless])
    elif constraint.has_bool_and():
        for literal in constraint.bool_and.literals:
            yield _clause([literal, *unless])
    elif constraint.has_linear() and not unless and len(constraint.linear.domain) == 2:
        terms = dict.fromkeys(constraint.linear.vars, 0)
        for variable, coefficient in zip(constraint.linear.vars, constraint.linear.coeffs, strict=True):
            terms[variable] += coefficient
        yield terms, (constraint.linear.domain[0], constraint.linear.domain[1])
    elif constraint.has_at_most_one() and not unless:
        terms, (one, _) = _clause(list(constraint.at_most_one.literals))
        yield terms, (-UNBOUNDED, one)
    elif constraint.has_exactly_one() and not unless:
        terms, (one, _) = _clause(list(constraint.exactly_one.literals))
        yield terms, (one, one)
    else:
        raise ValueError("the model has a constraint that is no row")


def _clause(literals: list[int]) -> Row:
    """At least one literal; a negated one counts as 1 - x."""
    terms = {(literal if literal >= 0 else -literal - 1): (1 if literal >= 0 else -1) for literal in literals}
    return terms, (1 - sum(literal < 0 for literal in literals), UNBOUNDED)


def _ends(values: list[int]) -> Floats:
    ends = np.array(values, dtype=np.float64)
    ends[ends >= UNBOUNDED], ends[ends <= -UNBOUNDED] = np.inf, -np.inf
    return ends
