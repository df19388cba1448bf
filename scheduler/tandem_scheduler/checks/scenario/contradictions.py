"""Why no roster can exist, where counting what is asked of one person, area or evening shows it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tandem_models import AreaLimit, KeepApart, MaxEvenings, MinEvenings, Role, Rule, Scenario, Visits
from tandem_models.answers.explanation import ContradictionKind


@dataclass(frozen=True)
class Contradiction:
    """Something asked for that is plainly not allowed. What asks stands first, then what does not allow it."""

    kind: ContradictionKind
    rules: tuple[int, ...] = ()
    """Places of the rules among those in force."""
    pins: tuple[int, ...] = ()
    """Numbers of the pins."""
    people: tuple[str, ...] = ()
    """Whom it is true of; all of them alike, except that `pin_apart` and `pin_teams` are true of them together."""
    areas: tuple[str, ...] = ()
    """Where it is true; of `pin_twice`, the areas of the two pins in their order."""
    evening: date | None = None
    role: Role | None = None
    needed: int | None = None
    """The number asked for: evenings, visits, times or teams."""
    possible: int | None = None
    """The most that is allowed of them."""
    why: str | None = None
    """Of `pin_absent`, the planner's own words on the absence."""


def contradictions(scenario: Scenario) -> Iterator[Contradiction]:
    """What is asked for and plainly not allowed; nothing once evenings are over, as facts may have broken any limit."""
    if scenario.facts:
        return
    yield from _too_many_evenings(scenario)
    yield from _too_many_visits(scenario)
    yield from _too_often_sent(scenario)
    yield from _closed_pins(scenario)
    yield from _pins_in_vain(scenario)


def _too_many_evenings(scenario: Scenario) -> Iterator[Contradiction]:
    """Hard minimum evenings above what a person is free for, or above a hard maximum; one for all alike."""
    most: dict[str, tuple[int, int]] = {}
    for n, rule in enumerate(scenario.rules_in_force):
        if isinstance(rule, MaxEvenings) and rule.hard:
            for person in scenario.bound(rule):
                most[person.id] = min(most.get(person.id, (rule.max, n)), (rule.max, n))
    for n, rule in enumerate(scenario.rules_in_force):
        if not (isinstance(rule, MinEvenings) and rule.hard and rule.min):
            continue
        alike: dict[tuple[int, int | None], list[str]] = {}
        for person in scenario.bound(rule):
            free = sum(scenario.available(person.id, on) for on in scenario.calendar)
            if free < rule.min:
                alike.setdefault((free, None), []).append(person.id)
            elif person.id in most and most[person.id][0] < rule.min:
                alike.setdefault(most[person.id], []).append(person.id)
        for (possible, other), people in alike.items():
            yield Contradiction(
                "availability" if other is None else "evening_limits",
                rules=(n,) if other is None else (n, other),
                people=tuple(people),
                needed=rule.min,
                possible=possible,
            )


def _too_many_visits(scenario: Scenario) -> Iterator[Contradiction]:
    """Hard minimum visits above another rule's hard maximum."""
    most: dict[str, list[_Limit]] = {}
    bounds = [(n, rule) for n, rule in enumerate(scenario.rules_in_force) if isinstance(rule, Visits) and rule.hard]
    for n, rule in bounds:
        for area in scenario.bound_areas(rule) if rule.max is not None else ():
            most.setdefault(area, []).append((rule.max or 0, n, _evenings(scenario, rule)))
    for n, rule in bounds:
        evenings = _evenings(scenario, rule)
        for area in scenario.bound_areas(rule) if rule.min and evenings else ():
            limit, other = _tightest(most.get(area, ()), evenings)
            if limit is not None and limit < (rule.min or 0):
                yield Contradiction("visit_limits", rules=(n, other), areas=(area,), needed=rule.min, possible=limit)


_Limit = tuple[int, int, frozenset[date]]
"""A hard limit, the place of its rule, and the evenings of which it speaks."""


def _evenings(scenario: Scenario, rule: Rule) -> frozenset[date]:
    """The evenings of which a rule on areas speaks."""
    return frozenset(on for on in scenario.calendar if scenario.binds_on(rule, on))


def _tightest(limits: Iterable[_Limit], evenings: frozenset[date]) -> tuple[int | None, int]:
    """The lowest limit that counts all of some evenings, with its rule; None where there is no such limit."""
    found = [(limit, n) for limit, n, counted in limits if evenings <= counted]
    return min(found) if found else (None, -1)


