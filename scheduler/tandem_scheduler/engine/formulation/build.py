"""The model of a problem, with every rule posted and every tier valued."""

from tandem_models import Rest

from ..limits import Limits
from ..params import DEFAULTS, SearchParams
from ..problem.problem import Problem
from .measures import Measures
from .patterns import post_patterns
from .roster_model import RosterModel
from .rules import post_rules


def build(
    problem: Problem, limits: Limits | None = None, params: SearchParams = DEFAULTS
) -> tuple[RosterModel, Measures]:
    """The model of a problem with every rule posted, and its measures. Raises TimeUp where the limits end it first."""
    rests = tuple(rule.minutes for rule in problem.scenario.rules_in_force if isinstance(rule, Rest))
    model = RosterModel(problem, rests, limits)
    post_rules(model, params)
    post_patterns(model, params)
    measures = Measures(model)
    model.program.heed(None)
    return model, measures
