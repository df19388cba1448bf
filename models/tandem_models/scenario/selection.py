"""Whom, where and when rules bind: what their words select, and what their exceptions take out."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import cached_property
from typing import NamedTuple

from ..base import ROLE_WORDS, Role
from ..days import DayOrKind, day_meant, matches
from ..operation import Area
from ..people import Person
from ..rules import RuleBase
from .stated import Stated


class Spared(NamedTuple):
    """The words of a rule's `except`, by what they name."""

    who: tuple[str, ...]
    areas: tuple[str, ...]
    days: tuple[DayOrKind, ...]


def spared_by(rule: RuleBase, areas: Collection[str]) -> Spared:
    """What the words of a rule's `except` name, `areas` being the ids that there are.

    A word is an area where rules of its kind name areas and one has that id, a day where they name days and it is one,
    else people.
    """
    keys = type(rule).model_fields
    who, places, days = list[str](), list[str](), list[DayOrKind]()
    for word in rule.exempt or ():
        if "areas" in keys and word in areas:
            places.append(word)
        elif "on" in keys and (day := day_meant(word)) is not None:
            days.append(day)
        else:
            who.append(word)
    return Spared(tuple(who), tuple(places), tuple(days))


class Selecting(Stated):
    """A scenario's people and areas by id, and those that rules bind."""

    @cached_property
    def area(self) -> dict[str, Area]:
        """Areas by id."""
        return {area.id: area for area in self.areas}

    @cached_property
    def person(self) -> dict[str, Person]:
        """People by id."""
        return {person.id: person for person in self.people}

    def of_role(self, role: Role) -> tuple[Person, ...]:
        """The people of a role, in the file's order."""
        return tuple(person for person in self.people if person.role == role)

    def selected(self, who: Iterable[str] | None) -> tuple[Person, ...]:
        """The people that a rule's `who` selects: by role, id, skill, tag or home area; None selects everybody."""
        if who is None:
            return self.people
        wanted = set(who)
        wanted |= {self._roles_meant[word].value for word in wanted & self._roles_meant.keys()}
        return tuple(p for p in self.people if wanted & {p.id, p.role.value, p.home, *p.skills, *p.tags})

    @cached_property
    def _roles_meant(self) -> dict[str, Role]:
        """The words for roles, without those that are somebody's id, home area, skill or tag."""
        own = {word for p in self.people for word in (p.id, p.home, *p.skills, *p.tags)}
        return {word: role for word, role in ROLE_WORDS.items() if word not in own}

    def spared(self, rule: RuleBase) -> tuple[Person, ...]:
        """The people that a rule's `except` selects."""
        return () if rule.exempt is None else self.selected(spared_by(rule, self.area).who)

    def spared_of_pair(self, rule: RuleBase) -> int:
        """How many of a pair must be among the people of a rule's `except` for it not to hold for the pair.

        Both, where it selects people of both roles; where of one role alone, one.
        """
        return max(1, len({person.role for person in self.spared(rule)}))

    def bound(self, rule: RuleBase) -> tuple[Person, ...]:
        """The people whom a rule on single people binds: those that `who` selects and `except` does not."""
        people = self.selected(getattr(rule, "who", None))
        spared = {person.id for person in self.spared(rule)}
        return tuple(person for person in people if person.id not in spared) if spared else people

    def bound_areas(self, rule: RuleBase) -> tuple[str, ...]:
        """The areas that a rule on areas binds, each once: those that it names, without those of its `except`."""
        named: tuple[str, ...] | None = getattr(rule, "areas", None)
        areas = tuple(self.area) if named is None else tuple(dict.fromkeys(named))
        if rule.exempt is None:
            return areas
        spared = spared_by(rule, self.area).areas
        return tuple(area for area in areas if area not in spared)

    def binds_on(self, rule: RuleBase, on: date) -> bool:
        """Whether a rule speaks of a date: one of its `on`, and none of its `except`."""
        days: tuple[DayOrKind, ...] | None = getattr(rule, "on", None)
        if days is not None and not matches(days, on):
            return False
        return rule.exempt is None or not matches(spared_by(rule, self.area).days, on)

    def binds_always(self, rule: RuleBase) -> bool:
        """Whether a rule speaks of every date."""
        return getattr(rule, "on", None) is None and not (rule.exempt and spared_by(rule, self.area).days)
