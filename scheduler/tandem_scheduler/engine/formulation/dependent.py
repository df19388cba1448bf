"""Columns whose values follow from other columns, and the rows that say so.

The search decides the others; these are worked out after. Each is at least an expression of columns that were there
before it, and as small as that allows where it costs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..algebra.arrays import Mask
from ..algebra.diagram import Path
from ..algebra.linear import Linear
from .roster_program import RosterProgram


@dataclass(frozen=True)
class Definition:
    """What some columns come to together: the largest of the expressions, divided by `per` and rounded up.

    As far as their bounds allow: they are filled in order, each up to its upper bound.
    """

    columns: tuple[int, ...]
    expressions: tuple[Linear, ...]
    per: int = 1

    def total(self, values: Sequence[int]) -> int:
        """What the columns come to together, if their bounds allow."""
        return -(-max(expression.value(values) for expression in self.expressions) // self.per)


class DependentColumns:
    """The dependent columns of a program."""

    def __init__(self, program: RosterProgram) -> None:
        self._program = program
        self._definitions: dict[int, Definition] = {}
        """By the first column of each; each stands after those that it reads."""
        self._paths: list[Path] = []

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """Those of all columns, each after those that it reads."""
        return tuple(self._definitions.values())

    def definition(self, column: int) -> Definition | None:
        """That of a column, and of those filled after it, where it is dependent."""
        return self._definitions.get(column)

    @property
    def paths(self) -> Sequence[Path]:
        """Columns that follow from the evenings a person works, and say them once more (`formulation.patterns`)."""
        return self._paths

    @property
    def implied_integers(self) -> Mask:
        """Which columns are whole by themselves where those they follow from are, and as small as can be."""
        mask = np.zeros(self._program.size[0], dtype=bool)
        mask[[column for of in self._definitions.values() if of.per == 1 for column in of.columns]] = True
        return mask

    def completed(self, values: Sequence[int]) -> tuple[int, ...]:
        """Values of all columns with the dependent ones worked out, as small as can be."""
        completed = list(values)
        low, high = self._program.bounds
        for definition in self._definitions.values():
            left = definition.total(completed)
            for column in definition.columns:
                completed[column] = int(min(high[column], max(low[column], left)))
                left -= completed[column]
        for path in self._paths:
            path.follow(completed)
        return tuple(completed)

    # Statements

    def above(self, expression: Linear, high: int, low: int = 0, per: int = 1) -> int:
        """The column of a new variable that is at least an expression over `per`, and no larger where it costs."""
        column = self._program.column(low, high)
        self._definitions[column] = Definition((column,), (), per)
        self.keep_above(column, expression)
        return column

    def keep_above(self, column: int, expression: Linear) -> None:
        """Keep a variable at or above an expression, too."""
        known = self._definitions.pop(column, None) or Definition((column,), ())
        self.define(Linear([column], [known.per]).add(expression, -1), low=0)
        self._definitions[column] = replace(known, expressions=(*known.expressions, expression))

    def put_last(self, column: int) -> None:
        """Have a variable worked out after all that there are by now."""
        self._definitions[column] = self._definitions.pop(column)

    def any_of(self, expressions: Sequence[Linear]) -> Linear:
        """1 where any of some expressions of 0 or 1 is 1, and no larger than that where it costs."""
        if len(expressions) == 1:
            return expressions[0]
        column, total = self._program.column(0, 1), Linear()
        for expression in expressions:
            self.define(Linear([column], [1]).add(expression, -1), low=0)
            total.add(expression)
        self._definitions[column] = Definition((column,), (total,))
        return Linear([column], [1])

    def fill(self, columns: Sequence[int], expression: Linear) -> None:
        """Have columns come to an expression together, filled in order."""
        if columns:
            self._definitions[columns[0]] = Definition(tuple(columns), (expression,))
        self.define(Linear.sum(columns).add(expression, -1), low=0, high=0)

    def follow(self, path: Path) -> None:
        """Have the arcs of a path follow from the evenings that a person works."""
        self._paths.append(path)

    def define(self, expression: Linear, low: int | None = None, high: int | None = None) -> None:
        """Say of dependent columns what they follow from."""
        self._program.imply([self._program.size[1]])
        self._program.row(expression, low, high)
