"""Local search: a roster made better by small changes until none of them helps.

The changes: a team more or less, another person in a team, other partners or areas on an evening, two people of
different evenings in each other's place.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, cycle, product
from random import Random

from ...limits import Limits
from ...pairing.teams import Team
from .pair_ledger import Placed
from .state import LocalState

STEP = 1e-6
"""Units of work that a step of the ledger is counted for."""

Offer = tuple[int, float, int]
"""What it costs that somebody joins a team, how ties are broken, and who."""

Move = tuple[list[Placed], list[Placed]]
"""Teams that go, and teams that come instead."""


class LocalSearch:
    """Changes a state for the better."""

    def __init__(self, state: LocalState, random: Random, limits: Limits) -> None:
        self.state = state
        self.limits = limits
        self._random = random
        self._counted = state.ledger.work

    @property
    def over(self) -> bool:
        """Whether it is time to stop; counts the work done since it was asked last."""
        work = self.state.ledger.work
        self.limits.budget.spend((work - self._counted) * STEP)
        self._counted = work
        return self.limits.over

    def descend(self, evenings: Iterable[int] | None = None) -> bool:
        """Change the roster until no change that begins on some evenings, or any, makes it better.

        What is soon looked at comes first on every evening. Returns whether that came to an end.
        """
        state = self.state
        kinds = (self.fill, self._drop, self._replace, self._place, self._swap, self._exchange, self._trade)
        where = state.problem.evenings[state.problem.opening :] if evenings is None else evenings
        steps = list(product(kinds, where))
        calm = 0
        for moves, evening in cycle(steps):
            if calm == len(steps):
                break
            before = state.changes
            while moves(evening) and not self.over:
                pass
            if self.over:
                return False
            calm = 0 if state.changes > before else calm + 1
        return True

    def _try(self, removed: list[Placed], added: list[Placed]) -> bool:
        """Make a change that makes the roster better; whether it does."""
        state = self.state
        exact = any(state.shares(evening) for evening, _ in (*removed, *added))
        if (not exact and state.guess(removed, added) >= 0) or state.probe(removed, added) >= 0:
            return False
        self.state.apply(removed, added)
        return True

    def fill(self, evening: int) -> bool:
        """Teams more, as long as each makes the roster better; whether there was any."""
        state, began, offers = self.state, self.state.changes, None
        while not self.over:
            if all(state.place(evening, a) >= state.breach // 2 for a in state.problem.areas):
                break
            offers = offers or Offers(state, evening, self._random)
            team = offers.team()
            if team is None or not self._try([], [(evening, team)]):
                break
        if self.state.limited:  # Where the one that costs least is beyond them, another may not be.
            free = [[p for p in state.able[evening] if state.side[p] == side] for side in (0, 1)]
            for i, j, area in product(*free, state.problem.areas):
                if not {i, j} & state.team_of[evening].keys() and not self.over:
                    self._try([], [(evening, (i, j, area))])
        return state.changes > began

    def _drop(self, evening: int) -> bool:
        return any(self._try([(evening, team)], []) for team in list(self.state.teams[evening]))

    def _replace(self, evening: int) -> bool:
        """Somebody else in a team."""
        state, busy = self.state, self.state.team_of[evening]
        for team in list(state.teams[evening]):
            parted = state.pairs.probe_one(evening, team, joins=False)
            for side in (0, 1):
                room = -(parted + state.alone(team[side], state.at(team[side], evening), ()))
                others = []
                for p in state.able[evening]:
                    if state.side[p] == side and p not in busy:
                        cells = state.cells(p, evening, team[2])
                        if cells is not None and (cost := state.alone(p, (), cells)) < room:
                            others.append((cost, p))
                for _, p in sorted(others):
                    if self._try([(evening, team)], [(evening, replaced(team, side, p))]):
                        return True
        return False

    def _place(self, evening: int) -> bool:
        """A team in another area."""
        state = self.state
        for team in list(state.teams[evening]):
            for area in state.problem.areas:
                if area != team[2] and self._try([(evening, team)], [(evening, (*team[:2], area))]):
                    return True
        return False

    def _swap(self, evening: int) -> bool:
        """Two teams with each other's officer, or in each other's area."""
        for one, two in combinations(self.state.teams[evening], 2):
            (i, j, a), (k, m, b) = one, two
            for others in (((i, m, a), (k, j, b)), ((i, m, b), (k, j, a)), ((i, j, b), (k, m, a))):
                if self._try([(evening, one), (evening, two)], [(evening, other) for other in others]):
                    return True
        return False

    def _exchange(self, evening: int) -> bool:
        """Two people of different evenings in each other's place.

        It helps only where one of the two is better off, or parted from a partner who cost: looked at from there.
        """
        for team in list(self.state.teams[evening]):
            parted = self.state.pairs.probe_one(evening, team, joins=False)
            for side in (0, 1):
                if any(self._try(*move) for move in self._exchanges(evening, team, side, parted)):
                    return True
        return False

    def _trade(self, evening: int) -> bool:
        """Two teams of different evenings in each other's area.

        It helps only where one of the two is better off there, or visits are worth more on some evenings.
        """
        state = self.state
        for team in list(state.teams[evening]):
            better = [a for a in state.problem.areas if a != team[2] and self._better_off(evening, team, a)]
            for later in state.problem.evenings[state.problem.opening :] if better else ():
                for other in state.teams[later] if later != evening else ():
                    if other[2] in better:
                        removed = [(evening, team), (later, other)]
                        added = [(evening, (*team[:2], other[2])), (later, (*other[:2], team[2]))]
                        if self._try(removed, added):
                            return True
        return False

    def _better_off(self, evening: int, team: Team, area: int) -> bool:
        state, cost = self.state, 0
        for person in team[:2]:
            cells = state.cells(person, evening, area)
            if cells is None:
                return False
            cost += state.alone(person, state.at(person, evening), cells)
        cost += state.pairs.probe([(evening, team)], [(evening, (*team[:2], area))])
        return cost < 0 or not state.timeless or state.shares(evening)

    def _exchanges(self, evening: int, team: Team, side: int, parted: int) -> Iterator[Move]:
        state, person = self.state, team[side]
        here = state.at(person, evening)
        for later in state.model.evenings_of(person):
            if later in state.spots[person] or not state.teams[later]:
                continue
            plain, special = state.places(person, later)
            state.ledger.work += len(state.teams[later])
            usual = state.nowhere if plain is None else state.alone(person, here, plain)
            for other in state.teams[later]:
                cells = special.get(other[2])
                cost = parted + (usual if cells is None else state.alone(person, here, cells))
                if cost >= 0 or evening in state.spots[other[side]]:
                    continue
                back = state.cells(other[side], evening, team[2])
                if back is not None:
                    cost += state.alone(other[side], state.at(other[side], later), back)
                    if cost < 0 or cost + state.pairs.probe_one(later, other, joins=False) < 0:
                        yield exchanged(evening, team, later, other, side)


class Offers:
    """Everybody who is free on an evening, with what it costs that they join a team."""

    def __init__(self, state: LocalState, evening: int, random: Random) -> None:
        self._state = state
        self._evening = evening
        self._random = random
        self._plain: tuple[list[Offer], list[Offer]] = ([], [])
        self._special: tuple[dict[int, list[Offer]], dict[int, list[Offer]]] = ({}, {})
        for p in state.able[evening]:
            if p in state.team_of[evening]:
                continue
            side, tie = state.side[p], random.random()
            plain, special = state.places(p, evening)
            if plain is not None:
                self._plain[side].append((state.alone(p, (), plain), tie, p))
            for area, cells in special.items():
                self._special[side].setdefault(area, []).append((state.alone(p, (), cells), tie, p))
        for offers in (*self._plain, *(of for special in self._special for of in special.values())):
            offers.sort()

    def team(self, below: int = 0) -> Team | None:
        """The team that costs least; None where all cost as much as `below`."""
        state, best, found = self._state, below, None
        for bound, _, area, place in sorted(self._areas()):
            if bound >= best:
                break
            detectives, officers = self._side(0, area), self._side(1, area)
            for one, _, detective in detectives:
                if place + one + officers[0][0] >= best:
                    break
                for two, _, officer in officers:
                    cost = place + one + two
                    if cost >= best:
                        break
                    cost += state.pairs.probe_one(self._evening, (detective, officer, area))
                    if cost < best:
                        best, found = cost, (detective, officer, area)
        return found

    def _areas(self) -> Iterator[tuple[int, float, int, int]]:
        """The least that a team costs in each area, and the area's own part of it."""
        for area in self._state.problem.areas:
            least = [self._least(side, area) for side in (0, 1)]
            if None not in least:
                place = self._state.place(self._evening, area)
                if place >= self._state.breach // 2:
                    continue  # Nobody's being there makes good for it.
                yield place + sum(filter(None, least)), self._random.random(), area, place

    def _least(self, side: int, area: int) -> int | None:
        free = (self._first(of) for of in (self._plain[side], self._special[side].get(area, ())))
        return min((offer[0] for offer in free if offer is not None), default=None)

    def _first(self, offers: Sequence[Offer]) -> Offer | None:
        busy = self._state.team_of[self._evening]
        return next((offer for offer in offers if offer[2] not in busy), None)

    def _side(self, side: int, area: int) -> list[Offer]:
        """All who can join there, who costs least first."""
        busy = self._state.team_of[self._evening]
        special = [offer for offer in self._special[side].get(area, ()) if offer[2] not in busy]
        apart = {offer[2] for offer in special}
        plain = [offer for offer in self._plain[side] if offer[2] not in busy and offer[2] not in apart]
        return sorted(special + plain)


def replaced(team: Team, side: int, person: int) -> Team:
    """The team with another detective (side 0) or officer."""
    return (person, team[1], team[2]) if side == 0 else (team[0], person, team[2])


def exchanged(evening: int, team: Team, later: int, other: Team, side: int) -> Move:
    """Two of the same role in each other's place."""
    mine, theirs = replaced(team, side, other[side]), replaced(other, side, team[side])
    return [(evening, team), (later, other)], [(evening, mine), (later, theirs)]
