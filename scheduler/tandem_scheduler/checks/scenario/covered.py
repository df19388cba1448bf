"""Rules that can never matter, as a stricter one of their kind covers all that they speak of.

What is said here is sure: a roster that keeps the stricter rule keeps the other, so that leaving that out changes no
verdict. Only a hard rule covers another; of packs nothing is told, as nobody wrote their rules.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from itertools import product

from tandem_models import KeepApart, KeepTogether, PairRepeat, Role, Rule, Scenario
from tandem_models.bounds import PlaceOf
from tandem_models.rules.base import AreasRule
from tandem_scheduler.rulebook import RULES

from .places import rule_at


def covered(scenario: Scenario) -> Iterator[tuple[int, int, bool]]:
    """The places among the rules in force of rules that can never matter, each with that of one that covers it.

    And whether the two cover each other: then it is the later that is told of.
    """
    by_kind: dict[str, list[int]] = {}
    for n, rule in enumerate(scenario.rules_in_force):
        by_kind.setdefault(rule.kind, []).append(n)
    for alike in by_kind.values():
        scopes = [_Scope(scenario, scenario.rules_in_force[n]) for n in alike] if len(alike) > 1 else []
        for n, mine in zip(alike, scopes, strict=False):
            if scenario.rule_names[n] is not None or mine.empty:
                continue
            for m, other in zip(alike, scopes, strict=False):
                if m != n and other.covers(mine) and not (n < m and mine.covers(other)):
                    yield n, m, mine.covers(other)
                    break


class _Scope:
    """What a rule speaks of."""

    def __init__(self, scenario: Scenario, rule: Rule) -> None:
        self._rule = rule
        self._binds = RULES[rule.kind].binds(scenario)
        self._people = self._pairs = self._areas = frozenset[object]()
        self._evenings = frozenset[date]()
        match rule:
            case PairRepeat() | KeepApart() | KeepTogether():
                self._pairs = frozenset(_pairs(scenario, rule))
                self.empty = not self._pairs
                return
            case AreasRule():
                self._areas = frozenset(scenario.bound_areas(rule))
                first = min(scenario.visits_known_from, scenario.operation.start)
                dates = (first + timedelta(days=n) for n in range((scenario.operation.end - first).days + 1))
                self._evenings = frozenset(filter(partial(scenario.binds_on, rule), dates))
        self._people = frozenset(person.id for person in scenario.bound(rule))
        self.empty = not self._people or (isinstance(rule, AreasRule) and not (self._areas and self._evenings))

    def same_as(self, other: "_Scope") -> bool:
        """Whether another rule speaks of just the same."""
        mine, theirs = ((s._people, s._pairs, s._areas, s._evenings) for s in (self, other))
        return mine == theirs

    def covers(self, other: "_Scope") -> bool:
        """Whether a roster that keeps this rule keeps another one of its kind."""
        entry = RULES[self._rule.kind]
        if entry.stricter is None or not self._rule.hard or not self._binds:
            return False
        more = self._people >= other._people and self._areas >= other._areas and self._pairs >= other._pairs
        same = self._evenings == other._evenings or (entry.by_evening and self._evenings >= other._evenings)
        return more and same and entry.stricter(self._rule, other._rule)


def _pairs(scenario: Scenario, rule: PairRepeat | KeepApart | KeepTogether) -> Iterator[tuple[str, str]]:
    """The pairs of which a rule says that they may not be a team, or only so often."""
    chosen = {person.id for person in scenario.selected(rule.who)}
    spared, enough = {person.id for person in scenario.spared(rule)}, scenario.spared_of_pair(rule)
    for pair in product(*(scenario.of_role(role) for role in Role)):
        detective, officer = (person.id for person in pair)
        among, out = ((detective in people) + (officer in people) for people in (chosen, spared))
        match rule:
            case PairRepeat():
                bound = among > 0 and out < enough
            case KeepApart():
                bound = among == 2 and out < enough
            case KeepTogether():
                bound = among == 1 and out < enough
        if bound:
            yield detective, officer


def in_vain(scenario: Scenario, place: PlaceOf) -> Iterator[str]:
    """Notes on them, each with how to make an exception where one is meant."""
    for n, m, same in covered(scenario):
        instead = _instead(scenario, scenario.rules_in_force[n], m, same)
        yield (
            f"{rule_at(scenario, n, place)} changes nothing: {rule_at(scenario, m, place)} asks "
            f"{'the same' if same else 'more'} of all that it speaks of{instead}"
        )


def _instead(scenario: Scenario, mine: Rule, number: int, same: bool) -> str:
    """What to do about a rule that is covered by that of a number."""
    keys = [key for key in ("who", "areas", "on") if getattr(mine, key, None)]
    if same or len(keys) != 1 or mine.exempt is not None:
        return "; drop it" if same or not keys else "; where it is to be an exception, leave it out there with `except`"
    words = f"`except: [{', '.join(map(str, getattr(mine, keys[0])))}]`"
    name = scenario.rule_names[number]
    where = "there" if name is None else f"in the pack's `change`, below `{name}`"
    return f"; where it is to be an exception, write {words} {where}"


def exceptions_in_vain(scenario: Scenario, place: PlaceOf) -> Iterator[str]:
    """Notes on exceptions that take out nothing, or everything."""
    for n, rule in enumerate(scenario.rules_in_force):
        if rule.exempt is None:
            continue
        with_it, without = (_Scope(scenario, one) for one in (rule, rule.model_copy(update={"exempt": None})))
        if with_it.same_as(without):
            yield f"the exceptions of {rule_at(scenario, n, place)} take nothing out of it: it speaks of none of these"
        elif with_it.empty and not without.empty:
            yield f"{rule_at(scenario, n, place)} says nothing: its exceptions take out all that it speaks of"
