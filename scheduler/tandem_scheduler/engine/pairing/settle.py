"""From the model's numbers to teams: who is in which area, and who meets whom.

Evening by evening the detectives are matched with the officers at the least cost of repeated or forbidden meetings
(a linear sum assignment). Where the model itself says who meets whom, that is taken as it is.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from ortools.graph.python import linear_sum_assignment

from ..formulation.roster_model import RosterModel
from ..limits import Limits, TimeUp
from ..params import DEFAULTS, SearchParams
from ..problem.groups import AreaGroup
from ..problem.pair_limits import Pair
from ..problem.problem import Problem
from .rematch import LEAVING, rematched
from .teams import Matched, Meetings, Team, TeamsByEvening, judged, meeting_price


def settle(
    model: RosterModel,
    values: Sequence[int],
    limits: Limits,
    params: SearchParams = DEFAULTS,
    *,
    anew: bool = False,
    leave: bool = False,
    spared: bool = False,
) -> Matched:
    """Make teams of a solution, in keeping with its numbers, with as few bad meetings as matching finds.

    `anew` leaves aside what the model says of who meets whom. With `leave`, people who are only counted in an area, not
    tied to it, may leave it for a better partner: then fewer may be at home than the solution says. What can be
    `spared` is given up on a stop: then it raises TimeUp.
    """
    problem = model.problem
    matched_by_model = frozenset[int]() if anew else frozenset(model.meetings.evenings)
    # Meetings that pins ask for are to come wherever they are not yet.
    met = Meetings()
    for evening, together in enumerate(problem.together):
        met.add(evening, together)
    teams: list[tuple[Team, ...]] = [()] * len(problem.evenings)
    best: Matched | None = None
    again: Iterable[int] = problem.evenings
    for turn in range(params.matching_passes):
        if best is not None and limits.over:
            break
        for evening in again:
            if spared:
                limits.heed()
            met.clear(evening)
            if evening in matched_by_model:
                there = _matched_by_model(model, values, evening)
            else:
                there = _teams(model, values, evening, met, teams[evening], turn, limits, params, leave=leave)
            teams[evening] = tuple(sorted(there))
            met.add(evening, [team[:2] for team in teams[evening]])
        matched = judged(problem, tuple(teams))
        if best is not None and matched.price >= best.price:
            break
        best = matched
        # Matched again with all other evenings known.
        again = sorted({evening for evening, _, _ in best.bad} - matched_by_model)
    assert best is not None  # noqa: S101 - the first pass made one
    if best.forbidden or best.cost > model.meetings.price(values):
        bad = {evening for evening, _, _ in best.bad} - matched_by_model
        teams_anew = rematched(model, values, best.teams, bad, matched_by_model, limits, params, leave=leave)
        best = min(best, judged(problem, teams_anew), key=lambda matched: matched.price)
    conflicts = _conflicts(model, values, best.teams, best.parted)
    left = frozenset(_left(model, values, best.teams)) if leave else frozenset[int]()
    strained = _strained(problem, best, left | conflicts.keys())
    return replace(best, conflicts=conflicts, left=left, strained=strained)


def _strained(problem: Problem, matched: Matched, evenings: Collection[int]) -> tuple[tuple[int, int, int], ...]:
    """The teams that are not as published on these evenings, where no bad meeting says who is in the way."""
    bad = {evening for evening, _, _ in matched.bad}
    return tuple(
        (evening, i, j)
        for evening in sorted(evenings)
        if problem.told[evening] and evening not in bad
        for i, j, area in matched.teams[evening]
        if not all(problem.told[evening].get(p) == (area, other) for p, other in ((i, j), (j, i)))
    )


def _conflicts(
    model: RosterModel, values: Sequence[int], teams: TeamsByEvening, parted: Sequence[int]
) -> dict[int, frozenset[int]]:
    """The evenings on which meetings cost more than the model says, with those who meet too often over the evenings."""
    conflicts: dict[int, frozenset[int]] = {}
    for number, limit in enumerate(model.problem.pair_limits):
        met: dict[Pair, list[int]] = {}
        for evening, together in enumerate(teams):
            binding = [(i, j) for i, j, area in together if limit.at(evening, area) and limit.binds(i, j)]
            if not limit.limit:
                known = model.meetings.misfits(number, evening)
                if len(binding) > (0 if known is None else values[known]):
                    conflicts.setdefault(evening, frozenset())
            for pair in binding if limit.limit else ():
                met.setdefault(pair, []).append(evening)
        for pair, evenings in met.items():
            for firsts, inside, left in limit.crowded(pair, evenings):
                known_excess = (model.meetings.excess(number, pair, first) for first in firsts)
                if any(len(inside) - left > (0 if excess is None else values[excess]) for excess in known_excess):
                    conflicts |= {evening: conflicts.get(evening, frozenset()).union(pair) for evening in inside}
    for evening in model.problem.evenings if any(parted) else ():
        if parted[evening] > model.meetings.price_of_partings(values, evening):
            conflicts.setdefault(evening, frozenset())
    return conflicts


def _left(model: RosterModel, values: Sequence[int], teams: TeamsByEvening) -> Iterator[int]:
    """The evenings on which fewer are in an area than are counted there."""
    for evening, together in enumerate(teams):
        there = Counter((person, area) for *people, area in together for person in people)
        for group in model.groups[evening]:
            for area in group.areas:
                if sum(there[p, area] for p in group.people) < model.sends(group, area, evening).value(values):
                    yield evening


def _teams(
    model: RosterModel,
    values: Sequence[int],
    evening: int,
    met: Meetings,
    before: tuple[Team, ...],
    turn: int,
    limits: Limits,
    params: SearchParams,
    *,
    leave: bool,
) -> list[Team]:
    """The teams of an evening, with as few bad meetings as there can be besides those met elsewhere.

    Where there were teams before, one side stays in its areas and the other is matched anew: detectives and officers
    take turns, and so do those of a group who are in the areas it is counted in.
    """
    problem = model.problem
    sides = [model.at_work(people, evening, values) for people in problem.by_role.values()]
    places = [_whereabouts(model, values, evening, side[turn:] + side[:turn]) for side in sides]
    if before:
        lead = turn % 2
        settled = {team[lead]: team[2] for team in before}
    else:
        # One side is given all its areas; the other follows its partners where nothing names its own.
        lead = 0 if any(area is not None for area in places[0].values()) else 1
        settled = _filled(places[lead], _slots(model, values, evening))
    pinned = {person: pair for pair in problem.together[evening] for person in pair}

    tied = {person for group in model.groups[evening] if group.strict or not leave for person in group.people}

    @cache
    def price(pair: Pair, area: int) -> int | None:
        """Who is tied to areas stays in their own; who is only counted there may leave it for a better partner."""
        follower = pair[1 - lead]
        elsewhere = places[1 - lead][follower] not in (None, area)
        if elsewhere and follower in tied:
            return None
        apart = bool(problem.told[evening]) and problem.parted(evening, (*pair, area)) > 0
        again = problem.repeated(evening, (*pair, area))
        return LEAVING * meeting_price(problem, met, pair, evening, area) + elsewhere + apart + again

    found = None
    crowded = len(sides[0]) > params.crowded_evening
    if limits.over or crowded:
        found = _taken_in_turn(sides, lead, settled, places[1 - lead], pinned, price)
    found = found or _matched(sides, lead, settled, pinned, price, limits if crowded else None)
    if found is None:
        raise AssertionError("the areas of an evening's detectives and officers do not match")
    return found


def _whereabouts(model: RosterModel, values: Sequence[int], evening: int, side: Iterable[int]) -> dict[int, int | None]:
    """The area of each worker that the groups' numbers name; None for those who may go wherever they are needed."""
    left: dict[AreaGroup, list[int]] = {}
    places: dict[int, int | None] = {}
    for person in side:
        group, places[person] = model.group_of(person, evening), None
        if group is None:
            continue
        if group not in left:  # areas in turn, each as often as somebody of the group is there
            left[group] = [a for a in reversed(group.areas) for _ in range(model.sent(group, a, evening, values))]
        if left[group]:
            places[person] = left[group].pop()
    return places


