"""Whose evening could be exchanged for somebody's, and who could simply take it: all ranked, or excluded with the rule.

What counts is what a swap adds to what is broken, as always here. People, pairs and places are looked at one by one
(`Trial`), and most of what becomes of them comes again in other swaps: all swaps of an evening are looked at.
"""

from collections.abc import Sequence
from datetime import date

from tandem_models import Deployment, ExcludedSwap, Role, Swap, Swaps
from tandem_scheduler.checks import Block
from tandem_scheduler.engine import Limits
from tandem_scheduler.words.plain import day

from ..headway import Tell, quiet
from .chains import Tiers
from .outings import Outings, around, besides, in_words
from .suggest import NOT_LOOKED_AT, rule_of, stopped
from .trades import Trade, exchanges, member, partner_of
from .trial import UNCHANGED, Trial


def swaps_of(
    trial: Trial, person: str, evening: date, takers: Sequence[str], limits: Limits, tell: Tell = quiet
) -> Swaps:
    """Every swap of a person's evening with some others of their role, those that can be ranked."""
    role = trial.scenario.person[person].role
    places = [team for team in dict.fromkeys(trial.roster.on[evening]) if member(team, role) == person]
    found, excluded, complete = list[tuple[Trade, Tiers]](), list[ExcludedSwap](), True
    words = _SwapWords(trial, role)
    for number, taker in enumerate(takers):
        tell("Looking at everybody", number, len(takers))
        for place in places:
            for trade in (Trade(role, taker, place, None), *exchanges(trial.roster, role, place, taker)):
                complete = complete and not limits.over
                stop = _stopped(trial, trade) if complete else (Block(NOT_LOOKED_AT), (taker,))
                if stop is None:
                    found.append((trade, trial.tiers(*trade.way)))
                else:
                    excluded.append(words.excluded(trade, *stop))
    found.sort(key=lambda one: (trial.order(one[1]), one[0].notice))
    return Swaps(
        person=person,
        evening=evening,
        swaps=tuple(words.swap(trade, tiers) for trade, tiers in found),
        excluded=tuple(excluded),
        complete=complete,
    )


def _stopped(trial: Trial, trade: Trade) -> tuple[Block, tuple[str, ...]] | None:
    """What keeps a swap from being, and about whom that is: where it is several, the taker, then the other."""
    if (engaged := trade.engaged(trial.roster)) is not None:
        return Block("deployed"), (engaged,)
    broken = trial.broken(*trade.way)
    if not broken:
        return None
    kind, number, people = min(broken, key=lambda key: (key[2] != (trade.taker,), key[2] != (trade.leaver,)))
    return Block(kind, number), people


class _SwapWords:
    """Swaps in the planner's words."""

    def __init__(self, trial: Trial, role: Role) -> None:
        self._trial = trial
        self._scenario = trial.scenario
        self._outings = Outings(trial)
        self._role = role

    def swap(self, trade: Trade, tiers: Tiers) -> Swap:
        """A swap that can be, with what comes of it."""
        taker, person, place, given = trade.taker, trade.leaver, trade.place, trade.given
        evening, (removed, added) = place.evening, trade.way
        taken = self._outings.of(taker, evening, removed, added)
        outings = [taken]
        who = f"{taker}{self._where(place)}"
        if given is None:
            told = in_words(taken, evening)
        else:
            back = self._outings.of(person, given.evening, removed, added)
            outings.append(back)
            when = "" if given.evening == evening else f" on {day(given.evening)}"
            who += f", {person} for {taker}{when}{self._where(given)}"
            told = "" if not when else f"{taker} {around(taken, evening)}; {person} {around(back, given.evening)}"
        effects = self._trial.effects(tiers)
        unchanged = UNCHANGED if all(effect.before == effect.after for effect in effects) else ""
        told = "; ".join(filter(None, (told, besides(self._scenario, effects) or unchanged)))
        return Swap(
            person=taker,
            evening=None if given is None else given.evening,
            removed=removed,
            added=added,
            effects=effects,
            outings=tuple(outings),
            message=f"{who}{told and ': '}{told}.",
        )

    def excluded(self, trade: Trade, block: Block, people: tuple[str, ...]) -> ExcludedSwap:
        """A swap that can't be, and why."""
        rule, name = rule_of(self._scenario, block)
        evening = None if trade.given is None else trade.given.evening
        given = (
            ""
            if evening is None
            else f", for {day(evening)}"
            if evening != trade.place.evening
            else ", for their place"
        )
        about = "" if people == (trade.taker,) else " with ".join(people)
        which = "" if rule is None else name or block.reason
        named = "; ".join(filter(None, (about, which)))
        return ExcludedSwap(
            person=trade.taker,
            evening=evening,
            people=people,
            reason=block.reason,
            rule=rule,
            name=name,
            message=f"{trade.taker}{given}: {stopped(block.reason)}{named and f' ({named})'}.",
        )

    def _where(self, team: Deployment) -> str:
        """Where somebody goes who takes a place, and with whom."""
        return f" with {member(team, partner_of(self._role))} in {self._scenario.area[team.area].label}"
