"""The solvers that can be compared, and whether each can run here."""

from importlib.util import find_spec

from tandem_models import Scenario

from ..solvers import timefold
from ..solvers.java.setup import MissingPeerError, python
from ..solvers.pairs.rules import unsupported

SOLVERS = {
    "tandem": "the engine, through its public call",
    "cpsat-aggregated": "CP-SAT alone on our aggregated model",
    "cpsat-direct": "CP-SAT with a boolean for every person, evening and area",
    "cpsat-pairs": "CP-SAT with a boolean for every evening, detective and officer",
    "greedy": "evening after evening the first team that no hard limit forbids",
    "highs": "HiGHS on our aggregated model",
    "scip": "SCIP on our aggregated model",
    "timefold": "Timefold, local search",
}
OURS = "tandem"
SMOKE = ("tandem", "cpsat-aggregated", "cpsat-direct", "highs", "scip")
"""What a smoke run compares: nothing that would have to be fetched."""


def module(solver: str) -> str:
    """The module that is a solver's process."""
    return f"benchmarks.solvers.{solver.replace('-', '_')}"


def missing(solver: str, scenario: Scenario) -> str | None:
    """Why a solver can't run, here or on this scenario; None where it can."""
    if solver == "highs" and find_spec("highspy") is None:
        return "highspy is not installed: pip install 'tandem-scheduler[bench]'"
    if solver == "cpsat-pairs" and (unknown := unsupported(scenario)) is not None:
        return f"its model does not know {unknown}"
    if solver == "timefold":
        if (part := timefold.unsupported(scenario)) is not None:
            return f"its model does not know {part}"
        try:
            python()
        except MissingPeerError as error:
            return str(error)
    return None
