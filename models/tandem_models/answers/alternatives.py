"""Rosters equally good in every tier that differ from each other, to choose from."""

from typing import Literal

from pydantic import Field

from ..base import Result, ResultPart
from .schedule import Schedule


class Alternative(ResultPart):
    """One of several rosters to choose from."""

    schedule: Schedule = Field(
        description="The roster, with the checker's value of every tier; bounds, and how they are known, are those of "
        "the first roster, which hold for all as good in the earlier tiers."
    )
    distances: tuple[int, ...] = Field(
        default=(),
        description="How many are told otherwise by this roster than by each one before it, evening by evening: sent "
        "in one of the two alone, to another area, or with another partner.",
    )
    farthest: bool = Field(
        default=False,
        description="Whether it is known that no roster as good is further from whichever of those before it is "
        "nearest.",
    )


class Alternatives(Result):
    """Rosters equally good in every tier that differ from each other as much as was found possible."""

    status: Literal["optimal", "feasible", "infeasible", "unknown"] = Field(
        description="How good the first is known to be, as a schedule says it; or why there is none."
    )
    alternatives: tuple[Alternative, ...] = Field(
        description="The first is the roster begun with; each further one is as far as was found from those before. "
        "None where there is no roster to begin with."
    )
    ended: Literal["found", "no_more", "not_found", "no_roster"] = Field(
        description="found: as many as were asked for; no_more: no other roster is as good, as the search says; "
        "not_found: no more were found in the time; no_roster: there is none to begin with."
    )
    message: str = Field(description="What came of it in a sentence.")
