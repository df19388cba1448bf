"""What CP-SAT is given to start from."""

from dataclasses import replace

import numpy as np
import pytest

from tandem_scheduler.engine.algebra.linear import Linear
from tandem_scheduler.engine.algebra.program import IntegerProgram
from tandem_scheduler.engine.algebra.rows import Box
from tandem_scheduler.engine.solvers.cpsat import Search
from tests.engine.limits import plenty


@pytest.mark.parametrize(
    ("workers", "hint", "given"),
    [(1, [1, 1], [1, 1]), (2, [1, 1], []), (2, [0, 1], [0, 1]), (2, [2, 1], []), (2, [0], []), (2, [], [])],
    ids=["alone", "breaks a row", "solution", "out of the box", "of some columns", "none"],
)
def test_several_workers_start_from_solutions_only(workers: int, hint: list[int], given: list[int]) -> None:
    model = IntegerProgram()
    first, second = model.column(0, 2), model.column(0, 2)
    model.row(Linear([first, second], [1, 1]), low=1, high=1)
    low, high = np.zeros(2, dtype=np.int64), np.ones(2, dtype=np.int64)
    rows = model.rows()
    search = Search(model)
    limits = replace(plenty(), workers=workers)
    found = search.minimise(Linear([first], [1]), limits, bound=0, box=Box(low, high, rows.low, rows.high), hint=hint)
    assert found.values == (0, 1)
    assert list(search._mirror.model.proto.solution_hint.values) == given
