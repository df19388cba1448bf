"""Rules on what areas get and who may go there."""

from typing import Literal

from pydantic import Field

from .base import AreasRule, Limit, MinMax, PeopleRule


class Visits(AreasRule, MinMax):
    """Visits to each area over the operation (history not counted). Unit: a visit below min or above max."""

    kind: Literal["visits"] = "visits"


class VisitGap(AreasRule):
    """No more than `evenings` evenings in a row without a visit to each area, history counted.

    Evenings of the history count where it says in which area they were worked, from its first date on; what came
    before that, or comes after the operation, is not known and breaks nothing. Unit: an evening more without a visit,
    for each time without.
    """

    kind: Literal["visit_gap"] = "visit_gap"
    evenings: Limit = Field(description="Most evenings in a row without a visit.")


class AreaTeams(AreasRule):
    """At most `max` teams in each area in one evening. Unit: a team above it."""

    kind: Literal["area_teams"] = "area_teams"
    max: Limit = Field(description="Most teams in the area in one evening.")


class AreaLimit(PeopleRule, AreasRule, MinMax):
    """How often a person is sent to each of the areas over the operation; max 0 means not eligible there.

    History is not counted. Unit: a deployment below min or above max, for each person and area.
    """

    kind: Literal["area_limit"] = "area_limit"
