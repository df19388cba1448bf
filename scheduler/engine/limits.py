"""What a solve may use, and how a stop from outside reaches whatever is running."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from math import inf

ITERATIONS = 5_000
"""Simplex iterations that count as one unit of work."""


class Budget:
    """Work that may still be done, in units of CP-SAT's deterministic time: the same on any machine."""

    def __init__(self, work: float = inf, whole: "Budget | None" = None) -> None:
        """`whole` is the budget that this one is a part of."""
        self._left = work
        self._whole = whole

    @property
    def left(self) -> float:
        """Work left, never below 0."""
        return self._left if self._whole is None else min(self._left, self._whole.left)

    def spend(self, work: float) -> None:
        """Take what was done off what is left."""
        self._left = max(0.0, self._left - work)
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
    """When to stop, on `time.monotonic`'s clock."""
    workers: int
    seed: int
    stop: threading.Event
    gap: float = 0.0
    """A tier whose value is above its bound by no more than this part of the value is good enough."""
    budget: Budget = field(default_factory=Budget)

    @property
    def left(self) -> float:
        """Seconds left, never below 0."""
        return max(0.0, self.deadline - time.monotonic())

    @property
    def over(self) -> bool:
        """Whether it is time to stop."""
        return self.stop.is_set() or self.left <= 0 or self.budget.left <= 0

    def graced(self, seconds: float) -> "Limits":
        """The same limits with at least so many seconds left: for what should not be given up at the last step."""
        return replace(self, deadline=max(self.deadline, time.monotonic() + seconds))

    def enough(self, value: int, bound: int) -> bool:
        """Whether a value is near enough to its bound."""
        return value - bound <= self.gap * max(1, value)

    def share(self, part: float) -> "Limits":
        """The same limits with a part of the time and work left."""
        budget = Budget(part * self.budget.left, self.budget)
        return replace(self, deadline=time.monotonic() + part * self.left, budget=budget)


class TimeUp(Exception):  # noqa: N818 - not an error: the limits are kept
    """It was time to stop before there was anything to give back."""


@contextmanager
def passing_on(stop: threading.Event, action: Callable[[], object]) -> Iterator[None]:
    """Call `action` as soon as `stop` is set while the block runs.

    Solvers run outside Python and call back on solutions only, so the event is watched from another thread.
    """
    done = threading.Event()
    if stop.is_set():
        action()

    def watch() -> None:
        while not done.wait(0.05):
            if stop.is_set():
                action()

    watcher = threading.Thread(target=watch, name="tandem-stop", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


class Watch:
    """Ends a solve that has a roster and has made no headway for so many seconds."""

    def __init__(self, patience: float) -> None:
        self.stop = threading.Event()
        self.stalled = False
        self._patience = patience
        self._moved = inf

    def moved(self) -> None:
        """Take in that there is a roster, or a better one, or a better bound."""
        self._moved = time.monotonic()

    def look(self) -> None:
        """End the solve where it is time."""
        if time.monotonic() - self._moved > self._patience:
            self.stalled = True
            self.stop.set()


@contextmanager
def watching(stop: threading.Event, patience: float) -> Iterator[Watch]:
    """A watch over what runs in the block; `stop` from outside ends it too."""
    watch, done = Watch(patience), threading.Event()

    def look() -> None:
        while not done.wait(0.05):
            if stop.is_set():
                watch.stop.set()
            watch.look()

    if stop.is_set():
        watch.stop.set()
    watcher = threading.Thread(target=look, name="tandem-watch", daemon=True)
    watcher.start()
    try:
        yield watch
    finally:
        done.set()
        watcher.join()
