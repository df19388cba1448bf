"""Whatever the steps of a tree, it refutes nothing that exists; what is refuted of a box is so of less."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tandem_scheduler.engine.algebra.certificate import Frame, Given, Shown, shown
from tandem_scheduler.engine.algebra.duality import SCALE, weak_duality
from tandem_scheduler.engine.algebra.refutation import (
    Aim,
    Branching,
    Closed,
    Refutation,
    TreeStep,
    Weighing,
    halves,
    refuted,
)
from tandem_scheduler.engine.algebra.rows import Box
from tandem_scheduler.engine.algebra.tighten import propagated
from tandem_scheduler.engine.solvers.refute import Refuter
from tests.engine.limits import plenty

from .test_certificate import Program, anything, ints, near, programs, quick

SIDES = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]

TETRAHEDRON = Program(
    [(0, 1)] * 4 + [(0, 4)],
    [
        *(([(one, 1), (other, 1)], 1, None) for one, other in SIDES),
        ([(0, 1), (1, 1), (2, 1), (3, 1), (4, -1)], None, 0),
    ],
    [0, 0, 0, 0, 1],
)
"""Of a tetrahedron's corners, three have to be chosen for every side to have one; the relaxation takes half of each."""

AIM = Aim(4, 2)

TRUE = (
    Branching(0, 0),
    Closed(),
    Weighing(ints([3, 4, 5, 6]), ints([SCALE // 2] * 3 + [-SCALE]), of_objective=True),
    Closed(),
)
"""Steps that show that two corners do not do: without the first, none of the others may be left out; with it, a
triangle is left, of whose corners the relaxation takes half each."""


def aimed(aim: Aim, point: tuple[int, ...]) -> bool:
    return aim.column is None or point[aim.column] <= aim.most


def aims(program: Program) -> st.SearchStrategy[Aim]:
    columns = st.integers(0, len(program.ends) - 1)
    return st.just(Aim()) | st.builds(Aim, columns, st.integers(-4, 4) | st.sampled_from([2**63, -(2**63), 2**100]))


@st.composite
def step(draw: st.DrawFn, program: Program) -> TreeStep:
    kind = draw(st.sampled_from(["weighing"] * 3 + ["branching"] * 2 + ["closed"] * 3))
    if kind == "closed":
        return Closed()
    if kind == "branching":
        far = st.sampled_from([0, 2**60, 2**61, 2**61 + 2**60, 2**62, 2**63 - 1, -(2**63), -(2**62), 2**59 * 13])
        return Branching(draw(st.integers(0, len(program.ends) - 1)), draw(st.integers(-4, 4) | far))
    multipliers = ints(draw(st.just(0) | near | anything) for _ in program.lines)
    return Weighing.of(multipliers, of_objective=draw(st.booleans()))


def steps_of(program: Program) -> st.SearchStrategy[list[TreeStep]]:
    return st.lists(step(program), max_size=8)


@quick
@given(programs(), st.data())
def test_nothing_that_exists_is_refuted_whatever_the_steps(program: Program, data: st.DataObject) -> None:
    aim = data.draw(aims(program))
    steps = data.draw(steps_of(program))
    if refuted(program.rows, program.box, aim, steps):
        assert not any(aimed(aim, point) for point in program.points())


@quick
@given(programs(), st.data())
def test_nothing_that_exists_is_refuted_by_steps_that_are_completed(program: Program, data: st.DataObject) -> None:
    """Nodes are closed as soon as they are empty: so trees come to their end."""
    aim = data.draw(aims(program))
    left, steps = [aim.begun(program.rows, program.box)], list[TreeStep]()
    while left and len(steps) < 40:
        node = left.pop()
        chosen = Closed() if node.empty else data.draw(step(program).filter(lambda one: one != Closed()))
        steps.append(chosen)
        if isinstance(chosen, Weighing):
            left.append(aim.narrowed(program.rows, node, chosen))
        elif isinstance(chosen, Branching):
            left += reversed(halves(program.rows, node, chosen))
    exists = any(aimed(aim, point) for point in program.points())
    assert refuted(program.rows, program.box, aim, steps) == (not left)
    assert left or not exists


@quick
@given(programs(), st.data())
def test_the_branches_have_all_points_of_a_node_and_no_more_room(program: Program, data: st.DataObject) -> None:
    branching = data.draw(step(program).filter(lambda one: isinstance(one, Branching)))
    assert isinstance(branching, Branching)
    both = halves(program.rows, program.box, branching)
    for point in program.points():
        lower = point[branching.column] <= branching.most
        assert program.holds(both[not lower], point)
        assert not program.holds(both[lower], point)
    for half in both:
        assert half.empty or ((half.low >= program.box.low) & (half.high <= program.box.high)).all()


def test_a_bound_beyond_64_bits_proves_nothing() -> None:
    # -4 x - 4 y <= -1: multiplied by 4, the lower branch's bound would wrap around.
    program = Program([(0, 3), (0, 3)], [([(0, -4), (1, -4)], None, -1)], [1, 0])
    for most in (2**60, 2**61 - 1, 2**61 + 2**60, 2**62, 2**63 - 1, -(2**63)):
        assert not refuted(program.rows, program.box, Aim(), [Branching(0, most), Closed(), Closed()])


@quick
@given(programs(), st.data())
def test_a_tree_refutes_less_than_it_was_made_for(program: Program, data: st.DataObject) -> None:
    aim = data.draw(aims(program))
    start = propagated(program.rows, program.box)
    ended = Refuter(program.rows, program.box, program.box.low < program.box.high).refute(start, aim, plenty())
    assume(ended.steps is not None)
    assert ended.steps is not None
    low, high = program.box.low.copy(), program.box.high.copy()
    for column in range(len(low)):
        low[column] += data.draw(st.integers(0, 2))
        high[column] -= data.draw(st.integers(0, 2))
    row_low, row_high = (
        ints(end + sign * data.draw(st.integers(0, 3)) if abs(end) < 2**40 else end for end in ends)
        for sign, ends in ((1, program.rows.low.tolist()), (-1, program.rows.high.tolist()))
    )
    less = propagated(program.rows, Box(low, high, row_low, row_high))
    assert refuted(program.rows, less, aim, ended.steps)
    assert refuted(program.rows, start, replace(aim, most=aim.most - 1), ended.steps)


def test_a_tree_refutes() -> None:
    assert TETRAHEDRON.minimum() == 3
    assert refuted(TETRAHEDRON.rows, TETRAHEDRON.box, AIM, TRUE)
    assert not refuted(TETRAHEDRON.rows, TETRAHEDRON.box, replace(AIM, most=3), TRUE)


@pytest.mark.parametrize("left_out", range(len(TRUE)))
def test_a_tree_without_one_of_its_steps_refutes_nothing(left_out: int) -> None:
    without = [*TRUE[:left_out], *TRUE[left_out + 1 :]]
    assert not refuted(TETRAHEDRON.rows, TETRAHEDRON.box, AIM, without)


@pytest.mark.parametrize("place", range(len(TRUE) + 1))
@pytest.mark.parametrize("more", [Closed(), Branching(0, 0)], ids=["closed", "branching"])
def test_steps_too_many_are_refused(place: int, more: TreeStep) -> None:
    assert not refuted(TETRAHEDRON.rows, TETRAHEDRON.box, AIM, [*TRUE[:place], more, *TRUE[place:]])


def test_no_steps_refute_nothing() -> None:
    assert not refuted(TETRAHEDRON.rows, TETRAHEDRON.box, AIM, [])
    assert not refuted(TETRAHEDRON.rows, TETRAHEDRON.box, Aim(4, -1), [])
    assert refuted(TETRAHEDRON.rows, TETRAHEDRON.box, Aim(4, -1), [Closed()])


@pytest.mark.parametrize(("below", "bound"), [(1, 1), (2, 2), (3, 3), (4, 0), (2**70, 0)])
def test_a_frame_shows_what_a_tree_shows_and_else_what_multipliers_do(below: int, bound: int) -> None:
    frame = Frame(TETRAHEDRON.rows, TETRAHEDRON.box, (4,))
    assert list(shown([frame], [3], [[Given(ints([]), Refutation(below, TRUE))]])) == [[Shown(0, bound)]]


def test_what_a_tree_shows_holds_for_the_tiers_after_it() -> None:
    frame = Frame(TETRAHEDRON.rows, TETRAHEDRON.box, (4, 0))
    tree = Refutation(3, TRUE)
    dual = weak_duality(frame.rows, frame.start, frame.cost(0), None)
    assert frame.after(frame.start, 0, 3, dual, frame.shown(frame.start, 0, dual, tree)).low[4] == 3
    assert frame.after(frame.start, 0, 3, dual, dual.bound).low[4] == 0
    with pytest.raises(ValueError, match="no roster has such values"):
        list(shown([frame], [2, 0], [[Given(ints([]), tree), Given(ints([]))]]))


def test_a_tree_of_a_box_that_was_never_propagated_refutes_less_too() -> None:
    # 2x = 1 is contradicted by the first look at it, which must not wait until x moves.
    program = Program([(-1, 0)], [([(0, -2)], 1, 1)], [0])
    (closed,) = Refuter(program.rows, program.box, ints([1]) > 0).refute(program.box, Aim(0, 0), plenty()).steps or ()
    fixed = replace(program.box, high=program.box.low)
    assert refuted(program.rows, fixed, Aim(0, 0), [closed])
