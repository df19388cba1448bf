"""Types of people matched in the model (`meetings.person_types`)."""

from tandem_models import Role

from ...algebra.linear import Linear
from ...problem.groups import AreaGroup
from ...problem.pair_limits import Pair, PairLimit
from ..roster_model import RosterModel
from .by_person import misfits
from .person_types import PersonType, Split, TypeMatching, binding

Forbidding = dict[int, PairLimit]
"""Limits of 0 that speak of an evening, by their number."""


def match_types(
    model: RosterModel, evening: int, singled: frozenset[int] = frozenset(), *, placed: bool = False
) -> None:
    """Match the types of an evening's people, and bind the limits of 0.

    `singled` are people to be told apart from others of their type; with `placed`, it is said in which areas types meet
    wherever somebody is counted by area.
    """
    problem = model.problem
    limits = {
        n: limit
        for n, limit in enumerate(problem.pair_limits)
        if not limit.limit and limit.on(evening) and (placed or limit.area is None)
    }
    type_of: dict[int, PersonType] = {
        p: (tuple(limit.mark(p) for limit in limits.values()), p if p in singled else None)
        for p in problem.people
        if model.can_work(p, evening)
    }
    meets = _matched(model, evening, type_of, limits, placed=placed)
    counted = _counted(model, evening, type_of, meets) if placed else {}
    model.meetings.add_types(evening, TypeMatching(type_of, singled, placed, meets, counted))
    for place, (number, limit) in enumerate(limits.items()):
        bad = Linear.sum(
            column
            for pair, places in meets.items()
            if binding(place, limit, *pair)
            for area, column in places.items()
            if limit.area in (None, area)
        )
        if limit.cost is None:
            model.hold(bad, high=0)
        elif bad.columns:
            model.dependent.keep_above(misfits(model, number, limit.cost, evening), bad)
        if not placed:
            forced = Linear()
            for area in problem.areas:
                forced.add(_forced(model, evening, limit, area))
            model.hold(Linear().add(bad).add(forced, -1), low=0)


def split(model: RosterModel, evening: int, pair: Pair) -> bool:
    """Have the model know when two meet, wherever they are, by splitting the types that they are of.

    Returns whether it did not know before; where types are not matched it learns nothing.
    """
    types = model.meetings.types(evening)
    if types is None or not types.can_split(pair):
        return False
    own = tuple(types.type_of[p] for p in pair)
    partners: list[dict[PersonType, int]] = []
    for side, person in enumerate(pair):
        columns = {}
        for type_pair, places in types.meets.items():
            if type_pair[side] == own[side]:
                column = columns[type_pair[1 - side]] = model.variable(1, evening)
                model.hold(Linear.sum(places.values()).add_column(column, -1), low=0)
        model.hold(Linear.sum(columns.values()).add(model.works(person, evening), -1), low=0, high=0)
        partners.append(columns)
    meeting = model.variable(1, evening)
    rest = Linear.sum(types.meets[own[0], own[1]].values()).add_column(meeting)
    for side, columns in enumerate(partners):
        theirs = columns[own[1 - side]]
        model.hold(Linear([theirs, meeting], [1, -1]), low=0)
        rest.add_column(theirs, -1)
    model.hold(rest, low=0)
    types.add_split(Split(pair, (partners[0], partners[1]), meeting))
    return True


def _matched(
    model: RosterModel, evening: int, type_of: dict[int, PersonType], limits: Forbidding, *, placed: bool
) -> dict[tuple[PersonType, PersonType], dict[int | None, int]]:
    """How many of each type meet how many of each other, and in which areas."""
    sides: list[dict[PersonType, Linear]] = []
    for people in model.problem.by_role.values():
        workers: dict[PersonType, Linear] = {}
        for p in people:
            if p in type_of:
                workers.setdefault(type_of[p], Linear()).add(model.works(p, evening))
        sides.append(workers)
    local = {limit.area for limit in limits.values() if limit.area is not None}
    open_to = _open_areas(model, evening, type_of) if placed else {}
    meets: dict[tuple[PersonType, PersonType], dict[int | None, int]] = {}
    for one, detectives in sides[0].items():
        for two, officers in sides[1].items():
            most = min(len(detectives.columns), len(officers.columns))
            places = _places(model, local, [open_to[one], open_to[two]]) if placed else [None]
            meets[one, two] = {place: model.variable(most, evening) for place in places}
    for position, side in enumerate(sides):
        for mine, working in side.items():
            met = Linear.sum(
                column for pair, places in meets.items() if pair[position] == mine for column in places.values()
            )
            model.hold(met.add(working, -1), low=0, high=0)
    return meets


