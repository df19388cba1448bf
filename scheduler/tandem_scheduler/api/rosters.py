"""Rosters looked at: checked, held against each other, and pinned."""

from collections.abc import Iterable
from typing import Literal

from tandem_models import Comparison, Deployment, Effect, Pin, Report, Scenario, Schedule, Violation
from tandem_models.ranking import Ranking, Values

from ..checks import Checker, verify
from ..checks.difference import changes_between
from ..entrance import sound, teams_in, teams_of


def check(scenario: Scenario, roster: Schedule | Iterable[Deployment]) -> Report:
    """Find every violation of every rule in a roster, however it was made, and recompute every measure.

    Reads scenario and roster with plain Python; no solver is involved. Teams that name what the scenario does not have
    are violations, too, here alone: all other calls refuse them.

    Args:
        scenario: what was planned.
        roster: a schedule, or the deployments of a roster that was made by hand.

    Returns:
        A Report: violations, gaps, loads and visits, the measures and the tiers' values. `ok` where nothing that must
        hold is broken.

    Raises:
        TypeError: there is no scenario, or no roster.
        ScenarioError, RosterError: scenario or deployments were made by what validates nothing, and have faults; or the
            schedule has no roster.
    """
    return verify(sound(scenario), teams_of(roster))


def compare(
    scenario: Scenario, before: Schedule | Iterable[Deployment], after: Schedule | Iterable[Deployment]
) -> Comparison:
    """What is different from one roster to another: every tier, and everybody who is told something else.

    Which is better is said by the tiers alone: what hard rules are broken stands beside it. Tolerances count from the
    better value of the two.

    Args:
        scenario: what was planned.
        before: the one roster, such as the published one.
        after: the other.

    Returns:
        A Comparison: the effect on each tier, the changes person by person, how many hard rules each roster breaks, and
        which is better.

    Raises:
        TypeError: there is no scenario, or no roster.
        ScenarioError, RosterError: scenario or roster have faults, do not fit each other, or there is no roster.
    """
    scenario = sound(scenario)
    old, new = teams_in(scenario, before, "before"), teams_in(scenario, after, "after")
    first, second = verify(scenario, old), verify(scenario, new)
    hard = [sum(one.strength == "hard" for one in report.violations) for report in (first, second)]
    ranking = Ranking(scenario.objectives)
    levels = zip(*ranking.levelled(first.tiers, second.tiers), strict=True)
    tiers = zip(scenario.objectives, first.tiers, second.tiers, levels, strict=True)
    return Comparison(
        effects=tuple(
            Effect(tier=tier.name, before=was, after=now, within_tolerance=was != now and level[0] == level[1])
            for tier, was, now, level in tiers
        ),
        changes=changes_between(old, new),
        broken_before=hard[0],
        broken_after=hard[1],
        better=_better(ranking, first.tiers, second.tiers),
    )


def _better(ranking: Ranking, before: Values, after: Values) -> Literal["before", "after"] | None:
    if ranking.better(before, after):
        return "before"
    return "after" if ranking.better(after, before) else None


def broken_by_pins(scenario: Scenario) -> tuple[Violation, ...]:
    """What must hold and the pinned teams break by themselves: no roster that has them all keeps it.

    Teams are the pins with area, detective and officer. What others could still mend is not among it, as a visit that
    is missing.

    Args:
        scenario: what is to be planned, with its pins.

    Returns:
        The violations; none where the pins break nothing.

    Raises:
        TypeError: there is no scenario.
        ScenarioError: it has faults.
    """
    return lasting_of_pins(sound(scenario), None)


def lasting_of_pins(scenario: Scenario, checker: Checker | None) -> tuple[Violation, ...]:
    """The same of a scenario that has no faults, by a checker of it where there is one already."""
    teams = {
        Deployment(evening=pin.on, area=pin.area, detective=pin.detective, officer=pin.officer)
        for pin in scenario.pins
        if pin.area is not None and pin.detective is not None and pin.officer is not None and pin.on >= scenario.opening
    }
    return (checker or Checker(scenario)).lasting((*scenario.facts, *teams)) if teams else ()


def pinned(scenario: Scenario, roster: Schedule | Iterable[Deployment], *, facts: bool = False) -> Scenario:
    """The scenario with every team of a roster pinned, besides the pins that it has.

    A roster that was changed by hand is planned on around what it says: leave out of it what is to be decided anew.

    Args:
        scenario: what is planned.
        roster: whose teams are pinned.
        facts: whether they have been worked already. They then stand although they break rules, and the evenings up to
            the last of them are over (`tandem_models.Pin`).

    Returns:
        A new scenario; the one given stays as it is.

    Raises:
        TypeError: there is no scenario, or no roster.
        ScenarioError, RosterError: scenario or roster have faults, do not fit each other, or there is no roster.
            ScenarioError also where somebody has worked in two teams on one evening.
    """
    scenario = sound(scenario)
    pins = tuple(
        Pin(on=team.evening, area=team.area, detective=team.detective, officer=team.officer, fact=facts)
        for team in teams_in(scenario, roster)
    )
    known = {_named(pin) for pin in scenario.pins}
    return scenario.changed(pins=(*scenario.pins, *(pin for pin in dict.fromkeys(pins) if _named(pin) not in known)))


def _named(pin: Pin) -> tuple[object, ...]:
    return pin.on, pin.area, pin.detective, pin.officer, pin.fact
