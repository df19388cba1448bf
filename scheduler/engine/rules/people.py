"""How often and how densely a person works: max_evenings, min_evenings, rolling_limit, evening_gap."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from models import EveningGap, MaxEvenings, MinEvenings, RollingLimit

from ..variables import RosterModel


def post_max_evenings(rule: MaxEvenings, roster: RosterModel) -> None:
    """At most so many evenings each."""
    for person in roster.problem.selected(rule.who):
        roster.at_most(roster.load(person), rule.max, rule)


def post_min_evenings(rule: MinEvenings, roster: RosterModel) -> None:
    """At least so many evenings each."""
    for person in roster.problem.selected(rule.who):
        roster.at_least(roster.load(person), rule.min, rule)


def post_rolling(rule: RollingLimit | EveningGap, roster: RosterModel) -> None:
    """At most `limit` evenings in every window of `days` dates; a gap of n is a limit of 1 in n + 1."""
    days, limit = (rule.days, rule.limit) if isinstance(rule, RollingLimit) else (rule.evenings + 1, 1)
    for person in roster.problem.selected(rule.who):
        windows = list(_windows(roster, person, days, limit))
        # Windows with the same evenings are broken together.
        for (evenings, left), times in Counter(_binding(windows) if rule.hard else windows).items():
            roster.at_most(roster.evenings_worked(person, evenings), left, rule, times=times)


Window = tuple[tuple[int, ...], int]
"""The evenings of a window on which a person can work, and how many of them they may."""


def _windows(roster: RosterModel, person: int, days: int, limit: int) -> Iterator[Window]:
    """Every window that touches the operation and could be broken."""
    open_evenings = tuple(roster.evenings_of(person))
    worked = roster.problem.worked[person]
    for first in range(1 - days, len(roster.problem.evenings)):
        evenings = open_evenings[bisect_left(open_evenings, first) : bisect_left(open_evenings, first + days)]
        left = max(0, limit - sum(first <= e < min(first + days, 0) for e in worked)) if first < 0 else limit
        if len(evenings) > left:
            yield evenings, left


def _binding(windows: list[Window]) -> list[Window]:
    """Leave out the windows that a neighbour with the same allowance holds whole: they forbid nothing more."""
    kept: list[Window] = []
    for evenings, left in windows:
        if kept and kept[-1][1] == left:
            if kept[-1][0][-1] == evenings[-1]:
                continue
            if kept[-1][0][0] == evenings[0]:
                kept.pop()
        kept.append((evenings, left))
    return kept
