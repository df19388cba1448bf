"""A certificate of a roster's bounds that anybody can re-check with whole numbers alone."""

from typing import Any

from pydantic import (
    Field,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    computed_field,
    model_serializer,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from ..base import Result, ResultPart, fields_alone


class TierProof(ResultPart):
    """The value and the bound of a tier: the bounds of all independent parts together."""

    value: int = Field(description="The tier's value in the roster; later bounds hold where it is not exceeded.")
    best: int | None = Field(
        default=None,
        description="Of a tier with a tolerance, its best value: later bounds hold where that is exceeded by no more "
        "than the tolerance.",
    )
    bound: int = Field(description="The tier's bound.")

    @model_serializer(mode="wrap")
    def _with_best_where_there_is_one(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = handler(self)
        return {key: value for key, value in written.items() if key != "best" or value is not None}

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The schema of the fields."""
        return super().__get_pydantic_json_schema__(fields_alone(core), handler)


class BoundProof(ResultPart):
    """Multipliers of a part's rows that prove its bound on a tier by weak duality, or a tree that does."""

    bound: int = Field(description="The part's share of the tier's bound.")
    total: int | None = Field(
        description="The bound that the multipliers prove, before rounding up, times 2^24; None: nothing proves the "
        "part's bound, the search gave it."
    )
    multipliers: str = Field(
        default="",
        description="Row numbers, each as the step from the last, then as many multipliers times 2^24: 64-bit "
        "little-endian integers, deflated, in base64.",
    )
    tree: str | None = Field(
        default=None,
        description="Where the multipliers prove less than the bound, the steps of a branch and bound that refutes "
        "whatever is below it, in the order of a walk down its lower branches first, written like these: 0, a column "
        "and the most it may be in the lower branch; 1 (2: without objective), how many rows, and their numbers and "
        "multipliers as above; 3, that nothing is left.",
    )


class PartProof(ResultPart):
    """The bounds of one independent part: a sub-operation that shares no person, area or rule with the others."""

    rows: str = Field(description="SHA-256 of the rows that the multipliers belong to.")
    meetings: bool = Field(
        default=False,
        description="Whether these rows say who meets whom on every evening, or only who works and where.",
    )
    tiers: tuple[BoundProof, ...] = Field(description="The tiers in order; none where no roster can exist.")
    none: str | None = Field(
        default=None, description="Where no roster can exist, the `tree` that refutes the part with the contradiction."
    )


class Proof(Result):
    """Bounds for every tier of one roster of one scenario, or that it can have none."""

    scenario: str = Field(description="SHA-256 of the scenario (`Scenario.fingerprint`).")
    roster: str | None = Field(description="SHA-256 of the roster; None: the proof is that there can be none.")
    tiers: tuple[TierProof, ...] = Field(description="The tiers in order; none where no roster can exist.")
    parts: tuple[PartProof, ...] = Field(description="What proves the bounds; mostly there is one part, the whole.")
    digest: str = Field(description="SHA-256 of all of the above.")

    def certain(self, tier: int) -> bool:
        """Whether multipliers or trees prove a tier's bound, by its index, in every part; else the search gave it."""
        return all(part.tiers[tier].total is not None for part in self.parts)


class Recheck(Result):
    """What came of certificates that were re-checked, by no solver."""

    faults: tuple[str, ...] = Field(default=(), description="What is wrong with them, a sentence each.")
    bounds: tuple[int | None, ...] = Field(
        default=(),
        description="Of each tier, what no roster as good in the earlier tiers is below; null: nothing proves any.",
    )
    best: tuple[int | None, ...] = Field(
        default=(),
        description="Of each tier with a tolerance, its best value: the bounds after it hold where it is exceeded by "
        "no more than the tolerance.",
    )
    none: bool = Field(default=False, description="Whether they prove that no roster can exist.")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def holds(self) -> bool:
        """Whether nothing is wrong with them."""
        return not self.faults
