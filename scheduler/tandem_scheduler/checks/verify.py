"""Checks a roster: every rule, every measure, from the scenario and the roster alone."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

from tandem_models import AreaVisits, Deployment, Gap, Load, Measure, Report, Rule, Scenario, Violation, ViolationKind
from tandem_scheduler.rulebook import MEASURES, RULES, Aspect

from .blocked import blocked
from .breach import Block
from .families.basics import ABOUT, BASICS
from .gaps import gaps
from .measures import measure
from .roster import Roster
from .rules import beyond, breaches, must_not
from .scenario.index import ScenarioIndex

Key = tuple[ViolationKind, int | None, tuple[str, ...]]
"""What is broken: its kind, the rule's place among the rules in force, and the people concerned."""

Deployments = Iterable[Deployment] | Roster
"""Deployments, or a roster prepared of them by the same checker."""


class Checker:
    """Checks rosters of one scenario; what depends on the scenario alone is looked up only once.

    Whoever asks several questions about one roster prepares it with `roster` and hands that in.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._index = ScenarioIndex(scenario)
        self._measures = tuple(dict.fromkeys(m for tier in scenario.objectives for m in tier.weights))
        self._rules: dict[Aspect, list[tuple[int, Rule]]] = {aspect: [] for aspect in Aspect}
        for number, rule in enumerate(scenario.rules_in_force):
            self._rules[RULES[rule.kind].about].append((number, rule))

    def roster(self, deployments: Deployments) -> Roster:
        """The deployments, prepared."""
        return deployments if isinstance(deployments, Roster) else Roster(self._index, deployments)

    def gaps(self, deployments: Deployments) -> tuple[Gap, ...]:
        """Teams wanted and not deployed."""
        return tuple(gaps(self.roster(deployments)))

    def report(self, deployments: Deployments) -> Report:
        """Every violation, measure, gap and load of a roster."""
        roster = self.roster(deployments)
        return Report(
            violations=self.violations(roster),
            measures=self.measures(roster),
            tiers=self.tiers(roster),
            gaps=self.gaps(roster),
            areas=tuple(
                AreaVisits(area=area, visits=visits, target=self._scenario.targets[area])
                for area, visits in roster.visits.items()
            ),
            loads=self.loads(roster),
        )

    def loads(self, deployments: Deployments) -> tuple[Load, ...]:
        """How much everybody works, in the scenario's order."""
        roster, before = self.roster(deployments), self._index.counted
        return tuple(
            Load(
                person=person,
                evenings=len(roster.evenings(person)),
                available=available,
                before=len(before.get(person, ())),
            )
            for person, available in self._index.available.items()
        )

    def violations(self, deployments: Deployments) -> tuple[Violation, ...]:
        """Every violation of a roster, hard and soft."""
        roster = self.roster(deployments)
        found = [breach.violation(kind) for kind, check in BASICS.items() for breach in check(roster)]
        numbered = zip(self._scenario.numbered_rules, self._scenario.rule_names, strict=True)
        for (index, rule), name in numbered:
            found += self.violations_of(rule, roster, index, name)
        return tuple(found)

    def lasting(self, deployments: Deployments) -> tuple[Violation, ...]:
        """What is hard and broken by a roster and by every roster that has all of its teams."""
        roster = self.roster(deployments)
        found = [b.violation(kind) for kind, check in BASICS.items() for b in check(roster) if b.lasting]
        for number, rule in enumerate(self._scenario.rules_in_force):
            place = self._scenario.rule_place(number)
            for breach in must_not(rule, roster):
                if breach.lasting:
                    found.append(breach.violation(rule.kind, place[0], rule, place[1]))
        return tuple(found)

    def violations_of(
        self, rule: Rule, deployments: Deployments, index: int | None = None, name: str | None = None
    ) -> tuple[Violation, ...]:
        """Every violation of one rule, told as the scenario's rule of that index and name."""
        roster = self.roster(deployments)
        found = [breach.violation(rule.kind, index, rule, name) for breach in breaches(rule, roster)]
        firm = rule.model_copy(update={"strength": "hard"})
        found += [breach.violation(rule.kind, index, firm, name) for breach in beyond(rule, roster)]
        return tuple(found)

    def broken(self, deployments: Deployments) -> Counter[Key]:
        """Units by which what is hard is broken, by kind, rule and people."""
        roster = self.roster(deployments)
        found: Counter[Key] = Counter()
        for kind, check in BASICS.items():
            for breach in check(roster):
                found[kind, None, breach.people] += breach.units
        for number, rule in enumerate(self._scenario.rules_in_force):
            for breach in must_not(rule, roster):
                found[rule.kind, number, breach.people] += breach.units
        return found

    def concerns(self, aspect: Aspect) -> bool:
        """Whether a rule or a measure of the scenario is about it."""
        return bool(self._rules[aspect]) or any(MEASURES[which].about is aspect for which in self._measures)

    @property
    def by_partner(self) -> bool:
        """Whether a measure of the scenario says of people what depends on whom they go with."""
        return any(MEASURES[which].by_partner for which in self._measures)

    def share(self, roster: Roster, aspect: Aspect) -> tuple[Counter[Key], tuple[int, ...]]:
        """By how many units what is hard about an aspect is broken, and what the aspect adds to every tier."""
        broken: Counter[Key] = Counter()
        for kind in ABOUT[aspect]:
            for breach in BASICS[kind](roster):
                broken[kind, None, breach.people] += breach.units
        cost = 0
        for number, rule in self._rules[aspect]:
            for breach in breaches(rule, roster):
                if rule.hard:
                    broken[rule.kind, number, breach.people] += breach.units
                else:
                    cost += rule.cost * breach.units
            for breach in beyond(rule, roster):
                broken[rule.kind, number, breach.people] += breach.units
        values = {m: measure(m, roster) if MEASURES[m].about is aspect else 0 for m in self._measures}
        if Measure.RULES in values:
            values[Measure.RULES] = cost
        return broken, tuple(tier.value(values) for tier in self._scenario.objectives)

    def valid(self, deployments: Deployments) -> bool:
        """Whether a roster keeps all that is hard; stops at the first breach."""
        roster = self.roster(deployments)
        return not any(True for check in BASICS.values() for _ in check(roster)) and not any(
            True for rule in self._scenario.rules_in_force for _ in must_not(rule, roster)
        )

    def measures(self, deployments: Deployments) -> dict[Measure, int]:
        """The value of every measure."""
        roster = self.roster(deployments)
        return {which: measure(which, roster) for which in Measure}

    def tiers(self, deployments: Deployments) -> tuple[int, ...]:
        """The value of each tier of the scenario, in order."""
        roster = self.roster(deployments)
        values = {which: measure(which, roster) for which in self._measures}
        return tuple(tier.value(values) for tier in self._scenario.objectives)

    def blocked(
        self,
        deployments: Deployments,
        person: str,
        evening: date,
        area: str | None = None,
        without: Collection[Deployment] = (),
    ) -> Block | None:
        """The first reason why a person can't also work an evening (`checks.blocked`), None where there is none."""
        return blocked(self.roster(deployments), person, evening, area, without)


def verify(scenario: Scenario, deployments: Iterable[Deployment]) -> Report:
    """Check a roster against its scenario."""
    return Checker(scenario).report(deployments)
