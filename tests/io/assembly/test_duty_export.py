"""Exports of a duty system, a line for each state of somebody: duties, rest days and absences by what states mean."""

from datetime import date, datetime, time
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tandem_models import Absence, ListedDuty
from tandem_scheduler.io import load_scenario
from tandem_scheduler.io.assembly import duty_export
from tandem_scheduler.io.workbook import workbook_of
from tests.builders import scenario

from ..examples import WHOLE, faults_of, write

STATES = """state,means,release,why
EARLY,duty,,
LATE,duty,0,
RD,rest-day,5,
AL,absence,,leave
COURT,absence,,
TOIL,nothing,,
"""
HEAD = "staff_id,start,end,state\n"


def folder(tmp_path, lines: str, states: str = STATES, scenario: str = WHOLE, **more: str):
    return write(tmp_path, scenario=scenario, duty_export=HEAD + lines, states=states, **more)


def loaded(tmp_path, lines: str, **more: str):
    return load_scenario(folder(tmp_path, lines, **more))


def told(tmp_path, lines: str, states: str = STATES) -> list[str]:
    place = folder(tmp_path, lines, states)
    return [str(fault).removeprefix(f"{place}/") for fault in faults_of(lambda: load_scenario(place))]


def duty(on: int, start: str | None = None, end: str | None = None, release: int | None = None) -> ListedDuty:
    return ListedDuty.model_validate(
        {"person": "D01", "on": date(2021, 3, on), "start": start, "end": end, "release": release}
    )


def test_each_state_becomes_what_it_means(tmp_path):
    plan = loaded(
        tmp_path,
        "D01,2021-03-01 07:00,2021-03-01 17:00,EARLY\n"
        "D01,2021-03-02T14:00:00,2021-03-03T00:00:00,LATE\n"
        "D01,2021-03-03 22:00,2021-03-04 7:00,EARLY\n"
        "D01,2021-03-05,2021-03-06,RD\n"
        "N01,2021-03-01,2021-03-03,AL\n"
        "N01,2021-03-04 09:00,2021-03-04 13:00,COURT\n"
        "N01,2021-03-05 00:00,2021-03-06 00:00,AL\n"
        "N01,2021-03-07,,AL\n"
        "N01,2021-03-07,,TOIL\n",
    )
    assert plan.duties == (
        duty(1, "07:00", "17:00"),
        duty(2, "14:00", "00:00", 0),
        duty(3, "22:00", "07:00"),
        duty(5, release=5),
        duty(6, release=5),
    )
    assert plan.absences == tuple(
        Absence.model_validate({"person": "N01", "from": date(2021, 3, first), "to": date(2021, 3, last), "why": why})
        for first, last, why in ((1, 3, "leave"), (4, 4, "COURT"), (5, 5, "leave"), (7, 7, "leave"))
    )


def test_tables_beside_it_count_too(tmp_path):
    absences = "person,from,to,why\nD01,2021-03-02,,sick\n"
    plan = loaded(tmp_path, "D01,2021-03-01,,AL\n", absences=absences)
    assert [absence.why for absence in plan.absences] == ["sick", "leave"]


def test_faults_name_the_line_of_the_export(tmp_path):
    lines = (
        "D01,2021-03-01 07:00,2021-03-01 17:00,ERLY\n"
        "D01,2021-03-02 07:00,2021-03-02 17:00,ERLY\n"
        "D99,2021-03-03 07:00,2021-03-03 17:00,EARLY\n"
        "D01,01/03/2021 07:00,2021-03-01 17:00,EARLY\n"
        "D01,2021-03-04 07:00,,EARLY\n"
        "D01,2021-03-05 07:00,2021-03-07 07:00,EARLY\n"
        "D01,2021-03-08 07:00,2021-03-07 07:00,AL\n"
        "D01,2021-03-09 27:00,2021-03-10 07:00,EARLY\n"
    )
    assert told(tmp_path, lines) == [
        "duty_export.csv:2: state: unknown state 'ERLY' (and 1 more such line), did you mean 'EARLY'? Say in "
        f"{tmp_path}/states.csv what it means",
        "duty_export.csv:4: staff_id: unknown person 'D99': known are D01, N01",
        "duty_export.csv:5: start: '01/03/2021' is not year-month-day: set export_dates in scenario.yaml to its order, "
        "D/M/Y or M/D/Y",
        "duty_export.csv:6: end: a duty needs the time at which it ends",
        "duty_export.csv:7: end: a duty lasts a day at most: give each a line of its own",
        "duty_export.csv:8: end: ends on 2021-03-07 07:00, before it starts",
        "duty_export.csv:9: start: '2021-03-09 27:00' has no time of day: write it like 2021-03-01 07:00",
    ]


