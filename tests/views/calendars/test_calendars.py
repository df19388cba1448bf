from datetime import datetime

import pytest

from tandem_models import InputError
from tandem_scheduler.views.calendars import write_calendar, write_calendars
from tests.builders import day, people, scenario, team
from tests.views.calendars import strict
from tests.views.calendars.rosters import LATER, NAMED, NOW, brief, contents, lone, operation


def test_a_person_sees_where_and_with_whom(tmp_path):
    plan = scenario(people=NAMED, areas=[{"id": "north", "name": "West Leicester"}])
    files = write_calendars(tmp_path, brief(plan, team(1)), now=NOW)
    assert [path.name for path in files] == ["all.ics", "D1.ics", "N1.ics"]
    officer = strict.read(tmp_path / "N1.ics")
    assert officer.head["NAME"] == officer.head["X-WR-CALNAME"] == "Test: N1"
    assert lone(tmp_path / "N1.ics").values | {"UID": ""} == {
        "UID": "",
        "SEQUENCE": "0",
        "DTSTAMP": "20210220T120000Z",
        "LAST-MODIFIED": "20210220T120000Z",
        "DTSTART": "20210301T140000",
        "DTEND": "20210301T220000",
        "SUMMARY": "Test: West Leicester with D1 Asha Rao",
        "LOCATION": "West Leicester",
        "DESCRIPTION": "Detective: D1 Asha Rao, 0116 496 0001\nArea: West Leicester",
        "STATUS": "CONFIRMED",
    }
    both = lone(tmp_path / "all.ics")
    assert both.values["SUMMARY"] == "Test: West Leicester, D1 Asha Rao + N1 Sam O'Neill"
    assert both.values["DESCRIPTION"].startswith("Detective: D1 Asha Rao, 0116 496 0001\nOfficer: N1 Sam O'Neill\n")


def test_without_names_there_are_none(tmp_path):
    plan = scenario(people=NAMED)
    write_calendars(tmp_path, brief(plan, team(1), team(2)), now=NOW)
    assert any(b"Asha" in text for text in contents(tmp_path).values())
    write_calendars(tmp_path, brief(plan.anonymous(), team(1)), now=LATER)
    for text in contents(tmp_path).values():
        assert b"Asha" not in text
        assert b"0116" not in text
        assert b"Neill" not in text


def test_an_entry_is_known_by_operation_evening_and_person(tmp_path):
    def uids(folder, **fields):
        write_calendars(tmp_path / folder, brief(scenario(operation=operation(**fields)), team(2)), now=NOW)
        return [lone(tmp_path / folder / f"{name}.ics").values["UID"] for name in ("all", "D1", "N1")]

    first = uids("first")
    assert len(set(first)) == 3
    assert uids("dates", end=day(9)) == first
    assert not set(uids("force", force="Leicestershire Police")) & set(first)
    assert not set(uids("name", name="Another")) & set(first)


def test_one_file_for_all_is_that_of_the_folder(tmp_path):
    made = brief(scenario(), team(1), team(2, detective="D2"))
    write_calendars(tmp_path, made, now=NOW)
    write_calendar(tmp_path / "teams.ics", made, now=NOW)
    assert (tmp_path / "teams.ics").read_bytes() == (tmp_path / "all.ics").read_bytes()
    write_calendars(tmp_path, made, now=LATER)  # and it is nobody's in particular
    assert (tmp_path / "teams.ics").read_bytes() == (tmp_path / "all.ics").read_bytes()


def test_somebody_sent_out_twice_has_two_entries(tmp_path):
    write_calendars(tmp_path, brief(scenario(), team(1), team(1, "south", officer="N2")), now=NOW)
    assert len(strict.read(tmp_path / "D1.ics").events) == 2
    assert len(strict.read(tmp_path / "all.ics").events) == 2


def test_a_roster_without_teams_is_a_calendar(tmp_path):
    for zone in ("Europe/London", "UTC"):
        path = tmp_path / f"{zone[:3]}.ics"
        write_calendar(path, brief(scenario(operation=operation(timezone=zone))), now=NOW)
        assert not strict.read(path).events


def refused(write):
    with pytest.raises(InputError) as caught:
        write()
    return caught.value.faults


