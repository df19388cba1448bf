"""The engine's floors: what proves a bound loads no solver."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "name",
    ["proofs", "proofs.vipr.files", "outcome", "formulation.build", "problem.independent", "algebra.certificate"],
)
def test_what_proves_loads_no_solver(name: str) -> None:
    code = (
        f"import sys, tandem_scheduler.engine.{name}; print([m for m in sys.modules if m.split('.')[0] == 'ortools'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "[]"
