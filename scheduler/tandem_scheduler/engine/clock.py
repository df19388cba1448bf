"""The clock that everything goes by which may run out, says how long it took, or when it was made.

Read as `clock.now()`, never bound to another name: a test holds it by putting functions of its own in place of these.
"""

import time
from datetime import date


def now() -> float:
    """Seconds since some instant; never goes back."""
    return time.monotonic()


def for_solvers(seconds: float) -> float:
    """What solvers, which go by clocks of their own, are allowed where so many seconds are left."""
    return seconds


def today() -> date:
    """The date by this machine's clock and time zone."""
    return date.today()
