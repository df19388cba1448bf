"""Rosters made of solutions whose people collide, by small changes."""

from dataclasses import replace
from random import Random

import pytest

from tandem_scheduler.engine.formulation.build import build
from tandem_scheduler.engine.limits import Budget
from tandem_scheduler.engine.pairing.teams import without_excess
from tandem_scheduler.engine.problem.problem import Problem
from tandem_scheduler.engine.search.heuristics import Heuristics
from tandem_scheduler.engine.search.incumbent import Solution
from tandem_scheduler.engine.search.standing import Standing
from tests.builders import day, people, scenario

from ..limits import plenty

ONCE = {"kind": "pair_repeat", "limit": 1}


def standing(**parts: object) -> Standing:
    model, measures = build(Problem(scenario(rules=[ONCE], **parts)))
    found = Standing(model, measures, plenty(), lambda *_: None)
    found.bounds.begin(0)
    return found


def same_people_each_evening(begun: Standing) -> Solution:
    """The first detective and the first officer, evening after evening, in the first area."""
    detective, officer = (side[0] for side in begun.model.problem.by_role.values())
    return begun.incumbent.of_teams([((detective, officer, 0),) for _ in begun.model.problem.evenings], "cp_sat")


@pytest.mark.parametrize("patience", [0, 5])
def test_who_may_not_meet_again_is_parted_and_the_teams_are_made_anew(patience: int) -> None:
    begun = standing(days=4, people=people(2, 2))
    collided = same_people_each_evening(begun)
    assert collided.matched.forbidden == 3
    Heuristics(begun, Random(1)).mend(0, collided, plenty(), patience)  # noqa: S311 - any draw will do
    best = begun.best
    assert best is not None
    assert (best.matched.forbidden, best.by) == (0, "local_search")
    pairs = [team[:2] for teams in best.matched.teams for team in teams]
    assert len(pairs) == len(set(pairs)) == 4


def test_what_is_mended_replaces_only_a_worse_roster() -> None:
    begun = standing(days=4, people=people(2, 2))
    heuristics = Heuristics(begun, Random(1))  # noqa: S311 - any draw will do
    heuristics.construct(0, plenty())
    before = begun.best
    assert before is not None
    assert begun.incumbent.value(0) == 4  # Each of the four pairs meets once, where eight teams are wanted.
    heuristics.mend(0, same_people_each_evening(begun), replace(plenty(), budget=Budget(0)))
    assert begun.best is before


def test_a_pinned_team_stays_where_its_people_are_parted() -> None:
    pins = [{"on": day(3), "detective": "D1", "officer": "N1"}]
    begun = standing(days=4, people=people(2, 2), pins=pins)
    rest = without_excess(begun.model.problem, same_people_each_evening(begun).matched)
    assert [len(teams) for teams in rest.teams] == [0, 0, 1, 0]
    assert rest.forbidden == 0
