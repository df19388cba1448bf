"""Why a team is missing: what stops each person, and the sum of it in a sentence."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, product
from math import gcd
from typing import Final

from tandem_models import Deployment, Gap, Obstacle, Role, Scenario
from tandem_scheduler.checks import Block
from tandem_scheduler.engine import Limits
from tandem_scheduler.rulebook import RULES
from tandem_scheduler.words.plain import count, listing

from ..headway import Tell, quiet
from .trial import Trial

FREE: Final = "free"
REASONS = {
    "over": "too late, as that evening is over",
    "deployed": "deployed that evening already",
    "not_there": "not there yet or any more",
    "absence": "absent",
    "not_available": "not available that day",
    "duty": "kept by an ordinary duty or rest day",
    "overlap": "on another duty at that time",
}
"""What each reason of `Checker.blocked` that is no rule says of the people it stops; reads after any number of them."""

BESIDES_RULES = {"teams": "the most teams that are wanted", "pin": "a pin"}
"""What stops a team of people who are free and is no rule."""

NOT_LOOKED_INTO = "Time ran out before it was looked into: `tandem explain --roster` says why."
"""The reason of a gap where there was no time to find it."""

TRIES = 20_000
"""Teams of people who are free that are tried, for all gaps together."""

NAMED = 3
"""Rules that a reason names at the most."""


def explain_gaps(
    trial: Trial, gaps: Iterable[Gap], limits: Limits | None = None, tell: Tell = quiet
) -> tuple[Gap, ...]:
    """The gaps of a roster, each with what stops the people of both roles (everybody once) and with its reason.

    Where the limits are over, the others say that they were not looked into.
    """
    return tuple(gap for gap, _ in explained(trial, gaps, limits, tell))


def explained(
    trial: Trial, gaps: Iterable[Gap], limits: Limits | None, tell: Tell = quiet
) -> list[tuple[Gap, Deployment | None]]:
    """The same, each with a team that could fill it and make the roster better, where one was met."""
    gaps, found = tuple(gaps), list[tuple[Gap, Deployment | None]]()
    tries = max(1, TRIES // max(1, len(gaps)))
    for number, gap in enumerate(gaps):
        tell("Looking into gaps", number, len(gaps))
        if limits is not None and limits.over:
            found.append((gap.model_copy(update={"reason": NOT_LOOKED_INTO}), None))
        else:
            found.append(_explained(trial, gap, tries, limits))
    return found


def _explained(trial: Trial, gap: Gap, tries: int, limits: Limits | None) -> tuple[Gap, Deployment | None]:
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
    reason, team = (" ".join(short), None) if short else _both_free(trial, gap, free, tries, limits)
    return gap.model_copy(update={"obstacles": tuple(obstacles), "reason": reason}), team


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
    return f"{len(obstacle.people)} {stops(obstacle.reason)}{rule}"


def stops(reason: str) -> str:
    """What a reason of `Checker.blocked` says of the people it stops."""
    return RULES[reason].stops if reason in RULES else REASONS[reason]


def _both_free(
    trial: Trial, gap: Gap, free: Mapping[Role, Sequence[str]], tries: int, limits: Limits | None
) -> tuple[str, Deployment | None]:
    """The sentence where a team could be formed as far as each person's own limits go, and one that had better go."""
    scenario = trial.scenario
    most = scenario.calendar[gap.evening].teams
    if most is not None and len(trial.roster.on.get(gap.evening, ())) >= most:
        return f"All teams of the evening ({most}) are sent elsewhere.", None
    people = " and ".join(count(len(of), _spoken(role)) for role, of in free.items())
    areas = tuple(scenario.area) if gap.area is None else (gap.area,)
    # Where there are more than may be tried, every so many, so that all people and areas are among them.
    number = len(areas) * len(free[Role.DETECTIVE]) * len(free[Role.NEIGHBOURHOOD_OFFICER])
    step = _step(number, tries)
    times_stopped = Counter[tuple[str, int | None]]()
    tried = possible = 0
    for detective, officer, area in islice(product(*(free[role] for role in Role), areas), 0, None, step):
        if tried and limits is not None and limits.over:
            break
        tried += 1
        team = Deployment(evening=gap.evening, area=area, detective=detective, officer=officer)
        broken = trial.broken((), (team,))
        times_stopped.update({(kind, rule) for kind, rule, _ in broken})
        if broken:
            continue
        possible += 1
        if trial.improves(trial.tiers((), (team,))):
            there = scenario.area[area].label
            return f"{detective} and {officer} could go to {there}: the roster can be made better.", team
    of = f"{tried:,} team{'' if tried == 1 else 's'}{'' if tried == number else ' that were tried'}"
    named = [f"{_named(scenario, *stop)} stops {times:,}" for stop, times in times_stopped.most_common(NAMED)]
    told = f"{listing(named)} of {of}" if named else ""
    if not possible:
        none = "no team of them can go" if tried == number else "none was found to go"
        return f"{people} are free, but {none}: {told}.", None
    rest = f"; {told}" if told else ""
    return f"{people} are free, but a team here would cost more elsewhere{rest}.", None


def _step(number: int, most: int) -> int:
    """The step by which at most so many are picked evenly; it shares no factor, so that all kinds are met."""
    step = -(-number // most)
    while step > 1 and gcd(step, number) > 1:
        step += 1
    return max(1, step)


def _named(scenario: Scenario, kind: str, number: int | None) -> str:
    """What a rule is called."""
    if number is None:
        return BESIDES_RULES.get(kind, kind)
    return scenario.rule_place(number)[1] or kind


def _spoken(role: Role) -> str:
    return role.replace("_", " ")
