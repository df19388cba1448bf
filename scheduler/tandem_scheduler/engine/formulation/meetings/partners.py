"""The columns by which the model says who is where they were published, but with another partner (`changes`).

Without who meets whom, of two who were published together one at least has another partner where one alone stays; the
rest is known where the model says whom they meet, and counted after matching elsewhere (`Problem.parted`).
"""

from collections.abc import Iterable

from ...algebra.linear import Linear
from ...problem.pair_limits import Pair
from ..roster_model import RosterModel
from .meeting_columns import Parting


def price_partings(model: RosterModel, evening: int) -> Linear:
    """The columns of an evening, each by what another partner costs; for whoever's partner can't come, their stay."""
    problem, total = model.problem, Linear()
    told, cost = problem.told[evening], problem.change_cost("partner", evening)
    of_pair: dict[Pair, list[int]] = {}
    for p, (_, partner) in told.items():
        stays = model.stays(p, evening)
        if not stays.columns or not cost:
            continue
        if partner is None:
            total.add(stays, cost)
        else:
            of_pair.setdefault(_sorted(model, p, partner), []).append(p)
    for pair, people in of_pair.items():
        stay = [model.stays(p, evening) for p in people]
        # Whoever stays has another partner if that one does not stay, or (told of another team) does not work.
        others = stay[::-1] if len(stay) > 1 else [model.works(other, evening) for other in pair if other not in people]
        column = model.dependent.above(Linear().add(stay[0]).add(others[0], -1), len(people))
        if len(stay) > 1:
            model.dependent.keep_above(column, Linear().add(stay[1]).add(others[1], -1))
        model.meetings.add_parting(evening, Parting(pair, tuple(people), column))
        total.add_column(column, cost)
    return total


def _sorted(model: RosterModel, one: int, other: int) -> Pair:
    """The two, the detective first."""
    detectives, _ = model.problem.by_role.values()
    return (one, other) if one in detectives else (other, one)


def bind_partings(model: RosterModel, evenings: Iterable[int]) -> None:
    """Have the columns follow from who meets whom on evenings of which the model says it now."""
    for evening in evenings:
        meets = model.meetings.pairs(evening)
        for parting in model.meetings.partings(evening):
            apart = Linear()
            for p in parting.people:
                area = model.problem.told[evening][p].area
                apart.add(model.stays(p, evening))
                places = meets.get(parting.pair, {})
                # Where it does not matter in which area they meet, it is that of whoever stays.
                together = places.get(area, places.get(None))
                if together is not None:
                    apart.add_column(together, -1)
            model.dependent.keep_above(parting.column, apart)
