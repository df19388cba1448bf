"""Rules as constraints: every rule writes into the roster's model and nowhere else."""

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

from ...devices import Device
from ...params import SearchParams
from ..roster_model import RosterModel
from .areas import post_area_limit, post_area_teams, post_visit_gap, post_visits
from .duty_law import post_duty_run, post_no_overlap, post_notice, post_rest, post_rest_days
from .hours import post_hours
from .people import post_max_evenings, post_min_evenings, post_rolling
from .runs import post_consecutive, post_days_off, post_weekends
from .teams import post_misfits, post_partners, post_pins

__all__ = ["post_rules"]


def post_rules(roster: RosterModel, params: SearchParams) -> None:
    """Post every rule of the scenario, and what every roster must keep."""
    post_no_overlap(roster)
    for rule in roster.problem.scenario.rules_in_force:
        roster.posted.append([])
        _post(rule, roster)
    first = roster.model.size[1]
    post_partners(roster)
    post_misfits(roster, by_type=params.has(Device.PERSON_TYPES))
    roster.implied.update(range(first, roster.model.size[1]))
    post_pins(roster)


def _post(rule: Rule, roster: RosterModel) -> None:
    match rule:
        case MaxEvenings():
            post_max_evenings(rule, roster)
        case MinEvenings():
            post_min_evenings(rule, roster)
        case RollingLimit() | EveningGap():
            post_rolling(rule, roster)
        case Consecutive():
            post_consecutive(rule, roster)
        case DaysOff():
            post_days_off(rule, roster)
        case Weekends():
            post_weekends(rule, roster)
        case Rest():
            post_rest(rule, roster)
        case Hours():
            post_hours(rule, roster)
        case DutyRun():
            post_duty_run(rule, roster)
        case RestDays():
            post_rest_days(rule, roster)
        case Notice():
            post_notice(rule, roster)
        case VisitGap():
            post_visit_gap(rule, roster)
        case Visits():
            post_visits(rule, roster)
        case AreaTeams():
            post_area_teams(rule, roster)
        case AreaLimit():
            post_area_limit(rule, roster)
        case PairRepeat() | KeepApart() | KeepTogether() | TeamSkill():
            pass  # Bound where people meet: `formulation.meetings`.
        case _:
            assert_never(rule)
