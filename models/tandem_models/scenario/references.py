"""Whether everything a scenario refers to exists and fits: found over whatever parts of it could be read."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from ..base import ROLE_WORDS, Role, quoted
from ..bounds import Found, Loc, Sentence
from ..days import Weekday, day_meant
from ..people import ShiftedPattern
from ..rules import Notice, RulePack
from ..spelling import SURE, misspelt, suggestion, with_suggestion
from .salvage import Parts


def reference_faults(parts: Parts) -> Found:
    """Every reference that leads nowhere, every id given twice, every date on the wrong side of the operation."""
    found = Found()
    for check in (_ids, _people, _facts, _published, _dates, _teams, _rules, _patterns):
        check(parts, found)
    return found


def unknown(noun: str, word: str, ids: Iterable[str], names: Mapping[str, Iterable[str]]) -> Sentence:
    """The sentence about a word that is not the id of any area (or pattern), `names` being theirs with the ids."""
    if named := [one for name, owners in names.items() if name.casefold() == word.casefold() for one in owners]:
        only = named[0] if len(named) == 1 else None
        return Sentence("unknown_reference", f"is the name of {' and '.join(named)}: give the id", only)
    if " " in word:
        text = f"no {noun} has this name{suggestion(word, names) or ': give the id'}"
        return Sentence("unknown_reference", text)
    return with_suggestion("unknown_reference", f"unknown {noun} '{word[:60]}'", word, ids)


def _known(parts: Parts, of: str, word: str | None, loc: Loc, fault: Found, noun: str) -> None:
    if word is None or word in parts.ids[of]:
        return
    # Where the areas are missing altogether, that is the fault, not every mention of one.
    if parts.ids[of] or of == "patterns":
        fault(loc, lambda: unknown(noun, word, parts.ids[of], parts.area_names if of == "areas" else {}), word)


def _somebody(parts: Parts, word: str | None, loc: Loc, fault: Found, role: Role | None = None) -> None:
    """A reference to somebody, of a role where one alone can stand there."""
    if word is not None and parts.ids["people"] and word not in parts.ids["people"]:
        fault(loc, lambda: parts.directory.unknown(word, role), word)


def _absent(parts: Parts, word: str, loc: Loc, fault: Found) -> None:
    """A word that is somebody's id, or a tag of some."""
    people, tags = parts.ids["people"], parts.ids["tags"]
    if word in people and word in tags:
        message = f"'{word}' is the id of one and a tag of others: give the tag another name"
        fault(loc, Sentence("ambiguous", message), word)
    elif word in tags or not people or word in people:
        return
    elif quoted(word) and suggestion(word, tags, SURE).startswith(", did you mean"):
        text = f"unknown person or tag '{word[:60]}'"
        fault(loc, with_suggestion("unknown_reference", text, word, tags, SURE), word)
    else:
        _somebody(parts, word, loc, fault)


def _ids(parts: Parts, fault: Found) -> None:
    for name, noun in (("areas", "area"), ("people", "person")):
        first: dict[str, tuple[int, str]] = {}
        for n, item in parts.items[name]:
            if item.id is None:
                continue
            before, same = first.setdefault(item.id.casefold(), (n, item.id))
            if before == n:
                continue
            if same == item.id:
                # Readers of files put line or row in place of the path (`PLACED`).
                message = f"{noun} '{same}' is in the list already ({name}[{before}]): each needs its own id"
                fault((name, n, "id"), Sentence("duplicate", message), item.id)
                continue
            for place in (before, n):
                message = f"'{same}' and '{item.id}' differ in capitals only: give one of them another id"
                fault((name, place, "id"), Sentence("ambiguous", message), item.id)
    for name, noun in (("duties", "a duty listed"), ("history", "history")):
        seen = Counter[tuple[str, date | None]]()
        for n, item in parts.items[name]:
            seen[item.person, item.on] += item.person in parts.ids["people"] and item.on is not None
            if seen[item.person, item.on] == 2:
                message = f"{item.person} has {noun} on {item.on} already: keep one entry"
                fault((name, n), Sentence("duplicate", message), item.person)
    seen_measures = Counter()  # type: Counter[str]
    for n, tier in parts.items["objectives"]:
        for measure in tier.weights or ():
            seen_measures[measure] += 1
            if seen_measures[measure] == 2:
                message = f"'{measure}' stands in an earlier tier already: keep one"
                fault(("objectives", n), Sentence("duplicate", message), str(measure))


