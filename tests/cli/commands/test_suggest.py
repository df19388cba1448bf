import pytest
from pydantic import TypeAdapter

from tandem_models import Filling, Schedule, Suggestion

from ..stand_ins import ROSTER


def test_who_else_could_go(run, scenario_file, roster_file):
    result = run("suggest", scenario_file, "--roster", roster_file, "--instead", "D01", width=200)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:3] == [
        "Who could go instead of D01 on 1 evening, with all else as it is:",
        "",
        "Mon 22 Feb  D02 with N01 in Charnwood: 2 evenings; not out before, next the day after; home area + rules 2 to "
        "4. Nobody else could.",
    ]
    assert "1. D02" not in result.stdout
    ranked = run("suggest", scenario_file, "--roster", roster_file, "--instead", "D01", "--all", width=200)
    assert "Monday 22 February 2021: 1 detective could go instead of D01, with all else as it is." in ranked.stdout
    assert "  1. D02 with N01 in Charnwood: 2 evenings; not out before" in ranked.stdout


def test_evenings_of_the_span_or_of_absences_that_are_not_over(run, scenario_file, roster_file):
    asked = ("suggest", scenario_file, "--roster", roster_file, "--instead", "N01", "--json")

    def evenings(*options):
        found = TypeAdapter(list[Suggestion]).validate_json(run(*asked, *options).stdout)
        return [suggestion.evening.day for suggestion in found]

    assert evenings() == [22, 23]
    assert evenings("--from", "2021-02-23") == [23]
    assert evenings("--to", "2021-02-22") == [22]
    plan = scenario_file.read_text()
    scenario_file.write_text(plan + "absences: [{person: N01, from: 2021-02-22}]\n")
    assert evenings() == [22]
    assert evenings("--from", "2021-02-22") == [22, 23]
    worked = "pins: [{on: 2021-02-22, area: charnwood, detective: D01, officer: N01, fact: true}]\n"
    scenario_file.write_text(plan + worked)
    assert evenings() == evenings("--from", "2021-02-20") == [23]


def test_teams_that_have_been_worked_say_what_is_over(run, scenario_file, roster_file, tmp_path):
    worked = tmp_path / "worked.csv"
    worked.write_text("\n".join(ROSTER.splitlines()[:2]) + "\n")
    asked = ("suggest", scenario_file, "--roster", roster_file, "--instead", "N01", "--pins", worked, "--pins-as-facts")
    told = run(*asked, width=200)
    assert told.stdout.startswith("Who could go instead of N01 on 1 evening to come of 2, with all else as it is:")
    over = run(*asked, "--instead", "D01", width=200)
    assert (over.exit_code, "the evenings on which D01 goes are over" in over.stderr) == (2, True)


def test_the_answer_is_written_with_what_could_not_be_filled(run, scenario_file, roster_file, tmp_path):
    new, page = tmp_path / "new.csv", tmp_path / "new.html"
    asked = ("suggest", scenario_file, "--roster", roster_file)
    assert run(*asked, "--instead", "D01", "--out", new, "--out", page).exit_code == 0
    assert new.read_text() == ROSTER.replace("D01", "D02")
    assert "Changes" in page.read_text()
    told = run(*asked, "--instead", "N01", "--evening", "2021-02-23", "--out", new, width=200)
    assert told.exit_code == 1
    assert "Tue 23 Feb  nobody can go with D02 in Charnwood: there is nobody else of the role." in told.stdout
    assert "Nobody can go on 23 February 2021, and alone the other can't: the team falls away." in told.stdout
    assert new.read_text() == ROSTER[: ROSTER.index("2021-02-23")]
    whole = run(*asked, "--instead", "D01", "--out", tmp_path / "new.json", width=200)
    assert (whole.exit_code, "would hold a whole solve" in whole.stderr) == (2, True)


def test_a_schedule_is_written_whole(run, scenario_file, tmp_path):
    solved, new = tmp_path / "solved.json", tmp_path / "new.json"
    more = "  - {id: N02, role: officer}\nrules:"
    scenario_file.write_text(scenario_file.read_text().replace("rules:", more))
    run("solve", scenario_file, "--out", solved)
    first = Schedule.model_validate_json(solved.read_text())
    gone = first.deployments[0].officer
    assert run("suggest", scenario_file, "--roster", solved, "--instead", gone, "--out", new).exit_code == 0
    second = Schedule.model_validate_json(new.read_text())
    assert gone not in {team.officer for team in second.deployments}
    assert (second.stop_reason, len(second.deployments)) == ("replaced", 2)


