"""A run of random scenarios, and what they were."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, given, seed, settings

from models import Scenario
from scheduler.engine.incumbent import Incumbent
from scheduler.engine.parts import split

from .compare import Agreement, agree
from .reduce import smallest
from .scenarios import scenarios


def traits(scenario: Scenario, agreement: Agreement, widened: bool) -> list[str]:
    """What a scenario is counted under."""
    found = [
        "scenarios",
        agreement.schedule.status,
        *{f"{rule.kind} {rule.strength}" for rule in scenario.rules_in_force},
        *{f"known {tier.known}" for tier in agreement.schedule.tiers},
    ]
    found += [
        name for name in ("demand", "duties", "absences", "requests", "history", "pins") if getattr(scenario, name)
    ]
    if any(entry.surplus is not None for entry in scenario.demand):
        found.append("demand with surplus")
    if scenario.evenings.teams is None:
        found.append("teams left out")
    if any(area.shift is not None for area in scenario.areas):
        found.append("areas with own shift")
    if any(person.pattern for person in scenario.people):
        found.append("patterns")
    if len({person.home for person in scenario.people}) > 1:
        found.append("homes")
    if widened:
        found.append("pairs in conflict")
    if len(split(scenario)) > 1:
        found.append("independent parts")
    if agreement.valid == agreement.rosters:
        found.append("every roster valid")
    return found


def run(number: int, examples: int) -> tuple[Counter[str], str | None]:
    """Compare the scenarios of one seed; what they were, and the first disagreement with its scenario made small."""
    counts: Counter[str] = Counter()
    failure: list[str] = []
    widen: Callable[..., None] = Incumbent.widen

    @seed(number)
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=[Phase.generate],  # `smallest` shrinks faster
        suppress_health_check=list(HealthCheck),
    )
    @given(scenarios())
    def compare(scenario: Scenario) -> None:
        if failure:
            return
        with patch.object(Incumbent, "widen", autospec=True, side_effect=widen) as widening:
            try:
                agreement = agree(scenario)
            except Exception as error:
                small = smallest(scenario, partial(_fails_with, type(error)))
                failure.append(f"seed {number}: {type(error).__name__}: {error}\n{small}")
                return
        counts.update(traits(scenario, agreement, widening.called))

    compare()
    return counts, failure[0] if failure else None


def _fails_with(kind: type[Exception], scenario: Scenario) -> bool:
    try:
        agree(scenario)
    except Exception as error:
        return type(error) is kind
    return False
