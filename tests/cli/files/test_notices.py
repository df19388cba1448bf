"""`--notices` of the commands: who is told what, in files."""

import csv
from pathlib import Path

import pytest

from tests.clock import TODAY

from .. import stand_ins

NAMED = stand_ins.SCENARIO.replace("{id: D01, ", "{id: D01, name: Ann Example, contact: 0116 496 0001, ")
OTHER = stand_ins.ROSTER.replace("D02", "D01").replace("2021-02-22,charnwood,D01", "2021-02-22,charnwood,D02")


@pytest.fixture
def named(tmp_path):
    file = tmp_path / "named.yaml"
    file.write_text(NAMED)
    return file


@pytest.fixture
def other(tmp_path):
    """The roster with its detectives exchanged."""
    file = tmp_path / "other.csv"
    file.write_text(OTHER)
    return file


def rows(file) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_compare_writes_what_it_prints(run, named, roster_file, other, tmp_path):
    result = run(
        "compare", named, roster_file, other, "--notices", tmp_path / "n", "--decided", "2021-02-20", width=200
    )
    assert result.exit_code == 0, result.stderr
    assert f"Wrote {tmp_path / 'n'}. 3 people are told something else." in result.stderr
    told = "D01 Ann Example: no longer Mon 22 February; instead Tue 23 February, Charnwood, with N01\n"
    assert told in result.stdout
    page = (tmp_path / "n" / "D01.html").read_text(encoding="utf-8")
    assert "No longer Mon 22 February; instead Tue 23 February 14:00-00:00, <bdi>Charnwood</bdi>, with" in page
    assert "decided Saturday 20 February 2021" in page
    assert len(rows(tmp_path / "n" / "notices.csv")) == 6
    as_json = run("compare", named, roster_file, other, "--json", "--notices", tmp_path / "n.csv")
    assert as_json.stdout.startswith("{")
    assert rows(tmp_path / "n.csv")[0]["decided"] == str(TODAY)


def test_export_tells_everybody_their_evenings_or_what_changed(run, named, roster_file, other, tmp_path):
    first = run("export", named, roster_file, "--notices", tmp_path / "first.html")
    assert f"Wrote {tmp_path / 'first.html'}. 3 people are told their evenings." in first.stderr
    result = run("export", named, other, "--published", roster_file, "--notices", tmp_path / "n.html")
    assert result.exit_code == 0
    assert "3 people are told something else." in result.stderr
    assert "Ann Example" in (tmp_path / "n.html").read_text()
    same = run("export", named, other, "--published", other, "--notices", tmp_path / "n.csv")
    assert "Nobody is told anything else." in same.stderr
    assert rows(tmp_path / "n.csv") == []


@pytest.mark.parametrize("command", ["export", "compare"])
def test_anonymous_leaves_the_names_out(run, named, roster_file, other, tmp_path, command):
    rosters = (roster_file, other) if command == "compare" else (other, "--published", roster_file)
    for target in ("folder", "n.html", "n.csv"):
        assert run(command, named, *rosters, "--notices", tmp_path / target, "--anonymous").exit_code == 0
    files = [*(tmp_path / "folder").iterdir(), tmp_path / "n.html", tmp_path / "n.csv"]
    assert len(files) == 7
    assert not [file for file in files if b"Ann" in file.read_bytes() or b"0116" in file.read_bytes()]


def test_a_list_that_was_ticked_off_is_kept(run, named, roster_file, other, tmp_path):
    folder = tmp_path / "n"
    run("compare", named, roster_file, other, "--notices", folder)
    ticked = (folder / "notices.csv").read_bytes() + b"ticked"
    (folder / "notices.csv").write_bytes(ticked)
    result = run("compare", named, roster_file, other, "--notices", folder)
    assert "The notices.csv that was there is now notices.old.csv." in result.stderr
    assert (folder / "notices.old.csv").read_bytes() == ticked
    assert len(rows(folder / "notices.csv")) == 6
    run("compare", named, roster_file, other, "--notices", folder / "notices.csv")
    assert (folder / "notices.old2.csv").exists()


