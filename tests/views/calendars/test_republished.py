from datetime import UTC, datetime, timedelta

import pytest

from tandem_scheduler.views.calendars import write_calendar, write_calendars
from tests.builders import day, people, scenario, team
from tests.views.calendars import strict
from tests.views.calendars.rosters import LATER, NAMED, NOW, brief, contents, lone, operation


def test_the_same_again_changes_nothing(tmp_path):
    made = brief(scenario(people=NAMED), team(1), team(2, detective="D2", officer="N2"))
    write_calendars(tmp_path, made, now=NOW)
    before = contents(tmp_path), {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    files = write_calendars(tmp_path, made, now=LATER)
    assert (contents(tmp_path), {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}) == before
    assert len(files) == 5


@pytest.mark.parametrize(
    ("change", "title"),
    [
        (team(1, officer="N2"), "Test: north, D1 + N2"),
        (team(1, "south"), "Test: south, D1 + N1"),
    ],
)
def test_what_is_different_goes_on_from_its_sequence_and_the_rest_stays(tmp_path, change, title):
    path = tmp_path / "all.ics"
    write_calendar(path, brief(scenario(), team(1), team(2)), now=NOW)
    before = strict.read(path).events
    write_calendar(path, brief(scenario(), change, team(2)), now=LATER)
    after = strict.read(path).events
    assert after.keys() == before.keys()
    same, changed = sorted(after.values(), key=lambda event: event.sequence)
    assert same.raw == before[same.values["UID"]].raw
    assert changed.sequence == 1
    assert changed.values["DTSTAMP"] == changed.values["LAST-MODIFIED"] == "20210221T120000Z"
    assert changed.values["SUMMARY"] == title


def test_dropped_revived_and_dropped_again(tmp_path):
    path = tmp_path / "D1.ics"
    seen = []
    for number, teams in enumerate(([team(1)], [], [], [team(1)], [team(1)], [], [team(1, "south")])):
        write_calendars(tmp_path, brief(scenario(), *teams), now=NOW + timedelta(hours=number))
        event = lone(path)
        seen.append((event.sequence, event.status, event.values["DTSTAMP"][9:11]))
    assert seen == [
        (0, "CONFIRMED", "12"),
        (1, "CANCELLED", "13"),
        (1, "CANCELLED", "13"),
        (2, "CONFIRMED", "15"),
        (2, "CONFIRMED", "15"),
        (3, "CANCELLED", "17"),
        (4, "CONFIRMED", "18"),
    ]


def test_a_changed_partner_has_the_evening_cancelled_and_the_new_one_gets_it(tmp_path):
    write_calendars(tmp_path, brief(scenario(), team(1)), now=NOW)
    write_calendars(tmp_path, brief(scenario(), team(1, officer="N2")), now=LATER)
    told = {name: lone(tmp_path / f"{name}.ics") for name in ("all", "D1", "N1", "N2")}
    assert {name: (event.status, event.sequence) for name, event in told.items()} == {
        "all": ("CONFIRMED", 1),
        "D1": ("CONFIRMED", 1),
        "N1": ("CANCELLED", 1),
        "N2": ("CONFIRMED", 0),
    }


def test_what_is_cancelled_names_nobody_any_more(tmp_path):
    areas = [{"id": "north", "name": "West, East"}, {"id": "south"}]
    named = scenario(people=NAMED, areas=areas)
    write_calendars(tmp_path, brief(named, team(1)), now=NOW)
    assert "O'Neill" in lone(tmp_path / "D1.ics").values["SUMMARY"]
    write_calendars(tmp_path, brief(named), now=LATER)
    for name in ("D1", "N1", "all"):
        cancelled = lone(tmp_path / f"{name}.ics")
        assert (cancelled.status, cancelled.values["SUMMARY"]) == ("CANCELLED", "Test: West, East")
        assert not [word for word in ("Asha", "Neill", "0116") if word in (tmp_path / f"{name}.ics").read_text()]


def test_it_is_told_how_many_entries_are_new_changed_cancelled_and_unchanged(tmp_path):
    told = []
    rosters = (
        [team(1), team(2), team(3)],
        [team(1), team(2, "south"), team(4)],  # as it was, changed, dropped, and one more
        [team(1), team(2, "south"), team(4)],
        [team(3), team(4)],  # one is back, two are dropped
    )
    for number, teams in enumerate(rosters):
        found = write_calendars(tmp_path, brief(scenario(), *teams), now=NOW + timedelta(hours=number))
        told.append(tuple(number for _, number in found[tmp_path / "all.ics"]))
    assert told == [(3, 0, 0, 0), (1, 1, 1, 1), (0, 0, 0, 3), (1, 0, 2, 1)]


def test_changed_times_and_zone_change_the_entry(tmp_path):
    path = tmp_path / "all.ics"
    late = {"shift": {"start": "16:00", "end": "02:00"}, "teams": 2}
    write_calendar(path, brief(scenario(), team(1), team(2)), now=NOW)
    plan = scenario(evenings=late, operation=operation(timezone="Europe/Paris"))
    write_calendar(path, brief(plan, team(1)), now=LATER)
    kept, dropped = sorted(strict.read(path).events.values(), key=lambda event: event.status, reverse=True)
    assert (kept.start, kept.end) == plan.span(day(1))
    assert (dropped.status, dropped.start) == ("CANCELLED", datetime(2021, 3, 2, 14, tzinfo=UTC))


def test_evenings_worked_before_a_new_period_stay(tmp_path):
    path = tmp_path / "all.ics"
    first = scenario(people=NAMED)
    write_calendar(path, brief(first, team(1), team(3)), now=NOW)
    before = strict.read(path).events
    later = scenario(people=NAMED, start=day(2))
    halfway = datetime(2021, 3, 2, 9, tzinfo=UTC)
    write_calendar(path, brief(later, team(3)), now=halfway)
    assert {uid: event.raw for uid, event in strict.read(path).events.items()} == {
        uid: event.raw for uid, event in before.items()
    }
    write_calendar(path, brief(later.anonymous(), team(3)), now=halfway)
    assert {(event.status, event.sequence) for event in strict.read(path).events.values()} == {("CONFIRMED", 1)}
    assert b"Asha" not in path.read_bytes()


def test_an_operation_put_off_is_cancelled_before_it_begins(tmp_path):
    path = tmp_path / "all.ics"
    write_calendar(path, brief(scenario(), team(1)), now=NOW)
    write_calendar(path, brief(scenario(start=day(30)), team(30)), now=LATER)
    assert sorted(event.status for event in strict.read(path).events.values()) == ["CANCELLED", "CONFIRMED"]


def test_who_left_is_told_that_all_is_cancelled(tmp_path):
    crew = [{"id": "D/1", "role": "detective"}, {"id": "N;1\\n,", "role": "neighbourhood_officer"}, *people(2, 2)]
    write_calendars(tmp_path, brief(scenario(people=crew), team(1, detective="D/1", officer="N;1\\n,")), now=NOW)
    (tmp_path / "holiday.ics").write_text("BEGIN:VCALENDAR\nnot ours\n")
    (tmp_path / "broken.ics").write_bytes(b"\xff\x00")
    files = write_calendars(tmp_path, brief(scenario(), team(1)), now=LATER)
    assert len(files) == 5
    for path in list(files)[3:]:
        assert (lone(path).status, lone(path).sequence) == ("CANCELLED", 1)
        assert strict.read(path).head["X-TANDEM-PERSON"] in ("D/1", "N;1\\n,")
    assert (tmp_path / "holiday.ics").read_text() == "BEGIN:VCALENDAR\nnot ours\n"
