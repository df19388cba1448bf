"""What contradicts itself, in a planner's words: one wording for notes and explanations."""

from datetime import date
from typing import assert_never

from tandem_models import Pin, Scenario
from tandem_scheduler.words.plain import count, day_of, listing, quoted, some

from .contradictions import Contradiction


def in_words(scenario: Scenario, found: Contradiction) -> str:
    """A contradiction as a clause: D1 is pinned on Tue 2 March, but is on leave then."""
    rules = [quoted(scenario.rules_in_force[n].why) for n in found.rules]
    pins = [quoted(scenario.pins[n].why) for n in found.pins]
    areas = [scenario.area[area].label for area in found.areas]
    when = "" if found.evening is None else day_of(scenario, found.evening)
    needed, possible = found.needed or 0, found.possible or 0
    whom = found.people[0] if len(found.people) == 1 else f"each of {some(found.people)}"
    match found.kind:
        case "availability":
            least = f"{whom} must work at least {count(needed, 'evening')}{rules[0]}"
            return f"{least}, but can be deployed on {possible or 'none'}"
        case "evening_limits":
            least = f"{whom} must work at least {count(needed, 'evening')}{rules[0]}"
            return f"{least}, but may work at most {possible}{rules[1]}"
        case "visit_limits":
            least = f"{areas[0]} must get at least {count(needed, 'visit')}{rules[0]}"
            return f"{least}, but may get at most {possible}{rules[1]}"
        case "area_limits":
            least = f"{whom} must be sent to {areas[0]} at least {count(needed, 'time')}{rules[0]}"
            most = f"may be sent there at most {count(possible, 'time')}" if possible else "may not be sent there"
            return f"{least}, but {most}{rules[1]}"
        case "pin_area":
            return f"{_pinned(scenario, found)} may not be sent there{rules[0]}"
        case "pin_twice":
            return f"{whom} is pinned to {areas[0]} on {when}{pins[0]}, but also to {areas[1]}{pins[1]}"
        case "pin_apart":
            return f"{_pinned(scenario, found)} may not form a team with each other{rules[0]}"
        case "pin_not_there":
            presence = scenario.person[found.people[0]].presence(found.evening or date.min)
            return f"{_pinned(scenario, found)} is {presence}"
        case "pin_not_available":
            days = listing([str(one) for one in scenario.person[found.people[0]].available or ()])
            return f"{_pinned(scenario, found)} is available only on {days}"
        case "pin_absent":
            away = "on leave then" if found.why == "leave" else f"away then{quoted(found.why)}"
            return f"{_pinned(scenario, found)} is {away}"
        case "pin_duty":
            return f"{_pinned(scenario, found)} can't be released from {_ordinary(scenario, found)} then"
        case "pin_teams":
            verb = "is" if len(found.people) == 1 else "are"
            most = f"may have at most {count(possible, 'team')}"
            told = {person: quoted(" / ".join(whys)) for person, whys in _reasons(scenario, found).items()}
            if len({*told.values()}) == 1:
                return f"{some(found.people)} {verb} pinned on {when}{told[found.people[0]]}, which {most}"
            return f"{some([f'{person}{why}' for person, why in told.items()])} {verb} pinned on {when}, which {most}"
        case _:
            assert_never(found.kind)


def _pinned(scenario: Scenario, found: Contradiction) -> str:
    """The pin that asks, and of two people in it the one whom what follows is true of."""
    pin = scenario.pins[found.pins[0]]
    whom = f" {found.people[0]}" if len(found.people) == 1 and None not in (pin.detective, pin.officer) else ""
    return f"{' '.join(pin_in_words(scenario, pin))}{quoted(pin.why)}, but{whom}"


def _reasons(scenario: Scenario, found: Contradiction) -> dict[str, list[str]]:
    """The planner's own words on the pins of each person."""
    pins = [scenario.pins[n] for n in found.pins]
    return {
        person: list(dict.fromkeys(pin.why for pin in pins if pin.why and person in (pin.detective, pin.officer)))
        for person in found.people
    }


def _ordinary(scenario: Scenario, found: Contradiction) -> str:
    """The duty or rest day that a pin is against."""
    ordinary = scenario.ordinary_duty(found.people[0], scenario.pins[found.pins[0]].on)
    if ordinary is None:
        return "a rest day"
    start, end = (instant.astimezone(scenario.zone) for instant in (ordinary.start, ordinary.end))
    return f"a duty {start:%H:%M}-{end:%H:%M}"


def sentence(clause: str) -> str:
    """A clause as a sentence; ids stay as they are."""
    return f"Each{clause.removeprefix('each')}." if clause.startswith("each of ") else f"{clause}."


def pin_in_words(scenario: Scenario, pin: Pin) -> tuple[str, str]:
    """Whom or what a pin is about, and what it says of them: D1, is pinned to north on Tue 2 March."""
    people = [person for person in (pin.detective, pin.officer) if person is not None]
    verb = "are pinned together" if len(people) > 1 else "is pinned"
    where = "" if pin.area is None else f" to {scenario.area[pin.area].label}"
    return listing(people) if people else "a team", f"{verb}{where} on {day_of(scenario, pin.on)}"
