"""The operation after another: its scenario, and what became of the last one's."""

from pydantic import Field

from ..base import Result
from ..scenario import Scenario


class Following(Result):
    """A scenario for the next period, with what a planner should know of it; people are ids in every sentence."""

    scenario: Scenario = Field(description="What is to be planned: the last operation's people, areas and rules.")
    taken_over: tuple[str, ...] = Field(description="What it has from the last one and its roster, a sentence each.")
    left_behind: tuple[str, ...] = Field(
        default=(), description="What it has not, as it spoke of the last one alone, a sentence each."
    )
    look_at: tuple[str, ...] = Field(
        default=(), description="What a planner should look at, enter or decide before it is solved, a sentence each."
    )
