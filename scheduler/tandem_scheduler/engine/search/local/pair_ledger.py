"""Who meets whom when, and what that breaks and costs by the pair limits, kept up to date as teams come and go."""

from collections.abc import Sequence

from ...pairing.teams import Team
from ...problem.pair_limits import Pair
from ...problem.problem import Problem

Placed = tuple[int, Team]
"""An evening and a team."""

ChangeCost = int
"""What a change adds to what the tiers come to (`ledger.worth_of`) and, far dearer, to what is broken."""


class PairLedger:
    """Who meets whom when, and what that costs."""

    def __init__(self, problem: Problem, worth: int, worth_of_changes: int, breach: int) -> None:
        """What a unit of what soft rules cost is worth, of what is told otherwise, and of what is broken."""
        self._problem = problem
        self._worth = worth
        self._worth_of_changes = worth_of_changes
        self._breach = breach
        self._repeats = [limit for limit in problem.pair_limits if limit.limit]
        self._before = {pair for limit in self._repeats for pair in limit.met}
        self._never = [limit for limit in problem.pair_limits if not limit.limit]
        self._told = any(problem.told)
        self._always = not self._told and all(limit.evenings is None and limit.area is None for limit in self._never)
        self._met: dict[Pair, list[int]] = {}
        self._known: dict[tuple[int, ...], tuple[int, int]] = {}
        self.weight: dict[Pair, int] = {}
        """What a meeting too many of two counts for, where not 1."""
        self.broken: dict[Pair, int] = {}
        """The pairs that hard limits keep from meeting as they do, with by how much."""
        self.worth = 0
        """What soft limits cost, and other partners than published, as tiers are worth it."""
        self.free = not problem.pair_limits and not self._told
        """Whether it does not matter who meets whom."""

    def probe(self, removed: Sequence[Placed], added: Sequence[Placed]) -> ChangeCost:
        """What a change costs."""
        if self.free:
            return 0
        return sum(self._cost(pair, *moved) for pair, moved in self._touched(removed, added).items())

    def probe_one(self, evening: int, team: Team, *, joins: bool = True) -> ChangeCost:
        """What one team more, or less, costs."""
        if self.free:
            return 0
        placed = [(evening, team)]
        return self._cost(team[:2], [], placed) if joins else self._cost(team[:2], placed, [])

    def of(self, pair: Pair) -> list[int]:
        """The evenings on which two meet."""
        return self._met.get(pair, [])

    def apply(self, removed: Sequence[Placed], added: Sequence[Placed]) -> None:
        """Make a change."""
        for pair, (left, joined) in self._touched(removed, added).items():
            broken, cost = self._gained(pair, left, joined)
            self.worth += cost
            units = self.broken.pop(pair, 0) + broken
            if units:
                self.broken[pair] = units
            met = self._met.setdefault(pair, [])
            for evening, _ in left:
                met.remove(evening)
            met += [evening for evening, _ in joined]

    def _cost(self, pair: Pair, left: list[Placed], joined: list[Placed]) -> ChangeCost:
        broken, cost = self._gained(pair, left, joined)
        return broken * self.weight.get(pair, 1) * self._breach + cost

    def _touched(
        self, removed: Sequence[Placed], added: Sequence[Placed]
    ) -> dict[Pair, tuple[list[Placed], list[Placed]]]:
        found: dict[Pair, tuple[list[Placed], list[Placed]]] = {}
        for side, placed in enumerate((removed, added)):
            for one in placed:
                found.setdefault(one[1][:2], ([], []))[side].append(one)
        return found

    def _gained(self, pair: Pair, left: list[Placed], joined: list[Placed]) -> tuple[int, int]:
        """By how much more what is hard is broken, and what more is worth what is soft."""
        broken = cost = 0
        if self._never or self._told:
            for sign, placed in ((-1, left), (1, joined)):
                for evening, team in placed:
                    one, two = self._alone(evening, team)
                    broken += sign * one
                    cost += sign * two
        if self._repeats:
            now = self._met.get(pair, [])
            then = list(now)
            for evening, _ in left:
                then.remove(evening)
            then += [evening for evening, _ in joined]
            # Two who never meet twice can't meet too often.
            if now != then and (len(now) > 1 or len(then) > 1 or pair in self._before):
                for limit in self._repeats:
                    if limit.binds(*pair):
                        more = limit.units(pair, then) - limit.units(pair, now)
                        if limit.cost is None:
                            broken += more
                        else:
                            cost += more * limit.cost * self._worth
        return broken, cost

    def _alone(self, evening: int, team: Team) -> tuple[int, int]:
        """What a team breaks and costs whoever meets when."""
        key = team[:2] if self._always else (evening, *team)
        if key not in self._known:
            broken = cost = 0
            for limit in self._never:
                if limit.at(evening, team[2]) and limit.binds(*team[:2]):
                    broken += limit.cost is None
                    cost += (limit.cost or 0) * self._worth
            if self._told:
                cost += self._problem.parted(evening, team) * self._worth_of_changes
            self._known[key] = broken, cost
        return self._known[key]
