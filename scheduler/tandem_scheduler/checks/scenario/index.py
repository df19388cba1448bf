"""What the scenario alone says, looked up once: a check of many rosters of one scenario pays for it only once."""

from collections import Counter
from collections.abc import Iterable, Iterator
from copy import copy
from datetime import date, time, timedelta
from functools import cached_property
from typing import NamedTuple

from tandem_models import AreaLimit, Demand, Deployment, DutyRun, Hours, Person, Role, Scenario
from tandem_models.rules import RuleBase
from tandem_models.scenario.published import PublishedTeam, told

from .duties import HoursPeriod, MinutesByDay, Timed, between, counts, days_around, reach
from .shares import Share, shares

DAY = timedelta(days=1)
PairIds = tuple[str, str]
"""A detective and an officer."""


class Done(NamedTuple):
    """What has been worked in the operation already."""

    evenings: Counter[str]
    """By person."""
    visits: Counter[str]
    """By area."""
    sent: Counter[tuple[str, str]]
    """By person and area."""

    @classmethod
    def of(cls, teams: Iterable[Deployment]) -> "Done":
        """What teams come to."""
        places = [(person, team.area) for team in teams for person in (team.detective, team.officer)]
        return cls(Counter(person for person, _ in places), Counter(team.area for team in teams), Counter(places))


