"""Notes on a scenario that is in good order: what is perhaps not meant, and what plainly leaves no roster."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain

from tandem_models import KeepApart, KeepTogether, Measure, Notice, Pattern, Role, Scenario
from tandem_models.bounds import Loc, PlaceOf
from tandem_models.days import matches
from tandem_models.rules import RulePack
from tandem_models.rules.base import AreasRule
from tandem_models.scenario.directory import Directory
from tandem_scheduler.words.plain import count, day, quoted, some

from .contradictions import Contradiction, contradictions
from .covered import exceptions_in_vain, in_vain
from .duties import first_read
from .places import aside, few, item_at, pin_at, rule_at
from .published import published_in_doubt
from .used_up import used_up
from .wording import in_words


def nowhere(_: Loc) -> str:
    """The place of whatever comes from no file."""
    return ""


MARGIN = timedelta(days=60)
"""Absences and duties further than this from the operation are probably mistaken."""


LONG = 180
"""Days of an absence from which on one of its years is perhaps mistaken."""


CATCHING_UP = 3
"""Evenings of the others' history from which on it is noted that somebody has none."""


def notes(scenario: Scenario, place: PlaceOf = nowhere) -> tuple[str, ...]:
    """All of them, a sentence each; those on parts that have a `place` name it."""
    return (*(_hopeless(scenario, found, place) for found in contradictions(scenario)), *_doubts(scenario, place))


def _hopeless(scenario: Scenario, found: Contradiction, place: PlaceOf) -> str:
    """A contradiction, and which rules and pins it is between."""
    rules = (rule_at(scenario, n, place) for n in found.rules)
    between = [*(pin_at(n, place) for n in found.pins), *rules]
    return f"no roster can exist: {in_words(scenario, found)}; see {some(between)}"


def _of_one_role(scenario: Scenario, place: PlaceOf) -> Iterator[str]:
    """Rules on who forms a team with whom that name people of one role only."""
    for n, rule in scenario.numbered_rules:
        if isinstance(rule, KeepApart | KeepTogether):
            people = scenario.selected(rule.who)
            if people and len({person.role for person in people}) == 1:
                if rule.hard and isinstance(rule, KeepTogether):
                    continue  # That they can never go out is told of them (`checks.never`).
                means = "says nothing" if isinstance(rule, KeepApart) else "costs whenever one of them goes out"
                named = few([person.id for person in people])
                of = item_at(n, rule.kind, place)
                yield f"{of} {means}: of {named} no two are of different roles, as in a team"


def _days_in_vain(scenario: Scenario, place: PlaceOf) -> Iterator[str]:
    """Parts that speak of days which no evening of the operation is; the hours of those of the history count."""
    worked = {entry.on for entry in scenario.history}
    parts = [
        (f"an entry of evenings.overrides{aside(None, place(('evenings', 'overrides', n)))}", part.on)
        for n, part in enumerate(scenario.evenings.overrides)
        if not any(on in worked for on in part.on)
    ]
    parts += [
        (f"an entry of demand{aside(None, place(('demand', n)))}", part.on)
        for n, part in enumerate(scenario.demand)
        if part.on is not None
    ]
    parts += [
        (item_at(n, rule.kind, place), rule.on)
        for n, rule in scenario.numbered_rules
        if isinstance(rule, AreasRule) and rule.on is not None
    ]
    for path, days in parts:
        if not any(matches(days, on) for on in scenario.calendar):
            yield f"{path} speaks of no evening: none of the operation is a {' or '.join(map(str, days))}"


def _newcomers(scenario: Scenario) -> Iterator[str]:
    """Who has no history where the others of the role have much: fairness would have them catch up on all of it."""
    worked = Counter(entry.person for entry in scenario.history)
    for role in Role if scenario.history_counts == "all" else ():
        free = {entry.on for entry in scenario.past if scenario.person[entry.person].role is role}
        new = [
            person.id
            for person in scenario.of_role(role)
            if not worked[person.id]
            and person.since is None
            and sum(not scenario.absent(person.id, on) for on in free) >= CATCHING_UP
        ]
        others = [worked[person.id] for person in scenario.of_role(role) if worked[person.id]]
        if new and others and sum(others) >= CATCHING_UP * len(others) and len(new) < len(others):
            yield (
                f"{few(new)} worked on no evening of the history, the others of the role on "
                f"{sum(others) / len(others):.0f} each: fairness has them catch up on that; whoever joined later needs "
                "`since`"
            )


