"""Limits that no test reaches."""

import threading
import time

from scheduler.engine.limits import Limits


def plenty() -> Limits:
    """A minute for one worker, with nobody to stop it."""
    return Limits(time.monotonic() + 60, 1, 0, threading.Event())
