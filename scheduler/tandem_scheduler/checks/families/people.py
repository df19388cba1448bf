"""How often and how close together a person works."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from tandem_models import EveningGap, MaxEvenings, MinEvenings, RollingLimit
from tandem_scheduler.words.plain import count, day, period

from ..breach import Breach
from ..roster import Plan
from .windows import crowded


def max_evenings(rule: MaxEvenings, plan: Plan) -> Iterator[Breach]:
    """At most so many evenings in the operation."""
    done = plan.index.done.evenings[plan.person]
    worked = len(plan.evenings) + done
    if worked > max(rule.max, done):
        yield Breach(
            sentence=f"{plan.person} works {count(worked, 'evening')}, at most {rule.max} are allowed",
            allowed=f"at most {count(rule.max, 'evening')}",
            found=count(worked, "evening"),
            units=worked - max(rule.max, done),
            people=(plan.person,),
            evenings=plan.evenings,
        )


def min_evenings(rule: MinEvenings, plan: Plan) -> Iterator[Breach]:
    """At least so many evenings in the operation."""
    worked = len(plan.evenings) + plan.index.done.evenings[plan.person]
    if worked < rule.min and not plan.index.scenario.is_over:
        yield Breach(
            sentence=f"{plan.person} works {count(worked, 'evening')}, at least {rule.min} are wanted",
            allowed=f"at least {count(rule.min, 'evening')}",
            found=count(worked, "evening"),
            units=rule.min - worked,
            people=(plan.person,),
            evenings=plan.evenings,
            lasting=False,
        )


def rolling_limit(rule: RollingLimit, plan: Plan) -> Iterator[Breach]:
    """At most so many evenings in any window of dates: a breach for each window above it.

    A window without an evening of the operation has no unit, and any other touches the operation.
    """
    worked = plan.history + plan.evenings
    ordinals = [on.toordinal() for on in worked]
    start = len(plan.history)
    for first in crowded(ordinals, rule.days, rule.limit, ordinals[start:]):
        low, high = bisect_left(ordinals, first), bisect_left(ordinals, first + rule.days)
        before = max(0, start - low)
        units = high - low - before - max(0, rule.limit - before)
        if units > 0:
            window = period(date.fromordinal(first), date.fromordinal(first + rule.days - 1))
            noted = f" ({before} {plan.index.before})" if before else ""
            yield Breach(
                sentence=f"{plan.person} works {count(high - low, 'evening')} {window}{noted}, "
                f"at most {rule.limit} are allowed",
                allowed=f"at most {count(rule.limit, 'evening')} in {count(rule.days, 'day')}",
                found=count(high - low, "evening"),
                units=units,
                people=(plan.person,),
                evenings=worked[low:high],
            )


def evening_gap(rule: EveningGap, plan: Plan) -> Iterator[Breach]:
    """At least so many dates free between two evenings: a breach for every two in a row that are closer.

    Adds up to the units of a rolling limit of 1 in `evenings` + 1 days: a window with k evenings has k - 1 such twos
    in it, and two that lie d days apart lie together in `evenings` + 1 - d windows.
    """
    for earlier, later in pairwise(plan.history[-1:] + plan.evenings):
        free = (later - earlier).days - 1
        if free < rule.evenings:
            yield Breach(
                sentence=f"{plan.person} works on {day(earlier)} and {day(later)} with {count(free, 'evening')} free "
                f"in between, at least {rule.evenings} must be",
                allowed=f"at least {count(rule.evenings, 'evening')} free",
                found=f"{count(free, 'evening')} free",
                units=rule.evenings - free,
                people=(plan.person,),
                evenings=(earlier, later),
            )
