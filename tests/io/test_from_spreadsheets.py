"""Tables as spreadsheets save them: other separators, encodings and orders of dates, and the planner's own columns."""

from datetime import date

import pytest
from openpyxl import load_workbook

from tandem_models import HistoryEntry, RosterError, ScenarioError
from tandem_scheduler import load_scenario, read_history, read_roster
from tandem_scheduler.io import read_scenario
from tandem_scheduler.io.workbook import workbook_of
from tests.builders import scenario

from .examples import AREAS, HEAD, PEOPLE, faults_of, told, write

PAIR = [
    HistoryEntry(person="D01", on="2021-02-05", area="charnwood", partner="N01"),
    HistoryEntry(person="N01", on="2021-02-05", area="charnwood", partner="D01"),
]
IDS = ("D01", "N01")


def faults(path):
    return [told(fault) for fault in faults_of(lambda: load_scenario(path))]


@pytest.fixture
def folder(tmp_path):
    write(
        tmp_path,
        scenario=HEAD + AREAS + "export_dates: D/M/Y\n",
        people="id,role\nD01,detective\nN01,neighbourhood_officer\n",
    )
    return tmp_path


def test_dates_in_every_table_follow_the_setting(folder):
    write(
        folder,
        people="id,role,since\nD01,detective,01/02/2021\nN01,neighbourhood_officer,1.2.21\n",
        absences="person,from,to\nD01,05/03/2021,2021-03-06\n",
        requests="person,on,want\nN01,23/02/2021,off\n",
        duties="person,on,start,end\nN01,24/02/2021,08:00,16:00\n",
        history="evening,area,detective,officer\n05/02/2021,charnwood,D01,N01\n",
    )
    plan = load_scenario(folder)
    assert [one.since for one in plan.people] == [date(2021, 2, 1)] * 2
    assert (plan.absences[0].first, plan.absences[0].last) == (date(2021, 3, 5), date(2021, 3, 6))
    assert plan.requests[0].on == date(2021, 2, 23)
    assert plan.duties[0].on == date(2021, 2, 24)
    assert [*plan.history] == PAIR
    for name, text in (("worked", "05/02/2021"), ("roster", "23/02/2021")):
        (folder / f"{name}.csv").write_text(f"evening,area,detective,officer\n{text},charnwood,D01,N01\n")
    assert [str(team.evening) for team in read_history(folder / "worked.csv", plan)] == ["2021-02-05"]
    assert [str(team.evening) for team in read_roster(folder / "roster.csv", plan)] == ["2021-02-23"]
    with pytest.raises(RosterError, match="write 2021-02-23"):
        read_roster(folder / "roster.csv")


def test_dates_are_never_guessed(folder):
    write(folder, scenario=HEAD + AREAS, absences="person,from\n" + "D01,05/03/2021\n" * 4)
    where = "set export_dates in scenario.yaml to its order, D/M/Y or M/D/Y"
    assert faults(folder) == [
        f"absences.csv:2: from: '05/03/2021' is not year-month-day: {where} (and 3 more like it in this column)"
    ]
    write(folder, scenario=HEAD + AREAS + "export_dates: M/D/Y\n", absences="person,from\nD01,25/03/2021\n")
    assert faults(folder) == ["absences.csv:2: from: '25/03/2021' is no date written M/D/Y, as export_dates says"]
    (folder / "absences.csv").unlink()
    (folder / "roster.csv").write_text("evening,area,detective,officer\n25/02/2021,charnwood,D01,N01\n")
    told_of = faults_of(lambda: read_roster(folder / "roster.csv", load_scenario(folder)))
    assert [fault.message for fault in told_of] == ["'25/02/2021' is no date written M/D/Y, as export_dates says"]


@pytest.mark.parametrize("order", ["", "export_dates: D/M/Y\n", "export_dates: M/D/Y\n"])
def test_a_day_that_no_calendar_has_is_told_at_once(folder, order):
    write(folder, scenario=HEAD + AREAS + order, absences="person,from\nD01,31/11/2026\n")
    assert faults(folder) == ["absences.csv:2: from: there is no day 31/11/2026 in the calendar"]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_another_separator_is_read_where_no_column_is_known_otherwise(folder, separator):
    text = 'id,role,skills,name\nD01,detective,"pip2; boat","Ash, A."\nN01,neighbourhood_officer,,\n'
    rows = ["id,role,skills,name", 'D01,detective,"pip2; boat","Ash| A."', "N01,neighbourhood_officer,,"]
    write(folder, people="\n".join(row.replace(",", separator).replace("|", ",") for row in rows) + "\n")
    found = load_scenario(folder)
    assert (found.people[0].skills, found.people[0].name) == (("pip2", "boat"), "Ash, A.")
    write(folder, people=text)
    assert load_scenario(folder) == found
    (folder / "roster.csv").write_text(
        "evening,area,detective,officer\n2021-02-23,charnwood,D01,N01\n".replace(",", separator)
    )
    assert [team.detective for team in read_roster(folder / "roster.csv", found)] == ["D01"]
    write(folder, people=f"id{separator}role,name\nD01{separator}detective,x\n")
    assert any(
        f"unknown column 'id{separator}role'" in fault for fault in map(str, faults_of(lambda: load_scenario(folder)))
    )


