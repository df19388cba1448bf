"""A roster with one team in place of another, all else as it is: what it breaks and what it is worth."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import sub
from typing import NamedTuple

from models import Deployment, Effect, Scenario, Violation
from scheduler.checks import Checker, Key, Roster

Swap = tuple[str, tuple[Deployment, ...], tuple[Deployment, ...]]
"""A person, the teams that they leave, and those that they join."""


class _Valued:
    """A roster with what it breaks and what it is worth, found out once each."""

    def __init__(self, checker: Checker, roster: Roster) -> None:
        self._checker = checker
        self.roster = roster

    @cached_property
    def broken(self) -> Counter[Key]:
        """Units by which what is hard is broken."""
        return self._checker.broken(self.roster)

    @cached_property
    def tiers(self) -> tuple[int, ...]:
        """The value of every tier."""
        return self._checker.tiers(self.roster)


class _Change(NamedTuple):
    """What becomes of one person."""

    before: _Valued
    after: _Valued

    @property
    def tiers(self) -> Iterator[int]:
        """What is added to the value of every tier."""
        return map(sub, self.after.tiers, self.before.tiers)


class Trial:
    """Tries changes of one roster. It may break hard rules itself: only what a change adds to that counts."""

    def __init__(self, scenario: Scenario, teams: Sequence[Deployment]) -> None:
        self.scenario = scenario
        self.checker = Checker(scenario)
        self.roster = self.checker.roster(teams)
        self._whole = _Valued(self.checker, self.roster)
        self._parts: dict[str, _Valued] = {}
        self._changes: dict[Swap, _Change] = {}

    @property
    def before(self) -> tuple[int, ...]:
        """The value of every tier without a change."""
        return self._whole.tiers

    def changed(self, removed: Sequence[Deployment], added: Sequence[Deployment]) -> Roster:
        """The roster with a change."""
        return self.roster.changed(removed, added)

    def tiers(self, removed: Sequence[Deployment], added: Sequence[Deployment]) -> tuple[int, ...]:
        """What a change is worth: the value of every tier."""
        swaps = _swaps(removed, added)
        if swaps is None:
            return self.checker.tiers(self.changed(removed, added))
        changes = (self._swapped(swap).tiers for swap in swaps)
        return tuple(map(sum, zip(self.before, *changes, strict=True)))

    def broken(self, removed: Sequence[Deployment], added: Sequence[Deployment]) -> dict[Key, int]:
        """Units by which more of what is hard is broken with a change than before."""
        swaps = _swaps(removed, added)
        if swaps is None:
            return dict(self.checker.broken(self.changed(removed, added)) - self._whole.broken)
        units = Counter[Key]()
        for swap in swaps:
            change = self._swapped(swap)
            units.update(change.after.broken)
            units.subtract(change.before.broken)
        return dict(+units)

    def breaks(self, removed: Sequence[Deployment], added: Sequence[Deployment]) -> tuple[Violation, ...]:
        """What more of what is hard is broken with a change than before; what is broken less is not told."""
        known = self._violations
        found = [one for one in self.checker.violations(self.changed(removed, added)) if one.strength == "hard"]
        more = _units(found) - _units(known)
        told_before = {one.message for one in known}
        return tuple(one for one in found if more[_about(one)] and one.message not in told_before)

    @cached_property
    def _violations(self) -> tuple[Violation, ...]:
        """What is hard and broken without a change."""
        return tuple(one for one in self.checker.violations(self.roster) if one.strength == "hard")

    def _swapped(self, swap: Swap) -> _Change:
        """What one person's part in a change makes of it; most of it comes again in other changes."""
        if swap not in self._changes:
            person, removed, added = swap
            if person not in self._parts:
                # The whole is looked at first: what it looks up in the scenario is shared.
                assert self._whole.tiers is not None  # noqa: S101
                self._parts[person] = _Valued(self.checker, self.roster.about(person))
            before = self._parts[person]
            self._changes[swap] = _Change(before, _Valued(self.checker, before.roster.changed(removed, added)))
        return self._changes[swap]

    def effects(self, after: Sequence[int]) -> tuple[Effect, ...]:
        """The tiers before and after a change."""
        return effects_of(self.scenario, self.before, after)


def _swaps(removed: Sequence[Deployment], added: Sequence[Deployment]) -> Iterator[Swap] | None:
    """Person by person, where in every team one of a role takes another's place; None for any other change.

    Then all that changes is said of these people and of who goes with them: it is the sum of what becomes of each.
    """
    if len(removed) != len(added):
        return None
    parts: dict[str, tuple[list[Deployment], list[Deployment]]] = {}
    kept = set[tuple[bool, bool]]()
    for old, new in zip(removed, added, strict=True):
        same = old.detective == new.detective, old.officer == new.officer
        if (old.evening, old.area) != (new.evening, new.area) or sum(same) != 1:
            return None
        left, joined = (old.officer, new.officer) if same[0] else (old.detective, new.detective)
        kept.add(same)
        parts.setdefault(left, ([], []))[0].append(old)
        parts.setdefault(joined, ([], []))[1].append(new)
    return ((person, tuple(old), tuple(new)) for person, (old, new) in parts.items()) if len(kept) == 1 else None


About = tuple[str, int | None, str | None, tuple[str, ...], tuple[str, ...]]


def _about(violation: Violation) -> About:
    """What a violation is about, however much is broken: its rule, people and areas."""
    return violation.kind, violation.rule, violation.name, violation.people, violation.areas


def _units(violations: Sequence[Violation]) -> Counter[About]:
    found = Counter[About]()
    for one in violations:
        found[_about(one)] += one.units
    return found


def effects_of(scenario: Scenario, before: Sequence[int], after: Sequence[int]) -> tuple[Effect, ...]:
    """What becomes of every tier."""
    tiers = zip(scenario.objectives, before, after, strict=True)
    return tuple(Effect(tier=tier.name, before=old, after=new) for tier, old, new in tiers)


def told(effects: Sequence[Effect]) -> str:
    """The tiers that change: coverage 1 to 0; fairness 60,550 to 61,075."""
    changed = [effect for effect in effects if effect.before != effect.after]
    return "; ".join(f"{e.tier} {e.before:,} to {e.after:,}" for e in changed) or "no tier changes"
