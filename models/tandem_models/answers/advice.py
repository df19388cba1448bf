"""What a planner may ask of a roster: what another choice would cost, and who else could go."""

from datetime import date
from typing import Literal

from pydantic import Field

from ..base import Identifier, Result, ResultPart, Role
from ..rules import RuleKind
from .explanation import Conflict
from .report import Change, Violation
from .schedule import Deployment, Gap, Hindrance


class Effect(ResultPart):
    """What a change does to one tier."""

    tier: str = Field(description="The tier in words.")
    before: int = Field(description="Its value in the roster asked about.")
    after: int = Field(description="Its value with the change.")
    within_tolerance: bool | None = Field(
        default=None,
        description="Of two rosters compared, whether the values differ by no more than the tier may give to later "
        "ones, counted from the smaller one.",
    )


class Comparison(Result):
    """What is different from one roster to another."""

    effects: tuple[Effect, ...] = Field(description="Every tier, in order, in both rosters.")
    changes: tuple[Change, ...] = Field(description="Everybody who is told something else, evening by evening.")
    broken_before: int = Field(description="Violations of what must hold in the first roster.")
    broken_after: int = Field(description="And in the second.")
    better: Literal["before", "after"] | None = Field(
        default=None,
        description="Which is better by the tiers alone, tolerances counted from these two; None: neither.",
    )


class Answer(Result):
    """What it costs to send somebody out on an evening, or not to.

    `worse`: that costs something, the first tier that changes says what. `equal`: every tier stays as it is. `better`:
    the roster asked about is not the best. `impossible`: no roster has it so. `unknown`: time ran out. `so already`:
    the roster has it so.
    """

    asked: Literal["why", "why_not"] = Field(
        description="`why_not`: the person is to be sent out; `why`: the person is not to be."
    )
    person: Identifier = Field(description="Who.")
    evening: date = Field(description="When.")
    area: Identifier | None = Field(default=None, description="Where; None: anywhere.")
    status: Literal["worse", "equal", "better", "impossible", "unknown", "so already"] = Field(
        description="What came of it."
    )
    effects: tuple[Effect, ...] = Field(default=(), description="Every tier, in order, with the best roster found.")
    added: tuple[Deployment, ...] = Field(default=(), description="Teams of the evening that the other roster has.")
    removed: tuple[Deployment, ...] = Field(default=(), description="Teams of the evening that it has no longer.")
    conflict: Conflict | None = Field(default=None, description="Why it is impossible.")
    verified: bool = Field(
        description="Whether the answer is known to be right: of `worse` and `equal`, that solving ended, so that no "
        "roster with the change is better than the one found; of `better`, that one is better than the one asked "
        "about, and that the tolerances which it takes count from values that are the best."
    )
    message: str = Field(description="The answer in a sentence or two.")


class Outing(ResultPart):
    """How much somebody works who goes on an evening, beside the others of their role."""

    person: Identifier = Field(description="Who.")
    evenings: int = Field(description="Evenings worked in the operation, this one among them.")
    before: int = Field(default=0, ge=0, description="And before it, where `fairness` counts these; else 0.")
    fewest: int | None = Field(
        default=None,
        description="The fewest evenings that another of the role works who could be sent out at all and is not to be "
        "replaced, those before among them; None: there is nobody else.",
    )
    most: int | None = Field(default=None, description="And the most.")
    last: date | None = Field(default=None, description="The last evening out before this one, as far as is known.")
    next: date | None = Field(default=None, description="The next evening out after it.")


class Candidate(ResultPart):
    """Somebody who could go, with all else as it is."""

    person: Identifier = Field(description="Who.")
    removed: tuple[Deployment, ...] = Field(
        default=(), description="The team that is no longer sent, if any, and those that further moves change."
    )
    added: tuple[Deployment, ...] = Field(description="The team that is sent, and those that further moves make.")
    effects: tuple[Effect, ...] = Field(description="Every tier, in order, as the checker values it.")
    outing: Outing = Field(description="How much the person then works.")
    message: str = Field(description="The candidate in a sentence.")


class Excluded(ResultPart):
    """Somebody who can't go."""

    person: Identifier = Field(description="Who.")
    reason: Hindrance = Field(
        description="As in `Obstacle`, the kind of what else would be broken, or that nobody is to be replaced "
        "(`no_team`), nobody is free to go along (`no_partner`), time ran out (`not_looked_at`)."
    )
    rule: int | None = Field(default=None, description="Index of that rule in the scenario's `rules`, from 0.")
    name: str | None = Field(default=None, description="Name of that rule in the pack that it comes with.")
    message: str = Field(description="Why, in words.")


