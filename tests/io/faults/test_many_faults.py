"""Inputs in which very much is wrong: the first faults are told, the rest counted, and neither costs much."""

import json
import tracemalloc

import pytest
from pydantic import ValidationError

from tandem_models import RosterError
from tandem_models.bounds import MOST_FAULTS, SLICE
from tandem_models.faults import faults
from tandem_models.scenario.directory import Directory
from tandem_scheduler import load_scenario, read_roster
from tandem_scheduler.io.text import documents
from tandem_scheduler.io.text.json import parse_json
from tandem_scheduler.io.text.yaml import parse_yaml
from tests.builders import people, scenario

from ..examples import WHOLE, faults_of, write

MANY = 2 * SLICE + 500


def told(path) -> tuple[list[str], int]:
    """The sentences that are told, and the number of faults that are not."""
    *found, last = faults_of(lambda: load_scenario(path))
    assert len(found) == MOST_FAULTS
    assert not any(fault.more for fault in found)
    assert str(last) == f"and {last.more:,} more faults, told once these are mended"
    return [str(fault).removeprefix(f"{path}/") for fault in found], last.more


@pytest.fixture
def hints(monkeypatch):
    """The words for which it was looked who may be meant."""
    asked = []
    unknown = Directory.unknown

    def counted(self, word, role=None):
        asked.append(word)
        return unknown(self, word, role)

    monkeypatch.setattr(Directory, "unknown", counted)
    return asked


def test_lines_of_people_who_are_not_known(tmp_path, hints):
    lines = "".join(f"X{n},2021-03-01\n" for n in range(MANY))
    found, more = told(write(tmp_path, scenario=WHOLE, absences="person,from\n" + lines))
    assert found[0] == "absences.csv:2: person: unknown person 'X0': known are D01, N01"
    assert found[-1].startswith(f"absences.csv:{MOST_FAULTS + 1}: ")
    assert more == MANY - MOST_FAULTS
    assert len(hints) <= MOST_FAULTS


def test_lines_with_names_of_nobody(tmp_path, hints):
    lines = "".join(f"Jo Doe{'x' * (n % 7)},2021-03-01\n" for n in range(MANY))
    _, more = told(write(tmp_path, scenario=WHOLE, absences="person,from\n" + lines))
    assert more == MANY - MOST_FAULTS
    assert len(hints) <= MOST_FAULTS


def test_lines_with_several_faults_each(tmp_path):
    lines = "".join(f"X{n},2021-13-01\n" for n in range(MANY))
    found, more = told(write(tmp_path, scenario=WHOLE, absences="person,from\n" + lines))
    assert found[:2] == [
        "absences.csv:2: from: there is no day 2021-13-01 in the calendar",
        "absences.csv:2: person: unknown person 'X0': known are D01, N01",
    ]
    # Of lines that are only counted, what can't be read alone counts.
    assert more == MANY


def test_lines_with_too_many_cells_are_counted_once(tmp_path):
    lines = "D01,2021-03-01,x\n" * MANY
    _, more = told(write(tmp_path, scenario=WHOLE, absences="person,from\n" + lines))
    assert more == MANY - MOST_FAULTS


def test_a_fault_far_down_has_its_line(tmp_path):
    lines = [f"D01,2021-03-0{n % 7 + 1}\n" for n in range(MANY)]
    lines[SLICE + 7], lines[-1] = "D01,soon\n", "D1,2021-03-01\n"
    path = write(tmp_path, scenario=WHOLE, absences="person,from\n" + "".join(lines))
    assert [(fault.line, fault.path) for fault in faults_of(lambda: load_scenario(path))] == [
        (SLICE + 9, "from"),
        (MANY + 1, "person"),
    ]


def test_a_part_that_stands_in_many_places_by_aliases_is_told_of_once(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text(WHOLE + "absences:\n- &a {person: D9, from: soon}\n" + "- *a\n" * MANY)
    *found, last = faults_of(lambda: load_scenario(path))
    assert [fault.message for fault in found] == [
        "unknown person 'D9': known are D01, N01",
        "'soon' is not a date: write year-month-day, like 2021-02-22",
    ]
    assert last.more == MANY - MOST_FAULTS + 1


def test_long_lists_within_an_item(tmp_path):
    path = tmp_path / "plan.yaml"
    words = ", ".join(f"x{n}" for n in range(MANY))
    path.write_text(WHOLE + f"requests: []\nrules:\n- {{kind: max_evenings, max: 1, who: [{words}]}}\n")
    assert told(path)[1] == MANY - MOST_FAULTS
    path.write_text(WHOLE + f"demand:\n- {{teams: 1, on: [{words}]}}\n")
    assert told(path)[1] == MANY - MOST_FAULTS


def test_keys_that_stand_twice(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text(WHOLE + "absences:\n" + "- {person: D01, from: 2021-03-01, from: 2021-03-02}\n" * MANY)
    assert told(path)[1] == MANY - MOST_FAULTS


def test_mappings_with_very_many_keys(monkeypatch, tmp_path):
    monkeypatch.setattr(documents, "MOST_KEYS", 20)
    path = tmp_path / "plan.yaml"
    path.write_text(WHOLE + "".join(f"k{n}: 1\n" for n in range(30)))
    assert faults_of(lambda: load_scenario(path))[-1].message == "has more than 20 keys"


@pytest.mark.parametrize("name", ["plan.yaml", "plan.json"])
def test_a_very_long_text_is_refused_where_it_stands(tmp_path, name):
    long = "x" * 10_001
    path = tmp_path / name
    path.write_text(f"rules: [{{kind: {long}}}]" if name.endswith("yaml") else json.dumps({"rules": [{"kind": long}]}))
    (fault,) = faults_of(lambda: load_scenario(path))
    assert (fault.line, fault.message) == (1, "is longer than 10,000 characters")


def test_a_long_text_takes_little_memory():
    text = '"' + "x" * 500_000 + "\\n" * 500_000 + '"'
    for parse in (parse_json, parse_yaml):
        tracemalloc.start()
        parse(text, "a")
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 20 * len(text)


def test_rosters(tmp_path, hints):
    path = tmp_path / "roster.csv"
    path.write_text("evening,area,detective,officer\n" + "2021-03-01,nroth,D9,N9\n" * MANY)
    with pytest.raises(RosterError) as raised:
        read_roster(path, scenario(people=people(3, 3)))
    *found, last = raised.value.faults
    assert len(found) == MOST_FAULTS
    assert last.more == 3 * MANY - MOST_FAULTS
    assert len(hints) <= MOST_FAULTS
    path.write_text("evening,area,detective,officer\n" + "soon,north,D1,N1\n" * MANY)
    with pytest.raises(RosterError) as raised:
        read_roster(path)
    assert raised.value.faults[-1].more == MANY - MOST_FAULTS


def test_the_library_is_told_likewise():
    absences = [{"person": "D1", "from": "soon"}] * MANY
    with pytest.raises(ValidationError) as raised:
        scenario(absences=absences)
    assert raised.value.error_count() == MOST_FAULTS + 1
    *found, last = faults(raised.value)
    assert [fault.path for fault in found] == [f"absences[{n}].from" for n in range(MOST_FAULTS)]
    assert last.more == MANY - MOST_FAULTS


def test_long_lists_in_order_are_as_they_were():
    absences = [{"person": "D1", "from": "2021-03-01"}] * MANY
    assert len(scenario(absences=absences).absences) == MANY
