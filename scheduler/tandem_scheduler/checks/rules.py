"""From a rule to its check: the one place that knows them all."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple, TypeVar, assert_never

from tandem_models import (
    AreaLimit,
    AreaTeams,
    Consecutive,
    DaysOff,
    DutyRun,
    EveningGap,
    Hours,
    KeepApart,
    KeepTogether,
    MaxEvenings,
    MinEvenings,
    Notice,
    PairRepeat,
    Rest,
    RestDays,
    RollingLimit,
    Rule,
    TeamSkill,
    VisitGap,
    Visits,
    Weekends,
)
from tandem_models.rules.base import PeopleRule
from tandem_scheduler.words.plain import count, listing

from .breach import Breach
from .families.areas import area_limit, area_teams, visit_gap, visits
from .families.duty_law import duty_run, hours_worked, notice, rest, rest_days
from .families.people import evening_gap, max_evenings, min_evenings, rolling_limit
from .families.runs import consecutive, days_off, weekends
from .families.teams import keep_apart, keep_together, pair_repeat, team_skill
from .roster import Plan, Roster

P = TypeVar("P", bound=PeopleRule)


class OfPlan(NamedTuple):
    """The check of a rule that looks at the evenings of one person at a time."""

    rule: PeopleRule
    """By which the people are known whom it binds."""
    check: Callable[[Plan], Iterator[Breach]]
    """Every way in which a person's evenings break the rule, whether or not it selects that person."""


class OfRoster(NamedTuple):
    """The check of a rule that looks at the whole roster."""

    check: Callable[[Roster], Iterator[Breach]]


def breaches(rule: Rule, roster: Roster) -> Iterator[Breach]:
    """Every way in which a roster breaks a rule."""
    how = check_of(rule)
    if isinstance(how, OfRoster):
        yield from how.check(roster)
        return
    this = id(rule)
    for person in roster.index.each(how.rule):
        plan = roster.plan(person)
        if this not in plan.breaches:
            plan.breaches[this] = tuple(how.check(plan))
        yield from plan.breaches[this]


def beyond(rule: Rule, roster: Roster) -> Iterator[Breach]:
    """Where a soft rule is broken by more units than its `most`, which must not be: by person, or by area."""
    if rule.most is None:
        return
    found: dict[tuple[str, ...], list[Breach]] = {}
    for breach in breaches(rule, roster):
        found.setdefault(breach.people or breach.areas, []).append(breach)
    for whom, some in found.items():
        units = sum(breach.units for breach in some)
        if units > rule.most:
            yield Breach(
                sentence=f"{listing(whom)} may break this by {count(rule.most, 'unit')} at most, and it is {units}",
                allowed=f"at most {count(rule.most, 'unit')}",
                found=count(units, "unit"),
                units=units - rule.most,
                people=some[0].people,
                evenings=tuple(sorted({on for breach in some for on in breach.evenings})),
                areas=some[0].areas,
                lasting=all(breach.lasting for breach in some),
            )


def must_not(rule: Rule, roster: Roster) -> Iterator[Breach]:
    """Every way in which a roster breaks what must hold of a rule."""
    return breaches(rule, roster) if rule.hard else beyond(rule, roster)


def check_of(rule: Rule) -> OfPlan | OfRoster:
    """How a rule is checked."""
    match rule:
        case MaxEvenings():
            return _of_plan(rule, max_evenings)
        case MinEvenings():
            return _of_plan(rule, min_evenings)
        case RollingLimit():
            return _of_plan(rule, rolling_limit)
        case EveningGap():
            return _of_plan(rule, evening_gap)
        case Consecutive():
            return _of_plan(rule, consecutive)
        case DaysOff():
            return _of_plan(rule, days_off)
        case Weekends():
            return _of_plan(rule, weekends)
        case Rest():
            return _of_plan(rule, rest)
        case Hours():
            return _of_plan(rule, hours_worked)
        case DutyRun():
            return _of_plan(rule, duty_run)
        case RestDays():
            return _of_plan(rule, rest_days)
        case Notice():
            return _of_plan(rule, notice)
        case Visits():
            return OfRoster(partial(visits, rule))
        case VisitGap():
            return OfRoster(partial(visit_gap, rule))
        case AreaTeams():
            return OfRoster(partial(area_teams, rule))
        case AreaLimit():
            return OfRoster(partial(area_limit, rule))
        case PairRepeat():
            return OfRoster(partial(pair_repeat, rule))
        case KeepApart():
            return OfRoster(partial(keep_apart, rule))
        case KeepTogether():
            return OfRoster(partial(keep_together, rule))
        case TeamSkill():
            return OfRoster(partial(team_skill, rule))
        case _:
            assert_never(rule)


def _of_plan(rule: P, check: Callable[[P, Plan], Iterator[Breach]]) -> OfPlan:
    return OfPlan(rule, partial(check, rule))