def _open_areas(
    model: RosterModel, evening: int, type_of: dict[int, PersonType]
) -> dict[PersonType, tuple[set[int], bool]]:
    """For each type the areas in which any of it are counted, and whether none may go elsewhere."""
    open_areas: dict[PersonType, tuple[set[int], bool]] = {}
    for p, mine in type_of.items():
        group = model.group_of(p, evening)
        areas, tied = open_areas.get(mine, (set[int](), True))
        open_areas[mine] = (areas.union(group.areas if group else ()), tied and group is not None and group.strict)
    return open_areas


def _places(model: RosterModel, local: set[int], sides: list[tuple[set[int], bool]]) -> list[int | None]:
    """The areas in which it matters that two types meet, and None for all the others together."""
    tied = [areas for areas, closed_elsewhere in sides if closed_elsewhere]
    if tied:
        return [*sorted(set.intersection(*tied))]
    places = sorted(local.union(*(areas for areas, _ in sides)))
    return [*places, None] if len(places) < len(model.problem.areas) else [*places]


def _counted(
    model: RosterModel,
    evening: int,
    type_of: dict[int, PersonType],
    meets: dict[tuple[PersonType, PersonType], dict[int | None, int]],
) -> dict[tuple[AreaGroup, PersonType, int], int]:
    """Have types meet in the areas in keeping with the visits and the groups' numbers."""
    counted: dict[tuple[AreaGroup, PersonType, int], int] = {}
    here: dict[int, Linear] = {area: Linear() for area in model.problem.areas}
    present: dict[tuple[Role, PersonType, int], Linear] = {}
    for pair, places in meets.items():
        for area, column in places.items():
            if area is not None:
                here[area].add_column(column)
                for role, mine in zip(Role, pair, strict=True):
                    present.setdefault((role, mine, area), Linear()).add_column(column)
    everywhere = {limit.area for limit in model.problem.pair_limits if limit.area is not None and limit.on(evening)}
    for area, teams in here.items():
        # Teams that are nowhere in particular fill the visits that are left, but not where it matters who they are.
        model.hold(teams.add(model.visits(area, evening), -1), low=0 if area in everywhere else None, high=0)
    for group in model.groups[evening]:
        workers: dict[PersonType, Linear] = {}
        for p in group.people:
            if p in type_of:
                workers.setdefault(type_of[p], Linear()).add(model.works(p, evening))
        sent: dict[PersonType, Linear] = {mine: Linear() for mine in workers}
        for area in group.areas if workers else ():
            all_types = Linear()
            for mine, working in workers.items():
                part = model.sends(group, area, evening)
                if len(workers) > 1:
                    column = model.variable(len(working.columns), evening)
                    counted[group, mine, area] = column
                    part = Linear([column], [1])
                    all_types.add(part)
                sent[mine].add(part)
                present.setdefault((group.role, mine, area), Linear()).add(part, -1)
            if len(workers) > 1:
                model.hold(all_types.add(model.sends(group, area, evening), -1), low=0, high=0)
        for mine, working in workers.items() if len(workers) > 1 else ():
            model.hold(sent[mine].add(working, -1), low=0 if group.strict else None, high=0)
    for left in present.values():
        # More of a group that is not strict may be at home than are counted so: counting fewer only costs.
        model.hold(left, low=0)
    return counted


def _forced(model: RosterModel, evening: int, limit: PairLimit, area: int) -> Linear:
    """How many teams in an area a limit forbids at the least, since people tied to areas find too few others there."""
    if limit.spared or sorted(limit.counts) not in ([0], [2]):
        return Linear()
    excess = Linear().add(model.visits(area, evening), -1)
    for role in Role:
        here = Linear()
        for group in model.groups[evening]:
            if (
                group.role == role
                and group.strict
                and all((p in limit.people) == (2 in limit.counts) for p in group.people)
            ):
                here.add(model.sends(group, area, evening))
        if not here.columns:
            return Linear()
        excess.add(here)
    high = model.range(excess)[1]
    return Linear([model.dependent.above(excess, high)], [1]) if high > 0 else Linear()
