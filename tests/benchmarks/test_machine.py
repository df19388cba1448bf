"""Which results are the newest."""

from pathlib import Path

import pytest

from benchmarks.measuring import machine


def test_all_results_of_the_newest_day_are_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(machine, "RESULTS", tmp_path)
    assert machine.of_newest_day("pairs") == []
    kept = ("2026-03-01-0900-pairs", "2026-03-02-0800-pairs", "2026-03-02-1130-pairs", "2026-03-03-0700-grid")
    for name in kept:
        (tmp_path / f"{name}.csv").touch()
    assert [path.stem for path in machine.of_newest_day("pairs")] == [kept[1], kept[2]]
    assert machine.newest("pairs") == tmp_path / f"{kept[2]}.csv"
