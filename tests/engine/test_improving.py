"""Which of two ways to better rosters has its turn, where they race."""

from random import Random
from types import SimpleNamespace
from typing import cast

import pytest

from scheduler.engine.formulation.build import build
from scheduler.engine.problem.problem import Problem
from scheduler.engine.search.heuristics import Heuristics
from scheduler.engine.search.lns.improve import Improver
from scheduler.engine.search.lns.race import Improving
from scheduler.engine.search.standing import Standing
from tests.builders import people, scenario
from tests.clock import HeldClock

from .limits import plenty


@pytest.mark.parametrize(
    ("wins", "seconds", "turns"),
    [
        # Steps win 9 in a second, then nothing: neighbourhoods win 1, and both end when nothing is won.
        ({"steps": [9, 0, 0], "neighbourhoods": [1, 0]}, {"steps": 1, "neighbourhoods": 1}, "snsn"),
        # Less in all, but more in its time.
        ({"steps": [9, 0], "neighbourhoods": [5, 0]}, {"steps": 10, "neighbourhoods": 1}, "snns"),
        ({"steps": [0], "neighbourhoods": [0]}, {"steps": 1, "neighbourhoods": 1}, "sn"),
    ],
)
def test_what_won_more_in_its_time_goes_on(
    monkeypatch: pytest.MonkeyPatch,
    clock: HeldClock,
    wins: dict[str, list[int]],
    seconds: dict[str, int],
    turns: str,
) -> None:
    roster, measures = build(Problem(scenario(days=4, people=people(2, 2))))
    standing = Standing(roster, measures, plenty(), lambda *_: None)
    standing.bounds.begin(0)
    Heuristics(standing, Random(1)).construct(0, plenty())  # noqa: S311 - any draw will do
    state, had = SimpleNamespace(value=100), list[str]()
    monkeypatch.setattr(standing.incumbent, "value", lambda _: state.value)
    monkeypatch.setattr(standing, "at_bound", lambda _: False)
    improving = Improving(standing, cast("Improver", None), None)

    def turn(name: str) -> object:
        def look(*_: object) -> None:
            had.append(name[0])
            state.value -= wins[name].pop(0)
            clock.forward(seconds[name])

        return look

    for name in wins:
        monkeypatch.setattr(improving, f"_{name}", turn(name))
    improving.race(0, plenty())
    assert "".join(had) == turns
