"""The parts of a scenario, or whatever of them could be read, so that references can be checked all the same."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Annotated, Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from ..base import listed
from ..bounds import MOST_FAULTS
from ..operation import Evenings, Operation
from ..people import Pattern, ShiftedPattern
from ..rules import KINDS, RuleOrPack
from ..rules.base import AreasRule, PeopleRule
from .directory import Directory
from .stated import Stated

LISTS = (
    *("areas", "demand", "people", "duties", "absences", "requests", "history", "published", "pins", "rules"),
    "objectives",
)


@dataclass
class Parts:
    """The parts of a scenario, each list's items with their place in the list; what is faulty in them is None."""

    operation: Any = None
    evenings: Any = None
    patterns: Mapping[str, Any] = field(default_factory=dict)
    items: dict[str, list[tuple[int, Any]]] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=dict)
    """Ids of areas, people and patterns, the skills and tags of people, also of those with a fault elsewhere."""

    @cached_property
    def area_names(self) -> dict[str, list[str]]:
        """By the names of areas, the ids of those that have them."""
        found: dict[str, list[str]] = {}
        for _, area in self.items["areas"]:
            if area.name is not None and area.id is not None:
                found.setdefault(area.name, []).append(area.id)
        return found

    @cached_property
    def directory(self) -> Directory:
        """The people, to say who may be meant."""
        return Directory([person for _, person in self.items["people"]], self.ids["people"])

    @cached_property
    def people(self) -> dict[str, Any]:
        """The people by id whose role is known."""
        return {person.id: person for _, person in self.items["people"] if None not in (person.id, person.role)}

    @classmethod
    def of(cls, scenario: Stated) -> "Parts":
        """The parts of a scenario in which every field is valid."""
        found = cls(scenario.operation, scenario.evenings, scenario.patterns)
        return found._with({name: getattr(scenario, name) for name in LISTS}, list(scenario.patterns))

    @classmethod
    def salvaged(cls, data: Any) -> "Parts":
        """What is valid in data that is not."""
        raw = data if isinstance(data, Mapping) else {}
        patterns = raw.get("patterns")
        patterns = patterns if isinstance(patterns, Mapping) else {}
        read = {str(name): _salvaged(_pattern(value), value) for name, value in patterns.items()}
        found = cls(
            _salvaged(Operation, raw.get("operation")),
            _salvaged(Evenings, raw.get("evenings")),
            {name: pattern for name, pattern in read.items() if pattern is not None},
        )
        return found._with({name: raw.get(name) for name in LISTS}, list(read), salvage=True)

    def _with(self, lists: Mapping[str, Any], patterns: list[str], salvage: bool = False) -> "Parts":
        """These parts with the items of lists, as they are or as far as they are valid."""
        for name, given in lists.items():
            items = given if isinstance(given, list | tuple) else ()
            if salvage:
                element: Any = Stated.model_fields[name].annotation
                self.items[name] = list(_salvaged_items(name, element.__args__[0], items))
            else:
                self.items[name] = list(enumerate(items))
        people, areas = lists["people"], lists["areas"]
        self.ids = {
            "areas": {*_words(areas, "id")},
            "people": {*_words(people, "id")},
            "patterns": {*patterns},
            "skills": {*_words(people, "skills")},
            "tags": {*_words(people, "tags")},
            "homes": {*_words(people, "home")},
        }
        return self


def _pattern(value: Any) -> type[BaseModel]:
    """The class of a pattern."""
    return ShiftedPattern if isinstance(value, Mapping) and "like" in value else Pattern


class _AnyRule(PeopleRule, AreasRule):
    """What can be checked of a rule of an unknown kind."""


def _class(name: str, element: Any, item: Any) -> Any:
    """The class of an item of a list."""
    if name != "rules" or not isinstance(item, Mapping):
        return element
    return RuleOrPack if "use" in item else KINDS.get(str(item.get("kind")), _AnyRule)


def _salvaged_items(name: str, element: Any, items: Iterable[Any]) -> Iterator[tuple[int, Any]]:
    """The items of a list with their places; of those with faults, the ones of which they are told (`few_faults`)."""
    left = MOST_FAULTS
    for n, item in enumerate(items):
        kind = _class(name, element, item)
        try:
            yield n, _adapter(kind).validate_python(item)
        except ValidationError:
            left -= 1
            partly = _partly(kind, item) if left >= 0 else None
            if partly is not None:
                yield n, partly


def _salvaged(model: Any, value: Any) -> Any:
    """An item; of one with faults the keys that are valid, the others being None; None where it is none at all."""
    try:
        return _adapter(model).validate_python(value)
    except ValidationError:
        return _partly(model, value)


def _partly(model: Any, value: Any) -> Any:
    """Of an item with faults the keys that are valid, the others being None; None where it is none at all."""
    if not isinstance(value, Mapping) or not (isinstance(model, type) and issubclass(model, BaseModel)):
        return None
    fields: dict[str, Any] = {name: None for name, info in model.model_fields.items() if info.is_required()}
    for name, info in model.model_fields.items():
        key = info.alias if info.alias in value else name
        if key in value:
            fields[name] = _value(_field(model, name), value[key])
    return model.model_construct(**fields)


def _value(adapter: TypeAdapter[Any], value: Any) -> Any:
    """A valid value, or None. A name where an id should be is kept, for a better message than that it has a space."""
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        lines = error.errors(include_url=False)
    if isinstance(value, Mapping) or any(line["type"] != "string_pattern_mismatch" for line in lines):
        return None
    return tuple(listed(value)) if any(line["loc"] for line in lines) else str(value).strip()


@cache
def _field(model: type[BaseModel], name: str) -> TypeAdapter[Any]:
    info = model.model_fields[name]
    kind: Any = info.annotation
    if info.metadata:
        kind = Annotated[(kind, *info.metadata)]  # pyright: ignore[reportInvalidTypeForm]
    return TypeAdapter(kind)


@cache
def _adapter(model: Any) -> TypeAdapter[Any]:
    return TypeAdapter(model)


def _words(items: Any, key: str) -> Iterator[str]:
    """The words that items have at a key, whatever else is wrong with them."""
    for item in items if isinstance(items, list | tuple) else ():
        words = item.get(key) if isinstance(item, Mapping) else getattr(item, key, None)
        yield from (str(word).strip() for word in listed(() if words is None else words))
