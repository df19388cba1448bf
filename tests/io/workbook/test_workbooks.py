"""Scenarios as workbooks: nothing is lost on the way, and every fault has its sheet and cell."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tandem_models import Scenario, ScenarioError
from tandem_models.rules import KINDS
from tandem_scheduler.io import load_scenario
from tandem_scheduler.io.workbook import workbook_of
from tandem_scheduler.io.workbook.cells import text_of
from tandem_scheduler.io.workbook.layout import SHEETS
from tests.agreement.random_scenarios.scenarios import scenarios
from tests.builders import people, scenario

from ..examples import SCENARIOS, faults_of

HOSTILE = (
    "=1+1",
    "+44 116",
    "-x",
    "@home",
    "'quoted",
    "<b>&amp;</b>",
    "_x0041_",
    "\u202eabc",
    "a;b",
    'c,"d"',
    "x" * 10_000,
)
TEXTS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30).filter(lambda text: text.strip()),
)
WORDS = TEXTS.map(lambda text: "".join(text.split())[:64]).filter(bool)


def again(plan: Scenario, folder: Path) -> Scenario:
    path = folder / "plan.xlsx"
    path.write_bytes(workbook_of(plan))
    return load_scenario(path)


def edited(folder: Path, change, plan: Scenario | None = None) -> Path:
    """A scenario's workbook in which somebody has changed something."""
    book = load_workbook(BytesIO(workbook_of(plan or scenario())))
    change(book)
    book.save(folder / "plan.xlsx")
    return folder / "plan.xlsx"


def told(folder: Path, change, plan: Scenario | None = None) -> list[str]:
    path = edited(folder, change, plan)
    faults = faults_of(lambda: load_scenario(path))
    assert {fault.file for fault in faults} == {str(path)}
    return [str(fault).removeprefix(f"{path}: ") for fault in faults]


@pytest.mark.parametrize("name", sorted(path.name for path in SCENARIOS.iterdir() if path.suffix in ("", ".yaml")))
def test_scenarios_come_back_as_they_went(name, tmp_path):
    if name != "broken.yaml":
        plan = load_scenario(SCENARIOS / name)
        assert again(plan, tmp_path) == plan
        assert again(plan, tmp_path).fingerprint == plan.fingerprint


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(plan=scenarios())
def test_random_scenarios_come_back_as_they_went(plan, tmp_path_factory):
    assert again(plan, tmp_path_factory.mktemp("book")) == plan


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(name=TEXTS, contact=TEXTS, why=TEXTS, skills=st.lists(WORDS, min_size=1, max_size=3, unique=True), area=WORDS)
def test_hostile_texts_stay_what_they_are(name, contact, why, skills, area, tmp_path_factory):
    plan = scenario(
        areas=[{"id": area, "name": name}, {"id": f"{area[:60]}-2"}],
        people=people(2, 2, D1={"name": name, "contact": contact, "skills": skills, "home": area}),
        absences=[{"person": "D1", "from": "2021-03-01", "why": why}],
        rules=[{"kind": "team_skill", "skill": skills[0], "why": why, "on": ["fri", "2021-03-02"]}],
    )
    found = again(plan, tmp_path_factory.mktemp("book"))
    assert found == plan
    for sheet in load_workbook(BytesIO(workbook_of(plan))).worksheets:
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_what_no_cell_can_hold_is_told_and_not_written():
    with pytest.raises(ScenarioError, match=r"People!C2: name: holds the control character U\+0007"):
        workbook_of(scenario(people=people(1, 1, D1={"name": "a\x07b"})))
    long = scenario(people=people(1, 1, D1={"skills": [f"{n:064}" for n in range(600)]}))
    with pytest.raises(ScenarioError, match=r"People!F2: skills: is longer than a cell"):
        workbook_of(long)


