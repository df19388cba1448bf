"""Derivations as lines: each a constraint, and the combination of earlier ones that gives it.

A line is worked out once something that is written needs it: most of what tightens a bound is never asked for.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

Multiplier = int | Fraction

Terms = dict[int, int]
"""Coefficients by column."""


@dataclass(eq=False, kw_only=True)
class Line(ABC):
    """A constraint, of the problem or derived."""

    sense: str
    """`G`, `L`, or of rows with one activity `E`."""
    right: int
    index: int | None = None
    """Where it stands in the file; None while it does not."""

    @abstractmethod
    def left(self) -> Terms:
        """The coefficients of its columns."""

    def parts(self) -> Sequence["tuple[Multiplier, Line]"]:
        """What it is combined of: multipliers and lines."""
        return ()

    def needs(self) -> Iterable["Line"]:
        """The lines that must stand before it."""
        return (line for _, line in self.parts())

    def reason(self) -> str:
        """Why it holds, as the format has it."""
        combined: dict[int, Multiplier] = {}
        for multiplier, line in self.parts():
            assert line.index is not None  # noqa: S101 - what it needs stands before it
            # Most stand there once, and fractions are slow to add.
            known = combined.get(line.index)
            combined[line.index] = multiplier if known is None else known + multiplier
        terms = [f"{index} {multiplier}" for index, multiplier in sorted(combined.items()) if multiplier]
        return f"{{ {self.kind} {len(terms)} {' '.join(terms)} }}"

    kind: str = "lin"


@dataclass(eq=False, kw_only=True)
class Bound(Line):
    """A bound of a column, or a row's side, that the problem has."""

    terms: Terms

    def left(self) -> Terms:
        return self.terms


@dataclass(eq=False, kw_only=True)
class Assumed(Bound):
    """A bound of a column in one branch."""

    def reason(self) -> str:
        return "{ asm }"


@dataclass(eq=False, kw_only=True)
class Combination(Line):
    """A combination, rounded where `kind` says so."""

    make: "Callable[[], tuple[Terms, list[tuple[Multiplier, Line]]]]"
    """The coefficients, and what it is combined of."""
    kind: str = "rnd"

    @cached_property
    def _made(self) -> "tuple[Terms, list[tuple[Multiplier, Line]]]":
        terms, parts = self.make()
        return terms, _one_sided(parts, self.sense) if self.kind == "rnd" else parts

    def left(self) -> Terms:
        return self._made[0]

    def parts(self) -> Sequence[tuple[Multiplier, Line]]:
        return self._made[1]


def _one_sided(parts: list[tuple[Multiplier, Line]], sense: str) -> list[tuple[Multiplier, Line]]:
    """The same, but no equation, which the format does not round: one of several equations is taken on one side."""
    unequal = next((line for _, line in parts if line.sense != "E"), None)
    if unequal is not None and sum((times for times, line in parts if line is unequal), Fraction()):
        return parts
    times: dict[Line, Multiplier] = {}
    for multiplier, line in parts:
        times[line] = times.get(line, 0) + multiplier
    used = [(multiplier, line) for line, multiplier in times.items() if multiplier]
    if any(line.sense != "E" for _, line in used):
        return parts
    (multiplier, first), *others = used
    side = "G" if (sense == "G") == (multiplier > 0) else "L"
    half = Combination(sense=side, right=first.right, make=lambda: (first.left(), [(1, first)]), kind="lin")
    return [(multiplier, half), *others]


@dataclass(eq=False, kw_only=True)
class Joined(Line):
    """What holds in both branches."""

    terms: Terms
    branches: tuple[tuple[Line, Line], tuple[Line, Line]]
    """What shows it in each, and what that assumes."""

    def left(self) -> Terms:
        return self.terms

    def needs(self) -> Iterable[Line]:
        return (line for branch in self.branches for line in branch)

    def reason(self) -> str:
        (one, first), (two, second) = self.branches
        return f"{{ uns {one.index} {first.index} {two.index} {second.index} }}"


def added(parts: Iterable[tuple[int, Terms]]) -> Terms:
    """Rows added up, each so many times."""
    total: Terms = {}
    for times, terms in parts:
        for column, coefficient in terms.items():
            total[column] = total.get(column, 0) + times * coefficient
    return {column: coefficient for column, coefficient in total.items() if coefficient}


def in_order(last: Line) -> Iterator[Line]:
    """The derived lines that one needs that do not stand yet, each after what it needs, and at last itself."""
    left: list[tuple[Line, bool]] = [(last, False)]
    while left:
        line, ready = left.pop()
        if line.index is not None:
            continue
        if ready:
            yield line
            continue
        left.append((line, True))
        left += [(need, False) for need in line.needs() if need.index is None]
