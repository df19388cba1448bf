"""What planners type, strike out, hide and merge in workbooks, and what these say of themselves."""

from io import BytesIO

from openpyxl import load_workbook

from tandem_scheduler.io.workbook import workbook_of
from tests.builders import scenario

from .test_workbooks import told


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
        "Settings!B8: value: '16' is an hour, not a time of day: write 16:00",
        "Settings!B9: value: '2' is an hour, not a time of day: write 2:00",
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
        "and in 3 more"
    ]
