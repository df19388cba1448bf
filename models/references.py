"""Whether everything a scenario refers to exists and fits: found over whatever parts of it could be read."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from .base import Role, listed
from .rules import Notice, RulePack
from .suggest import suggestion

if TYPE_CHECKING:
    from .scenario import Scenario

Loc = tuple[str | int, ...]
LISTS = ("areas", "demand", "people", "duties", "absences", "requests", "history", "pins", "rules", "objectives")


@dataclass
class Parts:
    """The parts of a scenario that are valid by themselves, each list's items with their place in the list."""

    operation: Any = None
    evenings: Any = None
    patterns: Mapping[str, Any] = field(default_factory=dict)
    items: dict[str, list[tuple[int, Any]]] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=dict)
    """Ids of areas, people and patterns, the skills and tags of people, also of those with a fault elsewhere."""

    @property
    def people(self) -> dict[str, Any]:
        """The valid people by id."""
        return {person.id: person for _, person in self.items["people"]}

    @classmethod
    def of(cls, scenario: "Scenario") -> "Parts":
        """The parts of a scenario in which every field is valid."""
        return cls(
            scenario.operation,
            scenario.evenings,
            scenario.patterns,
            {name: list(enumerate(getattr(scenario, name))) for name in LISTS},
            {
                "areas": {area.id for area in scenario.areas},
                "people": {person.id for person in scenario.people},
                "patterns": set(scenario.patterns),
                "skills": {skill for person in scenario.people for skill in person.skills},
                "tags": {tag for person in scenario.people for tag in person.tags},
                "homes": {person.home for person in scenario.people if person.home is not None},
            },
        )

    @classmethod
    def salvaged(cls, kind: type["Scenario"], data: Any) -> "Parts":
        """What is valid in data that is not, so that its references can be checked all the same."""
        raw = data if isinstance(data, Mapping) else {}
        types: dict[str, Any] = {name: info.annotation for name, info in kind.model_fields.items()}

        def valid(adapter: TypeAdapter[Any], value: Any) -> Any:
            try:
                return adapter.validate_python(value)
            except ValidationError as error:
                faulty = {line["loc"][0] for line in error.errors(include_url=False) if line["loc"]}
            # Without the faulty keys, what is left may do: an operation with a key misspelt still has its dates.
            if isinstance(value, Mapping) and not faulty.isdisjoint(value):
                return valid(adapter, {key: inner for key, inner in value.items() if key not in faulty})
            return None

        def valid_items(name: str) -> list[tuple[int, Any]]:
            values = raw.get(name)
            element = TypeAdapter(types[name].__args__[0])
            found = [
                (n, valid(element, value)) for n, value in enumerate(values if isinstance(values, list | tuple) else ())
            ]
            return [(n, item) for n, item in found if item is not None]

        patterns = raw.get("patterns")
        return cls(
            valid(TypeAdapter(types["operation"]), raw.get("operation")),
            valid(TypeAdapter(types["evenings"]), raw.get("evenings")),
            valid(TypeAdapter(types["patterns"]), patterns) or {},
            {name: valid_items(name) for name in LISTS},
            {
                "areas": set(_raw_ids(raw.get("areas"))),
                "people": set(_raw_ids(raw.get("people"))),
                "patterns": set(map(str, patterns)) if isinstance(patterns, Mapping) else set(),
                "skills": set(_raw_words(raw.get("people"), "skills")),
                "tags": set(_raw_words(raw.get("people"), "tags")),
                "homes": set(_raw_words(raw.get("people"), "home")),
            },
        )


def _raw_ids(values: Any) -> Iterator[str]:
    for value in values if isinstance(values, list | tuple) else ():
        identifier = value.get("id") if isinstance(value, Mapping) else getattr(value, "id", None)
        if identifier is not None:
            yield str(identifier).strip()


def _raw_words(people: Any, key: str) -> Iterator[str]:
    for person in people if isinstance(people, list | tuple) else ():
        words = person.get(key) if isinstance(person, Mapping) else getattr(person, key, None)
        yield from (str(word).strip() for word in listed(words or ()))


