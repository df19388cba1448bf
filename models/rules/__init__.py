"""The rules a planner can set: one class each, told apart by `kind`.

A hard rule must hold. A soft rule costs its weight for every *unit* of violation; each class says what a unit is, and
the measure `rules` adds them up. A new rule is a class in its family's module, its name in `Rule`, a `post` in
`scheduler/engine/rules`, a `check` in `scheduler/checks`, and a case in the two `match` statements that the type
checker holds complete.
"""

from typing import Annotated

from pydantic import Field

from .areas import AreaLimit, AreaTeams, VisitGap, Visits
from .base import RuleBase
from .duty_law import DutyRun, Hours, Notice, Rest, RestDays
from .people import Consecutive, DaysOff, EveningGap, MaxEvenings, MinEvenings, RollingLimit, Weekends
from .teams import KeepApart, KeepTogether, PairRepeat, TeamSkill

__all__ = [
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
    "PairRepeat",
    "Rest",
    "RestDays",
    "RollingLimit",
    "Rule",
    "RuleBase",
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
