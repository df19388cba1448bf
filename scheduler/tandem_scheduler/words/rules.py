"""The turns of phrase that rules share: whom they bind, where and when, bounds, amounts, and the one that is more."""

from collections.abc import Sequence

from tandem_models import Person, Role, Scenario
from tandem_models.rules import RuleBase
from tandem_models.scenario.selection import spared_by

from .plain import ROLES, listing, some

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def bounds(verb: str, least: float | None, most: float | None, noun: str) -> str:
    """Both bounds of a number, or the one that there is: may work at most 3 evenings."""
    if most is None:
        return f"must {verb} at least {amount(least or 0, noun)}"
    if least is None:
        return f"may {verb} at most {amount(most, noun)}"
    return f"must {verb} {least:g} to {amount(most, noun)}"


def amount(number: float, noun: str) -> str:
    """A number of things that need not be whole: 1 hour, 7.5 hours."""
    return f"{number:g} {noun}{'' if number == 1 else 's'}"


def another(number: float, noun: str) -> str:
    """The one that is more, where that is the last of so many: a third evening, 12 evenings."""
    place = int(number) - 1
    return f"a {ORDINALS[place]} {noun}" if place in range(1, 7) or place in (8, 9) else amount(number, noun)


def on_days(scenario: Scenario, rule: RuleBase) -> str:
    """The days of which a rule speaks, where those are not all: on fri and sat, but not on 2021-03-05."""
    named, spared = getattr(rule, "on", None) or (), spared_by(rule, scenario.area).days
    on = f" on {listing([str(day) for day in named])}" if named else ""
    return f"{on}, but not on {listing([str(day) for day in spared])}" if spared else on


def whom(scenario: Scenario, rule: RuleBase) -> str:
    """Whom a rule about single people binds: everybody, every detective (but for D01), D01 and D02."""
    named = _all_of(scenario, scenario.bound(rule))
    if named is not None:
        return named
    people, spared = scenario.selected(getattr(rule, "who", None)), {person.id for person in scenario.spared(rule)}
    named, ids = _all_of(scenario, people), [person.id for person in people if person.id in spared]
    if named is not None and ids:
        return f"{named} (but for {some(ids)})"
    return some([person.id for person in scenario.bound(rule)])


def whom_of_pairs(scenario: Scenario, rule: RuleBase) -> str:
    """Whom a rule about pairs binds, and of which pairs it does not speak: everybody (but for D01 and N01 together)."""
    people = scenario.selected(getattr(rule, "who", None))
    bound = _all_of(scenario, people) or some([person.id for person in people])
    if not (spared := scenario.spared(rule)):
        return bound
    together = " together" if scenario.spared_of_pair(rule) > 1 else ""
    return f"{bound} (but for {some([person.id for person in spared])}{together})"


def where(scenario: Scenario, rule: RuleBase) -> str:
    """The areas that a rule binds: every area (but for Harbour), Harbour and Old Town."""
    bound = scenario.bound_areas(rule)
    if len(bound) == len(scenario.area):
        return "every area"
    if getattr(rule, "areas", None) is None:
        return f"every area (but for {some([area.label for area in scenario.areas if area.id not in bound])})"
    return some([scenario.area[area].label for area in bound])


def wish(demand: str) -> str:
    """A demand, `may` or `must` do something, as what need not be: should work at most 3 evenings."""
    return f"should {demand.removeprefix('may ').removeprefix('must ')}"


def _all_of(scenario: Scenario, people: Sequence[Person]) -> str | None:
    """Everybody or every one of a role, where these are all."""
    if people == scenario.people:
        return "everybody"
    return next((f"every {ROLES[role]}" for role in Role if people and people == scenario.of_role(role)), None)
