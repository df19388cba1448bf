"""What the law asks of duties: rest, dates free of duty, and that nobody is in two places at once."""

from collections.abc import Iterator
from math import ceil

from tandem_models import DutyRun, Notice, Rest, RestDays

from ...algebra.linear import Linear
from ...problem.clashes import Clash, Work
from ...problem.numbered import Minutes
from ..roster_model import RosterModel
from .amounts import post_amounts
from .windows import post_windows


def post_rest(rule: Rest, model: RosterModel) -> None:
    """Rest between every two duties, at least one of them a deployment."""
    for person in model.bound_people(rule):
        for clash in model.timetable.clashes(person, rule.minutes):
            for both in _both(model, person, clash):
                model.at_most(both, 1, rule, times=ceil(clash.missing / 60))


def post_rest_days(rule: RestDays, model: RosterModel) -> None:
    """Dates free of duty in every window."""
    _post_free_days(rule, model, rule.days, rule.least)


def post_duty_run(rule: DutyRun, model: RosterModel) -> None:
    """A run of at most n dates on duty has one free in any n + 1."""
    days, problem = rule.max + 1, model.problem
    if rule.ends_after is None:
        _post_free_days(rule, model, days, 1)
        return
    last = len(problem.evenings) - 1
    periods = [(first, first + rule.max) for first in range(-rule.max, last + 1)]

    def late(evening: int, span: Minutes) -> int:
        after = rule.counts_after(problem.date(evening), problem.scenario.zone)
        return int(after is None or span[1] > int(after.timestamp()) // 60)

    for person in model.bound_people(rule):
        standing = {e: late(e, span) for e, span in problem.duties(person, -rule.max, last + rule.max)}
        standing |= {e: late(e, problem.shift(e, area)) for e, area in problem.worked[person].items()}
        post_amounts(rule, model, person, periods, standing, standing, late, most=rule.max)


def _post_free_days(rule: RestDays | DutyRun, model: RosterModel, days: int, free: int) -> None:
    problem = model.problem
    for person in model.bound_people(rule):
        ordinary = {e for e, _ in problem.duties(person, -days, len(problem.evenings) + days)}
        standing = ordinary.union(problem.worked[person])
        alone = [e for e in model.evenings_of(person) if e not in standing]
        post_windows(rule, model, person, days, days - free, standing, alone)


def post_notice(rule: Notice, model: RosterModel) -> None:
    """No rest day worked at short notice."""
    problem, scenario = model.problem, model.problem.scenario
    announced = scenario.operation.announced
    for person in model.bound_people(rule):
        for evening in model.evenings_of(person):
            on = problem.dates[evening]
            day = scenario.ordinary_day(scenario.people[person].id, on)
            if announced is not None and day is not None and day.shift is None and rule.short(announced, on):
                model.at_most(model.works(person, evening), 0, rule)


def post_no_overlap(model: RosterModel) -> None:
    """Nobody works a deployment and another duty at the same time."""
    for person in model.problem.people:
        model.program.heed_the_limits()
        for clash in model.timetable.clashes(person, 0):
            for both in _both(model, person, clash):
                model.hold(both, high=1)


def _both(model: RosterModel, person: int, clash: Clash) -> Iterator[Linear]:
    """2 where both duties of a clash are worked; nothing where they never are."""
    total = Linear().add(_at_work(model, person, clash.work))
    evening = clash.work[0]
    match clash.other:
        case None:
            yield total.add(1)
        case int():
            # An ordinary duty stands unless a deployment takes its place: never where both can't be worked.
            # Said outright: the relaxation would miss it, working a half of each.
            replaced = not model.problem.apart(person, evening, clash.other)
            yield total.add(1).add(model.works(person, clash.other) if replaced else 0, -1)
        case _:
            if not model.problem.apart(person, evening, clash.other[0]):
                yield total.add(_at_work(model, person, clash.other))


def _at_work(model: RosterModel, person: int, work: Work) -> Linear:
    evening, areas = work
    group = model.group_of(person, evening)
    if group is None or not group.strict or len(areas) == len(model.problem.areas):
        return model.works(person, evening)
    total = Linear()
    for area in areas:
        total.add(model.at(person, evening, area))
    return total