def reference_faults(parts: Parts) -> list[InitErrorDetails]:
    """Every reference that leads nowhere, every id given twice, every date on the wrong side of the operation."""
    found: list[InitErrorDetails] = []

    def fault(loc: Loc, message: str, value: Any) -> None:
        found.append(
            InitErrorDetails(type=PydanticCustomError("reference", "{text}", {"text": message}), loc=loc, input=value)
        )

    for check in (_ids, _people, _dates, _teams, _rules, _patterns):
        check(parts, fault)
    return found


FaultSink = Callable[[Loc, str, Any], None]


def _known(parts: Parts, of: str, word: str, loc: Loc, fault: FaultSink, noun: str) -> None:
    # Where the areas or people are missing altogether, that is the fault, not every mention of one.
    if word not in parts.ids[of] and (parts.ids[of] or of == "patterns"):
        fault(loc, f"unknown {noun} '{word}'{suggestion(word, parts.ids[of])}", word)


def _ids(parts: Parts, fault: FaultSink) -> None:
    for name, noun in (("areas", "area"), ("people", "person")):
        first: dict[str, int] = {}
        for n, item in parts.items[name]:
            if item.id in first:
                message = (
                    f"{noun} '{item.id}' is in the list already, as number {first[item.id] + 1}: each needs its own id"
                )
                fault((name, n, "id"), message, item.id)
            first.setdefault(item.id, n)
    for name, noun in (("duties", "a duty listed"), ("history", "history")):
        seen = Counter()  # type: Counter[tuple[str, date]]
        for n, item in parts.items[name]:
            seen[item.person, item.on] += 1
            if seen[item.person, item.on] == 2:
                fault((name, n), f"{item.person} has {noun} on {item.on} already: keep one entry", item.person)
    seen_measures = Counter()  # type: Counter[str]
    for n, tier in parts.items["objectives"]:
        for measure in tier.weights:
            seen_measures[measure] += 1
            if seen_measures[measure] == 2:
                fault(("objectives", n), f"'{measure}' stands in an earlier tier already: keep one", str(measure))


def _people(parts: Parts, fault: FaultSink) -> None:
    people = parts.people
    for n, person in parts.items["people"]:
        if person.home is not None:
            _known(parts, "areas", person.home, ("people", n, "home"), fault, "area")
        if person.pattern is not None:
            _known(parts, "patterns", person.pattern, ("people", n, "pattern"), fault, "pattern")
    for name in ("duties", "absences", "requests", "history"):
        for n, item in parts.items[name]:
            _known(parts, "people", item.person, (name, n, "person"), fault, "person")
            area = getattr(item, "area", None)
            if area is not None:
                _known(parts, "areas", area, (name, n, "area"), fault, "area")
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
        if pin.area is not None:
            _known(parts, "areas", pin.area, ("pins", n, "area"), fault, "area")
        for key, role in (("detective", Role.DETECTIVE), ("officer", Role.NEIGHBOURHOOD_OFFICER)):
            identifier = getattr(pin, key)
            if identifier is None:
                continue
            _known(parts, "people", identifier, ("pins", n, key), fault, "person")
            if identifier in people and people[identifier].role != role:
                fault(("pins", n, key), f"'{identifier}' is not a {role.replace('_', ' ')}", identifier)


def _dates(parts: Parts, fault: FaultSink) -> None:
    if parts.operation is None:
        return
    start, end = parts.operation.start, parts.operation.end

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
    for n, override in enumerate(parts.evenings.overrides if parts.evenings is not None else ()):
        for k, day in enumerate(override.on):
            inside(day, ("evenings", "overrides", n, "on", k))
    for n, entry in parts.items["history"]:
        if entry.on >= start:
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
                fault(
                    (*loc, "who", k),
                    f"nobody has the role, id, skill, tag or home area '{word}'{suggestion(word, selectors)}",
                    word,
                )
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
        for k, code in enumerate(pattern.days):
            if code not in pattern.shifts:
                fault(("patterns", name, "days", k), f"unknown shift '{code}'{suggestion(code, pattern.shifts)}", code)
