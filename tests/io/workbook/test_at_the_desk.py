"""What planners type, strike out, hide and merge in workbooks, and what these say of themselves."""

from io import BytesIO

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from tandem_scheduler import read_roster, write_roster
from tandem_scheduler.io import read_scenario
from tandem_scheduler.io.roster_notes import roster_notes
from tandem_scheduler.io.workbook import workbook_of
from tests.builders import people, scenario, team, worked

from .test_workbooks import edited, told


def test_the_kinds_of_rules_are_told_by_the_names_of_columns():
    page = load_workbook(BytesIO(workbook_of(scenario())))["Rule kinds"]
    asks = {row[0].value: row[1].value for row in page.iter_rows(min_row=2)}
    assert asks["rest_days"].startswith("At least “Least” dates free of any duty in any “Days” dates in a row")
    assert asks["max_evenings"].startswith("At most “Max” evenings each")
    assert not [text for text in asks.values() if "`" in text]


def test_an_hour_alone_is_no_time(tmp_path):
    def change(book):
        rows = {row[0].value: row for row in book["Settings"].iter_rows(min_row=2)}
        rows["Evenings shift start"][1].value = 16  # in a cell that shows times: Excel takes it for 16 days
        rows["Evenings shift end"][1].value = "2"

    assert told(tmp_path, change) == [
        "Settings!B9: value: '16' is an hour, not a time of day: write 16:00",
        "Settings!B10: value: '2' is an hour, not a time of day: write 2:00",
    ]


def test_an_id_given_twice_is_told_by_its_cell(tmp_path):
    def change(book):
        book["People"]["A5"].value = "D1"

    assert told(tmp_path, change) == [
        "People!A5: id: person 'D1' is in the list already (People!A2): each needs its own id"
    ]


def test_a_word_with_a_space_is_one_fault_however_often_it_stands(tmp_path):
    def change(book):
        place = {cell.value: cell.column for cell in book["People"][1]}["Tags"]
        for row in range(2, 6):
            book["People"].cell(row, place).value = "Team A"

    assert told(tmp_path, change) == [
        "People!G2: tags: has a space in it: ids are one word, like 'west-leicester': put a hyphen in its place, here "
        "and in 3 more; or, if it is several, separate them: E; N in a table, [E, N] in YAML"
    ]


def read(tmp_path, change, plan=None):
    """The scenario and what is noted of its workbook, without the file's name."""
    return read_scenario(edited(tmp_path, change, plan))


def test_a_cell_merged_over_rows_counts_in_each(tmp_path):
    def change(book):
        book["People"]["B4"].value = book["People"]["B5"].value = None
        book["People"].merge_cells("B2:B3")
        book["People"]["B4"].value = "officers"
        book["People"].merge_cells("B4:B5")
        book["People"].merge_cells("C2:D2")  # beside each other: the first holds it

    found = read(tmp_path, change)
    assert found.scenario == scenario()
    assert found.notes == (
        "People!B2 is merged over the rows 2 to 3: it counts in each",
        "People!B4 is merged over the rows 4 to 5: it counts in each",
    )


def test_what_is_hidden_or_struck_out_counts_and_is_told(tmp_path):
    def change(book):
        page = book["Absences"]
        for row in (2, 3, 4):
            page.cell(row, 1).value, page.cell(row, 2).value = f"D{row // 2}", f"2021-03-0{row}"
        page.row_dimensions[3].hidden = True
        page["A2"].font = Font(strike=True)
        page["A4"].value = CellRichText(TextBlock(InlineFont(strike=True), "D"), "2")
        page.row_dimensions[9].hidden = True  # where nothing stands

    found = read(tmp_path, change)
    assert len(found.scenario.absences) == 3
    assert found.notes == (
        "Absences: row 3 is hidden and counts all the same: show it or delete it",
        "Absences: cells A2, A4 are struck out and count all the same: empty what is not to count",
    )


def marked(tmp_path, change):
    """What is noted of a roster's workbook in which something was changed, and its teams."""
    plan = scenario(people=people(2, 2, D1={"name": " Ann _x0041_ Lee"}), history=worked("D2", 0))
    file = tmp_path / "roster.xlsx"
    write_roster(file, [team(1), team(2)], plan)
    book = load_workbook(file)
    change(book)
    book.save(file)
    return roster_notes(file), read_roster(file, plan)


def test_a_roster_as_it_was_written_or_changed_in_its_place_has_no_notes(tmp_path):
    assert marked(tmp_path, lambda _: None) == ([], (team(1), team(2)))

    def change(book):
        book["Roster"]["C6"].value = "D2 + N2"

    assert marked(tmp_path, change) == ([], (team(1), team(2, detective="D2", officer="N2")))


def test_changes_on_by_person_are_told(tmp_path):
    def change(book):
        book["By person"]["H2"].value = "NO"

    notes, teams = marked(tmp_path, change)
    assert teams == (team(1), team(2))
    assert notes == ["the sheet By person has been changed, which is not read: make the change on Roster"]


def test_teams_struck_out_or_hidden_are_told(tmp_path):
    def change(book):
        book["Roster"]["C5"].font = Font(strike=True)
        book["Roster"].row_dimensions[6].hidden = True

    assert marked(tmp_path, change)[0] == [
        "Roster: row 6 is hidden and counts all the same: show it or delete it",
        "Roster: cell C5 is struck out and counts all the same: empty what is not to count",
    ]
