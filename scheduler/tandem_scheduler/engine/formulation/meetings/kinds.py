"""People alike towards the rules on who meets whom: what lets the model match kinds of people instead of people.

Several rules that forbid teams, or price them, can each be kept and yet not all at once. On an evening on which more
than one binds, the model says how many of each kind of detective meet how many of each kind of officer: a
transportation problem, whose vertices are whole (Hoffman and Kruskal, 1956), so that the relaxation loses nothing.
Where that leaves conflicts, the areas are told apart as well, and single people from their kinds.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from ...problem.groups import Group
from ...problem.pair_limits import Pair, PairLimit

Kind = tuple[tuple[bool, ...], int | None]
"""For each limit, whether somebody is among its people; and who it is, where they are told apart."""


@dataclass(frozen=True)
class Split:
    """Two people told apart from their kinds on an evening, wherever they are."""

    pair: Pair
    partners: tuple[Mapping[Kind, int], Mapping[Kind, int]]
    """For each of the two, the column by kind of the other side that says that they meet somebody of it."""
    meet: int
    """The column that says that the two meet."""


@dataclass(frozen=True)
class Kinds:
    """Who meets whom on an evening, by kind."""

    kind: Mapping[int, Kind]
    """Of everybody who can work that evening."""
    singled: frozenset[int]
    """Those who are told apart."""
    placed: bool
    """Whether areas are told apart."""
    meets: Mapping[tuple[Kind, Kind], Mapping[int | None, int]]
    """The columns of how many of a kind of detective meet one of a kind of officer, by area where that matters."""
    counted: Mapping[tuple[Group, Kind, int], int]
    """The columns of how many of a group are of a kind and in an area, where a group has several kinds."""
    splits: dict[Pair, Split] = field(default_factory=dict)

    @property
    def columns(self) -> Iterator[int]:
        """All that say who meets whom."""
        for places in self.meets.values():
            yield from places.values()
        yield from self.counted.values()
        for split in self.splits.values():
            yield split.meet
            for partners in split.partners:
                yield from partners.values()

    def alone(self, people: Collection[int]) -> dict[Kind, int]:
        """The kinds of which there is only one among some people of a role, with who that is."""
        count = Counter(self.kind[p] for p in people if p in self.kind)
        return {self.kind[p]: p for p in people if p in self.kind and count[self.kind[p]] == 1}

    def pairs(self, detectives: Collection[int], officers: Collection[int]) -> dict[Pair, list[int]]:
        """The pairs of whom the model knows when they meet, with the columns that say so."""
        one, two = self.alone(detectives), self.alone(officers)
        return {pair: [split.meet] for pair, split in self.splits.items()} | {
            (one[i], two[j]): list(places.values()) for (i, j), places in self.meets.items() if i in one and j in two
        }

    def tell(self, values: list[int], teams: Collection[tuple[int, int, int]]) -> None:
        """Write into the columns' values what teams say."""
        met: Counter[int] = Counter()
        where: dict[int, int] = {}
        for detective, officer, area in teams:
            places = self.meets[self.kind[detective], self.kind[officer]]
            met[places[area] if area in places else places[None]] += 1
            where |= {detective: area, officer: area}
        for column in (column for places in self.meets.values() for column in places.values()):
            values[column] = met[column]
        partner = {one: other for i, j, _ in teams for one, other in ((i, j), (j, i))}
        for split in self.splits.values():
            for person, partners in zip(split.pair, split.partners, strict=True):
                for kind, column in partners.items():
                    values[column] = int(person in partner and self.kind[partner[person]] == kind)
            values[split.meet] = int(partner.get(split.pair[0]) == split.pair[1])
        for (group, kind, area), column in self.counted.items():
            values[column] = sum(where.get(p) == area and self.kind.get(p) == kind for p in group.people)


def bound(number: int, limit: PairLimit, detective: Kind, officer: Kind) -> bool:
    """Whether a limit, by its number among those that tell the kinds apart, binds pairs of two kinds."""
    return detective[0][number] + officer[0][number] in limit.counts
