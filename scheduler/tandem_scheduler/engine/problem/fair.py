"""How each person's evenings count in the fairness measure (its meaning: `tandem_models.objectives`)."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import accumulate
from math import floor
from typing import NamedTuple

from .numbered import Numbered


class Fair(NamedTuple):
    """A person's part in the measure."""

    scale: int
    before: int | Fraction
    """Evenings that count besides those of the roster."""

    def cost(self, evenings: int) -> int:
        """What so many evenings cost: each one more costs more than the last, as the scale is at least 100."""
        exact = self.scale * (self.before + evenings) ** 2
        return exact if isinstance(exact, int) else floor(exact + Fraction(1, 2))


def fair(problem: Numbered) -> list[Fair | None]:
    """That of everybody in their order; None for those who are never available."""
    scenario, parts = problem.scenario, list[Fair | None]([None] * len(problem.people))
    dates = range(problem.known_from, len(problem.dates))
    sending = [e for e in problem.evenings if problem.dates[e] in scenario.sending]
    for people in problem.by_role.values():
        there = {p: _there(problem, p, dates) for p in people}
        missed = _missed(problem, dates, sending, there, _kept_away(problem, there))
        # When they were not there, people count as available.
        able = {p: len(problem.release[p]) for p in people if problem.release[p]}
        for p in able.keys() & missed.keys():
            able[p] += sum(e not in there[p] for e in sending)
        most = max(able.values(), default=0)
        for p, evenings in able.items():
            before = len(_history(problem, p)) + missed.get(p, 0)
            parts[p] = Fair((200 * most + evenings) // (2 * evenings), before)
    return parts


def _history(problem: Numbered, person: int) -> list[int]:
    """The evenings before the operation that count for fairness."""
    return [e for e in problem.worked[person] if e < 0] if problem.scenario.history_counts == "all" else []


def _there(problem: Numbered, person: int, dates: range) -> range:
    """Of the evenings from the first of the history on, those on which a person is there."""
    someone = problem.scenario.people[person]
    first = dates.start if someone.since is None else problem.number(someone.since)
    last = dates.stop if someone.until is None else problem.number(someone.until) + 1
    first = min(max(first, dates.start), dates.stop)
    return range(first, max(first, min(last, dates.stop)))


def _kept_away(problem: Numbered, there: dict[int, range]) -> dict[int, list[int]]:
    """The evenings that others of a role worked before the operation and an absence kept a person from, if any."""
    worked = {e for p in there for e in _history(problem, p)}
    found = {}
    for p, span in there.items():
        own, who = {*_history(problem, p)}, problem.scenario.people[p].id
        if away := [e for e in worked - own if e in span and problem.scenario.absent(who, problem.date(e))]:
            found[p] = away
    return found


def _missed(
    problem: Numbered,
    dates: range,
    sending: Iterable[int],
    there: dict[int, range],
    kept: dict[int, list[int]],
) -> dict[int, Fraction]:
    """What the others of a role do on average when a person is not there or is kept away, of those with such dates."""
    absent = [p for p, span in there.items() if span != dates or p in kept]
    if not absent:
        return {}
    people, done = [0] * (len(dates) + 1), [0] * len(dates)
    for p, span in there.items():
        people[span.start - dates.start] += 1
        people[span.stop - dates.start] -= 1
        for e in _history(problem, p):
            done[e - dates.start] += 1
    people = list(accumulate(people))
    for away in kept.values():
        for e in away:
            people[e - dates.start] -= 1
    for e in sending:
        place = e - dates.start
        done[place] = min(problem.scenario.wanted(problem.dates[e]), people[place])
    shares = [Fraction(done[n], people[n]) if people[n] else Fraction() for n in range(len(dates))]
    sums = [Fraction(), *accumulate(shares)]
    return {
        p: sums[-1]
        - sums[there[p].stop - dates.start]
        + sums[there[p].start - dates.start]
        + sum((shares[e - dates.start] for e in kept.get(p, ())), Fraction())
        for p in absent
    }
