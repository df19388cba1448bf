"""What people were told before: the roster that was published, and what it costs to tell somebody otherwise."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from ..answers.schedule import Deployment
from ..base import Contract, Count, Identifier, ReadOnly, fault, read_only, this
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


NEVER = "none"
"""In a cell, that nothing ever costs more."""

_PART = re.compile(r"\s*([0-9]{1,3})\s*:\s*([0-9]{1,4})\s*")

_DAYS = "(0{0,2}[1-9]|0?[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9]|36[0-6])"
_TIMES = "(0{0,3}[1-9]|0{0,2}[1-9][0-9]|0?[1-9][0-9]{2}|1000)"
_ONE = rf"\s*{_DAYS}\s*:\s*{_TIMES}\s*"
_CELL = rf"^(\s*([Nn][Oo][Nn][Ee])?\s*|{_ONE}([;,]{_ONE})*)$"
"""What a cell may hold, as JSON Schema has it."""


def _by_days(value: Any) -> Any:
    """What stands in one cell of a sheet, 5: 3; 15: 2, as a mapping."""
    if not isinstance(value, str):
        return value
    if value.strip().casefold() in ("", NEVER):
        return {}
    parts = [_PART.fullmatch(part) for part in re.split("[;,]", value)]
    found = [(int(part[1]), int(part[2])) for part in parts if part]
    if len(found) < len(parts) or len(dict(found)) < len(found):
        raise fault("wrong_format", 'must be days and times, like "5: 3; 15: 2", not {value}', value=this(value[:40]))
    return dict(found)


ClearDays = Annotated[int, Field(ge=1, le=366)]
Times = Annotated[Count, Field(ge=1, le=1_000)]
_Written = dict[ClearDays, Times] | Annotated[str, WithJsonSchema({"type": "string", "pattern": _CELL})]


NoticeTimes = Annotated[dict[ClearDays, Times], BeforeValidator(_by_days, json_schema_input_type=_Written), read_only]


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
    notice: NoticeTimes = Field(
        default_factory=lambda: ReadOnly({5: 3, 15: 2}),
        description="How many times as much it costs with fewer clear days of notice than so many: `{5: 3, 15: 2}`, "
        "which is what is taken where it is left out; `{}`: never more. With fewer than 15 clear days the "
        "determinations under the Police Regulations 2003 (Annex H) pay for a rest day that is worked; 5 is a step "
        "that they once had.",
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.partner > self.area:
            message = (
                "partner costs {partner}, more than area ({area}): another area often means another partner as well"
            )
            raise fault("order", message, partner=self.partner, area=self.area)
        for (days, times), (more, fewer) in pairwise(sorted(self.notice.items())):
            if fewer > times:
                message = "fewer than {more} clear days cost {fewer} times as much, fewer than {days} only {times}"
                raise fault("order", message, more=more, fewer=fewer, days=days, times=times)
        return self

    def cost(self, kind: ChangeKind) -> int:
        """What a change costs that comes in good time."""
        cost: int = getattr(self, kind)
        return cost

    def times(self, today: date | None, on: date) -> int:
        """How many times as much a change costs by its notice: neither today nor the evening's date counts."""
        if today is None:
            return 1
        clear = max(0, (on - today).days - 1)
        return next((times for days, times in sorted(self.notice.items()) if clear < days), 1)


def told(teams: Sequence[PublishedTeam]) -> dict[tuple[str, date], PublishedTeam]:
    """What everybody was told, by person and evening.

    Of somebody in several teams of an evening, the last by area and ids counts.
    """
    ordered = sorted(teams, key=lambda team: (team.evening, team.area, team.detective, team.officer))
    return {(person, team.evening): team for team in ordered for person in (team.detective, team.officer)}
