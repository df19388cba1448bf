"""Certificates as files: ours and those for other checkers, written by `solve` and re-checked by `check`."""

import json
import subprocess
import sys

import pytest

from tandem_models import Recheck, Report
from tandem_scheduler import api

from .. import stand_ins
from ..test_process import ENVIRONMENT

ONE_TIER = stand_ins.SCENARIO.replace("objectives: [coverage, [home_area, rules]]", "objectives: [coverage]")
NAMED = stand_ins.SCENARIO.replace("{id: D01,", "{id: D01, name: Sam Smith,")
IMPOSSIBLE = ONE_TIER.replace("rules: [", "rules: [{kind: min_evenings, who: [N01], min: 3}, ")
FILES = ["tier1-coverage.vipr", "tier2-home_area-rules.vipr"]


def joined(text):
    return " ".join(text.split())


def names(folder):
    return sorted(file.name for file in folder.iterdir())


@pytest.fixture
def plan(tmp_path):
    def write(text):
        file = tmp_path / "plan.yaml"
        file.write_text(text)
        return file

    return write


@pytest.fixture
def solved(run, plan, tmp_path):
    """Solves a scenario and writes its certificate to a name; the scenario's file, the roster and the certificate."""

    def solve(text, name="proof.vipr", *more):
        file, roster, proof = plan(text), tmp_path / "r.csv", tmp_path / name
        out = () if text == IMPOSSIBLE else ("--out", roster)
        result = run("solve", file, *out, "--proof", proof, "--workers", 1, *more, width=250)
        assert result.exit_code == (text == IMPOSSIBLE), result.stderr
        solve.told = joined(result.stderr)
        return file, roster, proof

    return solve


def test_several_tiers_make_a_folder(solved):
    _, _, proof = solved(stand_ins.SCENARIO)
    assert names(proof) == FILES
    assert f"Wrote {proof}. 2 certificates in it." in solved.told


def test_a_single_one_is_a_file(solved):
    _, _, proof = solved(ONE_TIER)
    assert proof.read_text().startswith("% tandem: tier 1, coverage\n")
    assert f"Wrote {proof}." in solved.told
    assert "certificates" not in solved.told


def test_what_was_there_before_gives_way_and_other_files_stay(solved):
    proof = solved(ONE_TIER)[2]
    assert proof.is_file()
    assert solved(stand_ins.SCENARIO)[2].is_dir()
    others = {"notes.txt": "tandem"}
    for name, text in others.items():
        (proof / name).write_text(text)
    (proof / "inner.vipr").mkdir()
    solved(ONE_TIER)
    assert names(proof) == sorted(["inner.vipr", *others, FILES[0]])
    assert {name: (proof / name).read_text() for name in others} == others


@pytest.mark.parametrize(
    "existing", ["file", "a roster", "text", "in a missing folder", "a file of a folder", "folder"]
)
def test_where_none_can_be_is_told_before_the_solve(run, plan, tmp_path, monkeypatch, existing):
    monkeypatch.setattr(api, "solve", lambda *_, **__: pytest.fail("solved, although it can't be written"))
    proof, told = tmp_path / "x.vipr", "is no certificate of ours: choose another name"
    if existing == "file":
        proof.write_text("% another's\nVER 1.0\n")
    elif existing == "a roster":
        proof = tmp_path / "x.json"
        proof.write_text('{"version": 1, "status": "optimal", "deployments": []}')
    elif existing == "text":
        proof, told = tmp_path / "x.csv", "a certificate is written as .json, or as .vipr"
    elif existing == "folder":
        proof.mkdir()
        (proof / "other.vipr").write_text("% by hand\nVER 1.0\n")
        told = "other.vipr is no certificate of ours: choose another folder"
    elif existing == "in a missing folder":
        proof, told = tmp_path / "missing" / "x.vipr", "there is no folder"
    else:
        proof.write_text("mine")
        proof, told = proof / "y.vipr", "there is no folder"
    result = run("solve", plan(stand_ins.SCENARIO), "--proof", proof, width=250)
    assert result.exit_code == 2
    assert told in joined(result.stderr)


def test_a_scenario_is_not_replaced_by_its_certificate(run, tmp_path, monkeypatch):
    monkeypatch.setattr(api, "solve", lambda *_, **__: pytest.fail("solved, although it can't be written"))
    file = tmp_path / "plan.vipr"
    file.write_text(stand_ins.SCENARIO)
    assert run("solve", file, "--proof", file).exit_code == 2
    assert file.read_text() == stand_ins.SCENARIO


@pytest.mark.parametrize(("name", "proves"), [("p.vipr", True), ("p.json", True), ("p.vipr", False)])
def test_without_a_certificate_none_is_written(run, solver, scenario_file, scenario, tmp_path, name, proves):
    answer, told = stand_ins.COMPLETE, "there is no certificate: nothing proves what the search says."
    if not proves:
        proof = api.solve(scenario, workers=1).proof
        (part,) = proof.parts
        tiers = tuple(tier.model_copy(update={"total": None}) for tier in part.tiers)
        proof = proof.model_copy(update={"parts": (part.model_copy(update={"tiers": tiers}),)})
        answer, told = answer.model_copy(update={"proof": proof}), "the certificate proves nothing of any tier."
    solver(answer)
    result = run("solve", scenario_file, "--proof", tmp_path / name, width=250)
    assert result.exit_code == 74
    assert joined(result.stderr).endswith(f"{name} was not written: {told}")
    assert "2 of 2 teams" in result.stdout, "the answer is shown all the same"
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["proof.vipr", "proof.json"])
def test_check_says_what_they_prove(run, solved, name):
    file, roster, proof = solved(stand_ins.SCENARIO, name)
    checked = run("check", file, roster, "--proof", proof, width=250)
    assert checked.exit_code == 0
    assert checked.stdout.splitlines()[-1] == (
        "The certificate holds: no roster is below coverage 0, home_area + rules 2, each tier with the earlier ones as "
        "here."
    )
    as_json = run("check", file, roster, "--proof", proof, "--json")
    report = Report.model_validate_json(as_json.stdout)
    assert report.certificate is not None
    assert (report.certificate.holds, report.certificate.bounds) == (True, report.tiers)
    assert json.loads(as_json.stdout)["certificate"]["holds"] is True


