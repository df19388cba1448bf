"""From a rule to its check: the one place that knows them all."""

from collections.abc import Iterator
from typing import assert_never

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

from .breach import Breach
from .families.areas import area_limit, area_teams, visit_gap, visits
from .families.duty_law import duty_run, hours_worked, notice, rest, rest_days
from .families.people import evening_gap, max_evenings, min_evenings, rolling_limit
from .families.runs import consecutive, days_off, weekends
from .families.teams import keep_apart, keep_together, pair_repeat, team_skill
from .roster import Plan, Roster

PersonalRule = (
    MaxEvenings
    | MinEvenings
    | RollingLimit
    | EveningGap
    | Consecutive
    | DaysOff
    | Weekends
    | Rest
    | Hours
    | DutyRun
    | RestDays
    | Notice
)
"""A rule that looks at one person's evenings at a time."""


def breaches(rule: Rule, roster: Roster) -> Iterator[Breach]:
    """Every way in which a roster breaks a rule."""
    match rule:
        case (
            MaxEvenings()
            | MinEvenings()
            | RollingLimit()
            | EveningGap()
            | Consecutive()
            | DaysOff()
            | Weekends()
            | Rest()
            | Hours()
            | DutyRun()
            | RestDays()
            | Notice()
        ):
            this = id(rule)
            for person in roster.index.each(rule.who):
                plan = roster.plan(person)
                if this not in plan.breaches:
                    plan.breaches[this] = tuple(personal_breaches(rule, plan))
                yield from plan.breaches[this]
        case Visits():
            yield from visits(rule, roster)
        case VisitGap():
            yield from visit_gap(rule, roster)
        case AreaTeams():
            yield from area_teams(rule, roster)
        case AreaLimit():
            yield from area_limit(rule, roster)
        case PairRepeat():
            yield from pair_repeat(rule, roster)
        case KeepApart():
            yield from keep_apart(rule, roster)
        case KeepTogether():
            yield from keep_together(rule, roster)
        case TeamSkill():
            yield from team_skill(rule, roster)
        case _:
            assert_never(rule)


def personal_breaches(rule: PersonalRule, plan: Plan) -> Iterator[Breach]:
    """Every way in which a person's evenings break a rule, whether or not it selects that person."""
    match rule:
        case MaxEvenings():
            return max_evenings(rule, plan)
        case MinEvenings():
            return min_evenings(rule, plan)
        case RollingLimit():
            return rolling_limit(rule, plan)
        case EveningGap():
            return evening_gap(rule, plan)
        case Consecutive():
            return consecutive(rule, plan)
        case DaysOff():
            return days_off(rule, plan)
        case Weekends():
            return weekends(rule, plan)
        case Rest():
            return rest(rule, plan)
        case Hours():
            return hours_worked(rule, plan)
        case DutyRun():
            return duty_run(rule, plan)
        case RestDays():
            return rest_days(rule, plan)
        case Notice():
            return notice(rule, plan)
        case _:
            assert_never(rule)
