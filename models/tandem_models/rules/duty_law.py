"""Rules of the law on duties: rest, hours, dates on duty in a row, dates free of duty, notice."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, ClassVar, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator
from pydantic.json_schema import JsonSchemaValue

from ..base import Clock, Number, fault, given
from .base import BOUNDED, HoursWorked, PeopleRule, Positive, ordered


class Rest(PeopleRule):
    """At least `hours` between the end of one duty and the start of the next, in real hours across clock changes.

    Reads every two duties of a person of which at least one is a deployment of this operation; the other may be a
    deployment, one in the history, or an ordinary duty that remains (not replaced by a deployment on its date, not in
    an absence). Unit: an hour missing, a begun one counted whole, for each such two.
    """

    kind: Literal["rest"] = "rest"
    hours: Annotated[Number, Field(gt=0, le=168)] = Field(description="Hours of rest.")

    @property
    def minutes(self) -> int:
        """The rest in whole minutes."""
        return round(self.hours * 60)


class Hours(PeopleRule):
    """At least `min`, at most `max` hours worked in a period, in real hours across clock changes.

    Periods are the operation, its weeks (Monday to Sunday), or any `days` dates in a row. A shift counts whole on the
    date it starts on: deployments, evenings of the history, and (unless `ordinary` is false) ordinary duties that no
    deployment takes the place of. With `average_over`, hours a week are averaged over any so many weeks in a row.

    `max` reads every period with a date of the operation in it. Ordinary duties and the history can use it up but not
    break it: the most is never less than they come to without deployments, an evening of the history as the duty whose
    place it took where that was longer. `min` reads the periods that lie wholly in the operation. Unit: an hour above
    or missing, a begun one counted whole, in each period.
    """

    kind: Literal["hours"] = "hours"
    min: HoursWorked | None = Field(default=None, description="Fewest hours.")
    max: HoursWorked | None = Field(default=None, description="Most hours.")
    per: Literal["operation", "week"] | None = Field(default=None, description="operation or week; or give `days`.")
    days: Positive | None = Field(default=None, description="Length in days of the periods, one from every date.")
    average_over: Positive | None = Field(default=None, description="Weeks over which hours a week are averaged.")
    ordinary: bool = Field(default=True, description="Whether ordinary duties count.")

    TOGETHER: ClassVar[tuple[JsonSchemaValue, ...]] = (
        BOUNDED,
        {"oneOf": [given("per"), given("days")]},
        {"if": given("average_over"), "then": {"required": ["per"], "properties": {"per": {"const": "week"}}}},
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if (self.per is None) == (self.days is None):
            raise fault("combination", "give either per (operation or week) or days")
        if self.average_over is not None and self.per != "week":
            raise fault("combination", "average_over goes with `per: week` only")
        return ordered(self, self.min, self.max)

    def limit(self, hours: float | None) -> int | None:
        """Minutes that a bound comes to in a whole period."""
        return None if hours is None else round(hours * 60) * (self.average_over or 1)

    def periods(self, start: date, end: date) -> tuple[tuple[date, date], ...]:
        """First and last date of every period that touches an operation, in order."""
        if self.per == "operation":
            return ((start, end),)
        if self.average_over is None and self.per == "week":
            first, length, step = start - timedelta(days=start.weekday()), 7, 7
        else:
            length = self.days or 7 * (self.average_over or 1)
            first, step = start - timedelta(days=length - 1), 1
        count = (end - first).days // step + 1
        begins = (first + timedelta(days=n * step) for n in range(count))
        return tuple((on, on + timedelta(days=length - 1)) for on in begins)


class DutyRun(PeopleRule):
    """At most `max` dates on duty in a row: deployments, the history, and ordinary duties.

    An ordinary duty and the deployment that takes its place are one date on duty. With `ends_after`, only duties that
    end later than that count. In any `max` + 1 dates in a row at most `max` count; ordinary duties and the history can
    use that up but not break it: the most is never less than they come to without deployments. Unit: a date above
    that, in each window.
    """

    kind: Literal["duty_run"] = "duty_run"
    max: Positive = Field(description="Most dates on duty in a row.")
    ends_after: Clock | None = Field(
        default=None,
        description="Only duties that end later than this time of their date count; before noon, of the next morning.",
    )

    def counts_after(self, on: date, zone: ZoneInfo) -> datetime | None:
        """The instant after which a duty of a date must end to count; None: any duty counts."""
        if self.ends_after is None:
            return None
        day = on if self.ends_after >= time(12) else on + timedelta(days=1)
        return datetime.combine(day, self.ends_after, zone).astimezone(ZoneInfo("UTC"))


class RestDays(PeopleRule):
    """At least `least` dates free of any duty in any `days` dates in a row: deployments, history, ordinary duties.

    Counted as `duty_run` is: deployments may take of any `days` dates no more than leaves `least` free, or than none
    where ordinary duties and the history leave fewer. Unit: a date missing on account of deployments, in each window.
    """

    kind: Literal["rest_days"] = "rest_days"
    least: Positive = Field(description="Fewest dates free of duty in any such window.")
    days: Positive = Field(description="Length of the window in days.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.least > self.days:
            raise fault("order", "{days} days can't have {least} free", days=self.days, least=self.least)
        return self


class Notice(PeopleRule):
    """No deployment on a rostered rest day with fewer than `days` clear days' notice.

    Rest days are the days of a pattern or list without clock times. Notice runs from `operation.announced`, the date on
    which people are told the roster; neither that date nor the evening's counts. Unit: a rest day worked.
    """

    kind: Literal["notice"] = "notice"
    days: Positive = Field(description="Clear days between the date people are told and the evening.")

    def short(self, announced: date, on: date) -> bool:
        """Whether the notice given of an evening is too short."""
        return (on - announced).days - 1 < self.days
