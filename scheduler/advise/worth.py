"""What is worth most: planning anew with one thing more, one after the other."""

from collections.abc import Iterable
from dataclasses import dataclass

from models import Deployment, Effect, Gain, Scenario
from scheduler.checks import Checker
from scheduler.engine.limits import Limits
from scheduler.engine.solve import Outcome, solve_scenario

from .changes import Change, changes
from .trial import effects_of, told

FIRST = 0.25
"""Part of the time that planning without a change may take."""

MOST_ALIKE = 2
"""Gains told of one rule, or of evenings: more of them would hide the others."""


@dataclass(frozen=True)
class _Planned:
    """The best roster found for a plan."""

    teams: tuple[Deployment, ...]
    tiers: tuple[int, ...]
    ended: tuple[bool, ...]
    """For each tier, whether nothing better is known to be possible."""


@dataclass(frozen=True)
class _Found:
    """A gain, with what becomes of every tier, and the change that it is of."""

    order: tuple[int, ...]
    gain: Gain
    change: Change


def gains(scenario: Scenario, limits: Limits) -> tuple[list[Gain], bool]:
    """What each change gains, the most first, and whether all that were chosen were tried to the end."""
    outcome = solve_scenario(scenario, limits.share(FIRST), None)
    if outcome.deployments is None and not outcome.infeasible:
        return [], False
    before = _planned(outcome)
    chosen, found, complete = changes(scenario, outcome, limits.share(FIRST)), list[_Found](), True
    for number, change in enumerate(chosen):
        if limits.over:
            return _ranked(found), False
        tried = solve_scenario(change.plan, limits.share(1 / (len(chosen) - number)), None)
        after = _planned(tried)
        if after is None:
            complete = complete and tried.infeasible
        elif (one := _found(scenario, change, before, after)) is not None:
            found.append(one)
        else:
            complete = complete and all(after.ended)
    return _ranked(found), complete


def _ranked(found: Iterable[_Found]) -> list[Gain]:
    """The most first, of what is alike no more than is told, of a whole rule only what a part of it does not gain."""
    told_of: dict[object, list[_Found]] = {}
    for one in sorted(found, key=lambda one: (one.order, one.change.whole)):
        alike = told_of.setdefault((one.change.kind, one.change.rule), [])
        as_good = one.change.whole and any(other.order == one.order for other in alike)
        if len(alike) < MOST_ALIKE and not as_good:
            alike.append(one)
    ranked = sorted((one for alike in told_of.values() for one in alike), key=lambda one: one.order)
    return [one.gain for one in ranked]


def _planned(outcome: Outcome) -> _Planned | None:
    if outcome.deployments is None:
        return None
    values = tuple(tier.value for tier in outcome.tiers)
    return _Planned(outcome.deployments, values, tuple(tier.value <= tier.bound for tier in outcome.tiers))


def _found(scenario: Scenario, change: Change, before: _Planned | None, after: _Planned) -> _Found | None:
    """What a change gains, both rosters valued on its scale; None where that is nothing."""
    if before is None:
        # Any roster is worth more than none.
        order = tuple(-(1 << 60) for _ in after.tiers)
        return _Found(order, _gain(scenario, change, (), verified=True), change)
    scale = Checker(change.scale)
    old, new = scale.tiers(before.teams), scale.tiers(after.teams)
    if new >= old:
        return None
    order = tuple(more - less for less, more in zip(old, new, strict=True))
    deciding = next(n for n, more in enumerate(order) if more) + 1
    # On another scale the roster without the change may not be the best one any more.
    same = old[:deciding] == before.tiers[:deciding]
    verified = same and all(before.ended[:deciding]) and all(after.ended[:deciding])
    return _Found(order, _gain(scenario, change, effects_of(scenario, old, new), verified=verified), change)


def _gain(scenario: Scenario, change: Change, effects: tuple[Effect, ...], *, verified: bool) -> Gain:
    rule, name = (None, None) if change.rule is None else scenario.rule_place(change.rule)
    return Gain(
        kind=change.kind,
        rule=rule,
        name=name,
        person=change.person,
        area=change.area,
        evening=change.evening,
        limit=change.limit,
        effects=effects,
        verified=verified,
        message=f"{change.words}: {told(effects) if effects else 'there is a roster'}.",
    )
