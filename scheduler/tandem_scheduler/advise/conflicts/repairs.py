"""What would give: the cheapest sets of demands to give up so that a roster exists.

A repair gives up something of every conflict. Conflicts are gathered as they are met, and the cheapest set that hits
them all is tried; where there is no roster without it yet, that has another conflict to tell (Reiter, A theory of
diagnosis from first principles, 1987; Davies and Bacchus, Solving MAXSAT by solving a sequence of simpler SAT
instances, 2011). The first set with a roster is the cheapest repair, the next ones follow in order of their price.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ortools.sat.python import cp_model

from tandem_models import Member, QuestionError, Repair, Scenario, Violation
from tandem_models.bounds import Sentence
from tandem_models.rules import PACKS
from tandem_scheduler.checks import Checker
from tandem_scheduler.engine import Limits, TimeUp, ending
from tandem_scheduler.rulebook import RULES, Aspect

from ..headway import Tell, quiet
from .cores import Core, Demands
from .pieces import CAPS, Piece, crew, exposes, pieces_of, rules_of, softened, without

PRICES: dict[str, int] = {
    "pin": 2,
    "teams": 3,
    "demand": 3,
    "duty": 6,
    "absence": 10,
    "available": 10,
    "pattern": 10,
    "not_there": 20,
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
    teams: Mapping[date, int]
    """The teams that evenings get whose limit on teams is given up, no more than are needed."""
    violations: tuple[Violation, ...]
    """What a roster breaks of the rules given up, as little as was found; nothing where none was found in time."""
    least: bool
    """Whether it is known that fewer teams and less broken won't do."""

    def raised(self, piece: Piece) -> int | None:
        """What a limit on teams is raised to; None for any other demand."""
        return self.teams.get(piece.evening) if piece.kind in CAPS and piece.evening is not None else None


def repairs_of(
    demands: Demands,
    pieces: tuple[Piece, ...],
    conflicts: Sequence[Core],
    prices: Prices,
    most: int,
    tell: Tell = quiet,
) -> tuple[list[Remedy], bool]:
    """Up to so many repairs in the order of their price, none of which contains another.

    And whether there are no more than these, where there are fewer; time may run out before that is known.
    """
    known, found, remedies = list(conflicts), list[frozenset[Piece]](), list[Remedy]()
    while len(remedies) < most:
        tell("Looking for ways out", len(remedies), most)
        try:
            hit = _cheapest([core.pieces for core in known], found, prices, demands.limits)
        except TimeUp:
            return remedies, False
        if hit is None:
            return remedies, True
        kept = tuple(piece for piece in pieces if piece not in hit)
        possible = demands.possible(kept, 1.0)
        if possible is None:
            return remedies, False
        if possible:
            found.append(hit)
            given_up = tuple(piece for piece in pieces if piece in hit)
            price = sum(prices.of(piece) or 0 for piece in hit)
            cheapest = all(_lasting(demands.scenario, pieces, core) for core in known)
            teams, few = _fewest(demands, kept, given_up)
            violations, least = _least(demands, kept, given_up, teams)
            remedies.append(Remedy(given_up, price, cheapest, teams, violations, few and least))
        else:
            known.append(demands.shrink(kept))
    return remedies, True


def _lasting(scenario: Scenario, pieces: Collection[Piece], core: Core) -> bool:
    """Whether a conflict stays one whatever other pieces are made besides: nothing of these hides a part of it."""
    others = (piece for piece in pieces if piece not in core.pieces and piece not in core.apart)
    return not any(exposes(scenario, piece, core.pieces) for piece in others)