def test_a_line_with_another_number_of_cells_names_the_separator(folder):
    write(folder, people="id;role;name\nD01;detective;Ash;A.\nN01;neighbourhood_officer\n")
    assert faults(folder) == [
        "people.csv:2: has 4 cells where the header has 3: put a text that holds a semicolon in double quotes",
        "people.csv:3: has 2 cells where the header has 3: are semicolons missing?",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "Zoë Brontë",
        "Seán O\u2019Hára",
        "José Núñez \u2013 acting",
        "Strauß",
        "Größe",
        "Lebœuf",
        "\u201eMäx\u201c O\u00b4Hara",
    ],
)
def test_excel_s_own_csv_is_read_with_a_note(folder, name):
    people = f"id,role,name\nD01,detective,{name}\nN01,neighbourhood_officer,\n"
    (folder / "people.csv").write_bytes(people.encode("cp1252"))
    found = read_scenario(folder)
    assert found.scenario.people[0].name == name
    assert [note for note in found.notes if "Windows-1252" in note and name not in note]
    (folder / "people.csv").write_text(people)
    in_utf8 = read_scenario(folder)
    assert (in_utf8.scenario, in_utf8.notes) == (found.scenario, ())


@pytest.mark.parametrize(
    ("name", "encoding", "byte"),
    [
        ("Renž", "cp1252", "9E, number 18"),
        ("Łukasz", "cp1250", "A3, number 15"),
        ("Петров", "cp1251", "CF, number 15"),
        ("Kośla", "cp1250", "9C, number 17"),
    ],
)
def test_a_byte_that_may_be_several_letters_is_named(folder, name, encoding, byte):
    (folder / "people.csv").write_bytes(f"id,role,name\nD01,detective,{name}\n".encode(encoding))
    assert faults(folder)[:1] == [
        "people.csv:2: is not UTF-8 text: save it as UTF-8 (Excel: 'CSV UTF-8'); which character is meant by the byte "
        f"{byte} in this line, can't be told"
    ]


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman", "utf-16"])
def test_what_may_be_another_encoding_is_not_read(folder, encoding):
    people = "id,role,name\nD01,detective,Zoé Hára\nN01,neighbourhood_officer,\n"
    (folder / "people.csv").write_bytes(people.encode(encoding))
    assert ["is not UTF-8 text: save it as UTF-8" in fault for fault in faults(folder)] == [True]
    (folder / "people.csv").unlink()
    (folder / "scenario.yaml").write_bytes((HEAD + AREAS + PEOPLE + "# é\n").encode("cp1252"))
    assert any("is not UTF-8 text" in fault for fault in faults(folder))  # a YAML file is no export


def test_columns_of_the_planner_s_own(folder):
    people = "id,X-Rank,role,x_none\nD01,DC,detective,\nN01,PC,neighbourhood_officer,\n"
    write(folder, people=people.replace(",x_none", ",x-none"))
    assert [one.id for one in load_scenario(folder).people] == [*IDS]
    write(folder, people=people)
    assert any("Begin a column of your own with x-" in fault for fault in faults(folder))
    (folder / "people.csv").unlink()


def workbook_with_roster_columns(path, *rows, dates=None):
    book = load_workbook(path)
    sheet = book["History"]
    sheet.delete_rows(1, sheet.max_row)
    for row in (["Evening", "Area", "Detective", "Officer", "x-car"], *rows):
        sheet.append(row)
    if dates:
        next(row for row in book["Settings"].iter_rows() if row[0].value == "Export dates")[1].value = dates
    book.save(path)


def test_the_sheet_history_takes_a_roster_s_columns(tmp_path):
    path = tmp_path / "plan.xlsx"
    plan = scenario(
        people=[{"id": "D01", "role": "detective", "name": "Ann Ash"}, {"id": "N01", "role": "neighbourhood_officer"}]
    )
    path.write_bytes(workbook_of(plan))
    rows = (["26/02/2021", "north", "Ann Ash", "n01", "blue"], [date(2021, 2, 27), "old-town", "D09", "N01", None])
    workbook_with_roster_columns(path, *rows, dates="D/M/Y")
    read = load_scenario(path)
    assert [(e.person, str(e.on), e.area, e.partner) for e in read.history] == [
        ("D01", "2021-02-26", "north", "N01"),
        ("N01", "2021-02-26", "north", "D01"),
        ("D09", "2021-02-27", "old-town", "N01"),
        ("N01", "2021-02-27", "old-town", "D09"),
    ]
    assert [entry.person for entry in read.past] == ["D01", "N01", "N01"]
    assert load_scenario_again(read, tmp_path) == read


def load_scenario_again(plan, folder):
    path = folder / "again.xlsx"
    path.write_bytes(workbook_of(plan))
    return load_scenario(path)


def test_faults_of_a_roster_s_columns_have_their_cell(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(workbook_of(scenario()))
    rows = (
        ["2021-03-02", "north", "D1", "N1"],
        ["2021-02-27", "north", None, "N1"],
        ["2021-02-28", "North-", "D01", "N2"],
    )
    workbook_with_roster_columns(path, *rows)
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    assert [f"{fault.cell}: {fault.message}" for fault in caught.value.faults] == [
        "History!C3: detective is missing",
        "History!C4: unknown person 'D01', did you mean 'D1'?",
        "History!B4: unknown area 'North-', did you mean 'north'?",
        "History!A2: 2021-03-02 is not before the operation starts on 2021-03-01",
    ]


def test_a_sheet_of_nothing_but_a_header_of_a_roster_is_no_history(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(workbook_of(scenario()))
    workbook_with_roster_columns(path)
    assert load_scenario(path).history == ()
