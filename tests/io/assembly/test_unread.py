"""Sheets and files that are not read: none is lost without a word."""

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from tandem_models import RosterError
from tandem_scheduler.cli.app import app
from tandem_scheduler.io import load_scenario, read_roster, read_scenario
from tandem_scheduler.io.workbook.layout import ROSTER_SHEETS, SHEETS

from ..examples import AREAS, HEAD, WHOLE, faults_of, write
from ..test_roster_grid import roster_book
from ..workbook.raw_books import ABSENCES, PLAN, ROSTER, raw_book

END = "if it is your own, begin its name with _"


def book(folder, **sheets):
    return raw_book(folder / "plan.xlsx", PLAN | sheets)


def told(path) -> list[str]:
    return [
        str(fault).replace(f"{path}", "plan").removeprefix("plan: ") for fault in faults_of(lambda: load_scenario(path))
    ]


def noted(path) -> list[str]:
    return [note.replace(f"{path}/", "") for note in read_scenario(path).notes]


@pytest.mark.parametrize(
    ("name", "header", "table"),
    [
        ("Leave", ["person", "from", "to"], "Absences"),
        ("Leave", ["Person", "FROM", "Agreed by"], "Absences"),
        ("Absences 2", ["person", "from", "to", "why"], "Absences"),
        ("Staff", ["id", "role", "name"], "People"),
        ("Places", ["id", "priority"], "Areas"),
        ("Wanted off", ["person", "on", "want", "weight"], "Requests"),
        ("Law", ["kind", "hours", "who"], "Rules"),
    ],
)
def test_sheets_with_the_columns_of_one_that_is_read_are_faults(tmp_path, name, header, table):
    sheet = [header, ["x"] * len(header)]
    assert told(book(tmp_path, **{name: sheet})) == [
        f"the sheet '{name}' is not read, but has the columns of {table}: name it so or put its rows there; {END}"
    ]
    assert noted(book(tmp_path, **{f"_{name}": sheet})) == []


def test_columns_below_a_title_are_seen(tmp_path):
    sheet = [["Leave of the spring"], ["asked for by 1 March"], ["person", "from"], ["D01", "2021-03-22"]]
    assert told(book(tmp_path, Holidays=sheet)) == [
        f"the sheet 'Holidays' is not read, but has the columns of Absences: name it so or put its rows there; {END}"
    ]
    (tmp_path / "plan").mkdir()
    write(tmp_path / "plan", scenario=WHOLE, holidays="".join(f"{','.join(row)}\n" for row in sheet))
    assert [fault.file for fault in faults_of(lambda: load_scenario(tmp_path / "plan"))] == [
        str(tmp_path / "plan" / "holidays.csv")
    ]


@pytest.mark.parametrize("name", ["Settings", "Areas", "People"])
def test_what_only_follows_from_a_renamed_sheet_is_not_told(tmp_path, name):
    renamed = {"Cover" if sheet == name else sheet: rows for sheet, rows in PLAN.items()}
    columns = {"Areas": [["id", "name"], ["a", "x"]]}.get(name, PLAN[name])
    pins = {"Pins": [["on", "area", "detective"], ["2021-03-22", "a", "D01"]], "Requests": [["person"], ["D01"]]}
    path = raw_book(tmp_path / "plan.xlsx", renamed | {"Cover": columns} | pins)
    assert told(path) == [
        f"the sheet 'Cover' is not read, but has the columns of {name}: name it so or put its rows there; {END}",
        "Requests, row 1: the column 'on' is missing",
        "Requests, row 1: the column 'want' is missing",
    ]


@pytest.mark.parametrize(
    ("name", "header", "table"),
    [
        ("Leave", ["Officer", "First day"], "Absences"),
        ("x", ["person", "to", "a", "b", "c"], "Absences"),
        ("Staff", ["a"], "People"),
    ],
)
def test_sheets_that_may_be_meant_are_noted_with_what_they_may_be(tmp_path, name, header, table):
    assert noted(book(tmp_path, **{name: [header, ["x"]]})) == [
        f"the sheet '{name}' is not read: if it is meant as {table}, name it so"
    ]


def test_all_other_sheets_are_noted_together_and_empty_ones_not_at_all(tmp_path):
    own = {f"Notes {n}": [["anything"]] for n in range(8)}
    end = "not read: begin the name of a sheet of your own with _, and no note tells of it"
    assert noted(book(tmp_path, **own, Sheet1=[])) == [
        f"the sheets 'Notes 0', 'Notes 1', 'Notes 2', 'Notes 3', 'Notes 4' and 3 more are {end}"
    ]
    assert noted(book(tmp_path, Notes=[["anything"]])) == [f"the sheet 'Notes' is {end}"]


def test_sheets_whose_names_differ_in_blanks_only(tmp_path):
    assert told(book(tmp_path, **{"Absences": ABSENCES, "Absences ": ABSENCES})) == [
        "the sheets 'Absences' and 'Absences ' have the same name but for blanks and dots: keep one"
    ]