def _slots(model: RosterModel, values: Sequence[int], evening: int) -> list[int]:
    """Every area as often as it is visited."""
    return [a for a in model.problem.areas for _ in range(model.visits(a, evening).value(values))]


def _filled(places: dict[int, int | None], slots: Iterable[int]) -> dict[int, int]:
    """Places for all: those named, and for the others what they leave of the slots."""
    left = Counter(slots)
    left.subtract(area for area in places.values() if area is not None)
    spare = iter(left.elements())
    return {person: next(spare) if area is None else area for person, area in places.items()}


def _matched(
    sides: list[list[int]],
    lead: int,
    settled: Mapping[int, int],
    pinned: Mapping[int, tuple[int, int]],
    price: Callable[[Pair, int], int | None],
    limits: Limits | None,
) -> list[Team] | None:
    """Match the side whose areas are settled with the other, at the least price of a pair in an area.

    Raises TimeUp where that takes longer than limits allow, if there are any.
    """
    if not sides[0]:
        return []
    assignment = linear_sum_assignment.SimpleLinearSumAssignment()
    for row, leader in enumerate(sides[lead]):
        if limits is not None and limits.over:
            raise TimeUp
        for column, follower in enumerate(sides[1 - lead]):
            pair = (leader, follower) if lead == 0 else (follower, leader)
            cost = price(pair, settled[leader])
            if cost is not None and all(pinned.get(person, pair) == pair for person in pair):
                assignment.add_arc_with_cost(row, column, cost)
    # It knows of those alone that have an arc, and reads beyond its memory where asked for others.
    if assignment.num_nodes() != max(map(len, sides)) or assignment.solve() != assignment.OPTIMAL:
        return None
    teams = []
    for row, leader in enumerate(sides[lead]):
        follower = sides[1 - lead][assignment.right_mate(row)]
        detective, officer = (leader, follower) if lead == 0 else (follower, leader)
        teams.append((detective, officer, settled[leader]))
    return teams


