"""How late a solve ends after a stop or its time limit, and how long it is silent: `python -m benchmarks stops`."""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from rich.table import Table

from tandem_models import Progress, Scenario
from tandem_scheduler import solve

LONG = 3_600.0
"""Seconds that a solve may take that is to be stopped."""

SHARE, MORE = 0.1, 1.0
"""A solve may end later by this part of the time, and by so many seconds."""


@dataclass(frozen=True)
class Stopped:
    """What came of one stop, or of one time limit."""

    instance: str
    how: str
    after: float
    """Seconds after which the stop came, or the limit."""
    late: float
    """Seconds beyond that until the call ended."""
    silent: float
    """Longest time without news, in seconds."""
    left: int
    """Threads and processes left over."""
    status: str

    @property
    def good(self) -> bool:
        """Whether it ended in time, and left nothing over."""
        return self.late <= SHARE * self.after + MORE and not self.left


def measure(instance: str, scenario: Scenario, seconds: Iterable[float], *, limits: bool = False) -> Iterator[Stopped]:
    """Solve again and again by one worker, ended by a stop, or by the time limit, after so many seconds each time."""
    for after in seconds:
        before, children = set(threading.enumerate()), _children()
        stop, moments = threading.Event(), [time.monotonic()]
        timer = threading.Timer(after, stop.set)

        def hear(_: Progress, moments: list[float] = moments) -> None:
            moments.append(time.monotonic())

        if not limits:
            timer.start()
        schedule = solve(scenario, time_limit=after if limits else LONG, workers=1, stop=stop, on_progress=hear)
        moments.append(time.monotonic())
        timer.cancel()
        if not limits:
            timer.join()
        gaps = [later - sooner for sooner, later in pairwise(moments)]
        left = len(set(threading.enumerate()) - before) + len(_children() - children)
        late = max(0.0, moments[-1] - moments[0] - after)
        how = "time limit" if limits else "stop"
        yield Stopped(instance, how, after, late, max(gaps), left, f"{schedule.status}, {schedule.stop_reason}")


def _children() -> set[str]:
    """The processes that this one has started and that there are."""
    found = set[str]()
    for path in Path("/proc/self/task").glob("*/children"):
        with suppress(FileNotFoundError):  # a thread that has just ended
            found.update(path.read_text(encoding="utf-8").split())
    return found


def table(found: Iterable[Stopped]) -> Table:
    """What was measured, for a terminal."""
    view = Table("instance", "ended by", "after, s", "late, s", "longest silence, s", "left over", "")
    for one in found:
        note = one.status if one.good else f"{one.status}: LATE" if not one.left else f"{one.status}: LEFT OVER"
        view.add_row(
            one.instance, one.how, f"{one.after:g}", f"{one.late:.2f}", f"{one.silent:.2f}", f"{one.left}", note
        )
    return view
