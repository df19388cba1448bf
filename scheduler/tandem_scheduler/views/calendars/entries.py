"""The entries of a calendar: what one team on one evening becomes, and what becomes of it when the roster changes."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from tandem_models import CalendarNews, Deployment, Operation
from tandem_scheduler.words.plain import ROLES

from ..brief import Brief
from .ics import clean, component, name_of, plain_text, text_property

_TANDEM = UUID("5c1b2f8e-0d0a-4f0e-9f0b-7a3d5e6c9b41")
_STAMPS = ("UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED")


@dataclass(frozen=True)
class Entry:
    """A VEVENT of a calendar."""

    uid: str
    content: tuple[str, ...]
    """Its properties, folded, without those that tell one publication from another."""
    sequence: int = 0
    stamped: str = ""
    """When this form of it was made: 20210222T120000Z."""

    @property
    def text(self) -> str:
        """The entry as it stands in a file."""
        stamps = (f"UID:{self.uid}", f"SEQUENCE:{self.sequence}")
        return component("VEVENT", (*stamps, f"DTSTAMP:{self.stamped}", f"LAST-MODIFIED:{self.stamped}", *self.content))

    @property
    def zone(self) -> str:
        """The key of the time zone that its times are in."""
        found = re.match(r"DTSTART;TZID=([^:]+):", self.content[0])
        return found[1] if found else "UTC"

    @property
    def start(self) -> datetime:
        """When it starts, in local time."""
        local = datetime.strptime(self.content[0].partition(":")[2].removesuffix("Z"), "%Y%m%dT%H%M%S")
        return local.replace(tzinfo=ZoneInfo(self.zone))

    def without(self, *names: str) -> "Entry":
        """The same without some of its properties."""
        return replace(self, content=tuple(line for line in self.content if name_of(line) not in names))

    @property
    def is_cancelled(self) -> bool:
        """Whether it is called off."""
        return "STATUS:CANCELLED" in self.content

    @property
    def cancelled(self) -> "Entry":
        """The entry called off: with nobody's name and contact any more."""
        rest = self.nameless.without("STATUS")
        return replace(rest, content=(*rest.content, "STATUS:CANCELLED"))

    @property
    def nameless(self) -> "Entry":
        """The entry with nobody's name and contact: of its title, operation and area are left."""
        texts = {name_of(line): plain_text(line) for line in self.content}
        title, area = texts.get("SUMMARY", ""), f": {texts.get('LOCATION', '')}"
        short = text_property("SUMMARY", title[: title.find(area) + len(area)] if area in title else area[2:])
        rest = self.without("DESCRIPTION")
        return replace(rest, content=tuple(short if name_of(line) == "SUMMARY" else line for line in rest.content))


def operation_id(operation: Operation) -> UUID:
    """What an operation is known by, whatever its dates: its name and force."""
    return uuid5(_TANDEM, json.dumps([operation.force, operation.name]))


def calendar_id(operation: Operation, person: str | None) -> UUID:
    """What a calendar is known by: that of one person, or (None) the one of all teams."""
    return uuid5(operation_id(operation), json.dumps(["calendar", person]))


def entries(brief: Brief, person: str | None) -> Mapping[str, Entry]:
    """The entries, by their ids, of one person or (None) of all teams.

    An entry is known by its operation, evening and person, in the calendar of all by the detective: another partner,
    area or shift changes it. It is another one in each calendar, so that people can look at several side by side.
    """
    calendar = calendar_id(brief.scenario.operation, person)
    found: dict[str, Entry] = {}
    seen = Counter[tuple[str, str]]()
    for team in brief.deployments:
        if person in (None, team.detective, team.officer):
            known_by = (team.evening.isoformat(), person or team.detective)
            uid = str(uuid5(calendar, json.dumps([*known_by, seen[known_by]])))
            seen[known_by] += 1  # a roster made by hand may send somebody out twice
            found[uid] = Entry(uid, (*_times(brief, team), *_words(brief, team, person), "STATUS:CONFIRMED"))
    return found