def _gone(scenario: Scenario) -> Iterator[str]:
    """Who and what the history names that is there no more."""
    directory = Directory(scenario.people)
    pairs = [(entry.person, entry.partner) for entry in scenario.history]
    left = [one for one in dict.fromkeys(chain.from_iterable(pairs)) if one is not None and one not in scenario.person]
    if left:
        people = few(left) if all(map(directory.quotable, left)) else count(len(left), "id")
        them = "them" if len(left) > 1 else "this one"
        yield (
            f"the history names {people}, not among the people: taken as having left, it counts for those who went "
            f"with {them} and for the areas"
        )
    areas = [*dict.fromkeys(entry.area for entry in scenario.history if entry.area is not None)]
    if gone := [area for area in areas if area not in scenario.area]:
        yield f"the history names {few(gone)}, not among the areas: it counts for the people who went there"
    roles = {person.id: person.role for person in scenario.people}
    alike = {
        " with ".join(sorted((a, b))): None for a, b in pairs if b is not None and roles.get(a, "") == roles.get(b)
    }
    if alike:
        yield f"by the history went {few([*alike])}, of the same role by now: it counts for each, not for the pair"


def _releases(scenario: Scenario) -> bool:
    """Whether giving up some duty or rest day has a price."""
    patterns = [pattern for pattern in scenario.patterns.values() if isinstance(pattern, Pattern)]
    days = chain.from_iterable(pattern.shifts.values() for pattern in patterns)
    return any(one.release for one in (*days, *scenario.duties))


def _doubts(scenario: Scenario, place: PlaceOf) -> tuple[str, ...]:
    """What is allowed but perhaps not meant."""
    counted = {measure for tier in scenario.objectives for measure in tier.weights}
    found = []
    if any(not rule.hard for rule in scenario.rules_in_force) and Measure.RULES not in counted:
        found.append("soft rules cost nothing: 'rules' is not among the objectives")
    if (lowest := scenario.objectives[-1]).tolerance:
        where = aside(None, place(("objectives", len(scenario.objectives) - 1)))
        found.append(f"the tolerance of the last tier, {lowest.name}{where}, does nothing: no tier comes after it")
    if _releases(scenario) and Measure.ABSTRACTION not in counted:
        found.append("what a `release` costs counts for nothing: 'abstraction' is not among the objectives")
    if scenario.requests and Measure.REQUESTS not in counted:
        found.append("requests count for nothing: 'requests' is not among the objectives")
    found += published_in_doubt(scenario, place)
    # Ordinary duties and absences just before and after the operation matter for rest; those far away do not.
    spans = [
        ("absences", n, absence.person, absence.first, absence.until) for n, absence in enumerate(scenario.absences)
    ]
    spans += [("duties", n, duty.person, duty.on, duty.on) for n, duty in enumerate(scenario.duties)]
    read = first_read(scenario.rules_in_force, scenario.operation.start, scenario.operation.end)
    read = min(read, scenario.known_from)
    for name, n, person, first, last in spans:
        if last < min(scenario.operation.start - MARGIN, read) or first > scenario.operation.end + MARGIN:
            entry = f"the {'absence' if name == 'absences' else 'duty'} of {person} on {day(first)}"
            where = aside(None, place((name, n)))
            found.append(f"{entry}{where} is far outside the operation: is the year right?")
        elif (days := (last - first).days + 1) > LONG:
            where = aside(None, place((name, n)))
            found.append(
                f"the absence of {person} from {day(first)} to {day(last)}{where} is of {days} days: are the years "
                "right?"
            )
    found += [
        f"{person.id}{aside(None, place(('people', n)))} is there from {day(person.since)} only, after the "
        "operation: is the year right?"
        for n, person in enumerate(scenario.people)
        if person.since is not None and person.since > scenario.operation.end
    ]
    found += [
        f"{request.person} asks to be sent on {day(request.on)}{aside(None, place(('requests', n)))}, a date of an "
        f"absence{quoted(scenario.absence_reason(request.person, request.on))}"
        for n, request in enumerate(scenario.requests)
        if request.want == "on" and scenario.away(request.person, request.on) == "absence"
    ]
    found += [
        f"{request.person} asks to be sent on {day(request.on)}{aside(None, place(('requests', n)))}, but is "
        f"{scenario.person[request.person].presence(request.on)}"
        for n, request in enumerate(scenario.requests)
        if request.want == "on" and scenario.away(request.person, request.on) == "not_there"
    ]
    found += [
        f"{request.person} asks to be sent on {day(request.on)}{aside(None, place(('requests', n)))}, but is not "
        "available that day"
        for n, request in enumerate(scenario.requests)
        if request.want == "on" and scenario.away(request.person, request.on) == "not_available"
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
    found += _gone(scenario)
    found += _days_in_vain(scenario, place)
    found += _of_one_role(scenario, place)
    found += in_vain(scenario, place)
    found += used_up(scenario, place)
    found += exceptions_in_vain(scenario, place)
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
