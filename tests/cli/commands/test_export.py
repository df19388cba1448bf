"""Rosters written for people, taken up again and compared."""

import errno
import os

import pytest

from tandem_scheduler import read_roster

from .. import stand_ins

NAMED = stand_ins.SCENARIO.replace("{id: D01, role: detective}", "{id: D01, role: detective, name: Ann Example}")


@pytest.fixture
def named(tmp_path):
    file = tmp_path / "evenings.yaml"
    file.write_text(NAMED)
    return file


def written(folder) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_all_that_people_look_at(run, named, roster_file, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    files = [argument for kind in ("html", "xlsx", "ics", "csv") for argument in ("--out", out / f"roster.{kind}")]
    result = run("export", named, roster_file, *files, "--calendars", out / "calendars")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    found = written(out)
    assert {"roster.html", "roster.xlsx", "roster.ics", "roster.csv", "calendars/all.ics"} < found.keys()
    assert b"Ann Example" in found["roster.html"]
    assert read_roster(out / "roster.xlsx") == read_roster(roster_file) == read_roster(out / "roster.csv")
    assert "calendars. Teams in all.ics: 2 new, 0 changed, 0 cancelled, 0 unchanged." in result.stderr
    again = run("export", named, roster_file, "--calendars", out / "calendars")
    assert again.exit_code == 0
    assert "Teams in all.ics: 0 new, 0 changed, 0 cancelled, 2 unchanged." in again.stderr
    assert {name: text for name, text in written(out).items() if "calendars" in name} == {
        name: text for name, text in found.items() if "calendars" in name
    }


def test_anonymous_leaves_the_names_out(run, named, roster_file, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    arguments = ("--out", out / "r.html", "--out", out / "r.ics", "--calendars", out / "c", "--anonymous")
    assert run("export", named, roster_file, *arguments).exit_code == 0
    assert written(out)
    assert not [name for name, content in written(out).items() if b"Ann" in content]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "say what to write"),
        (("--out", "r.pdf"), "can't tell its format: name it .json, .csv, .yaml for programs, .html, .xlsx or .ics"),
        (
            ("--out", "r.json"),
            "would hold a whole solve, which is not known here: write the roster alone as .csv. Nothing",
        ),
        (("--out", "r.csv", "--out", "r.json"), "write the roster alone as .csv. Nothing was written"),
        (("--out", "roster.csv"), "is read by this command: choose another name"),
        (("--out", "nowhere/r.html"), "there is no folder"),
        (("--out", "folder.d"), "is a folder: name a file in it"),
        (("--calendars", "nowhere/calendars"), "there is no folder"),
        (("--calendars", "roster.csv"), "is a file: name a folder"),
        (("--out", "r.html", "--published", "none.csv"), "there is no such file"),
    ],
)
def test_what_can_not_be_written_is_told_first(run, scenario_file, roster_file, tmp_path, arguments, message):
    (tmp_path / "folder.d").mkdir()
    before = written(tmp_path)
    there = [tmp_path / one if "." in one or "/" in one else one for one in arguments]
    result = run("export", scenario_file, roster_file, *there)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert written(tmp_path) == before


@pytest.mark.parametrize(("option", "name"), [("--out", "r.html"), ("--proof", "p.json"), ("--calendars", "c")])
def test_nothing_is_solved_that_may_not_be_written(run, solver, scenario_file, tmp_path, monkeypatch, option, name):
    solver(AssertionError("solved"))
    monkeypatch.setattr(os, "access", lambda folder, _: folder != tmp_path)
    result = run("solve", scenario_file, option, tmp_path / name)
    assert result.exit_code == 2
    assert f"you may not write to the folder {tmp_path}" in "".join(result.stderr.split("\n"))


def test_a_roster_that_breaks_rules_is_written_with_a_note(run, scenario_file, tmp_path):
    roster = tmp_path / "r.csv"
    lines = ["2021-02-22,charnwood,D01,N01", "2021-02-22,charnwood,D01,N01"]
    roster.write_text("\n".join(["evening,area,detective,officer", *lines]))
    result = run("export", scenario_file, roster, "--out", tmp_path / "r.html")
    assert result.exit_code == 0
    assert "Note: the roster breaks" in result.stderr


