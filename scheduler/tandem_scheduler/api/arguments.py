"""What calls refuse of their arguments; of scenarios and rosters `tandem_scheduler.entrance` does."""

from collections.abc import Mapping
from datetime import date, datetime

from tandem_models import ArgumentError, Deployment, Scenario
from tandem_models.rules import KINDS
from tandem_models.scenario.directory import Directory
from tandem_models.spelling import suggestion

from ..advise.conflicts.repairs import MOST_PRICE, PRICES
from ..checks import verify

LONGEST = 604_800
"""Seconds that a call may be allowed: a week."""

MOST_MOVES = 3
"""Further moves that may be asked for."""


def refuse_limits(seconds: float, stop: object) -> None:
    """Raise where a time limit is out of its range, ArgumentError, or what is to stop a call is no event, TypeError."""
    if not 0 < seconds <= LONGEST:
        raise ArgumentError(f"time_limit must be above 0 seconds and at most {LONGEST:,}, not {seconds}")
    if stop is not None and not callable(getattr(stop, "is_set", None)):
        raise TypeError(f"stop must be an event, not {stop!r:.40}")


def refuse_prices(prices: Mapping[str, int | None] | None) -> dict[str, int | None]:
    """The prices of kinds; raises TypeError or ArgumentError where they are none."""
    prices = dict(prices or {})
    for kind, price in prices.items():
        if not isinstance(kind, str):
            raise TypeError(f"prices are by kind, and {kind!r:.40} is none")
        if kind not in PRICES and kind not in KINDS:
            raise ArgumentError(f"prices has no kind '{kind}'{suggestion(kind, [*PRICES, *KINDS])}")
        if price is not None and (not isinstance(price, int) or not 1 <= price <= MOST_PRICE):
            raise ArgumentError(f"the price of {kind} must be 1 to {MOST_PRICE:,}, or None, not {price}")
    return prices


def refuse_unknown(scenario: Scenario, person: str | None, evening: date, area: str | None) -> None:
    """Raise for a person, evening or area that is none of the scenario, ArgumentError, or none at all, TypeError."""
    if not isinstance(evening, date) or isinstance(evening, datetime):
        raise TypeError(f"evening must be a date, not {evening!r:.40}")
    for name, word in (("person", person), ("area", area)):
        if not isinstance(word, str | None):
            raise TypeError(f"the {name} must be an id, not {word!r:.40}")
    if person is not None and person not in scenario.person:
        raise ArgumentError(Directory(scenario.people).unknown(person))
    if evening not in scenario.calendar:
        first, last = scenario.operation.start, scenario.operation.end
        raise ArgumentError(f"the scenario has no evening on {evening}: it runs from {first} to {last}")
    if evening < scenario.opening:
        raise ArgumentError(f"{evening} is over: what has been worked stays as it is")
    if area is not None and area not in scenario.area:
        raise ArgumentError(f"the scenario has no area '{area}'{suggestion(area, scenario.area)}")


def refuse_broken(scenario: Scenario, teams: tuple[Deployment, ...]) -> None:
    """Raise an ArgumentError where a roster breaks hard rules."""
    broken = [violation.message for violation in verify(scenario, teams).violations if violation.strength == "hard"]
    if broken:
        raise ArgumentError(f"the roster breaks hard rules, `check` tells them all: {broken[0]}")