def foreign(text):
    return text.replace("PRODID:-//Tandem//tandem-scheduler//EN", "PRODID:-//Other//EN")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda _: "", "can't be read"),
        (lambda _: "hello\n", "'hello' is no line of a calendar"),
        (lambda text: text[: len(text) // 2], "can't be read"),
        (lambda text: text + text, "can't be read"),
        (lambda text: text.replace("END:VEVENT", "END:VTODO"), "VTODO ends where it has not begun"),
        (lambda text: text.replace("BEGIN:VCALENDAR", "BEGIN:VEVENT"), "VEVENT stands where one VCALENDAR should"),
        (lambda text: text.replace("SEQUENCE:0", "SEQUENCE:one"), "is not as Tandem writes them"),
        (lambda text: text.replace("SEQUENCE:0\r\n", ""), "has no SEQUENCE"),
        (lambda text: text.replace("DTSTAMP:2021", "DTSTAMP:then"), "is not as Tandem"),
        (lambda text: text.replace("UID:", "UID:x"), "is not as"),
        (lambda text: text.replace("DTSTART;TZID=Europe/London", "DTSTART;TZID=../../etc"), "is not as"),
        (lambda text: text.replace("DTSTART;TZID=Europe/London", "DTSTART;TZID=Europe"), "is not as"),
        (lambda text: text.replace("DTSTART;TZID=Europe/London", "DTSTART;TZID=Mars/Base"), "is not as"),
        (foreign, "not written by Tandem"),
        (lambda text: text.replace("SUMMARY", "SUM\0MARY"), "control character"),
    ],
)
def test_a_file_that_is_no_calendar_of_ours_is_refused_before_anything_is_written(tmp_path, spoil, told):
    write_calendars(tmp_path, brief(scenario(), team(1)), now=NOW)
    path = tmp_path / "N1.ics"
    path.write_bytes(spoil(path.read_bytes().decode()).encode())
    before = contents(tmp_path)
    (fault,) = refused(lambda: write_calendars(tmp_path, brief(scenario(), team(2)), now=LATER))
    assert fault.file == str(path)
    assert told in fault.message
    assert contents(tmp_path) == before


def test_all_refused_files_are_named_at_once(tmp_path):
    (tmp_path / "all.ics").mkdir()
    (tmp_path / "D1.ics").write_text("BEGIN:VCALENDAR\nPRODID:-//Other//EN\nEND:VCALENDAR\n")
    faults = refused(lambda: write_calendars(tmp_path, brief(scenario(), team(1)), now=NOW))
    assert [(fault.file, fault.message.partition(":")[0]) for fault in faults] == [
        (str(tmp_path / "D1.ics"), "is a calendar that was not written by Tandem"),
        (str(tmp_path / "all.ics"), "is not a file"),
    ]
    assert len(list(tmp_path.iterdir())) == 2


def test_another_operation_or_person_is_refused(tmp_path):
    write_calendars(tmp_path, brief(scenario(), team(1)), now=NOW)
    other = brief(scenario(operation=operation(name="Another")), team(1))
    assert len(refused(lambda: write_calendars(tmp_path, other, now=LATER))) == 3
    (tmp_path / "D1.ics").write_bytes((tmp_path / "N1.ics").read_bytes())
    (fault,) = refused(lambda: write_calendars(tmp_path, brief(scenario(), team(1)), now=LATER))
    assert "is not the calendar of D1" in fault.message
    (fault,) = refused(lambda: write_calendar(tmp_path / "N1.ics", brief(scenario(), team(1)), now=LATER))
    assert "is not the calendar of all teams" in fault.message


def test_a_time_without_zone_is_refused(tmp_path):
    with pytest.raises(ValueError, match="now must have a time zone"):
        write_calendar(tmp_path / "all.ics", brief(scenario()), now=datetime(2021, 3, 1))


def test_a_folder_is_made_but_not_its_parents(tmp_path):
    write_calendars(tmp_path / "new", brief(scenario(), team(1)))
    assert len(list((tmp_path / "new").iterdir())) == 3
    with pytest.raises(FileNotFoundError):
        write_calendars(tmp_path / "a" / "b", brief(scenario(), team(1)))
    write_calendars(tmp_path / "new", brief(scenario(), team(1)))


def test_line_ends_of_other_systems_are_put_right(tmp_path):
    path = tmp_path / "all.ics"
    write_calendar(path, brief(scenario(), team(1)), now=NOW)
    before = path.read_bytes()
    path.write_bytes(before.replace(b"\r\n", b"\n"))
    write_calendar(path, brief(scenario(), team(1)), now=LATER)
    assert path.read_bytes() == before


def test_people_called_all_or_alike_have_their_own_files(tmp_path):
    crew = [{"id": name, "role": "detective"} for name in ("all", "D1", "/d1", "../D1")]
    plan = scenario(people=[*crew, *people(0, 2)])
    teams = [team(n, detective=name) for n, name in enumerate(("all", "D1", "/d1", "../D1"), 1)]
    folder = tmp_path / "inner"
    for moment in (NOW, LATER):
        files = write_calendars(folder, brief(plan, *teams), now=moment)
    assert len({path.name.casefold() for path in files}) == len(list(folder.iterdir())) == 6
    assert [path.name for path in tmp_path.iterdir()] == ["inner"]
    assert next(iter(files)).name == "all.ics"
    assert len(strict.read(folder / "all.ics").events) == 4
