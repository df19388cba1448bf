"""Rest between duties, hours worked, dates on duty in a row, dates free of duty."""

from collections.abc import Iterator
from datetime import date

from models import DutyRun, Hours, Rest, RestDays

from .breach import Breach
from .facts import DAY, between
from .roster import Plan
from .words import count, day, hours, period


def rest(rule: Rest, plan: Plan) -> Iterator[Breach]:
    """So many hours between every two duties of which one is a deployment: a breach for every two that are closer."""
    required = rule.minutes * 60
    for first, second in plan.closer_than(required):
        free = max(0, between(first, second))
        yield Breach(
            sentence=f"{plan.person} has {hours(free)} of rest between the {first.what} of {day(first.on)} and the "
            f"{second.what} of {day(second.on)}, at least {hours(required)} are required",
            allowed=f"at least {hours(required)}",
            found=hours(free),
            units=-((free - required) // 3600),  # begun hours count whole
            people=(plan.person,),
            evenings=(first.on, second.on),
        )


def hours_worked(rule: Hours, plan: Plan) -> Iterator[Breach]:
    """Not too many and not too few hours in any period."""
    operation = plan.facts.scenario.operation
    standing = plan.facts.minutes(plan.person, rule.ordinary)
    now = {duty.on: (duty.end - duty.start) // 60 for duty in plan.duties}
    most, least = rule.limit(rule.max), rule.limit(rule.min)
    for first, last in rule.periods(operation.start, operation.end):
        base = sum(minutes for on, minutes in standing.items() if first <= on <= last)
        replaced = sum(standing.get(on, 0) for on in now if first <= on <= last)
        total = base - replaced + sum(minutes for on, minutes in now.items() if first <= on <= last)
        bounds = []
        if most is not None:
            bounds.append((total - max(most, base), most, "at most"))
        if least is not None and first >= operation.start and last <= operation.end:
            bounds.append((least - total, least, "at least"))
        for above, limit, words in bounds:
            if above > 0:
                yield Breach(
                    sentence=f"{plan.person} works {hours(total * 60)} {period(first, last)}, {words} "
                    f"{hours(limit * 60)} are {'allowed' if words == 'at most' else 'wanted'}",
                    allowed=f"{words} {hours(limit * 60)}",
                    found=hours(total * 60),
                    units=-(-above // 60),  # begun hours count whole
                    people=(plan.person,),
                    evenings=tuple(on for on in plan.evenings if first <= on <= last),
                )


def duty_run(rule: DutyRun, plan: Plan) -> Iterator[Breach]:
    """Not too many dates on duty in a row."""
    days = rule.max + 1
    for first, added, others, units in _worked_up(days, rule.max, plan):
        last = first + (days - 1) * DAY
        yield Breach(
            sentence=f"{plan.person} is on duty on {count(len(added) + others, 'day')} in a row {period(first, last)}, "
            f"at most {rule.max} are allowed",
            allowed=f"at most {count(rule.max, 'day')} on duty in a row",
            found=count(len(added) + others, "day"),
            units=units,
            people=(plan.person,),
            evenings=added,
        )


def rest_days(rule: RestDays, plan: Plan) -> Iterator[Breach]:
    """Not too few dates free of duty in any window."""
    for first, added, others, units in _worked_up(rule.days, rule.days - rule.least, plan):
        last = first + (rule.days - 1) * DAY
        free = rule.days - len(added) - others
        yield Breach(
            sentence=f"{plan.person} has {count(free, 'day')} free of duty {period(first, last)}, "
            f"at least {rule.least} are required",
            allowed=f"at least {count(rule.least, 'day')} free in {rule.days}",
            found=count(free, "day"),
            units=units,
            people=(plan.person,),
            evenings=added,
        )


def _worked_up(days: int, most: int, plan: Plan) -> Iterator[tuple[date, tuple[date, ...], int, int]]:
    """Every window of so many dates with more on duty than `most` on account of deployments.

    Its first date, the dates that only a deployment makes duty, the number of other dates on duty, and the units.
    """
    standing = plan.facts.on_duty(plan.person)
    alone = [on for on in plan.evenings if on not in standing]
    for first in sorted({on - n * DAY for on in alone for n in range(days)}):
        last = first + (days - 1) * DAY
        added = tuple(on for on in alone if first <= on <= last)
        others = sum(first + n * DAY in standing for n in range(days))
        units = len(added) - max(0, most - others)
        if units > 0:
            yield first, added, others, units
