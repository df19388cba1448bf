"""Options are looked at before anything is measured, and messages name them."""

import sys

import pytest
from typer.testing import CliRunner

from benchmarks import __main__ as benchmarks
from benchmarks.measuring import compare


@pytest.fixture
def told(monkeypatch):
    """What the command refuses."""
    monkeypatch.setattr(compare, "attempt", lambda *_: pytest.fail("measured, although an option is wrong"))

    def refused(*arguments):
        result = CliRunner().invoke(benchmarks.app, [*map(str, arguments)], env={"COLUMNS": "200"})
        assert result.exit_code == 2, result.output
        return " ".join(result.output.replace("│", " ").split())

    return refused


@pytest.mark.parametrize(
    ("arguments", "option", "message"),
    [
        (("run", "--chart", "a.pdf"), "--chart", "a.pdf is none of .png, .svg"),
        (("run", "--chart", "here.svg"), "--chart", "can be no file there"),
        (("run", "--memory", "-1"), "--memory", "-1 is not a number above 0"),
        (("run", "--memory", "nan"), "--memory", "nan is not a number above 0"),
        (("run", "--seeds", "1,1"), "--seeds", "is not a list of whole numbers from 0, each once"),
        (("run", "--seeds", ""), "--seeds", "is not a list of whole numbers"),
        (("run", "--sizes", "S,,M"), "--sizes", "names nothing, or nothing between two commas: known are S, M"),
        (("run", "--variants", ""), "--variants", "names nothing"),
        (("run", "--solvers", "tandem,"), "--solvers", "unknown solver ''"),
        (("run", "--time-limit", "0"), "--time-limit", "0 is not a number above 0"),
        (("run", "--cores", "100000"), "--cores", "the cores this process may use"),
        (("scaling", "--seeds", "-1"), "--seeds", "whole numbers from 0"),
        (("ablate", "--time-limit", "inf"), "--time-limit", "inf is not a number above 0"),
        (("pairs", "--limits", "5,x"), "--limits", "is not a list of numbers above 0"),
        (("pairs", "--solvers", "tandem"), "--solvers", "name tandem and a rival"),
        (("grid", "--teams", "0"), "--teams", "whole numbers above 0"),
        (("grid", "--shares", "2"), "--shares", "shares"),
    ],
)
def test_refused_at_once(told, tmp_path, monkeypatch, arguments, option, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here.svg").mkdir()
    found = told(*arguments)
    assert f"'{option}'" in found or f"Invalid value for {option}" in found
    assert message in found


@pytest.mark.parametrize("command", [("run",), ("run", "--no-save", "--chart", "a.svg"), ("scaling",)])
def test_without_matplotlib_that_is_told_first(told, monkeypatch, command):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert "charts need matplotlib: pip install -e '.[bench]'" in told(*command)
