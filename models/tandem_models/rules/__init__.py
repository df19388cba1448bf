"""The rules a planner can set: one class each, told apart by `kind`.

A hard rule must hold. A soft rule costs its weight for every *unit* of violation; each class says what a unit is, and
the measure `rules` adds them up. A new rule is four things, as `.github/CONTRIBUTING.md` tells: a class, a check, its
constraints, and an entry in `tandem_scheduler.rulebook`.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import Discriminator, Field, Tag

from .areas import AreaLimit, AreaTeams, VisitGap, Visits
from .base import RuleBase
from .duty_law import DutyRun, Hours, Notice, Rest, RestDays
from .packs import PACKS, Packed, RulePack
from .people import Consecutive, DaysOff, EveningGap, MaxEvenings, MinEvenings, RollingLimit, Weekends
from .teams import KeepApart, KeepTogether, PairRepeat, TeamSkill

__all__ = [
    "KINDS",
    "PACKS",
    "AreaLimit",
    "AreaTeams",
    "Consecutive",
    "DaysOff",
    "DutyRun",
    "EveningGap",
    "Hours",
    "KeepApart",
    "KeepTogether",
    "MaxEvenings",
    "MinEvenings",
    "Notice",
    "Packed",
    "PairRepeat",
    "Rest",
    "RestDays",
    "RollingLimit",
    "Rule",
    "RuleBase",
    "RuleKind",
    "RuleOrPack",
    "RulePack",
    "TeamSkill",
    "VisitGap",
    "Visits",
    "Weekends",
]

Rule = Annotated[
    MaxEvenings
    | MinEvenings
    | RollingLimit
    | EveningGap
    | Consecutive
    | DaysOff
    | Weekends
    | Rest
    | Hours
    | DutyRun
    | RestDays
    | Notice
    | Visits
    | VisitGap
    | AreaTeams
    | AreaLimit
    | PairRepeat
    | KeepApart
    | KeepTogether
    | TeamSkill,
    Field(discriminator="kind"),
]
"""Any rule."""

RuleKind = Literal[
    "max_evenings",
    "min_evenings",
    "rolling_limit",
    "evening_gap",
    "consecutive",
    "days_off",
    "weekends",
    "rest",
    "hours",
    "duty_run",
    "rest_days",
    "notice",
    "visits",
    "visit_gap",
    "area_teams",
    "area_limit",
    "pair_repeat",
    "keep_apart",
    "keep_together",
    "team_skill",
]
"""The `kind` of any rule."""

KINDS: dict[str, type[RuleBase]] = {rule.model_fields["kind"].default: rule for rule in get_args(get_args(Rule)[0])}
"""Every class of rule by its `kind`, in the order of the families."""


def _written(item: Any) -> str:
    """Whether an item of `rules` is written as a pack or as a rule."""
    return "pack" if isinstance(item, RulePack) or (isinstance(item, Mapping) and "use" in item) else "rule"


RuleOrPack = Annotated[
    Annotated[Rule, Tag("rule")] | Annotated[RulePack, Tag("pack")],
    Discriminator(_written),
]
"""An item of `rules` in a scenario."""
