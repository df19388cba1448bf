"""Long work that a signal brings to an early end instead of losing it."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from threading import Event, Thread
from types import FrameType
from typing import NoReturn, TypeVar

from . import signals

T = TypeVar("T")

STEP = 0.1
"""Seconds between two looks at the work: how late a signal or a progress line can be."""


@contextmanager
def stop_on_signals() -> Iterator[Event]:
    """An event that the first signal to end sets; a second SIGINT or SIGTERM ends the process at once.

    A terminal that is closed may say so twice, itself and by its shell: that is no haste.
    The process ends without the interpreter's tidying up: a thread in native code would hold that up, or crash in it.
    """
    stop = Event()

    def ask(number: int, frame: FrameType | None) -> None:
        if stop.is_set() and number != signals.HANGUP:
            signals.leave(number, frame)
        stop.set()

    before = signals.on_signals(ask)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def leave(code: int) -> NoReturn:
    """End the process at once, with what was written so far."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def in_background(work: Callable[[], T], tick: Callable[[], None]) -> T:
    """Do the work in a thread of its own and call `tick` in this one until it is done.

    Python runs signal handlers in the main thread only, and not while it is inside the solver: this keeps it free.
    """
    done: Future[T] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:
            done.set_exception(error)

    Thread(target=run, name="tandem-work", daemon=True).start()
    while not done.done():
        wait([done], timeout=STEP)
        tick()
    return done.result()
