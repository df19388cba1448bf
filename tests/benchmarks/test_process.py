"""Watching a process: time, memory, failure, cores."""

import os
import sys

import pytest

from benchmarks.measuring.process import watch

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
