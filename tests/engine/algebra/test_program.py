"""The store of columns and rows: what is read from it, and what CP-SAT is given of it."""

import numpy as np
from hypothesis import given, settings

from tandem_scheduler.engine.algebra.linear import Linear
from tandem_scheduler.engine.algebra.program import IntegerProgram
from tandem_scheduler.engine.algebra.rows import UNBOUNDED, Box, breakable
from tandem_scheduler.engine.solvers.cpsat import Search
from tests.engine.algebra.test_certificate import Program, ints, programs
from tests.engine.limits import plenty


def model_of(program: Program) -> IntegerProgram:
    model = IntegerProgram()
    for low, high in program.ends:
        model.column(low, high)
    for terms, low, high in program.lines:
        model.row(Linear([column for column, _ in terms], [k for _, k in terms]), low, high)
    return model


def test_constants_move_to_the_ends_of_a_row() -> None:
    model = IntegerProgram()
    x, y = model.column(0, 5), model.column(-1, 1)
    model.row(Linear([x, y], [2, -1], 3), low=4)
    model.row(Linear([y], [1], -2), low=-3, high=0)
    rows = model.rows()
    assert (rows.starts.tolist(), rows.columns.tolist(), rows.coefficients.tolist()) == (
        [0, 2, 3],
        [0, 1, 1],
        [2, -1, 1],
    )
    assert (rows.low.tolist(), rows.high.tolist()) == ([1, -1], [UNBOUNDED, 2])
    assert [end.tolist() for end in model.bounds] == [[0, -1], [5, 1]]
    later = model.rows(first=1)
    assert (later.starts.tolist(), later.columns.tolist(), later.low.tolist()) == ([0, 1], [1], [-1])


def test_rows_that_the_ends_keep_anyway_are_told_apart() -> None:
    model = IntegerProgram()
    x, y = model.column(0, 1), model.column(0, 1)
    model.row(Linear([x, y], [1, 1]), high=2)
    model.row(Linear([x, y], [1, 1]), high=1)
    model.row(Linear(), low=1)
    assert breakable(model.rows(), *model.bounds).high.tolist() == [1, UNBOUNDED]


@settings(max_examples=150, derandomize=True)
@given(programs())
def test_rows_know_their_activities_and_who_keeps_them(program: Program) -> None:
    rows, box = program.rows, program.box
    least, most = rows.activities(box.low, box.high)
    kept = set(program.points())
    for point in np.ndindex(*(high - low + 1 for low, high in program.ends)):
        values = [low + step for (low, _), step in zip(program.ends, point, strict=True)]
        sums = [sum(k * values[column] for column, k in terms) for terms, _, _ in program.lines]
        assert all(low <= value <= high for low, value, high in zip(least, sums, most, strict=True))
        assert rows.keep(ints(values)) == (tuple(values) in kept)


@settings(max_examples=150, derandomize=True)
@given(programs())
def test_cp_sat_finds_the_minimum_of_what_stands_in_the_model(program: Program) -> None:
    model = model_of(program)
    objective = Linear(list(range(len(program.ends))), program.costs)
    found = Search(model).minimise(objective, plenty(), bound=-1000, box=program.box)
    assert found.value == program.minimum()
    assert found.infeasible == (program.minimum() is None)


def test_cp_sat_takes_up_what_the_model_gains_and_the_ends_of_each_search() -> None:
    model = IntegerProgram()
    x = model.column(0, 9)
    search, objective = Search(model), Linear([x], [-1])
    assert search.minimise(objective, plenty(), bound=-9, box=box(model)).value == -9
    y = model.column(0, 3)
    model.row(Linear([x, y], [1, -1]), high=0)
    first = Box(ints([0]), ints([2]), ints([]), ints([]))
    assert search.minimise(objective, plenty(), bound=-9, box=first).value == -2
    assert search.minimise(objective, plenty(), bound=-9, box=box(model)).value == -3


def box(model: IntegerProgram) -> Box:
    low, high = model.bounds
    return Box(low, high, ints([]), ints([]))


def test_a_column_stands_once_in_a_row() -> None:
    program = IntegerProgram()
    x, y, z = (program.column(0, 3) for _ in range(3))
    program.row(Linear([x, y, x, z, z], [2, 3, -1, 4, -4], 1), low=2)
    rows = program.rows()
    assert (rows.columns.tolist(), rows.coefficients.tolist()) == ([x, y], [1, 3])
    assert rows.low.tolist() == [1]
