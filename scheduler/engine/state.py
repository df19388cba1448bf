"""A roster as its teams, evening by evening, with what it breaks and is worth, kept up to date as teams come and go.

What rules ask for is read from the model's rows (`engine.ledger`); who may meet whom, from the pair limits.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

from models import Measure

from .ledger import Ledger, breach_of, worth_of
from .measures import Measures
from .pair_limits import Pair
from .problem import Problem
from .rematch import Team, Teams
from .variables import RosterModel

Placed = tuple[int, Team]
"""An evening and a team."""

Cost = int
"""What a change adds to what the tiers come to (`ledger.worth_of`) and, far dearer, to what is broken."""

Target = tuple[int, int | None, int | None]
"""An evening, and somebody or an area, or somebody in an area: what a row speaks of."""

Cells = tuple[int, ...]
"""The columns that say where somebody is on an evening: nowhere, where there are none."""


class State:
    """The teams of a roster, changed a few at a time."""

    def __init__(self, roster: RosterModel, measures: Measures) -> None:
        self.problem: Problem = roster.problem
        self.roster = roster
        self.ledger = Ledger(roster, measures)
        self.pairs = _Pairs(self.problem, _rules_worth(measures), breach_of(measures))
        self.breach = breach_of(measures)
        """What a unit of anything broken costs."""
        self.nowhere = self.breach << 40
        """The cost of what is out of the question."""
        self.teams: list[list[Team]] = [[] for _ in self.problem.evenings]
        self.team_of: list[dict[int, Team]] = [{} for _ in self.problem.evenings]
        """For each evening, the team of everybody who works."""
        self.spots: list[dict[int, int]] = [{} for _ in self.problem.people]
        """For everybody, the evenings worked with the area."""
        self.changes = 0
        """Changes made so far."""
        self._places: list[dict[int, tuple[Cells | None, dict[int, Cells]]]] = [{} for _ in self.problem.people]
        self._alone: list[dict[tuple[Cells, Cells], Cost]] = [{} for _ in self.problem.people]
        self._visits = [
            [roster.visits(a, e).columns[0] if e >= self.problem.opening else -1 for a in self.problem.areas]
            for e in self.problem.evenings
        ]
        self._targets: dict[int, list[Target]] = {}
        self.missing = sum(map(len, self.problem.together))
        """Pairs that pins ask for and that are not there."""
        self.able = [[p for p in self.problem.people if roster.can_work(p, e)] for e in self.problem.evenings]
        """For each evening, who can work."""
        self.side = _sides(self.problem)
        """0 for detectives, 1 for officers."""

    @property
    def sound(self) -> bool:
        """Whether nothing is broken."""
        return not (self.ledger.broken or self.pairs.broken or self.missing)

    @property
    def worth(self) -> Cost:
        """What the tiers are worth together, beside what they are without any team."""
        return self.ledger.worth + self.pairs.worth

    def cells(self, person: int, evening: int, area: int) -> Cells | None:
        """The columns that say that somebody is in an area; None where they can't be."""
        plain, special = self.places(person, evening)
        return special.get(area, plain)

    def at(self, person: int, evening: int) -> Cells:
        """The columns that say where somebody is who works that evening."""
        return self.cells(person, evening, self.spots[person][evening]) or ()

    def places(self, person: int, evening: int) -> tuple[Cells | None, dict[int, Cells]]:
        """The columns that say that somebody works, and those for the areas where more says so.

        The first are None for who can't be anywhere else.
        """
        found = self._places[person].get(evening)
        if found is None:
            found = self._places[person][evening] = self._found(person, evening)
        return found

    def _found(self, person: int, evening: int) -> tuple[Cells | None, dict[int, Cells]]:
        if not self.roster.can_work(person, evening):
            return None, {}
        works = tuple(self.roster.works(person, evening).columns)
        group = self.roster.group_of(person, evening)
        if group is None:
            return works, {}
        special = {a: (*works, *self.roster.sends(group, a, evening).columns) for a in group.areas}
        return None if group.strict else works, special

    def visit(self, evening: int, area: int) -> int:
        """The column of the teams in an area."""
        return self._visits[evening][area]

    def probe(self, removed: Sequence[Placed], added: Sequence[Placed]) -> Cost:
        """What a change costs; `nowhere` where somebody can't be where they are sent."""
        change = self._change(removed, added)
        if change is None:
            return self.nowhere
        apart = self._kept_apart(removed, added) * self.breach
        return self.ledger.probe(change) + self.pairs.probe(removed, added) + apart

    @cached_property
    def timeless(self) -> bool:
        """Whether a visit is worth the same on all evenings."""
        evenings = self.problem.evenings[self.problem.opening :]
        return all(
            len({self.ledger.reading(self._visits[evening][area]) for evening in evenings}) < 2
            for area in self.problem.areas
        )

    def shares(self, evening: int) -> bool:
        """Whether rows speak of two people together on an evening: there `guess` may be too high."""
        return bool(self.problem.together[evening])

    def guess(self, removed: Sequence[Placed], added: Sequence[Placed]) -> Cost:
        """What a change costs, as far as it can be told person by person: as `probe`, but for what two people share."""
        moved: dict[int, list[Cells]] = {}
        visits: dict[int, int] = {}
        for side, placed in enumerate((removed, added)):
            for evening, team in placed:
                for person in team[:2]:
                    cells = self.cells(person, evening, team[2])
                    if cells is None:
                        return self.nowhere
                    both = moved.setdefault(person, [(), ()])
                    both[side] += cells
                visit = self._visits[evening][team[2]]
                visits[visit] = visits.get(visit, 0) + 2 * side - 1
        cost = 0
        for person, (left, joined) in moved.items():
            if left != joined:
                cost += self.alone(person, left, joined)
        if any(visits.values()):
            cost += self.ledger.probe(visits)
        return cost + self.pairs.probe(removed, added) + self._kept_apart(removed, added) * self.breach

    def apply(self, removed: Sequence[Placed], added: Sequence[Placed]) -> None:
        """Make a change."""
        change = self._change(removed, added)
        assert change is not None  # noqa: S101 - it was probed before
        self.ledger.apply(change)
        self.pairs.apply(removed, added)
        self.missing += self._kept_apart(removed, added)
        self.changes += 1
        for evening, team in removed:
            self.teams[evening].remove(team)
            for person in team[:2]:
                del self.team_of[evening][person]
                del self.spots[person][evening]
                self._alone[person].clear()
        for evening, team in added:
            self.teams[evening].append(team)
            for person in team[:2]:
                self.team_of[evening][person] = team
                self.spots[person][evening] = team[2]
                self._alone[person].clear()

    def alone(self, person: int, left: Cells, joined: Cells) -> Cost:
        """What it costs that somebody leaves a place, and joins another, whoever else does what."""
        self.ledger.work += 1
        known = self._alone[person]
        key = (left, joined)
        cost = known.get(key)
        if cost is None:
            change = dict.fromkeys(left, -1)
            for column in joined:
                change[column] = change.get(column, 0) + 1
            cost = known[key] = self.ledger.probe(change)
        return cost

    def place(self, evening: int, area: int, by: int = 1) -> Cost:
        """What a team more in an area adds, whoever they are."""
        return self.ledger.probe({self._visits[evening][area]: by})

    def weigh(self) -> None:
        """Have all that is broken now weigh more from now on."""
        for row in self.ledger.broken:
            self.ledger.weight[row] += 1
            for _, person, _ in self.targets(row):
                if person is not None:
                    self._alone[person].clear()
        for pair in self.pairs.broken:
            self.pairs.weight[pair] = self.pairs.weight.get(pair, 1) + 1

    def targets(self, row: int) -> list[Target]:
        """What a row speaks of."""
        if row not in self._targets:
            found = dict.fromkeys(target for column in self.ledger.read(row) for target in self._meaning[column])
            self._targets[row] = list(found)
        return self._targets[row]

    @cached_property
    def _meaning(self) -> dict[int, list[Target]]:
        """What the columns speak of."""
        found: dict[int, list[Target]] = {}
        for evening in self.problem.evenings[self.problem.opening :]:
            for person in self.able[evening]:
                plain, special = self.places(person, evening)
                for column in plain or next(iter(special.values()), ())[:1]:
                    found[column] = [(evening, person, None)]
                for area, cells in special.items():
                    found.setdefault(cells[-1], []).append((evening, person, area))
            for area in self.problem.areas:
                found[self._visits[evening][area]] = [(evening, None, area)]
        return found

    def _change(self, removed: Iterable[Placed], added: Iterable[Placed]) -> dict[int, int] | None:
        change: dict[int, int] = {}
        for sign, placed in ((-1, removed), (1, added)):
            for evening, (detective, officer, area) in placed:
                for person in (detective, officer):
                    cells = self.cells(person, evening, area)
                    if cells is None:
                        return None
                    for column in cells:
                        change[column] = change.get(column, 0) + sign
                visit = self._visits[evening][area]
                change[visit] = change.get(visit, 0) + sign
        return change

    def _kept_apart(self, removed: Iterable[Placed], added: Iterable[Placed]) -> int:
        """How many more of the pairs that pins ask for are missing."""
        if not any(self.problem.together):
            return 0
        gone = sum(team[:2] in self.problem.together[evening] for evening, team in removed)
        return gone - sum(team[:2] in self.problem.together[evening] for evening, team in added)

    def snapshot(self) -> Teams:
        """The teams as they are."""
        return tuple(tuple(sorted(teams)) for teams in self.teams)

    def become(self, teams: Teams) -> None:
        """Change to other teams."""
        removed, added = [], []
        for evening, (now, then) in enumerate(zip(self.teams, teams, strict=True)):
            removed += [(evening, team) for team in now if team not in then]
            added += [(evening, team) for team in then if team not in now]
        self.apply(removed, added)


