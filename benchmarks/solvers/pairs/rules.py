"""The rules, each as `tandem_models.rules` says it."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from math import ceil

from tandem_models import (
    AreaLimit,
    AreaTeams,
    Consecutive,
    DaysOff,
    EveningGap,
    Hours,
    KeepApart,
    KeepTogether,
    MaxEvenings,
    MinEvenings,
    PairRepeat,
    Rest,
    RollingLimit,
    Rule,
    Scenario,
    TeamSkill,
    Visits,
    Weekday,
    Weekends,
)
from tandem_models.rules.base import PeopleRule
from tandem_scheduler.engine.problem.pair_limits import PairLimit

from .model import Expression, PairModel, total

MODELLED = (
    MaxEvenings,
    MinEvenings,
    RollingLimit,
    EveningGap,
    Consecutive,
    DaysOff,
    Weekends,
    Rest,
    Hours,
    Visits,
    AreaTeams,
    AreaLimit,
    PairRepeat,
    KeepApart,
    KeepTogether,
    TeamSkill,
)


class UnmodelledError(ValueError):
    """The scenario has something that the plain pair model does not know."""


def unsupported(scenario: Scenario) -> str | None:
    """What of a scenario is not modelled, None where all is."""
    if scenario.pins:
        return "pins"
    return next((rule.kind for rule in scenario.rules_in_force if not isinstance(rule, MODELLED)), None)


def rests(scenario: Scenario) -> tuple[int, ...]:
    """The minutes that rest rules ask for."""
    return tuple(rule.minutes for rule in scenario.rules_in_force if isinstance(rule, Rest))


def build(scenario: Scenario) -> PairModel:
    """The model with every rule.

    Raises:
        UnmodelledError: names what it does not know.
    """
    if (part := unsupported(scenario)) is not None:
        raise UnmodelledError(f"the plain pair model does not know {part}")
    model = PairModel(scenario, rests(scenario))
    for person in model.problem.people:
        for both in _clashes(model, person, 0):
            model.hold(both[0], 1)
    for rule in scenario.rules_in_force:
        _post(rule, model)
    for limit in model.problem.pair_limits:
        _post_pairs(limit, model)
    return model


def _post(rule: Rule, model: PairModel) -> None:
    if isinstance(rule, PeopleRule):
        for person in model.problem.bound(rule):
            _post_person(rule, model, person)
        return
    for area in model.problem.bound_areas(rule):
        evenings = [model.visits(area, e) for e in model.problem.bound_evenings(rule)]
        match rule:
            case AreaTeams():
                for visits in evenings:
                    model.at_most(visits, rule.max, rule)
            case Visits():
                _between(rule, model, total(evenings))


def _post_person(rule: PeopleRule, model: PairModel, person: int) -> None:
    problem = model.problem
    match rule:
        case MaxEvenings():
            model.at_most(model.load(person), rule.max, rule)
        case MinEvenings():
            model.at_least(model.load(person), rule.min, rule)
        case RollingLimit():
            _windows(rule, model, person, rule.days, rule.limit)
        case EveningGap():
            _windows(rule, model, person, rule.evenings + 1, 1)
        case Consecutive():
            if rule.max is not None:
                _windows(rule, model, person, rule.max + 1, rule.max)
            if rule.min is not None:
                _short_runs(rule, rule.min, model, person)
        case DaysOff():
            _short_breaks(rule, model, person)
        case Weekends():
            _weekends(rule, model, person)
        case Rest():
            for both, missing in _clashes(model, person, rule.minutes):
                model.at_most(both, 1, rule, times=ceil(missing / 60))
        case Hours():
            _hours(rule, model, person)
        case AreaLimit():
            for area in problem.bound_areas(rule):
                _between(rule, model, total(model.at(person, e, area) for e in problem.bound_evenings(rule)))


def _between(rule: AreaLimit | Visits, model: PairModel, amount: Expression) -> None:
    if rule.max is not None:
        model.at_most(amount, rule.max, rule)
    if rule.min is not None:
        model.at_least(amount, rule.min, rule)


def _windows(rule: PeopleRule, model: PairModel, person: int, days: int, limit: int) -> None:
    """At most so many evenings in any so many dates; the history uses that up, but does not break it."""
    problem = model.problem
    for first in range(1 - days, len(problem.evenings)):
        window = range(first, first + days)
        before = sum(e < 0 and e in problem.worked[person] for e in window)
        now = [model.works(person, e) for e in window if e in problem.evenings and model.can_work(person, e)]
        left = max(0, limit - before)
        if len(now) > left:
            model.at_most(total(now), left, rule)


def _short_runs(rule: Consecutive, least: int, model: PairModel, person: int) -> None:
    """No run shorter than `least` between two free dates that are known."""
    known, last = model.problem.known_from, model.problem.evenings[-1]
    for length in range(1, least):
        for first in range(max(known, -length) + 1, last - length + 1):
            inside = total(model.works(person, e) for e in range(first, first + length))
            around = total(model.works(person, e) for e in (first - 1, first + length))
            model.at_most(inside - around, length - 1, rule, times=least - length)


def _short_breaks(rule: DaysOff, model: PairModel, person: int) -> None:
    """No time off shorter than `min` between two evenings."""
    for free in range(1, rule.min):
        for first in range(-free - 1, len(model.problem.evenings) - free - 1):
            ends = total(model.works(person, e) for e in (first, first + free + 1))
            between = total(model.works(person, e) for e in range(first + 1, first + free + 1))
            model.at_most(ends - between, 1, rule, times=rule.min - free)


def _weekends(rule: Weekends, model: PairModel, person: int) -> None:
    problem = model.problem

    def week(evening: int) -> int | None:
        """The Monday of a weekend's evening."""
        weekday = (problem.start + timedelta(days=evening)).weekday()
        return evening - weekday if list(Weekday)[weekday] in rule.days else None

    weeks: dict[int, list[int]] = {}
    for e in problem.evenings:
        if (monday := week(e)) is not None:
            weeks.setdefault(monday, []).append(e)
    before = {week(e) for e in problem.worked[person]} & weeks.keys()
    worked = []
    for monday, evenings in weeks.items():
        if monday not in before:
            any_ = model.model.new_bool_var("")
            for e in evenings:
                model.model.add(any_ >= model.works(person, e))
            worked.append(any_)
    model.at_most(total(worked), max(0, rule.max - len(before)), rule)


