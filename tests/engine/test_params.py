"""What steers the search stands in its params, and each is told there what it is."""

import ast
from dataclasses import FrozenInstanceError, fields
from itertools import pairwise
from pathlib import Path

import pytest

from tandem_scheduler import engine
from tandem_scheduler.engine.devices import Device
from tandem_scheduler.engine.params import DEFAULTS, SearchParams

HOME = Path(engine.__file__).parent
STEERED = [*HOME.glob("search/**/*.py"), HOME / "formulation" / "patterns.py", HOME / "pairing" / "settle.py"]
UNITS = {"IMPLIED", "STEP"}
"""What bears on no decision: how precise multipliers are, and what a step of the ledger is counted for."""


def numbers(path: Path) -> set[str]:
    """The names at the top of a module that stand for a number, or several."""
    found = set[str]()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and any(
            isinstance(part, ast.Constant) and isinstance(part.value, int | float) for part in ast.walk(node.value)
        ):
            found |= {part.id for target in node.targets for part in ast.walk(target) if isinstance(part, ast.Name)}
    return found


def test_no_number_that_steers_the_search_stands_elsewhere() -> None:
    assert len(STEERED) > 20
    assert set().union(*map(numbers, STEERED)) <= UNITS


def test_every_field_is_told_what_it_is() -> None:
    (body,) = (
        node.body
        for node in ast.parse((HOME / "params.py").read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    )
    told = [
        field.target.id
        for field, after in pairwise(body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(after, ast.Expr)
        and isinstance(after.value, ast.Constant)
    ]
    assert told == [field.name for field in fields(SearchParams)]


def test_params_stay_as_they_are() -> None:
    with pytest.raises(FrozenInstanceError):
        DEFAULTS.repairs = 1  # type: ignore[misc]
    assert all(map(DEFAULTS.has, Device))
    assert not SearchParams(without=frozenset(Device)).has(Device.REPAIR)