class Suggestion(Result):
    """Who else could go on an evening: everybody of a role, once."""

    evening: date = Field(description="When.")
    role: Role = Field(description="Who is looked for.")
    instead: Identifier | None = Field(default=None, description="Whom they are to replace; None: anybody, or nobody.")
    breaks: tuple[Violation, ...] = Field(
        default=(),
        description="What is broken about the one replaced, whoever goes instead but in exchange; it excludes nobody.",
    )
    candidates: tuple[Candidate, ...] = Field(description="Who could go, those first who do most for the tiers.")
    excluded: tuple[Excluded, ...] = Field(description="Who can't.")
    complete: bool = Field(
        description="Whether every way for everybody was looked at: in place of somebody who goes, or in a team more "
        "with anybody in any area where teams are missing; with further moves, whoever goes (or, in a team more, their "
        "partner instead) gives up another evening, which one more of the role takes, who may give up an evening in "
        "turn, or which the one replaced takes (an exchange, one further move). Not looked at: that the one replaced "
        "takes an evening given up in turn, that both of a team more give up an evening, other areas for teams that "
        "are sent already, and other evenings for those sent that day."
    )


class Filling(Result):
    """The cheapest way to fill a gap with all else as it is: a team, and what has to be accepted for it."""

    gap: Gap = Field(description="The gap, with what stops everybody.")
    team: Deployment | None = Field(default=None, description="The team; None where none can be formed at any price.")
    price: int = Field(default=0, ge=0, description="What is broken by it, by the prices asked for; 0: nothing is.")
    breaks: tuple[Violation, ...] = Field(default=(), description="What that is.")
    effects: tuple[Effect, ...] = Field(default=(), description="Every tier, in order, as the checker values it.")
    outings: tuple[Outing, ...] = Field(default=(), description="How much the two people of the team then work.")
    verified: bool = Field(description="Whether it is known that no other team is cheaper.")
    message: str = Field(description="The way to fill it in a sentence or two.")


GainKind = Literal[RuleKind, "detective", "neighbourhood_officer", "teams"]
"""What there can be one more of."""


class Gain(ResultPart):
    """What one thing more to plan with gains: a person, a team on an evening, or a limit looser by one.

    The best roster without it and the best with it are valued on one scale, so that no tier changes for another reason
    than the rosters: with a newcomer, who joins at the start (`since`), `fairness` counts them in both; one more team
    on an evening is not counted as missing in either.
    """

    kind: GainKind = Field(
        description="`detective`, `neighbourhood_officer`, `teams` of an evening, or the kind of the rule that is "
        "looser."
    )
    rule: int | None = Field(default=None, description="Index of that rule in the scenario's `rules`, from 0.")
    name: str | None = Field(default=None, description="Name of that rule in the pack that it comes with.")
    person: Identifier | None = Field(
        default=None, description="For whom alone it is looser; None: for all whom it binds, or it speaks of no people."
    )
    area: Identifier | None = Field(
        default=None, description="For which area alone; None: for all, or it speaks of no areas."
    )
    evening: date | None = Field(default=None, description="The evening that may have one more team.")
    limit: int | float | None = Field(
        default=None, description="The new limit, 0 where none is left; None: nothing is limited, people are added."
    )
    effects: tuple[Effect, ...] = Field(
        default=(), description="Every tier, in order, without and with it; none where without it there is no roster."
    )
    known: int = Field(
        default=0,
        ge=0,
        description="How many of the effects, from the first on, are known to be right: no roster without it, and none "
        "with it, is better up to that tier. The message tells no others.",
    )
    verified: bool = Field(
        description="Whether the gain in the first tier that changes is known to be right: no roster without it, and "
        "none with it, is better up to that tier. Never where the scale itself changes there."
    )
    message: str = Field(description="The gain in a sentence.")


class Worth(Result):
    """What would be worth most."""

    gains: tuple[Gain, ...] = Field(
        description="What gains something, the most first; of one rule, and of evenings, the best two."
    )
    possible: bool | None = Field(
        default=True, description="Whether there is a roster as things are; null: time ran out before that was known."
    )
    tried: int = Field(default=0, ge=0, description="How many changes were tried to the end in time.")
    complete: bool = Field(
        description="Whether all that was chosen was tried to the end in time. Chosen are one more person of "
        "each role and up to 22 limits. Left out are limits of one person, area or evening that do not press in the "
        "linear relaxation, whole rules of which just one person or area presses, and beyond 22 what presses least."
    )
