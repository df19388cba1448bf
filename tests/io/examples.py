"""Small inputs the tests of files share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tandem_models import Fault, InputError, Scenario
from tandem_scheduler.io import load_scenario

SCENARIOS = Path(__file__).parents[2] / "scenarios"

HEAD = """\
operation: {name: Test, start: 2021-02-22, end: 2021-03-07}
evenings: {shift: {start: "14:00", end: "00:00"}, teams: 1}
"""
AREAS = "areas: [{id: charnwood}, {id: city-centre}]\n"
PEOPLE = """\
people:
  - {id: D01, role: detective}
  - {id: N01, role: neighbourhood_officer, home: charnwood}
"""
WHOLE = HEAD + AREAS + PEOPLE


def write(folder: Path, **texts: str | bytes) -> Path:
    """Write a scenario folder: `scenario` as YAML, all others as CSV; returns the folder."""
    for name, text in texts.items():
        path = folder / (f"{name}.yaml" if name == "scenario" else f"{name}.csv")
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def load(tmp_path: Path, text: str) -> Scenario:
    """Load a scenario from the text of a YAML file."""
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return load_scenario(path)


def faults_of(read: Callable[[], object]) -> tuple[Fault, ...]:
    """The faults with which reading ends."""
    with pytest.raises(InputError) as caught:
        read()
    return caught.value.faults


def told(fault: Fault) -> str:
    """A fault as the user sees it, without the folder."""
    return str(fault).replace(str(Path(fault.file or "").parent) + "/", "")
