"""People alike towards the rules on who meets whom: what lets the model match types of people instead of people.

Several rules that forbid teams, or price them, can each be kept and yet not all at once. On an evening on which more
than one binds, the model says how many of each type of detective meet how many of each type of officer: a
transportation problem, whose vertices are whole (Hoffman and Kruskal, 1956), so that the relaxation loses nothing.
Where that leaves conflicts, the areas are told apart as well, and single people from their types.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from ...problem.groups import AreaGroup
from ...problem.pair_limits import Pair, PairLimit

PersonType = tuple[tuple[int, ...], int | None]
"""What somebody is to each limit (`PairLimit.mark`); and who it is, where they are told apart."""


@dataclass(frozen=True)
class Split:
    """Two people told apart from their types on an evening, wherever they are."""

    pair: Pair
    partners: tuple[Mapping[PersonType, int], Mapping[PersonType, int]]
    """For each of the two, the column by type of the other side that says that they meet somebody of it."""
    meet: int
    """The column that says that the two meet."""


@dataclass(frozen=True)
class TypeMatching:
    """Who meets whom on an evening, by type."""

    type_of: Mapping[int, PersonType]
    """Of everybody who can work that evening."""
    singled: frozenset[int]
    """Those who are told apart."""
    placed: bool
    """Whether areas are told apart."""
    meets: Mapping[tuple[PersonType, PersonType], Mapping[int | None, int]]
    """The columns of how many of a type of detective meet one of a type of officer, by area where that matters."""
    counted: Mapping[tuple[AreaGroup, PersonType, int], int]
    """The columns of how many of a group are of a type and in an area, where a group has several types."""
    _splits: dict[Pair, Split] = field(default_factory=dict, init=False)

    def add_split(self, split: Split) -> None:
        """Take in two who are told apart from now on."""
        self._splits[split.pair] = split

    def can_split(self, pair: Pair) -> bool:
        """Whether two can work and are not told apart yet."""
        return pair not in self._splits and all(p in self.type_of for p in pair)

    @property
    def columns(self) -> Iterator[int]:
        """All that say who meets whom."""
        for places in self.meets.values():
            yield from places.values()
        yield from self.counted.values()
        for split in self._splits.values():
            yield split.meet
            for partners in split.partners:
                yield from partners.values()

    def _alone(self, people: Collection[int]) -> dict[PersonType, int]:
        """The types of which there is only one among some people of a role, with who that is."""
        count = Counter(self.type_of[p] for p in people if p in self.type_of)
        return {self.type_of[p]: p for p in people if p in self.type_of and count[self.type_of[p]] == 1}

    def known_pairs(self, detectives: Collection[int], officers: Collection[int]) -> dict[Pair, list[int]]:
        """The pairs of whom the model knows when they meet, with the columns that say so."""
        one, two = self._alone(detectives), self._alone(officers)
        return {pair: [split.meet] for pair, split in self._splits.items()} | {
            (one[i], two[j]): list(places.values()) for (i, j), places in self.meets.items() if i in one and j in two
        }

    def write(self, values: list[int], teams: Collection[tuple[int, int, int]]) -> None:
        """Write into the columns' values what teams say."""
        met: Counter[int] = Counter()
        where: dict[int, int] = {}
        for detective, officer, area in teams:
            places = self.meets[self.type_of[detective], self.type_of[officer]]
            met[places[area] if area in places else places[None]] += 1
            where |= {detective: area, officer: area}
        for column in (column for places in self.meets.values() for column in places.values()):
            values[column] = met[column]
        partner = {one: other for i, j, _ in teams for one, other in ((i, j), (j, i))}
        for split in self._splits.values():
            for person, partners in zip(split.pair, split.partners, strict=True):
                for theirs, column in partners.items():
                    values[column] = int(person in partner and self.type_of[partner[person]] == theirs)
            values[split.meet] = int(partner.get(split.pair[0]) == split.pair[1])
        for (group, own, area), column in self.counted.items():
            values[column] = sum(where.get(p) == area and self.type_of.get(p) == own for p in group.people)


def binding(number: int, limit: PairLimit, detective: PersonType, officer: PersonType) -> bool:
    """Whether a limit, by its number among those that tell the types apart, binds pairs of two types."""
    return detective[0][number] + officer[0][number] in limit.counts
