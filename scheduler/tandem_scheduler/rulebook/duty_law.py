"""Rules of the law on duties: rest, hours, dates on duty in a row, dates free of duty, notice."""

from tandem_models import DutyRun, Hours, Notice, Rest, RestDays
from tandem_scheduler.words.plain import count
from tandem_scheduler.words.rules import amount, another, bounds

from .entry import Aspect, Looser, Moved, RuleEntry, narrower


def _period(rule: Hours) -> str:
    """The period in which hours are counted: a week, in any 14 days."""
    counted = "" if rule.ordinary else ", ordinary duties not counted"
    if rule.days is not None:
        return f"in any {count(rule.days, 'day')}{counted}"
    if rule.per == "operation":
        return f"in the operation{counted}"
    average = "" if rule.average_over is None else f" on average over {count(rule.average_over, 'week')}"
    return f"a week{average}{counted}"


def _fewer_hours(one: Hours, other: Hours) -> bool:
    alike = (one.per, one.days, one.average_over, one.ordinary) == (
        other.per,
        other.days,
        other.average_over,
        other.ordinary,
    )
    return alike and narrower(one, other)


def _on_duty(rule: DutyRun, _: object) -> str:
    late = "" if rule.ends_after is None else f" that end after {rule.ends_after:%H:%M}"
    return f"may be on duty at most {count(rule.max, 'day')} in a row{late and ', counting duties' + late}"


def _longer_on_duty(rule: DutyRun, to: Moved) -> str:
    late = "" if rule.ends_after is None else f", counting duties that end after {rule.ends_after:%H:%M}"
    return f"be on duty {another(to.new, 'day')} in a row{late}"


DUTY_LAW = (
    RuleEntry(
        Rest,
        Aspect.PERSON,
        stops="short of rest before or after",
        demand=lambda rule, _: f"must have {rule.hours:g} hours of rest between two duties",
        looser={
            "hours": Looser(-1, lambda _, to: f"have {amount(to.new, 'hour')} of rest between two duties {to.instead}")
        },
        stricter=lambda one, other: one.minutes >= other.minutes,
    ),
    RuleEntry(
        Hours,
        Aspect.PERSON,
        stops="at the most or fewest hours that they may work",
        demand=lambda rule, _: f"{bounds('work', rule.min, rule.max, 'hour')} {_period(rule)}",
        looser={
            "max": Looser(1, lambda rule, to: f"work {amount(to.new, 'hour')} {_period(rule)} {to.instead}"),
            "min": Looser(-1, lambda rule, to: f"work {amount(to.new, 'hour')} only {_period(rule)} {to.instead}"),
        },
        merges=True,
        # They count to hours that are asked for.
        room=lambda rule, replaceable: rule.ordinary and (replaceable or rule.min is not None),
        stricter=_fewer_hours,
    ),
    RuleEntry(
        DutyRun,
        Aspect.PERSON,
        stops="on duty, or late on duty, too many days in a row",
        demand=_on_duty,
        looser={"max": Looser(1, _longer_on_duty)},
        merges=True,
        room=lambda _, replaceable: replaceable,
        stricter=lambda one, other: one.ends_after == other.ends_after and one.max <= other.max,
    ),
    RuleEntry(
        RestDays,
        Aspect.PERSON,
        stops="short of days free of duty",
        demand=lambda rule, _: (
            f"must have at least {count(rule.least, 'day')} free of duty in any {count(rule.days, 'day')}"
        ),
        looser={
            "least": Looser(
                -1,
                lambda rule, to: (
                    f"have {amount(to.new, 'day')} free of duty in any {count(rule.days, 'day')} {to.instead}"
                ),
            )
        },
        merges=True,
        room=lambda _, replaceable: replaceable,
        stricter=lambda one, other: one.days == other.days and one.least >= other.least,
    ),
    RuleEntry(
        Notice,
        Aspect.PERSON,
        stops="on a rest day, at too short notice",
        demand=lambda rule, _: f"must have {count(rule.days, 'clear day')} of notice of work on a rest day",
        looser={
            "days": Looser(
                -1, lambda _, to: f"have {amount(to.new, 'clear day')} of notice of work on a rest day {to.instead}"
            )
        },
        binds=lambda scenario: scenario.operation.announced is not None,
        stricter=lambda one, other: one.days >= other.days,
    ),
)