def _people(parts: Parts, fault: Found) -> None:
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
                    fault(("people", n, key), Sentence("ambiguous", message, known), word)
    for name in ("duties", "absences", "requests"):
        for n, item in parts.items[name]:
            if name != "absences":
                _somebody(parts, item.person, (name, n, "person"), fault)
            elif item.person is not None:
                _absent(parts, item.person, (name, n, "person"), fault)
            _known(parts, "areas", getattr(item, "area", None), (name, n, "area"), fault, "area")
    for n, entry in parts.items["history"]:
        # Who has left and areas that are gone may stand in it (a note tells of them), but not who is there, misspelt.
        for key in ("person", "partner"):
            if (word := getattr(entry, key)) is not None and (meant := parts.directory.otherwise_written(word)):
                fault(("history", n, key), meant, word)
        if entry.partner is not None and entry.partner == entry.person:
            sentence = Sentence("combination", "is the same person: a team has two")
            fault(("history", n, "partner"), sentence, entry.partner)
        if entry.area is not None and (meant := misspelt("area", entry.area, parts.ids["areas"])):
            fault(("history", n, "area"), meant, entry.area)
    for n, pin in parts.items["pins"]:
        _known(parts, "areas", pin.area, ("pins", n, "area"), fault, "area")
        for key, role in (("detective", Role.DETECTIVE), ("officer", Role.NEIGHBOURHOOD_OFFICER)):
            identifier = getattr(pin, key)
            _somebody(parts, identifier, ("pins", n, key), fault, role)
            if identifier in people and people[identifier].role != role:
                message = f"'{identifier}' is not a {role.replace('_', ' ')}"
                fault(("pins", n, key), Sentence("wrong_role", message), identifier)


def _facts(parts: Parts, fault: Found) -> None:
    teams: dict[tuple[str, date | None], int] = {}
    for n, pin in parts.items["pins"]:
        for key in ("detective", "officer") if pin.fact and pin.on is not None else ():
            person = getattr(pin, key)
            if person is not None and teams.setdefault((person, pin.on), n) != n:
                message = f"{person} has worked in another team on {pin.on}: keep one"
                fault(("pins", n, key), Sentence("duplicate", message), person)


def _published(parts: Parts, fault: Found) -> None:
    """Who has left and areas that are gone may be published of the evenings to come (a note tells of them)."""
    today = getattr(parts.operation, "today", None)
    seen = set[tuple[str, Any]]()
    for n, team in parts.items["published"]:
        worked = today is not None and team.evening is not None and team.evening < today
        if team.area is not None and team.area not in parts.ids["areas"]:
            meant = misspelt("area", team.area, parts.ids["areas"])
            if meant or (worked and parts.ids["areas"]):
                loc = ("published", n, "area")
                fault(loc, meant or unknown("area", team.area, parts.ids["areas"], parts.area_names), team.area)
        for key, role in (("detective", Role.DETECTIVE), ("officer", Role.NEIGHBOURHOOD_OFFICER)):
            word, loc = getattr(team, key), ("published", n, key)
            if word is None:
                continue
            if word in parts.people and parts.people[word].role != role:
                fault(loc, Sentence("wrong_role", f"'{word}' is not a {role.replace('_', ' ')}"), word)
            elif word not in parts.ids["people"] and worked:
                _somebody(parts, word, loc, fault, role)
            elif meant := parts.directory.otherwise_written(word):
                fault(loc, meant, word)
            if worked:
                if (word, team.evening) in seen:
                    message = f"{word} is in two teams on {team.evening}, which is over: keep the one that was worked"
                    fault(loc, Sentence("duplicate", message), word)
                seen.add((word, team.evening))


def _dates(parts: Parts, fault: Found) -> None:
    start, end = getattr(parts.operation, "start", None), getattr(parts.operation, "end", None)
    if start is None or end is None or end < start:
        return

    def inside(day: Any, loc: Loc) -> None:
        if isinstance(day, date) and not start <= day <= end:
            message = f"{day} is outside the operation ({start} to {end})"
            fault(loc, Sentence("outside_operation", message), str(day))

    for name in ("requests", "pins"):
        for n, item in parts.items[name]:
            inside(item.on, (name, n, "on"))
    for n, entry in parts.items["demand"]:
        for k, day in enumerate(entry.on or ()):
            inside(day, ("demand", n, "on", k))
    for loc, rule in _placed_rules(parts):
        for k, day in enumerate(getattr(rule, "on", None) or ()):
            inside(day, (*loc, "on", k))
        for k, word in enumerate(getattr(rule, "exempt", None) or ()) if _keys(rule) & {"on"} else ():
            if word not in parts.ids["areas"]:
                inside(day_meant(word), (*loc, "except", k))
    for n, person in parts.items["people"]:
        for k, day in enumerate(person.available or ()):
            inside(day, ("people", n, "available", k))
    worked = {entry.on for _, entry in parts.items["history"]}
    for n, override in enumerate(getattr(parts.evenings, "overrides", None) or ()):
        for k, day in enumerate(override.on):
            if day not in worked:  # the hours of an evening worked before count, for rest after it
                inside(day, ("evenings", "overrides", n, "on", k))
    people = parts.people
    for n, entry in parts.items["history"]:
        if entry.on is None:
            continue
        if entry.on >= start:
            message = f"{entry.on} is not before the operation starts on {start}"
            fault(("history", n, "on"), Sentence("outside_operation", message), str(entry.on))
        for one in (entry.person, entry.partner):
            if absence := not_there(people.get(one), entry.on):
                fault(("history", n, "on"), absence, str(entry.on))


