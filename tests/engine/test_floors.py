"""The engine's floors: what proves a bound loads no solver, and no folder is crowded."""

import subprocess
import sys
from pathlib import Path

import pytest

ENGINE = Path(__file__).parents[2] / "scheduler" / "tandem_scheduler" / "engine"
MOST_FILES, MOST_LINES = 12, 350


@pytest.mark.parametrize(
    "name", ["proof", "outcome", "formulation.build", "problem.independent", "algebra.certificate"]
)
def test_what_proves_loads_no_solver(name: str) -> None:
    code = (
        f"import sys, tandem_scheduler.engine.{name}; print([m for m in sys.modules if m.split('.')[0] == 'ortools'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "[]"


def test_no_folder_of_the_engine_is_crowded_and_no_file_is_long() -> None:
    folders = {path.parent for path in ENGINE.rglob("*.py")}
    assert len(folders) > 5
    crowded = {str(folder): len(list(folder.glob("*.py"))) for folder in folders}
    assert max(crowded.values()) <= MOST_FILES, crowded
    long = {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in ENGINE.rglob("*.py")}
    assert {path: lines for path, lines in long.items() if lines > MOST_LINES} == {}
