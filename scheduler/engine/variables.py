"""The decision variables, and the sentences that rules and measures are written in.

One CP-SAT model holds everything. Areas see how many teams come, people see which evenings they work; only people or
groups that something ties to areas are counted by area. Who meets whom is left out until `meet` asks for it.
"""

from collections.abc import Iterable, Sequence

from ortools.sat.python import cp_model

from models import Role
from models.rules import RuleBase

from .clashes import Timetable
from .groups import Group, form_groups
from .limits import Limits, TimeUp
from .linear import Linear
from .problem import PairLimit, Problem


class RosterModel:
    """The model of a roster: its variables, its constraints and what soft rules cost."""

    def __init__(self, problem: Problem, rests: tuple[int, ...], limits: Limits | None = None) -> None:
        """`rests` are the minutes that rest rules ask for. Raises TimeUp where the limits end the building."""
        self.problem = problem
        self.limits = limits
        """Looked at while the model is built; None once it stands."""
        self.model = cp_model.CpModel()
        self.timetable = Timetable(problem, rests)
        self.groups = form_groups(problem, self.timetable.tied)
        self._group_of = [{p: group for group in groups for p in group.people} for groups in self.groups]
        self.penalties: list[tuple[int, Linear]] = []
        """Cost of a unit and units, for every soft rule's violations."""
        self.meets: dict[int, dict[tuple[int, int], cp_model.IntVar]] = {}
        self.excess: dict[tuple[int, int, int], cp_model.IntVar] = {}
        self.evening_of: list[int | None] = []
        """For each variable by index, the evening it speaks of; None: of no single one."""
        self._ends: list[tuple[int, int]] = []
        self._works = tuple({e: self.variable(1, e) for e in problem.release[p]} for p in problem.people)
        self._visits = {e: self._visits_variables(e) for e in problem.evenings}
        self._sends: dict[tuple[Group, int, int], cp_model.IntVar] = {}
        self._at: dict[tuple[int, int, int], cp_model.IntVar] = {}
        for e in problem.evenings:
            self._count_teams(e)
            for role in Role:
                self._send_groups(e, role)

    # Sentences

    def evenings_of(self, person: int) -> Iterable[int]:
        """The evenings a person can work."""
        return self._works[person]

    def can_work(self, person: int, evening: int) -> bool:
        """Whether the person can work that evening."""
        return evening in self._works[person]

    def works(self, person: int, evening: int) -> Linear:
        """1 where the person is deployed that evening, constantly 0 where they can't be."""
        variable = self._works[person].get(evening)
        return Linear() if variable is None else Linear([variable], [1])

    def load(self, person: int) -> Linear:
        """Evenings the person is deployed."""
        return Linear.sum(self._works[person].values())

    def visits(self, area: int, evening: int) -> Linear:
        """Teams in an area on an evening."""
        return Linear([self._visits[evening][area]], [1])

    def teams(self, evening: int) -> Linear:
        """Teams on an evening."""
        return Linear.sum(self._visits[evening])

    def sends(self, group: Group, area: int, evening: int) -> Linear:
        """How many of a group are in an area that the group is counted in."""
        variable = self._sends.get((group, area, evening))
        return Linear() if variable is None else Linear([variable], [1])

    def group_of(self, person: int, evening: int) -> Group | None:
        """The group that a person is counted in on an evening; None for the pool."""
        return self._group_of[evening].get(person)

    def at(self, person: int, evening: int, area: int) -> Linear:
        """1 where a person who is a strict group of one is in an area that evening, constantly 0 where not free."""
        if not self.can_work(person, evening):
            return Linear()
        group = self.group_of(person, evening)
        return Linear() if group is None else self.sends(group, area, evening)

    def place(self, person: int, evening: int, values: Sequence[int], default: int | None) -> int | None:
        """The area that the model gives a person on an evening where it places everybody by name, else the default."""
        for area in self.problem.areas:
            variable = self._at.get((person, evening, area))
            if variable is not None and values[variable.index]:
                return area
        return default

    def range(self, expression: Linear) -> tuple[int, int]:
        """Smallest and largest value that the variables' ends allow."""
        return expression.range(self._ends)

    # Statements

    def hold(self, expression: Linear, low: int | None = None, high: int | None = None) -> None:
        """Keep an expression at `low` or more, and at `high` or less."""
        self._look_at_the_clock()
        smallest, largest = self.range(expression)
        if low is not None and low > smallest:
            self.model.add(expression.expression() >= low)
        if high is not None and high < largest:
            self.model.add(expression.expression() <= high)

    def at_most(self, expression: Linear, limit: int, rule: RuleBase, times: int = 1) -> None:
        """Keep an expression at or below a limit: always, or at the rule's cost for each `times`-th above it.

        `times` is the number of units that one above the limit counts for.
        """
        low, high = self.range(expression)
        if high <= limit:
            return
        if rule.hard:
            self.hold(expression, high=limit)
            return
        if low >= limit:
            self.penalties.append((rule.cost * times, Linear(constant=-limit).add(expression)))
            return
        excess = self.variable(high - limit)
        self.model.add(excess >= expression.expression() - limit)
        self.penalties.append((rule.cost * times, Linear([excess], [1])))

    def at_least(self, expression: Linear, limit: int, rule: RuleBase) -> None:
        """Keep an expression at or above a limit: always, or at the rule's cost for each below it."""
        self.at_most(Linear().add(expression, -1), -limit, rule)

    def column(self, index: int) -> Linear:
        """The variable of an index."""
        return Linear([self.model.get_int_var_from_proto_index(index)], [1])

    def variable(self, high: int, evening: int | None = None, low: int = 0) -> cp_model.IntVar:
        """A new variable from `low` to `high`, of one evening or of none in particular."""
        self.evening_of.append(evening)
        self._ends.append((low, high))
        self._look_at_the_clock()
        return self.model.new_int_var(low, high, "")

    # Construction

    def _look_at_the_clock(self) -> None:
        if self.limits is not None and self.limits.over:
            raise TimeUp

    def _visits_variables(self, evening: int) -> tuple[cp_model.IntVar, ...]:
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
            self.model.add(workers.expression() == teams.expression())
        wanted = self.problem.scenario.calendar[self.problem.dates[evening]].teams
        if wanted is not None:
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
                variable = self.variable(len(members), evening)
                self._sends[group, area, evening] = variable
                sent.add(variable)
                present[area].add(variable)
            if group.strict:
                self.model.add(sent.expression() == workers.expression())
            else:
                self.model.add(sent.expression() <= workers.expression())
        for area, people in enumerate(present):
            if people.variables:
                self.model.add(people.expression() <= self.visits(area, evening).expression())

    def meet(self, evenings: Iterable[int]) -> tuple[int, ...]:
        """Make the model itself say who meets whom on these evenings, and bind the pair rules there.

        Returns the evenings on which it did not before.
        """
        fresh = tuple(sorted(set(evenings) - self.meets.keys()))
        for evening in fresh:
            self._match(evening)
        for number, limit in enumerate(self.problem.pair_limits):
            self._limit_pairs(number, limit, fresh)
        return fresh

    def _match(self, evening: int) -> None:
        """Match every detective who works with one officer who works, in the same area."""
        sides = [[p for p in people if self.can_work(p, evening)] for people in self.problem.by_role.values()]
        meets = {(i, j): self.variable(1, evening) for i in sides[0] for j in sides[1]}
        self.meets[evening] = meets
        for position, side in enumerate(sides):
            for p in side:
                mine = Linear.sum(v for pair, v in meets.items() if pair[position] == p)
                self.model.add(mine.expression() == self._works[p][evening])
        for i, j in self.problem.together[evening]:
            self.hold(Linear([meets[i, j]], [1]) if (i, j) in meets else Linear(), low=1)
        roles_tied = {group.role for group in self.groups[evening]}
        if len(roles_tied) == len(sides):
            place = self._place(evening, [p for side in sides for p in side])
            for (i, j), meeting in meets.items():
                self.model.add(place[i] == place[j]).only_enforce_if(meeting)

    def _place(self, evening: int, people: list[int]) -> dict[int, cp_model.IntVar]:
        """Give each of these people an area of their own for the evening, in keeping with the groups' numbers.

        Returns the number of the area for each.
        """
        place = {}
        for p in people:
            group = self.group_of(p, evening)
            for area in self.problem.areas:
                closed = group is not None and group.strict and area not in group.areas
                self._at[p, evening, area] = self.variable(0 if closed else 1, evening)
            everywhere = Linear.sum(self._at[p, evening, area] for area in self.problem.areas)
            self.model.add(everywhere.expression() == self._works[p][evening])
            place[p] = self.variable(len(self.problem.areas) - 1, evening)
            number = Linear(everywhere.variables, list(self.problem.areas))
            self.model.add(number.expression() == place[p])
        for role in Role:
            for area in self.problem.areas:
                there = Linear.sum(self._at[p, evening, area] for p in people if p in self.problem.by_role[role])
                self.model.add(there.expression() == self.visits(area, evening).expression())
        for group in self.groups[evening]:
            for area in group.areas:
                members = Linear.sum(self._at[p, evening, area] for p in group.people if p in people)
                sent = self.sends(group, area, evening)
                if group.strict:
                    self.model.add(members.expression() == sent.expression())
                else:
                    # More of them may be at home than are counted so: counting fewer only costs.
                    self.model.add(members.expression() >= sent.expression())
        return place

    def _limit_pairs(self, number: int, limit: PairLimit, fresh: Iterable[int]) -> None:
        pairs = {pair for evening in fresh for pair in self.meets[evening] if limit.binds(*pair)}
        for pair in sorted(pairs):
            meetings = Linear.sum(meets[pair] for meets in self.meets.values() if pair in meets)
            above = len(meetings.variables) - limit.left(*pair)
            if above <= 0:
                continue
            if limit.cost is None:
                self.hold(meetings, high=limit.left(*pair))
                continue
            key = (number, *pair)
            if key not in self.excess:
                self.excess[key] = self.variable(len(self.problem.evenings))
                self.penalties.append((limit.cost, Linear([self.excess[key]], [1])))
            self.model.add(self.excess[key] >= meetings.expression() - limit.left(*pair))