def not_there(person: Any, on: date) -> Sentence | None:
    """The sentence about somebody who worked when not there yet, or not any more; else None."""
    if person is None or (presence := person.presence(on)) == "there":
        return None
    limit = f"since {person.since}" if presence == "not there yet" else f"until {person.until}"
    message = f"{person.id} worked on {on}, but is there only {limit}: correct one of the two"
    return Sentence("contradiction", message)


def _teams(parts: Parts, fault: Found) -> None:
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


def _rules(parts: Parts, fault: Found) -> None:
    selectors = {*Role, *parts.ids["people"], *parts.ids["skills"], *parts.ids["tags"], *parts.ids["homes"]}
    for loc, rule in _placed_rules(parts):
        for k, word in enumerate(getattr(rule, "who", None) or ()):
            if word not in selectors and word not in ROLE_WORDS:
                fault((*loc, "who", k), partial(_selects_nobody, parts, word, selectors), word)
        for k, word in enumerate(getattr(rule, "exempt", None) or ()):
            _spares(parts, rule, word, selectors, (*loc, "except", k), fault)
        untold = parts.operation is not None and parts.operation.announced is None
        if isinstance(rule, Notice) and untold and len(loc) == 2:  # a pack may speak of it all the same
            message = "counts from the date people are told: give operation.announced"
            fault((*loc, "kind"), Sentence("contradiction", message), rule.kind)
        for k, area in enumerate(getattr(rule, "areas", None) or ()):
            _known(parts, "areas", area, (*loc, "areas", k), fault, "area")
        for k, skill in enumerate(getattr(rule, "skill", None) or ()):
            if skill not in parts.ids["skills"]:
                fault((*loc, "skill", k), partial(_nobody_has, skill, parts.ids["skills"]), skill)


def _keys(rule: Any) -> set[str]:
    return {*type(rule).model_fields} & {"who", "areas", "on"}


def _spares(parts: Parts, rule: Any, word: str, selectors: set[str], loc: Loc, fault: Found) -> None:
    """A word of `except` is one that `who`, `areas` or `on` of the rule could have, and means one thing alone."""
    keys, areas = _keys(rule), parts.ids["areas"]
    is_area, is_day = word in areas and "areas" in keys, "on" in keys and day_meant(word) is not None
    people = selectors - parts.ids["homes"] if is_area else selectors
    if is_area + is_day + ("who" in keys and word in people) > 1:
        nouns = [
            *["an area"] * is_area,
            *["a day"] * is_day,
            *["an id, skill or tag"] * ("who" in keys and word in people),
        ]
        message = f"'{word[:60]}' is {' and '.join(nouns)}: name one of the two otherwise"
        fault(loc, Sentence("ambiguous", message), word)
    elif is_area or is_day or ("who" in keys and (word in selectors or word in ROLE_WORDS)):
        return
    elif "who" in keys:
        fault(loc, partial(_selects_nobody, parts, word, selectors | (areas if "areas" in keys else set())), word)
    elif areas:  # Where they are missing altogether, that is the fault.
        known = [*areas, *(Weekday if "on" in keys else ())]
        noun = "area or day" if "on" in keys else "area"
        fault(loc, lambda: unknown(noun, word, known, parts.area_names), word)


def _nobody_has(skill: str, skills: Iterable[str]) -> Sentence:
    return with_suggestion("unknown_reference", f"nobody has the skill '{skill[:60]}'", skill, skills)


def _selects_nobody(parts: Parts, word: str, selectors: Iterable[str]) -> Sentence:
    if named := parts.directory.named(word):
        return named
    text = f"nobody has the role, id, skill, tag or home area '{word[:60]}'"
    return with_suggestion("unknown_reference", text, word, selectors, SURE)


def _patterns(parts: Parts, fault: Found) -> None:
    for name, pattern in parts.patterns.items():
        if isinstance(pattern, ShiftedPattern):
            _known(parts, "patterns", pattern.like, ("patterns", name, "like"), fault, "pattern")
            other = parts.patterns.get(pattern.like)
            if isinstance(other, ShiftedPattern):
                message = f"'{pattern.like}' is like another itself: name one that has days of its own"
                fault(("patterns", name, "like"), Sentence("combination", message), pattern.like)
            continue
        for k, code in enumerate(pattern.days or ()):
            if pattern.shifts is not None and code not in pattern.shifts:
                fault(("patterns", name, "days", k), partial(unknown, "shift", code, pattern.shifts, {}), code)
