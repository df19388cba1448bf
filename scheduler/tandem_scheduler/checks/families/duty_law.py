"""Rest between duties, hours worked, dates on duty in a row, dates free of duty."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from tandem_models import DutyRun, Hours, Notice, Rest, RestDays
from tandem_scheduler.words.plain import count, day, hours, period

from ..breach import Breach
from ..roster import Plan
from ..scenario.duties import MinutesByDay, between, counts
from ..scenario.index import DAY
from .windows import crowded


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
            lasting=plan.index.stands(plan.person, first) and plan.index.stands(plan.person, second),
        )


def hours_worked(rule: Hours, plan: Plan) -> Iterator[Breach]:
    """Not too many and not too few hours in any period."""
    index, operation = plan.index, plan.index.scenario.operation
    standing = index.minutes(plan.person, rule.ordinary)
    allowed = index.minutes(plan.person, rule.ordinary, replaced=True)
    worked = [*standing.by_day]
    for duty in plan.duties:
        worked[index.hours_place(duty.on)] = (duty.end - duty.start) // 60
    now = MinutesByDay(worked)
    most, least = rule.limit(rule.max), rule.limit(rule.min)
    for span in index.periods(rule):
        total, bounds = now.within(span), []
        if most is not None:
            bounds.append((total - max(most, allowed.within(span)), most, "at most"))
        if least is not None and operation.start <= span.first and index.scenario.opening <= span.last <= operation.end:
            bounds.append((least - total, least, "at least"))
        for above, limit, words in bounds:
            if above > 0:
                first, last = span.first, span.last
                yield Breach(
                    sentence=f"{plan.person} works {hours(total * 60)} {period(first, last)}, {words} "
                    f"{hours(limit * 60)} are {'allowed' if words == 'at most' else 'wanted'}",
                    allowed=f"{words} {hours(limit * 60)}",
                    found=hours(total * 60),
                    units=-(-above // 60),  # begun hours count whole
                    people=(plan.person,),
                    evenings=tuple(on for on in plan.evenings if first <= on <= last),
                    lasting=words == "at most" and not (rule.ordinary and _yields(plan, first, last)),
                )


def duty_run(rule: DutyRun, plan: Plan) -> Iterator[Breach]:
    """Not too many dates on duty in a row."""
    days = rule.max + 1
    what = "on duty" if rule.ends_after is None else f"on duty after {rule.ends_after:%H:%M}"
    standing = plan.index.on_duty(plan.person, rule)
    counted = frozenset(duty.on for duty in plan.duties if counts(rule, duty, plan.index.scenario.zone))
    for first, evenings, number, units in _crowded(days, rule.max, standing, counted, plan):
        last = first + (days - 1) * DAY
        yield Breach(
            sentence=f"{plan.person} is {what} on {count(number, 'day')} in a row {period(first, last)}, "
            f"at most {rule.max} are allowed",
            allowed=f"at most {count(rule.max, 'day')} {what} in a row",
            found=count(number, "day"),
            units=units,
            people=(plan.person,),
            evenings=evenings,
            # A deployment in the place of a duty is one date on duty as well, but may end earlier.
            lasting=rule.ends_after is None or not _yields(plan, first, last),
        )


def rest_days(rule: RestDays, plan: Plan) -> Iterator[Breach]:
    """Not too few dates free of duty in any window."""
    standing, counted = plan.index.on_duty(plan.person), frozenset(plan.evenings)
    for first, evenings, number, units in _crowded(rule.days, rule.days - rule.least, standing, counted, plan):
        last = first + (rule.days - 1) * DAY
        free = rule.days - number
        yield Breach(
            sentence=f"{plan.person} has {count(free, 'day')} free of duty {period(first, last)}, "
            f"at least {rule.least} are required",
            allowed=f"at least {count(rule.least, 'day')} free in {rule.days}",
            found=count(free, "day"),
            units=units,
            people=(plan.person,),
            evenings=evenings,
        )


def _yields(plan: Plan, first: date, last: date) -> bool:
    """Whether a deployment could take the place of an ordinary duty on any of some dates of the operation."""
    scenario = plan.index.scenario
    return any(
        on not in plan.evenings
        and plan.index.release[plan.person, on] is not None
        and scenario.ordinary_duty(plan.person, on) is not None
        for on in scenario.calendar
        if first <= on <= last
    )


def _crowded(
    days: int, most: int, standing: frozenset[date], counted: frozenset[date], plan: Plan
) -> Iterator[tuple[date, tuple[date, ...], int, int]]:
    """Every window of so many dates with more that count than `most`, and than without deployments.

    `standing` are the dates that count without deployments, `counted` the evenings that do. Its first date, the
    evenings that count there and would not without, how many dates count, and the units.
    """
    added = sorted(counted - standing)
    without, now = sorted(standing), sorted(counted | standing.difference(plan.evenings))
    for ordinal in crowded([on.toordinal() for on in now], days, most, [on.toordinal() for on in added]):
        first = date.fromordinal(ordinal)
        before, number = (_between(dates, first, days) for dates in (without, now))
        units = number - max(most, before)
        if units > 0:
            last = first + (days - 1) * DAY
            yield first, tuple(on for on in added if first <= on <= last), number, units


def _between(dates: Sequence[date], first: date, days: int) -> int:
    """How many dates, in order, lie in a window of so many days."""
    return bisect_left(dates, first + days * DAY) - bisect_left(dates, first)


def notice(rule: Notice, plan: Plan) -> Iterator[Breach]:
    """No rest day worked at short notice."""
    scenario = plan.index.scenario
    announced = scenario.operation.announced
    for on in plan.evenings:
        ordinary = scenario.ordinary_day(plan.person, on)
        if announced is None or ordinary is None or ordinary.shift is not None or not rule.short(announced, on):
            continue
        given = max(0, (on - announced).days - 1)
        yield Breach(
            sentence=f"{plan.person} is deployed on {day(on)}, a rest day, with {count(given, 'clear day')} of "
            f"notice, at least {rule.days} are required",
            allowed=f"at least {count(rule.days, 'clear day')} of notice",
            found=count(given, "clear day"),
            people=(plan.person,),
            evenings=(on,),
        )
