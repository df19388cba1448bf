import json

import pytest

from tandem_models import Schedule
from tandem_scheduler import api
from tandem_scheduler.api.arguments import LONGEST

from .. import stand_ins


def test_shows_roster_areas_loads_and_tiers(run, solver, scenario_file):
    solver(stand_ins.COMPLETE)
    result = run("solve", scenario_file)
    assert result.exit_code == 0
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert lines[0] == "Evenings, Leicestershire Police"
    assert "Mon 22 Feb 14:00-00:00 Charnwood D01 N01" in lines
    assert "Tue 23 Feb 14:00-00:00 North West Leicestershire D02 N01" in lines
    assert "Charnwood # 1 1" in lines
    assert "D01 # 1 of 2 D02 # 1 of 2" in lines
    assert "N01 ## 2 of 2" in lines
    assert "1 coverage (teams missing, by cost) 0 0 optimal 0.2 s" in lines
    assert "2 home area + rules 3 3 proven 1.0 s" in lines
    assert "officers away from home: 1" in lines
    assert lines[-1] == "2 of 2 teams, optimal in every tier, 1.2 s."


def test_says_what_found_the_roster(run, solver, scenario_file):
    solver(stand_ins.COMPLETE.model_copy(update={"found_by": ("rounding", "exact_model", "filling")}))
    result = run("solve", scenario_file)
    assert "Found by rounding the relaxation, the exact model, filling gaps." in result.stdout.splitlines()


def test_shows_a_gap_in_place_and_with_its_reason(run, solver, scenario_file):
    solver(stand_ins.WITH_GAP)
    result = run("solve", scenario_file)
    assert result.exit_code == 0
    assert "- no team - no officer free" in result.stdout
    assert "Tue 23 Feb  1 team missing: the only officer works the evening before" in result.stdout
    assert "best found, gap 1" in result.stdout
    assert "1 of 2 teams, optimal in 1 of 2 tiers, stopped at the time limit of 60 s." in result.stdout


@pytest.mark.parametrize(
    ("answer", "code", "sentence"),
    [
        (stand_ins.COMPLETE, 0, "2 of 2 teams"),
        (stand_ins.INTERRUPTED, 0, "stopped by you after 1.2 s"),
        (stand_ins.schedule("feasible", stop_reason="gap"), 0, "as near the bounds as you asked for"),
        (stand_ins.schedule("feasible", stop_reason="stagnation"), 0, "nothing had got better"),
        (stand_ins.INFEASIBLE, 1, "No roster can exist"),
        (stand_ins.NOTHING, 3, "none ruled out"),
        (stand_ins.INTERRUPTED_EARLY, 130, "No roster found before you stopped it"),
    ],
)
def test_exit_code_and_last_line_tell_the_outcome(run, solver, scenario_file, answer, code, sentence):
    solver(answer)
    result = run("solve", scenario_file, width=120)
    assert result.exit_code == code
    assert sentence in " ".join(result.stdout.split("\n\n")[-1].split())


@pytest.mark.parametrize("answer", [stand_ins.WITH_GAP, stand_ins.INFEASIBLE])
def test_json_is_the_schedule_and_nothing_else(run, solver, scenario_file, answer):
    solver(answer)
    result = run("solve", scenario_file, "--json")
    assert Schedule.model_validate_json(result.stdout) == answer


def test_options_reach_the_solver(run, monkeypatch, scenario_file):
    given = {}

    def solve(_scenario, **options):
        given.update(options)
        return stand_ins.COMPLETE

    monkeypatch.setattr(api, "solve", solve)
    run("solve", scenario_file, "--time-limit", 5, "--workers", 3, "--seed", 7)
    assert (given["time_limit"], given["workers"], given["seed"]) == (5.0, 3, 7)
    assert (given["gap"], given["stagnation"], given["deterministic"]) == (0.0, None, None)
    run("solve", scenario_file, "--gap", 1, "--stagnation", 30, "--deterministic", 20)
    assert (given["gap"], given["stagnation"], given["deterministic"]) == (0.01, 30.0, 20.0)
    assert given["time_limit"] == LONGEST


def test_out_writes_every_file(run, solver, scenario_file, tmp_path):
    solver(stand_ins.COMPLETE)
    files = [tmp_path / name for name in ("r.json", "r.csv", "r.yaml")]
    result = run("solve", scenario_file, *(word for file in files for word in ("--out", file)))
    assert result.exit_code == 0
    assert json.loads(files[0].read_text())["status"] == "optimal"
    assert files[1].read_text().splitlines()[1] == "2021-02-22,charnwood,D01,N01"
    assert "detective: D02" in files[2].read_text()
    assert [f"Wrote {file}." for file in files] == result.stderr.splitlines()[-3:]


