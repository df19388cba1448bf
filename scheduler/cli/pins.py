"""What teams that are pinned break by themselves: told before anything is planned around them."""

from collections.abc import Sequence

from models import Explanation, Scenario, Violation

from .page import merged

WAY_ON = (
    "No roster can have all of these teams. Change them, or, where they have been worked already, say so with "
    "--pins-as-facts: they then stand although they break this."
)


def told(broken: Sequence[Violation]) -> list[str]:
    """A sentence for each thing that is broken, windows of days that overlap as one, and the way on."""
    return [*(f"The pinned teams break this: {one.message}" for one in merged(broken)), WAY_ON]


def explained(scenario: Scenario) -> Explanation | None:
    """That there is no roster for what the pinned teams break; None where they break nothing by themselves."""
    from scheduler import api

    broken = api.broken_by_pins(scenario)
    if not broken:
        return None
    return Explanation(status="infeasible", pinned=broken, repairs_complete=False, complete=False)
