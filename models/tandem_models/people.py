"""People, the duties and absences that bind them, what they ask for and what they did before."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic.json_schema import JsonSchemaValue

from .base import Clock, Contract, Count, Identifier, Identifiers, Role, Text, fault, given, listed, read_only, switch
from .days import Day, Days
from .operation import Cost, Shift


class Person(Contract):
    """A detective or a neighbourhood officer. The engine sees the id, never the name."""

    id: Identifier = Field(description="The id by which everything refers to the person.")
    role: Role = Field(
        description="What the person is in a team. `neighbourhood_officer` and plurals are read as well."
    )
    name: Text | None = Field(
        default=None, description="Shown to people only: where commands print, on pages, sheets, calendars and notices."
    )
    contact: Text | None = Field(
        default=None, description="Telephone number, e-mail address and so on, shown where the name is."
    )
    home: Identifier | None = Field(
        default=None, description="Home area; being sent elsewhere counts in the measure `home_area`."
    )
    skills: Identifiers = Field(default=(), description="Skills that rules may ask for.")
    tags: Identifiers = Field(default=(), description="Your own words by which rules can select people.")
    pattern: Identifier | None = Field(default=None, description="The cyclic shift pattern the person follows.")
    since: Day | None = Field(
        default=None,
        description="Of a newcomer, the first date there: never deployed before it, and in `fairness` as if doing what "
        "the others of the role do until then. Ordinary duties count all the same.",
    )
    until: Day | None = Field(
        default=None,
        description="Of a leaver, the last date there: never deployed after it, and in `fairness` likewise.",
    )
    available: Days | None = Field(
        default=None,
        min_length=1,
        description="The only evenings on which the person can be sent, as `[thu, fri, sat, sun]`. Ordinary duties of "
        "other days count all the same. Left out, every evening.",
    )
    offset: Annotated[Count, Field(ge=0, le=1_000)] | None = Field(
        default=None, description="Days by which the person's pattern comes later than it says."
    )

    @model_validator(mode="after")
    def _in_order(self) -> "Person":
        if self.since is not None and self.until is not None and self.until < self.since:
            message = "is there until {until}, before being there since {since}"
            raise fault("order", message, until=str(self.until), since=str(self.since))
        if self.offset is not None and self.pattern is None:
            raise fault("combination", "an offset means nothing without a pattern: give `pattern` or drop it")
        return self

    def presence(self, on: date) -> Literal["there", "not there yet", "not there any more"]:
        """Whether a date lies before `since`, after `until` or neither; reads after `is`."""
        if self.since is not None and on < self.since:
            return "not there yet"
        return "not there any more" if self.until is not None and self.until < on else "there"

    def there(self, on: date) -> bool:
        """Whether a date lies neither before `since` nor after `until`."""
        return self.presence(on) == "there"

    @property
    def label(self) -> str:
        """The id, and the name where there is one: for people only."""
        return self.id if self.name is None else f"{self.id} {self.name}"


class DutyDay(Contract):
    """One ordinary day: a duty with its clock times, or a rest day without any."""

    start: Clock | None = Field(default=None, description="When the duty starts; with `end` left out too, a rest day.")
    end: Clock | None = Field(default=None, description="When it ends; at or before the start means the next day.")
    release: Cost | None = Field(
        default=None,
        description="What it costs to deploy the person that evening in place of this day; left out, it can't be done.",
    )

    TOGETHER: ClassVar[tuple[JsonSchemaValue, ...]] = (
        {"if": given("start"), "then": given("end"), "else": {"not": given("end")}},
    )

    @model_validator(mode="after")
    def _both_times(self) -> "DutyDay":
        if (self.start is None) != (self.end is None):
            raise fault("combination", "a duty has both a start and an end; a rest day has neither")
        return self

    @cached_property
    def shift(self) -> Shift | None:
        """The clock times, None for a rest day."""
        return None if self.start is None or self.end is None else Shift(start=self.start, end=self.end)


DayCode = Annotated[Identifier, BeforeValidator(switch("off", "on"))]


class Pattern(Contract):
    """A shift pattern that repeats: a code for each day, in turn from the anchor date on, and likewise before it.

    People follow it who name it as their `pattern`. Where teams take the same turns one after the other, the codes
    stand once, and the other patterns are `like` it: `team-b: {like: team-a, offset: 2}` comes two days later.
    """

    anchor: Day = Field(description="A date on which the first of the codes falls.")
    days: Annotated[tuple[DayCode, ...], BeforeValidator(listed)] = Field(
        min_length=1, max_length=1_000, description="The codes in turn, a day each."
    )
    shifts: Annotated[dict[DayCode, DutyDay], read_only] = Field(description="What each code stands for.")

    def code(self, day: date) -> str:
        """The code that falls on a date."""
        return self.days[(day - self.anchor).days % len(self.days)]

    def on(self, day: date) -> DutyDay:
        """The ordinary day that the pattern gives a date."""
        return self.shifts[self.code(day)]


class ShiftedPattern(Contract):
    """A pattern like another one, so many days later: that of a team which begins the same turn after the first."""

    like: Identifier = Field(description="The pattern that it is like, which has days of its own.")
    offset: Annotated[Count, Field(ge=0, le=1_000)] = Field(description="Days by which it comes later.")


def _written(item: Any) -> str:
    """Whether a pattern is written as one like another, or with days of its own."""
    return "shifted" if isinstance(item, ShiftedPattern) or (isinstance(item, Mapping) and "like" in item) else "whole"


AnyPattern = Annotated[
    Annotated[Pattern, Tag("whole")] | Annotated[ShiftedPattern, Tag("shifted")], Discriminator(_written)
]
"""A pattern of a scenario: `{anchor, days, shifts}`, or `{like, offset}`."""


class ListedDuty(DutyDay):
    """An ordinary duty (or rest day) on one date; it stands in place of the person's pattern on that date."""

    person: Identifier = Field(description="Whose duty.")
    on: Day = Field(description="The date it starts on.")


