"""Who else could go on an evening: everybody ranked, or excluded with the reason.

With all else as it is, or with a few further moves: whoever goes gives up another evening, which somebody else takes,
and so on. Such chains are tried one by one (F. Glover, Ejection chains, reference structures and alternating path
methods for traveling salesman problems, 1996).
"""

from collections.abc import Iterator, Sequence
from datetime import date

from models import Candidate, Deployment, Excluded, Role, Suggestion, Violation
from scheduler.checks import Block
from scheduler.checks.words import day
from scheduler.engine.limits import Limits

from .gaps import REASONS
from .trial import Trial, told

Way = tuple[tuple[Deployment, ...], tuple[Deployment, ...]]
"""The teams that are no longer sent, and those that are."""

NO_TEAM = "no_team"
"""Why somebody is excluded where nobody can be replaced and no team is missing that could be formed."""

NOT_LOOKED_AT = "not_looked_at"
NO_PARTNER = "no_partner"

OTHERWISE = {
    NOT_LOOKED_AT: "not looked at for want of time",
    NO_PARTNER: "nobody of the other role is free to go along",
    NO_TEAM: "no team is missing, and nobody is to be replaced",
    "pin": "a pin holds somebody else there",
    "teams": "there would be too many teams",
    "pair_repeat": "would meet the same partner too often",
    "keep_apart": "is to be kept apart from the partner",
    "keep_together": "is to form teams with others only",
    "team_skill": "the team would lack a skill",
    "min_evenings": "the other would work too few evenings",
    "visits": "the area would get too many or too few visits",
    "area_teams": "there would be too many teams in the area",
    "visit_gap": "an area would be left too long without a visit",
}
"""What else a team would break, by the kind of the rule."""


def suggestion_for(
    trial: Trial, evening: date, role: Role, instead: str | None, moves: int, limits: Limits
) -> Suggestion:
    """Everybody of a role, by the best that comes of sending them out on an evening.

    Instead of one person, or else of anybody of the role, and where teams are missing in a team more; with up to so
    many further moves.
    """
    finder = _Finder(trial, evening, role, instead)
    best: dict[str, tuple[int, tuple[int, ...], Way]] = {}
    excluded: dict[str, Block] = {}
    people = [person.id for person in trial.scenario.of_role(role) if person.id != instead]
    complete = True
    # First without further moves: what time there is goes to all alike.
    for further in range(moves + 1):
        for person in people:
            if further and excluded.get(person) == Block("deployed"):
                continue
            for removed, added in finder.ways(person, further):
                if limits.over:
                    complete = False
                    break
                tiers = trial.tiers(removed, added)
                if person in best and tiers >= best[person][1]:
                    continue
                # Who drops out does so whoever replaces them: what that breaks about them keeps nobody from it.
                broken = [key for key in trial.broken(removed, added) if instead not in key[2]]
                if broken:
                    kind, number, _ = broken[0]
                    excluded.setdefault(person, Block(kind, number))
                else:
                    best[person] = len(added), tiers, (removed, added)
            if not further and person not in best and (block := finder.block(person)) is not None:
                excluded[person] = block
    ranked = sorted(best, key=lambda person: (best[person][1], best[person][0]))
    return Suggestion(
        evening=evening,
        role=role,
        instead=instead,
        breaks=finder.breaks,
        candidates=tuple(finder.candidate(person, *best[person][1:]) for person in ranked),
        excluded=tuple(
            finder.excluded(person, excluded.get(person, Block(finder.otherwise if complete else NOT_LOOKED_AT)))
            for person in people
            if person not in best
        ),
        complete=complete,
    )


