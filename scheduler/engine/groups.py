"""People alike towards areas: what lets the model count teams by group instead of by person.

Someone whom no rule, home or request ties to an area is in the *pool* of the role and needs no variable for areas.
"""

from dataclasses import dataclass

from models import AreaLimit, Measure, Role

from .problem import Problem


@dataclass(frozen=True)
class Group:
    """People of one role who are alike towards areas.

    A `strict` group is counted in every area open to it. Any other group is at home in one area, counted there, and
    free to go anywhere else: its members away from home are in the pool.
    """

    role: Role
    people: tuple[int, ...]
    areas: tuple[int, ...]
    """The areas in which the group is counted."""
    home: int | None
    strict: bool


def form_groups(problem: Problem, clock_tied: frozenset[int]) -> tuple[Group, ...]:
    """Sort the people who are not indifferent towards areas into groups.

    `clock_tied` are those whose rest depends on the area they are in. Whoever a rule, a request, a pin or the
    clock ties to particular areas is a group of one; the rest group by role, open areas and home.
    """
    closed = _closed_areas(problem)
    tied = _tied(problem)
    homes_count = problem.measures(Measure.HOME_AREA)
    alike: dict[tuple[Role, tuple[int, ...], int | None, int | None], list[int]] = {}
    for p in problem.people:
        if not problem.release[p]:
            continue
        home = problem.home[p] if homes_count else None
        areas = tuple(a for a in problem.areas if a not in closed[p])
        alone = p if p in tied or p in clock_tied else None
        if alone is not None or home is not None or len(areas) < len(problem.areas):
            alike.setdefault((problem.scenario.people[p].role, areas, home, alone), []).append(p)
    groups = []
    for (role, areas, home, alone), people in alike.items():
        strict = alone is not None or len(areas) < len(problem.areas)
        counted = areas if strict else (home,) if home is not None else ()
        groups.append(Group(role, tuple(people), counted, home, strict))
    return tuple(groups)


def _closed_areas(problem: Problem) -> tuple[set[int], ...]:
    closed: tuple[set[int], ...] = tuple(set() for _ in problem.people)
    for rule in problem.scenario.rules:
        if isinstance(rule, AreaLimit) and rule.hard and rule.max == 0:
            for p in problem.selected(rule.who):
                closed[p].update(problem.named(rule.areas))
    return closed


def _tied(problem: Problem) -> set[int]:
    """Whoever is counted by name in some area."""
    scenario = problem.scenario
    tied: set[int] = set()
    for rule in scenario.rules:
        if isinstance(rule, AreaLimit) and not (rule.hard and rule.max == 0):
            tied.update(problem.selected(rule.who))
    if problem.measures(Measure.REQUESTS):
        tied.update(problem.person_number[r.person] for r in scenario.requests if r.area is not None)
    for pin in scenario.pins:
        if pin.area is not None:
            tied.update(problem.person_number[person] for person in (pin.detective, pin.officer) if person is not None)
    return tied