def _cheapest(
    conflicts: Sequence[tuple[Piece, ...]], found: Sequence[frozenset[Piece]], prices: Prices, limits: Limits
) -> frozenset[Piece] | None:
    """The cheapest set that has something of every conflict and contains no repair found before; None: there is none.

    Of sets at one price, that which has least in common with these. Raises TimeUp where the limits end the search.
    """
    if limits.over:
        raise TimeUp
    model = cp_model.CpModel()
    chosen: dict[Piece, cp_model.IntVar] = {}
    for conflict in conflicts:
        for piece in conflict:
            if piece not in chosen and prices.of(piece) is not None:
                chosen[piece] = model.new_bool_var("")
        model.add_bool_or([chosen[piece] for piece in conflict if piece in chosen])
    for repair in found:
        model.add_bool_or([~chosen[piece] for piece in repair])
    common = Counter(piece for repair in found for piece in repair)
    whole = 1 + common.total()
    model.minimize(sum(((prices.of(p) or 0) * whole + common[p]) * given_up for p, given_up in chosen.items()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False
    solver.parameters.max_time_in_seconds = limits.for_solver
    with ending(limits, solver.stop_search):
        status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    if status != cp_model.OPTIMAL:
        raise TimeUp
    return frozenset(piece for piece, given_up in chosen.items() if solver.value(given_up))


def _fewest(demands: Demands, kept: Sequence[Piece], given_up: Sequence[Piece]) -> tuple[dict[date, int], bool]:
    """The teams that evenings need whose limit on teams is given up, one after the other; whether fewer won't do."""
    scenario, teams, certain = demands.scenario, dict[date, int](), True
    for on in sorted(piece.evening for piece in given_up if piece.kind in CAPS and piece.evening is not None):
        # Where demand alone sets the limit, as many teams elsewhere may do.
        first = scenario.wanted(on) + (scenario.calendar[on].teams is not None)
        most = max(first, crew(scenario))
        for number in range(first, most):
            possible = demands.possible(kept, teams={**teams, on: number})
            certain = certain and possible is not None
            if possible:
                most = number
                break
        teams[on] = most
    return teams, certain


def _least(
    demands: Demands, kept: Sequence[Piece], given_up: Sequence[Piece], teams: Mapping[date, int]
) -> tuple[tuple[Violation, ...], bool]:
    """What a roster breaks of the rules given up that breaks as little of them as can be; whether that is known."""
    rules = list(rules_of(demands.scenario, given_up))
    if not rules:
        return (), True
    plan = softened(demands.scenario, kept, given_up, teams)
    found, least = demands.best(plan)
    if found is None:
        return (), False
    checker = Checker(plan)
    roster = checker.roster(found)
    told = (checker.violations_of(rule, roster, *demands.scenario.rule_place(number)) for number, rule in rules)
    return tuple(violation for violations in told for violation in violations), least


def applied(scenario: Scenario, repair: Repair) -> Scenario:
    """The scenario without the demands that a repair gives up. Raises QuestionError where it has them not."""
    known = {_key_of_piece(scenario, piece): piece for piece in pieces_of(scenario)}
    given_up = [known.get(_key_of_member(member)) for member in repair.members]
    if None in given_up:
        message = "the repair is of another scenario: it gives up demands that this one does not make"
        raise QuestionError(Sentence("other_scenario", message), "repair")
    teams = {on: member.raised for member in repair.members if member.raised is not None for on in member.evenings}
    return without(scenario, [piece for piece in given_up if piece is not None], teams)


def _key_of_piece(scenario: Scenario, piece: Piece) -> tuple[object, ...]:
    rule, name = (None, None) if piece.rule is None else scenario.rule_place(piece.rule)
    number = piece.number if piece.rule is None else None
    person = None if number is not None and piece.kind != "absence" else piece.person  # of many an absence may be
    area = piece.area if _by_area(piece.kind) else None
    return piece.kind, rule, name, number, person, area, piece.evening if piece.kind in CAPS else None


def _by_area(kind: str) -> bool:
    """Whether demands of a kind are made area by area."""
    return kind in RULES and RULES[kind].about is Aspect.PLACE


def _key_of_member(member: Member) -> tuple[object, ...]:
    person = None if member.number is not None and member.kind != "absence" else member.person
    area = member.areas[0] if _by_area(member.kind) else None
    evening = member.evenings[0] if member.kind in CAPS else None
    return member.kind, member.rule, member.name, member.number, person, area, evening
