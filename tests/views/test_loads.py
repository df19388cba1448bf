"""Evenings worked before the operation stand beside those in it, wherever loads are shown and they count."""

import io

import pytest
from openpyxl import load_workbook
from rich.console import Console

from tandem_scheduler import check, to_frame
from tandem_scheduler.cli.page import Page
from tandem_scheduler.views.page import page
from tandem_scheduler.views.roster_book import roster_book
from tests.builders import scenario, team, worked

from .briefs import brief
from .test_page import Read

TEAMS = (team(1), team(2), team(3, detective="D2"))


def plan(counts="all"):
    return scenario(days=4, history=worked("D2", 0), history_counts=counts)


def printed(of):
    console = Console(file=io.StringIO(), width=100)
    console.print(Page(of, console).loads(check(of, TEAMS)))
    return " ".join(console.file.getvalue().split())


def test_the_command():
    assert "Detectives 1 to 2 evenings each, with those before 2 evenings; worked of available" in printed(plan())
    assert "D1 ## 2 of 4 D2 # 1 of 4, +1 before" in printed(plan())
    assert "before" not in printed(plan("limits"))


def test_the_page():
    texts = Read(page(brief(plan(), *TEAMS))).texts
    assert "D2 1 of 4 +1 before" in texts["people"]
    assert "D1 2 of 4 Mon 01 Mar" in texts["people"]
    assert "2, 1 to 2 evenings each, with those before 2 evenings" in texts["people"]
    assert "D2 1 of 4 +1 before, 2 in all" in texts["people"]
    # The chart counts what fairness counts: each detective has two, of which D2 has one from before.
    told = "2 people work 2 evenings. In this operation alone: 1 to 2 evenings each."
    assert f"Detectives, with the evenings before 2 2 {told}" in texts["fairness"]
    assert "each officer 0 to 3 evenings; with those before 2 evenings and 0 to 3 evenings" in texts[""]
    without = Read(page(brief(plan("limits"), *TEAMS))).texts
    assert not [name for name in ("", "people", "fairness") if "before" in without[name]]


@pytest.mark.parametrize(("counts", "before"), [("all", 1), ("limits", 0)])
def test_the_workbook(counts, before):
    book = load_workbook(io.BytesIO(roster_book(brief(plan(counts), *TEAMS))))
    rows = [[cell.value for cell in row] for row in book["Load"].iter_rows(max_row=3)]
    together = ["Evenings before", "Evenings in all"] if before else []
    assert rows[0][4:] == ["Evenings", "Available", *together]
    assert [row[4:] for row in rows[1:]] == ([[2, 4, 0, 2], [1, 4, 1, 2]] if before else [[2, 4], [1, 4]])
    people = book["By person"]
    assert [people.cell(1, 5).value, people.cell(3, 5).value] == (["Before", 1] if before else ["Mon 1 Mar", None])
    assert people.freeze_panes == ("F2" if before else "E2")


def test_the_table():
    assert to_frame(check(plan(), TEAMS), "loads")["before"].tolist() == [0, 1, 0, 0]
