"""Calendars that people subscribe to (iCalendar, RFC 5545 and 7986): one for each person, and one of all teams.

A file is published again by writing it again, in the same place: the entries in it say what people were told, and
`entries.republished` what becomes of them.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tandem_models import CalendarNews, Fault, InputError, QuestionError, Scenario
from tandem_scheduler.io.files import atomic_writes, path_of, read_text, refusal

from ..brief import Brief
from .entries import Entry, calendar_id, entry_of, news, operation_id, republished, title
from .file_names import file_names
from .ics import component, name_of, plain_text, taken_apart, text_property, whole
from .zones import time_zone

ALL = "all"
"""The name of the file of all teams, in a folder of calendars."""

_PRODUCT = "PRODID:-//Tandem//tandem-scheduler//EN"
_PERSON = "X-TANDEM-PERSON"
_WAY_OUT = "write to another place, or move this file away (its entries then begin anew)"


def write_calendar(path: str | os.PathLike[str], brief: Brief, *, now: datetime | None = None) -> None:
    """Write the calendar of all teams to a file, whole or not at all.

    Args:
        path: the file. Where there is one already, it is what people were told: entries that are the same stay as they
            are to the byte, others go on from their sequence, dropped ones are cancelled.
        brief: the roster.
        now: the time of publication, with a time zone; left out, the time it is.

    Raises:
        InputError: the file there is no calendar of ours, or that of another operation or of one person.
        OSError: the file can't be written.
    """
    _publish({path_of(path): None}, brief, now)


def write_calendars(
    folder: str | os.PathLike[str], brief: Brief, *, now: datetime | None = None
) -> Mapping[Path, CalendarNews]:
    """Write the calendar of all teams (`all.ics`) and one for each person (`D01.ics`), as `write_calendar` does.

    Everybody of the scenario gets one who is sent out, or has one there already; in those there of people that the
    scenario does not have any more, everything is cancelled. Nothing is written unless every calendar there can be
    read. The folder is made where there is none. For ids that can't be names of files, see `file_names`.

    Returns:
        What is new in each file, that of all teams first; those in which nothing is are not touched.

    Raises:
        InputError: files there are no calendars of ours, or of another operation, or somebody else's.
        OSError: a file can't be written.
    """
    root, people = path_of(folder), {person.id for person in brief.scenario.people}
    own = _own(root, brief.scenario)
    sent = {person for person, work in brief.work.items() if work}
    places: dict[Path, str | None] = {root / f"{ALL}.ics": None}
    places |= {path: person for path, person in own.items() if person in sent or path.exists()}
    places |= {
        path: person for path, person in _left(root, brief.scenario) if path not in places and person not in people
    }
    return _publish(places, brief, now, root)


def refuse_others(place: Path, scenario: Scenario) -> None:
    """Look at the calendars in a file or folder, which are to be updated.

    Raises:
        InputError: they are no calendars of ours, or of another operation, or somebody else's.
    """
    places = {place / f"{ALL}.ics": None, **_own(place, scenario)} if place.is_dir() else {place: None}
    faults: list[Fault] = []
    for path, person in places.items():
        try:
            if path.exists():
                _earlier(path, scenario, person)
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)


def _own(folder: Path, scenario: Scenario) -> Mapping[Path, str]:
    """Each person's file in a folder, and whose it is."""
    names = file_names([person.id for person in scenario.people], taken=[ALL])
    return {folder / f"{name}.ics": person for person, name in names.items()}


def _publish(
    places: Mapping[Path, str | None], brief: Brief, now: datetime | None, folder: Path | None = None
) -> Mapping[Path, CalendarNews]:
    """Read what is in all places before anything is written to one."""
    moment = now or datetime.now(UTC)
    if moment.tzinfo is None:
        raise QuestionError(f"now must have a time zone, {moment} has none", "now")
    faults: list[Fault] = []
    texts: dict[Path, str] = {}
    told: dict[Path, CalendarNews] = {}
    for path, person in places.items():
        try:
            earlier = _earlier(path, brief.scenario, person) if path.exists() else {}
            entries = republished(brief, person, earlier, moment)
            texts[path], told[path] = _text(brief, person, entries), news(earlier, entries)
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    if folder is not None:
        folder.mkdir(exist_ok=True)
    atomic_writes(
        {path: text for path, text in texts.items() if not path.exists() or path.read_bytes() != text.encode()}
    )
    return told


def _text(brief: Brief, person: str | None, entries: Sequence[Entry]) -> str:
    """A calendar as a file."""
    operation = brief.scenario.operation
    name = title(brief, person)
    head = [
        "VERSION:2.0",
        _PRODUCT,
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"UID:{calendar_id(operation, person)}",
        text_property("NAME", name),
        text_property("X-WR-CALNAME", name),
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        *_whose(brief.scenario, person),
    ]
    # The operation's zone is always described: a calendar must not be without any component.
    years = {operation.timezone: [operation.start.year, operation.end.year]}
    for entry in entries:
        if entry.zone != "UTC":
            years.setdefault(entry.zone, []).append(entry.start.year)
    zones = [time_zone(key, min(found), max(found)) for key, found in sorted(years.items())]
    return whole(component("VCALENDAR", [*head, *zones, *(entry.text for entry in entries)]))


def _whose(scenario: Scenario, person: str | None) -> Sequence[str]:
    """The properties by which a calendar of ours is known."""
    operation = f"X-TANDEM-OPERATION:{operation_id(scenario.operation)}"
    return [operation] if person is None else [operation, text_property(_PERSON, person)]


def _earlier(path: Path, scenario: Scenario, person: str | None) -> Mapping[str, Entry]:
    """The entries, by their ids, of the calendar in a place.

    Raises:
        InputError: it can't be read, or is not the one that this place is for.
    """
    name = str(path)
    try:
        parts = list(taken_apart(read_text(path)))
        head = parts[-1][1]
        if _PRODUCT not in head:
            raise refusal(name, f"is a calendar that was not written by Tandem: {_WAY_OUT}")
        own = _whose(scenario, person)
        if own[0] not in head:
            raise refusal(name, f"is the calendar of an operation of another name or force: {_WAY_OUT}")
        if [line for line in head if name_of(line) == _PERSON] != own[1:]:
            raise refusal(
                name, f"is not the calendar of {person or 'all teams'} but another of this operation: {_WAY_OUT}"
            )
        return {entry.uid: entry for entry in (entry_of(lines) for _, lines in parts[:-1])}
    except ValueError as error:
        raise refusal(name, f"can't be read as a calendar, {error}: {_WAY_OUT}") from None


def _left(folder: Path, scenario: Scenario) -> Iterator[tuple[Path, str]]:
    """The calendars in a folder that are some person's of this operation, and whose."""
    for path in sorted(folder.glob("*.ics")):
        try:
            text = read_text(path)
        except InputError:
            continue  # not ours; what is in our way is read again, and refused
        found = re.search(rf"^{_PERSON}:.*(\n[ \t].*)*", text, re.MULTILINE)
        if found and _whose(scenario, None)[0] in text.split("\n"):
            yield path, plain_text(found[0])
