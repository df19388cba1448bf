"""The library's calls: thin functions over the parts. All take and return `models` objects, in any thread."""

import os
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from importlib.metadata import version
from math import inf

from models import (
    Answer,
    Deployment,
    DisagreementError,
    Explanation,
    Filling,
    Progress,
    Proof,
    Repair,
    Report,
    Role,
    Scenario,
    Schedule,
    Stamp,
    StopReason,
    Suggestion,
    TierResult,
)
from models.rules import KINDS
from models.suggest import suggestion

from . import __version__
from .advise.explain import explain_conflicts
from .advise.fill import filled
from .advise.gaps import explain_gaps
from .advise.repairs import MOST_PRICE, PRICES, Prices, applied
from .advise.suggest import suggestion_for
from .advise.trial import Trial
from .advise.whatif import Question, answered
from .checks import Checker, verify
from .engine.limits import Budget, Limits, Watch, watching
from .engine.proof import certify, recheck
from .engine.solve import Outcome, solve_scenario
from .io import load_scenario, read_proof, read_roster, write_proof, write_roster

__all__ = [
    "check",
    "check_proof",
    "explain",
    "fill",
    "load_scenario",
    "read_proof",
    "read_roster",
    "repaired",
    "solve",
    "suggest",
    "why",
    "why_not",
    "write_proof",
    "write_roster",
]

LONGEST = 604_800
"""Seconds that a solve may be allowed: a week."""


def check(scenario: Scenario, roster: Schedule | Iterable[Deployment]) -> Report:
    """Find every violation of every rule in a roster, however it was made, and recompute every measure.

    Reads scenario and roster with plain Python; no solver is involved.
    """
    return verify(scenario, _teams(roster))


def _teams(roster: Schedule | Iterable[Deployment]) -> tuple[Deployment, ...]:
    return roster.deployments if isinstance(roster, Schedule) else tuple(roster)


def check_proof(scenario: Scenario, roster: Schedule | Iterable[Deployment], proof: Proof) -> tuple[str, ...]:
    """What is wrong with a certificate, a sentence each; nothing where all that it proves holds for this roster.

    A tier whose bound is only the search's word has nothing to prove: `proof.certain` tells.
    The model's rows are rebuilt from the scenario and every bound is evaluated in whole numbers; no solver is asked.
    The tiers' values are the checker's.
    """
    teams = _teams(roster)
    faults = recheck(scenario, teams, proof)
    report = verify(scenario, teams)
    if not report.ok:
        faults.append("the roster breaks hard rules")
    if tuple(tier.value for tier in proof.tiers) != report.tiers:
        faults.append("the tiers' values are not those of the roster")
    return tuple(faults)


def explain(
    scenario: Scenario,
    *,
    conflicts: int = 3,
    repairs: int = 3,
    prices: Mapping[str, int | None] | None = None,
    time_limit: float = 10.0,
    stop: threading.Event | None = None,
) -> Explanation:
    """Find out why no roster can exist, and what would give.

    Why: demands that can't all be met, none of which can be spared. What would give: the cheapest sets of demands
    without which there is a roster.

    Args:
        scenario: what to explain.
        conflicts: how many conflicts to look for at most; no two share a demand.
        repairs: how many repairs to look for at most, the cheapest first; none contains another.
        prices: what giving up a demand costs, by its kind as members of conflicts have it, where that is to differ
            from `advise.repairs.PRICES`; `rule` for all rules without a price of their own, `law` for those of a pack
            that are law; None: never to be given up.
        time_limit: seconds of wall-clock time, above 0 and at most a week. What is not known to be minimal by then
            says so.
        stop: set it from another thread to end the search with what is known so far.

    Returns:
        An Explanation. A conflict is `verified` where solving showed that its demands leave no roster, and that
        without any one of them there is one; a repair, where solving found a roster without its demands.

    Raises:
        ValueError: an argument is out of its range.
    """
    if not isinstance(conflicts, int) or conflicts < 1:
        raise ValueError(f"conflicts must be 1 or more, not {conflicts}")
    if not isinstance(repairs, int) or repairs < 0:
        raise ValueError(f"repairs must be 0 or more, not {repairs}")
    _refuse_time_limit(time_limit)
    limits = Limits(time.monotonic() + time_limit, 1, 0, stop or threading.Event())
    return explain_conflicts(scenario, limits, conflicts, repairs, _refuse_prices(prices))


