"""The model that says who meets whom on every evening, searched by neighbourhoods."""

from dataclasses import replace
from random import Random

import pytest

from tandem_scheduler import check
from tandem_scheduler.api.solving import solve_by
from tandem_scheduler.engine.devices import Device
from tandem_scheduler.engine.formulation.build import build
from tandem_scheduler.engine.formulation.meetings.by_person import meet
from tandem_scheduler.engine.limits import Budget
from tandem_scheduler.engine.params import DEFAULTS, SearchParams
from tandem_scheduler.engine.problem.problem import Problem
from tandem_scheduler.engine.search.lns.exact import ExactImprover
from tandem_scheduler.engine.search.standing import Standing
from tandem_scheduler.engine.solvers.excerpt import Excerpt
from tests.builders import day, people, scenario

from ..limits import plenty

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
    alone = SearchParams(without=frozenset({Device.BRANCH_AND_CUT, Device.WHOLE_MODEL, Device.REFUTING}))
    found = solve_by(alone, plan, workers=1, deterministic=50)
    assert any(before < after for before, after in bounds)
    assert (found.status, check(plan, found.deployments).ok) == ("optimal", True)


def begun(*objectives: str, params: SearchParams = DEFAULTS) -> tuple[Standing, ExactImprover]:
    """The square as an exact model, and what improves its rosters."""
    requests = [{"person": "D1", "on": day(1), "want": "off"}]
    plan = scenario(days=2, people=people(2, 2), rules=SQUARE, objectives=objectives, requests=requests)
    model, measures = build(Problem(plan))
    standing = Standing(model, measures, plenty(), lambda *_: None)
    standing.bounds.begin(0)
    meet(model, model.problem.evenings)
    measures.refresh()
    return standing, ExactImprover(model, standing.incumbent, Random(1), params)  # noqa: S311 - any draw will do


@pytest.mark.parametrize(("first", "bound"), [(1, 0), (2, 4)])
def test_that_a_part_finds_nothing_better_proves_nothing(
    monkeypatch: pytest.MonkeyPatch, first: int, bound: int
) -> None:
    standing, exact = begun("coverage", params=SearchParams(exact_first=first, exact_patience=1 << 30))
    standing.keep(0, standing.incumbent.of_teams([(), ()], "cp_sat"))
    tier, columns = standing.bounds[0], list(standing.bounds.frame.columns)
    # Of every neighbourhood it is said that there is none better: of one of two evenings, or of both.
    monkeypatch.setattr(Excerpt, "best", lambda *_: (None, True))
    brief = replace(plenty(), budget=Budget(1))
    assert exact.better(0, columns, tier.box, 0, None, brief, lambda _: False) == bound


def test_what_is_searched_under_tighter_caps_than_the_box_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    standing, exact = begun("coverage", "requests")
    incumbent = standing.incumbent
    # One team with D1, who wished to be off: coverage 3, requests 1. Held at 4, nobody need go.
    detective, officer = (side[0] for side in standing.model.problem.by_role.values())
    standing.keep(0, incumbent.of_teams([((detective, officer, 0),), ()], "cp_sat"))
    assert incumbent.best is not None
    assert incumbent.values(incumbent.best) == [3, 1]
    standing.bounds[0].value = 4
    standing.bounds.begin(1)
    tier, columns = standing.bounds[1], list(standing.bounds.frame.columns)
    monkeypatch.setattr(Excerpt, "best", lambda *_: (None, True))
    brief = replace(plenty(), budget=Budget(1))
    assert exact.better(1, columns, tier.box, 0, None, brief, lambda _: False) == 0
