"""What is kept of rosters: of those that can't stand as they are, and of those that are the best under what is held."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem_models import Method
from tandem_scheduler.engine.formulation.build import build
from tandem_scheduler.engine.formulation.meetings.by_person import limit_pairs, meet
from tandem_scheduler.engine.formulation.meetings.by_type import match_types
from tandem_scheduler.engine.formulation.roster_model import RosterModel
from tandem_scheduler.engine.params import SearchParams
from tandem_scheduler.engine.problem.problem import Problem
from tandem_scheduler.engine.search.incumbent import Incumbent, Solution
from tests.builders import day, people, scenario, team

from ..limits import plenty

RULES = [{"kind": "pair_repeat", "limit": 1}, {"kind": "keep_apart", "who": ["D1", "N1"], "strength": "soft"}]


def types(model: RosterModel) -> None:
    for evening in model.problem.evenings:
        match_types(model, evening, placed=True)
    limit_pairs(model, model.problem.evenings)


def everybody(model: RosterModel) -> None:
    meet(model, model.problem.evenings)


def nobody(_: RosterModel) -> None:
    """The model says nothing of who meets whom."""


@pytest.mark.parametrize("told", [nobody, types, everybody])
def test_a_salvaged_roster_lacks_the_meetings_that_may_not_be_and_keeps_every_row(told) -> None:
    # Two of each role on three evenings: four of the six meetings may be.
    made = scenario(days=3, people=people(2, 2), rules=RULES)
    model, measures = build(Problem(made))
    values = [0] * len(model.evening_of)
    for evening in model.problem.evenings:
        for area in model.problem.areas:
            values[model.visits(area, evening).columns[0]] = 1
        for person in model.problem.people:
            values[model.works(person, evening).columns[0]] = 1
    incumbent = Incumbent(model, measures)
    solution = incumbent.matched(model.completed(values), plenty(), "cp_sat")
    assert solution.matched.forbidden == 2
    told(model)
    measures.refresh()
    solution = incumbent.matched(solution.values, plenty(), "cp_sat", anew=True)
    assert incumbent.salvage(solution)
    best = incumbent.best
    assert best is not None
    assert sum(map(len, best.matched.teams)) == 4
    assert not best.matched.forbidden
    assert model.program.rows().keep(np.array(best.values))


def test_people_are_told_apart_on_the_evenings_to_come_alone() -> None:
    worked = [team(1).model_dump(), team(1, "south", "D2", "N2").model_dump()]
    operation = {"name": "Test", "start": day(1), "end": day(3), "today": day(2)}
    made = scenario(people=people(2, 2), rules=RULES, operation=operation, published=worked)
    model, measures = build(Problem(made))
    # Nobody is sent any more.
    incumbent = Incumbent(model, measures, SearchParams(few_meetings=0, few_where_scarce=0))
    solution = incumbent.matched(model.completed([0] * len(model.evening_of)), plenty(), "cp_sat")
    assert incumbent.widen({1: frozenset()}, solution)
    assert model.meetings.types(0) is None
    assert model.meetings.types(1) is not None
    solution = incumbent.matched(solution.values, plenty(), "cp_sat", anew=True)
    assert model.program.rows().keep(np.array(solution.values))


class Told(Incumbent):
    """Rosters that are nothing but their values."""

    def values(self, solution: Solution) -> list[int]:
        return list(solution.values)

    def value(self, index: int, solution: Solution | None = None) -> int:
        best = solution or self.best
        assert best is not None
        return best.values[index]

    def tell(self, *values: int, by: Method = "cp_sat") -> None:
        self.keep(Solution(values, None, by))  # type: ignore[arg-type]

    @property
    def now(self) -> tuple[int, ...]:
        return () if self.best is None else self.best.values


def told(*tiers: Any) -> Told:
    return Told(*build(Problem(scenario(objectives=[*tiers]))))


TOLERANT = ("coverage", {"fairness": 1, "tolerance": "10%"}, "requests")


def test_a_roster_that_was_worse_in_a_tier_comes_back_once_the_tier_is_held() -> None:
    incumbent = told(*TOLERANT)
    incumbent.tell(0, 109, 3)
    incumbent.tell(0, 100, 7)
    incumbent.tell(0, 111, 0)
    assert incumbent.now == (0, 100, 7)
    for index, now in enumerate([(0, 100, 7), (0, 109, 3), (0, 109, 3)]):
        incumbent.hold(index)
        assert incumbent.now == now
    assert [incumbent.solved(index) for index in range(3)] == [0, 100, 3]


def test_a_tier_that_is_solved_again_begins_where_it_was_and_loses_nothing() -> None:
    incumbent = told(*TOLERANT)
    incumbent.tell(0, 100, 7)
    for index in range(3):
        incumbent.hold(index)
    incumbent.tell(0, 108, 3)
    assert incumbent.now == (0, 108, 3)
    incumbent.reopen(1)
    assert (incumbent.now, incumbent.solved(1)) == ((0, 100, 7), 100)
    incumbent.tell(0, 99, 9)
    incumbent.hold(1)
    assert (incumbent.now, incumbent.solved(1)) == ((0, 108, 3), 99)
    incumbent.reopen(1)
    incumbent.tell(0, 90, 9)
    incumbent.hold(1)
    assert (incumbent.now, incumbent.solved(1)) == ((0, 90, 9), 90)


def test_of_rosters_as_good_the_first_says_what_found_them() -> None:
    incumbent = told("coverage", "fairness")
    incumbent.tell(1, 9, by="construction")
    incumbent.tell(1, 9, by="repair")
    assert incumbent.best is not None
    assert incumbent.best.by == "construction"
    incumbent.tell(1, 8, by="local_search")
    incumbent.tell(2, 0, by="cp_sat")
    assert incumbent.best.by == "local_search"


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(95, 115), st.integers(0, 5)), min_size=1), st.data())
def test_the_best_is_within_every_limit_whatever_comes_and_without_tolerance_the_least(
    rosters: list[tuple[int, ...]], data: st.DataObject
) -> None:
    tolerant, plain = told(*TOLERANT), told("coverage", "fairness", "requests")
    steps = data.draw(st.lists(st.integers(0, 3), min_size=len(rosters), max_size=len(rosters)))
    for roster, step in zip(rosters, steps, strict=True):
        for incumbent in (tolerant, plain):
            incumbent.tell(*roster)
            for index in range(step):
                incumbent.hold(index)
            if step == 3 and roster[2] % 2:
                incumbent.reopen(roster[0])
        for index in range(3):
            solved = tolerant.solved(index)
            assert solved <= tolerant.now[index] <= tolerant.ranking.limit(index, solved)
    assert plain.now == min(rosters)


@pytest.mark.parametrize(
    ("detectives", "officers", "days", "teams", "few"),
    [
        (5, 8, 10, 1, (True, True)),  # 400 meetings
        (40, 40, 5, 2, (False, False)),  # 8,000 meetings and 160 pairs for each team
        (20, 20, 25, 2, (True, True)),  # 10,000 and 8
        (40, 40, 25, 10, (False, True)),  # 40,000 and 6.4
        (40, 40, 40, 10, (False, False)),  # 64,000 and 4
    ],
)
def test_everybody_is_matched_at_once_where_few_meetings_are_possible_or_pairs_are_scarce(
    detectives, officers, days, teams, few
) -> None:
    evenings = {"shift": {"start": "14:00", "end": "22:00"}, "teams": teams}
    incumbent = Incumbent(*build(Problem(scenario(days=days, people=people(detectives, officers), evenings=evenings))))
    assert (incumbent.few_meetings(), incumbent.few_meetings(at_last=True)) == few
