"""A plan begun with `tandem new`: it can be solved at once, and nothing that is there is lost."""

from collections import defaultdict
from datetime import date, time
from itertools import pairwise

import pytest
import typer
from typer.testing import CliRunner

from tandem_models import Shift
from tandem_scheduler import load_scenario, notes, solve
from tandem_scheduler.cli.app import app
from tandem_scheduler.cli.commands.new import _Asker, _day, _names, _number, _shift
from tandem_scheduler.io.plans.starter import Facts, starter_scenario

GIVEN = ("--name", 'Op "Nightjar": 2', "--force", "Kent", "--start", "2027-03-01", "--end", "2027-03-07")
MORE = ("--shift", "18:00-02:00", "--teams", "2", "--areas", "Old Town, Old-Town,Hafen\u00e9", "--detectives", "6")


@pytest.mark.parametrize("excel", [False, True])
def test_a_new_plan_can_be_solved_at_once(run, tmp_path, excel):
    result = run("new", tmp_path / "op", *GIVEN, *MORE, "--officers", "7", *(["--excel"] if excel else []))
    assert result.exit_code == 0, result.stderr
    file = tmp_path / "op" / "plan.xlsx" if excel else tmp_path / "op"
    assert f"tandem solve {file}" in result.stderr
    plan = load_scenario(file)
    assert (plan.operation.name, plan.operation.force) == ('Op "Nightjar": 2', "Kent")
    assert (plan.operation.start, plan.operation.end) == (date(2027, 3, 1), date(2027, 3, 7))
    assert (plan.evenings.shift.start, plan.evenings.shift.end, plan.evenings.teams) == (time(18), time(2), 2)
    assert [(area.id, area.name) for area in plan.areas] == [
        ("old-town", "Old Town"),
        ("old-town-2", "Old-Town"),
        ("hafen\u00e9", "Hafen\u00e9"),
    ]
    assert [person.id for person in plan.people] == [*(f"D0{n}" for n in range(1, 7)), *(f"N0{n}" for n in range(1, 8))]
    assert not notes(plan)
    assert solve(plan, workers=1, time_limit=20).has_roster


def test_folder_and_workbook_hold_the_same(run, tmp_path):
    run("new", tmp_path / "a", *GIVEN)
    run("new", tmp_path / "b" / "mine.xlsx", "--excel", *GIVEN)
    assert load_scenario(tmp_path / "a") == load_scenario(tmp_path / "b" / "mine.xlsx")
    # An example of an absence that is overlooked would count.
    assert load_scenario(tmp_path / "a").absences == ()


def test_a_new_plan_sends_teams_to_different_areas_and_spreads_everybodys_evenings(run, tmp_path):
    facts = ("--start", "2027-03-01", "--end", "2027-03-21", "--teams", "2", "--detectives", "12", "--officers", "16")
    run("new", tmp_path / "op", *facts)
    plan = load_scenario(tmp_path / "op")
    roster = solve(plan, workers=1, time_limit=60)
    assert roster.status == "optimal"
    assert len({(team.evening, team.area) for team in roster.deployments}) == 42
    worked = defaultdict[str, list[date]](list)
    for team in sorted(roster.deployments, key=lambda team: team.evening):
        worked[team.detective].append(team.evening)
        worked[team.officer].append(team.evening)
    free = {
        role: min((later - sooner).days - 1 for one in of for sooner, later in pairwise(worked[one]))
        for role, of in (("D", [p for p in worked if p[0] == "D"]), ("N", [p for p in worked if p[0] == "N"]))
    }
    assert free["D"] >= 2  # they go out every sixth evening on average
    assert free["N"] >= 3  # every eighth


@pytest.mark.parametrize(
    ("facts", "kinds"),
    [
        ((1, ("a",), 1, 1), [("visit_gap", 7)]),
        ((2, ("a",), 5, 5), [("visit_gap", 7)]),  # one area: both teams go there
        ((2, ("a", "b"), 12, 11), [("area_teams", 1), ("visit_gap", 7), ("evening_gap", 2)]),
        ((1, tuple("abcde"), 6, 8), [("visit_gap", 10), ("evening_gap", 2), ("evening_gap", 3)]),
    ],
)
def test_what_a_new_plan_wishes_for_goes_by_its_size(facts, kinds):
    days = date(2027, 3, 1), date(2027, 3, 28)
    shift = Shift(start=time(14), end=time(0))
    plan = starter_scenario(Facts("Patrols", "", *days, shift, *facts))
    soft = [rule for rule in plan.rules_in_force if not rule.hard]
    assert [(rule.kind, getattr(rule, "evenings", 1)) for rule in soft] == kinds
    assert all(rule.why for rule in soft)