def test_nobody_can(run, scenario_file, roster_file):
    result = run("suggest", scenario_file, "--roster", roster_file, "--evening", "2021-02-22", "--role", "officer")
    assert result.exit_code == 1
    assert "nobody can go" in result.stdout


def test_json_is_a_list_of_suggestions(run, scenario_file, roster_file):
    result = run("suggest", scenario_file, "--roster", roster_file, "--instead", "N01", "--json")
    found = TypeAdapter(list[Suggestion]).validate_json(result.stdout)
    assert [suggestion.instead for suggestion in found] == ["N01", "N01"]
    assert not any(suggestion.candidates for suggestion in found)
    told = run("suggest", scenario_file, "--roster", roster_file, "--instead", "N01", width=200)
    assert "Nobody can go on 22 and 23 February 2021, and alone the other can't: these teams fall away." in " ".join(
        told.stdout.split()
    )


def test_evening_after_evening_the_first_candidates_before_are_in_the_roster(run, scenario_file, roster_file):
    more = "  - {id: N02, role: neighbourhood_officer}\n  - {id: N03, role: neighbourhood_officer}\nrules:"
    scenario_file.write_text(scenario_file.read_text().replace("rules:", more))
    asked = ("suggest", scenario_file, "--roster", roster_file, "--instead", "N01")
    found = TypeAdapter(list[Suggestion]).validate_json(run(*asked, "--json").stdout)
    # Once N02 goes on Monday, N03 is better on Tuesday: nobody works two evenings in a row.
    assert [suggestion.candidates[0].person for suggestion in found] == ["N02", "N03"]
    assert found[0].candidates[0].effects[-1].after == found[1].candidates[0].effects[-1].before
    told = run(*asked, width=200).stdout
    assert "All evenings together: home area + rules 2 to 0." in told


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "say who is looked for"),
        (("--role", "sergeant"), "not detective or officer"),
        (("--role", "officer"), "say when"),
        (("--role", "officer", "--evening", "soon"), "not a date"),
        (("--instead", "D09"), "unknown person 'D09'"),
        (("--instead", "D02", "--evening", "2021-02-22"), "nobody to replace"),
        (("--role", "officer", "--evening", "2022-02-22"), "no evening on 2022-02-22"),
        (("--role", "officer", "--evening", "2021-02-22", "--to", "2021-02-22"), "goes with --instead"),
        (("--instead", "D01", "--from", "2021-02-23"), "goes on no evening on 23 February 2021 that is to come"),
        (("--instead", "D01", "--from", "2021-02-23", "--to", "2021-02-22"), "2021-02-22 is before 2021-02-23"),
        (("--instead", "D01", "--from", "2027-01-01"), "2027-01-01 is after the last evening, 2021-"),
        (("--instead", "D01", "--from", "Monday"), "not a date"),
    ],
)
def test_questions_without_sense(run, scenario_file, roster_file, options, told):
    result = run("suggest", scenario_file, "--roster", roster_file, *options, width=200)
    assert result.exit_code == 2
    assert told in result.stderr


def test_gaps_are_explained_and_filled(run, scenario_file, tmp_path):
    file = tmp_path / "roster.csv"
    file.write_text("\n".join(ROSTER.splitlines()[:2]) + "\n")
    result = run("explain", scenario_file, "--roster", file, width=200)
    assert result.exit_code == 0
    start = (
        "Tuesday 23 February 2021: 1 team missing. D01 and N01 could go to Charnwood: the roster can be made better."
    )
    assert result.stdout.startswith(start)
    pair = "D02 (1 evening, others 1; not out before) with N01 (2 evenings; last out the day before)"
    assert f"send {pair} to Charnwood: coverage 1 to 0" in result.stdout
    as_json = run("explain", scenario_file, "--roster", file, "--json")
    (filling,) = TypeAdapter(list[Filling]).validate_json(as_json.stdout)
    assert filling.price == 0


def test_a_roster_without_gaps(run, scenario_file, roster_file):
    assert run("explain", scenario_file, "--roster", roster_file).stdout.strip() == "The roster has no gap."
