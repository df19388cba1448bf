"""The days on which people are available, patterns that come later, and absences of all who have a tag."""

from typing import Any

import pytest

from tandem_models import Scenario, ScenarioError
from tandem_scheduler import explain, notes, repaired, solve
from tandem_scheduler.checks import Checker, verify
from tests.builders import day, people, scenario, team, violations

FRIDAYS = people(2, 2, D1={"available": ["fri", "sat"]})
TURN = {
    "anchor": day(1),
    "days": ["E", "off"],
    "shifts": {"E": {"start": "06:00", "end": "14:00"}, "off": {"release": 0}},
}


def test_nobody_is_sent_on_other_days() -> None:
    plan = scenario(people=FRIDAYS)
    assert violations(plan, team(5)) == ()
    (found,) = violations(plan, team(4))
    assert (found.kind, found.people, found.evenings) == ("not_available", ("D1",), (day(4),))
    assert found.message == ("D1 is deployed on 4 March 2021, but is available only on fri and sat (not_available).")


def test_days_may_be_dates_and_bank_holidays() -> None:
    known = people(2, 2, D1={"available": [day(2), "bank-holiday"]}, D2={"available": "friday"})
    plan = scenario(people=known)
    assert [plan.available("D1", day(n)) for n in range(1, 6)] == [False, True, False, False, False]
    assert [plan.available("D2", day(n)) for n in range(1, 6)] == [False] * 4 + [True]
    with pytest.raises(ValueError, match="outside the operation"):
        scenario(people=people(2, 2, D1={"available": [day(9)]}))


def test_duties_of_other_days_count_and_do_not_fall_away() -> None:
    late = {"person": "D1", "on": day(4), "start": "16:00", "end": "23:59"}
    plan = scenario(people=FRIDAYS, duties=[late], rules=[{"kind": "rest", "hours": 16}])
    assert [found.kind for found in violations(plan, team(5))] == ["rest"]
    assert (
        violations(scenario(people=FRIDAYS, duties=[late], absences=[{"person": "D1", "from": day(4)}]), team(5)) == ()
    )


def test_evenings_are_shared_by_the_days_available() -> None:
    plan = scenario(days=14, people=FRIDAYS, evenings={"shift": {"start": "14:00", "end": "22:00"}, "teams": 1})
    loads = {load.person: load.available for load in verify(plan, ()).loads}
    assert loads == {"D1": 4, "D2": 14, "N1": 14, "N2": 14}
    worked = verify(plan, solve(plan, workers=1).deployments).loads
    assert {load.person: load.evenings for load in worked} == {"D1": 3, "D2": 11, "N1": 7, "N2": 7}


def test_gaps_say_so() -> None:
    plan = scenario(days=1, people=people(1, 1, D1={"available": "fri"}))
    schedule = solve(plan, workers=1)
    assert next((one.role, one.reason) for one in schedule.gaps[0].obstacles) == ("detective", "not_available")
    assert "1 not available that day" in (schedule.gaps[0].reason or "")
    block = Checker(plan).blocked((), "D1", day(1))
    assert block is not None
    assert block.reason == "not_available"


def test_a_pin_on_another_day_contradicts_it() -> None:
    plan = scenario(people=FRIDAYS, pins=[{"on": day(1), "detective": "D1"}])
    assert notes(plan)[0] == (
        "no roster can exist: D1 is pinned on Mon 1 March, but is available only on fri and sat; see pin 1"
    )
    (conflict,) = explain(plan).conflicts
    assert [member.kind for member in conflict.members] == ["pin", "available"]
    assert conflict.message == (
        "No roster exists because: D1 is pinned on Mon 1 March; D1 is available only on fri and sat."
    )
    assert "available" in {member.kind for repair in explain(plan).repairs for member in repair.members}


def test_a_wish_to_be_sent_on_another_day_is_noted() -> None:
    plan = scenario(people=FRIDAYS, requests=[{"person": "D1", "on": day(1), "want": "on"}])
    assert "D1 asks to be sent on 1 March 2021, but is not available that day" in notes(plan)


def test_a_pattern_comes_later_by_team_and_by_person() -> None:
    turn = TURN | {"days": ["E", "E", "off", "off"]}
    plan = scenario(
        days=8,
        patterns={"a": turn, "b": {"like": "a", "offset": 1}},
        people=people(
            2,
            2,
            D1={"pattern": "a"},
            D2={"pattern": "b"},
            N1={"pattern": "a", "offset": 2},
            N2={"pattern": "b", "offset": 2},
        ),
    )
    worked = {
        person: "".join("E" if plan.ordinary_duty(person, on) else "." for on in plan.calendar)
        for person in plan.person
    }
    assert worked == {"D1": "EE..EE..", "D2": ".EE..EE.", "N1": "..EE..EE", "N2": "E..EE..E"}


