"""The columns by which the model says who meets whom, and what meetings beyond the pair limits cost.

At first it says nothing of that: only who works, and where. Where rules on pairs bind, it is made to say more evening
by evening: of types of people (`by_type`), each time finer than before, or of everybody (`by_person`).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from ...problem.pair_limits import Pair
from ...problem.problem import Problem
from .person_types import TypeMatching

Places = Mapping[int | None, int]
"""The columns that say that two meet, by area; None stands for all the areas in which it does not matter that they
do."""


@dataclass(frozen=True)
class Parting:
    """How many of a pair were published together, are where that was, and are not with each other."""

    pair: Pair
    people: tuple[int, ...]
    """Those of the two who were told so: both, unless one stood in two teams."""
    column: int


class MeetingColumns:
    """What the model says of who meets whom."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._pairs: dict[int, Mapping[Pair, Places]] = {}
        self._types: dict[int, list[TypeMatching]] = {}
        self._limited: set[tuple[int | None, ...]] = set()
        self._excess: dict[tuple[int, Pair, int], int] = {}
        self._misfits: dict[tuple[int, int], int] = {}
        self._partings: dict[int, list[Parting]] = {}

    # Who meets whom

    @property
    def evenings(self) -> AbstractSet[int]:
        """Those on which the model says of everybody whom they meet."""
        return self._pairs.keys()

    def pairs(self, evening: int) -> Mapping[Pair, Places]:
        """Of every pair, the columns that say that they meet on an evening; none where the model does not say."""
        return self._pairs.get(evening, {})

    def column(self, team: tuple[int, int, int], evening: int) -> int:
        """That says that a team meets in an area, on an evening of which the model says it."""
        detective, officer, area = team
        places = self._pairs[evening][detective, officer]
        return places[area] if area in places else places[None]

    def types(self, evening: int) -> TypeMatching | None:
        """The types of people that are matched on an evening, the finest; None where none are."""
        return self._types[evening][-1] if evening in self._types else None

    def known_pairs(self, evening: int) -> Mapping[Pair, Sequence[int]]:
        """The pairs of whom the model says whether they meet on an evening, with the columns that say so."""
        if evening in self._pairs:
            return {pair: list(places.values()) for pair, places in self._pairs[evening].items()}
        known: dict[Pair, list[int]] = {}
        for types in self._types.get(evening, ()):
            known |= types.known_pairs(*self._problem.by_role.values())
        return known

    @property
    def columns(self) -> Iterator[int]:
        """All that say who meets whom, and what that costs."""
        for pairs in self._pairs.values():
            for places in pairs.values():
                yield from places.values()
        for finer in self._types.values():
            for types in finer:
                yield from types.columns
        yield from self._excess.values()
        yield from self._misfits.values()
        for partings in self._partings.values():
            yield from (parting.column for parting in partings)

    def write_pairs(self, values: list[int], evening: int, teams: Collection[tuple[int, int, int]]) -> None:
        """Write into the columns' values which pairs meet, by the teams of an evening."""
        for places in self.pairs(evening).values():
            for column in places.values():
                values[column] = 0
        for team in teams if evening in self._pairs else ():
            values[self.column(team, evening)] = 1

    def write_types(self, values: list[int], evening: int, teams: Collection[tuple[int, int, int]]) -> None:
        """Write into the columns' values which types of people meet, by the teams of an evening."""
        for types in self._types.get(evening, ()):
            types.write(values, teams)

    # What meetings cost

    def excess(self, number: int, pair: Pair, first: int) -> int | None:
        """The column of two people's meetings above a soft limit in the window from an evening on, by its number."""
        return self._excess.get((number, pair, first))

    def misfits(self, number: int, evening: int) -> int | None:
        """The column of the teams of an evening that a soft limit of 0 forbids, by its number."""
        return self._misfits.get((number, evening))

    def price(self, values: Sequence[int]) -> int:
        """What meetings cost as far as the model knows of them."""
        limits = self._problem.pair_limits
        priced = [(number, column) for (number, *_), column in self._excess.items()]
        priced += [(number, column) for (number, _), column in self._misfits.items()]
        return sum((limits[number].cost or 0) * values[column] for number, column in priced)

    def partings(self, evening: int) -> Sequence[Parting]:
        """Those published together on an evening, with the columns of whether they are apart."""
        return self._partings.get(evening, ())

    def price_of_partings(self, values: Sequence[int], evening: int) -> int:
        """What it costs in `changes` that people have other partners, as far as the model knows of it."""
        apart = sum(values[parting.column] for parting in self.partings(evening))
        return apart * self._problem.change_cost("partner", evening) if apart else 0

    # What the model gains

    def add_pairs(self, evening: int, pairs: Mapping[Pair, Places]) -> None:
        """Take in the columns of an evening of which the model says from now on who meets whom."""
        self._pairs[evening] = pairs

    def add_types(self, evening: int, types: TypeMatching) -> None:
        """Take in types of people that are matched on an evening, finer than those before."""
        self._types.setdefault(evening, []).append(types)

    def add_limit(self, number: int, first: int | None, columns: Sequence[int]) -> bool:
        """Note that a limit binds meetings, a soft one those of a window; whether that was not noted before."""
        row = (number, first, *columns)
        known = row in self._limited
        self._limited.add(row)
        return not known

    def add_excess(self, number: int, pair: Pair, first: int, column: int) -> None:
        """Take in the column of two people's meetings above a soft limit in a window."""
        self._excess[number, pair, first] = column

    def add_parting(self, evening: int, parting: Parting) -> None:
        """Take in the column of whether two are apart who were published together on an evening."""
        self._partings.setdefault(evening, []).append(parting)

    def add_misfits(self, number: int, evening: int, column: int) -> None:
        """Take in the column of the teams of an evening that a soft limit of 0 forbids."""
        self._misfits[number, evening] = column
