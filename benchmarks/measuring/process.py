"""One process, watched: on given cores, within time and memory, with what it used; and what this one uses."""

import os
import resource
import signal
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

POLL = 0.02
"""Seconds between two looks at the process."""

TICK = 1 / os.sysconf("SC_CLK_TCK")
"""Seconds in which the system counts what running processes use."""

KILOBYTE = 1024


@dataclass(frozen=True)
class Usage:
    """What a process and those it started used."""

    wall: float
    """Seconds from start to end."""
    cpu: float
    """Seconds of all cores, user and system."""
    memory: int
    """Peak resident memory in bytes: the high-water marks of the processes, added."""
    failure: str | None
    """Why it did not end well; None where it did."""


def watch(
    command: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
    errors: Path,
    cores: Iterable[int],
    seconds: float,
    memory: int,
) -> Usage:
    """Run a command to its end, or end it when it takes more than so many seconds or bytes.

    What it writes to standard error goes to the file `errors`; the last line names the failure.
    """
    mine = os.sched_getaffinity(0)
    began = time.monotonic()
    os.sched_setaffinity(0, cores)  # inherited by what is started
    try:
        with errors.open("wb") as log:
            process = subprocess.Popen(
                command, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True
            )
    finally:
        os.sched_setaffinity(0, mine)
    try:
        return _watched(process, began, errors, seconds, memory)
    except BaseException:  # such as an interrupt, of which a process in a session of its own hears nothing
        _end(process.pid)
        process.wait()
        raise


def _watched(process: "subprocess.Popen[bytes]", began: float, errors: Path, seconds: float, memory: int) -> Usage:
    """What a process used, once it has ended or was ended."""
    peaks: dict[int, int] = {}
    failure = None
    while True:
        pid, status, used = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        for member in _family(process.pid):
            peaks[member] = max(peaks.get(member, 0), _peak(member))
        if failure is None and sum(peaks.values()) > memory:
            failure = f"took more than {memory / 2**30:.0f} GB"
        elif failure is None and time.monotonic() - began > seconds:
            failure = f"did not stop within {seconds:.0f} s"
        if failure is not None:
            _end(process.pid)
        time.sleep(POLL)
    process.returncode = os.waitstatus_to_exitcode(status)
    if failure is None and process.returncode:
        lines = errors.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        failure = lines[-1] if lines else f"ended with code {process.returncode}"
    return Usage(time.monotonic() - began, used.ru_utime + used.ru_stime, sum(peaks.values()), failure)


def _end(pid: int) -> None:
    """End a process that began a session, with all that descend from it, also those whose parents are gone."""
    for member in _family(pid):
        with suppress(ProcessLookupError):
            os.kill(member, signal.SIGKILL)
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


class ProcessorClock:
    """CPU seconds of this process and all that descend from it, of those that run and those that ended."""

    def __init__(self) -> None:
        self._last = 0.0
        self._seen = (-1.0, 0.0, 0.0)

    def now(self) -> float:
        """Never goes back. Descendants are looked at once a tick: it takes longer than much of what is measured."""
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        ended = used.ru_utime + used.ru_stime
        before, running, looked = self._seen
        if before != ended or time.monotonic() - looked >= TICK:
            running = sum(map(_used, _family(os.getpid())[1:]))
            self._seen = ended, running, time.monotonic()
        # One that ended since the first line is missed up to the next look, never counted twice.
        self._last = max(self._last, time.process_time() + ended + running)
        return self._last


def _family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    found = [pid]
    for member in found:
        with suppress(OSError):
            for task in Path(f"/proc/{member}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
    return found


def _peak(pid: int) -> int:
    """High-water mark of a process's resident memory, 0 where it is gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * KILOBYTE
    return 0


def _used(pid: int) -> float:
    """CPU seconds of a process and of its children that ended, 0 where it is gone."""
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()  # the name may have blanks
        return sum(map(int, fields[11:15])) * TICK
    return 0.0
