import pytest
from pydantic import TypeAdapter

from tandem_models import Filling, Suggestion

from ..stand_ins import ROSTER


def test_who_else_could_go(run, scenario_file, roster_file):
    result = run("suggest", scenario_file, "--roster", roster_file, "--instead", "D01", width=200)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == (
        "Monday 22 February 2021: 1 detective could go instead of D01, with all else as it is."
    )
    assert "1. D02 with N01 in Charnwood: home_area + rules 2 to 4." in result.stdout


def test_nobody_can(run, scenario_file, roster_file):
    result = run("suggest", scenario_file, "--roster", roster_file, "--evening", "2021-02-22", "--role", "officer")
    assert result.exit_code == 1
    assert "nobody could go" in result.stdout


def test_json_is_a_list_of_suggestions(run, scenario_file, roster_file):
    result = run("suggest", scenario_file, "--roster", roster_file, "--instead", "N01", "--json")
    found = TypeAdapter(list[Suggestion]).validate_json(result.stdout)
    assert [suggestion.instead for suggestion in found] == ["N01", "N01"]
    assert not any(suggestion.candidates for suggestion in found)
    told = run("suggest", scenario_file, "--roster", roster_file, "--instead", "N01", width=200)
    assert told.stdout.splitlines()[-1] == "Nobody could go on any of these evenings."


def test_evening_after_evening_the_first_candidates_before_are_in_the_roster(run, scenario_file, roster_file):
    more = "  - {id: N02, role: neighbourhood_officer}\n  - {id: N03, role: neighbourhood_officer}\nrules:"
    scenario_file.write_text(scenario_file.read_text().replace("rules:", more))
    asked = ("suggest", scenario_file, "--roster", roster_file, "--instead", "N01")
    found = TypeAdapter(list[Suggestion]).validate_json(run(*asked, "--json").stdout)
    # Once N02 goes on Monday, N03 is better on Tuesday: nobody works two evenings in a row.
    assert [suggestion.candidates[0].person for suggestion in found] == ["N02", "N03"]
    assert found[0].candidates[0].effects[-1].after == found[1].candidates[0].effects[-1].before
    told = run(*asked, width=200).stdout
    assert told.splitlines()[-1].endswith("The first of every evening together: home_area + rules 2 to 0.")


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
    assert "send D02 with N01 to Charnwood: coverage 1 to 0" in result.stdout
    as_json = run("explain", scenario_file, "--roster", file, "--json")
    (filling,) = TypeAdapter(list[Filling]).validate_json(as_json.stdout)
    assert filling.price == 0


def test_a_roster_without_gaps(run, scenario_file, roster_file):
    assert run("explain", scenario_file, "--roster", roster_file).stdout.strip() == "The roster has no gap."
