"""One entry for each kind of rule and for each measure: whom it is about, what it is called, how it gives.

What the checks, the advice and the views say of rules and measures of any kind they read here.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from tandem_models import Measure
from tandem_models.rules import KINDS

from .areas import AREAS
from .duty_law import DUTY_LAW
from .entry import Aspect, Looser, MeasureEntry, Moved, RuleEntry
from .measures import MEASURES as _MEASURES
from .people import PEOPLE
from .teams import TEAMS

__all__ = ["MEASURES", "RULES", "Aspect", "Looser", "MeasureEntry", "Moved", "RuleEntry"]

_RULES: tuple[RuleEntry[Any], ...] = (*PEOPLE, *DUTY_LAW, *AREAS, *TEAMS)

RULES: Mapping[str, RuleEntry[Any]] = {entry.kind: entry for entry in _RULES}
"""The entry of every kind of rule."""

MEASURES: Mapping[Measure, MeasureEntry] = {entry.measure: entry for entry in _MEASURES}
"""The entry of every measure."""


def _hold(there: Collection[str], wanted: Iterable[str]) -> None:
    """Say at once what lacks an entry: nobody is to meet it later."""
    if missing := [name for name in wanted if name not in there]:
        raise AssertionError(f"no entry in the rulebook: {', '.join(missing)}")


_hold(RULES, KINDS)
_hold(MEASURES, Measure)