def test_another_operation_s_roster_is_refused(run, scenario_file, tmp_path):
    roster = tmp_path / "r.csv"
    roster.write_text("evening,area,detective,officer\n2022-02-22,charnwood,D01,N01\n")
    result = run("export", scenario_file, roster, "--out", tmp_path / "r.html")
    assert result.exit_code == 2
    assert "r.csv:2: evening: the scenario has no evening on 22 February 2022" in "".join(result.stderr.split("\n"))
    assert not (tmp_path / "r.html").exists()


def test_rosters_are_compared(run, scenario_file, roster_file, tmp_path):
    result = run("compare", scenario_file, roster_file, roster_file)
    assert result.exit_code == 0
    assert "Everybody does what they did." in result.stdout
    other = tmp_path / "other.csv"
    other.write_text(roster_file.read_text().replace("D01", "D02"))
    result = run("compare", scenario_file, roster_file, other)
    assert "D02: also Mon 22 February, Charnwood, with N01\n" in result.stdout
    assert "D01: no longer Mon 22 February\n" in result.stdout
    assert "N01: Mon 22 February now with D02 instead of D01\n" in result.stdout
    assert "3 people are told something else, 3 changes in all." in result.stdout
    as_json = run("compare", scenario_file, roster_file, other, "--json")
    assert '"changes"' in as_json.stdout
    assert run("compare", scenario_file, roster_file, tmp_path / "none.csv").exit_code == 2


def test_a_roster_changed_by_hand_is_planned_on_around(run, scenario_file, tmp_path):
    mine = tmp_path / "mine.csv"
    mine.write_text("evening,area,detective,officer\n2021-02-23,north-west-leicestershire,D02,N01\n")
    result = run("solve", scenario_file, "--pins", mine, "--out", tmp_path / "r.csv", "--published", mine)
    assert result.exit_code == 0, result.stderr
    kept = read_roster(mine)
    assert set(kept) < set(read_roster(tmp_path / "r.csv"))


def test_a_workbook_that_is_there_is_kept(run, scenario_file, roster_file, tmp_path):
    book = tmp_path / "r.xlsx"
    assert run("export", scenario_file, roster_file, "--out", book).exit_code == 0
    before = book.read_bytes()
    result = run("export", scenario_file, roster_file, "--out", book)
    assert "The r.xlsx that was there is now r.old.xlsx." in result.stderr
    assert (tmp_path / "r.old.xlsx").read_bytes() == before
    run("export", scenario_file, roster_file, "--out", book)
    assert (tmp_path / "r.old.xlsx").read_bytes() == before
    assert (tmp_path / "r.old2.xlsx").exists()


def failing(monkeypatch, at):
    """A disk that is full when the file of this number is written, from 0."""
    numbers = iter(range(1_000))

    def fsync(_):
        if next(numbers) == at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fsync)


@pytest.mark.parametrize("at", [0, 1], ids=["the copy", "the workbook"])
def test_on_a_full_disk_a_workbook_stays_as_it_was(run, scenario_file, roster_file, tmp_path, monkeypatch, at):
    run("export", scenario_file, roster_file, "--out", tmp_path / "r.xlsx")
    before = written(tmp_path)
    failing(monkeypatch, at)
    result = run("export", scenario_file, roster_file, "--out", tmp_path / "r.xlsx", "--out", tmp_path / "r.html")
    assert result.exit_code == 74
    assert f"{tmp_path / 'r.xlsx'} could not be written: No space left on device" in result.stderr
    assert "is now" not in result.stderr
    assert written(tmp_path).keys() == {*before, "r.html"}
    assert {name: written(tmp_path)[name] for name in before} == before


