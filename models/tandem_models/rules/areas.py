"""Rules on what areas get and who may go there."""

from typing import Literal

from pydantic import Field

from .base import AreasRule, Limit, MinMax, PeopleRule


class Visits(AreasRule, MinMax):
    """Visits to each area over the operation (history not counted). Unit: a visit below min or above max.

    With `on`, the visits on those evenings alone.
    """

    kind: Literal["visits"] = "visits"


class VisitGap(AreasRule):
    """No more than `evenings` evenings in a row without a visit to each area, history counted.

    Evenings of the history count where it says in which area they were worked, from its first date on; what came
    before that, or comes after the operation, is not known and breaks nothing. With `on`, those evenings alone count,
    one after the other: with `fri`, Fridays in a row, whatever is visited in between. Unit: an evening more without a
    visit, for each time without.
    """

    kind: Literal["visit_gap"] = "visit_gap"
    evenings: Limit = Field(description="Most evenings in a row without a visit.")


class AreaTeams(AreasRule):
    """At most `max` teams in each area in one evening. Unit: a team above it.

    With `on`, in those evenings.
    """

    kind: Literal["area_teams"] = "area_teams"
    max: Limit = Field(description="Most teams in the area in one evening.")


class AreaLimit(PeopleRule, AreasRule, MinMax):
    """How often a person is sent to each of the areas over the operation; max 0 means not eligible there.

    With `on`, on those evenings alone. History is not counted. A word of `except` that is an area's id is the area, not
    the people who have their home there. Unit: a deployment below min or above max, for each person and area.
    """

    kind: Literal["area_limit"] = "area_limit"
