"""The decision variables, and the sentences that rules and measures are written in.

The model counts: how many teams come to an area, and whether a person works, evening by evening. By area it counts only
the people and groups that something ties to areas. Who meets whom is left out until it matters (`meetings`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tandem_models import Role
from tandem_models.rules.base import AreasRule, PeopleRule, RuleBase

from ..algebra.linear import Linear
from ..limits import Limits
from ..problem.clashes import Timetable
from ..problem.groups import AreaGroup, form_groups
from ..problem.problem import Problem
from .dependent import DependentColumns
from .meetings.meeting_columns import MeetingColumns
from .roster_program import RosterProgram


@dataclass(frozen=True)
class Posted:
    """The rows that say what a rule demands of one person or one area."""

    person: int | None
    area: int | None
    first: int
    end: int
    """The row after the last."""


class RosterModel:
    """The model of a roster: its variables, its constraints and what soft rules cost."""

    def __init__(self, problem: Problem, rests: tuple[int, ...], limits: Limits | None = None) -> None:
        """`rests` are the minutes that rest rules ask for. Raises TimeUp where the limits end the building."""
        self.problem = problem
        self.program = RosterProgram(limits)
        self.dependent = DependentColumns(self.program)
        self.timetable = Timetable(problem, rests)
        self.groups = form_groups(problem, self.timetable.tied)
        self._group_of = [{p: group for group in groups for p in group.people} for groups in self.groups]
        self._posted: list[list[Posted]] = []
        self._caps: dict[int, int] = {}
        self._penalties: list[tuple[int, Linear]] = []
        self.meetings = MeetingColumns(problem)
        self._works = tuple({e: self.variable(1, e) for e in problem.open[p]} for p in problem.people)
        self._visits = {e: self._visits_variables(e) for e in problem.evenings[problem.opening :]}
        self._sends: dict[tuple[AreaGroup, int, int], int] = {}
        for e in self._visits:
            self._count_teams(e)
            for role in Role:
                self._send_groups(e, role)
        self.program.imply(set(range(self.program.size[1])) - set(self._caps.values()))

    # Sentences

    def evenings_of(self, person: int) -> Iterable[int]:
        """The evenings a person can work."""
        return self._works[person]

    def can_work(self, person: int, evening: int) -> bool:
        """Whether the person can work that evening."""
        return evening in self._works[person]

    def works(self, person: int, evening: int) -> Linear:
        """1 where the person is deployed that evening, constantly 0 where they can't be."""
        column = self._works[person].get(evening)
        return Linear(constant=self._was(person, evening)) if column is None else Linear([column], [1])

    def _was(self, person: int, evening: int, area: int | None = None) -> int:
        """1 where the person was deployed on an evening that is over, in an area where one is given."""
        worked = self.problem.worked[person]
        return int(0 <= evening < self.problem.opening and evening in worked and area in (None, worked[evening]))

    def at_work(self, people: Iterable[int], evening: int, values: Sequence[int]) -> list[int]:
        """Who of some people works an evening, by the values of all columns."""
        return [p for p in people if evening in self._works[p] and values[self._works[p][evening]]]

    def evenings_worked(self, person: int, evenings: Iterable[int]) -> Linear:
        """How many of some evenings, on all of which they can work, the person is deployed."""
        works = self._works[person]
        return Linear.sum([works[e] for e in evenings])

    def load(self, person: int) -> Linear:
        """Evenings the person is deployed."""
        return self.load_to_come(person).add(self.problem.done(person))

    def load_to_come(self, person: int) -> Linear:
        """Evenings that are not over on which the person is deployed."""
        return Linear.sum(self._works[person].values())

    def visits(self, area: int, evening: int) -> Linear:
        """Teams in an area on an evening."""
        if evening < self.problem.opening:
            return Linear(constant=sum(team[2] == area for team in self.problem.facts[evening]))
        return Linear([self._visits[evening][area]], [1])

    def teams(self, evening: int) -> Linear:
        """Teams on an evening."""
        if evening < self.problem.opening:
            return Linear(constant=len(self.problem.facts[evening]))
        return Linear.sum(self._visits[evening])

    def sends(self, group: AreaGroup, area: int, evening: int) -> Linear:
        """How many of a group are in an area that the group is counted in."""
        column = self._sends.get((group, area, evening))
        return Linear() if column is None else Linear([column], [1])

    def sent(self, group: AreaGroup, area: int, evening: int, values: Sequence[int]) -> int:
        """The same by the values of all columns."""
        column = self._sends.get((group, area, evening))
        return 0 if column is None else values[column]

    def group_of(self, person: int, evening: int) -> AreaGroup | None:
        """The group that a person is counted in on an evening; None for the pool."""
        return self._group_of[evening].get(person)

    def at(self, person: int, evening: int, area: int) -> Linear:
        """1 where a person who is a strict group of one is in an area that evening, constantly 0 where not free."""
        if not self.can_work(person, evening):
            return Linear(constant=self._was(person, evening, area))
        group = self.group_of(person, evening)
        return Linear() if group is None else self.sends(group, area, evening)

    @property
    def columns_of_people(self) -> Iterator[int]:
        """The columns of who works, and of how many of a group are where."""
        for works in self._works:
            yield from works.values()
        yield from self._sends.values()

    def may_be(self, person: int, area: int, evening: int) -> bool:
        """Whether an area is open to a person on an evening on which they can work."""
        group = self.group_of(person, evening)
        return group is None or not group.strict or area in group.areas

    def stays(self, person: int, evening: int) -> Linear:
        """1 where somebody is in the area where they were published; constantly 0 where they can't be."""
        told, group = self.problem.told[evening].get(person), self.group_of(person, evening)
        if told is None or told.area is None or group is None or group.people != (person,):
            return Linear()
        return self.sends(group, told.area, evening)

    def range(self, expression: Linear) -> tuple[int, int]:
        """Smallest and largest value that the variables' bounds allow."""
        return self.program.range(expression)

    @property
    def evening_of(self) -> Sequence[int | None]:
        """For each column by index, the evening it speaks of; None: of no single one."""
        return self.program.evening_of

    def completed(self, values: Sequence[int]) -> tuple[int, ...]:
        """The same with the dependent columns as small as can be: the search had no reason to make them so."""
        return self.dependent.completed(values)

    @property
    def caps(self) -> Mapping[int, int]:
        """For each evening whose teams are limited, the row that says so."""
        return self._caps

    @property
    def posted(self) -> Sequence[Sequence[Posted]]:
        """For every rule in force, its rows person by person or area by area."""
        return self._posted

    @property
    def penalties(self) -> Sequence[tuple[int, Linear]]:
        """Cost of a unit and units, for every soft rule's violations."""
        return self._penalties

    # Statements

    def begin_rule(self) -> None:
        """What is stated of people or areas from now on is the next rule's."""
        self._posted.append([])

    def bound_people(self, rule: PeopleRule) -> Iterator[int]:
        """The people whom a rule binds, one after the other; what is stated meanwhile is noted as theirs."""
        for person in self.problem.bound(rule):
            self.program.heed_the_limits()  # What is worked out for one of them may be much, and state nothing.
            first, priced = self.program.size[1], len(self._penalties)
            yield person
            self._limit_units(rule, priced)
            self._posted[-1].append(Posted(person, None, first, self.program.size[1]))

    def bound_areas(self, rule: AreasRule) -> Iterator[int]:
        """The areas that a rule binds, one after the other; what is stated meanwhile is noted as theirs."""
        for area in self.problem.bound_areas(rule):
            first, priced = self.program.size[1], len(self._penalties)
            yield area
            self._limit_units(rule, priced)
            self._posted[-1].append(Posted(None, area, first, self.program.size[1]))

    def _limit_units(self, rule: RuleBase, first: int) -> None:
        """Keep what a soft rule is broken by within its `most`, by the penalties from one on."""
        if rule.most is None:
            return
        units = Linear()
        for cost, broken in self._penalties[first:]:
            units.add(broken, cost // rule.cost)
        self.hold(units, high=rule.most)

    def hold(self, expression: Linear, low: int | None = None, high: int | None = None) -> None:
        """Keep an expression at `low` or more, and at `high` or less."""
        self.program.row(expression, low, high)

    def penalise(self, cost: int, units: Linear) -> None:
        """Have every unit of a soft rule's violation cost so much."""
        self._penalties.append((cost, units))

    def at_most(self, expression: Linear, limit: int, rule: RuleBase, times: int = 1, per: int = 1) -> None:
        """Keep an expression at or below a limit: always, or at the rule's cost for what is above it.

        Every `per` above the limit, begun ones too, are `times` units.
        """
        low, high = self.range(expression)
        if high <= limit:
            return
        if rule.hard:
            self.hold(expression, high=limit)
            return
        if low >= limit and per == 1:
            self.penalise(rule.cost * times, Linear(constant=-limit).add(expression))
            return
        excess = self.dependent.above(Linear(constant=-limit).add(expression), -((limit - high) // per), per=per)
        self.penalise(rule.cost * times, Linear([excess], [1]))

    def at_least(self, expression: Linear, limit: int, rule: RuleBase, per: int = 1) -> None:
        """Keep an expression at or above a limit: always, or at the rule's cost for every `per` below it."""
        self.at_most(Linear().add(expression, -1), -limit, rule, per=per)

    def variable(self, high: int, evening: int | None = None, low: int = 0) -> int:
        """The column of a new variable from `low` to `high`, of one evening or of none in particular."""
        return self.program.column(low, high, evening)

    # Construction

    def _visits_variables(self, evening: int) -> tuple[int, ...]:
        scenario, on = self.problem.scenario, self.problem.dates[evening]
        wanted = scenario.calendar[on].teams
        most = min(sum(self.can_work(p, evening) for p in people) for people in self.problem.by_role.values())
        most = most if wanted is None else min(most, wanted)
        here = (scenario.most_teams(on, area.id) for area in scenario.areas)
        return tuple(self.variable(most if limit is None else min(most, limit), evening) for limit in here)

    def _count_teams(self, evening: int) -> None:
        teams = self.teams(evening)
        for people in self.problem.by_role.values():
            workers = Linear.sum(self._works[p][evening] for p in people if self.can_work(p, evening))
            self.hold(workers.add(teams, -1), low=0, high=0)
        wanted = self.problem.scenario.calendar[self.problem.dates[evening]].teams
        if wanted is not None:
            self._caps[evening] = self.program.size[1]
            self.hold(teams, high=wanted)

    def _send_groups(self, evening: int, role: Role) -> None:
        """Spread the groups over the areas; who is in no area by name fills what is left of the visits."""
        present: list[Linear] = [Linear() for _ in self.problem.areas]
        for group in self.groups[evening]:
            members = [p for p in group.people if self.can_work(p, evening)]
            if group.role != role or not members:
                continue
            workers = Linear.sum(self._works[p][evening] for p in members)
            sent = Linear()
            for area in group.areas:
                column = self.variable(len(members), evening)
                self._sends[group, area, evening] = column
                sent.add_column(column)
                present[area].add_column(column)
            self.hold(sent.add(workers, -1), low=0 if group.strict else None, high=0)
        for area, people in enumerate(present):
            if people.columns:
                self.hold(people.add(self.visits(area, evening), -1), high=0)
