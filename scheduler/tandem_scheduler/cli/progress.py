"""How a running solve is shown on standard error: a live view in a terminal, plain lines elsewhere."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from types import TracebackType
from typing import Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table

from tandem_models import AnswerProgress, Progress
from tandem_scheduler.views.phrases import by
from tandem_scheduler.words.plain import plain

from .output import words

QUIET = 2.0
"""Seconds a solve may take without a word in a log."""

STOPPING = "Stopping: the best roster so far follows. Ctrl-C once more leaves without it."


class View(ABC):
    """What a solve's news are given to.

    `news` may be called from any thread and only keeps what it is told; `tick` draws, in the thread that owns the
    terminal.
    """

    def __init__(self, console: Console, time_limit: float, stop: Event, clock: Callable[[], float]) -> None:
        self._console = console
        self._limit = time_limit
        self._stop = stop
        self._clock = clock
        self._began = clock()
        self._latest: dict[int, Progress] = {}
        self._finishing = False

    def news(self, progress: Progress) -> None:
        """Keep the latest word on a tier."""
        self._finishing = progress.stage == "finishing"
        if not progress.repeated:
            self._latest[progress.tier] = progress

    @abstractmethod
    def tick(self) -> None:
        """Show what is new."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    @property
    def _elapsed(self) -> float:
        return self._clock() - self._began

    def _tiers(self) -> list[Progress]:
        """The latest word on each tier begun, in order."""
        return [news for _, news in sorted(self._latest.copy().items())]


class Lines(View):
    """A line for each finished tier, once a solve has taken long enough for anybody to wonder."""

    def __init__(self, console: Console, time_limit: float, stop: Event, clock: Callable[[], float]) -> None:
        super().__init__(console, time_limit, stop, clock)
        self._told: set[int] = set()
        self._told_stopping = False

    def tick(self) -> None:
        """Print what has finished since the last call."""
        if self._stop.is_set() and not self._told_stopping:
            self._told_stopping = True
            self._console.print(STOPPING, soft_wrap=True)
        if self._elapsed < QUIET:
            return
        for news in self._tiers():
            if news.done and news.tier not in self._told:
                self._told.add(news.tier)
                tier = f"tier {news.tier + 1} of {news.tiers}, {plain(news.name)}"
                line = f"{news.seconds:6.1f} s  {tier}: {standing(news)}"
                self._console.print(words(line), soft_wrap=True)


class Screen(View):
    """A few lines at the bottom of the terminal: finished tiers, the one being solved, the time. Gone when done."""

    def __init__(self, console: Console, time_limit: float, stop: Event, clock: Callable[[], float]) -> None:
        super().__init__(console, time_limit, stop, clock)
        self._spinner = Spinner("line")
        self._live = Live(console=console, auto_refresh=False, transient=True)

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.stop()

    def tick(self) -> None:
        """Draw the view anew."""
        self._live.update(self._view(), refresh=True)

    def _view(self) -> RenderableType:
        tiers = self._tiers()
        table = Table.grid(padding=(0, 2, 0, 0))
        for news in tiers:
            style = "dim" if news.done else ""
            table.add_row(
                words(f"{news.tier + 1} of {news.tiers}", style),
                words(plain(news.name), style),
                words(standing(news), style),
            )
        doing = "Finishing" if self._finishing else "Solving" if tiers else "Preparing"
        self._spinner.update(text=words(f"{doing}, {self._elapsed:.1f} of {self._limit:g} s"))
        parts: list[RenderableType] = [table] if tiers else []
        parts += [words(STOPPING, "yellow")] if self._stop.is_set() else []
        return Group(*parts, self._spinner)


def view(console: Console, time_limit: float, stop: Event, clock: Callable[[], float] = time.monotonic) -> View:
    """The view that suits where standard error goes."""
    kind = Screen if console.is_interactive else Lines
    return kind(console, time_limit, stop, clock)


class Waiting:
    """Says that an answer is being worked out, and what is being done; called now and then, it shows that.

    `news` may be called from any thread and only keeps what it is told.
    """

    def __init__(self, console: Console, doing: str, limit: float | None, clock: Callable[[], float]) -> None:
        self._console = console
        self._doing = doing
        self._limit = limit
        self._clock = clock
        self._began = clock()
        self._latest: AnswerProgress | None = None
        self._told: set[str] = set()
        self._spinner = Spinner("line")
        self.live: Live | None = None
        """The line in a terminal."""

    def news(self, progress: AnswerProgress) -> None:
        """Keep the latest word."""
        self._latest = progress

    def __call__(self) -> None:
        """Show the time and the latest word in a terminal; elsewhere once it has taken a while, each thing once."""
        elapsed, latest = self._clock() - self._began, self._latest
        if self.live is not None:
            of = "" if self._limit is None else f" of {self._limit:g}"
            told = "" if latest is None else f": {_counted(latest)}"
            self._spinner.update(text=words(f"{self._doing}, {elapsed:.1f}{of} s{told}"))
            self.live.update(self._spinner, refresh=True)
        elif elapsed >= QUIET:
            at_most = "" if self._limit is None else f", at most {self._limit:g} s"
            self._say_once(f"{self._doing}{at_most} ...")
            if latest is not None:
                self._say_once(f"{elapsed:6.1f} s  {_counted(latest)}", latest.doing)

    def _say_once(self, line: str, what: str = "") -> None:
        if what not in self._told:
            self._told.add(what)
            self._console.print(words(line), soft_wrap=True)


def _counted(news: AnswerProgress) -> str:
    """What is being done, and how much of it is done."""
    of = "" if news.of is None else f" of {news.of}"
    done = f", {news.done}{of} done" if news.done or of else ""
    return f"{news.doing[:1].lower()}{news.doing[1:]}{done}"


@contextmanager
def waiting(
    console: Console, doing: str, limit: float | None, clock: Callable[[], float] = time.monotonic
) -> Iterator[Waiting]:
    """Says that something goes on; gives what is to be called now and then, and takes in news if there are any.

    In a terminal a line with the time, gone when done; elsewhere a line once it has taken a while.
    """
    found = Waiting(console, doing, limit, clock)
    if not console.is_interactive:
        yield found
        return
    with Live(console=console, auto_refresh=False, transient=True) as found.live:
        yield found


def standing(news: Progress) -> str:
    """How far a tier is: its value, bound and gap as far as they are known, and what found the roster."""
    if news.value is None:
        return f"no roster yet, bound {news.bound}"
    gap = news.value - news.bound
    good = "optimal" if gap <= 0 else f"bound {news.bound}, gap {gap}"
    return ", ".join(filter(None, (f"{news.value}", good, by(news.found_by))))
