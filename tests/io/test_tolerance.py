"""A tier's tolerance in files: written and read in every format, and faults told with their place."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tandem_models import Scenario, Shift
from tandem_scheduler.io import load_scenario
from tandem_scheduler.io.plans.starter import Facts, starter_scenario
from tandem_scheduler.io.workbook import workbook_of
from tests.builders import START, day, scenario

from .examples import faults_of

PLAN = scenario(objectives=["coverage", {"fairness": 1, "priority": 2, "tolerance": "0.5%"}, "requests"])


def edited(folder: Path, cells: dict[str, Any], plan: Scenario = PLAN) -> Path:
    """A workbook with these cells of the sheet *Objectives* changed: values, or values and how they are shown."""
    book: Workbook = load_workbook(BytesIO(workbook_of(plan)))
    page = book["Objectives"]
    for place, value in cells.items():
        page[place], page[place].number_format = value if isinstance(value, tuple) else (value, "General")
    book.save(folder / "plan.xlsx")
    return folder / "plan.xlsx"


def test_it_stands_in_the_first_row_of_its_tier(tmp_path: Path) -> None:
    page = load_workbook(edited(tmp_path, {}))["Objectives"]
    assert [[cell.value for cell in row] for row in page.iter_rows(max_col=4)] == [
        ["Tier", "Measure", "Weight", "Tolerance"],
        [1, "coverage", 1, None],
        [2, "fairness", 1, "0.5%"],
        [2, "priority", 2, None],
        [3, "requests", 1, None],
    ]
    assert load_scenario(tmp_path / "plan.xlsx") == PLAN


@pytest.mark.parametrize(
    ("cells", "meant"),
    [
        ({"D3": (0.01, "0%")}, "1%"),
        ({"D3": (0.005, "0.00%")}, "0.5%"),
        ({"D3": (0.3, "0.0%")}, "30%"),
        ({"D3": (1, "0%")}, "100%"),
        ({"D3": "1 %"}, "1%"),
        ({"D3": 5_000}, 5_000),
        ({"D3": "5000"}, 5_000),
        ({"D3": None, "D4": (0.02, "0%")}, "2%"),
        ({"D3": (7, '0"%"')}, 7),  # a sign that is only shown
        ({"D3": None}, 0),
    ],
)
def test_what_excel_makes_of_a_share_is_that_share(cells: dict[str, Any], meant: Any, tmp_path: Path) -> None:
    assert load_scenario(edited(tmp_path, cells)).objectives[1].tolerance == meant


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"D3": (1.5, "0%")}, "Objectives!D3: tolerance: must be 100% or less, not 150%"),
        ({"D3": 0.01}, "Objectives!D3: tolerance: must be a share of the tier's value, like 1%, or a whole amount, "),
        ({"D4": "1%"}, "Objectives!D4: tolerance: tier 2 has a tolerance in another row: keep one"),
        ({"D3": None, "D4": -3}, "Objectives!D4: tolerance: must be 0 or more, not -3"),
    ],
)
def test_faults_have_their_cell(cells: dict[str, Any], fault: str, tmp_path: Path) -> None:
    path = edited(tmp_path, cells)
    told = [str(fault).removeprefix(f"{path}: ") for fault in faults_of(lambda: load_scenario(path))]
    assert len(told) == 1
    assert told[0].startswith(fault)


TEXT = f"""\
version: 1
operation: {{name: Op, start: {START}, end: {day(3)}}}
evenings: {{shift: {{start: "14:00", end: "22:00"}}, teams: 1}}
areas: [{{id: north}}]
people: [{{id: D1, role: detective}}, {{id: N1, role: neighbourhood_officer}}]
objectives:
  - coverage
  - {{fairness: 1, tolerance: 1%}}
  - requests
"""


def test_a_text_file_says_it_in_a_word(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(TEXT)
    assert load_scenario(file).objectives[1].tolerance == "1%"
    file.write_text(TEXT.replace("1%", "150%"))
    (fault,) = faults_of(lambda: load_scenario(file))
    assert str(fault) == f"{file}:8:30: objectives[1].tolerance: must be 100% or less, not 150%"


def test_a_new_plan_gives_half_a_per_cent_of_fairness() -> None:
    facts = Facts("Op", "", START, day(7), Shift.model_validate({"start": "14:00", "end": "22:00"}), 1, ("A",), 4, 4)
    found = {tier.name: tier.tolerance for tier in starter_scenario(facts).objectives}
    assert found == {
        "coverage": 0,
        "priority": 0,
        "rules": 0,
        "fairness": "0.5%",
        "abstraction + requests + home_area": 0,
    }
