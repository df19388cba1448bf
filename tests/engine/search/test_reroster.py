"""People's evenings anew where rules bind them hard: a first roster, and better ones."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from tandem_scheduler.engine.algebra.certificate import Frame
from tandem_scheduler.engine.formulation.build import build
from tandem_scheduler.engine.params import DEFAULTS
from tandem_scheduler.engine.problem.problem import Problem
from tandem_scheduler.engine.search.lns.by_people import Reroster
from tandem_scheduler.engine.solvers.excerpt import Excerpt
from tests.builders import day, people, scenario
from tests.engine.limits import plenty

FREE = {"shift": {"start": "14:00", "end": "22:00"}}
HARD = [
    {"kind": "hours", "min": 16, "max": 32, "per": "operation"},
    {"kind": "consecutive", "min": 2, "max": 3},
    {"kind": "days_off", "min": 2},
]


def drawn(**parts):
    model, measures = build(Problem(scenario(rules=HARD, **parts)))
    frame = Frame.of(model.program, measures.columns)
    return model, frame, Reroster(model, frame, Random(1), DEFAULTS)  # noqa: S311 - any draw will do


@pytest.mark.parametrize("sides", [(3, 3), (2, 2), (2, 3)])
def test_first_values_keep_every_row(sides):
    model, frame, reroster = drawn(people=people(*sides))
    values = np.array(model.completed(reroster.begin(frame.columns[0], frame.start, plenty())))
    assert frame.rows.keep(values)
    assert ((frame.box.low <= values) & (values <= frame.box.high)).all()


def test_no_first_values_where_nobody_can_be_met():
    # The one officer is away when the detective has to work.
    away = [{"person": "N1", "from": "2021-03-01", "to": "2021-03-31"}]
    _, frame, reroster = drawn(people=people(1, 1), absences=away)
    assert frame.start.empty or reroster.begin(frame.columns[0], frame.start, plenty()) is None


def test_better_values_are_never_larger():
    model, frame, reroster = drawn(people=people(3, 3))
    column = frame.columns[0]
    values = np.array(reroster.begin(column, frame.start, plenty()))
    for _ in range(20):
        found = reroster.better(column, frame.start, values, plenty())
        if found is not None:
            assert found[column] <= values[column]
            values = np.array(found)
            assert frame.rows.keep(np.array(model.completed(found)))


def test_a_loose_row_is_broken_at_its_price():
    _, frame, _ = drawn(people=people(2, 2))
    values, free = np.clip(0, frame.start.low, frame.start.high), np.ones(len(frame.box.low), dtype=bool)
    # As if more were wanted of a row than it can come to.
    _, most = frame.rows.activities(frame.start.low, frame.start.high)
    low, high = frame.start.row_low.copy(), frame.start.row_high.copy()
    low[0] = high[0] = most[0] + 2
    box, loose = replace(frame.start, row_low=low, row_high=high), np.arange(len(frame.rows)) == 0
    assert Excerpt(frame.rows, box, values, free).best(frame.columns[0], plenty()) == (None, True)
    found, ended = Excerpt(frame.rows, box, values, free).best(frame.columns[0], plenty(), loose, 100)
    assert ended
    assert found is not None


def test_steps_know_where_the_tier_is_dear_and_whom_the_relaxation_would_have_otherwise():
    # More teams are wanted on the last evenings than there are people for.
    demand = [{"areas": "north", "teams": 1, "shortage": 2}, {"areas": "south", "on": [day(4), day(5)], "teams": 5}]
    model, frame, reroster = drawn(people=people(3, 3), evenings=FREE, demand=demand, objectives=["coverage"])
    column = frame.columns[0]
    values = np.array(model.completed(reroster.begin(column, frame.start, plenty())))
    north, south = ([model.visits(area, e).value(values) for e in range(5)] for area in (0, 1))
    dear = [2 * max(0, 1 - north[e]) + max(0, (0, 0, 0, 5, 5)[e] - south[e]) for e in range(5)]
    assert reroster._dearness(column, values).tolist() == dear
    assert sum(dear) == values[column] > 0
    person = model.problem.people[0]
    relaxed = values.astype(float)
    own = [n for e in model.evenings_of(person) for n in model.works(person, e).columns]
    relaxed[own] = 1 - relaxed[own]
    apart = reroster._differences(relaxed, values)
    assert apart[person] == len(own)
    assert not apart[[p for p in model.problem.people if p != person]].any()


def test_where_the_relaxation_agrees_anybody_may_be_free():
    reroster = drawn(people=people(4, 4))[2]
    reroster._apart = np.zeros(8)
    free = {tuple(np.unique(reroster._owner[reroster._some_people(2.0)])) for _ in range(60)}
    assert len({person for some in free for person in some} - {-1}) == 8


def test_a_step_goes_where_it_is_dear():
    reroster = drawn(people=people(3, 3), days=8)[2]
    reroster._dear = np.array([0, 0, 0, 0, 0, 0, 5, 0])
    for _ in range(20):
        free = reroster._some_evenings(2.0) & (reroster._owner >= 0)
        evenings = {int(e) for e in reroster._evening[free] if e >= 0}
        assert 6 in evenings
        assert evenings <= {5, 6, 7}
