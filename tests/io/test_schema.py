import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tandem_scheduler.io import load_scenario, scenario_schema

from .examples import SCENARIOS, WHOLE
from .test_scenarios import EXAMPLE

jsonschema = pytest.importorskip("jsonschema")


class EditorLoader(yaml.SafeLoader):
    """Reads scalars as YAML 1.2's core schema has them, the way editors do."""


EditorLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", list("-+0123456789.")),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)
EditorLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node)))


def errors(text: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(scenario_schema())
    return [error.message for error in validator.iter_errors(yaml.load(text, Loader=EditorLoader))]  # noqa: S506


def scenario_files() -> list[Path]:
    return sorted({*SCENARIOS.glob("*.yaml"), *SCENARIOS.glob("*/scenario.yaml")})


def test_it_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(scenario_schema())
    assert scenario_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_file_beside_the_scenarios_is_the_contract_s():
    written = (SCENARIOS / "scenario.schema.json").read_text(encoding="utf-8")
    assert written == json.dumps(scenario_schema(), indent=2) + "\n", "write it anew: tandem schema"


@pytest.mark.parametrize("path", scenario_files(), ids=lambda path: str(path.relative_to(SCENARIOS)))
def test_scenario_files_name_the_schema_and_hold_to_it(path):
    text = path.read_text(encoding="utf-8")
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", text.split("\n")[0])
    assert named
    assert (path.parent / named[1]).resolve() == SCENARIOS / "scenario.schema.json"
    if path.name == "broken.yaml":
        assert any("timezon" in message for message in errors(text))
    else:
        assert errors(text) == []


@pytest.mark.parametrize(
    "more",
    [
        "objectives: [coverage, [abstraction, requests], {fairness: 2, rules: 1}, {weights: {priority: 1}}]",
        "demand: [{on: fri, areas: charnwood, teams: 1}, {on: [2021-02-22, sat], teams: 0}]",
        "rules: [{kind: keep_apart, who: 7}, {kind: visits, areas: charnwood, min: 1}]",
        "rules: [{kind: rest, hours: 10.5, who: [detective, D01], strength: soft, weight: 3, why: 7}]",
        "pins: [{on: 2021-02-22, detective: 0x7, officer: null}]",
        "patterns: {a: {anchor: 2021-02-22, days: off, shifts: {off: {release: 5}, L: {start: 16:00, end: 02:00}}}}",
        "requests: [{person: 7, on: 2021-02-22, want: off}, {person: 7.5, on: 2021-02-22, want: on}]",
        "absences: [{person: 007, from: 2021-02-22, to: 2021-02-22}]",
        "version: 1",
    ],
)
def test_it_takes_what_a_planner_may_write(more):
    assert errors(WHOLE + more) == []


def test_it_takes_the_example_of_the_design():
    assert errors(EXAMPLE) == []


@pytest.mark.parametrize(
    "more",
    [
        "objectives: [covrage]",
        "objectives: [[rules, rules]]",
        "objectives: [{rules: 0}]",
        "objectives: []",
        "rules: [{kind: rests, hours: 11}]",
        "rules: [{kind: rest, hours: 0}]",
        "rules: [{kind: rest}]",
        "requests: [{person: D01, on: 2021-02-22, want: off, weight: 0}]",
        "demand: [{on: someday, teams: -1}]",
        "pin: []",
        "version: 2",
    ],
)
def test_it_refuses_what_the_contract_refuses(more):
    assert errors(WHOLE + more)


def test_tables_may_give_what_the_document_leaves_out():
    assert (
        errors(
            'operation: {name: x, start: 2021-02-22, end: 2021-02-23}\nevenings: {shift: {start: "1:00", end: "2:00"}}'
        )
        == []
    )
    assert errors("areas: [{id: a}]")


def _schemas(value: Any) -> Iterator[dict[str, Any]]:
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _schemas(inner)
    if isinstance(value, dict) and isinstance(value.get("type"), str | list):
        yield value


def test_every_word_in_it_is_json_schema_s():
    known = set(jsonschema.Draft202012Validator.VALIDATORS) | {"$schema", "$defs", "title", "description", "default"}
    known |= {"examples", "format", "discriminator"}  # the last is OpenAPI's, of which editors make use
    assert not [set(schema) - known for schema in _schemas(scenario_schema()) if set(schema) - known]


def test_every_key_is_described():
    scenario = scenario_schema()
    lacking = [
        (name, key)
        for name, schema in {"Scenario": scenario, **scenario["$defs"]}.items()
        for key, field in schema.get("properties", {}).items()
        if key != "kind" and not field.get("description")
    ]
    assert lacking == []


@pytest.mark.parametrize(
    "path",
    [path for path in scenario_files() if path.name != "broken.yaml"],
    ids=lambda path: path.parent.name + path.stem,
)
def test_every_scenario_loads_and_says_what_it_shows(path):
    scenario = load_scenario(path.parent if path.name == "scenario.yaml" else path)
    head = path.read_text(encoding="utf-8").split("\n\n")[0]
    assert "What it shows:" in head
    assert "What to expect:" in head
    assert not any(person.name for person in scenario.people)