def _clashes(model: PairModel, person: int, rest: int) -> Iterator[tuple[Expression, int]]:
    """What comes to 2 where two duties too close together are both worked, with the minutes missing."""
    for clash in model.timetable.clashes(person, rest):
        evening, areas = clash.work
        work = model.at_work(person, evening, areas)
        match clash.other:
            case None:
                yield work + 1, clash.missing
            case int():  # an ordinary duty, unless a deployment takes its place
                yield work + 1 - model.works(person, clash.other), clash.missing
            case (later, others):
                yield work + model.at_work(person, later, others), clash.missing


def _hours(rule: Hours, model: PairModel, person: int) -> None:
    """Minutes in every period; what stands without deployments uses the most up, but does not break it."""
    problem, scenario = model.problem, model.scenario
    for start, end in rule.periods(scenario.operation.start, scenario.operation.end):
        first, last = problem.number(start), problem.number(end)
        standing: dict[int, int] = {}
        if rule.ordinary:
            standing = {e: stop - begin for e, (begin, stop) in problem.duties(person, first, last)}
        for e, area in problem.worked[person].items():
            if first <= e <= last:
                begin, stop = problem.shift(e, area)
                standing[e] = stop - begin
        base = sum(standing.values())
        minutes = base + total(
            (stop - begin - standing.get(e, 0)) * model.at_work(person, e, clock)
            for e in problem.evenings[max(0, first) : last + 1]
            for clock in _clocks(model, e)
            for begin, stop in [problem.shift(e, clock[0])]
        )
        most, least = rule.limit(rule.max), rule.limit(rule.min)
        if most is not None:
            model.at_most(minutes, max(most, base), rule, per=60)
        if least is not None and first >= 0 and last <= problem.evenings[-1]:
            model.at_least(minutes, least, rule, per=60)


def _clocks(model: PairModel, evening: int) -> Iterable[tuple[int, ...]]:
    """The areas by length of the shift."""
    lengths: dict[int, list[int]] = {}
    for a in model.problem.areas:
        begin, stop = model.problem.shift(evening, a)
        lengths.setdefault(stop - begin, []).append(a)
    return map(tuple, lengths.values())


def _post_pairs(limit: PairLimit, model: PairModel) -> None:
    """How often the same two meet."""
    problem = model.problem
    rule = model.scenario.rules_in_force[limit.rule]
    met: dict[tuple[int, int], list[int]] = {}
    for i, j, e in model.meets:
        if limit.binds(i, j) and limit.on(e):
            met.setdefault((i, j), []).append(e)
    for (i, j), evenings in met.items():
        if limit.within is None:
            meetings = [model.meeting(i, j, e, limit.area) for e in evenings]
            if len(meetings) > limit.left(i, j):
                model.at_most(total(meetings), limit.left(i, j), rule)
            continue
        for first in range(1 - limit.within, len(problem.evenings)):
            window = range(first, first + limit.within)
            left = max(0, limit.limit - sum(e in window for e in limit.met.get((i, j), ())))
            inside = [e for e in evenings if e in window]
            if len(inside) > left:
                model.at_most(total(model.meeting(i, j, e) for e in inside), left, rule)