def test_without_options_and_a_terminal_it_takes_what_it_proposes(run, tmp_path):
    assert run("new", tmp_path / "op").exit_code == 0
    plan = load_scenario(tmp_path / "op")
    assert plan.operation.start > date.today()
    assert plan.operation.start.weekday() == 0
    assert len(plan.calendar) == 28
    assert not notes(plan)


def test_what_is_there_is_not_touched(run, tmp_path):
    (tmp_path / "op").mkdir()
    (tmp_path / "op" / "notes.txt").write_text("mine")
    (tmp_path / "plan.xlsx").write_text("mine")
    for arguments in (("op",), ("plan.xlsx", "--excel"), ("other.xlsx",)):
        result = run("new", tmp_path / arguments[0], *arguments[1:])
        assert result.exit_code == 2
        assert "is there already" in result.stderr or "add --excel" in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["op", "plan.xlsx"]
    assert (tmp_path / "plan.xlsx").read_text() == "mine"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--start", "1/3/2027"), "First evening: '1/3/2027' is not year-month-day: write 2027-03-01"),
        (("--start", "2/28/2027"), "First evening: '2/28/2027' is not year-month-day: write 2027-02-28"),
        (("--start", "31/11/2027"), "First evening: there is no day 31/11/2027 in the calendar"),
        (("--start", "2027-11-31 14:00"), "First evening: '2027-11-31 14:00' is not a date"),
        (("--shift", "14:00"), "Hours of an evening: '14:00' has no end: write it like 14:00-00:00"),
        (("--shift", "14:00-25:00"), "'25:00' is not a time of day"),
        (("--areas", " , "), "Areas, separated by commas: name at least one area"),
        (("--areas", "Old Town, Hafen,old  town"), "'old town' is named twice: name each area once"),
        (("--start", "2027-03-09", "--end", "2027-03-01"), "2027-03-01 is before the first evening, 2027-03-09"),
        (("--name", "x" * 10_001), "operation.name: is longer than 10000 characters"),
    ],
)
def test_what_does_not_go_is_told_and_nothing_written(run, tmp_path, options, message):
    result = run("new", tmp_path / "op", *options)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert ".csv" not in result.stderr
    assert not list(tmp_path.iterdir())


def test_questions_are_asked_again_until_the_answer_will_do():
    answers = iter(["soon", "2027-03-01"])

    def prompt(*_, **__):
        return next(answers)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("typer.prompt", prompt)
        assert _Asker(interactive=True)("First evening", None, "2027-01-01", _day) == date(2027, 3, 1)


def test_the_end_of_the_input_is_no_answer(monkeypatch):
    def prompt(*_, **__):
        raise typer.Abort

    monkeypatch.setattr("typer.prompt", prompt)
    with pytest.raises(typer.Exit) as ended:
        _Asker(interactive=True)("First evening", None, "2027-01-01", _day)
    assert ended.value.exit_code == 130


def test_a_file_is_no_folder(run, tmp_path):
    (tmp_path / "mine").write_text("mine")
    for arguments in (["mine", "--excel"], ["mine/op"]):
        result = run("new", tmp_path / arguments[0], *arguments[1:])
        assert result.exit_code == 2
        assert "mine is a file: choose another name" in "".join(result.stderr.split("\n"))


def test_answers_are_read_as_they_are_typed():
    assert _names(" North , South") == ("North", "South")
    assert _number("12") == 12
    assert _shift("18:00 \N{EN DASH} 2:00").end == time(2)
    for text in ("0", "1000", "-1", "many"):
        with pytest.raises(ValueError, match="is not a whole number from 1 to 999"):
            _number(text)


def test_an_option_that_is_no_number_writes_nothing(tmp_path):
    result = CliRunner().invoke(app, ["new", str(tmp_path / "op"), "--teams", "none"])
    assert result.exit_code == 2
    assert not list(tmp_path.iterdir())
