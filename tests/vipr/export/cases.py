"""Solves whose certificates are changed: each is solved once."""

from functools import cache
from pathlib import Path

from benchmarks.operations.generate import scenario as operation
from tandem_models import Scenario, Schedule
from tandem_scheduler import load_scenario, solve
from tests.builders import people, scenario
from tests.engine.search.test_exact import SQUARE

ROOT = Path(__file__).parents[3]

PLANS = {
    "plain": lambda: operation("S", "plain", 1),
    "rich": lambda: operation("S", "rich", 1),
    "trees": lambda: scenario(days=2, people=people(2, 2), rules=SQUARE, objectives=["coverage", "fairness"]),
    "impossible": lambda: load_scenario(ROOT / "scenarios" / "impossible.yaml"),
    "full": lambda: operation("S", "full", 3),
}

QUICK = ("plain", "rich", "trees", "impossible")
"""Those of which a change takes no more than a second."""


@cache
def solved(name: str) -> tuple[Scenario, Schedule]:
    """A scenario and what a solve gives of it, with a certificate."""
    plan = PLANS[name]()
    schedule = solve(plan, workers=1)
    assert schedule.proof is not None
    return plan, schedule
