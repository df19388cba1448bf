"""Tier after tier for solvers that know one objective: the same loop for every rival that takes our model's rows.

Who meets whom is left out of the model at first, as in Tandem: the tiers are solved, then people matched. Where a pair
meets too often, the model is made to say who meets whom (see `Pairs`) and the last tier is solved again; where that
leaves no solution, all tiers are. Every bound stays valid: what is left out only makes rosters possible.

A tier may take half of the time left, the last one four fifths of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from ortools.math_opt.model_pb2 import ModelProto

from tandem_models import Scenario
from tandem_scheduler.engine.algebra.arrays import Ints
from tandem_scheduler.engine.algebra.linear import Linear
from tandem_scheduler.engine.algebra.program import IntegerProgram
from tandem_scheduler.engine.algebra.rows import Box
from tandem_scheduler.engine.formulation.build import build
from tandem_scheduler.engine.formulation.meetings.by_person import meet
from tandem_scheduler.engine.formulation.roster_model import RosterModel
from tandem_scheduler.engine.limits import Limits
from tandem_scheduler.engine.pairing.settle import settle
from tandem_scheduler.engine.pairing.teams import Matched, deployments_of
from tandem_scheduler.engine.problem.problem import Problem
from tandem_scheduler.engine.solvers.mathopt import message

from ..log import Log

NO_BOUND = -(1 << 62)
"""Where a solver knows of none."""


@dataclass(frozen=True)
class Answer:
    """How one minimisation ended."""

    values: Sequence[int] | None
    """Values of all variables by index; None where no solution was found."""
    bound: int
    """No solution has a smaller value."""
    infeasible: bool = False


Found = Callable[[int], None]
"""Hears of every better value while a minimisation runs."""

Minimise = Callable[[IntegerProgram, Ints, int, float, Sequence[int], Found], Answer]
"""Minimises a column over the program as it stands, with these upper bounds of columns, within seconds, from a hint (or
none)."""


def program(source: IntegerProgram, highs: Ints, objective: int) -> ModelProto:
    """A minimisation of a column as MathOpt's message, all columns whole."""
    (low, _), rows = source.bounds, source.rows()
    costs = Linear([objective], [1]).dense(len(low))
    return message(rows, Box(low, highs, rows.low, rows.high), costs, whole=np.ones(len(low), dtype=bool))


Pairs = Callable[[RosterModel, Matched, int], bool]
"""Adds to a model what forbids (or prices) the bad meetings of its last roster, after so many rounds of that; whether
there was anything to add."""

MANY_ROUNDS = 5
"""Rounds of pairs after which all evenings are matched."""


def meet_where_needed(model: RosterModel, made: Matched, rounds: int) -> bool:
    """Matching variables for the evenings in conflict; after some rounds, for all evenings."""
    conflicts = frozenset(made.conflicts) if rounds < MANY_ROUNDS else frozenset(model.problem.evenings)
    if conflicts <= model.meetings.evenings:
        return False
    meet(model, conflicts)
    return True


@dataclass
class _Tier:
    """What is known of a tier while all earlier ones stand at their values."""

    high: int
    """The largest value there can be."""
    value: int | None = None
    bound: int = NO_BOUND
    """Valid for the model as it was then; what it learns of pairs later can only raise the optimum."""


class TierSearch:
    """Solves the tiers of a scenario in order."""

    def __init__(self, scenario: Scenario, log: Log, minimise: Minimise, pairs: Pairs = meet_where_needed) -> None:
        self._model, self._measures = build(Problem(scenario))
        self._log = log
        self._minimise = minimise
        self._pairs = pairs
        self._tiers = [_Tier(high) for _, high in self._measures.ranges]
        self._hint: Sequence[int] = ()
        self._infeasible = False
        log.built()

    def run(self) -> None:
        """Solve every tier, settle the pairs, tell the log."""
        first, last, rounds = 0, len(self._tiers) - 1, 0
        while True:
            made = self._descend(first)
            if made is None and self._infeasible and first > 0:
                # No roster keeps the pair rules at these values: begin again with the model that knows of them.
                self._tiers = [_Tier(tier.high) for tier in self._tiers]
                first = 0
                continue
            settled = made is not None and not made.bad
            if made is None or settled or not self._log.left:
                break
            if not self._pairs(self._model, made, rounds):
                settled = True  # the model knows of every meeting: those left are soft, and priced
                break
            self._measures.refresh()
            rounds, first = rounds + 1, last
        if rounds:
            self._log.note(f"{rounds} rounds of pairs")
        self._tell(settled)

    def _descend(self, first: int) -> Matched | None:
        """Solve the tiers from the first one on; None where one of them has no solution or no time."""
        made = None
        for index in range(first, len(self._tiers)):
            made = self._solve(index)
            if made is None:
                return None
            self._log.roster(deployments_of(self._model.problem, made.teams))
        return made

    def _solve(self, index: int) -> Matched | None:
        """Minimise a tier and hold its value."""
        tier = self._tiers[index]
        heard: list[int] = []

        def hear(value: int) -> None:
            if not heard or value < heard[-1]:
                heard.append(value)
                self._log.found(index, value)

        share = 0.8 if index == len(self._tiers) - 1 else 0.5
        _, highs = self._model.program.bounds
        for column, other in zip(self._measures.columns[:index], self._tiers, strict=False):
            highs[column] = other.value
        column = self._measures.columns[index]
        answer = self._minimise(self._model.program, highs, column, share * self._log.left, self._hint, hear)
        self._infeasible = answer.infeasible
        tier.bound = max(tier.bound, answer.bound)
        if answer.values is None:
            return None
        self._hint = answer.values
        tier.value = self._measures.expression(self._measures.tiers[index]).value(answer.values)
        hear(tier.value)
        return settle(self._model, answer.values, self._limits())

    def _limits(self) -> Limits:
        """What matching the people may use."""
        return Limits.within(self._log.left)

    def _tell(self, settled: bool) -> None:
        certain = settled
        for index, tier in enumerate(self._tiers):
            if tier.value is None:
                break
            certain = certain and tier.value <= tier.bound
            self._log.finished(index, tier.value if settled else None, min(tier.value, tier.bound), certain)
