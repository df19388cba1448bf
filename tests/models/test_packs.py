"""Named sets of rules: what they bring, how they are changed, what is refused."""

from typing import Any

import pytest
from pydantic import ValidationError

from tandem_models import Scenario
from tandem_models.faults import faults
from tandem_models.rules import PACKS
from tandem_scheduler import notes, solve
from tests.builders import day, people, scenario, team, violations, worked

PACK = {"use": "uk-police"}


def in_force(*items: dict[str, Any]) -> dict[str, Any]:
    """The rules of the pack by name, as a scenario with these items of `rules` has them."""
    ruled = scenario(rules=list(items))
    return dict(zip(PACKS["uk-police"], ruled.rules_in_force, strict=False))


def test_the_pack_brings_what_the_law_says() -> None:
    rules = in_force(PACK)
    assert rules["daily-rest"].hours == 11
    assert (rules["average-week"].max, rules["average-week"].average_over) == (48, 17)
    assert (rules["weekly-rest"].least, rules["weekly-rest"].days) == (2, 14)
    assert rules["duty-run"].max == 6
    assert rules["late-run"].max == 4
    assert (rules["rest-day-notice"].days, rules["rest-day-notice"].strength) == (15, "soft")


def test_every_rule_of_a_pack_names_its_source() -> None:
    for pack in PACKS.values():
        for packed in pack.values():
            law = ("Working Time Regulations 1998, reg.", "Police Regulations 2003, reg.")
            assert packed.rule.why is not None
            assert any(source in packed.rule.why for source in law) == (packed.basis == "law")
            assert packed.basis == "law" or "HSE" in packed.rule.why


def test_single_rules_are_changed_and_left_out() -> None:
    change = {"daily-rest": {"hours": 9, "why": "agreed"}, "duty-run": {"strength": "soft", "weight": 4, "who": "D1"}}
    kinds = [
        (rule.kind, rule.strength, rule.why == "agreed")
        for rule in scenario(rules=[PACK | {"change": change, "without": "late-run"}]).rules_in_force
    ]
    assert kinds == [
        ("rest", "hard", True),
        ("rest_days", "hard", False),
        ("hours", "hard", False),
        ("duty_run", "soft", False),
        ("notice", "soft", False),
    ]


def test_what_is_broken_has_the_place_of_the_pack_and_quotes_the_law() -> None:
    ruled = scenario(rules=[{"kind": "max_evenings", "max": 9}, PACK], history=worked("D1", 0, -1, -2, -3, -4, -5))
    (found,) = (v for v in violations(ruled, team(1)) if v.kind == "duty_run")
    assert (found.rule, found.name) == (1, "duty-run")
    assert found.message.endswith('(duty-run: "HSE, Managing shift work (HSG256): no more than 5 to 7 days in a row").')


EARLY = {"start": "06:00", "end": "12:00"}
LONG = {"start": "06:00", "end": "21:00"}
TO_TWO = {"shift": {"start": "16:00", "end": "02:00"}, "teams": 1}


def duties(*dates: int, **times: str) -> dict[str, Any]:
    """Ordinary duties of D1."""
    return {"duties": [{"person": "D1", "on": day(n), **times} for n in dates]}


def told_late() -> dict[str, Any]:
    operation = {"name": "Test", "start": day(1), "end": day(5), "announced": day(-14)}
    return {"operation": operation, "duties": [{"person": "D1", "on": day(n), "release": 0} for n in (1, 2)]}


# By name of the rule: what the scenario has, evenings that keep it and evenings that break it.
BREACHES: dict[str, tuple[dict[str, Any], tuple[int, ...], tuple[int, ...]]] = {
    "daily-rest": (duties(3, start="08:00", end="12:00") | {"evenings": TO_TWO}, (1,), (2,)),
    "weekly-rest": (duties(*range(-10, -5), *range(-4, 1), **EARLY), (1, 2), (1, 2, 3)),
    # 53 times 15 hours leave 21 of 17 times 48.
    "average-week": (duties(*[-7 * n - k for n in range(14) for k in range(4)][:53], **LONG), (1, 2), (1, 2, 3)),
    "duty-run": (duties(-4, -3, -2, -1, 0, **EARLY), (1,), (1, 2)),
    "late-run": ({"evenings": TO_TWO}, (1, 2, 3, 4), (1, 2, 3, 4, 5)),
    "rest-day-notice": (told_late(), (2,), (1,)),
}