def test_packs_keep_what_is_changed_of_them(tmp_path):
    change = {"average-week": {"max": 40, "who": ["D1"]}, "late-run": {"ends_after": None, "strength": "soft"}}
    pack = {"use": "uk-police", "without": ["duty-run", "weekly-rest"], "change": change}
    plan = scenario(rules=[{"kind": "rest", "hours": 9.5}, pack, {"use": "uk-police"}])
    assert again(plan, tmp_path) == plan


def test_every_kind_of_rule_is_listed_with_its_columns():
    page = load_workbook(BytesIO(workbook_of(scenario())))["Rule kinds"]
    listed = [row[0].value for row in page.iter_rows(min_row=2)]
    assert listed[: len(KINDS)] == list(KINDS)
    assert "uk-police: daily-rest" in listed


def test_sheets_help_and_can_be_printed():
    book = load_workbook(BytesIO(workbook_of(scenario())))
    assert book.sheetnames == ["Read me first", "Rule kinds", *(sheet.title for sheet in SHEETS)]
    for sheet in SHEETS:
        page = book[sheet.title]
        assert page.freeze_panes == "B2"
        assert page.page_setup.orientation == "landscape"
        checks = page.data_validations.dataValidation
        assert len(checks) == len(sheet.columns)
        assert all(check.prompt and len(check.prompt) <= 255 and len(check.promptTitle) <= 32 for check in checks)
        assert all(len(check.formula1 or "") <= 255 for check in checks)
    by_column = {str(check.sqref)[0]: check for check in book["People"].data_validations.dataValidation}
    assert by_column["B"].formula1 == '"detective,neighbourhood_officer"'
    assert by_column["E"].formula1 == "='Areas'!$A$2:$A$5000"
    for sheet in SHEETS:
        for check in book[sheet.title].data_validations.dataValidation:
            # Excel shows what is wrong; only of choices something else will do, such as a name.
            assert check.showErrorMessage == bool(check.error) == (check.type is not None)
            assert check.errorStyle == ("warning" if check.type == "list" else None)


# As planners leave them


def test_headers_may_be_written_in_many_ways_and_stand_in_any_order(tmp_path):
    def change(book):
        page = book["Absences"]
        for column, text in enumerate((" TO", "why ", "From", "person"), 1):
            page.cell(1, column).value = text
        for column, value in enumerate((datetime(2021, 3, 3), "court", datetime(2021, 3, 2), "D1"), 1):
            page.cell(3, column).value = value  # a row is left empty

    (absence,) = load_scenario(edited(tmp_path, change)).absences
    assert (absence.first, absence.last, absence.why) == (date(2021, 3, 2), date(2021, 3, 3), "court")


def test_numbers_dates_and_times_are_read_as_they_were_meant(tmp_path):
    def change(book):
        book["People"]["A2"].value = 1001
        book["Settings"]["B4"].value = "2021-02-28"
        page = book["Evenings"]
        values = ["fri; sat", time(16, 0), timedelta(hours=26), 2.0]
        values[2] = timedelta(days=1)
        for column, value in enumerate(values, 1):
            page.cell(2, column).value = value

    plan = load_scenario(edited(tmp_path, change))
    assert plan.people[0].id == "1001"
    assert plan.operation.start == date(2021, 2, 28)
    (override,) = plan.evenings.overrides
    assert (override.shift.start, override.shift.end, override.teams) == (time(16), time(0), 2)


def test_capitals_blanks_and_hyphens_make_no_difference_to_choices(tmp_path):
    def change(book):
        book["People"]["B2"].value = "Detective"
        book["People"]["B4"].value = "Neighbourhood officer"
        book["Rules"]["A2"].value = "max_evenings"
        for cell in book["Rules"][1]:
            value = {"Strength": "Soft", "Max": 3}.get(cell.value)
            if value is not None:
                book["Rules"].cell(2, cell.column).value = value

    plan = load_scenario(edited(tmp_path, change))
    assert [person.role for person in plan.people] == [person.role for person in scenario().people]
    assert [rule.strength for rule in plan.rules_in_force] == ["soft"]


