"""Rules that a published roster breaks already: what was broken may stay so, at a price, and by no more.

Each such rule is taken apart: hard as it was for all whom the roster keeps it for; soft for those for whom it breaks
it, who may break it by no more units than it does (`most`). Of rules on who meets whom, hard for all other pairs, soft
for these, and hard for them with the least loose limit by which they don't break it, where there is a limit.
"""

from collections.abc import Collection, Iterator

from tandem_models import AreaTeams, Deployment, PairRepeat, Role, Rule, Scenario, TeamSkill, Violation
from tandem_models.rules import RulePack
from tandem_scheduler.checks import Checker, Roster
from tandem_scheduler.rulebook import RULES, Aspect

from ..conflicts.repairs import Prices

LOOSEST = 40
"""Steps by which a limit is made looser at most; one that needs more is not kept at all."""


def tolerating(scenario: Scenario, published: Collection[Deployment], firm: int) -> Scenario:
    """The scenario in which the rules may stay broken that published teams (and the facts) break.

    So may those that ask for work or visits and can't be kept as published any more, since somebody can't go.

    Args:
        scenario: the plan as it stands now.
        published: teams of evenings that are not over, each of the scenario's people and areas.
        firm: so many rules at the end hold whatever was published.
    """
    checker, prices = Checker(scenario), Prices(scenario, {})
    rosters = [checker.roster((*scenario.facts, *teams)) for teams in (published, [*standing(scenario, published)])]
    rules, added = [*scenario.rules], list[Rule]()
    for number, rule in enumerate(scenario.rules_in_force):
        index, name = scenario.rule_place(number)
        closes = isinstance(rule, AreaTeams) and rule.max == 0
        if not (rule.hard or rule.most) or closes or index >= len(scenario.rules) - firm:
            continue
        broken = [one for roster in rosters for one in _broken(checker, rule, roster, rosters[0])]
        if not any(one.strength == "hard" for one in broken):
            continue
        price = rule.weight or prices.of_rule(number) or 1
        if RULES[rule.kind].about is Aspect.PAIR:
            parts = [*_of_pairs(scenario, checker, rule, broken, price, (*scenario.facts, *published))]
        else:
            parts = [*_of_each(scenario, rule, broken, price)]
        pack = rules[index]
        if isinstance(pack, RulePack) and name is not None:
            rules[index] = without(pack, name)
            added += parts
        else:
            rules[index] = parts[0]
            added += parts[1:]
    return scenario.changed(rules=(*rules, *added)) if rules != [*scenario.rules] else scenario


def without(pack: RulePack, name: str) -> RulePack:
    """A pack without one of its rules, changed or not."""
    data = pack.model_dump(by_alias=True)
    changed = {key: keys for key, keys in (data["change"] or {}).items() if key != name and keys}
    return RulePack.model_validate({**data, "without": (*pack.without, name), "change": changed or None})


def standing(scenario: Scenario, published: Collection[Deployment]) -> Iterator[Deployment]:
    """The published teams of which both can still go."""
    for team in published:
        if all(scenario.available(person, team.evening) for person in (team.detective, team.officer)):
            yield team


def _broken(checker: Checker, rule: Rule, roster: Roster, published: Roster) -> Iterator[Violation]:
    """How a roster breaks a rule; of the published one without those who can't go, only what asks for more."""
    asks = not RULES[rule.kind].bars
    yield from (one for one in checker.violations_of(rule, roster) if roster is published or asks)


def _of_each(scenario: Scenario, rule: Rule, broken: Collection[Violation], price: int) -> Iterator[Rule]:
    """The rule hard for all others, and soft for each person, or area, up to as many units as it is broken by."""
    place = RULES[rule.kind].about is Aspect.PLACE
    units: dict[str, int] = {}
    for one in broken:
        for word in one.areas if place else one.people:
            if rule.hard or one.strength == "soft":  # else it is what is beyond its `most`, once more
                units[word] = units.get(word, 0) + one.units
    units = {word: number for word, number in units.items() if number > (rule.most or 0)}
    others = rule.model_copy(update={"exempt": (*(rule.exempt or ()), *units)})
    if scenario.bound_areas(others) if place else scenario.bound(others):
        yield others
    alike: dict[int, list[str]] = {}
    for word, number in units.items():
        alike.setdefault(number, []).append(word)
    for number, words in alike.items():
        key = "areas" if place else "who"
        yield rule.model_copy(update={key: tuple(words), "strength": "soft", "weight": price, "most": number})


def _of_pairs(
    scenario: Scenario,
    checker: Checker,
    rule: Rule,
    broken: Collection[Violation],
    price: int,
    teams: Collection[Deployment],
) -> Iterator[Rule]:
    """The rule hard for all other pairs, as far as its words can say so, soft for all, and no looser than need be."""
    if isinstance(rule, TeamSkill):
        days = dict.fromkeys(str(on) for one in broken for on in one.evenings)
        yield rule.model_copy(update={"exempt": (*(rule.exempt or ()), *days)})
    elif isinstance(rule, PairRepeat) and rule.who is None and rule.exempt is None:
        partners: dict[str, list[str]] = {}
        for one in broken:
            partners.setdefault(one.people[0], []).append(one.people[1])
        if free := [one.id for one in scenario.of_role(Role.DETECTIVE) if one.id not in partners]:
            yield rule.model_copy(update={"who": tuple(free)})
        for detective, officers in partners.items():
            yield rule.model_copy(update={"who": (detective,), "exempt": tuple(dict.fromkeys((detective, *officers)))})
    elif rule.exempt is None:
        yield rule.model_copy(update={"exempt": tuple(dict.fromkeys(who for one in broken for who in one.people))})
    yield rule.model_copy(update={"strength": "soft", "weight": price})
    yield from _loosest(checker, rule, teams)


def _loosest(checker: Checker, rule: Rule, teams: Collection[Deployment]) -> Iterator[Rule]:
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
            if not checker.violations_of(other, roster):
                yield other
                return
