"""Rules on how often and how densely a person works, and on evenings and days off in a row."""

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic.json_schema import JsonSchemaValue

from ..days import Weekday, Weekdays
from .base import BOUNDED, Limit, PeopleRule, Positive, ordered


class MaxEvenings(PeopleRule):
    """At most `max` evenings each over the operation (history not counted). Unit: an evening above it."""

    kind: Literal["max_evenings"] = "max_evenings"
    max: Limit = Field(description="Most evenings a person works in the operation.")


class MinEvenings(PeopleRule):
    """At least `min` evenings each over the operation (history not counted). Unit: an evening below it."""

    kind: Literal["min_evenings"] = "min_evenings"
    min: Limit = Field(description="Fewest evenings a person works in the operation.")


class RollingLimit(PeopleRule):
    """At most `limit` evenings in any `days` dates in a row, history counted.

    Every window of `days` dates that touches the operation counts, also those that begin before it or end after it.
    History can use a limit up but not break it: what the operation may add in a window is the limit less the history
    in it, never below 0. Unit: an evening above that, in each window.
    """

    kind: Literal["rolling_limit"] = "rolling_limit"
    days: Positive = Field(description="Length of the window in days.")
    limit: Limit = Field(description="Most evenings worked in any such window.")


class EveningGap(PeopleRule):
    """At least `evenings` dates free between two evenings worked, history counted.

    The same as a rolling limit of 1 in `evenings` + 1 days, and counted so. Unit: an evening missing from the gap.
    """

    kind: Literal["evening_gap"] = "evening_gap"
    evenings: Positive = Field(description="Evenings that stay free in between: 1 means never two in a row.")


class Consecutive(PeopleRule):
    """At most `max`, or at least `min`, evenings worked on dates in a row, history counted.

    `max` counts as a rolling limit of `max` in `max` + 1 days does. `min` binds runs with an evening of the operation
    in them that are known to begin and to end: the date before and the date after are free, and neither lies before
    the first date of the history (without any, before the operation) nor after the operation. Unit: an evening above
    `max`, or missing to `min`, for each run.
    """

    kind: Literal["consecutive"] = "consecutive"
    min: Positive | None = Field(default=None, description="Fewest evenings in a row.")
    max: Positive | None = Field(default=None, description="Most evenings in a row.")

    TOGETHER: ClassVar[tuple[JsonSchemaValue, ...]] = (BOUNDED,)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        return ordered(self, self.min, self.max)


class DaysOff(PeopleRule):
    """At least `min` dates free in a row wherever any are free between two evenings worked, history counted.

    Free means evenings free of the operation: for days free of all duty see `rest_days`. Two evenings on dates in a row
    leave none free and are no matter of this rule: to forbid two evenings running, see `evening_gap`. Only dates with
    an evening of the operation at one end or both count. Unit: a date missing, for each time off.
    """

    kind: Literal["days_off"] = "days_off"
    min: Positive = Field(description="Fewest dates free in a row.")


class Weekends(PeopleRule):
    """At most `max` weekends worked over the operation.

    A weekend is those of `days` that lie in one week, Monday to Sunday (a Monday belongs to the week that it begins);
    it is worked where an evening of the operation is on any of them, ordinary duties aside. Weekends
    with a date in the operation count, each once, also where another date of it was worked in the history: that uses
    the limit up but does not break it. Unit: a weekend above that.
    """

    kind: Literal["weekends"] = "weekends"
    max: Limit = Field(description="Most weekends a person works.")
    days: Weekdays = Field(
        default=(Weekday.SAT, Weekday.SUN), description="Weekdays that make a weekend; a bank holiday can't be named."
    )