def test_who_comes_and_goes_and_what_history_counts_for(tmp_path):
    def change(book):
        titles = [cell.value for cell in book["People"][1]]
        book["People"].cell(2, titles.index("Since") + 1).value = datetime(2021, 3, 1)
        book["People"].cell(2, titles.index("Until") + 1).value = datetime(2021, 3, 5)
        rows = {row[0].value: row[1] for row in book["Settings"].iter_rows(min_row=2)}
        rows["History counts"].value = "Limits"

    plan = load_scenario(edited(tmp_path, change))
    assert (plan.people[0].since, plan.people[0].until) == (date(2021, 3, 1), date(2021, 3, 5))
    assert plan.history_counts == "limits"


def test_ids_and_names_to_come_are_texts_and_dates_have_room():
    book = load_workbook(BytesIO(workbook_of(scenario())))
    assert [book["People"].column_dimensions[letter].number_format for letter in "ACD"] == ["@"] * 3
    assert book["Settings"].column_dimensions["B"].number_format == "General"
    assert book["Absences"].column_dimensions["B"].width >= 18
    assert [cell.value for cell in book["Duties"][1]][:2] == ["Person", "On"]


def test_cells_as_texts():
    assert [text_of(value) for value in (None, True, 3.0, 2.5, 1e20, datetime(2021, 3, 1, 7, 5))] == [
        "", "true", "3", "2.5", "1e+20", "2021-03-01 07:05"
    ]  # fmt: skip
    assert [text_of(value) for value in (time(7, 0, 30), time(15, 59, 59, 999_999), timedelta(hours=25.5))] == [
        "07:00:30", "16:00", "25:30"
    ]  # fmt: skip
    assert text_of("_x000D_a_x005F_x0041_") == "\ra_x0041_"


def test_own_sheets_are_left_alone_and_misspelt_ones_told(tmp_path):
    def own(book):
        book.create_sheet("Notes of the inspector")["A1"].value = "anything"

    assert load_scenario(edited(tmp_path, own)) == scenario()

    def misspelt(book):
        book.create_sheet("Abscence")

    assert told(tmp_path, misspelt) == [
        "the sheet 'Abscence' is not read, but nearly has the name of Absences: name it so or put its rows there; if "
        "it is your own, begin its name with _"
    ]


def test_sheets_that_are_not_needed_may_be_missing(tmp_path):
    def change(book):
        for name in ("Read me first", "Rule kinds", "Patterns", "Duty export", "States", "Objectives", "Rules"):
            del book[name]

    assert load_scenario(edited(tmp_path, change)) == scenario()


