"""Notes on a scenario that is in good order: what is perhaps not meant, and what plainly leaves no roster."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from .base import Role
from .days import matches
from .objectives import Measure
from .rules import AreaLimit, KeepApart, KeepTogether, MaxEvenings, MinEvenings, Notice, RulePack, TeamSkill, Visits

if TYPE_CHECKING:
    from .scenario import Scenario

MARGIN = timedelta(days=60)
"""Absences and duties further than this from the operation are probably mistaken."""


def contradictions(scenario: "Scenario") -> Iterator[str]:
    """Why no roster can exist, where counting what is asked of one person or evening shows it."""
    yield from _too_many_evenings(scenario)
    yield from _too_many_visits(scenario)
    yield from _too_often_sent(scenario)
    yield from _closed_pins(scenario)
    yield from _pins_in_vain(scenario)


def _too_many_visits(scenario: "Scenario") -> Iterator[str]:
    """Hard minimum visits above another rule's hard maximum."""
    most: dict[str, tuple[int, int]] = {}
    bounds = [(n, rule) for n, rule in scenario.numbered_rules if isinstance(rule, Visits) and rule.hard]
    for n, rule in bounds:
        for area in scenario.area if rule.areas is None else dict.fromkeys(rule.areas):
            if rule.max is not None:
                most[area] = min(most.get(area, (rule.max, n)), (rule.max, n))
    for n, rule in bounds:
        for area in scenario.area if rule.areas is None else dict.fromkeys(rule.areas):
            if area in most and most[area][0] < (rule.min or 0):
                limit, other = most[area]
                yield (
                    f"no roster can exist: rules[{n}] (visits) wants {rule.min} visits to {area}, "
                    f"rules[{other}] (visits) allows {limit}"
                )


def _sendings(scenario: "Scenario") -> dict[tuple[str, str], tuple[int, int]]:
    """How often hard limits let a person be sent to an area at most, with the rule that says so."""
    most: dict[tuple[str, str], tuple[int, int]] = {}
    for n, rule in scenario.numbered_rules:
        if isinstance(rule, AreaLimit) and rule.hard and rule.max is not None:
            for person in scenario.selected(rule.who):
                for area in scenario.area if rule.areas is None else rule.areas:
                    most[person.id, area] = min(most.get((person.id, area), (rule.max, n)), (rule.max, n))
    return most


def _too_often_sent(scenario: "Scenario") -> Iterator[str]:
    """Hard minimum sendings to an area above a hard maximum; one sentence for all alike."""
    most = _sendings(scenario)
    for n, rule in scenario.numbered_rules:
        if not (isinstance(rule, AreaLimit) and rule.hard and rule.min):
            continue
        alike: dict[tuple[str, tuple[int, int]], list[str]] = {}
        for person in scenario.selected(rule.who):
            for area in scenario.area if rule.areas is None else dict.fromkeys(rule.areas):
                limit = most.get((person.id, area))
                if limit is not None and limit[0] < rule.min:
                    alike.setdefault((area, limit), []).append(person.id)
        for (area, (limit_, other)), people in alike.items():
            yield (
                f"no roster can exist: rules[{n}] (area_limit) wants {_some(people)} sent to {area} "
                f"{rule.min} times, rules[{other}] (area_limit) allows {limit_}"
            )


def _closed_pins(scenario: "Scenario") -> Iterator[str]:
    """Pins that send people where they may not be sent, with whom they may not go, or to two areas at once."""
    most, where = _sendings(scenario), dict[tuple[str, date], tuple[int, str]]()
    for n, pin in enumerate(scenario.pins):
        wants = f"no roster can exist: pins[{n}]{_quoted(pin.why)} wants"
        for person, area in ((pin.detective, pin.area), (pin.officer, pin.area)):
            if person is None or area is None:
                continue
            limit, other = most.get((person, area), (None, n))
            if limit == 0:
                yield f"{wants} {person} in {area}, rules[{other}] (area_limit) allows that never"
            before, elsewhere = where.setdefault((person, pin.on), (n, area))
            if elsewhere != area:
                yield f"{wants} {person} in {area} on {pin.on}, pins[{before}] in {elsewhere}"
        for m, rule in scenario.numbered_rules:
            if isinstance(rule, KeepApart) and rule.hard:
                people = {person.id for person in scenario.selected(rule.who)}
                if {pin.detective, pin.officer} <= people:
                    yield f"{wants} {pin.detective} with {pin.officer}, rules[{m}] (keep_apart) keeps them apart"


def _too_many_evenings(scenario: "Scenario") -> Iterator[str]:
    """Hard minimum evenings above what a person is free for, or above a hard maximum; one sentence for all alike."""
    most: dict[str, tuple[int, int]] = {}
    for n, rule in scenario.numbered_rules:
        if isinstance(rule, MaxEvenings) and rule.hard:
            for person in scenario.selected(rule.who):
                most[person.id] = min(most.get(person.id, (rule.max, n)), (rule.max, n))
    for n, rule in scenario.numbered_rules:
        if not (isinstance(rule, MinEvenings) and rule.hard and rule.min):
            continue
        alike: dict[str, list[str]] = {}
        for person in scenario.selected(rule.who):
            free = sum(
                evening.teams != 0 and scenario.release_cost(person.id, on) is not None
                for on, evening in scenario.calendar.items()
            )
            if free < rule.min:
                alike.setdefault(f", who can be deployed on {free}", []).append(person.id)
            elif person.id in most and most[person.id][0] < rule.min:
                limit, other = most[person.id]
                alike.setdefault(f", rules[{other}] (max_evenings) allows {limit}", []).append(person.id)
        for reason, people in alike.items():
            each = " each" if len(people) > 1 else ""
            yield (
                f"no roster can exist: rules[{n}] (min_evenings) wants {rule.min} evenings{each} of "
                f"{_some(people)}{reason}"
            )


