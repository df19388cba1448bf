"""Which of two ways to better rosters has its turn, where they race."""

from random import Random
from types import SimpleNamespace
from typing import cast

import pytest

from tandem_scheduler.engine.formulation.build import build
from tandem_scheduler.engine.limits import Limits
from tandem_scheduler.engine.problem.problem import Problem
from tandem_scheduler.engine.search.heuristics import Heuristics
from tandem_scheduler.engine.search.lns.improve import Improver
from tandem_scheduler.engine.search.lns.race import Improving
from tandem_scheduler.engine.search.standing import Standing
from tests.builders import people, scenario

from ..limits import plenty


@pytest.mark.parametrize(
    ("wins", "work", "turns"),
    [
        # Steps win 9 for a unit of work, then nothing: neighbourhoods win 1, and both end when nothing is won.
        ({"steps": [9, 0, 0], "neighbourhoods": [1, 0]}, {"steps": 1, "neighbourhoods": 1}, "snsn"),
        # Less in all, but more for its work.
        ({"steps": [9, 0], "neighbourhoods": [5, 0]}, {"steps": 10, "neighbourhoods": 1}, "snns"),
        ({"steps": [0], "neighbourhoods": [0]}, {"steps": 1, "neighbourhoods": 1}, "sn"),
    ],
)
def test_what_won_more_for_its_work_goes_on(
    monkeypatch: pytest.MonkeyPatch,
    wins: dict[str, list[int]],
    work: dict[str, int],
    turns: str,
) -> None:
    model, measures = build(Problem(scenario(days=4, people=people(2, 2))))
    standing = Standing(model, measures, plenty(), lambda *_: None)
    standing.bounds.begin(0)
    Heuristics(standing, Random(1)).construct(0, plenty())  # noqa: S311 - any draw will do
    state, had = SimpleNamespace(value=100), list[str]()
    monkeypatch.setattr(standing.incumbent, "value", lambda _: state.value)
    monkeypatch.setattr(standing, "at_bound", lambda _: False)
    improving = Improving(standing, cast("Improver", None), None)

    def turn(name: str) -> object:
        def look(_: int, __: int, limits: Limits) -> None:
            had.append(name[0])
            state.value -= wins[name].pop(0)
            limits.budget.spend(work[name])

        return look

    for name in wins:
        monkeypatch.setattr(improving, f"_{name}", turn(name))
    improving.race(0, plenty())
    assert "".join(had) == turns
