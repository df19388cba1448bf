"""Sets of demands that no roster has all of, shrunk as far as they go.

A set is shrunk by deletion: piece after piece is left out, many at a time at first, as long as there is no roster
without them (Zeller and Hildebrandt, Simplifying and isolating failure-inducing input, 2002). Every step solves the
scenario that makes only the demands left. What would bring something into force that is not so far, as leaving out an
absence does that an ordinary duty falls into, is not left out: a set stays one whatever demands are made besides.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import inf

from tandem_models import Deployment, Role, Scenario
from tandem_scheduler.engine import Limits, is_feasible, problems_of, solve_scenario, watching

from .pieces import Piece, covered, exposes, makes_room, restricted

TRYING = 0.2
"""Part of the time left that one solve may take: what it can't decide by then is kept."""

SMALL = 10_000
"""Up to so many possible meetings, the whole model is searched at once with everybody matched in it."""

_Unit = tuple[Piece, ...]
"""Pieces that are kept or left out together."""


@dataclass(frozen=True)
class Core:
    """Pieces that no roster has all of."""

    pieces: tuple[Piece, ...]
    minimal: bool
    apart: tuple[Piece, ...] = ()
    """Pieces that make room and have nothing to do with it: there is no roster with them, and none without."""


class Demands:
    """Solves a scenario with only some of its pieces, again and again."""

    def __init__(self, scenario: Scenario, limits: Limits) -> None:
        self.scenario = scenario
        self.limits = limits
        one, two = (sum(1 for _ in scenario.of_role(role)) for role in Role)
        self._small = one * two * len(scenario.calendar) <= SMALL

    def possible(
        self,
        pieces: Sequence[Piece],
        share: float = TRYING,
        teams: Mapping[date, int] | None = None,
        free: Collection[tuple[str, date]] = (),
    ) -> bool | None:
        """Whether there is a roster that has these pieces; None where that part of the time left does not tell.

        An evening whose teams none of them limits may have any number, or that which `teams` names. On dates that are
        `free` people have no ordinary duty.
        """
        if not pieces:
            return True
        if self.limits.over:
            return None
        limits, plan = self.limits.share(share), restricted(self.scenario, pieces, teams, free)
        if self._small:
            answers = [is_feasible(problem, limits) for problem in problems_of(plan)]
            return False if False in answers else None if None in answers else True
        # A part that can have no roster ends the others by the event: each solve needs its own.
        with watching(self.limits.stop, inf) as watch:
            outcome = solve_scenario(plan, replace(limits, stop=watch.stop), None)
        if outcome.deployments is not None:
            return True
        return False if outcome.infeasible else None

    def best(self, plan: Scenario, share: float = TRYING) -> tuple[tuple[Deployment, ...] | None, bool]:
        """The best roster of a plan that part of the time left finds, if any, and whether none is better for sure."""
        if self.limits.over:
            return None, False
        with watching(self.limits.stop, inf) as watch:
            outcome = solve_scenario(plan, replace(self.limits.share(share), stop=watch.stop), None)
        return outcome.deployments, all(tier.ended for tier in outcome.tiers)

    def shrink(self, pieces: tuple[Piece, ...]) -> Core:
        """As few of some pieces as still leave no roster; these leave none.

        Whole kinds are left out first: what takes everybody together is soon told from what takes only a few.
        """
        kinds: dict[tuple[str, int | None], tuple[Piece, ...]] = {}
        for piece in pieces:
            kinds[piece.origin] = (*kinds.get(piece.origin, ()), piece)
        hiding: list[Piece] = []
        units, _ = self._delete(list(kinds.values()), hiding)
        left = {piece for unit in units for piece in unit}
        units, minimal = self._delete([(piece,) for piece in pieces if piece in left], hiding)
        return Core(tuple(piece for unit in units for piece in unit), minimal, tuple(hiding))

    def _delete(self, units: list[_Unit], hiding: list[Piece]) -> tuple[list[_Unit], bool]:
        """Leave out units, half of them at a time and less and less, as long as the rest leaves no roster.

        Returns what is left, and whether it was seen that none of it can be spared. What is left out although it makes
        room is added to `hiding`.
        """
        size = len(units)
        while True:
            size = max(1, min(size, len(units)) // 2)
            before, position, certain = len(units), 0, True
            while position < len(units):
                if self.limits.over:
                    return units, False
                fewer = units[:position] + units[position + size :]
                left = [piece for unit in fewer for piece in unit]
                possible = self.possible(left)
                spared = [piece for unit in units[position : position + size] for piece in unit]
                hidden = possible is False and not self._apart(spared, left, hiding)
                certain = certain and possible is not None and not hidden
                if possible is False and not hidden:
                    units = fewer
                else:
                    position += size
            if size == 1 and len(units) == before:
                return units, certain

    def _apart(self, spared: Sequence[Piece], left: Sequence[Piece], hiding: list[Piece]) -> bool:
        """Whether what is left allows no roster whatever the pieces spared would hide, were they there or not.

        It is so where not even their dates without any duty, which is less than either demands, let a roster be. Where
        duties make room, fewer of them are not less: one piece of them can be looked at both ways, more are kept.
        """
        if hiding and self.possible([*left, *hiding]) is not False:
            return False
        exposing = [piece for piece in spared if exposes(self.scenario, piece, left)]
        if not exposing:
            return True
        if any(makes_room(self.scenario, piece, left) for piece in exposing):
            if hiding or len(exposing) > 1 or self.possible([*left, *exposing]) is not False:
                return False
            hiding += exposing
            return True
        free = {(str(piece.person), on) for piece in exposing for on in covered(self.scenario, piece)}
        return bool(free) and self.possible(left, free=free) is False
