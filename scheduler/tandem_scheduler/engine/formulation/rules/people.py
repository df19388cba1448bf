"""How often and how densely a person works: max_evenings, min_evenings, rolling_limit, evening_gap."""

from tandem_models import EveningGap, MaxEvenings, MinEvenings, RollingLimit

from ..roster_model import RosterModel
from .windows import post_windows


def post_max_evenings(rule: MaxEvenings, model: RosterModel) -> None:
    """At most so many evenings each."""
    for person in model.bound_people(rule):
        model.at_most(model.load(person), max(rule.max, model.problem.done(person)), rule)


def post_min_evenings(rule: MinEvenings, model: RosterModel) -> None:
    """At least so many evenings each."""
    for person in model.bound_people(rule) if not model.problem.is_over else ():
        model.at_least(model.load(person), rule.min, rule)


def post_rolling(rule: RollingLimit | EveningGap, model: RosterModel) -> None:
    """At most `limit` evenings in every window of `days` dates; a gap of n is a limit of 1 in n + 1."""
    days, limit = (rule.days, rule.limit) if isinstance(rule, RollingLimit) else (rule.evenings + 1, 1)
    for person in model.bound_people(rule):
        post_windows(rule, model, person, days, limit, model.problem.worked[person])
