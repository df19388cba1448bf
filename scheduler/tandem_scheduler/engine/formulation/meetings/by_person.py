"""Matching variables: the model itself says who meets whom, on the evenings where that is asked of it."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from ...algebra.linear import Linear
from ...problem.groups import AreaGroup
from ...problem.pair_limits import Pair, PairLimit
from ..roster_model import RosterModel
from .partners import bind_partings


def meet(model: RosterModel, evenings: Iterable[int]) -> tuple[int, ...]:
    """Make the model say who meets whom on these evenings, and bind the pair rules there.

    Returns the evenings on which it did not before.
    """
    fresh = tuple(sorted(e for e in set(evenings) - model.meetings.evenings if e >= model.problem.opening))
    for evening in fresh:
        _match(model, evening)
    for number, limit in enumerate(model.problem.pair_limits):
        if not limit.limit:
            _forbid_pairs(model, number, limit, fresh)
    limit_pairs(model, fresh)
    bind_partings(model, fresh)
    return fresh


def _match(model: RosterModel, evening: int) -> None:
    """Match every detective who works with one officer who works, in an area that both are counted in or may go to."""
    problem = model.problem
    sides = [[p for p in people if model.can_work(p, evening)] for people in problem.by_role.values()]
    local = frozenset(limit.area for limit in problem.pair_limits if limit.area is not None and limit.on(evening))
    if problem.others is not None:
        local |= problem.others.areas(evening)
    placed = bool(local) or len({group.role for group in model.groups[evening]}) == len(sides)
    meets: dict[Pair, dict[int | None, int]] = {}
    for pair in product(sides[0], sides[1]):
        possible = _places(model, evening, pair, local) if placed else [None]
        meets[pair] = {place: model.variable(1, evening) for place in possible}
    model.meetings.add_pairs(evening, meets)
    for position, side in enumerate(sides):
        mine: dict[int, Linear] = {p: Linear() for p in side}
        for pair, places in meets.items():
            for column in places.values():
                mine[pair[position]].add_column(column)
        for p, meetings in mine.items():
            model.hold(meetings.add(model.works(p, evening), -1), low=0, high=0)
    for pair in problem.together[evening]:
        model.hold(Linear.sum(meets.get(pair, {}).values()), low=1)
    if placed:
        _place(model, evening, local)


def _places(model: RosterModel, evening: int, pair: Pair, local: frozenset[int]) -> Sequence[int | None]:
    """The areas in which it matters that two meet, and None for all the others together."""
    groups = [group for p in pair if (group := model.group_of(p, evening)) is not None]
    strict = [set(group.areas) for group in groups if group.strict]
    if strict:
        return sorted(set.intersection(*strict))
    places = sorted(local.union(*(group.areas for group in groups)))
    return [*places, None] if len(places) < len(model.problem.areas) else places


def _place(model: RosterModel, evening: int, local: frozenset[int]) -> None:
    """Have teams in the areas in keeping with the visits and the groups' numbers."""
    here: dict[int, Linear] = {area: Linear() for area in model.problem.areas}
    counted: dict[tuple[AreaGroup, int], Linear] = {}
    for pair, places in model.meetings.pairs(evening).items():
        groups = [group for p in pair if (group := model.group_of(p, evening)) is not None]
        for place, column in places.items():
            if place is not None:
                here[place].add_column(column)
                for group in groups:
                    counted.setdefault((group, place), Linear()).add_column(column)
    for area, teams in here.items():
        # Teams that are nowhere in particular fill the visits that are left, but not where it matters who they are.
        model.hold(teams.add(model.visits(area, evening), -1), low=0 if area in local else None, high=0)
    for group in model.groups[evening]:
        for area in group.areas:
            members = counted.get((group, area), Linear())
            # More of a group that is not strict may be at home than are counted so: counting fewer only costs.
            model.hold(members.add(model.sends(group, area, evening), -1), low=0, high=0 if group.strict else None)


def limit_pairs(model: RosterModel, fresh: Iterable[int]) -> None:
    """Bind the limits on how often two meet, for pairs of whom the model says from now on whether they meet."""
    known: dict[Pair, dict[int, Sequence[int]]] = {}
    for evening in model.problem.evenings:
        for pair, columns in model.meetings.known_pairs(evening).items():
            known.setdefault(pair, {})[evening] = columns
    now = set(fresh)
    pairs = sorted(pair for pair, evenings in known.items() if not now.isdisjoint(evenings))
    for number, limit in enumerate(model.problem.pair_limits):
        for pair in pairs if limit.limit else ():
            if limit.binds(*pair):
                _limit_pair(model, number, limit, pair, known[pair])


def _limit_pair(
    model: RosterModel, number: int, limit: PairLimit, pair: Pair, evenings: Mapping[int, Sequence[int]]
) -> None:
    for firsts, inside, left in limit.crowded(pair, sorted(evenings)):
        meetings = Linear.sum(column for evening in inside for column in evenings[evening])
        # Of windows with the same evenings those with more before them come first: they allow the least.
        for first in firsts[:1] if limit.cost is None else firsts:
            if not model.meetings.add_limit(number, None if limit.cost is None else first, meetings.columns):
                continue
            if limit.cost is None:
                model.hold(meetings, high=left)
                continue
            excess = model.meetings.excess(number, pair, first)
            if excess is None:
                excess = model.variable(len(model.problem.evenings))
                model.meetings.add_excess(number, pair, first, excess)
                model.penalise(limit.cost, Linear([excess], [1]))
            model.dependent.keep_above(excess, Linear(constant=-left).add(meetings))


def _forbid_pairs(model: RosterModel, number: int, limit: PairLimit, fresh: Iterable[int]) -> None:
    """A limit of 0 is kept evening by evening, and priced so."""
    for evening in filter(limit.on, fresh):
        bad = Linear.sum(
            column
            for pair, places in model.meetings.pairs(evening).items()
            if limit.binds(*pair)
            for place, column in places.items()
            if limit.area in (None, place)
        )
        if limit.cost is None:
            model.hold(bad, high=0)
        elif bad.columns:
            model.dependent.keep_above(misfits(model, number, limit.cost, evening), bad)


def misfits(model: RosterModel, number: int, cost: int, evening: int) -> int:
    """The column of the teams of an evening that a soft pair limit of 0 forbids."""
    column = model.meetings.misfits(number, evening)
    if column is None:
        column = model.variable(len(model.problem.people), evening)
        model.meetings.add_misfits(number, evening, column)
        model.penalise(cost, Linear([column], [1]))
    return column
