"""Notes on a scenario that is in good order: what is perhaps not meant, and what plainly leaves no roster."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, assert_never

from .base import Role
from .bounds import Loc
from .contradictions import Contradiction
from .days import day as in_words
from .days import matches
from .objectives import Measure
from .rules import KeepApart, KeepTogether, Notice, RulePack, TeamSkill

if TYPE_CHECKING:
    from .scenario import Scenario

Place = Callable[[Loc], str]
"""Where a part of a scenario stands in its files; empty where it comes from none."""


def nowhere(_: Loc) -> str:
    """The place of whatever comes from no file."""
    return ""


MARGIN = timedelta(days=60)
"""Absences and duties further than this from the operation are probably mistaken."""


CATCHING_UP = 3
"""Evenings of the others' history from which on it is noted that somebody has none."""


def told(scenario: "Scenario", found: Contradiction, place: Place) -> str:
    """A contradiction as a sentence, with the places of rules and pins."""
    rules = [_rule(number, rule.kind, place) for number, rule in (scenario.numbered_rules[n] for n in found.rules)]
    pins = [_aside(scenario.pins[n].why, place(("pins", n))) for n in found.pins]
    people, on = _some(list(found.people)), found.evening and _date(found.evening)
    match found.kind:
        case "availability" | "evening_limits":
            each = " each" if len(found.people) > 1 else ""
            free = f"who can be deployed on {found.possible}"
            reason = free if found.kind == "availability" else f"{rules[1]} allows {found.possible}"
            says = f"{rules[0]} wants {found.needed} evenings{each} of {people}, {reason}"
        case "visit_limits":
            says = f"{rules[0]} wants {found.needed} visits to {found.areas[0]}, {rules[1]} allows {found.possible}"
        case "area_limits":
            sent = f"{people} sent to {found.areas[0]} {found.needed} times"
            says = f"{rules[0]} wants {sent}, {rules[1]} allows {found.possible}"
        case "pin_area":
            says = f"a pin{pins[0]} wants {people} in {found.areas[0]} on {on}, {rules[0]} allows that never"
        case "pin_twice":
            before = f"another{pins[1]} in {found.areas[1]}"
            says = f"a pin{pins[0]} wants {people} in {found.areas[0]} on {on}, {before}"
        case "pin_apart":
            says = f"a pin{pins[0]} wants {' with '.join(found.people)} on {on}, {rules[0]} keeps them apart"
        case "pin_not_there":
            presence = scenario.person[found.people[0]].presence(found.evening or date.min)
            says = f"a pin{pins[0]} wants {people} on {on}, who is {presence}"
        case "pin_absent":
            says = f"a pin{pins[0]} wants {people} on {on}, who is absent{_quoted(found.why)}"
        case "pin_duty":
            says = f"a pin{pins[0]} wants {people} on {on}, who is kept by a duty or rest day"
        case "pin_teams":
            pinned = f"{found.needed} {str(found.role).replace('_', ' ')}s are pinned on {on}"
            says = f"{pinned}, but {found.possible} wanted in all"
        case _:
            assert_never(found.kind)
    return f"no roster can exist: {says}"


def _some(people: list[str]) -> str:
    """All of a few people, of many the first and the number: D01, D02, D03 and 11 more."""
    if len(people) > 4:
        return f"{', '.join(people[:3])} and {len(people) - 3} more"
    return " and ".join([", ".join(people[:-1]), people[-1]] if len(people) > 1 else people)


def _quoted(why: str | None) -> str:
    return _aside(why, "")


def _aside(why: str | None, place: str) -> str:
    """The planner's reason and the place of what is spoken of, in brackets."""
    parts = [*([f'"{why}"'] if why else []), *([place] if place else [])]
    return f" ({', '.join(parts)})" if parts else ""


def _rule(number: int, kind: str, place: Place) -> str:
    where = place(("rules", number))
    return f"rule {number + 1} ({kind}{f', {where}' if where else ''})"


def _date(day: date) -> str:
    return in_words(day)


def _of_one_role(scenario: "Scenario", place: Place) -> Iterator[str]:
    """Rules on who forms a team with whom that name people of one role only."""
    for n, rule in scenario.numbered_rules:
        if isinstance(rule, KeepApart | KeepTogether):
            people = scenario.selected(rule.who)
            if people and len({person.role for person in people}) == 1:
                apart = isinstance(rule, KeepApart)
                means = "says nothing" if apart else "lets none of them go out"
                named = _some([person.id for person in people])
                of = _rule(n, rule.kind, place)
                yield f"{of} {means}: of {named} no two are of different roles, as in a team"


