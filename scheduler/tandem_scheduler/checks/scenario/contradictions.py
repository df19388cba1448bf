"""Why no roster can exist, where counting what is asked of one person, area or evening shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tandem_models import AreaLimit, KeepApart, MaxEvenings, MinEvenings, Role, Scenario, Visits
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
            for person in scenario.selected(rule.who):
                most[person.id] = min(most.get(person.id, (rule.max, n)), (rule.max, n))
    for n, rule in enumerate(scenario.rules_in_force):
        if not (isinstance(rule, MinEvenings) and rule.hard and rule.min):
            continue
        alike: dict[tuple[int, int | None], list[str]] = {}
        for person in scenario.selected(rule.who):
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
    most: dict[str, tuple[int, int]] = {}
    bounds = [(n, rule) for n, rule in enumerate(scenario.rules_in_force) if isinstance(rule, Visits) and rule.hard]
    for n, rule in bounds:
        for area in scenario.area if rule.areas is None else dict.fromkeys(rule.areas):
            if rule.max is not None:
                most[area] = min(most.get(area, (rule.max, n)), (rule.max, n))
    for n, rule in bounds:
        for area in scenario.area if rule.areas is None else dict.fromkeys(rule.areas):
            if area in most and most[area][0] < (rule.min or 0):
                limit, other = most[area]
                yield Contradiction("visit_limits", rules=(n, other), areas=(area,), needed=rule.min, possible=limit)


def _sendings(scenario: Scenario) -> dict[tuple[str, str], tuple[int, int]]:
    """How often hard limits let a person be sent to an area at most, with the rule that says so."""
    most: dict[tuple[str, str], tuple[int, int]] = {}
    for n, rule in enumerate(scenario.rules_in_force):
        if isinstance(rule, AreaLimit) and rule.hard and rule.max is not None:
            for person in scenario.selected(rule.who):
                for area in scenario.area if rule.areas is None else rule.areas:
                    most[person.id, area] = min(most.get((person.id, area), (rule.max, n)), (rule.max, n))
    return most


def _too_often_sent(scenario: Scenario) -> Iterator[Contradiction]:
    """Hard minimum sendings to an area above a hard maximum; one for all alike."""
    most = _sendings(scenario)
    for n, rule in enumerate(scenario.rules_in_force):
        if not (isinstance(rule, AreaLimit) and rule.hard and rule.min):
            continue
        alike: dict[tuple[str, tuple[int, int]], list[str]] = {}
        for person in scenario.selected(rule.who):
            for area in scenario.area if rule.areas is None else dict.fromkeys(rule.areas):
                limit = most.get((person.id, area))
                if limit is not None and limit[0] < rule.min:
                    alike.setdefault((area, limit), []).append(person.id)
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
            limit, other = most.get((person, area), (None, n))
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
                if {pin.detective, pin.officer} <= people:
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
                if away is not None:
                    kind = "pin_absent" if away == "absence" else "pin_not_there"
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