@pytest.mark.parametrize(
    ("states", "message"),
    [
        (STATES + "AL,nothing,,\n", "states.csv:8: state: the state 'AL' stands here twice: keep one"),
        (
            "state,means\nAL,away\n",
            ":2: means: unknown value 'away': known are duty, rest-day, absence, nothing",
        ),
        ("state\nAL\n", "states.csv:1: the column 'means' is missing"),
    ],
)
def test_faults_in_what_states_mean(tmp_path, states, message):
    assert [one for one in told(tmp_path, "D01,2021-03-01,,AL\n", states) if message in one]


def test_an_export_without_states(tmp_path):
    place = write(tmp_path, scenario=WHOLE, duty_export=HEAD + "D01,2021-03-01,,AL\n")
    (fault,) = faults_of(lambda: load_scenario(place))
    assert "unknown state 'AL'. Say in" in str(fault)


def test_pasted_into_a_workbook(tmp_path):
    book = load_workbook(BytesIO(workbook_of(scenario())))
    rows = [
        ("D1", datetime(2021, 3, 1, 14), datetime(2021, 3, 2, 0), "LATE"),
        ("D2", datetime(2021, 3, 3), None, "AL"),
        ("D2", datetime(2021, 3, 4, 0, 0), datetime(2021, 3, 5, 0, 0), "AL"),
    ]
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            cell = book["Duty export"].cell(number, column)
            cell.value = value
            if column in (2, 3):
                cell.number_format = "yyyy-mm-dd" if number == 3 else "yyyy-mm-dd hh:mm"
    for number, (state, means) in enumerate((("LATE", "duty"), ("AL", "absence")), 2):
        book["States"].cell(number, 1).value = state
        book["States"].cell(number, 2).value = means
    book.save(tmp_path / "plan.xlsx")
    plan = load_scenario(tmp_path / "plan.xlsx")
    assert [(one.on, one.start, one.end) for one in plan.duties] == [(date(2021, 3, 1), time(14), time(0))]
    assert [(one.first, one.until) for one in plan.absences] == [(date(2021, 3, day),) * 2 for day in (3, 4)]


def test_many_faults_of_one_kind_are_told_once(tmp_path):
    lines = "".join(f"D01,0{day}/03/2021 07:00,2021-03-0{day} 17:00,EARLY\n" for day in range(1, 8))
    assert told(tmp_path, lines) == [
        "duty_export.csv:2: start: '01/03/2021' is not year-month-day: set export_dates in scenario.yaml to its order, "
        "D/M/Y or M/D/Y (and 6 more like it in this column)"
    ]


@pytest.mark.parametrize(("order", "first"), [("D/M/Y", date(2021, 4, 3)), ("m/d/y", date(2021, 3, 4))])
def test_the_order_of_day_and_month_is_what_the_scenario_says(tmp_path, order, first):
    lines = "D01,03/04/2021 07:00,3.4.21 17:00,EARLY\nN01,2021-03-05,,AL\n"
    place = folder(tmp_path, lines, scenario=f"{WHOLE}export_dates: {order}\n")
    plan = load_scenario(place)
    assert [duty.on for duty in plan.duties] == [first]
    assert [absence.first for absence in plan.absences] == [date(2021, 3, 5)]
    assert (
        plan.fingerprint
        == loaded(tmp_path, lines.replace("03/04/2021", str(first)).replace("3.4.21", str(first))).fingerprint
    )


def test_dates_that_are_not_in_the_order_given(tmp_path):
    place = folder(tmp_path, "D01,13/03/2021,,AL\n", scenario=f"{WHOLE}export_dates: M/D/Y\n")
    (fault,) = faults_of(lambda: load_scenario(place))
    assert fault.message == "'13/03/2021' is no date written M/D/Y, as export_dates says"


