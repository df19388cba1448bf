"""What areas get and who may go there: visits, visit_gap, area_teams, area_limit."""

from tandem_models import AreaLimit, AreaTeams, VisitGap, Visits

from ...algebra.linear import Linear
from ..roster_model import RosterModel


def post_visits(rule: Visits, model: RosterModel) -> None:
    """Visits to each area over the operation."""
    evenings, over = model.problem.bound_evenings(rule), model.problem.is_over_for(rule)
    for area in model.bound_areas(rule):
        visits = Linear()
        for evening in evenings:
            visits.add(model.visits(area, evening))
        if rule.max is not None:
            model.at_most(visits, max(rule.max, visits.constant), rule)
        if rule.min is not None and not over:
            model.at_least(visits, rule.min, rule)


def post_visit_gap(rule: VisitGap, model: RosterModel) -> None:
    """A visit in every stretch of one evening more than may pass without."""
    problem = model.problem
    evenings = problem.bound_evenings(rule, problem.visits_known_from)
    visited = {(problem.number(entry.on), entry.area) for entry in problem.scenario.history if entry.area is not None}
    for area in model.bound_areas(rule):
        name = problem.scenario.areas[area].id
        for last in range(rule.evenings, len(evenings)):
            stretch = evenings[last - rule.evenings : last + 1]
            if evenings[last] < problem.opening or any((on, name) in visited for on in stretch):
                continue
            visits = Linear()
            for evening in stretch:
                if evening >= 0:
                    visits.add(model.visits(area, evening))
            model.at_least(visits, 1, rule)


def post_area_teams(rule: AreaTeams, model: RosterModel) -> None:
    """Teams in an area in one evening."""
    evenings = model.problem.bound_evenings(rule, model.problem.opening)
    for area in model.bound_areas(rule):
        for evening in evenings:
            model.at_most(model.visits(area, evening), rule.max, rule)


def post_area_limit(rule: AreaLimit, model: RosterModel) -> None:
    """Deployments of a person to an area over the operation."""
    if rule.hard and rule.max == 0:
        return  # These areas are closed to them: no group of theirs is counted there.
    evenings, over = model.problem.bound_evenings(rule), model.problem.is_over_for(rule)
    areas = model.problem.bound_areas(rule)
    for person in model.bound_people(rule):
        for area in areas:
            times = Linear()
            for evening in evenings:
                times.add(model.at(person, evening, area))
            if rule.max is not None:
                model.at_most(times, max(rule.max, times.constant), rule)
            if rule.min is not None and not over:
                model.at_least(times, rule.min, rule)