def test_the_sheets_of_a_roster_are_no_news_beside_a_scenario(tmp_path):
    names = load_workbook(roster_book(tmp_path)).sheetnames
    assert {*names} <= {*ROSTER_SHEETS} | {sheet.title for sheet in SHEETS}
    assert noted(book(tmp_path, **{name: [["Person", "from"]] for name in ROSTER_SHEETS})) == []


def test_a_roster_under_another_name_is_named(tmp_path):
    path = raw_book(tmp_path / "r.xlsx", {"Load": [["Person"]], "Rota": ROSTER})
    with pytest.raises(
        RosterError, match="has no sheet 'Roster' with evenings down and areas across: name the sheet 'Rota' so"
    ):
        read_roster(path)


@pytest.mark.parametrize("command", [["solve"], ["check", "roster.csv"]])
def test_commands_tell_the_notes_of_reading(tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "roster.csv").write_text("evening,area,detective,officer\n2021-03-22,a,D01,N01\n")
    book(tmp_path, Leave=[["Officer", "Days"]])
    result = CliRunner().invoke(app, [command[0], "plan.xlsx", *command[1:]])
    assert result.exit_code == 0
    assert "Note: the sheet 'Leave' is not read: if it is meant as Absences, name it so." in result.stderr


# Folders


@pytest.mark.parametrize(
    ("name", "text", "table"),
    [
        ("leave.csv", "person,from,to\nD01,2021-03-22,\n", "absences"),
        ("leave.csv", "\ufeff\nPerson;From;To\n", "absences"),
        ("abc.tsv", "id\trole\tname\n", "people"),
        ("hr.csv", "staff_id,start,end,state\n", "duty_export"),
        ("absences (2).csv", "person,from\n", "absences"),
    ],
)
def test_files_with_the_columns_of_a_table_are_faults(tmp_path, name, text, table):
    write(tmp_path, scenario=WHOLE)
    (tmp_path / name).write_text(text)
    (fault,) = faults_of(lambda: load_scenario(tmp_path))
    assert (fault.file, fault.message) == (
        str(tmp_path / name),
        f"is not read, but has the columns of {table}.csv: save it as that, or put its lines there; {END}",
    )
    (tmp_path / name).rename(tmp_path / f"_{name}")
    assert noted(tmp_path) == []


def test_what_only_follows_from_a_renamed_file_is_not_told(tmp_path):
    write(tmp_path, scenario=HEAD + AREAS, staff="id,role\nD01,detective\n", absences="person,from\nD01,1\n")
    assert [fault.file for fault in faults_of(lambda: load_scenario(tmp_path))] == [str(tmp_path / "staff.csv")]


def test_workbooks_in_a_folder_are_looked_into(tmp_path):
    write(tmp_path, scenario=WHOLE)
    raw_book(tmp_path / "hr.xlsx", {"Cover": [["x"]], "Sheet2": ABSENCES})
    (fault,) = faults_of(lambda: load_scenario(tmp_path))
    assert fault.message.startswith("is not read, but has the columns of absences.csv")
    raw_book(tmp_path / "hr.xlsx", {"Roster": ROSTER, "Sheet2": ABSENCES})
    assert noted(tmp_path) == []
    raw_book(tmp_path / "hr.xlsx", PLAN)
    note = "hr.xlsx is not read: if it is your own, a name that begins with _ ends this note"
    assert noted(tmp_path) == [note]
    (tmp_path / "hr.xlsx").write_bytes(b"no workbook")
    assert noted(tmp_path) == [note]


def test_other_tables_are_noted_and_rosters_are_not(tmp_path):
    write(tmp_path, scenario=WHOLE, roster="evening,area,detective,officer\n", phones="who,number\n", shifts="a,b\n")
    (tmp_path / "old.ods").write_bytes(b"x")
    end = "if it is your own, a name that begins with _ ends this note"
    assert noted(tmp_path) == [
        f"old.ods is not read: {end}",
        f"phones.csv is not read: {end}",
        f"shifts.csv is not read: if it is meant as duties.csv, save it so; {end}",
    ]


def test_documents_that_are_called_like_tables_are_faults(tmp_path):
    write(tmp_path, scenario=WHOLE)
    (tmp_path / "absences.yaml").write_text("[]")
    (fault,) = faults_of(lambda: load_scenario(tmp_path))
    assert fault.message.startswith("is not read, but nearly has the name of absences.csv")


def test_the_file_of_a_folder_is_not_read_without_its_tables(tmp_path):
    write(tmp_path, scenario=WHOLE, absences="person,from\nD01,2021-02-22\n")
    (fault,) = faults_of(lambda: load_scenario(tmp_path / "scenario.yaml"))
    assert (fault.file, fault.message) == (
        str(tmp_path / "absences.csv"),
        f"is read only with its folder: give {tmp_path} instead of {tmp_path / 'scenario.yaml'}",
    )
    assert len(load_scenario(tmp_path).absences) == 1
