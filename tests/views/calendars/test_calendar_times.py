from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tandem_scheduler.views.calendars import write_calendar
from tests.builders import scenario, team
from tests.views.calendars import strict
from tests.views.calendars.rosters import NOW, ZONES, brief, lone, on, operation


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("start", "end"),
    [("16:00", "02:00"), ("00:30", "01:30"), ("01:30", "03:00"), ("01:00", "02:00"), ("22:00", "22:00")],
)
def test_times_are_the_scenarios_instants(tmp_path, zone, start, end):
    changes = [date(2021, 3, 14), date(2021, 3, 28), date(2021, 4, 4), date(2021, 5, 16), date(2021, 10, 3)]
    changes += [date(2021, 10, 31), date(2021, 11, 7), date(2021, 12, 31)]
    evenings = {change + timedelta(days=n) for change in changes for n in (-1, 0, 1)} - {date(2022, 1, 1)}
    plan = scenario(
        operation=operation(timezone=zone, start=date(2021, 1, 1), end=date(2021, 12, 31)),
        evenings={"shift": {"start": start, "end": end}, "teams": 1},
    )
    teams = [on(evening) for evening in sorted(evenings)]
    write_calendar(tmp_path / "all.ics", brief(plan, *teams), now=NOW)
    found = sorted((event.start, event.end) for event in strict.read(tmp_path / "all.ics").events.values())
    assert found == sorted(plan.span(evening, "north") for evening in evenings)


@pytest.mark.parametrize(
    ("night", "hours"), [(27, 9), (28, 10), (26, 10)], ids=["into summer", "after it began", "the night before"]
)
def test_a_night_when_clocks_change_is_shorter(tmp_path, night, hours):
    start = date(2021, 3, night)
    plan = scenario(start=start, days=1, evenings={"shift": {"start": "18:00", "end": "04:00"}, "teams": 1})
    write_calendar(tmp_path / "all.ics", brief(plan, on(start)))
    event = lone(tmp_path / "all.ics")
    assert event.end - event.start == timedelta(hours=hours)


def test_areas_have_their_own_times(tmp_path):
    areas = [{"id": "north", "shift": {"start": "10:00", "end": "12:00"}}]
    write_calendar(tmp_path / "all.ics", brief(scenario(areas=areas), team(1)), now=NOW)
    assert lone(tmp_path / "all.ics").start == datetime(2021, 3, 1, 10, tzinfo=UTC)


def test_a_shift_inside_the_hour_that_clocks_skip_has_no_length(tmp_path):
    start = date(2021, 3, 28)
    plan = scenario(start=start, days=1, evenings={"shift": {"start": "01:30", "end": "02:00"}, "teams": 1})
    write_calendar(tmp_path / "all.ics", brief(plan, on(start)))
    event = lone(tmp_path / "all.ics")
    assert "DTEND" not in event.values
    assert event.values["DTSTART"] == "20210328T023000"  # what clocks show then
    assert (event.start, event.end) == plan.span(start)


def test_zones_are_described_as_the_world_has_them(tmp_path):
    for key in ZONES:
        plan = scenario(operation=operation(timezone=key, start=date(2020, 5, 1), end=date(2022, 4, 1)))
        write_calendar(tmp_path / "all.ics", brief(plan), now=NOW)
        onsets = sorted(strict.read(tmp_path / "all.ics").zones[key], key=lambda onset: onset.instant)
        for hour in range(24 * 365 * 3):
            instant = datetime(2020, 1, 1, 14, tzinfo=UTC) + timedelta(hours=hour)
            known = [onset.offset for onset in onsets if onset.instant <= instant][-1]
            assert known == instant.astimezone(ZoneInfo(key)).utcoffset()
