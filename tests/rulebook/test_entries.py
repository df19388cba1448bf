"""Every entry of the rulebook fits its rule, and a part of what a roster breaks is about what its entry says."""

import pytest

from tandem_models import Measure
from tandem_models.rules import KINDS
from tandem_models.rules.base import AreasRule, PeopleRule
from tandem_scheduler.checks.rules import OfPlan, check_of
from tandem_scheduler.rulebook import MEASURES, RULES, Aspect


def test_every_kind_of_rule_and_every_measure_has_an_entry() -> None:
    assert {kind: entry.rule for kind, entry in RULES.items()} == KINDS
    assert [*MEASURES] == [*Measure]


@pytest.mark.parametrize("kind", RULES)
def test_what_is_looser_is_a_limit_of_the_rule(kind: str) -> None:
    entry = RULES[kind]
    for key, looser in entry.looser.items():
        schema = entry.rule.model_json_schema()["properties"][key]
        assert {one.get("type") for one in schema.get("anyOf", [schema])} <= {"integer", "number", "null"}
        assert abs(looser.step) == 1


@pytest.mark.parametrize("kind", RULES)
def test_a_rule_has_the_fields_of_what_it_is_about(kind: str) -> None:
    entry = RULES[kind]
    fields = {Aspect.PERSON: PeopleRule, Aspect.PLACE: AreasRule}
    if entry.about in fields:
        assert issubclass(entry.rule, fields[entry.about])
    assert entry.about is not Aspect.PIN


@pytest.mark.parametrize("kind", RULES)
def test_what_is_checked_person_by_person_is_about_people(kind: str) -> None:
    rule = KINDS[kind].model_construct()
    if isinstance(check_of(rule), OfPlan):
        assert RULES[kind].about is Aspect.PERSON
