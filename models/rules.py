"""The rules a planner can set: one class each, told apart by `kind`.

A hard rule must hold. A soft rule costs its weight for every *unit* of violation; each class says what a unit is, and
the measure `rules` adds them up. A new rule is a class here, its name in `Rule`, a `post` in `scheduler/engine/rules`,
a `check` in `scheduler/checks`, and a case in the two `match` statements that the type checker holds complete.
"""

from datetime import date, timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from .base import Count, Days, Identifiers, Weekday, Weekdays
from .rule_base import AreasRule, HoursWorked, Limit, MinMax, PeopleRule, Positive, RuleBase, ordered


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

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        return ordered(self, self.min, self.max)


class DaysOff(PeopleRule):
    """At least `min` dates free in a row wherever any are free between two evenings worked, history counted.

    Two evenings on dates in a row leave none free and are no matter of this rule. Only dates with an evening of the
    operation at one end or both count; ordinary duties do not. Unit: a date missing, for each time off.
    """

    kind: Literal["days_off"] = "days_off"
    min: Positive = Field(description="Fewest dates free in a row.")


class Weekends(PeopleRule):
    """At most `max` weekends worked over the operation.

    A weekend is those of `days` that lie in one week, Monday to Sunday; it is worked where any of them is. Weekends
    with a date in the operation count, each once, also where another date of it was worked in the history: that uses
    the limit up but does not break it. Unit: a weekend above that.
    """

    kind: Literal["weekends"] = "weekends"
    max: Limit = Field(description="Most weekends a person works.")
    days: Weekdays = Field(default=(Weekday.SAT, Weekday.SUN), description="Weekdays that make a weekend.")


class Rest(PeopleRule):
    """At least `hours` between the end of one duty and the start of the next, in real hours across clock changes.

    Reads every two duties of a person of which at least one is a deployment of this operation; the other may be a
    deployment, one in the history, or an ordinary duty that remains (not replaced by a deployment on its date, not in
    an absence). Unit: an hour missing, a begun one counted whole, for each such two.
    """

    kind: Literal["rest"] = "rest"
    hours: Annotated[float, Field(gt=0, le=168)] = Field(description="Hours of rest.")

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
    break it: the most is never less than they come to without deployments. `min` reads the periods that lie wholly in
    the operation. Unit: an hour above or missing, a begun one counted whole, in each period.
    """

    kind: Literal["hours"] = "hours"
    min: HoursWorked | None = Field(default=None, description="Fewest hours.")
    max: HoursWorked | None = Field(default=None, description="Most hours.")
    per: Literal["operation", "week"] | None = Field(default=None, description="operation or week; or give `days`.")
    days: Positive | None = Field(default=None, description="Length in days of the periods, one from every date.")
    average_over: Positive | None = Field(default=None, description="Weeks over which hours a week are averaged.")
    ordinary: bool = Field(default=True, description="Whether ordinary duties count.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if (self.per is None) == (self.days is None):
            raise PydanticCustomError("period", "give either per (operation or week) or days")
        if self.average_over is not None and self.per != "week":
            raise PydanticCustomError("period", "average_over goes with `per: week` only")
        if self.min is None and self.max is None:
            raise PydanticCustomError("bounds", "give min, max or both")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise PydanticCustomError("bounds", "min {min} is above max {max}", {"min": self.min, "max": self.max})
        return self

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

    An ordinary duty and the deployment that takes its place are one date on duty. What counts is what deployments add:
    in any `max` + 1 dates in a row, the dates on duty on account of a deployment alone are at most `max` less the
    others, never below 0. Unit: such a date above that, in each window.
    """

    kind: Literal["duty_run"] = "duty_run"
    max: Positive = Field(description="Most dates on duty in a row.")


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
            raise PydanticCustomError(
                "bounds", "{days} days can't have {least} free", {"days": self.days, "least": self.least}
            )
        return self


class VisitGap(AreasRule):
    """No more than `evenings` evenings in a row without a visit to each area, history counted.

    Evenings of the history count where it says in which area they were worked, from its first date on; what came
    before that, or comes after the operation, is not known and breaks nothing. Unit: an evening more without a visit,
    for each time without.
    """

    kind: Literal["visit_gap"] = "visit_gap"
    evenings: Limit = Field(description="Most evenings in a row without a visit.")


class Visits(AreasRule, MinMax):
    """Visits to each area over the operation. Unit: a visit below min or above max."""

    kind: Literal["visits"] = "visits"


class AreaTeams(AreasRule):
    """At most `max` teams in each area in one evening. Unit: a team above it."""

    kind: Literal["area_teams"] = "area_teams"
    max: Limit = Field(description="Most teams in the area in one evening.")


class AreaLimit(PeopleRule, AreasRule, MinMax):
    """How often a person is sent to each of the areas over the operation; max 0 means not eligible there.

    Unit: a deployment below min or above max, for each person and area.
    """

    kind: Literal["area_limit"] = "area_limit"


class PairRepeat(PeopleRule):
    """A detective and an officer form a team at most `limit` times, history counted.

    With `who`, the pairs that include at least one of them. History can use the limit up but not break it. Unit: a
    meeting above the limit.
    """

    kind: Literal["pair_repeat"] = "pair_repeat"
    limit: Limit = Field(description="Most evenings on which the same two form a team.")


class KeepApart(RuleBase):
    """No two of these people form a team. Unit: such a team."""

    kind: Literal["keep_apart"] = "keep_apart"
    who: Identifiers = Field(
        min_length=1, description="Roles, ids, skills, tags or home areas: both members of a team are never among them."
    )


class KeepTogether(RuleBase):
    """Whoever of these people works forms a team with another of them. Unit: a team with just one of them in it."""

    kind: Literal["keep_together"] = "keep_together"
    who: Identifiers = Field(
        min_length=1,
        description="Roles, ids, skills, tags or home areas: both members of a team are among them, or none.",
    )


class TeamSkill(RuleBase):
    """At least `at_least` members of every team have each of the skills. Unit: a member missing, for each skill."""

    kind: Literal["team_skill"] = "team_skill"
    skill: Identifiers = Field(min_length=1, description="The skill, or several that each count for themselves.")
    at_least: Annotated[Count, Field(ge=1, le=2)] = Field(default=1, description="Members of a team who have it.")
    on: Days | None = Field(default=None, min_length=1, description="Weekdays and dates; left out, every evening.")

    @property
    def skills(self) -> tuple[str, ...]:
        """Each skill once."""
        return tuple(dict.fromkeys(self.skill))


Rule = Annotated[
    MaxEvenings
    | MinEvenings
    | RollingLimit
    | EveningGap
    | Consecutive
    | DaysOff
    | Weekends
    | Rest
    | Hours
    | DutyRun
    | RestDays
    | Visits
    | VisitGap
    | AreaTeams
    | AreaLimit
    | PairRepeat
    | KeepApart
    | KeepTogether
    | TeamSkill,
    Field(discriminator="kind"),
]
"""Any rule."""
