"""Rosters by local search: a first one constructed, the best one made better, those mended whose people collide."""

from dataclasses import replace
from random import Random

import numpy as np

from .. import clock
from ..devices import Device
from ..formulation.published import published_teams
from ..limits import Budget, Limits
from ..pairing.teams import without_excess
from .incumbent import Solution
from .local.construct import completed, constructed
from .local.state import LocalState
from .standing import Standing


class Heuristics:
    """Constructs a roster, mends others, and makes the best one better by small changes."""

    def __init__(self, standing: Standing, random: Random) -> None:
        self._standing = standing
        self._params = standing.params
        self._random = random
        self._constructed = False
        self._known: LocalState | None = None

    @property
    def slow(self) -> bool:
        """Whether relaxing a tier may take longer than finding a roster without."""
        return len(self._standing.bounds.frame.rows.columns) > self._params.slow_model

    @property
    def ready(self) -> bool:
        """Whether small changes can be tried at once: where the model is large, any take a second to prepare."""
        return not self.slow

    def construct(self, index: int, limits: Limits) -> None:
        """Look for a roster without any relaxation, once, and make it better."""
        params = self._params
        if limits.called or self._constructed or not params.has(Device.CONSTRUCTION):
            return
        self._constructed = True
        share = replace(limits, deadline=clock.now() + limits.left * params.constructing)
        size = len(self._standing.bounds.frame.rows.columns)
        share = replace(
            share, budget=Budget(params.constructing_work * max(1.0, size / params.slow_model), limits.budget)
        )
        teams = constructed(self._state(limits), share, params)
        if teams is not None and self._standing.keep(index, self._standing.incumbent.of_teams(teams, "construction")):
            self.complete(share)

    def begin_as_published(self, index: int) -> None:
        """Keep what of the published roster can stand, where that is a roster."""
        standing, model = self._standing, self._standing.model
        solution = standing.incumbent.of_teams(published_teams(model), "local_search")
        values, (low, high) = np.array(solution.values, dtype=np.int64), model.program.bounds
        stands = bool((low <= values).all() and (values <= high).all()) and model.program.rows().keep(values)
        if stands and not solution.matched.forbidden:
            standing.keep(index, solution)

    def complete(self, limits: Limits, patience: int = 0) -> None:
        """Make the best roster better by small changes until none of them helps (`local.construct`)."""
        if limits.called:
            return
        self._completed(self._state(limits), limits, patience)

    def mend(self, index: int, solution: Solution, limits: Limits, patience: int = 0) -> None:
        """Look for a roster like a solution whose people can't all meet: without teams that may not, made better.

        First by small changes alone; where teams are missing then, by chains of changes that make room for one more.
        """
        if limits.called or not self._params.has(Device.MENDING):
            return
        standing, state = self._standing, self._state(limits)
        teams = without_excess(standing.model.problem, solution.matched).teams
        for wanting in (False, True):
            own = replace(limits, seed=self._random.randrange(1 << 31))
            teams = completed(state, teams, own, self._params, wanting=wanting, patience=patience)
            if not state.sound:
                continue
            other = standing.incumbent.of_teams(teams, "local_search")
            standing.keep_better(index, other)
            if standing.incumbent.value(0, other) <= standing.bounds[0].bound:
                break

    def finish(self, limits: Limits) -> None:
        """Leave nothing that a small change could make better: all tiers are taken as solved, tolerances used."""
        standing, before = self._standing, None
        incumbent, gives = standing.incumbent, standing.incumbent.ranking.gives
        self.complete(limits)
        if not any(gives) or standing.best is None or limits.called:
            return
        firsts = [n + 1 for n, may in enumerate(gives) if may]
        states = [
            LocalState(standing.model, standing.measures, [*gives[:n], *(False for _ in gives[n:])], limits)
            for n in firsts
        ]
        # Each tier in turn, with those before it held: a better value of one may use another's tolerance.
        while standing.best is not before and not limits.over:
            before = standing.best
            for first, state in zip(firsts, states, strict=True):
                for index in range(first):
                    incumbent.hold(index)
                state.become(standing.best.matched.teams)
                held = {n: standing.limit(n, incumbent.solved(n)) for n in range(first) if gives[n]}
                state.hold(incumbent.values(standing.best), held)
                self._completed(state, limits, 0)
            self.complete(limits)
            self._drop_one(limits)

    def _drop_one(self, limits: Limits) -> None:
        """Leave out a team where that alone is better: a descent may have gone another way, to what is not."""
        standing, state = self._standing, self._state(limits)
        if standing.best is None or limits.over:
            return
        before = standing.best.matched.teams
        state.become(before)
        for evening, here in enumerate(before):
            for team in here:
                if state.probe([(evening, team)], []) < 0:
                    rest = tuple(other for other in here if other != team)
                    less = standing.incumbent.of_teams(
                        (*before[:evening], rest, *before[evening + 1 :]), "local_search"
                    )
                    if standing.incumbent.better(less, standing.best):
                        standing.keep(standing.latest, less)
                        return

    def _completed(self, state: LocalState, limits: Limits, patience: int) -> None:
        standing, before = self._standing, self._standing.best
        if before is None or not self._params.has(Device.SMALL_CHANGES):
            return
        wanting = standing.incumbent.value(0) > standing.bounds[0].bound
        own = replace(limits, seed=self._random.randrange(1 << 31))
        teams = completed(state, before.matched.teams, own, self._params, wanting=wanting, patience=patience)
        other = standing.incumbent.of_teams(teams, "local_search")
        if standing.incumbent.better(other, before):
            standing.keep(standing.latest, other)

    def _state(self, limits: Limits) -> LocalState:
        """The one state, without what it learned of rows that are hard to keep: building it anew takes long."""
        if self._known is None:
            self._known = LocalState(self._standing.model, self._standing.measures, limits=limits)
        self._known.forget()
        return self._known