def test_faults_of_patterns_and_offsets() -> None:
    patterns = {
        "a": TURN,
        "b": {"like": "a", "offset": 1},
        "c": {"like": "b", "offset": 1},
        "d": {"like": "A", "offset": 1},
    }
    with pytest.raises(ScenarioError) as told:
        scenario().changed(
            patterns=patterns | {"e": {"like": "a", "days": ["E"]}}, people=people(2, 2, D1={"offset": 1})
        )
    assert sorted(f"{fault.path}: {fault.message}" for fault in told.value.faults) == [
        "patterns.c.like: 'b' is like another itself: name one that has days of its own",
        "patterns.d.like: unknown pattern 'A', did you mean 'a'?",
        "patterns.e.days: unknown key 'days': known are like, offset",
        "patterns.e: offset is missing",
        "people[0]: an offset means nothing without a pattern: give `pattern` or drop it",
    ]


TAGGED = people(2, 2, D1={"tags": "team-a"}, N1={"tags": "team-a"})
TRAINING = {"person": "team-a", "from": day(2), "to": day(3), "why": "training"}


def test_an_absence_of_a_tag_is_one_of_each_who_has_it() -> None:
    plan = scenario(people=TAGGED, absences=[TRAINING])
    assert [found.people for found in violations(plan, team(2))] == [("D1",), ("N1",)]
    assert violations(plan, team(4), team(2, detective="D2", officer="N2")) == ()
    assert plan.absence_reason("N1", day(3)) == "training"
    assert plan.absence_reason("N2", day(3)) is None


def test_an_absence_of_a_tag_is_given_up_person_by_person() -> None:
    plan = scenario(people=TAGGED, absences=[TRAINING], pins=[{"on": day(2), "detective": "D1"}])
    explanation = explain(plan)
    (conflict,) = explanation.conflicts
    assert [(member.kind, member.person) for member in conflict.members] == [("pin", "D1"), ("absence", "D1")]
    repairs = [[(member.kind, member.person) for member in repair.members] for repair in explanation.repairs]
    assert [("absence", "D1")] in repairs
    eased = repaired(plan, explanation.repairs[repairs.index([("absence", "D1")])])
    assert (eased.absent("D1", day(2)), eased.absent("N1", day(2))) == (False, True)


def faults_of(**parts: Any) -> list[str]:
    with pytest.raises(ScenarioError) as told:
        scenario().changed(**parts)
    return [f"{fault.path}: {fault.message}" for fault in told.value.faults]


def test_a_word_that_is_both_id_and_tag_names_nobody() -> None:
    known = people(2, 2, D1={"tags": "N1"})
    assert faults_of(people=known, absences=[{"person": "N1", "from": day(1)}]) == [
        "absences[0].person: 'N1' is the id of one and a tag of others: give the tag another name"
    ]
    assert scenario(people=known).absences == ()


def test_an_unknown_tag_is_told_with_the_one_that_is_meant() -> None:
    assert faults_of(
        people=TAGGED, absences=[{"person": "tem-a", "from": day(1)}, {"person": "D7", "from": day(1)}]
    ) == [
        "absences[0].person: unknown person or tag 'tem-a', did you mean 'team-a'?",
        "absences[1].person: unknown person 'D7': alike are D1, D2",
    ]


def test_parts_solved_apart_know_of_it() -> None:
    """Two districts that share nothing, with an absence of one tag in both."""
    known = people(2, 2, D1={"tags": "a"}, D2={"tags": "a"})
    sides = (["D1", "N1"], ["D2", "N2"])
    rules = [
        {"kind": "area_limit", "max": 0, "who": who, "areas": area}
        for who, area in zip(sides, ("south", "north"), strict=True)
    ]
    plan = scenario(
        people=known,
        rules=rules,
        evenings={"shift": {"start": "14:00", "end": "22:00"}},
        demand=[{"teams": 1}],
        absences=[{"person": "a", "from": day(2), "to": day(4)}],
    )
    schedule = solve(plan, workers=1)
    assert sorted({deployment.evening for deployment in schedule.deployments}) == [day(1), day(5)]
    assert len(schedule.deployments) == 4


def test_all_of_it_is_written_and_read_again() -> None:
    plan = scenario(
        people=people(2, 2, D1={"available": ["fri", day(1)], "tags": "a"}, D2={"pattern": "b", "offset": 3}),
        patterns={"a": TURN, "b": {"like": "a", "offset": 1}},
        absences=[{"person": "a", "from": day(2)}],
        rules=[{"kind": "visits", "max": 1, "on": ["fri", day(1)], "except": ["north", day(2)]}],
    )
    assert Scenario.model_validate_json(plan.model_dump_json()) == plan
    assert Scenario.model_validate(plan.model_dump()) == plan
