"""Local search: a roster made better by small changes until none of them helps.

The changes: a team more or less, another person in a team, other partners or areas on an evening, two people of
different evenings in each other's place.
"""

from itertools import combinations
from random import Random

from .limits import Limits
from .rematch import Team, Teams
from .state import Placed, State

PROBE = 2e-5
"""Units of work that looking at one change is counted for."""

Move = tuple[list[Placed], list[Placed]]
"""Teams that go, and teams that come instead."""


def completed(state: State, teams: Teams, limits: Limits) -> Teams:
    """A roster's teams after all small changes that make it better, as far as the limits let them be found."""
    state.become(teams)
    LocalSearch(state, Random(limits.seed), limits).descend()  # noqa: S311 - any order will do
    return state.snapshot()


class LocalSearch:
    """Changes a state for the better."""

    def __init__(self, state: State, random: Random, limits: Limits) -> None:
        self.state = state
        self.limits = limits
        self._random = random
        self._counted = state.probes

    @property
    def over(self) -> bool:
        """Whether it is time to stop; counts the work done since it was asked last."""
        probes = self.state.probes
        self.limits.budget.spend((probes - self._counted) * PROBE)
        self._counted = probes
        return self.limits.over

    def descend(self) -> bool:
        """Change the roster until no change makes it better; whether that came to an end."""
        state = self.state
        evenings = list(state.problem.evenings)[state.problem.opening :]
        calm = 0
        while calm < len(evenings):
            for evening in evenings:
                before = state.changes
                for moves in (self.add, self._drop, self._replace, self._place, self._swap, self._exchange):
                    while moves(evening):
                        if self.over:
                            return False
                    if self.over:
                        return False
                calm = 0 if state.changes > before else calm + 1
                if calm >= len(evenings):
                    break
        return True

    def _try(self, removed: list[Placed], added: list[Placed]) -> bool:
        """Make a change that makes the roster better; whether it does."""
        if self.state.probe(removed, added) >= 0:
            return False
        self.state.apply(removed, added)
        return True

    def add(self, evening: int) -> bool:
        """One team more."""
        team = self.team_for(evening)
        return team is not None and self._try([], [(evening, team)])

    def team_for(self, evening: int, below: int = 0) -> Team | None:
        """The team more that costs least on an evening; None where all cost as much as `below`."""
        state, busy = self.state, self.state.team_of[evening]
        sides: tuple[list[int], list[int]] = ([], [])
        for p in state.able[evening]:
            if p not in busy:
                sides[state.side[p]].append(p)
        if not all(sides):
            return None
        areas = sorted((state.place(evening, a), self._random.random(), a) for a in state.problem.areas)
        best, found = below, None
        least: list[list[tuple[int, float, int]]] = []
        for place, _, area in areas:
            least = [
                sorted((state.alone(p, None, (evening, area)), self._random.random(), p) for p in side)
                for side in sides
            ]
            if place + least[0][0][0] + least[1][0][0] >= best:
                if not state.roster.groups[evening]:  # then what people cost is the same everywhere
                    break
                continue
            for one, _, detective in least[0]:
                if place + one + least[1][0][0] >= best:
                    break
                for two, _, officer in least[1]:
                    cost = place + one + two
                    if cost >= best:
                        break
                    cost += state.pairs.one(evening, (detective, officer, area))
                    if cost < best:
                        best, found = cost, (detective, officer, area)
        return found

    def _drop(self, evening: int) -> bool:
        return any(self._try([(evening, team)], []) for team in list(self.state.teams[evening]))

    def _replace(self, evening: int) -> bool:
        """Somebody else in a team."""
        state, busy = self.state, self.state.team_of[evening]
        for team in list(state.teams[evening]):
            spot = (evening, team[2])
            out = state.pairs.one(evening, team, joins=False)
            for side in (0, 1):
                room = -(out + state.alone(team[side], spot, None))
                others = sorted(
                    (cost, p)
                    for p in state.able[evening]
                    if state.side[p] == side and p not in busy and (cost := state.alone(p, None, spot)) < room
                )
                for _, p in others:
                    other = (p, team[1], team[2]) if side == 0 else (team[0], p, team[2])
                    if self._try([(evening, team)], [(evening, other)]):
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
        """Two people of different evenings in each other's place."""
        state = self.state
        for team in list(state.teams[evening]):
            mine = state.pairs.one(evening, team, joins=False)
            for side in (0, 1):
                person, spot = team[side], (evening, team[2])
                for later in state.roster.evenings_of(person):
                    if later in state.spots[person]:
                        continue
                    for other in state.teams[later]:
                        there = (later, other[2])
                        cost = state.alone(person, spot, there) + mine
                        somebody = other[side]
                        if evening in state.spots[somebody]:
                            continue
                        cost += state.alone(somebody, there, spot)
                        if cost >= 0:
                            cost += state.pairs.one(later, other, joins=False)
                        if cost < 0 and self._try(*exchanged(evening, team, later, other, side)):
                            return True
        return False


def exchanged(evening: int, team: Team, later: int, other: Team, side: int) -> Move:
    """Two of the same role in each other's place."""
    mine, theirs = list(team), list(other)
    mine[side], theirs[side] = other[side], team[side]
    return [(evening, team), (later, other)], [(evening, (*mine,)), (later, (*theirs,))]  # type: ignore[list-item]
