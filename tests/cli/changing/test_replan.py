"""`tandem replan`: from a roster's file to the new one, with who is told what."""

import json

import pytest

from tandem_scheduler import load_scenario, read_roster, solve, write_roster
from tests.scenarios.solved import FOLDER, solved

PLAN = FOLDER / "leicestershire-2021.yaml"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    plan, schedule = solved(PLAN.name)
    file = tmp_path_factory.mktemp("published") / "roster.csv"
    write_roster(file, schedule, plan)
    return file


@pytest.fixture(scope="module")
def first(published):
    """A team to come: somebody of it falls sick."""
    return next(team for team in read_roster(published) if str(team.evening) >= "2021-03-05")


def test_somebody_sick(run, published, first, tmp_path):
    files = [tmp_path / name for name in ("new.csv", "new.html", "new.xlsx", "new.json")]
    outs = [part for file in files for part in ("--out", file)]
    more = [
        "--calendars",
        tmp_path / "calendars",
        "--notices",
        tmp_path / "notices",
        "--plan-out",
        tmp_path / "now.yaml",
    ]
    absent = f"{first.detective}:{first.evening}..2021-03-12"
    result = run("replan", PLAN, "--published", published, "--from", "2021-03-05", "--absent", absent, *outs, *more)
    assert result.exit_code == 0, result.stderr
    assert "What can't stay as published:" in result.stdout
    assert "told something else, besides" in result.stdout
    assert "proven (changes" in result.stdout
    old, new = read_roster(published), read_roster(files[0])
    assert [team for team in new if str(team.evening) < "2021-03-05"] == [
        team for team in old if str(team.evening) < "2021-03-05"
    ]
    for file in files[2:]:
        assert {*read_roster(file, load_scenario(PLAN))} == {*new}
    assert len([*set(old) ^ set(new)]) == 2
    assert first.detective in (tmp_path / "notices" / "notices.csv").read_text()
    # The plan as it stands now has the new roster published: it can be checked against, and gone on from.
    assert run("check", tmp_path / "now.yaml", files[3]).exit_code == 0
    again = run("replan", tmp_path / "now.yaml", "--json")
    assert json.loads(again.stdout)["message"] == "Nobody is told anything else."


def test_a_plan_edited_by_hand_with_the_roster_beside_it(run, published, tmp_path):
    (tmp_path / "told.csv").write_text(published.read_text())
    plan = tmp_path / "plan.yaml"
    text = PLAN.read_text().replace("  timezone: Europe/London", "  timezone: Europe/London\n  today: 2021-03-05", 1)
    plan.write_text(f"{text}\npublished: told.csv\n")
    result = run("replan", plan, "--json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["message"] == "Nobody is told anything else."
    assert len(found["plan"]["published"]) == 28


def test_pins_areas_and_what_was_worked(run, published, tmp_path):
    worked = tmp_path / "worked.csv"
    lines = published.read_text().splitlines()
    worked.write_text(
        "\n".join([lines[0], *(line for line in lines if "2021-02-22" <= line[:10] <= "2021-02-24")][:3]) + "\n"
    )
    result = run(
        *("replan", PLAN, "--published", published, "--from", "2021-03-05", "--as-worked", worked),
        *("--drop-area", "charnwood:2021-03-08", "--pin", "2021-03-08:D01", "--out", tmp_path / "new.csv"),
    )
    assert result.exit_code == 0, result.stderr
    new = read_roster(tmp_path / "new.csv")
    assert any(str(team.evening) == "2021-03-08" and team.detective == "D01" for team in new)
    assert not any(team.area == "charnwood" and str(team.evening) >= "2021-03-08" for team in new)


def test_what_was_worked_against_the_plan_is_told_once(run, published):
    team = next(team for team in read_roster(published) if str(team.evening) < "2021-03-05")
    away = f"{team.detective}:{team.evening}..{team.evening}"
    result = run("replan", PLAN, "--published", published, "--from", "2021-03-05", "--absent", away)
    assert result.exit_code == 0, result.stderr
    _, told, after = result.stdout.partition("Worked all the same, on evenings that are over:")
    assert told
    assert team.detective in after.splitlines()[1]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "--published"),
        (("--from", "2021-03-05"), "give the roster that people were told"),
        (("--published", "ROSTER"), "give the date from which it is planned anew"),
        (
            ("--published", "ROSTER", "--from", "2021-03-05", "--absent", "D01"),
            "is not like D07:2021-03-05..2021-03-09",
        ),
        (("--published", "ROSTER", "--from", "2021-03-05", "--absent", "D77:2021-03-05"), "D77"),
        (("--published", "ROSTER", "--from", "2021-03-05", "--absent", "D01:2021-03-05..2021-03-01"), "ends before"),
        (("--published", "ROSTER", "--from", "2021-03-05", "--drop-area", "charnwod:2021-03-05"), "charnwood"),
        (("--published", "ROSTER", "--from", "2021-03-05", "--pin", "2021-03-05"), "is not like"),
        (("--published", "ROSTER", "--from", "2021-03-05", "--pin", "2021-03-08:D01,D02"), "two of a kind"),
        (("--published", "ROSTER", "--from", "2021-03-05", "--pin", "2021-03-01:D01"), "no evening to come"),
        (("--published", "ROSTER", "--from", "2021-04-05"), "every evening is over"),
    ],
)
def test_bad_use(run, published, options, words):
    given = [published if option == "ROSTER" else option for option in options]
    result = run("replan", PLAN, *given, width=200)
    assert result.exit_code == 2
    assert words in result.stderr


