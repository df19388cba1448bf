"""The independent checker: re-reads scenario and roster with plain Python and knows nothing of the engine.

`verify` checks a roster: `families` has a check for each rule, `rules` finds it, and a `breach` becomes a violation,
units times weight. `measures` recomputes the objective, `gaps` what is missing, `blocked` what keeps somebody from an
evening. `scenario`: what can be said before there is any roster.
"""

from .breach import Block
from .roster import Roster
from .verify import Checker, Deployments, Key, verify

__all__ = ["Block", "Checker", "Deployments", "Key", "Roster", "verify"]
