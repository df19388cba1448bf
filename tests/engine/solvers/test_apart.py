"""HiGHS in processes of its own: used again while wanted, ended on a stop, never heard."""

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ortools.math_opt import model_pb2

from tandem_scheduler.engine.algebra.rows import UNBOUNDED, Box, Rows
from tandem_scheduler.engine.limits import Limits
from tandem_scheduler.engine.solvers import apart
from tandem_scheduler.engine.solvers.apart import kept_ready, read, solve_apart
from tandem_scheduler.engine.solvers.mathopt import Effort, SolverError, message, parameters, result_of
from tests.clock import AGES, HeldClock
from tests.engine.algebra.test_certificate import ints
from tests.engine.limits import plenty
from tests.engine.solvers.test_mathopt import ALL, BOX, ROWS

SMALL = message(ROWS, BOX, ints([5, 1]), ALL)
EFFORT = parameters(Effort(seconds=AGES))


def hard(size: int = 50) -> model_pb2.ModelProto:
    """A program that takes HiGHS ages: a market split (G. Cornuejols and M. Dawande, 1998) of six rows."""
    rng = np.random.default_rng(1)
    weights = rng.integers(0, 100, (6, size))
    halves = weights.sum(axis=1) // 2
    rows = Rows(
        ints(list(range(0, 6 * size + 1, size))),
        ints([*range(size)] * 6),
        weights.ravel().astype(np.int64),
        halves,
        halves,
    )
    box = Box(ints([0] * size), ints([1] * size), rows.low, rows.high)
    return message(rows, box, ints([0] * size), np.ones(size, dtype=bool))


def large(count: int = 20_000) -> model_pb2.ModelProto:
    """A program that no pipe holds at once, and that is soon solved."""
    rows = Rows(ints([0, count]), ints([*range(count)]), ints([1] * count), ints([1]), ints([UNBOUNDED]))
    box = Box(ints([0] * count), ints([1] * count), rows.low, rows.high)
    return message(rows, box, ints([*range(1, count + 1)]), np.ones(count, dtype=bool))


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


def test_a_stop_ends_the_process_while_it_solves_and_leaves_no_thread(
    started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = threading.active_count()
    stop, asked = threading.Event(), threading.Event()
    monkeypatch.setattr(apart, "read", lambda pipe: (asked.set(), read(pipe))[1])
    results: list[object] = []
    solving = threading.Thread(target=lambda: results.append(solve_apart(hard(), EFFORT, Limits.within(AGES, stop))))
    with kept_ready():
        solving.start()
        assert asked.wait(60)  # the program is sent, the answer waited for
        stop.set()
        solving.join(60)
        assert results == [None]
        assert running(started) == 0
        assert threading.active_count() == before


def test_a_deadline_ends_the_process(started: list[subprocess.Popen[bytes]], clock: HeldClock) -> None:
    limits = Limits.within(5)
    clock.step = 1
    assert solve_apart(hard(), EFFORT, limits) is None
    assert running(started) == 0


def test_a_program_larger_than_a_pipe_gets_there() -> None:
    result = solve_apart(large(), EFFORT, plenty())
    assert result is not None
    assert result.termination.objective_bounds.primal_bound == 1


def test_nothing_is_heard_of_it() -> None:
    code = """
from tests.engine.solvers.test_apart import *
assert solve_apart(large(), EFFORT, plenty())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)  # noqa: S603
    assert (done.stdout, done.stderr) == (b"", b"")


def test_a_process_ends_when_whoever_started_it_is_killed() -> None:
    code = """
import threading
from tests.engine.solvers.test_apart import *
asked = threading.Event()
apart.read = lambda pipe: (asked.set(), read(pipe))[1]
threading.Thread(target=lambda: solve_apart(hard(), EFFORT, plenty()), daemon=True).start()
asked.wait()
(process,) = apart._POOL._asked
print(process._process.pid, flush=True)
threading.Event().wait()
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:  # noqa: S603
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
        parent.stdout.read()  # ends with the last that holds it, which is the parent alone
    assert gone(pid)


def gone(pid: int) -> bool:
    """Whether a process that is nobody's child any more ends; waits as long as nothing takes that has not hung."""
    for _ in range(6_000):
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        threading.Event().wait(0.01)
    return False


def test_what_is_no_python_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "get_executable", lambda: "/bin/false")
    with pytest.raises(ChildProcessError, match="'/bin/false' ended with 1; is it Python"):
        solve_apart(SMALL, EFFORT, plenty())


def test_one_that_died_waiting_is_replaced_and_one_that_dies_solving_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with kept_ready():
        assert solve_apart(SMALL, EFFORT, plenty()) is not None
        (waiting,) = apart._POOL._waiting
        waiting.end()
        assert solve_apart(SMALL, EFFORT, plenty()) is not None
        monkeypatch.setattr(apart, "write", lambda *_: apart._POOL._asked.copy().pop().end())
        with pytest.raises(SolverError, match="ended before"):
            solve_apart(SMALL, EFFORT, plenty())


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
