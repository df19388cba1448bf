"""How a person's evenings count in the measure `fairness` (`tandem_models.objectives`)."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from tandem_models import Person, Role, Scenario


class Share(NamedTuple):
    """How one person's evenings count."""

    scale: int
    before: Fraction
    """What counts as worked besides the evenings of the roster."""

    def value(self, evenings: int) -> int:
        """What so many evenings add to the measure: scale x square, rounded half up."""
        total, parts = self.before.numerator + evenings * self.before.denominator, self.before.denominator
        return (2 * self.scale * total**2 + parts**2) // (2 * parts**2)


def shares(scenario: Scenario, available: Mapping[str, int], history: Mapping[str, Sequence[date]]) -> dict[str, Share]:
    """The shares of all who are ever available.

    Args:
        scenario: the operation.
        available: for each person, on how many evenings.
        history: the dates before the operation that each person worked and that count.
    """
    found: dict[str, Share] = {}
    for role in Role:
        people = scenario.of_role(role)
        kept = _kept_away(scenario, people, history)
        partly = kept or any(p.since or p.until for p in people)
        averages = _averages(scenario, people, history, kept) if partly else {}
        dates = sorted(averages)
        sums = [Fraction(), *accumulate(averages[on] for on in dates)]
        sending = sorted(scenario.sending)
        counts, before = dict[str, int](), dict[str, Fraction]()
        for person in people:
            if not available[person.id]:
                continue
            first, last = _reach(person, dates)
            spared = sum((averages[on] for on in kept.get(person.id, ()) if on in averages), Fraction())
            before[person.id] = len(history.get(person.id, ())) + sums[-1] - sums[last] + sums[first] + spared
            first, last = _reach(person, sending)
            counts[person.id] = available[person.id] + len(sending) - (last - first)
        most = max(counts.values(), default=0)
        # 100 x most / count, rounded half up, is the floor of (200 x most + count) / (2 x count).
        found |= {one: Share((200 * most + n) // (2 * n), before[one]) for one, n in counts.items()}
    return found


def _reach(person: Person, dates: Sequence[date]) -> tuple[int, int]:
    """Of dates in order, the place of the first on which a person is there, and of the first afterwards."""
    first = 0 if person.since is None else bisect_left(dates, person.since)
    return first, len(dates) if person.until is None else max(first, bisect_right(dates, person.until))


def _kept_away(
    scenario: Scenario, people: Sequence[Person], past: Mapping[str, Sequence[date]]
) -> dict[str, tuple[date, ...]]:
    """The dates of a role's history on which an absence kept people who were there from working, by person."""
    worked = {on for person in people for on in past.get(person.id, ())}
    found = {}
    for person in people:
        own = {*past.get(person.id, ())}
        away = (on for on in worked - own if person.there(on) and scenario.absent(person.id, on))
        if dates := tuple(away):
            found[person.id] = dates
    return found


def _averages(
    scenario: Scenario,
    people: Sequence[Person],
    past: Mapping[str, Sequence[date]],
    kept: Mapping[str, Sequence[date]],
) -> dict[date, Fraction]:
    """What people of a role work on average who are there: in the history as they did, later as many as are wanted."""
    worked = Counter(on for person in people for on in past.get(person.id, ()))
    away = Counter(on for dates in kept.values() for on in dates)
    joining = sorted(person.since or date.min for person in people)
    leaving = sorted(person.until for person in people if person.until is not None)
    found: dict[date, Fraction] = {}
    for on in (*worked, *scenario.sending):
        there = bisect_right(joining, on) - bisect_left(leaving, on) - away[on]
        if there:
            found[on] = Fraction(worked[on] if on in worked else min(scenario.wanted(on), there), there)
    return found
