"""Why no roster can exist: what plainly can't be, and the smallest sets of demands that can't all be met."""

from datetime import date
from typing import Literal

from pydantic import Field

from ..base import Identifier, Result, ResultPart, Role
from ..rules import RuleKind
from .proof import Proof
from .report import Violation

MemberKind = Literal[RuleKind, "pin", "absence", "not_there", "available", "pattern", "duty", "teams", "demand"]
"""What can ask for something."""


class Member(ResultPart):
    """One demand of a conflict: a rule for one person or area, a rule on teams, or another entry of the scenario."""

    kind: MemberKind = Field(
        description="Kind of the rule, or `pin`, `absence`, `not_there` (before `since`, after `until`), "
        "`available`, `pattern`, `duty`, or the limit on the teams of an evening: `teams`, and `demand` where demand "
        "alone sets it."
    )
    rule: int | None = Field(default=None, description="Index of the rule in the scenario's `rules`, from 0.")
    name: str | None = Field(default=None, description="Name of the rule in the pack that it comes with.")
    number: int | None = Field(
        default=None,
        description="Index of the pin, absence or duty among the scenario's, from 0; None for any other demand, and "
        "for the pin that `why_not` adds.",
    )
    person: Identifier | None = Field(default=None, description="Whom it speaks of, where it is one person.")
    people: tuple[Identifier, ...] = Field(default=(), description="Everybody it speaks of.")
    evenings: tuple[date, ...] = Field(default=(), description="The dates it speaks of; none: any.")
    areas: tuple[Identifier, ...] = Field(default=(), description="The areas it speaks of; none: any.")
    why: str | None = Field(default=None, description="The planner's own words on it.")
    raised: int | None = Field(
        default=None, description="In a repair, of a limit on teams: what it is raised to, no more than is needed."
    )
    message: str = Field(description="The demand as a clause.")


ContradictionKind = Literal[
    "availability",
    "evening_limits",
    "visit_limits",
    "area_limits",
    "pin_area",
    "pin_twice",
    "pin_apart",
    "pin_not_there",
    "pin_absent",
    "pin_not_available",
    "pin_duty",
    "pin_teams",
]
"""What contradicts what, so plainly that it needs no search."""

FindingKind = ContradictionKind | Literal["visits", "min_evenings", "evening", "week", "skill"]


class Finding(ResultPart):
    """Something that counting alone shows to be impossible."""

    kind: FindingKind = Field(
        description="What contradicts what, so that there is no roster: `availability`, people must work more evenings "
        "than they can be deployed on; `evening_limits`, than they may; `visit_limits`, an area must get more visits "
        "than it may; `area_limits`, people must be sent to an area more often than they may; `pin_area`, a pin sends "
        "somebody where they may not be sent; `pin_twice`, two pins send somebody to two areas on one evening; "
        "`pin_apart`, a pin joins two people who are kept apart; `pin_not_there`, `pin_absent`, `pin_not_available` "
        "and `pin_duty`, a pin sends out somebody who is not there yet or any more, is away, is not available that "
        "day, or can't be released from a duty or rest day; "
        "`pin_teams`, more people of a role are pinned on an evening than it may have teams. What is too much in all, "
        "so that there is no roster: `visits`, areas must get more visits than teams can be sent; `min_evenings`, "
        "people of a role must work more evenings than there are places in teams. What leaves teams missing: "
        "`evening`, fewer of a role can go than teams are wanted; `week`, fewer than are wanted in a calendar week, as "
        "limits on windows of days allow; `skill`, fewer with a skill that every team needs."
    )
    people: tuple[Identifier, ...] = Field(
        default=(), description="Whom it is about; none: everybody of the role, or with the skill."
    )
    areas: tuple[Identifier, ...] = Field(
        default=(), description="The areas that it is about; of `pin_twice`, in the order of its pins; none: any."
    )
    evenings: tuple[date, ...] = Field(default=(), description="The evenings that it is about; none: any.")
    role: Role | None = Field(default=None, description="The role that it is about, where it is one.")
    skill: Identifier | None = Field(default=None, description="The skill of which there is too little.")
    needed: int | None = Field(
        default=None,
        description="What is asked for, where it is a number: evenings, visits, times, teams or people of a role.",
    )
    possible: int | None = Field(default=None, description="The most that there can be of it, or that is allowed.")
    asked: tuple[Member, ...] = Field(default=(), description="The demands that ask for it.")
    against: tuple[Member, ...] = Field(
        default=(), description="The demands that do not allow it; none: `possible` was counted."
    )
    message: str = Field(description="The finding as a sentence.")


class Conflict(ResultPart):
    """Demands that can't all be met, whatever else is given up."""

    members: tuple[Member, ...] = Field(min_length=1, description="The demands.")
    minimal: bool = Field(description="Whether a roster can exist as soon as any one of them is given up.")
    verified: bool = Field(
        description="Whether a solve with these demands alone found no roster, and one without each of them did."
    )
    message: str = Field(description="The conflict as a sentence.")


class Repair(ResultPart):
    """Demands without which a roster exists.

    A rule is given up for those it names as if it had never been made for them; `breaks` says how little of it need be.
    """

    members: tuple[Member, ...] = Field(min_length=1, description="The demands to give up.")
    price: int = Field(ge=1, description="What giving them up costs, by the prices asked for.")
    breaks: tuple[Violation, ...] = Field(
        default=(),
        description="What a roster breaks of the rules among them that breaks as little of these as could be found.",
    )
    least: bool = Field(description="Whether neither fewer teams nor less broken would do, as far as solving told.")
    cheapest: bool = Field(
        description="Whether there is none cheaper, except those before it and those that contain them."
    )
    verified: bool = Field(description="Whether a solve without these demands found a roster.")
    message: str = Field(description="The repair as a sentence.")


class Explanation(Result):
    """Why no roster can exist.

    `feasible`: one can. `infeasible`: none can, for the findings and conflicts given. `unknown`: time ran out before
    either was known.
    """

    status: Literal["feasible", "infeasible", "unknown"] = Field(description="Whether a roster can exist.")
    pinned: tuple[Violation, ...] = Field(
        default=(), description="What the pinned teams break by themselves; nothing else was looked at then."
    )
    findings: tuple[Finding, ...] = Field(default=(), description="What counting shows.")
    conflicts: tuple[Conflict, ...] = Field(default=(), description="Conflicts that share no demand.")
    repairs: tuple[Repair, ...] = Field(default=(), description="What would give, the cheapest first.")
    repairs_complete: bool = Field(
        default=True,
        description="Whether the search for repairs ended: as many were found as asked for, or there are no more.",
    )
    complete: bool = Field(
        description="Whether nothing more stands in the way: a roster can exist without the demands of the conflicts."
    )
    proof: Proof | None = Field(
        default=None,
        description="Where no roster can exist, the certificate that shows it; null: none was found in the time.",
    )
    seconds: float = Field(default=0.0, ge=0, description="Wall-clock seconds spent.")
