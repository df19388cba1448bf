"""What is kept of a run in which engine and checker contradict each other."""

import tempfile
from pathlib import Path
from typing import Any

import pytest

from tandem_models import DisagreementError, Scenario
from tandem_scheduler import api, load_scenario
from tandem_scheduler.api import solving
from tandem_scheduler.io.disagreement import disagreement
from tests.builders import people, scenario


def named() -> Scenario:
    return scenario(people=people(1, 1, D1={"name": "Dana Doe", "contact": "dana@example.org"}))


def test_the_scenario_is_kept_without_names_in_a_file_that_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    error = disagreement("the engine says 0, the checker 1", named())
    assert error.file is not None
    assert tmp_path in error.file.parents
    assert str(error).startswith("the engine says 0, the checker 1")
    assert str(error.file) in str(error)
    text = error.file.read_text()
    assert "Dana" not in text
    assert "example.org" not in text
    assert load_scenario(error.file) == named().anonymous()


def test_where_it_can_not_be_kept_the_error_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    error = disagreement("the engine says 0, the checker 1", named())
    assert error.file is None
    assert "could not be kept: No such file or directory" in str(error)


def test_a_solve_that_is_contradicted_raises_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    planned = named()
    found = solving.solve_scenario

    def too_good(*arguments: Any, **more: Any) -> object:
        outcome = found(*arguments, **more)
        return outcome.improved((), [tier.value for tier in outcome.tiers])

    monkeypatch.setattr(solving, "solve_scenario", too_good)
    with pytest.raises(DisagreementError, match="the engine says") as raised:
        api.solve(planned, workers=1)
    assert raised.value.file is not None
    assert load_scenario(raised.value.file) == planned.anonymous()
