"""Rules that a published roster breaks already: what was broken may stay so, at a price, and by no more.

Each such rule is taken apart: hard as it was for all whom the roster keeps it for; soft for those for whom it breaks
it; and for all of them hard with the loosest limit that the roster needs, where the rule has a limit.
"""

from collections.abc import Collection, Iterator

from tandem_models import Deployment, DutyRun, Rule, Scenario
from tandem_models.rules import RulePack
from tandem_models.rules.base import AreasRule
from tandem_scheduler.checks import Checker
from tandem_scheduler.rulebook import RULES, Aspect

from ..conflicts.repairs import Prices

LOOSEST = 40
"""Steps by which a limit is made looser at most; one that needs more is not kept at all."""


def tolerating(scenario: Scenario, published: Collection[Deployment], firm: int) -> Scenario:
    """The scenario in which the rules may stay broken that published teams (and the facts) break.

    Args:
        scenario: the plan as it stands now.
        published: teams of evenings that are not over, each of the scenario's people and areas.
        firm: so many rules at the end hold whatever was published.
    """
    checker = Checker(scenario)
    roster = checker.roster((*scenario.facts, *published))
    broken: dict[int, dict[str, None]] = {}
    for number, rule in enumerate(scenario.rules_in_force):
        tolerable = rule.hard and scenario.rule_place(number)[0] < len(scenario.rules) - firm
        for one in checker.violations_of(rule, roster) if tolerable else ():
            concerned = _concerned(rule, one.people, one.areas, [str(on) for on in one.evenings])
            broken.setdefault(number, {}).update(dict.fromkeys(concerned))
    if not broken:
        return scenario
    prices, rules, added = Prices(scenario, {}), list(scenario.rules), list[Rule]()
    for number, words in broken.items():
        index, name = scenario.rule_place(number)
        rule, price = scenario.rules_in_force[number], prices.of_rule(number) or 1
        parts = [
            *_kept(scenario, rule, list(words)),
            rule.model_copy(update={"strength": "soft", "weight": price}),
            *_loosest(scenario, checker, rule, (*scenario.facts, *published)),
        ]
        pack = rules[index]
        if isinstance(pack, RulePack) and name is not None:
            rules[index] = pack.model_copy(update={"without": (*pack.without, name)})
            added += parts
        else:
            rules[index] = parts[0]
            added += parts[1:]
    return scenario.changed(rules=(*rules, *added))


def _concerned(rule: Rule, people: Collection[str], areas: Collection[str], evenings: Collection[str]) -> list[str]:
    """The words of an exception for what is broken."""
    entry = RULES[rule.kind]
    if entry.about is Aspect.PLACE:
        return [*areas]
    return [*evenings] if entry.of_teams and isinstance(rule, AreasRule) else [*people]


def _kept(scenario: Scenario, rule: Rule, words: list[str]) -> Iterator[Rule]:
    """The rule for all others; nothing where there are none, or what it spares would come to mean something else."""
    if RULES[rule.kind].about is Aspect.PAIR and rule.exempt:
        return
    spared = rule.model_copy(update={"exempt": (*(rule.exempt or ()), *words)})
    if RULES[rule.kind].about is not Aspect.PLACE or scenario.bound_areas(spared):
        yield spared


def _loosest(scenario: Scenario, checker: Checker, rule: Rule, teams: Collection[Deployment]) -> Iterator[Rule]:
    """The rule with the least loose of its limits by which teams don't break it."""
    roster = checker.roster(teams)
    for key, looser in RULES[rule.kind].looser.items():
        limit: float | None = getattr(rule, key)
        if limit is None:
            continue
        for steps in range(1, LOOSEST):
            value = limit + looser.step * steps
            if value < 0 or (value == 0 and looser.step < 0):
                break  # a least number of 0 asks nothing
            other = rule.model_copy(update={key: value})
            if isinstance(other, DutyRun):  # How far around the operation duties are read goes by the longest run.
                checker = Checker(scenario.model_copy(update={"rules": (other,)}))
                roster = checker.roster(teams)
            if not checker.violations_of(other, roster):
                yield other
                return
