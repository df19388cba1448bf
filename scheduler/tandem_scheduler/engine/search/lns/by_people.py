"""Rosters where rules bind each person's evenings hard: some people's evenings anew, all else as it is.

Most rows speak of one person alone, and are easily kept one person at a time; few tie people together. At first these
may be broken at a price, until nobody breaks them any more (a penalty method); then what is wanted gets better. Each
step frees some people, everybody on some evenings, or some on some, and is a small model for CP-SAT.
See P. Shaw, Using constraint programming and local search methods to solve vehicle routing problems, 1998.
"""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import numpy as np

from ...algebra.arrays import Floats, Ints, Mask
from ...algebra.certificate import Frame
from ...algebra.rows import Box, Rows
from ...formulation.roster_model import RosterModel
from ...limits import Budget, Limits
from ...params import SearchParams
from ...solvers.excerpt import Excerpt


class Reroster:
    """Finds values of the columns that the model began with, and better ones."""

    def __init__(self, model: RosterModel, frame: Frame, random: Random, params: SearchParams) -> None:
        self._params = params
        self._model = model
        self._random = random
        self._owner = _owners(model)
        self._shared = self._owner < 0
        # Diagrams say once more what follows from the evenings worked: steps so small are sooner done without.
        arcs = np.zeros(len(self._owner), dtype=bool)
        arcs[[column for path in model.dependent.paths for column in path.columns]] = True
        self._plain = frame.rows.sums(arcs[frame.rows.columns].astype(np.int64)) == 0
        """The rows that it knows: those that speak of no diagram."""
        self._shared &= ~arcs
        self._rows = rows = frame.rows.chosen(self._plain)
        self._evening = np.array([-1 if evening is None else evening for evening in model.evening_of])
        self._when = _when(self._rows, self._evening)
        self._dear: Floats | None = None
        """What each evening adds to the tier, where the next step goes by that."""
        self._apart: Floats | None = None
        """By how much the relaxation would have each person do otherwise, where it goes by that."""
        tier = np.zeros(len(self._owner), dtype=bool)
        tier[list(frame.columns)] = True
        # What a tier comes to is no rule.
        self._loose = ~_alone(rows, self._owner) & (rows.sums(tier[rows.columns].astype(np.int64)) == 0)
        people, evenings = len(model.problem.people), len(model.problem.evenings)
        self._kinds = (self._some_people, self._some_evenings, self._patch)
        # How many people, evenings, and evenings of people are free; at the least, and at the most.
        some, few = params.step_people, params.step_evenings
        self._sizes = [some, few, some * few]
        self._least = (some / 2, few / 2, some)
        self._most = (people, evenings, people * evenings)

    def begin(self, column: int, box: Box, limits: Limits) -> tuple[int, ...] | None:
        """Values within a box that keep all rows, with a small column; None where none were found in time.

        The columns of diagrams are left to be worked out (`RosterModel.completed`).

        Two by two of those most alike people get their evenings, which leaves little broken.
        """
        if box.empty:
            return None
        params, box = self._params, self._without_diagrams(box)
        values, price = np.clip(0, box.low, box.high), self._price(column)
        for people in self._twos():
            # Those who come later keep no row yet: none of a row's columns is free in steps that leave it aside.
            free = self._shared | np.isin(self._owner, people)
            step, found = Excerpt(self._rows, box, values, free), None
            for work in (params.two_work, params.step_work):
                if found is None:
                    found, _ = step.best(column, _brief(limits, work), self._loose, price)
            if found is None:
                return None
            values = found
        stalled, dearer = 0, 0
        while (broken := self._broken(values, box)) and dearer <= params.price_rises and not limits.over:
            found = self._step(column, box, values, limits, params.step_work, price)
            stalled += 1
            if found is not None:
                before = broken * price + int(values[column])
                after = self._broken(found, box) * price + int(found[column])
                values = found if after <= before else values
                stalled = 0 if after < before else stalled
            if stalled > params.stalled:
                stalled, dearer, price = 0, dearer + 1, 2 * price
        return None if broken else tuple(values.tolist())

    def better(
        self, column: int, box: Box, now: Ints, limits: Limits, failed: int = 0, relaxed: Floats | None = None
    ) -> tuple[int, ...] | None:
        """Values like these that keep all rows and a box, with the column no larger; None where one step found none.

        Others as good lead to places from where there are better ones. So many steps as `failed` led nowhere before;
        `relaxed` are values of the relaxation.
        """
        params, high = self._params, box.high.copy()
        high[column] = min(high[column], now[column])
        by_relaxation = relaxed is not None and self._random.random() < params.by_relaxation
        self._apart = self._differences(relaxed, now) if relaxed is not None and by_relaxation else None
        work = params.step_work * min(params.longest_step, 1 + params.longer_step * failed)
        found = self._step(column, self._without_diagrams(replace(box, high=high)), now, limits, work)
        return None if found is None else tuple(found.tolist())

    def _step(
        self, column: int, box: Box, now: Ints, limits: Limits, work: float, price: int | None = None
    ) -> Ints | None:
        """With some free, values with a small column, or those that rows broken at a price make small."""
        kind = self._random.randrange(len(self._sizes))
        self._dear = self._dearness(column, now) if self._random.random() < self._params.by_price else None
        free = self._kinds[kind](self._sizes[kind])
        loose = None if price is None else self._loose
        found, ended = Excerpt(self._rows, box, now, free).best(column, _brief(limits, work), loose, price or 0)
        factor = self._params.step_growth if ended else self._params.step_shrinkage
        self._sizes[kind] = min(max(self._least[kind], factor * self._sizes[kind]), self._most[kind])
        return found

    def _differences(self, relaxed: Floats, now: Ints) -> Floats:
        """By how much the relaxation would have each person do otherwise."""
        known = np.flatnonzero((self._owner >= 0) & (self._evening >= 0))
        apart = np.abs(relaxed[known] - now[known])
        return np.bincount(self._owner[known], apart, minlength=len(self._model.problem.people)).astype(np.float64)

    def _dearness(self, column: int, now: Ints) -> Floats:
        """What the columns of each evening add to a tier's; what makes it less is not known by evenings."""
        rows = self._rows
        share = np.where(rows.columns == column, rows.coefficients, 0)
        cells = np.flatnonzero((rows.sums(share)[rows.lines] * rows.coefficients < 0) & (rows.columns != column))
        columns = rows.columns[cells]
        costs, when = np.abs(rows.coefficients[cells]) * now[columns], self._when[columns]
        count = len(self._model.problem.evenings)
        return np.bincount(when[when >= 0], costs[when >= 0], minlength=count).astype(np.float64)

    def _some_people(self, size: float) -> Mask:
        """What is free where as many detectives as officers may get other evenings."""
        half = max(1, round(size / 2))
        sides = self._model.problem.by_role.values()
        apart = np.ones(len(self._model.problem.people)) if self._apart is None else self._apart
        rank = [(-weight * self._random.random(), self._random.random()) for weight in apart.tolist()]
        some = [person for side in sides for person in sorted(side, key=rank.__getitem__)[:half]]
        return self._shared | np.isin(self._owner, some)

    def _some_evenings(self, size: float) -> Mask:
        """What is free where everybody may work other evenings of some in a row."""
        length = max(1, round(size))
        first = self._random.randrange(1 - length, len(self._model.problem.evenings))
        if self._dear is not None and self._dear.any():
            evening = self._random.choices(range(len(self._dear)), self._dear.tolist())[0]
            first = evening - self._random.randrange(length)
        inside = (self._evening >= first) & (self._evening < first + length)
        return self._shared | (self._evening < 0) | inside

    def _patch(self, size: float) -> Mask:
        """What is free where some people may work other evenings of some in a row."""
        count = len(self._model.problem.evenings)
        length = min(count, self._random.choice(self._params.step_lengths))
        return self._some_people(size / length) & self._some_evenings(length)

    def _twos(self) -> Iterator[list[int]]:
        """Detectives and officers in twos of those who have most evenings and areas in common; then whoever is left."""
        detectives, officers = (list(side) for side in self._model.problem.by_role.values())
        places = _places(self._model)
        left = np.ones(len(officers), dtype=bool)
        common = places[detectives] @ places[officers].T
        for number in self._random.sample(range(len(detectives)), len(detectives)):
            if left.any():
                partner = int(np.argmax(np.where(left, common[number], -1)))
                left[partner] = False
                yield [detectives[number], officers[partner]]
            else:
                yield [detectives[number]]
        yield from ([officers[number]] for number in np.flatnonzero(left).tolist())

    def _without_diagrams(self, box: Box) -> Box:
        return replace(box, row_low=box.row_low[self._plain], row_high=box.row_high[self._plain])

    def _price(self, column: int) -> int:
        """More than most broken units gain: the dearest of what the column adds up."""
        mine = self._rows.sums((self._rows.columns == column).astype(np.int64)) > 0
        return 1 + 2 * int(np.abs(self._rows.coefficients[mine[self._rows.lines]]).max(initial=0))

    def _broken(self, values: Ints, box: Box) -> int:
        """By how much the rows are broken that may be."""
        sums = self._rows.sums(values[self._rows.columns] * self._rows.coefficients)
        off = np.maximum(0, box.row_low - sums) + np.maximum(0, sums - box.row_high)
        return int(off[self._loose].sum())


