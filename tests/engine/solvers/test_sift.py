"""The relaxation sifted from a point: the same optimum as that of all columns at once, or none."""

from math import ceil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem_scheduler.engine.algebra.linear import Linear
from tandem_scheduler.engine.algebra.program import IntegerProgram
from tandem_scheduler.engine.algebra.rows import Box
from tandem_scheduler.engine.limits import Limits
from tandem_scheduler.engine.solvers import sift
from tandem_scheduler.engine.solvers.relax import Relaxation
from tandem_scheduler.engine.solvers.sift import apart_from, sifted
from tests.engine.algebra.test_certificate import Program, ints
from tests.engine.limits import plenty

numbers = st.integers(-3, 3)


@st.composite
def programs(draw):
    count = draw(st.integers(2, 7))
    program = IntegerProgram()
    for _ in range(count):
        program.column(0, draw(st.integers(0, 3)))
    for _ in range(draw(st.integers(1, 5))):
        cells = draw(st.lists(st.tuples(st.integers(0, count - 1), numbers), min_size=1, max_size=4))
        low = draw(st.integers(-6, 2))
        program.row(Linear([c for c, _ in cells], [a for _, a in cells]), low, low + draw(st.integers(0, 8)))
    costs = draw(st.lists(numbers, min_size=count, max_size=count))
    point = draw(st.lists(st.integers(0, 3), min_size=count, max_size=count))
    return program, np.array(costs), np.array(point)


@settings(deadline=None, max_examples=60)
@given(programs(), st.integers(0, 6))
def test_the_same_as_the_whole(of, few):
    program, costs, point = of
    rows, (low, high) = program.rows(), program.bounds
    box = Box(low, high, rows.low, rows.high)
    whole = Relaxation(rows, box).minimise(Linear(list(range(len(costs))), costs.tolist()), box, Limits.within(10))
    before, sift.FEW, sift.MOST = (sift.FEW, sift.MOST), few, 1.0
    try:
        found = sifted(rows, box, costs, point, [0], Limits.within(10))
    finally:
        sift.FEW, sift.MOST = before
    if found is not None:
        assert whole is not None
        assert found.dual.bound == whole.dual.bound
        # A vertex as good as any once whole: that is what bounds are rounded up to.
        assert ceil(found.values @ costs - 1e-6) == whole.dual.bound == ceil(whole.values @ costs - 1e-6)
    else:
        assert whole is None or (np.clip(point, low, high) != point).any() or few < len(costs)


def test_what_rows_say_without_some_columns():
    program = IntegerProgram()
    wanted, sent, works = (program.column(0, 5) for _ in range(3))
    program.row(Linear([wanted, sent], [1, 1]), 4, None)
    program.row(Linear([sent], [1]), None, 3)
    program.row(Linear([sent, works], [1, -1]), 0, 0)
    program.row(Linear([works], [1]), None, 1)
    rows, (low, high) = program.rows(), program.bounds
    box, costs = Box(low, high, rows.low, rows.high), np.array([1, 0, 0])
    none = np.zeros(3, dtype=bool)
    assert apart_from(rows, box, costs, none, Limits.within(10)).bound == 3
    assert apart_from(rows, box, costs, np.array([False, False, True]), Limits.within(10)).bound == 1


def test_what_is_dear_is_paid_where_all_is_looked_at():
    # x + y >= 2, from 0 to 1 each: a broken row would cost less than the 5,000 of both, and is none.
    program = Program([(0, 1), (0, 1)], [([(0, 1), (1, 1)], 2, None)], [0, 0])
    program.ends.append((0, 10_000))
    program.lines.append(([(2, 1), (0, -2_500), (1, -2_500)], 0, None))
    program.costs.append(1)
    found = _sifted(program, [0, 0, 0], sift.FEW)
    assert found is not None
    assert found.dual.bound == 5_000


def test_who_could_come_in_is_looked_at():
    # Of three who may come, one has gone, so that another must; each costs 6, and rows of others say nothing of it.
    ends = [(0, 0), (0, 1), (0, 1), (0, 99)]
    lines = [([(0, 1), (1, 1), (2, 1)], 1, None), ([(3, 1), (1, -6), (2, -6)], 0, 0)]
    found = _sifted(Program(ends, lines, [0, 0, 0, 1]), [1, 0, 0, 0], few=0)
    assert found is not None
    assert found.dual.bound == 6


def _sifted(program, point, few):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sift, "FEW", few)
        patch.setattr(sift, "MOST", 1.0)
        return sifted(program.rows, program.box, ints(program.costs), ints(point), (), plenty())
