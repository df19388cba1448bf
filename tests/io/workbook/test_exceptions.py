"""Exceptions, days available, patterns like another and absences of a tag, in workbooks and tables."""

from datetime import datetime
from io import BytesIO

from openpyxl import load_workbook

from tandem_scheduler.io import load_scenario
from tandem_scheduler.io.workbook import workbook_of
from tests.builders import day, people, scenario

from .test_workbooks import again, edited, told

TURN = {"anchor": day(1), "days": ["E", "off"], "shifts": {"E": {"start": "06:00", "end": "14:00"}, "off": {}}}
PLAN = scenario(
    people=people(
        2,
        2,
        D1={"available": ["fri", day(1)], "tags": "team-a", "name": "Ann Lee"},
        D2={"pattern": "b", "offset": 3},
    ),
    areas=[{"id": "north", "name": "Hinckley & Blaby"}, {"id": "south"}],
    patterns={"a": TURN, "b": {"like": "a", "offset": 1}},
    absences=[{"person": "team-a", "from": day(2)}],
    rules=[
        {"kind": "visits", "max": 1, "on": ["fri", day(1)], "except": ["north", day(2)]},
        {"kind": "pair_repeat", "limit": 1, "except": ["D1", "N1"]},
        {"use": "uk-police", "change": {"average-week": {"except": ["team-a"]}}},
    ],
)
PLAN_BOOK = load_workbook(BytesIO(workbook_of(PLAN)))


def test_all_of_it_comes_back_as_it_went(tmp_path):
    assert again(PLAN, tmp_path) == PLAN


def column(page, header):
    return next(cell.column for cell in page[1] if cell.value == header)


def test_as_planners_write_it(tmp_path):
    def change(book):
        people, rules, absences = book["People"], book["Rules"], book["Absences"]
        people.cell(2, column(people, "Available")).value = "Thursday; fri"
        rules.cell(2, column(rules, "Except")).value = "Hinckley & Blaby; Fri"
        rules.cell(3, column(rules, "Except")).value = "Ann Lee; Officers"
        rules.cell(3, column(rules, "On")).value = None
        absences["A2"].value, absences["B2"].value = "Team-A", datetime(2021, 3, 3)

    plan = load_scenario(edited(tmp_path, change, PLAN))
    assert plan.person["D1"].available == ("thu", "fri")
    assert plan.rules_in_force[0].exempt == ("north", "Fri")
    assert plan.bound_areas(plan.rules_in_force[0]) == ("south",)
    assert not plan.binds_on(plan.rules_in_force[0], day(5))
    assert [person.id for person in plan.spared(plan.rules_in_force[1])] == ["D1", "N1", "N2"]
    assert (plan.absent("D1", day(3)), plan.absent("D1", day(2))) == (True, False)


