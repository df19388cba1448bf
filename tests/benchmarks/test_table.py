"""The table: medians, ratios within one comparison, and the README's block."""

from dataclasses import replace

import pytest

from benchmarks.measuring.runs import Run, load, save
from benchmarks.scaling import Point, fit
from benchmarks.scaling import markdown as growth_table
from benchmarks.table import BEGIN, END, insert, markdown, rows

FACTS = {"date": "2021-02-22 10:00 UTC", "command": "python -m benchmarks", "cores": "1"}
OURS = [
    Run("S", "plain", seed, "tandem", 60.0, "proven", "", 2, 2, (0, 10 * seed), (0, 10 * seed), *times)
    for seed, times in [(1, (0.1, 0.2, 0.3, 0.5)), (2, (0.1, 0.2, 0.4, 1.0)), (3, (0.1, 0.2, 0.5, 2.0))]
]
SLOW = [replace(run, solver="highs", proof=2 * run.proof) for run in OURS]
LOST = [replace(run, solver="timefold", outcome="valid", proven=0, proof=None, values=(1, 0)) for run in OURS]
ABSENT = [Run("S", "plain", seed, "scip", 60.0, "skipped", "not installed") for seed in (1, 2, 3)]


def test_medians_and_ratios():
    ours, slow, lost, absent = rows([*OURS, *SLOW, *LOST, *ABSENT])
    assert (ours.proof, ours.ratio, ours.proven) == ("1.00 (0.50 to 2.00)", "", "2 of 2")
    assert ours.values == "0 · 20 (10 to 30)"
    assert (slow.proof, slow.ratio) == ("2.00 (1.00 to 4.00)", "2.0")
    assert (lost.proof, lost.ratio, lost.note) == ("> 60", "> 60.0", "behind in 3 of 3")
    assert absent.proven == "skipped"
    assert "not installed" in absent.note


def test_an_unproven_seed_is_no_median_of_the_proven_ones():
    mixed = [OURS[0], replace(OURS[1], proof=None), replace(OURS[2], proof=None)]
    assert rows(mixed)[0].proof == "> 60 (0.50 to > 60)"
    assert rows(mixed[:1])[0].proof == "0.50"


def test_tandem_with_a_limit_of_its_own_is_the_base():
    short = [replace(run, solver="tandem@5") for run in OURS]
    assert [row.note for row in rows([*short, *LOST])] == ["", "behind in 3 of 3"]


def test_growth_is_fitted_and_kept(tmp_path):
    points = [Point("people", n, 1, 0.01 * n**1.5, 1000) for n in (10, 20, 40)]
    exponent, factor = fit(points)
    assert (round(exponent, 6), round(factor, 6)) == (1.5, 0.01)
    save(tmp_path / "scaling.csv", FACTS, points)
    assert load(tmp_path / "scaling.csv", Point)[1] == [replace(p, seconds=round(p.seconds, 4)) for p in points]
    assert "| people | 10: 0.32, 20: 0.89, 40: 2.53 | 1.50 |" in growth_table(FACTS, points)


def test_kept_and_read_again(tmp_path):
    path = tmp_path / "results.csv"
    runs = [*OURS, *LOST, *ABSENT]
    save(path, FACTS, runs)
    assert load(path, Run) == (FACTS, runs)


def test_readme_block():
    readme = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert "its Python port, 1.24; the Java line, at 2.5" in markdown(FACTS, LOST)
    block = markdown(FACTS, OURS)
    assert "Python port" not in block
    assert insert(readme, block) == f"before\n{BEGIN}\n{block}\n{END}\nafter\n"
    assert "| S plain | tandem | 2 of 2 |" in block
    assert insert(insert(readme, block), block) == insert(readme, block)
    with pytest.raises(ValueError, match="README"):
        insert("no marks", block)
