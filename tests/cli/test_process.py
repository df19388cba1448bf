"""The command as a process: signals, pipes, exit codes."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from tandem_models import Schedule
from tandem_scheduler import read_roster
from tandem_scheduler.cli.process.interrupt import stop_on_signals
from tandem_scheduler.cli.process.signals import ENDING, HANGUP

from . import stand_ins
from .stand_ins import AGES

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))}

HANGING = AGES / 2
"""Seconds after which a process is taken to hang: one that heeds what it is told has long ended, on any machine."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")


IGNORING = ("sh", "-c", 'trap "" INT && exec "$@"', "sh")
"""Starts a process as a script does with `&`: it has SIGINT ignored."""


@contextmanager
def start(solver, *arguments, before=(), environment=ENVIRONMENT, **options):
    """A process of the command; it does not outlive the block."""
    command = [*before, sys.executable, "-m", "tests.cli.stand_ins", solver, *map(str, arguments)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, **options) as process:  # noqa: S603
        try:
            yield process
        finally:
            process.kill()


def until(process, word):
    """Read messages up to the line that begins with a word."""
    for line in process.stderr:
        if line.startswith(word):
            return
    pytest.fail(f"never said: {word}")


def imported(modules, of):
    """Which of some packages are loaded by importing the modules."""
    code = f"import sys, {modules}; print(sorted({of!r} & {{name.split('.')[0] for name in sys.modules}}))"
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=True).stdout  # noqa: S603


@pytest.mark.parametrize("number", ENDING)
def test_a_signal_gives_the_best_roster_so_far(scenario_file, number):
    with start("waiting", "solve", scenario_file, text=True) as process:
        until(process, "searching")
        process.send_signal(number)
        out, messages = process.communicate(timeout=HANGING)
    assert process.returncode == 0
    assert "stopped by you" in out
    assert "Mon 22 Feb" in out
    assert "Traceback" not in messages


def test_interrupted_with_no_roster(scenario_file):
    with start("waiting-in-vain", "solve", scenario_file, "--json", text=True) as process:
        until(process, "searching")
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=HANGING)
    assert process.returncode == 130
    assert Schedule.model_validate_json(out).stop_reason == "interrupted"


def test_a_second_signal_leaves_at_once(scenario_file):
    with start("deaf", "solve", scenario_file, text=True) as process:
        until(process, "searching")
        process.send_signal(signal.SIGINT)
        until(process, "Stopping")
        process.send_signal(signal.SIGINT)
        out, messages = process.communicate(timeout=HANGING)
    assert process.returncode == 130
    assert out == ""
    assert "Traceback" not in messages


BLOCKED = """
import os, sys, time

class Blocking:
    def find_spec(self, name, *_):
        if name == "tandem_scheduler.cli.app":
            os.write(2, b"loading\\n")
            while True:
                time.sleep(0.05)

sys.meta_path.insert(0, Blocking())
from tandem_scheduler.cli import main
main()
"""


@pytest.mark.parametrize("number", ENDING)
def test_interrupted_before_anything_is_loaded(number):
    pipe = subprocess.PIPE
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", BLOCKED], cwd=ROOT, env=ENVIRONMENT, stdout=pipe, stderr=pipe, text=True
    ) as process:
        until(process, "loading")
        process.send_signal(number)
        out, messages = process.communicate(timeout=HANGING)
    assert (process.returncode, out, messages) == (130, "", "")


def test_signals_are_heeded_before_anything_is_loaded():
    assert imported("tandem_scheduler.cli", {"tandem_models", "pydantic", "typer", "rich"}) == "[]\n"


def test_under_nohup_the_terminal_s_end_stays_ignored():
    before = {number: signal.getsignal(number) for number in ENDING}
    try:
        signal.signal(HANGUP, signal.SIG_IGN)
        with stop_on_signals() as stop:
            signal.raise_signal(HANGUP)
            assert not stop.is_set()
            assert signal.getsignal(signal.SIGTERM) != before[signal.SIGTERM]
        assert signal.getsignal(HANGUP) == signal.SIG_IGN
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_a_terminal_that_says_twice_that_it_is_closed_is_in_no_haste():
    with stop_on_signals() as stop:
        signal.raise_signal(HANGUP)
        signal.raise_signal(HANGUP)
        assert stop.is_set()


def test_closed_streams_end_no_work(scenario_file, tmp_path):
    closing = ("sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh")
    with start("complete", "solve", scenario_file, "--out", tmp_path / "r.csv", before=closing) as process:
        process.wait(timeout=HANGING)
    assert process.returncode == 74
    assert read_roster(tmp_path / "r.csv") == stand_ins.TEAMS


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("before", [(), IGNORING], ids=["alone", "beside-a-script"])
def test_interrupted_while_loading(scenario_file, number, before):
    with start("loading", "solve", scenario_file, before=before, text=True) as process:
        until(process, "loading")
        process.send_signal(number)
        out, messages = process.communicate(timeout=HANGING)
    assert (process.returncode, out, messages) == (130, "", "")


@pytest.mark.parametrize("form", [("solve", "S"), ("solve", "S", "--json"), ("--help",)])
def test_a_closed_pipe_ends_quietly(scenario_file, form):
    with start("complete", *(scenario_file if word == "S" else word for word in form), text=True) as process:
        process.stdout.close()
        messages = process.stderr.read()
        process.wait(timeout=HANGING)
    assert process.returncode == 0
    assert messages == ""


def test_a_defect_is_told_as_one(scenario_file):
    with start("contradicted", "solve", scenario_file, text=True) as process:
        out, messages = process.communicate(timeout=HANGING)
    assert process.returncode == 70
    assert out == ""
    assert "the engine says 0, the checker 1" in messages
    assert "defect in Tandem" in messages


@pytest.mark.parametrize(
    ("form", "encoding", "expected"),
    [((), "latin-1", "Evenings ? été, Leicestershire Police"), (("--json",), "utf-8", "{")],
)
def test_a_terminal_that_is_not_utf_8(scenario_file, form, encoding, expected):
    text = scenario_file.read_text().replace("name: Evenings", "name: Evenings € été")
    scenario_file.write_text(text, encoding="utf-8")
    with start(
        "complete", "solve", scenario_file, *form, environment={**ENVIRONMENT, "PYTHONIOENCODING": "latin-1"}
    ) as process:
        out, _ = process.communicate(timeout=HANGING)
    assert process.returncode == 0
    assert out.decode(encoding).splitlines()[0] == expected


def test_help_loads_neither_solver_nor_pandas():
    assert imported("tandem_scheduler.cli.app", {"ortools", "pandas", "numpy"}) == "[]\n"


def test_the_library_loads_neither_typer_nor_rich():
    assert imported("tandem_scheduler.api, tandem_scheduler.io, tandem_models", {"typer", "rich"}) == "[]\n"


@pytest.mark.parametrize(
    "command", [("check", 2), ("check", 2, "--json"), ("compare", 3), ("export", 2, "--out", "out.csv")]
)
def test_commands_that_need_no_solver_load_none(scenario_file, tmp_path, command):
    roster = tmp_path / "roster.csv"
    roster.write_text("evening,area,detective,officer\n", encoding="utf-8")
    name, files, *options = command
    given = [name, str(scenario_file), *[str(roster)] * (files - 1), *options]
    code = f"""
import sys
from tandem_scheduler.cli.app import app
app({given!r}, standalone_mode=False)
print(sorted(name for name in sys.modules if name.split(".")[0] == "ortools"), file=sys.stderr)
"""
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.stderr.splitlines()[-1] == "[]", done.stderr