def _refuse_prices(prices: Mapping[str, int | None] | None) -> dict[str, int | None]:
    prices = dict(prices or {})
    for kind, price in prices.items():
        if kind not in PRICES and kind not in KINDS:
            raise ValueError(f"prices has no kind '{kind}'{suggestion(kind, [*PRICES, *KINDS])}")
        if price is not None and (not isinstance(price, int) or not 1 <= price <= MOST_PRICE):
            raise ValueError(f"the price of {kind} must be 1 to {MOST_PRICE:,}, or None, not {price}")
    return prices


def why(
    scenario: Scenario,
    roster: Schedule | Iterable[Deployment],
    person: str,
    evening: date,
    area: str | None = None,
    *,
    time_limit: float = 10.0,
    stop: threading.Event | None = None,
) -> Answer:
    """Find out why somebody is sent out on an evening: what it costs to plan without that.

    Args:
        scenario: what was planned.
        roster: the roster asked about.
        person: who, by id.
        evening: when.
        area: where; None: anywhere.
        time_limit: seconds of wall-clock time, above 0 and at most a week.
        stop: set it from another thread to end the search with what is known so far.

    Raises:
        ValueError: the scenario has no such person, evening or area, the roster breaks hard rules, or an argument is
            out of its range.
    """
    return _answered(scenario, roster, Question(person, evening, area, sent=False), time_limit, stop)


def why_not(
    scenario: Scenario,
    roster: Schedule | Iterable[Deployment],
    person: str,
    evening: date,
    area: str | None = None,
    *,
    time_limit: float = 10.0,
    stop: threading.Event | None = None,
) -> Answer:
    """Find out why somebody is not sent out on an evening: what that would cost, or the demands in its way.

    Arguments and errors are those of `why`.
    """
    return _answered(scenario, roster, Question(person, evening, area, sent=True), time_limit, stop)


def suggest(
    scenario: Scenario,
    roster: Schedule | Iterable[Deployment],
    evening: date,
    role: Role,
    *,
    instead: str | None = None,
    time_limit: float = 10.0,
    stop: threading.Event | None = None,
) -> Suggestion:
    """Find out who else could go on an evening, all else as it is: everybody of a role, ranked or excluded.

    The roster may break hard rules, as it does once somebody falls ill: what counts is what a change adds to that.

    Args:
        scenario: what was planned.
        roster: the roster that is to be changed.
        evening: when somebody is looked for.
        role: of which role.
        instead: whom they are to replace, by id; None: anybody of the role who goes then, or nobody where teams are
            missing.
        time_limit: seconds of wall-clock time, above 0 and at most a week.
        stop: set it from another thread to end with what is known so far.

    Raises:
        ValueError: the scenario has no such person or evening, the person is of another role or does not go then, or an
            argument is out of its range.
    """
    _refuse_time_limit(time_limit)
    _refuse_unknown(scenario, instead, evening, None)
    role, teams = Role(role), _teams(roster)
    if instead is not None:
        if scenario.person[instead].role is not role:
            raise ValueError(f"{instead} is no {role.replace('_', ' ')}")
        if not any(instead in (team.detective, team.officer) for team in teams if team.evening == evening):
            raise ValueError(f"{instead} does not go on {evening}: there is nobody to replace")
    limits = Limits(time.monotonic() + time_limit, 1, 0, stop or threading.Event())
    return suggestion_for(Trial(scenario, teams), evening, role, instead, limits)


