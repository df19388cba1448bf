"""What has dates: whether it goes on in the next operation, or lies before it and is left behind."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from tandem_models import Demand, Override, Person, Scenario
from tandem_models.days import DayOrKind, day_meant
from tandem_models.rules import RuleOrPack, RulePack
from tandem_models.scenario.selection import spared_by


class OperationDates(NamedTuple):
    """The first and last evening of the next operation."""

    start: date
    end: date

    def has(self, on: date) -> bool:
        """Whether a date is one of its evenings."""
        return self.start <= on <= self.end

    def days(self, days: tuple[DayOrKind, ...], also: Collection[date] = ()) -> tuple[DayOrKind, ...]:
        """Weekdays and kinds of day as they are, of dates its evenings and those that are given besides."""
        return tuple(day for day in days if not isinstance(day, date) or self.has(day) or day in also)


def overrides(scenario: Scenario, period: OperationDates, worked: Collection[date]) -> tuple[Override, ...]:
    """The evenings that differ; of those `worked` the hours alone still count, for rest after them."""
    found = []
    for one in scenario.evenings.overrides:
        if days := period.days(one.on, worked if one.shift is not None else ()):
            found.append(one.model_copy(update={"on": days}))
    return tuple(found)


def demand(scenario: Scenario, period: OperationDates) -> tuple[Demand, ...]:
    """The demand of evenings that there are."""
    found = [
        one if one.on is None else one.model_copy(update={"on": days})
        for one in scenario.demand
        if (days := period.days(one.on or ())) or one.on is None
    ]
    return tuple(found)


def rules(scenario: Scenario, period: OperationDates) -> tuple[RuleOrPack, ...]:
    """The rules, those on single evenings before alone left out; exceptions likewise."""
    found: list[RuleOrPack] = []
    for rule in scenario.rules:
        if isinstance(rule, RulePack):  # none of its rules speaks of evenings
            found.append(rule)
            continue
        changed: dict[str, object] = {}
        on: tuple[DayOrKind, ...] | None = getattr(rule, "on", None)
        if on is not None:
            if not (days := period.days(on)):
                continue
            changed["on"] = days
        if rule.exempt is not None and spared_by(rule, scenario.area).days:
            changed["exempt"] = tuple(word for word in rule.exempt if _speaks_on(word, scenario, period)) or None
        found.append(rule.model_copy(update=changed))
    return tuple(found)


def _speaks_on(word: str, scenario: Scenario, period: OperationDates) -> bool:
    """Whether a word of an exception of a rule on evenings is no date before the next operation."""
    return word in scenario.area or not isinstance(day := day_meant(word), date) or period.has(day)


def available(person: Person, period: OperationDates) -> tuple[DayOrKind, ...] | None:
    """The days on which somebody is available; an empty one where all that were given are gone."""
    return None if person.available is None else period.days(person.available)
