"""What a planner may ask of a roster: what another choice would cost, and who else could go."""

from datetime import date
from typing import Literal

from pydantic import Field

from .base import Contract, Identifier
from .explanation import Conflict
from .schedule import Deployment


class Effect(Contract):
    """What a change does to one tier."""

    tier: str = Field(description="The tier in words.")
    before: int = Field(description="Its value in the roster asked about.")
    after: int = Field(description="Its value with the change.")


class Answer(Contract):
    """What it costs to send somebody out on an evening, or not to.

    `worse`: that costs something, the first tier that changes says what. `equal`: every tier stays as it is. `better`:
    the roster asked about is not the best. `impossible`: no roster has it so. `unknown`: time ran out. `so already`:
    the roster has it so.
    """

    asked: Literal["why", "why_not"] = Field(
        description="`why_not`: the person is to be sent out; `why`: the person is not to be."
    )
    person: Identifier = Field(description="Who.")
    evening: date = Field(description="When.")
    area: Identifier | None = Field(default=None, description="Where; None: anywhere.")
    status: Literal["worse", "equal", "better", "impossible", "unknown", "so already"] = Field(
        description="What came of it."
    )
    effects: tuple[Effect, ...] = Field(default=(), description="Every tier, in order, with the best roster found.")
    added: tuple[Deployment, ...] = Field(default=(), description="Teams of the evening that the other roster has.")
    removed: tuple[Deployment, ...] = Field(default=(), description="Teams of the evening that it has no longer.")
    conflict: Conflict | None = Field(default=None, description="Why it is impossible.")
    verified: bool = Field(
        description="Whether the answer is known to be right: solving ended, so that no roster with the change is "
        "better than the one found."
    )
    message: str = Field(description="The answer in a sentence or two.")
