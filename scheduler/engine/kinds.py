"""People alike towards the rules on who meets whom: what lets the model match kinds of people instead of people.

Several rules that forbid teams, or price them, can each be kept and yet not all at once. On an evening on which more
than one binds, the model says how many of each kind of detective meet how many of each kind of officer: a
transportation problem, whose corners are whole (Hoffman and Kruskal, 1956), so that the relaxation loses nothing.
"""

from dataclasses import dataclass

from models import Role

from .linear import Linear
from .pair_limits import PairLimit
from .variables import RosterModel

Kind = tuple[bool, ...]
"""For each limit, whether somebody is among its people."""


@dataclass(frozen=True)
class Kinds:
    """Who meets whom on an evening, by kind."""

    kind: dict[int, Kind]
    """Of everybody who can work that evening."""
    meets: dict[tuple[Kind, Kind], int]
    """The column of how many of a kind of detective meet one of a kind of officer, where they may."""


def match_kinds(roster: RosterModel, evening: int, limits: dict[int, PairLimit]) -> Kinds:
    """Match the kinds of an evening's people in the model; hard limits are kept by that."""
    problem, order = roster.problem, list(limits.values())
    kind = {p: tuple(p in limit.people for limit in order) for p in problem.people if roster.can_work(p, evening)}
    sides: list[dict[Kind, Linear]] = []
    for role in Role:
        workers: dict[Kind, Linear] = {}
        for p in problem.by_role[role]:
            if p in kind:
                workers.setdefault(kind[p], Linear()).add(roster.works(p, evening))
        sides.append(workers)
    meets = {}
    for one, detectives in sides[0].items():
        for two, officers in sides[1].items():
            barred = any(limit.cost is None and bound(n, limit, one, two) for n, limit in enumerate(order))
            if not barred:
                most = min(len(detectives.columns), len(officers.columns))
                meets[one, two] = roster.variable(most, evening)
    for position, side in enumerate(sides):
        for mine, working in side.items():
            met = Linear.sum(column for pair, column in meets.items() if pair[position] == mine)
            roster.hold(met.add(working, -1), low=0, high=0)
    return Kinds(kind, meets)


def bound(number: int, limit: PairLimit, detective: Kind, officer: Kind) -> bool:
    """Whether a limit, by its number among those that tell the kinds apart, binds pairs of two kinds."""
    return detective[number] + officer[number] in limit.counts