@pytest.mark.parametrize("name", PACKS["uk-police"])
def test_each_rule_of_the_pack_is_found_broken(name: str) -> None:
    parts, kept, broken = BREACHES[name]
    ruled = scenario(rules=[{"kind": "max_evenings", "max": 9}, PACK], **parts)
    why = PACKS["uk-police"][name].rule.why
    for evenings, found in ((kept, False), (broken, True)):
        messages = [v.message for v in violations(ruled, *map(team, evenings)) if v.rule == 1 and "D1" in v.people]
        assert any(f'"{why}"' in message for message in messages) == found, messages


def test_the_engine_keeps_the_pack() -> None:
    ruled = scenario(days=7, people=people(1, 1), rules=[PACK])
    schedule = solve(ruled, workers=1)
    assert len(schedule.deployments) == 6
    late = scenario(
        days=7, people=people(1, 1), rules=[PACK], evenings={"shift": {"start": "16:00", "end": "02:00"}, "teams": 1}
    )
    assert len(solve(late, workers=1).deployments) == 6  # one free after four late finishes, or six days


def test_a_pack_survives_being_written_and_read() -> None:
    ruled = scenario(rules=[PACK | {"change": {"daily-rest": {"hours": 9.5}}, "without": ["late-run"]}])
    assert Scenario.model_validate(ruled.model_dump(mode="json")).rules_in_force == ruled.rules_in_force
    assert Scenario.model_validate_json(ruled.model_dump_json()).rules_in_force == ruled.rules_in_force


def test_a_key_given_as_null_takes_the_value_of_the_pack_away() -> None:
    ruled = scenario(rules=[PACK | {"change": {"late-run": {"ends_after": None}, "duty-run": None}}])
    assert in_force(*ruled.model_dump()["rules"])["late-run"].ends_after is None
    for again in (ruled, Scenario.model_validate_json(ruled.model_dump_json())):
        assert again.rules_in_force[4].ends_after is None
        assert again.rules_in_force[3].max == 6


def test_names_are_written_with_hyphens_or_underscores() -> None:
    hyphens = PACK | {"change": {"daily-rest": {"hours": 9}}, "without": "average-week"}
    underscores = PACK | {"change": {"daily_rest": {"hours": 9}}, "without": "average_week"}
    assert scenario(rules=[hyphens]).rules_in_force == scenario(rules=[underscores]).rules_in_force
    assert len(scenario(rules=[underscores]).rules_in_force) == 5


def test_a_copy_with_other_rules_forgets_those_before() -> None:
    ruled = scenario(rules=[PACK])
    assert len(ruled.rules_in_force) == 6
    assert ruled.model_copy(update={"rules": ()}).rules_in_force == ()


def test_notice_without_a_date_is_noted() -> None:
    noted = notes(scenario(rules=[PACK]))
    assert noted == ("notice counts for nothing: operation.announced does not say when people are told",)


@pytest.mark.parametrize(
    ("item", "path", "message"),
    [
        ({"use": "uk-polis"}, "rules[0].use", "unknown value 'uk-polis': known are uk-police"),
        (
            PACK | {"without": "rest"},
            "rules[0]",
            "without: uk-police has no rule 'rest', did you mean 'rest-day-notice'?",
        ),
        (
            PACK | {"without": "dayly_rest"},
            "rules[0]",
            "without: uk-police has no rule 'dayly-rest', did you mean",
        ),
        (
            PACK | {"change": {"daily-rest": {"hours": None}}},
            "rules[0]",
            "daily-rest: hours can't be null: give",
        ),
        (PACK | {"change": {"daly-rest": {}}}, "rules[0].change.daly-rest", "unknown key 'daly-rest', did you mean"),
        (PACK | {"change": {"daily-rest": {"hours": 0}}}, "rules[0].change.daily-rest.hours", "must be more than 0"),
        (PACK | {"change": {"daily-rest": {"hour": 9}}}, "rules[0].change.daily-rest.hour", "unknown key 'hour', did"),
        (PACK | {"change": {"daily-rest": {"weight": 9}}}, "rules[0]", "daily-rest: a weight means nothing on a hard"),
        (
            PACK | {"change": {"daily-rest": {"who": ["D7"]}}},
            "rules[0].change.daily-rest.who[0]",
            "nobody has the role, id, skill, tag or home area 'D7'",
        ),
        (
            PACK | {"change": {"late-run": {"max": 3}}, "without": "late-run"},
            "rules[0]",
            "'late-run' is both changed and left out: keep one",
        ),
    ],
)
def test_mistakes_are_told_with_their_place(item: dict[str, Any], path: str, message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        scenario(rules=[item])
    (fault,) = faults(caught.value)
    assert fault.path == path
    assert fault.message.startswith(message)
