"""What is to be written is looked at before a solve; what was solved is never lost."""

import tempfile

import pytest

from tandem_scheduler import api, read_roster
from tandem_scheduler.cli.files import rescue

from .. import stand_ins


@pytest.fixture
def unsolved(monkeypatch):
    """Nothing may be solved."""
    monkeypatch.setattr(api, "solve", lambda *_, **__: pytest.fail("solved, although it can't be written"))


@pytest.fixture
def spoiling(monkeypatch):
    """A solver during which something happens to the files."""

    def put(happens):
        def solve(*_, **__):
            happens()
            return stand_ins.schedule()

        monkeypatch.setattr(api, "solve", solve)

    return put


@pytest.mark.usefixtures("unsolved")
@pytest.mark.parametrize("lock", ["~$r.xlsx", ".~lock.r.xlsx#"])
def test_a_file_that_is_open_elsewhere_is_refused(run, scenario_file, tmp_path, lock):
    (tmp_path / lock).touch()
    result = run("solve", scenario_file, "--out", tmp_path / "r.xlsx")
    assert result.exit_code == 2
    told = " ".join(result.stderr.split())
    assert "is open in another program: close it there, or remove" in told
    assert lock in told.replace(" ", "")
    assert run("export", scenario_file, scenario_file, "--out", tmp_path / "r.xlsx").exit_code == 2


@pytest.mark.usefixtures("unsolved")
@pytest.mark.parametrize("options", [("--out", "other.ics"), ("--calendars", ".")])
def test_calendars_of_somebody_else_are_refused(run, scenario_file, roster_file, tmp_path, options):
    for name in ("other.ics", "all.ics"):
        (tmp_path / name).write_text("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Other//EN\r\nEND:VCALENDAR\r\n")
    options = (options[0], tmp_path / options[1])
    for command in (("solve", scenario_file), ("export", scenario_file, roster_file)):
        result = run(*command, *options)
        assert result.exit_code == 2
        assert "is a calendar that was not written by Tandem" in result.stderr


@pytest.mark.usefixtures("unsolved")
@pytest.mark.parametrize("option", ["--published", "--pins", "--history"])
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("evening,area\n", "the column 'detective' is missing"),
        ("evening,area,detective,officer\n2021-02-22,charnwood,D1,N01\n", "unknown person 'D1', did you mean 'D01'?"),
        (None, "there is no such file"),
    ],
)
def test_rosters_are_read_before(run, scenario_file, tmp_path, option, text, told):
    file = tmp_path / "given.csv"
    if text is not None:
        file.write_text(text.replace("02-22", "02-21") if option == "--history" else text)
    result = run("solve", scenario_file, option, file, "--out", tmp_path / "r.html")
    assert result.exit_code == 2
    assert told in result.stderr
    assert not (tmp_path / "r.html").exists()


def test_a_roster_that_can_not_be_written_is_kept_beside(run, spoiling, scenario_file, tmp_path):
    target = tmp_path / "r.csv"
    (tmp_path / "r.kept.json").touch()
    spoiling(target.mkdir)
    result = run("solve", scenario_file, "--out", target)
    assert result.exit_code == 74
    kept = tmp_path / "r.kept2.json"
    assert f"The roster is kept in {kept}" in result.stderr
    assert read_roster(kept) == stand_ins.TEAMS
    assert run("check", scenario_file, kept).exit_code == 0


def test_it_is_kept_elsewhere_where_the_folder_is_gone(run, spoiling, monkeypatch, scenario_file, tmp_path):
    folder, temporary = tmp_path / "out", tmp_path / "temporary"
    for one in (folder, temporary):
        one.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    spoiling(folder.rmdir)
    result = run("solve", scenario_file, "--out", folder / "r.html")
    assert result.exit_code == 74
    assert read_roster(temporary / "r.kept.json") == stand_ins.TEAMS
    folder.mkdir()
    spoiling(folder.rmdir)
    other = tmp_path / "other.csv"
    result = run("solve", scenario_file, "--out", folder / "r.html", "--out", other)
    assert result.exit_code == 74
    assert "is kept in" not in result.stderr  # it is in the other file
    assert read_roster(other) == stand_ins.TEAMS


def test_only_a_roster_that_was_solved_is_kept(run, solver, monkeypatch, scenario_file, roster_file, tmp_path):
    solver(stand_ins.schedule())
    assert run("solve", scenario_file).exit_code == 0
    before = {*tmp_path.iterdir()}
    monkeypatch.setattr(
        "tandem_scheduler.api.writing.rosters.write_roster", lambda *_, **__: (_ for _ in ()).throw(OSError(28, "full"))
    )
    result = run("export", scenario_file, roster_file, "--out", tmp_path / "r.html")
    assert result.exit_code == 74
    assert "is kept in" not in result.stderr
    assert {*tmp_path.iterdir()} == before


def test_an_answer_that_can_not_be_shown_is_kept(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    rescue.hold(stand_ins.schedule())
    rescue.save()
    assert read_roster(tmp_path / "roster.kept.json") == stand_ins.TEAMS
    rescue.save()
    assert len([*tmp_path.iterdir()]) == 1
    assert "The roster is kept in" in capsys.readouterr().err
