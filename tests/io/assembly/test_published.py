"""The published roster in files: as a list, a table, a sheet, or the name of a roster's file."""

import shutil

import pytest
from openpyxl import load_workbook

from tandem_scheduler import ScenarioError, load_scenario, write_roster
from tandem_scheduler.io.workbook import workbook_of
from tests.builders import day, scenario, team
from tests.scenarios.solved import FOLDER, solved

FIRST = FOLDER / "first-steps.yaml"


@pytest.mark.parametrize("name", ["told.csv", "told.json", "told.xlsx"])
def test_the_file_of_a_roster(tmp_path, name):
    plan, schedule = solved(FIRST.name)
    write_roster(tmp_path / name, schedule, plan)
    file = tmp_path / "plan.yaml"
    file.write_text(f"{FIRST.read_text()}\npublished: {name}\n")
    assert {team.as_deployment for team in load_scenario(file).published} == {*schedule.deployments}


@pytest.mark.parametrize(
    ("name", "told"),
    [("nothing.csv", "there is no such file, though published names it"), ("../x.csv", "leads out of the scenario's")],
)
def test_a_file_that_is_not_there_or_elsewhere(tmp_path, name, told):
    file = tmp_path / "plan.yaml"
    file.write_text(f"{FIRST.read_text()}\npublished: {name}\n")
    with pytest.raises(ScenarioError, match=told):
        load_scenario(file)


def test_a_table_beside_the_plan(tmp_path):
    folder = tmp_path / "plan"
    folder.mkdir()
    shutil.copy(FIRST, folder / "scenario.yaml")
    area = load_scenario(FIRST).areas[0].id
    (folder / "published.csv").write_text(f"evening,area,detective,officer\n2021-03-01,{area},D01,N01\n")
    assert load_scenario(folder).published[0].officer == "N01"
    (folder / "published.csv").write_text(f"evening,area,detective,officer\n2021-03-01,{area},N01,D01\n")
    with pytest.raises(ScenarioError, match=r"published\.csv:2") as caught:
        load_scenario(folder)
    assert "'N01' is not a detective" in str(caught.value)


def test_a_sheet_and_what_changes_cost(tmp_path):
    told = [dict(team(1)), dict(team(3))]
    changes = {"called_out": 9, "notice": {7: 2}}
    plan = scenario(
        published=told, changes=changes, operation={"name": "T", "start": day(1), "end": day(5), "today": day(2)}
    )
    file = tmp_path / "plan.xlsx"
    file.write_bytes(workbook_of(plan))
    assert load_scenario(file) == plan
    book = load_workbook(file)
    rows = {row[0].value: row for row in book["Settings"].iter_rows(min_row=2)}
    assert rows["Changes notice"][1].value == "7: 2"
    rows["Changes notice"][1].value = "a week"
    book.save(file)
    with pytest.raises(ScenarioError, match='must be days and times, like "5: 3; 15: 2"'):
        load_scenario(file)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"partner": 3}, "partner costs 3, more than area"),
        ({"notice": {5: 1, 15: 2}}, "fewer than 15 clear days cost 2 times as much, fewer than 5 only 1"),
    ],
)
def test_costs_in_order(changes, told):
    with pytest.raises(ScenarioError, match=told):
        scenario().changed(changes=changes)
