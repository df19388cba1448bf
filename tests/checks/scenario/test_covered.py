"""Rules that a stricter one of their kind covers: told of, and never wrongly."""

from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tandem_models import Scenario
from tandem_models.rules import KINDS
from tandem_scheduler import notes
from tandem_scheduler.checks import Checker
from tandem_scheduler.checks.scenario.covered import covered
from tandem_scheduler.rulebook import RULES
from tests.agreement.random_scenarios.scenarios import scenarios
from tests.agreement.second_reading.rosters import AllRosters
from tests.builders import day, people, scenario
from tests.times import TIMES

MENTORS = {"kind": "pair_repeat", "limit": 6, "who": ["D1", "N1"]}
ONCE = {"kind": "pair_repeat", "limit": 1}


def told(*ruled: dict[str, Any], **parts: Any) -> list[str]:
    return [note for note in notes(scenario(rules=list(ruled), **parts)) if "changes nothing" in note]


def test_a_laxer_rule_is_told_of_with_how_to_make_an_exception() -> None:
    assert told(ONCE, MENTORS) == [
        "rule 2 (pair_repeat) changes nothing: rule 1 (pair_repeat) asks more of all that it speaks of; where it is to "
        "be an exception, write `except: [D1, N1]` there"
    ]
    assert told(ONCE | {"except": ["D1", "N1"]}, MENTORS) == []


def test_the_later_of_two_that_ask_the_same_is_told_of() -> None:
    assert told(ONCE, {"kind": "evening_gap", "evenings": 1}, ONCE) == [
        "rule 3 (pair_repeat) changes nothing: rule 1 (pair_repeat) asks the same of all that it speaks of; drop it"
    ]


def test_a_rule_of_a_pack_covers_and_is_never_told_of() -> None:
    pack, rest = {"use": "uk-police"}, {"kind": "rest", "who": "D1"}
    assert told(pack, rest | {"hours": 9}) == [
        "rule 2 (rest) changes nothing: rule 1 (daily-rest) asks more of all that it speaks of; where it is to be an "
        "exception, write `except: [D1]` in the pack's `change`, below `daily-rest`"
    ]
    assert told({"kind": "rest", "hours": 12}, pack) == []


