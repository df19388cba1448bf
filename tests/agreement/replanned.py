"""Random plans published, disrupted and planned anew: no roster of the evenings to come tells people less otherwise.

The published rosters are solved, drawn from those that could be, or wild ones that break rules; people fall sick or
leave, areas are closed, the number of teams changes, and mostly some evenings are over. Many at once:
`python -m tests.agreement.replanned 5000`, and those of other seeds with the first of them after that.
"""

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import product
from math import prod
from random import Random
from typing import Any, NamedTuple
from unittest.mock import patch

from pydantic import ValidationError

from tandem_models import Deployment, Measure, QuestionError, Role, RosterError, Scenario, ScenarioError
from tandem_scheduler import amended, check_proof, solve
from tandem_scheduler.api.solving import solve_by
from tandem_scheduler.checks import Checker
from tandem_scheduler.engine.formulation.build import build
from tandem_scheduler.engine.params import DEFAULTS, SearchParams
from tandem_scheduler.engine.problem.independent import split
from tandem_scheduler.engine.proofs.recheck import recheck

from .compare import as_good
from .reduce import smallest
from .runs import all_matched, draw, told_apart
from .second_reading.measuring import measures, told_otherwise
from .second_reading.reading import evenings
from .second_reading.rosters import AllRosters, Teams, wild

MOST = 1_500
"""Rosters of the evenings to come that are tried for one plan."""


class Way(NamedTuple):
    """How the engine is asked: with what params, from which model, and whether it sifts however few columns are."""

    params: SearchParams
    start: Callable[..., Any]
    sifting: bool


NARROW = SearchParams(few_meetings=0, few_where_scarce=0, few_at_last=0)

WAYS = (
    Way(DEFAULTS, build, sifting=False),
    Way(NARROW, all_matched, sifting=False),
    Way(DEFAULTS, build, sifting=True),
    Way(NARROW, told_apart, sifting=False),
    Way(NARROW, build, sifting=True),
)


def published(scenario: Scenario, random: Random) -> Teams:
    """A roster to publish, or a few of its teams: the best, any that could be drawn up, or one that breaks rules."""
    sort = random.choice(["best", "best", "any", "wild"])
    schedule = solve(scenario, workers=1) if sort == "best" else None
    if sort == "wild":
        teams = wild(scenario, random)
    else:
        teams = schedule.deployments if schedule and schedule.has_roster else AllRosters(scenario).sample(random)
    return teams if random.random() < 0.7 else tuple(random.sample(teams, random.randint(0, len(teams))))


def disrupted(data: dict[str, Any], dates: Sequence[date], random: Random) -> None:
    """Let one to three things happen to a plan."""
    people, areas = [one["id"] for one in data["people"]], [area["id"] for area in data["areas"]]

    def absent() -> None:
        first = random.choice(dates)
        last = first + timedelta(days=random.choice([0, 0, 1, 9]))
        data["absences"].append({"person": random.choice(people), "from": first, "to": last})

    def closed() -> None:
        rule: dict[str, Any] = {"kind": "area_teams", "areas": [random.choice(areas)], "max": 0}
        data["rules"].append(rule | random.choice([{}, {"on": [str(random.choice(dates))]}]))

    def teams() -> None:
        if data["evenings"]["teams"] is None:
            data["demand"].append({"on": [random.choice(dates)], "teams": random.randint(0, 2)})
        else:
            more = random.randint(0, data["evenings"]["teams"])
            data["evenings"]["overrides"].append({"on": [random.choice(dates)], "teams": more})

    def leaves() -> None:
        one = random.choice(data["people"])
        if one["since"] is None:
            one["until"] = random.choice([dates[0] - timedelta(days=1), *dates])

    for happens in random.choices([absent, absent, closed, teams, leaves], k=random.randint(1, 3)):
        happens()


