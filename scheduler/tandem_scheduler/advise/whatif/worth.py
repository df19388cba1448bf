"""What is worth most: planning anew with one thing more, one after the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from tandem_models import Deployment, Effect, Gain, Scenario
from tandem_models.ranking import Ranking
from tandem_scheduler.checks import Checker
from tandem_scheduler.engine import Limits, Outcome, solve_scenario

from ..substitutes.trial import effects_in_words, effects_of
from .options import Change, changes

FIRST = 0.25
"""Part of the time that planning without a change may take."""

SLICE = 0.2
"""Part of the time left that planning with one change may take at least: what presses the hardest stands first."""

MOST_ALIKE = 2
"""Gains told of one rule, or of evenings: more of them would hide the others."""

AT_LEAST = " At least that: time ran out before it was known how much more."
PERHAPS = " Perhaps less: it is not known how good a roster there is without it."


class Gains(NamedTuple):
    """What was found of the changes chosen."""

    gains: list[Gain]
    """The most first."""
    tried: int
    """Changes of which all is known: planned anew to the end, without and with them."""
    complete: bool
    """Whether these are all."""
    possible: bool | None = True
    """Whether there is a roster without any; None where that is not known."""


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

    order: tuple[tuple[int, ...], tuple[int, ...]]
    """What is known to become of every tier, and what was found."""
    gain: Gain
    change: Change


def gains(scenario: Scenario, limits: Limits) -> Gains:
    """What each change gains, newcomers first, each in a fair share of the time that those before it left."""
    outcome = solve_scenario(scenario, limits.share(FIRST), None)
    if outcome.deployments is None and not outcome.infeasible:
        return Gains([], 0, complete=False, possible=None)
    before = _planned(outcome)
    chosen, found, tried = changes(scenario, outcome, limits.share(FIRST)), list[_Found](), 0
    for number, change in enumerate(chosen):
        if limits.over:
            break
        planned = solve_scenario(change.plan, limits.share(max(SLICE, 1 / (len(chosen) - number))), None)
        after = _planned(planned)
        if after is None:
            tried += planned.infeasible
            continue
        tried += all(after.ended) and (before is None or all(before.ended))
        one = _found(scenario, change, before, after)
        if one is not None:
            found.append(one)
    return Gains(_ranked(found), tried, tried == len(chosen), before is not None)


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
    return _Planned(outcome.deployments, values, tuple(tier.ended for tier in outcome.tiers))


def _found(scenario: Scenario, change: Change, before: _Planned | None, after: _Planned) -> _Found | None:
    """What a change gains, both rosters valued on its scale; None where that is nothing."""
    if before is None:
        # Any roster is worth more than none.
        most = tuple(-(1 << 60) for _ in after.tiers)
        return _Found((most, most), _gain(scenario, change, (), 0, 0, verified=True, doubt=""), change)
    scale = Checker(change.scale)
    old, new = scale.tiers(before.teams), scale.tiers(after.teams)
    # What one of the two has given within a tolerance is no gain of the other.
    old_level, new_level = Ranking(scenario.objectives).levelled(old, new)
    if new_level >= old_level:
        return None
    shift = tuple(more - less for less, more in zip(old_level, new_level, strict=True))
    deciding = next(n for n, more in enumerate(shift) if more) + 1
    # On another scale the roster without the change may not be the best one any more.
    same = (ended and on_it == value for ended, on_it, value in zip(before.ended, old, before.tiers, strict=True))
    best_before = sum(1 for _ in takewhile(bool, same))
    known = min(best_before, sum(1 for _ in takewhile(bool, after.ended)))
    verified, least = known >= deciding, best_before >= deciding
    counts = known if verified else deciding if least else 0
    order = tuple(more if n < counts else 0 for n, more in enumerate(shift))
    doubt = "" if verified else AT_LEAST if least else PERHAPS
    effects = effects_of(scenario, old, new)
    gain = _gain(scenario, change, effects, known, deciding, verified=verified, doubt=doubt)
    return _Found((order, shift), gain, change)


def _gain(
    scenario: Scenario,
    change: Change,
    effects: tuple[Effect, ...],
    known: int,
    deciding: int,
    *,
    verified: bool,
    doubt: str,
) -> Gain:
    """A gain in words: of its tiers those that are known, in any case those up to the one that decides."""
    rule, name = (None, None) if change.rule is None else scenario.rule_place(change.rule)
    what = effects_in_words(effects[: max(known, deciding)]) if effects else "there is a roster"
    return Gain(
        kind=change.kind,
        rule=rule,
        name=name,
        person=change.person,
        area=change.area,
        evening=change.evening,
        limit=change.limit,
        effects=effects,
        known=known,
        verified=verified,
        message=f"{change.words}: {what}.{doubt}",
    )
