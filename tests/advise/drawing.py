"""Random scenarios, one after the other, until enough of them were of use."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from tandem_models import Scenario
from tests.agreement.random_scenarios.scenarios import scenarios
from tests.times import TIMES


class _EnoughError(Exception):
    """Ends the drawing of scenarios."""


def draw(number: int, wanted: int, look: Callable[[Scenario], bool]) -> None:
    """Hand over scenarios, by the number, until `look` has found so many of use, or `TIMES` as many.

    Fails where it never does.
    """
    found = 0

    @seed(number)
    @settings(
        max_examples=3_000 * TIMES,
        report_multiple_bugs=False,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[*HealthCheck],
    )
    @given(scenarios())
    def handed(plan: Scenario) -> None:
        nonlocal found
        if found >= wanted * TIMES:
            raise _EnoughError
        found += look(plan)

    with pytest.raises(_EnoughError):
        handed()
