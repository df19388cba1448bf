"""What holds for all tests: no outcome depends on how fast the machine is."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tandem_scheduler.engine import clock as running

from .clock import HELD, HeldClock

settings.register_profile("tandem", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tandem")


@pytest.fixture(autouse=True, scope="session")
def _held() -> Iterator[None]:
    """Nothing runs out of time unless a test moves the clock."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "now", HELD.now)
        patch.setattr(running, "for_solvers", HELD.for_solvers)
        patch.setattr(running, "today", HELD.today)
        yield


@pytest.fixture
def clock() -> Iterator[HeldClock]:
    """The clock that limits go by, held."""
    yield HELD
    HELD.step = 0.0