class ScenarioIndex:
    """A scenario with all that the checks look up again and again."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.about: str | None = None
        """The one person whom checks of people look at; None: everybody."""
        self.requests = scenario.requests
        self.published = frozenset(told(scenario.published))
        """Whoever was published, with the evening: also who can't be sent any more."""
        self.told: dict[str, dict[date, PublishedTeam]] = {}
        """What was published of the evenings to come, by person and evening, of those whom checks of people look at."""
        for (person, on), team in scenario.told.items():
            self.told.setdefault(person, {})[on] = team
        self._selected: dict[tuple[str, ...] | None, dict[str, Person]] = {}
        self._bound: dict[tuple[object, ...], dict[str, Person]] = {}
        self._evenings: dict[tuple[object, ...], frozenset[date] | None] = {}
        self._standing: dict[str, dict[date, Timed]] = {}
        self._on_duty: dict[tuple[str, time | None], frozenset[date]] = {}
        self._minutes: dict[tuple[str, bool, bool], MinutesByDay] = {}
        self._periods: dict[int, tuple[HoursPeriod, ...]] = {}
        self._near: dict[tuple[str, Timed, int], tuple[Timed, ...]] = {}

    def selected(self, who: tuple[str, ...] | None) -> dict[str, Person]:
        """The people that a rule's `who` selects, by id, in the scenario's order."""
        found = self._selected.get(who)
        if found is None:
            found = self._selected[who] = {person.id: person for person in self.scenario.selected(who)}
        return found

    def spared(self, rule: RuleBase) -> frozenset[str]:
        """The people that a rule's `except` selects."""
        return frozenset(person.id for person in self.scenario.spared(rule)) if rule.exempt else frozenset()

    def bound(self, rule: RuleBase) -> dict[str, Person]:
        """The people whom a rule on single people binds, by id, in the scenario's order."""
        key = (type(rule), getattr(rule, "who", None), rule.exempt)
        found = self._bound.get(key)
        if found is None:
            found = self._bound[key] = {person.id: person for person in self.scenario.bound(rule)}
        return found

    def each(self, rule: RuleBase) -> Iterable[str]:
        """Those of them whom a check of single people looks at."""
        bound = self.bound(rule)
        return bound if self.about is None else (self.about,) if self.about in bound else ()

    def evenings(self, rule: RuleBase) -> frozenset[date] | None:
        """The evenings of the operation of which a rule on areas speaks; None: all."""
        key = (type(rule), getattr(rule, "on", None), rule.exempt)
        if key not in self._evenings:
            some = (on for on in self.scenario.calendar if self.scenario.binds_on(rule, on))
            self._evenings[key] = None if self.scenario.binds_always(rule) else frozenset(some)
        return self._evenings[key]

    def is_over(self, rule: RuleBase) -> bool:
        """Whether every evening of which a rule on areas speaks is over, or none is one of the operation."""
        evenings = self.evenings(rule)
        if evenings is None:
            return self.scenario.is_over
        return max(evenings, default=date.min) < self.scenario.opening

    def label(self, area: str) -> str:
        """What an area is called."""
        return self.scenario.area[area].label

    def narrowed(self, person: str) -> "ScenarioIndex":
        """The same for checks of one person; what is looked up is shared."""
        found = copy(self)
        found.about = person
        found.requests = tuple(request for request in self.requests if request.person == person)
        found.told = {one: evenings for one, evenings in self.told.items() if one == person}
        found.shares = {one: share for one, share in self.shares.items() if one == person}
        return found

    @cached_property
    def times(self) -> dict[tuple[date, str], Timed]:
        """The times of a team by evening and area."""
        found = {}
        for on in self.scenario.calendar:
            common = Timed.of(on, self.scenario.span(on), "deployment")
            for area in self.scenario.areas:
                own = Timed.of(on, self.scenario.span(on, area.id), "deployment") if area.shift else common
                found[on, area.id] = own
        return found

    @cached_property
    def release(self) -> dict[tuple[str, date], int | None]:
        """`Scenario.release_cost` by person and evening of the operation."""
        return {
            (person.id, on): self.scenario.release_cost(person.id, on)
            for person in self.scenario.people
            for on in self.scenario.calendar
        }

    @cached_property
    def available(self) -> dict[str, int]:
        """Evenings on which a team can be sent and a person could be in it."""
        counts = dict.fromkeys(self.scenario.person, 0)
        for (person, on), cost in self.release.items():
            counts[person] += cost is not None and on in self.scenario.sending
        return counts

    @cached_property
    def shares(self) -> dict[str, Share]:
        """How each person's evenings count in the measure `fairness`; who is never available is left out."""
        return shares(self.scenario, self.available, self.counted)

    @cached_property
    def counted(self) -> dict[str, list[date]]:
        """The dates of the history that count in `fairness`, by person; who has none is left out."""
        history: dict[str, list[date]] = {}
        for entry in self.scenario.past if self.scenario.history_counts == "all" else ():
            history.setdefault(entry.person, []).append(entry.on)
        return history

    @cached_property
    def history(self) -> dict[str, tuple[date, ...]]:
        """The dates that each person worked before the first evening that is not over, earliest first.

        Those of the history, and of the facts; who has none is left out.
        """
        dates: dict[str, list[date]] = {}
        for person, on, _ in self._past:
            dates.setdefault(person, []).append(on)
        return {person: tuple(sorted(found)) for person, found in dates.items()}

    @cached_property
    def _past(self) -> tuple[tuple[str, date, str | None], ...]:
        """Who worked when and, where that is known, in which area: the history and the facts."""
        known = [(entry.person, entry.on, entry.area) for entry in self.scenario.past]
        facts = self.scenario.facts
        return (*known, *((person, f.evening, f.area) for f in facts for person in (f.detective, f.officer)))

    @property
    def before(self) -> str:
        """When that was."""
        return "before the evenings to come" if self.scenario.facts else "before the operation"

    @cached_property
    def done(self) -> "Done":
        """How much the facts come to where a rule counts over the operation."""
        return Done.of(self.scenario.facts)

    def periods(self, rule: Hours) -> tuple[HoursPeriod, ...]:
        """The periods that a rule of the scenario looks at."""
        if id(rule) not in self._periods:
            (first, _), spans = self._hours_between, self._spans(rule)
            place = [(start, end, (start - first).days, (end - first).days + 1) for start, end in spans]
            self._periods[id(rule)] = tuple(HoursPeriod(*each) for each in place)
        return self._periods[id(rule)]

    def _spans(self, rule: Hours) -> tuple[tuple[date, date], ...]:
        return rule.periods(self.scenario.operation.start, self.scenario.operation.end)

    @cached_property
    def _hours_between(self) -> tuple[date, date]:
        """The first and the last date that rules on hours look at."""
        spans = [self._spans(rule) for rule in self.scenario.rules_in_force if isinstance(rule, Hours)]
        return min(span[0][0] for span in spans), max(span[-1][1] for span in spans)

    def hours_place(self, on: date) -> int:
        """The place of a date, counted from the first that rules on hours look at."""
        return (on - self._hours_between[0]).days

    @cached_property
    def area_limits(self) -> tuple[tuple[int, AreaLimit], ...]:
        """The hard rules on how often people may be sent to areas, by their place among the rules in force."""
        rules = enumerate(self.scenario.rules_in_force)
        return tuple((number, rule) for number, rule in rules if isinstance(rule, AreaLimit) and rule.hard)

    def minutes(self, person: str, ordinary: bool, *, replaced: bool = False) -> MinutesByDay:
        """The minutes that a person works by date whatever the roster, as far around the operation as `hours` looks.

        Evenings of the history and, if wished, ordinary duties, which a deployment of their date may replace; with
        `replaced`, those of the history at what the duty was that they took the place of, where that was longer.
        """
        key = (person, ordinary, replaced)
        if key not in self._minutes:
            first, last = self._hours_between
            days = (last - first).days + 1
            found, scenario = [0] * days, self.scenario
            for place in range(days if ordinary else 0):
                duty = scenario.ordinary_duty(person, first + place * DAY)
                if duty is not None:
                    found[place] = int((duty.end - duty.start).total_seconds()) // 60
            for someone, on, area in self._past:
                if someone == person and first <= on <= last:
                    begin, stop = scenario.span(on, area)
                    worked, place = int((stop - begin).total_seconds()) // 60, self.hours_place(on)
                    found[place] = max(found[place], worked) if replaced else worked
            self._minutes[key] = MinutesByDay(found)
        return self._minutes[key]

    def on_duty(self, person: str, rule: DutyRun | None = None) -> frozenset[date]:
        """The dates on which a person is on duty whatever the roster: ordinary duties, and evenings of the history.

        As far around the operation as `duty_run` and `rest_days` look; of a rule, only the duties that it counts.
        """
        key = (person, None if rule is None else rule.ends_after)
        found = self._on_duty.get(key)
        if found is None:
            duties = self._standing_of(person).values()
            zone = self.scenario.zone
            found = frozenset(duty.on for duty in duties if rule is None or counts(rule, duty, zone))
            self._on_duty[key] = found
        return found

    def stands(self, person: str, duty: Timed) -> bool:
        """Whether a duty stays where it is whoever is sent out: no deployment of its date can take its place."""
        return duty.what != "ordinary duty" or self.release.get((person, duty.on)) is None

    @cached_property
    def met(self) -> dict[PairIds, tuple[date, ...]]:
        """The evenings on which a pair met before the first that is not over; two entries of one evening count once."""
        meetings: dict[PairIds, set[date]] = {}
        for entry in self.scenario.past:
            if entry.partner is not None:
                first = self.scenario.person[entry.person].role is Role.DETECTIVE
                pair = (entry.person, entry.partner) if first else (entry.partner, entry.person)
                meetings.setdefault(pair, set()).add(entry.on)
        for team in self.scenario.facts:
            meetings.setdefault((team.detective, team.officer), set()).add(team.evening)
        return {pair: tuple(sorted(dates)) for pair, dates in meetings.items()}

    @cached_property
    def demands(self) -> dict[tuple[date, str], tuple[Demand, ...]]:
        """The entries of `demand` by evening and area, where there is one."""
        return {
            (on, area.id): entries
            for on in self.scenario.calendar
            for area in self.scenario.areas
            if (entries := self.scenario.demands(on, area.id))
        }

    @cached_property
    def most_teams(self) -> dict[tuple[date, str], int]:
        """The most teams of an area on an evening where `Scenario.most_teams` sets a limit."""
        return {
            (on, area.id): most
            for on in self.scenario.calendar
            for area in self.scenario.areas
            if (most := self.scenario.most_teams(on, area.id)) is not None
        }

    def near(self, person: str, duty: Timed, seconds: int) -> tuple[Timed, ...]:
        """Duties of a person that no roster moves, on other dates and with less than `seconds` to the duty given.

        These are the evenings of the history and the ordinary duties outside absences. An ordinary duty gives way
        to a deployment on its date: leaving those out is up to the caller, who knows the roster.
        """
        key = (person, duty, seconds)
        found = self._near.get(key)
        if found is None:
            standing = self._standing_of(person)
            dates = (duty.on + n * DAY for n in range(-reach(seconds), reach(seconds) + 1) if n)
            others = (standing[on] for on in dates if on in standing)
            found = self._near[key] = tuple(other for other in others if between(duty, other) < seconds)
        return found

    def _standing_of(self, person: str) -> dict[date, Timed]:
        found = self._standing.get(person)
        if found is None:
            found = self._standing[person] = {duty.on: duty for duty in self._all_standing(person)}
        return found

    def _all_standing(self, person: str) -> Iterator[Timed]:
        scenario = self.scenario
        days = days_around(scenario.rules_in_force)
        first = scenario.operation.start - days * DAY
        for n in range((scenario.operation.end - first).days + days + 1):
            duty = scenario.ordinary_duty(person, first + n * DAY)
            if duty is not None:
                yield Timed.of(duty.on, (duty.start, duty.end), "ordinary duty")
        # Last, so that an evening worked stands in place of an ordinary duty on its date.
        for someone, on, area in self._past:
            if someone == person:
                yield Timed.of(on, scenario.span(on, area), "evening worked")
