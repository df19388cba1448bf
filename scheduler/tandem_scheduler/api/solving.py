"""The library's calls: thin functions over the parts. All take and return `tandem_models` objects, in any thread."""

import os
import threading
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from math import inf

from tandem_models import Certainty, Progress, Report, Scenario, Schedule, Stamp, StopReason, TierResult
from tandem_models.ranking import Ranking

from ..advise.substitutes.complete import completed
from ..advise.substitutes.trial import Trial
from ..checks import Checker
from ..engine import (
    DEFAULTS,
    Budget,
    Limits,
    Outcome,
    SearchParams,
    Watch,
    certify,
    certify_none,
    clock,
    prove_none,
    solve_scenario,
    watching,
)
from ..entrance import sound
from ..io.disagreement import disagreement
from .arguments import LONGEST, amount, part, refuse_limits, whole
from .rosters import lasting_of_pins
from .telling import SolveNews, refuse_listener

UNIT = 0.3
"""Units of CP-SAT's deterministic time, by which the search counts its work, that it gets through in about a second.

Measured at 1 to 3 seconds a unit of that on a quick core, and at 4 to 7 on a slow one: not all that takes time counts.
"""

COMPLETING = 1.0
"""Most seconds beyond the limit for gaps that can be filled at once, and for the reasons of the others."""

LEAST_COMPLETING = 0.2
"""Fewest seconds for it."""

COMPLETING_SHARE = 0.01
"""Part of the time used so far that it may take besides, in between."""


def solve(
    scenario: Scenario,
    *,
    time_limit: float = 60.0,
    workers: int | None = None,
    seed: int = 0,
    gap: float = 0.0,
    stagnation: float | None = None,
    deterministic: float | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    rosters: bool = False,
    stop: threading.Event | None = None,
) -> Schedule:
    """Find the best roster, tier by tier, with proof of how good it is.

    Args:
        scenario: what to plan.
        time_limit: seconds of wall-clock time, above 0 and at most a week. The same scenario and seed give the same
            roster unless this runs out.
        workers: search workers, 1 to 1024; None takes one for each core this process may use.
        seed: random seed of the search, 0 to 2**31 - 1.
        gap: a tier is good enough where value - bound is at most this part of the value, 0 to below 1; 0.01 is 1 %.
        stagnation: end after so many seconds, at most a week, without a better roster or bound, once there is a roster.
        deterministic: end after so much work, a unit of which is about a second on an ordinary core, up to a week of
            them; with a generous time limit the result is then the same on any machine, for the same number of workers
            and versions.
        on_progress: called with news, from threads of the solver, one after the other, and after a second without any
            with how things stand; keep it short. What it raises ends the solve.
        rosters: whether news carry the best roster so far (`Progress.deployments`).
        stop: set it from another thread to end the solve with the best roster so far.

    Returns:
        A Schedule. Its roster has been checked independently of the engine.

    Raises:
        ArgumentError: an argument is out of its range.
        TypeError: there is no scenario.
        ScenarioError: weights, shortages or surpluses so large that a tier's value would not stay within 64 bits; or
            the scenario was made by what validates nothing, and has faults.
        OSError: the system lets no process or thread start.
        DisagreementError: the checker contradicts the engine: a defect in this package, never bad input. Its `file`
            keeps the scenario, without personal names.
    """
    return solve_by(
        DEFAULTS,
        scenario,
        time_limit=time_limit,
        workers=workers,
        seed=seed,
        gap=gap,
        stagnation=stagnation,
        deterministic=deterministic,
        on_progress=on_progress,
        rosters=rosters,
        stop=stop,
    )


