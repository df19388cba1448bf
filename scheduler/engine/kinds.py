"""People alike towards the rules on who meets whom: what lets the model match kinds of people instead of people.

Several rules that forbid teams, or price them, can each be kept and yet not all at once. On an evening on which more
than one binds, the model says how many of each kind of detective meet how many of each kind of officer: a
transportation problem, whose corners are whole (Hoffman and Kruskal, 1956), so that the relaxation loses nothing.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from .pair_limits import PairLimit

Kind = tuple[bool, ...]
"""For each limit, whether somebody is among its people."""


@dataclass(frozen=True)
class Kinds:
    """Who meets whom on an evening, by kind."""

    kind: dict[int, Kind]
    """Of everybody who can work that evening."""
    meets: dict[tuple[Kind, Kind], int]
    """The column of how many of a kind of detective meet one of a kind of officer, where they may."""

    def alone(self, people: Collection[int]) -> dict[Kind, int]:
        """The kinds of which there is only one among some people of a role, with who that is."""
        count = Counter(self.kind[p] for p in people if p in self.kind)
        return {self.kind[p]: p for p in people if p in self.kind and count[self.kind[p]] == 1}


def bound(number: int, limit: PairLimit, detective: Kind, officer: Kind) -> bool:
    """Whether a limit, by its number among those that tell the kinds apart, binds pairs of two kinds."""
    return detective[number] + officer[number] in limit.counts