def fill(
    scenario: Scenario,
    roster: Schedule | Iterable[Deployment],
    *,
    prices: Mapping[str, int | None] | None = None,
    time_limit: float = 10.0,
    stop: threading.Event | None = None,
) -> tuple[Filling, ...]:
    """Find out for every gap of a roster why it is there, and the cheapest way to fill it with all else as it is.

    Args:
        scenario: what was planned.
        roster: the roster, however it was made.
        prices: as `explain` takes them; each unit by which a rule is broken costs the rule's price.
        time_limit: seconds of wall-clock time, above 0 and at most a week.
        stop: set it from another thread to end with what is known so far.

    Raises:
        ValueError: an argument is out of its range.
    """
    _refuse_time_limit(time_limit)
    priced = Prices(scenario, _refuse_prices(prices))
    trial = Trial(scenario, _teams(roster))
    limits = Limits(time.monotonic() + time_limit, 1, 0, stop or threading.Event())
    gaps = explain_gaps(trial, trial.checker.report(trial.roster).gaps)
    return tuple(filled(trial, gap, priced, limits) for gap in gaps)


def _answered(
    scenario: Scenario,
    roster: Schedule | Iterable[Deployment],
    question: Question,
    time_limit: float,
    stop: threading.Event | None,
) -> Answer:
    _refuse_time_limit(time_limit)
    _refuse_unknown(scenario, question.person, question.evening, question.area)
    teams = _teams(roster)
    _refuse_broken(scenario, teams)
    limits = Limits(time.monotonic() + time_limit, 1, 0, stop or threading.Event())
    return answered(scenario, teams, question, limits)


def _refuse_unknown(scenario: Scenario, person: str | None, evening: date | None, area: str | None) -> None:
    if person is not None and person not in scenario.person:
        raise ValueError(f"the scenario has no person '{person}'{suggestion(person, scenario.person)}")
    if evening is not None and evening not in scenario.calendar:
        first, last = scenario.operation.start, scenario.operation.end
        raise ValueError(f"the scenario has no evening on {evening}: it runs from {first} to {last}")
    if area is not None and area not in scenario.area:
        raise ValueError(f"the scenario has no area '{area}'{suggestion(area, scenario.area)}")


def _refuse_broken(scenario: Scenario, teams: tuple[Deployment, ...]) -> None:
    broken = [violation.message for violation in verify(scenario, teams).violations if violation.strength == "hard"]
    if broken:
        raise ValueError(f"the roster breaks hard rules, `check` tells them all: {broken[0]}")


