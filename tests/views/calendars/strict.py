"""A strict reader of iCalendar files that shares nothing with what writes them."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from icalendar import Calendar

PROPERTY = re.compile(r'([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)', re.DOTALL)
ONCE = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "SUMMARY", "LOCATION", "DESCRIPTION")
TEXTS = ("SUMMARY", "LOCATION", "DESCRIPTION", "NAME", "X-WR-CALNAME", "X-TANDEM-PERSON")
KNOWN = {
    "VCALENDAR": "VERSION PRODID CALSCALE METHOD UID NAME X-WR-CALNAME REFRESH-INTERVAL X-PUBLISHED-TTL "
    "X-TANDEM-OPERATION X-TANDEM-PERSON",
    "VEVENT": " ".join((*ONCE, "LAST-MODIFIED")),
    "VTIMEZONE": "TZID",
    "STANDARD": "DTSTART TZOFFSETFROM TZOFFSETTO TZNAME RDATE",
    "DAYLIGHT": "DTSTART TZOFFSETFROM TZOFFSETTO TZNAME RDATE",
}


@dataclass(frozen=True)
class Onset:
    """From this instant on, clocks of a zone show so much more than UTC."""

    instant: datetime
    offset: timedelta


@dataclass(frozen=True)
class Event:
    """What a client takes from a VEVENT; times by the file's own time zones alone."""

    values: dict[str, str]
    start: datetime
    end: datetime
    raw: str

    @property
    def sequence(self) -> int:
        return int(self.values["SEQUENCE"])

    @property
    def status(self) -> str:
        return self.values["STATUS"]


@dataclass(frozen=True)
class File:
    head: dict[str, str]
    events: dict[str, Event]
    zones: dict[str, list[Onset]]


def read(path: Path) -> File:
    """Read a file, failing on whatever RFC 5545 does not allow, and let the library read it, too."""
    content = path.read_bytes()
    assert len(content) < 2**25
    assert content.endswith(b"\r\n")
    rows = content.removesuffix(b"\r\n").split(b"\r\n")
    for row in rows:
        assert len(row) <= 75
        assert row.strip(), "an empty line"
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", row)
        row.decode()  # characters are not torn apart
    lines = re.sub("\r\n[ \t]", "", content.decode().removesuffix("\r\n")).split("\r\n")
    head, events, zones = _nested(lines)
    _parsed_by_library(content, len(events))
    assert head["VERSION"] == "2.0"
    assert head["METHOD"] == "PUBLISH"
    assert head["PRODID"]
    blocks = re.findall("BEGIN:VEVENT\r\n.*?\r\nEND:VEVENT\r\n", content.decode(), re.DOTALL)
    found = {}
    for (values, names), raw in zip(events, blocks, strict=True):
        assert {"UID", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY", "LOCATION", "STATUS"} <= values.keys()
        assert values["UID"] not in found
        start = _instant(names["DTSTART"], values["DTSTART"], zones)
        end = _instant(names["DTEND"], values["DTEND"], zones) if "DTEND" in values else start
        assert end > start or "DTEND" not in values
        found[values["UID"]] = Event(values, start, end, raw)
    return File(head, found, zones)


def _nested(lines):
    stack, head, events, zones, current, zone = [], {}, [], {}, ({}, {}), ""
    for line in lines:
        match = PROPERTY.fullmatch(line)
        assert match, line
        name, parameters, value = match.groups()
        if name == "BEGIN":
            assert bool(stack) == (value != "VCALENDAR")
            stack.append(value)
            current = ({}, {})
            if value == "VEVENT":
                events.append(current)
        elif name == "END":
            assert stack.pop() == value
            if value in ("STANDARD", "DAYLIGHT"):
                zones.setdefault(zone, []).extend(_onsets(current[0]))
        else:
            assert name in KNOWN[stack[-1]].split(), f"{name} in {stack[-1]}"
            values = head if stack[-1] == "VCALENDAR" else current[0]
            assert name not in values, f"{name} twice"
            values[name] = _text(value) if name in TEXTS else value
            current[1][name] = parameters
            if name == "TZID":
                zone = value
    assert not stack
    assert zones or events
    return head, events, zones


def _text(value):
    assert re.fullmatch(r"(?:[^\\;,\n]|\\[\\;,nN])*", value), value
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def _offset(text):
    sign, hours, minutes, seconds = re.fullmatch(r"([+-])(\d\d)(\d\d)(\d\d)?", text).groups()
    length = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds or 0))
    return -length if sign == "-" else length


def _onsets(values):
    before = _offset(values["TZOFFSETFROM"])
    locals_ = [values["DTSTART"], *filter(None, values.get("RDATE", "").split(","))]
    return [Onset(_time(local) - before, _offset(values["TZOFFSETTO"])) for local in locals_]


def _time(text):
    return datetime.strptime(text, "%Y%m%dT%H%M%S").replace(tzinfo=UTC)


def _instant(parameters, value, zones):
    """The instant of a time by the onsets of the file's own VTIMEZONE: the first that clocks show it at."""
    if value.endswith("Z"):
        assert not parameters
        return _time(value.removesuffix("Z"))
    onsets = sorted(zones[parameters.removeprefix(";TZID=")], key=lambda onset: onset.instant)
    local = _time(value)
    assert local >= onsets[0].instant + onsets[0].offset, "before the zone is described"
    for onset, following in zip(onsets, [*onsets[1:], None], strict=True):
        instant = local - onset.offset
        if instant >= onset.instant and (following is None or instant < following.instant):
            return instant
    raise AssertionError(f"clocks never show {value}")


def _parsed_by_library(content, events):
    calendar = Calendar.from_ical(content)
    assert len(calendar.events) == events
    for part in calendar.walk():
        assert not part.errors
        assert not [name for name in part.required if name not in part]
    assert calendar.get_used_tzids() <= {zone.tz_name for zone in calendar.timezones}
