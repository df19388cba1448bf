"""Hours worked in a period: hours."""

from tandem_models import Hours

from ...problem.numbered import Minutes
from ..roster_model import RosterModel
from .amounts import post_amounts


def post_hours(rule: Hours, model: RosterModel) -> None:
    """Not too few and not too many hours in any period."""
    problem = model.problem
    operation = problem.scenario.operation
    periods = [
        (problem.number(first), problem.number(last)) for first, last in rule.periods(operation.start, operation.end)
    ]
    reach = (periods[0][0], max(last for _, last in periods))
    for person in model.bound_people(rule):
        standing = _standing(rule, model, person, *reach)
        allowed = standing | {
            e: max(standing[e], _minutes(e, span))
            for e, span in (problem.replaced(person, *reach) if rule.ordinary else ())
        }
        most, least = rule.limit(rule.max), rule.limit(rule.min)
        post_amounts(rule, model, person, periods, standing, allowed, _minutes, most, least, per=60)


def _minutes(_: int, span: Minutes) -> int:
    return span[1] - span[0]


def _standing(rule: Hours, model: RosterModel, person: int, first: int, last: int) -> dict[int, int]:
    """The minutes that a person works by date whatever the roster, unless a deployment takes their place."""
    problem = model.problem
    minutes = {e: _minutes(e, span) for e, span in problem.duties(person, first, last)} if rule.ordinary else {}
    return minutes | {e: _minutes(e, problem.shift(e, area)) for e, area in problem.worked[person].items()}
