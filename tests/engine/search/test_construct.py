"""A first roster without a relaxation, where partners are so scarce that a greedy choice leads nowhere."""

from dataclasses import replace

import pytest

from tandem_scheduler.checks import verify
from tandem_scheduler.engine.formulation.build import build
from tandem_scheduler.engine.limits import Budget
from tandem_scheduler.engine.params import DEFAULTS
from tandem_scheduler.engine.problem.problem import Problem
from tandem_scheduler.engine.search.local.construct import completed, constructed
from tandem_scheduler.engine.search.local.state import LocalState
from tests.builders import people, scenario
from tests.engine.limits import plenty
from tests.engine.search.test_state import deployments

ONCE = {"kind": "pair_repeat", "limit": 1}


def _working(work):
    return replace(plenty(), budget=Budget(work))


def _evenings(teams):
    return {"shift": {"start": "14:00", "end": "22:00"}, "teams": teams}


def _begun(plan):
    state = LocalState(*build(Problem(plan)))
    return state, constructed(state, _working(2.0), DEFAULTS)


@pytest.mark.parametrize(("detectives", "officers", "days", "teams"), [(5, 5, 25, 1), (6, 7, 14, 3), (4, 9, 18, 2)])
def test_every_pair_meets_once(detectives, officers, days, teams):
    plan = scenario(days=days, evenings=_evenings(teams), people=people(detectives, officers), rules=[ONCE])
    state, found = _begun(plan)
    assert found is not None
    assert sum(map(len, found)) == days * teams
    assert verify(plan, deployments(state)).ok


def test_hard_minimums_are_met_by_repair():
    plan = scenario(
        days=16,
        people=people(4, 4),
        rules=[
            {"kind": "area_teams", "max": 1},
            {"kind": "evening_gap", "evenings": 1},
            {"kind": "area_limit", "min": 4, "max": 4},
        ],
    )
    state, found = _begun(plan)
    assert found is not None
    assert verify(plan, deployments(state)).ok


def test_what_can_have_no_roster_gets_none():
    plan = scenario(days=2, people=people(1, 1), rules=[{"kind": "min_evenings", "min": 3}])
    _, found = _begun(plan)
    assert found is None


def test_work_ends_it():
    plan = scenario(days=8, people=people(4, 4), rules=[ONCE])
    state = LocalState(*build(Problem(plan)))
    assert not any(completed(state, ((),) * 8, _working(0.0), wanting=True, params=DEFAULTS))
    assert all(completed(state, ((),) * 8, _working(2.0), wanting=True, params=DEFAULTS))
