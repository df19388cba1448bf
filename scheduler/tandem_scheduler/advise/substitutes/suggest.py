"""Who else could go on an evening: everybody ranked, or excluded with the reason."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from tandem_models import Candidate, Deployment, Excluded, Hindrance, Role, Scenario, Suggestion, Violation
from tandem_scheduler.checks import Block
from tandem_scheduler.engine import Limits, TimeUp
from tandem_scheduler.rulebook import RULES
from tandem_scheduler.words.plain import day

from ..headway import Tell, quiet
from .chains import Tiers, Ways
from .gaps import REASONS, stops
from .outings import Outings, besides, in_words
from .trades import Way, member, partner_of
from .trial import Trial

NO_TEAM: Final = "no_team"
"""Why somebody is excluded where nobody can be replaced and no team is missing that could be formed."""

NOT_LOOKED_AT: Final = "not_looked_at"
NO_PARTNER: Final = "no_partner"

OTHERWISE = {
    NOT_LOOKED_AT: "not looked at for want of time",
    NO_PARTNER: "nobody of the other role is free to go along",
    NO_TEAM: "no team is missing, and nobody is to be replaced",
    "pin": "a pin holds somebody else there",
    "teams": "there would be too many teams",
}
"""What else keeps somebody from it that is no rule."""


def suggestion_for(
    trial: Trial,
    evening: date,
    role: Role,
    instead: str | None,
    moves: int,
    limits: Limits,
    tell: Tell = quiet,
    away: Collection[date] = (),
) -> Suggestion:
    """Everybody of a role, by the best that comes of sending them out on an evening.

    Instead of one person, or else of anybody of the role, and where teams are missing in a team more; with up to so
    many further moves. `away` are evenings that the one person does not take in exchange.
    """
    ways = Ways(trial, evening, role, instead, limits, away)
    words = _Words(trial, evening, role, instead)
    best: dict[str, tuple[int, Tiers, Way]] = {}
    excluded: dict[str, Block] = {}
    people = [person.id for person in trial.scenario.of_role(role) if person.id != instead]
    complete = True
    mine = () if instead is None else ways.places

    def look(person: str, further: int) -> None:
        """Take in the best that comes of sending a person out with so many further moves."""

        def better(tiers: Tiers) -> bool:
            return person not in best or trial.order(tiers) < trial.order(best[person][1])

        for removed, added in ways.of(person, further, better):
            if limits.over:
                raise TimeUp
            tiers = trial.tiers(removed, added)
            if not better(tiers):
                continue
            # Who drops out does so whoever replaces them: what that breaks about them keeps nobody from it.
            without = trial.broken([team for team in removed if team in mine], ())
            broken = [
                key
                for key, units in trial.broken(removed, added).items()
                if instead not in key[2] or units > without.get(key, 0)
            ]
            if broken:
                kind, number, _ = broken[0]
                excluded.setdefault(person, Block(kind, number))
            else:
                best[person] = further, tiers, (removed, added)

    # First without further moves: what time there is goes to all alike.
    for further in range(moves + 1):
        for number, person in enumerate(people):
            tell(f"Looking at everybody{', with further moves' if further else ''}", number, len(people))
            if further and excluded.get(person) == Block("deployed"):
                continue
            try:
                look(person, further)
            except TimeUp:
                complete = False
            if not further and person not in best and (block := ways.block(person)) is not None:
                excluded[person] = block
    ranked = sorted(best, key=lambda person: (trial.order(best[person][1]), best[person][0]))
    otherwise: Hindrance = (NO_PARTNER if ways.missing else NO_TEAM) if complete else NOT_LOOKED_AT
    return Suggestion(
        evening=evening,
        role=role,
        instead=instead,
        breaks=words.breaks(ways.places),
        candidates=tuple(words.candidate(person, *best[person][1:]) for person in ranked),
        excluded=tuple(
            words.excluded(person, excluded.get(person, Block(otherwise))) for person in people if person not in best
        ),
        complete=complete,
    )


class _Words:
    """What was found, in the planner's words."""

    def __init__(self, trial: Trial, evening: date, role: Role, instead: str | None) -> None:
        self._trial = trial
        self._scenario = trial.scenario
        self._evening = evening
        self._outings = Outings(trial, instead)
        self._role = role
        self._instead = instead

    def breaks(self, places: Sequence[Deployment]) -> tuple[Violation, ...]:
        """What is broken about the one replaced as soon as they don't go."""
        if self._instead is None:
            return ()
        return tuple(one for one in self._trial.breaks(places, ()) if self._instead in one.people)

    def candidate(self, person: str, tiers: Sequence[int], way: Way) -> Candidate:
        """Somebody who could go, with what comes of it."""
        removed, added = way
        effects = self._trial.effects(tiers)
        more = len(added) - len(removed)
        place = "" if more or self._instead is not None else f"for {member(removed[0], self._role)}, "
        partner = member(added[0], partner_of(self._role))
        where = f"{place}with {partner} in {self._scenario.area[added[0].area].label}"
        moved = "".join(map(_moved, removed[1 - more :], added[1:]))
        outing = self._outings.of(person, self._evening, removed, added)
        told = "; ".join(filter(None, (in_words(outing, self._evening), besides(self._scenario, effects))))
        return Candidate(
            person=person,
            removed=removed,
            added=added,
            effects=effects,
            outing=outing,
            message=f"{person} {where}{moved}: {told}.",
        )

    def excluded(self, person: str, block: Block) -> Excluded:
        """Somebody who can't go, and why."""
        rule, name = rule_of(self._scenario, block)
        found = Excluded(person=person, reason=block.reason, rule=rule, name=name, message="")
        return found.model_copy(update={"message": f"{person}: {caused(found)}."})


def rule_of(scenario: Scenario, block: Block) -> tuple[int | None, str | None]:
    """Which of the scenario's rules keeps somebody from it, by its index and its name in a pack; none that has one."""
    return (None, None) if block.number is None else scenario.rule_place(block.number)


def stopped(reason: Hindrance) -> str:
    """What keeps somebody from it, in words."""
    if reason in RULES or reason in REASONS:
        return stops(reason)
    return OTHERWISE.get(reason, "the team would break a rule")


def caused(excluded: Excluded) -> str:
    """Likewise, with the name of the rule: short of rest before or after (daily-rest)."""
    rule = "" if excluded.rule is None else f" ({excluded.name or excluded.reason})"
    return f"{stopped(excluded.reason)}{rule}"


def _moved(old: Deployment, new: Deployment) -> str:
    role = next(role for role in Role if member(old, role) != member(new, role))
    return f", {member(new, role)} for {member(old, role)} on {day(new.evening)}"
