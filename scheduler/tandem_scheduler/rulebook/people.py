"""Rules on how often and how densely a person works, and on evenings and days off in a row."""

from tandem_models import Consecutive, DaysOff, EveningGap, MaxEvenings, MinEvenings, RollingLimit, Weekends
from tandem_scheduler.words.plain import count
from tandem_scheduler.words.rules import amount, another, bounds

from .entry import Aspect, Looser, Moved, RuleEntry, narrower


def _closer(rule: EveningGap, to: Moved) -> str:
    if not to.new:
        return "work two evenings in a row"
    return f"have {count(rule.evenings - 1, 'evening')} free between two worked {to.instead}"


PEOPLE = (
    RuleEntry(
        MaxEvenings,
        Aspect.PERSON,
        stops="at their most evenings",
        demand=lambda rule, _: f"may work at most {count(rule.max, 'evening')}",
        looser={"max": Looser(1, lambda _, to: f"work {another(to.new, 'evening')}")},
        stricter=lambda one, other: one.max <= other.max,
    ),
    RuleEntry(
        MinEvenings,
        Aspect.PERSON,
        stops="the other would work too few evenings",
        demand=lambda rule, _: f"must work at least {count(rule.min, 'evening')}",
        looser={"min": Looser(-1, lambda rule, to: f"work {count(rule.min - 1, 'evening')} only {to.instead}")},
        bars=False,
        stricter=lambda one, other: one.min >= other.min,
    ),
    RuleEntry(
        RollingLimit,
        Aspect.PERSON,
        stops="at their limit for the days around it",
        demand=lambda rule, _: f"may work at most {count(rule.limit, 'evening')} in any {count(rule.days, 'day')}",
        looser={
            "limit": Looser(1, lambda rule, to: f"work {another(to.new, 'evening')} in any {count(rule.days, 'day')}")
        },
        merges=True,
        stricter=lambda one, other: one.days >= other.days and one.limit <= other.limit,
    ),
    RuleEntry(
        EveningGap,
        Aspect.PERSON,
        stops="working too soon before or after",
        demand=lambda rule, _: f"must have at least {count(rule.evenings, 'evening')} free between two worked",
        looser={"evenings": Looser(-1, _closer)},
        stricter=lambda one, other: one.evenings >= other.evenings,
    ),
    RuleEntry(
        Consecutive,
        Aspect.PERSON,
        stops="on too many or too few evenings in a row",
        demand=lambda rule, _: f"{bounds('work', rule.min, rule.max, 'evening')} in a row",
        looser={
            "max": Looser(1, lambda _, to: f"work {another(to.new, 'evening')} in a row"),
            "min": Looser(-1, lambda _, to: f"work {amount(to.new, 'evening')} only in a row {to.instead}"),
        },
        merges=True,
        stricter=narrower,
    ),
    RuleEntry(
        DaysOff,
        Aspect.PERSON,
        stops="off for too short a time before or after",
        demand=lambda rule, _: (
            f"must have at least {count(rule.min, 'evening')} free in a row wherever any are between two worked"
        ),
        looser={
            "min": Looser(
                -1, lambda _, to: f"have {amount(to.new, 'evening')} free in a row between two worked {to.instead}"
            )
        },
        stricter=lambda one, other: one.min >= other.min,
    ),
    RuleEntry(
        Weekends,
        Aspect.PERSON,
        stops="at their most weekends",
        demand=lambda rule, _: f"may work at most {count(rule.max, 'weekend')}",
        looser={"max": Looser(1, lambda _, to: f"work {another(to.new, 'weekend')}")},
        stricter=lambda one, other: {*one.days} == {*other.days} and one.max <= other.max,
    ),
)
