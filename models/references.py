"""Whether everything a scenario refers to exists and fits: found over whatever parts of it could be read."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from pydantic_core import InitErrorDetails, PydanticCustomError

from .base import Role
from .parts import Parts
from .rules import Notice, RulePack
from .suggest import suggestion

Loc = tuple[str | int, ...]


def reference_faults(parts: Parts) -> list[InitErrorDetails]:
    """Every reference that leads nowhere, every id given twice, every date on the wrong side of the operation."""
    found: list[InitErrorDetails] = []

    def fault(loc: Loc, message: str, value: Any) -> None:
        found.append(
            InitErrorDetails(type=PydanticCustomError("reference", "{text}", {"text": message}), loc=loc, input=value)
        )

    for check in (_ids, _people, _facts, _dates, _teams, _rules, _patterns):
        check(parts, fault)
    return found


FaultSink = Callable[[Loc, str, Any], None]


def unknown(noun: str, word: str, ids: Iterable[str], names: Mapping[str, Iterable[str]]) -> str:
    """The sentence about a word that is not the id of anybody (or any area), `names` being theirs with the ids."""
    if named := _named(word, names):
        return named
    if " " in word:
        nobody = "nobody" if noun == "person" else f"no {noun}"
        return f"{nobody} has the name '{word}'{suggestion(word, names) or ': give the id'}"
    return f"unknown {noun} '{word}'{suggestion(word, ids)}"


def _named(word: str, names: Mapping[str, Iterable[str]]) -> str:
    """What to do about a name where an id is asked for."""
    ids = [one for name, ids in names.items() if name.casefold() == word.casefold() for one in ids]
    return f"'{word}' is the name of {' and '.join(ids)}: give the id" if ids else ""


def _known(parts: Parts, of: str, word: str | None, loc: Loc, fault: FaultSink, noun: str) -> None:
    if word is None or word in parts.ids[of]:
        return
    # Where the areas or people are missing altogether, that is the fault, not every mention of one.
    if parts.ids[of] or of == "patterns":
        fault(loc, unknown(noun, word, parts.ids[of], parts.names.get(of, {})), word)


def _ids(parts: Parts, fault: FaultSink) -> None:
    for name, noun in (("areas", "area"), ("people", "person")):
        first: dict[str, tuple[int, str]] = {}
        for n, item in parts.items[name]:
            if item.id is None:
                continue
            before, same = first.setdefault(item.id.casefold(), (n, item.id))
            if before == n:
                continue
            if same == item.id:
                message = f"{noun} '{same}' is in the list already, as number {before + 1}: each needs its own id"
                fault((name, n, "id"), message, item.id)
                continue
            for place in (before, n):
                message = f"'{same}' and '{item.id}' differ in capitals only: give one of them another id"
                fault((name, place, "id"), message, item.id)
    for name, noun in (("duties", "a duty listed"), ("history", "history")):
        seen = Counter()  # type: Counter[tuple[str, date]]
        for n, item in parts.items[name]:
            seen[item.person, item.on] += None not in (item.person, item.on)
            if seen[item.person, item.on] == 2:
                fault((name, n), f"{item.person} has {noun} on {item.on} already: keep one entry", item.person)
    seen_measures = Counter()  # type: Counter[str]
    for n, tier in parts.items["objectives"]:
        for measure in tier.weights or ():
            seen_measures[measure] += 1
            if seen_measures[measure] == 2:
                fault(("objectives", n), f"'{measure}' stands in an earlier tier already: keep one", str(measure))


def _people(parts: Parts, fault: FaultSink) -> None:
    people = parts.people
    spelt: dict[tuple[str, str], str] = {}
    for n, person in parts.items["people"]:
        _known(parts, "areas", person.home, ("people", n, "home"), fault, "area")
        _known(parts, "patterns", person.pattern, ("people", n, "pattern"), fault, "pattern")
        for key in ("skills", "tags"):
            for word in getattr(person, key) or ():
                known = spelt.setdefault((key, word.casefold()), word)
                if word != known:
                    message = f"'{word}' and '{known}', which others have, differ in capitals only: write it one way"
                    fault(("people", n, key), message, word)
    for name in ("duties", "absences", "requests", "history"):
        for n, item in parts.items[name]:
            _known(parts, "people", item.person, (name, n, "person"), fault, "person")
            _known(parts, "areas", getattr(item, "area", None), (name, n, "area"), fault, "area")
    for n, entry in parts.items["history"]:
        if entry.partner is not None:
            loc = ("history", n, "partner")
            _known(parts, "people", entry.partner, loc, fault, "person")
            both = [people[p].role for p in (entry.person, entry.partner) if p in people]
            if len(both) == 2 and both[0] == both[1]:
                fault(
                    loc,
                    f"'{entry.partner}' is a {both[0].replace('_', ' ')} too: a team has one of each",
                    entry.partner,
                )
    for n, pin in parts.items["pins"]:
        _known(parts, "areas", pin.area, ("pins", n, "area"), fault, "area")
        for key, role in (("detective", Role.DETECTIVE), ("officer", Role.NEIGHBOURHOOD_OFFICER)):
            identifier = getattr(pin, key)
            _known(parts, "people", identifier, ("pins", n, key), fault, "person")
            if identifier in people and people[identifier].role != role:
                fault(("pins", n, key), f"'{identifier}' is not a {role.replace('_', ' ')}", identifier)


def _facts(parts: Parts, fault: FaultSink) -> None:
    teams: dict[tuple[str, date], int] = {}
    for n, pin in parts.items["pins"]:
        for key in ("detective", "officer") if pin.fact and pin.on is not None else ():
            person = getattr(pin, key)
            if person is not None and teams.setdefault((person, pin.on), n) != n:
                fault(("pins", n, key), f"{person} has worked in another team on {pin.on}: keep one", person)


def _dates(parts: Parts, fault: FaultSink) -> None:
    start, end = getattr(parts.operation, "start", None), getattr(parts.operation, "end", None)
    if start is None or end is None or end < start:
        return

    def inside(day: Any, loc: Loc) -> None:
        if isinstance(day, date) and not start <= day <= end:
            fault(loc, f"{day} is outside the operation ({start} to {end})", str(day))

    for name in ("requests", "pins"):
        for n, item in parts.items[name]:
            inside(item.on, (name, n, "on"))
    for n, entry in parts.items["demand"]:
        for k, day in enumerate(entry.on or ()):
            inside(day, ("demand", n, "on", k))
    for loc, rule in _placed_rules(parts):
        for k, day in enumerate(getattr(rule, "on", None) or ()):
            inside(day, (*loc, "on", k))
    for n, override in enumerate(getattr(parts.evenings, "overrides", None) or ()):
        for k, day in enumerate(override.on):
            inside(day, ("evenings", "overrides", n, "on", k))
    for n, entry in parts.items["history"]:
        if entry.on is not None and entry.on >= start:
            fault(("history", n, "on"), f"{entry.on} is not before the operation starts on {start}", str(entry.on))


def _teams(parts: Parts, fault: FaultSink) -> None:
    for n, entry in parts.items["demand"]:
        for k, area in enumerate(entry.areas or ()):
            _known(parts, "areas", area, ("demand", n, "areas", k), fault, "area")


def _placed_rules(parts: Parts) -> Iterator[tuple[Loc, Any]]:
    """Every rule with its place, those of packs with the place of what changes them."""
    for n, item in parts.items["rules"]:
        if isinstance(item, RulePack):
            yield from ((("rules", n, "change", name), rule) for name, rule in item.rules.items())
        else:
            yield ("rules", n), item


def _rules(parts: Parts, fault: FaultSink) -> None:
    selectors = {*Role, *parts.ids["people"], *parts.ids["skills"], *parts.ids["tags"], *parts.ids["homes"]}
    for loc, rule in _placed_rules(parts):
        for k, word in enumerate(getattr(rule, "who", None) or ()):
            if word not in selectors:
                names = parts.names.get("people", {})
                meant = suggestion(word, {*names} if " " in word and names else selectors)
                message = f"nobody has the role, id, skill, tag or home area '{word}'{meant}"
                fault((*loc, "who", k), _named(word, names) or message, word)
        untold = parts.operation is not None and parts.operation.announced is None
        if isinstance(rule, Notice) and untold and len(loc) == 2:  # a pack may speak of it all the same
            message = "counts from the date people are told: give operation.announced"
            fault((*loc, "kind"), message, rule.kind)
        for k, area in enumerate(getattr(rule, "areas", None) or ()):
            _known(parts, "areas", area, (*loc, "areas", k), fault, "area")
        for k, skill in enumerate(getattr(rule, "skill", None) or ()):
            if skill not in parts.ids["skills"]:
                known = suggestion(skill, parts.ids["skills"])
                fault((*loc, "skill", k), f"nobody has the skill '{skill}'{known}", skill)


def _patterns(parts: Parts, fault: FaultSink) -> None:
    for name, pattern in parts.patterns.items():
        for k, code in enumerate(pattern.days or ()):
            if pattern.shifts is not None and code not in pattern.shifts:
                fault(("patterns", name, "days", k), f"unknown shift '{code}'{suggestion(code, pattern.shifts)}", code)