def test_check_reads_a_single_file_of_a_folder(run, solved):
    file, roster, proof = solved(stand_ins.SCENARIO)
    checked = run("check", file, roster, "--proof", proof / FILES[1], width=250)
    assert checked.exit_code == 0
    assert checked.stdout.splitlines()[-1] == (
        "The certificate holds: no roster is below home_area + rules 2, each tier with the earlier ones as here. It "
        "proves nothing of coverage."
    )


@pytest.mark.parametrize("name", ["proof.vipr", "proof.json"])
def test_check_without_a_roster_is_of_none(run, solved, name):
    file, _, proof = solved(IMPOSSIBLE, name)
    assert proof.is_file()
    checked = run("check", file, "--proof", proof)
    assert checked.exit_code == 0
    assert checked.stdout.splitlines()[-1] == "The certificate holds: no roster can exist."
    as_json = run("check", file, "--proof", proof, "--json")
    found = Recheck.model_validate_json(as_json.stdout)
    assert (found.none, found.holds) == (True, True)


def test_check_of_nothing(run, plan):
    result = run("check", plan(stand_ins.SCENARIO), width=250)
    assert result.exit_code == 2
    assert "name a roster, or with --proof a certificate that there is none" in joined(result.stderr)


@pytest.mark.parametrize("name", ["proof.vipr", "proof.json"])
def test_of_a_roster_and_of_none_are_not_mixed_up(run, solved, roster_file, name):
    file, _, proof = solved(stand_ins.SCENARIO, name)
    result = run("check", file, "--proof", proof)
    assert result.exit_code == 1
    assert "The certificate does not hold: " in joined(result.stdout)
    file, _, proof = solved(IMPOSSIBLE, f"none-{name}")
    result = run("check", file, roster_file, "--proof", proof)
    assert result.exit_code == 1
    assert "The certificate does not hold: " in joined(result.stdout)


@pytest.mark.parametrize("form", [(), ("--json",), ("--anonymous",)])
def test_what_does_not_hold_ends_with_1(run, solved, form):
    file, roster, proof = solved(stand_ins.SCENARIO)
    last = proof / FILES[1]
    last.write_text(last.read_text().replace("RTP range 2 2", "RTP range 3 3"))
    result = run("check", file, roster, "--proof", proof, *form, width=250)
    assert result.exit_code == 1
    fault = f"{FILES[1]}: it says that the tier comes to 3, which is not what it does in the roster"
    if form == ("--json",):
        assert json.loads(result.stdout)["certificate"]["faults"] == [fault]
    else:
        assert result.stdout.splitlines()[-1] == f"The certificate does not hold: {fault}."


def test_of_another_roster(run, solved):
    file, roster, proof = solved(stand_ins.SCENARIO)
    roster.write_text("evening,area,detective,officer\n")
    result = run("check", file, roster, "--proof", proof, width=250)
    assert result.exit_code == 1
    assert "its solution is not the roster" in result.stdout


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is no certificate of ours"),
        (b"VER 1.0\nVAR 0\n", "is no certificate of ours"),
        (b"% tandem \xff", "is no text"),
        (bytes(range(256)), "is no text"),
        (None, "there is no such file"),
    ],
    ids=["empty", "of another", "not UTF-8", "binary", "missing"],
)
def test_what_can_not_be_read_ends_with_2(run, scenario_file, roster_file, tmp_path, content, told):
    proof = tmp_path / "x.vipr"
    if content is not None:
        proof.write_bytes(content)
    result = run("check", scenario_file, roster_file, "--proof", proof, width=250)
    assert result.exit_code == 2
    assert f"x.vipr: {told}" in joined(result.stderr)
    assert result.stdout == ""


def test_a_folder_without_any_ends_with_2(run, scenario_file, roster_file, tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir()
    result = run("check", scenario_file, roster_file, "--proof", folder, width=250)
    assert result.exit_code == 2
    assert "there are no files in it whose names end with .vipr" in joined(result.stderr)


def test_names_of_people_are_in_none(run, solved):
    file, roster, proof = solved(NAMED, "proof.vipr", "--anonymous")
    assert all("Smith" not in one.read_text() for one in proof.iterdir())
    shown = run("check", file, roster, "--proof", proof, "--anonymous")
    assert shown.exit_code == 0
    assert "Smith" not in shown.stdout


@pytest.mark.parametrize("name", ["proof.vipr", "proof.json"])
def test_check_asks_no_solver(solved, tmp_path, name):
    file, roster, proof = solved(stand_ins.SCENARIO, name)
    code = f"""
import sys
from tandem_scheduler.cli.app import app
app(["check", {str(file)!r}, {str(roster)!r}, "--proof", {str(proof)!r}], standalone_mode=False)
print(sorted(name for name in sys.modules if name.split(".")[0] in ("ortools", "highspy")), file=sys.stderr)
"""
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, check=False)  # noqa: S603
    assert "The certificate holds" in joined(done.stdout)
    assert done.stderr.splitlines()[-1] == "[]", done.stderr