def solve_by(
    params: SearchParams,
    scenario: Scenario,
    *,
    time_limit: float = 60.0,
    workers: int | None = None,
    seed: int = 0,
    gap: float = 0.0,
    stagnation: float | None = None,
    deterministic: float | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    rosters: bool = False,
    stop: threading.Event | None = None,
) -> Schedule:
    """`solve` by other search params: for experiments."""
    scenario = sound(scenario)
    time_limit = refuse_limits(time_limit, stop)
    workers = whole("workers", cores() if workers is None else workers, 1, 1024)
    seed, gap = whole("seed", seed, 0, 2**31 - 1), part("gap", gap)
    stagnation = None if stagnation is None else amount("stagnation", stagnation, LONGEST)
    deterministic = None if deterministic is None else amount("deterministic", deterministic, LONGEST)
    refuse_listener(on_progress)
    began = clock.now()
    stamp = Stamp(
        scenario=scenario.fingerprint,
        versions={name: version(name) for name in ("tandem-scheduler", "ortools")},
        seed=seed,
        workers=workers,
        time_limit=time_limit,
        deterministic=deterministic,
    )
    news = SolveNews(scenario, began, on_progress)
    with news.told():
        checker = Checker(scenario)
        with watching(stop or threading.Event(), inf if stagnation is None else stagnation) as watch:
            budget = Budget(inf if deterministic is None else deterministic * UNIT)
            limits = Limits(began + time_limit, workers, seed, watch.stop, gap, budget)
            news.watched_by(watch)
            if lasting_of_pins(scenario, checker):  # Known at once: what is left is to prove it.
                impossible = prove_none(scenario, limits, params)
                outcome = Outcome(None, (), infeasible=True, effort=False, impossible=impossible)
            else:
                outcome = solve_scenario(scenario, limits, news.hear, params, rosters=rosters)
        news.finish()
        searched = clock.now()
        if outcome.deployments is None:
            reason = "infeasible" if outcome.infeasible else _ended(outcome, watch)
            status = "infeasible" if outcome.infeasible else "unknown"
            proof = None if outcome.impossible is None else certify_none(scenario, outcome.impossible)
            return Schedule(status=status, proof=proof, stop_reason=reason, seconds=clock.now() - began, stamp=stamp)
        trial = Trial(scenario, outcome.deployments, checker, solved=[tier.best for tier in outcome.tiers])
        tiers = _agreed(scenario, outcome, checker.report(trial.roster))
        # Teams missing that can be sent at once are worth a little more time where that is up.
        now = clock.now()
        took = now - searched
        ends = now + max(LEAST_COMPLETING, min(COMPLETING, COMPLETING_SHARE * (now - began)))
        stopped, nobody = watch.stop.is_set(), threading.Event()
        grace = Limits(ends if stopped else max(limits.deadline, ends), 1, seed, nobody if stopped else stop or nobody)
        filling = replace(grace, deadline=grace.deadline - took)
        better, gaps = completed(trial, checker.gaps(trial.roster), grace, filling)
        if better is not trial:
            outcome = outcome.improved(better.roster.deployments, better.before)
            tiers = _agreed(scenario, outcome, checker.report(better.roster.deployments))
        deployments = outcome.deployments or ()
        optimal = all(tier.known != "best_found" for tier in tiers)
        enough = all(limits.enough(tier.solved, tier.bound) for tier in tiers)
        return Schedule(
            status="optimal" if optimal else "feasible",
            deployments=deployments,
            gaps=gaps,
            tiers=tiers,
            found_by=outcome.found_by if better is trial else (*outcome.found_by, "filling"),
            proof=certify(scenario, deployments, tiers, outcome),
            stop_reason="complete" if optimal else "gap" if enough else _ended(outcome, watch),
            seconds=clock.now() - began,
            stamp=stamp,
        )


def _ended(outcome: Outcome, watch: Watch) -> StopReason:
    """What ended a solve that was not complete."""
    if watch.stop.is_set():
        return "stagnation" if watch.stalled else "interrupted"
    return "effort" if outcome.effort else "time_limit"


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _agreed(scenario: Scenario, outcome: Outcome, report: Report) -> tuple[TierResult, ...]:
    """The tiers as the checker values them, once it has found nothing against the roster."""
    broken = [violation.message for violation in report.violations if violation.strength == "hard"]
    if broken:
        raise disagreement("the engine's roster breaks hard rules: " + " ".join(broken[:5]), scenario)
    results = []
    gives = Ranking(scenario.objectives).gives
    for tier, found, value, may in zip(scenario.objectives, outcome.tiers, report.tiers, gives, strict=True):
        # A roster found in time may be better than the search's own count of it, but never better than the bound.
        best = min(found.best, value)
        if not found.bound <= value <= min(found.value, found.limit):
            raise disagreement(
                f"tier '{tier.name}': the engine says {found.value} (at least {found.bound}), the checker {value}",
                scenario,
            )
        known: Certainty = "best_found" if best > found.bound else "proven" if found.proven else "optimal"
        results.append(
            TierResult(
                name=tier.name,
                measures={measure: report.measures[measure] for measure in tier.weights},
                value=value,
                best=best if may else None,
                bound=found.bound,
                known=known,
                uncertified=outcome.uncertified if known == "optimal" else None,
                seconds=found.seconds,
            )
        )
    return tuple(results)
