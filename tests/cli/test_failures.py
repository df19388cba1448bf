"""What no command expects, and streams that can't be written: a sentence and a code of its own."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BufferedWriter, FileIO
from itertools import product
from pathlib import Path

import pytest

from tandem_models import Fault, ScenarioError
from tandem_scheduler import api, read_roster
from tandem_scheduler.api.arguments import LONGEST
from tandem_scheduler.cli import app, options
from tandem_scheduler.cli.process.streams import Enduring

from . import stand_ins

FULL = Path("/dev/full")


@pytest.fixture
def process(monkeypatch, tmp_path):
    """Runs the command as a process does, but in this one: its code, and what stands on its standard error."""

    def leave(code):
        raise SystemExit(code)

    def start(*arguments, out=os.devnull, errors=tmp_path / "errors"):
        with monkeypatch.context() as patch, Path(out).open("w") as stdout, Path(errors).open("w") as stderr:
            patch.setattr(app, "leave", leave)
            patch.setattr(sys, "argv", ["tandem", *map(str, arguments)])
            for name, stream in (("stdout", stdout), ("stderr", stderr), ("stdin", None)):
                patch.setattr(sys, name, stream)
            with pytest.raises(SystemExit) as ended:
                app.run()
            sys.stderr.flush()
        return ended.value.code, "" if errors == FULL else Path(errors).read_text()

    return start


def raising(error):
    def solve(*_, **__):
        raise error

    return solve


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (KeyError("Ann Example"), 70, "Tandem failed (KeyError). This is a defect in Tandem, not in your files."),
        (RecursionError(), 70, "Tandem failed (RecursionError)."),
        (MemoryError(), 71, "There is not enough memory for this"),
        (ImportError("libhighs.so: cannot map"), 71, "A part of Tandem could not be loaded: libhighs.so: cannot map."),
        (RuntimeError("can't start new thread"), 71, "no more threads: raise the limit (ulimit -u)"),
        (ScenarioError([Fault(file="plan.yaml", line=3, message="is too much")]), 2, "plan.yaml:3: is too much"),
    ],
)
def test_every_end_has_its_code(process, scenario_file, roster_file, monkeypatch, error, code, sentence):
    monkeypatch.setattr(api, "check", raising(error))
    ended, told = process("check", scenario_file, roster_file)
    assert ended == code
    assert sentence in told
    assert len(told.splitlines()) == 1
    assert "Ann" not in told


@pytest.mark.parametrize(
    ("call", "arguments"),
    [
        ("explain", []),
        ("why", ["--roster", "{roster}", "--why", "D01@2021-02-22"]),
        ("suggest", ["--roster", "{roster}"]),
    ],
)
def test_a_value_that_is_wrong_deep_inside_is_no_argument(
    process, scenario_file, roster_file, monkeypatch, call, arguments
):
    monkeypatch.setattr(api, call, raising(ValueError("not a number")))
    given = [argument.format(roster=roster_file) for argument in arguments]
    command = [call, "--evening", "2021-02-22", "--role", "detective"] if call == "suggest" else ["explain"]
    ended, told = process(command[0], scenario_file, *command[1:], *given)
    assert (ended, "This is a defect in Tandem" in told) == (70, True)


def test_details_are_told_where_asked_for(process, scenario_file, roster_file, monkeypatch):
    monkeypatch.setattr(api, "check", raising(KeyError("Ann Example")))
    ended, told = process("--debug", "check", scenario_file, roster_file)
    assert ended == 70
    assert told.startswith("Traceback")
    assert "KeyError: 'Ann Example'" in told
    assert told.splitlines()[-1].startswith("Tandem failed (KeyError)")


@pytest.mark.parametrize("command", ["check", "solve"])
@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(24, "Too many open files"), "Too many open files"),
        (OSError(24, "Too many open files", "libhighs.so"), "Too many open files (libhighs.so)"),
        (OSError(12, "Cannot allocate memory"), "Cannot allocate memory"),  # of no file, so not the scenario's
    ],
)
def test_the_system_s_refusal_is_neither_a_defect_nor_a_fault(
    process, scenario_file, roster_file, monkeypatch, command, error, told
):
    monkeypatch.setattr(api, command, raising(error))
    ended = process(command, scenario_file, *([roster_file] if command == "check" else []))
    assert ended == (71, f"The system refused what Tandem needs: {told}.\n")


@pytest.mark.skipif(not FULL.exists(), reason="there is no device that is always full")
@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["schema"],
        ["check", "S", "R"],
        ["check", "S", "R", "--json"],
        ["explain", "S"],
        ["compare", "S", "R", "R"],
        ["alternatives", "S", "-n", "2", "--workers", "1"],
        ["suggest", "S", "--roster", "R", "--instead", "D01", "--json"],
        ["swaps", "S", "--roster", "R", "--person", "D01", "--evening", "2021-02-22", "--json"],
    ],
    ids=" ".join,
)
def test_an_answer_that_is_lost_is_no_success(process, scenario_file, roster_file, arguments):
    arguments = [{"S": scenario_file, "R": roster_file}.get(word, word) for word in arguments]
    full = "The answer could not be written to standard output: No space left on device.\n"
    assert process(*arguments, out=FULL) == (74, full)
    assert process(*arguments, out=FULL, errors=FULL) == (74, "")
    assert process(*arguments, errors=FULL) == process(*arguments)


@pytest.mark.skipif(not FULL.exists(), reason="there is no device that is always full")
def test_files_are_written_though_the_answer_is_lost(process, monkeypatch, scenario_file, tmp_path):
    monkeypatch.setattr(api, "solve", stand_ins.giving(stand_ins.COMPLETE))
    code, _ = process("solve", scenario_file, "--out", tmp_path / "r.csv", out=FULL, errors=FULL)
    assert code == 74
    assert read_roster(tmp_path / "r.csv") == stand_ins.TEAMS


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "-1", "1e308", "", "many"])
@pytest.mark.parametrize(
    "option",
    ["solve --time-limit", "solve --gap", "solve --stagnation", "solve --deterministic", "explain --time-limit"],
)
def test_numbers_that_are_none_or_beyond_all_bounds(run, solver, scenario_file, option, value):
    solver(AssertionError("solved"))
    command, name = option.split()
    result = run(command, scenario_file, f"{name}={value}")
    assert result.exit_code == 2, result.exception
    assert f"Invalid value for '{name}'" in result.stderr or f"Invalid value for {name}" in result.stderr


def test_the_longest_time_is_the_library_s():
    assert options.LONGEST == LONGEST


LONG = "x" * 300
NO_TEXT = os.fsdecode(b"b\xffd")


READING = [
    ["solve", "N"],
    ["solve", "S", "--pins", "N"],
    ["check", "S", "N"],
    ["check", "S", "R", "--proof", "N"],
    ["explain", "S", "--roster", "N"],
    ["compare", "S", "N", "N"],
    ["alternatives", "S", "--roster", "N"],
    ["suggest", "S", "--roster", "N"],
    ["swaps", "S", "--roster", "N", "--person", "D01", "--evening", "2021-02-22"],
    ["export", "S", "R", "--published", "N", "--calendars", "c"],
    ["next", "S", "--after", "N", "--out", "o.yaml"],
]
WRITING = [
    ["solve", "S", "--out", "N"],
    ["solve", "S", "--proof", "N"],
    ["alternatives", "S", "--out", "N"],
    ["solve", "S", "--calendars", "N/N"],
    ["swap", "S", "--roster", "R", "--person", "D01", "--evening", "2021-02-22", "--with", "D02", "--out", "N"],
    ["export", "S", "R", "--calendars", "N/N"],
    ["schema", "--out", "N/N"],
    ["new", "N/N"],
    ["next", "S", "--after", "R", "--out", "N/N"],
]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        *product([LONG, f"{LONG}.csv", f"{LONG}.xlsx", "loop", "loop.csv"], READING + WRITING),
        *product([NO_TEXT, f"{NO_TEXT}.csv", f"{NO_TEXT}.xlsx"], READING),
    ],
)
def test_names_of_what_can_not_be(run, solver, scenario_file, roster_file, tmp_path, monkeypatch, arguments, name):
    solver(AssertionError("solved"))
    monkeypatch.chdir(tmp_path)
    for loop in ("loop", "loop.csv"):
        Path(loop).symlink_to(loop)
    names = {"S": scenario_file, "R": roster_file, "N": name, "N/N": f"{name}/{name}"}
    result = run(*(names.get(word, word) for word in arguments))
    assert result.exit_code == 2, result.exception
    assert result.stderr.strip()


@pytest.mark.parametrize("option", ["--name", "--force", "--areas", "--start", "--shift"])
def test_bytes_that_are_no_text(run, tmp_path, option):
    result = run("new", tmp_path / "op", option, NO_TEXT)
    assert result.exit_code == 2, result.exception
    assert "characters that are no text" in result.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "arguments",
    [
        ["solve", "plan.yaml"],
        ["solve", "S", "--out", "r.csv"],
        ["solve", "S", "--proof", "p.json"],
        ["export", "S", "R", "--calendars", "c"],
        ["check", "S", "r.csv"],
        ["schema", "--out", "s.json"],
        ["new", "op"],
        ["new", "plan.xlsx", "--excel"],
    ],
    ids=" ".join,
)
def test_a_folder_that_is_gone(run, solver, scenario_file, roster_file, tmp_path, monkeypatch, arguments):
    solver(AssertionError("solved"))
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    result = run(*({"S": scenario_file, "R": roster_file}.get(word, word) for word in arguments))
    assert result.exit_code == 2, result.exception
    assert "the folder you are in is no longer there" in result.stderr or "there is no such file" in result.stderr


def test_a_folder_that_is_gone_does_not_matter_to_whole_names(run, solver, scenario_file, tmp_path, monkeypatch):
    solver(stand_ins.COMPLETE)
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert run("solve", scenario_file, "--out", tmp_path / "r.csv").exit_code == 0
    assert read_roster(tmp_path / "r.csv") == stand_ins.TEAMS


@pytest.mark.skipif(not hasattr(os, "set_blocking"), reason="pipes always wait here")
def test_a_pipe_that_does_not_wait_loses_nothing():
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    text = b"D01 and N01 " * 100_000
    with ThreadPoolExecutor(1) as pool, os.fdopen(reading, "rb") as reader:
        read = pool.submit(reader.read)
        with FileIO(writing, "w") as raw, BufferedWriter(Enduring(raw)) as stream:
            stream.write(text)
        assert read.result() == text


def test_a_stream_that_failed_takes_everything_and_keeps_why():
    reading, writing = os.pipe()
    os.close(reading)
    with FileIO(writing, "w") as raw:
        stream = Enduring(raw)
        assert stream.write(b"D01") == 3
        assert isinstance(stream.failure, BrokenPipeError)
        assert stream.write(b"N01 and more") == 12
