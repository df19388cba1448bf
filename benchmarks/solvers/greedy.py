"""Greedy: evening after evening the first team that no hard rule forbids, of those who have worked least.

Nothing is ever taken back. It looks at limits on people and pairs, and at the most teams and visits of an area; soft
rules it does not look at, minimums are kept by luck only, and what it leaves broken makes its roster invalid.
"""

from collections.abc import Iterator

from tandem_models import AreaTeams, Deployment, Role, Scenario, Visits
from tandem_scheduler.checks import Checker
from tandem_scheduler.engine.problem.problem import Problem

from .log import Job, Log, run

Team = tuple[int, int, int]
"""A detective, an officer and an area."""


class _Greedy:
    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._problem = Problem(scenario)
        self._checker = Checker(scenario)
        self._roster = self._checker.roster(())
        self._load = [0] * len(self._problem.people)
        self._short = [self._problem.target(a) for a in self._problem.areas]
        self._met: dict[tuple[int, int], list[int]] = {}
        self._pair_limits = [limit for limit in self._problem.pair_limits if limit.cost is None]

    def evening(self, evening: int) -> list[Deployment]:
        """The teams of an evening."""
        on = self._problem.dates[evening]
        sent: list[Deployment] = []
        for _ in range(self._scenario.wanted(on)):
            team = next(self._possible(evening, sent), None)
            if team is None:
                break
            detective, officer, area = team
            self._load[detective] += 1
            self._load[officer] += 1
            self._short[area] -= 1
            self._met.setdefault((detective, officer), []).append(evening)
            sent.append(self._deployment(on, team))
            self._roster = self._roster.changed((), sent[-1:])
        return sent

    def _possible(self, evening: int, sent: list[Deployment]) -> Iterator[Team]:
        """The teams that can go, the best first: the area furthest behind its target, people who worked least."""
        problem, scenario = self._problem, self._scenario
        on = problem.dates[evening]
        for area in sorted(problem.areas, key=lambda a: (-problem.priority_weight(a) * max(0, self._short[a]), a)):
            place = scenario.areas[area].id
            if sum(team.area == place for team in sent) >= self._most(evening, area) or self._visited(place):
                continue
            free = {
                role: [p for p in people if self._checker.blocked(self._roster, self._id(p), on, place) is None]
                for role, people in problem.by_role.items()
            }
            pairs = ((i, j) for i in free[Role.DETECTIVE] for j in free[Role.NEIGHBOURHOOD_OFFICER])
            for i, j in sorted(pairs, key=lambda pair: self._load[pair[0]] + self._load[pair[1]]):
                if self._may_meet(i, j, evening, area):
                    yield i, j, area

    def _most(self, evening: int, area: int) -> int:
        """The most teams of an area."""
        scenario, place = self._scenario, self._scenario.areas[area].id
        limits = [scenario.most_teams(self._problem.dates[evening], place)]
        for rule in scenario.rules_in_force:
            here = isinstance(rule, AreaTeams) and rule.hard and place in scenario.bound_areas(rule)
            if here and scenario.binds_on(rule, self._problem.dates[evening]):
                limits.append(rule.max)
        return min(limit for limit in (*limits, len(self._load)) if limit is not None)

    def _visited(self, place: str) -> bool:
        """Whether an area has had all the visits that it may over the operation."""
        visits = (rule for rule in self._scenario.rules_in_force if isinstance(rule, Visits) and rule.hard)
        # Of visits on some evenings alone it counts more than it need.
        limits = (rule.max for rule in visits if place in self._scenario.bound_areas(rule))
        return any(limit is not None and self._roster.visits[place] >= limit for limit in limits)

    def _may_meet(self, detective: int, officer: int, evening: int, area: int) -> bool:
        """Whether no hard rule keeps the two apart."""
        pair = (detective, officer)
        evenings = [*self._met.get(pair, ()), evening]
        return not any(
            limit.binds(*pair) and limit.at(evening, area) and any(limit.crowded(pair, evenings))
            for limit in self._pair_limits
        )

    def _id(self, person: int) -> str:
        return self._scenario.people[person].id

    def _deployment(self, on: object, team: Team) -> Deployment:
        detective, officer, area = team
        return Deployment(
            evening=on,
            area=self._scenario.areas[area].id,
            detective=self._id(detective),
            officer=self._id(officer),
        )


def _solve(scenario: Scenario, job: Job, log: Log) -> None:  # noqa: ARG001 - every solver is called alike
    greedy, roster = _Greedy(scenario), list[Deployment]()
    for evening in range(len(scenario.calendar)):
        if not log.left:
            log.note("out of time")
            break
        roster += greedy.evening(evening)
    log.roster(roster)
    for tier, value in enumerate(Checker(scenario).tiers(roster)):
        log.found(tier, value)


if __name__ == "__main__":
    run(_solve)
