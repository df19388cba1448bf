"""How often and how densely a person works: max_evenings, min_evenings, rolling_limit, evening_gap."""

from tandem_models import EveningGap, MaxEvenings, MinEvenings, RollingLimit

from ..roster_model import RosterModel
from .windows import post_windows


def post_max_evenings(rule: MaxEvenings, roster: RosterModel) -> None:
    """At most so many evenings each."""
    for person in roster.people_of(rule):
        roster.at_most(roster.load(person), max(rule.max, roster.problem.done(person)), rule)


def post_min_evenings(rule: MinEvenings, roster: RosterModel) -> None:
    """At least so many evenings each."""
    for person in roster.people_of(rule) if not roster.problem.is_over else ():
        roster.at_least(roster.load(person), rule.min, rule)


def post_rolling(rule: RollingLimit | EveningGap, roster: RosterModel) -> None:
    """At most `limit` evenings in every window of `days` dates; a gap of n is a limit of 1 in n + 1."""
    days, limit = (rule.days, rule.limit) if isinstance(rule, RollingLimit) else (rule.evenings + 1, 1)
    for person in roster.people_of(rule):
        post_windows(rule, roster, person, days, limit, roster.problem.worked[person])