def test_calendars_that_a_full_disk_cuts_short(run, scenario_file, roster_file, tmp_path, monkeypatch):
    folder = tmp_path / "c"
    failing(monkeypatch, 2)
    result = run("export", scenario_file, roster_file, "--calendars", folder, "--out", tmp_path / "r.csv")
    assert result.exit_code == 74
    assert f"Wrote {tmp_path / 'r.csv'}." in result.stderr
    why = f"No space left on device ({folder / 'D01.ics'}; what comes after it stays as it was)."
    assert f"{folder} could not be written: {why}" in result.stderr
    assert list(written(folder)) == ["all.ics"]
    again = run("export", scenario_file, roster_file, "--calendars", tmp_path / "c")
    assert again.exit_code == 0
    assert sorted(written(tmp_path / "c")) == ["D01.ics", "D02.ics", "N01.ics", "all.ics"]


SAME = [
    ("r.json", "r.json"),
    ("r.json", "folder/../r.json"),
    ("r.json", "link.json"),
    ("r.json", "R.JSON"),
    ("there.json", "hard.json"),
    ("there.json", "to-there.json"),
    ("\u00e9.json", "e\u0301.json"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
@pytest.mark.parametrize("option", ["--out", "--proof"])
def test_two_targets_that_are_one_file(run, solver, scenario_file, tmp_path, first, second, option):
    solver(AssertionError("solved"))
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.json").symlink_to("r.json")
    (tmp_path / "there.json").write_text("mine")
    (tmp_path / "hard.json").hardlink_to(tmp_path / "there.json")
    (tmp_path / "to-there.json").symlink_to("there.json")
    before = written(tmp_path)
    result = run("solve", scenario_file, "--out", tmp_path / first, option, tmp_path / second)
    assert result.exit_code == 2, result.exception
    assert "are one file: choose another name" in " ".join(result.stderr.split())
    assert written(tmp_path) == before


@pytest.mark.parametrize("option", ["--pins", "--published"])
@pytest.mark.parametrize("name", ["roster.csv", "folder/../roster.csv", "hard.csv", "link.csv"])
@pytest.mark.parametrize("target", ["--out", "--proof"])
def test_a_target_that_is_an_input(run, solver, scenario_file, roster_file, tmp_path, option, name, target):
    solver(AssertionError("solved"))
    (tmp_path / "folder").mkdir()
    (tmp_path / "hard.csv").hardlink_to(roster_file)
    (tmp_path / "link.csv").symlink_to(roster_file)
    before = written(tmp_path)
    result = run("solve", scenario_file, option, roster_file, target, tmp_path / name)
    assert result.exit_code == 2, result.exception
    assert "is read by this command: choose another name" in " ".join(result.stderr.split())
    assert written(tmp_path) == before


def test_a_target_among_the_calendars(run, scenario_file, roster_file, tmp_path):
    (tmp_path / "c").mkdir()
    result = run(
        "export", scenario_file, roster_file, "--calendars", tmp_path / "c", "--out", tmp_path / "c" / "all.ics"
    )
    assert result.exit_code == 2
    assert "is in the folder of --calendars" in " ".join(result.stderr.split())
    assert not list((tmp_path / "c").iterdir())


def test_a_device_is_no_target(run, solver, scenario_file):
    solver(AssertionError("solved"))
    result = run("solve", scenario_file, "--proof", os.devnull)
    assert result.exit_code == 2
    assert "is no file that could be replaced" in result.stderr


def test_a_roster_that_can_not_be_pinned_is_pointed_at(run, scenario_file, tmp_path):
    mine = tmp_path / "mine.csv"
    mine.write_text("evening,area,detective,officer\n2021-02-22,charnwood,D01,N01\n")
    with scenario_file.open("a") as file:  # Only together with this pin can the team not be.
        file.write("pins: [{on: 2021-02-22, detective: D02}]\n")
    result = run("solve", scenario_file, "--pins", mine)
    assert result.exit_code == 1
    assert f"tandem check {scenario_file} {mine} says what it breaks" in result.stderr
    assert f"tandem explain {scenario_file} --pins {mine}" in result.stderr
    explained = run("explain", scenario_file, "--pins", mine, width=200)
    assert explained.exit_code == 0
    assert "No roster exists because: " in explained.stdout
    assert "is pinned" in explained.stdout
    assert "A roster can exist" in run("explain", scenario_file).stdout
