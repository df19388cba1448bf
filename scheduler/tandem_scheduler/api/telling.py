"""What a running call tells whoever listens: its news, and about every second without any that work goes on."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import inf
from typing import Generic, TypeVar

from tandem_models import AnswerProgress, KindError, Progress, Scenario

from ..advise.headway import Tell, quiet
from ..engine import Watch, clock, looking, watching

PULSE = 1.0
"""Seconds without news after which it is told that work goes on."""

N = TypeVar("N")
P = TypeVar("P", Progress, AnswerProgress)

Listener = Callable[[AnswerProgress], None]
"""What hears how far an answer is."""


class Pulse(Generic[N]):
    """Tells a listener all news, one after the other, and again what was told last where nothing is new."""

    def __init__(self, listener: Callable[[N], None], again: Callable[[N | None], N]) -> None:
        """`again` makes what is told where nothing is new, of the last news; None: before there were any."""
        self._listener: Callable[[N], None] | None = listener
        self._again = again
        self._lock = threading.Lock()
        self._last: N | None = None
        self._told = clock.now()
        self._error: BaseException | None = None

    def tell(self, news: N) -> None:
        """Tell news; what the listener raises comes out here."""
        with self._lock:
            self._last = news
            self._call(news)

    def beat(self) -> None:
        """Tell that work goes on, where nothing was told for long; not while the listener is being told something."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            if clock.now() - self._told >= PULSE:
                self._call(self._again(self._last))
        finally:
            self._lock.release()

    @contextmanager
    def beating(self, end: Callable[[], object]) -> Iterator[None]:
        """Beat while the block runs; where the listener raises meanwhile, `end` is called, and it comes out at last."""

        def look() -> None:
            try:
                self.beat()
            except BaseException as error:
                self._error = error
                end()

        with looking(look):
            yield
        if self._error is not None:
            raise self._error

    def _call(self, news: N) -> None:
        # A listener that raises is not called again.
        listener, self._listener = self._listener, None
        if listener is not None:
            listener(news)
            self._listener = listener
            self._told = clock.now()


def _timed(listener: Callable[[P], None], began: float) -> Callable[[P], None]:
    """What tells a listener news with the seconds since the call began, by `clock`, at which it hears them.

    A pulse tells one after the other, so that they never go back.
    """
    return lambda news: listener(news.model_copy(update={"seconds": clock.now() - began}))


class SolveNews:
    """What is told of a solve: to the listener everything, to the watch what moves."""

    def __init__(self, scenario: Scenario, began: float, listener: Callable[[Progress], None] | None) -> None:
        """`began` is when the solve did, by `clock`."""
        self._tiers = scenario.objectives
        self._watch: Watch | None = None
        self._failed = False
        self._best: dict[int, tuple[float, float]] = {}
        self._latest: dict[int, Progress] = {}
        self._finishing = False
        self.pulse = None if listener is None else Pulse(_timed(listener, began), self._again)

    @contextmanager
    def told(self) -> Iterator[None]:
        """Tell that the solve goes on while the block runs, whatever takes long in it."""
        if self.pulse is None:
            yield
            return
        with self.pulse.beating(self._fail):
            yield

    def watched_by(self, watch: Watch) -> None:
        """Have a watch look at what moves, and end the search where the listener raises."""
        self._watch = watch
        if self._failed:
            watch.stop.set()

    def _fail(self) -> None:
        self._failed = True
        if self._watch is not None:
            self._watch.stop.set()

    def hear(self, news: Progress) -> None:
        """Take in news of the search."""
        if news.value is not None:
            value, bound = self._best.get(news.tier, (inf, -inf))
            if self._watch is not None and (news.value < value or news.bound > bound):
                self._watch.moved()
            self._best[news.tier] = (min(value, news.value), max(bound, news.bound))
        self._latest[news.tier] = news
        if self.pulse is not None:
            self.pulse.tell(news)

    def finish(self) -> None:
        """Take in that the search has ended."""
        self._finishing = True

    def _again(self, last: Progress | None) -> Progress:
        """How the solve stands where nothing is new; of a tier that is done nothing is told again, but of the next."""
        after, ended = last is not None and last.done, self._finishing
        ended = ended or (after and last is not None and last.tier + 1 == len(self._tiers))
        tier = 0 if last is None else last.tier + (after and not ended)
        known = self._latest.get(tier)
        going_on = "preparing" if last is None else "solving" if after or known is None else known.stage
        return Progress(
            seconds=0,
            tier=tier,
            tiers=len(self._tiers),
            name=self._tiers[tier].name,
            value=None if known is None else known.value,
            bound=0 if known is None else known.bound,
            found_by=() if known is None else known.found_by,
            stage="finishing" if ended else going_on,
            repeated=True,
            deployments=None if last is None else last.deployments,
        )


def refuse_listener(listener: object) -> None:
    """Raise KindError where what is to hear the news is nothing that can be called."""
    if listener is not None and not callable(listener):
        raise KindError(f"on_progress must be callable, not {listener!r:.40}", "on_progress")


@contextmanager
def answering(listener: Listener | None, stop: threading.Event | None) -> Iterator[tuple[threading.Event, Tell]]:
    """Tell how far an answer is while the block runs; gives what ends it, and what it tells its news to."""
    refuse_listener(listener)
    if listener is None:
        yield stop or threading.Event(), quiet
        return

    def again(last: AnswerProgress | None) -> AnswerProgress:
        if last is None:
            return AnswerProgress(seconds=0, doing="Preparing", repeated=True)
        return last.model_copy(update={"repeated": True})

    pulse = Pulse(_timed(listener, clock.now()), again)

    def tell(doing: str, done: int = 0, of: int | None = None) -> None:
        pulse.tell(AnswerProgress(seconds=0, doing=doing, done=done, of=of))

    with watching(stop or threading.Event(), inf) as watch, pulse.beating(watch.stop.set):
        yield watch.stop, tell
