"""What another choice would cost: somebody sent out on an evening, or kept from it, and all planned anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from tandem_models import Answer, Conflict, Deployment, Effect, Member, Pin, Scenario, TeamSkill
from tandem_models.ranking import Counted, Ranking
from tandem_scheduler.checks import Checker
from tandem_scheduler.engine import Limits, Outcome, solve_scenario
from tandem_scheduler.words.plain import listing

from ..conflicts.cores import Demands
from ..conflicts.pieces import pieces_of, unused
from ..conflicts.sentences import Sentences
from ..headway import Tell, quiet
from ..substitutes.trial import UNCHANGED, effects_in_words, effects_of

FIRST = 0.3
"""Part of the time that finding the best values of the tiers may take, where they are not known."""

SOLVING = 0.7
"""Part of the time that planning anew may take; the rest is for saying why that can't be."""


@dataclass(frozen=True)
class Question:
    """Why somebody is sent out on an evening, or why not."""

    person: str
    evening: date
    area: str | None
    sent: bool
    """Whether they are to be sent out; else they are to be kept from it."""


def answered(
    scenario: Scenario,
    teams: Sequence[Deployment],
    question: Question,
    limits: Limits,
    solved: Sequence[int] | None = None,
    tell: Tell = quiet,
) -> Answer:
    """Plan anew with the answer the other way round, and compare the best roster so with the one asked about.

    Tolerances count from `solved`, the best values known of the tiers. Where these are not given, they are first
    looked for: what the one asked about has may have been given already.
    """
    words = _Told(scenario, question)
    mine = [team for team in teams if team.evening == question.evening and question.person in _people(team)]
    if question.sent == any(question.area in (None, team.area) for team in mine):
        return words.answer("so already", True, words.already(mine))
    tell("Looking at the roster")
    checker = Checker(scenario)
    before = checker.tiers(teams)
    best = _Best([*map(min, solved, before)], len(before)) if solved is not None else _best(scenario, before, limits)
    tiers = Counted.of_tiers(scenario.objectives, best.values)
    counted = scenario.model_copy(update={"objectives": tiers})
    plan = _sending(counted, question) if question.sent else _keeping(counted, question)
    tell("Planning anew")
    outcome = solve_scenario(plan, limits.share(SOLVING), None)
    if outcome.deployments is None:
        tell("Looking for what stands in the way")
        conflict = _conflict(plan, question, limits) if outcome.infeasible else None
        status = "impossible" if outcome.infeasible else "unknown"
        message = words.nothing(outcome, conflict)
        # What keeps somebody away is no demand of the scenario's: it would mean nothing to others.
        return words.answer(status, outcome.infeasible, message, conflict=conflict if question.sent else None)
    after = checker.tiers(outcome.deployments)
    old_level, new_level = Ranking(tiers).levelled(before, after, [tier.best for tier in outcome.tiers])
    differ = (n for n, (old, new) in enumerate(zip(old_level, new_level, strict=True)) if old != new)
    deciding = next(differ, len(after) - 1)
    status = "worse" if new_level > old_level else "equal" if new_level == old_level else "better"
    # Found worse, it may be less so with more time; found better, the roster is not the best, unless that takes of a
    # tolerance which counts from a value that is not known.
    takes = any(new > old for old, new in zip(before[:deciding], after, strict=False))
    certain = all(tier.ended for tier in outcome.tiers[: deciding + 1])
    if status == "better":
        certain = not takes or best.known >= deciding
    effects = effects_of(scenario, before, after)
    old, new = ({team for team in some if team.evening == question.evening} for some in (teams, outcome.deployments))
    added, removed = (tuple(sorted(some, key=_place)) for some in (new - old, old - new))
    message = words.compared(status, effects, certain, added, removed)
    return words.answer(status, certain, message, effects=effects, added=added, removed=removed)


@dataclass(frozen=True)
class _Best:
    """The best values of the tiers, from which tolerances count."""

    values: Sequence[int]
    known: int
    """Of how many tiers, from the first on, these are known to be the best, or said to be so by a solve."""


def _best(scenario: Scenario, before: Sequence[int], limits: Limits) -> _Best:
    """The best values of the tiers for a roster of which no solve says them."""
    ranking = Ranking(scenario.objectives)
    if not any(ranking.gives):
        return _Best(before, len(before))
    outcome = solve_scenario(scenario, limits.share(FIRST), None)
    if outcome.deployments is None:
        return _Best(before, 0)
    best, found = [tier.best for tier in outcome.tiers], [tier.value for tier in outcome.tiers]
    known = sum(1 for _ in takewhile(bool, (tier.ended for tier in outcome.tiers)))
    return _Best(ranking.held(best, before) if ranking.better(before, found, best) else best, known)


def _people(team: Deployment) -> tuple[str, str]:
    return team.detective, team.officer


def _place(team: Deployment) -> tuple[str, str]:
    return team.area, team.detective


def _sending(scenario: Scenario, question: Question) -> Scenario:
    """The scenario with the person pinned to the evening."""
    role = scenario.person[question.person].role
    slot = "detective" if role == "detective" else "officer"
    pin = Pin.model_validate({"on": question.evening, "area": question.area, slot: question.person})
    return scenario.model_copy(update={"pins": (*scenario.pins, pin)})


