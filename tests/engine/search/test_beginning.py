"""A roster where none is constructed, none found near the relaxation, none made of one with bad meetings."""

import pytest

from tandem_scheduler import check, solve
from tandem_scheduler.api.solving import solve_by
from tandem_scheduler.engine.devices import Device
from tandem_scheduler.engine.params import SearchParams
from tandem_scheduler.engine.search.lns.neighbourhoods import Neighbourhoods
from tests.builders import people, scenario

DRIVERS = {person: {"skills": ["driver"]} for person in ("D1", "D3", "N2")}
RULES = ({"kind": "pair_repeat", "limit": 1}, {"kind": "team_skill", "skill": "driver", "at_least": 1})


@pytest.mark.parametrize("workers", [1, 2])
def test_any_roster_will_do_to_begin_with(monkeypatch, workers):
    plan = scenario(days=8, people=people(4, 4, **DRIVERS), rules=RULES)
    best, begun = solve(plan, workers=workers), []
    anywhere = Neighbourhoods.anywhere

    def noted(self, box, near, limits):
        found = anywhere(self, box, near, limits)
        begun.append(found.values is not None)
        return found

    monkeypatch.setattr(Neighbourhoods, "anywhere", noted)
    others = {Device.CONSTRUCTION, Device.ROUNDING, Device.BRANCH_AND_CUT, Device.SALVAGE}
    found = solve_by(SearchParams(without=frozenset(others)), plan, workers=workers)
    assert begun == [True]
    assert (found.status, check(plan, found.deployments).ok) == ("optimal", True)
    # Each of the three drives with each of the other side once, two of them with each other.
    assert len(found.deployments) == len(best.deployments) == 4 + 4 + 2 == 10
