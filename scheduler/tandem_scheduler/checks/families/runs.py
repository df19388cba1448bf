"""Evenings in a row, days off in a row, weekends."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from tandem_models import Consecutive, DaysOff, RollingLimit, Weekday, Weekends
from tandem_scheduler.words.plain import count, dates, period

from ..breach import Breach
from ..roster import Plan
from ..scenario.index import DAY
from .people import rolling_limit


def consecutive(rule: Consecutive, plan: Plan) -> Iterator[Breach]:
    """Not too many and not too few evenings on dates in a row."""
    if rule.max is not None:
        for breach in rolling_limit(RollingLimit(days=rule.max + 1, limit=rule.max), plan):
            first, last = breach.evenings[0], breach.evenings[-1]
            yield breach._replace(
                sentence=f"{plan.person} works {breach.found} in a row {period(first, last)}, "
                f"at most {rule.max} are allowed",
                allowed=f"at most {count(rule.max, 'evening')} in a row",
            )
    if rule.min is not None:
        yield from _short_runs(rule.min, plan)


def _short_runs(least: int, plan: Plan) -> Iterator[Breach]:
    scenario = plan.index.scenario
    start, end = scenario.opening, scenario.operation.end
    for run in _runs(plan.history + plan.evenings):
        first, last = run[0], run[-1]
        known = first > scenario.known_from and last < end
        if last >= start and known and len(run) < least:
            yield Breach(
                sentence=f"{plan.person} works {count(len(run), 'evening')} in a row {period(first, last)}, "
                f"at least {least} are required",
                allowed=f"at least {count(least, 'evening')} in a row",
                found=count(len(run), "evening"),
                units=least - len(run),
                people=(plan.person,),
                evenings=run,
                lasting=False,
            )


def _runs(dates: tuple[date, ...]) -> Iterator[tuple[date, ...]]:
    """Dates in order, cut wherever one does not follow on the other."""
    cuts = [0, *(n for n, (one, other) in enumerate(pairwise(dates), 1) if other - one > DAY), len(dates)]
    for low, high in pairwise(cuts):
        if high > low:
            yield dates[low:high]


def days_off(rule: DaysOff, plan: Plan) -> Iterator[Breach]:
    """Time off between two evenings is not too short."""
    for earlier, later in pairwise(plan.history[-1:] + plan.evenings):
        free = (later - earlier).days - 1
        if 0 < free < rule.min:
            yield Breach(
                sentence=f"{plan.person} has {count(free, 'evening')} free of the operation {period(earlier, later)}, "
                f"at least {rule.min} in a row are required",
                allowed=f"at least {count(rule.min, 'evening')} free in a row",
                found=count(free, "evening"),
                units=rule.min - free,
                people=(plan.person,),
                evenings=(earlier, later),
                lasting=False,
            )


def weekends(rule: Weekends, plan: Plan) -> Iterator[Breach]:
    """Not too many weekends worked."""
    operation = plan.index.scenario.operation
    counted = {_week(on) for on in plan.index.scenario.calendar if _weekday(on) in rule.days}
    before = {_week(on) for on in plan.history if _weekday(on) in rule.days} & counted
    evenings = tuple(on for on in plan.evenings if _weekday(on) in rule.days)
    added = {_week(on) for on in evenings} - before
    units = len(added) - max(0, rule.max - len(before))
    if units > 0:
        worked = len(added) + len(before)
        noted = f" ({count(len(before), 'weekend')} begun before it)" if before else ""
        all_dates = sorted((*plan.history, *evenings))
        firsts = [min(on for on in all_dates if _counts(on, week, rule)) for week in sorted(added | before)]
        named = "weekend" if worked == 1 else "weekends"
        yield Breach(
            sentence=f"{plan.person} works on {count(worked, 'weekend')} "
            f"{period(operation.start, operation.end)}{noted}, the {named} of {dates(firsts)}, "
            f"at most {rule.max} are allowed",
            allowed=f"at most {count(rule.max, 'weekend')}",
            found=count(worked, "weekend"),
            units=units,
            people=(plan.person,),
            evenings=tuple(on for on in evenings if _week(on) in added),
        )


def _counts(on: date, week: date, rule: Weekends) -> bool:
    return _week(on) == week and _weekday(on) in rule.days


def _weekday(on: date) -> Weekday:
    return list(Weekday)[on.weekday()]


def _week(on: date) -> date:
    """The Monday of a date's week."""
    return on - on.weekday() * DAY
