"""From the relaxation's values to a solution of the model: search where the relaxation left questions open.

First with all variables that came out whole fixed there; then with the people free who did not, then the evenings, and
more and more evenings around them, by branch and cut; at last the whole model, by branch and cut and by CP-SAT. Of a
small model CP-SAT looks at the whole once the first has failed.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from tandem_models import Method

from ...algebra.arrays import Floats, Ints, Mask
from ...algebra.linear import Linear
from ...algebra.rows import Box, Rows, breakable
from ...formulation.roster_model import RosterModel
from ...limits import Budget, Limits
from ...params import SearchParams
from ...solvers.branch import Branched, branch
from ...solvers.cpsat import OnBetter, Search, SearchResult
from ...solvers.relax import WHOLE


class Neighbourhoods:
    """Finds solutions of a model near values of its relaxation."""

    def __init__(self, model: RosterModel, rows: Rows, search: Search, params: SearchParams) -> None:
        self._params = params
        self._model = model
        self._rows = rows
        self._search = search
        # Of the variables that the relaxation knows; what the model gains later is always free.
        self._evening = np.array([-1 if evening is None else evening for evening in model.evening_of])
        self._person = np.full(len(self._evening), -1)
        for person in model.problem.people:
            for evening in model.evenings_of(person):
                self._person[model.works(person, evening).columns[0]] = person

    @property
    def small(self) -> bool:
        """Whether CP-SAT is soon done with the whole model."""
        return len(self._model.evening_of) <= self._params.small_model

    def near(
        self, box: Box, values: Floats, conflicts: Collection[int], limits: Limits, rounds: int | None = None
    ) -> SearchResult | None:
        """Any solution near relaxed values, or none.

        The evenings in conflict are free before others. `rounds` bounds the number of neighbourhoods. Of a small model,
        anywhere after the first.
        """
        for turn, free in enumerate(islice(self._neighbourhoods(values, conflicts), rounds)):
            if turn and self.small:
                brief = replace(limits, budget=Budget(self._params.anywhere_work, limits.budget))
                return self.anywhere(box, values, brief)
            found = self.within(fixed(box, values, free), Linear(), 0, limits)
            if limits.over or (found is not None and found.values is not None):
                return found
        return None

    def around(self, column: int, box: Box, values: Floats, bound: int, limits: Limits) -> SearchResult | None:
        """Minimise a column near relaxed values; the best found there."""
        best: SearchResult | None = None
        for free in self._neighbourhoods(values, ()):
            if limits.over:
                break
            found = self.within(fixed(box, values, free), Linear([column], [1]), bound, limits)
            if found is not None and found.better_than(best):
                best = found
            if best is not None and best.value is not None and limits.enough(best.value, bound):
                break
        return best

    def whole(
        self,
        column: int,
        box: Box,
        bound: int,
        hint: Sequence[int],
        limits: Limits,
        improve: OnBetter,
    ) -> SearchResult:
        """Minimise a column over a whole box from a solution known before."""
        objective = Linear([column], [1])
        return self._search.minimise(objective, limits, bound=bound, box=box, hint=hint, improve=improve)

    def apart(
        self, box: Box, values: Floats, evenings: Collection[int], away: Linear, limits: Limits
    ) -> SearchResult | None:
        """A solution with as little of `away` as possible that differs from these values on some evenings only."""
        return self.unmatched(fixed(box, values, self.free_evenings(evenings)), away, 0, limits)

    def free_evenings(self, evenings: Collection[int]) -> Mask:
        """What is free where only some evenings may change."""
        return (self._evening < 0) | np.isin(self._evening, list(evenings))

    def free_people(self, people: Collection[int]) -> Mask:
        """What is free where only some people may work other evenings."""
        return (self._person < 0) | np.isin(self._person, list(people))

    def within(self, part: Box, objective: Linear, bound: int, limits: Limits) -> SearchResult | None:
        """A good solution within a part, as far as one is found; None where there is none to be had."""
        branched = self._branched(part, objective, limits, self._params.nodes, matching=True)
        return _search_result(branched, objective, bound, "rounding")

    def unmatched(self, part: Box, objective: Linear, bound: int, limits: Limits) -> SearchResult | None:
        """The same as `within`, whatever the model says of who meets whom: of the columns that it began with."""
        branched = self._branched(part, objective, limits, self._params.nodes, matching=False)
        return _search_result(branched, objective, bound, "rounding")

    def anywhere(self, box: Box, near: Floats | None, limits: Limits) -> SearchResult:
        """Any solution within a box, by CP-SAT, which looks first near values that need be no solution."""
        # Only one worker takes such a hint (`Search.minimise`).
        hint = () if near is None else np.rint(near).astype(np.int64).tolist()
        return self._search.minimise(Linear(), replace(limits, workers=1), bound=0, box=box, hint=hint)

    def cut(self, column: int, box: Box, bound: int, limits: Limits) -> SearchResult:
        """Minimise a column over a whole box by branch and cut."""
        objective = Linear([column], [1])
        branched = self._branched(box, objective, limits, self._params.whole_nodes, matching=True)
        found = _search_result(branched, objective, bound, "branch_and_cut") or SearchResult(None, None, bound)
        return found if branched.bound is None else found.bounded(max(bound, branched.bound))

    def _branched(self, box: Box, objective: Linear, limits: Limits, nodes: int, *, matching: bool) -> Branched:
        """Branch and cut over the columns that the model began with, or with what it gained since of who meets whom."""
        rows, model, known = self._rows, self._model, len(self._evening)
        if matching and len(model.evening_of) > known:
            low, high = model.program.bounds
            low[:known], high[:known] = box.low, box.high
            rows = breakable(model.program.rows(), low, high)
            box = Box(low, high, rows.low, rows.high)
        count = len(box.low)

        def completed(values: Ints) -> Ints:
            whole = [*values.tolist(), *([0] * (len(model.evening_of) - count))]
            return np.array(model.completed(whole)[:count], dtype=np.int64)

        return branch(rows, box, ~model.dependent.implied_integers[:count], objective, limits, nodes, completed)

    def _neighbourhoods(self, values: Floats, conflicts: Collection[int]) -> Iterator[Mask]:
        """What is free, more and more of it, short of everything."""
        open_ = np.abs(values - np.rint(values)) >= WHOLE
        yield open_
        people = np.unique(self._person[open_ & (self._person >= 0)])
        if len(people) and not conflicts:
            yield open_ | self.free_people(people.tolist())
        count = len(self._model.problem.evenings)
        centres = {*self._evening[open_].tolist(), *conflicts} - {-1}
        reach = 0
        while centres:
            free = [e for e in range(count) if any(abs(e - centre) <= reach for centre in centres)]
            if len(free) == count:
                break
            yield open_ | self.free_evenings(free)
            reach = 2 * reach + 1


def fixed(box: Box, values: Floats, free: Mask) -> Box:
    """The box with all that is not free at the relaxed values, as near as the box allows."""
    nearest = np.clip(np.rint(values).astype(np.int64), box.low, box.high)
    return replace(box, low=np.where(free, box.low, nearest), high=np.where(free, box.high, nearest))


def _search_result(branched: Branched, objective: Linear, bound: int, by: Method) -> SearchResult | None:
    if branched.values is None:
        return None
    solution = tuple(branched.values.tolist())
    return SearchResult(solution, objective.value(solution), bound, by=by)
