"""Workbooks in a planner's words: names for ids, roles in the plural, kinds of rules with spaces, places in notes."""

from datetime import datetime

from tandem_scheduler import notes
from tandem_scheduler.io import load_scenario, read_scenario
from tests.builders import people, scenario

from ..examples import WHOLE
from .test_workbooks import edited, told


def test_names_will_do_where_ids_are_asked_for(tmp_path):
    named = {"D1": {"name": "Jamie Patel"}, "D2": {"name": "Ann Lee"}, "N1": {"name": "Ann Lee"}}
    areas = [{"id": "north", "name": "Hinckley & Blaby"}, {"id": "south"}]

    def change(book):
        for row, person in enumerate(("jamie  patel", "d2"), 2):
            book["Absences"].cell(row, 1).value = person
            book["Absences"].cell(row, 2).value = datetime(2021, 3, row)
        book["People"]["E4"].value = "Hinckley & Blaby"

    plan = load_scenario(edited(tmp_path, change, scenario(people=people(2, 2, **named), areas=areas)))
    assert [absence.person for absence in plan.absences] == ["D1", "D2"]
    assert plan.person["N1"].home == "north"


def test_a_name_of_two_people_stands_for_neither(tmp_path):
    named = {"D2": {"name": "Ann Lee"}, "N1": {"name": "Ann Lee"}}

    def change(book):
        book["Absences"]["A2"].value = "Ann Lee"
        book["Absences"]["B2"].value = datetime(2021, 3, 2)

    assert told(tmp_path, change, scenario(people=people(2, 2, **named))) == [
        "Absences!A2: person: is the name of D2 and N1: give the id"
    ]


def test_a_name_that_nobody_has(tmp_path):
    def change(book):
        book["Absences"]["A2"].value, book["Absences"]["B2"].value = "Jmaie Patel", datetime(2021, 3, 2)

    named = scenario(people=people(1, 1, D1={"name": "Jamie Patel"}))
    assert told(tmp_path, change, named) == [
        "Absences!A2: person: nobody has this name, that of D1 is nearly the same: give the id"
    ]
    assert told(tmp_path, change) == ["Absences!A2: person: nobody has this name: give the id"]


def rules(book, *rows):
    """Write rules of kind, who, areas and max."""
    place = {cell.value: cell.column for cell in book["Rules"][1]}
    for number, row in enumerate(rows, 2):
        for header, value in zip(("Kind", "Who", "Areas", "Max"), row, strict=True):
            book["Rules"].cell(number, place[header]).value = value


def test_rules_as_planners_write_them(tmp_path):
    def change(book):
        rules(
            book,
            ("Max Evenings", "Detectives; neighbourhood Officers", None, 3),
            ("area limit", "jamie patel; n1; LATE", "North Side", 1),
            ("UK police", None, None, None),
            ("keep-apart", "Officers", None, None),
        )

    plan = scenario(
        areas=[{"id": "north", "name": "North side"}],
        people=people(1, 2, D1={"name": "Jamie Patel"}, N1={"tags": ["late"]}, N2={"tags": ["Officers"]}),
    )
    found = load_scenario(edited(tmp_path, change, plan)).rules
    assert (found[0].kind, found[0].who) == ("max_evenings", ("detective", "neighbourhood_officer"))
    assert (found[1].who, found[1].areas) == (("D1", "N1", "late"), ("north",))
    assert found[2].use == "uk-police"
    assert found[3].who == ("Officers",)


def test_roles_by_any_of_their_words(tmp_path):
    def change(book):
        book["People"]["B2"].value, book["People"]["B4"].value = "Detectives", "Officer"

    assert load_scenario(edited(tmp_path, change)) == scenario()


def test_a_rule_s_faults_are_all_told(tmp_path):
    def change(book):
        rules(book, ("max evenigs", "detectivs", "nroth", "many"), ("max_evenings", "Detectivs", None, "many"))

    assert told(tmp_path, change) == [
        "Rules!A2: kind: unknown kind, did you mean 'max_evenings'?",
        "Rules!C3: max: must be a whole number, not 'many'",
        "Rules!B2: who: nobody has the role, id, skill, tag or home area 'detectivs', did you mean 'detective'?",
        "Rules!N2: areas: unknown area 'nroth', did you mean 'north'?",
        "Rules!B3: who: nobody has the role, id, skill, tag or home area 'Detectivs', did you mean 'detective'?",
    ]


def test_a_date_with_a_time_of_day(tmp_path):
    def change(book):
        book["Absences"]["A2"].value, book["Absences"]["B2"].value = "D1", datetime(2021, 3, 2, 14)

    assert told(tmp_path, change) == [
        "Absences!B2: from: '2021-03-02 14:00' has a time of day, only the date counts: write 2021-03-02"
    ]


def test_notes_name_sheet_and_row(tmp_path):
    def change(book):
        book["Absences"]["A4"].value, book["Absences"]["B4"].value = "N2", datetime(2019, 12, 20)

    plan, place, _ = read_scenario(edited(tmp_path, change))
    assert notes(plan, place) == (
        f"the absence of N2 on 20 December 2019 ({tmp_path}/plan.xlsx: Absences, row 4) is far outside the operation: "
        "is the year right?",
    )
    assert place(("pins", 0)) == ""


def test_what_was_added_to_a_scenario_since_stands_nowhere_in_its_file(tmp_path):
    file = tmp_path / "plan.yaml"
    file.write_text(WHOLE)
    place = read_scenario(file).place
    assert "pins:" not in WHOLE
    assert (place(("pins", 0)), place(("people", 0)) != "") == ("", True)


def test_a_column_that_a_kind_of_rule_does_not_read(tmp_path):
    def change(book):
        rules(book, ("team_skill", "D1", None, None), ("uk-police", None, None, 3), ("visits", "D1", None, 2))
        place = {cell.value: cell.column for cell in book["Rules"][1]}["Skill"]
        book["Rules"].cell(2, place).value = "drive"

    pack = "change, use, without"
    assert [one.partition(" has ")[0] for one in told(tmp_path, change, scenario(people=people(1, 1, D1=DRIVER)))] == [
        "Rules!B2: who: 'who' is read for other kinds of rules only: leave it out; team_skill",
        "Rules!C3: max: 'max' is read for other kinds of rules only: leave it out; a pack",
        "Rules!B4: who: 'who' is read for other kinds of rules only: leave it out; visits",
    ]
    assert any(one.endswith(f"a pack has {pack}") for one in told(tmp_path, change, scenario(people=people(1, 1))))


DRIVER = {"skills": ["drive"]}


def test_two_people_in_one_cell_and_a_number_for_a_date(tmp_path):
    def change(book):
        for row, (person, first) in enumerate((("jamie patel, N1", datetime(2021, 3, 2)), ("D1", 44257)), 2):
            book["Absences"].cell(row, 1).value, book["Absences"].cell(row, 2).value = person, first
        book["Absences"]["B3"].number_format = "General"

    assert told(tmp_path, change, scenario(people=people(1, 1, D1={"name": "Jamie Patel"}))) == [
        "Absences!B3: from: '44257' is a number, not a date: if it is Excel's for 2 March 2021, write 2021-03-02",
        "Absences!A2: person: is of D1 and N1 where one person stands: give each an entry of their own",
    ]


def test_the_name_of_a_leaver_in_the_history(tmp_path):
    def change(book):
        book["History"]["A2"].value, book["History"]["B2"].value = "Jo Gone", datetime(2021, 2, 2)

    assert told(tmp_path, change) == [
        "History!A2: person: nobody has this name: give the id, of somebody who has left the old one, or keep them "
        "among the people with `until`"
    ]
