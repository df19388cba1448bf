"""The whole scenario: what a planner states, what follows from it directly, and what is wrong with it."""

from .derived import Duty, Span
from .scenario import Scenario

__all__ = ["Duty", "Scenario", "Span"]
