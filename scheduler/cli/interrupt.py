"""Long work that Ctrl-C and SIGTERM bring to an early end instead of losing it."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from threading import Event, Thread
from types import FrameType
from typing import NoReturn, TypeVar

from .output import Code

T = TypeVar("T")

STEP = 0.1
"""Seconds between two looks at the work: how late a signal or a progress line can be."""


SIGNALS = (signal.SIGINT, signal.SIGTERM)
"""What ends a command early."""


def heed_signals() -> None:
    """Have SIGINT and SIGTERM raise KeyboardInterrupt.

    A process that a script starts with `&` has SIGINT ignored: left so, it would be lost while files are read.
    """
    for number in SIGNALS:
        signal.signal(number, signal.default_int_handler)


@contextmanager
def stop_on_signals() -> Iterator[Event]:
    """An event that the first SIGINT or SIGTERM sets; a second one ends the process at once.

    The process ends without the interpreter's tidying up: a thread in native code would hold that up, or crash in it.
    """
    stop = Event()

    def ask(_signal: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, ask) for number in SIGNALS}
    try:
        yield stop
    except KeyboardInterrupt:
        leave(Code.INTERRUPTED)
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
