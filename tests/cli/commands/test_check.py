from datetime import date

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font

from tandem_models import Report, Violation
from tandem_scheduler.cli.page import merged

from .. import stand_ins

GOOD = "evening,area,detective,officer\n2021-02-22,charnwood,D01,N01\n"
SOFT = GOOD + "2021-02-23,charnwood,D02,N01\n"
HARD = SOFT + "2021-02-23,charnwood,D01,N01\n"


@pytest.fixture
def roster(tmp_path):
    def write(text):
        file = tmp_path / "roster.csv"
        file.write_text(text)
        return file

    return write


def test_a_roster_that_keeps_everything(run, scenario_file, roster):
    result = run("check", scenario_file, roster(GOOD))
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "The roster keeps everything that must hold."
    assert "broken" not in result.stdout.split("Tier")[0]
    assert "1 team missing" in result.stdout


def test_what_is_struck_out_in_a_workbook_is_noted(run, scenario_file, roster_file, tmp_path):
    book = tmp_path / "roster.xlsx"
    assert run("export", scenario_file, roster_file, "--out", book).exit_code == 0
    changed = load_workbook(book)
    changed["Roster"]["C5"].font = Font(strike=True)
    changed.save(book)
    for command in (("check", scenario_file, book), ("export", scenario_file, book, "--out", tmp_path / "a.html")):
        told = " ".join(run(*command, width=200).stderr.split())
        assert "roster.xlsx: Roster: cell C5 is struck out and counts all the same" in told


def test_soft_violations_cost_but_are_allowed(run, scenario_file, roster):
    result = run("check", scenario_file, roster(SOFT), width=120)
    assert result.exit_code == 0
    assert "Soft rules broken\n- " in result.stdout
    assert "(costs 2)" in result.stdout
    assert result.stdout.splitlines()[-1].endswith("must hold; 1 violation of soft rules, at a cost of 2.")


def test_hard_violations_stand_first_and_give_exit_code_1(run, scenario_file, roster):
    result = run("check", scenario_file, roster(HARD))
    assert result.exit_code == 1
    assert result.stdout.index("What must hold and is broken") < result.stdout.index("Soft rules broken")
    assert "The roster is not valid" in " ".join(result.stdout.split())


def test_shows_what_every_tier_comes_to(run, scenario_file, roster):
    result = run("check", scenario_file, roster(SOFT))
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert "1 coverage (teams missing, by cost) 0" in lines
    assert "2 home area + rules 2" in lines
    assert "soft rules broken, by cost: 2" in lines


def test_windows_that_overlap_are_told_as_one_by_the_worst(run, tmp_path, roster):
    scenario = tmp_path / "long.yaml"
    limit = "rules: [{kind: rolling_limit, days: 3, limit: 1, strength: soft, weight: 2}]"
    text = stand_ins.SCENARIO.replace("end: 2021-02-23", "end: 2021-03-10")
    scenario.write_text("\n".join(limit if line.startswith("rules:") else line for line in text.splitlines()))
    worked = ("2021-02-23", "2021-02-24", "2021-02-25", "2021-03-05", "2021-03-06")
    file = roster(GOOD.splitlines()[0] + "\n" + "".join(f"{on},charnwood,D01,N01\n" for on in worked))
    told = [" ".join(line.split()) for line in run("check", scenario, file, width=250).stdout.splitlines()]
    # Windows of three days from 22, 23 and 24 February hold 2, 3 and 2 evenings; those from 4 and 5 March 2 each.
    first, second = (line for line in told if line.startswith("- D01"))
    assert first == (
        "- D01 works 3 evenings between 23 and 25 February 2021, at most 1 are allowed (rolling_limit). One of 3 such "
        "violations that overlap, between 23 and 25 February 2021; none is worse. (costs 8)"
    )
    assert "One of 2 such violations that overlap, between 5 and 6 March 2021" in second
    report = Report.model_validate_json(run("check", scenario, file, "--json").stdout)
    assert [violation.people for violation in report.violations] == [("D01",)] * 5 + [("N01",)] * 5
    assert told[-1].endswith("10 violations of soft rules, at a cost of 24.")


@pytest.mark.parametrize(("text", "code"), [(SOFT, 0), (HARD, 1)])
def test_json_is_the_report_and_nothing_else(run, scenario_file, roster, text, code):
    result = run("check", scenario_file, roster(text), "--json")
    assert result.exit_code == code
    assert Report.model_validate_json(result.stdout).ok is (code == 0)


def test_faults_of_both_files_are_told_together(run, tmp_path, roster):
    broken = tmp_path / "broken.yaml"
    broken.write_text(stand_ins.SCENARIO.replace("home: charnwood", "home: charnwod"))
    file = roster(GOOD.replace("2021-02-22", "22.2.2021"))
    result = run("check", broken, file)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "did you mean 'charnwood'?" in result.stderr
    assert "2021-02-22" in result.stderr
    assert result.stderr.splitlines()[-1] == f"1 fault in {broken}, 1 fault in {file}; nothing was checked."


def test_a_missing_file_is_a_fault(run, scenario_file, tmp_path):
    result = run("check", scenario_file, tmp_path / "none.csv")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].startswith("1 fault in")


def test_violations_that_are_not_of_windows_are_told_one_by_one():
    def lacking(skill: str) -> Violation:
        message = f"D01 and N01 have no {skill}."
        return Violation(
            kind="team_skill", rule=0, people=("D01", "N01"), evenings=(date(2021, 2, 22),), allowed="1", found="0",
            message=message,
        )  # fmt: skip

    two = (lacking("sign"), lacking("medic"))
    assert tuple(merged(two)) == two


def test_very_many_faults_are_counted(run, scenario_file, tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text(stand_ins.ROSTER.splitlines()[0] + "\n" + "2021-02-22,charnwood,D09,N01\n" * 1500)
    result = run("check", scenario_file, roster)
    assert result.exit_code == 2
    *told, others, all_of_them = result.stderr.splitlines()
    assert len(told) == 200
    assert others == "and 1,300 more faults, told once these are mended"
    assert all_of_them.startswith("1500 faults in ")
