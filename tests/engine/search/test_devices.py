"""Without any device of the search its rosters are valid and its bounds true: only the way there is longer."""

from functools import cache

import pytest

from tandem_models import Scenario, Schedule
from tandem_scheduler import check, solve
from tandem_scheduler.api.solving import solve_by
from tandem_scheduler.engine.devices import Device
from tandem_scheduler.engine.params import SearchParams
from tandem_scheduler.engine.proofs.recheck import recheck
from tests.agreement.compare import agree
from tests.agreement.runs import draw
from tests.builders import day, people, scenario
from tests.times import TIMES

from ..test_found_by import BOUND, EASY, MATCHED, UNMATCHED
from .test_exact import SQUARE

AWAY = [{"person": person, "from": day(1), "to": day(2)} for person in ("D1", "N1")]
PLANS = {
    "easy": EASY,
    "partners scarce": MATCHED,
    "people collide": UNMATCHED,
    "bound in runs": BOUND,
    "teams missing": scenario(days=2, people=people(2, 2), rules=SQUARE, objectives=["coverage"]),
    "types of people": scenario(
        days=6,
        people=people(4, 4, D1={"skills": ["driver"]}, N2={"skills": ["driver"]}),
        rules=[
            {"kind": "team_skill", "skill": "driver", "at_least": 1},
            {"kind": "keep_apart", "who": ["D1", "N1", "N2"], "strength": "soft"},
        ],
        objectives=["coverage", "rules", "fairness"],
    ),
    "tolerance": scenario(
        days=6,
        people=people(3, 3),
        absences=AWAY,
        rules=[{"kind": "evening_gap", "evenings": 1}],
        objectives=[{"coverage": 1, "tolerance": 2}, "fairness"],
    ),
}


@cache
def whole(name: str) -> Schedule:
    found = solve(PLANS[name], workers=1)
    assert found.status == "optimal"
    return found


def left_out(device: Device) -> SearchParams:
    return SearchParams(without=frozenset({device}))


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("device", Device)
def test_what_is_found_without_it_is_valid_and_what_is_proven_true(device: Device, name: str) -> None:
    plan, best = PLANS[name], whole(name)
    # Without the search of the whole model, nothing may be left that could end a solve but its limits.
    work = 5.0 if device is Device.WHOLE_MODEL else None
    found = solve_by(left_out(device), plan, workers=1, deterministic=work)
    assert found.has_roster
    assert check(plan, found.deployments).ok
    assert found.proof is not None
    assert recheck(plan, found.deployments, found.proof, left_out(device)) == []
    solved, known = [[tier.solved for tier in one.tiers] for one in (found, best)]
    if work is None or found.status == "optimal":
        assert (found.status, solved) == ("optimal", known)
    else:
        assert solved >= known
        assert found.tiers[0].bound <= known[0]


@pytest.mark.parametrize("device", sorted(set(Device) - {Device.WHOLE_MODEL}))
def test_every_roster_there_is_says_the_same(device: Device) -> None:
    def each(plan: Scenario) -> None:
        agree(plan, left_out(device))

    draw(list(Device).index(device), 2 * TIMES, each)
