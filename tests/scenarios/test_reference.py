"""The planners' reference says what the contract says, and every example in it can be copied."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tandem_models import Scenario
from tandem_models.objectives import Measure
from tandem_models.rules import KINDS, PACKS
from tandem_scheduler import notes, solve
from tandem_scheduler.io import load_scenario
from tandem_scheduler.io.scenarios import TABLES
from tandem_scheduler.io.text.yaml import parse_yaml

from . import examples
from .keys import keys_of
from .reference import README, written


def loaded(folder: Path, **parts: Any) -> Scenario:
    """The scenario that the examples of all keys make, with some parts in place of theirs."""
    path = folder / "plan.json"
    path.write_text(json.dumps(read("\n".join(examples.KEYS.values())) | parts), encoding="utf-8")
    return load_scenario(path)


def read(text: str) -> Any:
    document = parse_yaml(text, "example")
    assert not document.faults
    return document.data


def test_it_says_what_the_contract_says():
    text = README.read_text(encoding="utf-8")
    assert text == written(text), "write it anew: python -m tests.scenarios.reference"


@pytest.mark.parametrize(
    ("of", "wanted", "there"),
    [
        ("key", Scenario.model_fields, examples.KEYS),
        ("kind of rule", KINDS, examples.RULES),
        ("pack of rules", PACKS, examples.PACKS),
        ("table", TABLES, examples.TABLES),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_has_an_example(of, wanted, there):
    for name in wanted:
        assert name in there, f"no example of the {of} '{name}': give one in tests/scenarios/examples.py"
    assert set(there) == set(wanted)


@pytest.mark.parametrize("name", examples.KEYS)
def test_the_example_of_a_key_is_of_that_key_alone(name):
    assert list(read(examples.KEYS[name])) == [name]


def test_the_examples_of_the_keys_are_a_scenario_that_can_be_planned(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text("".join(examples.KEYS.values()), encoding="utf-8")
    assert solve(load_scenario(path), workers=1).status == "optimal"


@pytest.mark.parametrize("kind", examples.RULES)
def test_the_example_of_a_rule_loads(kind, tmp_path):
    rule = read(examples.RULES[kind])
    assert rule["kind"] == kind
    assert notes(loaded(tmp_path, rules=[rule])) == ()


@pytest.mark.parametrize("pack", examples.PACKS)
def test_the_example_of_a_pack_loads(pack, tmp_path):
    parts = read(examples.PACKS[pack])
    assert [item["use"] for item in parts["rules"]] == [pack]
    assert loaded(tmp_path, **parts).rules_in_force


def test_the_examples_of_the_tables_are_a_scenario_with_the_other_keys(tmp_path):
    keys = {name: text for name, text in examples.KEYS.items() if name not in TABLES}
    del keys["pins"], keys["demand"]  # which name people and areas that the tables' few lines have not
    (tmp_path / "scenario.yaml").write_text("".join(keys.values()), encoding="utf-8")
    for name, text in examples.TABLES.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    assert load_scenario(tmp_path)


def test_examples_are_short():
    assert all(len(text) <= 112 for text in examples.RULES.values())
    assert all(len(text.strip().split("\n")) <= 9 for text in (examples.KEYS | examples.PACKS).values())


def test_every_key_measure_rule_and_pack_is_in_it():
    text = README.read_text(encoding="utf-8")
    for name in (*Scenario.model_fields, *KINDS, *PACKS):
        assert re.search(rf"^###+ `{name}`$", text, re.MULTILINE), name
    for name in (*Measure, *(key.name for rule in KINDS.values() for key in keys_of(rule) if key.name != "kind")):
        assert re.search(rf"^- (\*\*)?`{name}`", text, re.MULTILINE), name


def test_law_agreement_and_advice_are_told_apart():
    text = README.read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (law|agreement|advice) \|.*\| ([^|]*) \|$", text, re.MULTILINE))
    assert list(rows) == ["law", "agreement", "advice"]
    for basis, cell in rows.items():
        packed = {name for pack in PACKS.values() for name, rule in pack.items() if rule.basis == basis}
        assert set(re.findall(r"`([^`]*)`", cell)) == packed
    assert "the force's own adviser decides" in " ".join(text.split())


def test_every_link_leads_somewhere():
    text = README.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.*)$", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)
    anchors = [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]
    assert len(set(anchors)) == len(anchors), "two headings are alike"
    assert set(re.findall(r"\]\(#([^)]*)\)", text)) <= set(anchors)
