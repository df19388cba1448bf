"""The best roster so far, and what it is worth: better than all others as far as tiers are held."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import prod
from operator import le

import numpy as np

from tandem_models import Measure, Method, Tier
from tandem_models.ranking import Ranking

from ..devices import Device
from ..formulation.measures import Measures
from ..formulation.meetings.by_person import limit_pairs, meet
from ..formulation.meetings.by_type import match_types, split
from ..formulation.roster_model import RosterModel
from ..formulation.solution import values_of, with_teams
from ..limits import Limits
from ..pairing.settle import settle
from ..pairing.teams import Matched, TeamsByEvening, judged, without_excess
from ..params import DEFAULTS, SearchParams
from ..problem.others import LIKENESS


@dataclass(frozen=True)
class Solution:
    """A solution of the model and the roster made of it."""

    values: tuple[int, ...]
    """Of all columns, as the roster has them."""
    matched: Matched
    by: Method
    """What found it, or the first roster as good in every tier."""
    promised: tuple[int, ...] = ()
    """What the tiers came to before the people were matched."""
    worth: dict[int, int] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What tiers come to, as far as that was asked."""


class Incumbent:
    """Keeps the best solution of a model whose roster keeps the pair rules."""

    def __init__(self, model: RosterModel, measures: Measures, params: SearchParams = DEFAULTS) -> None:
        self._params = params
        self._model = model
        self._measures = measures
        self._tiers = measures.tiers
        self.ranking = Ranking(measures.tiers)
        self.best: Solution | None = None
        self._held: list[int] = []
        """The best values of the tiers that are solved: later ones may use their tolerances."""
        self._shown: list[Solution] = []
        """For each of them, a roster that has it."""
        self._shelf: list[Solution] = []

    def matched(
        self, values: Sequence[int], limits: Limits, by: Method, *, anew: bool = False, leave: bool = False
    ) -> Solution:
        """Match the people of a solution (`pairing.settle`); its values may be of the columns the model began with."""
        whole = [*values, *([0] * (len(self._model.evening_of) - len(values)))]
        promised = tuple(self._measures.value(tier, whole) for tier in self._tiers)
        matched = settle(self._model, whole, limits, self._params, anew=anew, leave=leave, spared=self.best is not None)
        return Solution(with_teams(self._model, whole, matched.teams, anew=anew), matched, by, promised)

    def of_teams(self, teams: TeamsByEvening, by: Method) -> Solution:
        """The solution that teams of the evenings to come are; they keep what every row says."""
        matched = judged(self._model.problem, teams)
        solution = Solution(values_of(self._model, teams), matched, by)
        return replace(solution, promised=tuple(self.values(solution)))

    def keep(self, solution: Solution) -> bool:
        """Take a solution if it is none the worse; whether it was taken."""
        before = self.best
        taken = before is None or not self.better(before, solution)
        if taken:
            if before is not None and self.values(before) == self.values(solution):
                solution = replace(solution, by=before.by)
            self.best = solution
            held = self.ranking.held(self._held, self.values(solution))
            for index, (was, now) in enumerate(zip(self._held, held, strict=True)):
                if was != now or not self.ranking.gives[index]:
                    self._shown[index] = solution
            self._held = held
        self._shelve(before if taken else solution)
        return taken

    def better(self, one: Solution, other: Solution) -> bool:
        """Whether the first is better, as far as tiers are held: the one place that compares rosters."""
        return self.ranking.better(self.values(one), self.values(other), self._held)

    def hold(self, index: int) -> None:
        """Take a tier as solved, all earlier ones being so: from now on later tiers may use its tolerance."""
        if len(self._held) > index or self.best is None:
            return
        self._held.append(self.value(index))
        self._shown.append(self.best)
        self._choose([])

    def reopen(self, index: int) -> None:
        """Take a tier and those after it as not solved any more: the best is again what is best there."""
        shown, self._shown = self._shown[index:], self._shown[:index]
        if shown:
            del self._held[index:]
            self._choose(shown)

    def _choose(self, others: Iterable[Solution]) -> None:
        """Take the best of all rosters that are remembered, now that other tiers are held than before."""
        remembered, self._shelf = [*others, *self._shelf], []
        for solution in remembered:
            if solution is not self.best:
                self.keep(solution)

    def solved(self, index: int) -> int:
        """The best value of a tier: where it is held, or that of the best roster."""
        return self._held[index] if index < len(self._held) else self.value(index)

    def _shelve(self, solution: Solution | None) -> None:
        """Remember a roster that may be the best once a tier is held at its limit."""
        if solution is None or not any(self.ranking.gives[len(self._held) :]):
            return
        values = [self.values(other) for other in (self.best, *self._shelf) if other is not None]
        new = self.values(solution)
        if not any(all(map(le, other, new)) for other in values):
            self._shelf = [solution, *self._shelf][: self._params.shelved]

    def values(self, solution: Solution) -> list[int]:
        """The values of all tiers."""
        return [self.value(index, solution) for index in range(len(self._tiers))]

    def salvage(self, solution: Solution) -> bool:
        """Keep a roster with bad meetings without the teams that may not meet: better than none."""
        if not self._params.has(Device.SALVAGE):
            return False
        model, values = self._model, list(solution.values)
        rest = without_excess(model.problem, solution.matched)
        for evening, teams in enumerate(solution.matched.teams):
            for detective, officer, area in set(teams) - set(rest.teams[evening]):
                less = model.visits(area, evening)
                for person in (detective, officer):
                    less.add(model.works(person, evening))
                    group = model.group_of(person, evening)
                    if group is not None and model.sends(group, area, evening).value(values) > 0:
                        less.add(model.sends(group, area, evening))
                if evening in model.meetings.evenings:
                    less.add_column(model.meetings.column((detective, officer, area), evening))
                for column in less.columns:
                    values[column] -= 1
            model.meetings.write_types(values, evening, rest.teams[evening])
        found = Solution(self._model.completed(values), rest, solution.by)
        # What is left may lack what rules or pins ask for.
        numbers, (low, high) = np.array(found.values, dtype=np.int64), model.program.bounds
        stands = bool((low <= numbers).all() and (numbers <= high).all()) and model.program.rows().keep(numbers)
        return stands and not rest.forbidden and self.keep(found)

    def value(self, index: int, solution: Solution | None = None) -> int:
        """A tier's value in the best roster, or another: by all who meet, not those the model knows of."""
        solution = solution or self.best
        assert solution is not None  # noqa: S101 - asked only where there is one
        if index not in solution.worth:
            solution.worth[index] = self._value(self._tiers[index], solution)
        return solution.worth[index]

    def _value(self, tier: Tier, solution: Solution) -> int:
        others = self._model.problem.others
        if tier is LIKENESS and others is not None:
            return others.likeness(solution.matched.teams)
        value, meetings = self._measures.value(tier, solution.values), self._model.meetings
        if rules := tier.weights.get(Measure.RULES):
            value += rules * (solution.matched.cost - meetings.price(solution.values))
        if changes := tier.weights.get(Measure.CHANGES):
            known = sum(meetings.price_of_partings(solution.values, e) for e in self._model.problem.evenings)
            value += changes * (sum(solution.matched.parted) - known)
        return value

    def faithful(self, index: int, solution: Solution) -> bool:
        """Whether the roster keeps the pair rules and costs no more than the model said, up to this tier."""
        held = range(index + 1)
        return not solution.matched.forbidden and all(self.value(n, solution) <= solution.promised[n] for n in held)

    def conflicts(self, index: int, solution: Solution) -> dict[int, frozenset[int]]:
        """The evenings on which matching the people cost more than the model said, in the tiers up to this one.

        With those who meet more often there than they should.
        """
        matched = solution.matched
        placed = {Measure.HOME_AREA, Measure.CHANGES}
        counted = any(placed & tier.weights.keys() for tier in self._tiers[: index + 1])
        left = {evening: frozenset[int]() for evening in (matched.left if counted else ())}
        again = {evening: frozenset[int]() for evening in self._repeating(index, solution)}
        return dict(sorted((left | again | dict(matched.conflicts)).items()))

    def _repeating(self, index: int, solution: Solution) -> Iterator[int]:
        """The evenings with teams that stand in rosters this one is to differ from, where the model can't know."""
        others = self._model.problem.others
        if others is not None and self._tiers[index] is LIKENESS:
            for evening, teams in enumerate(solution.matched.teams):
                if evening not in self._model.meetings.evenings and others.repeats(evening, teams):
                    yield evening

    def few_meetings(self, *, at_last: bool = False) -> bool:
        """Whether it is no great matter to match all people on every evening; more are where much else was tried."""
        params, (meetings, scarce) = self._params, self._possible
        few_where_scarce = params.few_at_last if at_last else params.few_where_scarce
        few = few_where_scarce if scarce else params.few_meetings
        return params.has(Device.EXACT_MODEL) and meetings <= few

    @property
    def possible_meetings(self) -> int:
        """How many meetings of two are possible, on all evenings together."""
        return self._possible[0]

    @cached_property
    def _possible(self) -> tuple[int, bool]:
        """How many meetings are possible, and whether pairs are scarce for the teams."""
        model, problem, meetings = self._model, self._model.problem, 0
        for evening in problem.evenings:
            one, two = (sum(model.can_work(p, evening) for p in people) for people in problem.by_role.values())
            meetings += one * two
        pairs = prod(map(len, problem.by_role.values()))
        scarce = pairs <= self._params.scarce_pairs * sum(
            evening.teams or 0 for evening in problem.scenario.calendar.values()
        )
        return meetings, scarce

    def widen(self, conflicts: Mapping[int, frozenset[int]], solution: Solution, *, at_last: bool = False) -> bool:
        """Make the model say more of who meets whom on the evenings in conflict; whether it says more than before.

        Of all people on every evening where that is no great matter (`few_meetings`).
        """
        model, problem = self._model, self._model.problem
        before = model.program.size
        if self.few_meetings(at_last=at_last):
            meet(model, problem.evenings)
        else:
            again = [*self._repeating(len(self._tiers) - 1, solution)]
            meet(model, [evening for evening in again if evening in conflicts])
            self._tell_apart({e: people for e, people in conflicts.items() if e not in again}, solution)
        if model.program.size == before:
            return False
        self._measures.refresh()
        if self.best is not None:
            extended = {id(one): self._extended(one) for one in (self.best, *self._shown, *self._shelf)}
            self.best = extended[id(self.best)]
            self._shown = [extended[id(one)] for one in self._shown]
            self._shelf = [extended[id(one)] for one in self._shelf]
        return True

    def _extended(self, solution: Solution) -> Solution:
        """A solution with values of all columns that the model has gained."""
        values = [*solution.values, *([0] * (len(self._model.evening_of) - len(solution.values)))]
        return replace(solution, values=with_teams(self._model, values, solution.matched.teams, anew=True))

    def _tell_apart(self, conflicts: Mapping[int, frozenset[int]], solution: Solution) -> None:
        """Say in which areas types of people meet; then when those meet who did too often; then who at work meets."""
        model, problem = self._model, self._model.problem
        evenings = problem.evenings[problem.opening :]
        # Where the areas matter on one evening, they do on most, and they make few columns.
        unplaced = [e for e in evenings if (types := model.meetings.types(e)) is None or not types.placed]
        if not conflicts.keys().isdisjoint(unplaced):
            for evening in unplaced:
                match_types(model, evening, placed=True)
            limit_pairs(model, unplaced)
        teams = solution.matched.teams
        again = {(i, j) for e, people in conflicts.items() for i, j, _ in teams[e] if {i, j} <= people}
        fresh = {pair for pair in again if sum(split(model, evening, pair) for evening in evenings)}
        limit_pairs(model, evenings if fresh else ())
        for evening in sorted(conflicts.keys() - set(unplaced)):
            pairs = {(i, j) for i, j, _ in teams[evening]}
            finest = model.meetings.types(evening)
            assert finest is not None  # noqa: S101 - those without are among the unplaced
            at_work = {person for pair in pairs for person in pair}
            if fresh.isdisjoint(pairs) and not at_work <= finest.singled:
                match_types(model, evening, finest.singled | at_work, placed=True)
            elif fresh.isdisjoint(pairs):
                meet(model, [evening])
        limit_pairs(model, conflicts)
