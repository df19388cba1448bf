"""Plans written are read again as they were, in every form, and look like those that planners write."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem_models import Scenario, ScenarioError
from tandem_scheduler import load_scenario
from tandem_scheduler.io import atomic_writes
from tandem_scheduler.io.plans.files import plan_files, plan_format
from tests.agreement.random_scenarios.scenarios import scenarios
from tests.builders import day, people, scenario, worked
from tests.scenarios.solved import FILES, FOLDER
from tests.times import TIMES

FORMS = ("plan.yaml", "plan.json", "plan.xlsx", "plan")


def read_again(folder, name: str, plan: Scenario) -> Scenario:
    path = folder / name
    files = plan_files(path, plan, ["A remark: [of] {several} words."])
    if plan_format(path) == "folder":
        path.mkdir(exist_ok=True)
    atomic_writes({**files})
    return load_scenario(path)


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("file", [*FILES, "impossible.yaml"])
def test_the_scenarios_there_are(tmp_path, file, name):
    plan = load_scenario(FOLDER / file)
    again = read_again(tmp_path, name, plan)
    assert again == plan
    assert again.fingerprint == plan.fingerprint


@pytest.mark.parametrize("name", FORMS)
def test_a_roster_that_was_published_and_what_changes_cost(tmp_path, name):
    row = {"evening": day(2), "area": "north", "detective": "D1", "officer": "N1"}
    plan = scenario(published=[row], changes={"called_out": 7, "notice": {4: 3, 9: 2}})
    assert read_again(tmp_path, name, plan) == plan


@pytest.mark.parametrize("name", FORMS)
def test_any_scenario(tmp_path_factory, name):
    folder = tmp_path_factory.mktemp("any")

    @settings(max_examples=25 * TIMES)
    @given(scenarios(), st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=20))
    def write_and_read(plan, text):
        if text.strip():
            someone = plan.people[0].model_copy(update={"name": text, "contact": f"off, {text}\t"})
            plan = plan.changed(people=[someone, *plan.people[1:]])
        assert read_again(folder, name, plan) == plan

    write_and_read()


def test_a_file_looks_like_those_that_planners_write(tmp_path):
    plan = scenario(
        people=people(1, 1, D1={"name": "Ann: 2", "skills": ["pip2"]}),
        duties=[{"person": "D1", "on": day(9), "start": "08:00", "end": "16:00"}],
        requests=[{"person": "D1", "on": day(2), "want": "off"}, {"person": "N1", "on": day(2), "want": "on"}],
        history=worked("D1", 0, partner="N1"),
        rules=[{"kind": "rest", "hours": 11, "why": "agreed", "strength": "soft", "weight": 2}],
        objectives=["coverage", ["requests", "home_area"], {"rules": 2}, {"fairness": 1, "tolerance": "1%"}],
    )
    text = plan_files(tmp_path / "plan.yml", plan, ["What it is."])[tmp_path / "plan.yml"]
    assert text.startswith("# yaml-language-server: $schema=scenario.schema.json\n#\n# What it is.\n\nversion: 1\n\n")
    for line in (
        "  - {id: D1, role: detective, name: 'Ann: 2', skills: [pip2]}",
        "  - {person: D1, on: 2021-03-09, start: '08:00', end: '16:00'}",
        "  - {person: D1, on: 2021-03-02, want: off}",
        "  - {person: D1, on: 2021-02-28, partner: N1}",
        "  - {kind: rest, hours: 11, strength: soft, weight: 2, why: agreed}",
        "  - [requests, home_area]",
        "  - {rules: 2}",
        "  - {fairness: 1, tolerance: 1%}",
    ):
        assert f"\n{line}\n" in text
    assert "export_dates" not in text  # it has its default
    assert not re.search(r"[&*]id\d", text)


def test_a_folder_has_the_columns_that_are_needed(tmp_path):
    plan = scenario(people=people(1, 1, N1={"home": "north", "tags": ["a", "b"]}))
    files = {path.name: text for path, text in plan_files(tmp_path / "op", plan).items()}
    assert files["people.csv"] == "id,role,home,tags\nD1,detective,,\nN1,neighbourhood_officer,north,a; b\n"
    assert files["absences.csv"] == "person,from,to,why\n"
    assert "people:" not in files["scenario.yaml"]


def test_other_endings_are_refused(tmp_path):
    with pytest.raises(ScenarioError, match=r"plan\.txt: can't tell what it is: name it \.yaml, \.json or \.xlsx"):
        plan_files(tmp_path / "plan.txt", scenario())
