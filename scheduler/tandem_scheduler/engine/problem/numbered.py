"""The scenario in integers: what the model and the pairing read.

People, areas and evenings are numbered in the scenario's order. Evening 0 is the first of the operation; evenings
before it, as in the history, have negative numbers. Instants are minutes since 1970 (UTC).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from tandem_models import Measure, Person, Role, Scenario
from tandem_models.rules import RuleBase

Minutes = tuple[int, int]
"""Start and end of a shift or duty, in minutes since 1970 (UTC)."""


class Told(NamedTuple):
    """Where somebody was published on an evening, and with whom."""

    area: int | None
    """None: one that is not there any more."""
    partner: int | None
    """None: one who is not there, or can't be deployed then."""


class Numbered:
    """A scenario with everything numbered."""

    def __init__(self, scenario: Scenario, whole: "Numbered | None" = None) -> None:
        """`whole` is the problem that this one is an independent part of (`problem.independent`), if any."""
        self.scenario = scenario
        self._whole = whole or self
        self.start = scenario.operation.start
        self.dates = tuple(scenario.calendar)
        self.evenings = range(len(self.dates))
        self.areas = range(len(scenario.areas))
        self.people = range(len(scenario.people))
        self.area_number = {area.id: n for n, area in enumerate(scenario.areas)}
        self.person_number = {person.id: n for n, person in enumerate(scenario.people)}
        self.by_role = {role: tuple(n for n in self.people if scenario.people[n].role == role) for role in Role}
        self.measured = frozenset(measure for tier in scenario.objectives for measure in tier.weights)
        self.home = tuple(None if person.home is None else self.area_number[person.home] for person in scenario.people)
        self.release = tuple(
            {
                e: cost
                for e, on in enumerate(self.dates)
                if on in scenario.sending and (cost := scenario.release_cost(person.id, on)) is not None
            }
            for person in scenario.people
        )
        """For each person, the evenings on which they can be deployed, with the release cost."""
        self.opening: int = self.number(scenario.opening) if whole is None else whole.opening
        """The first evening that is not over: all before have the teams of the facts."""
        self.facts = self._facts()
        """The teams of the facts, evening by evening: detective, officer and area."""
        self.open = tuple({e: cost for e, cost in of.items() if e >= self.opening} for of in self.release)
        """For each person, those evenings on which they can be deployed that are not over."""
        self.told = self._told()
        """For each evening, by person, what was published, if they can still be deployed then and that is measured."""
        self._listed = {duty.person for duty in scenario.duties}
        self._duties: list[dict[int, Minutes | None]] = [{} for _ in scenario.people]
        self._shifts: dict[tuple[int, int | None], Minutes] = {}
        self.worked = self._worked()
        """For each person, the evenings of the history and of the facts with the area, if known."""

    def _facts(self) -> tuple[tuple[tuple[int, int, int], ...], ...]:
        teams: list[list[tuple[int, int, int]]] = [[] for _ in self.evenings]
        for fact in self.scenario.facts:
            pair = self.person_number[fact.detective], self.person_number[fact.officer]
            teams[self.number(fact.evening)].append((*pair, self.area_number[fact.area]))
        return tuple(map(tuple, teams))

    def _told(self) -> tuple[dict[int, Told], ...]:
        told: tuple[dict[int, Told], ...] = tuple({} for _ in self.evenings)
        # Where no team can be sent in a part, people are stood down whom teams of other parts don't need.
        published = self._whole.scenario.told if self.measures(Measure.CHANGES) else {}
        for (person, on), team in published.items():
            if person in self.person_number:
                other = team.officer if team.detective == person else team.detective
                partner = self.person_number.get(other) if (other, on) in published else None
                told[self.number(on)][self.person_number[person]] = Told(self.area_number.get(team.area), partner)
        return told

    @property
    def is_over(self) -> bool:
        """Whether every evening is over."""
        return self.opening > self.evenings[-1]

    @property
    def is_published(self) -> bool:
        """Whether people were told of a roster before, if only those of other parts."""
        return bool(self._whole.scenario.published)

    def done(self, person: int, area: int | None = None) -> int:
        """The evenings of the operation that a person has worked already, in an area where one is given."""
        evenings = (e for e in self.worked[person] if e >= 0)
        return sum(area in (None, self.worked[person][e]) for e in evenings)

    def _worked(self) -> tuple[dict[int, int | None], ...]:
        worked: tuple[dict[int, int | None], ...] = tuple({} for _ in self.people)
        for entry in self.scenario.past:
            area = None if entry.area is None else self.area_number[entry.area]
            worked[self.person_number[entry.person]][self.number(entry.on)] = area
        for e, teams in enumerate(self.facts):
            for detective, officer, where in teams:
                worked[detective][e] = worked[officer][e] = where
        return worked

    def number(self, on: date) -> int:
        """The number of a date's evening, negative before the operation."""
        return (on - self.start).days

    def date(self, evening: int) -> date:
        """The date of an evening's number."""
        return self.start + timedelta(days=evening)

    def selected(self, who: Iterable[str] | None) -> tuple[int, ...]:
        """The people whom a rule's `who` selects."""
        return self._here(self._whole.scenario.selected(who))

    def spared(self, rule: RuleBase) -> frozenset[int]:
        """The people whom a rule's `except` selects."""
        return frozenset(self._here(self._whole.scenario.spared(rule)))

    def spared_of_pair(self, rule: RuleBase) -> int:
        """How many of a pair must be spared for a rule not to hold for the pair: that of all parts together."""
        return self._whole.scenario.spared_of_pair(rule)

    def bound(self, rule: RuleBase) -> tuple[int, ...]:
        """The people whom a rule on single people binds."""
        return self._here(self._whole.scenario.bound(rule))

    def _here(self, people: Iterable[Person]) -> tuple[int, ...]:
        """Those of all people who are in this part: what words mean does not go by the part."""
        return tuple(self.person_number[person.id] for person in people if person.id in self.person_number)

    def bound_areas(self, rule: RuleBase) -> tuple[int, ...]:
        """The areas that a rule on areas binds."""
        # A rule may also name areas of other parts.
        areas = self.scenario.bound_areas(rule)
        return tuple(self.area_number[area] for area in areas if area in self.area_number)

    def bound_evenings(self, rule: RuleBase, first: int = 0) -> Sequence[int]:
        """The evenings of which a rule on areas speaks, from one on, which may lie before the operation."""
        evenings = range(first, len(self.dates))
        if self.scenario.binds_always(rule):
            return evenings
        return [e for e in evenings if self.scenario.binds_on(rule, self.date(e))]

    def is_over_for(self, rule: RuleBase) -> bool:
        """Whether every evening of which a rule on areas speaks is over, or none is one of the operation."""
        return max(self.bound_evenings(rule), default=-1) < self.opening

    @cached_property
    def clocks(self) -> tuple[tuple[int, ...], ...]:
        """The areas in classes of equal shift times: those without own times, then those sharing own times."""
        classes: dict[object, list[int]] = {}
        for a, area in enumerate(self.scenario.areas):
            classes.setdefault(area.shift, []).append(a)
        return tuple(map(tuple, classes.values()))

    def shift(self, evening: int, area: int | None) -> Minutes:
        """The minutes between which a team works on an evening, in an area where one is given."""
        found = self._shifts.get((evening, area))
        if found is None:
            span = self.scenario.span(self.date(evening), None if area is None else self.scenario.areas[area].id)
            found = self._shifts[evening, area] = _minutes(*span)
        return found

    def duties(self, person: int, first: int, last: int) -> Iterator[tuple[int, Minutes]]:
        """A person's ordinary duties from one evening's date to another's, less those the history replaced."""
        someone = self.scenario.people[person]
        if someone.pattern is None and someone.id not in self._listed:
            return
        known = self._duties[person]
        for e in range(first, last + 1):
            if e not in known:
                duty = None if e in self.worked[person] else self.scenario.ordinary_duty(someone.id, self.date(e))
                known[e] = None if duty is None else _minutes(duty.start, duty.end)
            minutes = known[e]
            if minutes is not None:
                yield e, minutes

    def replaced(self, person: int, first: int, last: int) -> Iterator[tuple[int, Minutes]]:
        """The ordinary duties that evenings worked took the place of, by evening."""
        someone = self.scenario.people[person].id
        for e in sorted(e for e in self.worked[person] if first <= e <= last):
            duty = self.scenario.ordinary_duty(someone, self.date(e))
            if duty is not None:
                yield e, _minutes(duty.start, duty.end)

    @property
    def known_from(self) -> int:
        """The first date on which it is known who worked: 0 without a history."""
        return self.number(self._whole.scenario.known_from)

    @property
    def visits_known_from(self) -> int:
        """The first date on which it is known who was where: 0 without such a history."""
        return self.number(self._whole.scenario.visits_known_from)

    def target(self, area: int) -> int:
        """Visits that an area should get."""
        return self._whole.scenario.targets[self.scenario.areas[area].id]

    def priority_weight(self, area: int) -> int:
        """Cost of a visit short of target."""
        return self._whole.scenario.priority_weights[self.scenario.areas[area].id]

    def measures(self, measure: Measure) -> bool:
        """Whether the objectives read a measure."""
        return measure in self.measured


def _minutes(start: datetime, end: datetime) -> Minutes:
    return int(start.timestamp()) // 60, int(end.timestamp()) // 60
