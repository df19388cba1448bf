"""Duties with their instants, how far apart they are, and the minutes that they come to."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tandem_models import DutyRun, Hours, Rest, RestDays
from tandem_models.rules import RuleBase
from tandem_models.scenario import Span


class Timed(NamedTuple):
    """A duty of any sort with its instants, in seconds since the epoch."""

    on: date
    start: int
    end: int
    what: str

    @classmethod
    def of(cls, on: date, span: Span, what: str) -> "Timed":
        """A duty from its two instants."""
        return cls(on, int(span[0].timestamp()), int(span[1].timestamp()), what)


def between(one: Timed, other: Timed) -> int:
    """Seconds from the end of the earlier duty to the start of the later; below 0 where they overlap."""
    return max(one.start, other.start) - min(one.end, other.end)


def counts(rule: DutyRun, duty: Timed, zone: ZoneInfo) -> bool:
    """Whether a rule on dates on duty counts a duty: whether it ends late enough."""
    after = rule.counts_after(duty.on, zone)
    return after is None or duty.end > int(after.timestamp())


def reach(seconds: int) -> int:
    """Dates that two duties can lie apart with less than `seconds` between them.

    A duty starts on its date and ends at the latest on the next; a clock change takes less than a day.
    """
    return seconds // 86_400 + 3


def days_around(rules: Iterable[RuleBase]) -> int:
    """How many dates before and after an operation its rules on rest and on dates in a row look at."""
    far = [reach(0)]
    for rule in rules:
        match rule:
            case Rest():
                far.append(reach(rule.minutes * 60))
            case DutyRun():
                far.append(rule.max + 1)
            case RestDays():
                far.append(rule.days)
    return max(far)


def first_read(rules: Sequence[RuleBase], start: date, end: date) -> date:
    """The first date whose ordinary duties and absences rules read in an operation of these first and last evenings."""
    periods = (rule.periods(start, end)[0][0] for rule in rules if isinstance(rule, Hours))
    return min((start - timedelta(days=days_around(rules)), *periods))


class HoursPeriod(NamedTuple):
    """A period that a rule on hours looks at."""

    first: date
    last: date
    begin: int
    """Place of the first date, counted from the first that any such rule looks at."""
    end: int
    """Place after the last."""


class MinutesByDay:
    """Minutes worked, date by date, on the dates that rules on hours look at."""

    def __init__(self, by_day: Sequence[int]) -> None:
        self.by_day = by_day
        self._sums = (0, *accumulate(by_day))

    def within(self, period: HoursPeriod) -> int:
        """Those of a period."""
        return self._sums[period.end] - self._sums[period.begin]
