"""Rosters to choose from, written to files."""

import os
from pathlib import Path
from typing import Literal

from tandem_models import Alternatives, Fault, RosterError, Scenario

from ...engine import clock
from ...entrance import genuine, sound
from ...io import atomic_write, path_of
from .rosters import write_roster

SINGLE = (".html", ".xlsx", ".csv")
"""Endings of the files of each roster, in a folder."""


def alternatives_kind(path: str | os.PathLike[str]) -> Literal["page", "folder"]:
    """What is written to a place: a page by its extension `.html`; without one, or where it is a folder, a folder.

    Raises:
        RosterError: it has another extension, or it is a folder with something in it.
    """
    place = path_of(path)
    if place.is_dir() and any(place.iterdir()):
        message = "the folder is not empty: name a new one, so that rosters of before are not among them"
        raise RosterError([Fault(file=str(path), message=message)])
    if place.is_dir() or not place.suffix:
        return "folder"
    if place.suffix.lower() == ".html":
        return "page"
    message = "rosters to choose from go on a page (.html), or into a folder, named without an extension"
    raise RosterError([Fault(file=str(path), message=message)])


def write_alternatives(path: str | os.PathLike[str], found: Alternatives, scenario: Scenario) -> tuple[Path, ...]:
    """Write rosters to choose from: a page that compares them, or a folder with that and each roster.

    Args:
        path: a file `.html` for the page; or a folder, made where there is none, for the page (`index.html`) and for
            each roster, by its number from 1, a page, a workbook and a table (`1.html`, `1.xlsx`, `1.csv`).
        found: what `alternatives` gave.
        scenario: whose names the pages show; `Scenario.anonymous` is without them.

    Returns:
        The files.

    Raises:
        TypeError, ScenarioError: for a scenario or answer that is none, or has faults.
        RosterError: there is no roster to write, the path has another extension, or the folder is not empty.
        OSError: a file can't be written.
    """
    from ...views.alternatives import page_of_alternatives

    scenario, found, place = sound(scenario), genuine(found, Alternatives, argument="found"), path_of(path)
    kind = alternatives_kind(place)
    if not found.alternatives:
        raise RosterError([Fault(path="alternatives", code="no_roster", message="there is no roster to write")])
    today = clock.today()
    if kind == "page":
        atomic_write(place, page_of_alternatives(scenario, found, today))
        return (place,)
    place.mkdir(exist_ok=True)
    files = []
    for number, each in enumerate(found.alternatives, 1):
        for ending in SINGLE:
            file = place / f"{number}{ending}"
            write_roster(file, each.schedule, scenario)
            files.append(file)
    index = place / "index.html"
    links = {number: f"{number}.html" for number in range(1, len(found.alternatives) + 1)}
    atomic_write(index, page_of_alternatives(scenario, found, today, links))
    return (index, *files)
