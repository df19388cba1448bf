"""Whose evenings could be swapped, and a roster with those in it whom suggestions and swaps name.

Part of `tandem_scheduler.api`, which is where callers find them.
"""

import threading
from collections.abc import Iterable, Mapping
from datetime import date
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
    Swap,
    Swaps,
    TierResult,
)
from tandem_models.bounds import Sentence
from tandem_models.days import day
from tandem_models.fit import named
from tandem_models.ranking import Ranking

from ..advise.substitutes.gaps import explain_gaps
from ..advise.substitutes.swaps import swaps_of
from ..advise.substitutes.trial import Trial
from ..checks import verify
from ..engine import Limits
from ..entrance import genuine, schedule_of, sound, teams_in
from .arguments import best_known, refuse_limits, refuse_unknown
from .telling import Listener, answering

Chosen = Suggestion | Candidate | Swaps | Swap


def swaps(
    scenario: Scenario,
    roster: Schedule | Iterable[Deployment],
    person: str,
    evening: date | str,
    *,
    other: str | None = None,
    time_limit: float = 10.0,
    stop: threading.Event | None = None,
    on_progress: Listener | None = None,
) -> Swaps:
    """Find out whose evening could be exchanged for somebody's, and who could simply take it, with all else as it is.

    The roster may break hard rules already: what counts is what a swap adds to that.

    Args:
        scenario: what was planned.
        roster: the roster that is to be changed; tolerances count as for `suggest`.
        person: whose evening, by id.
        evening: which one; a date, or text like 2021-02-22.
        other: with whom alone, by id; None: with everybody of the role.
        time_limit: seconds of wall-clock time, above 0 and at most a week.
        stop: set it from another thread to end with what is known so far.
        on_progress: called with news, as that of `solve` is; what it raises ends the call.

    Returns:
        Swaps: those that can be, best first, each with what every tier would come to; the others with what keeps them
        from being. `replaced` makes one.

    Raises:
        ArgumentError: the scenario has no such person or evening, the person does not go then, the other is of another
            role or the same person, or an argument is out of its range.
        TypeError, ScenarioError, RosterError: for a scenario or roster that is none, has faults, or does not fit.
    """
    scenario = sound(scenario)
    teams = teams_in(scenario, roster)
    time_limit = refuse_limits(time_limit, stop)
    if not isinstance(person, str):
        raise KindError(f"person must be an id, not {person!r:.40}", "person")
    evening = refuse_unknown(scenario, person, evening, None)
    refuse_unknown(scenario, other, evening, None, "other")
    role = scenario.person[person].role
    if not any(person in (team.detective, team.officer) for team in teams if team.evening == evening):
        raise QuestionError(f"{person} does not go on {evening}: there is nothing to swap", "person")
    if other == person:
        raise QuestionError(f"{person} can't swap with themselves", "other")
    if other is not None and scenario.person[other].role is not role:
        raise QuestionError(Sentence("wrong_role", f"{other} is no {role.replace('_', ' ')}"), "other")
    takers = [one.id for one in scenario.of_role(role) if other in (None, one.id) and one.id != person]
    with answering(on_progress, stop) as (ended, tell):
        limits = Limits.within(time_limit, ended)
        trial = Trial(scenario, teams, solved=best_known(scenario, roster))
        return swaps_of(trial, person, evening, takers, limits, tell)


@overload
def replaced(scenario: Scenario, roster: Schedule, answers: Chosen | Iterable[Chosen]) -> Schedule: ...
@overload
def replaced(
    scenario: Scenario, roster: Iterable[Deployment], answers: Chosen | Iterable[Chosen]
) -> tuple[Deployment, ...]: ...
def replaced(
    scenario: Scenario, roster: Schedule | Iterable[Deployment], answers: Chosen | Iterable[Chosen]
) -> Schedule | tuple[Deployment, ...]:
    """Put those into a roster whom suggestions and swaps name.

    Of a suggestion the first candidate goes, of swaps the first is made. Where nobody can go instead of somebody, the
    team that they are in is left out: the others in it can't go alone. Give candidates, or some of the swaps, instead
    to choose them yourself.

    Args:
        scenario: what was planned.
        roster: the roster that was asked about.
        answers: what `suggest` or `swaps` gave, one or several in the order in which they were asked for; or candidates
            and swaps of these.

    Returns:
        The new roster, in the form of the one given: a schedule has the checker's values and gaps, and no certificate;
        bounds stay where they are still known to hold, and are 0 elsewhere. The one given stays as it is.

    Raises:
        QuestionError: an answer is about teams that the roster does not have, or there is no swap in it.
        TypeError, ScenarioError, RosterError: for a scenario, roster or answer that is none, has faults, or does not
            fit. RosterError also where a schedule would break hard rules: `replaced` with its deployments gives these.
    """
    scenario = sound(scenario)
    given = [answers] if isinstance(answers, Chosen) else answers
    if not isinstance(given, Iterable) or isinstance(given, str | bytes | Mapping | BaseModel):
        message = f"answers must be those of `suggest` or `swaps`, or parts of these, not {type(given).__name__}"
        raise KindError(message, "answers")
    old = schedule_of(roster, scenario) if isinstance(roster, Schedule) else None
    teams = [*teams_in(scenario, roster if old is None else old)]
    for number, answer in enumerate(given):
        place = "answers" if given is not answers else f"answers[{number}]"
        removed, added = _change(answer, teams, place)
        for team in removed:
            if team not in teams:
                raise QuestionError(f"{named(team)} is not in the roster: ask about this one", place)
            teams.remove(team)
        teams += added
    teams.sort(key=lambda team: (team.evening, team.area, team.detective))
    return teams_in(scenario, teams) if old is None else _valued(scenario, old, teams)


def _change(
    answer: Chosen, teams: Iterable[Deployment], place: str
) -> tuple[tuple[Deployment, ...], tuple[Deployment, ...]]:
    """The teams that an answer, the argument at a place, takes out of a roster, and those that it brings."""
    if isinstance(answer, Candidate | Swap):
        chosen = genuine(answer, type(answer), argument=place)
        return chosen.removed, chosen.added
    if isinstance(answer, Swaps):
        found = genuine(answer, Swaps, argument=place)
        if not found.swaps:
            raise QuestionError(f"{found.person} can swap {day(found.evening)} with nobody", place)
        return found.swaps[0].removed, found.swaps[0].added
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