class Absence(Contract):
    """Dates on which a person can't work; ordinary duties of these dates fall away too.

    An evening belongs to its date: a shift that ends after midnight on the first day of an absence is allowed.
    """

    person: Identifier = Field(description="Who is away: an id, or a tag for all who have it.")
    # An alias beside the type is one that type checkers leave alone: `from` can't be written in a call.
    first: Annotated[Day, Field(alias="from")] = Field(description="First date away.")
    last: Annotated[Day | None, Field(alias="to")] = Field(
        default=None, description="Last date away; left out, the first."
    )
    why: Text | None = Field(default=None, description="Leave, court, training, sick and so on.")

    @model_validator(mode="after")
    def _in_order(self) -> "Absence":
        if self.last is not None and self.last < self.first:
            message = "ends on {last}, before it starts on {first}"
            raise fault("order", message, first=str(self.first), last=str(self.last))
        return self

    @property
    def until(self) -> date:
        """The last date away."""
        return self.last or self.first


class Request(Contract):
    """A wish for one evening: `off` (not deployed) or `on` (deployed), in any area or the one named."""

    person: Identifier = Field(description="Who asks.")
    on: Day = Field(description="The evening.")
    want: Annotated[Literal["off", "on"], BeforeValidator(switch("off", "on"))] = Field(
        description="Not to be sent, or to be sent."
    )
    area: Identifier | None = Field(default=None, description="Only this area; left out, any.")
    weight: Annotated[Count, Field(ge=1, le=1_000_000)] = Field(
        default=1, description="What it costs in `requests` when it is not met."
    )


class HistoryEntry(Contract):
    """An evening worked before the operation starts: limits look back on it, and `fairness` counts it.

    People who have left and areas that are gone may be named: their evenings count for those they went with, and for
    the areas and people that there are.
    """

    person: Identifier = Field(description="Who worked.")
    on: Day = Field(description="The evening, before the operation's start.")
    area: Identifier | None = Field(default=None, description="Where; its own shift times count for rest.")
    partner: Identifier | None = Field(
        default=None,
        description="With whom; counts for `pair_repeat`. One entry for either of the two tells the pair; the other's "
        "own evening needs an entry of its own.",
    )


class Pin(Contract):
    """A deployment, or part of one, that must stand: on that evening some team has all that is named.

    With `fact`, a team that has been worked. The evenings up to the last fact are over: the teams of the facts have
    been sent then and no others, whatever rules, absences and other pins say of these evenings. Rules count facts as
    they count history, which can use a limit up but not break it; where a rule counts over the operation, facts are
    part of it, and can likewise use its limit up. A minimum binds where an evening that it speaks of is not over yet.
    All measures count facts as they count any team.
    """

    on: Day = Field(description="The evening.")
    area: Identifier | None = Field(default=None, description="The area.")
    detective: Identifier | None = Field(default=None, description="The detective.")
    officer: Identifier | None = Field(default=None, description="The neighbourhood officer.")
    why: Text | None = Field(default=None, description="Your reason, quoted back in messages.")
    fact: bool = Field(default=False, description="Whether the team has been worked; it names all three then.")

    TOGETHER: ClassVar[tuple[JsonSchemaValue, ...]] = (
        {"anyOf": [given("area"), given("detective"), given("officer")]},
        {
            "if": {"required": ["fact"], "properties": {"fact": {"const": True}}},
            "then": {"allOf": [given("area"), given("detective"), given("officer")]},
        },
    )

    @model_validator(mode="after")
    def _names_something(self) -> "Pin":
        if self.fact and (self.area is None or self.detective is None or self.officer is None):
            raise fault("combination", "a fact is a whole team: give area, detective and officer")
        if self.area is None and self.detective is None and self.officer is None:
            raise fault("combination", "names nothing: give area, detective or officer")
        return self
