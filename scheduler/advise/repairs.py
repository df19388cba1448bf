"""What would give: the cheapest sets of demands to give up so that a roster exists.

A repair gives up something of every conflict. Conflicts are gathered as they are met, and the cheapest set that hits
them all is tried; where there is no roster without it yet, that has another conflict to tell (Reiter, A theory of
diagnosis from first principles, 1987; Davies and Bacchus, Solving MAXSAT by solving a sequence of simpler SAT
instances, 2011). The first set with a roster is the cheapest repair, the next ones follow in order of their price.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from models import Member, Repair, Scenario, Violation
from models.rules import PACKS
from scheduler.checks import Checker

from .cores import Demands
from .pieces import BY_AREA, CAPS, Piece, exposes, pieces_of, softened, without

PRICES: dict[str, int] = {
    "pin": 2,
    "teams": 3,
    "demand": 3,
    "duty": 6,
    "absence": 10,
    "pattern": 10,
    "rule": 4,
    "law": 20,
}
"""What giving up one demand costs, by its kind; only how the numbers compare matters.

`rule` stands for rules without a price of their own, `law` for those of a pack that are law.
"""

MOST_PRICE = 1_000_000
"""The highest price of a demand."""


class Prices:
    """The price of every piece of a scenario."""

    def __init__(self, scenario: Scenario, changed: Mapping[str, int | None]) -> None:
        """`changed` are prices by kind that differ from `PRICES`; None: never to be given up."""
        self._scenario = scenario
        self._prices: dict[str, int | None] = {**PRICES, **changed}
        law = {name for pack in PACKS.values() for name, packed in pack.items() if packed.basis == "law"}
        self._law = {n for n, name in enumerate(scenario.rule_names) if name in law}

    def of(self, piece: Piece) -> int | None:
        """What giving it up costs; None where that is out of the question."""
        if piece.rule is not None:
            return self.of_rule(piece.rule)
        return self.by_kind(piece.kind)

    def of_rule(self, number: int) -> int | None:
        """The price of a rule, by its place among the rules in force."""
        kind = self._scenario.rules_in_force[number].kind
        return self._prices.get(kind, self._prices["law" if number in self._law else "rule"])

    def by_kind(self, kind: str | None) -> int | None:
        """The price of what is no rule; None where it has none."""
        return None if kind is None else self._prices[kind]


@dataclass(frozen=True)
class Remedy:
    """Demands without which a roster exists."""

    pieces: tuple[Piece, ...]
    price: int
    cheapest: bool
    """Whether there is none cheaper, but for those found before."""
    violations: tuple[Violation, ...]
    """What a roster breaks at the least of the rules given up; nothing where none was found in time."""


def repairs_of(
    demands: Demands,
    pieces: tuple[Piece, ...],
    conflicts: Sequence[tuple[Piece, ...]],
    prices: Prices,
    most: int,
) -> Iterator[Remedy]:
    """Up to so many repairs in the order of their price, none of which contains another; fewer where time runs out."""
    known, found = list(conflicts), list[frozenset[Piece]]()
    while len(found) < most:
        hit = _cheapest(known, found, prices)
        if hit is None:
            return
        kept = tuple(piece for piece in pieces if piece not in hit)
        possible = demands.possible(kept, 1.0)
        if possible is None:
            return
        if possible:
            found.append(hit)
            ordered = tuple(piece for piece in pieces if piece in hit)
            price = sum(prices.of(piece) or 0 for piece in hit)
            cheapest = all(_lasting(demands.scenario, pieces, conflict) for conflict in known)
            yield Remedy(ordered, price, cheapest, _least(demands, kept, ordered))
        else:
            known.append(demands.shrink(kept).pieces)


def _lasting(scenario: Scenario, pieces: Collection[Piece], conflict: Collection[Piece]) -> bool:
    """Whether a conflict stays one whatever other pieces are made besides: nothing of these hides a part of it."""
    return not any(exposes(scenario, piece, conflict) for piece in pieces if piece not in conflict)


def _cheapest(
    conflicts: Sequence[tuple[Piece, ...]], found: Sequence[frozenset[Piece]], prices: Prices
) -> frozenset[Piece] | None:
    """The cheapest set that has something of every conflict and contains no repair found before."""
    model = cp_model.CpModel()
    chosen: dict[Piece, cp_model.IntVar] = {}
    for conflict in conflicts:
        for piece in conflict:
            if piece not in chosen and prices.of(piece) is not None:
                chosen[piece] = model.new_bool_var("")
        model.add_bool_or([chosen[piece] for piece in conflict if piece in chosen])
    for repair in found:
        model.add_bool_or([~chosen[piece] for piece in repair])
    model.minimize(sum((prices.of(piece) or 0) * given_up for piece, given_up in chosen.items()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False
    if solver.solve(model) != cp_model.OPTIMAL:
        return None
    return frozenset(piece for piece, given_up in chosen.items() if solver.value(given_up))


def _least(demands: Demands, kept: Sequence[Piece], given_up: Sequence[Piece]) -> tuple[Violation, ...]:
    """What the rules given up are broken by at the least, as a roster has it that breaks them as little as can be."""
    if all(piece.rule is None for piece in given_up):
        return ()
    plan = softened(demands.scenario, kept, given_up)
    teams = demands.best(plan)
    if teams is None:
        return ()
    return tuple(v for v in Checker(plan).report(teams).violations if v.strength == "soft")


def applied(scenario: Scenario, repair: Repair) -> Scenario:
    """The scenario without the demands that a repair gives up. Raises ValueError where it has them not."""
    known = {_key(scenario, piece): piece for piece in pieces_of(scenario)}
    given_up = [known.get(_told(member)) for member in repair.members]
    if None in given_up:
        raise ValueError("the repair is of another scenario: it gives up demands that this one does not make")
    return without(scenario, [piece for piece in given_up if piece is not None])


def _key(scenario: Scenario, piece: Piece) -> tuple[object, ...]:
    rule, name = (None, None) if piece.rule is None else scenario.rule_place(piece.rule)
    number = piece.number if piece.rule is None else None
    person = None if number is not None else piece.person
    area = piece.area if piece.kind in BY_AREA else None
    return piece.kind, rule, name, number, person, area, piece.evening if piece.kind in CAPS else None


def _told(member: Member) -> tuple[object, ...]:
    person = None if member.number is not None else member.person
    area = member.areas[0] if member.kind in BY_AREA else None
    evening = member.evenings[0] if member.kind in CAPS else None
    return member.kind, member.rule, member.name, member.number, person, area, evening