def _when(rows: Rows, evening: Ints) -> Ints:
    """The evening of each column, also of those that only rows tie to one."""
    when, known = evening.copy(), evening[rows.columns]
    filled = np.flatnonzero(np.diff(rows.starts))
    starts = rows.starts[filled]
    most = np.maximum.reduceat(known, starts)
    least = np.minimum.reduceat(np.where(known < 0, np.iinfo(np.int64).max, known), starts)
    of_row = np.full(len(rows), -1)
    of_row[filled] = np.where(least == most, most, -1)
    told = (of_row[rows.lines] >= 0) & (known < 0)
    when[rows.columns[told]] = of_row[rows.lines[told]]
    return when


def _brief(limits: Limits, work: float) -> Limits:
    return replace(limits, workers=1, budget=Budget(work, limits.budget))


def _owners(model: RosterModel) -> Ints:
    """For each column the person of whom alone it speaks; -1: of several, or of none."""
    owner = np.full(len(model.evening_of), -1)
    for person in model.problem.people:
        for evening in model.evenings_of(person):
            owner[model.works(person, evening).columns] = person
            group = model.group_of(person, evening)
            if group is not None and group.people == (person,):
                for area in group.areas:
                    owner[model.sends(group, area, evening).columns] = person
    for definition in model.dependent.definitions:
        of = {int(owner[column]) for expression in definition.expressions for column in expression.columns}
        if len(of) == 1:
            owner[[*definition.columns]] = of.pop()
    return owner


def _alone(rows: Rows, owner: Ints) -> Mask:
    """Which rows speak of one person alone."""
    owners, filled = owner[rows.columns], np.flatnonzero(np.diff(rows.starts))
    least, most = (reduce.reduceat(owners, rows.starts[filled]) for reduce in (np.minimum, np.maximum))
    alone = np.zeros(len(rows), dtype=bool)
    alone[filled] = (least == most) & (least >= 0)
    return alone


def _places(model: RosterModel) -> Ints:
    """For each person, 1 wherever they can be: a column for each evening and area."""
    problem = model.problem
    places = np.zeros((len(problem.people), len(problem.evenings), len(problem.areas)), dtype=np.int64)
    for person in problem.people:
        for evening in model.evenings_of(person):
            group = model.group_of(person, evening)
            places[person, evening, list(group.areas) if group is not None and group.strict else slice(None)] = 1
    return places.reshape(len(problem.people), -1)
