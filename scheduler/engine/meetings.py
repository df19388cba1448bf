"""Matching variables: the model itself says who meets whom, on the evenings where that is asked of it."""

from collections.abc import Iterable

from models import Role

from .linear import Linear
from .pair_limits import PairLimit
from .variables import Follower, RosterModel


def meet(roster: RosterModel, evenings: Iterable[int]) -> tuple[int, ...]:
    """Make the model say who meets whom on these evenings, and bind the pair rules there.

    Returns the evenings on which it did not before.
    """
    fresh = tuple(sorted(set(evenings) - roster.meets.keys()))
    for evening in fresh:
        _match(roster, evening)
    for number, limit in enumerate(roster.problem.pair_limits):
        if limit.limit:
            _limit_pairs(roster, number, limit, fresh)
        else:
            _forbid_pairs(roster, number, limit, fresh)
    return fresh


def _match(roster: RosterModel, evening: int) -> None:
    """Match every detective who works with one officer who works, in the same area."""
    problem = roster.problem
    sides = [[p for p in people if roster.can_work(p, evening)] for people in problem.by_role.values()]
    meets = {(i, j): roster.variable(1, evening) for i in sides[0] for j in sides[1]}
    roster.meets[evening] = meets
    for position, side in enumerate(sides):
        for p in side:
            mine = Linear.sum(column for pair, column in meets.items() if pair[position] == p)
            roster.hold(mine.add(roster.works(p, evening), -1), low=0, high=0)
    for i, j in problem.together[evening]:
        roster.hold(Linear([meets[i, j]], [1]) if (i, j) in meets else Linear(), low=1)
    roles_tied = {group.role for group in roster.groups[evening]}
    tied = len(roles_tied) == len(sides)
    local = any(limit.area is not None and limit.on(evening) for limit in problem.pair_limits)
    place = _place(roster, evening, [p for side in sides for p in side]) if tied or local else {}
    if place:
        far = len(problem.areas) - 1
        for (i, j), meeting in meets.items():
            # Where they meet, the numbers of their areas are equal.
            for one, other in ((i, j), (j, i)):
                apart = Linear([place[one], place[other], meeting], [1, -1, far])
                roster.hold(apart, high=far)


def _place(roster: RosterModel, evening: int, people: list[int]) -> dict[int, int]:
    """Give each of these people an area of their own for the evening, in keeping with the groups' numbers.

    Returns the column that is the number of the area of each.
    """
    problem, located, place = roster.problem, roster.located, {}
    for p in people:
        group = roster.group_of(p, evening)
        for area in problem.areas:
            closed = group is not None and group.strict and area not in group.areas
            located[p, evening, area] = roster.variable(0 if closed else 1, evening)
        there = [located[p, evening, area] for area in problem.areas]
        roster.hold(Linear.sum(there).add(roster.works(p, evening), -1), low=0, high=0)
        place[p] = roster.variable(len(problem.areas) - 1, evening)
        number = Linear(there, list(problem.areas))
        roster.follows[place[p]] = Follower([place[p]], [number])
        roster.hold(Linear([place[p]], [1]).add(number, -1), low=0, high=0)
    for role in Role:
        mine = [p for p in people if p in problem.by_role[role]]
        for area in problem.areas:
            here = Linear.sum(located[p, evening, area] for p in mine)
            roster.hold(here.add(roster.visits(area, evening), -1), low=0, high=0)
    for group in roster.groups[evening]:
        for area in group.areas:
            members = Linear.sum(located[p, evening, area] for p in group.people if p in place)
            # More of a group that is not strict may be at home than are counted so: counting fewer only costs.
            roster.hold(members.add(roster.sends(group, area, evening), -1), low=0, high=0 if group.strict else None)
    return place


def _limit_pairs(roster: RosterModel, number: int, limit: PairLimit, fresh: Iterable[int]) -> None:
    pairs = {pair for evening in fresh for pair in roster.meets[evening] if limit.binds(*pair)}
    for pair in sorted(pairs):
        evenings = sorted(evening for evening, meets in roster.meets.items() if pair in meets)
        held: set[tuple[int, ...]] = set()
        for first, inside, left in limit.crowded(pair, evenings):
            meetings = Linear.sum(roster.meets[evening][pair] for evening in inside)
            if limit.cost is None:
                # Windows with the same evenings and more before them come earlier: they allow the least.
                if tuple(inside) not in held:
                    roster.hold(meetings, high=left)
                held.add(tuple(inside))
                continue
            key = (number, *pair, first)
            if key not in roster.excess:
                roster.excess[key] = roster.variable(len(roster.problem.evenings))
                roster.penalties.append((limit.cost, Linear([roster.excess[key]], [1])))
            roster.keep_above(roster.excess[key], meetings.add(-left))


def _forbid_pairs(roster: RosterModel, number: int, limit: PairLimit, fresh: Iterable[int]) -> None:
    """A limit of 0 is kept evening by evening, and priced so."""
    for evening in filter(limit.on, fresh):
        meets = {pair: column for pair, column in roster.meets[evening].items() if limit.binds(*pair)}
        bad = Linear.sum(meets.values()) if limit.area is None else _bad_there(roster, limit.area, evening, meets)
        if limit.cost is None:
            roster.hold(bad, high=0)
        elif bad.columns:
            roster.keep_above(misfits(roster, number, limit.cost, evening), bad)


def _bad_there(roster: RosterModel, area: int, evening: int, meets: dict[tuple[int, int], int]) -> Linear:
    """How many detectives in an area meet somebody in one of these pairs."""
    partners: dict[int, list[int]] = {}
    for (detective, _), column in meets.items():
        partners.setdefault(detective, []).append(column)
    bad = Linear()
    for detective, columns in partners.items():
        both = Linear.sum([*columns, roster.located[detective, evening, area]]).add(-1)
        bad.add_column(roster.above(both, 1))
    return bad


def misfits(roster: RosterModel, number: int, cost: int, evening: int) -> int:
    """The column of the teams of an evening that a soft pair limit of 0 forbids."""
    if (number, evening) not in roster.misfits:
        column = roster.variable(len(roster.problem.people), evening)
        roster.misfits[number, evening] = column
        roster.penalties.append((cost, Linear([column], [1])))
    return roster.misfits[number, evening]
