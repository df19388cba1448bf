"""What each rule demands, as the end of a clause about one person or area, or many."""

from collections.abc import Sequence
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
from tandem_scheduler.words.plain import count, listing


def predicate(rule: Rule, areas: Sequence[str]) -> str:
    """What a rule says of whom or what it binds; `areas` are those it names."""
    match rule:
        case MaxEvenings():
            return f"may work at most {count(rule.max, 'evening')}"
        case MinEvenings():
            return f"must work at least {count(rule.min, 'evening')}"
        case RollingLimit():
            return f"may work at most {count(rule.limit, 'evening')} in any {count(rule.days, 'day')}"
        case EveningGap():
            return f"must have at least {count(rule.evenings, 'evening')} free between two worked"
        case Consecutive():
            return f"{_bounds('work', rule.min, rule.max, 'evening')} in a row"
        case DaysOff():
            return f"must have at least {count(rule.min, 'evening')} free in a row wherever any are between two worked"
        case Weekends():
            return f"may work at most {count(rule.max, 'weekend')}"
        case Rest():
            return f"must have {rule.hours:g} hours of rest between two duties"
        case Hours():
            return f"{_bounds('work', rule.min, rule.max, 'hour')} {period(rule)}"
        case DutyRun():
            late = "" if rule.ends_after is None else f" that end after {rule.ends_after:%H:%M}"
            return f"may be on duty at most {count(rule.max, 'day')} in a row{late and ', counting duties' + late}"
        case RestDays():
            return f"must have at least {count(rule.least, 'day')} free of duty in any {count(rule.days, 'day')}"
        case Notice():
            return f"must have {count(rule.days, 'clear day')} of notice of work on a rest day"
        case Visits():
            return _bounds("get", rule.min, rule.max, "visit")
        case VisitGap():
            return f"may be without a visit for at most {count(rule.evenings, 'evening')} in a row"
        case AreaTeams():
            return f"may have at most {count(rule.max, 'team')} in one evening"
        case _:
            return _about_teams(rule, areas)


def _about_teams(rule: AreaLimit | PairRepeat | KeepApart | KeepTogether | TeamSkill, areas: Sequence[str]) -> str:
    where = listing(areas)
    match rule:
        case AreaLimit(max=0):
            return f"may not be sent to {where or 'any area'}"
        case AreaLimit():
            there = f"to {'each of ' if len(areas) > 1 else ''}{where}" if areas else "to each area"
            return f"{_bounds('be sent', rule.min, rule.max, 'time')} {there}"
        case PairRepeat(limit=0):
            return "may not form a team with anybody"
        case PairRepeat():
            within = "" if rule.within is None else f" in any {count(rule.within, 'day')}"
            return f"may form a team with the same person at most {count(rule.limit, 'time')}{within}"
        case KeepApart():
            return "may not form a team with each other"
        case KeepTogether():
            return "may form teams with each other only"
        case TeamSkill():
            there = f" in {where}" if areas else ""
            when = f" on {listing([str(day) for day in rule.on])}" if rule.on is not None else ""
            members = "both members" if rule.at_least > 1 else "a member"
            return f"must have {members} with {listing(rule.skills)} in every team{there}{when}"
        case _:
            assert_never(rule)


def _bounds(verb: str, least: float | None, most: float | None, noun: str) -> str:
    """Both bounds of a number, or the one that there is."""
    if most is None:
        return f"must {verb} at least {_amount(least or 0, noun)}"
    if least is None:
        return f"may {verb} at most {_amount(most, noun)}"
    return f"must {verb} {least:g} to {_amount(most, noun)}"


def _amount(number: float, noun: str) -> str:
    return f"{number:g} {noun}{'' if number == 1 else 's'}"


def period(rule: Hours) -> str:
    """The period in which hours are counted: a week, in any 14 days."""
    counted = "" if rule.ordinary else ", ordinary duties not counted"
    if rule.days is not None:
        return f"in any {count(rule.days, 'day')}{counted}"
    if rule.per == "operation":
        return f"in the operation{counted}"
    average = "" if rule.average_over is None else f" on average over {count(rule.average_over, 'week')}"
    return f"a week{average}{counted}"
