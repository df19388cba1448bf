"""Rosters as workbooks: what is written is read again, and a change by hand is read or told of, by cell."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tandem_models import RosterError
from tandem_scheduler import read_roster, write_roster
from tandem_scheduler.io.roster_grid import _evening_of, teams_in
from tests.builders import day, people, scenario, team

from .workbook.test_workbooks import HOSTILE, TEXTS, WORDS

PLAN = scenario(people=people(3, 3, D1={"name": "Ann Example"}, N1={"name": "Bob + Co", "contact": "ext 12"}))
ROSTER = (team(1), team(1, "south", "D2", "N2"), team(1, "south", "D3", "N3"), team(3, "north", "D2", "N1"))


def roster_book(folder, change=None, plan=PLAN, roster=ROSTER):
    path = folder / "roster.xlsx"
    write_roster(path, roster, plan)
    if change is not None:
        book = load_workbook(path)
        change(book["Roster"])
        book.save(path)
    return path


def told(folder, change) -> list[str]:
    path = roster_book(folder, change)
    with pytest.raises(RosterError) as raised:
        read_roster(path, PLAN)
    return [str(fault).removeprefix(f"{path}: ") for fault in raised.value.faults]


def test_a_roster_comes_back_as_it_went(tmp_path):
    assert read_roster(roster_book(tmp_path), PLAN) == ROSTER
    assert read_roster(roster_book(tmp_path)) == ROSTER
    assert read_roster(roster_book(tmp_path, roster=()), PLAN) == ()


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_hostile_names_and_ids_change_nothing(data, tmp_path_factory):
    ids = data.draw(st.lists(WORDS, min_size=6, max_size=6, unique=True))
    names = data.draw(st.lists(TEXTS | st.just("x + D1"), min_size=6, max_size=6))
    roles = ["detective"] * 2 + ["neighbourhood_officer"] * 2
    plan = scenario(
        people=[{"id": i, "role": r, "name": n} for i, r, n in zip(ids, roles, names, strict=False)],
        areas=[{"id": ids[4], "name": names[4]}, {"id": ids[5], "name": names[5]}],
    )
    roster = (team(1, ids[4], ids[0], ids[2]), team(2, ids[5], ids[1], ids[3]), team(2, ids[5], ids[0], ids[2]))
    path = roster_book(tmp_path_factory.mktemp("roster"), plan=plan, roster=roster)
    assert sorted(map(str, read_roster(path, plan))) == sorted(map(str, roster))
    for page in load_workbook(path).worksheets:
        assert not [cell.coordinate for row in page.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize("name", [*HOSTILE, "a\x07b"])
def test_hostile_names_of_operations_and_areas(name, tmp_path):
    area = {"id": "north", "name": name}
    operation = {"name": name, "start": day(1), "end": day(2)}
    plan = scenario(operation=operation, areas=[area])
    assert read_roster(roster_book(tmp_path, plan=plan, roster=(team(1),)), plan) == (team(1),)


@pytest.mark.parametrize(
    "text", ["D02 + N05", "D02+N05", "D02 Ann +  N05 Bob Smith", "D02\n+ N05", " D02 Ann\n + N05 B. + C"]
)
def test_ways_to_write_a_team(text):
    assert teams_in(text) == [("D02", "N05")]


def test_several_teams_and_what_is_none():
    assert teams_in("D1 + N1\nD2 Ann\n+ N2 Bob\n\nD3 +N3") == [("D1", "N1"), ("D2", "N2"), "D3 +N3"]
    assert teams_in("nobody") == ["nobody"]


def test_changes_by_hand_are_read(tmp_path):
    def change(page):
        page["C6"].value = "D2 + N3"
        page["D5"].value = None
        page["E4"].value = None

    assert read_roster(roster_book(tmp_path, change), PLAN) == (team(1), team(2, "north", "D2", "N3"), ROSTER[3])


def test_faults_name_the_cell(tmp_path):
    def change(page):
        page["C5"].value = "D9 + N1"
        page["D6"].value = "D1 or N1"
        page["D4"].value = "suoth"
        page["D7"].value = "D1 + N1"
        page["A7"].value = "soon"
        page["F8"].value = "D1 + N1"

    assert told(tmp_path, change) == [
        "Roster!D6: a line here is not a team: write it like D02 + N05, each team on its own line",
        "Roster!A7: 'soon' is no evening of the operation, or of another weekday: write the date, like 2021-03-01",
        "Roster!F8: is in a column without an area: name its id in the header, or empty the cell",
        "Roster!C5: detective: unknown person 'D9': known are D1, D2, D3",
        "Roster!D4: area: unknown area 'suoth', did you mean 'south'?",
    ]


@pytest.mark.parametrize(
    "text",
    ["Wed 3 Mar", "3 March", "Wednesday, 3rd March 2021", "wed 03 mar 21", "Mar 3", "3/3", "03.03.2021", "3-Mar"],
)
def test_ways_to_write_an_evening_of_the_operation(tmp_path, text):
    def change(page):
        page["A7"].value = text
        page["D7"].value = "D1 + N3"

    assert team(3, "south", "D1", "N3") in read_roster(roster_book(tmp_path, change), PLAN)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Tue 3 Mar", "is no evening of the operation, or of another weekday: write the date, like 2021-03-01"),
        ("3 March 2022", "is no evening of the operation, or of another weekday: write the date, like 2021-03-01"),
        ("Wed", "is no evening of the operation, or of another weekday: write the date, like 2021-03-01"),
        ("4/3", "is more than one evening of the operation: write the date 2021-03-04 or 2021-04-03"),
    ],
)
def test_evenings_that_are_none_or_several_are_told_once(tmp_path, text, message):
    plan = scenario(operation={"name": "Test", "start": day(1), "end": day(40)}, people=people(3, 3))

    def change(page):
        page["A7"].value = text
        page["C7"].value = "D1 + N3"
        page["D7"].value = "D2 + N2"

    path = roster_book(tmp_path, change, plan, ())
    with pytest.raises(RosterError) as raised:
        read_roster(path, plan)
    assert [str(fault) for fault in raised.value.faults] == [f"{path}: Roster!A7: '{text}' {message}"]


@pytest.mark.parametrize(
    "text", ["D2 / N3", "D2/N3", "D2 & N3", "D2, N3", "D2 and N3", "D2 with N3", "D2 / N3 Cy", "Bea / N3"]
)
def test_a_team_with_another_word_between_two_people_of_the_scenario(tmp_path, text):
    plan = scenario(people=people(3, 3, D2={"name": "Bea"}))

    def change(page):
        page["C5"].value = text

    assert read_roster(roster_book(tmp_path, change, plan, ()), plan) == (team(1, "north", "D2", "N3"),)


@pytest.mark.parametrize("text", ["D2 /", "/ N3", "D2 / N3 / D1", "D2 N3", "D2\n+", "D2\n+ \xa0", "+\n+"])
def test_what_is_no_team_of_two_is_told(tmp_path, text):
    def change(page):
        page["C5"].value = text

    assert told(tmp_path, change) == [
        "Roster!C5: a line here is not a team: write it like D02 + N05, each team on its own line"
    ]


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("D2 / N9", "after D2: unknown person 'N9': alike are N1, N2, N3"),
        ("Soren Berg / N3", "what stands before N3 is the name of D1: give the id"),
        ("N3 & Berg", "what stands after N3 is part of the name of D1: give the id"),
        ("Ann Lee / N3", "before N3: nobody has this name: give the id"),
    ],
)
def test_which_of_two_is_not_known_is_told(tmp_path, text, more):
    def change(page):
        page["C5"].value = text

    plan = scenario(people=people(3, 3, D1={"name": "Søren Berg"}))
    path = roster_book(tmp_path, change, plan)
    no_team = "Roster!C5: a line here is not a team: write it like D02 + N05, each team on its own line"
    with pytest.raises(RosterError) as caught:
        read_roster(path, plan)
    assert [str(fault).partition(": ")[2] for fault in caught.value.faults] == [f"{no_team}; {more}"]


def test_a_name_that_stands_alone_is_told_of_as_a_whole(tmp_path):
    def change(page):
        page["C5"].value, page["A6"].value = "Soren Berg\n+ N3", 44257
        page["C6"].value, page["A6"].number_format = "D2 + N2", "General"

    plan = scenario(people=people(3, 3, D1={"name": "Søren Berg"}))
    with pytest.raises(RosterError) as caught:
        read_roster(roster_book(tmp_path, change, plan), plan)
    assert [str(fault).partition(": ")[2] for fault in caught.value.faults] == [
        "Roster!A6: '44257' is a number, not a date: if it is Excel's for 2 March 2021, write 2021-03-02",
        "Roster!C5: detective: is the name of D1: give the id",
    ]


def test_two_teams_on_one_line_are_not_taken_for_one(tmp_path):
    def change(page):
        page["C5"].value = "D2 + N3 / D3 + N2"

    assert told(tmp_path, change) == ["Roster!C5: has two teams on one line: write each on its own"]


def test_people_and_areas_that_are_not_there_are_told_once(tmp_path):
    def change(page):
        page["C5"].value = "D9 + N1"
        page["D4"].value = "suoth"

    assert told(tmp_path, change) == [
        "Roster!C5: detective: unknown person 'D9': known are D1, D2, D3",
        "Roster!D4: area: unknown area 'suoth', did you mean 'south'?",
    ]


def test_other_workbooks_are_refused(tmp_path):
    path = tmp_path / "other.xlsx"
    book = Workbook()
    book.save(path)
    with pytest.raises(RosterError, match="has no sheet 'Roster' with evenings down and areas across"):
        read_roster(path)
    book.worksheets[0].title = "roster"
    book.save(path)
    with pytest.raises(RosterError, match="has no row that begins with 'Evening' and names the areas' ids"):
        read_roster(path)


def test_only_the_roster_can_be_changed(tmp_path):
    content = BytesIO(roster_book(tmp_path).read_bytes())
    pages = load_workbook(content).worksheets
    assert [page.title for page in pages[:5]] == ["Roster", "By person", "Load", "Areas", "Gaps"]
    assert [page.protection.sheet for page in pages] == [False] + [True] * (len(pages) - 1)


def test_names_must_be_those_of_the_ids_beside_them(tmp_path):
    plan = scenario(people=people(2, 2, D1={"name": "Sarah O'Connor"}, D2={"name": "Jamie Patel"}))
    path = roster_book(tmp_path, plan=plan, roster=(team(1), team(2, "south", "D2", "N2")))
    book = load_workbook(path)
    book["Roster"]["C5"].value = "D1 Jamie  PATEL\n+ N1 Bob"
    book["Roster"]["D6"].value = "Jamie Patel\n+N2"
    book.save(path)
    with pytest.raises(RosterError) as raised:
        read_roster(path, plan)
    assert [str(fault).removeprefix(f"{path}: ") for fault in raised.value.faults] == [
        "Roster!C5: the name beside D1 is not theirs, but that of D2: make id and name those of one person"
    ]
    book["Roster"]["C5"].value = "D1 sarah o'connor + N1 anybody"
    book.save(path)
    assert read_roster(path, plan) == (team(1), team(2, "south", "D2", "N2"))


def test_the_hours_of_an_area_stand_above_it(tmp_path):
    areas = [{"id": "north", "name": "Harbour", "shift": {"start": "15:00", "end": "01:00"}}, {"id": "south"}]
    path = roster_book(tmp_path, plan=scenario(areas=areas, people=people(3, 3)))
    page = load_workbook(path)["Roster"]
    assert [page.cell(3, column).value for column in (3, 4)] == ["Harbour, 15:00-01:00", "south"]
    assert page["B5"].value.startswith("14:00-22:00")
    assert read_roster(path) == ROSTER


@pytest.mark.parametrize(("text", "fits"), [("2026-12-9", False), ("2026/9/12", True), ("2026-13-9", False)])
def test_dates_with_the_year_first_are_read_in_that_order_only(text, fits):
    plan = scenario(start=date(2026, 9, 1), days=30)
    if fits:
        assert _evening_of(text, plan) == "2026-09-12"
    else:
        with pytest.raises(ValueError, match="no evening of the operation"):
            _evening_of(text, plan)


def test_a_name_that_only_somebody_else_has_is_refused_beside_an_id_without_one(tmp_path):
    def change(page):
        page["C5"] = "D2 Ann Example + N1"

    assert "the name beside D2 is not theirs, but that of D1" in told(tmp_path, change)[0]


@pytest.mark.parametrize("gap", [" " * 9_000, "\t " * 4_000])
def test_long_cells_are_read_in_one_go(tmp_path, gap):
    def change(page):
        page["C5"].value = f"D1{gap}Ann Example{gap}+{gap}N1"
        page["D5"].value = f"D2{gap}/{gap}N2"
        page["A7"].value = f"3{gap}March"
        page["C7"].value = "D3 + N3"

    assert [fault.split(": ")[0] for fault in told(tmp_path, change)] == ["Roster!A7"]


def test_two_teams_on_a_line_are_told_of_whether_the_people_are_known_or_not(tmp_path):
    def change(page):
        page["C5"].value = "D1 + N1 + D2 + N2"

    assert told(tmp_path, change) == ["Roster!C5: has two teams on one line: write each on its own"]
    with pytest.raises(RosterError, match="Roster!C5: has two teams on one line"):
        read_roster(tmp_path / "roster.xlsx")
