"""Names where ids are asked for: planners know people and areas by them."""

from collections import Counter
from collections.abc import Iterable, Mapping

from .tables import Table, plain

REFERENCES = {"people": ("person", "detective", "officer", "partner", "staff_id"), "areas": ("home", "area")}
"""By the table that has the ids, the columns of all tables that refer to them."""


def ids_for_names(tables: Mapping[str, Table]) -> None:
    """Put ids in place of names, and of ids in other capitals, in tables by their name.

    It is done where just one person or area can be meant; what is not known stays for a message to tell of.
    """
    for owner, columns in REFERENCES.items():
        if owner in tables:
            meant = _meant(tables[owner].items)
            for table in tables.values():
                for item in table.items:
                    for column in columns:
                        if isinstance(value := item.get(column), str):
                            item[column] = meant.get(value, meant.get(plain(value), value))


def _meant(items: Iterable[Mapping[str, object]]) -> dict[str, str]:
    """The id for each word that stands for one alone."""
    known = [(str(item["id"]), plain(str(item.get("name", "")))) for item in items if "id" in item]
    words = Counter(word for name, label in known for word in {plain(name), label} if word)
    found = {word: name for name, label in known for word in (label, plain(name)) if words[word] == 1}
    return found | {name: name for name, _ in known}
