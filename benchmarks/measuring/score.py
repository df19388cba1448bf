"""What a solver's log is worth: its last roster is scored by our checker, its claims are held against that."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from tandem_models import Deployment, Report, Scenario
from tandem_scheduler.api import check

from .process import Usage
from .runs import Run

Event = dict[str, Any]


def read_events(path: Path) -> list[Event]:
    """The lines of a solver's log; a last line cut short is left out."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines[:-1]]


def roster(events: Sequence[Event]) -> list[Deployment]:
    """The last roster of a log, empty where there is none."""
    rosters = [event["teams"] for event in events if event["what"] == "roster"]
    return [_deployment(team) for team in rosters[-1]] if rosters else []


def score(blank: Run, scenario: Scenario, events: Sequence[Event], usage: Usage) -> Run:
    """The run's figures.

    A roster worse than claimed, or better than its own bound, is a failure, whatever else is right. A roster that
    breaks a hard rule proves nothing.
    """
    run = replace(
        blank, tiers=len(scenario.objectives), wall=usage.wall, cpu=usage.cpu, memory=usage.memory, **_times(events)
    )
    notes = [event["text"] for event in events if event["what"] == "note"]
    if usage.failure is not None:
        notes.append(usage.failure)
    rosters = [event["teams"] for event in events if event["what"] == "roster"]
    if not rosters:
        outcome = "nothing" if usage.failure is None else "failed"
        return replace(run, outcome=outcome, note="; ".join(notes), first=None, best=None)
    report = check(scenario, map(_deployment, rosters[-1]))
    claims = [event for event in events if event["what"] == "tier"]
    run = replace(run, values=report.tiers, bounds=tuple(claim["bound"] for claim in claims))
    if not report.ok:
        return replace(run, outcome="invalid", note="; ".join([*notes, _breaches(report)]))
    if (false := _false_claim(claims, report.tiers)) is not None:
        return replace(run, outcome="failed", note="; ".join([*notes, false]))
    proven = sum(claim["proven"] for claim in claims)
    done = proven == len(scenario.objectives)
    return replace(
        run,
        outcome="proven" if done else "valid",
        note="; ".join(notes),
        proven=proven,
        proof=claims[-1]["at"] if done else None,
    )


def contradictions(runs: Sequence[Run]) -> list[str]:
    """Where a valid roster is better than what another solver proved of the same scenario: one of them is wrong."""
    found = []
    for one in runs:
        best = one.values[: one.proven]
        for other in runs:
            same = (one.size, one.variant, one.seed) == (other.size, other.variant, other.seed)
            if same and best and other.outcome in ("valid", "proven") and other.values[: one.proven] < best:
                found.append(
                    f"{one.size} {one.variant} seed {one.seed}: {one.solver} proved {best}, "
                    f"{other.solver} has {other.values[: one.proven]}"
                )
    return found


def _false_claim(claims: Sequence[Event], values: Sequence[int]) -> str | None:
    """What a solver says that its own roster refutes."""
    for claim, value in zip(claims, values, strict=False):
        if claim["value"] is None:
            return None
        if value > claim["value"]:
            return f"claims {claim['value']} in tier {claim['tier'] + 1}, and its roster has {value}"
        if value < claim["bound"]:
            return f"says that tier {claim['tier'] + 1} is at least {claim['bound']}, and its roster has {value}"
        if value < claim["value"]:
            return None  # better than the solver knew: what it says of later tiers is about other rosters
    return None


def _times(events: Sequence[Event]) -> dict[str, Any]:
    """When the model stood, and when the first and the last improvement came."""
    built = [event["at"] for event in events if event["what"] == "built"]
    found = [event["at"] for event in events if event["what"] == "found"]
    return {
        "built": built[0] if built else None,
        "first": found[0] if found else None,
        "best": found[-1] if found else None,
    }


def _deployment(team: Sequence[str]) -> Deployment:
    evening, area, detective, officer = team
    return Deployment(evening=date.fromisoformat(evening), area=area, detective=detective, officer=officer)


def _breaches(report: Report) -> str:
    hard = [violation.kind for violation in report.violations if violation.strength == "hard"]
    return "breaks " + ", ".join(f"{hard.count(kind)} x {kind}" for kind in dict.fromkeys(hard))
