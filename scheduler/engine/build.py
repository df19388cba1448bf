"""The model of a problem, with every rule posted and every tier valued."""

from models import Rest

from .measures import Measures
from .problem import Problem
from .rules import post_rules
from .variables import RosterModel


def build(problem: Problem) -> tuple[RosterModel, Measures]:
    """The model of a problem with every rule posted, and its measures."""
    rests = tuple(rule.minutes for rule in problem.scenario.rules if isinstance(rule, Rest))
    roster = RosterModel(problem, rests)
    post_rules(roster)
    return roster, Measures(roster)
