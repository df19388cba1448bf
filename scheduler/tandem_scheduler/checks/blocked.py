"""What keeps a person from working one more evening."""

from collections.abc import Collection
from datetime import date

from tandem_models import Deployment
from tandem_scheduler.rulebook import RULES

from .breach import Block
from .families.areas import full
from .roster import Plan, Roster
from .rules import OfPlan, check_of
from .scenario.duties import Timed


def blocked(
    roster: Roster, person: str, evening: date, area: str | None = None, without: Collection[Deployment] = ()
) -> Block | None:
    """The first reason why a person of a roster can't also work an evening, in an area where one is named.

    Of the hard rules, the first about people that this evening would break, then `area_limit`; None where nothing stops
    the person. Without an area, only what holds in all of them counts. `without` are deployments of the person that
    are given up for it.
    Raises KeyError where the scenario has no such person, evening or area.
    """
    index = roster.index
    release = index.release[person, evening]
    plan = roster.plan(person)
    if without:
        free = {team.evening for team in without}
        plan = roster.planned(person, tuple(duty for duty in plan.duties if duty.on not in free))
    if evening < index.scenario.opening:
        return Block("over")
    if evening in plan.evenings:
        return Block("deployed")
    if release is None:
        return Block(index.scenario.away(person, evening) or "duty")
    areas = index.scenario.area if area is None else (area,)
    times = dict.fromkeys(index.times[evening, place] for place in areas)
    reasons = [_broken_by(duty, plan) for duty in times]
    if all(reasons):
        return reasons[0]
    closed = [_closed(roster, person, place, evening, without) for place in areas]
    return closed[0] if closed and all(closed) else None


def _closed(roster: Roster, person: str, area: str, evening: date, without: Collection[Deployment]) -> Block | None:
    """The first hard rule that lets a person be sent to an area that evening no more often."""
    for number, rule in roster.index.area_limits:
        if full(rule, roster, person, area, evening, without):
            return Block(rule.kind, number)
    return None


def _broken_by(duty: Timed, plan: Plan) -> Block | None:
    if duty not in plan.broken_by:
        plan.broken_by[duty] = _broken(plan.adding(duty), duty.on)
    return plan.broken_by[duty]


def _broken(plan: Plan, evening: date) -> Block | None:
    """The first thing that a person's plan breaks on account of an evening in it.

    What an evening adds to is a breach that names it; rules that an evening more can't break are left out.
    """
    if any(evening in (one.on, other.on) for one, other in plan.overlaps):
        return Block("overlap")
    for number, rule in enumerate(plan.index.scenario.rules_in_force):
        if not rule.hard or not RULES[rule.kind].bars:
            continue
        how = check_of(rule)
        if (
            isinstance(how, OfPlan)
            and plan.person in plan.index.bound(how.rule)
            and any(evening in breach.evenings for breach in how.check(plan))
        ):
            return Block(rule.kind, number)
    return None
