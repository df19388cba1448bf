"""What a check finds in a roster."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, computed_field

from ..base import Identifier, Result, ResultPart, read_only
from ..objectives import Measure
from ..rules import RuleKind
from .proof import Recheck
from .schedule import Basic, Deployment, Gap

ViolationKind = Literal[RuleKind, Basic]
"""What a roster can break."""


class Violation(ResultPart):
    """One way in which a roster breaks the scenario."""

    kind: ViolationKind = Field(
        description="Kind of the rule, or what every roster must keep: `unknown`, `role`, `double_booking`, "
        "`not_there`, `absence`, `not_available`, `duty`, `overlap`, `teams`, `pin`."
    )
    rule: int | None = Field(default=None, description="Index of the rule in the scenario's `rules`, from 0.")
    name: str | None = Field(default=None, description="Name of the rule in the pack that it comes with.")
    strength: Literal["hard", "soft"] = Field(default="hard", description="hard: the roster is not valid.")
    people: tuple[Identifier, ...] = Field(default=(), description="Who is concerned.")
    evenings: tuple[date, ...] = Field(default=(), description="Which dates.")
    areas: tuple[Identifier, ...] = Field(default=(), description="Which areas.")
    allowed: str = Field(description="What the rule allows.")
    found: str = Field(description="What the roster has.")
    units: int = Field(default=1, ge=1, description="Units of violation, as the rule counts them.")
    cost: int = Field(default=0, ge=0, description="What it adds to the measure `rules` (soft rules).")
    message: str = Field(description="The violation as a sentence.")


class Load(ResultPart):
    """What one person does."""

    person: Identifier = Field(description="Who.")
    evenings: int = Field(description="Evenings worked in the operation.")
    available: int = Field(
        description="Evenings on which a team can be sent and the person could be in it, as far as dates there, "
        "absences and duties go."
    )
    before: int = Field(
        default=0, ge=0, description="Evenings worked before the operation, where `fairness` counts these; else 0."
    )

    @property
    def counted(self) -> int:
        """All evenings that `fairness` counts."""
        return self.evenings + self.before


class Change(ResultPart):
    """What becomes different for one person on one evening from one roster to the next."""

    person: Identifier = Field(description="Who.")
    evening: date = Field(description="When.")
    before: Deployment | None = Field(default=None, description="The team before; None: not sent out.")
    after: Deployment | None = Field(default=None, description="The team now; None: not sent out any more.")


class CalendarNews(ResultPart):
    """How many entries of a published calendar are what to those who look at it; those cancelled before don't count."""

    new: int = Field(default=0, ge=0, description="Entries that were not there.")
    changed: int = Field(default=0, ge=0, description="Entries that say something else than before.")
    cancelled: int = Field(default=0, ge=0, description="Entries that are called off.")
    unchanged: int = Field(default=0, ge=0, description="Entries that say the same.")


class AreaVisits(ResultPart):
    """What one area gets."""

    area: Identifier = Field(description="Which.")
    visits: int = Field(description="Visits over the operation.")
    target: int = Field(description="Visits it should get.")


class Report(Result):
    """Everything a check found: every violation, every measure, recomputed from scenario and roster alone."""

    violations: tuple[Violation, ...] = Field(description="All violations, hard and soft.")
    measures: Annotated[dict[Measure, int], read_only] = Field(description="Every measure.")
    tiers: tuple[int, ...] = Field(description="Value of each tier of the scenario, in order.")
    gaps: tuple[Gap, ...] = Field(description="Teams wanted and not deployed, without reasons.")
    areas: tuple[AreaVisits, ...] = Field(description="Visits by area, in the scenario's order.")
    loads: tuple[Load, ...] = Field(description="Evenings by person, in the scenario's order.")
    certificate: Recheck | None = Field(
        default=None, description="What came of a certificate that was checked with the roster; null: none was."
    )

    @computed_field  # type: ignore[prop-decorator]
    @property
    def ok(self) -> bool:
        """Whether the roster keeps every hard rule."""
        return all(violation.strength == "soft" for violation in self.violations)
