"""Which results are the newest."""

from pathlib import Path

import pytest

from benchmarks.measuring import machine


def test_all_results_of_the_newest_day_are_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(machine, "RESULTS", tmp_path)
    assert machine.of_newest_day("pairs") == []
    kept = ("2026-03-01-0900-pairs", "2026-03-02-0800-pairs", "2026-03-02-1130-pairs", "2026-03-03-0700-grid")
    for name in kept:
        (tmp_path / f"{name}.csv").write_text("kept")
    assert [path.stem for path in machine.of_newest_day("pairs")] == [kept[1], kept[2]]
    assert machine.newest("pairs") == tmp_path / f"{kept[2]}.csv"


def test_no_two_runs_have_the_same_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(machine, "RESULTS", tmp_path / "results")
    files = [machine.results_file("pairs", "csv") for _ in range(3)]
    assert len({*files}) == 3
    assert files == sorted(files)
    assert machine.newest("pairs") is None  # nothing is kept in them yet
    files[1].write_text("# date: today\n")
    assert machine.newest("pairs") == files[1]
