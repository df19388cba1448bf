"""What is kept of rosters that can't stand as they are."""

import numpy as np
import pytest

from scheduler.engine.build import build
from scheduler.engine.incumbent import Incumbent
from scheduler.engine.matching import match_kinds
from scheduler.engine.meetings import limit_pairs, meet
from scheduler.engine.problem import Problem
from scheduler.engine.variables import RosterModel
from tests.builders import people, scenario

from .limits import plenty

RULES = [{"kind": "pair_repeat", "limit": 1}, {"kind": "keep_apart", "who": ["D1", "N1"], "strength": "soft"}]


def kinds(roster: RosterModel) -> None:
    for evening in roster.problem.evenings:
        match_kinds(roster, evening, placed=True)
    limit_pairs(roster, roster.problem.evenings)


def everybody(roster: RosterModel) -> None:
    meet(roster, roster.problem.evenings)


def nobody(_: RosterModel) -> None:
    """The model says nothing of who meets whom."""


@pytest.mark.parametrize("told", [nobody, kinds, everybody])
def test_a_salvaged_roster_lacks_the_meetings_that_may_not_be_and_keeps_every_row(told) -> None:
    # Two of each role on three evenings: four of the six meetings may be.
    made = scenario(days=3, people=people(2, 2), rules=RULES)
    roster, measures = build(Problem(made))
    values = [0] * len(roster.evening_of)
    for evening in roster.problem.evenings:
        for area in roster.problem.areas:
            values[roster.visits(area, evening).columns[0]] = 1
        for person in roster.problem.people:
            values[roster.works(person, evening).columns[0]] = 1
    incumbent = Incumbent(roster, measures)
    solution = incumbent.made(roster.completed(values), plenty())
    assert solution.roster.forbidden == 2
    told(roster)
    measures.refresh()
    solution = incumbent.made(solution.values, plenty(), anew=True)
    assert incumbent.salvage(solution)
    best = incumbent.best
    assert best is not None
    assert sum(map(len, best.roster.teams)) == 4
    assert not best.roster.forbidden
    assert roster.model.rows().keep(np.array(best.values))
