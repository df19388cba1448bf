"""What the refuter says is so: its steps refute, its points have what was to be refuted, and it ends with either."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem_scheduler.engine.algebra.refutation import Aim, Branching, TreeStep, Weighing, refuted
from tandem_scheduler.engine.limits import Budget
from tandem_scheduler.engine.params import DEFAULTS, SearchParams
from tandem_scheduler.engine.solvers.refute import Refuted, Refuter
from tests.engine.algebra.test_certificate import Program, Terms, programs, quick
from tests.engine.limits import plenty


def refute(program: Program, aim: Aim, params: SearchParams = DEFAULTS, work: float = 1_000.0) -> Refuted:
    refuter = Refuter(program.rows, program.box, np.ones(len(program.ends), dtype=bool), params)
    return refuter.refute(program.box, aim, replace(plenty(), budget=Budget(work)))


def holds(program: Program, aim: Aim, ended: Refuted) -> bool:
    """Whether something was refuted; AssertionError where neither that nor the point is right."""
    if ended.steps is not None:
        assert refuted(program.rows, program.box, aim, ended.steps)
        assert (ended.point, ended.too_large) == (None, False)
        return True
    assert ended.point is not None
    assert program.holds(program.box, tuple(ended.point.tolist()))
    assert aim.column is None or ended.point[aim.column] <= aim.most
    return False


def told(steps: tuple[TreeStep, ...] | None) -> list[object]:
    """Steps as what can be compared."""
    return [
        (step.lines.tolist(), step.multipliers.tolist(), step.of_objective) if isinstance(step, Weighing) else step
        for step in steps or ()
    ]


@quick
@given(programs(), st.data())
def test_either_refutes_or_finds_a_point(program: Program, data: st.DataObject) -> None:
    column = data.draw(st.integers(0, len(program.ends) - 1))
    points = program.points()
    for aim in (Aim(), *(Aim(column, most) for most in range(-4, 4))):
        exists = any(aim.column is None or point[aim.column] <= aim.most for point in points)
        assert holds(program, aim, refute(program, aim)) != exists


@st.composite
def wide(draw: st.DrawFn) -> Program:
    """Programs of more columns that are 0 or 1, in rows of equations and limits, so that most have no points or few."""
    size = draw(st.integers(4, 8))
    columns = st.lists(st.integers(0, size - 1), min_size=2, max_size=size, unique=True)
    line = st.tuples(columns, st.sampled_from([1, 1, 2, 3]), st.integers(0, 3), st.sampled_from([0, 0, 0, 1]))
    lines = draw(st.lists(line, min_size=2, max_size=8))
    rows: list[tuple[Terms, int | None, int | None]] = [
        ([(column, 1 + n * k % 3) for n, column in enumerate(of)], low, low + more) for of, k, low, more in lines
    ]
    objective = [(column, 1 + column % 2) for column in range(size)]
    return Program([(0, 1)] * size + [(0, 2 * size)], [*rows, ([*objective, (size, -1)], None, 0)], [0] * size + [1])


@quick
@given(wide())
def test_finds_and_refutes_the_best_of_wider_programs(program: Program) -> None:
    column = len(program.ends) - 1
    best = program.minimum()
    assert holds(program, Aim(), refute(program, Aim())) == (best is None)
    for most in range(0 if best is None else best + 1):
        assert holds(program, Aim(column, most), refute(program, Aim(column, most))) == (best is None or most < best)


def cycle(size: int) -> Program:
    """Corners of a cycle, one at least for every side: the last column counts them, and the relaxation takes half."""
    sides: list[tuple[Terms, int | None, int | None]] = [([(n, 1), ((n + 1) % size, 1)], 1, None) for n in range(size)]
    total = [(n, 1) for n in range(size)]
    return Program([(0, 1)] * size + [(0, size)], [*sides, ([*total, (size, -1)], None, 0)], [0] * size + [1])


def clique(size: int) -> Program:
    """The same of all pairs of corners: all but one have to be chosen, and the relaxation takes half of each."""
    sides: list[tuple[Terms, int | None, int | None]] = [
        ([(one, 1), (other, 1)], 1, None) for one, other in combinations(range(size), 2)
    ]
    total = [(n, 1) for n in range(size)]
    return Program([(0, 1)] * size + [(0, size)], [*sides, ([*total, (size, -1)], None, 0)], [0] * size + [1])


@pytest.mark.parametrize("size", [3, 5, 7, 9])
def test_odd_cycles(size: int) -> None:
    program, most = cycle(size), size // 2
    assert holds(program, Aim(size, most), refute(program, Aim(size, most)))
    assert not holds(program, Aim(size, most + 1), refute(program, Aim(size, most + 1)))


@pytest.mark.parametrize("size", [4, 5, 6, 7])
def test_what_has_to_be_branched(size: int) -> None:
    program, aim = clique(size), Aim(size, size - 2)
    ended = refute(program, aim)
    assert holds(program, aim, ended)
    assert any(isinstance(step, Branching) for step in ended.steps or ())
    assert not holds(program, Aim(size, size - 1), refute(program, Aim(size, size - 1)))


def holes(pigeons: int, count: int) -> Program:
    """Each pigeon is in one hole, and no two share one."""
    places = [[pigeon * count + hole for hole in range(count)] for pigeon in range(pigeons)]
    rows: list[tuple[Terms, int | None, int | None]] = [([(n, 1) for n in of], 1, 1) for of in places]
    rows += [([(of[hole], 1) for of in places], None, 1) for hole in range(count)]
    return Program([(0, 1)] * (pigeons * count), rows, [0] * (pigeons * count))


@pytest.mark.parametrize("count", [2, 3, 4])
def test_more_pigeons_than_holes(count: int) -> None:
    assert holds(holes(count + 1, count), Aim(), refute(holes(count + 1, count), Aim()))
    assert not holds(holes(count, count), Aim(), refute(holes(count, count), Aim()))


@pytest.mark.parametrize("size", [3, 5, 9])
def test_an_even_sum_is_never_odd(size: int) -> None:
    # The relaxation has it in every node until one column is left.
    program = Program([(0, 1)] * size, [([(n, 2) for n in range(size)], size, size)], [0] * size)
    assert holds(program, Aim(), refute(program, Aim()))
    even = Program([(0, 1)] * size, [([(n, 2) for n in range(size)], size - 1, size - 1)], [0] * size)
    assert not holds(even, Aim(), refute(even, Aim()))


@pytest.mark.parametrize("short", [1, 2, 1_000])
def test_great_coefficients_that_contradict_each_other_by_little(short: int) -> None:
    # Shares of evenings, as fairness has them: squares of 30,000, and sums that are missed by next to nothing.
    shares = [29_989**2, 29_991**2, 30_000**2, 30_011**2]
    terms = [(n, share) for n, share in enumerate(shares)]
    whole = 3 * sum(shares)
    none = Program([(0, 3)] * 4, [(terms, whole + short, None)], [0] * 4)
    assert holds(none, Aim(), refute(none, Aim()))
    apart = Program(
        [(0, 3)] * 4 + [(0, whole)],
        [([*terms, (4, -1)], 0, 0), ([(4, 1)], whole - shares[0] + 1, whole - short)],
        [0] * 5,
    )
    assert holds(apart, Aim(), refute(apart, Aim()))
    one = Program([(0, 3)] * 4 + [(0, whole)], [([*terms, (4, -1)], 0, 0)], [0] * 5)
    least = Aim(4, shares[0] - short)
    some = replace(one.box, low=one.box.low + np.array([0, 0, 1, 0, 0]))
    ended = Refuter(one.rows, one.box, np.ones(5, dtype=bool)).refute(some, least, plenty())
    assert ended.steps is not None
    assert refuted(one.rows, some, least, ended.steps)


def test_what_no_coefficient_bears_on_is_refuted() -> None:
    empty = Program([(0, 1)], [([], 1, None)], [0])
    assert holds(empty, Aim(), refute(empty, Aim()))
    assert holds(empty, Aim(0, 1), refute(empty, Aim(0, 1)))


def test_a_tree_that_would_be_too_large_is_left() -> None:
    program, aim = clique(7), Aim(7, 5)
    ended = refute(program, aim, SearchParams(refuting_nodes=1))
    assert (ended.steps, ended.point, ended.too_large) == (None, None, True)


def test_work_is_limited() -> None:
    program, aim = clique(7), Aim(7, 5)
    for work in (0.0, 1e-6, 1e-5, 1e-4, 1e-3):
        ended = refute(program, aim, work=work)
        assert not ended.too_large
        assert ended.point is None
        assert ended.steps is None or refuted(program.rows, program.box, aim, ended.steps)
    assert refute(program, aim, work=1e-6).steps is None


def test_a_stop_ends_it() -> None:
    limits = plenty()
    limits.stop.set()
    program = clique(7)
    ended = Refuter(program.rows, program.box, np.ones(8, dtype=bool)).refute(program.box, Aim(7, 5), limits)
    assert (ended.steps, ended.point, ended.too_large) == (None, None, False)


@pytest.mark.parametrize("program", [cycle(9), clique(7), holes(4, 3)], ids=["cycle", "clique", "holes"])
def test_the_same_is_refuted_by_the_same_steps(program: Program) -> None:
    aims = (Aim(), Aim(len(program.ends) - 1, 4))
    for aim in aims:
        first, second = refute(program, aim), refute(program, aim)
        assert told(first.steps) == told(second.steps)
        assert (first.point is None) == (second.point is None)
        assert first.point is None or first.point.tolist() == second.point.tolist()  # type: ignore[union-attr]


def test_a_refuter_refutes_one_thing_after_the_other() -> None:
    program = clique(6)
    refuter = Refuter(program.rows, program.box, np.ones(7, dtype=bool))
    for most in (4, 5, 3, 5, 4, 0):
        aim = Aim(6, most)
        assert holds(program, aim, refuter.refute(program.box, aim, plenty())) == (most < 5)
        assert not holds(program, Aim(), refuter.refute(program.box, Aim(), plenty()))


@pytest.mark.parametrize("scale", [1, 1_000, 30_000**2])
def test_no_subset_has_a_sum_between_those_of_two_others(scale: int) -> None:
    # Sums of primes times the scale, and by little more or less: the relaxation has any of them.
    shares = [scale * prime + n for n, prime in enumerate([101, 103, 107, 109, 113, 127, 131])]
    sums = sorted({sum(of) for size in range(8) for of in combinations(shares, size)})
    terms = list(enumerate(shares))
    for below, above in (sums[40:42], sums[63:65]):
        if above - below < 2:
            continue
        none = Program([(0, 1)] * 7, [(terms, below + 1, above - 1)], [0] * 7)
        assert none.points() == []
        assert holds(none, Aim(), refute(none, Aim()))
        one = Program([(0, 1)] * 7, [(terms, below, above - 1)], [0] * 7)
        assert not holds(one, Aim(), refute(one, Aim()))


@pytest.mark.parametrize("few", [2, 3])
def test_rows_that_contradict_each_other_by_one_in_a_thousand_millions(few: int) -> None:
    shares = [30_000**2 - n * n for n in range(6)]
    terms, all_of = list(enumerate(shares)), [(n, 1) for n in range(6)]
    most = sum(shares[:few])
    none = Program([(0, 1)] * 6, [(terms, most + 1, None), (all_of, None, few)], [0] * 6)
    assert holds(none, Aim(), refute(none, Aim()))
    one = Program([(0, 1)] * 6, [(terms, most, None), (all_of, None, few)], [0] * 6)
    assert not holds(one, Aim(), refute(one, Aim()))
