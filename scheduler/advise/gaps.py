"""Why a team is missing: what stops each person, and the sum of it in a sentence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from models import Deployment, Gap, Obstacle, Role, Scenario
from scheduler.checks import Block

from .trial import Trial

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
    "hours": "at the most or fewest hours that they may work",
    "duty_run": "on duty, or late on duty, too many days in a row",
    "rest_days": "short of days free of duty",
    "notice": "on a rest day, at too short notice",
    "rest": "short of rest before or after",
    "area_limit": "not to be sent there, or not again",
}
"""What each reason of `Checker.blocked` says of the people it stops; reads after any number of people."""


TRIES = 100
"""Teams of people who are free that are tried, for all gaps together."""


def explain_gaps(trial: Trial, gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """The gaps of a roster, each with what stops the people of both roles (everybody once) and with its reason."""
    tries = iter(range(TRIES))
    return tuple(_explained(trial, gap, tries) for gap in gaps)


def _explained(trial: Trial, gap: Gap, tries: Iterator[int]) -> Gap:
    scenario, checker, roster = trial.scenario, trial.checker, trial.roster
    obstacles: list[Obstacle] = []
    for role in Role:
        stopped: dict[Block, list[str]] = {}
        for person in scenario.of_role(role):
            block = checker.blocked(roster, person.id, gap.evening, gap.area) or Block(FREE)
            stopped.setdefault(block, []).append(person.id)
        by_number = sorted(stopped.items(), key=lambda item: (-len(item[1]), item[0].reason, item[0].number or 0))
        obstacles += [_obstacle(scenario, role, block, people) for block, people in by_number]
    free = {o.role: o.people for o in obstacles if o.reason == FREE}
    short = [_short(role, [o for o in obstacles if o.role == role]) for role in Role if role not in free]
    reason = " ".join(short) if short else _both_free(trial, gap, free, tries)
    return gap.model_copy(update={"obstacles": tuple(obstacles), "reason": reason})


def _obstacle(scenario: Scenario, role: Role, block: Block, people: list[str]) -> Obstacle:
    rule, name = (None, None) if block.number is None else scenario.rule_place(block.number)
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


def _both_free(trial: Trial, gap: Gap, free: Mapping[Role, Sequence[str]], tries: Iterator[int]) -> str:
    """The sentence where a team could be formed as far as each person's own limits go."""
    scenario = trial.scenario
    most = scenario.calendar[gap.evening].teams
    if most is not None and len(trial.roster.on.get(gap.evening, ())) >= most:
        return f"All teams of the evening ({most}) are sent elsewhere."
    people = " and ".join(f"{len(of)} {_spoken(role)}{'' if len(of) == 1 else 's'}" for role, of in free.items())
    areas = scenario.area if gap.area is None else (gap.area,)
    possible = False
    for detective, officer, area in product(*(free[role] for role in Role), areas):
        if next(tries, None) is None:
            return f"{people} are free: limits on teams or areas keep them, or a team here would cost more elsewhere."
        team = Deployment(evening=gap.evening, area=area, detective=detective, officer=officer)
        if trial.broken((), (team,)):
            continue
        possible = True
        if trial.tiers((), (team,)) < trial.before:
            return f"{detective} and {officer} could go to {scenario.area[area].label}: the roster can be made better."
    if possible:
        return f"{people} are free, but a team here would cost more elsewhere."
    return f"{people} are free, but limits on teams, areas or evenings allow no team of them."


def _spoken(role: Role) -> str:
    return role.replace("_", " ")
