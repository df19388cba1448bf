"""How dates, counts, hours and names read in messages."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from tandem_models import Role, Scenario
from tandem_models.days import day as day
from tandem_models.days import month, weekday

ROLES = {Role.DETECTIVE: "detective", Role.NEIGHBOURHOOD_OFFICER: "officer"}

MOST_NAMED = 6
"""Names that a sentence lists; of more it says how many."""


def period(first: date, last: date) -> str:
    """Two dates and what lies between: between 1 and 7 March 2021; on 1 March 2021 where they are the same."""
    if first == last:
        return f"on {day(first)}"
    if first.year != last.year:
        return f"between {day(first)} and {day(last)}"
    until = "" if first.month == last.month else f" {month(first)}"
    return f"between {first.day}{until} and {day(last)}"


def short_day(on: date, with_year: bool = False) -> str:
    """A date in a table: Mon 22 Feb."""
    found = f"{weekday(on)[:3]} {on.day:02} {month(on)[:3]}"
    return f"{found} {on.year}" if with_year else found


def long_day(on: date) -> str:
    """A date in a sentence: Monday 22 February 2021."""
    return f"{weekday(on)} {day(on)}"


def day_of(scenario: Scenario, on: date) -> str:
    """A date in a sentence, its year where the operation does not leave that plain: Fri 5 March."""
    operation = scenario.operation
    known = operation.start.year == operation.end.year == on.year
    return f"{weekday(on)[:3]} {on.day} {month(on)}" + ("" if known else f" {on.year}")


def day_and_month(on: date) -> str:
    """A date where the year is plain: 22 February."""
    return f"{on.day} {month(on)}"


def dates(ons: Sequence[date]) -> str:
    """Dates in order, month and year where they change or end: 29 March, 1 and 6 April 2021."""
    words = []
    for n, on in enumerate(ons):
        later = ons[n + 1] if n + 1 < len(ons) else None
        if later is None or later.year != on.year:
            words.append(day(on))
        else:
            words.append(f"{on.day}" if later.month == on.month else f"{on.day} {month(on)}")
    return listing(words)


def listing(words: Sequence[str]) -> str:
    """Words in a row: a, b and c."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def count(number: int, noun: str) -> str:
    """A number of things: 1 evening, 3 evenings."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@lru_cache(4096)
def hours(seconds: int) -> str:
    """A length of time in hours and minutes: 7 hours 30 minutes."""
    whole, minutes = divmod(seconds // 60, 60)
    return count(whole, "hour") + (f" {count(minutes, 'minute')}" if minutes else "")


def some(names: Sequence[str]) -> str:
    """Names in a row: all, or the first and how many more."""
    more = len(names) - MOST_NAMED
    return listing(names if more <= 0 else [*names[:MOST_NAMED], f"{more} more"])


def quoted(why: str | None) -> str:
    """The planner's own words behind what they are about, if there are any."""
    return f' ("{why}")' if why else ""


def plain(name: str) -> str:
    """A code in words: home_area is home area."""
    return name.replace("_", " ")
