"""A roster as its teams, evening by evening, with what it breaks and is worth, kept up to date as teams come and go.

What rules ask for is read from the model's rows (`local.ledger`); who may meet whom, from the pair limits.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from math import inf
from operator import mul

from tandem_models import Measure

from ...formulation.measures import Measures
from ...formulation.roster_model import RosterModel
from ...limits import Limits
from ...pairing.teams import Team, TeamsByEvening
from ...problem.problem import Problem
from .ledger import Ledger, breach_of, worth_of
from .pair_ledger import ChangeCost, PairLedger, Placed

Target = tuple[int, int | None, int | None]
"""An evening, and somebody or an area, or somebody in an area: what a row speaks of."""

Cells = tuple[int, ...]
"""The columns that say where somebody is on an evening: nowhere, where there are none."""


class LocalState:
    """The teams of a roster, changed a few at a time."""

    def __init__(
        self, model: RosterModel, measures: Measures, gives: Sequence[bool] = (), limits: Limits | None = None
    ) -> None:
        """`gives` are the tiers that may be worse up to limits (`hold`). Raises TimeUp where it is to be given up."""
        self.problem: Problem = model.problem
        self.model = model
        self._worth = worth_of(measures, gives)
        self._spans = [high + 1 for _, high in measures.ranges]
        self.ledger = Ledger(model, measures, self._worth, limits or Limits.within(inf))
        self.pairs = PairLedger(
            self.problem,
            _worth(measures, self._worth, Measure.RULES),
            _worth(measures, self._worth, Measure.CHANGES),
            breach_of(measures),
        )
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
        self._alone: list[dict[tuple[Cells, Cells], ChangeCost]] = [{} for _ in self.problem.people]
        self._visits = [
            [model.visits(a, e).columns[0] if e >= self.problem.opening else -1 for a in self.problem.areas]
            for e in self.problem.evenings
        ]
        self._targets: dict[int, list[Target]] = {}
        self._limits: Mapping[int, int] = {}
        self._rest = 0
        """What the tiers are worth without any team, once limits are held."""
        self.missing = sum(map(len, self.problem.together))
        """Pairs that pins ask for and that are not there."""
        self.able = [[p for p in self.problem.people if model.can_work(p, e)] for e in self.problem.evenings]
        """For each evening, who can work."""
        self.side = _sides(self.problem)
        """0 for detectives, 1 for officers."""

    @property
    def sound(self) -> bool:
        """Whether nothing is broken."""
        return not (self.ledger.broken or self.pairs.broken or self.missing)

    @property
    def worth(self) -> ChangeCost:
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
            found = self._places[person][evening] = self._worked_out(person, evening)
        return found

    def _worked_out(self, person: int, evening: int) -> tuple[Cells | None, dict[int, Cells]]:
        if not self.model.can_work(person, evening):
            return None, {}
        works = tuple(self.model.works(person, evening).columns)
        group = self.model.group_of(person, evening)
        if group is None:
            return works, {}
        special = {a: (*works, *self.model.sends(group, a, evening).columns) for a in group.areas}
        return None if group.strict else works, special

    def visit(self, evening: int, area: int) -> int:
        """The column of the teams in an area."""
        return self._visits[evening][area]

    def probe(self, removed: Sequence[Placed], added: Sequence[Placed]) -> ChangeCost:
        """What a change costs; `nowhere` where somebody can't be where they are sent."""
        change = self._change(removed, added)
        if change is None:
            return self.nowhere
        apart = self._kept_apart(removed, added) * self.breach
        cost = self.ledger.probe(change) + self.pairs.probe(removed, added) + apart
        return cost + self.breach if self._limits and self._beyond(cost) else cost

    def hold(self, values: Sequence[int], limits: Mapping[int, int]) -> None:
        """Let tiers that give be no higher than these limits from now on; `values` are those of all tiers now."""
        self._limits = limits
        self._rest = sum(map(mul, self._worth, values)) - self.worth

    @property
    def limited(self) -> bool:
        """Whether limits are held."""
        return bool(self._limits)

    @property
    def within(self) -> bool:
        """Whether the limits held are kept, where nothing is broken."""
        return all(self._tier(index, 0) <= limit for index, limit in self._limits.items())

    def _beyond(self, cost: ChangeCost) -> bool:
        """Whether a change that breaks nothing would leave a tier above its limit, and higher than it is."""
        gained = cost - (cost + self.breach // 2) // self.breach * self.breach  # without what is broken
        return any(self._tier(n, gained) > max(limit, self._tier(n, 0)) for n, limit in self._limits.items())

    def _tier(self, index: int, gained: ChangeCost) -> int:
        """The value of a tier once the tiers are worth so much more."""
        return (self._rest + self.worth + gained) // self._worth[index] % self._spans[index]

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

    def guess(self, removed: Sequence[Placed], added: Sequence[Placed]) -> ChangeCost:
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
        for evening in {evening for evening, _ in (*removed, *added)}:
            for pair in self.problem.together[evening]:  # One may depend on where the other is.
                for person in pair:
                    self._alone[person].clear()
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

    def alone(self, person: int, left: Cells, joined: Cells) -> ChangeCost:
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

    def place(self, evening: int, area: int, by: int = 1) -> ChangeCost:
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

    def forget(self) -> None:
        """Have no team, no limits, and all that is broken weigh alike."""
        self._limits = {}
        self.become(((),) * len(self.teams))
        self.ledger.weight[:] = [1] * len(self.ledger.weight)
        self.pairs.weight.clear()
        for known in self._alone:
            known.clear()

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
                for column in (*(plain or ()), *self.model.works(person, evening).columns):
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

    def snapshot(self) -> TeamsByEvening:
        """The teams as they are."""
        return tuple(tuple(sorted(teams)) for teams in self.teams)

    def become(self, teams: TeamsByEvening) -> None:
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


def _worth(measures: Measures, worth: Sequence[int], of: Measure) -> int:
    """What a unit of a measure is worth."""
    weights = zip(measures.tiers, worth, strict=True)
    return sum(weight * tier.weights.get(of, 0) for tier, weight in weights)
