"""Programs through MathOpt: GLOP goes on where it stopped, HiGHS finds whole values, failures are told."""

import pytest

from scheduler.engine.linear import Linear
from scheduler.engine.mathopt import Effort, Program
from scheduler.engine.rounding import rounded
from scheduler.engine.rows import UNBOUNDED, Box, Rows
from tests.engine.limits import plenty
from tests.engine.test_certificate import ints

# 2x + 2y + x >= 3, x and y from 0 to 1; x stands twice.
ROWS = Rows(ints([0, 3]), ints([0, 1, 0]), ints([2, 2, 1]), ints([3]), ints([UNBOUNDED]))
BOX = Box(ints([0, 0]), ints([1, 1]), ROWS.low, ROWS.high)
LONG = Effort(seconds=10)


def test_glop_goes_on_with_other_costs_and_ends() -> None:
    program = Program(ROWS, BOX, ints([1, 1]), by="glop")
    answer = program.solve(LONG)
    assert answer.values is not None
    assert answer.duals is not None
    assert answer.values.tolist() == pytest.approx([1, 0])
    program.change(ints([5, 1]), BOX)
    answer = program.solve(LONG)
    # y is the cheaper until it is used up, then a third of x; the row's price is what x costs by 3.
    assert answer.values is not None
    assert answer.duals is not None
    assert answer.values.tolist() == pytest.approx([1 / 3, 1])
    assert answer.duals.tolist() == pytest.approx([5 / 3])
    program.change(ints([5, 1]), Box(ints([0, 0]), ints([1, 0]), ROWS.low, ROWS.high))
    answer = program.solve(LONG)
    assert answer.values is not None
    assert answer.values.tolist() == pytest.approx([1, 0])


def test_highs_finds_whole_values() -> None:
    answer = Program(ROWS, BOX, ints([5, 1]), by="highs").solve(LONG)
    assert answer.values is not None
    assert answer.values.tolist() == pytest.approx([1, 0])


def test_what_has_no_point_has_no_values() -> None:
    shut = Box(ints([0, 0]), ints([0, 1]), ROWS.low, ROWS.high)
    assert Program(ROWS, shut, ints([1, 1]), by="glop").solve(LONG).values is None
    assert Program(ROWS, shut, ints([1, 1]), by="highs").solve(LONG).values is None


def test_highs_does_not_pretend_to_go_on() -> None:
    program = Program(ROWS, BOX, ints([1, 1]), by="highs")
    with pytest.raises(AssertionError, match="can't go on"):
        program.change(ints([5, 1]), BOX)


def test_a_rounding_keeps_every_row_in_whole_numbers() -> None:
    values = rounded(ROWS, BOX, Linear([0, 1], [5, 1]), plenty())
    assert values is not None
    assert values.tolist() == [1, 0]


def test_a_rounding_of_what_is_settled_is_what_is_settled_where_that_keeps_the_rows() -> None:
    for point, kept in (([1, 0], True), ([0, 1], False)):
        settled = Box(ints(point), ints(point), ROWS.low, ROWS.high)
        values = rounded(ROWS, settled, Linear(), plenty())
        assert (None if values is None else values.tolist()) == (point if kept else None)
