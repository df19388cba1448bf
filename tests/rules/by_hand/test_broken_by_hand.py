"""A good roster with one thing changed by hand: the checker finds it, for every rule and all that is never allowed."""

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem_models import Scenario
from tandem_models.rules import KINDS
from tandem_scheduler import check
from tests.agreement.second_reading import measuring, verdict
from tests.builders import DETECTIVE, OFFICER
from tests.rules.by_hand import breaks
from tests.rules.by_hand.breaks import BREAKS
from tests.rules.by_hand.cases import Broken, Case, Teams
from tests.scenarios.solved import FILES, solved
from tests.times import TIMES

# Who takes another's place has duties of their own, and may have met the other of the team.
PLACED = {"duty", "duty_run", "rest", "pair_repeat"}
# Who also works then anyway, or on the evenings around it, breaks the scenario's own limits on evenings.
BUSY = PLACED | {"evening_gap", "rolling_limit"}
# The place may be that of somebody pinned.
CROWDED = BUSY | {"max_evenings", "pin"}

BESIDE: dict[Callable[[Case], Broken], set[str]] = {
    breaks.max_evenings: PLACED,
    breaks.rolling_limit: PLACED,
    breaks.notice: PLACED - {"duty"},
    breaks.rest: PLACED,
    breaks.absence: PLACED - {"duty"},
    breaks.duty: PLACED,
    breaks.rest_day: PLACED,
    breaks.overlap: PLACED,
    breaks.evening_gap: CROWDED,
    breaks.consecutive_more: CROWDED,
    breaks.days_off: {"pair_repeat"},
    breaks.pair_repeat: CROWDED | {"absence"},
    breaks.keep_apart: BUSY - {"pair_repeat", "duty_run", "rolling_limit"},
    breaks.team_skill: BUSY - {"duty_run"} | {"absence"},
    breaks.area_teams: BUSY - {"duty_run"} | {"absence", "teams"},
    breaks.teams: BUSY - {"duty_run"} | {"absence", "area_teams"},
    breaks.double_booking: {"teams", "area_teams"},
    breaks.visits_more: {"area_teams", "pin"},
    # Where a team is moved to there may be one already.
    breaks.area_limit_more: {"area_teams"},
    breaks.area_limit_fewer: {"area_teams"},
    breaks.pin_moved: {"area_teams"},
}
"""Kinds of hard violation that may be found beside the one meant; where a break is not listed, none."""


def planned(name: str) -> tuple[Scenario, Teams]:
    scenario, schedule = solved(name)
    return scenario, schedule.deployments


def has_pack(scenario: Scenario) -> bool:
    """Whether it has the police pack, which is slow to read: 17 weeks of hours from every date, for everybody."""
    return len(scenario.rules_in_force) > len(scenario.rules)


def test_every_rule_is_broken_in_some_way() -> None:
    basics = {"unknown", "role", "double_booking", "absence", "duty", "overlap", "teams", "pin"}
    assert set(BREAKS.values()) == set(KINDS) | basics


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("breaking", BREAKS, ids=lambda breaking: breaking.__name__)
def test_what_is_broken_is_found(name: str, breaking: Callable[[Case], Broken]) -> None:
    original, roster = planned(name)
    for number in range(TIMES if has_pack(original) else 3 * TIMES):
        more, broken = breaking(Case(original, roster, number))
        data = original.model_dump()
        dates = {(d["person"], d["on"]) for d in more.get("duties", ())}
        data["duties"] = tuple(d for d in data["duties"] if (d["person"], d["on"]) not in dates)
        known = {person["id"] for person in more.get("people", ())}
        data["people"] = tuple(person for person in data["people"] if person["id"] not in known)
        lists = {key: (*data[key], *items) for key, items in more.items() if key != "operation"}
        told = {"operation": more["operation"]} if "operation" in more else {}
        scenario = Scenario.model_validate(data | lists | told)
        assert check(scenario, roster).ok, f"the roster is not in good order to begin with: {more}"
        report = check(scenario, broken)
        assert not report.ok
        hard = [violation for violation in report.violations if violation.strength == "hard"]
        found = [violation for violation in hard if violation.kind == BREAKS[breaking]]
        assert found, f"{breaking.__name__} is not among {[violation.message for violation in report.violations]}"
        assert all(violation.message for violation in found)
        beside = {violation.kind for violation in hard} - {BREAKS[breaking]}
        assert beside <= BESIDE.get(breaking, set()), f"more than {BESIDE.get(breaking)}: {beside}"


@st.composite
def edits(draw: st.DrawFn, scenario: Scenario, roster: Teams) -> Teams:
    """One to three changes of any sort."""
    found = list(roster)
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(found) - 1))
        team, other = found[place], draw(st.sampled_from(found))
        people = {
            slot: [person.id for person in scenario.people if person.role == role]
            for slot, role in (("detective", DETECTIVE), ("officer", OFFICER))
        }
        slot = draw(st.sampled_from(sorted(people)))
        match draw(st.sampled_from(["drop", "copy", "swap", "replace", "move", "send", "roles"])):
            case "drop":
                del found[place]
            case "copy":
                found.append(team.model_copy(update={"evening": draw(st.sampled_from(list(scenario.calendar)))}))
            case "swap":
                found[found.index(other)] = other.model_copy(update={slot: getattr(team, slot)})
                found[place] = team.model_copy(update={slot: getattr(other, slot)})
            case "replace":
                found[place] = team.model_copy(update={slot: draw(st.sampled_from(people[slot]))})
            case "move":
                found[place] = team.model_copy(update={"evening": draw(st.sampled_from(list(scenario.calendar)))})
            case "send":
                found[place] = team.model_copy(update={"area": draw(st.sampled_from(list(scenario.area)))})
            case "roles":
                found[place] = team.model_copy(update={"detective": team.officer, "officer": team.detective})
    return tuple(found)


@pytest.mark.parametrize("name", FILES)
def test_the_second_reading_finds_the_same_in_any_edited_roster(name: str) -> None:
    original, roster = planned(name)
    # A violation tells the place of its rule in the file, the same for all of a pack: here each stands for itself.
    scenario = original.model_copy(update={"rules": original.rules_in_force})

    examples = TIMES * (3 if has_pack(original) else 12)

    @settings(max_examples=examples, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(edits(scenario, roster))
    def same(edited: Teams) -> None:
        report = check(scenario, edited)
        assert report.ok == verdict.valid(scenario, edited)
        if {"role", "double_booking"} & {violation.kind for violation in report.violations}:
            return  # What a rule counts is not defined then.
        found, expected = Counter[int](), Counter[int]()
        for violation in report.violations:
            if violation.rule is not None:
                found[violation.rule] += violation.units
        for index, rule in enumerate(scenario.rules_in_force):
            expected[index] += verdict.units(scenario, rule, edited)
        assert found == +expected
        assert report.measures == measuring.measures(scenario, edited)

    same()
