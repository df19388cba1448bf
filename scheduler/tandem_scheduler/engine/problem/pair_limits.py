"""The rules on who meets whom in one form: how often a detective and an officer may form a team."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from tandem_models import KeepApart, KeepTogether, PairRepeat, Role, TeamSkill
from tandem_models.rules import RuleBase
from tandem_scheduler.rulebook import RULES, Aspect

from .numbered import Numbered

Pair = tuple[int, int]
"""A detective and an officer."""


SPARED = 3
"""More than the two of a pair who can be among a limit's people."""


@dataclass(frozen=True)
class PairLimit:
    """How often the same two may form a team."""

    rule: int
    """Number of the rule among all that are in force."""
    cost: int | None
    """Cost of a meeting above the limit; None: it must not be."""
    limit: int
    people: frozenset[int]
    counts: frozenset[int]
    """The limit binds the pairs whose `mark`s add up to one of these: with so many of `people` in them, where nobody is
    `spared`."""
    met: Mapping[Pair, frozenset[int]]
    """The evenings of the history and of the facts on which two met, where those count."""
    within: int | None = None
    """The limit counts in any so many evenings in a row; None: over all of the operation and its history."""
    evenings: frozenset[int] | None = None
    """The evenings on which it binds, where the limit is 0; None: on all."""
    area: int | None = None
    """The area in which it binds, where the limit is 0; None: in all."""
    spared: frozenset[int] = frozenset()
    """The people of exceptions."""

    def mark(self, person: int) -> int:
        """What somebody is to the limit: 1 for one of its people, and `SPARED` more for one of an exception."""
        return (person in self.people) + SPARED * (person in self.spared)

    def binds(self, detective: int, officer: int) -> bool:
        """Whether the rule speaks of this pair."""
        return self.mark(detective) + self.mark(officer) in self.counts

    def on(self, evening: int) -> bool:
        """Whether the rule speaks of an evening."""
        return self.evenings is None or evening in self.evenings

    def at(self, evening: int, area: int) -> bool:
        """Whether the rule speaks of the teams of an area on an evening."""
        return self.area in (None, area) and self.on(evening)

    def left(self, detective: int, officer: int) -> int:
        """Meetings still allowed, over the operation, to a pair that a limit without windows binds."""
        return max(0, self.limit - len(self.met.get((detective, officer), ())))

    def crowded(self, pair: Pair, evenings: Sequence[int]) -> Iterator[tuple[range, list[int], int]]:
        """The windows in which a pair that the rule binds meets too often where it meets on some evenings.

        Windows in a row with the same of these evenings in them come together: their first evenings, the evenings in
        them, and on how many of those the two may meet.
        """
        before = self.met.get(pair, frozenset())
        if not evenings or len(evenings) + len(before) <= self.limit:
            return
        if self.within is None:
            if len(evenings) > self.left(*pair):
                yield range(1), list(evenings), self.left(*pair)
            return
        now, past = sorted(evenings), sorted(before)
        first, end = now[0] - self.within + 1, now[-1] + 1
        turns = {turn for e in (*now, *past) for turn in (e - self.within + 1, e + 1) if first < turn < end}
        for low, high in pairwise((first, *sorted(turns), end)):
            until = low + self.within
            inside = now[bisect_left(now, low) : bisect_left(now, until)]
            left = max(0, self.limit - (bisect_left(past, until) - bisect_left(past, low)))
            if len(inside) > left:
                yield range(low, high), inside, left

    def units(self, pair: Pair, evenings: Sequence[int]) -> int:
        """Meetings above the limit of a pair that the rule binds and that meets on these evenings."""
        return sum(len(firsts) * (len(inside) - left) for firsts, inside, left in self.crowded(pair, evenings))

    def most_units(self, meetings: int) -> int:
        """The most units that can come of so many meetings."""
        return meetings * (self.within or 1)


def pair_limits(problem: Numbered) -> Iterator[PairLimit]:
    """Every rule on who meets whom, in the order of the rules."""
    met = _met(problem)
    for n, rule in enumerate(problem.scenario.rules_in_force):
        of_rule = partial(PairLimit, n, None if rule.hard else rule.cost)
        match rule:
            case PairRepeat():
                chosen, spared = frozenset(problem.selected(rule.who)), problem.spared(rule)
                counts = _counting(problem, rule, (1, 2))
                yield of_rule(rule.limit, chosen, counts, met, rule.within, spared=spared)
            case KeepApart():
                chosen, spared = frozenset(problem.selected(rule.who)), problem.spared(rule)
                yield of_rule(0, chosen, _counting(problem, rule, (2,)), {}, spared=spared)
            case KeepTogether():
                chosen, spared = frozenset(problem.selected(rule.who)), problem.spared(rule)
                yield of_rule(0, chosen, _counting(problem, rule, (1,)), {}, spared=spared)
            case TeamSkill():
                yield from _skills(problem, rule, of_rule(0, frozenset(), frozenset(), {}))
            case _ if RULES[rule.kind].about is Aspect.PAIR:
                raise AssertionError(f"{rule.kind} is about pairs, and nothing here says how it limits them")


def _counting(problem: Numbered, rule: RuleBase, numbers: Collection[int]) -> frozenset[int]:
    """The sums of marks of pairs with so many of a limit's people that are no exception."""
    few = range(problem.spared_of_pair(rule)) if problem.spared(rule) else (0,)
    return frozenset(n + SPARED * m for n in numbers for m in few)


def _skills(problem: Numbered, rule: TeamSkill, empty: PairLimit) -> Iterator[PairLimit]:
    evenings = None if problem.scenario.binds_always(rule) else frozenset(problem.bound_evenings(rule))
    areas = problem.bound_areas(rule)
    for skill in rule.skills:
        skilled = frozenset(p for p in problem.people if skill in problem.scenario.people[p].skills)
        # A member missing, and where both are wanted another.
        for below in range(1, rule.at_least + 1):
            limit = replace(empty, people=skilled, counts=frozenset(range(below)), evenings=evenings)
            if len(areas) == len(problem.areas):
                yield limit
            else:
                yield from (replace(limit, area=area) for area in areas)


def _met(problem: Numbered) -> dict[Pair, frozenset[int]]:
    """The evenings of the history and of the facts on which a detective and an officer met."""
    met: dict[Pair, set[int]] = {}
    for entry in problem.scenario.past:
        if entry.partner is not None:
            couple = (problem.person_number[entry.person], problem.person_number[entry.partner])
            first, second = sorted(couple, key=lambda n: problem.scenario.people[n].role != Role.DETECTIVE)
            met.setdefault((first, second), set()).add(problem.number(entry.on))
    for e, teams in enumerate(problem.facts):
        for detective, officer, _ in teams:
            met.setdefault((detective, officer), set()).add(e)
    return {pair: frozenset(evenings) for pair, evenings in met.items()}
