"""The dual bound holds for any multipliers whatever, so that nothing proven rests on the solver that found them."""

from itertools import product

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tandem_scheduler.engine.algebra.certificate import Frame, Given, Shown, shown
from tandem_scheduler.engine.algebra.duality import SCALE, Dual, weak_duality
from tandem_scheduler.engine.algebra.linear import Linear
from tandem_scheduler.engine.algebra.rows import UNBOUNDED, Box, Rows
from tandem_scheduler.engine.algebra.tighten import propagated, tightened
from tandem_scheduler.engine.solvers.relax import Relaxation
from tests.engine.limits import plenty

HUGE = 2**63

Terms = list[tuple[int, int]]
"""Columns, each once, and their coefficients."""


class Program:
    """A whole-number program small enough to try all of its points."""

    def __init__(
        self, ends: list[tuple[int, int]], rows: list[tuple[Terms, int | None, int | None]], costs: list[int]
    ) -> None:
        self.ends, self.lines, self.costs = ends, rows, costs

    @property
    def rows(self) -> Rows:
        starts = np.cumsum([0, *(len(terms) for terms, _, _ in self.lines)])
        cells = [term for terms, _, _ in self.lines for term in terms]
        return Rows(
            starts.astype(np.int64),
            ints(column for column, _ in cells),
            ints(coefficient for _, coefficient in cells),
            ints(-UNBOUNDED if low is None else low for _, low, _ in self.lines),
            ints(UNBOUNDED if high is None else high for _, _, high in self.lines),
        )

    @property
    def box(self) -> Box:
        low, high = (ints(end[side] for end in self.ends) for side in (0, 1))
        return Box(low, high, self.rows.low, self.rows.high)

    def points(self) -> list[tuple[int, ...]]:
        """All points that keep the rows."""
        return list(filter(self._in, product(*(range(low, high + 1) for low, high in self.ends))))

    def cost(self, point: tuple[int, ...]) -> int:
        return sum(c * x for c, x in zip(self.costs, point, strict=True))

    def minimum(self) -> int | None:
        """The least cost of all points that keep the rows; None where there is none."""
        return min(map(self.cost, self.points()), default=None)

    def _in(self, point: tuple[int, ...]) -> bool:
        for terms, low, high in self.lines:
            value = sum(coefficient * point[column] for column, coefficient in terms)
            if (low is not None and value < low) or (high is not None and value > high):
                return False
        return True

    def dual(self, multipliers: list[int]) -> Dual:
        return weak_duality(self.rows, self.box, ints(self.costs), ints(multipliers))

    def bound(self, multipliers: list[int]) -> int:
        return self.dual(multipliers).total

    def holds(self, box: Box, point: tuple[int, ...]) -> bool:
        """Whether a point and its rows' activities lie in a box."""
        activities = [sum(k * point[c] for c, k in terms) for terms, _, _ in self.lines]
        inside = zip([*point, *activities], [*box.low, *box.row_low], [*box.high, *box.row_high], strict=True)
        return all(low <= value <= high for value, low, high in inside)


def ints(values: object) -> np.ndarray:
    return np.array(list(values), dtype=np.int64)  # type: ignore[call-overload]


@st.composite
def programs(draw: st.DrawFn, largest: int = 6) -> Program:
    size = draw(st.integers(1, 3))
    small = st.integers(-largest, largest)
    end = st.integers(-3, 3)
    ends = [(min(two), max(two)) for two in (draw(st.tuples(end, end)) for _ in range(size))]
    term = st.tuples(st.integers(0, size - 1), small)
    line = st.tuples(
        st.lists(term, max_size=4, unique_by=lambda one: one[0]), st.none() | small, st.none() | small
    ).filter(lambda row: row[1] is None or row[2] is None or row[1] <= row[2])
    return Program(ends, draw(st.lists(line, max_size=4)), [draw(small) for _ in range(size)])


near = st.integers(-3 * SCALE, 3 * SCALE)
anything = near | st.sampled_from([0, 1, -1, HUGE - 1, -HUGE, 1 - HUGE, 2**62, -(2**62), SCALE, -SCALE])
quick = settings(max_examples=250, derandomize=True, suppress_health_check=list(HealthCheck))


@quick
@given(programs(), st.data())
def test_never_above_the_minimum_whatever_the_multipliers(program: Program, data: st.DataObject) -> None:
    multipliers = [data.draw(anything) for _ in program.lines]
    minimum = program.minimum()
    assume(minimum is not None)
    assert minimum is not None
    assert program.bound(multipliers) <= minimum * SCALE
    assert program.dual(multipliers).bound <= minimum


@quick
@given(programs(), st.data())
def test_is_the_weak_duality_of_the_textbook(program: Program, data: st.DataObject) -> None:
    multipliers = [data.draw(anything) for _ in program.lines]
    expected, reduced = 0, [cost * SCALE for cost in program.costs]
    for multiplier, (terms, low, high) in zip(multipliers, program.lines, strict=True):
        end = low if multiplier > 0 else high
        if end is not None:  # else the multiplier counts as 0
            expected += multiplier * end
            for column, coefficient in terms:
                reduced[column] -= multiplier * coefficient
    expected += sum(cost * (low if cost > 0 else high) for cost, (low, high) in zip(reduced, program.ends, strict=True))
    assert program.bound(multipliers) == expected


