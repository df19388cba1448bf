"""Time zones as calendars describe them (RFC 5545, 3.6.5)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


class _Clocks(NamedTuple):
    """What clocks show."""

    offset: timedelta
    name: str
    summer: bool


@lru_cache(256)
def time_zone(key: str, first: int, last: int) -> str:
    """The VTIMEZONE of a zone, right from the start of the first year to the end of the last.

    The library's own (7.3) lets summer begin an hour late: its onset is the first time of day that clocks show after
    the hour they skip, where the RFC wants what they would have shown.
    """
    zone = ZoneInfo(key)
    start = datetime(first, 1, 1, tzinfo=zone).astimezone(UTC)
    before = _clocks(start, zone)
    onsets: dict[tuple[timedelta, _Clocks], list[datetime]] = defaultdict(list)
    for instant, after in [(start, before), *_changes(zone, start, datetime(last + 1, 1, 3, tzinfo=UTC))]:
        onsets[before.offset, after].append(instant.replace(tzinfo=None) + before.offset)
        before = after
    described = Timezone()
    described.add("TZID", key)
    for (offset, after), local in onsets.items():
        observance = TimezoneDaylight() if after.summer else TimezoneStandard()
        observance.DTSTART = local[0]
        observance.TZOFFSETFROM = offset
        observance.TZOFFSETTO = after.offset
        observance.add("TZNAME", after.name)
        if local[1:]:
            observance.add("RDATE", local[1:])
        described.add_component(observance)
    return str(described.to_ical().decode()).replace("\r\n", "\n").removesuffix("\n")


def _clocks(instant: datetime, zone: ZoneInfo) -> _Clocks:
    local = instant.astimezone(zone)
    return _Clocks(local.utcoffset() or timedelta(), local.tzname() or "", bool(local.dst()))


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[tuple[datetime, _Clocks]]:
    """The instants at which clocks change, with what they show from then on; no zone does so twice a day."""
    while start < end:
        later, target = start + _DAY, _clocks(start + _DAY, zone)
        if target != _clocks(start, zone):
            unchanged, changed = start, later
            while changed - unchanged > _SECOND:
                middle = unchanged + (changed - unchanged) // _SECOND // 2 * _SECOND
                unchanged, changed = (unchanged, middle) if _clocks(middle, zone) == target else (middle, changed)
            yield changed, target
        start = later
