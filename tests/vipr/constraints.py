"""Constraints, their linear combinations, and when one dominates another, as the specification defines them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import lcm
from typing import NamedTuple

from .words import Fault, Number


class Constraint(NamedTuple):
    """The sum of variables, coefficients other than 0 by variable in `left`, is `sense` (E, L, G) `right`."""

    name: str
    sense: str
    right: Number
    left: Mapping[int, Number]


def combined(terms: Sequence[tuple[Constraint, Number]]) -> tuple[Constraint, int]:
    """The linear combination, both of its sides so many times as large as it: whole multipliers are much faster."""
    scale = lcm(*(multiplier.denominator for _, multiplier in terms))
    left = defaultdict[int, Number](int)
    right: Number = 0
    senses = set[str]()
    for row, multiplier in terms:
        times = multiplier.numerator * (scale // multiplier.denominator)
        if times == 0:
            continue
        if row.sense != "E":
            senses.add("G" if (row.sense == "G") == (times > 0) else "L")
        right += times * row.right
        for index, coefficient in row.left.items():
            left[index] += times * coefficient
    if len(senses) == 2:
        raise Fault("the combination is not suitable: its multipliers have signs that don't go together")
    sense = senses.pop() if senses else "E"
    return Constraint("", sense, right, {index: value for index, value in left.items() if value}), scale


def dominates(row: Constraint, other: Constraint, scale: int = 1) -> bool:
    """Whether a constraint, both of whose sides are given `scale` times as large, dominates the other."""
    if not row.left and not holds(0, row):
        return True  # an absurdity
    if row.sense not in ("E", other.sense):
        return False
    if scale == 1:
        same = row.left is other.left or row.left == other.left
    else:
        same = len(row.left) == len(other.left) and all(
            row.left.get(index) == scale * value for index, value in other.left.items()
        )
    return same and holds(row.right, other._replace(right=scale * other.right))


def holds(left: Number, row: Constraint) -> bool:
    """Whether a sum has the relation to the right-hand side that the constraint says."""
    return left == row.right if row.sense == "E" else left <= row.right if row.sense == "L" else left >= row.right


def value_at(left: Mapping[int, Number], values: Mapping[int, Number]) -> Number:
    return sum(coefficient * values.get(index, 0) for index, coefficient in left.items())
