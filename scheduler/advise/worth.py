"""What is worth most: one more detective, one more officer, each hard limit looser by one, by planning anew with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models import Effect, Gain, Person, Role, Rule, Scenario
from scheduler.checks import Checker
from scheduler.engine.limits import Limits
from scheduler.engine.pressure import pressures
from scheduler.engine.solve import Outcome, solve_scenario

from .pieces import unused
from .sentences import Sentences
from .trial import effects_of, told

FIRST = 0.25
"""Part of the time that planning without a change may take."""

LOOSER = {
    "max_evenings": ("max", 1),
    "min_evenings": ("min", -1),
    "rolling_limit": ("limit", 1),
    "evening_gap": ("evenings", -1),
    "consecutive": ("max", 1),
    "days_off": ("min", -1),
    "weekends": ("max", 1),
    "rest": ("hours", -1),
    "hours": ("max", 1),
    "duty_run": ("max", 1),
    "rest_days": ("least", -1),
    "notice": ("days", -1),
    "pair_repeat": ("limit", 1),
    "visits": ("max", 1),
    "visit_gap": ("evenings", 1),
    "area_teams": ("max", 1),
    "area_limit": ("max", 1),
}
"""The key of each kind of rule that is its limit, and by how much it is looser; where it falls to 0, the rule goes."""


@dataclass(frozen=True)
class _Change:
    """Something more to plan with."""

    kind: str
    plan: Scenario
    words: str
    rule: int | None = None
    name: str | None = None


@dataclass(frozen=True)
class _Planned:
    """The best roster found for a plan."""

    tiers: tuple[int, ...]
    ended: tuple[bool, ...]
    """For each tier, whether nothing better is known to be possible."""


def gains(scenario: Scenario, limits: Limits) -> tuple[list[Gain], bool]:
    """What each change gains, the most first, and whether all were tried."""
    outcome = solve_scenario(scenario, limits.share(FIRST), None)
    if outcome.deployments is None and not outcome.infeasible:
        return [], False
    before = _valued(scenario, outcome)
    changes, found, complete = list(_changes(scenario, outcome)), list[tuple[tuple[int, ...], Gain]](), True
    for number, change in enumerate(changes):
        if limits.over:
            return _ranked(found), False
        tried = solve_scenario(change.plan, limits.share(1 / (len(changes) - number)), None)
        after = _valued(change.plan, tried)
        if after is None:
            complete = complete and tried.infeasible
        elif before is None or after.tiers < before.tiers:
            found.append(_gain(scenario, change, before, after))
        else:
            complete = complete and all(after.ended)
    return _ranked(found), complete


def _ranked(found: list[tuple[tuple[int, ...], Gain]]) -> list[Gain]:
    return [gain for _, gain in sorted(found, key=lambda pair: pair[0])]


def _gain(
    scenario: Scenario, change: _Change, before: _Planned | None, after: _Planned
) -> tuple[tuple[int, ...], Gain]:
    effects: tuple[Effect, ...] = ()
    words, verified, order = "there is a roster", True, tuple(-(1 << 60) for _ in after.tiers)
    if before is not None:
        order = tuple(new - old for old, new in zip(before.tiers, after.tiers, strict=True))
        deciding = next(n for n, more in enumerate(order) if more)
        verified = all(before.ended[: deciding + 1]) and all(after.ended[: deciding + 1])
        effects = effects_of(scenario, before.tiers, after.tiers)
        words = told(effects)
    gain = Gain(
        kind=change.kind,
        rule=change.rule,
        name=change.name,
        effects=effects,
        verified=verified,
        message=f"{change.words}: {words}.",
    )
    return order, gain


def _valued(plan: Scenario, outcome: Outcome) -> _Planned | None:
    if outcome.deployments is None:
        return None
    tiers = Checker(plan).tiers(outcome.deployments)
    return _Planned(tiers, tuple(tier.value <= tier.bound for tier in outcome.tiers))


def _changes(scenario: Scenario, outcome: Outcome) -> Iterator[_Change]:
    """One more of each role, then the limits that press the hardest."""
    for role in Role:
        newcomer = Person(id=unused(scenario, "new"), role=role)
        yield _Change(
            role.value,
            scenario.model_copy(update={"people": (*scenario.people, newcomer)}),
            f"One more {role.replace('_', ' ')}, free every evening",
        )
    sentences = Sentences(scenario)
    numbers = list(range(len(scenario.rules_in_force)))
    if outcome.deployments is not None:
        pressing = pressures(scenario, outcome)
        numbers.sort(key=lambda number: pressing[number], reverse=True)
    for number in numbers:
        rule = scenario.rules_in_force[number]
        looser = _loosened(rule) if rule.hard else None
        if looser is not None:
            rules = [other for n, other in enumerate(scenario.rules_in_force) if n != number]
            place, name = scenario.rule_place(number)
            plan = scenario.model_copy(update={"rules": (*rules, *looser)})
            yield _Change(rule.kind, plan, sentences.loosened(number, looser), place, name)


def _loosened(rule: Rule) -> Sequence[Rule] | None:
    """A rule with its limit looser by one; nothing left of it where that is no limit; None where it has none."""
    key, step = LOOSER.get(rule.kind, ("", 0))
    value = getattr(rule, key, None)
    if value is None:
        return None
    if value + step <= 0 and step < 0:
        return ()
    return (rule.model_copy(update={key: value + step}),)