class _Finder:
    """Ways to send somebody of a role out on an evening."""

    def __init__(self, trial: Trial, evening: date, role: Role, instead: str | None) -> None:
        self._trial = trial
        self._scenario = trial.scenario
        self._evening = evening
        self._role = role
        self._instead = instead
        self._teams = trial.roster.on.get(evening, [])
        self._places = [team for team in self._teams if instead in (None, self._member(team))]
        wanted = self._scenario.calendar[evening].teams
        # Whether teams are missing that evening, and a team more is looked for.
        self._missing = instead is None and (wanted is None or len(self._teams) < wanted)

    @property
    def otherwise(self) -> str:
        """Why somebody is excluded whom nothing stops."""
        return NO_PARTNER if self._missing else NO_TEAM

    @property
    def breaks(self) -> tuple[Violation, ...]:
        """What is broken about the one replaced as soon as they don't go."""
        if self._instead is None:
            return ()
        return tuple(one for one in self._trial.breaks(self._places, ()) if self._instead in one.people)

    def _member(self, team: Deployment) -> str:
        return team.detective if self._role is Role.DETECTIVE else team.officer

    def _partner(self, team: Deployment) -> str:
        return team.officer if self._role is Role.DETECTIVE else team.detective

    def _with(self, team: Deployment, person: str) -> Deployment:
        """A team with somebody else of the role."""
        return team.model_copy(update={"detective" if self._role is Role.DETECTIVE else "officer": person})

    def block(self, person: str) -> Block | None:
        """What keeps a person from the evening whatever the team: in every area where they could go."""
        areas = list(self._scenario.area) if self._missing else sorted({team.area for team in self._places})
        blocks = [self._trial.checker.blocked(self._trial.roster, person, self._evening, area) for area in areas]
        return blocks[0] if blocks and all(blocks) else None

    def ways(self, person: str, moves: int) -> Iterator[Way]:
        """In a team more, where one is missing, and in place of each of those who go; with so many further moves."""
        if self._missing and not moves and self.block(person) is None:
            for team in self._possible(person):
                yield (), (team,)
        for team in self._places:
            yield from self._chains(team, person, moves, frozenset([self._member(team)]))

    def _chains(self, hole: Deployment, person: str, moves: int, used: frozenset[str]) -> Iterator[Way]:
        """Put a person into a team in place of another, with exactly so many further moves."""
        checker, roster = self._trial.checker, self._trial.roster
        if not moves:
            if checker.blocked(roster, person, hole.evening, hole.area) is None:
                yield (hole,), (self._with(hole, person),)
            return
        for other in roster.of_person.get(person, ()):
            if checker.blocked(roster, person, hole.evening, hole.area, without=[other]) is not None:
                continue
            for taker in self._scenario.of_role(self._role):
                if taker.id != person and taker.id not in used:
                    for removed, added in self._chains(other, taker.id, moves - 1, used | {person}):
                        yield (hole, *removed), (self._with(hole, person), *added)

    def _possible(self, person: str) -> Iterator[Deployment]:
        """Teams of a person and somebody of the other role who is free."""
        checker, roster = self._trial.checker, self._trial.roster
        for other in self._scenario.of_role(next(role for role in Role if role is not self._role)):
            for area in self._scenario.area:
                if checker.blocked(roster, other.id, self._evening, area) is None:
                    one, two = (person, other.id) if self._role is Role.DETECTIVE else (other.id, person)
                    yield Deployment(evening=self._evening, area=area, detective=one, officer=two)

    def candidate(self, person: str, tiers: Sequence[int], way: Way) -> Candidate:
        """Somebody who could go, with what comes of it."""
        removed, added = way
        effects = self._trial.effects(tiers)
        place = f"for {self._member(removed[0])}, " if removed and self._instead is None else ""
        where = f"{place}with {self._partner(added[0])} in {self._scenario.area[added[0].area].label}"
        moved = "".join(
            f", {self._member(new)} for {self._member(old)} on {day(new.evening)}"
            for old, new in zip(removed[1:], added[1:], strict=True)
        )
        return Candidate(
            person=person,
            removed=removed,
            added=added,
            effects=effects,
            message=f"{person} {where}{moved}: {told(effects)}.",
        )

    def excluded(self, person: str, block: Block) -> Excluded:
        """Somebody who can't go, and why."""
        rule, name = (None, None) if block.number is None else self._scenario.rule_place(block.number)
        words = REASONS.get(block.reason) or OTHERWISE.get(block.reason) or "the team would break a rule"
        named = f" ({name or block.reason})" if rule is not None else ""
        return Excluded(person=person, reason=block.reason, rule=rule, name=name, message=f"{person}: {words}{named}.")
