"""What a solve may use, and how a stop from outside reaches whatever is running."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Limits:
    """What a solve may use."""

    deadline: float
    """When to stop, on `time.monotonic`'s clock."""
    workers: int
    seed: int
    stop: threading.Event

    @property
    def left(self) -> float:
        """Seconds left, never below 0."""
        return max(0.0, self.deadline - time.monotonic())

    @property
    def over(self) -> bool:
        """Whether it is time to stop."""
        return self.stop.is_set() or self.left <= 0

    def share(self, part: float) -> "Limits":
        """The same limits with a part of the time left."""
        return replace(self, deadline=time.monotonic() + part * self.left)


class TimeUp(Exception):  # noqa: N818 - not an error: the limits are kept
    """It was time to stop before there was anything to give back."""


@contextmanager
def passing_on(stop: threading.Event, action: Callable[[], object]) -> Iterator[None]:
    """Call `action` as soon as `stop` is set while the block runs.

    Solvers run outside Python and call back on solutions only, so the event is watched from another thread.
    """
    done = threading.Event()

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
