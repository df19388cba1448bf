from pathlib import Path

import pytest

from tandem_models import Answer, Conflict, Explanation, Filling, Finding, Gain, Member, Repair, Worth
from tandem_scheduler import api

from ..stand_ins import GAP, TEAMS

IMPOSSIBLE = Path(__file__).parents[3] / "scenarios" / "impossible.yaml"


def test_why_somebody_goes_and_not(run, scenario_file, roster_file):
    why = run("explain", scenario_file, "--roster", roster_file, "--why", "D01@2021-02-22", width=200)
    assert why.exit_code == 0
    assert why.stdout.startswith("With D01 not sent on Mon 22 February (D02 goes instead) every tier is as good")
    why_not = run("explain", scenario_file, "--roster", roster_file, "--why-not", "D01@2021-02-23", "--json")
    assert Answer.model_validate_json(why_not.stdout).status == "equal"


def test_every_conflict_is_a_sentence(run):
    result = run("explain", IMPOSSIBLE, "--time-limit", 60, width=200)
    assert result.exit_code == 0
    assert result.stdout.count("No roster exists because: ") == 3
    assert "D02 is on leave 1-7 March." in result.stdout
    assert "3 conflicts, and none besides" in result.stdout.splitlines()[-1]


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


def test_counting_is_told_where_time_runs_out(run, clock):
    clock.step = 1
    result = run("explain", IMPOSSIBLE, "--time-limit", 1, width=200)
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
        (("--worth", "--roster", "ROSTER"), "--roster: does not go with --worth"),
        (("--worth", "--why", "D01@2021-02-22"), "--why: does not go with --worth"),
        (("--worth", "--price", "pin=3"), "--price: does not go with --worth"),
        (("--worth", "--conflicts", 3), "--conflicts: does not go with --worth"),
        (("--roster", "ROSTER", "--repairs", 0), "--repairs: does not go with --roster"),
        (("--roster", "ROSTER", "--why", "D01@2021-02-22", "--price", "pin=3"), "--price: does not go with --why"),
        (("--roster", "ROSTER", "--why-not", "D01@2021-02-22", "--repairs", 3), "--repairs: does not go with --why"),
        (("--price", "rest"), "is not KIND=N"),
        (("--price", "rest=0"), "must be 1 to"),
        (("--why", "D01@2021-02-22"), "--roster"),
        (("--roster", "ROSTER", "--why", "D01@soon"), "WHO@DATE"),
        (("--roster", "ROSTER", "--why", "D01@2021-02-22", "--why-not", "D01@2021-02-22"), "does not go with --why"),
        (("--roster", "ROSTER", "--why", "D77@2021-02-22"), "unknown person 'D77'"),
    ],
)
def test_wrong_questions(run, scenario_file, roster_file, option, told):
    result = run("explain", scenario_file, *(roster_file if part == "ROSTER" else part for part in option), width=300)
    assert result.exit_code == 2
    assert told in result.stderr


def test_what_is_worth_most(run, scenario_file):
    result = run("explain", scenario_file, "--worth", width=200)
    assert result.exit_code == 0
    assert result.stdout.startswith("1. One more neighbourhood officer, free every evening: home area + rules 2 to 0.")
    assert Worth.model_validate_json(run("explain", scenario_file, "--worth", "--json").stdout).complete


def test_where_nothing_may_be_given_up_there_is_no_way_out(run):
    kept = [f"--price={kind}=keep" for kind in ("pin", "absence")]
    result = run("explain", IMPOSSIBLE, *kept, "--time-limit", 60, width=200)
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


NOT_TRIED = Worth(gains=(), tried=0, complete=False)
GAIN = Gain(kind="detective", verified=False, message="One more detective: coverage 2 to 1.")
FILLING = Filling(gap=GAP, verified=False, message="Time ran out before a team was found.")
FILLED = Filling(gap=GAP, team=TEAMS[1], verified=False, message="Send D02.")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (NOT_TRIED, "Nothing could be tried to the end."),
        (Worth(gains=(), tried=3, complete=False), "Nothing that was tried to the end gains."),
        (Worth(gains=(), tried=24, complete=True), "Nothing that was tried to the end gains."),
    ],
)
def test_where_nothing_gains_it_is_said_what_was_tried(run, scenario_file, monkeypatch, answer, told):
    monkeypatch.setattr(api, "worth", lambda *_, **__: answer)
    lines = run("explain", scenario_file, "--worth", width=200).stdout.splitlines()
    assert lines[0] == told
    assert (len(lines) == 1) == answer.complete


@pytest.mark.parametrize(
    ("call", "answer", "in_time", "stopped"),
    [
        ("worth", NOT_TRIED, 3, 130),
        ("worth", Worth(gains=(GAIN,), complete=False), 0, 0),
        ("fill", (FILLING,), 0, 130),
        ("fill", (FILLED, FILLING), 0, 0),
        ("fill", (), 0, 0),
    ],
)
def test_interrupted_with_nothing_found(run, scenario_file, roster_file, monkeypatch, call, answer, in_time, stopped):
    interrupt = False

    def called(*_, stop, **__):
        if interrupt:
            stop.set()
        return answer

    monkeypatch.setattr(api, call, called)
    options = ("--worth",) if call == "worth" else ("--roster", roster_file)
    assert run("explain", scenario_file, *options).exit_code == in_time
    interrupt = True
    assert run("explain", scenario_file, *options).exit_code == stopped


PIN = Member(kind="pin", number=0, people=("D01",), message="D01 is pinned")
LEAVE = Member(kind="absence", number=0, people=("D01",), message="D01 is on leave")
ALSO = Member(kind="absence", number=1, people=("D02",), message="D02 is on leave")


@pytest.mark.parametrize(
    ("people", "asked", "verified", "shown"),
    [
        (("D01",), (PIN,), True, False),
        (("D01",), (PIN,), False, True),
        (("D01", "D02"), (PIN,), True, True),
        # What asks alone is no conflict with what it is against.
        (("D01",), (PIN, LEAVE), True, True),
    ],
)
def test_a_finding_that_a_conflict_tells_is_not_told_again(
    run, scenario_file, monkeypatch, people, asked, verified, shown
):
    finding = Finding(kind="pin_absent", people=people, asked=asked, against=(ALSO, LEAVE), message="So it is.")
    conflict = Conflict(members=(PIN, LEAVE), minimal=verified, verified=verified, message="No roster exists.")
    found = Explanation(status="infeasible", findings=(finding,), conflicts=(conflict,), complete=True)
    monkeypatch.setattr(api, "explain", lambda *_, **__: found)
    told = run("explain", scenario_file, width=200).stdout
    assert ("Counting shows: So it is." in told) == shown
    assert "No roster exists." in told


def test_worth_says_that_no_roster_can_exist_as_things_are(run):
    result = run("explain", IMPOSSIBLE, "--worth", "--time-limit", "60")
    assert "No roster can exist as things are" in " ".join(result.stdout.split())


@pytest.mark.parametrize("filled", [1, 2])
def test_that_fillings_may_not_go_together_is_said_of_several(run, scenario_file, roster_file, monkeypatch, filled):
    monkeypatch.setattr(api, "fill", lambda *_, **__: (FILLED,) * filled + (FILLING,))
    result = run("explain", scenario_file, "--roster", roster_file, width=200)
    assert ("not all may go together" in result.stdout) == (filled > 1)
