"""`tandem next`: the operation after another, planned from the last one's plan and roster, whatever form they have."""

import json

import pytest

from tandem_scheduler import load_scenario, read_roster, solve, write_roster
from tests.cli.stand_ins import ROSTER, SCENARIO
from tests.scenarios.solved import FOLDER, solved


def test_three_periods_in_a_row(run, tmp_path):
    plan, _ = solved("leicestershire-2021.yaml")
    file, files = FOLDER / "leicestershire-2021.yaml", ("april.yaml", "may", "june.xlsx")
    worked = dict.fromkeys(plan.person, 0)
    pairs = {(one.person, one.partner) for one in plan.history}
    for number, name in enumerate(files):
        roster = tmp_path / f"roster{number}.{('csv', 'xlsx', 'json')[number]}"
        schedule = solve(load_scenario(file), workers=1)
        assert schedule.status == "optimal"
        assert len(schedule.deployments) == 28
        met = {(team.detective, team.officer) for team in schedule.deployments}
        assert len(met - pairs) == 28  # no pair twice in all three
        pairs |= met
        for team in schedule.deployments:
            worked[team.detective] += 1
            worked[team.officer] += 1
        write_roster(roster, schedule, load_scenario(file))
        result = run("next", file, "--after", roster, "--out", tmp_path / name)
        assert result.exit_code == 0, result.stderr
        assert f"tandem solve {tmp_path / name}" in result.stderr
        assert result.stdout.startswith("Violent crime evenings: Monday")
        file = tmp_path / name
        later = load_scenario(file)
        assert len(later.history) == 2 + 56 * (number + 1)
        assert (later.operation.end - later.operation.start).days == 27
    for role in "DN":  # shared evenly over all three
        counts = [number for person, number in worked.items() if person.startswith(role)]
        assert max(counts) - min(counts) <= 2
    assert str(later.operation.start) == "2021-05-17"


def test_a_folder_and_a_workbook_as_the_plan(run, tmp_path):
    three = FOLDER / "leicestershire-2021-three-teams"
    plan, schedule = solved(three.name)
    write_roster(tmp_path / "march.xlsx", schedule, plan)
    assert run("next", three, "--after", tmp_path / "march.xlsx", "--out", tmp_path / "april.xlsx").exit_code == 0
    april = load_scenario(tmp_path / "april.xlsx")
    assert len(april.history) == len(plan.history) + 2 * len(schedule.deployments)
    assert str(april.operation.announced) == "2021-03-08"
    (tmp_path / "april.csv").write_text("evening,area,detective,officer\n2021-04-18,charnwood,D01,N07\n")
    result = run(
        "next", tmp_path / "april.xlsx", "--after", tmp_path / "april.csv", "--out", tmp_path / "may", "--json"
    )
    assert result.exit_code == 0, result.stderr
    may = load_scenario(tmp_path / "may")
    assert len(may.history) == len(april.history) + 2
    assert may.rules == plan.rules
    told = json.loads(result.stdout)["look_at"]
    assert any("operation.announced is 5 April 2021" in one for one in told)


def test_it_says_what_became_of_the_last_one(run, scenario_file, roster_file, tmp_path):
    text = SCENARIO.replace("{id: D01, ", "{id: D01, name: Ann Example, until: 2021-02-23, ")
    text += "absences: [{person: D02, from: 2021-02-22}, {person: D02, from: 2021-03-22}]\n"
    scenario_file.write_text(text + "requests: [{person: D02, on: 2021-02-22, want: off}]\n")
    out = tmp_path / "next.yaml"
    result = run("next", scenario_file, "--after", roster_file, "--out", out, "--end", "2021-03-02", width=300)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == (
        "Evenings: Wednesday 24 February 2021 to Tuesday 2 March 2021, 7 evenings\n\n"
        "Taken over:\n"
        "- 2 people, 2 areas and 1 rule, and all else that is not of single dates.\n"
        "- 2 teams of the roster, between 22 and 23 February 2021, as history: limits, rest, pairs, visits and "
        "fairness look back on all of it.\n"
        "- 1 absence from 24 February 2021 on.\n"
        "- 1 absence before it that rules or fairness look back on.\n\n"
        "Left behind:\n"
        "- 1 request of before 24 February 2021.\n"
        "- D01, who has left: by then only the history knows them.\n\n"
        "To look at:\n"
        "- It begins on a Wednesday, the last one on a Monday: is that meant?\n"
    )
    written = out.read_text()
    assert "# Left behind: 1 request of before 24 February 2021. D01, who has left" in written
    assert "Ann" not in written.partition("version:")[0]
    assert "Note: the history names D01, not among the people: taken as having left" in result.stderr
    plan = load_scenario(out)
    assert run("solve", out, "--workers", "1").exit_code == 0
    as_json = run("next", scenario_file, "--after", roster_file, "--out", tmp_path / "other.json", "--json")
    answer = json.loads(as_json.stdout)
    assert sorted(answer) == ["left_behind", "look_at", "taken_over", "version"]
    assert "Ann" not in as_json.stdout + as_json.stderr
    assert load_scenario(tmp_path / "other.json").people == plan.people