def test_a_list_is_kept_although_something_else_went_wrong(run, named, roster_file, other, tmp_path, monkeypatch):
    folder = tmp_path / "n"
    run("compare", named, roster_file, other, "--notices", folder)
    (folder / "notices.csv").write_text("ticked")
    unlink = Path.unlink

    def refuse(path, missing_ok=False):
        if path.suffix == ".html":
            raise PermissionError(13, "Permission denied", str(path))
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    result = run("compare", named, other, other, "--notices", folder)
    assert result.exit_code == 74
    assert f"{folder} could not be written: Permission denied ({folder}" in result.stderr
    assert "The notices.csv that was there is now notices.old.csv." in result.stderr
    assert (folder / "notices.old.csv").read_text() == "ticked"


def test_a_list_that_is_open_is_not_written(run, named, roster_file, other, tmp_path):
    folder = tmp_path / "n"
    folder.mkdir()
    (folder / ".~lock.notices.csv#").touch()
    result = run("compare", named, roster_file, other, "--notices", folder)
    assert result.exit_code == 2
    assert "notices.csv is open in another program: close it there" in " ".join(result.stderr.split())
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--notices", "n.pdf"), "can't tell what notices to write: name it .html or .csv, or a folder"),
        (("--notices", "nowhere/n"), "there is no folder"),
        (("--notices", "nowhere/n.csv"), "there is no folder"),
        (("--notices", "other.csv"), "is read by this command: choose another name"),
        (("--notices", "mine"), "mine is a file: name a folder"),
        (("--decided", "2021-02-20"), "goes with --notices"),
        (("--notices", "n", "--decided", "soon"), "'soon' is not a date, as in 2021-03-05"),
    ],
)
@pytest.mark.parametrize("command", ["export", "compare"])
@pytest.mark.usefixtures("roster_file", "other")
def test_what_can_not_be_written_is_told_first(run, named, tmp_path, monkeypatch, command, arguments, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    rosters = ("roster.csv", "other.csv") if command == "compare" else ("other.csv", "--out", "r.csv")
    result = run(command, named, *rosters, *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert sorted(tmp_path.rglob("*")) == before


def test_targets_that_are_in_each_other_s_way(run, named, other, tmp_path):
    folder = tmp_path / "n"
    folder.mkdir()
    both = run("export", named, other, "--out", tmp_path / "a.html", "--notices", tmp_path / "a.html")
    assert "are one file" in " ".join(both.stderr.split())
    inside = run("export", named, other, "--out", folder / "a.html", "--notices", folder)
    assert "is in the folder of --notices: choose another" in " ".join(inside.stderr.split())
    (folder / "notices.csv").write_text(stand_ins.ROSTER)
    read = run("compare", named, folder / "notices.csv", other, "--notices", folder)
    assert "notices.csv is read by this command: choose another folder" in " ".join(read.stderr.split())
    assert [both.exit_code, inside.exit_code, read.exit_code] == [2, 2, 2]
    assert (folder / "notices.csv").read_text() == stand_ins.ROSTER


def test_pages_that_are_no_notices_are_left_alone(run, named, roster_file, other, tmp_path):
    folder = tmp_path / "n"
    folder.mkdir()
    (folder / "index.html").write_text("mine")
    result = run("compare", named, roster_file, other, "--notices", folder)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert f"{folder / 'index.html'}: is no notice of this operation" in " ".join(result.stderr.split())
    assert [file.name for file in folder.iterdir()] == ["index.html"]


def test_a_full_disk_is_told(run, named, roster_file, other, tmp_path, monkeypatch):
    def fsync(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fsync)
    result = run("compare", named, roster_file, other, "--notices", tmp_path / "n.csv")
    assert result.exit_code == 74
    assert "3 people are told something else, 6 changes in all." in result.stdout
    assert f"{tmp_path / 'n.csv'} could not be written: No space left on device" in result.stderr