@quick
@given(programs())
def test_propagation_loses_no_point(program: Program) -> None:
    box = propagated(program.rows, program.box)
    assert all(program.holds(box, point) for point in program.points())
    assert not (program.points() and box.empty)


@quick
@given(programs(), st.data())
def test_tightening_loses_no_point_as_good_as_the_value(program: Program, data: st.DataObject) -> None:
    dual = program.dual([data.draw(anything) for _ in program.lines])
    value = data.draw(st.integers(-40, 40))
    box = tightened(program.box, value * SCALE - dual.total, dual)
    box = propagated(program.rows, box)
    good = [point for point in program.points() if program.cost(point) <= value]
    assert all(program.holds(box, point) for point in good)
    assert not (good and box.empty)


@quick
@given(programs(), st.data())
def test_a_box_drawn_closer_is_propagated_by_what_is_new(program: Program, data: st.DataObject) -> None:
    before = propagated(program.rows, program.box)
    assume(not before.empty)
    dual = program.dual([data.draw(near) for _ in program.lines])
    value = data.draw(st.integers(-40, 40))
    closer = tightened(before, value * SCALE - dual.total, dual)
    assume(all((a == b).all() for a, b in zip(ends(before), ends(propagated(program.rows, before)), strict=True)))
    found, whole = propagated(program.rows, closer, before), propagated(program.rows, closer)
    assert found.empty == whole.empty
    assert found.empty or all((a == b).all() for a, b in zip(ends(found), ends(whole), strict=True))


def ends(box: Box) -> tuple[np.ndarray, ...]:
    return box.low, box.high, box.row_low, box.row_high


def test_tightening_leaves_nothing_but_the_best_where_the_dual_says_so() -> None:
    # 2x + y with x + y >= 3, x and y from 0 to 3: the multiplier 1 proves 3, and x = 0, y = 3 alone is as good.
    program = Program([(0, 3), (0, 3)], [([(0, 1), (1, 1)], 3, None)], [2, 1])
    dual = program.dual([SCALE])
    assert dual.total == 3 * SCALE
    box = propagated(program.rows, tightened(program.box, 3 * SCALE - dual.total, dual))
    assert (box.low.tolist(), box.high.tolist()) == ([0, 3], [0, 3])
    assert tightened(program.box, 2 * SCALE - dual.total, dual).empty


def test_a_frame_passes_on_what_a_tier_leaves_to_the_next() -> None:
    # The first tier is at least x + y: held at 0 it leaves nothing of either.
    rows = Program([(0, 3), (0, 3), (0, 9), (0, 9)], [([(0, -1), (1, -1), (2, 1)], 0, None)], [0, 0, 1, 0])
    frame = Frame(rows.rows, rows.box, (2, 3))
    given = [Given(ints([SCALE])), Given(ints([]))]
    assert list(shown([frame], [0, 0], [given])) == [[Shown(0, 0)], [Shown(0, 0)]]
    after = frame.after(frame.start, 0, 0, weak_duality(rows.rows, frame.start, frame.cost(0), ints([SCALE])), 0)
    assert after.high.tolist()[:2] == [0, 0]


def test_without_rows_every_variable_takes_its_better_end() -> None:
    assert Program([(1, 4), (-2, 3)], [], [2, -5]).bound([]) == (2 * 1 - 5 * 3) * SCALE


def test_great_numbers_do_not_wrap_around() -> None:
    # 6x - 6y = -6, x and y from 0 to 3, at no cost: the bound is -6m, and 6|m| times the worse end of x or of y more.
    program = Program([(0, 3), (0, 3)], [([(0, 6), (1, -6)], -6, -6)], [0, 0])
    assert program.bound([HUGE - 1]) == -6 * (HUGE - 1) - 6 * (HUGE - 1) * 3
    assert program.bound([-HUGE]) == 6 * HUGE - 6 * HUGE * 3
    assert program.bound([1 - HUGE]) == 6 * (HUGE - 1) - 6 * (HUGE - 1) * 3


def test_a_bound_is_rounded_up_to_the_next_whole_number() -> None:
    nothing = ints([])
    assert [Dual(total, nothing, nothing).bound for total in (-SCALE - 1, -1, 0, 1, SCALE, SCALE + 1)] == [
        -1,
        0,
        0,
        1,
        1,
        2,
    ]


@settings(max_examples=150, derandomize=True)
@given(programs())
def test_the_relaxation_of_a_model_bounds_its_minimum(program: Program) -> None:
    relaxation = Relaxation(program.rows, program.box)
    relaxed = relaxation.minimise(Linear(list(range(len(program.ends))), program.costs), program.box, plenty())
    minimum = program.minimum()
    if minimum is None:
        return  # The relaxation may have solutions where no whole number is one.
    assert relaxed is not None
    assert relaxed.dual.bound <= minimum
    # What the LP says, but for the rounding of its multipliers.
    lp = sum(cost * value for cost, value in zip(program.costs, relaxed.values, strict=True))
    assert relaxed.dual.total / SCALE > lp - 1e-4
