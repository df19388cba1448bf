"""What becomes of the process when it is told to end: it leaves at once and quietly, but for work that can be stopped.

Loads nothing: it is there before anything else, which takes a while to load.
"""

from __future__ import annotations

import os
import signal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Any

    Handler = Callable[[int, FrameType | None], Any]

INTERRUPTED = 130

HANGUP = getattr(signal, "SIGHUP", None)
"""The terminal was closed; Windows has no such signal."""

ENDING = [signal.SIGINT, signal.SIGTERM, *([HANGUP] if HANGUP is not None else [])]


def on_signals(handler: Handler) -> dict[int, Any]:
    """Let a handler take the signals that end a process; which handlers these had before.

    Under nohup the terminal's end stays ignored. SIGINT is not what a user has ignored but a script that starts a
    process with `&`: left so, it would be lost.
    """
    heeded = [number for number in ENDING if not (number == HANGUP and signal.getsignal(number) == signal.SIG_IGN)]
    return {number: signal.signal(number, handler) for number in heeded}


def leave(_signal: int, _frame: FrameType | None) -> None:
    """End the process without a word: an exception would come out of whatever was being loaded, or get lost in it."""
    if os.isatty(2) and os.environ.get("TERM", "dumb") != "dumb":
        os.write(2, b"\x1b[?25h")  # a progress line may have hidden the cursor
    os._exit(INTERRUPTED)
