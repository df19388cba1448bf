"""Rest between duties."""

from collections.abc import Iterator

from models import Rest

from .breach import Breach
from .facts import between
from .roster import Plan
from .words import day, hours


def rest(rule: Rest, plan: Plan) -> Iterator[Breach]:
    """So many hours between every two duties of which one is a deployment: a breach for every two that are closer."""
    required = rule.minutes * 60
    for first, second in plan.closer_than(required):
        free = max(0, between(first, second))
        yield Breach(
            sentence=f"{plan.person} has {hours(free)} of rest between the {first.what} of {day(first.on)} and the "
            f"{second.what} of {day(second.on)}, at least {hours(required)} are required",
            allowed=f"at least {hours(required)}",
            found=hours(free),
            units=-((free - required) // 3600),  # begun hours count whole
            people=(plan.person,),
            evenings=(first.on, second.on),
        )
