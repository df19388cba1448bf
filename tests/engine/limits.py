"""Limits that no test reaches."""

from tandem_scheduler.engine.limits import Limits


def plenty() -> Limits:
    """An hour for one worker, with nobody to stop it."""
    return Limits.within(3_600)