def test_a_small_force_is_told_when_its_pairs_run_out(run, tmp_path):
    people = [f"{{id: {role[0].upper()}{n}, role: {role}}}" for role in ("detective", "officer") for n in range(1, 5)]
    file = tmp_path / "march.yaml"
    file.write_text(
        "operation: {name: Small, start: 2021-03-01, end: 2021-03-14}\n"
        "evenings: {shift: {start: '14:00', end: '22:00'}, teams: 1}\n"
        f"areas: [{{id: a}}, {{id: b}}]\npeople: [{', '.join(people)}]\n"
        "rules: [{kind: pair_repeat, limit: 1}, {kind: evening_gap, evenings: 1}, {kind: visit_gap, evenings: 3}]\n"
    )
    run("solve", file, "--workers", "1", "--out", tmp_path / "march.csv")
    result = run("next", file, "--after", tmp_path / "march.csv", "--out", tmp_path / "april.yaml", width=300)
    sentence = (
        "Note: rule 1 (pair_repeat) leaves 2 teams of the 14 wanted: 14 of 16 pairs have gone out as often as it lets "
        "them; give it `within`, or a higher limit."
    )
    assert sentence in result.stderr
    again = run("solve", tmp_path / "april.yaml", "--workers", "1", width=300)
    assert "rule 1 (pair_repeat" in again.stderr
    text = (
        (tmp_path / "april.yaml")
        .read_text()
        .replace("{kind: pair_repeat, limit: 1}", "{kind: pair_repeat, limit: 1, within: 8}")
    )
    (tmp_path / "april.yaml").write_text(text)
    assert "14 of 14 teams" in run("solve", tmp_path / "april.yaml", "--workers", "1").stdout


@pytest.mark.parametrize("name", ["next.yaml", "next.json", "next.xlsx", "next", "new/next"])
def test_nothing_that_is_there_is_replaced(run, scenario_file, roster_file, tmp_path, name):
    out = tmp_path / name
    given = ("next", scenario_file, "--after", roster_file, "--out", out)
    assert run(*given).exit_code == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    again = run(*given)
    assert again.exit_code == 2
    assert "is there already: choose another name" in " ".join(again.stderr.replace("│", "").split())
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--out", "plan.txt"), "can't tell what it is"),
        (("--out", "missing/plan.yaml"), "there is no folder missing"),
        (("--out", "p.yaml", "--start", "2021-02-22"), "can't start on 2021-02-22"),
        (("--out", "p.yaml", "--end", "soon"), "end: 'soon' is not a date"),
        (("--out", "p.yaml", "--end", "2031-01-01"), "lasts over 1,100 evenings"),
    ],
)
def test_bad_usage_writes_nothing(run, scenario_file, roster_file, tmp_path, monkeypatch, more, said):
    monkeypatch.chdir(tmp_path)
    result = run("next", scenario_file, "--after", roster_file, *more, width=200)
    assert result.exit_code == 2, result.stderr
    assert said in " ".join(result.stderr.split())
    assert {path.name for path in tmp_path.iterdir()} == {scenario_file.name, roster_file.name}


def test_the_roster_s_faults_are_told_by_their_places(run, scenario_file, roster_file, tmp_path):
    roster_file.write_text(ROSTER + "2021-02-23,charnwood,D1,N01\n2021-02-23,charnwod,X07,N02\n")
    result = run("next", scenario_file, "--after", roster_file, "--out", tmp_path / "p.yaml", width=200)
    assert result.exit_code == 2
    assert f"{roster_file}:4: detective: unknown person 'D1', did you mean 'D01'?" in result.stderr
    assert f"{roster_file}:4: officer: N01 is in two teams on 2021-02-23: keep one" in result.stderr
    roster_file.write_text(ROSTER.replace("D02", "X07"))  # who helped out is known to nobody
    assert run("next", scenario_file, "--after", roster_file, "--out", tmp_path / "p.yaml").exit_code == 0


def test_the_history_that_the_last_one_was_planned_with_goes_on(run, scenario_file, roster_file, tmp_path):
    before = tmp_path / "before.csv"
    before.write_text("evening,area,detective,officer\n2021-02-20,charnwood,D02,N01\n")
    given = ("next", scenario_file, "--after", roster_file, "--out", tmp_path / "p.yaml")
    assert run(*given, "--history", before).exit_code == 0
    assert len(load_scenario(tmp_path / "p.yaml").history) == 6
    assert len(read_roster(roster_file)) == 2
