"""How hard each rule presses: the multipliers of its rows in what proves the tiers' bounds.

A row's dual value is what the bound would gain if the row were looser by one (shadow price), as far as the linear
relaxation knows. Rules that are kept without rows of their own press with nothing.
"""

import numpy as np

from models import Scenario

from .build import build
from .duality import SCALE
from .rows import within
from .solve import Outcome, problems_of


def pressures(scenario: Scenario, outcome: Outcome) -> list[tuple[float, ...]]:
    """For every rule in force, tier by tier, its rows' multipliers added up without their signs."""
    found = np.zeros((len(scenario.rules_in_force), len(outcome.tiers)))
    for part, problem in enumerate(problems_of(scenario)):
        roster, _ = build(problem)
        low, high = roster.model.ends
        rows = roster.model.rows()
        # The certificates speak of the rows that can be broken.
        place = np.concatenate([[0], np.cumsum(~within(rows, low, high))])
        for index, tier in enumerate(outcome.tiers):
            weights = np.abs(tier.certificates[part].multipliers) / SCALE
            for number, (first, end) in enumerate(roster.posted):
                found[number, index] += weights[place[first] : place[end]].sum()
    return [tuple(map(float, row)) for row in found]
