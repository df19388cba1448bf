"""People alike towards areas: what lets the model count teams by group instead of by person.

Someone whom no rule, home or request ties to an area is in the *pool* of the role and needs no variable for areas.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from tandem_models import AreaLimit, DutyRun, Hours, Measure, Role, TeamSkill

from .problem import Problem


@dataclass(frozen=True, eq=False)
class AreaGroup:
    """People of one role who are alike towards areas.

    A `strict` group is counted in every area open to it. Any other group is counted in its home and where a rule asks
    for its skills, and free to go anywhere else: its members elsewhere are in the pool.
    """

    role: Role
    people: tuple[int, ...]
    areas: tuple[int, ...]
    """The areas in which the group is counted."""
    home: int | None
    strict: bool


def form_groups(problem: Problem, clock_tied: frozenset[int]) -> tuple[tuple[AreaGroup, ...], ...]:
    """Sort the people who are not indifferent towards areas into groups, for every evening.

    `clock_tied` are those whose rest depends on the area they are in. Whoever a rule or the clock ties to particular
    areas is a group of one, as is on its evening whoever a request or a pin ties; the rest group by role, open areas
    and home.
    """
    closing, tied = _closing(problem), _tied(problem) | clock_tied

    @cache
    def always(rules: tuple[int, ...]) -> tuple[list[AreaGroup], tuple[frozenset[int], ...]]:
        closed = _closed_areas(problem, [rule for n, (rule, _) in enumerate(closing) if n in rules])
        return _formed(problem, closed, tied), closed

    def of(evening: int, named: set[int]) -> Iterable[AreaGroup]:
        groups, closed = always(tuple(n for n, (_, evenings) in enumerate(closing) if evening in evenings))
        told = {
            p: there.area
            for p, there in problem.told[evening].items()
            if there.area is not None and evening in problem.open[p]
            if p not in named and there.area not in closed[p]
        }
        return _apart(problem, groups, closed, named, told)

    return tuple(tuple(of(e, named)) if e >= problem.opening else () for e, named in enumerate(_named(problem)))


def _formed(problem: Problem, closed: tuple[frozenset[int], ...], tied: Iterable[int]) -> list[AreaGroup]:
    """The groups of an evening on which nobody is named."""
    homes_count = problem.measures(Measure.HOME_AREA)
    wanted = _wanted_skills(problem)
    alike: dict[tuple[Role, frozenset[int], int | None, int | None, frozenset[str]], list[int]] = {}
    for p in problem.people:
        if not problem.open[p]:
            continue
        home = problem.home[p] if homes_count else None
        alone = p if p in tied else None
        skills = frozenset(wanted.keys() & problem.scenario.people[p].skills)
        if alone is not None or home is not None or skills or closed[p]:
            alike.setdefault((problem.scenario.people[p].role, closed[p], home, alone, skills), []).append(p)
    groups = []
    for (role, shut, home, alone, skills), people in alike.items():
        strict = alone is not None or bool(shut)
        useful = {area for skill in skills for area in wanted[skill]} | (set() if home is None else {home})
        counted = _open(problem, shut) if strict else tuple(sorted(useful))
        groups.append(AreaGroup(role, tuple(people), counted, home, strict))
    return groups


def _open(problem: Problem, closed: frozenset[int]) -> tuple[int, ...]:
    return tuple(a for a in problem.areas if a not in closed)


def _apart(
    problem: Problem,
    groups: Iterable[AreaGroup],
    closed: tuple[frozenset[int], ...],
    named: set[int],
    told: Mapping[int, int],
) -> Iterable[AreaGroup]:
    """The same groups with each of the people named a group of one; and of those told where to be, counted there."""
    pool = set(told)
    for group in groups:
        pool.difference_update(group.people)
        people = tuple(p for p in group.people if p not in named and p not in told)
        if people:
            yield group if len(people) == len(group.people) else replace(group, people=people)
        for p in group.people:
            if p in told:
                areas = group.areas if group.strict else tuple(sorted({*group.areas, told[p]}))
                yield replace(group, people=(p,), areas=areas)
    for p in sorted(pool):
        yield AreaGroup(problem.scenario.people[p].role, (p,), (told[p],), None, strict=False)
    for p in sorted(named):
        areas = _open(problem, closed[p])
        home = problem.home[p] if problem.measures(Measure.HOME_AREA) else None
        yield AreaGroup(problem.scenario.people[p].role, (p,), areas, home, strict=True)


def _wanted_skills(problem: Problem) -> dict[str, set[int]]:
    """The skills that rules ask for in some areas only, with these areas."""
    wanted: dict[str, set[int]] = {}
    for rule in problem.scenario.rules_in_force:
        if isinstance(rule, TeamSkill) and len(areas := problem.bound_areas(rule)) < len(problem.areas):
            for skill in rule.skills if areas else ():
                wanted.setdefault(skill, set()).update(areas)
    return wanted


def _closing(problem: Problem) -> list[tuple[AreaLimit, Container[int]]]:
    """The rules that close areas to people, each with its evenings."""
    return [
        (rule, problem.bound_evenings(rule) if problem.scenario.binds_always(rule) else {*problem.bound_evenings(rule)})
        for rule in problem.scenario.rules_in_force
        if isinstance(rule, AreaLimit) and rule.hard and rule.max == 0
    ]


def _closed_areas(problem: Problem, closing: Iterable[AreaLimit]) -> tuple[frozenset[int], ...]:
    closed: list[frozenset[int]] = [frozenset()] * len(problem.people)
    for rule in closing:
        areas = frozenset(problem.bound_areas(rule))
        for p in problem.bound(rule) if areas else ():
            closed[p] = closed[p] | areas if closed[p] else areas
    return tuple(closed)


def _tied(problem: Problem) -> set[int]:
    """Whoever is counted by name in some area over the operation."""
    tied: set[int] = set()
    for rule in problem.scenario.rules_in_force:
        if isinstance(rule, AreaLimit) and not (rule.hard and rule.max == 0):
            tied.update(problem.bound(rule))
        if isinstance(rule, Hours | DutyRun) and not _same(problem, rule):
            tied.update(problem.bound(rule))
    return tied


def _same(problem: Problem, rule: Hours | DutyRun) -> bool:
    """Whether a deployment counts the same to a rule in every area, every evening."""

    def counted(evening: int, area: int) -> object:
        start, end = problem.shift(evening, area)
        if isinstance(rule, Hours):
            return end - start
        after = rule.counts_after(problem.dates[evening], problem.scenario.zone)
        return after is None or end > int(after.timestamp()) // 60

    return all(len({counted(e, clock[0]) for clock in problem.clocks}) == 1 for e in problem.evenings)


def _named(problem: Problem) -> list[set[int]]:
    """For each evening, whoever is counted by name: asked for in an area, or pinned to an area or to a partner."""
    scenario, named = problem.scenario, [set[int]() for _ in problem.evenings]

    def name(person: str | None, on: date) -> None:
        evening = problem.number(on)
        if person is not None and evening in problem.open[problem.person_number[person]]:
            named[evening].add(problem.person_number[person])

    for request in scenario.requests if problem.measures(Measure.REQUESTS) else ():
        if request.area is not None:
            name(request.person, request.on)
    for pin in scenario.pins:
        if pin.area is not None or (pin.detective is not None and pin.officer is not None):
            name(pin.detective, pin.on)
            name(pin.officer, pin.on)
    return named
