"""How many people, areas and evenings a random scenario has: few enough to try all of its rosters."""

from math import comb, factorial, prod
from typing import NamedTuple

MOST_ROSTERS = 3_000


class Shape(NamedTuple):
    """Sizes of a scenario."""

    detectives: int
    officers: int
    areas: int
    evenings: int
    teams: int

    @property
    def rosters(self) -> int:
        """The number of rosters, everybody free every evening."""
        one, two = self.detectives, self.officers
        nightly = sum(comb(one, k) * comb(two, k) * factorial(k) * self.areas**k for k in range(self.teams + 1))
        return prod([nightly] * self.evenings)


SHAPES = [
    shape
    for one in range(1, 4)
    for two in range(1, 4)
    for areas in range(1, 4)
    for evenings in range(1, 6)
    for teams in range(1, min(one, two) + 1)
    if 20 <= (shape := Shape(one, two, areas, evenings, teams)).rosters <= MOST_ROSTERS
]

CROWDED = [shape for shape in SHAPES if shape.evenings > 1 and shape.teams > 1]
"""Those in which the same people meet again."""

LONG = [shape for shape in SHAPES if shape.evenings > 2 and max(shape.detectives, shape.officers) < 3]
"""Those in which windows of several dates lie within one another, and nobody else may go instead."""
