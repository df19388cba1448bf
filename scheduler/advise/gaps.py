"""Why a team is missing: what stops each person, and the sum of it in a sentence."""

from collections.abc import Iterable

from models import Deployment, Gap, Obstacle, Role, Scenario
from scheduler.checks import Block, Checker, Roster

FREE = "free"
REASONS = {
    "deployed": "deployed that evening already",
    "absence": "absent",
    "duty": "kept by an ordinary duty or rest day",
    "overlap": "on another duty at that time",
    "max_evenings": "at their most evenings",
    "rolling_limit": "at their limit for the days around it",
    "evening_gap": "working too soon before or after",
    "consecutive": "on too many or too few evenings in a row",
    "days_off": "off for too short a time before or after",
    "weekends": "at their most weekends",
    "hours": "at their most hours",
    "duty_run": "on duty, or late on duty, too many days in a row",
    "rest_days": "short of days free of duty",
    "notice": "on a rest day, at too short notice",
    "rest": "short of rest before or after",
    "area_limit": "not to be sent there, or not again",
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
        stopped: dict[Block, list[str]] = {}
        for person in scenario.of_role(role):
            block = checker.blocked(roster, person.id, gap.evening, gap.area) or Block(FREE)
            stopped.setdefault(block, []).append(person.id)
        by_number = sorted(stopped.items(), key=lambda item: (-len(item[1]), item[0].reason, item[0].number or 0))
        obstacles += [_obstacle(scenario, role, block, people) for block, people in by_number]
    free = {o.role: len(o.people) for o in obstacles if o.reason == FREE}
    short = [_short(role, [o for o in obstacles if o.role == role]) for role in Role if role not in free]
    reason = " ".join(short) if short else _both_free(roster, gap, free)
    return gap.model_copy(update={"obstacles": tuple(obstacles), "reason": reason})


def _obstacle(scenario: Scenario, role: Role, block: Block, people: list[str]) -> Obstacle:
    rule = name = None
    if block.number is not None:
        rule, name = scenario.numbered_rules[block.number][0], scenario.rule_names[block.number]
    return Obstacle(role=role, reason=block.reason, rule=rule, name=name, people=tuple(people))


def _short(role: Role, obstacles: list[Obstacle]) -> str:
    """The sentence for a role that nobody is free of."""
    if not obstacles:
        return f"There is no {_spoken(role)}."
    parts = ", ".join(map(_stopped, obstacles))
    return f"No {_spoken(role)} is free: {parts}."


def _stopped(obstacle: Obstacle) -> str:
    rule = "" if obstacle.rule is None else f" ({obstacle.name or obstacle.reason})"
    return f"{len(obstacle.people)} {REASONS[obstacle.reason]}{rule}"


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
