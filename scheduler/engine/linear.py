"""Linear expressions over the model's variables that can be posted, evaluated and read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

from ortools.sat.python import cp_model


@dataclass
class Linear:
    """A sum of coefficients times variables plus a constant, all whole numbers."""

    variables: list[cp_model.IntVar] = field(default_factory=list)
    coefficients: list[int] = field(default_factory=list)
    constant: int = 0

    @classmethod
    def sum(cls, variables: Iterable[cp_model.IntVar]) -> Self:
        """Each variable once."""
        listed = list(variables)
        return cls(listed, [1] * len(listed))

    def add(self, other: "Linear | cp_model.IntVar | int", times: int = 1) -> Self:
        """Add `times` x something to this expression; returns it."""
        match other:
            case int():
                self.constant += times * other
            case Linear():
                self.variables += other.variables
                self.coefficients += [times * coefficient for coefficient in other.coefficients]
                self.constant += times * other.constant
            case _:
                self.variables.append(other)
                self.coefficients.append(times)
        return self

    def expression(self) -> cp_model.LinearExprT:
        """The expression for CP-SAT."""
        return cp_model.LinearExpr.weighted_sum(self.variables, self.coefficients) + self.constant

    def value(self, values: Sequence[int]) -> int:
        """The expression's value for the values of all variables, by index."""
        return self.constant + sum(c * values[v.index] for v, c in zip(self.variables, self.coefficients, strict=True))

    def range(self, ends: Sequence[tuple[int, int]]) -> tuple[int, int]:
        """Smallest and largest value that the ends of all variables, by index, allow."""
        low = high = self.constant
        for variable, coefficient in zip(self.variables, self.coefficients, strict=True):
            smallest, largest = ends[variable.index]
            if coefficient < 0:
                smallest, largest = largest, smallest
            low, high = low + coefficient * smallest, high + coefficient * largest
        return low, high
