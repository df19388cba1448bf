"""Multipliers and steps as text: 64-bit little-endian integers, deflated, in base64."""

import base64
import zlib
from collections.abc import Iterator, Sequence

import numpy as np

from ..algebra.arrays import Ints
from ..algebra.refutation import Branching, Closed, TreeStep, Weighing

LARGEST = 1 << 28
"""Bytes that one text may unfold to."""

MOST_STEPS = 1 << 16
"""Steps that one text may have: each takes far more room than its bytes."""

_BRANCHING, _OF_OBJECTIVE, _OF_NONE, _CLOSED = range(4)
"""What a step begins with."""


def packed(multipliers: Ints) -> str:
    """Multipliers of rows: the places of those that are not 0, each as the step from the last, and these."""
    return _deflated([_sparse(np.flatnonzero(multipliers), multipliers[multipliers != 0])])


def unpacked(text: str, rows: int) -> Ints:
    """The multipliers of all rows. Raises ValueError where the text does not hold any."""
    numbers = _inflated(text)
    if len(numbers) % 2:
        raise ValueError("the multipliers can't be read")
    lines, values = np.split(numbers, 2)
    multipliers = np.zeros(rows, dtype=np.int64)
    multipliers[_places(lines, rows)] = values
    return multipliers


def packed_steps(steps: Sequence[TreeStep]) -> str:
    """The steps of a refutation."""
    return _deflated(list(_written(steps)))


def unpacked_steps(text: str, rows: int, columns: int) -> tuple[TreeStep, ...]:
    """The steps of a refutation over so many rows and columns. Raises ValueError where the text does not hold any."""
    numbers, place, steps = _inflated(text), 0, list[TreeStep]()
    while place < len(numbers):
        if len(steps) == MOST_STEPS:
            raise ValueError("there are too many steps")
        kind, count = [*numbers[place : place + 2].tolist(), 0][:2]
        if kind == _CLOSED:
            steps.append(Closed())
            place += 1
        elif kind == _BRANCHING and place + 3 <= len(numbers) and 0 <= count < columns:
            steps.append(Branching(count, int(numbers[place + 2])))
            place += 3
        elif (
            kind in (_OF_OBJECTIVE, _OF_NONE)
            and place + 2 <= len(numbers)
            and 0 <= count <= (len(numbers) - place - 2) // 2
        ):
            lines, values = np.split(numbers[place + 2 : place + 2 + 2 * count], 2)
            steps.append(Weighing(_places(lines, rows), values, kind == _OF_OBJECTIVE))
            place += 2 + 2 * count
        else:
            raise ValueError("the steps can't be read")
    return tuple(steps)


def _written(steps: Sequence[TreeStep]) -> Iterator[Ints]:
    for step in steps:
        match step:
            case Branching(column, most):
                yield np.array([_BRANCHING, column, most], dtype=np.int64)
            case Weighing(lines, multipliers, of_objective):
                yield np.array([_OF_OBJECTIVE if of_objective else _OF_NONE, len(lines)], dtype=np.int64)
                yield _sparse(lines, multipliers)
            case Closed():
                yield np.array([_CLOSED], dtype=np.int64)


def _sparse(places: Ints, values: Ints) -> Ints:
    return np.concatenate([np.diff(places, prepend=0), values])


def _places(steps: Ints, count: int) -> Ints:
    """The places that steps lead to. Raises ValueError where they are not among so many."""
    places = np.cumsum(steps)
    # Steps of more than all rows first: their sum could wrap around.
    if len(steps) and (steps[0] < 0 or (steps[1:] <= 0).any() or (steps >= count).any() or (places >= count).any()):
        raise ValueError("the multipliers speak of rows that do not exist")
    return np.asarray(places, dtype=np.int64)


def _deflated(numbers: Sequence[Ints]) -> str:
    every = np.concatenate(numbers) if numbers else np.zeros(0)
    return base64.b64encode(zlib.compress(every.astype("<i8").tobytes(), 9)).decode()


def _inflated(text: str) -> Ints:
    try:
        reader = zlib.decompressobj()
        data = reader.decompress(base64.b64decode(text, validate=True), LARGEST)
    except (zlib.error, ValueError) as error:  # as base64 has it: not its letters, or of no full length
        raise ValueError("the multipliers can't be read") from error
    cut_short = bool(text) and not reader.eof
    if cut_short or reader.unconsumed_tail or reader.unused_data or len(data) % 8:
        raise ValueError("the multipliers can't be read")
    return np.frombuffer(data, dtype="<i8").astype(np.int64)
