"""What calls refuse of their arguments; of scenarios and rosters `tandem_scheduler.entrance` does."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from numbers import Integral, Real
from typing import Any

from pydantic import TypeAdapter, ValidationError

from tandem_models import Day, Deployment, KindError, LimitError, QuestionError, Role, Scenario, Schedule
from tandem_models.base import ROLE_NAMES, quoted
from tandem_models.bounds import Sentence
from tandem_models.faults import faults
from tandem_models.rules import KINDS
from tandem_models.scenario.directory import Directory
from tandem_models.spelling import with_suggestion

from ..advise.conflicts.repairs import MOST_PRICE, PRICES
from ..checks import verify
from ..entrance import schedule_of

LONGEST = 604_800
"""Seconds that a call may be allowed: a week."""

MOST_MOVES = 3
"""Further moves that may be asked for."""

_DAY: TypeAdapter[date] = TypeAdapter(Day)


def whole(name: str, value: Any, least: int, most: int | None = None) -> int:
    """A whole number of any library's kind.

    Raises:
        KindError: it is none.
        LimitError: it is out of its range.
    """
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise KindError(f"{name} must be a whole number, not {_shown(value)}", name)
    number = int(value)
    if number < least or (most is not None and number > most):
        allowed = f"{least} or more" if most is None else f"{least} to {most:,}"
        raise LimitError(f"{name} must be {allowed}, not {number}", name)
    return number


def amount(name: str, value: Any, most: float, unit: str = "") -> float:
    """A number above 0 of any library's kind.

    Raises:
        KindError: it is none.
        LimitError: it is out of its range.
    """
    number = _number(name, value)
    if not 0 < number <= most:
        raise LimitError(f"{name} must be above 0{unit} and at most {most:,}, not {number}", name)
    return number


def part(name: str, value: Any) -> float:
    """A part of a whole, 0 to below 1, of any library's kind; raises KindError or LimitError likewise."""
    number = _number(name, value)
    if not 0 <= number < 1:
        raise LimitError(f"{name} must be 0 or more and below 1, not {number}", name)
    return number


def _number(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, Real):
        raise KindError(f"{name} must be a number, not {_shown(value)}", name)
    return float(value)


def refuse_limits(seconds: Any, stop: object) -> float:
    """The time limit; raises KindError or LimitError where it is none, or what is to stop a call is no event."""
    if stop is not None and not callable(getattr(stop, "is_set", None)):
        raise KindError(f"stop must be an event, not {_shown(stop)}", "stop")
    return amount("time_limit", seconds, LONGEST, " seconds")


def refuse_prices(prices: Mapping[str, int | None] | None) -> dict[str, int | None]:
    """The prices of kinds; raises KindError, LimitError or QuestionError where they are none."""
    if prices is not None and not isinstance(prices, Mapping):
        raise KindError(f"prices are by kind, like {{'pin': 5}}, not {_shown(prices)}", "prices")
    found: dict[str, int | None] = {}
    for kind, price in (prices or {}).items():
        if not isinstance(kind, str):
            raise KindError(f"prices are by kind, and {_shown(kind)} is none", "prices")
        place = f"prices.{kind}"
        if kind not in PRICES and kind not in KINDS:
            known = [*PRICES, *KINDS]
            raise QuestionError(with_suggestion("unknown_value", f"prices has no kind '{kind}'", kind, known), place)
        if price is not None and (isinstance(price, bool) or not isinstance(price, Integral)):
            raise KindError(f"the price of {kind} must be a whole number, or None, not {_shown(price)}", place)
        if price is not None and not 1 <= price <= MOST_PRICE:
            raise LimitError(f"the price of {kind} must be 1 to {MOST_PRICE:,}, or None, not {price}", place)
        found[kind] = None if price is None else int(price)
    return found


def role_of(given: Any) -> Role:
    """A role; raises KindError or QuestionError where it is none."""
    if not isinstance(given, str):
        raise KindError(f"role must be a role, not {_shown(given)}", "role")
    try:
        return Role(given)
    except ValueError:
        known = with_suggestion("unknown_value", f"unknown role {quoted(given)}".rstrip(), given, ROLE_NAMES)
        raise QuestionError(known, "role") from None


def days_of(name: str, evenings: Any) -> frozenset[date]:
    """Dates, also as text; raises KindError or QuestionError where one is none."""
    if not isinstance(evenings, Iterable) or isinstance(evenings, str | bytes | Mapping):
        raise KindError(f"{name} must be dates, not {_shown(evenings)}", name)
    return frozenset(day_of(evening, f"{name}[{number}]") for number, evening in enumerate(evenings))


def day_of(evening: Any, name: str = "evening") -> date:
    """A date, also as text; raises KindError or QuestionError where it is none."""
    if not isinstance(evening, date | str) or isinstance(evening, datetime):
        advice = ": give its date()" if isinstance(evening, datetime) else ""
        raise KindError(f"{name} must be a date, not {_shown(evening)}{advice}", name)
    try:
        return _DAY.validate_python(evening)
    except ValidationError as error:
        (fault,) = faults(error)
        raise QuestionError(Sentence(fault.code, f"{name}: {fault.message}", fault.suggestion), name) from None


def refuse_unknown(
    scenario: Scenario, person: str | None, evening: date | str, area: str | None, argument: str = "person"
) -> date:
    """The evening; raises for a person, evening or area that is none of the scenario, or none at all.

    Args:
        scenario: what the call is about.
        person: somebody's id, if anybody's.
        evening: a date, or text.
        area: an id, if any.
        argument: the one that the person is given as.

    Raises:
        KindError: one is of the wrong type.
        QuestionError: the scenario has no such person, evening or area, or the evening is over.
    """
    on = day_of(evening)
    for name, word in ((argument, person), ("area", area)):
        if not isinstance(word, str | None):
            raise KindError(f"{name} must be an id, not {_shown(word)}", name)
    if person is not None and person not in scenario.person:
        raise QuestionError(Directory(scenario.people).unknown(person), argument)
    if on not in scenario.calendar:
        first, last = scenario.operation.start, scenario.operation.end
        message = f"the scenario has no evening on {on}: it runs from {first} to {last}"
        raise QuestionError(Sentence("outside_operation", message), "evening")
    if on < scenario.opening:
        raise QuestionError(f"{on} is over: what has been worked stays as it is", "evening")
    if area is not None and area not in scenario.area:
        message = f"the scenario has no area '{area}'"
        raise QuestionError(with_suggestion("unknown_reference", message, area, scenario.area), "area")
    return on


def refuse_broken(scenario: Scenario, teams: tuple[Deployment, ...]) -> None:
    """Raise a QuestionError where a roster breaks hard rules."""
    broken = [violation.message for violation in verify(scenario, teams).violations if violation.strength == "hard"]
    if broken:
        raise QuestionError(f"the roster breaks hard rules, `check` tells them all: {broken[0]}", "roster")


def best_known(scenario: Scenario, roster: Schedule | Iterable[Deployment]) -> list[int] | None:
    """The best values of the tiers, which a schedule of the same tiers says, from which tolerances count; else None."""
    if not isinstance(roster, Schedule) or [tier.name for tier in roster.tiers] != [
        tier.name for tier in scenario.objectives
    ]:
        return None
    return [tier.solved for tier in schedule_of(roster).tiers]


def _shown(value: object) -> str:
    return f"{value!r:.40}"
