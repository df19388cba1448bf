"""A roster where none is constructed, none found near the relaxation, none made of one with bad meetings."""

import pytest

from tandem_scheduler import check, solve
from tandem_scheduler.engine.search.heuristics import Heuristics
from tandem_scheduler.engine.search.incumbent import Incumbent
from tandem_scheduler.engine.search.lns.neighbourhoods import Polish
from tandem_scheduler.engine.search.tier_search import TierSearch
from tests.builders import people, scenario

DRIVERS = {person: {"skills": ["driver"]} for person in ("D1", "D3", "N2")}
RULES = ({"kind": "pair_repeat", "limit": 1}, {"kind": "team_skill", "skill": "driver", "at_least": 1})


@pytest.mark.parametrize("workers", [1, 2])
def test_any_roster_will_do_to_begin_with(monkeypatch, workers):
    plan = scenario(days=8, people=people(4, 4, **DRIVERS), rules=RULES)
    best, begun = solve(plan, workers=workers), []
    anywhere = Polish.anywhere

    def noted(self, box, near, limits):
        found = anywhere(self, box, near, limits)
        begun.append(found.values is not None)
        return found

    monkeypatch.setattr(Polish, "anywhere", noted)
    monkeypatch.setattr(Heuristics, "construct", lambda *_: None)
    monkeypatch.setattr(Polish, "near", lambda *_: None)
    monkeypatch.setattr(TierSearch, "_cut", lambda *_: False)
    monkeypatch.setattr(Incumbent, "salvage", lambda *_: False)
    monkeypatch.setattr("tandem_scheduler.engine.search.heuristics.constructed", lambda *_: None)
    found = solve(plan, workers=workers)
    assert begun == [True]
    assert (found.status, check(plan, found.deployments).ok) == ("optimal", True)
    # Each of the three drives with each of the other side once, two of them with each other.
    assert len(found.deployments) == len(best.deployments) == 4 + 4 + 2 == 10
