"""Names belong to people, not to errors: whatever is wrong, and wherever a name was written, no fault states one."""

import csv
import io
import json
from typing import Any

import pytest
from openpyxl import load_workbook
from pydantic import ValidationError

from tandem_models import InputError, Scenario
from tandem_models.faults import faults
from tandem_scheduler import check, load_scenario, read_roster, suggest, swaps, why, write_roster
from tandem_scheduler.io.workbook import workbook_of
from tests.builders import day, people, scenario, team

NAMES = ("Zebedee Quux", "Wilhelmina Vane-Tempest", "Oberon Zyx")
CONTACT = "0116 4960999"
WRITTEN = (
    *NAMES,
    "zebedee QUUX",  # in other capitals
    "Quux, Zebedee",
    "Zebedeee Quux",  # nearly
    "Wilhelmina",  # a part
    "Oberon Quux",  # of nobody
    "Zebedee Quux\tD1",
)
FORBIDDEN = ("zebedee", "quux", "wilhelmina", "vane", "tempest", "oberon", "zyx", "0116", "4960999")

CREW = people(
    2, 2, D1={"name": NAMES[0], "contact": CONTACT}, D2={"name": NAMES[1]}, N1={"name": NAMES[2]}, N2={"name": NAMES[0]}
)
PLAN = scenario(people=CREW)


def clean(error: Exception) -> str:
    """What an error says, which has no name in it."""
    text = str(error)
    if isinstance(error, ValidationError):
        text += "\n".join(map(str, faults(error)))
    assert text
    assert not [word for word in FORBIDDEN if word in text.casefold()], text
    return text


def with_a_name(written: str) -> list[dict[str, Any]]:
    """Parts of a scenario in each of which a name stands where it should not, or something of a person is wrong."""
    on = str(day(1))
    worked = {"person": "D1", "on": str(day(0))}
    return [
        *({key: [{"person": written, "on": on, "want": "off"}]} for key in ("requests",)),
        {"absences": [{"person": written, "from": on}]},
        {"absences": [{"person": written, "from": "soon"}] * 300},
        {"absences": [{"person": "D1", "from": written}]},
        {"requests": [{"person": "D1", "on": written, "want": "off"}, {"person": "D1", "on": on, "want": written}]},
        {"people": [*CREW, {"id": "D9", "role": written}]},
        {"rules": [{"kind": "max_evenings", "max": written}, {"kind": "rest", "hours": written}]},
        {"evenings": {"shift": {"start": written, "end": "22:00"}, "overrides": [{"on": written, "teams": written}]}},
        {"duties": [{"person": written, "on": on}] * 2},
        {"history": [{"person": written, "on": str(day(0))}] * 2},
        {"history": [worked | {"partner": written}]},
        {"history": [worked | {"area": written if " " in written else "x x"}]},
        {"pins": [{"on": on, "detective": written}]},
        {"pins": [{"on": on, "officer": written}]},
        {"rules": [{"kind": "keep_apart", "who": [written, "D1"]}]},
        {"rules": [{"kind": "max_evenings", "max": 1, "who": written}]},
        {"rules": [{"use": "uk-police", "change": {"daily-rest": {"who": written}}}]},
        {"people": [*CREW, {"id": written, "role": "detectiv"}]},
        {"people": [*CREW, CREW[0]]},
        {"people": [*CREW, {"id": "d1", "role": "detective", "name": written}]},
        {"people": [*CREW, {"id": "D9", "name": written}]},
        {"people": [*CREW, {"id": "D9", "role": "detective", "name": written, "hoem": "x", "home": "nowhere"}]},
        {"people": [*CREW, {"id": "D9", "role": "detective", "name": {written: written}}]},
        {"people": [*CREW, {"id": "D9", "role": "detective", "name": [written]}]},
        {"people": [*CREW, {"id": "D9", "role": "detective", "contact": 1164960999, "hoem": "x"}]},
        {"people": [*CREW, written]},
        {"people": ", ".join([written, written])},
        {"people": {"D1": written}},
    ]


