"""Matching several evenings at once, where matching them one by one leaves bad meetings.

Exact, as far as who works and how many of each group are in each area stays as it is. It is a small model of its own
for CP-SAT, since who meets whom on one evening bears on the others.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import product

from ortools.sat.python import cp_model

from ..devices import Device
from ..formulation.roster_model import RosterModel
from ..limits import Limits
from ..params import DEFAULTS, SearchParams
from ..problem.pair_limits import Pair
from .teams import FORBIDDEN, Team, TeamsByEvening

LEAVING = 1_000
"""How much more a bad meeting of cost 1 weighs than that somebody leaves an area where they are counted."""


def rematched(
    model: RosterModel,
    values: Sequence[int],
    teams: TeamsByEvening,
    bad: Collection[int],
    matched_by_model: Collection[int],
    limits: Limits,
    params: SearchParams = DEFAULTS,
    *,
    leave: bool,
) -> TeamsByEvening:
    """Match anew the people of some evenings and of those on which the same two meet; the same teams if none better.

    `bad` are the evenings with bad meetings that may change, `matched_by_model` those that may not.
    With `leave`, people may leave an area where they are counted but not tied to it.
    """
    if limits.over or not params.has(Device.REMATCH):
        return teams
    matching = _Matching(model, values, teams, params, leave=leave)
    for evening in _entangled(teams, bad):
        if evening not in matched_by_model:
            matching.free(evening)
    return matching.solved(limits)


def _entangled(teams: TeamsByEvening, bad: Collection[int]) -> Iterable[int]:
    """Evenings with bad meetings, then those on which two meet who could do so there."""
    first = sorted(bad)
    met: dict[Pair, list[int]] = {}
    for evening, together in enumerate(teams):
        for detective, officer, _ in together:
            met.setdefault((detective, officer), []).append(evening)
    others = Counter(
        other
        for evening in first
        for pair in product(*zip(*(team[:2] for team in teams[evening]), strict=True))
        for other in met.get(pair, ())
    )
    return [*first, *sorted(others.keys() - set(first), key=lambda evening: (-others[evening], evening))]


class _Matching:
    """Who meets whom where on the evenings that are free."""

    def __init__(
        self, model: RosterModel, values: Sequence[int], teams: TeamsByEvening, params: SearchParams, *, leave: bool
    ) -> None:
        self._model = model
        self._problem = model.problem
        self._values = values
        self._teams = teams
        self._leave = leave
        self._params = params
        self._cp = cp_model.CpModel()
        self._possible: dict[int, dict[Team, cp_model.IntVar]] = {}
        self._costs: list[cp_model.LinearExprT] = []

    def free(self, evening: int) -> None:
        """Let the teams of an evening change, unless that is too many to look at."""
        now = self._teams[evening]
        sides = [sorted(team[side] for team in now) for side in (0, 1)]
        visits = Counter(area for *_, area in now)
        pinned = {person: pair for pair in self._problem.together[evening] for person in pair}
        possible = [
            (detective, officer, area)
            for detective, officer, area in product(*sides, visits)
            if pinned.get(detective, (detective, officer))
            == pinned.get(officer, (detective, officer))
            == (detective, officer)
        ]
        if sum(map(len, self._possible.values())) + len(possible) > self._params.rematched_teams:
            return
        meeting = {team: self._cp.new_bool_var("") for team in possible}
        self._possible[evening] = meeting
        for side in (0, 1):
            for person in sides[side]:
                self._cp.add_exactly_one(meets for team, meets in meeting.items() if team[side] == person)
        for area, count in visits.items():
            self._cp.add(sum(meets for team, meets in meeting.items() if team[2] == area) == count)
        self._count_groups(evening, meeting)
        for team, meets in meeting.items():
            self._cp.add_hint(meets, team in now)
            price = sum(
                FORBIDDEN if limit.cost is None else limit.cost
                for limit in self._problem.limits_at(evening, team[2])
                if not limit.limit and limit.binds(*team[:2])
            )
            apart = self._problem.parted(evening, team) + self._problem.repeated(evening, team)
            if price or apart:
                self._costs.append((LEAVING * price + apart) * meets)

    def _count_groups(self, evening: int, meeting: dict[Team, cp_model.IntVar]) -> None:
        """Have as many of each group in each area as are counted there, or more where that only helps."""
        model = self._model
        for group in model.groups[evening]:
            members = set(model.at_work(group.people, evening, self._values))
            for area in group.areas if members else ():
                counted = model.sends(group, area, evening).value(self._values)
                here = sum(meets for team, meets in meeting.items() if team[2] == area and members & {*team[:2]})
                if group.strict:
                    self._cp.add(here == counted)
                elif counted and self._leave:
                    left = self._cp.new_int_var(0, counted, "")
                    self._cp.add(here + left >= counted)
                    self._costs.append(left)
                elif counted:
                    self._cp.add(here >= counted)

    def _limit_pairs(self) -> None:
        """Bind the limits on how often two meet, with the evenings that are not free as they are."""
        meetings: dict[Pair, dict[int, list[cp_model.IntVar]]] = {}
        for evening, meeting in self._possible.items():
            for (detective, officer, _), meets in meeting.items():
                meetings.setdefault((detective, officer), {}).setdefault(evening, []).append(meets)
        fixed: dict[Pair, list[int]] = {}
        for evening, teams in enumerate(self._teams):
            for detective, officer, _ in teams if evening not in self._possible else ():
                fixed.setdefault((detective, officer), []).append(evening)
        for limit in self._problem.pair_limits:
            for pair, free in meetings.items() if limit.limit else ():
                evenings = sorted([*free, *fixed.get(pair, ())])
                for firsts, inside, left in limit.crowded(pair, evenings) if limit.binds(*pair) else ():
                    times = sum(1 if e in fixed.get(pair, ()) else sum(free[e]) for e in inside)
                    above = self._cp.new_int_var(0, len(inside), "")
                    self._cp.add(times <= left + above)
                    cost = FORBIDDEN if limit.cost is None else limit.cost
                    self._costs.append(LEAVING * cost * len(firsts) * above)

    def solved(self, limits: Limits) -> TeamsByEvening:
        """The teams with as few bad meetings as can be."""
        self._limit_pairs()
        self._cp.minimize(sum(self._costs))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = min(self._params.rematching_work, limits.budget.left)
        solver.parameters.max_time_in_seconds = limits.for_solver
        # CP-SAT would leave the signal without a handler.
        solver.parameters.catch_sigint_signal = False
        status = solver.solve(self._cp)
        limits.budget.spend(solver.response_proto.deterministic_time)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return self._teams
        return tuple(
            tuple(sorted(team for team, meets in self._possible[evening].items() if solver.value(meets)))
            if evening in self._possible
            else teams
            for evening, teams in enumerate(self._teams)
        )
