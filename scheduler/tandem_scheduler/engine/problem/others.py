"""Rosters that another is to differ from, and how much it does.

How far two rosters are apart is how many are told otherwise, person by person and evening by evening: whoever is sent
in one alone, to another area, or with another partner. What is common is minimised, as one more tier after all others.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from tandem_models import Deployment, Tier

from .numbered import Numbered

LIKENESS = Tier.model_construct(weights={}, tolerance=0)
"""The tier of what a roster has in common with others: of no measure that a scenario knows."""

NumberedTeams = tuple[tuple[tuple[int, int, int], ...], ...]
"""Of every evening the teams: detective, officer, area."""


class OtherRosters:
    """The rosters that another is to differ from, on the evenings that are not over."""

    def __init__(
        self, problem: Numbered, rosters: Sequence[Iterable[Deployment]], tiers: Sequence[Tier], *, from_each: bool
    ) -> None:
        """`tiers` are to be held; one at least of the rosters is there.

        `from_each`: what is common with the likest of them counts first, else what is common with all together counts.
        """
        self.tiers = (*tiers, LIKENESS)
        self.rosters = tuple(_numbered(problem, roster) for roster in rosters)
        self._working = tuple(_people(teams) for teams in self.rosters)
        self._standing = tuple(frozenset(_placed(teams)) for teams in self.rosters)
        self._times = Counter(team for standing in self._standing for team in standing)
        self._sent = _most_sent(problem)
        self._from_each = from_each and len(rosters) > 1

    @cached_property
    def most(self) -> int:
        """No two rosters are further apart than this."""
        return self._sent + max(map(len, self._working))

    @property
    def weight(self) -> int:
        """How many times what is common with the likest roster counts, besides what is common with all."""
        return 1 + len(self.rosters) * self.most if self._from_each else 0

    def distance(self, number: int, teams: NumberedTeams) -> int:
        """How many are told otherwise from one of the rosters to another."""
        then, now = self._working[number], _people(teams)
        return len(then) + len(now) - len(then & now) - 2 * len(self._standing[number].intersection(_placed(teams)))

    def likeness(self, teams: NumberedTeams) -> int:
        """What a roster has in common with the others, in one number that is to be small."""
        return self.together([self.most - self.distance(number, teams) for number in range(len(self.rosters))])

    def together(self, common: Sequence[int]) -> int:
        """What is common with each of the rosters in one number: the largest counts first."""
        return self.weight * max(common) + sum(common)

    def largest(self, likeness: int) -> int:
        """What is common with the likest of the rosters at the least, by that number."""
        return likeness // self.weight if self.weight else -(-likeness // len(self.rosters))

    def likest(self, teams: NumberedTeams) -> int:
        """What is common with the likest of the rosters."""
        return self.most - min(self.distance(number, teams) for number in range(len(self.rosters)))

    def working(self, number: int) -> Sequence[tuple[int, int]]:
        """Who is sent when in one of the rosters: evening and person."""
        return sorted(self._working[number])

    def repeated(self, evening: int, team: tuple[int, int, int]) -> int:
        """In how many of the rosters a team stands."""
        return self._times[evening, team]

    def repeats(self, evening: int, teams: Iterable[tuple[int, int, int]]) -> bool:
        """Whether any team of an evening stands in one of the rosters."""
        return any(self._times[evening, team] for team in teams)

    def areas(self, evening: int) -> frozenset[int]:
        """Where their teams are on an evening."""
        return frozenset(team[2] for teams in self.rosters for team in teams[evening])


def _numbered(problem: Numbered, roster: Iterable[Deployment]) -> NumberedTeams:
    teams: list[list[tuple[int, int, int]]] = [[] for _ in problem.evenings]
    for team in roster:
        evening = problem.number(team.evening)
        if evening >= problem.opening:
            pair = problem.person_number[team.detective], problem.person_number[team.officer]
            teams[evening].append((*pair, problem.area_number[team.area]))
    return tuple(tuple(sorted(here)) for here in teams)


def _placed(teams: NumberedTeams) -> Iterable[tuple[int, tuple[int, int, int]]]:
    return ((evening, team) for evening, here in enumerate(teams) for team in here)


def _people(teams: NumberedTeams) -> frozenset[tuple[int, int]]:
    return frozenset((evening, person) for evening, team in _placed(teams) for person in team[:2])


def _most_sent(problem: Numbered) -> int:
    """How many can be sent at the most, evening by evening."""
    total = 0
    for evening in problem.evenings[problem.opening :]:
        wanted = problem.scenario.calendar[problem.dates[evening]].teams
        most = min(sum(evening in problem.open[p] for p in people) for people in problem.by_role.values())
        total += 2 * (most if wanted is None else min(most, wanted))
    return total
