"""Programs through MathOpt: GLOP goes on where it stopped, HiGHS finds whole values, failures are told."""

import numpy as np
import pytest

from tandem_scheduler.engine.algebra.arrays import Mask
from tandem_scheduler.engine.algebra.linear import Linear
from tandem_scheduler.engine.algebra.rows import UNBOUNDED, Box, Rows
from tandem_scheduler.engine.solvers.branch import Branched, branch
from tandem_scheduler.engine.solvers.mathopt import Effort, Program, ProgramResult, SolverError
from tandem_scheduler.engine.solvers.relax import Relaxation
from tests.clock import AGES
from tests.engine.algebra.test_certificate import ints
from tests.engine.limits import plenty

# 3x + 2y >= 3, x and y from 0 to 1; y stands first.
ROWS = Rows(ints([0, 2]), ints([1, 0]), ints([2, 3]), ints([3]), ints([UNBOUNDED]))
BOX = Box(ints([0, 0]), ints([1, 1]), ROWS.low, ROWS.high)
LONG = Effort(seconds=AGES)
ALL = np.ones(2, dtype=bool)


def branched(box: Box, objective: Linear, decided: Mask = ALL) -> Branched:
    return branch(ROWS, box, decided, objective, plenty(), nodes=10, complete=lambda values: values)


def test_glop_goes_on_with_other_costs_and_ends() -> None:
    program = Program(ROWS, BOX, ints([1, 1]))
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


@pytest.mark.parametrize("failures", [1, 2])
def test_where_glop_fails_the_relaxation_begins_afresh(monkeypatch: pytest.MonkeyPatch, failures: int) -> None:
    solve, failed = Program.solve, list[Program]()

    def failing(program: Program, *_: object) -> ProgramResult:
        if len(failed) < failures:
            failed.append(program)
            raise SolverError
        assert program not in failed
        return solve(program, LONG)

    monkeypatch.setattr(Program, "solve", failing)
    relaxation, objective = Relaxation(ROWS, BOX), Linear([0, 1], [5, 1])
    answers = [relaxation.minimise(objective, BOX, plenty()) for _ in range(3)]
    assert [answer is None for answer in answers] == [failures > 1, False, False]
    assert {answer.dual.bound for answer in answers if answer} == {3}
    assert len({*failed}) == failures


def test_what_has_no_point_has_no_values() -> None:
    shut = Box(ints([0, 0]), ints([0, 1]), ROWS.low, ROWS.high)
    assert Program(ROWS, shut, ints([1, 1])).solve(LONG).values is None
    assert branched(shut, Linear([0, 1], [1, 1])) == Branched(None, None)


def test_branch_and_cut_keeps_every_row_in_whole_numbers_and_says_how_good_it_is() -> None:
    made = branched(BOX, Linear([0, 1], [5, 1], constant=7))
    assert made.values is not None
    assert (made.values.tolist(), made.bound) == ([1, 0], 12)


def test_what_is_settled_is_told_where_it_keeps_the_rows() -> None:
    for point, kept in (([1, 0], True), ([0, 1], False)):
        settled = Box(ints(point), ints(point), ROWS.low, ROWS.high)
        made = branched(settled, Linear([0], [3]))
        assert (None if made.values is None else made.values.tolist()) == (point if kept else None)
        assert made.bound == (3 if kept else None)


def test_what_is_not_decided_is_worked_out_and_must_keep_the_rows() -> None:
    # Undecided, x would be a third: worked out as 1 it keeps the row, as 0 it does not.
    for x, kept in ((1, True), (0, False)):
        made = branch(
            ROWS,
            BOX,
            np.array([False, True]),
            Linear([0, 1], [5, 1]),
            plenty(),
            nodes=10,
            complete=lambda values, x=x: ints([x, values[1]]),
        )
        assert (None if made.values is None else made.values.tolist()) == ([1, 1] if kept else None)
        assert made.bound == 3  # 5 / 3 + 1 rounded up: whole solutions cost 5 or more.