FAULTS = {
    "a reference": (
        lambda book: book["People"].__setitem__("E4", "nroth"),
        ["People!E4: home: unknown area 'nroth', did you mean 'north'?"],
    ),
    "a missing value": (lambda book: book["People"].__setitem__("B3", None), ["People!B3: role is missing"]),
    "a setting": (
        lambda book: book["Settings"].__setitem__("B5", datetime(2020, 1, 1)),
        ["Settings, row 1: ends on 2020-01-01, before it starts on 2021-03-01"],
    ),
    "an unknown setting": (
        lambda book: book["Settings"].__setitem__("A6", "Operation anounced"),
        ["Settings!A6: setting: 'Operation anounced' is no setting, did you mean 'Operation announced'?"],
    ),
    "an unknown column": (
        lambda book: book["Areas"].__setitem__("B1", "Nmae"),
        ["Areas, row 1: unknown column 'Nmae', did you mean 'name'? Begin a column of your own with x-"],
    ),
    "a kind of rule": (
        lambda book: book["Rules"].__setitem__("A2", "max_evening"),
        ["Rules!A2: kind: unknown kind 'max_evening', did you mean 'max_evenings'?"],
    ),
    "a rule's key": (
        lambda book: (book["Rules"].__setitem__("A2", "rest"), book["Rules"].__setitem__("B2", "D1")),
        ["Rules!H2: hours is missing"],
    ),
    "a change without a pack": (
        lambda book: book["Rules"].__setitem__("A2", "uk-police: daily-rest"),
        ["Rules!A2: kind: changes a rule of a pack: put it below a row with the kind uk-police"],
    ),
    "a tier": (
        lambda book: book["Objectives"].__setitem__("B3", "fairnes"),
        ["Objectives!B3: measure: unknown value 'fairnes', did you mean 'fairness'?"],
    ),
    "a tier's number": (
        lambda book: book["Objectives"].__setitem__("A2", "first"),
        ["Objectives!A2: tier: must be a whole number from 1, not 'first'"],
    ),
    "a tier's number beyond all": (
        lambda book: book["Objectives"].__setitem__("A2", "9" * 5000),
        [f"Objectives!A2: tier: must be a whole number from 1, not '{'9' * 60}'"],
    ),
    "a pack with a colon too many": (
        lambda book: [book["Rules"].__setitem__(f"A{n}", f"uk-police:{name}") for n, name in ((2, ""), (3, " rest"))],
        ["Rules, row 3: unknown key 'rest', did you mean 'rest-day-notice'?"],
    ),
    "a header below a title": (
        lambda book: (book["Absences"].insert_rows(1), book["Absences"].__setitem__("A1", "Leave in March")),
        ["Absences, row 1: names no column: write these above all others: person, from, to, why"],
    ),
    "a pattern": (
        lambda book: book["Pattern days"].__setitem__("A2", "team-x"),
        ["Pattern days!A2: pattern: unknown pattern 'team-x'"],
    ),
    "an error": (
        lambda book: book["Areas"].__setitem__("C2", "#N/A"),
        ["Areas!C2: holds the error #N/A: mend or empty it"],
    ),
    "a formula": (
        lambda book: book["Areas"].__setitem__("C2", "=1+1"),
        ["Areas!C2: holds a formula that was never worked out: open the workbook in Excel and save it"],
    ),
    "a formula that must have a value": (
        lambda book: (book["People"].__setitem__("B3", "=B2"), book["Settings"].__setitem__("B5", "=B4")),
        [
            f"{cell}: holds a formula that was never worked out: open the workbook in Excel and save it"
            for cell in ("Settings!B5", "People!B3")
        ],
    ),
    "a formula for a tier": (
        lambda book: book["Objectives"].__setitem__("A2", "=1"),
        ["Objectives!A2: holds a formula that was never worked out: open the workbook in Excel and save it"],
    ),
    "ids in other capitals": (
        lambda book: book["People"].__setitem__("A3", "d1"),
        [f"People!A{row}: id: 'D1' and 'd1' differ in capitals only: give one of them another id" for row in (2, 3)],
    ),
    "a value beside the table": (
        lambda book: book["People"].__setitem__("Z2", "x"),
        ["People, row 2: cell 26 is in a column without a name: name it in the header, or empty the cell"],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_have_sheet_and_cell(fault, tmp_path):
    change, expected = FAULTS[fault]
    assert told(tmp_path, change) == expected


def test_all_faults_are_told_at_once(tmp_path):
    def change(book):
        for name in ("a reference", "a kind of rule", "a tier", "a setting"):
            FAULTS[name][0](book)

    assert len(told(tmp_path, change)) == 4


def test_what_is_no_workbook(tmp_path):
    path = tmp_path / "plan.xlsx"
    for content in (b"", b"PK\x03\x04 not really", b"id,role\n"):
        path.write_bytes(content)
        (fault,) = faults_of(lambda: load_scenario(path))
        assert str(fault) == f"{path}: is no Excel workbook: save it as .xlsx, without a password"
    other = Workbook()
    other.save(path)
    (fault,) = faults_of(lambda: load_scenario(path))
    assert str(fault) == f"{path}: has no sheet 'Settings': begin with `tandem new FOLDER --excel`"
