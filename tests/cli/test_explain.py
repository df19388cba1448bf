from pathlib import Path

import pytest

from models import Answer, Explanation, Member, Repair, Worth
from scheduler import api

IMPOSSIBLE = Path(__file__).parents[2] / "scenarios" / "impossible.yaml"


def test_why_somebody_goes_and_not(run, scenario_file, roster_file):
    why = run("explain", scenario_file, "--roster", roster_file, "--why", "D01@2021-02-22", width=200)
    assert why.exit_code == 0
    assert why.stdout.startswith("With D01 not sent on Mon 22 February (D02 goes instead) every tier is as good")
    why_not = run("explain", scenario_file, "--roster", roster_file, "--why-not", "D01@2021-02-23", "--json")
    assert Answer.model_validate_json(why_not.stdout).status == "equal"


def test_every_conflict_is_a_sentence(run):
    result = run("explain", IMPOSSIBLE, width=200)
    assert result.exit_code == 0
    assert result.stdout.count("No roster exists because: ") == 3
    assert "D02 is on leave 1-7 March." in result.stdout
    assert "3 conflicts, and nothing else in the way of a roster" in result.stdout.splitlines()[-1]


def test_json_is_the_explanation_and_nothing_else(run):
    result = run("explain", IMPOSSIBLE, "--json", "--conflicts", 1)
    assert result.exit_code == 0
    found = Explanation.model_validate_json(result.stdout)
    assert (found.status, len(found.conflicts), found.complete) == ("infeasible", 1, False)


def test_where_a_roster_can_exist_it_says_so(run, scenario_file):
    result = run("explain", scenario_file)
    assert result.exit_code == 0
    assert result.stdout.startswith("A roster can exist")


def test_faults_are_told_and_nothing_is_explained(run, tmp_path):
    file = tmp_path / "broken.yaml"
    file.write_text("version: 1\n")
    result = run("explain", file)
    assert result.exit_code == 2
    assert "nothing was explained" in result.stderr


@pytest.mark.parametrize("option", [("--conflicts", 0), ("--time-limit", 0)])
def test_wrong_usage(run, scenario_file, option):
    assert run("explain", scenario_file, *option).exit_code == 2


def test_nothing_known_in_time(run, scenario_file, monkeypatch):
    monkeypatch.setattr(api, "explain", lambda *_, **__: Explanation(status="unknown", complete=False))
    result = run("explain", scenario_file)
    assert result.exit_code == 3
    assert "--time-limit" in result.stdout


def test_counting_is_told_where_time_runs_out(run):
    result = run("explain", IMPOSSIBLE, "--time-limit", 0.1, width=200)
    assert result.exit_code == 0
    assert result.stdout.startswith("Counting shows: ")


def test_ways_out_are_numbered_and_priced(run):
    asked = ("--repairs", 1, "--price", "pin=keep", "--price", "absence=7", "--time-limit", 60)
    result = run("explain", IMPOSSIBLE, *asked, width=300)
    assert result.exit_code == 0
    assert "Way out 1, price 15. Cancel D02's leave 1-7 March. Accept that N03 works 4 evenings" in result.stdout
    assert "Way out 2" not in result.stdout


@pytest.mark.parametrize(
    ("option", "told"),
    [
        (("--price", "rst=3"), "no kind 'rst', did you mean 'rest'?"),
        (("--worth", "--roster", "ROSTER"), "leave --roster out"),
        (("--price", "rest"), "is not KIND=N"),
        (("--price", "rest=0"), "must be 1 to"),
        (("--why", "D01@2021-02-22"), "--roster"),
        (("--roster", "ROSTER", "--why", "D01@soon"), "WHO@DATE"),
        (("--roster", "ROSTER", "--why", "D01@2021-02-22", "--why-not", "D01@2021-02-22"), "one thing at a time"),
        (("--roster", "ROSTER", "--why", "D77@2021-02-22"), "no person 'D77'"),
    ],
)
def test_wrong_questions(run, scenario_file, roster_file, option, told):
    result = run("explain", scenario_file, *(roster_file if part == "ROSTER" else part for part in option), width=300)
    assert result.exit_code == 2
    assert told in result.stderr


def test_what_is_worth_most(run, scenario_file):
    result = run("explain", scenario_file, "--worth", width=200)
    assert result.exit_code == 0
    assert result.stdout.startswith("1. One more neighbourhood officer, free every evening: home_area + rules 2 to 0.")
    assert Worth.model_validate_json(run("explain", scenario_file, "--worth", "--json").stdout).complete


def test_where_nothing_may_be_given_up_there_is_no_way_out(run):
    kept = [f"--price={kind}=keep" for kind in ("pin", "absence")]
    result = run("explain", IMPOSSIBLE, *kept, width=200)
    assert "There is no way out by what may be given up." in result.stdout
    assert "way out" not in run("explain", IMPOSSIBLE, *kept, "--repairs", 0).stdout


def test_a_way_out_that_may_not_be_the_cheapest_says_so(run, scenario_file, monkeypatch):
    pin = Member(kind="pin", number=0, message="D01 is pinned")
    repair = Repair(members=(pin,), price=2, cheapest=False, least=True, verified=True, message="Drop the pin of D01.")
    found = Explanation(status="infeasible", repairs=(repair,), repairs_complete=False, complete=False)
    monkeypatch.setattr(api, "explain", lambda *_, **__: found)
    told = run("explain", scenario_file, width=200).stdout
    assert "Way out 1, price 2, perhaps not the cheapest. Drop the pin of D01." in told
    assert "Time ran out before another way out was found" in told
    assert "Time ran out" not in run("explain", scenario_file, "--repairs", 1).stdout
