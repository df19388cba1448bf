"""The incremental evaluation of a roster says what the checker says, whatever the teams."""

from collections.abc import Callable
from functools import partial
from itertools import product
from random import Random

import pytest

from tandem_models import Deployment, Scenario
from tandem_models.ranking import Ranking
from tandem_scheduler.checks import verify
from tandem_scheduler.engine.formulation.build import build
from tandem_scheduler.engine.formulation.measures import Measures
from tandem_scheduler.engine.formulation.roster_model import RosterModel
from tandem_scheduler.engine.pairing.teams import Team
from tandem_scheduler.engine.problem.problem import Problem
from tandem_scheduler.engine.search.local.ledger import worth_of
from tandem_scheduler.engine.search.local.state import LocalState
from tests.agreement.runs import all_matched, draw, told_apart

SHARDS = 4
EXAMPLES = 25
CHANGES = 12


def deployments(state: LocalState) -> list[Deployment]:
    problem = state.problem
    areas, people = problem.scenario.areas, problem.scenario.people
    return [
        Deployment(evening=problem.dates[e], area=areas[a].id, detective=people[i].id, officer=people[j].id)
        for e, made in enumerate(state.teams)
        for i, j, a in (*problem.facts[e], *made)
    ]


def _agrees(scenario: Scenario, state: LocalState, worth: tuple[int, ...]) -> int:
    """What the checker says the tiers are worth together, once it agrees on what is broken."""
    report = verify(scenario, deployments(state))
    broken = [one for one in report.violations if one.strength == "hard"]
    assert state.sound == (not broken), broken
    return sum(weight * value for weight, value in zip(worth, report.tiers, strict=True))


def _change_at_random(start: Callable[[Problem], tuple[RosterModel, Measures]], scenario: Scenario) -> None:
    problem = Problem(scenario)
    model, measures = start(problem)
    state, random, worth = LocalState(model, measures), Random(0), worth_of(measures)  # noqa: S311
    before = _agrees(scenario, state, worth)
    teams: list[tuple[int, Team]] = [
        (e, (i, j, a))
        for e in problem.evenings
        for i, j, a in product(*problem.by_role.values(), problem.areas)
        if state.cells(i, e, a) and state.cells(j, e, a)
    ]
    for _ in range(CHANGES if teams else 0):
        evening, team = random.choice(teams)
        clashing = {state.team_of[evening][p] for p in team[:2] if p in state.team_of[evening]}
        removed, added = [(evening, one) for one in sorted(clashing)], [(evening, team)]
        sound = state.sound
        cost = state.probe(removed, added)
        state.apply(removed, added)
        after = _agrees(scenario, state, worth)
        if sound and state.sound:
            assert cost == after - before
        assert (cost >= state.breach // 2) <= (not state.sound)
        before = after


@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_state_breaks_and_is_worth_what_the_checker_says(shard: int) -> None:
    start = {1: all_matched, 3: told_apart}.get(shard, build)
    draw(100 + shard, EXAMPLES, partial(_change_at_random, start))


def _hold_at_random(scenario: Scenario) -> None:
    problem = Problem(scenario)
    model, measures = build(problem)
    gives = Ranking(scenario.objectives).gives
    state, random = LocalState(model, measures, gives), Random(0)  # noqa: S311
    values = verify(scenario, deployments(state)).tiers
    limits = {n: value + random.randint(0, 500) for n, value in enumerate(values) if gives[n]}
    state.hold(values, limits)
    teams = list(product(problem.evenings, product(*problem.by_role.values(), problem.areas)))
    for evening, team in random.sample(teams, min(len(teams), CHANGES)) if limits else ():
        able = all(state.cells(person, evening, team[2]) is not None for person in team[:2])
        if not able or any(person in state.team_of[evening] for person in team[:2]):
            continue
        cost = state.probe([], [(evening, team)])
        sound = state.sound
        state.apply([], [(evening, team)])
        now = verify(scenario, deployments(state)).tiers
        if sound and state.sound:
            assert state.within == all(now[n] <= limit for n, limit in limits.items())
            beyond = any(now[n] > max(limit, values[n]) for n, limit in limits.items())
            assert (cost >= state.breach // 2) == beyond
        values = now


@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_change_may_leave_no_tier_beyond_its_limit_that_was_not_there_before(shard: int) -> None:
    draw(300 + shard, 2 * EXAMPLES, _hold_at_random)
