"""A certificate of a roster's bounds that anybody can re-check with whole numbers alone."""

from pydantic import Field

from .base import Contract


class TierProof(Contract):
    """Multipliers of the model's rows that prove a bound by weak duality."""

    value: int = Field(description="The tier's value in the roster; later bounds hold where it is not exceeded.")
    bound: int = Field(description="The tier's bound.")
    total: int | None = Field(description="The bound before rounding up, times 2^24; None: the search gave it.")
    multipliers: str = Field(
        default="",
        description="Row numbers, each as the step from the last, then as many multipliers times 2^24: 64-bit "
        "little-endian integers, deflated, in base64.",
    )


class Proof(Contract):
    """Bounds for every tier of one roster of one scenario."""

    scenario: str = Field(description="SHA-256 of the scenario (`Scenario.fingerprint`).")
    roster: str = Field(description="SHA-256 of the roster.")
    rows: str = Field(description="SHA-256 of the rows that the multipliers belong to.")
    tiers: tuple[TierProof, ...] = Field(description="The tiers in order.")
    digest: str = Field(description="SHA-256 of all of the above.")
