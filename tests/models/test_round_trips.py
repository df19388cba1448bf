"""Scenarios and schedules go through JSON, YAML and pickles and come out equal."""

import copy
import pickle

import pytest
import yaml

from tandem_models import Contract, EveningGap, InputError, Scenario, Schedule
from tandem_models.rules import KINDS
from tandem_scheduler import check, check_proof, load_scenario, read_proof, read_roster, solve, write_roster
from tests.builders import scenario
from tests.io.examples import SCENARIOS

CHANGE = {"late-run": {"ends_after": None}, "daily-rest": {"hours": 9.5, "who": ["D1"]}, "duty-run": None}
PLAN = scenario(
    rules=[{"use": "uk-police", "change": CHANGE, "without": "average-week"}],
    export_dates="D/M/Y",
    absences=[{"person": "D1", "from": "2021-03-02"}],
)
FILES = sorted(
    path.parent if path.name == "scenario.yaml" else path
    for path in (*SCENARIOS.glob("*.yaml"), *SCENARIOS.glob("*/scenario.yaml"))
    if path.name != "broken.yaml"
)


def ways(plan):
    yield "pickle", pickle.loads(pickle.dumps(plan))  # noqa: S301
    yield "deep copy", copy.deepcopy(plan)
    yield "JSON", Scenario.model_validate_json(plan.model_dump_json())
    yield "JSON without nothings", Scenario.model_validate_json(plan.model_dump_json(exclude_none=True))
    yield "JSON without defaults", Scenario.model_validate_json(plan.model_dump_json(exclude_defaults=True))
    yield "JSON of what was given", Scenario.model_validate_json(plan.model_dump_json(exclude_unset=True))
    yield "by name", Scenario.model_validate(plan.model_dump(by_alias=False))
    yield "YAML", Scenario.model_validate(yaml.safe_load(yaml.safe_dump(plan.model_dump(mode="json"))))


@pytest.mark.parametrize("plan", [PLAN, *FILES], ids=lambda plan: getattr(plan, "stem", "changed pack"))
def test_a_scenario_comes_out_equal(plan):
    plan = plan if isinstance(plan, Scenario) else load_scenario(plan)
    for name, again in ways(plan):
        assert again == plan, name
        assert again.rules_in_force == plan.rules_in_force, name
        assert again.fingerprint == plan.fingerprint, name


@pytest.mark.parametrize("left_out", ["exclude_defaults", "exclude_unset"])
def test_a_rule_made_in_python_keeps_its_kind(left_out):
    plan = PLAN.changed(rules=[EveningGap(evenings=2)])
    assert Scenario.model_validate_json(plan.model_dump_json(**{left_out: True})) == plan
    assert list(EveningGap(evenings=2).model_dump(**{left_out: True})) == ["kind", "evenings"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_of_a_rule_that_is_written_has_its_keys(kind):
    rule = KINDS[kind]
    written = rule.model_json_schema(mode="serialization")["properties"]
    assert {*written} == {info.alias or name for name, info in rule.model_fields.items()}


def mappings(made):
    """Every mapping within the data of an object of the contract."""
    for part in (getattr(made, name) for name in type(made).model_fields):
        if isinstance(part, dict):
            yield part
        for item in [*part.values()] if isinstance(part, dict) else part if isinstance(part, tuple) else [part]:
            yield from mappings(item) if isinstance(item, Contract) else ()


def test_mappings_are_frozen_as_all_else_is():
    shifts = {"E": {"start": "06:00", "end": "14:00"}, "off": {}}
    plan = scenario(patterns={"a": {"anchor": "2021-03-01", "days": ["E", "off"], "shifts": shifts}})
    schedule = solve(plan, workers=1)
    found = [*mappings(plan), *mappings(schedule), *mappings(check(plan, schedule))]
    assert len(found) == 3 + len(plan.objectives) + 1 + len(schedule.tiers) + 1
    for mapping in (*found, copy.deepcopy(plan.patterns), pickle.loads(pickle.dumps(plan.patterns))):  # noqa: S301
        before = dict(mapping)
        for change in (
            lambda: mapping.update(x=1),  # noqa: B023
            lambda: mapping.setdefault("x", 1),  # noqa: B023
            lambda: mapping.__setitem__("x", 1),  # noqa: B023
            lambda: mapping.__ior__({"x": 1}),  # noqa: B023
            mapping.clear,
            mapping.popitem,
        ):
            with pytest.raises(TypeError, match="it can't be changed"):
                change()
        assert mapping == before
    with pytest.raises(TypeError, match="it can't be changed"):
        scenario().patterns["x"] = 1


def test_a_schedule_keeps_its_certificate_unless_asked_not_to(tmp_path):
    plan = scenario(days=3)
    schedule = solve(plan, workers=1)
    assert Schedule.model_validate_json(schedule.model_dump_json()) == schedule
    again = pickle.loads(pickle.dumps(schedule))  # noqa: S301
    assert check_proof(plan, again, again.proof) == ()
    bare = Schedule.model_validate_json(schedule.model_dump_json(exclude={"proof"}))
    (said,) = check_proof(plan, bare, bare.proof)
    assert said.startswith("there is no certificate: ")
    for name in ("a.json", "a.yaml"):
        write_roster(tmp_path / name, schedule)
        write_roster(tmp_path / f"bare-{name}", schedule, exclude_proof=True)
        assert "multipliers" in (tmp_path / name).read_text()
        assert "proof" not in (tmp_path / f"bare-{name}").read_text()
        assert read_roster(tmp_path / name) == read_roster(tmp_path / f"bare-{name}") == schedule.deployments
    assert read_proof(tmp_path / "a.json") == schedule.proof
    with pytest.raises(
        InputError, match=r"bare-a.json:1:1: there is no certificate: keep the proof that a solve gives"
    ):
        read_proof(tmp_path / "bare-a.json")
