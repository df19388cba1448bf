"""The variables: who meets whom on which evening, and where."""

from collections.abc import Iterable, Iterator

from ortools.sat.python import cp_model

from tandem_models import AreaLimit, Measure, Role, Scenario, TeamSkill
from tandem_models.rules.base import RuleBase
from tandem_scheduler.engine.problem.clashes import Timetable
from tandem_scheduler.engine.problem.problem import Problem

Expression = cp_model.LinearExpr | int
FAR = 1 << 20
"""More than any excess comes to."""


class PairModel:
    """The booleans of a scenario, and sentences about them."""

    def __init__(self, scenario: Scenario, rests: tuple[int, ...]) -> None:
        """`rests` are the minutes that rest rules ask for."""
        self.scenario = scenario
        self.problem = problem = Problem(scenario)
        self.timetable = Timetable(problem, rests)
        self.model = cp_model.CpModel()
        self.penalties: list[tuple[int, Expression]] = []
        """Cost of a unit and units, of every soft rule."""
        self.excesses: list[tuple[cp_model.IntVar, Expression, int, int]] = []
        """What is priced above a limit: the variable, the amount, the limit, and how much of it counts one."""
        self.placed = frozenset(role for role in Role if self._areas_matter(role))
        """The roles whose members are counted area by area."""
        places = tuple(problem.areas) if len(self.placed) == len(Role) else (None,)
        self.closed = self._closed()
        self.meets: dict[tuple[int, int, int], dict[int | None, cp_model.IntVar]] = {}
        """For a detective, an officer and an evening, a boolean for each area; None: wherever that is."""
        for i, j in self._pairs():
            for e in problem.evenings:
                if self.can_work(i, e) and self.can_work(j, e):
                    open_ = [a for a in places if not self._barred(i, j, a)]
                    if open_:
                        self.meets[i, j, e] = {a: self.model.new_bool_var("") for a in open_}
        self._works = self._count_works()
        self._at = self._place_people()
        self._visits = self._count_visits()

    # Sentences

    def can_work(self, person: int, evening: int) -> bool:
        """Whether the person is available."""
        return evening in self.problem.release[person]

    def works(self, person: int, evening: int) -> Expression:
        """1 where the person is deployed; of evenings before the operation, whether they were."""
        if evening < 0:
            return int(evening in self.problem.worked[person])
        return self._works.get((person, evening), 0)

    def load(self, person: int) -> Expression:
        """Evenings the person is deployed."""
        return total(self.works(person, e) for e in self.problem.evenings)

    def at(self, person: int, evening: int, area: int) -> Expression:
        """1 where a person who is counted by area is there."""
        if len(self.problem.areas) == 1:
            return self.works(person, evening)
        return self._at.get((person, evening, area), 0)

    def at_work(self, person: int, evening: int, areas: Iterable[int]) -> Expression:
        """1 where the person is deployed in one of some areas; all areas need no counting."""
        some = tuple(areas)
        if len(some) == len(self.problem.areas):
            return self.works(person, evening)
        return total(self.at(person, evening, a) for a in some)

    def meeting(self, detective: int, officer: int, evening: int, area: int | None = None) -> Expression:
        """1 where the two form a team, in an area where one is given."""
        places = self.meets.get((detective, officer, evening), {})
        return total(places.values()) if area is None or None in places else places.get(area, 0)

    def visits(self, area: int, evening: int) -> Expression:
        """Teams in an area."""
        return self._visits[area, evening]

    def teams(self, evening: int) -> Expression:
        """Teams of an evening."""
        return total(self.works(p, evening) for p in self.problem.by_role[Role.DETECTIVE])

    # Statements

    def at_most(self, amount: Expression, limit: int, rule: RuleBase, times: int = 1, per: int = 1) -> None:
        """Keep an amount at or below a limit, or price every `per` above it with so many units."""
        if rule.hard:
            self.hold(amount, limit)
        else:
            self.penalties.append((rule.cost * times, self.above(amount, limit, per)))

    def at_least(self, amount: Expression, limit: int, rule: RuleBase, per: int = 1) -> None:
        """Keep an amount at or above a limit, or price every `per` below it."""
        self.at_most(-1 * amount, -limit, rule, per=per)

    def hold(self, amount: Expression, limit: int) -> None:
        """Keep an amount at or below a limit."""
        if isinstance(amount, int):
            if amount > limit:
                self.model.add_bool_or([])  # never: a constant that breaks a hard rule
            return
        self.model.add(amount <= limit)

    def above(self, amount: Expression, limit: int, per: int = 1) -> Expression:
        """How far an amount is above a limit, begun `per`s counted whole; no more than that where it costs."""
        excess = self.model.new_int_var(0, FAR, "")
        self.model.add(per * excess >= amount - limit)
        self.excesses.append((excess, amount, limit, per))
        return excess

    # Construction

    def _areas_matter(self, role: Role) -> bool:
        """Whether some rule, request or clock ties somebody of a role to particular areas, or home counts."""
        problem, scenario = self.problem, self.scenario
        people = problem.by_role[role]
        if len(problem.areas) == 1:
            return False
        if problem.measures(Measure.HOME_AREA) and any(problem.home[p] is not None for p in people):
            return True
        if self.timetable.tied & set(people):
            return True
        named = {problem.person_number[r.person] for r in scenario.requests if r.area is not None}
        for rule in scenario.rules_in_force:
            if isinstance(rule, AreaLimit):
                named.update(problem.bound(rule))
            elif isinstance(rule, TeamSkill) and len(problem.bound_areas(rule)) < len(problem.areas):
                return True
        return bool(named & set(people))

    def _closed(self) -> set[tuple[int, int]]:
        """The people and areas between which a hard `area_limit` of 0 stands."""
        return {
            (person, area)
            for rule in self.scenario.rules_in_force
            if isinstance(rule, AreaLimit) and rule.hard and rule.max == 0 and self.scenario.binds_always(rule)
            for person in self.problem.bound(rule)
            for area in self.problem.bound_areas(rule)
        }

    def _pairs(self) -> Iterator[tuple[int, int]]:
        """The detectives and officers who may ever meet."""
        never = [
            limit
            for limit in self.problem.pair_limits
            if limit.cost is None and limit.within is None and limit.evenings is None and limit.area is None
        ]
        for i in self.problem.by_role[Role.DETECTIVE]:
            for j in self.problem.by_role[Role.NEIGHBOURHOOD_OFFICER]:
                if not any(limit.binds(i, j) and limit.left(i, j) == 0 for limit in never):
                    yield i, j

    def _barred(self, detective: int, officer: int, area: int | None) -> bool:
        """Whether two may not meet in an area."""
        if area is None:
            return False
        return (detective, area) in self.closed or (officer, area) in self.closed

    def _count_works(self) -> dict[tuple[int, int], cp_model.IntVar]:
        """A boolean for everybody's evening: one team at most."""
        terms: dict[tuple[int, int], list[cp_model.IntVar]] = {}
        for (i, j, e), columns in self.meets.items():
            terms.setdefault((i, e), []).extend(columns.values())
            terms.setdefault((j, e), []).extend(columns.values())
        works = {key: self.model.new_bool_var("") for key in terms}
        for key, found in terms.items():
            self.model.add(cp_model.LinearExpr.sum(found) == works[key])
        return works

    def _place_people(self) -> dict[tuple[int, int, int], cp_model.IntVar]:
        """A boolean for everybody who is counted by area, evening and area."""
        at: dict[tuple[int, int, int], cp_model.IntVar] = {}
        for role in self.placed:
            for p in self.problem.by_role[role]:
                for e in self.problem.release[p]:
                    if (p, e) not in self._works:
                        continue
                    for a in self.problem.areas:
                        if (p, a) not in self.closed:
                            at[p, e, a] = self.model.new_bool_var("")
                    self.model.add(total(at.get((p, e, a), 0) for a in self.problem.areas) == self._works[p, e])
        if len(self.placed) == len(Role):
            there: dict[tuple[int, int, int], list[cp_model.IntVar]] = {key: [] for key in at}
            for (i, j, e), places in self.meets.items():
                for place, column in places.items():
                    if place is not None:
                        there[i, e, place].append(column)
                        there[j, e, place].append(column)
            for key, found in there.items():
                self.model.add(total(found) == at[key])
        return at

    def _count_visits(self) -> dict[tuple[int, int], Expression]:
        """The teams in every area on every evening, as many as are wanted at most."""
        problem, visits = self.problem, dict[tuple[int, int], Expression]()
        role = min(self.placed, default=None)
        for e, (on, evening) in enumerate(self.scenario.calendar.items()):
            if evening.teams is not None:
                self.hold(self.teams(e), evening.teams)
            for a in problem.areas:
                if role is None:
                    visits[a, e] = self.model.new_int_var(0, len(problem.people), "")
                else:
                    visits[a, e] = total(self.at(p, e, a) for p in problem.by_role[role])
                most = self.scenario.most_teams(on, self.scenario.areas[a].id)
                if most is not None:
                    self.hold(visits[a, e], most)
            if role is None:
                self.model.add(total(visits[a, e] for a in problem.areas) == self.teams(e))
        return visits


def total(terms: Iterable[Expression]) -> Expression:
    """The sum, 0 of nothing."""
    found = [term for term in terms if not (isinstance(term, int) and term == 0)]
    return cp_model.LinearExpr.sum(found) if found else 0
