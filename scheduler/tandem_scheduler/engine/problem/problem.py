"""A scenario in integers, with what follows from its rules before any model is made."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import takewhile

from tandem_models import Consecutive, Deployment, EveningGap, MaxEvenings, RollingLimit, Scenario, Tier
from tandem_models.rules.base import RuleBase
from tandem_models.scenario.published import ChangeKind

from .fair import Fair, fair
from .numbered import Numbered
from .others import OtherRosters
from .pair_limits import PairLimit, pair_limits


class Problem(Numbered):
    """A scenario with everything numbered, and what its rules say of single people and pairs."""

    _whole: "Problem"

    def __init__(self, scenario: Scenario, whole: "Problem | None" = None) -> None:
        """`whole` is the problem that this one is an independent part of (`problem.independent`), if any."""
        super().__init__(scenario, whole)
        self._limits_at: dict[tuple[int, int], tuple[PairLimit, ...]] = {}
        self.others: OtherRosters | None = None
        """Those that a roster is to differ from."""

    @property
    def tiers(self) -> Sequence[Tier]:
        """What is minimised, in order."""
        return self.scenario.objectives if self.others is None else self.others.tiers

    @classmethod
    def differing(
        cls, scenario: Scenario, rosters: Sequence[Iterable[Deployment]], tiers: Sequence[Tier], *, from_each: bool
    ) -> "Problem":
        """A scenario of which a roster is sought that differs from others, with these tiers held.

        `from_each`: from the likest of them first, else from all together.
        """
        problem = cls(scenario)
        problem.others = OtherRosters(problem, rosters, tiers, from_each=from_each)
        return problem

    @cached_property
    def pair_limits(self) -> tuple[PairLimit, ...]:
        """Every rule on who meets whom."""
        return tuple(pair_limits(self))

    def limits_at(self, evening: int, area: int) -> tuple[PairLimit, ...]:
        """Those that speak of the teams of an area on an evening."""
        limits = self._limits_at.get((evening, area))
        if limits is None:
            limits = tuple(limit for limit in self.pair_limits if limit.at(evening, area))
            self._limits_at[evening, area] = limits
        return limits

    def fair(self, person: int) -> Fair | None:
        """How a person's evenings count in the fairness measure; None for those who are never available."""
        return self._whole._fair[self.scenario.people[person].id]

    @cached_property
    def _fair(self) -> dict[str, Fair | None]:
        """That of everybody, from which independent parts take it."""
        return dict(zip(self.person_number, fair(self), strict=True))

    def apart(self, person: int, evening: int, other: int) -> bool:
        """Whether a hard rule keeps a person from working two evenings because they are too near to each other."""
        return abs(evening - other) < self._spacing[person]

    @cached_property
    def _spacing(self) -> list[int]:
        """For each person, the least distance in evenings between two deployments."""
        spacing = [1] * len(self.people)
        for rule in self.scenario.rules_in_force:
            match rule:
                case EveningGap():
                    distance = rule.evenings + 1
                case RollingLimit(limit=1):
                    distance = rule.days
                case _:
                    continue
            for person in self.bound(rule) if rule.hard else ():
                spacing[person] = max(spacing[person], distance)
        return spacing

    @cached_property
    def most_evenings(self) -> list[int]:
        """For each person, more evenings than this they can't work by hard limits on windows of days."""
        return [self.most_of(person, self.open[person]) for person in self.people]

    def most_of(self, person: int, evenings: Iterable[int], before: RuleBase | None = None) -> int:
        """More of some evenings, given in order, than this a person can't work by hard limits on windows of days.

        Those of all rules, or of the rules before one. Taking every evening that is still allowed, from the first on,
        takes the most there can be.
        """
        limits = [(days, limit) for _, days, limit in takewhile(lambda w: w[0] is not before, self._windows[person])]
        taken: list[int] = []
        for e in evenings:
            for days, limit in limits:
                if len(taken) >= limit and (not limit or taken[-limit] > e - days):
                    break
            else:
                taken.append(e)
        return len(taken)

    @cached_property
    def _windows(self) -> list[list[tuple[RuleBase, int, int]]]:
        """For each person, the windows of days in which hard rules limit the evenings worked, whatever the duties."""
        windows: list[list[tuple[RuleBase, int, int]]] = [[] for _ in self.people]
        for rule in self.scenario.rules_in_force:
            match rule:
                case EveningGap():
                    window = (rule.evenings + 1, 1)
                case RollingLimit():
                    window = (rule.days, rule.limit)
                case Consecutive(max=int(longest)):
                    window = (longest + 1, longest)
                case MaxEvenings():
                    window = (len(self.dates), rule.max)
                case _:
                    continue
            for person in self.bound(rule) if rule.hard else ():
                windows[person].append((rule, window[0], window[1]))
        return windows

    def parted(self, evening: int, team: tuple[int, int, int]) -> int:
        """What it costs in `changes` that people of a team are where they were published, but with somebody else.

        Of those whose partner can't come any more this is known without.
        """
        told, (*pair, area) = self.told[evening], team
        apart = 0
        for person, other in zip(pair, pair[::-1], strict=True):
            before = told.get(person)
            apart += before is not None and before.area == area and before.partner not in (None, other)
        return apart * self.change_cost("partner", evening) if apart else 0

    def repeated(self, evening: int, team: tuple[int, int, int]) -> int:
        """In how many of the rosters that another is to differ from a team stands."""
        return 0 if self.others is None else self.others.repeated(evening, team)

    def change_cost(self, kind: ChangeKind, evening: int) -> int:
        """What it costs in `changes` to tell somebody otherwise of an evening."""
        return self.scenario.change_cost(kind, self.dates[evening])

    @cached_property
    def together(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """For each evening, the detectives and officers whom a pin makes a team."""
        teams: list[set[tuple[int, int]]] = [set() for _ in self.evenings]
        for pin in self.scenario.pins:
            if pin.detective is not None and pin.officer is not None and self.number(pin.on) >= self.opening:
                pair = (self.person_number[pin.detective], self.person_number[pin.officer])
                teams[self.number(pin.on)].add(pair)
        return tuple(tuple(sorted(pairs)) for pairs in teams)