def _keeping(scenario: Scenario, question: Question) -> Scenario:
    """The scenario with the person kept from the evening; nothing else that is said of them changes.

    All others are given a skill of their own, and that evening every team needs it of both.
    """
    skill = unused(scenario, "kept")
    people = tuple(
        person if person.id == question.person else person.model_copy(update={"skills": (*person.skills, skill)})
        for person in scenario.people
    )
    areas = None if question.area is None else [question.area]
    rule = TeamSkill.model_validate({"skill": skill, "at_least": 2, "on": [question.evening], "areas": areas})
    return scenario.model_copy(update={"people": people, "rules": (*scenario.rules, rule)})


def _conflict(plan: Scenario, question: Question, limits: Limits) -> Conflict | None:
    """What stands in the way of the pin, or of the rule, that was added last."""
    search = Demands(plan, limits)
    pieces = pieces_of(plan)
    if search.possible(pieces, 1.0) is not False:
        return None
    last = ("pin", len(plan.pins) - 1) if question.sent else ("team_skill", len(plan.rules_in_force) - 1)
    asked = next(piece for piece in pieces if (piece.kind, piece.number) == last)
    core = search.shrink((asked, *(piece for piece in pieces if piece != asked)))
    conflict = Sentences(plan).conflict(core.pieces, core.minimal)
    if not question.sent:
        return conflict
    # The pin is none of the scenario's: a number would be an index beyond its pins.
    members = (one.model_copy(update={"number": None}) if _key(one) == last else one for one in conflict.members)
    return conflict.model_copy(update={"members": tuple(members)})


def _key(member: Member) -> tuple[str, int | None]:
    return member.kind, member.number


class _Told:
    """The answer in words."""

    def __init__(self, scenario: Scenario, question: Question) -> None:
        self._scenario = scenario
        self._question = question
        self._sentences = Sentences(scenario)
        where = "" if question.area is None else f" to {scenario.area[question.area].label}"
        when = self._sentences.day(question.evening)
        self._sent = f"{question.person} {{}}sent{where} on {when}"

    def answer(self, status: str, verified: bool, message: str, **parts: object) -> Answer:
        """The answer with what was asked."""
        question = self._question
        return Answer.model_validate(
            {
                "asked": "why_not" if question.sent else "why",
                "person": question.person,
                "evening": question.evening,
                "area": question.area,
                "status": status,
                "verified": verified,
                "message": message,
                **parts,
            }
        )

    def already(self, mine: Sequence[Deployment]) -> str:
        """The roster has it so."""
        if not self._question.sent:
            return f"{self._sent.format('is not ')}: there is nothing to explain."
        (team,) = mine[:1]
        other = team.officer if team.detective == self._question.person else team.detective
        return f"{self._sent.format('is ')} already, with {other}."

    def nothing(self, outcome: Outcome, conflict: Conflict | None) -> str:
        """No roster was found."""
        if not outcome.infeasible:
            return "Time ran out before a roster was found: give it a longer time limit."
        said = self._sent.format("can't be " if self._question.sent else "must be ")
        if conflict is None or not conflict.minimal:
            doubt = "time did not suffice to say which demands are the reason: give it a longer time limit"
            return f"{said}: no roster exists otherwise; {doubt}."
        others = [member.message for member in conflict.members if not self._asked(member)]
        reason = f" because: {'; '.join(others)}" if others else ": no team could be formed otherwise"
        return f"{said}{reason}."

    def _asked(self, member: Member) -> bool:
        """Whether a member is what was added to the scenario."""
        if self._question.sent:
            return _key(member) == ("pin", None)
        return member.rule == len(self._scenario.rules)

    def compared(
        self,
        status: str,
        effects: Sequence[Effect],
        certain: bool,
        added: Sequence[Deployment],
        removed: Sequence[Deployment],
    ) -> str:
        """The best roster found, against the one asked about."""
        what = self._sent.format("" if self._question.sent else "not ")
        team, tiers = self._team(added, removed), effects_in_words(effects)
        if status == "equal":
            within = "" if tiers == UNCHANGED else f", within its tolerance ({tiers})"
            return f"With {what}{team} every tier is as good as before{within}: the choice is arbitrary."
        changed = [effect for effect in effects if effect.before != effect.after]
        if status == "better" and not certain:
            doubt = "whether the tolerances allow it is not known: give it a longer time limit"
            return f"With {what}{team} there is another roster, {tiers}; {doubt}."
        if status == "better":
            return f"With {what}{team} there is a better roster: {tiers}. The one asked about is not the best."
        if not certain:
            time = "It may do better with a longer time limit."
            return f"With {what}{team} the best roster found so far is worse: {tiers}. {time}"
        same = "" if changed[0] == effects[0] else " All tiers before stay the same."
        return f"With {what}{team} the best roster is worse: {tiers}.{same}"

    def _team(self, added: Sequence[Deployment], removed: Sequence[Deployment]) -> str:
        """Who goes in their place, or with them."""
        question = self._question
        if question.sent:
            mine = [team for team in added if question.person in _people(team)]
            partners = [team.officer if team.detective == question.person else team.detective for team in mine]
            return f" (with {listing(partners)})" if partners else ""
        before, after = ({person for team in some for person in _people(team)} for some in (removed, added))
        new = sorted(after - before)
        return f" ({listing(new)} {'goes instead' if len(new) == 1 else 'come in'})" if new else ""
