"""A first roster without any relaxation: evening by evening the team that costs least, then made better.

A construction heuristic: what comes out keeps all that is hard, or there is none.
"""

from collections.abc import Sequence
from random import Random

from .limits import Limits
from .local import LocalSearch
from .rematch import Teams
from .state import Placed, State


def constructed(state: State, limits: Limits) -> Teams | None:
    """The teams of a roster, of the evenings to come; None where none is found within the limits."""
    random = Random(limits.seed)  # noqa: S311 - which of those equally good is taken does not matter
    search = LocalSearch(state, random, limits)
    _pin(state)
    for evening in _scarcest(state):
        search.fill(evening)
    if state.sound:
        search.descend()
    return state.snapshot() if state.sound else None


def _pin(state: State) -> None:
    """Have the teams that pins name, where they cost least."""
    for evening, pairs in enumerate(state.problem.together):
        for pair in pairs:
            if not any(person in state.team_of[evening] for person in pair):
                teams: list[Sequence[Placed]] = [[(evening, (*pair, area))] for area in state.problem.areas]
                state.apply([], min(teams, key=lambda added: state.probe([], added)))


def _scarcest(state: State) -> list[int]:
    """The evenings, those first on which the fewest can work."""
    problem = state.problem

    def able(evening: int) -> int:
        return min(sum(state.side[p] == side for p in state.able[evening]) for side in (0, 1))

    return sorted(problem.evenings[problem.opening :], key=able)
