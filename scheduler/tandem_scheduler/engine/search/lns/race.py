"""Better rosters near the best one, by whatever fits the model: neighbourhoods, or steps by people."""

from dataclasses import replace
from math import inf

import numpy as np

from ...devices import Device
from ...limits import Limits
from ..standing import Standing
from .by_people import Reroster
from .improve import Improver


class Improving:
    """Improves the best roster, a tier at a time."""

    def __init__(self, standing: Standing, improver: Improver, reroster: Reroster | None) -> None:
        """`reroster`: where rules bind each person's evenings hard."""
        self._standing = standing
        self._params = standing.params
        self._incumbent = standing.incumbent
        self._columns = list(standing.bounds.frame.columns)
        self._improver = improver
        self._reroster = reroster

    def better(self, index: int, patience: int, limits: Limits) -> None:
        """Look for better rosters near the best one."""
        if self._reroster is None:
            self._neighbourhoods(index, patience, limits)
        else:
            self._steps(index, patience * self._params.steps, limits)

    def _neighbourhoods(self, index: int, patience: int, limits: Limits) -> None:
        """Look for better rosters than the best one, some evenings or people at a time."""
        if not self._params.has(Device.NEIGHBOURHOODS):
            return
        tier, relaxed = self._standing.bounds[index], self._standing.bounds.known(index)
        values = None if relaxed is None else relaxed.values
        for _ in self._improver.better(index, self._columns, tier.box, tier.bound, values, patience, limits):
            self._standing.tell_found(index)

    def _steps(self, index: int, patience: int, limits: Limits) -> None:
        """Look for better rosters than the best one, some people's evenings at a time."""
        tier, failed, now = self._standing.bounds[index], 0, None
        column = self._columns[index]
        relaxed = self._standing.bounds.known(index)
        values = None if relaxed is None else relaxed.values
        while failed < patience and not limits.over and not self._standing.at_bound(index):
            assert self._standing.best is not None  # noqa: S101 - where it stands
            assert self._reroster is not None  # noqa: S101 - the caller knows
            if now is None:
                now = np.array(self._standing.best.values[: len(tier.box.low)], dtype=np.int64)
            # What an earlier tier may give is left to the box.
            earlier = [self._columns[n] for n in range(index) if not self._incumbent.ranking.gives[n]]
            high = tier.box.high.copy()
            high[earlier] = np.minimum(high[earlier], np.maximum(now[earlier], tier.box.low[earlier]))
            found = self._reroster.better(column, replace(tier.box, high=high), now, limits, failed, values)
            failed += 1
            if found is None:
                continue
            if found[column] >= self._incumbent.value(index):
                now = np.array(found, dtype=np.int64)  # As good: who meets whom is left open.
                continue
            solution, now = self._incumbent.matched(found, limits, "rerostering", anew=True, leave=True), None
            before = self._incumbent.value(index)
            kept = not solution.matched.forbidden and self._incumbent.keep(solution)
            if kept and self._incumbent.value(index) < before:
                failed = 0
                self._standing.tell_found(index)

    def race(self, index: int, limits: Limits) -> None:
        """Look for better rosters near the best one by what won more for its work, until nothing wins any more."""
        params = self._params
        ways = (
            (self._steps, params.patience * params.steps, params.step_turn),
            (self._neighbourhoods, params.haste, params.neighbourhood_turn),
        )
        won = [inf, inf]
        while max(won) > 0 and not limits.over and not self._standing.at_bound(index):
            turn = won.index(max(won))
            look, patience, part = ways[turn]
            value, share = self._incumbent.value(index), limits.share(part)
            look(index, patience, share)
            won[turn] = (value - self._incumbent.value(index)) / max(params.least_turn, share.budget.spent)
