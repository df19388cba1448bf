"""What a solve gives back: the roster, how good it is and how that is known."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, GetJsonSchemaHandler, SerializerFunctionWrapHandler, computed_field, model_serializer
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from ..base import Identifier, Result, ResultPart, Role, fields_alone, read_only
from ..days import Day
from ..objectives import Measure
from ..rules import RuleKind
from .proof import Proof


class Deployment(ResultPart):
    """One team, a detective and a neighbourhood officer, in one area on one evening."""

    evening: Day = Field(description="The evening.")
    area: Identifier = Field(description="Where.")
    detective: Identifier = Field(description="The detective.")
    officer: Identifier = Field(description="The neighbourhood officer.")


Basic = Literal[
    "unknown", "role", "double_booking", "not_there", "absence", "not_available", "duty", "overlap", "teams", "pin"
]
"""What every roster must keep."""

Hindrance = Literal[RuleKind, Basic, "over", "deployed", "free", "no_team", "no_partner", "not_looked_at"]
"""What keeps somebody from an evening."""


class Obstacle(ResultPart):
    """How many people of a role can't fill a gap for one and the same reason; each person is counted once a gap."""

    role: Role = Field(description="The role.")
    reason: Hindrance = Field(
        description="`over`, `deployed`, `not_there`, `absence`, `not_available`, `duty`, `overlap`, the kind of the "
        "hard rule that stops them, or `free`."
    )
    rule: int | None = Field(default=None, description="Index of that rule in the scenario's `rules`, from 0.")
    name: str | None = Field(default=None, description="Name of that rule in the pack that it comes with.")
    people: tuple[Identifier, ...] = Field(description="Who.")


class Gap(ResultPart):
    """Teams wanted and not deployed on an evening, by the operation (area None) or in an area."""

    evening: date = Field(description="The evening.")
    area: Identifier | None = Field(default=None, description="The area that wants them; None: anywhere.")
    teams: int = Field(ge=1, description="Teams missing.")
    obstacles: tuple[Obstacle, ...] = Field(default=(), description="What stops the people of each role.")
    reason: str = Field(default="", description="The obstacles as a sentence.")


Certainty = Literal["proven", "optimal", "best_found"]
"""How good a tier's value is known to be."""

Uncertified = Literal["size", "time"]
"""Why nothing proves what a search says of a tier."""


class TierResult(ResultPart):
    """One tier of the objective."""

    name: str = Field(description="The tier in words.")
    measures: Annotated[dict[Measure, int], read_only] = Field(description="Value of each of its measures.")
    value: int = Field(description="Value of the tier: the weighted sum.")
    best: int | None = Field(
        default=None,
        description="Best value that was found, with the earlier tiers within their tolerances: later tiers may leave "
        "the value above it by the tier's tolerance. Only of a tier that has one.",
    )
    bound: int = Field(
        description="No roster that is as good in the earlier tiers, each within its tolerance, has a smaller value."
    )
    known: Certainty = Field(
        description="That the best value (of a tier without tolerance, the value) is the bound. proven: by a "
        "certificate anybody can re-check; optimal: by the search's word; best_found: it is not known to be."
    )
    uncertified: Uncertified | None = Field(
        default=None,
        description="Of an optimal tier, why nothing proves it. size: its certificate would be larger than they may "
        "be; time: there was none left.",
    )
    seconds: float = Field(ge=0, description="Wall-clock seconds spent on the tier.")

    @model_serializer(mode="wrap")
    def _with_best_where_there_is_one(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = handler(self)
        if_any = ("best", "uncertified")
        return {key: value for key, value in written.items() if key not in if_any or value is not None}

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The schema of the fields."""
        return super().__get_pydantic_json_schema__(fields_alone(core), handler)

    @property
    def solved(self) -> int:
        """The value that the bound is to be held against: what was found before later tiers took what they may."""
        return self.value if self.best is None else self.best

    @property
    def given(self) -> int:
        """By how much later tiers have left the tier above its best value."""
        return self.value - self.solved


class Stamp(ResultPart):
    """What a roster was made from and with."""

    scenario: str = Field(description="SHA-256 of the scenario (`Scenario.fingerprint`).")
    versions: Annotated[dict[str, str], read_only] = Field(description="Versions of the packages that decided.")
    seed: int = Field(description="Random seed of the search.")
    workers: int = Field(description="Search workers.")
    time_limit: float = Field(description="Seconds allowed.")
    deterministic: float | None = Field(default=None, description="Work allowed, the same on any machine; null: any.")


Method = Literal[
    "construction",
    "local_search",
    "rounding",
    "repair",
    "neighbourhood_search",
    "rerostering",
    "branch_and_cut",
    "cp_sat",
    "exact_model",
    "filling",
]

StopReason = Literal["complete", "gap", "time_limit", "effort", "stagnation", "interrupted", "infeasible", "replaced"]


class Schedule(Result):
    """A roster with the proof of how good it is.

    `optimal`: every tier is. `feasible`: a roster that keeps every hard rule, some tier not shown to be optimal.
    `infeasible`: no roster can exist. `unknown`: none was found in the time, none was excluded.
    """

    status: Literal["optimal", "feasible", "infeasible", "unknown"] = Field(description="How the solve ended.")
    deployments: tuple[Deployment, ...] = Field(default=(), description="The roster, by evening, area and detective.")
    gaps: tuple[Gap, ...] = Field(default=(), description="Teams wanted and not deployed.")
    tiers: tuple[TierResult, ...] = Field(default=(), description="The tiers in order.")
    proof: Proof | None = Field(
        default=None,
        description="The certificate, by which anybody can check what is `proven`; null: there is none here. It may be "
        'left out where the schedule is written: `model_dump_json(exclude={"proof"})`.',
    )
    found_by: tuple[Method, ...] = Field(
        default=(),
        description="Which method found the roster; of independent parts, each that found one; empty where there is "
        "none. Of rosters as good in every tier the first counts. construction: team by team, without a relaxation; "
        "local_search: small changes to a roster, or a few evenings planned anew; rounding: near the values of the "
        "linear relaxation; repair: others at work where people could not be matched; neighbourhood_search: some "
        "evenings or people anew, all else as in the best roster; rerostering: some people's evenings anew where rules "
        "bind these hard; branch_and_cut, cp_sat: the whole model at once; exact_model: a model that says who meets "
        "whom on every evening; filling: a team more in a gap, at the end (after the others).",
    )
    stop_reason: StopReason = Field(
        description="Why the solve ended. complete: every tier is optimal; gap: as near to the bounds as asked for; "
        "effort: the deterministic work allowed was done; stagnation: no headway for as long as asked for; replaced: "
        "somebody else goes than was solved for, so that of later tiers less is known."
    )
    seconds: float = Field(default=0.0, ge=0, description="Wall-clock seconds of the whole solve.")
    stamp: Stamp = Field(description="What the roster was made from and with.")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def has_roster(self) -> bool:
        """Whether there is a roster (an empty one counts)."""
        return self.status in ("optimal", "feasible")
