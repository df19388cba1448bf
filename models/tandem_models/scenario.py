"""The whole scenario: everything a planner states, and what follows from it directly."""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple, Self
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, ModelWrapValidatorHandler, TypeAdapter, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError, PydanticSerializationError

from .answers.schedule import Deployment
from .base import Contract, Identifier, Role
from .bounds import details, few_faults
from .days import DateOrder, matches
from .errors import Fault, ScenarioError
from .faults import faults
from .objectives import DEFAULT_TIERS, Tier
from .operation import Area, Demand, Evening, Evenings, Operation
from .people import Absence, DutyDay, HistoryEntry, ListedDuty, Pattern, Person, Pin, Request
from .references import reference_faults
from .rules import Rule, RuleOrPack, RulePack
from .salvage import Parts
from .targets import apportion, thousandths

_ANYTHING = TypeAdapter(Any)

Span = tuple[datetime, datetime]
"""Start and end of a duty or shift, as instants in UTC."""


class Duty(NamedTuple):
    """An ordinary duty with its date and instants."""

    on: date
    start: datetime
    end: datetime


class Scenario(Contract):
    """An operation to be planned, as in a scenario file.

    Building one checks every field and every reference; all faults are raised together as one pydantic
    `ValidationError` whose locations lead to the places in the data.
    """

    version: Annotated[Literal[1], BeforeValidator(lambda value: 1 if value == "1" else value)] = Field(
        default=1, description="Version of this file format, always 1."
    )
    operation: Operation = Field(description="Name, first and last evening, time zone.")
    evenings: Evenings = Field(description="Shift and teams of an evening, and evenings that differ.")
    areas: Annotated[tuple[Area, ...], few_faults] = Field(
        min_length=1, description="The areas that teams are sent to."
    )
    demand: Annotated[tuple[Demand, ...], few_faults] = Field(
        default=(), description="Teams wanted in particular areas."
    )
    people: Annotated[tuple[Person, ...], few_faults] = Field(
        min_length=1, description="Detectives and neighbourhood officers."
    )
    patterns: dict[Identifier, Pattern] = Field(default_factory=dict, description="Cyclic shift patterns by name.")
    duties: Annotated[tuple[ListedDuty, ...], few_faults] = Field(
        default=(), description="Ordinary duties on single dates."
    )
    absences: Annotated[tuple[Absence, ...], few_faults] = Field(
        default=(), description="Dates on which people can't work."
    )
    export_dates: DateOrder = Field(
        default="Y-M-D",
        exclude=True,  # of the file, not of the plan
        description="Order in which an export of the duty system writes day, month and year: 03/04/2021 is 3 April "
        "with D/M/Y, 4 March with M/D/Y, and refused with Y-M-D.",
    )
    requests: Annotated[tuple[Request, ...], few_faults] = Field(default=(), description="Wishes for single evenings.")
    history: Annotated[tuple[HistoryEntry, ...], few_faults] = Field(
        default=(), description="Evenings worked just before the start."
    )
    history_counts: Annotated[
        Literal["all", "limits"],
        BeforeValidator(lambda value: value.strip().lower() if isinstance(value, str) else value),
    ] = Field(
        default="all",
        description="What the history counts for. all: the limits of rules, which look back on it, and `fairness`; "
        "limits: rules alone, so that evenings are shared as if nobody had worked any before.",
    )
    pins: Annotated[tuple[Pin, ...], few_faults] = Field(default=(), description="Deployments that must stand.")
    rules: Annotated[tuple[RuleOrPack, ...], few_faults] = Field(
        default=(), description="What must hold, and what costs when broken: single rules, and packs of rules."
    )
    objectives: Annotated[tuple[Tier, ...], few_faults] = Field(
        default=DEFAULT_TIERS,
        min_length=1,
        description="What makes a roster good, most important first: an entry never makes an earlier one worse, beyond "
        "what that one's `tolerance` lets it.",
    )

    @model_validator(mode="wrap")
    @classmethod
    def _all_faults_together(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Report faults of single fields and broken references in one error."""
        errors: list[InitErrorDetails] = []
        scenario: Self | None = None
        try:
            scenario = handler(data)
            parts = Parts.of(scenario)
        except ValidationError as error:
            errors.extend(details(error.errors(include_url=False)))
            parts = Parts.salvaged(cls, data)
        found = reference_faults(parts).lines()
        named = {(line["loc"][:2], line["input"]) for line in found if isinstance(line["input"], str)}
        errors = [line for line in errors if not (_is_name(line) and (line["loc"][:2], line["input"].strip()) in named)]
        errors.extend(found)
        if errors or scenario is None:
            raise ValidationError.from_exception_data(cls.__name__, errors, hide_input=True)
        scenario.__dict__["_made"] = None, ()
        return scenario

    @cached_property
    def _made(self) -> tuple[Self | None, tuple[Fault, ...]]:
        """What its data give once validated (None: itself, as it was), and their faults."""
        try:
            return type(self).model_validate(self.model_dump(warnings=False)), ()
        except ValidationError as error:
            return None, faults(error, type(self))
        except (PydanticSerializationError, AttributeError, TypeError) as error:
            return None, (Fault(message=f"is no scenario: {str(error)[:200]}"),)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with it: nothing where it was validated.

        What `model_copy` and `model_construct` give is validated when this is first asked, as all calls of the library
        do.
        """
        return self._made[1]

    @property
    def validated(self) -> Self:
        """Itself where it was validated; of what `model_copy` and `model_construct` give, what their data mean.

        Raises:
            ScenarioError: with all its faults.
        """
        made, found = self._made
        if found:
            raise ScenarioError(found)
        return self if made is None else made

    def changed(self, **fields: Any) -> Self:
        """A copy with some fields changed, as objects or as data, everything validated.

        Raises:
            ScenarioError: with every fault of the scenario that would come of it.
        """
        known = self.validated
        try:
            # Objects that are given may have been made by what validates nothing: their data count.
            plain = _ANYTHING.dump_python(fields, warnings=False)
            return type(self).model_validate({name: getattr(known, name) for name in type(self).model_fields} | plain)
        except ValidationError as error:
            raise ScenarioError(faults(error, type(self))) from None

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with some fields changed and nothing validated, without what was worked out before: see `changed`."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields:
            del copied.__dict__[name]
        return copied

    # What follows directly from the file; kept once computed.

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
    def area(self) -> dict[str, Area]:
        """Areas by id."""
        return {area.id: area for area in self.areas}

    @cached_property
    def person(self) -> dict[str, Person]:
        """People by id."""
        return {person.id: person for person in self.people}

    @cached_property
    def facts(self) -> tuple[Deployment, ...]:
        """The teams that have been worked in this operation, by evening, area and detective."""
        teams = (
            Deployment(evening=pin.on, area=pin.area, detective=pin.detective, officer=pin.officer)
            for pin in self.pins
            if pin.fact and pin.area is not None and pin.detective is not None and pin.officer is not None
        )
        return tuple(sorted(set(teams), key=lambda team: (team.evening, team.area, team.detective)))

    @cached_property
    def opening(self) -> date:
        """The first evening that is not over: the one after the last fact, without any the first of the operation.

        The day after the operation where all are over.
        """
        return self.facts[-1].evening + timedelta(days=1) if self.facts else self.operation.start

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
            firsts, lasts = found.setdefault(absence.person, ([], []))
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

    def away(self, person: str, on: date) -> Literal["not_there", "absence"] | None:
        """Why a person can't be deployed whatever their duties: not there yet or any more, or absent; else None."""
        if person in self._not_always_there and not self.person[person].there(on):
            return "not_there"
        return "absence" if self.absent(person, on) else None

    def absence_reason(self, person: str, on: date) -> str | None:
        """Why a person is away on a date, where one of the absences says so."""
        found = (a.why for a in self.absences if a.person == person and a.first <= on <= a.until)
        return next((why for why in found if why), None)

    def ordinary_day(self, person: str, on: date) -> DutyDay | None:
        """The listed duty of that date, else the pattern's; None where there is neither, or an absence."""
        if self.absent(person, on):
            return None
        if listed := self._listed.get((person, on)):
            return listed
        pattern = self.person[person].pattern
        return None if pattern is None else self.patterns[pattern].on(on)

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

    def selected(self, who: Iterable[str] | None) -> tuple[Person, ...]:
        """The people that a rule's `who` selects: by role, id, skill, tag or home area; None selects everybody."""
        if who is None:
            return self.people
        wanted = set(who)
        return tuple(p for p in self.people if wanted & {p.id, p.role.value, p.home, *p.skills, *p.tags})

    def of_role(self, role: Role) -> tuple[Person, ...]:
        """The people of a role, in the file's order."""
        return tuple(person for person in self.people if person.role == role)

    def anonymous(self) -> Self:
        """The same plan without the names and contact details of its people."""
        people = tuple(one.model_copy(update={"name": None, "contact": None}) for one in self.validated.people)
        return self.changed(people=people)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over the scenario's content: the same for the same plan, whatever the file's form."""
        text = json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def _is_name(line: InitErrorDetails) -> bool:
    """Whether a fault is of a word that is no id for having a space, as names have."""
    return isinstance(line["type"], PydanticCustomError) and line["type"].type == "string_pattern_mismatch"
