"""The model that says who meets whom on every evening, searched by neighbourhoods."""

import pytest

from scheduler import check, solve
from scheduler.engine.search.lns.exact import ExactImprover
from scheduler.engine.search.tier_search import TierSearch
from scheduler.engine.solvers.cpsat import Found
from tests.builders import people, scenario

SQUARE = (
    {"kind": "pair_repeat", "limit": 1},
    {"kind": "area_teams", "max": 1},
    {"kind": "area_limit", "max": 1},
)
"""With as many teams, areas and evenings as people of a role, all teams are two orthogonal Latin squares."""


def test_where_all_is_free_that_none_is_better_is_a_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    # There are none of order two (L. Euler, 1782): of four teams one is missing at least, where the bound is none.
    plan = scenario(days=2, people=people(2, 2), rules=SQUARE, objectives=["coverage"])
    bounds = list[tuple[int, int]]()
    better = ExactImprover.better

    def noted(self: ExactImprover, index: int, columns: list[int], box: object, bound: int, *rest: object) -> int:
        found: int = better(self, index, columns, box, bound, *rest)  # type: ignore[arg-type]
        bounds.append((bound, found))
        return found

    monkeypatch.setattr(ExactImprover, "better", noted)
    monkeypatch.setattr(TierSearch, "_cut", lambda *_: False)
    monkeypatch.setattr(TierSearch, "_searched", lambda *_: Found(None, None, 0))
    found = solve(plan, workers=1)
    assert any(before < after for before, after in bounds)
    assert (found.status, check(plan, found.deployments).ok) == ("optimal", True)
