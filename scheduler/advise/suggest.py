"""Who else could go on an evening, with all else as it is: everybody ranked, or excluded with the reason."""

from collections.abc import Iterator, Sequence
from datetime import date

from models import Candidate, Deployment, Excluded, Role, Suggestion
from scheduler.checks import Block
from scheduler.engine.limits import Limits

from .gaps import REASONS
from .trial import Trial, told

Way = tuple[tuple[Deployment, ...], Deployment]
"""The team that is no longer sent, if any, and the one that is."""


def suggestion_for(trial: Trial, evening: date, role: Role, instead: str | None, limits: Limits) -> Suggestion:
    """Everybody of a role, by the best that comes of sending them out on an evening.

    Instead of one person, or else of anybody of the role, and where teams are missing in a team more.
    """
    finder = _Finder(trial, evening, role, instead)
    candidates: list[tuple[tuple[int, ...], Candidate]] = []
    excluded: list[Excluded] = []
    complete = True
    for person in trial.scenario.of_role(role):
        if person.id == instead:
            continue
        block = finder.block(person.id)
        if block is not None:
            excluded.append(finder.excluded(person.id, block))
            continue
        best: tuple[tuple[int, ...], Way] | None = None
        broken: Block | None = None
        for way in finder.ways(person.id):
            if limits.over:
                complete = False
                break
            outcome = trial.outcome(way[0], (way[1],))
            if outcome.broken:
                kind, number, _ = next(iter(outcome.broken))
                broken = broken or Block(kind, number)
            elif best is None or outcome.tiers < best[0]:
                best = outcome.tiers, way
        if best is not None:
            candidates.append((best[0], finder.candidate(person.id, *best)))
        elif broken is not None:
            excluded.append(finder.excluded(person.id, broken))
        elif complete:
            excluded.append(finder.excluded(person.id, Block(NO_TEAM)))
    ranked = sorted(candidates, key=lambda pair: pair[0])
    return Suggestion(
        evening=evening,
        role=role,
        instead=instead,
        candidates=tuple(candidate for _, candidate in ranked),
        excluded=tuple(excluded),
        complete=complete,
    )


NO_TEAM = "no_team"
"""Why somebody is excluded where nobody can be replaced and no team is missing that could be formed."""


class _Finder:
    """Ways to send somebody of a role out on an evening."""

    def __init__(self, trial: Trial, evening: date, role: Role, instead: str | None) -> None:
        self._trial = trial
        self._scenario = trial.scenario
        self._evening = evening
        self._role = role
        self._teams = trial.roster.on.get(evening, [])
        self._instead = instead
        self._places = [team for team in self._teams if instead in (None, self._member(team))]

    def _member(self, team: Deployment) -> str:
        return team.detective if self._role is Role.DETECTIVE else team.officer

    def block(self, person: str) -> Block | None:
        """What keeps a person from the evening whatever the team: in every area where they could go."""
        areas = sorted({team.area for team in self._places}) if not self._missing else list(self._scenario.area)
        blocks = [self._trial.checker.blocked(self._trial.roster, person, self._evening, area) for area in areas]
        return next((block for block in blocks if block is not None), None) if all(blocks) else None

    @property
    def _missing(self) -> bool:
        """Whether teams are missing that evening, and a team more is looked for."""
        wanted = self._scenario.calendar[self._evening].teams
        return self._instead is None and (wanted is None or len(self._teams) < wanted)

    def ways(self, person: str) -> Iterator[Way]:
        """In a team more, where one is missing, and in place of each of those who go."""
        if self._missing:
            for other, area in self._partners():
                yield (), self._team(area, person, other)
        for team in self._places:
            other = team.officer if self._role is Role.DETECTIVE else team.detective
            yield (team,), self._team(team.area, person, other)

    def _partners(self) -> Iterator[tuple[str, str]]:
        """Who of the other role is free, and where."""
        checker, roster = self._trial.checker, self._trial.roster
        for other in self._scenario.of_role(next(role for role in Role if role is not self._role)):
            for area in self._scenario.area:
                if checker.blocked(roster, other.id, self._evening, area) is None:
                    yield other.id, area

    def _team(self, area: str, person: str, other: str) -> Deployment:
        one, two = (person, other) if self._role is Role.DETECTIVE else (other, person)
        return Deployment(evening=self._evening, area=area, detective=one, officer=two)

    def candidate(self, person: str, tiers: Sequence[int], way: Way) -> Candidate:
        """Somebody who could go, with what comes of it."""
        removed, added = way
        effects = self._trial.effects(tiers)
        other = added.officer if self._role is Role.DETECTIVE else added.detective
        place = f"for {self._member(removed[0])}, " if removed and self._instead is None else ""
        where = f"{place}with {other} in {self._scenario.area[added.area].label}"
        return Candidate(
            person=person,
            removed=removed,
            added=(added,),
            effects=effects,
            message=f"{person} {where}: {told(effects)}.",
        )

    def excluded(self, person: str, block: Block) -> Excluded:
        """Somebody who can't go, and why."""
        rule = name = None
        if block.number is not None:
            rule, name = self._scenario.numbered_rules[block.number][0], self._scenario.rule_names[block.number]
        words = REASONS.get(block.reason) or OTHERWISE.get(block.reason) or "the team would break a rule"
        named = f" ({name or block.reason})" if rule is not None else ""
        return Excluded(person=person, reason=block.reason, rule=rule, name=name, message=f"{person}: {words}{named}.")


OTHERWISE = {
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
"""What else a team would break."""