def _sides(problem: Problem) -> list[int]:
    side = [0] * len(problem.people)
    for number, people in enumerate(problem.by_role.values()):
        for p in people:
            side[p] = number
    return side


def _rules_worth(measures: Measures) -> int:
    """What a unit of what soft rules cost is worth."""
    weights = zip(measures.tiers, worth_of(measures), strict=True)
    return sum(weight * tier.weights.get(Measure.RULES, 0) for tier, weight in weights)


class _Pairs:
    """Who meets whom when, and what that costs."""

    def __init__(self, problem: Problem, worth: int, breach: int) -> None:
        self._worth = worth
        self._breach = breach
        self._repeats = [limit for limit in problem.pair_limits if limit.limit]
        self._before = {pair for limit in self._repeats for pair in limit.met}
        self._never = [limit for limit in problem.pair_limits if not limit.limit]
        self._always = all(limit.evenings is None and limit.area is None for limit in self._never)
        self._met: dict[Pair, list[int]] = {}
        self._known: dict[tuple[int, ...], tuple[int, int]] = {}
        self.weight: dict[Pair, int] = {}
        """What a meeting too many of two counts for, where not 1."""
        self.broken: dict[Pair, int] = {}
        """The pairs that hard limits keep from meeting as they do, with by how much."""
        self.worth = 0
        """What soft limits cost, as tiers are worth it."""
        self.free = not problem.pair_limits
        """Whether it does not matter who meets whom."""

    def probe(self, removed: Sequence[Placed], added: Sequence[Placed]) -> Cost:
        """What a change costs."""
        if self.free:
            return 0
        return sum(self._cost(pair, *moved) for pair, moved in self._touched(removed, added).items())

    def one(self, evening: int, team: Team, joins: bool = True) -> Cost:
        """What one team more, or less, costs."""
        if self.free:
            return 0
        placed = [(evening, team)]
        return self._cost(team[:2], [], placed) if joins else self._cost(team[:2], placed, [])

    def of(self, pair: Pair) -> list[int]:
        """The evenings on which two meet."""
        return self._met.get(pair, [])

    def apply(self, removed: Sequence[Placed], added: Sequence[Placed]) -> None:
        """Make a change."""
        for pair, (left, joined) in self._touched(removed, added).items():
            broken, cost = self._gained(pair, left, joined)
            self.worth += cost * self._worth
            units = self.broken.pop(pair, 0) + broken
            if units:
                self.broken[pair] = units
            met = self._met.setdefault(pair, [])
            for evening, _ in left:
                met.remove(evening)
            met += [evening for evening, _ in joined]

    def _cost(self, pair: Pair, left: list[Placed], joined: list[Placed]) -> Cost:
        broken, cost = self._gained(pair, left, joined)
        return broken * self.weight.get(pair, 1) * self._breach + cost * self._worth

    def _touched(
        self, removed: Sequence[Placed], added: Sequence[Placed]
    ) -> dict[Pair, tuple[list[Placed], list[Placed]]]:
        found: dict[Pair, tuple[list[Placed], list[Placed]]] = {}
        for side, placed in enumerate((removed, added)):
            for one in placed:
                found.setdefault(one[1][:2], ([], []))[side].append(one)
        return found

    def _gained(self, pair: Pair, left: list[Placed], joined: list[Placed]) -> tuple[int, int]:
        """By how much more what is hard is broken, and what more it costs by what is soft."""
        broken = cost = 0
        if self._never:
            for sign, placed in ((-1, left), (1, joined)):
                for evening, team in placed:
                    one, two = self._alone(evening, team)
                    broken += sign * one
                    cost += sign * two
        if self._repeats:
            now = self._met.get(pair, [])
            then = list(now)
            for evening, _ in left:
                then.remove(evening)
            then += [evening for evening, _ in joined]
            # Two who never meet twice can't meet too often.
            if now != then and (len(now) > 1 or len(then) > 1 or pair in self._before):
                for limit in self._repeats:
                    if limit.binds(*pair):
                        more = limit.units(pair, then) - limit.units(pair, now)
                        if limit.cost is None:
                            broken += more
                        else:
                            cost += more * limit.cost
        return broken, cost

    def _alone(self, evening: int, team: Team) -> tuple[int, int]:
        """What a team breaks and costs whoever meets when."""
        key = team[:2] if self._always else (evening, *team)
        if key not in self._known:
            broken = cost = 0
            for limit in self._never:
                if limit.at(evening, team[2]) and limit.binds(*team[:2]):
                    broken += limit.cost is None
                    cost += limit.cost or 0
            self._known[key] = broken, cost
        return self._known[key]