def _days_in_vain(scenario: "Scenario", place: Place) -> Iterator[str]:
    """Parts that speak of days which no evening of the operation is."""
    parts = [
        (f"an entry of evenings.overrides{_aside(None, place(('evenings', 'overrides', n)))}", part.on)
        for n, part in enumerate(scenario.evenings.overrides)
    ]
    parts += [
        (f"an entry of demand{_aside(None, place(('demand', n)))}", part.on)
        for n, part in enumerate(scenario.demand)
        if part.on is not None
    ]
    parts += [
        (_rule(n, rule.kind, place), rule.on)
        for n, rule in scenario.numbered_rules
        if isinstance(rule, TeamSkill) and rule.on is not None
    ]
    for path, days in parts:
        if not any(matches(days, on) for on in scenario.calendar):
            yield f"{path} speaks of no evening: none of the operation is a {' or '.join(map(str, days))}"


def _newcomers(scenario: "Scenario") -> Iterator[str]:
    """Who has no history where the others of the role have much: fairness would have them catch up on all of it."""
    worked = Counter(entry.person for entry in scenario.history)
    for role in Role if scenario.history_counts == "all" else ():
        new = [person.id for person in scenario.of_role(role) if not worked[person.id] and person.since is None]
        others = [worked[person.id] for person in scenario.of_role(role) if worked[person.id]]
        if new and others and sum(others) >= CATCHING_UP * len(others) and len(new) < len(others):
            yield (
                f"{_some(new)} worked on no evening of the history, the others of the role on "
                f"{sum(others) / len(others):.0f} each: fairness has them catch up on that; whoever joined later needs "
                "`since`"
            )


def doubts(scenario: "Scenario", place: Place) -> tuple[str, ...]:
    """What is allowed but perhaps not meant."""
    counted = {measure for tier in scenario.objectives for measure in tier.weights}
    found = []
    if any(not rule.hard for rule in scenario.rules_in_force) and Measure.RULES not in counted:
        found.append("soft rules cost nothing: 'rules' is not among the objectives")
    if (lowest := scenario.objectives[-1]).tolerance:
        where = _aside(None, place(("objectives", len(scenario.objectives) - 1)))
        found.append(f"the tolerance of the last tier, {lowest.name}{where}, does nothing: no tier comes after it")
    if scenario.requests and Measure.REQUESTS not in counted:
        found.append("requests count for nothing: 'requests' is not among the objectives")
    # Ordinary duties and absences just before and after the operation matter for rest; those far away do not.
    spans = [
        ("absences", n, absence.person, absence.first, absence.until) for n, absence in enumerate(scenario.absences)
    ]
    spans += [("duties", n, duty.person, duty.on, duty.on) for n, duty in enumerate(scenario.duties)]
    for name, n, person, first, last in spans:
        if last < scenario.operation.start - MARGIN or first > scenario.operation.end + MARGIN:
            entry = f"the {'absence' if name == 'absences' else 'duty'} of {person} on {_date(first)}"
            where = _aside(None, place((name, n)))
            found.append(f"{entry}{where} is far outside the operation: is the year right?")
    found += [
        f"{person.id}{_aside(None, place(('people', n)))} is there from {_date(person.since)} only, after the "
        "operation: is the year right?"
        for n, person in enumerate(scenario.people)
        if person.since is not None and person.since > scenario.operation.end
    ]
    found += [
        f"{request.person} asks to be sent on {_date(request.on)}{_aside(None, place(('requests', n)))}, a date of an "
        f"absence{_quoted(scenario.absence_reason(request.person, request.on))}"
        for n, request in enumerate(scenario.requests)
        if request.want == "on" and scenario.away(request.person, request.on) == "absence"
    ]
    found += [
        f"{request.person} asks to be sent on {_date(request.on)}{_aside(None, place(('requests', n)))}, but is "
        f"{scenario.person[request.person].presence(request.on)}"
        for n, request in enumerate(scenario.requests)
        if request.want == "on" and scenario.away(request.person, request.on) == "not_there"
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
    if Measure.FAIRNESS in counted:
        found += _newcomers(scenario)
    found += _days_in_vain(scenario, place)
    found += _of_one_role(scenario, place)
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
