"""Who forms a team with whom: pair_repeat, keep_apart, keep_together, team_skill, and pins.

The rules themselves are bound where the model says who meets whom (`formulation.meetings`); here stands what follows
from them for how often people work.
"""

from tandem_models import Role

from ...algebra.linear import Linear
from ...problem.pair_limits import PairLimit
from ..meetings.by_person import limit_pairs, misfits
from ..meetings.by_type import match_types
from ..roster_model import RosterModel


def post_partners(model: RosterModel) -> None:
    """Nobody works more evenings than hard pair limits leave them partners for."""
    problem = model.problem
    limits = [
        limit
        for limit in problem.pair_limits
        if limit.cost is None and limit.within is None and limit.evenings is None and limit.area is None
    ]
    sides = tuple(problem.by_role.values())
    for mine, others in (sides, sides[::-1]):
        for person in mine:
            load = model.load_to_come(person)
            room = 0
            for other in others:
                pair = (person, other) if mine is sides[0] else (other, person)
                allowed = [limit.left(*pair) for limit in limits if limit.binds(*pair)]
                room += min(allowed, default=len(load.columns))
                if room >= len(load.columns):
                    break
            model.hold(load, high=room)


def post_misfits(model: RosterModel, *, by_type: bool) -> None:
    """How many teams of an evening limits of 0 forbid at the least, whoever meets whom.

    A single limit is counted by who is in it (Hall's condition), as is one that binds in an area; where several bind
    on an evening, or one has exceptions, types of people are matched. Limits on how often two meet are left to the
    matching of people.
    """
    problem = model.problem
    for evening in problem.evenings[problem.opening :]:
        never = {n: limit for n, limit in enumerate(problem.pair_limits) if not limit.limit and limit.on(evening)}
        everywhere = {n: limit for n, limit in never.items() if limit.area is None}
        matched = by_type and (len(everywhere) > 1 or any(limit.spared for limit in everywhere.values()))
        if matched:
            match_types(model, evening)
        for number, limit in never.items():
            if limit.area is not None or not matched:
                _post_counted(model, evening, number, limit)
    limit_pairs(model, problem.evenings)


def _post_counted(model: RosterModel, evening: int, number: int, limit: PairLimit) -> None:
    for least in _fewest(limit, model, evening):
        if model.range(least)[1] <= 0:
            continue
        if limit.cost is None:
            model.hold(least, high=0)
        else:
            model.dependent.keep_above(misfits(model, number, limit.cost, evening), least)


def _fewest(limit: PairLimit, model: RosterModel, evening: int) -> list[Linear]:
    """Expressions that are at most the number of an evening's teams that the limit forbids."""
    detectives, officers = (_present(limit, model, evening, role) for role in Role)
    teams = model.teams(evening) if limit.area is None else model.visits(limit.area, evening)

    def less(one: Linear, *others: Linear) -> Linear:
        total = Linear().add(one)
        for other in others:
            total.add(other, -1)
        return total

    if limit.spared:
        return []  # Whom one of them meets, counting does not say.
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


def _present(limit: PairLimit, model: RosterModel, evening: int, role: Role) -> Linear:
    """How many of a role and of the limit's people work an evening; where it is about an area, those sent there."""
    present = Linear()
    if limit.area is None:
        for person in model.problem.by_role[role]:
            if person in limit.people:
                present.add(model.works(person, evening))
        return present
    for group in model.groups[evening]:
        # All of a group have the skills that rules on some areas ask for, or none has.
        if group.role == role and group.people[0] in limit.people:
            present.add(model.sends(group, limit.area, evening))
    return present


def post_pins(model: RosterModel) -> None:
    """Some deployment of the evening has all that a pin names."""
    problem = model.problem
    for pin in problem.scenario.pins:
        evening = problem.number(pin.on)
        if evening < problem.opening:
            continue
        area = None if pin.area is None else problem.area_number[pin.area]
        pair = [None if p is None else problem.person_number[p] for p in (pin.detective, pin.officer)]
        for person in pair:
            if person is not None:
                there = model.works(person, evening) if area is None else model.at(person, evening, area)
                model.hold(there, low=1)
        detective, officer = pair
        if detective is not None and officer is not None and area is None:
            for a in problem.areas:
                both_or_none = Linear().add(model.at(detective, evening, a)).add(model.at(officer, evening, a), -1)
                model.hold(both_or_none, low=0, high=0)
        if area is not None:
            model.hold(model.visits(area, evening), low=1)
    for pairs in problem.together:
        people = [person for pair in pairs for person in pair]
        if len(people) > len(set(people)):
            model.hold(Linear(), low=1)  # Two partners on one evening: no roster can do that.
