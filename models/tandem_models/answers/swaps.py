"""Whose evening could be exchanged for somebody's, and who could simply take it."""

from datetime import date

from pydantic import Field

from ..base import Identifier, Result, ResultPart
from .advice import Effect, Excluded, Outing
from .schedule import Deployment


class Swap(ResultPart):
    """A way for somebody not to go on an evening: another takes it, in exchange for one of theirs or for nothing."""

    person: Identifier = Field(description="Who takes the evening.")
    evening: date | None = Field(
        default=None,
        description="The evening that they give for it; None: none. The same evening: the two swap their places in its "
        "teams.",
    )
    removed: tuple[Deployment, ...] = Field(description="The team that is changed, and the one of the evening given.")
    added: tuple[Deployment, ...] = Field(description="What these teams are then, in the same order.")
    effects: tuple[Effect, ...] = Field(description="Every tier, in order, as the checker values it.")
    outings: tuple[Outing, ...] = Field(
        description="How much they then work, about the evening taken; and of an exchange how much the other does, "
        "about the evening given."
    )
    message: str = Field(description="The swap in a sentence.")


class ExcludedSwap(Excluded):
    """A swap that can't be."""

    evening: date | None = Field(default=None, description="The evening that they would give, as in `Swap`.")
    people: tuple[Identifier, ...] = Field(
        description="About whom the reason is: whoever takes the evening, the other, or two who would form a team."
    )


class Swaps(Result):
    """Who could take somebody's evening, in exchange for an evening of theirs or for nothing."""

    person: Identifier = Field(description="Whose evening.")
    evening: date = Field(description="Which one.")
    swaps: tuple[Swap, ...] = Field(
        description="What breaks no more of what is hard than is broken already, those first that do most for the "
        "tiers; of those as good, whoever simply takes it, then what is given latest."
    )
    excluded: tuple[ExcludedSwap, ...] = Field(
        description="All others, in the people's order: whoever was asked about, for nothing and for each of their "
        "evenings that are not over."
    )
    complete: bool = Field(description="Whether all of them were looked at in time.")
