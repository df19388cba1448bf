"""The rules a planner can set: one class each, told apart by `kind`.

A hard rule must hold. A soft rule costs its weight for every *unit* of violation; each class says what a unit is, and
the measure `rules` adds them up. A new rule is a class here, its name in `Rule`, a `post` in `scheduler/engine/rules`,
a `check` in `scheduler/checks`, and a case in the two `match` statements that the type checker holds complete.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from .base import Contract, Count, Identifiers, Text

Limit = Annotated[Count, Field(ge=0, le=10_000)]
Positive = Annotated[Count, Field(ge=1, le=10_000)]


class RuleBase(Contract):
    """What every rule has."""

    strength: Literal["hard", "soft"] = Field(default="hard", description="hard: must hold; soft: costs when broken.")
    weight: Annotated[Count, Field(ge=1, le=1_000_000)] | None = Field(
        default=None, description="Cost of each unit of violation of a soft rule; left out, 1."
    )
    why: Text | None = Field(default=None, description="The planner's own words, quoted back in messages.")

    @model_validator(mode="after")
    def _weight_needs_soft(self) -> Self:
        if self.strength == "hard" and self.weight is not None:
            raise PydanticCustomError(
                "weight", "a weight means nothing on a hard rule: add `strength: soft` or drop it"
            )
        return self

    @property
    def hard(self) -> bool:
        """Whether the rule must hold."""
        return self.strength == "hard"

    @property
    def cost(self) -> int:
        """Cost of one unit of violation (soft rules)."""
        return self.weight or 1


class PeopleRule(RuleBase):
    """A rule about people, for everybody or for those that `who` selects."""

    who: Identifiers | None = Field(
        default=None, min_length=1, description="Roles, ids or skills; whoever has one of them. Left out, everybody."
    )


class AreasRule(RuleBase):
    """A rule about areas, for all or for those named."""

    areas: Identifiers | None = Field(default=None, min_length=1, description="The areas; left out, every area.")


class _MinMax(Contract):
    min: Limit | None = Field(default=None, description="At least so many.")
    max: Limit | None = Field(default=None, description="At most so many.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min is None and self.max is None:
            raise PydanticCustomError("bounds", "give min, max or both")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise PydanticCustomError("bounds", "min {min} is above max {max}", {"min": self.min, "max": self.max})
        return self


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


class Visits(AreasRule, _MinMax):
    """Visits to each area over the operation. Unit: a visit below min or above max."""

    kind: Literal["visits"] = "visits"


class AreaTeams(AreasRule):
    """At most `max` teams in each area in one evening. Unit: a team above it."""

    kind: Literal["area_teams"] = "area_teams"
    max: Limit = Field(description="Most teams in the area in one evening.")


class AreaLimit(PeopleRule, AreasRule, _MinMax):
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
        min_length=1, description="Roles, ids or skills: both members of a team are never among them."
    )


Rule = Annotated[
    MaxEvenings
    | MinEvenings
    | RollingLimit
    | EveningGap
    | Rest
    | Visits
    | AreaTeams
    | AreaLimit
    | PairRepeat
    | KeepApart,
    Field(discriminator="kind"),
]
"""Any rule."""
