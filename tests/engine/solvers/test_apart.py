"""HiGHS in processes of its own: used again while wanted, ended on a stop, never heard."""

import os
import subprocess
import sys
import threading
import time
from typing import Any

import numpy as np
import pytest
from ortools.math_opt import model_pb2

from tandem_scheduler.engine.limits import Limits
from tandem_scheduler.engine.solvers import apart
from tandem_scheduler.engine.solvers.apart import kept_ready, solve_apart
from tandem_scheduler.engine.solvers.mathopt import Effort, SolverError, message, parameters, result_of
from tests.clock import AGES
from tests.engine.algebra.test_certificate import ints
from tests.engine.limits import plenty
from tests.engine.solvers.test_mathopt import ALL, BOX, ROWS

SMALL = message(ROWS, BOX, ints([5, 1]), ALL)
EFFORT = parameters(Effort(seconds=AGES))


def hard(count: int = 60) -> model_pb2.ModelProto:
    """A program that takes HiGHS ages: equal halves of many odd numbers (a parity that branching sees late)."""
    rng = np.random.default_rng(1)
    model = model_pb2.ModelProto()
    model.variables.ids.extend(range(count))
    model.variables.lower_bounds.extend([0] * count)
    model.variables.upper_bounds.extend([1] * count)
    model.variables.integers.extend([True] * count)
    for row in range(5):
        weights = 2 * rng.integers(1, 50, count)
        model.linear_constraints.ids.append(row)
        model.linear_constraints.lower_bounds.append(int(weights.sum()) // 4 * 2 + 1)
        model.linear_constraints.upper_bounds.append(int(weights.sum()) // 4 * 2 + 1.5)
        model.linear_constraint_matrix.row_ids.extend([row] * count)
        model.linear_constraint_matrix.column_ids.extend(range(count))
        model.linear_constraint_matrix.coefficients.extend(weights.tolist())
    return model


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that are started."""
    processes: list[subprocess.Popen[bytes]] = []

    def start(*args: Any, **options: Any) -> subprocess.Popen[bytes]:
        processes.append(subprocess.Popen(*args, **options))  # noqa: S603
        return processes[-1]

    monkeypatch.setattr(apart, "Popen", start)
    return processes


def running(processes: list[subprocess.Popen[bytes]]) -> int:
    return sum(process.poll() is None for process in processes)


def test_a_process_is_used_again_and_ends_with_the_block(
    started: list[subprocess.Popen[bytes]],
) -> None:
    with kept_ready():
        for costs, point in (([5, 1], [1, 0]), ([1, 1], [1, 0])):
            with kept_ready():
                result = solve_apart(message(ROWS, BOX, ints(costs), ALL), EFFORT, plenty())
            assert result is not None
            answer = result_of(result, BOX)
            assert answer.values is not None
            assert answer.values.tolist() == pytest.approx(point)
        assert len(apart._POOL._waiting) == running(started) == len(started) == 1
    assert apart._POOL._waiting == []
    assert running(started) == 0


def test_no_process_waits_where_no_block_is_open(started: list[subprocess.Popen[bytes]]) -> None:
    assert solve_apart(SMALL, EFFORT, plenty()) is not None
    assert running(started) == 0


def test_a_stop_ends_the_process_at_once_and_leaves_no_thread(started: list[subprocess.Popen[bytes]]) -> None:
    before = threading.active_count()
    stop = threading.Event()
    limits = Limits.within(AGES, stop)
    results: list[object] = []
    with kept_ready():
        solving = threading.Thread(target=lambda: results.append(solve_apart(hard(), EFFORT, limits)))
        solving.start()
        while not started:
            time.sleep(0)
        stop.set()
        solving.join(60)
        assert results == [None]
        assert running(started) == 0
        assert threading.active_count() == before


def test_a_process_that_dies_is_an_error_of_the_solver_and_the_next_one_works() -> None:
    with kept_ready():
        assert solve_apart(SMALL, EFFORT, plenty()) is not None
        (waiting,) = apart._POOL._waiting
        waiting.end()
        with pytest.raises(SolverError, match="ended before"):
            solve_apart(SMALL, EFFORT, plenty())
        assert solve_apart(SMALL, EFFORT, plenty()) is not None


def test_what_highs_refuses_is_told() -> None:
    wrong = model_pb2.ModelProto()
    wrong.variables.ids.append(0)
    with pytest.raises(SolverError, match=r"\w"):
        solve_apart(wrong, EFFORT, plenty())


def test_a_forked_process_leaves_those_that_wait_to_the_other() -> None:
    code = """
import os
from tests.engine.solvers.test_apart import SMALL, EFFORT, plenty
from tandem_scheduler.engine.solvers import apart
with apart.kept_ready():
    assert apart.solve_apart(SMALL, EFFORT, plenty()) is not None
    child = os.fork()
    if child == 0:
        os._exit(len(apart._POOL._waiting))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert apart.solve_apart(SMALL, EFFORT, plenty()) is not None
"""
    if not hasattr(os, "fork"):
        pytest.skip("this system does not fork")
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603
