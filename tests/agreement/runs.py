"""A run of random scenarios, and what they were."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import product
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, given, seed, settings

from tandem_models import Scenario
from tandem_scheduler.engine.formulation.build import build
from tandem_scheduler.engine.formulation.measures import Measures
from tandem_scheduler.engine.formulation.meetings.by_kind import match_kinds, split
from tandem_scheduler.engine.formulation.meetings.by_person import limit_pairs, meet
from tandem_scheduler.engine.formulation.roster_model import RosterModel
from tandem_scheduler.engine.limits import Limits
from tandem_scheduler.engine.problem.independent import split as independent
from tandem_scheduler.engine.problem.problem import Problem
from tandem_scheduler.engine.search.incumbent import FEW_MEETINGS, Incumbent

from .compare import Agreement, agree
from .random_scenarios.scenarios import scenarios
from .reduce import smallest


def rules_of(scenario: Scenario) -> set[str]:
    """Kinds and strengths of the rules of a scenario."""
    return {f"{rule.kind} {rule.strength}" for rule in scenario.rules_in_force}


def traits(scenario: Scenario, agreement: Agreement, widened: bool) -> list[str]:
    """What a scenario is counted under."""
    found = [
        "scenarios",
        agreement.schedule.status,
        *rules_of(scenario),
        *{f"known {tier.known}" for tier in agreement.schedule.tiers},
    ]
    found += [
        name for name in ("demand", "duties", "absences", "requests", "history", "pins") if getattr(scenario, name)
    ]
    if any(entry.surplus is not None for entry in scenario.demand):
        found.append("demand with surplus")
    if scenario.evenings.teams is None:
        found.append("teams left out")
    if len(scenario.sending) < len(scenario.calendar):
        found.append("evenings without teams")
    if any(person.since or person.until for person in scenario.people):
        found.append("newcomers or leavers")
    if any(area.shift is not None for area in scenario.areas):
        found.append("areas with own shift")
    if any(person.pattern for person in scenario.people):
        found.append("patterns")
    if len({person.home for person in scenario.people}) > 1:
        found.append("homes")
    if any(tier.best is not None for tier in agreement.schedule.tiers):
        found.append("tolerance")
    if any(tier.given for tier in agreement.schedule.tiers):
        found.append("tolerance used")
    if widened:
        found.append("pairs in conflict")
    if len(independent(scenario)) > 1:
        found.append("independent parts")
    if agreement.valid == agreement.rosters:
        found.append("every roster valid")
    return found


def told_apart(problem: Problem, limits: Limits | None = None) -> tuple[RosterModel, Measures]:
    """The model of a problem with all that it can say of who meets whom by kinds, from the start."""
    roster, measures = build(problem, limits)
    pairs = list(product(*problem.by_role.values()))
    for evening in problem.evenings:
        match_kinds(roster, evening, placed=True)
        for pair in pairs:
            split(roster, evening, pair)
        if evening % 2:
            match_kinds(roster, evening, frozenset(problem.people), placed=True)
    limit_pairs(roster, problem.evenings)
    measures.refresh()
    return roster, measures


def all_matched(problem: Problem, limits: Limits | None = None) -> tuple[RosterModel, Measures]:
    """The model of a problem that says of everybody whom they meet, from the start."""
    roster, measures = build(problem, limits)
    meet(roster, problem.evenings)
    measures.refresh()
    return roster, measures


def draw(number: int, examples: int, each: Callable[[Scenario], None]) -> None:
    """Hand over the scenarios of one seed: the same whatever is done with them."""

    @seed(number)
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=[Phase.generate],  # `smallest` shrinks faster
        suppress_health_check=list(HealthCheck),
    )
    @given(scenarios())
    def handed(scenario: Scenario) -> None:
        each(scenario)

    handed()


def run(number: int, examples: int) -> tuple[Counter[str], str | None]:
    """Compare the scenarios of one seed; what they were, and the first disagreement with its scenario made small.

    With some seeds all people are matched from the start, with others told apart by their kinds, as in large scenarios.
    """
    counts: Counter[str] = Counter()
    failure: list[str] = []
    widen: Callable[..., bool] = Incumbent.widen

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

    few = 0 if number % 2 else FEW_MEETINGS
    start = {1: all_matched, 3: told_apart}.get(number % 4, build)
    with (
        patch("tandem_scheduler.engine.search.incumbent.FEW_MEETINGS", few),
        patch("tandem_scheduler.engine.search.incumbent.FEW_WHERE_SCARCE", few),
        patch("tandem_scheduler.engine.search.incumbent.FEW_AT_LAST", few),
        patch("tandem_scheduler.engine.parts_solved.build", start),
        patch("tandem_scheduler.engine.proof.build", start),
    ):
        draw(number, examples, compare)
    return counts, failure[0] if failure else None


def _fails_with(kind: type[Exception], scenario: Scenario) -> bool:
    try:
        agree(scenario)
    except Exception as error:
        return type(error) is kind
    return False
