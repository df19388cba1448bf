"""A plan as a folder: scenario.yaml beside its tables, and faults in all of them at once."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem_models import Role, ScenarioError
from tandem_scheduler.io import load_scenario

from .examples import AREAS, HEAD, PEOPLE, WHOLE, faults_of, load, told, write


def faults(path: Path) -> list[str]:
    return [told(fault) for fault in faults_of(lambda: load_scenario(path))]


def faults_in(tmp_path: Path, text: str) -> list[str]:
    return [told(fault) for fault in faults_of(lambda: load(tmp_path, text))]


def test_a_folder_is_the_same_plan_as_one_file(tmp_path):
    one = load(
        tmp_path,
        HEAD
        + 'areas: [{id: a, priority: 2.5, shift: {start: "18:00", end: "02:00"}}, {id: b, target: 3}]\n'
        + "people:\n  - {id: D01, role: detective, skills: [x, y]}\n"
        + "  - {id: N01, role: neighbourhood_officer, home: a}\n"
        + 'duties:\n  - {person: D01, on: 2021-02-24, start: "07:00", end: "15:00"}\n'
        + "  - {person: N01, on: 2021-02-25, release: 0}\n"
        + "absences: [{person: D01, from: 2021-03-01, to: 2021-03-02, why: leave}, {person: N01, from: 2021-03-03}]\n"
        + "requests: [{person: N01, on: 2021-02-23, want: off, weight: 2}]\n"
        + "history: [{person: D01, on: 2021-02-20, area: a, partner: N01}]\n",
    )
    folder = tmp_path / "folder"
    folder.mkdir()
    write(
        folder,
        scenario=HEAD,
        areas="id,priority,target,shift.start,shift.end\na,2.5,,18:00,02:00\nb,,3,,\n",
        people="\ufeffid,role,home,skills\r\nD01,detective,,x;y\r\n\r\nN01,neighbourhood_officer,a,\r\n",
        duties="person,on,start,end,release\nD01,2021-02-24,07:00,15:00,\nN01,2021-02-25,,,0\n",
        absences="person,from,to,why\nD01,2021-03-01,2021-03-02,leave\nN01,2021-03-03,,\n",
        requests="person,on,want,area,weight\nN01,2021-02-23,off,,2\n",
        history="person,on,area,partner\nD01,2021-02-20,a,N01\n",
    )
    assert load_scenario(folder) == one
    assert load_scenario(folder).fingerprint == one.fingerprint


def test_the_faults_of_all_files_come_together_by_file_and_line(tmp_path):
    write(
        tmp_path,
        scenario=HEAD.replace("teams: 1", "teams: x") + AREAS + "rules: [{kind: rest, hour: 11, hours: 11}]\n",
        people="id,role,home,skils\nD01,detective,,\nN01,neighbourhood_officer,charnwod,\nN02,neighbourhood_officer\n",
        absences='person,from,why\nD01,2021-03-01,"two\nlines"\nD2,2021-03-01,\nD01,01/03/2021,\n',
    )
    assert faults(tmp_path) == [
        "absences.csv:4: person: unknown person 'D2': known are D01, N01, N02",
        "absences.csv:5: from: '01/03/2021' is not year-month-day: set export_dates in scenario.yaml to its order, "
        "D/M/Y or M/D/Y",
        "people.csv:1: unknown column 'skils', did you mean 'skills'? Begin a column of your own with x-",
        "people.csv:3: home: unknown area 'charnwod', did you mean 'charnwood'?",
        "people.csv:4: has 2 cells where the header has 4: are commas missing?",
        "scenario.yaml:2:58: evenings.teams: must be a whole number, not 'x'",
        "scenario.yaml:4:22: rules[0].hour: unknown key 'hour', did you mean 'hours'?",
    ]


def test_a_missing_column_is_one_fault_not_one_a_line(tmp_path):
    write(tmp_path, scenario=HEAD + AREAS, people="id,home\nD01,\nN01,charnwood\n")
    assert faults(tmp_path) == ["people.csv:1: the column 'role' is missing"]


def test_an_empty_cell_of_a_required_column(tmp_path):
    write(tmp_path, scenario=HEAD + AREAS, people="id,role,home\nD01,,\n,detective,\n")
    assert faults(tmp_path) == ["people.csv:2: role is missing", "people.csv:3: id is missing"]


def test_a_table_without_lines(tmp_path):
    write(tmp_path, scenario=WHOLE, requests="person,on,want\n")
    assert load_scenario(tmp_path).requests == ()
    write(tmp_path, scenario=HEAD + AREAS, people="id,role\n")
    assert faults(tmp_path) == ["people.csv:1: is empty"]


def test_a_list_in_both_places(tmp_path):
    write(tmp_path, scenario=WHOLE, people="id,role\nD01,detective\n")
    assert faults(tmp_path) == ["scenario.yaml:4:1: people: stands here and in people.csv: keep one"]


def test_what_can_not_be_read_does_not_hide_the_rest(tmp_path):
    write(
        tmp_path,
        scenario="a: [",
        people="id,hom\n",
        absences=b"person,from\n\xff",
        history='person,on\nD01,"2021',
        areas="",
    )
    assert [line.split(": ")[0] for line in faults(tmp_path)] == [
        "absences.csv:2",
        "areas.csv",
        "history.csv:2",
        "people.csv:1",
        "people.csv:1",
        "scenario.yaml:1:5",
    ]


@pytest.mark.parametrize("name", ["people.csv", "scenario.yaml"])
def test_files_can_not_leave_the_folder(tmp_path, name):
    folder = tmp_path / "folder"
    folder.mkdir()
    write(folder, scenario=HEAD + AREAS, people="id,role\nD01,detective\n")
    (folder / name).rename(tmp_path / name)
    (folder / name).symlink_to(tmp_path / name)
    assert faults(folder) == [f"{name}: leads out of the scenario's folder: put the file itself there"]


def test_links_within_the_folder_and_to_it_are_followed(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    write(folder, scenario=HEAD + AREAS, people="id,role\nD01,detective\n")
    (folder / "people.csv").rename(folder / "staff.data")
    (folder / "people.csv").symlink_to("staff.data")
    (tmp_path / "link").symlink_to(folder)
    assert [person.role for person in load_scenario(tmp_path / "link").people] == [Role.DETECTIVE]


def test_a_dangling_link_is_told_of(tmp_path):
    write(tmp_path, scenario=WHOLE)
    (tmp_path / "absences.csv").symlink_to("none.csv")
    assert "absences.csv: there is no such file" in faults(tmp_path)[0]
    (tmp_path / "absences.csv").unlink()
    (tmp_path / "absences.csv").symlink_to("absences.csv")
    assert "absences.csv: there is no such file" in faults(tmp_path)[0]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("absence.csv", "absences.csv"),
        ("People.CSV", "people.csv"),
        ("people.xlsx", "people.csv"),
        ("duty.csv", None),
        ("roster.csv", None),
        ("~$people.xlsx", None),
        (".~lock.people.csv", None),
        ("people.csv.bak", None),
    ],
)
def test_files_that_look_like_tables_but_are_not_read(tmp_path, name, meant):
    write(tmp_path, scenario=WHOLE)
    (tmp_path / name).write_text("")
    if meant is None:
        assert load_scenario(tmp_path).people
    else:
        assert faults(tmp_path) == [
            f"{name}: is not read, but nearly has the name of {meant}: save it as that, or put its lines there; if it "
            "is your own, begin its name with _"
        ]


CELL = st.sampled_from(["", "D01", "N01", "detective", "charnwood", "2021-03-01", "x y", "=1", '"a,b"', "off", "-1"])


@settings(suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(CELL, min_size=1, max_size=5), min_size=1, max_size=5))
def test_any_table_is_read_or_refused(tmp_path, rows):
    table = "person,on,want\n" + "\n".join(map(",".join, rows))
    write(tmp_path, scenario=HEAD + AREAS + PEOPLE, requests=table)
    try:
        assert len(load_scenario(tmp_path).requests) == sum(any(row) for row in rows)
    except ScenarioError as error:
        for fault in error.faults:
            assert Path(fault.file).name == "requests.csv"
            assert 2 <= fault.line <= len(rows) + 1


def test_names_will_do_where_ids_are_asked_for(tmp_path):
    tables = {
        "people": "id,role,name\nD01,detective,Ann Lee\nN01,neighbourhood_officer,\n",
        "absences": "person,from\nann lee,2021-02-23\nn01,2021-02-24\n",
    }
    plan = load_scenario(write(tmp_path, scenario=HEAD + AREAS, **tables))
    assert [absence.person for absence in plan.absences] == ["D01", "N01"]
