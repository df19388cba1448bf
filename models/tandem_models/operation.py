"""The operation, its evenings, its areas and the teams wanted there."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, field_validator, model_validator

from .base import Clock, Contract, Count, Identifier, Identifiers, Number, Text, fault
from .bounds import few_faults
from .days import Day, Days

LONGEST_OPERATION = 1_100
"""Evenings an operation may have: three years."""

Teams = Annotated[Count, Field(ge=0, le=10_000)]
Cost = Annotated[Count, Field(ge=0, le=1_000_000)]


class Operation(Contract):
    """The whole plan: what it is called, its first and last evening, and whose clocks count."""

    name: Text = Field(description="What the operation is called.")
    force: Text | None = Field(default=None, description="The police force that runs it.")
    start: Day = Field(description="The first evening.")
    end: Day = Field(description="The last evening.")
    announced: Day | None = Field(
        default=None, description="Date on which people are told the roster; `notice` counts from it."
    )
    today: Day | None = Field(
        default=None,
        description="Date on which the roster is planned anew: the evenings before it are over, as they were "
        "published, and changes count their notice from it. Left out, nothing is over.",
    )
    timezone: Text = Field(default="Europe/London", description="Time zone whose clocks the shifts follow.")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise fault("unknown_value", "unknown time zone '{value}': write one like Europe/London", value=value[:60])
        return value

    @model_validator(mode="after")
    def _in_order(self) -> "Operation":
        if self.end < self.start:
            message = "ends on {end}, before it starts on {start}"
            raise fault("order", message, start=str(self.start), end=str(self.end))
        if (self.end - self.start).days >= LONGEST_OPERATION:
            raise fault("too_much", "lasts over {limit} evenings", limit=LONGEST_OPERATION)
        return self


class Shift(Contract):
    """Clock times of a shift; an end at or before the start is on the next day."""

    start: Clock = Field(description="Local time the shift starts, on the date of its evening.")
    end: Clock = Field(description="Local time it ends; at or before the start means the next day.")

    def span(self, on: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """The instants (UTC) at which the shift of that date starts and ends; clock changes count."""
        return _span(self.start, self.end, on, zone)


@lru_cache(1 << 14)
def _span(start: time, end: time, on: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The instants of a shift: many people have the same on a date."""
    last = on if end > start else on + timedelta(days=1)
    utc = ZoneInfo("UTC")
    begins = datetime.combine(on, start, zone).astimezone(utc)
    # Inside the hour that a change of clocks skips, an end can come before its start: nothing is left of the shift.
    return begins, max(begins, datetime.combine(last, end, zone).astimezone(utc))


class Override(Contract):
    """What is different on some evenings; for each key, the last entry that gives it for an evening counts."""

    on: Days = Field(
        min_length=1, description="The evenings; a date of the history, too, whose hours count for rest after it."
    )
    shift: Shift | None = Field(default=None, description="The shift on these evenings.")
    teams: Teams | None = Field(default=None, description="Teams wanted on these evenings; 0 for none.")
    shortage: Cost | None = Field(
        default=None, description="What each team missing on these evenings costs in `coverage`."
    )


class Evenings(Contract):
    """When the teams work and how many are wanted."""

    shift: Shift = Field(description="The shift of an evening.")
    teams: Teams | None = Field(
        default=None,
        description="Teams wanted each evening, and the most that are sent; left out, `demand` says what is wanted.",
    )
    shortage: Cost = Field(default=1, description="What each team missing from `teams` costs in `coverage`.")
    overrides: Annotated[tuple[Override, ...], few_faults] = Field(default=(), description="Evenings that differ.")


class Evening(Contract):
    """One date of the operation with all overrides applied."""

    on: date = Field(description="The date.")
    shift: Shift = Field(description="The shift in areas that have no times of their own.")
    teams: int | None = Field(description="Teams wanted; None where demand alone counts.")
    shortage: int = Field(description="Coverage cost of each team missing.")


class Area(Contract):
    """A neighbourhood policing area that teams can be sent to."""

    id: Identifier = Field(description="The id by which everything refers to the area.")
    name: Text | None = Field(default=None, description="Name shown to people; the id where left out.")
    priority: Number = Field(
        default=1.0, ge=0, le=1e9, description="How much the area needs visits, in any unit: only shares count."
    )
    target: Teams | None = Field(
        default=None,
        description="Visits wanted over the operation; left out, the area's share, by priority, of all teams wanted.",
    )
    shift: Shift | None = Field(default=None, description="The area's own shift, in place of the evening's.")

    @property
    def label(self) -> str:
        """The name, or the id where there is none."""
        return self.name or self.id


class Demand(Contract):
    """Teams wanted in areas on some evenings, with what it costs to send fewer or more.

    Each entry counts by itself: where two speak of one area and evening, both costs apply. Where `evenings.teams`
    is left out, an area gets at most the largest number an entry asks for there, unless an entry gives a `surplus`.
    """

    areas: Identifiers | None = Field(default=None, min_length=1, description="The areas; left out, every area.")
    on: Days | None = Field(default=None, min_length=1, description="The evenings; left out, every evening.")
    teams: Teams = Field(description="Teams wanted in each of these areas on each of these evenings.")
    shortage: Cost = Field(default=1, description="What each team missing costs in `coverage`.")
    surplus: Cost | None = Field(
        default=None, description="What each team above the number costs in `coverage`; left out, nothing."
    )
