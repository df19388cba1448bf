"""HiGHS processes: started when the first is needed, used again, ended at once on a stop.

One that has answered waits for the next program while a block of `kept_ready` is open, and ends with the last of them.
"""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.spawn import get_executable
from subprocess import DEVNULL, PIPE, Popen

from ortools.math_opt import model_pb2, parameters_pb2, result_pb2

from .. import clock
from ..limits import LOOK, Limits
from . import highs_process
from .highs_process import read, write
from .mathopt import SolverError

GRACE = 0.3
"""Seconds beyond the limit after which HiGHS is ended: it does not look at the clock everywhere."""


def _python() -> str:
    """The Python that processes are started with, as `multiprocessing` has it."""
    return os.fsdecode(get_executable() or sys.executable)


class _Process:
    """One process, which answers one program at a time."""

    def __init__(self) -> None:
        path = os.pathsep.join(place for place in sys.path if place)
        # The places to import from are handed over: looking for them again (site) would take a tenth of the start.
        command = [_python(), "-S", "-P", highs_process.__file__]
        environment = {**os.environ, "PYTHONPATH": path}
        self._process = Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment)  # noqa: S603

    def ask(self, *request: bytes) -> bytes:
        """The answer. Raises EOFError or OSError where the process ends before it gives one."""
        requests, answers = self._process.stdin, self._process.stdout
        if requests is None or answers is None:
            raise AssertionError("the process has pipes")
        for message in request:
            write(requests, message)
        return read(answers)

    @property
    def runs(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def end(self) -> int:
        """End it, whatever it does; the code with which it ended."""
        self._process.kill()
        return self._process.wait()

    def let_go(self) -> None:
        """Let go of the pipes of a process that is another one's, without a flush, which it would read."""
        nowhere = os.open(os.devnull, os.O_RDWR)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None and not pipe.closed:
                os.dup2(nowhere, pipe.fileno())
        os.close(nowhere)

    def close(self) -> int:
        """End it and close its pipes; the code with which it ended. Nobody may be asking."""
        code = self.end()
        self._process.communicate()
        return code


class _Pool:
    """The processes that wait, while there are blocks for which they do."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[_Process] = []
        self._asked: set[_Process] = set()
        self._blocks = 0

    def take(self) -> _Process:
        """One that waits, or a new one."""
        process = None
        with self._lock:
            while self._waiting and process is None:
                last = self._waiting.pop()
                if last.runs:
                    process = last
                else:
                    last.close()
        if process is None:
            process = _Process()
        with self._lock:
            self._asked.add(process)
        return process

    def give_back(self, process: _Process) -> None:
        """Let it wait for the next program, where one may come."""
        with self._lock:
            self._asked.discard(process)
            if self._blocks:
                self._waiting.append(process)
                return
        process.close()

    def close(self, process: _Process) -> int:
        """End a process that was taken; the code with which it ended."""
        with self._lock:
            self._asked.discard(process)
        return process.close()

    @contextmanager
    def kept_ready(self) -> Iterator[None]:
        """Let processes that have answered wait, up to the end of the last such block."""
        with self._lock:
            self._blocks += 1
        try:
            yield
        finally:
            with self._lock:
                self._blocks -= 1
                over = [] if self._blocks else self._waiting[:]
                self._waiting = self._waiting if self._blocks else []
            for process in over:
                process.close()

    def forget(self) -> None:
        """Begin anew in a process that was forked: all that there are belong to the other one."""
        for process in (*self._waiting, *self._asked):
            process.let_go()
        self.__init__()  # type: ignore[misc]


_POOL = _Pool()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_POOL.forget)

kept_ready = _POOL.kept_ready


def solve_apart(
    model: model_pb2.ModelProto, parameters: parameters_pb2.SolveParametersProto, limits: Limits
) -> result_pb2.SolveResultProto | None:
    """Solve a program by HiGHS; None where a stop or the deadline came first.

    Raises:
        SolverError: HiGHS failed.
        OSError: the system lets no process start, or what is started is not Python.
    """
    request = model.SerializeToString(), parameters.SerializeToString()
    process = _POOL.take()
    answers: list[bytes] = []

    def ask() -> None:
        with suppress(EOFError, OSError):
            answers.append(process.ask(*request))

    # Reading and writing block: they have a thread, which ends with the process at the latest.
    asking = threading.Thread(target=ask, name="tandem-highs", daemon=True)
    answered, code = False, 0
    try:
        asking.start()
        while asking.is_alive() and not limits.stop.is_set() and clock.now() < limits.deadline + GRACE:
            asking.join(LOOK)
        stopped = asking.is_alive() or limits.stop.is_set()
        answered = not asking.is_alive() and bool(answers)
    finally:
        if not answered:
            if asking.is_alive():
                process.end()
                asking.join()
            code = _POOL.close(process)
    if answered:
        _POOL.give_back(process)
    if stopped:
        return None
    if not answered:
        if code > 0:
            raise ChildProcessError(f"HiGHS could not be started: '{_python()}' ended with {code}; is it Python?")
        raise SolverError("HiGHS ended before it gave an answer")
    answer = answers[0]
    if answer[:1] != highs_process.SOLVED:
        raise SolverError(answer[1:].decode(errors="replace"))
    return result_pb2.SolveResultProto.FromString(answer[1:])
