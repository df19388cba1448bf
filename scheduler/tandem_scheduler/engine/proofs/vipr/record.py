"""What tightens which bound, as it happens: so that any bound can be derived once it is asked for."""

from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial

import numpy as np

from ...algebra.arrays import Ints
from ...algebra.duality import SCALE, Dual
from ...algebra.rows import UNBOUNDED, Box, Rows
from .distances import Closer, Distance, Distances, Reference, combined, line_of
from .lines import Bound, Combination, Line, Multiplier, Terms

BoundPlace = tuple[str, int, bool]
"""A bound: of a column (`x`) or of a row (`row`), its number, and whether it is the upper one."""


class Statement:
    """The constraints of a problem: bounds of its columns, then its rows, one line for each side."""

    def __init__(self, rows: Rows, box: Box, names: list[str]) -> None:
        self.rows, self.names = rows, names
        self.constraints: list[tuple[str, Line]] = []
        """With their names, in order."""
        self.lines: dict[BoundPlace, Line] = {}
        for n, name in enumerate(names):
            self._add(f"low.{name}", ("x", n, False), "G", int(box.low[n]), {n: 1})
            self._add(f"high.{name}", ("x", n, True), "L", int(box.high[n]), {n: 1})
        self.bounds = len(self.constraints)

    def hold(self, column: int, most: int) -> Line:
        """One constraint more: a tier is held at most so high."""
        line = Bound(sense="L", right=most, terms={column: 1})
        self._append(f"held.{self.names[column]}", line)
        self.bounds += 1
        return line

    def add_rows(self) -> None:
        """The rows, after all bounds."""
        for n, (low, high) in enumerate(zip(self.rows.low.tolist(), self.rows.high.tolist(), strict=True)):
            terms = self.terms(n)
            if low == high:
                self._add(f"row{n}", ("row", n, False), "E", low, terms)
                self.lines["row", n, True] = self.lines["row", n, False]
                continue
            if low > -UNBOUNDED:
                self._add(f"row{n}.low", ("row", n, False), "G", low, terms)
            if high < UNBOUNDED:
                self._add(f"row{n}.high", ("row", n, True), "L", high, terms)

    def terms(self, row: int) -> Terms:
        """The coefficients of a row."""
        cells = slice(int(self.rows.starts[row]), int(self.rows.starts[row + 1]))
        return dict(zip(self.rows.columns[cells].tolist(), self.rows.coefficients[cells].tolist(), strict=True))

    def _add(self, name: str, place: BoundPlace, sense: str, right: int, terms: Terms) -> None:
        line = Bound(sense=sense, right=right, terms=terms)
        self.lines[place] = line
        self._append(name, line)

    def _append(self, name: str, line: Line) -> None:
        line.index = len(self.constraints)
        self.constraints.append((name, line))


