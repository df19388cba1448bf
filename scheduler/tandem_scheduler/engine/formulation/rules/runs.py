"""Evenings in a row, days off in a row, weekends: consecutive, days_off, weekends."""

from datetime import timedelta

from tandem_models import Consecutive, DaysOff, Weekday, Weekends

from ...algebra.linear import Linear
from ..roster_model import RosterModel
from .windows import post_windows


def post_consecutive(rule: Consecutive, model: RosterModel) -> None:
    """Not too many and not too few evenings on dates in a row."""
    for person in model.bound_people(rule):
        if rule.max is not None:
            post_windows(rule, model, person, rule.max + 1, rule.max, model.problem.worked[person])
        if rule.min is not None:
            _post_short_runs(rule, rule.min, model, person)


def _post_short_runs(rule: Consecutive, least: int, model: RosterModel, person: int) -> None:
    """No run of fewer evenings between two free dates that are both known."""
    known, last = model.problem.known_from, model.problem.evenings[-1]
    for length in range(1, least):
        for first in range(max(known, model.problem.opening - length) + 1, last - length + 1):
            run = range(first, first + length)
            apart = model.problem.apart(person, first, first + 1)
            if not all(_may_work(model, person, e) for e in run) or (apart and length > 1):
                continue
            # Where no two evenings in a row may be worked, those around are free anyway: saying so binds more.
            around = () if apart else (first - 1, first + length)
            both_free = Linear()
            for e in around:
                both_free.add(_worked(model, person, e))
            inside = Linear()
            for e in run:
                inside.add(_worked(model, person, e))
            model.at_most(inside.add(both_free, -1), length - 1, rule, times=least - length)


def post_days_off(rule: DaysOff, model: RosterModel) -> None:
    """Wherever dates are free between two evenings, enough of them."""
    for person in model.bound_people(rule):
        opening = model.problem.opening
        for free in range(1, rule.min):
            for first in range(opening - free - 1, len(model.problem.evenings) - free - 1):
                later = first + free + 1
                possible = _may_work(model, person, first) and _may_work(model, person, later)
                if not possible or model.problem.apart(person, first, later):
                    continue
                between = Linear()
                for e in range(first + 1, later):
                    # Evenings that can't be worked besides the two are free anyway; what is over may break limits.
                    near = model.problem.apart(person, first, e) or model.problem.apart(person, e, later)
                    if e < opening or not near:
                        between.add(_worked(model, person, e))
                around = _worked(model, person, first).add(_worked(model, person, later))
                model.at_most(around.add(between, -1), 1, rule, times=rule.min - free)


def post_weekends(rule: Weekends, model: RosterModel) -> None:
    """Not too many weekends worked."""
    problem = model.problem
    weeks: dict[int, list[int]] = {}
    for e, on in enumerate(problem.dates):
        if list(Weekday)[on.weekday()] in rule.days:
            weeks.setdefault(e - on.weekday(), []).append(e)
    for person in model.bound_people(rule):
        before = {
            e - on.weekday()
            for e in problem.worked[person]
            if list(Weekday)[(on := problem.start + timedelta(days=e)).weekday()] in rule.days
        }
        worked = Linear()
        for monday, evenings in weeks.items():
            possible = [e for e in evenings if model.can_work(person, e)]
            if possible and monday not in before:
                worked.add(model.dependent.any_of([model.works(person, e) for e in possible]))
        model.at_most(worked, max(0, rule.max - len(before & weeks.keys())), rule)


def _may_work(model: RosterModel, person: int, evening: int) -> bool:
    return evening in model.problem.worked[person] or model.can_work(person, evening)


def _worked(model: RosterModel, person: int, evening: int) -> Linear:
    """1 where the person works a date, of the operation or of the history."""
    return Linear(constant=1) if evening in model.problem.worked[person] else model.works(person, evening)
