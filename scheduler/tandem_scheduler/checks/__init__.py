"""The independent checker: re-reads scenario and roster with plain Python and knows nothing of the engine."""

from .breach import Block
from .roster import Roster
from .verify import Checker, Deployments, Key, verify

__all__ = ["Block", "Checker", "Deployments", "Key", "Roster", "verify"]