@dataclass(eq=False)
class Known:
    """What bounds hold by then, in one branch: those of the branch above it as it began, and its own."""

    problem: Statement
    above: "Known | None" = None
    began: int = 0
    now: int = 0
    cap: Line | None = None
    """That the objective is at most what is aimed at; None where there is none."""
    against: Line | None = None
    """A contradiction, where one was met."""
    holding: tuple[Line, ...] = ()
    """What holds the tier that is gone on from, and what a refutation shows of it."""
    _events: dict[BoundPlace, tuple[list[int], list[Reference]]] = field(default_factory=dict)

    def branch(self) -> "Known":
        """A branch of it, as it is now."""
        return Known(self.problem, self, self.now, self.now + 1, self.cap)

    def set(self, place: BoundPlace, reference: Reference) -> None:
        """Another bound from now on."""
        times, references = self._events.setdefault(place, ([], []))
        times.append(self.now)
        references.append(reference)

    def bound(self, place: BoundPlace, before: int) -> Reference:
        """A bound as it was known before a moment."""
        known = self
        while True:
            if place in known._events:
                times, references = known._events[place]
                last = bisect_left(times, before)
                if last:
                    return references[last - 1]
            if known.above is None:
                return self.problem.lines[place]
            known, before = known.above, known.began + 1

    # What a trace is told

    def by_rows(self, columns: Ints, lines: Ints, bounds: Ints, *, upper: bool, row_high: bool) -> None:
        """Columns have new bounds by rows."""
        self.now += 1
        at = self.now
        for column, row, bound in zip(columns.tolist(), lines.tolist(), bounds.tolist(), strict=True):
            line = Combination(
                sense="L" if upper else "G",
                right=bound,
                make=partial(self._of_row, column, row, at, upper=upper, row_high=row_high),
            )
            self.set(("x", column, upper), line)
        self.now += 1

    def _of_row(
        self, column: int, row: int, at: int, *, upper: bool, row_high: bool
    ) -> tuple[Terms, list[tuple[Multiplier, Line]]]:
        """What a row leaves to a column, at the worst of the others."""
        terms = self.problem.terms(row)
        own = terms.pop(column)
        # Few different ones are in a row, and fractions are slow to make.
        ratios = {times: _over(times, own) for times in {-1, *terms.values()}}
        parts: list[tuple[Multiplier, Reference]] = [(-ratios[-1], self.bound(("row", row, row_high), at))]
        for other, coefficient in terms.items():
            low = (coefficient > 0) == row_high
            parts.append((-ratios[coefficient], self.bound(("x", other, not low), at)))
        return {column: 1}, combined(parts, "L" if upper else "G")

    def by_duality(self, before: Box, after: Box, room: int, dual: Dual) -> None:
        """Bounds are drawn closer by a dual."""
        self.now += 1
        at = self.now
        if room < 0:
            self.against = self.contradiction(dual, at)
            return
        places: list[tuple[BoundPlace, int]] = []
        for kind, lows, highs, prices in (
            ("x", (before.low, after.low), (before.high, after.high), dual.reduced),
            ("row", (before.row_low, after.row_low), (before.row_high, after.row_high), dual.multipliers),
        ):
            moved = np.flatnonzero((lows[0] != lows[1]) | (highs[0] != highs[1]))
            places += [((kind, n, int(prices[n]) > 0), int(prices[n])) for n in moved.tolist()]
        if not places:
            return
        capped = [] if self.cap is None else [(SCALE, self.cap)]
        weights = [abs(price) for _, price in places]
        distances = Distances(room, weights, lambda: self._distances(places, dual, at, capped))
        for n, (place, _) in enumerate(places):
            self.set(place, Closer(distances, n))
        self.now += 1

    def _distances(
        self, places: list[tuple[BoundPlace, int]], dual: Dual, at: int, capped: Sequence[tuple[Multiplier, Line]]
    ) -> tuple[list[Distance], list[tuple[Multiplier, Line]]]:
        """The members of a dual's distances, and what their sum is combined of."""
        members = []
        for (kind, n, _), price in places:
            terms = {n: 1} if kind == "x" else self.problem.terms(n)
            base = line_of(self.bound((kind, n, price < 0), at))
            members.append(Distance(abs(price), 1 if price > 0 else -1, base, terms))
        within = {place[:2] for place, _ in places}
        parts = [*capped, *((-times, reference) for times, reference in self.weighed(dual, at, within))]
        return members, combined(parts, "L")

    def weighed(
        self, dual: Dual, at: int, without: Set[tuple[str, int]] = frozenset()
    ) -> list[tuple[Multiplier, Reference]]:
        """Rows and bounds by a dual's multipliers and reduced costs: together, times SCALE, at least its total."""
        parts: list[tuple[Multiplier, Reference]] = []
        for kind, prices in (("row", dual.multipliers), ("x", dual.reduced)):
            for n in np.flatnonzero(prices).tolist():
                if (kind, n) not in without:
                    price = int(prices[n])
                    parts.append((price, self.bound((kind, n, price < 0), at)))
        return parts

    def contradiction(self, dual: Dual, at: int) -> Line:
        """That a dual's total is above what the objective may be."""
        parts = self.weighed(dual, at)
        if self.cap is not None:
            parts.append((-SCALE, self.cap))
        return _nothing(parts)

    def by_tier(self, column: int, most: int, least: int | None) -> None:  # noqa: ARG002 - as `holding` says
        """A tier's column is held."""
        for line in self.holding:
            self.take(column, line)

    def take(self, column: int, line: Line) -> None:
        """A bound of a column that is assumed, or held, where it is closer than the one there is."""
        place, self.now = ("x", column, line.sense == "L"), self.now + 1
        known = line_of(self.bound(place, self.now)).right
        if line.right < known if line.sense == "L" else line.right > known:
            self.set(place, line)
        self.now += 1

    def emptied(self, box: Box) -> Line:
        """That nothing lies in a box in which a bound has passed the other."""
        if self.against is not None:
            return self.against
        at = self.now + 1
        for kind, low, high in (("x", box.low, box.high), ("row", box.row_low, box.row_high)):
            for n in np.flatnonzero(low > high)[:1].tolist():
                low_line, high_line = (self.bound((kind, n, upper), at) for upper in (False, True))
                return _nothing([(1, low_line), (-1, high_line)], int(low[n] - high[n]))
        raise AssertionError("the box is not empty")


def _over(times: int, by: int) -> Multiplier:
    """A quotient, whole where it can be."""
    return Fraction(times, by) if times % by else times // by


def _nothing(parts: list[tuple[Multiplier, Reference]], right: int = 1) -> Line:
    """That nothing is at least so much, which is above 0."""
    return Combination(sense="G", right=right, make=lambda: ({}, combined(parts, "G")), kind="lin")
