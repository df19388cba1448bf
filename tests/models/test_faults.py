import json
from typing import Any

import pytest
from pydantic import ValidationError

from tandem_models import Scenario, Schedule
from tandem_models.faults import dotted, faults, faults_of
from tandem_models.spelling import suggestion

WHOLE: dict[str, Any] = {
    "operation": {"name": "Test", "start": "2021-02-22", "end": "2021-03-07"},
    "evenings": {"shift": {"start": "14:00", "end": "00:00"}, "teams": 1},
    "areas": [{"id": "charnwood"}, {"id": "city-centre"}],
    "people": [{"id": "D01", "role": "detective"}, {"id": "N01", "role": "neighbourhood_officer"}],
}


def told(**changes: Any) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        Scenario.model_validate(json.loads(json.dumps(WHOLE)) | changes)
    return [str(fault) for fault in faults(caught.value)]


def test_people_are_there_on_the_dates_of_their_history():
    joined = [{**WHOLE["people"][0], "since": "2021-02-20"}, {**WHOLE["people"][1], "until": "2021-02-20"}]
    past = [{"person": "D01", "on": "2021-02-19", "partner": "N01"}, {"person": "N01", "on": "2021-02-21"}]
    assert told(people=joined, history=past) == [
        "history[0].on: D01 worked on 2021-02-19, but is there only since 2021-02-20: correct one of the two",
        "history[1].on: N01 worked on 2021-02-21, but is there only until 2021-02-20: correct one of the two",
    ]


def test_nobody_leaves_before_coming():
    gone = [{**WHOLE["people"][0], "since": "2021-02-28", "until": "2021-02-27"}, WHOLE["people"][1]]
    assert told(people=gone) == ["people[0]: is there until 2021-02-27, before being there since 2021-02-28"]


def test_suggestions():
    assert suggestion("charnwod", ["charnwood", "city-centre"]) == ", did you mean 'charnwood'?"
    assert suggestion("city", ["charnwood", "city-centre"]) == ", did you mean 'city-centre'?"
    assert suggestion("CHARNWOOD", ["charnwood"]) == ", did you mean 'charnwood'?"
    assert suggestion("xyz", ["b", "a"]) == ": known are a, b"
    assert suggestion("xyz", []) == ""
    assert suggestion("zzz", [f"person-{n}" for n in range(13)]) == ""


def test_dotted():
    assert dotted(("people", 3, "home")) == "people[3].home"
    assert dotted(("people", 3, "hom", "[key]")) == "people[3].hom"
    assert dotted(()) == ""


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"areas": []}, "areas: is empty"),
        ({"areas": None}, "areas: has nothing after it: give a value, or leave the key out"),
        ({"areas": "x"}, "areas: must be a list, not text"),
        ({"areas": {}}, "areas: must be a list, not keys with values"),
        ({"absences": [[]]}, "absences[0]: must be keys with values, not a list"),
        ({"version": 2}, "version: unknown value 2: known are 1"),
        ({"rules": [{"kind": "rest", "hours": 11, "strength": "hrad"}]}, "unknown value 'hrad': known are hard, soft"),
        ({"rules": [{"kind": "rest", "hours": 200}]}, "must be 168 or less, not 200"),
        ({"rules": [{"kind": "rest", "hours": 0}]}, "must be more than 0, not 0"),
        ({"rules": [{"kind": "pair_repeat", "limit": True}]}, "must be a whole number, not True"),
        (
            {"patterns": {"a b": {"anchor": "2021-02-22", "days": ["E"], "shifts": {"E": {}}}}},
            "has a space in it: ids are one word",
        ),
        ({"pins": [{"on": "2021-02-22", "area": "a" * 65}]}, "pins[0].area: is longer than 64 characters"),
        ({"pins": [{"on": "2021-02-22", "area": " "}]}, "pins[0].area: is empty"),
        ({"pins": [{"on": "2021-02-22", "area": 7}]}, "pins[0].area: must be text, not a number: put it in quotes"),
        ({"y" * 100: 1}, f"unknown key '{'y' * 60}'"),
    ],
)
def test_sentences(changes, fault):
    assert any(fault in line for line in told(**changes))


def test_a_list_whose_items_are_all_faulty_is_not_called_empty():
    assert told(areas=[{"id": "a b"}]) == [
        "areas[0].id: has a space in it: ids are one word, like 'west-leicester': put a hyphen in its place"
    ]


