"""Duties of one person that lie too close together, or at the same time."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .problem import Minutes, Problem

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

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.shift = lru_cache(maxsize=None)(problem.shift)

    def clashes(self, person: int, rest: int) -> Iterator[Clash]:
        """Every two duties of a person, one of them a possible deployment, with less than `rest` minutes between.

        With `rest` 0: those that overlap.
        """
        problem = self.problem
        possible = problem.release[person]
        reach = rest // 1440 + 2
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
            for clock in problem.clocks:
                span = self.shift(e, clock[0])
                for literal, on, other in near.get(e, ()):
                    if on != e and (missing := _missing(span, other, rest)):
                        yield Clash((e, clock), literal, min(missing, rest))
                for later in range(e + 1, e + reach + 1):
                    if later in possible:
                        for second in problem.clocks:
                            if missing := _missing(span, self.shift(later, second[0]), rest):
                                yield Clash((e, clock), (later, second), min(missing, rest))

    def tied(self, person: int, rests: tuple[int, ...]) -> bool:
        """Whether any of these rests depends on the area the person is in."""
        clocks = len(self.problem.clocks)
        if clocks == 1:
            return False
        for rest in (0, *rests):
            missing: dict[tuple[int, int | None, bool], list[int]] = {}
            for clash in self.clashes(person, rest):
                second = clash.other if not isinstance(clash.other, tuple) else clash.other[0]
                key = (clash.work[0], second, isinstance(clash.other, tuple))
                missing.setdefault(key, []).append(clash.missing)
            for (_, _, both), amounts in missing.items():
                if len(amounts) % (clocks**2 if both else clocks) or len(set(amounts)) > 1:
                    return True
        return False


def _missing(one: Minutes, two: Minutes, rest: int) -> int:
    """Minutes by which the time between two duties falls short of the rest; 0 where it is enough."""
    first, second = sorted((one, two))
    return max(0, rest - (second[0] - first[1]))
