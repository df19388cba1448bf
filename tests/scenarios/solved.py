"""The scenarios of `scenarios/`, each solved once in a process."""

from functools import cache
from pathlib import Path

from tandem_models import Scenario, Schedule
from tandem_scheduler import load_scenario, solve

FOLDER = Path(__file__).parents[2] / "scenarios"
FILES = ["first-steps.yaml", "leicestershire-2021.yaml", "leicestershire-2021-three-teams", "six-weeks-2021.yaml"]
"""Those that have a roster."""


@cache
def solved(name: str) -> tuple[Scenario, Schedule]:
    """A scenario and its best roster, by one worker."""
    scenario = load_scenario(FOLDER / name)
    return scenario, solve(scenario, workers=1)