def test_what_is_missing_is_told_of_the_mapping():
    with pytest.raises(ValidationError) as caught:
        Scenario.model_validate({})
    assert set(faults_of(caught.value, Scenario)) == {
        ((), f"{key} is missing") for key in ("operation", "evenings", "areas", "people")
    }


def test_what_misspelt_keys_leave_readable_is_still_checked():
    operation = {**WHOLE["operation"], "forc": "x"}
    found = told(operation=operation, requests=[{"person": "D01", "on": "2021-04-01", "want": "off"}])
    assert found == [
        "operation.forc: unknown key 'forc', did you mean 'force'?",
        "requests[0].on: 2021-04-01 is outside the operation (2021-02-22 to 2021-03-07)",
    ]


def test_a_person_with_a_fault_is_still_known():
    people = [{"id": "D01", "role": "x", "skills": "pip2"}, WHOLE["people"][1]]
    found = told(
        people=people,
        absences=[{"person": "D01", "from": "2021-02-22"}],
        rules=[{"kind": "keep_apart", "who": ["pip2", "D01"]}],
    )
    assert len(found) == 1


def test_other_parts_of_the_contract_have_sentences_too():
    with pytest.raises(ValidationError) as caught:
        Schedule.model_validate({"status": "optimal", "stop_reason": "bored", "stamp": {}})
    assert str(faults(caught.value)[0]).startswith("stop_reason: unknown value 'bored': known are complete,")


def test_references_of_items_with_other_faults_are_checked_too():
    found = told(
        people=[{"id": "D01", "home": "nowhere"}, {**WHOLE["people"][1], "name": "Ann Lee"}],
        absences=[{"person": "D7", "from": "soon"}, {"person": "Ann Lee", "from": "2021-02-22"}],
        pins=[{"on": "soon", "officer": "Jo Doe", "area": "charnwod"}],
        requests=[{"person": "N01", "on": "2021-04-01"}],
        demand=[{"teams": "x", "areas": ["city"]}],
        rules=[{"kind": "rests", "who": "Ann Lee"}, {"kind": "rest", "hours": "x", "who": "night"}],
    )
    assert [line for line in found if "soon" not in line and "missing" not in line and "'x'" not in line] == [
        "rules[0].kind: unknown kind 'rests', did you mean 'rest'?",
        "people[0].home: unknown area 'nowhere': known are charnwood, city-centre",
        "absences[0].person: unknown person 'D7': known are D01, N01",
        "absences[1].person: is the name of N01: give the id",
        "pins[0].area: unknown area 'charnwod', did you mean 'charnwood'?",
        "pins[0].officer: nobody has this name: give the id",
        "requests[0].on: 2021-04-01 is outside the operation (2021-02-22 to 2021-03-07)",
        "demand[0].areas[0]: unknown area 'city', did you mean 'city-centre'?",
        "rules[0].who[0]: is the name of N01: give the id",
        "rules[1].who[0]: nobody has the role, id, skill, tag or home area 'night': known are D01, N01, detective, "
        "neighbourhood_officer, nowhere",
    ]


def test_ids_that_differ_in_capitals_only():
    found = told(areas=[{"id": "charnwood"}, {"id": "Charnwood"}])
    assert found == [
        f"areas[{n}].id: 'charnwood' and 'Charnwood' differ in capitals only: give one of them another id"
        for n in (0, 1)
    ]


def test_skills_and_tags_that_differ_in_capitals_only():
    people = [
        WHOLE["people"][0] | {"skills": ["driver"], "tags": ["Nights"]},
        WHOLE["people"][1] | {"skills": ["Driver", "pip2"], "tags": ["nights"]},
    ]
    assert told(people=people) == [
        "people[1].skills: 'Driver' and 'driver', which others have, differ in capitals only: write it one way",
        "people[1].tags: 'nights' and 'Nights', which others have, differ in capitals only: write it one way",
    ]


def test_people_without_an_id_bring_no_faults_of_their_own():
    people = [*WHOLE["people"], {"role": "neighbourhood_officer"}]
    assert told(people=people, pins=[{"on": "2021-02-22", "officer": "N01"}]) == ["people[2]: id is missing"]


def test_a_code_with_a_space_is_told_of_where_it_stands():
    pattern = {"anchor": "2021-02-22", "days": ["E"], "shifts": {"a b": {}}}
    (line,) = told(patterns={"p": pattern})
    assert line.startswith("patterns.p.shifts.a b: has a space in it: ids are one word")
