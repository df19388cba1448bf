"""Notices in files: a folder with a page for each person, one page of all, or the list alone."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from tandem_models import Fault, InputError, RosterError, Scenario
from tandem_scheduler.io.files import atomic_write, atomic_writes, path_of, read_text, refusal

from ..calendars.file_names import file_names
from .pages import NoticePages, kind_of
from .table import notices_csv
from .told import Decision

NoticesKind = Literal["folder", "html", "csv"]

LIST = "notices.csv"
"""The list, in a folder of notices."""

INDEX = "index"
"""The name of the page of all, in a folder of notices."""

_WAY_OUT = "name another folder, or move this file away"


def notices_kind(path: str | os.PathLike[str]) -> NoticesKind:
    """What is written to a place: by its extension a page or a list, without one, or where it is a folder, a folder.

    Raises:
        RosterError: it has another extension, and is no folder.
    """
    place = path_of(path)
    if place.is_dir() or not place.suffix:
        return "folder"
    match place.suffix.lower():
        case ".html":
            return "html"
        case ".csv":
            return "csv"
    message = "can't tell what notices to write: name it .html or .csv, or a folder, without an extension"
    raise RosterError([Fault(file=str(path), message=message)])


def write_all(path: str | os.PathLike[str], decision: Decision) -> None:
    """Write what people are told, each file whole or not at all.

    In a folder, pages of this operation that are there of people who are told nothing now are removed: what was
    decided before is not to be sent by mistake.

    Raises:
        RosterError: the extension is none.
        InputError: pages in the folder that would be replaced are not of this operation's notices.
        OSError: a file can't be written.
    """
    place = path_of(path)
    match notices_kind(place):
        case "html":
            atomic_write(place, NoticePages(decision).of_all())
        case "csv":
            atomic_write(place, notices_csv(decision))
        case "folder":
            _write_folder(place, decision)


def _write_folder(folder: Path, decision: Decision) -> None:
    refuse_other_pages(folder, decision.scenario)
    pages, names = NoticePages(decision), _names(decision.scenario, [one.person for one in decision.digests])
    texts: dict[str | os.PathLike[str], str | bytes] = {
        **{folder / names[person]: text for person, text in pages.of_each().items()},
        folder / f"{INDEX}.html": pages.of_all(names),
        folder / LIST: notices_csv(decision),
    }
    folder.mkdir(exist_ok=True)
    old = _of_this_operation(folder, decision.scenario)
    atomic_writes(texts)
    for page, kind in old.items():
        if kind == "notice" and page not in texts:
            page.unlink()


def refuse_other_pages(folder: Path, scenario: Scenario) -> None:
    """Look at the pages in a folder that notices would replace.

    Raises:
        InputError: they are none of this operation's notices.
    """
    if not folder.is_dir():
        return
    own = _of_this_operation(folder, scenario)
    names = [f"{INDEX}.html", *_names(scenario, [person.id for person in scenario.people]).values()]
    there = [folder / name for name in names if (folder / name).exists()]
    strange = [page for page in there if page not in own]
    if strange:
        faults = [refusal(str(page), f"is no notice of this operation: {_WAY_OUT}").faults for page in strange]
        raise InputError([fault for some in faults for fault in some])


def _names(scenario: Scenario, people: list[str]) -> dict[str, str]:
    """The file of each person; those whom the scenario does not have come last."""
    known = [person.id for person in scenario.people]
    others = [person for person in people if person not in scenario.person]
    return {person: f"{name}.html" for person, name in file_names([*known, *others], taken=[INDEX]).items()}


def _of_this_operation(folder: Path, scenario: Scenario) -> Mapping[Path, str]:
    """The pages in a folder that are this operation's notices, and whether of one person or of all (`kind_of`)."""
    found: dict[Path, str] = {}
    for page in folder.glob("*.html"):
        try:
            if kind := kind_of(read_text(page), scenario):
                found[page] = kind
        except InputError:
            continue  # no page of ours; what is in our way is refused
    return found
