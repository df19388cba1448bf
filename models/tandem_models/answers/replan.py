"""A roster planned anew from a published one."""

from pydantic import Field

from ..base import Identifier, Result
from ..scenario import Scenario
from .advice import Comparison
from .report import Violation
from .schedule import Schedule


class Replan(Result):
    """The new roster, what is different for whom, and how it is known that less could not be."""

    plan: Scenario = Field(description="What was solved: the plan as it stands now, with what was published in it.")
    schedule: Schedule = Field(description="The new roster with its tiers and proof; of `plan`.")
    disrupted: tuple[Violation, ...] = Field(
        default=(), description="What keeps the published roster from standing as it is, of the evenings to come."
    )
    tolerated: tuple[Violation, ...] = Field(
        default=(),
        description="Rules that the published roster broke and the new one breaks still, at a price in `rules`.",
    )
    accepted: tuple[Violation, ...] = Field(
        default=(), description="What the evenings that are over break of what must hold: they stay all the same."
    )
    comparison: Comparison | None = Field(
        default=None, description="The published roster and the new one; None where there is none."
    )
    told: tuple[Identifier, ...] = Field(
        default=(), description="Who is told otherwise, without those who could not be sent any more."
    )
    message: str = Field(description="What came of it and how that is known, in a few sentences.")