def test_out_writes_nothing_where_there_is_no_roster(run, solver, scenario_file, tmp_path):
    solver(stand_ins.INFEASIBLE)
    result = run("solve", scenario_file, "--out", tmp_path / "r.csv")
    assert result.exit_code == 1
    assert "r.csv was not written: there is no roster." in result.stderr
    assert not (tmp_path / "r.csv").exists()


def test_roster_is_shown_though_a_file_cannot_be_written(run, monkeypatch, scenario_file, tmp_path):
    def solve(*arguments, **options):
        (tmp_path / "r.csv").mkdir()  # while it is solved: one that is there before is refused before
        return stand_ins.giving(stand_ins.COMPLETE)(*arguments, **options)

    monkeypatch.setattr(api, "solve", solve)
    result = run("solve", scenario_file, "--out", tmp_path / "r.csv", "--out", tmp_path / "r.json")
    assert result.exit_code == 74
    assert "r.csv could not be written" in result.stderr
    assert f"Wrote {tmp_path / 'r.json'}." in result.stderr
    assert "2 of 2 teams" in result.stdout


def test_a_defect_in_writing_one_file_loses_no_other(run, solver, monkeypatch, scenario_file, tmp_path):
    def fail(_):
        raise KeyError("Ann Example")

    solver(stand_ins.COMPLETE)
    monkeypatch.setattr("tandem_scheduler.views.page.page", fail)
    result = run("solve", scenario_file, "--out", tmp_path / "r.html", "--out", tmp_path / "r.csv")
    assert result.exit_code == 70
    assert f"{tmp_path / 'r.html'} was not written." in result.stderr
    assert f"Wrote {tmp_path / 'r.csv'}." in result.stderr
    assert "2 of 2 teams" in result.stdout


@pytest.mark.parametrize(
    ("out", "reason"),
    [
        ("roster.txt", "can't tell its format"),
        ("nowhere/roster.csv", "there is no folder"),
        ("evenings.yaml", "is read by this command"),
    ],
)
def test_a_target_that_cannot_be_is_refused_before_solving(run, monkeypatch, scenario_file, tmp_path, out, reason):
    monkeypatch.setattr(api, "solve", lambda *_, **__: pytest.fail("solved all the same"))
    before = scenario_file.read_text()
    result = run("solve", scenario_file, "--out", tmp_path / out)
    assert result.exit_code == 2
    assert reason in " ".join(result.stderr.split())
    assert scenario_file.read_text() == before


def test_a_table_of_the_scenario_is_never_a_target(run, solver, scenario_file, tmp_path):
    scenario_file.rename(tmp_path / "scenario.yaml")
    solver(stand_ins.COMPLETE)
    result = run("solve", tmp_path, "--out", tmp_path / "people.csv")
    assert result.exit_code == 2
    assert not (tmp_path / "people.csv").exists()


def test_every_fault_on_a_line_and_their_count(run, solver, tmp_path):
    solver(stand_ins.COMPLETE)
    broken = tmp_path / "broken.yaml"
    broken.write_text(
        stand_ins.SCENARIO.replace("home: charnwood", "home: charnwod").replace("evening_gap", "evening_gp")
    )
    result = run("solve", broken)
    assert result.exit_code == 2
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith(f"{broken}:11:")
    assert "did you mean 'charnwood'?" in lines[0]
    assert "did you mean 'evening_gap'?" in lines[1]
    assert lines[2] == f"2 faults in {broken}; nothing was solved."


def test_notes_go_to_standard_error(run, solver, scenario_file):
    solver(stand_ins.COMPLETE)
    scenario_file.write_text(stand_ins.SCENARIO.replace("teams: 1", "teams: 0"))
    result = run("solve", scenario_file, "--json")
    assert "Note: no team is wanted on any evening: give evenings.teams or demand." in result.stderr
    Schedule.model_validate_json(result.stdout)


def test_pins_that_do_not_fit_are_told_with_their_place(run, scenario_file, tmp_path):
    roster = tmp_path / "pins.csv"
    lines = ["2021-02-21,charnwood,D01,N01", "2021-02-22,charnwood,N01,D01"]
    roster.write_text("\n".join(["evening,area,detective,officer", *lines]))
    for command in ("solve", "explain"):
        result = run(command, scenario_file, "--pins", roster)
        told = result.stderr.replace("\n", "")
        assert result.exit_code == 2
        assert "pins.csv:2: evening: the scenario has no evening on 21 February 2021" in told
        assert "pins.csv:3: detective: The team N01 and D01 in charnwood on 22 February 2021 has N01 as its" in told
    result = run("check", scenario_file, roster)
    assert result.exit_code == 1
    assert "no evening on 21 February 2021 (unknown)" in result.stdout.replace("\n  ", " ")
