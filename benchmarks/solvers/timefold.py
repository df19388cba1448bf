"""Timefold: local search on the operation as its own documentation would model it (see `java.model`).

The scenario goes there as numbers. Only what the plain variants hold is modelled, and those published and disrupted;
anything else is refused, so that no rule is left out in silence.
"""

import json
import subprocess
import threading
from datetime import date
from pathlib import Path
from typing import Any

from tandem_models import (
    AreaTeams,
    Deployment,
    EveningGap,
    PairRepeat,
    Rest,
    Role,
    RollingLimit,
    Rule,
    Scenario,
)
from tandem_models.scenario.published import ChangeKind, PublishedTeam
from tandem_scheduler.engine.problem.problem import Problem

from .java.setup import python
from .log import Job, Log, run

TIERS = ("coverage", "priority", "fairness", "home_area")
REPLANNED = ("coverage", "changes", "priority", "fairness", "home_area")
"""The same where a published roster is planned anew."""

CHANGES: tuple[ChangeKind, ...] = ("stood_down", "called_out", "area", "partner")
"""What can be different for somebody, in the order in which the model has the costs."""

MODEL = Path(__file__).parent / "java" / "model.py"


def unsupported(scenario: Scenario) -> str | None:
    """What of a scenario the Timefold model does not know, None where it knows all."""
    for part in ("demand", "patterns", "duties", "requests", "history", "pins"):
        if getattr(scenario, part):
            return part
    if any(person.since or person.until for person in scenario.people):
        return "people who are not always there"
    if tuple(tier.name for tier in scenario.objectives) != (REPLANNED if scenario.published else TIERS):
        return "the objectives"
    kinds = [type(rule) for rule in scenario.rules_in_force if not _closes(rule)]
    if sorted(kind.__name__ for kind in kinds) != ["EveningGap", "PairRepeat", "Rest", "RollingLimit"]:
        return "the rules"
    for rule in scenario.rules_in_force:
        if not rule.hard or getattr(rule, "who", None) is not None or rule.exempt is not None:
            return f"a {rule.kind} that is soft or for some people only"
        if isinstance(rule, PairRepeat) and rule.limit != 1:
            return "a pair_repeat other than 1"
    return None


def _closes(rule: Rule) -> bool:
    """Whether a rule only says that no team is sent to some areas."""
    return isinstance(rule, AreaTeams) and rule.hard and not rule.max and rule.exempt is None


def numbered(scenario: Scenario) -> dict[str, Any]:
    """The scenario in numbers.

    `areas` are pairs of weight and target; `detectives` pairs of number and scale in the fairness measure, `officers`
    likewise with their home area's number; `able` are the people available on each evening.

    For re-plans, by evening: `facts`, the teams worked, before the `opening`, and from then on those `published`;
    `closed`, the areas that no team is sent to; `told`, person, area and partner as published of those who can still be
    sent, -1 for what can't be any more; `costs`, of standing somebody down, calling out, another area, another partner.
    """
    problem = Problem(scenario)
    scales = [0 if (fair := problem.fair(p)) is None else fair.scale for p in problem.people]
    gap, days, limit, minutes = 0, 1, 1, 0
    for rule in scenario.rules_in_force:
        match rule:
            case EveningGap():
                gap = rule.evenings
            case RollingLimit():
                days, limit = rule.days, rule.limit
            case Rest():
                minutes = rule.minutes
    # No ordinary duties here, so rest binds evenings only; with this gap between them it is always kept.
    for evening in problem.evenings[: -gap - 1]:
        if problem.shift(evening + gap + 1, None)[0] - problem.shift(evening, None)[1] < minutes:
            raise ValueError("rest binds beyond the evening gap, which the Timefold model does not know")
    return {
        "teams": [evening.teams or 0 for evening in scenario.calendar.values()],
        "areas": [(scenario.priority_weights[area.id], scenario.targets[area.id]) for area in scenario.areas],
        "detectives": [(p, scales[p]) for p in problem.by_role[Role.DETECTIVE]],
        "officers": [
            (p, scales[p], -1 if (home := problem.home[p]) is None else home)
            for p in problem.by_role[Role.NEIGHBOURHOOD_OFFICER]
        ],
        "able": [[p for p in problem.people if evening in problem.release[p]] for evening in problem.evenings],
        "gap": gap,
        "days": days,
        "limit": limit,
        "closed": [[a for a in problem.areas if _closed(scenario, a, on)] for on in scenario.calendar],
        "opening": problem.opening,
        "facts": problem.facts,
        "published": [
            [_placed(problem, team) for team in scenario.published if team.evening == on and on >= scenario.opening]
            for on in scenario.calendar
        ],
        "told": [
            [(p, *(-1 if number is None else number for number in before)) for p, before in told.items()]
            for told in problem.told
        ],
        "costs": [[problem.change_cost(kind, e) for kind in CHANGES] for e in problem.evenings],
    }


def _placed(problem: Problem, team: PublishedTeam) -> tuple[int, int, int]:
    """Detective, officer and area of a team in numbers."""
    return (
        problem.person_number[team.detective],
        problem.person_number[team.officer],
        problem.area_number[team.area],
    )


def _closed(scenario: Scenario, area: int, on: date) -> bool:
    """Whether a rule says that no team is sent to an area on an evening."""
    where = scenario.areas[area].id
    return any(
        where in scenario.bound_areas(rule) and scenario.binds_on(rule, on)
        for rule in scenario.rules_in_force
        if _closes(rule)
    )


def _solve(scenario: Scenario, job: Job, log: Log) -> None:
    if (part := unsupported(scenario)) is not None:
        raise ValueError(f"the Timefold model does not know {part}")
    problem = numbered(scenario) | {"seed": job.seed}
    process = subprocess.Popen([python(), "-I", MODEL], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None  # noqa: S101 - a pipe, as asked for
    assert process.stdout is not None  # noqa: S101
    with process:
        for line in process.stdout:
            news = json.loads(line)
            match news["what"]:
                case "ready":
                    # Java and Timefold are loaded: what others have imported by now, too.
                    log.start()
                    print(json.dumps(problem), file=process.stdin, flush=True)
                    timer = threading.Timer(log.left, lambda pipe=process.stdin: print("stop", file=pipe, flush=True))
                    timer.daemon = True
                    timer.start()
                case "built":
                    log.built()
                case "score":
                    # Construction is over once every tier has its sign; the deepest tier is where search ends up.
                    log.found(len(TIERS) - 1, -news["soft"][-1])
                case "end":
                    log.roster(_deployments(scenario, news["teams"]))
    timer.cancel()
    if process.returncode:
        raise RuntimeError(f"Timefold ended with code {process.returncode}")


def _deployments(scenario: Scenario, teams: list[tuple[int, int, int, int]]) -> list[Deployment]:
    dates, people = list(scenario.calendar), scenario.people
    return [
        Deployment(evening=dates[e], area=scenario.areas[a].id, detective=people[i].id, officer=people[j].id)
        for e, a, i, j in teams
    ]


if __name__ == "__main__":
    run(_solve)