def _some(people: list[str]) -> str:
    """All of a few people, of many the first and the number: D01, D02, D03 and 11 more."""
    if len(people) > 4:
        return f"{', '.join(people[:3])} and {len(people) - 3} more"
    return " and ".join([", ".join(people[:-1]), people[-1]] if len(people) > 1 else people)


def _quoted(why: str | None) -> str:
    return f' ("{why}")' if why else ""


def _pins_in_vain(scenario: "Scenario") -> Iterator[str]:
    """Pins on people who can't be deployed that evening, and more pinned teams than an evening has."""
    pinned: dict[object, set[str]] = {}
    for n, pin in enumerate(scenario.pins):
        for person in (pin.detective, pin.officer):
            if person is None:
                continue
            pinned.setdefault((pin.on, scenario.person[person].role), set()).add(person)
            if scenario.release_cost(person, pin.on) is None:
                why = "kept by a duty or rest day"
                if scenario.absent(person, pin.on):
                    why = f"absent{_quoted(_absence(scenario, person, pin.on))}"
                yield f"no roster can exist: pins[{n}]{_quoted(pin.why)} wants {person} on {pin.on}, who is {why}"
    for on, evening in scenario.calendar.items():
        for role in Role:
            people = pinned.get((on, role), set())
            if evening.teams is not None and len(people) > evening.teams:
                yield (
                    f"no roster can exist: {len(people)} {role.replace('_', ' ')}s are pinned on {on}, "
                    f"but {evening.teams} wanted in all"
                )


def _absence(scenario: "Scenario", person: str, on: date) -> str | None:
    """Why a person is away on a date, where one of the absences says so."""
    found = (a.why for a in scenario.absences if a.person == person and a.first <= on <= a.until)
    return next((why for why in found if why), None)


def _of_one_role(scenario: "Scenario") -> Iterator[str]:
    """Rules on who forms a team with whom that name people of one role only."""
    for n, rule in scenario.numbered_rules:
        if isinstance(rule, KeepApart | KeepTogether):
            people = scenario.selected(rule.who)
            if people and len({person.role for person in people}) == 1:
                apart = isinstance(rule, KeepApart)
                means = "says nothing" if apart else "lets none of them go out"
                named = _some([person.id for person in people])
                yield f"rules[{n}] ({rule.kind}) {means}: of {named} no two are of different roles, as in a team"


def _days_in_vain(scenario: "Scenario") -> Iterator[str]:
    """Parts that speak of days which no evening of the operation is."""
    parts = [(f"evenings.overrides[{n}]", part.on) for n, part in enumerate(scenario.evenings.overrides)]
    parts += [(f"demand[{n}]", part.on) for n, part in enumerate(scenario.demand) if part.on is not None]
    parts += [
        (f"rules[{n}]", rule.on)
        for n, rule in scenario.numbered_rules
        if isinstance(rule, TeamSkill) and rule.on is not None
    ]
    for path, days in parts:
        if not any(matches(days, on) for on in scenario.calendar):
            yield f"{path} speaks of no evening: none of the operation is a {' or '.join(map(str, days))}"


def doubts(scenario: "Scenario") -> tuple[str, ...]:
    """What is allowed but perhaps not meant."""
    counted = {measure for tier in scenario.objectives for measure in tier.weights}
    found = []
    if any(not rule.hard for rule in scenario.rules_in_force) and Measure.RULES not in counted:
        found.append("soft rules cost nothing: 'rules' is not among the objectives")
    if scenario.requests and Measure.REQUESTS not in counted:
        found.append("requests count for nothing: 'requests' is not among the objectives")
    # Ordinary duties and absences just before and after the operation matter for rest; those far away do not.
    spans = [
        ("absences", n, absence.person, absence.first, absence.until) for n, absence in enumerate(scenario.absences)
    ]
    spans += [("duties", n, duty.person, duty.on, duty.on) for n, duty in enumerate(scenario.duties)]
    for name, n, person, first, last in spans:
        if last < scenario.operation.start - MARGIN or first > scenario.operation.end + MARGIN:
            found.append(f"{name}[{n}] ({person}, {first}) is far outside the operation: is the year right?")
    found += [
        f"requests[{n}] ({request.person}, {request.on}) asks to be sent on a date of an absence"
        f"{_quoted(_absence(scenario, request.person, request.on))}"
        for n, request in enumerate(scenario.requests)
        if request.want == "on" and scenario.absent(request.person, request.on)
    ]
    if any(isinstance(rule, Notice) for rule in scenario.rules_in_force):
        announced = scenario.operation.announced
        if announced is None:
            found.append("notice counts for nothing: operation.announced does not say when people are told")
        elif announced > scenario.operation.start:
            found.append(
                f"operation.announced ({announced}) is after the first evening ({scenario.operation.start}): "
                "is the date right?"
            )
    found += _days_in_vain(scenario)
    found += _of_one_role(scenario)
    packs = [item.use for item in scenario.rules if isinstance(item, RulePack)]
    found += [
        f"the pack {name} is named more than once: its rules count as often"
        for name in {*packs}
        if packs.count(name) > 1
    ]
    wanted = sum(scenario.wanted(on) for on in scenario.calendar)
    given = sum(area.target or 0 for area in scenario.areas)
    if not wanted:
        found.append("no team is wanted on any evening: give evenings.teams or demand")
    if given > wanted:
        found.append(f"the areas' targets add up to {given} visits, but only {wanted} teams are wanted")
    found += [
        f"there is no {role.replace('_', ' ')}: no team can be formed" for role in Role if not scenario.of_role(role)
    ]
    return tuple(found)