def test_an_unknown_order_is_told_once(tmp_path):
    place = folder(tmp_path, "D01,13/03/2021,,AL\n", STATES + "al,nothing,,\n", scenario=f"{WHOLE}export_dates: DMY\n")
    assert [fault.message for fault in faults_of(lambda: load_scenario(place))] == [
        "unknown value 'DMY': known are Y-M-D, D/M/Y, M/D/Y",
        "the states 'AL' and 'al' differ in capitals only, which make no difference: keep one",
    ]


def test_capitals_make_no_difference_to_states(tmp_path):
    assert loaded(tmp_path, "D01,2021-03-01 07:00,2021-03-01 17:00,Early\n").duties == (duty(1, "07:00", "17:00"),)


def test_lines_of_a_state_with_a_fault_are_not_told_besides(tmp_path):
    assert told(tmp_path, "D01,2021-03-01,,sick\n", "state,means\nSICK,absance\n") == [
        "states.csv:2: means: unknown value 'absance': known are duty, rest-day, absence, nothing"
    ]
    assert told(tmp_path, "D01,2021-03-01,,sick\n", "stat,means\nSICK,absence\n") == [
        "states.csv:1: unknown column 'stat', did you mean 'state'? Begin a column of your own with x-",
        "states.csv:1: the column 'state' is missing",
    ]


def test_the_order_in_a_workbook(tmp_path):
    book = load_workbook(BytesIO(workbook_of(scenario())))
    for column, value in enumerate(("D1", "03/04/2021", "03/04/2021", "AL"), 1):
        book["Duty export"].cell(2, column).value = value
    for column, value in enumerate(("AL", "absence"), 1):
        book["States"].cell(2, column).value = value
    path = tmp_path / "plan.xlsx"
    book.save(path)
    assert str(faults_of(lambda: load_scenario(path))[0]).endswith(
        "Duty export!B2: start: '03/04/2021' is not year-month-day: set Export dates in sheet Settings to its order, "
        "D/M/Y or M/D/Y"
    )
    (row,) = (row for row in book["Settings"].iter_rows() if row[0].value == "Export dates")
    row[1].value = "D/M/Y"
    book.save(path)
    (absence,) = load_scenario(path).absences
    assert (absence.first, absence.until) == (date(2021, 4, 3),) * 2
    path.write_bytes(workbook_of(load_scenario(path)))
    assert load_scenario(path).export_dates == "D/M/Y"


def test_people_of_an_export_are_checked_whatever_else_is_wrong_in_a_line(tmp_path):
    lines = "Jo Doe,03/04/2021,,AL\nJo Doe,2021-03-04,,AL\nD9,2021-03-04,,XX\nD8,2021-03-04,,TOIL\n"
    assert [line.partition(": ")[2] for line in told(tmp_path, lines)] == [
        "staff_id: nobody has this name: give the id (and 1 more such line)",
        "start: '03/04/2021' is not year-month-day: set export_dates in scenario.yaml to its order, D/M/Y or M/D/Y",
        "staff_id: unknown person 'D9': known are D01, N01",
    ]


def test_seconds_are_told_of_and_never_lost(tmp_path):
    assert told(tmp_path, "D01,2021-03-01 07:00:30,2021-03-01 17:00:00,EARLY\n") == [
        "duty_export.csv:2: start: '2021-03-01 07:00:30' has seconds: give whole minutes, like 2021-03-01 07:00"
    ]
    book = load_workbook(BytesIO(workbook_of(scenario())))
    line = ("D1", datetime(2021, 3, 1, 7, 0, 30), datetime(2021, 3, 1, 17), "EARLY")
    for column, value in enumerate(line, 1):
        book["Duty export"].cell(2, column).value = value
    for column in (2, 3):
        book["Duty export"].cell(2, column).number_format = "dd/mm/yyyy hh:mm"
    for column, value in enumerate(("EARLY", "duty"), 1):
        book["States"].cell(2, column).value = value
    path = tmp_path / "plan.xlsx"
    book.save(path)
    (fault,) = faults_of(lambda: load_scenario(path))
    assert fault.cell == "Duty export!B2"
    assert fault.message.startswith("'2021-03-01 07:00:30' has seconds")


def test_dates_of_an_export_are_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(duty_export, "MOST_ITEMS", 100)
    assert told(tmp_path, "D01,2021-03-01,2021-03-02,RD\n" + "N01,1970-01-01,2100-12-31,RD\n" * 3) == [
        "duty_export.csv:3: end: with this line the export has more than 100 duties and absences"
    ]
