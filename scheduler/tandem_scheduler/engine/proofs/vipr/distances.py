"""Many bounds by one dual, in few terms.

What a dual leaves up to a value of its objective limits a sum of distances: those of columns and rows from their better
bounds, each by its weight. Each single bound is what is left of the sum without all others.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from .lines import Combination, Line, Multiplier, Terms, added

FEW = 4
"""So many members of a sum are told apart at once."""

MANY = 20
"""From so many bounds on that are wanted of one dual, one line stands for all of them."""


@dataclass(eq=False)
class Distance:
    """A column or a row of which a dual says how far it may be from its better bound."""

    weight: int
    sign: int
    """1 where that is the lower bound, -1 where it is the upper one."""
    base: Line
    """That bound."""
    terms: Terms

    @property
    def part(self) -> tuple[int, Line]:
        """That its distance is not below 0: what takes it out of a sum that is at most something, once."""
        return -self.sign, self.base


@dataclass(eq=False)
class Distances:
    """The members whose bounds a dual draws closer.

    Their sum is halved again and again down to single ones, so that all bounds together take few terms; those that may
    be nowhere else than at their bounds have one line for all of them.
    """

    room: int
    weights: list[int]
    make: "Callable[[], tuple[list[Distance], list[tuple[Multiplier, Line]]]]"
    """The members, and what the sum of their distances, each by its weight, is combined of."""

    def __post_init__(self) -> None:
        self._sums: dict[tuple[int, int], Line] = {}
        self._bounds: dict[int, Line] = {}

    @cached_property
    def _made(self) -> "tuple[list[Distance], list[tuple[Multiplier, Line]]]":
        return self.make()

    @property
    def members(self) -> list[Distance]:
        """All whose bounds are drawn closer."""
        return self._made[0]

    def fixed(self, place: int) -> bool:
        """Whether one may be nowhere else than at its bound."""
        return self.weights[place] > self.room

    def bound(self, place: int) -> Line:
        """How far one member may be."""
        if place not in self._bounds:
            member = self.members[place]
            right = member.sign * member.base.right + self.room // member.weight
            low, high = member.sign > 0, -1 if member.sign < 0 else 1
            self._bounds[place] = Combination(
                sense="L" if low else "G",
                right=right * high,
                make=lambda: (member.terms, [(high * times, line) for times, line in self._alone(place)]),
            )
        return self._bounds[place]

    def _alone(self, place: int) -> list[tuple[Multiplier, Line]]:
        """A member's distance, once: what is left of a sum without the others in it."""
        first, last = 0, len(self.members)
        while last - first > FEW:
            middle = (first + last) // 2
            first, last = (first, middle) if place < middle else (middle, last)
        weight = self.members[place].weight
        parts: list[tuple[Multiplier, Line]] = [(Fraction(1, weight), self._sum(first, last))]
        for n in range(first, last):
            if n != place:
                times, line = self.members[n].part
                parts.append((Fraction(self.members[n].weight * times, weight), line))
        return parts

    def _sum(self, first: int, last: int) -> Line:
        """The distances of some members, by weight."""
        if (first, last) not in self._sums:
            some = self.members[first:last]
            right = self.room + sum(one.weight * one.sign * one.base.right for one in some)

            def make() -> tuple[Terms, list[tuple[Multiplier, Line]]]:
                return added((one.weight * one.sign, one.terms) for one in some), self._parts(first, last)

            self._sums[first, last] = Combination(sense="L", right=right, make=make, kind="lin")
        return self._sums[first, last]

    def _parts(self, first: int, last: int) -> list[tuple[Multiplier, Line]]:
        """What such a sum is combined of: that of twice as many, without the others."""
        low, high = 0, len(self.members)
        if (first, last) == (low, high):
            return self._made[1]
        while True:
            middle = (low + high) // 2
            if (first, last) in ((low, middle), (middle, high)):
                break
            low, high = (low, middle) if last <= middle else (middle, high)
        parts: list[tuple[Multiplier, Line]] = [(1, self._sum(low, high))]
        for n in (*range(low, first), *range(last, high)):
            times, line = self.members[n].part
            parts.append((self.members[n].weight * times, line))
        return parts

    @cached_property
    def _still(self) -> Line:
        """That those members that may be nowhere else are at their bounds, all together."""
        fixed = [member for place, member in enumerate(self.members) if self.fixed(place)]

        def make() -> tuple[Terms, list[tuple[Multiplier, Line]]]:
            least = min(member.weight for member in fixed)
            parts: list[tuple[Multiplier, Line]] = [(Fraction(1, least), self._sum(0, len(self.members)))]
            for place, member in enumerate(self.members):
                times, line = member.part
                over = member.weight - least if self.fixed(place) else member.weight
                parts.append((Fraction(over * times, least), line))
            return added((member.sign, member.terms) for member in fixed), parts

        right = sum(member.sign * member.base.right for member in fixed)
        return Combination(sense="L", right=right, make=make)

    def at_once(self, wanted: Mapping[int, Fraction], sense: str) -> list[tuple[Multiplier, Line]]:
        """What several bounds of fixed members come to, each by its multiplier, in a combination of some sense."""
        direction = 1 if sense == "L" else -1
        sizes = {place: max(times, -times) for place, times in wanted.items()}
        most = max(sizes.values())
        parts: list[tuple[Multiplier, Line]] = [(direction * most, self._still)]
        for place, member in enumerate(self.members):
            less = most - sizes.get(place, Fraction(0))
            if self.fixed(place) and less:
                times, line = member.part
                parts.append((direction * less * times, line))
        return parts


@dataclass(frozen=True, eq=False)
class Closer:
    """One bound that a dual has drawn closer."""

    of: Distances
    place: int


Reference = Line | Closer


def line_of(reference: Reference) -> Line:
    """The line of a bound by itself."""
    return reference if isinstance(reference, Line) else reference.of.bound(reference.place)


def combined(parts: "list[tuple[Multiplier, Reference]]", sense: str) -> list[tuple[Multiplier, Line]]:
    """Lines to be combined to a constraint of some sense, where many bounds by one dual are taken at once."""
    lines: list[tuple[Multiplier, Line]] = []
    closer: dict[Distances, dict[int, Fraction]] = {}
    for times, reference in parts:
        if isinstance(reference, Closer) and reference.of.fixed(reference.place):
            wanted = closer.setdefault(reference.of, {})
            wanted[reference.place] = wanted.get(reference.place, Fraction(0)) + times
        else:
            lines.append((times, line_of(reference)))
    for of, wanted in closer.items():
        if len(wanted) < MANY:
            lines += [(times, of.bound(place)) for place, times in wanted.items()]
        else:
            lines += of.at_once(wanted, sense)
    return lines
