"""What rules have in common: strength, weight and reason, whom and which areas they speak of, bounds."""

from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self, TypeVar

from pydantic import (
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from ..base import Contract, Count, Identifier, Identifiers, Number, Text, fault, fields_alone, given, listed
from ..bounds import few_faults
from ..days import Days, day_meant

T = TypeVar("T")

Limit = Annotated[Count, Field(ge=0, le=10_000)]
Positive = Annotated[Count, Field(ge=1, le=10_000)]
HoursWorked = Annotated[Number, Field(ge=0, le=100_000)]


def _word(value: Any) -> Any:
    """A day as a word: dates may come as such, and `bank holiday` has a space."""
    if isinstance(value, date) or (isinstance(value, str) and " " in value and day_meant(value) is not None):
        return str(day_meant(value) or value)
    return value


Exceptions = Annotated[tuple[Annotated[Identifier, BeforeValidator(_word)], ...], few_faults, BeforeValidator(listed)]
"""Words for people, areas and days; one alone needs no list."""


ABOUT_TEAMS = ("pair_repeat", "keep_apart", "keep_together", "team_skill")
"""Kinds of rules that speak of who forms a team with whom."""


class RuleBase(Contract):
    """What every rule has."""

    strength: Literal["hard", "soft"] = Field(default="hard", description="hard: must hold; soft: costs when broken.")
    weight: Annotated[Count, Field(ge=1, le=1_000_000)] | None = Field(
        default=None, description="Cost of each unit of violation of a soft rule; left out, 1."
    )
    most: Annotated[Count, Field(ge=1, le=1_000_000)] | None = Field(
        default=None,
        description="Of a soft rule about people or areas: the most units by which each person, or area, may break it. "
        "Left out, any number.",
    )
    why: Text | None = Field(default=None, description="The planner's own words, quoted back in messages.")
    # An alias beside the type is one that type checkers leave alone: `except` can't be written in a call.
    exempt: Annotated[Exceptions | None, Field(alias="except")] = Field(
        default=None,
        min_length=1,
        description="For whom, where or when it does not hold: words that `who`, `areas` and `on` of its kind take.",
    )

    TOGETHER: ClassVar[tuple[JsonSchemaValue, ...]] = (
        {"required": ["kind"]},
        {"if": given("most"), "then": {"required": ["strength"], "properties": {"strength": {"const": "soft"}}}},
        {"if": given("weight"), "then": {"required": ["strength"], "properties": {"strength": {"const": "soft"}}}},
    )

    @model_serializer(mode="wrap")
    def _with_its_kind(self, handler: SerializerFunctionWrapHandler, info: SerializationInfo) -> dict[str, Any]:
        """A rule can't be read again without its kind, which is a default and need not have been given."""
        written: dict[str, Any] = handler(self)
        left_out = info.exclude_defaults or info.exclude_unset
        return {"kind": getattr(self, "kind", None)} | written if left_out else written

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The schema of the fields."""
        return super().__get_pydantic_json_schema__(fields_alone(core), handler)

    @model_validator(mode="after")
    def _weight_needs_soft(self) -> Self:
        if self.strength == "hard" and self.weight is not None:
            raise fault("combination", "a weight means nothing on a hard rule: add `strength: soft` or drop it")
        if self.most is not None and (self.strength == "hard" or getattr(self, "kind", "") in ABOUT_TEAMS):
            raise fault("combination", "`most` goes with soft rules about people or areas alone: drop it")
        return self

    @property
    def hard(self) -> bool:
        """Whether the rule must hold."""
        return self.strength == "hard"

    @property
    def cost(self) -> int:
        """Cost of one unit of violation (soft rules)."""
        return self.weight or 1


class PeopleRule(RuleBase):
    """A rule about people, for everybody or for those that `who` selects."""

    who: Identifiers | None = Field(
        default=None,
        min_length=1,
        description="Roles (`detectives`, `officers`), ids, skills, tags or home areas; whoever has one of them. "
        "Left out, everybody.",
    )


class AreasRule(RuleBase):
    """A rule about areas and evenings, for all or for those named."""

    areas: Identifiers | None = Field(default=None, min_length=1, description="The areas; left out, every area.")
    on: Days | None = Field(default=None, min_length=1, description="Weekdays and dates; left out, every evening.")


BOUNDED: JsonSchemaValue = {"anyOf": [given("min"), given("max")]}
"""That a rule has a bound."""


class MinMax(Contract):
    """A rule with a lower bound, an upper bound, or both."""

    TOGETHER: ClassVar[tuple[JsonSchemaValue, ...]] = (BOUNDED,)

    min: Limit | None = Field(default=None, description="At least so many.")
    max: Limit | None = Field(default=None, description="At most so many.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        return ordered(self, self.min, self.max)


def ordered(rule: T, least: float | None, most: float | None) -> T:
    """The rule, where it has a bound and its bounds are in order."""
    if least is None and most is None:
        raise fault("combination", "give min, max or both")
    if least is not None and most is not None and least > most:
        raise fault("order", "min {min} is above max {max}", min=f"{least:.12g}", max=f"{most:.12g}")
    return rule
