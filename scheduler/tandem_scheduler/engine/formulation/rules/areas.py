"""What areas get and who may go there: visits, visit_gap, area_teams, area_limit."""

from tandem_models import AreaLimit, AreaTeams, VisitGap, Visits

from ...algebra.linear import Linear
from ..roster_model import RosterModel


def post_visits(rule: Visits, roster: RosterModel) -> None:
    """Visits to each area over the operation."""
    for area in roster.areas_of(rule):
        visits = Linear()
        for evening in roster.problem.evenings:
            visits.add(roster.visits(area, evening))
        if rule.max is not None:
            roster.at_most(visits, max(rule.max, visits.constant), rule)
        if rule.min is not None and not roster.problem.is_over:
            roster.at_least(visits, rule.min, rule)


def post_visit_gap(rule: VisitGap, roster: RosterModel) -> None:
    """A visit in every stretch of one evening more than may pass without."""
    problem = roster.problem
    visited = {(problem.number(entry.on), entry.area) for entry in problem.scenario.history if entry.area is not None}
    for area in roster.areas_of(rule):
        name = problem.scenario.areas[area].id
        for first in range(
            max(problem.visits_known_from, problem.opening - rule.evenings), len(problem.evenings) - rule.evenings
        ):
            stretch = range(first, first + rule.evenings + 1)
            if any((on, name) in visited for on in stretch):
                continue
            visits = Linear()
            for evening in stretch:
                if evening >= 0:
                    visits.add(roster.visits(area, evening))
            roster.at_least(visits, 1, rule)


def post_area_teams(rule: AreaTeams, roster: RosterModel) -> None:
    """Teams in an area in one evening."""
    for area in roster.areas_of(rule):
        for evening in roster.problem.evenings[roster.problem.opening :]:
            roster.at_most(roster.visits(area, evening), rule.max, rule)


def post_area_limit(rule: AreaLimit, roster: RosterModel) -> None:
    """Deployments of a person to an area over the operation."""
    if rule.hard and rule.max == 0:
        return  # These areas are closed to them: no group of theirs is counted there.
    for person in roster.people_of(rule):
        for area in roster.problem.named(rule.areas):
            times = Linear(constant=roster.problem.done(person, area))
            for evening in roster.evenings_of(person):
                times.add(roster.at(person, evening, area))
            if rule.max is not None:
                roster.at_most(times, max(rule.max, times.constant), rule)
            if rule.min is not None and not roster.problem.is_over:
                roster.at_least(times, rule.min, rule)