def repaired(scenario: Scenario, repair: Repair) -> Scenario:
    """The scenario without the demands that a repair of it gives up. Raises ValueError where it is of another."""
    return applied(scenario, repair)


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
        stagnation: end after so many seconds without a better roster or bound, once there is a roster.
        deterministic: end after so much work, in units of CP-SAT's deterministic time (about seconds); with a generous
            time limit the result is then the same on any machine, for the same number of workers and versions.
        on_progress: called with news, from a thread of the solver; keep it short. What it raises ends the solve.
        stop: set it from another thread to end the solve with the best roster so far.

    Returns:
        A Schedule. Its roster has been checked independently of the engine.

    Raises:
        ValueError: an argument is out of its range.
        ScenarioError: weights, shortages or surpluses so large that a tier's value would not stay within 64 bits.
        DisagreementError: the checker contradicts the engine: a defect in this package, never bad input.
    """
    workers = _cores() if workers is None else workers
    _refuse_time_limit(time_limit)
    if not isinstance(workers, int) or not 1 <= workers <= 1024:
        raise ValueError(f"workers must be 1 to 1024, not {workers}")
    if not isinstance(seed, int) or not 0 <= seed < 2**31:
        raise ValueError(f"seed must be 0 or more and below 2**31, not {seed}")
    if not 0 <= gap < 1:
        raise ValueError(f"gap must be 0 or more and below 1, not {gap}")
    for name, value in (("stagnation", stagnation), ("deterministic", deterministic)):
        if value is not None and not 0 < value < inf:
            raise ValueError(f"{name} must be above 0, not {value}")
    began = time.monotonic()
    with watching(stop or threading.Event(), inf if stagnation is None else stagnation) as watch:
        budget = Budget(inf if deterministic is None else deterministic)
        limits = Limits(began + time_limit, workers, seed, watch.stop, gap, budget)
        outcome = solve_scenario(scenario, limits, _told(on_progress, watch))
    stamp = Stamp(
        scenario=scenario.fingerprint,
        versions={"tandem-scheduler": __version__, "ortools": version("ortools")},
        seed=seed,
        workers=workers,
        time_limit=time_limit,
        deterministic=deterministic,
    )
    if outcome.deployments is None:
        reason = "infeasible" if outcome.infeasible else _ended(outcome, watch)
        status = "infeasible" if outcome.infeasible else "unknown"
        return Schedule(status=status, stop_reason=reason, seconds=time.monotonic() - began, stamp=stamp)
    report = Checker(scenario).report(outcome.deployments)
    tiers = _agreed(scenario, outcome, report)
    optimal = all(tier.known != "best_found" for tier in tiers)
    enough = all(limits.enough(tier.value, tier.bound) for tier in tiers)
    return Schedule(
        status="optimal" if optimal else "feasible",
        deployments=outcome.deployments,
        gaps=explain_gaps(Trial(scenario, outcome.deployments), report.gaps),
        tiers=tiers,
        proof=certify(scenario, outcome.deployments, [tier.value for tier in tiers], outcome),
        stop_reason="complete" if optimal else "gap" if enough else _ended(outcome, watch),
        seconds=time.monotonic() - began,
        stamp=stamp,
    )


def _refuse_time_limit(seconds: float) -> None:
    if not 0 < seconds <= LONGEST:
        raise ValueError(f"time_limit must be above 0 seconds and at most {LONGEST:,}, not {seconds}")


def _told(listener: Callable[[Progress], None] | None, watch: Watch) -> Callable[[Progress], None]:
    """Tells the watch what moves, and the listener everything."""
    best: dict[int, tuple[float, float]] = {}

    def hear(news: Progress) -> None:
        if news.value is not None:
            value, bound = best.get(news.tier, (inf, -inf))
            if news.value < value or news.bound > bound:
                watch.moved()
            best[news.tier] = (min(value, news.value), max(bound, news.bound))
        if listener is not None:
            listener(news)

    return hear


def _ended(outcome: Outcome, watch: Watch) -> StopReason:
    """What ended a solve that was not complete."""
    if watch.stop.is_set():
        return "stagnation" if watch.stalled else "interrupted"
    return "effort" if outcome.effort else "time_limit"


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _agreed(scenario: Scenario, outcome: Outcome, report: Report) -> tuple[TierResult, ...]:
    """The tiers as the checker values them, once it has found nothing against the roster."""
    broken = [violation.message for violation in report.violations if violation.strength == "hard"]
    if broken:
        raise DisagreementError("the engine's roster breaks hard rules: " + " ".join(broken[:5]))
    results = []
    for tier, found, value in zip(scenario.objectives, outcome.tiers, report.tiers, strict=True):
        # A roster found in time may be better than the search's own count of it, but never better than the bound.
        if not found.bound <= value <= found.value:
            raise DisagreementError(
                f"tier '{tier.name}': the engine says {found.value} (at least {found.bound}), the checker {value}"
            )
        results.append(
            TierResult(
                name=tier.name,
                measures={measure: report.measures[measure] for measure in tier.weights},
                value=value,
                bound=found.bound,
                known="best_found" if value > found.bound else "proven" if found.proven else "optimal",
                seconds=found.seconds,
            )
        )
    return tuple(results)