ALIKE = {
    "max_evenings": ({"max": 2}, {"max": 3}),
    "min_evenings": ({"min": 3}, {"min": 2}),
    "rolling_limit": ({"days": 7, "limit": 2}, {"days": 5, "limit": 2}),
    "evening_gap": ({"evenings": 2}, {"evenings": 1}),
    "consecutive": ({"min": 2, "max": 3}, {"max": 3}),
    "days_off": ({"min": 3}, {"min": 2}),
    "weekends": ({"max": 0}, {"max": 1}),
    "rest": ({"hours": 11}, {"hours": 9}),
    "hours": ({"max": 40, "per": "week"}, {"max": 48, "per": "week"}),
    "duty_run": ({"max": 4}, {"max": 6}),
    "rest_days": ({"least": 2, "days": 7}, {"least": 1, "days": 7}),
    "notice": ({"days": 15}, {"days": 7}),
    "visits": ({"min": 2}, {"min": 1, "areas": "north"}),
    "visit_gap": ({"evenings": 1}, {"evenings": 2}),
    "area_teams": ({"max": 0}, {"max": 1, "on": "fri"}),
    "area_limit": ({"max": 1}, {"max": 2, "who": "D1"}),
    "pair_repeat": ({"limit": 1}, {"limit": 1, "within": 14}),
    "keep_apart": ({"who": ["D1", "D2", "N1"]}, {"who": ["D1", "N1"]}),
    "keep_together": ({"who": ["D1", "D2"]}, {"who": ["D1", "N1"]}),
    "team_skill": ({"skill": ["boat", "dog"]}, {"skill": "dog", "on": "fri"}),
}
"""Of each kind a rule, and one that it covers."""


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_order(kind: str) -> None:
    strict, lax = ({"kind": kind, **fields} for fields in ALIKE[kind])
    parts = {
        "people": people(2, 2, D1={"skills": ["boat", "dog"]}),
        "operation": {"name": "Test", "start": day(1), "end": day(5), "announced": day(-5)},
    }
    assert len(told(strict, lax, **parts)) == 1
    assert len(told(lax, strict, **parts)) == 1
    assert RULES[kind].stricter is not None
    soft = {"strength": "soft"}
    assert told(strict | soft, lax, **parts) == []
    assert told(strict | soft, lax | soft, **parts) == []
    assert len(told(strict, lax | soft | {"weight": 5}, **parts)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"kind": "max_evenings", "max": 1, "who": "D1"}, {"kind": "max_evenings", "max": 2}),
        ({"kind": "max_evenings", "max": 1, "except": "D1"}, {"kind": "max_evenings", "max": 2, "who": "D1"}),
        ({"kind": "area_teams", "max": 0, "on": "fri"}, {"kind": "area_teams", "max": 1}),
        ({"kind": "area_teams", "max": 0, "except": "fri"}, {"kind": "area_teams", "max": 1, "on": "fri"}),
        ({"kind": "visits", "min": 2, "on": "fri"}, {"kind": "visits", "max": 1}),
        ({"kind": "visit_gap", "evenings": 0, "on": ["mon", "fri"]}, {"kind": "visit_gap", "evenings": 0, "on": "fri"}),
        ({"kind": "rolling_limit", "days": 5, "limit": 2}, {"kind": "rolling_limit", "days": 7, "limit": 3}),
        ({"kind": "pair_repeat", "limit": 1, "within": 7}, {"kind": "pair_repeat", "limit": 2}),
        ({"kind": "hours", "max": 10, "per": "week"}, {"kind": "hours", "max": 20, "days": 7}),
        ({"kind": "keep_together", "who": ["D1", "N1"]}, {"kind": "keep_together", "who": ["D1", "D2", "N1", "N2"]}),
    ],
)
def test_what_one_does_not_keep_of_the_other_is_not_covered(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert told(one, other) == []


def test_exceptions_that_do_nothing_or_leave_nothing_are_told_of() -> None:
    found = notes(
        scenario(
            rules=[
                {"kind": "max_evenings", "max": 3, "who": "D1", "except": "D2"},
                {"kind": "max_evenings", "max": 3, "except": ["detectives", "officers"]},
                {"kind": "keep_apart", "who": ["D1", "D2", "N1"], "except": ["D1", "D2", "N2"]},
            ]
        )
    )
    assert found[:3] == (
        "the exceptions of rule 1 (max_evenings) take nothing out of it: it speaks of none of these",
        "rule 2 (max_evenings) says nothing: its exceptions take out all that it speaks of",
        "the exceptions of rule 3 (keep_apart) take nothing out of it: it speaks of none of these",
    )


@st.composite
def crowded(draw: st.DrawFn) -> Scenario:
    """A random scenario whose rules come twice, the second time with another number here and there."""
    plan = draw(scenarios())
    data = plan.model_dump(mode="json")
    random = Random(draw(st.integers(0, 2**24)))  # noqa: S311 - drawn by Hypothesis
    again = []
    for rule in data["rules"]:
        changed = dict(rule)
        if "use" in rule:
            continue
        for key in ("max", "min", "limit", "days", "evenings", "least", "hours", "within", "at_least"):
            if isinstance(changed.get(key), int | float) and not isinstance(changed[key], bool):
                changed[key] = max(1, changed[key] + random.choice([-1, 0, 1]))
        for key in ("who", "areas", "on", "except", "strength"):
            if random.random() < 0.3 and rule["kind"] not in ("keep_apart", "keep_together"):
                changed[key] = "hard" if key == "strength" else None
        changed["weight"] = None if changed["strength"] == "hard" else changed["weight"]
        again.append(changed)
    both = [*data["rules"], *again]
    random.shuffle(both)
    try:
        return Scenario.model_validate(data | {"rules": both})
    except ValueError:
        return plan


def test_leaving_out_what_is_told_of_changes_no_verdict() -> None:
    seen = set[str]()

    @settings(
        max_examples=400 * TIMES,
        database=None,
        deadline=None,
        derandomize=TIMES == 1,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(crowded())
    def holds(plan: Scenario) -> None:
        for number, other, _ in covered(plan):
            seen.add(plan.rules_in_force[number].kind)
            left = [rule for n, rule in enumerate(plan.rules_in_force) if n != number]
            with_it, without = Checker(plan), Checker(plan.changed(rules=left))
            everything, random = AllRosters(plan), Random(number)  # noqa: S311 - the same for the same rule
            for teams in [everything.sample(random) for _ in range(60)]:
                assert with_it.valid(teams) == without.valid(teams), (number, other, teams, plan.model_dump_json())
                if with_it.valid(teams):
                    assert with_it.measures(teams) == without.measures(teams)

    holds()
    assert len(seen) > len(KINDS) // 2
