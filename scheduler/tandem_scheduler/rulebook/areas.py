"""Rules on what areas get and who may go there."""

from collections.abc import Sequence

from tandem_models import AreaLimit, AreaTeams, VisitGap, Visits
from tandem_scheduler.words.plain import count, listing
from tandem_scheduler.words.rules import amount, another, bounds

from .entry import Aspect, Looser, RuleEntry, narrower


def _sent(rule: AreaLimit, areas: Sequence[str]) -> str:
    where = listing(areas)
    if rule.max == 0:
        return f"may not be sent to {where or 'any area'}"
    there = f"to {'each of ' if len(areas) > 1 else ''}{where}" if areas else "to each area"
    return f"{bounds('be sent', rule.min, rule.max, 'time')} {there}"


AREAS = (
    RuleEntry(
        Visits,
        Aspect.PLACE,
        stops="the area would get too many or too few visits",
        demand=lambda rule, _: bounds("get", rule.min, rule.max, "visit"),
        looser={
            "max": Looser(1, lambda _, to: f"One more visit to {to.where} allowed ({to.new:g} {to.instead})"),
            "min": Looser(-1, lambda _, to: f"One visit fewer to {to.where} asked for ({to.new:g} {to.instead})"),
        },
        stricter=narrower,
    ),
    RuleEntry(
        VisitGap,
        Aspect.PLACE,
        stops="an area would be left too long without a visit",
        demand=lambda rule, _: f"may be without a visit for at most {count(rule.evenings, 'evening')} in a row",
        looser={
            "evenings": Looser(
                1,
                lambda _, to: (
                    f"One more evening in a row without a visit to {to.where} allowed ({to.new:g} {to.instead})"
                ),
            )
        },
        stricter=lambda one, other: one.evenings <= other.evenings,
    ),
    RuleEntry(
        AreaTeams,
        Aspect.PLACE,
        stops="there would be too many teams in the area",
        demand=lambda rule, _: f"may have at most {count(rule.max, 'team')} in one evening",
        looser={
            "max": Looser(
                1, lambda _, to: f"One more team in {to.where} in one evening allowed ({to.new:g} {to.instead})"
            )
        },
        stricter=lambda one, other: one.max <= other.max,
        by_evening=True,
    ),
    RuleEntry(
        AreaLimit,
        Aspect.PERSON,
        stops="not to be sent there, or not again",
        demand=_sent,
        looser={
            "max": Looser(1, lambda _, to: f"be sent to {to.where} {another(to.new, 'time')}"),
            "min": Looser(-1, lambda _, to: f"be sent to {to.where} {amount(to.new, 'time')} only {to.instead}"),
        },
        stricter=narrower,
    ),
)
