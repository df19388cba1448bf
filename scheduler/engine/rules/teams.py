"""Who forms a team with whom: pair_repeat, keep_apart, keep_together, team_skill, and pins.

The rules themselves are bound where the model says who meets whom (`engine.meetings`); here stands what follows from
them for how often people work.
"""

from models import Role

from ..kinds import Kind, Kinds, bound
from ..linear import Linear
from ..meetings import misfits
from ..pair_limits import Pair, PairLimit
from ..variables import RosterModel


def post_partners(roster: RosterModel) -> None:
    """Nobody works more evenings than hard pair limits leave them partners for."""
    problem = roster.problem
    limits = [
        limit
        for limit in problem.pair_limits
        if limit.cost is None and limit.within is None and limit.evenings is None and limit.area is None
    ]
    sides = tuple(problem.by_role.values())
    for mine, others in (sides, sides[::-1]):
        for person in mine:
            load = roster.load(person)
            room = 0
            for other in others:
                pair = (person, other) if mine is sides[0] else (other, person)
                allowed = [limit.left(*pair) for limit in limits if limit.binds(*pair)]
                room += min(allowed, default=len(load.columns))
                if room >= len(load.columns):
                    break
            roster.hold(load, high=room)


def post_misfits(roster: RosterModel) -> None:
    """How many teams of an evening limits of 0 forbid at the least, whoever meets whom.

    A single limit is counted by who is in it (Hall's condition), as is one that binds in an area; where several bind
    on an evening, kinds of people are matched. Limits on how often two meet are left to the matching of people.
    """
    problem = roster.problem
    for evening in problem.evenings:
        never = {n: limit for n, limit in enumerate(problem.pair_limits) if not limit.limit and limit.on(evening)}
        everywhere = {n: limit for n, limit in never.items() if limit.area is None}
        if len(everywhere) > 1:
            _post_kinds(roster, evening, everywhere)
        for number, limit in never.items():
            if limit.area is not None or len(everywhere) == 1:
                _post_counted(roster, evening, number, limit)
    _post_known_pairs(roster)


def _match_kinds(roster: RosterModel, evening: int, limits: dict[int, PairLimit]) -> Kinds:
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


def _post_kinds(roster: RosterModel, evening: int, limits: dict[int, PairLimit]) -> None:
    problem = roster.problem
    kinds = roster.kinds[evening] = _match_kinds(roster, evening, limits)
    for place, (number, limit) in enumerate(limits.items()):
        bad = Linear.sum(column for pair, column in kinds.meets.items() if bound(place, limit, *pair))
        if limit.cost is not None and bad.columns:
            roster.keep_above(misfits(roster, number, limit.cost, evening), bad)
        forced = Linear()
        for area in problem.areas:
            forced.add(_forced(roster, evening, limit, area))
        if forced.columns:
            roster.hold(Linear().add(bad).add(forced, -1), low=0)


def _forced(roster: RosterModel, evening: int, limit: PairLimit, area: int) -> Linear:
    """How many teams in an area a limit forbids at the least for want of others there: of people tied to areas."""
    if sorted(limit.counts) not in ([0], [2]):
        return Linear()
    excess = Linear().add(roster.visits(area, evening), -1)
    for role in Role:
        here = Linear()
        for group in roster.groups[evening]:
            if (
                group.role == role
                and group.strict
                and all((p in limit.people) == (2 in limit.counts) for p in group.people)
            ):
                here.add(roster.sends(group, area, evening))
        if not here.columns:
            return Linear()
        excess.add(here)
    high = roster.range(excess)[1]
    return Linear([roster.above(excess, high)], [1]) if high > 0 else Linear()


def _post_known_pairs(roster: RosterModel) -> None:
    """Where two are each the only ones of their kind, the model knows when they meet: hard limits are kept there."""
    meetings: dict[Pair, dict[int, int]] = {}
    for evening, kinds in roster.kinds.items():
        detectives, officers = (kinds.alone(people) for people in roster.problem.by_role.values())
        for (one, two), column in kinds.meets.items():
            if one in detectives and two in officers:
                meetings.setdefault((detectives[one], officers[two]), {})[evening] = column
    for limit in roster.problem.pair_limits:
        for pair, columns in meetings.items() if limit.limit and limit.cost is None else ():
            for _, inside, left in limit.crowded(pair, sorted(columns)) if limit.binds(*pair) else ():
                roster.hold(Linear.sum(columns[e] for e in inside), high=left)


def _post_counted(roster: RosterModel, evening: int, number: int, limit: PairLimit) -> None:
    for least in _fewest(limit, roster, evening):
        if roster.range(least)[1] <= 0:
            continue
        if limit.cost is None:
            roster.hold(least, high=0)
        else:
            roster.keep_above(misfits(roster, number, limit.cost, evening), least)


def _fewest(limit: PairLimit, roster: RosterModel, evening: int) -> list[Linear]:
    """Numbers of teams of an evening that the limit forbids at the least."""
    detectives, officers = (_present(limit, roster, evening, role) for role in Role)
    teams = roster.teams(evening) if limit.area is None else roster.visits(limit.area, evening)

    def less(one: Linear, *others: Linear) -> Linear:
        total = Linear().add(one)
        for other in others:
            total.add(other, -1)
        return total

    match sorted(limit.counts):
        case [0]:
            return [less(teams, detectives, officers)]
        case [0, 1]:
            return [less(teams, detectives), less(teams, officers)]
        case [1]:
            return [less(detectives, officers), less(officers, detectives)]
        case [2]:
            return [less(Linear().add(detectives).add(officers), teams)]
        case _:
            return [detectives, officers]


def _present(limit: PairLimit, roster: RosterModel, evening: int, role: Role) -> Linear:
    """How many of a role and of the limit's people work an evening; where it is about an area, those sent there."""
    present = Linear()
    if limit.area is None:
        for person in roster.problem.by_role[role]:
            if person in limit.people:
                present.add(roster.works(person, evening))
        return present
    for group in roster.groups[evening]:
        # All of a group have the skills that rules on some areas ask for, or none has.
        if group.role == role and group.people[0] in limit.people:
            present.add(roster.sends(group, limit.area, evening))
    return present


def post_pins(roster: RosterModel) -> None:
    """Some deployment of the evening has all that a pin names."""
    problem = roster.problem
    for pin in problem.scenario.pins:
        evening = problem.number(pin.on)
        area = None if pin.area is None else problem.area_number[pin.area]
        pair = [None if p is None else problem.person_number[p] for p in (pin.detective, pin.officer)]
        for person in pair:
            if person is not None:
                there = roster.works(person, evening) if area is None else roster.at(person, evening, area)
                roster.hold(there, low=1)
        detective, officer = pair
        if detective is not None and officer is not None and area is None:
            for a in problem.areas:
                both_or_none = Linear().add(roster.at(detective, evening, a)).add(roster.at(officer, evening, a), -1)
                roster.hold(both_or_none, low=0, high=0)
        if area is not None:
            roster.hold(roster.visits(area, evening), low=1)
    for pairs in problem.together:
        people = [person for pair in pairs for person in pair]
        if len(people) > len(set(people)):
            roster.hold(Linear(), low=1)  # Two partners on one evening: no roster can do that.
