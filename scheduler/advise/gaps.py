"""Why a team is missing: what stops each person, and the sum of it in a sentence."""

from collections.abc import Iterable

from models import Deployment, Gap, Obstacle, Role, Scenario
from scheduler.checks import Checker, Roster

FREE = "free"
REASONS = {
    "deployed": "deployed that evening already",
    "absence": "absent",
    "duty": "kept by an ordinary duty or rest day",
    "overlap": "on another duty at that time",
    "max_evenings": "at their most evenings (max_evenings)",
    "rolling_limit": "at their limit for the days around it (rolling_limit)",
    "evening_gap": "working too soon before or after (evening_gap)",
    "consecutive": "on too many or too few evenings in a row (consecutive)",
    "days_off": "off for too short a time before or after (days_off)",
    "weekends": "at their most weekends (weekends)",
    "hours": "at their most hours (hours)",
    "duty_run": "on duty, or late on duty, too many days in a row (duty_run)",
    "rest_days": "short of days free of duty (rest_days)",
    "notice": "on a rest day, at too short notice (notice)",
    "rest": "short of rest before or after (rest)",
    "area_limit": "not to be sent there, or not again (area_limit)",
}
"""What each reason of `Checker.blocked` says of the people it stops; reads after any number of people."""


def explain_gaps(scenario: Scenario, deployments: Iterable[Deployment], gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """The gaps of a roster, each with what stops the people of both roles (everybody once) and with its reason."""
    checker = Checker(scenario)
    roster = checker.roster(deployments)
    return tuple(_explained(scenario, checker, roster, gap) for gap in gaps)


def _explained(scenario: Scenario, checker: Checker, roster: Roster, gap: Gap) -> Gap:
    obstacles: list[Obstacle] = []
    for role in Role:
        stopped: dict[str, list[str]] = {}
        for person in scenario.of_role(role):
            reason = checker.blocked(roster, person.id, gap.evening, gap.area) or FREE
            stopped.setdefault(reason, []).append(person.id)
        by_number = sorted(stopped.items(), key=lambda item: (-len(item[1]), item[0]))
        obstacles += [Obstacle(role=role, reason=reason, people=tuple(people)) for reason, people in by_number]
    free = {o.role: len(o.people) for o in obstacles if o.reason == FREE}
    short = [_short(role, [o for o in obstacles if o.role == role]) for role in Role if role not in free]
    reason = " ".join(short) if short else _both_free(roster, gap, free)
    return gap.model_copy(update={"obstacles": tuple(obstacles), "reason": reason})


def _short(role: Role, obstacles: list[Obstacle]) -> str:
    """The sentence for a role that nobody is free of."""
    if not obstacles:
        return f"There is no {_spoken(role)}."
    parts = ", ".join(f"{len(obstacle.people)} {REASONS[obstacle.reason]}" for obstacle in obstacles)
    return f"No {_spoken(role)} is free: {parts}."


def _both_free(roster: Roster, gap: Gap, free: dict[Role, int]) -> str:
    """The sentence where a team could be formed as far as each person's own limits go."""
    most = roster.facts.scenario.calendar[gap.evening].teams
    if most is not None and len(roster.on.get(gap.evening, ())) >= most:
        return f"All teams of the evening ({most}) are sent elsewhere."
    people = " and ".join(f"{n} {_spoken(role)}{'' if n == 1 else 's'}" for role, n in free.items())
    return (
        f"{people} are free: limits on pairs, areas or other evenings take them, "
        "or a team here would cost more elsewhere."
    )


def _spoken(role: Role) -> str:
    return role.replace("_", " ")
