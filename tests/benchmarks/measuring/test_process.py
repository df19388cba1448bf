"""Watching a process: time, memory, failure, cores; counting what this one and its descendants use."""

import os
import resource
import select
import subprocess
import sys
import time

import pytest

from benchmarks.measuring import process
from benchmarks.measuring.process import TICK, ProcessorClock, watch

pytestmark = pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="Linux")

AGES = 600
"""Seconds that no process takes unless it sleeps."""


def run(tmp_path, code, *, seconds=AGES, memory=2**31, cores=None):
    return watch(
        [sys.executable, "-c", code],
        folder=tmp_path,
        environment=dict(os.environ),
        errors=tmp_path / "errors.txt",
        cores=cores or os.sched_getaffinity(0),
        seconds=seconds,
        memory=memory,
    )


def test_memory_and_processor_time_of_descendants_count(tmp_path):
    work = "b = bytearray(60_000_000); import time\nwhile time.process_time() < 0.4: pass"
    used = run(tmp_path, f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}])")
    assert used.failure is None
    assert used.memory > 60_000_000
    assert used.cpu > 0.3


def test_pinned(tmp_path):
    core = min(os.sched_getaffinity(0))
    code = f"import os, sys; sys.exit(os.sched_getaffinity(0) != {{{core}}})"
    assert run(tmp_path, code, cores=[core]).failure is None


@pytest.mark.parametrize(
    ("code", "limits", "failure"),
    [
        ("raise ValueError('no good')", {}, "ValueError: no good"),
        (f"import time; time.sleep({AGES})", {"seconds": 0.3}, "did not stop within 0 s"),
        (f"b = bytearray(400_000_000); import time; time.sleep({AGES})", {"memory": 2**28}, "took more than 0 GB"),
    ],
)
def test_failures(tmp_path, code, limits, failure):
    assert run(tmp_path, code, **limits).failure == failure


def test_processor_time_counts_descendants_that_run_and_that_ended():
    def certain():
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.process_time() + used.ru_utime + used.ru_stime

    work = "import time\nwhile time.process_time() < 0.2: pass\nprint(time.process_time(), flush=True); input()"
    counted = ProcessorClock()
    least, began, most = certain(), counted.now(), certain()
    command = [sys.executable, "-c", work]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
    told = float(child.stdout.readline())
    time.sleep(TICK)  # descendants are not looked at sooner
    running = counted.now() - began
    assert running > told - 2 * TICK  # user and system time are whole ticks
    child.communicate(b"\n")
    lower, used, upper = certain() - most, counted.now() - began, certain() - least
    assert running <= used
    assert lower - 1e-6 <= used <= upper + 1e-6


def test_processor_time_never_goes_back(monkeypatch):
    family, used = [1, 2], {2: 5.0}
    monkeypatch.setattr(process, "_family", lambda _: family)
    monkeypatch.setattr(process, "_used", used.get)
    counted = ProcessorClock()
    before = counted.now()
    family.remove(2)
    time.sleep(TICK)
    assert counted.now() >= before >= 5.0


def test_an_interrupt_ends_the_process_and_all_its_children(tmp_path, monkeypatch):
    begun = tmp_path / "begun"
    code = (
        "import pathlib, subprocess, sys, time\n"
        f"child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep({AGES})'])\n"
        f"pathlib.Path({str(begun)!r}).write_text(str(child.pid))\n"
        f"time.sleep({AGES})"
    )

    ends = []

    def interrupted(_):
        if begun.exists() and (child := begun.read_text()):
            ends.append(os.pidfd_open(int(child)))
            raise KeyboardInterrupt

    monkeypatch.setattr(process.time, "sleep", interrupted)
    started = []
    popen = subprocess.Popen
    monkeypatch.setattr(process.subprocess, "Popen", lambda *a, **k: started.append(popen(*a, **k)) or started[-1])
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, code)
    assert started[0].returncode == -9
    assert select.select(ends, [], [], AGES)[0] == ends  # the child has ended
    os.close(ends[0])
