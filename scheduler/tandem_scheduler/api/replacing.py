"""A roster with the people in it whom suggestions name. Part of `tandem_scheduler.api`, where callers find it."""

from collections.abc import Iterable, Mapping
from typing import overload

from pydantic import BaseModel

from tandem_models import (
    Candidate,
    Deployment,
    Fault,
    KindError,
    QuestionError,
    RosterError,
    Scenario,
    Schedule,
    Suggestion,
    TierResult,
)
from tandem_models.days import day
from tandem_models.fit import named
from tandem_models.ranking import Ranking

from ..advise.substitutes.gaps import explain_gaps
from ..advise.substitutes.trial import Trial
from ..checks import verify
from ..entrance import genuine, schedule_of, sound, teams_in

Chosen = Suggestion | Candidate


@overload
def replaced(scenario: Scenario, roster: Schedule, answers: Chosen | Iterable[Chosen]) -> Schedule: ...
@overload
def replaced(
    scenario: Scenario, roster: Iterable[Deployment], answers: Chosen | Iterable[Chosen]
) -> tuple[Deployment, ...]: ...
def replaced(
    scenario: Scenario, roster: Schedule | Iterable[Deployment], answers: Chosen | Iterable[Chosen]
) -> Schedule | tuple[Deployment, ...]:
    """Put those into a roster whom suggestions name.

    Of a suggestion the first candidate goes. Where nobody can go instead of somebody, the team that they are in is left
    out: the others in it can't go alone. Give candidates instead to choose them yourself.

    Args:
        scenario: what was planned.
        roster: the roster that was asked about.
        answers: what `suggest` gave, one or several in the order in which they were asked for; or candidates of these.

    Returns:
        The new roster, in the form of the one given: a schedule has the checker's values and gaps, and no certificate;
        bounds stay where they are still known to hold, and are 0 elsewhere. The one given stays as it is.

    Raises:
        QuestionError: an answer is about teams that the roster does not have.
        TypeError, ScenarioError, RosterError: for a scenario, roster or answer that is none, has faults, or does not
            fit. RosterError also where a schedule would break hard rules: `replaced` with its deployments gives these.
    """
    scenario = sound(scenario)
    given = [answers] if isinstance(answers, Suggestion | Candidate) else answers
    if not isinstance(given, Iterable) or isinstance(given, str | bytes | Mapping | BaseModel):
        message = f"answers must be those of `suggest`, or candidates of these, not {type(given).__name__}"
        raise KindError(message, "answers")
    old = schedule_of(roster, scenario) if isinstance(roster, Schedule) else None
    teams = [*teams_in(scenario, roster if old is None else old)]
    for number, answer in enumerate(given):
        place = "answers" if given is not answers else f"answers[{number}]"
        removed, added = _change(answer, teams, place)
        for team in removed:
            if team not in teams:
                raise QuestionError(f"{named(team)} is not in the roster: ask `suggest` about this one", place)
            teams.remove(team)
        teams += added
    teams.sort(key=lambda team: (team.evening, team.area, team.detective))
    return teams_in(scenario, teams) if old is None else _valued(scenario, old, teams)


def _change(
    answer: Chosen, teams: Iterable[Deployment], place: str
) -> tuple[tuple[Deployment, ...], tuple[Deployment, ...]]:
    """The teams that an answer, the argument at a place, takes out of a roster, and those that it brings."""
    if isinstance(answer, Candidate):
        chosen = genuine(answer, Candidate, argument=place)
        return chosen.removed, chosen.added
    suggestion = genuine(answer, Suggestion, argument=place)
    if suggestion.candidates:
        return suggestion.candidates[0].removed, suggestion.candidates[0].added
    if suggestion.instead is None:
        raise QuestionError(f"nobody can go on {day(suggestion.evening)}, and nobody is to be replaced", place)
    mine = [
        team
        for team in teams
        if team.evening == suggestion.evening and suggestion.instead in (team.detective, team.officer)
    ]
    return tuple(mine), ()


def _valued(scenario: Scenario, old: Schedule, teams: list[Deployment]) -> Schedule:
    """A schedule with other teams, and what is still known of its tiers."""
    report = verify(scenario, teams)
    broken = [one.message for one in report.violations if one.strength == "hard"]
    if broken:
        message = f"the roster would break hard rules, `check` tells them all: {broken[0]}"
        raise RosterError([Fault(path="answers", message=message)])
    ranking, tiers = Ranking(scenario.objectives), list[TierResult]()
    # A bound holds for rosters that are as good as the old one in the tiers before.
    holds = old.stamp.scenario == scenario.fingerprint and len(old.tiers) == len(scenario.objectives)
    for number, (tier, value) in enumerate(zip(scenario.objectives, report.tiers, strict=True)):
        before = old.tiers[number] if holds else None
        bound = 0 if before is None else min(before.bound, value)
        holds = before is not None and value <= ranking.limit(number, before.solved)
        best = min(value, before.solved) if holds and before is not None else value
        tiers.append(
            TierResult(
                name=tier.name,
                measures={measure: report.measures[measure] for measure in tier.weights},
                value=value,
                best=best if ranking.gives[number] else None,
                bound=bound,
                known="best_found" if best > bound else "optimal",
                seconds=0,
            )
        )
    optimal = all(tier.known == "optimal" for tier in tiers)
    return Schedule(
        status="optimal" if optimal else "feasible",
        deployments=tuple(teams),
        gaps=explain_gaps(Trial(scenario, teams), report.gaps),
        tiers=tuple(tiers),
        stop_reason="replaced",
        stamp=old.stamp.model_copy(update={"scenario": scenario.fingerprint}),
    )
