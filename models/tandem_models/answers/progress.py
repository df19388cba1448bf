"""What running calls tell: how far a solve is, and how far an answer."""

from typing import Literal

from pydantic import Field, computed_field

from ..base import Result
from .schedule import Deployment, Method

REPEATED = "Whether nothing is new: about every second without news it is said that work goes on, as it stood."


class Progress(Result):
    """News from a running solve."""

    seconds: float = Field(description="Wall-clock seconds since `solve` was called; never go back.")
    tier: int = Field(description="Index of the tier being solved, from 0.")
    tiers: int = Field(description="Number of tiers.")
    name: str = Field(description="The tier in words.")
    value: int | None = Field(description="Value of the best roster found for it so far, if any.")
    bound: int = Field(description="Best bound so far; never above the value.")
    found_by: tuple[Method, ...] = Field(
        default=(), description="Which method found that roster, as in a schedule; empty where there is no value."
    )
    stage: Literal["preparing", "relaxing", "solving", "done", "finishing"] = Field(
        description="preparing: the model is being built, and nothing is known of any tier; "
        "relaxing: all tiers are being bounded in turn, in the hope of one roster that meets every bound; "
        "solving: this tier is being solved by itself; done: it is finished. Done once for each tier, in order; "
        "finishing: the search has ended, and its roster is being checked."
    )
    repeated: bool = Field(default=False, description=REPEATED)
    deployments: tuple[Deployment, ...] | None = Field(
        default=None,
        description="The best roster so far, by evening, area and detective, where `solve` was asked for `rosters` and "
        "there is one; the checker has not seen it yet.",
    )

    @computed_field  # type: ignore[prop-decorator]
    @property
    def done(self) -> bool:
        """Whether this tier is finished."""
        return self.stage == "done"


class AnswerProgress(Result):
    """News from a running `explain`, `why`, `why_not`, `suggest`, `swaps`, `fill` or `worth`."""

    seconds: float = Field(description="Wall-clock seconds since the call began; never go back.")
    doing: str = Field(description="What is being done, in words.")
    done: int = Field(default=0, description="How many parts of that are done.")
    of: int | None = Field(default=None, description="Of how many, where that is known.")
    repeated: bool = Field(default=False, description=REPEATED)
