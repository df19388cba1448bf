"""What areas get and who may go there: visits, visit_gap, area_teams, area_limit."""

from tandem_models import AreaLimit, AreaTeams, VisitGap, Visits

from ...algebra.linear import Linear
from ..roster_model import RosterModel


def post_visits(rule: Visits, model: RosterModel) -> None:
    """Visits to each area over the operation."""
    for area in model.bound_areas(rule):
        visits = Linear()
        for evening in model.problem.evenings:
            visits.add(model.visits(area, evening))
        if rule.max is not None:
            model.at_most(visits, max(rule.max, visits.constant), rule)
        if rule.min is not None and not model.problem.is_over:
            model.at_least(visits, rule.min, rule)


def post_visit_gap(rule: VisitGap, model: RosterModel) -> None:
    """A visit in every stretch of one evening more than may pass without."""
    problem = model.problem
    visited = {(problem.number(entry.on), entry.area) for entry in problem.scenario.history if entry.area is not None}
    for area in model.bound_areas(rule):
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
                    visits.add(model.visits(area, evening))
            model.at_least(visits, 1, rule)


def post_area_teams(rule: AreaTeams, model: RosterModel) -> None:
    """Teams in an area in one evening."""
    for area in model.bound_areas(rule):
        for evening in model.problem.evenings[model.problem.opening :]:
            model.at_most(model.visits(area, evening), rule.max, rule)


def post_area_limit(rule: AreaLimit, model: RosterModel) -> None:
    """Deployments of a person to an area over the operation."""
    if rule.hard and rule.max == 0:
        return  # These areas are closed to them: no group of theirs is counted there.
    for person in model.bound_people(rule):
        for area in model.problem.named(rule.areas):
            times = Linear(constant=model.problem.done(person, area))
            for evening in model.evenings_of(person):
                times.add(model.at(person, evening, area))
            if rule.max is not None:
                model.at_most(times, max(rule.max, times.constant), rule)
            if rule.min is not None and not model.problem.is_over:
                model.at_least(times, rule.min, rule)
