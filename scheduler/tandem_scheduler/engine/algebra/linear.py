"""Linear expressions over the model's columns that can be posted, evaluated and read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray


@dataclass(slots=True)
class Linear:
    """A sum of coefficients times columns (variables by their index) plus a constant, all whole numbers."""

    columns: list[int] = field(default_factory=list)
    coefficients: list[int] = field(default_factory=list)
    constant: int = 0

    @classmethod
    def sum(cls, columns: Iterable[int]) -> Self:
        """Each column once."""
        listed = list(columns)
        return cls(listed, [1] * len(listed))

    def add(self, other: "Linear | int", times: int = 1) -> Self:
        """Add `times` x an expression or a number to this expression; returns it."""
        if isinstance(other, Linear):
            self.columns += other.columns
            self.coefficients += [times * coefficient for coefficient in other.coefficients]
            self.constant += times * other.constant
        else:
            self.constant += times * other
        return self

    def add_column(self, column: int, times: int = 1) -> Self:
        """Add `times` x a column; returns this expression."""
        self.columns.append(column)
        self.coefficients.append(times)
        return self

    def merged(self) -> tuple[list[int], list[int]]:
        """Columns and coefficients with each column once; those that come to 0 are left out."""
        total: dict[int, int] = {}
        for column, coefficient in zip(self.columns, self.coefficients, strict=True):
            total[column] = total.get(column, 0) + coefficient
        left = {column: coefficient for column, coefficient in total.items() if coefficient}
        return [*left], [*left.values()]

    def value(self, values: Sequence[int]) -> int:
        """The expression's value for the values of all columns."""
        return self.constant + sum(c * values[n] for n, c in zip(self.columns, self.coefficients, strict=True))

    def dense(self, count: int) -> NDArray[np.int64]:
        """The coefficients of the first so many columns, the constant left out."""
        coefficients = np.zeros(count, dtype=np.int64)
        np.add.at(coefficients, self.columns, np.array(self.coefficients, dtype=np.int64))
        return coefficients

    def range(self, low: Sequence[int], high: Sequence[int]) -> tuple[int, int]:
        """Smallest and largest value that the bounds of all columns allow."""
        least = most = self.constant
        for column, coefficient in zip(self.columns, self.coefficients, strict=True):
            smallest, largest = (low, high) if coefficient >= 0 else (high, low)
            least += coefficient * smallest[column]
            most += coefficient * largest[column]
        return least, most
