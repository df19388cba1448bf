import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem_models import Absence, Area, InputError, ListedDuty, Person
from tandem_scheduler.io import tables
from tandem_scheduler.io.tables import columns_of, escaped, joined, split, unescaped
from tandem_scheduler.io.text import csv as csv_text
from tandem_scheduler.io.text.csv import read_table

from ..examples import faults_of


def people(text: str) -> tables.Table:
    return read_table(text, "people.csv", Person)


def messages(text: str) -> list[str]:
    return [str(fault) for fault in people(text).faults]


def test_columns_are_the_contract_s_keys():
    assert list(columns_of(Absence)) == ["person", "from", "to", "why"]
    assert list(columns_of(ListedDuty)) == ["start", "end", "release", "person", "on"]
    assert list(columns_of(Area)) == ["id", "name", "priority", "target", "shift.start", "shift.end"]
    assert [name for name, column in columns_of(Person).items() if column.required] == ["id", "role"]
    assert [name for name, column in columns_of(Person).items() if column.is_list] == [
        "skills",
        "tags",
        "available",
    ]


def test_an_empty_cell_is_an_absent_key_and_cells_stay_text():
    assert people("id,role,home,name\n007,detective,,NA\n 8 ,nan, ,null\n").items == [
        {"id": "007", "role": "detective", "name": "NA"},
        {"id": "8", "role": "nan", "name": "null"},
    ]


@pytest.mark.parametrize("cell", ["pip2;driver", '"pip2,driver"', "pip2 ; driver;", '" pip2, driver"'])
def test_lists_are_split(cell):
    assert people(f"id,role,skills\nD01,detective,{cell}\n").items[0]["skills"] == ["pip2", "driver"]


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("[thu, fri]", ["thu", "fri"]),
        ('["a;b"; c]', ["a;b", "c"]),
        ("[a]; b", ["[a]", "b"]),
        ("[[a]]", ["[[a]]"]),
        ('"[a]"', ["[a]"]),
        ("[", ["["]),
        ("[]", []),
    ],
)
def test_a_list_may_stand_in_brackets(cell, items):
    assert split(cell) == items
    assert split(joined(items)) == items


def test_a_key_within_a_key():
    table = read_table("id,shift.start,shift.end\na,18:00,02:00\nb,,\n", "areas.csv", Area)
    assert table.items == [{"id": "a", "shift": {"start": "18:00", "end": "02:00"}}, {"id": "b"}]
    assert str(table.fault((0, "shift", "end"), "x")) == "areas.csv:2: shift.end: x"
    assert str(table.fault((0, "shift"), "x")) == "areas.csv:2: shift: x"


def test_lines_are_right_after_blank_lines_and_breaks_in_cells():
    table = people('\nid,role,name\n\nD01,detective,"two\nlines"\n,,\n"D\n02",detective,x\nD03,detective,y')
    assert table.lines == [4, 7, 9]
    assert table.items[0]["name"] == "two\nlines"
    assert table.header_line == 2


def test_places():
    table = people("id,name,role\nD01,,x\n")
    assert str(table.fault((0, "role"), "x")) == "people.csv:2: role: x"
    assert str(table.fault((0, "home"), "x")) == "people.csv:2: home: x"
    assert str(table.fault((0,), "x")) == "people.csv:2: x"
    assert str(table.fault((), "x")) == "people.csv:1: x"


def test_unknown_double_and_missing_columns_are_a_fault_each():
    assert messages("id,hom,id,skils,,\nD01,a,b,c,,\nD02,a,b,c,,\n") == [
        "people.csv:1: unknown column 'hom', did you mean 'home'? Begin a column of your own with x-",
        "people.csv:1: id: this column stands in the header twice: keep one",
        "people.csv:1: unknown column 'skils', did you mean 'skills'? Begin a column of your own with x-",
        "people.csv:1: the column 'role' is missing",
    ]


def test_cells_under_a_column_without_a_name():
    assert messages("id,role,\nD01,detective,\nD02,detective,lost\n") == [
        "people.csv:3: cell 3 is in a column without a name: name it in the header, or empty the cell"
    ]


def test_ragged_lines():
    assert messages('id,role,home\nD01,detective\n\nD02,detective,"a,b"\nD03,detective,a,b\n') == [
        "people.csv:2: has 2 cells where the header has 3: are commas missing?",
        "people.csv:5: has 4 cells where the header has 3: put a text that holds a comma in double quotes",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "",
            "people.csv: is empty: its first line names the columns (id, role, name, contact, home, skills, "
            "tags, pattern, since, until, available, offset)",
        ),
        ("\n\n", "people.csv: is empty"),
        (" ,\n,\n", "people.csv: is empty"),
        ('id,role\nD01,detective\nD02,"detective\nD03,detective\n', "people.csv:3: a quote is opened on this line"),
        ("what;who\nD01;detective\n", "people.csv:1: its columns are not separated by commas"),
        ("id;tags\trole\nD01;a\tdetective\n", "people.csv:1: its columns are not separated by commas"),
        ("id" + ",x" * 50, "people.csv:1: has 51 cells where 50 are the most"),
        (f"id\n{'x' * 200_000}\n", "people.csv:2: can't be read as a table: field larger than field limit"),
    ],
)
def test_what_stops_the_reading(text, fault):
    assert str(faults_of(lambda: people(text))[0]).startswith(fault)


@pytest.mark.parametrize(
    ("text", "line"), [('id,role\na,b\n"c,d\n\ne,f', 3), ('id,role\na,"b""', 2), ('id,role\n"a\nb",c\n\nd,"', 5)]
)
def test_an_open_quote_is_told_where_its_line_begins(text, line):
    assert [*map(str, faults_of(lambda: people(text)))] == [
        f"people.csv:{line}: a quote is opened on this line and never closed"
    ]


def test_bound_on_lines(monkeypatch):
    monkeypatch.setattr(csv_text, "MOST_ROWS", 3)
    assert len(people("id,role\na,b\nc,d").items) == 2
    assert str(faults_of(lambda: people("id,role\na,b\nc,d\n\n"))[0]) == "people.csv:4: has more than 3 lines"


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-1", "@x", "\tx", "\rx", "'=x", "''@x"])
def test_what_begins_like_a_formula_is_escaped(cell):
    assert escaped(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["D01", "", "a=b", "'quoted'", "'", "o'clock"])
def test_other_cells_stay_as_they_are(cell):
    assert escaped(cell) == unescaped(cell) == cell


@given(st.text(st.sampled_from("'=+-@\t\rab")))
def test_escaping_is_undone_exactly(cell):
    assert unescaped(escaped(cell)) == cell


CELLS = st.text(st.sampled_from('a,;"\n é=\x7f')).map(str.strip)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_any_sheet_reads_back_with_its_lines(rows, quoting):
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n", quoting=quoting)
    writer.writerow(["id", "role", "name"])
    wanted, lines = [], []
    for row in rows:
        line = sheet.getvalue().count("\n") + 1
        writer.writerow(row)
        if any(row):
            lines.append(line)
            wanted.append({key: cell for key, cell in zip(("id", "role", "name"), row, strict=True) if cell})
    table = people(sheet.getvalue())
    assert (table.items, table.lines, [*table.faults]) == (wanted, lines, [])


@given(st.text(st.sampled_from('a,"\n ;')))
def test_any_text_is_read_or_refused(text):
    try:
        table = people("id,role,name\n" + text)
    except InputError as error:
        assert [fault.message for fault in error.faults] == ["a quote is opened on this line and never closed"]  # noqa: PT017
    else:
        assert table.lines == sorted(set(table.lines))
