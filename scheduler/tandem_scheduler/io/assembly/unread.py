"""What lies beside the tables that are read, as a sheet or a file, and may have been meant as one of them."""

import difflib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..tables import Column, plain

OWN = "_"
"""Begins the name of a sheet or file that is the planner's own: it is left alone without a word."""

FIRST_ROWS = 5
"""Rows in which columns are looked for: planners like to write a title above them."""

NEAR = 0.8
"""How much alike names are of which one is taken for the other misspelt (`difflib`)."""

CALLED = {
    "people": "personnel staff team officers detectives members",
    "absences": "leave holiday holidays vacation sick sickness unavailable unavailability training court courses off",
    "duties": "duty shift shifts rota",
    "requests": "wish wishes preference preferences",
    "areas": "neighbourhoods neighborhoods beats districts wards places",
    "evenings": "dates nights",
    "demand": "needs wanted",
    "history": "worked past",
    "published": "told announced",
    "pins": "fixed agreed",
    "duty export": "export",
}
"""What else people call the tables."""


class Meant(NamedTuple):
    """The table that was meant."""

    table: str
    why: str = ""
    """What makes it plain; empty where it is but a guess."""


def meant(name: str, rows: Iterable[Iterable[str]], tables: Mapping[str, Mapping[str, Column]]) -> Meant | None:
    """The table that something unread may have been meant as, by its name and by the columns in its first rows."""
    found = [_meant(name, row, tables) for row in rows] or [_meant(name, (), tables)]
    return max(filter(None, found), key=lambda like: bool(like.why), default=None)


def _meant(name: str, header: Iterable[str], tables: Mapping[str, Mapping[str, Column]]) -> Meant | None:
    titles = {plain(title): title for title in tables}
    given = {plain(word) for word in header} - {""}
    shared = {title: len(given & {*map(plain, columns)}) for title, columns in tables.items()}
    whole = [
        title
        for title, columns in tables.items()
        if shared[title] >= 2
        and 2 * shared[title] > len(given)
        and {plain(name) for name, column in columns.items() if column.required} <= given
    ]
    if whole:
        return Meant(max(whole, key=shared.__getitem__), "has the columns")
    if near := difflib.get_close_matches(plain(name), titles, n=1, cutoff=NEAR):
        return Meant(titles[near[0]], "nearly has the name")
    words = {*plain(name).split()}
    called = [title for key, title in titles.items() if {*key.split(), *CALLED.get(key, "").split()} & words]
    most = max(tables, key=shared.__getitem__)
    guess = called[:1] or ([most] if shared[most] >= 2 else [])
    return Meant(guess[0]) if guess else None


def listed(names: Iterable[str]) -> str:
    """Some names as a text: all of a few, of many the first and the number."""
    shown = [f"'{name[:40]}'" for name in names]
    if len(shown) > 6:
        shown = [*shown[:5], f"{len(shown) - 5} more"]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
