"""Steps as text are read as they were written, and a text that holds none is refused."""

import base64
import zlib
from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem_scheduler.engine.algebra.refutation import Branching, Closed, TreeStep, Weighing
from tandem_scheduler.engine.proofs import packing
from tandem_scheduler.engine.proofs.packing import packed, packed_steps, unpacked, unpacked_steps

ROWS, COLUMNS = 40, 30

whole = st.integers(-(2**63), 2**63 - 1)


def text(numbers: Iterable[int]) -> str:
    """What would be read as these numbers."""
    return base64.b64encode(zlib.compress(np.array([*numbers], dtype="<i8").tobytes())).decode()


def told(steps: Iterable[TreeStep]) -> list[object]:
    """Steps as what can be compared."""
    return [
        (step.lines.tolist(), step.multipliers.tolist(), step.of_objective) if isinstance(step, Weighing) else step
        for step in steps
    ]


@st.composite
def weighings(draw: st.DrawFn) -> Weighing:
    found = draw(st.dictionaries(st.integers(0, ROWS - 1), whole.filter(bool)))
    every = np.zeros(ROWS, dtype=np.int64)
    every[[*found]] = [*found.values()]
    return Weighing.of(every, of_objective=draw(st.booleans()))


step = st.just(Closed()) | st.builds(Branching, st.integers(0, COLUMNS - 1), whole) | weighings()


@settings(derandomize=True)
@given(st.lists(step))
def test_steps_come_back(steps: list[TreeStep]) -> None:
    assert told(unpacked_steps(packed_steps(steps), ROWS, COLUMNS)) == told(steps)


@settings(derandomize=True)
@given(weighings())
def test_multipliers_come_back(weighing: Weighing) -> None:
    every = weighing.every(ROWS)
    assert unpacked(packed(every), ROWS).tolist() == every.tolist()


CUT = [
    [0],
    [0, 1],
    [1],
    [1, 1],
    [1, 1, 0],
    [2, 2, 0, 1, 7],
    [3, 0, 5],
]
"""Steps that end too soon."""

STRANGE = {
    "a kind there is not": [[4], [-1], [2**62], [3, 3, 7, 1, 1]],
    "more rows than numbers": [[1, 2, 0, 1, 7], [1, 2**62, 0, 1], [1, 2**63 - 1], [2, 2**61, 3]],
    "fewer rows than none": [[1, -1, 0, 1], [2, -(2**63)], [1, -2]],
    "columns that do not exist": [[0, COLUMNS, 0], [0, -1, 0], [0, 2**63 - 1, 0], [0, -(2**63), 0]],
    "rows that do not exist": [[1, 1, ROWS, 5], [1, 1, -1, 5], [1, 2, ROWS - 1, 1, 5, 5], [2, 1, 2**63 - 1, 5]],
    "rows out of order": [[1, 2, 3, 0, 5, 5], [1, 2, 3, -1, 5, 5]],
    "rows whose sum wraps around": [[1, 5, 0, 2**62, 2**62, 2**62, 2**62, 1, 1, 1, 1, 1]],
}


@pytest.mark.parametrize("numbers", CUT, ids=str)
def test_steps_that_end_too_soon_are_refused(numbers: list[int]) -> None:
    for before in ([], [3], [0, 1, 1], [1, 1, 4, 9]):
        with pytest.raises(ValueError, match=r"the steps can't be read"):
            unpacked_steps(text([*before, *numbers]), ROWS, COLUMNS)


@pytest.mark.parametrize("what", STRANGE)
def test_strange_steps_are_refused(what: str) -> None:
    for numbers in STRANGE[what]:
        with pytest.raises(ValueError, match=r"can't be read|do not exist"):
            unpacked_steps(text(numbers), ROWS, COLUMNS)


@settings(derandomize=True, max_examples=300)
@given(st.lists(st.integers(-1, 4) | st.integers(0, ROWS) | whole, max_size=12))
def test_any_numbers_are_steps_within_rows_and_columns_or_refused(numbers: list[int]) -> None:
    try:
        steps = unpacked_steps(text(numbers), ROWS, COLUMNS)
    except ValueError:
        return
    for one in steps:
        if isinstance(one, Weighing):
            assert ((one.lines >= 0) & (one.lines < ROWS)).all()
            assert len({*one.lines.tolist()}) == len(one.lines) == len(one.multipliers)
        elif isinstance(one, Branching):
            assert 0 <= one.column < COLUMNS


@pytest.mark.parametrize(
    "written",
    ["no base64!", "AAAA", "eJw=", base64.b64encode(zlib.compress(b"1234567")).decode(), "é"],
    ids=["no base64", "not deflated", "cut short", "no whole numbers", "no ascii"],
)
def test_what_is_no_text_of_numbers_is_refused(written: str) -> None:
    for read in (lambda: unpacked(written, ROWS), lambda: unpacked_steps(written, ROWS, COLUMNS)):
        with pytest.raises(ValueError, match=r"can't be read"):
            read()


def test_what_unfolds_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "LARGEST", 1 << 12)
    bomb = base64.b64encode(zlib.compress(bytes(1 << 20), 9)).decode()
    for read in (lambda: unpacked(bomb, ROWS), lambda: unpacked_steps(bomb, ROWS, COLUMNS)):
        with pytest.raises(ValueError, match=r"can't be read"):
            read()


def test_too_many_steps_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MOST_STEPS", 5)
    assert len(unpacked_steps(text([3] * 5), ROWS, COLUMNS)) == 5
    with pytest.raises(ValueError, match="too many steps"):
        unpacked_steps(text([3] * 6), ROWS, COLUMNS)
