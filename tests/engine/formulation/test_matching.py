"""Kinds of people matched in the model: what their rules cost together is seen before anybody is matched."""

from typing import Any

import pytest

from tandem_models import Scenario
from tandem_scheduler import solve
from tandem_scheduler.engine.formulation.build import build
from tandem_scheduler.engine.formulation.meetings.by_person import limit_pairs
from tandem_scheduler.engine.formulation.meetings.by_type import match_types
from tandem_scheduler.engine.problem.problem import Problem
from tandem_scheduler.engine.search.bounds import Bounds
from tests.builders import people, scenario
from tests.engine.limits import plenty

SKILL = {"kind": "team_skill", "skill": "driver", "strength": "soft", "weight": 2}
ONCE = {"kind": "pair_repeat", "limit": 1}
TOGETHER = {"kind": "keep_together", "who": ["D1", "N1"], "strength": "soft", "weight": 3}


def bound(made: Scenario, apart: bool = False) -> int:
    """What the relaxation says of `rules` with all teams sent; `apart`: with all people told apart."""
    model, measures = build(Problem(made))
    if apart:
        for evening in model.problem.evenings:
            match_types(model, evening, frozenset(model.problem.people), placed=True)
        limit_pairs(model, model.problem.evenings)
        measures.refresh()
    bounds = Bounds(model, measures)
    for index in range(2):
        bounds.begin(index)
        assert bounds.relax(index, plenty()) is not None
        bounds[index].value = bounds[index].bound
    assert bounds[0].bound == 0
    return bounds[1].bound


def wanted(**parts: Any) -> Scenario:
    return scenario(objectives=["coverage", "rules"], **parts)


def test_two_who_should_meet_and_may_not_again_are_priced() -> None:
    # Every evening all four work. D1 and N1 may meet once; on the other evening both are without the other.
    made = wanted(days=2, rules=[SKILL, ONCE, TOGETHER], people=people(2, 2, D1={"skills": ["driver"]}))
    schedule = solve(made)
    # A team without the driver each evening besides.
    assert [(tier.value, tier.known) for tier in schedule.tiers] == [(0, "proven"), (2 * 2 + 2 * 3, "proven")]
    assert bound(made) == 10


TIED = {"D1": "north", "N1": "north", "D2": "south", "N2": "south"}
"""Nobody may go anywhere else."""


@pytest.mark.parametrize("kind", ["keep_apart", "team_skill"])
def test_who_must_share_an_area_is_priced_as_a_team(kind: str) -> None:
    # Across, nobody would break the rule: D1 with N2 and D2 with N1. But each two have an area of their own.
    rule = {
        "keep_apart": {"kind": kind, "who": ["D1", "N1"], "strength": "soft", "weight": 7},
        "team_skill": SKILL | {"weight": 7},
    }[kind]
    other = {"kind": "keep_apart", "who": ["D1", "D2"], "strength": "soft"}  # a second rule makes kinds matter
    limits = [
        {"kind": "area_limit", "who": [person], "areas": [area], "max": 0}
        for person, home in TIED.items()
        for area in ("north", "south")
        if area != home
    ]
    staff = people(2, 2, D2={"skills": ["driver"]}, N2={"skills": ["driver"]})
    made = wanted(days=1, rules=[rule, other, *limits], people=staff)
    assert [(tier.value, tier.known) for tier in solve(made).tiers] == [(0, "proven"), (7, "proven")]
    assert bound(made) == 7


@pytest.mark.parametrize("days", [2, 3])
def test_told_apart_the_model_knows_how_often_who_meets(days: int) -> None:
    # Two of each role, all at work every evening: each pair meets every second evening, and from the third on again.
    made = wanted(days=days, rules=[ONCE | {"strength": "soft", "weight": 5}])
    again = max(0, days - 2)
    assert bound(made, apart=True) == 5 * 2 * again
    assert [tier.value for tier in solve(made).tiers] == [0, 5 * 2 * again]
