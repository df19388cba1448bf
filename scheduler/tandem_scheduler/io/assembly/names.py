"""Names where ids are asked for: planners know people and areas by them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from tandem_models.base import ROLE_WORDS
from tandem_models.days import day_meant

from ..tables import Table, plain

REFERENCES = {
    "people": ("person", "detective", "officer", "partner", "staff_id", "who", "except"),
    "areas": ("home", "area", "areas", "who", "except"),
}
"""By the table that has the ids, the columns of all tables that refer to them."""

_DAYS = ("available", "on", "except")
"""Columns that may have lists of days."""

_ROLES = {plain(word): role.value for word, role in ROLE_WORDS.items()}


def ids_for_names(tables: Mapping[str, Table]) -> None:
    """Put ids in place of names, and of ids in other capitals, in tables by their name; roles by whatever word.

    It is done where just one person or area can be meant; what is not known stays for a message to tell of.
    """
    by_column: dict[str, dict[str, str]] = {"role": _ROLES, "who": {**_ROLES}, "except": {**_ROLES}}
    for owner, columns in REFERENCES.items():
        meant = _meant(tables[owner].items) if owner in tables else {}
        for column in columns:
            by_column.setdefault(column, {}).update(meant)
    people = tables["people"].items if "people" in tables else []
    own = {word: word for one in people for key in ("skills", "tags") for word in one.get(key, ())}
    for column in ("who", "except"):
        by_column[column].update(own)
    by_column["skill"] = {skill: skill for one in people for skill in one.get("skills", ())}
    codes = tables["pattern days"].items if "pattern days" in tables else []
    by_column["days"] = {one["code"]: one["code"] for one in codes if "code" in one}
    tags = {word: tag for one in people for tag in one.get("tags", ()) for word in (plain(tag), tag)}
    for name, table in tables.items():
        # An absence may be of all who have a tag.
        known = by_column | {"person": by_column["person"] | tags} if name == "absences" else by_column
        for item in table.items:
            for column in item.keys() & {*known, *_DAYS}:
                if isinstance(words := item[column], list):
                    item[column] = [part for word in words for part in _parted(word, column, known.get(column, {}))]
            for column in known.keys() & item.keys():
                item[column] = _replaced(item[column], known[column])


def _parted(word: str, column: str, known: Mapping[str, str]) -> list[str]:
    """The words of an item that lacks the ; between them: each is one that the column may have, the whole is none."""

    def is_known(part: str) -> bool:
        return part in known or plain(part) in known or (column in _DAYS and day_meant(part) is not None)

    parts = word.split()
    return parts if len(parts) > 1 and not is_known(word) and all(map(is_known, parts)) else [word]


def _replaced(value: Any, meant: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_replaced(word, meant) for word in value]
    return meant.get(value, meant.get(plain(value), value))


def _meant(items: Iterable[Mapping[str, object]]) -> dict[str, str]:
    """The id for each word that stands for one alone."""
    known = [(str(item["id"]), plain(str(item.get("name", "")))) for item in items if "id" in item]
    words = Counter(word for name, label in known for word in {plain(name), label} if word)
    found = {word: name for name, label in known for word in (label, plain(name)) if words[word] == 1}
    return found | {name: name for name, _ in known}