def divided(data: dict[str, Any]) -> None:
    """Make a plan two independent parts, as far as nothing else in it links them: the first of all and the others."""
    data["evenings"]["teams"] = None
    data["demand"].append({"teams": 1, "surplus": 0})
    for override in data["evenings"]["overrides"]:
        override["teams"] = None
    for one in data["people"]:
        one["home"] = None
    for things in (slice(0, 1), slice(1, None)):
        people = [one["id"] for role in Role for one in [p for p in data["people"] if p["role"] == role][things]]
        areas = [area["id"] for area in data["areas"] if area not in data["areas"][things]]
        if people and areas:
            data["rules"].append({"kind": "area_limit", "who": people, "areas": areas, "max": 0})
    data["pins"], data["requests"], data["history"] = [], [], []


def objectives(scenario: Scenario, random: Random) -> list[Any]:
    """Coverage, changes, and what the plan has besides; now and then something before them or together with them."""
    begin: list[Any] = random.choice(
        [
            *(["coverage", "changes"],) * 4,
            ["changes"],
            ["changes", "coverage"],
            [{"coverage": 10, "changes": 1}],
            [{"coverage": 1, "tolerance": random.choice([1, "50%"])}, {"changes": 1, "tolerance": 0}],
        ]
    )
    rest = []
    for tier in scenario.objectives:
        weights = {m: weight for m, weight in tier.weights.items() if m not in (Measure.COVERAGE, Measure.CHANGES)}
        rest += [{**weights, "tolerance": tier.tolerance}] if weights else []
    return [*begin, *rest]


def replan(scenario: Scenario, random: Random) -> Scenario | None:
    """The plan after something happened, with its published roster; None where that has no team, or can't be said."""
    before = scenario.changed(published=[], operation=scenario.operation.model_copy(update={"today": None}))
    data = before.model_dump(mode="json")
    if len(scenario.areas) > 1 and random.random() < 0.15:
        divided(data)
        try:
            before = Scenario.model_validate(data)
        except ValidationError:
            return None  # such as a rule on those who have a home
    teams, dates = published(before, random), evenings(scenario)
    if not teams:
        return None
    disrupted(data, dates, random)
    data["objectives"] = objectives(before, random)
    today = random.choice([None, dates[0], *dates, *dates, dates[-1] + timedelta(days=1)])
    try:
        if random.random() < 0.4:
            after = Scenario.model_validate(data)
            closures = {random.choice(after.areas).id: random.choice(dates)} if random.random() < 0.3 else {}
            plan = amended(after, teams, today=today, closures=closures)
            _stands_but_for_what_happened(plan)
            return plan
        data["operation"]["today"] = today
        data["published"] = [team.model_dump(mode="json") for team in teams]
        return Scenario.model_validate(data)
    except (ScenarioError, RosterError, QuestionError, ValidationError):
        return None  # such as two teams of one person, on an evening that is over; or all are over


def _stands_but_for_what_happened(plan: Scenario) -> None:
    """Whatever rules the published roster breaks, it may still: only absences and the like speak against it."""
    for one in Checker(plan).violations(plan.told_teams):
        closed = one.kind == "area_teams" and one.allowed.startswith("at most 0")  # not gone to any more
        assert one.rule is None or one.strength == "soft" or closed, (one.message, plan.model_dump_json())