def test_faults_of_the_published_roster_are_told_by_line(run, tmp_path):
    file = tmp_path / "told.csv"
    file.write_text("evening,area,detective,officer\n2021-03-08,Charn-Wood,D01,N01\n2021-03-09,charnwood,d02,N02\n")
    result = run("replan", PLAN, "--published", file, "--from", "2021-03-05")
    assert result.exit_code == 2
    assert f"{file}:2" in result.stderr
    assert f"{file}:3" in result.stderr


def test_areas_and_people_that_are_gone_are_noted(run, published, tmp_path):
    file = tmp_path / "told.csv"
    file.write_text(published.read_text().rstrip() + "\n2021-03-20,old-town,D99,N01\n2021-04-20,charnwood,D01,N01\n")
    result = run("replan", PLAN, "--published", file, "--from", "2021-03-05", width=200)
    assert result.exit_code == 0, result.stderr
    assert "published names what the plan does not have: D99; it counts as gone" in result.stderr
    assert "published names what the plan does not have: old-town; it counts as gone" in result.stderr
    assert "1 published team of evenings outside the operation: left aside" in result.stderr


def test_no_roster_any_more(run, tmp_path):
    plan = FOLDER / "first-steps.yaml"
    scenario = load_scenario(plan)
    schedule = solve(scenario, workers=1)
    write_roster(tmp_path / "told.csv", schedule, scenario)
    first = scenario.operation.start
    result = run("replan", plan, "--published", tmp_path / "told.csv", "--from", first, "--pin", f"{first}:D01,N01",
                 "--absent", f"D01:{first}")  # fmt: skip
    assert result.exit_code == 1
    assert "No roster can exist" in result.stdout


def test_a_plan_with_a_published_roster_tells_what_changed(run, published, tmp_path):
    (tmp_path / "told.csv").write_text(published.read_text())
    plan = tmp_path / "plan.yaml"
    plan.write_text(f"{PLAN.read_text()}\npublished: told.csv\n")
    lines = published.read_text().splitlines()
    new = tmp_path / "new.csv"
    new.write_text("\n".join(lines[:-1]) + "\n")
    result = run("export", plan, new, "--notices", tmp_path / "notices.csv", "--out", tmp_path / "new.html")
    assert result.exit_code == 0, result.stderr
    assert "2 people are told something else" in result.stderr
    assert (tmp_path / "notices.csv").read_text().count("\n") == 3
    assert "Changes" in (tmp_path / "new.html").read_text()


def test_the_next_operation_of_a_plan_that_was_planned_anew(run, published, first, tmp_path):
    options = ("--published", published, "--from", "2021-03-05", "--absent", f"{first.detective}:{first.evening}")
    now, new = tmp_path / "now.yaml", tmp_path / "new.csv"
    assert run("replan", PLAN, *options, "--out", new, "--plan-out", now).exit_code == 0
    result = run("next", now, "--after", new, "--out", tmp_path / "next.yaml", width=400)
    assert result.exit_code == 0, result.stderr
    assert "The last plan was one planned anew" in result.stdout
    plan = load_scenario(tmp_path / "next.yaml")
    assert (plan.published, plan.operation.today) == ((), None)
