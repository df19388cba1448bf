"""How late solves end: each is stopped, told of, and judged."""

from dataclasses import replace

import pytest
from typer.testing import CliRunner

from benchmarks.__main__ import app
from benchmarks.operations.generate import generate
from benchmarks.operations.sizes import Size
from benchmarks.stops import measure, table
from tandem_models import Scenario

SMALL = Size(evenings=6, areas=3, teams=1, detectives=4, officers=5)


@pytest.mark.parametrize("limits", [False, True])
def test_every_stop_is_measured_and_nothing_is_left_over(limits: bool) -> None:
    planned = Scenario.model_validate(generate(SMALL, "plain", 1))
    found = list(measure("S plain", planned, [0.5, 60], limits=limits))
    assert [(one.after, one.left) for one in found] == [(0.5, 0), (60, 0)]
    assert {one.how for one in found} == {"time limit" if limits else "stop"}
    assert all(one.late >= 0 and one.silent > 0 for one in found)
    assert table(found).row_count == len(found)


def test_what_is_late_or_leaves_anything_is_not_good() -> None:
    planned = Scenario.model_validate(generate(SMALL, "plain", 1))
    (one,) = measure("S plain", planned, [10])
    assert replace(one, late=2.0).good
    assert not replace(one, late=2.1).good
    assert not replace(one, late=0.0, left=1).good


def test_moments_that_are_none_are_refused() -> None:
    result = CliRunner().invoke(app, ["stops", "--sizes", "S", "--seconds", "1,-2"])
    assert result.exit_code == 2
    assert "not a list of numbers above 0" in result.output