def _sendings(scenario: Scenario) -> dict[tuple[str, str], list[_Limit]]:
    """How often hard limits let a person be sent to an area at most."""
    most: dict[tuple[str, str], list[_Limit]] = {}
    for n, rule in enumerate(scenario.rules_in_force):
        if isinstance(rule, AreaLimit) and rule.hard and rule.max is not None:
            limit = (rule.max, n, _evenings(scenario, rule))
            for person in scenario.bound(rule):
                for area in scenario.bound_areas(rule):
                    most.setdefault((person.id, area), []).append(limit)
    return most


def _too_often_sent(scenario: Scenario) -> Iterator[Contradiction]:
    """Hard minimum sendings to an area above a hard maximum; one for all alike."""
    most = _sendings(scenario)
    for n, rule in enumerate(scenario.rules_in_force):
        if not (isinstance(rule, AreaLimit) and rule.hard and rule.min):
            continue
        alike: dict[tuple[str, tuple[int, int]], list[str]] = {}
        evenings = _evenings(scenario, rule)
        for person in scenario.bound(rule) if evenings else ():
            for area in scenario.bound_areas(rule):
                limit, other = _tightest(most.get((person.id, area), ()), evenings)
                if limit is not None and limit < rule.min:
                    alike.setdefault((area, (limit, other)), []).append(person.id)
        for (area, (possible, other)), people in alike.items():
            yield Contradiction(
                "area_limits",
                rules=(n, other),
                people=tuple(people),
                areas=(area,),
                needed=rule.min,
                possible=possible,
            )


def _closed_pins(scenario: Scenario) -> Iterator[Contradiction]:
    """Pins that send people where they may not be sent, with whom they may not go, or to two areas at once."""
    most, where = _sendings(scenario), dict[tuple[str, date], tuple[int, str]]()
    for n, pin in enumerate(scenario.pins):
        for person, area in ((pin.detective, pin.area), (pin.officer, pin.area)):
            if person is None or area is None:
                continue
            limit, other = _tightest(most.get((person, area), ()), frozenset([pin.on]))
            if limit == 0:
                yield Contradiction(
                    "pin_area", rules=(other,), pins=(n,), people=(person,), areas=(area,), evening=pin.on
                )
            before, elsewhere = where.setdefault((person, pin.on), (n, area))
            if elsewhere != area:
                yield Contradiction(
                    "pin_twice", pins=(n, before), people=(person,), areas=(area, elsewhere), evening=pin.on
                )
        if pin.detective is None or pin.officer is None:
            continue
        for m, rule in enumerate(scenario.rules_in_force):
            if isinstance(rule, KeepApart) and rule.hard:
                people = {person.id for person in scenario.selected(rule.who)}
                spared = {person.id for person in scenario.spared(rule)}
                pair = {pin.detective, pin.officer}
                if pair <= people and len(pair & spared) < scenario.spared_of_pair(rule):
                    yield Contradiction(
                        "pin_apart", rules=(m,), pins=(n,), people=(pin.detective, pin.officer), evening=pin.on
                    )


def _pins_in_vain(scenario: Scenario) -> Iterator[Contradiction]:
    """Pins on people who can't be deployed that evening, and more pinned people of a role than there may be teams."""
    pinned: dict[tuple[date, Role], dict[str, list[int]]] = {}
    for n, pin in enumerate(scenario.pins):
        for person in (pin.detective, pin.officer):
            if person is None:
                continue
            pinned.setdefault((pin.on, scenario.person[person].role), {}).setdefault(person, []).append(n)
            if scenario.release_cost(person, pin.on) is None:
                away = scenario.away(person, pin.on)
                kind: ContradictionKind = "pin_duty"
                match away:
                    case "absence":
                        kind = "pin_absent"
                    case "not_there":
                        kind = "pin_not_there"
                    case "not_available":
                        kind = "pin_not_available"
                    case None:
                        pass
                why = scenario.absence_reason(person, pin.on) if away == "absence" else None
                yield Contradiction(kind, pins=(n,), people=(person,), evening=pin.on, why=why)
    for on, evening in scenario.calendar.items():
        for role in Role:
            people = pinned.get((on, role), {})
            if evening.teams is not None and len(people) > evening.teams:
                yield Contradiction(
                    "pin_teams",
                    pins=tuple(sorted({n for numbers in people.values() for n in numbers})),
                    people=tuple(people),
                    evening=on,
                    role=role,
                    needed=len(people),
                    possible=evening.teams,
                )
