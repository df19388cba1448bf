"""What a solve may use, and how a stop from outside reaches whatever is running."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from math import inf
from typing import TypeVar

from . import clock

LOOK = 0.05
"""Seconds between two looks at whether it is time to stop."""

TICKS = 256
"""Pieces of work between two looks."""

ITERATIONS = 5_000
"""Simplex iterations that count as one unit of work."""


class Budget:
    """Work that may still be done, in units of CP-SAT's deterministic time: the same on any machine."""

    def __init__(self, work: float = inf, whole: "Budget | None" = None) -> None:
        """`whole` is the budget that this one is a part of."""
        self._left = work
        self._whole = whole
        self.spent = 0.0
        """Work done."""

    @property
    def left(self) -> float:
        """Work left, never below 0."""
        return self._left if self._whole is None else min(self._left, self._whole.left)

    def spend(self, work: float) -> None:
        """Take what was done off what is left."""
        self._left = max(0.0, self._left - work)
        self.spent += work
        if self._whole is not None:
            self._whole.spend(work)

    def spend_iterations(self, iterations: int) -> None:
        """Take simplex iterations off what is left."""
        self.spend(max(0, iterations) / ITERATIONS)

    @property
    def iterations(self) -> int | None:
        """Simplex iterations left; None where there is no limit."""
        return None if self.left == inf else max(1, int(self.left * ITERATIONS))


@dataclass(frozen=True)
class Limits:
    """What a solve may use."""

    deadline: float
    """When to stop, by `clock`."""
    workers: int
    seed: int
    stop: threading.Event
    gap: float = 0.0
    """A tier whose value is above its bound by no more than this part of the value is good enough."""
    budget: Budget = field(default_factory=Budget)
    last: float = inf
    """When to give up what is `graced`, too, by `clock`."""

    @classmethod
    def within(cls, seconds: float, stop: threading.Event | None = None) -> "Limits":
        """So many seconds from now for one worker."""
        return cls(clock.now() + seconds, 1, 0, stop or threading.Event())

    @property
    def left(self) -> float:
        """Seconds left, never below 0."""
        return max(0.0, self.deadline - clock.now())

    @property
    def for_solver(self) -> float:
        """Seconds left as a solver is told them."""
        return clock.for_solvers(self.left)

    @property
    def called(self) -> bool:
        """Whether a stop or the time calls for an end, whatever work is left."""
        return self.stop.is_set() or self.left <= 0

    @property
    def over(self) -> bool:
        """Whether it is time to stop."""
        return self.called or self.budget.left <= 0

    def heed(self) -> None:
        """Raise TimeUp where a stop or the last moment calls for an end: before what takes long and can't be ended."""
        if self.stop.is_set() or clock.now() > self.last:
            raise TimeUp

    def graced(self, seconds: float) -> "Limits":
        """The same limits with at least so many seconds left: for what should not be given up at the last step."""
        return replace(self, deadline=max(self.deadline, clock.now() + seconds))

    def enough(self, value: int, bound: int) -> bool:
        """Whether a value is near enough to its bound."""
        return value - bound <= self.gap * max(1, value)

    def share(self, part: float) -> "Limits":
        """The same limits with a part of the time and work left."""
        budget = Budget(part * self.budget.left, self.budget)
        return replace(self, deadline=clock.now() + part * self.left, budget=budget)


class TimeUp(Exception):  # noqa: N818 - not an error: the limits are kept
    """It was time to stop before there was anything to give back."""


T = TypeVar("T")


def heeding(limits: Limits, many: Iterable[T], ticks: int = TICKS) -> Iterator[T]:
    """One after the other; raises TimeUp as soon as the limits are over, looking after every so many."""
    for number, one in enumerate(many):
        if number % ticks == 0 and limits.over:
            raise TimeUp
        yield one


@contextmanager
def looking(look: Callable[[], object]) -> Iterator[None]:
    """Look at once, and from another thread again and again while the block runs.

    Solvers run outside Python and call back on solutions only.
    """
    done = threading.Event()
    look()

    def watch() -> None:
        while not done.wait(LOOK):
            look()

    watcher = threading.Thread(target=watch, name="tandem-watch", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


@contextmanager
def passing_on(stop: threading.Event, action: Callable[[], object]) -> Iterator[None]:
    """Call `action` as soon as `stop` is set while the block runs."""
    with looking(lambda: stop.is_set() and action()):
        yield


@contextmanager
def ending(limits: Limits, action: Callable[[], object]) -> Iterator[None]:
    """Call `action`, which ends a solver's run, as soon as a stop or the time calls for it while the block runs."""
    with looking(lambda: limits.called and action()):
        yield


class Watch:
    """Ends a solve that has a roster and has made no headway for so many seconds."""

    def __init__(self, patience: float) -> None:
        self.stop = threading.Event()
        self.stalled = False
        self._patience = patience
        self._moved = inf

    def moved(self) -> None:
        """Take in that there is a roster, or a better one, or a better bound."""
        self._moved = clock.now()

    def look(self) -> None:
        """End the solve where it is time."""
        if clock.now() - self._moved > self._patience:
            self.stalled = True
            self.stop.set()


@contextmanager
def watching(stop: threading.Event, patience: float) -> Iterator[Watch]:
    """A watch over what runs in the block; `stop` from outside ends it too."""
    watch = Watch(patience)

    def look() -> None:
        if stop.is_set():
            watch.stop.set()
        watch.look()

    with looking(look):
        yield watch