def test_every_fault_has_its_cell(tmp_path):
    def change(book):
        people, rules, patterns, codes = (book[name] for name in ("People", "Rules", "Patterns", "Pattern days"))
        people.cell(2, column(people, "Available")).value = "thursdays"
        rules.cell(2, column(rules, "Except")).value = "norht"
        rules.cell(3, column(rules, "Except")).value = "D7"
        patterns.cell(3, column(patterns, "Like")).value = "c"
        codes["A4"].value, codes["B4"].value = "b", "E"
        book["Absences"]["A2"].value = "tem-a"

    excepted = [column(PLAN_BOOK["Rules"], "Except"), column(PLAN_BOOK["People"], "Available")]
    letters = ["ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number - 1] for number in excepted]
    assert sorted(told(tmp_path, change, PLAN)) == [
        "Absences!A2: person: unknown person or tag 'tem-a', did you mean 'team-a'?",
        "Pattern days!A4: pattern: 'b' is like 'c': its codes are those",
        "Patterns!D3: like: unknown pattern 'c': known are a, b",
        f"People!{letters[1]}2: available: 'thursdays' is not a day: write mon, tue, wed, thu, fri, sat, sun, "
        "bank-holiday or a date like 2021-02-22",
        f"Rules!{letters[0]}2: except: unknown area or day 'norht', did you mean 'north'?",
        f"Rules!{letters[0]}3: except: nobody has the role, id, skill, tag or home area 'D7': alike are D1, D2",
    ]


def test_hints_tell_of_them():
    def hint(sheet, header):
        page = PLAN_BOOK[sheet]
        letter = page.cell(1, column(page, header)).column_letter
        return next(check.prompt for check in page.data_validations.dataValidation if f"{letter}2:" in str(check.sqref))

    assert hint("Rules", "Except").startswith("For whom, where or when it does not hold")
    assert hint("People", "Available").startswith("The only evenings on which the person can be sent")
    assert hint("People", "Offset").startswith("Days by which the person's pattern comes later")
    assert hint("Patterns", "Like").startswith("In place of both: a pattern with days of its own")
    assert hint("Absences", "Person").startswith("Who is away: an id, or a tag for all who have it")


def test_tables_have_the_columns_too(tmp_path):
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "scenario.yaml").write_text(
        "operation: {name: Test, start: 2021-03-01, end: 2021-03-05}\n"
        'evenings: {shift: {start: "14:00", end: "22:00"}, teams: 1}\n'
        "areas: [{id: north}]\n"
        "patterns:\n"
        '  a: {anchor: 2021-03-01, days: [E, "off"], shifts: {E: {start: "06:00", end: "14:00"}, "off": {}}}\n'
        "  b: {like: a, offset: 1}\n"
    )
    (folder / "people.csv").write_text(
        "id,role,tags,pattern,available,offset\nD1,detective,team-a,,thu; 2021-03-01,\nN1,officer,team-a,b,,2\n"
    )
    (folder / "absences.csv").write_text("person,from,why\nteam-a,2021-03-02,training\n")
    plan = load_scenario(folder)
    assert plan.person["D1"].available == ("thu", day(1))
    assert (plan.person["N1"].offset, plan.patterns["b"].offset) == (2, 1)
    assert [plan.absent(person, day(2)) for person in ("D1", "N1")] == [True, True]


def test_the_kinds_of_rules_name_the_column():
    kinds = {row[0]: row[2] for row in PLAN_BOOK["Rule kinds"].iter_rows(values_only=True)}
    assert "Except" in str(kinds["visits"]).split(", ")
    assert "Exempt" not in str(kinds)


def test_hints_show_lists_as_cells_have_them():
    for page in PLAN_BOOK.worksheets:
        for check in page.data_validations.dataValidation:
            assert "[" not in check.prompt
    page = PLAN_BOOK["People"]
    letter = page.cell(1, column(page, "Available")).column_letter
    hint = next(one.prompt for one in page.data_validations.dataValidation if f"{letter}2:" in str(one.sqref))
    assert "thu; fri; sat; sun" in hint
    assert hint.endswith("Several: with ; between them.")


def test_lists_in_brackets_and_lists_without_a_separator(tmp_path):
    def change(book):
        put(book, "People", "Available", 2, "[thu, Fri; sat]")
        put(book, "People", "Available", 3, "Thu Fri bank-holiday")
        put(book, "Patterns", "Days", 2, "E off E off")
        put(book, "Rules", "On", 2, "Fri Sat")
        put(book, "Rules", "Except", 3, "D1 Ann")

    found = load_scenario(edited(tmp_path, change, scenario(**PARTS)))
    assert [one.available for one in found.people[:2]] == [("thu", "fri", "sat"), ("thu", "fri", "bank-holiday")]
    assert found.patterns["a"].days == ("E", "off", "E", "off")
    assert (found.rules[0].on, found.rules[1].exempt) == (("fri", "sat"), ("D1", "D2"))


def test_a_list_without_a_separator_of_which_a_word_is_not_known(tmp_path):
    def change(book):
        put(book, "Patterns", "Days", 2, "E off X")

    assert told(tmp_path, change, scenario(**PARTS)) == [
        "Patterns!C2: days: has a space in it: ids are one word, like 'west-leicester': put a hyphen in its place; or, "
        "if it is several, separate them: E; N in a table, [E, N] in YAML"
    ]


PARTS = {
    "people": people(2, 2, D2={"name": "Ann", "pattern": "a"}),
    "patterns": {"a": TURN},
    "rules": [{"kind": "visits", "max": 1}, {"kind": "pair_repeat", "limit": 1}],
}


def put(book, sheet, header, row, value):
    page = book[sheet]
    page.cell(row, column(page, header)).value = value
