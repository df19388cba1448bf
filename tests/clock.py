"""A clock that a test holds: time passes only where the test says so, however fast or slow the machine is."""

import threading
from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar

T = TypeVar("T")

TODAY = date(2021, 2, 15)
"""The date by the clock."""

AGES = 3_600.0
"""Seconds that a solver is allowed while no time passes: more than any test takes."""


class HeldClock:
    """Stands in for `tandem_scheduler.engine.clock`."""

    def __init__(self) -> None:
        self._time = 0.0
        self.step = 0.0
        """Seconds that pass with every look at the clock, but for those of threads that only watch."""

    def now(self) -> float:
        if threading.current_thread().name != "tandem-watch":
            self._time += self.step
        return self._time

    def for_solvers(self, seconds: float) -> float:
        return AGES if seconds > 0 else 0.0

    def today(self) -> date:
        return TODAY

    def cut_short(self, call: Callable[..., T], done: Callable[[T], bool]) -> Iterator[T]:
        """What a call gives within ever more looks at the clock, as long as it is not done by then."""
        self.step, limit = 1.0, 1.0
        while not done(found := call(time_limit=limit)):
            yield found
            limit *= 1.4
        self.step = 0.0

    def forward(self, seconds: float) -> None:
        """Let so many seconds pass."""
        self._time += seconds


HELD = HeldClock()
