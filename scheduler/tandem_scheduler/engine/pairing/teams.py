"""Teams, and what is wrong with them: who meets too often."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import add

from tandem_models import Deployment

from ..problem.pair_limits import Pair
from ..problem.problem import Problem

Team = tuple[int, int, int]
"""Detective, officer, area."""

TeamsByEvening = tuple[tuple[Team, ...], ...]
"""The teams of every evening."""

FORBIDDEN = 1_000_000_000
"""Cost of a meeting that a hard rule does not allow."""


class Meetings:
    """On which evenings which pairs meet."""

    def __init__(self) -> None:
        self._evenings: dict[Pair, list[int]] = {}
        self._pairs: dict[int, list[Pair]] = {}

    def of(self, pair: Pair) -> list[int]:
        """The evenings on which a pair meets."""
        return self._evenings.get(pair, [])

    def add(self, evening: int, pairs: Iterable[Pair]) -> None:
        """More meetings of an evening."""
        for pair in pairs:
            self._evenings.setdefault(pair, []).append(evening)
            self._pairs.setdefault(evening, []).append(pair)

    def clear(self, evening: int) -> None:
        """Forget the meetings of an evening."""
        for pair in self._pairs.pop(evening, []):
            self._evenings[pair].remove(evening)


@dataclass(frozen=True)
class Matched:
    """The teams of every evening."""

    teams: TeamsByEvening
    forbidden: int
    """Meetings that hard pair rules do not allow."""
    cost: int
    """What meetings cost by soft pair rules."""
    parted: tuple[int, ...]
    """What it costs in `changes`, evening by evening, that people have other partners than published."""
    repeated: int
    """How often teams stand in rosters that this one is to differ from."""
    bad: tuple[tuple[int, int, int], ...]
    """Evening, detective and officer wherever two meet who meet too often."""
    conflicts: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """The evenings on which meetings cost more than the model says, with those who meet too often over the evenings."""
    left: frozenset[int] = frozenset()
    """The evenings on which somebody left an area where they are counted, for a better partner."""
    strained: tuple[tuple[int, int, int], ...] = ()
    """Evening, detective and officer of teams that are not as published where only that keeps bad meetings away."""

    @property
    def amiss(self) -> tuple[tuple[int, int, int], ...]:
        """Whom other people should work instead of: the bad meetings, and the teams that keep such away at a cost."""
        return self.bad + self.strained

    @property
    def price(self) -> tuple[int, int, int, int]:
        """By which matchings of the same people compare: what is forbidden, then what meetings cost."""
        return self.forbidden, self.cost, sum(self.parted), self.repeated


def judged(problem: Problem, teams: TeamsByEvening) -> Matched:
    """These teams, with who meets too often."""
    forbidden = cost = 0
    met: dict[Pair, list[tuple[int, int]]] = {}
    for evening, together in enumerate(teams):
        for i, j, area in together:
            met.setdefault((i, j), []).append((evening, area))
    bad: set[tuple[int, int, int]] = set()
    for limit in problem.pair_limits:
        for pair, places in met.items():
            if not limit.binds(*pair):
                continue
            counted = [evening for evening, area in places if limit.at(evening, area)]
            for firsts, inside, left in limit.crowded(pair, counted):
                bad.update((evening, *pair) for evening in inside)
                above = len(firsts) * (len(inside) - left)
                forbidden += above if limit.cost is None else 0
                cost += above * (limit.cost or 0)
    parted = tuple(sum(problem.parted(evening, team) for team in here) for evening, here in enumerate(teams))
    repeated = sum(problem.repeated(evening, team) for evening, here in enumerate(teams) for team in here)
    return Matched(teams, forbidden, cost, parted, repeated, tuple(sorted(bad)))


def meeting_price(problem: Problem, met: Meetings, pair: Pair, evening: int, area: int) -> int:
    """What one more meeting of a pair costs, on an evening in an area."""
    price = 0
    for limit in problem.limits_at(evening, area):
        if limit.binds(*pair):
            others = met.of(pair)
            units = limit.units(pair, [*others, evening]) - limit.units(pair, others) if limit.limit else 1
            price += units * (FORBIDDEN if limit.cost is None else limit.cost)
    return price


def without_excess(problem: Problem, matched: Matched) -> Matched:
    """The same less every team that hard pair rules do not allow beside those that are pinned and those before it."""
    met = Meetings()
    for evening, pinned in enumerate(problem.together):
        met.add(evening, pinned)
    teams = []
    for evening, together in enumerate(matched.teams):
        kept = []
        for team in together:
            if team[:2] in problem.together[evening]:
                kept.append(team)
            elif meeting_price(problem, met, team[:2], evening, team[2]) < FORBIDDEN:
                met.add(evening, [team[:2]])
                kept.append(team)
        teams.append(tuple(kept))
    return judged(problem, tuple(teams))


def deployments_of(problem: Problem, teams: TeamsByEvening) -> Iterator[Deployment]:
    """Teams of the evenings to come, and those that stand, with everybody's id."""
    areas, people = problem.scenario.areas, problem.scenario.people
    for evening, here in enumerate(map(add, problem.facts, teams)):
        for detective, officer, area in here:
            yield Deployment(
                evening=problem.dates[evening],
                area=areas[area].id,
                detective=people[detective].id,
                officer=people[officer].id,
            )
