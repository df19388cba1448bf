"""A roster pinned with --pins: what it breaks by itself is told at once; worked already, it stands."""

import json
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook

from tandem_models import Report

from ...builders import scenario

CASE = Path(__file__).parents[4] / "shared" / "cases" / "past-breaks-rule"

ROWS = {"worked": ["2021-03-01,north,D1,N1", "2021-03-02,south,D1,N1"], "planned": ["2021-03-04,north,D2,N1"]}


@pytest.fixture
def plan(tmp_path):
    rules = [{"kind": "evening_gap", "evenings": 1, "who": ["D1"]}, {"kind": "pair_repeat", "limit": 1}]
    whole = scenario(rules=rules)
    file = tmp_path / "plan.yaml"
    file.write_text(yaml.safe_dump(json.loads(whole.model_dump_json())))
    return file


def roster(folder, *rows):
    file = folder / "roster.csv"
    file.write_text("\n".join(["evening,area,detective,officer", *rows, ""]))
    return file


def joined(text):
    return " ".join(text.split())


GAP = "D1 works on 1 March 2021 and 2 March 2021 with 0 evenings free in between, at least 1 must be (evening_gap)."
PAIR = "D1 and N1 form a team on 2 evenings, at most 1 are allowed (pair_repeat)."


def test_what_pinned_teams_break_is_told_before_anything_else(run, plan, tmp_path):
    pins = roster(tmp_path, *ROWS["worked"], *ROWS["planned"])
    solved = run("solve", plan, "--pins", pins)
    assert solved.exit_code == 1
    explained = run("explain", plan, "--pins", pins)
    assert explained.exit_code == 0
    for told in (joined(solved.stderr), joined(explained.stdout)):
        assert [sentence in told for sentence in (GAP, PAIR)] == [True, True]
        assert "The pinned teams break this" in told
        assert "--pins-as-facts" in told
    answer = json.loads(run("explain", plan, "--pins", pins, "--json").stdout)
    assert (answer["status"], answer["complete"]) == ("infeasible", False)
    assert [one["message"] for one in answer["pinned"]] == [GAP, PAIR]
    assert "To see why" not in joined(solved.stdout)  # It has been told; the plan without pins has nothing to explain.


def test_what_has_been_worked_stands(run, plan, tmp_path):
    pins, out = roster(tmp_path, *ROWS["worked"]), tmp_path / "new.csv"
    result = run("solve", plan, "--pins", pins, "--pins-as-facts", "--out", out)
    assert result.exit_code == 0
    told = joined(result.stderr)
    assert f"Note: worked all the same: {GAP}" in told
    assert f"Note: worked all the same: {PAIR}" in told
    rows = out.read_text().splitlines()[1:]
    assert rows[:2] == ROWS["worked"]
    assert rows[2] > "2021-03-03"
    assert run("check", plan, out).exit_code == 1
    assert run("check", plan, out, "--pins", pins, "--pins-as-facts").exit_code == 0
    explained = run("explain", plan, "--pins", pins, "--pins-as-facts")
    assert "A roster can exist" in joined(explained.stdout)


@pytest.mark.parametrize("more", [(), ("--pins-as-facts",)])
def test_a_certificate_holds_with_the_pins_that_it_was_solved_with(run, plan, tmp_path, more):
    pins, out, proof = roster(tmp_path, *ROWS["planned"]), tmp_path / "new.csv", tmp_path / "proof.json"
    given = ("--pins", pins, *more)
    assert run("solve", plan, *given, "--out", out, "--proof", proof).exit_code == 0
    assert run("check", plan, out, "--proof", proof).exit_code == 1
    checked = run("check", plan, out, "--proof", proof, *given)
    assert checked.exit_code == 0
    assert "The certificate holds" in joined(checked.stdout)
    # With --json, standard output is the report alone.
    as_json = run("check", plan, out, "--proof", proof, *given, "--json")
    assert json.loads(as_json.stdout)["certificate"]["holds"]
    assert Report.model_validate_json(as_json.stdout).ok
    data = json.loads(proof.read_text())
    data["tiers"][0]["value"] += 1
    proof.write_text(json.dumps(data))
    changed = run("check", plan, out, "--proof", proof, *given)
    assert changed.exit_code == 1
    assert "The certificate does not hold: " in joined(changed.stdout)


def test_facts_are_of_a_roster_and_can_be(run, plan, tmp_path):
    result = run("solve", plan, "--pins-as-facts")
    assert result.exit_code == 2
    assert "give --pins as well: the teams that have been worked" in joined(result.stderr)
    twice = roster(tmp_path, "2021-03-01,north,D1,N1", "2021-03-01,south,D1,N2")
    result = run("explain", plan, "--pins", twice, "--pins-as-facts")
    assert result.exit_code == 2
    assert "D1 has worked in another team on 2021-03-01: keep one" in joined(result.stderr)


@pytest.mark.skipif(not CASE.is_dir(), reason="the case stands beside the repository")
def test_a_swap_on_the_day(run, tmp_path):
    told = joined(run("explain", CASE / "plan.xlsx", "--pins", CASE / "worked.csv").stdout)
    assert "D10 works on 8 November 2026 and 9 November 2026 with 0 evenings free in between" in told
    assert "D10 and N10 form a team on 2 evenings, at most 1 are allowed" in told
    assert "D10 works 4 evenings between 3 and 9 November 2026, at most 3 are allowed" in told
    assert "D18 and N15 form a team on 7 November 2026, 0 of them with driver" in told
    rows = (CASE / "worked.csv").read_text().splitlines()
    past = roster(tmp_path, *(row for row in rows[1:] if row < "2026-12-12"))
    out = tmp_path / "new.csv"
    result = run("solve", CASE / "plan.xlsx", "--pins", past, "--pins-as-facts", "--gap", 50, "--out", out)
    assert result.exit_code == 0
    assert [row for row in out.read_text().splitlines()[1:] if row < "2026-12-12"] == sorted(
        row for row in rows[1:] if row < "2026-12-12"
    )


def test_what_was_worked_all_the_same_is_shown_and_breaks_nothing(run, plan, tmp_path):
    pins, new = roster(tmp_path, *ROWS["worked"]), tmp_path / "new.csv"
    given = ("--pins", pins, "--pins-as-facts")
    assert run("solve", plan, *given, "--out", new, "--out", tmp_path / "solved.html").exit_code == 0
    result = run("export", plan, new, *given, "--out", tmp_path / "shown.html", "--out", tmp_path / "shown.xlsx")
    assert result.exit_code == 0
    assert "the roster breaks" not in result.stderr
    for page in ("solved.html", "shown.html"):
        text = (tmp_path / page).read_text()
        assert "2 worked all the same" in text
        assert text.count(GAP) == text.count(PAIR) == 1
        assert "Not valid" not in text
    rows = [*load_workbook(tmp_path / "shown.xlsx")["Rules broken"].values]
    assert [row[1:3] for row in rows[1:]] == [("worked all the same", GAP), ("worked all the same", PAIR)]
    assert run("export", plan, new, "--pins-as-facts", "--out", tmp_path / "b.html").exit_code == 2
