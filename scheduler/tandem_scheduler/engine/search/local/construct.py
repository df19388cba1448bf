"""A first roster without any relaxation: evening by evening the team that costs least; and rosters made better.

A construction heuristic, after which what is still broken is repaired (`local.conflicts`). What comes out keeps all
that is hard, or there is none.
"""

from collections.abc import Sequence
from random import Random

from ...devices import Device
from ...limits import Limits
from ...pairing.teams import TeamsByEvening
from ...params import SearchParams
from .conflicts import Repairer
from .descent import LocalSearch, Offers
from .pair_ledger import Placed
from .state import LocalState


def constructed(state: LocalState, limits: Limits, params: SearchParams) -> TeamsByEvening | None:
    """The teams of a roster, of the evenings to come; None where none is found within the limits."""
    making = _Construction(state, limits, params)
    for turn in range(params.constructions):
        if making.begun(afresh=turn > 0) or making.search.over:
            break
    return state.snapshot() if state.sound else None


def completed(
    state: LocalState, teams: TeamsByEvening, limits: Limits, params: SearchParams, *, wanting: bool, patience: int = 0
) -> TeamsByEvening:
    """A roster's teams after all changes found that make it better.

    `wanting`: whether more teams may be possible. Then some evenings are planned anew, until so many times in a row as
    `patience` says that is in vain.
    """
    state.become(teams)
    making = _Construction(state, limits, params)
    making.better(wanting=wanting)
    if patience and params.has(Device.SHAKING):
        making.shaken(patience)
    return state.snapshot()


class _Construction:
    def __init__(self, state: LocalState, limits: Limits, params: SearchParams) -> None:
        self._params = params
        self._state = state
        self._random = Random(limits.seed)  # noqa: S311 - which of those equally good is taken does not matter
        self.search = LocalSearch(state, self._random, limits)
        self._repairer = Repairer(state, self._random, self.search, params)
        self._evenings = _scarcest(state)

    def begun(self, *, afresh: bool) -> bool:
        """Make a roster; whether it is one that breaks nothing."""
        if afresh:
            self._state.become(((),) * len(self._state.teams))
            self._random.shuffle(self._evenings)
        self._pin()
        for evening in self._evenings:
            self.search.fill(evening)
        if self._state.sound:
            return True
        # What must be worked at the least is spread over all the teams there may be.
        for evening in self._evenings:
            while not self.search.over and self._forced(evening):
                pass
        begun = self._state.snapshot()
        # Where an evening's teams are limited, mostly all of them are wanted; else it is as good to have one elsewhere.
        moving = self._params.moving
        for share in (0.0, moving) if self._state.model.caps else (moving, 0.0):
            self._state.become(begun)
            if self._repairer.repair(self._params.repair_steps, share):
                return True
        return False

    def better(self, *, wanting: bool) -> None:
        """Make a roster better by small changes, and have teams that only a chain of changes leaves room for."""
        state, failed = self._state, 0
        while self.search.descend() and wanting and failed < self._params.vain_chains:
            began = state.worth
            for evening in self._random.sample(self._evenings, len(self._evenings)):
                while not self.search.over and self._chained(evening):
                    pass
            failed = failed + 1 if state.worth == began else 0

    def shaken(self, patience: int) -> None:
        """Have the teams of a few evenings made anew, again and again, until so many times in a row that is in vain.

        Ruin and recreate (G. Schrimpf et al., Record breaking optimization results, 2000).
        """
        state, random, failed = self._state, self._random, 0
        if not self._evenings:
            return
        while failed < patience and not self.search.over:
            before, worth = state.snapshot(), state.worth
            some = random.sample(self._evenings, min(len(self._evenings), random.randint(1, self._params.ruined)))
            ruined = [(e, t) for e in some for t in state.teams[e] if t[:2] not in state.problem.together[e]]
            state.apply(ruined, [])
            for evening in some:
                self.search.fill(evening)
            self.search.descend(some)
            failed = 0 if state.sound and state.worth < worth else failed + 1
            if not state.sound or state.worth > worth:
                state.become(before)

    def _chained(self, evening: int) -> bool:
        """A team more, and whatever changes it makes necessary; whether that came out better."""
        state = self._state
        before, worth = state.snapshot(), state.worth
        if not self._forced(evening):
            return False
        if self._repairer.repair(self._params.chain_steps) and state.worth < worth and state.within:
            return True
        state.become(before)
        return False

    def _forced(self, evening: int) -> bool:
        """A team more where one is wanted, whatever it breaks of what is said of people."""
        state = self._state
        if min(state.place(evening, area) for area in state.problem.areas) >= 0:
            return False
        team = Offers(state, evening, self._random).team(state.nowhere)
        if team is not None:
            state.apply([], [(evening, team)])
        return team is not None

    def _pin(self) -> None:
        """Have the teams that pins name, where they cost least."""
        state = self._state
        for evening, pairs in enumerate(state.problem.together):
            for pair in pairs:
                if not any(person in state.team_of[evening] for person in pair):
                    teams: list[Sequence[Placed]] = [[(evening, (*pair, area))] for area in state.problem.areas]
                    best = min(teams, key=lambda added: state.probe([], added))
                    if state.probe([], best) < state.nowhere:
                        state.apply([], best)


def _scarcest(state: LocalState) -> list[int]:
    """The evenings, those first on which the fewest can work."""
    problem = state.problem

    def able(evening: int) -> int:
        return min(sum(state.side[p] == side for p in state.able[evening]) for side in (0, 1))

    return sorted(problem.evenings[problem.opening :], key=able)
