"""Rules on who forms a team with whom."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic.json_schema import JsonSchemaValue

from ..base import Count, Identifiers, fault, given
from .base import AreasRule, Limit, PeopleRule, Positive, RuleBase


class PairRepeat(PeopleRule):
    """A detective and an officer form a team at most `limit` times, history counted.

    With `who`, the pairs that include at least one of them; `except` takes out the pairs of two whom it names, or where
    it names people of one role alone, the pairs with one of these. With `within`, so often in any so many dates in a
    row: every window of them that touches the operation counts. History can use the limit up but not break it. Unit: a
    meeting above the limit, in each window.
    """

    kind: Literal["pair_repeat"] = "pair_repeat"
    limit: Limit = Field(description="Most evenings on which the same two form a team.")
    within: Positive | None = Field(
        default=None, description="Length in days of the windows; left out, the operation with all the history."
    )

    TOGETHER: ClassVar[tuple[JsonSchemaValue, ...]] = (
        {"if": given("within"), "then": {"properties": {"limit": {"not": {"const": 0}}}}},
    )

    @model_validator(mode="after")
    def _never_has_no_window(self) -> Self:
        if self.limit == 0 and self.within is not None:
            raise fault("combination", "limit 0 means never, within any time: leave out `within`")
        return self


class KeepApart(RuleBase):
    """No two of these people form a team. Unit: such a team.

    With `except`, two whom it names may form a team all the same; where it names people of one role alone, any of these
    may with anybody.
    """

    kind: Literal["keep_apart"] = "keep_apart"
    who: Identifiers = Field(
        min_length=1, description="Roles, ids, skills, tags or home areas: both members of a team are never among them."
    )


class KeepTogether(RuleBase):
    """Whoever of these people works forms a team with another of them. Unit: a team with just one of them in it.

    With `except`, teams of two whom it names are no matter of the rule; where it names people of one role alone, teams
    with one of these.
    """

    kind: Literal["keep_together"] = "keep_together"
    who: Identifiers = Field(
        min_length=1,
        description="Roles, ids, skills, tags or home areas: both members of a team are among them, or none.",
    )


class TeamSkill(AreasRule):
    """At least `at_least` members of every team have each of the skills. Unit: a member missing, for each skill.

    With `areas`, the teams there; with `on`, the teams of those evenings.
    """

    kind: Literal["team_skill"] = "team_skill"
    skill: Identifiers = Field(min_length=1, description="The skill, or several that each count for themselves.")
    at_least: Annotated[Count, Field(ge=1, le=2)] = Field(default=1, description="Members of a team who have it.")

    @property
    def skills(self) -> tuple[str, ...]:
        """Each skill once."""
        return tuple(dict.fromkeys(self.skill))
