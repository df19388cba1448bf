"""Devices left out one by one: what is measured, and what the table says of it."""

import pytest
from typer.testing import CliRunner

from benchmarks.__main__ import app
from benchmarks.ablation.instances import KINDS, operation
from benchmarks.ablation.measure import AGAIN, WHOLE, ablate
from benchmarks.ablation.table import Effect, effects, markdown, rows
from benchmarks.measuring import machine
from benchmarks.measuring.runs import Run, load
from tandem_scheduler.engine import clock
from tandem_scheduler.engine.devices import Device
from tests.builders import people, scenario

AGES = 600.0


def run(without, values=(0, 5), cpu=1.0, proven=2, kind="plain", size="S"):
    outcome = "nothing" if not values else "proven" if proven == 2 else "valid"
    return Run(size, kind, 1, without, 9.0, outcome, tiers=2, proven=proven, values=values, cpu=cpu)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_an_operation(kind):
    made = operation("S", kind, 1)
    assert made == operation("S", kind, 1) != operation("M", kind, 1)
    assert any(tier.tolerance for tier in made.objectives) == (kind == "tolerant")


def test_all_are_solved_without_one_after_the_other():
    plan, before = scenario(days=4, people=people(3, 3)), clock.now
    found = list(ablate(Run("S", "own", 1, WHOLE, AGES, "skipped"), plan, [Device.ROUNDING, Device.REMATCH]))
    assert [one.solver for one in found] == [WHOLE, "rounding", "rematch", AGAIN]
    assert {one.outcome for one in found} == {"proven"}
    assert len({one.values for one in found}) == 1
    assert all(one.cpu is not None for one in found)
    assert clock.now is before


@pytest.mark.parametrize(
    ("without", "effect"),
    [
        (run("it", cpu=3.0), Effect("S plain", "plain", 3.0, False, 0, 0)),
        (run("it", cpu=9.0, proven=1), Effect("S plain", "plain", 9.0, True, 0, -1)),
        (run("it", (0, 6), cpu=9.0, proven=1), Effect("S plain", "plain", 9.0, True, 1, -1)),
        (run("it", (), cpu=9.0, proven=0), Effect("S plain", "plain", 9.0, True, 1, -2)),
    ],
)
def test_what_its_absence_does(without, effect):
    assert effects([run(WHOLE), without], "it") == [effect]


def test_where_neither_proved_all_there_is_no_ratio():
    (effect,) = effects([run(WHOLE, proven=1), run("it", (0, 4), proven=1)], "it")
    assert (effect.ratio, effect.values, effect.proven) == (None, -1, 0)


def test_the_table_has_a_row_for_each_device_and_a_column_for_each_kind():
    plain = [run(WHOLE), run("a", cpu=4.0), run("b")]
    full = [run(WHOLE, kind="full"), run("a", cpu=9.0, kind="full", proven=1), run("b", kind="full")]
    assert rows([*plain, *full]) == [
        ["without", "all", "plain", "full", "worse", "better", "proofs lost", "won", "most on"],
        ["a", "> 6.00", "4.00", "> 9.00", "", "", "1", "", "S full (> 9.0), S plain (4.0)"],
        ["b", "1.00", "1.00", "1.00", "", "", "", "", ""],
    ]
    told = markdown([({"command": "one"}, plain), ({"command": "two", "cores": "1"}, full)])
    assert told.startswith("```sh\none\ntwo\n```\n\n| without | all | plain | full |")
    assert told.endswith("- cores: 1")


def test_command(tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "results_file", lambda name, ending: tmp_path / f"{name}.{ending}")
    chosen = ["--sizes", "S", "--variants", "plain", "--devices", "rematch", "--time-limit", str(AGES)]
    ended = CliRunner().invoke(app, ["ablate", *chosen])
    assert ended.exit_code == 0, ended.output
    assert "1 of 1: S plain seed 1" in ended.stderr
    assert "rematch" in ended.stdout
    _, kept = load(tmp_path / "ablate.csv", Run)
    assert [one.solver for one in kept] == [WHOLE, "rematch", AGAIN]
    ended = CliRunner().invoke(app, ["ablate", "--devices", "nonsense"])
    assert (ended.exit_code, "unknown 'nonsense'" in ended.stderr) == (2, True)
