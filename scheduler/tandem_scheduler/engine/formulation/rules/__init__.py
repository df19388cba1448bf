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


def post_rules(model: RosterModel, params: SearchParams) -> None:
    """Post every rule of the scenario, and what every roster must keep."""
    post_no_overlap(model)
    for rule in model.problem.scenario.rules_in_force:
        model.begin_rule()
        _post(rule, model)
    first = model.program.size[1]
    post_partners(model)
    post_misfits(model, by_type=params.has(Device.PERSON_TYPES))
    model.program.imply(range(first, model.program.size[1]))
    post_pins(model)


def _post(rule: Rule, model: RosterModel) -> None:
    match rule:
        case MaxEvenings():
            post_max_evenings(rule, model)
        case MinEvenings():
            post_min_evenings(rule, model)
        case RollingLimit() | EveningGap():
            post_rolling(rule, model)
        case Consecutive():
            post_consecutive(rule, model)
        case DaysOff():
            post_days_off(rule, model)
        case Weekends():
            post_weekends(rule, model)
        case Rest():
            post_rest(rule, model)
        case Hours():
            post_hours(rule, model)
        case DutyRun():
            post_duty_run(rule, model)
        case RestDays():
            post_rest_days(rule, model)
        case Notice():
            post_notice(rule, model)
        case VisitGap():
            post_visit_gap(rule, model)
        case Visits():
            post_visits(rule, model)
        case AreaTeams():
            post_area_teams(rule, model)
        case AreaLimit():
            post_area_limit(rule, model)
        case PairRepeat() | KeepApart() | KeepTogether() | TeamSkill():
            pass  # Bound where people meet: `formulation.meetings`.
        case _:
            assert_never(rule)
