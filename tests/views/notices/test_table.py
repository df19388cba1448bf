"""The list of who is told what, as spreadsheets and programs read it."""

import csv
import io
from collections import Counter

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from tandem_scheduler.views.notices.table import COLUMNS, notices_csv
from tests.builders import people

from .decisions import AFTER, PLAN, decision, go


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_each_change_is_a_line():
    found = rows(notices_csv(decision()))
    assert tuple(found[0]) == COLUMNS
    assert [(row["person"], row["evening"]) for row in found] == [
        ("D1", "2021-03-05"),
        ("D2", "2021-03-03"),
        ("D4", "2021-03-13"),
        ("N1", "2021-03-05"),
        ("N1", "2021-03-13"),
        ("N2", "2021-03-03"),
        ("N4", "2021-03-03"),
    ]
    assert found[4] == {
        "person": "N1",
        "name": "Cy Specimen",
        "contact": "'+44 116 496 0011",
        "evening": "2021-03-13",
        "before": "not sent out",
        "after": "16:00-02:00, Oadby, with D4 Dee Sample",
        "decided": "2021-02-25",
        "acknowledged": "",
    }


def test_pandas_reads_it():
    frame = pd.read_csv(io.BytesIO(notices_csv(decision()).encode()), parse_dates=["evening", "decided"])
    assert list(frame.columns) == list(COLUMNS)
    assert frame["acknowledged"].isna().all()
    assert frame["evening"].dt.day.tolist() == [5, 3, 13, 5, 13, 3, 3]
    assert len(pd.read_csv(io.BytesIO(notices_csv(decision(before=AFTER)).encode()))) == 0


def test_of_a_first_roster_nothing_was_before():
    found = rows(notices_csv(decision(before=None)))
    assert {row["before"] for row in found} == {""}
    assert len(found) == 2 * len(AFTER)


def test_no_cell_is_a_formula_or_hides_another():
    names = {
        "D1": "=cmd|'/C calc'!A0",
        "D4": 'quote " and, comma\nand line',
        "N1": "@SUM(A1)",
        "N2": "-1",
        "N4": "\tTab",
    }
    crowd = people(4, 4, **{who: {"name": name, "contact": name} for who, name in names.items()})
    found = rows(notices_csv(decision(of=PLAN.changed(people=crowd))))
    assert len(found) == 7
    for row in found:
        assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert {row["name"] for row in found} >= {"'=cmd|'/C calc'!A0", "'@SUM(A1)", "'-1", 'quote " and, comma\nand line'}


def test_an_anonymous_scenario_names_nobody():
    found = rows(notices_csv(decision(of=PLAN.anonymous())))
    assert {(row["name"], row["contact"]) for row in found} == {("", "")}
    assert found[4]["after"] == "16:00-02:00, Oadby, with D4"


TEAMS = st.builds(
    go, st.integers(1, 5), st.sampled_from(["charnwood", "oadby"]), st.sampled_from(["D1", "D2"]), st.just("N1")
)


@given(st.lists(TEAMS, max_size=6), st.lists(TEAMS, max_size=6))
def test_every_change_is_one_line(before, after):
    made = decision(before, after)
    found = rows(notices_csv(made))
    assert Counter((row["person"], row["evening"]) for row in found) == Counter(
        (change.person, str(change.evening)) for change in made.changes
    )
