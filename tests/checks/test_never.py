"""Who can never go out and where nobody can ever go: told of with the reason, and never wrongly."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tandem_models import Scenario
from tandem_scheduler import notes
from tandem_scheduler.checks import Checker
from tandem_scheduler.checks.never import never
from tandem_scheduler.checks.scenario.notes import nowhere
from tests.agreement.random_scenarios.scenarios import scenarios
from tests.agreement.second_reading.rosters import AllRosters
from tests.builders import day, people, scenario, worked
from tests.times import TIMES

DRIVER = {"kind": "team_skill", "skill": "driver"}
WEEK = {"from": day(1), "to": day(5)}


def told(*rules: dict[str, Any], **parts: Any) -> list[str]:
    plan = scenario(**parts, rules=list(rules))
    found = [note for note in notes(plan) if "can never go out" in note or "nobody can ever" in note]
    assert found == list(never(plan, nowhere))
    return found


def test_a_pair_kept_together_without_a_skill() -> None:
    skilled = people(2, 2, D2={"skills": "driver"})
    assert told(DRIVER, {"kind": "keep_together", "who": ["D1", "N1"]}, people=skilled) == [
        "D1 can never go out: rule 1 (team_skill): the team would lack a skill",
        "N1 can never go out: rule 1 (team_skill): the team would lack a skill; rule 2 (keep_together): is to form "
        "teams with others only",
    ]
    assert told(DRIVER | {"on": "fri"}, {"kind": "keep_together", "who": ["D1", "N1"]}, people=skilled) == []
    assert told(DRIVER | {"strength": "soft"}, {"kind": "keep_together", "who": ["D1", "N1"]}, people=skilled) == []


def test_people_of_one_role_kept_together() -> None:
    assert told({"kind": "keep_together", "who": ["D1", "D2"]}, people=people(3, 2)) == [
        "D1 and D2 can never go out: rule 1 (keep_together): is to form teams with others only"
    ]


def test_two_kept_together_who_are_never_both_free() -> None:
    together = {"kind": "keep_together", "who": ["D1", "N1"]}
    away = [{"person": "D1", "from": day(1), "to": day(2)}, {"person": "N1", "from": day(3), "to": day(5)}]
    assert told(together, absences=away) == [
        "D1 and N1 can never go out: rule 1 (keep_together): is to form teams with others only; nobody to go with is "
        "free at the same time and place"
    ]
    assert told(together, absences=away[:1]) == []


@pytest.mark.parametrize(
    ("rules", "parts", "why"),
    [
        ([], {"absences": [{"person": "D1", **WEEK}]}, "away"),
        (
            [{"kind": "max_evenings", "max": 0, "who": "D1"}],
            {},
            "rule 1 (max_evenings): at their most evenings",
        ),
        (
            [{"kind": "pair_repeat", "limit": 0, "who": "D1"}],
            {},
            "rule 1 (pair_repeat): would meet the same partner too often",
        ),
        (
            [{"kind": "area_limit", "max": 0, "who": "D1"}],
            {},
            "rule 1 (area_limit): not to be sent there, or not again",
        ),
        (
            [{"kind": "pair_repeat", "limit": 1}],
            {"history": [*worked("D1", 0, partner="N1"), *worked("D1", -1, partner="N2")]},
            "rule 1 (pair_repeat): would meet the same partner too often",
        ),
        (
            [],
            {
                "patterns": {"off": {"anchor": day(1), "days": ["R"], "shifts": {"R": {}}}},
                "people": people(2, 2, D1={"pattern": "off"}),
            },
            "kept by an ordinary duty or a rest day",
        ),
    ],
)
def test_whatever_keeps_somebody(rules: list[dict[str, Any]], parts: dict[str, Any], why: str) -> None:
    assert told(*rules, **parts) == [f"D1 can never go out: {why}"]


def test_who_can_go_once_is_not_told_of() -> None:
    assert told(absences=[{"person": "D1", "from": day(1), "to": day(4)}]) == []
    # A run too short is mended by more evenings.
    assert told({"kind": "consecutive", "min": 3}) == []


def test_areas_where_nobody_can_go() -> None:
    assert told({"kind": "area_teams", "max": 0, "areas": "north"}) == [
        "nobody can ever be sent to north: rule 1 (area_teams): there would be too many teams in the area"
    ]
    assert told({"kind": "area_limit", "max": 0, "who": "detectives", "areas": "south"}) == [
        "nobody can ever be sent to south: rule 1 (area_limit): not to be sent there, or not again"
    ]
    assert told(DRIVER | {"areas": "south"}, people=people(2, 2, D1={"skills": "driver"})) == []
    assert told({"kind": "area_teams", "max": 0, "areas": "north", "on": ["mon", "tue"]}) == []
    demand = [{"areas": "north", "teams": 1}]
    assert told(evenings={"shift": {"start": "14:00", "end": "22:00"}}, demand=demand) == [
        "nobody can ever be sent to south: no team is wanted then"
    ]


def test_where_no_team_can_be_at_all_nothing_is_told() -> None:
    assert told(people=people(2, 0)) == []
    assert told(evenings={"shift": {"start": "14:00", "end": "22:00"}, "teams": 0}) == []


@settings(
    max_examples=60 * TIMES,
    database=None,
    deadline=None,
    derandomize=TIMES == 1,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(scenarios())
def test_no_valid_roster_has_them(plan: Scenario) -> None:
    found = list(never(plan, nowhere))
    if not found:
        return
    checker = Checker(plan)
    valid = [teams for teams in AllRosters(plan) if checker.valid(teams)]
    sent = {person for teams in valid for team in teams for person in (team.detective, team.officer)}
    visited = {team.area for teams in valid for team in teams}
    for note in found:
        if note.startswith("nobody can ever be sent to "):
            assert note.removeprefix("nobody can ever be sent to ").partition(":")[0] not in visited
        else:
            assert not sent & {*note.partition(" can never")[0].replace(",", "").split()}, note
