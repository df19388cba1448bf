"""What is worth most: planning anew with one thing more, one after the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from tandem_models import Deployment, Effect, Gain, Scenario
from tandem_models.ranking import Ranking
from tandem_scheduler.checks import Checker
from tandem_scheduler.engine import Limits, Outcome, solve_scenario

from ..headway import Tell, quiet
from ..substitutes.trial import effects_in_words, effects_of
from .options import Option, options_of

FIRST = 0.25
"""Part of the time that planning without an option may take."""

AGAIN = 0.7
"""Part of the time left that it may take once more, where there was no roster by then."""

SLICE = 0.2
"""Part of the time left that planning with one option may take at least: limits of the highest prices stand first."""

MOST_ALIKE = 2
"""Gains told of one rule, or of evenings: more of them would hide the others."""

AT_LEAST = " At least that: time ran out before it was known how much more."
PERHAPS = " Perhaps less: it is not known how good a roster there is without it."


class Gains(NamedTuple):
    """What was found of the options chosen."""

    gains: list[Gain]
    """The most first."""
    tried: int
    """Options of which all is known: planned anew to the end, without and with them."""
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
class _RankedGain:
    """A gain, with what becomes of every tier, and the option that it is of."""

    order: tuple[tuple[int, ...], tuple[int, ...]]
    """What is known to become of every tier, and what was found."""
    gain: Gain
    option: Option


def gains(scenario: Scenario, limits: Limits, tell: Tell = quiet) -> Gains:
    """What each option gains, newcomers first, each in a fair share of the time that those before it left.

    What was cut short is planned again where there is more time left for it than it had.
    """
    tell("Planning as things are")
    outcome, cut = _solved(scenario, limits.share(FIRST))
    if outcome.deployments is None and cut:  # Nothing can be said without it.
        outcome, cut = _solved(scenario, limits.share(AGAIN))
    if outcome.deployments is None and not outcome.infeasible:
        return Gains([], 0, complete=False, possible=None)
    if limits.over:
        return Gains([], 0, complete=False, possible=outcome.deployments is not None)
    tell("Looking for what presses the hardest")
    chosen = options_of(scenario, outcome, limits.share(FIRST))
    outcomes = _outcomes(chosen, limits, tell)
    if cut and not limits.over:
        tell("Planning as things are")
        longer, _ = _solved(scenario, limits)
        outcome = outcome if longer.deployments is None else longer
    before, found, tried = _planned(outcome), list[_RankedGain](), 0
    for option, planned in zip(chosen, outcomes, strict=True):
        after = None if planned is None else _planned(planned)
        if after is None:
            tried += planned is not None and planned.infeasible
            continue
        tried += all(after.ended) and (before is None or all(before.ended))
        one = _ranked_gain(scenario, option, before, after)
        if one is not None:
            found.append(one)
    return Gains(_ranked(found), tried, tried == len(chosen), before is not None)


def _outcomes(options: Sequence[Option], limits: Limits, tell: Tell) -> list[Outcome | None]:
    """What planning with each option came to; None where there was no time for it."""
    found: list[Outcome | None] = [None] * len(options)
    rest = list(range(len(options)))
    while rest:
        left, cut = limits.left, list[int]()
        for place, number in enumerate(rest):
            if limits.over:
                return found
            tell("Planning with one thing more", len(options) - len(rest) + place, len(options))
            part = max(SLICE, 1 / (len(rest) - place))
            outcome, was_cut = _solved(options[number].plan, limits.share(part))
            # With more time it goes through what it did with less.
            if found[number] is None or outcome.deployments is not None or outcome.infeasible:
                found[number] = outcome
            if was_cut:
                cut.append(number)
        if not cut or limits.left / len(cut) <= left / len(rest):
            return found
        rest = cut
    return found


def _solved(plan: Scenario, limits: Limits) -> tuple[Outcome, bool]:
    """What planning comes to, and whether it was cut short: with more time there might be more to it."""
    outcome = solve_scenario(plan, limits, None)
    ended = outcome.infeasible or (outcome.deployments is not None and all(tier.ended for tier in outcome.tiers))
    return outcome, limits.left <= 0 and not ended


def _ranked(found: Iterable[_RankedGain]) -> list[Gain]:
    """The most first, of what is alike no more than is told, of a whole rule only what a part of it does not gain."""
    told_of: dict[object, list[_RankedGain]] = {}
    for one in sorted(found, key=lambda one: (one.order, one.option.whole)):
        alike = told_of.setdefault((one.option.kind, one.option.rule), [])
        as_good = one.option.whole and any(other.order == one.order for other in alike)
        if len(alike) < MOST_ALIKE and not as_good:
            alike.append(one)
    ranked = sorted((one for alike in told_of.values() for one in alike), key=lambda one: one.order)
    return [one.gain for one in ranked]


def _planned(outcome: Outcome) -> _Planned | None:
    if outcome.deployments is None:
        return None
    values = tuple(tier.value for tier in outcome.tiers)
    return _Planned(outcome.deployments, values, tuple(tier.ended for tier in outcome.tiers))


def _ranked_gain(scenario: Scenario, option: Option, before: _Planned | None, after: _Planned) -> _RankedGain | None:
    """What an option gains, both rosters valued on its scale; None where that is nothing."""
    if before is None:
        # Any roster is worth more than none.
        most = tuple(-(1 << 60) for _ in after.tiers)
        return _RankedGain((most, most), _gain(scenario, option, (), 0, 0, verified=True, doubt=""), option)
    scale = Checker(option.scale)
    old, new = scale.tiers(before.teams), scale.tiers(after.teams)
    # What one of the two has given within a tolerance is no gain of the other.
    old_level, new_level = Ranking(scenario.objectives).levelled(old, new)
    if new_level >= old_level:
        return None
    shift = tuple(more - less for less, more in zip(old_level, new_level, strict=True))
    deciding = next(n for n, more in enumerate(shift) if more) + 1
    # On another scale the roster without the option may not be the best one any more.
    same = (ended and on_it == value for ended, on_it, value in zip(before.ended, old, before.tiers, strict=True))
    best_before = sum(1 for _ in takewhile(bool, same))
    known = min(best_before, sum(1 for _ in takewhile(bool, after.ended)))
    verified, least = known >= deciding, best_before >= deciding
    counts = known if verified else deciding if least else 0
    order = tuple(more if n < counts else 0 for n, more in enumerate(shift))
    doubt = "" if verified else AT_LEAST if least else PERHAPS
    effects = effects_of(scenario, old, new)
    gain = _gain(scenario, option, effects, known, deciding, verified=verified, doubt=doubt)
    return _RankedGain((order, shift), gain, option)


def _gain(
    scenario: Scenario,
    option: Option,
    effects: tuple[Effect, ...],
    known: int,
    deciding: int,
    *,
    verified: bool,
    doubt: str,
) -> Gain:
    """A gain in words: of its tiers those that are known, in any case those up to the one that decides."""
    rule, name = (None, None) if option.rule is None else scenario.rule_place(option.rule)
    what = effects_in_words(effects[: max(known, deciding)]) if effects else "there is a roster"
    return Gain(
        kind=option.kind,
        rule=rule,
        name=name,
        person=option.person,
        area=option.area,
        evening=option.evening,
        limit=option.limit,
        effects=effects,
        known=known,
        verified=verified,
        message=f"{option.words}: {what}.{doubt}",
    )