def agree(plan: Scenario, way: Way = WAYS[0]) -> str | None:
    """What kind of plan it was; None where it has too many rosters. AssertionError where two disagree."""
    opening = plan.opening
    dates = [on for on in evenings(plan) if on >= opening]
    nights = AllRosters(plan).nights[len(evenings(plan)) - len(dates) :]
    if prod(map(len, nights)) > MOST:
        return None
    worked = tuple(team for team in plan.facts if team.evening < opening)
    checker = Checker(plan)
    # What an evening costs goes by its teams alone.
    costs = [
        {teams: sum(told_otherwise(plan, teams, one.id, on) for one in plan.people) for teams in ways}
        for on, ways in zip(dates, nights, strict=True)
    ]
    valid: list[tuple[tuple[int, ...], Teams]] = []
    for choice in product(*nights):
        teams = (*worked, *(team for some in choice for team in some))
        roster = checker.roster(teams)
        told = sum(cost[some] for cost, some in zip(costs, choice, strict=True)) if plan.published else 0
        assert checker.measures(roster)[Measure.CHANGES] == told, (told, teams)
        if checker.valid(roster):
            valid.append((checker.tiers(roster), teams))
    few = 0 if way.sifting else 20_000
    with (
        patch("tandem_scheduler.engine.parts_solved.build", way.start),
        patch("tandem_scheduler.engine.formulation.frames.build", way.start),
        patch("tandem_scheduler.engine.solvers.sift.FEW", few),
        patch("tandem_scheduler.engine.solvers.sift.MOST", 1.0 if way.sifting else 0.2),
    ):
        schedule = solve_by(way.params, plan, workers=1)
        if not valid:
            assert schedule.status == "infeasible", schedule.status
            return "infeasible"
        solved, good = as_good(plan, valid)
        assert schedule.status == "optimal", (schedule.status, good)
        assert tuple(tier.solved for tier in schedule.tiers) == solved, (solved, schedule.tiers)
        assert tuple(tier.bound for tier in schedule.tiers) == solved, (solved, schedule.tiers)
        assert tuple(tier.value for tier in schedule.tiers) in good, (good, schedule.tiers)
        assert schedule.proof is not None
        assert recheck(plan, schedule.deployments, schedule.proof, way.params) == []
        if way.params == DEFAULTS:
            assert check_proof(plan, schedule, schedule.proof) == ()
    assert tuple(team for team in schedule.deployments if team.evening < opening) == worked
    told = measures(plan, schedule.deployments)[Measure.CHANGES]
    stated = {measure: value for tier in schedule.tiers for measure, value in tier.measures.items()}
    assert stated[Measure.CHANGES] == told == checker.measures(schedule.deployments)[Measure.CHANGES]
    proven = all(tier.known == "proven" for tier in schedule.tiers if Measure.CHANGES in tier.measures)
    return f"{'changed' if told else 'nothing told'}, {'proven' if proven else 'by search'}"


def run(number: int, examples: int) -> tuple[Counter[str], list[str]]:
    """Compare the re-plans of one seed; what they were, and where they disagreed, each made small."""
    way, counts, failures = WAYS[number % len(WAYS)], Counter[str](), list[str]()

    def compare(scenario: Scenario) -> None:
        plan = None
        try:
            plan = replan(scenario, Random(f"{number} {scenario.fingerprint}"))  # noqa: S311 - the same for the same
            found = None if plan is None else agree(plan, way)
        except Exception as error:
            small = "" if plan is None else smallest(plan, partial(_fails_with, type(error), way))
            failures.append(f"seed {number}: {type(error).__name__}: {error}\n{small}")
            return
        if plan is not None and found is not None:
            counts.update(["plans", found, *(["evenings over"] if plan.facts else [])])
            counts.update(["independent parts"] * (len(split(plan)) > 1))
            counts.update(["rules broken before"] * (not Checker(plan).valid(_as_told(plan))))

    draw(number, examples, compare)
    return counts, failures


def _as_told(plan: Scenario) -> tuple[Deployment, ...]:
    return tuple(team.as_deployment for team in plan.published)


def _fails_with(kind: type[Exception], way: Way, plan: Scenario) -> bool:
    try:
        agree(plan, way)
    except Exception as error:
        return type(error) is kind
    return False


if __name__ == "__main__":
    total, disagreed, first = Counter[str](), False, int(sys.argv[2]) if len(sys.argv) > 2 else 30_000
    for number in range(first, first + int(sys.argv[1]) // 100):
        counts, failures = run(number, 100)
        total += counts
        disagreed |= bool(failures)
        sys.stdout.write("".join(f"{failure}\n" for failure in failures))
        sys.stdout.flush()
    sys.stdout.write(f"{dict(total)}\n")
    sys.exit(disagreed)
