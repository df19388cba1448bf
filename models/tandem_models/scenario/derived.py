"""What follows directly from what a planner states."""

from bisect import bisect_right
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Literal, NamedTuple
from zoneinfo import ZoneInfo

from ..answers.schedule import Deployment
from ..days import matches
from ..operation import Demand, Evening
from ..people import Absence, DutyDay, HistoryEntry, ListedDuty, Pattern, ShiftedPattern
from ..rules import Rule, RulePack
from .published import ChangeKind, PublishedTeam, told
from .selection import Selecting
from .targets import apportion, thousandths

Span = tuple[datetime, datetime]
"""Start and end of a duty or shift, as instants in UTC."""


class Duty(NamedTuple):
    """An ordinary duty with its date and instants."""

    on: date
    start: datetime
    end: datetime


class Followed(NamedTuple):
    """A shift pattern as somebody follows it."""

    pattern: Pattern
    later: timedelta


class Derived(Selecting):
    """A scenario's calendar, targets, duties and rules in force; what is computed is kept."""

    @cached_property
    def zone(self) -> ZoneInfo:
        """The operation's time zone."""
        return ZoneInfo(self.operation.timezone)

    @cached_property
    def calendar(self) -> dict[date, Evening]:
        """Every evening of the operation in order, overrides applied."""
        count = (self.operation.end - self.operation.start).days + 1
        return {on: self._evening(on) for on in (self.operation.start + timedelta(days=n) for n in range(count))}

    @cached_property
    def numbered_rules(self) -> tuple[tuple[int, Rule], ...]:
        """Every rule in force, those of packs among them, with its number in `rules`."""
        found: list[tuple[int, Rule]] = []
        for n, item in enumerate(self.rules):
            found += [(n, rule) for rule in (item.rules.values() if isinstance(item, RulePack) else (item,))]
        return tuple(found)

    @cached_property
    def rule_names(self) -> tuple[str | None, ...]:
        """For every rule in force its name in the pack that it comes with; None for single rules."""
        names: list[str | None] = []
        for item in self.rules:
            names += item.rules if isinstance(item, RulePack) else [None]
        return tuple(names)

    def rule_place(self, number: int) -> tuple[int, str | None]:
        """Of a rule by its place among those in force, the index in `rules` and the name in its pack, if any."""
        return self.numbered_rules[number][0], self.rule_names[number]

    @cached_property
    def rules_in_force(self) -> tuple[Rule, ...]:
        """Every rule, those of packs among them."""
        return tuple(rule for _, rule in self.numbered_rules)

    @cached_property
    def known_from(self) -> date:
        """The first date on which it is known who worked: that of the history, without any that of the operation."""
        return min((entry.on for entry in self.history), default=self.operation.start)

    @cached_property
    def visits_known_from(self) -> date:
        """The first date on which it is known where somebody worked: in the history, else that of the operation."""
        return min((entry.on for entry in self.history if entry.area is not None), default=self.operation.start)

    @cached_property
    def past(self) -> tuple[HistoryEntry, ...]:
        """The history of the people there are.

        A partner who has left, or has the same role by now, is left out of it, since the two form a team no more, and
        so is an area that is gone.
        """
        found = []
        for entry in self.history:
            if (who := self.person.get(entry.person)) is None:
                continue
            partner = None if entry.partner is None else self.person.get(entry.partner)
            gone = {} if entry.area is None or entry.area in self.area else {"area": None}
            if entry.partner is not None and (partner is None or partner.role is who.role):
                gone["partner"] = None
            found.append(entry.model_copy(update=gone) if gone else entry)
        return tuple(found)

    @cached_property
    def facts(self) -> tuple[Deployment, ...]:
        """The teams that have been worked in this operation, by evening, area and detective.

        Those that pins say, up to the last of them; after it, those published of evenings before today.
        """
        teams = {
            Deployment(evening=pin.on, area=pin.area, detective=pin.detective, officer=pin.officer)
            for pin in self.pins
            if pin.fact and pin.area is not None and pin.detective is not None and pin.officer is not None
        }
        teams |= {
            team.as_deployment
            for team in self.published
            if self._pinned_until <= team.evening < self.opening and team.evening in self.calendar
        }
        return tuple(sorted(teams, key=lambda team: (team.evening, team.area, team.detective)))

    @cached_property
    def _pinned_until(self) -> date:
        """The first evening after those of which pins say what was worked."""
        last = max((pin.on for pin in self.pins if pin.fact), default=None)
        return self.operation.start if last is None else last + timedelta(days=1)

    @cached_property
    def opening(self) -> date:
        """The first evening that is not over: today, or the one after the last that pins say was worked.

        Without either, the first of the operation; the day after it where all are over.
        """
        today = self.operation.today or self.operation.start
        return max(self._pinned_until, min(today, self.operation.end + timedelta(days=1)))

    @cached_property
    def told(self) -> dict[tuple[str, date], PublishedTeam]:
        """What was published of the evenings to come, by person and evening: of those who can still be sent then."""
        return {
            (person, on): team
            for (person, on), team in told(self.published).items()
            if on >= self.opening and person in self.person and self.available(person, on)
        }

    @cached_property
    def told_teams(self) -> tuple[Deployment, ...]:
        """The published teams whose people, area and evening the scenario has, and what has been worked."""
        known = (
            team.as_deployment
            for team in self.published
            if {team.detective, team.officer} <= self.person.keys() and team.area in self.area
            if self.opening <= team.evening and team.evening in self.calendar
        )
        ordered = sorted(known, key=lambda team: (team.evening, team.area, team.detective, team.officer))
        return (*self.facts, *ordered) if self.published else ()

    def change_cost(self, kind: ChangeKind, on: date) -> int:
        """What it costs to tell somebody otherwise of an evening."""
        return self.changes.cost(kind) * self.changes.times(self.operation.today, on)

    @property
    def is_over(self) -> bool:
        """Whether every evening is over."""
        return self.opening > self.operation.end

    @cached_property
    def targets(self) -> dict[str, int]:
        """Visits each area should get: given, or its share of all wanted team-evenings (`targets.apportion`)."""
        return apportion(self.areas, sum(self.wanted(on) for on in self.calendar))

    @cached_property
    def priority_weights(self) -> dict[str, int]:
        """Cost of a visit short of target, by area: thousandths of all priority."""
        return thousandths(self.areas)

    @cached_property
    def _away(self) -> dict[str, tuple[list[date], list[date]]]:
        """The first days of each person's absences in order, and the last day of any that has begun by then."""
        found: dict[str, tuple[list[date], list[date]]] = {}
        for absence in sorted(self.absences, key=lambda a: a.first):
            for person in self.absentees(absence):
                firsts, lasts = found.setdefault(person, ([], []))
                firsts.append(absence.first)
                lasts.append(max([absence.until, *lasts[-1:]]))
        return found

    @cached_property
    def sending(self) -> frozenset[date]:
        """The evenings on which a team can be sent: `teams`, or `demand` where that is left out, lets one go."""
        return frozenset(
            on
            for on, evening in self.calendar.items()
            if evening.teams or (evening.teams is None and any(self.most_teams(on, a.id) != 0 for a in self.areas))
        )

    @cached_property
    def _not_always_there(self) -> frozenset[str]:
        return frozenset(person.id for person in self.people if person.since is not None or person.until is not None)

    @cached_property
    def _listed(self) -> dict[tuple[str, date], ListedDuty]:
        return {(duty.person, duty.on): duty for duty in self.duties}

    def _evening(self, on: date) -> Evening:
        values: dict[str, Any] = {name: getattr(self.evenings, name) for name in ("shift", "teams", "shortage")}
        for override in self.evenings.overrides:
            if matches(override.on, on):
                given = {name: getattr(override, name) for name in values}
                values |= {name: value for name, value in given.items() if value is not None}
        return Evening(on=on, **values)

    def span(self, on: date, area: str | None = None) -> Span:
        """The instants (UTC) between which a team works on a date (of history, too), in an area where one is named."""
        own = self.area[area].shift if area is not None else None
        evening = self.calendar.get(on) or self._evening(on)
        return (own or evening.shift).span(on, self.zone)

    def demands(self, on: date, area: str) -> tuple[Demand, ...]:
        """The entries of `demand` that speak of an area on an evening."""
        return tuple(
            entry
            for entry in self.demand
            if (entry.areas is None or area in entry.areas) and (entry.on is None or matches(entry.on, on))
        )

    def wanted(self, on: date) -> int:
        """Teams wanted on an evening: `teams`, or where that is left out the largest demand of each area added up."""
        teams = self.calendar[on].teams
        if teams is not None:
            return teams
        return sum(max((entry.teams for entry in self.demands(on, area.id)), default=0) for area in self.areas)

    def most_teams(self, on: date, area: str) -> int | None:
        """The most teams an area may get on an evening where `teams` is left out; None: no such limit."""
        entries = self.demands(on, area)
        if self.calendar[on].teams is not None or any(entry.surplus is not None for entry in entries):
            return None
        return max((entry.teams for entry in entries), default=0)

    def absent(self, person: str, on: date) -> bool:
        """Whether a date lies in an absence of the person."""
        if person not in self._away:
            return False
        firsts, lasts = self._away[person]
        begun = bisect_right(firsts, on)
        return begun > 0 and on <= lasts[begun - 1]

    def away(self, person: str, on: date) -> Literal["not_there", "absence", "not_available"] | None:
        """Why a person can't be deployed whatever their duties, or None.

        Not there yet or any more, absent, or not on one of the days on which they are available.
        """
        if person in self._not_always_there and not self.person[person].there(on):
            return "not_there"
        if self.absent(person, on):
            return "absence"
        days = self.person[person].available
        return None if days is None or matches(days, on) else "not_available"

    def absentees(self, absence: Absence) -> tuple[str, ...]:
        """Who is away: one person, or all who have the tag."""
        if absence.person in self.person:
            return (absence.person,)
        return tuple(person.id for person in self.people if absence.person in person.tags)

    def absence_reason(self, person: str, on: date) -> str | None:
        """Why a person is away on a date, where one of the absences says so."""
        found = (a.why for a in self.absences if a.first <= on <= a.until and person in self.absentees(a))
        return next((why for why in found if why), None)

    def ordinary_day(self, person: str, on: date) -> DutyDay | None:
        """The listed duty of that date, else the pattern's; None where there is neither, or an absence."""
        if self.absent(person, on):
            return None
        if listed := self._listed.get((person, on)):
            return listed
        followed = self.pattern_of(person)
        return None if followed is None else followed.pattern.on(on - followed.later)

    def pattern_of(self, person: str) -> Followed | None:
        """The pattern that a person follows, and how much later."""
        return self._followed.get(person)

    @cached_property
    def _followed(self) -> dict[str, Followed]:
        found = {}
        for someone in self.people:
            if someone.pattern is None:
                continue
            pattern, days = self.patterns[someone.pattern], someone.offset or 0
            if isinstance(pattern, ShiftedPattern):
                days += pattern.offset
                pattern = self.patterns[pattern.like]
            assert isinstance(pattern, Pattern)  # noqa: S101 - no pattern is like one that is like another
            found[someone.id] = Followed(pattern, timedelta(days=days))
        return found

    def ordinary_duty(self, person: str, on: date) -> Duty | None:
        """The ordinary duty (not a rest day) that starts on a date, with its instants."""
        day = self.ordinary_day(person, on)
        return None if day is None or day.shift is None else Duty(on, *day.shift.span(on, self.zone))

    def release_cost(self, person: str, on: date) -> int | None:
        """What it costs to deploy the person on an evening; None where being away or a duty forbids it."""
        if self.away(person, on):
            return None
        day = self.ordinary_day(person, on)
        return 0 if day is None else day.release

    def available(self, person: str, on: date) -> bool:
        """Whether a team can be sent on an evening, and the person can be in it as far as absences and duties go."""
        return on in self.sending and self.release_cost(person, on) is not None
