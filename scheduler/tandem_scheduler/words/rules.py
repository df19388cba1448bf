"""The turns of phrase that rules share: bounds, amounts, and the one that is more."""

from tandem_models import Scenario
from tandem_models.rules import RuleBase
from tandem_models.scenario.selection import spared_by

from .plain import listing

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
