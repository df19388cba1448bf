"""Rosters as good in every tier that differ from each other as much as can be."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tandem_models import Alternative, Alternatives, Deployment, Scenario, Schedule, Tier
from tandem_models.ranking import Counted, Ranking

from ...advise.headway import Tell
from ...checks import Checker
from ...checks.difference import changes_between
from ...engine import Differing, Limits, clock, differing
from ...entrance import sound, teams_in
from ...io.disagreement import disagreement
from ..arguments import refuse_broken, refuse_limits, whole
from ..solving import cores, solve
from ..telling import Listener, answering
from .told import concluded
from .valued import begun_with, known_of, valued

MOST_ROSTERS = 50
"""Rosters that may be asked for."""

SOLVING = 0.5
"""Share of the time that the first roster may take."""


def alternatives(
    scenario: Scenario,
    count: int = 5,
    *,
    roster: Schedule | Iterable[Deployment] | None = None,
    time_limit: float = 60.0,
    workers: int | None = None,
    seed: int = 0,
    on_progress: Listener | None = None,
    stop: threading.Event | None = None,
) -> Alternatives:
    """Find rosters equally good in every tier that differ as much as possible from each other, to choose from.

    A first one is solved for, unless it is given; each further one is to have as little in common as can be with those
    found before: the fewest people who are told the same, evening by evening. Every tier is held where the first roster
    has it, within what it may give where it has a tolerance, so that the bounds of the first are those of all.

    Args:
        scenario: what to plan.
        count: how many rosters, the first among them, 2 to 50.
        roster: the one to begin with, as it was published or solved for; None: it is solved for, in half the time at
            most. Tolerances count from the best values that a schedule says, those of deployments alone from the values
            that they have.
        time_limit: seconds of wall-clock time for all, above 0 and at most a week. The same arguments give the same
            rosters unless this runs out.
        workers: search workers, 1 to 1024; None takes one for each core this process may use.
        seed: random seed of the search, 0 to 2**31 - 1.
        on_progress: called with news, as that of `solve` is; what it raises ends the call.
        stop: set it from another thread to end the search with what is found so far.

    Returns:
        Alternatives: the rosters, each a schedule with its distance to those before it; whether there are no more, and
        a sentence. All have been checked independently of the engine.

    Raises:
        ArgumentError: an argument is out of its range, or the roster given breaks hard rules.
        TypeError, ScenarioError, RosterError: for a scenario or roster that is none, has faults, or does not fit.
        DisagreementError: the checker contradicts the engine: a defect in this package, never bad input.
    """
    scenario = sound(scenario)
    teams = None if roster is None else teams_in(scenario, roster)
    time_limit = refuse_limits(time_limit, stop)
    count = whole("count", count, 2, MOST_ROSTERS)
    workers = whole("workers", cores() if workers is None else workers, 1, 1024)
    seed = whole("seed", seed, 0, 2**31 - 1)
    with answering(on_progress, stop) as (ended, tell):
        limits = Limits(clock.now() + time_limit, workers, seed, ended)
        if teams is None or roster is None:
            tell("Solving", 0, count)
            share = time_limit * SOLVING
            first = solve(scenario, time_limit=share, workers=workers, seed=seed, stop=ended)
            if not first.has_roster:
                return Alternatives(
                    status=first.status, alternatives=(), ended="no_roster", message=concluded(scenario, first, (), "")
                )
        else:
            refuse_broken(scenario, teams)
            first = begun_with(scenario, roster, teams, limits)
        return _found(scenario, first, count, limits, tell)


def _found(scenario: Scenario, first: Schedule, count: int, limits: Limits, tell: Tell) -> Alternatives:
    """The first roster and those found besides."""
    found, checker, tiers = [Alternative(schedule=first)], Checker(scenario), held(scenario, first)
    ended = "found"
    while len(found) < count:
        tell("Looking for rosters that differ", len(found), count)
        share = replace(limits, deadline=clock.now() + limits.left / (count - len(found)))
        rosters = [each.schedule.deployments for each in found]
        other = differing(scenario, rosters, tiers, share)
        if len(found) == 1:
            found[0] = Alternative(schedule=known_of(first, other))
        if other.deployments is None:
            ended = "no_more" if other.farthest else "not_found"
            break
        found.append(_checked(scenario, checker, found, tiers, other, other.deployments))
    begun, all_found = found[0].schedule, tuple(found)
    return Alternatives(
        status=begun.status,
        alternatives=all_found,
        ended=ended,
        message=concluded(scenario, begun, all_found, ended),
    )


def held(scenario: Scenario, first: Schedule) -> tuple[Tier, ...]:
    """The tiers with what each may give beyond the best value known; the last gives nothing."""
    *earlier, last = Counted.of_tiers(scenario.objectives, [tier.solved for tier in first.tiers])
    return (*earlier, Tier(weights=last.weights))


def _checked(
    scenario: Scenario,
    checker: Checker,
    before: Sequence[Alternative],
    tiers: Sequence[Tier],
    other: Differing,
    teams: tuple[Deployment, ...],
) -> Alternative:
    """A roster found, once the checker says that it is as good and differs."""
    report, first = checker.report(teams), before[0].schedule
    broken = [violation.message for violation in report.violations if violation.strength == "hard"]
    if broken:
        raise disagreement("the engine's roster breaks hard rules: " + " ".join(broken[:5]), scenario)
    ranking = Ranking((*tiers, tiers[-1]))
    limits = [ranking.limit(index, tier.value) for index, tier in enumerate(first.tiers)]
    if any(value > limit for value, limit in zip(report.tiers, limits, strict=True)):
        raise disagreement(f"the engine's roster has {report.tiers}, which may be {limits} at the most", scenario)
    distances = tuple(len(changes_between(each.schedule.deployments, teams)) for each in before)
    if not all(distances):
        raise disagreement("the engine's roster is one of those that it is to differ from", scenario)
    return Alternative(schedule=valued(scenario, first, teams, report), distances=distances, farthest=other.farthest)