def _times(brief: Brief, team: Deployment) -> Sequence[str]:
    """Start and end: of local times that clocks skip, what they show instead, as many calendars get those wrong."""
    start, end = brief.scenario.span(team.evening, team.area)
    # Without an end, an event is over as it begins; one at its start is not allowed.
    named = [("DTSTART", start), *([("DTEND", end)] if end > start else [])]
    return [f"{name}{_local(instant.astimezone(brief.scenario.zone))}" for name, instant in named]


def _local(time: datetime) -> str:
    utc = time.tzname() == "UTC"
    return f":{time:%Y%m%dT%H%M%SZ}" if utc else f";TZID={time.tzinfo}:{time:%Y%m%dT%H%M%S}"


def _words(brief: Brief, team: Deployment, person: str | None) -> Sequence[str]:
    """Title, place and description."""
    area = brief.scenario.area[team.area].label
    ids = [team.detective, team.officer] if person is None else [brief.partner(person, team)]
    members = [brief.scenario.person[identifier] for identifier in ids]
    who = " + ".join(member.label for member in members)
    title = f"{area}, {who}" if person is None else f"{area} with {who}"
    told = []
    for member in members:
        contact = f", {member.contact}" if member.contact else ""
        told.append(f"{ROLES[member.role].capitalize()}: {member.label}{contact}")
    return [
        text_property("SUMMARY", f"{brief.scenario.operation.name}: {title}"),
        text_property("LOCATION", area),
        text_property("DESCRIPTION", *told, f"Area: {area}"),
    ]


def republished(brief: Brief, person: str | None, earlier: Mapping[str, Entry], now: datetime) -> Sequence[Entry]:
    """The entries with what people were told of them before taken on, by their starts.

    What is the same stays as it is. What is different is one further in its sequence; what is dropped is cancelled, and
    stays, so that calendars that know it hear of it. What has begun by `now` and lies outside the operation's dates was
    worked before these were planned: it stays, but without names and contact details where the scenario has none.
    """
    operation = brief.scenario.operation
    named = any(known.name or known.contact for known in brief.scenario.people)
    wanted = entries(brief, person)
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    result = []
    for uid in earlier.keys() | wanted.keys():
        old = earlier.get(uid)
        if old is None:
            result.append(replace(wanted[uid], stamped=stamp))
            continue
        if uid in wanted:
            entry = wanted[uid]
        elif old.start <= now and not operation.start <= old.start.date() <= operation.end:
            entry = old if named else old.nameless
        else:
            entry = old.cancelled
        same = entry.content == old.content
        result.append(old if same else replace(entry, sequence=old.sequence + 1, stamped=stamp))
    return sorted(result, key=lambda entry: (entry.start, entry.uid))


def news(earlier: Mapping[str, Entry], now: Iterable[Entry]) -> CalendarNews:
    """What a publication says that the one before did not."""
    found = Counter[str]()
    for entry in now:
        old = earlier.get(entry.uid)
        if old is None or (old.is_cancelled and not entry.is_cancelled):
            found["new"] += 1
        elif entry.sequence != old.sequence:
            found["cancelled" if entry.is_cancelled else "changed"] += 1
        elif not entry.is_cancelled:
            found["unchanged"] += 1
    return CalendarNews(**found)


def entry_of(lines: Sequence[str]) -> Entry:
    """An entry as it stands in a file.

    Raises:
        ValueError: what entries of ours have is missing, or can't be understood.
    """
    stamps = {name_of(line): line.partition(":")[2] for line in lines if name_of(line) in _STAMPS}
    content = tuple(line for line in lines if name_of(line) not in _STAMPS)
    if missing := {*_STAMPS, "DTSTART"} - {*stamps, *map(name_of, content[:1])}:
        raise ValueError(f"an entry has no {min(missing)} in its place")
    entry = Entry(stamps["UID"], content, stamped=stamps["DTSTAMP"])
    try:
        UUID(entry.uid)
        datetime.strptime(entry.stamped, "%Y%m%dT%H%M%SZ")
        _ = entry.start
        return replace(entry, sequence=int(stamps["SEQUENCE"]))
    except (ValueError, KeyError, OSError):
        raise ValueError(f"its entry {entry.uid[:40]} is not as Tandem writes them") from None


def title(brief: Brief, person: str | None) -> str:
    """What a calendar is called: the operation, and whose it is."""
    name = clean(brief.scenario.operation.name)
    return name if person is None else f"{name}: {person}"