@pytest.mark.parametrize("written", WRITTEN, ids=range(len(WRITTEN)))
def test_scenarios(written, tmp_path):
    whole = json.loads(PLAN.model_dump_json())
    path = tmp_path / "plan.json"
    run_in = {"id": "D9", "role": "detective", f"name:{written}": 1}
    path.write_text(json.dumps(whole | {"people": [*CREW, run_in]}))
    with pytest.raises(InputError) as raised:
        load_scenario(path)
    assert "people[4].name: a space is missing after the colon" in clean(raised.value)
    for parts in with_a_name(written):
        with pytest.raises(ValidationError) as raised:
            Scenario.model_validate(whole | parts)
        clean(raised.value)
        path.write_text(json.dumps(whole | parts))
        with pytest.raises(InputError) as refused:
            load_scenario(path)
        clean(refused.value)


@pytest.mark.parametrize("written", WRITTEN, ids=range(len(WRITTEN)))
def test_tables_of_a_folder(written, tmp_path):
    whole = json.loads(PLAN.model_dump_json()) | {"people": None}
    del whole["people"]
    tables = {"people": [("id", "role", "name"), *((one["id"], one["role"], one.get("name", "")) for one in CREW)]}
    wrong = [
        {"people": tables["people"][1:]},  # without a header
        {"people": [*tables["people"], ("D9", "detective", written, written)]},
        {"people": [*tables["people"], ("D9", "", written)]},
        {"people": [*tables["people"], (written, "detectiv", "x")]},
        {"absences": [("person", "from"), (written, "soon")]},
        {"absences": [("person", "from"), ("D1", written)]},
        {"people": [("id", "role", "name"), ("D9", written, "detective")]},
        {"duty_export": [("staff_id", "start", "end", "state"), ("D1", written, "", "AL")]},
        {"duty_export": [("staff_id", "start", "end", "state"), (written, "soon", "", "AL")]},
    ]
    (tmp_path / "scenario.yaml").write_text(json.dumps(whole))
    for changed in wrong:
        for name, rows in (tables | changed).items():
            text = io.StringIO()
            csv.writer(text).writerows(rows)
            (tmp_path / f"{name}.csv").write_text(text.getvalue())
        with pytest.raises(InputError) as raised:
            load_scenario(tmp_path)
        clean(raised.value)
        for name in changed:
            (tmp_path / f"{name}.csv").unlink()


@pytest.mark.parametrize("written", WRITTEN, ids=range(len(WRITTEN)))
def test_rosters(written, tmp_path):
    row = json.loads(team(1).model_dump_json()) | {"detective": written}
    (tmp_path / "roster.json").write_text(json.dumps({"deployments": [row]}))
    (tmp_path / "roster.csv").write_text(f"{','.join(row)}\n{','.join(row.values())}\n")
    for path in tmp_path.iterdir():
        with pytest.raises(InputError) as raised:
            read_roster(path, PLAN)
        clean(raised.value)


@pytest.mark.parametrize(
    "cell", ["D1 {} + N1", "{} / {}", "{}", "{} + N9", "D9 + {}", "N1 + {}", "D2 {} + N1 {} + D1"], ids=range(7)
)
def test_roster_grids(cell, tmp_path):
    path = tmp_path / "roster.xlsx"
    refused = 0
    for written in ("Oberon Zyx", "Zebedee", "Oberon Quux", "Zebedee Quux"):
        write_roster(path, (team(1),), PLAN)
        book = load_workbook(path)
        book["Roster"]["C5"].value = cell.replace("{}", written)
        book.save(path)
        try:
            read_roster(path, PLAN)
        except InputError as error:
            clean(error)
            refused += 1
    assert refused > 1


def test_workbooks(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(workbook_of(PLAN))
    book = load_workbook(path)
    for row, written in enumerate(WRITTEN, 2):
        book["Absences"].cell(row, 1).value = written
        book["Absences"].cell(row, 2).value = day(1)
        book["Rules"].cell(row, 1).value = "max_evenings"
        book["People"].cell(row + 10, 3).value = written
    book.save(path)
    with pytest.raises(InputError) as raised:
        load_scenario(path)
    assert "is the name of D1 and N2: give the id" in clean(raised.value)


def test_questions_in_the_library():
    roster = (team(1),)
    for ask in (
        lambda: why(PLAN, roster, NAMES[2], day(1)),
        lambda: suggest(PLAN, roster, day(1), "detective", instead=NAMES[2]),
        lambda: swaps(PLAN, roster, NAMES[2], day(1)),
    ):
        with pytest.raises(ValueError, match="is the name of N1: give the id") as raised:
            ask()
        clean(raised.value)
    for violation in check(PLAN, (team(1, "north", "N1", "D1"), team(1, "north", "D1", "N1"))).violations:
        clean(ValueError(violation.message))
