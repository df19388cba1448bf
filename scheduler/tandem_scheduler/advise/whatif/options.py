"""What a planner could have more of, one of each: a person, a team on an evening, a limit looser by one.

Limits are loosened for one person or area, those of the highest shadow prices first. A whole rule is loosened where
several of its people or areas have a price, or where the relaxation does not know of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tandem_models import Demand, GainKind, Measure, Override, Person, Role, Rule, Scenario
from tandem_scheduler.engine import Limited, Limits, Outcome, shadow_prices_of
from tandem_scheduler.rulebook import RULES

from ..conflicts.pieces import pieces_of, unused
from .allowances import Allowances

CANDIDATES = 24
"""Options that are planned anew with at most."""

ShadowPrices = Mapping[Limited, tuple[float, ...]] | None
"""The shadow price of each limit, tier by tier; None where they are not known."""


@dataclass(frozen=True)
class Option:
    """One thing more to plan with."""

    kind: GainKind
    plan: Scenario
    scale: Scenario
    """By which the rosters without and with it are valued."""
    words: str
    rule: int | None = None
    """Number of the rule in force."""
    person: str | None = None
    area: str | None = None
    evening: date | None = None
    limit: float | None = None

    @property
    def whole(self) -> bool:
        """Whether a rule is looser for all that it binds."""
        return self.rule is not None and self.person is None and self.area is None


@dataclass(frozen=True)
class _Choice:
    """What may be looser, and its shadow price, tier by tier."""

    limited: Limited
    key: str | None = None
    """The field of the rule that is looser; None: the teams of an evening."""
    prices: tuple[float, ...] = ()

    @property
    def priced(self) -> bool:
        """Whether the relaxation knows of it."""
        return any(self.prices)


def options_of(scenario: Scenario, outcome: Outcome, limits: Limits) -> list[Option]:
    """What to plan anew with: one more of each role, then limits of the highest prices, of each rule in turn.

    Where there is no roster, no price is known: then whole rules come first.
    """
    making = _Making(scenario)
    found = [making.newcomer(role) for role in Role]
    known = None if outcome.deployments is None else shadow_prices_of(scenario, outcome, limits)
    chosen = _in_turn(_whole(scenario, known), _single(scenario, known))
    return found + [making.option(choice) for choice in chosen[: CANDIDATES - len(found)]]


def _in_turn(whole: Iterable[_Choice], single: Iterable[_Choice]) -> list[_Choice]:
    """The highest price of each rule and of the evenings, then the second of each, and so on."""
    alike: dict[tuple[int | None, str | None], list[_Choice]] = defaultdict(list)
    for choice in single:
        alike[choice.limited.rule, choice.key].append(choice)
    ranked = [(not choice.priced, 0, choice) for choice in whole]
    for several in alike.values():
        several.sort(key=lambda choice: choice.prices, reverse=True)
        ranked += [(not choice.priced, place, choice) for place, choice in enumerate(several)]
    ranked.sort(key=lambda entry: (*entry[:2], *(-weight for weight in entry[2].prices)))
    return [choice for *_, choice in ranked]


def _limits(rule: Rule) -> Iterator[str]:
    """The fields of a rule that are limits and could be looser."""
    for key, looser in RULES[rule.kind].looser.items():
        value = getattr(rule, key)
        if value is not None and value + looser.step >= 0:
            yield key


def _single(scenario: Scenario, known: ShadowPrices) -> Iterator[_Choice]:
    """Limits of one person, area or evening: those that have a price, or all where none is known."""
    for piece in pieces_of(scenario):
        if piece.rule is None or (piece.person is None and piece.area is None):
            continue
        limited = Limited(piece.rule, piece.person, piece.area)
        prices = () if known is None else known.get(limited, ())
        if known is None or any(prices):
            for key in _limits(scenario.rules_in_force[piece.rule]):
                yield _Choice(limited, key, prices)
    of_teams = [Measure.COVERAGE in tier.weights for tier in scenario.objectives]
    for limited in _caps(scenario):
        if known is None:
            yield _Choice(limited)
            continue
        # What is wanted grows with the limit: that one more would be sent is no gain by itself.
        prices = tuple(0.0 if skip else weight for weight, skip in zip(known[limited], of_teams, strict=True))
        if any(prices):
            yield _Choice(limited, prices=prices)


def _caps(scenario: Scenario) -> Iterator[Limited]:
    """Evenings, or areas on evenings, that are limited to fewer teams than could be formed."""
    most = min(len(scenario.of_role(role)) for role in Role)
    for on, evening in scenario.calendar.items():
        if evening.teams is not None and evening.teams < most:
            yield Limited(evening=on)
        for area in scenario.areas:
            here = scenario.most_teams(on, area.id)
            if here is not None and here < most:
                yield Limited(area=area.id, evening=on)


def _whole(scenario: Scenario, known: ShadowPrices) -> Iterator[_Choice]:
    """Whole rules, but for those of which just one person or area has a price."""
    single: dict[int, list[Limited]] = {}
    for piece in pieces_of(scenario):
        if piece.rule is not None:
            parts = single.setdefault(piece.rule, [])
            if piece.person is not None or piece.area is not None:
                parts.append(Limited(piece.rule, piece.person, piece.area))
    for number, parts in sorted(single.items()):
        mine = [weights for limited, weights in (known or {}).items() if limited.rule == number and any(weights)]
        if parts and (len(parts) if known is None else len(mine)) == 1:
            continue
        limited = parts[0] if len(parts) == 1 else Limited(number)
        prices = tuple(map(sum, zip(*mine, strict=True)))
        for key in _limits(scenario.rules_in_force[number]):
            yield _Choice(limited, key, prices)


class _Making:
    """Makes the plans that have one thing more."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._words = Allowances(scenario)

    def newcomer(self, role: Role) -> Option:
        """One more person, whom no limit on single people binds."""
        # As one who joins now: without a past, sharing evenings evenly would send nobody else for a while.
        newcomer = Person(id=unused(self._scenario, "new"), role=role, since=self._scenario.operation.start)
        plan = self._scenario.model_copy(update={"people": (*self._scenario.people, newcomer)})
        return Option(role.value, plan, plan, self._words.newcomer(role))

    def option(self, choice: _Choice) -> Option:
        """A plan with one limit looser."""
        return self._team(choice.limited) if choice.key is None else self._looser(choice.limited, choice.key)

    def _team(self, limited: Limited) -> Option:
        """One more team on an evening. The areas' targets stay; it is valued as if it had not been wanted."""
        scenario, on, area = self._scenario, limited.evening, limited.area
        assert on is not None  # noqa: S101 - a cap is of an evening
        areas = tuple(a.model_copy(update={"target": scenario.targets[a.id]}) for a in scenario.areas)
        most = scenario.calendar[on].teams if area is None else scenario.most_teams(on, area)
        limit = (most or 0) + 1
        update: dict[str, object] = {"areas": areas}
        if area is None:
            overrides = (*scenario.evenings.overrides, Override(on=(on,), teams=limit))
            update["evenings"] = scenario.evenings.model_copy(update={"overrides": overrides})
        else:
            entry = Demand(areas=(area,), on=(on,), teams=limit, shortage=0)
            update["demand"] = (*scenario.demand, entry)
        words = self._words.team(on, area, limit)
        plan = scenario.model_copy(update=update)
        return Option("teams", plan, scenario, words, area=area, evening=on, limit=limit)

    def _looser(self, limited: Limited, key: str) -> Option:
        scenario, number = self._scenario, limited.rule
        assert number is not None  # noqa: S101 - a limit that is a field is of a rule
        rules = list(scenario.rules_in_force)
        rule = rules[number]
        limit = getattr(rule, key) + RULES[rule.kind].looser[key].step
        rules[number : number + 1] = [*_others(scenario, rule, limited), *_loosened(rule, limited, key, limit)]
        words = self._words.looser(rule, key, limit, limited.person, limited.area)
        plan = scenario.model_copy(update={"rules": tuple(rules)})
        return Option(rule.kind, plan, plan, words, number, limited.person, limited.area, limit=limit)


def _others(scenario: Scenario, rule: Rule, limited: Limited) -> Iterator[Rule]:
    """What stays of a rule for all but the person or area for whom it is looser."""
    if limited.person is not None:
        people = scenario.bound(rule)
        ids = tuple(person.id for person in people if person.id != limited.person)
        if ids:
            yield rule.model_copy(update={"who": ids})
    elif limited.area is not None:
        areas = tuple(area for area in scenario.bound_areas(rule) if area != limited.area)
        if areas:
            yield rule.model_copy(update={"areas": areas})


def _loosened(rule: Rule, limited: Limited, key: str, limit: float) -> Iterator[Rule]:
    """The rule with another limit, for whom it is looser; nothing where none is left of it."""
    update: dict[str, object] = {key: limit}
    if limited.person is not None:
        update["who"] = (limited.person,)
    if limited.area is not None:
        update["areas"] = (limited.area,)
    looser = RULES[rule.kind].looser
    if not limit and looser[key].step < 0:
        # At least 0 is no limit; the rule may have another.
        if all(other == key or getattr(rule, other) is None for other in looser):
            return
        update[key] = None
    yield rule.model_copy(update=update)
