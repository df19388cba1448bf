"""Repair of teams that break what is hard: min-conflicts.

Again and again something broken is picked at random, and of the small changes that bear on it that one is made which
leaves least broken. What stays broken weighs more and more, and nobody goes back at once to where they left: so the
search leaves places from which no small change helps (P. Morris, The breakout method for escaping from local minima,
1993; S. Minton et al., Minimizing conflicts, 1992).
"""

from collections.abc import Iterator
from random import Random

from ...pairing.teams import Team
from ...params import SearchParams
from .descent import LocalSearch, Move, exchanged, replaced
from .state import LocalState, Target


class Repairer:
    """Changes teams until nothing is broken."""

    def __init__(self, state: LocalState, random: Random, search: LocalSearch, params: SearchParams) -> None:
        self._state = state
        self._random = random
        self._search = search
        self._tried, self._tenure = params.tried_moves, params.tenure
        self._left: dict[tuple[int, int], int] = {}
        """Until which step nobody goes back: by person and evening."""

    def repair(self, steps: int, moving: float = 0.0) -> bool:
        """Make so many changes at most; whether nothing is broken any more.

        `moving` is the share of the changes that leave an evening a team more or less.
        """
        state = self._state
        for step in range(steps):
            if state.sound or self._search.over:
                break
            best, chosen = state.nowhere, None
            for removed, added in self._some_moves(moving):
                cost = state.guess(removed, added)
                if cost < best and (cost < -state.breach or not self._back(removed, added, step)):
                    best, chosen = cost, (removed, added)
            if chosen is None:
                continue
            if best >= 0:
                state.weigh()
            for evening, team in chosen[0]:
                for person in team[:2]:
                    self._left[person, evening] = step + self._tenure + self._random.randrange(self._tenure)
            state.apply(*chosen)
        return state.sound

    def _back(self, removed: list[tuple[int, Team]], added: list[tuple[int, Team]], step: int) -> bool:
        """Whether somebody would go back where they left."""
        there = {(person, evening) for evening, team in removed for person in team[:2]}
        return any(
            self._left.get((person, evening), 0) > step and (person, evening) not in there
            for evening, team in added
            for person in team[:2]
        )

    def _some_moves(self, moving: float) -> list[Move]:
        state = self._state
        rows, pairs = sorted(state.ledger.broken), sorted(state.pairs.broken)
        if not rows and not pairs:
            return []
        number = self._random.randrange(len(rows) + len(pairs))
        if number < len(rows):
            targets = list(state.targets(rows[number]))
        else:
            pair = pairs[number - len(rows)]
            targets = [(evening, person, None) for evening in state.pairs.of(pair) for person in pair]
        moves: list[Move] = []
        self._random.shuffle(targets)
        kinds = self._others if self._random.random() < moving else self._moves
        for target in targets:
            moves += kinds(target)
            if len(moves) >= 4 * self._tried:
                break
        return moves if len(moves) <= self._tried else self._random.sample(moves, self._tried)

    def _others(self, target: Target) -> Iterator[Move]:
        """Changes that leave an evening a team more, or a team less."""
        evening, person, area = target
        state = self._state
        if person is None:
            return
        if person in state.team_of[evening]:
            team = state.team_of[evening][person]
            yield [(evening, team)], []
            for later in state.model.evenings_of(person):
                yield from self._moved(evening, team, later)
        else:
            yield from self._with_somebody(evening, person, area)
            for earlier in state.spots[person]:
                yield from self._moved(earlier, state.team_of[earlier][person], evening)

    def _moves(self, target: Target) -> Iterator[Move]:
        """Changes that leave every evening as many teams."""
        evening, person, area = target
        state = self._state
        if person is None:
            for team in state.teams[evening]:
                yield from self._elsewhere(evening, team)
        elif person in state.team_of[evening]:
            team = state.team_of[evening][person]
            side = state.side[person]
            yield from self._elsewhere(evening, team)
            for p in state.able[evening]:
                if state.side[p] == side and p not in state.team_of[evening]:
                    yield [(evening, team)], [(evening, replaced(team, side, p))]
            yield from self._exchanges(evening, team, side)
        else:
            side = state.side[person]
            for team in state.teams[evening]:
                if area in (None, team[2]):
                    yield [(evening, team)], [(evening, replaced(team, side, person))]
                    for earlier in state.spots[person]:
                        if team[side] not in state.team_of[earlier]:
                            yield exchanged(earlier, state.team_of[earlier][person], evening, team, side)

    def _elsewhere(self, evening: int, team: Team) -> Iterator[Move]:
        """In another area, or with a partner of another team."""
        state = self._state
        for area in state.problem.areas:
            if area != team[2]:
                yield [(evening, team)], [(evening, (team[0], team[1], area))]
        for other in state.teams[evening]:
            if other != team:
                (i, j, a), (k, m, b) = team, other
                for two in (((i, m, a), (k, j, b)), ((i, m, b), (k, j, a)), ((i, j, b), (k, m, a))):
                    yield [(evening, team), (evening, other)], [(evening, one) for one in two]

    def _with_somebody(self, evening: int, person: int, area: int | None) -> Iterator[Move]:
        """A team more with somebody in it."""
        state, busy = self._state, self._state.team_of[evening]
        others = [p for p in state.able[evening] if state.side[p] != state.side[person] and p not in busy]
        for other in others:
            for place in state.problem.areas if area is None else (area,):
                pair = (person, other) if state.side[person] == 0 else (other, person)
                yield [], [(evening, (*pair, place))]

    def _moved(self, evening: int, team: Team, other: int) -> Iterator[Move]:
        busy = self._state.team_of[other]
        if team[0] not in busy and team[1] not in busy:
            yield [(evening, team)], [(other, team)]

    def _exchanges(self, evening: int, team: Team, side: int) -> Iterator[Move]:
        state, person = self._state, team[side]
        for later in state.model.evenings_of(person):
            if later not in state.spots[person]:
                for other in state.teams[later]:
                    if other[side] not in state.team_of[evening]:
                        yield exchanged(evening, team, later, other, side)
