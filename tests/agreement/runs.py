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
from tandem_scheduler.engine.formulation.meetings.by_person import limit_pairs, meet
from tandem_scheduler.engine.formulation.meetings.by_type import match_types, split
from tandem_scheduler.engine.formulation.roster_model import RosterModel
from tandem_scheduler.engine.limits import Limits
from tandem_scheduler.engine.params import DEFAULTS, SearchParams
from tandem_scheduler.engine.problem.independent import split as independent
from tandem_scheduler.engine.problem.problem import Problem
from tandem_scheduler.engine.search.incumbent import Incumbent

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
        name
        for name in ("demand", "duties", "absences", "requests", "history", "published", "pins")
        if getattr(scenario, name)
    ]
    if any(entry.surplus is not None for entry in scenario.demand):
        found.append("demand with surplus")
    if scenario.evenings.teams is None:
        found.append("teams left out")
    if len(scenario.sending) < len(scenario.calendar):
        found.append("evenings without teams")
    if any(person.since or person.until for person in scenario.people):
        found.append("newcomers or leavers")
    if any(person.available for person in scenario.people):
        found.append("days available")
    if any(absence.person not in scenario.person for absence in scenario.absences):
        found.append("absences of a tag")
    if any(rule.exempt for rule in scenario.rules_in_force):
        found.append("exceptions")
    if any(getattr(rule, "on", None) for rule in scenario.rules_in_force):
        found.append("rules on some days")
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


def told_apart(
    problem: Problem, limits: Limits | None = None, params: SearchParams = DEFAULTS
) -> tuple[RosterModel, Measures]:
    """The model of a problem with all that it can say of who meets whom by types of people, from the start."""
    model, measures = build(problem, limits, params)
    pairs = list(product(*problem.by_role.values()))
    for evening in problem.evenings[problem.opening :]:
        match_types(model, evening, placed=True)
        for pair in pairs:
            split(model, evening, pair)
        if evening % 2:
            match_types(model, evening, frozenset(problem.people), placed=True)
    limit_pairs(model, problem.evenings)
    measures.refresh()
    return model, measures


def all_matched(
    problem: Problem, limits: Limits | None = None, params: SearchParams = DEFAULTS
) -> tuple[RosterModel, Measures]:
    """The model of a problem that says of everybody whom they meet, from the start."""
    model, measures = build(problem, limits, params)
    meet(model, problem.evenings)
    measures.refresh()
    return model, measures


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

    With some seeds all people are matched from the start, with others told apart by their types, as in large scenarios.
    """
    counts: Counter[str] = Counter()
    failure: list[str] = []
    widen: Callable[..., bool] = Incumbent.widen

    def compare(scenario: Scenario) -> None:
        if failure:
            return
        with patch.object(Incumbent, "widen", autospec=True, side_effect=widen) as widening:
            try:
                agreement = agree(scenario, params)
            except Exception as error:
                small = smallest(scenario, partial(_fails_with, type(error), params))
                failure.append(f"seed {number}: {type(error).__name__}: {error}\n{small}")
                return
        counts.update(traits(scenario, agreement, widening.called))

    params = SearchParams(few_meetings=0, few_where_scarce=0, few_at_last=0) if number % 2 else DEFAULTS
    start = {1: all_matched, 3: told_apart}.get(number % 4, build)
    with (
        patch("tandem_scheduler.engine.parts_solved.build", start),
        patch("tandem_scheduler.engine.formulation.frames.build", start),
    ):
        draw(number, examples, compare)
    return counts, failure[0] if failure else None


def _fails_with(kind: type[Exception], params: SearchParams, scenario: Scenario) -> bool:
    try:
        agree(scenario, params)
    except Exception as error:
        return type(error) is kind
    return False
