"""What a change of a roster breaks and is worth, by the parts that it touches (`rulebook.Aspect`)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from operator import add, sub
from typing import NamedTuple

from tandem_models import Deployment, Effect, Role, Scenario, Violation
from tandem_models.ranking import Ranking
from tandem_scheduler.checks import Block, Checker, Key, Roster
from tandem_scheduler.rulebook import Aspect
from tandem_scheduler.words.plain import plain

Subject = str | tuple[str, str] | None
"""What a part is about: a person, a detective and an officer, or (None) the places."""

Visit = tuple[date, str, str]
"""An evening, an area and, where that matters, the partner."""

UNCHANGED = "no tier changes"

Order = tuple[tuple[int, ...], tuple[int, ...]]
"""What changes of a roster are sorted by, the best first (`Ranking.key`)."""


class PartChange(NamedTuple):
    """What a change does to one part, or to several."""

    broken: dict[Key, int]
    """Units by which more of what is hard is broken, below 0 for less."""
    tiers: tuple[int, ...]
    """What is added to the value of every tier."""


class Trial:
    """Tries changes of one roster. It may break hard rules itself: only what a change adds to that counts."""

    def __init__(
        self,
        scenario: Scenario,
        teams: Sequence[Deployment] | Roster,
        checker: Checker | None = None,
        solved: Sequence[int] | None = None,
    ) -> None:
        """`checker` is one of this scenario where there is one already; a prepared roster is of it.

        `solved` are the best values known of the tiers, from which tolerances count: else the roster's own.
        """
        self.scenario = scenario
        self.checker = checker or Checker(scenario)
        self.roster = self.checker.roster(teams)
        self.before = self.checker.tiers(self.roster)
        """The value of every tier without a change."""
        self.ranking = Ranking(scenario.objectives)
        self._solved = None if solved is None else [*map(min, solved, self.before)]
        self._pairs = self.checker.concerns(Aspect.PAIR)
        self._by_partner = self.checker.by_partner
        self._pinned = {pin.on for pin in scenario.pins} | {on for on in scenario.calendar if on < scenario.opening}
        self._part_changes: dict[tuple[Subject, tuple[Visit, ...], tuple[Visit, ...]], PartChange] = {}
        self._valued: dict[Subject, tuple[Roster, Counter[Key], tuple[int, ...]]] = {}

    def changed(self, removed: Sequence[Deployment], added: Sequence[Deployment]) -> Roster:
        """The roster with a change."""
        return self.roster.changed(removed, added)

    def after(self, team: Deployment) -> "Trial":
        """A trial of the roster with one team more; what is known of everybody else is kept."""
        found = Trial(self.scenario, self.changed((), (team,)), self.checker)
        found._solved = None if self._solved is None else self.ranking.held(self._solved, found.before)
        touched = {None, team.detective, team.officer, (team.detective, team.officer)}
        found._valued = {who: value for who, value in self._valued.items() if who not in touched}
        found._part_changes = {key: change for key, change in self._part_changes.items() if key[0] not in touched}
        return found

    def tiers(self, removed: Sequence[Deployment], added: Sequence[Deployment]) -> tuple[int, ...]:
        """What a change is worth: the value of every tier."""
        found = self.before
        for who, left, joined in self._parts(removed, added):
            found = tuple(map(add, found, self._part_change(who, left, joined).tiers))
        return found

    def order(self, tiers: Sequence[int]) -> Order:
        """What changes with these values are sorted by, the best first: within a tier's tolerance all are as good."""
        return self.ranking.key(tiers, self.before if self._solved is None else self._solved)

    def improves(self, tiers: Sequence[int]) -> bool:
        """Whether a change with these values makes the roster better."""
        return self.order(tiers) < self.order(self.before)

    def broken(self, removed: Sequence[Deployment], added: Sequence[Deployment]) -> dict[Key, int]:
        """Units by which more of what is hard is broken with a change than before."""
        units = dict[Key, int]()
        changes = [self._part_change(who, left, joined).broken for who, left, joined in self._parts(removed, added)]
        if not self._pinned.isdisjoint(team.evening for team in (*removed, *added)):
            changes.append(self._pins(removed, added))
        for change in changes:
            for key, number in change.items():
                units[key] = units.get(key, 0) + number
        return {key: number for key, number in units.items() if number > 0}

    def blocked(self, person: str, evening: date, area: str, without: Sequence[Deployment] = ()) -> Block | None:
        """What keeps somebody from a team more, whoever else is in it, once deployments of theirs are given up.

        As `checks.blocked`; but where they break a rule already, that keeps them from it only if it is broken more.
        """
        block = self.checker.blocked(self.roster, person, evening, area, without)
        may_be_old = block is not None and (block.number is not None or block.reason == "overlap")
        if not may_be_old or not any(self._value(person)[1].values()):
            return block
        mine = self.scenario.person[person].role
        pair = {role: next((one.id for one in self.scenario.of_role(role)), person) for role in Role} | {mine: person}
        team = Deployment(
            evening=evening, area=area, detective=pair[Role.DETECTIVE], officer=pair[Role.NEIGHBOURHOOD_OFFICER]
        )
        more = (key for key, units in self._part_change(person, without, (team,)).broken.items() if units > 0)
        return next((Block(kind, number) for kind, number, _ in more), None)

    def alone(
        self, person: str, team: Deployment, removed: Sequence[Deployment] = (), added: Sequence[Deployment] = ()
    ) -> tuple[int, ...]:
        """What one person's part in a team more adds to every tier, and what else changes so that they can join it.

        The tiers before, this for both members, and what `place` adds are no more than what the tiers come to: only
        what rules on pairs add for the two is left out.
        """
        found = (0,) * len(self.before)
        own = False
        for who, left, joined in self._parts(removed, added):
            own |= who == person
            change = self._part_change(who, left, [*joined, self._as_told(person, team)] if who == person else joined)
            found = tuple(map(add, found, change.tiers))
        return found if own else tuple(map(add, found, self.joining(person, team).tiers))

    def joining(self, person: str, team: Deployment) -> PartChange:
        """What comes of one person's part in a team more that they are in, with the partner who is best for that."""
        return self._part_change(person, (), (self._as_told(person, team),))

    def _as_told(self, person: str, team: Deployment) -> Deployment:
        """A team that somebody is in, with the partner with whom they were told to go there, if they were."""
        told = self.roster.index.told.get(person, {}).get(team.evening) if self._by_partner else None
        return team if told is None or told.area != team.area else told.as_deployment

    def place(self, team: Deployment) -> tuple[int, ...]:
        """What a team more where this one goes adds to every tier, whoever they are."""
        return self._part_change(None, (), (team,)).tiers

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

    def _parts(
        self, removed: Sequence[Deployment], added: Sequence[Deployment]
    ) -> Iterator[tuple[Subject, Sequence[Deployment], Sequence[Deployment]]]:
        """What a change touches, each with the teams that it has no longer and those that it has now."""
        parts = dict[Subject, tuple[list[Deployment], list[Deployment]]]()
        for side, teams in enumerate((removed, added)):
            for team in teams:
                pair = team.detective, team.officer
                for who in (*pair, pair, None) if self._pairs else (*pair, None):
                    parts.setdefault(who, ([], []))[side].append(team)
        for who, (left, joined) in parts.items():
            yield who, left, joined

    def _part_change(self, who: Subject, removed: Sequence[Deployment], added: Sequence[Deployment]) -> PartChange:
        """What a change does to one part; most of it comes again in other changes."""
        left, joined = self._visits(who, removed), self._visits(who, added)
        for place in left[:] if joined else ():
            if place in joined:
                left.remove(place)
                joined.remove(place)
        key = who, tuple(left), tuple(joined)
        if key not in self._part_changes:
            self._part_changes[key] = self._measured(who, removed, added) if left or joined else self._nothing
        return self._part_changes[key]

    def _visits(self, who: Subject, teams: Sequence[Deployment]) -> list[Visit]:
        """What of teams counts for one part: when and where they go and, if that matters, the partner."""
        with_partner = self._by_partner and isinstance(who, str)
        partners = (team.officer if team.detective == who else team.detective for team in teams)
        return sorted(
            (team.evening, team.area, partner if with_partner else "")
            for team, partner in zip(teams, partners, strict=True)
        )

    @cached_property
    def _nothing(self) -> PartChange:
        return PartChange({}, (0,) * len(self.before))

    def _measured(self, who: Subject, removed: Sequence[Deployment], added: Sequence[Deployment]) -> PartChange:
        roster, broken, tiers = self._value(who)
        broken_after, tiers_after = self.checker.share(roster.changed(removed, added), _aspect(who))
        broken_after = Counter(broken_after)
        broken_after.subtract(broken)
        return PartChange(dict(broken_after), tuple(map(sub, tiers_after, tiers)))

    def _value(self, who: Subject) -> tuple[Roster, Counter[Key], tuple[int, ...]]:
        """What one part is without a change: its roster, what it breaks of what is hard, and adds to every tier."""
        if who not in self._valued:
            roster = self.roster
            if isinstance(who, str):
                roster = roster.about(who)
            elif who is not None:
                mine = roster.of_person.get(who[0], ())
                roster = roster.only(team for team in mine if (team.detective, team.officer) == who)
            self._valued[who] = (roster, *self.checker.share(roster, _aspect(who)))
        return self._valued[who]

    def _pins(self, removed: Sequence[Deployment], added: Sequence[Deployment]) -> dict[Key, int]:
        """What a change does to pins: those of its evenings alone are looked at."""
        evenings = {team.evening for team in (*removed, *added)}
        roster = self.roster.only(team for on in evenings for team in self.roster.on.get(on, ()))
        units = Counter(self.checker.share(roster.changed(removed, added), Aspect.PIN)[0])
        units.subtract(self.checker.share(roster, Aspect.PIN)[0])
        return dict(units)

    def effects(self, after: Sequence[int]) -> tuple[Effect, ...]:
        """The tiers before and after a change."""
        return effects_of(self.scenario, self.before, after)


def _aspect(who: Subject) -> Aspect:
    return Aspect.PLACE if who is None else Aspect.PERSON if isinstance(who, str) else Aspect.PAIR


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


def effects_in_words(effects: Sequence[Effect]) -> str:
    """The tiers that change: coverage 1 to 0; fairness 60,550 to 61,075."""
    changed = [effect for effect in effects if effect.before != effect.after]
    return "; ".join(f"{plain(e.tier)} {e.before:,} to {e.after:,}" for e in changed) or UNCHANGED
