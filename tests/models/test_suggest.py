"""Hints: what was perhaps meant by a word that is not known, and never another person or thing."""

import json

import pytest

from tandem_models import Role, Scenario, ScenarioError
from tandem_models.scenario.directory import Directory, Listed
from tandem_models.spelling import suggestion
from tandem_scheduler import load_scenario

D, N = Role.DETECTIVE, Role.NEIGHBOURHOOD_OFFICER
CREW = [Listed(one, role=D) for one in ("D01", "D08", "D18")] + [Listed(one, role=N) for one in ("N07", "N09", "N27")]
NAMED = [
    Listed("D01", "Jamie Patel", D),
    Listed("D02", "Ann Lee", D),
    Listed("N01", "ann  lee", N),
    Listed("N02", "Josephine Carter-Wright", N),
    Listed("N03", "Josephina Carter-Wright", N),
]


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("charnwod", ", did you mean 'charnwood'?"),
        ("CITY CENTRE", ", did you mean 'city-centre'?"),
        ("city", ", did you mean 'city-centre'?"),
        ("pip-02", ", did you mean 'pip2'?"),
        ("pip22", ": known are charnwood, city-centre, pip2"),
        ("", ": known are charnwood, city-centre, pip2"),
        ("x" * 10_000_000, ": known are charnwood, city-centre, pip2"),
    ],
)
def test_words(word, told):
    assert suggestion(word, ["charnwood", "city-centre", "pip2"]) == told


def test_what_is_equally_near_is_all_named_or_none_of_it():
    assert suggestion("A1", ["A01", "a-1", "A11"]) == ", did you mean 'A01' or 'a-1'?"
    assert suggestion("carX", ["cart", "cara"]) == ", did you mean 'cara' or 'cart'?"
    assert suggestion("carX", [f"car{letter}" for letter in "abcdefghijklmn"]) == ""


def test_numbers_are_not_run_together():
    assert "did you mean" not in suggestion("N1-2", ["N12", "N21"])


@pytest.mark.parametrize(
    ("word", "role", "told"),
    [
        ("N7", None, "unknown person 'N7', did you mean 'N07'?"),
        ("n-007", N, "unknown person 'n-007', did you mean 'N07'?"),
        ("D8", None, "unknown person 'D8', did you mean 'D08'?"),
        ("D8", N, "unknown person 'D8': known are N07, N09, N27"),
        ("D09", None, "unknown person 'D09': alike are D01, D08, D18"),
        ("D09", N, "unknown person 'D09': known are N07, N09, N27"),
        ("N70", None, "unknown person 'N70': alike are N07, N09, N27"),
    ],
)
def test_people(word, role, told):
    assert Directory(CREW).unknown(word, role) == told


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("jamie PATEL", "is the name of D01: give the id"),
        ("Patel, Jamie", "is the name of D01: give the id"),
        ("Ann Lee", "is the name of D02 and N01: give the id"),
        ("Jmaie Patel", "nobody has this name, that of D01 is nearly the same: give the id"),
        ("Josephin Carter-Wright", "nobody has this name, that of N02 and N03 is nearly the same: give the id"),
        ("Jamie Smith", "nobody has this name: give the id"),
        ("Jämie Patel", "is the name of D01: give the id"),
        ("N02 and D01", "is of N02 and D01 where one person stands: give each an entry of their own"),
        ("Carter", "is part of the name of N02 and N03: give the id"),
        ("Zelda", "unknown person: known are D01, D02, N01, N02, N03"),
    ],
)
def test_names(word, told):
    assert Directory(NAMED).unknown(word) == told


def test_a_name_that_is_nearly_that_of_the_other_role_is_no_hint():
    assert Directory(NAMED).unknown("Jmaie Patel", N) == "nobody has this name: give the id"


def plan(**parts):
    crew = [{"id": one.id, "role": one.role, "name": one.name} for one in (*CREW, Listed("D03", "Jamie Patel", D))]
    whole = {
        "operation": {"name": "Hint", "start": "2026-11-02", "end": "2026-11-03"},
        "evenings": {"shift": {"start": "16:00", "end": "00:00"}, "teams": 1},
        "areas": [{"id": "north"}],
        "people": crew,
    }
    return whole | parts


def test_the_role_that_fits_a_place_alone_is_hinted_at(tmp_path):
    path = tmp_path / "plan.json"
    path.write_text(
        json.dumps(
            plan(
                absences=[{"person": person, "from": "2026-11-02"} for person in ("N7", "D8", "D09")],
                pins=[{"on": "2026-11-02", "detective": "N7"}, {"on": "2026-11-02", "officer": "D8"}],
                history=[{"person": "D01", "on": "2026-11-01", "partner": "D8"}],
                rules=[{"kind": "max_evenings", "max": 1, "who": ["N7"]}],
            )
        )
    )
    with pytest.raises(ScenarioError) as raised:
        load_scenario(path)
    assert {fault.path: fault.message for fault in raised.value.faults} == {
        "absences[0].person": "unknown person 'N7', did you mean 'N07'?",
        "absences[1].person": "unknown person 'D8', did you mean 'D08'?",
        "absences[2].person": "unknown person 'D09': alike are D01, D03, D08, D18",
        "pins[0].detective": "unknown person 'N7': known are D01, D03, D08, D18",
        "pins[1].officer": "unknown person 'D8': known are N07, N09, N27",
        "history[0].partner": "unknown person 'D8', did you mean 'D08'?",
        "rules[0].who[0]": "nobody has the role, id, skill, tag or home area 'N7', did you mean 'N07'?",
    }


def test_a_scenario_knows_its_people():
    whole = Scenario.model_validate(plan())
    assert Directory(whole.people).unknown("jamie patel") == "is the name of D03: give the id"
