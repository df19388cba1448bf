"""What people were told before: the roster that was published, and what it costs to tell somebody otherwise."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from ..answers.schedule import Deployment
from ..base import Contract, Count, Identifier, fault
from ..bounds import few_faults
from ..days import Day
from ..operation import Cost

ChangeKind = Literal["stood_down", "called_out", "area", "partner"]
"""What is different for somebody on an evening: no longer sent, sent after all, elsewhere, or with somebody else."""


class PublishedTeam(Contract):
    """A team of the published roster."""

    evening: Day = Field(description="The evening.")
    area: Identifier = Field(description="Where.")
    detective: Identifier = Field(description="The detective.")
    officer: Identifier = Field(description="The neighbourhood officer.")

    @property
    def as_deployment(self) -> Deployment:
        """The team as rosters have it."""
        return Deployment(evening=self.evening, area=self.area, detective=self.detective, officer=self.officer)

    @property
    def place(self) -> tuple[str, str, str]:
        """Where, and who: area, detective and officer."""
        return self.area, self.detective, self.officer


class ShortNotice(Contract):
    """By how much a change is dearer that comes at short notice."""

    days: Annotated[Count, Field(ge=1, le=366)] = Field(
        description="With fewer clear days than this between `operation.today` and the evening."
    )
    times: Annotated[Count, Field(ge=1, le=1_000)] = Field(description="So many times the cost.")


class ChangeCosts(Contract):
    """What it costs to tell somebody otherwise than the published roster, person by person and evening by evening.

    On an evening on which somebody was published, one thing at most is different for them: they are stood down; or
    they go to another area, whoever with; or to the same area with another partner. Whoever was not published and is
    sent is called out. A team moved is two people in another area, and one in another's place two people told, besides
    the partner. Whoever can't be sent that evening any more, for being away or on duty, is not told otherwise by this.
    """

    stood_down: Cost = Field(default=6, description="Somebody published is not sent that evening.")
    called_out: Cost = Field(default=6, description="Somebody not published is sent that evening.")
    area: Cost = Field(default=2, description="Somebody published goes to another area that evening.")
    partner: Cost = Field(
        default=1, description="Somebody published goes to the same area with another partner; at most what `area` is."
    )
    notice: Annotated[tuple[ShortNotice, ...], few_faults] = Field(
        default=(ShortNotice(days=5, times=3), ShortNotice(days=15, times=2)),
        description="How many times as much at short notice, the shortest first. Left out, 3 times with fewer than 5 "
        "clear days, twice with fewer than 15: the notice below which the Police Regulations 2003 (determination under "
        "regulation 26) pay for a rest day that is taken.",
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.partner > self.area:
            message = "partner costs {partner}, more than area ({area}): another area often means another partner as well"
            raise fault("order", message, partner=self.partner, area=self.area)
        for one, other in pairwise(self.notice):
            if other.days <= one.days or other.times > one.times:
                message = "notice is in order, the shortest first and dearest: {days} days stand after {before}"
                raise fault("order", message, days=other.days, before=one.days)
        return self

    def cost(self, kind: ChangeKind) -> int:
        """What a change costs that comes in good time."""
        costs = {"stood_down": self.stood_down, "called_out": self.called_out, "area": self.area}
        return costs.get(kind, self.partner)

    def times(self, today: date | None, on: date) -> int:
        """How many times as much a change costs by its notice: neither today nor the evening's date counts."""
        if today is None:
            return 1
        clear = max(0, (on - today).days - 1)
        return next((short.times for short in self.notice if clear < short.days), 1)


def told(teams: Sequence[PublishedTeam]) -> dict[tuple[str, date], PublishedTeam]:
    """What everybody was told, by person and evening.

    Of somebody in several teams of an evening, the last by area and ids counts, as in what is different between rosters.
    """
    ordered = sorted(teams, key=lambda team: (team.evening, team.area, team.detective, team.officer))
    return {(person, team.evening): team for team in ordered for person in (team.detective, team.officer)}
