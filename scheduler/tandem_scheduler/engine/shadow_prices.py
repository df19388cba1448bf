"""The shadow prices of limits: the dual values of their rows in the linear relaxation, tier after tier.

A row's dual value is what the bound would gain if the row were looser by one, as far as the relaxation knows. A row
over a single column may have its price in the column's reduced cost instead. Rules that have no rows of their own have
no price. The multipliers that prove the tiers' bounds do not serve here: a bound that follows from the variables'
bounds alone has none.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import numpy as np

from tandem_models import Scenario

from .algebra.arrays import Floats, Ints
from .algebra.certificate import caps
from .algebra.duality import SCALE, Dual
from .algebra.linear import Linear
from .algebra.rows import Box, Rows
from .formulation.build import build
from .formulation.roster_model import RosterModel
from .limits import Limits
from .outcome import Outcome
from .problem.independent import problems_of
from .solvers.relax import Relaxation


class Limited(NamedTuple):
    """What a limit speaks of: a rule's person or area, or the teams of an evening, of one area where that is given."""

    rule: int | None = None
    """Number of the rule in force."""
    person: str | None = None
    area: str | None = None
    evening: date | None = None


def shadow_prices_of(scenario: Scenario, outcome: Outcome, limits: Limits) -> dict[Limited, tuple[float, ...]]:
    """For every limit with rows of its own its shadow price, tier by tier: 0 or more, in units of the tier.

    Each tier is relaxed with the earlier ones held where they were in the outcome. All prices are 0 in a tier whose
    relaxation can't be solved within the limits.
    """
    prices: dict[Limited, Floats] = {}
    for part, problem in enumerate(problems_of(scenario)):
        model, measures = build(problem)
        low, high = model.program.bounds
        high[_implied(model)] += len(problem.people) + len(problem.evenings)
        rows = model.program.rows()
        relaxation = Relaxation(rows, Box(low, high, rows.low, rows.high))
        by_row = np.zeros((len(rows) + len(low), len(outcome.tiers)))
        held = high.copy()
        for index, (tier, column) in enumerate(zip(outcome.tiers, measures.columns, strict=True)):
            box = Box(low, held.copy(), rows.low, rows.high)
            relaxed = relaxation.minimise(Linear([column], [1]), box, limits)
            if relaxed is not None:
                by_row[:, index] = _of_rows(rows, low, high, relaxed.dual)
            held[column] = min(held[column], caps(tier.limit, tier.bounds)[part])
        for limited, places in (*_rules(model), *_caps(model, len(rows))):
            prices[limited] = prices.get(limited, 0) + by_row[places].sum(axis=0)
    return {limited: tuple(map(float, weights)) for limited, weights in prices.items()}


def _implied(model: RosterModel) -> list[int]:
    """Columns whose upper bounds follow from rows: without these bounds the price is in the rows.

    What follows from other columns, as everybody's evenings do; the visits on evenings whose teams are limited.
    """
    columns = [definition.columns[-1] for definition in model.dependent.definitions]
    for evening in model.caps:
        columns += model.teams(evening).columns
    return columns


def _of_rows(rows: Rows, low: Ints, high: Ints, dual: Dual) -> Floats:
    """The shadow price of every row, and after them that of the upper bound of every column."""
    reduced = dual.reduced.astype(float) / SCALE
    prices = np.abs(dual.multipliers.astype(float)) / SCALE
    alone = np.flatnonzero(np.diff(rows.starts) == 1)
    cells = rows.starts[alone]
    # What a unit more of the row would add to the objective.
    price = reduced[rows.columns[cells]] * np.sign(rows.coefficients[cells])
    least, most = rows.activities(low, high)
    binding = np.where(price < 0, most[alone] >= rows.high[alone], least[alone] <= rows.low[alone])
    prices[alone] += np.abs(price) * binding
    return np.concatenate([prices, np.maximum(0.0, -reduced)])


def _rules(model: RosterModel) -> Iterator[tuple[Limited, list[int]]]:
    """The rows of every rule's people and areas."""
    scenario = model.problem.scenario
    for number, posted in enumerate(model.posted):
        for mine in posted:
            person = None if mine.person is None else scenario.people[mine.person].id
            area = None if mine.area is None else scenario.areas[mine.area].id
            yield Limited(number, person, area), [*range(mine.first, mine.end)]


def _caps(model: RosterModel, columns: int) -> Iterator[tuple[Limited, list[int]]]:
    """The row that limits the teams of an evening, or the upper bounds of its areas' visits; `columns` is the first."""
    problem = model.problem
    for evening, row in model.caps.items():
        yield Limited(evening=problem.dates[evening]), [row]
    for evening, on in enumerate(problem.dates):
        for number, area in enumerate(problem.scenario.areas):
            if problem.scenario.most_teams(on, area.id) is not None:
                (column,) = model.visits(number, evening).columns
                yield Limited(area=area.id, evening=on), [columns + column]
