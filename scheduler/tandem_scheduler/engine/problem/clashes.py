"""Duties of one person that lie too close together, or at the same time."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .numbered import Minutes
from .problem import Problem

NEVER = -1_000_000
"""Stands for the evening of what can't be moved."""

Work = tuple[int, tuple[int, ...]]
"""A deployment on an evening in one of the areas of a clock class."""


@dataclass(frozen=True)
class Clash:
    """A deployment that leaves too little time to something else.

    `other` is a second deployment; or the evening number of an ordinary duty that a deployment on its own date would
    replace; or None: something that can't be moved.
    """

    work: Work
    other: Work | int | None
    missing: int
    """Minutes missing from the rest, at most the rest itself."""


class Timetable:
    """Every person's duties and possible deployments in minutes."""

    def __init__(self, problem: Problem, rests: tuple[int, ...]) -> None:
        """`rests` are the minutes that the rest rules ask for."""
        self.problem = problem
        # Asked for everybody, and the same for all.
        self.shift = lru_cache(maxsize=None)(problem.shift)
        self._soon = lru_cache(maxsize=None)(self._after)
        self.tied = frozenset(p for p in problem.people if self._tied(p, (0, *rests)))
        """Whose rest depends on the area they are in."""

    def clashes(self, person: int, rest: int) -> Iterator[Clash]:
        """Every two duties of a person, one of them a possible deployment, with less than `rest` minutes between.

        With `rest` 0: those that overlap.
        """
        return self._clashes(person, rest, self.problem.clocks if person in self.tied else (tuple(self.problem.areas),))

    def _clashes(self, person: int, rest: int, clocks: tuple[tuple[int, ...], ...]) -> Iterator[Clash]:
        problem = self.problem
        possible = problem.open[person]
        reach = _reach(rest)
        fixed: list[tuple[int | None, int, Minutes]] = [
            (None, e, self.shift(e, area)) for e, area in problem.worked[person].items() if e >= -reach
        ]
        fixed += [
            (e if e in possible else None, e, span)
            for e, span in problem.duties(person, -reach, len(problem.evenings) - 1 + reach)
        ]
        near: dict[int, list[tuple[int | None, int, Minutes]]] = {}
        for thing in fixed:
            for e in range(thing[1] - reach, thing[1] + reach + 1):
                near.setdefault(e, []).append(thing)
        for e in possible:
            for clock in clocks:
                span = self.shift(e, clock[0])
                for literal, on, other in near.get(e, ()):
                    if on != e and (missing := _missing(span, other, rest)):
                        yield Clash((e, clock), literal, min(missing, rest))
                for later, second, missing in self._soon(e, clock, clocks, rest):
                    if later in possible:
                        yield Clash((e, clock), (later, second), missing)

    def _after(
        self, evening: int, clock: tuple[int, ...], clocks: tuple[tuple[int, ...], ...], rest: int
    ) -> list[tuple[int, tuple[int, ...], int]]:
        """The evenings, with clock class, that are too soon after a deployment, and the minutes missing."""
        span = self.shift(evening, clock[0])
        return [
            (later, second, min(missing, rest))
            for later in range(evening + 1, min(evening + _reach(rest) + 1, len(self.problem.evenings)))
            for second in clocks
            if (missing := _missing(span, self.shift(later, second[0]), rest))
        ]

    def _tied(self, person: int, rests: tuple[int, ...]) -> bool:
        """Whether the clashes of some shift times are not those of others."""
        clocks = self.problem.clocks
        for rest in rests if len(clocks) > 1 else ():
            alone: dict[tuple[int, ...], list[tuple[int, int, int]]] = {clock: [] for clock in clocks}
            both: dict[tuple[tuple[int, ...], tuple[int, ...]], list[tuple[int, int, int]]] = {
                (one, two): [] for one in clocks for two in clocks
            }
            for clash in self._clashes(person, rest, clocks):
                evening, clock = clash.work
                match clash.other:
                    case (later, second):
                        both[clock, second].append((evening, later, clash.missing))
                    case other:
                        alone[clock].append((evening, NEVER if other is None else other, clash.missing))
            for lists in (list(alone.values()), list(both.values())):
                if any(sorted(clashes) != sorted(lists[0]) for clashes in lists):
                    return True
        return False


def _reach(rest: int) -> int:
    """Evenings within which duties may lie too close: each may last a day, and an hour more as the clocks change."""
    return rest // 1440 + 3


def _missing(one: Minutes, two: Minutes, rest: int) -> int:
    """Minutes by which the time between two duties falls short of the rest; 0 where it is enough."""
    first, second = sorted((one, two))
    return max(0, rest - (second[0] - first[1]))
