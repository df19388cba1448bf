"""Teams that are pinned: what they break by themselves is told before anything is planned around them."""

from collections.abc import Sequence
from pathlib import Path

import typer

from tandem_models import Explanation, Scenario, Violation

from .names import Names
from .output import Inputs, RosterContent, say
from .page import merged

WAY_ON = (
    "No roster can have all of these teams. Change them, or, where they have been worked already, say so with "
    "--pins-as-facts: they then stand although they break this."
)


def refuse_facts_of_nothing(as_facts: bool, pins: Path | None) -> None:
    """Raise BadParameter where there are no teams to have been worked."""
    if as_facts and pins is None:
        raise typer.BadParameter("give --pins as well: the teams that have been worked", param_hint="--pins-as-facts")


def pinned(
    scenario: Scenario, teams: RosterContent, file: Path, as_facts: bool, inputs: Inputs, anonymous: bool
) -> tuple[Scenario, tuple[Violation, ...]]:
    """The scenario with teams pinned, and what they break by themselves; of facts that is a note, as they stand."""
    from tandem_scheduler import api

    plan = scenario
    with inputs.reading(file):
        plan = api.pinned(scenario, teams, facts=as_facts)
    inputs.finish()
    if as_facts:
        names = Names(scenario.anonymous() if anonymous else scenario)
        for one in merged(api.broken_by_pins(api.pinned(scenario, teams))):
            say(f"Note: worked all the same: {names.with_names(one.message)}")
    return plan, api.broken_by_pins(plan)


def pinned_in_words(broken: Sequence[Violation]) -> list[str]:
    """A sentence for each thing that is broken, windows of days that overlap as one, and the way on."""
    return [*(f"The pinned teams break this: {one.message}" for one in merged(broken)), WAY_ON]


def explained(broken: tuple[Violation, ...]) -> Explanation | None:
    """That there is no roster for what the pinned teams break; None where they break nothing by themselves."""
    return Explanation(status="infeasible", pinned=broken, repairs_complete=False, complete=False) if broken else None
