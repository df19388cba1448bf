"""The planners' reference says what the contract says."""

from models import Scenario

from .reference import README, written


def test_the_reference_of_rules_is_that_of_the_contract() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == written(text), "write it anew: python -m tests.scenarios.reference"


def test_every_kind_of_rule_is_in_it() -> None:
    kinds = Scenario.model_json_schema()["properties"]["rules"]["items"]["discriminator"]["mapping"]
    text = README.read_text(encoding="utf-8")
    assert all(f"**`{kind}`**" in text for kind in kinds)
