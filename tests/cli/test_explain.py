from pathlib import Path

import pytest

from models import Explanation
from scheduler import api

IMPOSSIBLE = Path(__file__).parents[2] / "scenarios" / "impossible.yaml"


def test_every_conflict_is_a_sentence(run):
    result = run("explain", IMPOSSIBLE, width=200)
    assert result.exit_code == 0
    assert result.stdout.count("No roster exists because: ") == 3
    assert "D02 is on leave 1-7 March." in result.stdout
    assert "3 conflicts, and nothing else in the way of a roster" in result.stdout.splitlines()[-1]


def test_json_is_the_explanation_and_nothing_else(run):
    result = run("explain", IMPOSSIBLE, "--json", "--conflicts", 1)
    assert result.exit_code == 0
    found = Explanation.model_validate_json(result.stdout)
    assert (found.status, len(found.conflicts), found.complete) == ("infeasible", 1, False)


def test_where_a_roster_can_exist_it_says_so(run, scenario_file):
    result = run("explain", scenario_file)
    assert result.exit_code == 0
    assert result.stdout.startswith("A roster can exist")


def test_faults_are_told_and_nothing_is_explained(run, tmp_path):
    file = tmp_path / "broken.yaml"
    file.write_text("version: 1\n")
    result = run("explain", file)
    assert result.exit_code == 2
    assert "nothing was explained" in result.stderr


@pytest.mark.parametrize("option", [("--conflicts", 0), ("--time-limit", 0)])
def test_wrong_usage(run, scenario_file, option):
    assert run("explain", scenario_file, *option).exit_code == 2


def test_nothing_known_in_time(run, scenario_file, monkeypatch):
    monkeypatch.setattr(api, "explain", lambda *_, **__: Explanation(status="unknown", complete=False))
    result = run("explain", scenario_file)
    assert result.exit_code == 3
    assert "--time-limit" in result.stdout
