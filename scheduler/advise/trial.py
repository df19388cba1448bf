"""A roster with one team in place of another, all else as it is: what it breaks and what it is worth."""

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import NamedTuple

from models import Deployment, Effect, Scenario
from scheduler.checks import Checker, Key, Roster


class Tried(NamedTuple):
    """What became of a change."""

    broken: dict[Key, int]
    """Units by which more of what is hard is broken than before."""
    tiers: tuple[int, ...]
    """The value of every tier."""


class Trial:
    """Tries changes of one roster. It may break hard rules itself: only what a change adds to that counts."""

    def __init__(self, scenario: Scenario, teams: Sequence[Deployment]) -> None:
        self.scenario = scenario
        self.checker = Checker(scenario)
        self.roster = self.checker.roster(teams)

    @cached_property
    def before(self) -> tuple[int, ...]:
        """The value of every tier without a change."""
        return self.checker.tiers(self.roster)

    @cached_property
    def _broken(self) -> dict[Key, int]:
        return dict(self.checker.broken(self.roster))

    def changed(self, removed: Collection[Deployment], added: Collection[Deployment]) -> Roster:
        """The roster with a change."""
        return self.roster.changed(removed, added)

    def outcome(self, removed: Collection[Deployment], added: Collection[Deployment]) -> Tried:
        """What a change breaks and is worth."""
        roster, known = self.changed(removed, added), self._broken
        broken = {
            key: units - known.get(key, 0)
            for key, units in self.checker.broken(roster).items()
            if units > known.get(key, 0)
        }
        return Tried(broken, self.checker.tiers(roster))

    def effects(self, after: Sequence[int]) -> tuple[Effect, ...]:
        """The tiers before and after a change."""
        return effects_of(self.scenario, self.before, after)


def effects_of(scenario: Scenario, before: Sequence[int], after: Sequence[int]) -> tuple[Effect, ...]:
    """What becomes of every tier."""
    tiers = zip(scenario.objectives, before, after, strict=True)
    return tuple(Effect(tier=tier.name, before=old, after=new) for tier, old, new in tiers)


def told(effects: Sequence[Effect]) -> str:
    """The tiers that change: coverage 1 to 0; fairness 60,550 to 61,075."""
    changed = [effect for effect in effects if effect.before != effect.after]
    return "; ".join(f"{e.tier} {e.before:,} to {e.after:,}" for e in changed) or "no tier changes"