def _taken_in_turn(
    sides: list[list[int]],
    lead: int,
    settled: Mapping[int, int],
    places: Mapping[int, int | None],
    pinned: Mapping[int, tuple[int, int]],
    price: Callable[[Pair, int], int | None],
) -> list[Team] | None:
    """A match in which each pair costs nothing, first come first served: as good as any, where it comes about."""
    free: dict[int | None, list[int]] = {}
    for follower in reversed(sides[1 - lead]):
        free.setdefault(places[follower], []).append(follower)
    teams = []
    for leader in sides[lead]:
        area = settled[leader]
        for follower in (f for named in (area, None) for f in reversed(free.get(named, ()))):
            pair = (leader, follower) if lead == 0 else (follower, leader)
            if all(pinned.get(person, pair) == pair for person in pair) and price(pair, area) == 0:
                free[places[follower]].remove(follower)
                teams.append((*pair, area))
                break
        else:
            return None
    return teams


def _matched_by_model(model: RosterModel, values: Sequence[int], evening: int) -> list[Team]:
    """The teams that the model chose; those that are nowhere in particular take the visits that are left.

    Where it says nothing of places, the people of one role at most are counted by area, and they name those of a team.
    """
    meets = model.meetings.pairs(evening)
    placed: list[tuple[int, int, int | None]] = [
        (i, j, place) for (i, j), places in meets.items() for place, column in places.items() if values[column]
    ]
    if not any(place is not None for places in meets.values() for place in places):
        named: dict[int, int | None] = {}
        for side in (0, 1):
            named |= _whereabouts(model, values, evening, sorted((i, j)[side] for i, j, _ in placed))
        placed = [(i, j, named[j] if named[i] is None else named[i]) for i, j, _ in placed]
    left = Counter(_slots(model, values, evening))
    left.subtract(place for *_, place in placed if place is not None)
    spare = iter(left.elements())
    return [(i, j, next(spare) if place is None else place) for i, j, place in placed]
