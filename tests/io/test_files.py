import errno
import os
import sys
from pathlib import Path

import pytest

from tandem_scheduler.io import atomic_copy, atomic_write, atomic_writes, files
from tandem_scheduler.io.files import read_text

from .examples import faults_of


def only(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_written_with_usual_permissions(tmp_path):
    atomic_write(tmp_path / "a.csv", "é\n")
    (tmp_path / "usual").write_text("")
    assert (tmp_path / "a.csv").read_bytes() == "é\n".encode()
    assert (tmp_path / "a.csv").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_an_old_file_is_replaced_and_keeps_its_permissions(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("old")
    path.chmod(0o640)
    atomic_write(str(path), "new")
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert only(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_whole(tmp_path, monkeypatch, step):
    path = tmp_path / "a.csv"
    path.write_text("old")

    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr(*((os, "fsync", fail) if step == "fsync" else (Path, "replace", fail)))
    with pytest.raises(OSError, match="disk full"):
        atomic_write(path, "new")
    assert path.read_text() == "old"
    assert only(tmp_path) == ["a.csv"]


def test_an_interrupt_leaves_nothing_behind(tmp_path, monkeypatch):
    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        atomic_write(tmp_path / "a.csv", "new")
    assert only(tmp_path) == []


def test_text_that_can_not_be_encoded_leaves_the_old_file_whole(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        atomic_write(path, "x\ud800")
    assert path.read_text() == "old"
    assert only(tmp_path) == ["a.csv"]


def test_a_symbolic_link_stays_and_its_file_is_replaced(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.csv").write_text("old")
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "real" / "a.csv")
    atomic_write(link, "new")
    assert link.is_symlink()
    assert (tmp_path / "real" / "a.csv").read_text() == "new"
    assert only(tmp_path / "real") == ["a.csv"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_what_is_half_written_is_read_by_nobody_who_may_not_read_it_whole(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text("old")
    path.chmod(0o600)
    seen = []
    monkeypatch.setattr(os, "fsync", lambda number: seen.append(os.fstat(number).st_mode & 0o777))
    atomic_write(path, "new")
    atomic_copy(path, tmp_path / "b.csv")
    assert seen == [0o600, 0o600]
    assert (tmp_path / "b.csv").stat().st_mode == path.stat().st_mode
    assert (tmp_path / "b.csv").read_text() == "new"


LEFT = ".a.csv.0123456789abcdef.part"


def test_what_a_killed_writer_left_is_removed(tmp_path):
    for name in (LEFT, ".tandem.fedcba9876543210.part"):
        (tmp_path / name).write_text("D01 Ann Exam")
    others = [".a.csv.part", "a.csv.0123456789abcdef.part", ".a.0123456789abcde.part", f"{LEFT}.bak"]
    for name in others:
        (tmp_path / name).write_text("")
    (tmp_path / ".b.0123456789abcdef.part").mkdir()
    (tmp_path / ".c.0123456789abcdef.part").symlink_to(tmp_path / "elsewhere")
    atomic_write(tmp_path / "b.csv", "new")
    kept = [*others, ".b.0123456789abcdef.part", ".c.0123456789abcdef.part", "b.csv"]
    assert only(tmp_path) == sorted(kept)


def test_what_another_writes_meanwhile_stays(tmp_path, monkeypatch):
    """While one file is half written, another is: its own part is gone, the first one's is whole in the end."""
    fsync = os.fsync

    def write_another(number):
        monkeypatch.setattr(os, "fsync", fsync)
        atomic_write(tmp_path / "b.csv", "second")
        assert len(only(tmp_path)) == 2
        fsync(number)

    monkeypatch.setattr(os, "fsync", write_another)
    atomic_write(tmp_path / "a.csv", "first")
    assert only(tmp_path) == ["a.csv", "b.csv"]
    assert (tmp_path / "a.csv").read_text() == "first"


def test_a_part_swept_before_it_was_locked_is_begun_anew(tmp_path, monkeypatch):
    touch = Path.touch

    def swept(path, *arguments, **options):
        touch(path, *arguments, **options)
        monkeypatch.setattr(Path, "touch", touch)
        monkeypatch.setattr(Path, "open", swept_on_opening)

    opened = Path.open

    def swept_on_opening(path, *arguments):
        file = opened(path, *arguments)
        monkeypatch.setattr(Path, "open", opened)
        path.unlink()
        return file

    monkeypatch.setattr(Path, "touch", swept)
    atomic_write(tmp_path / "a.csv", "new")
    assert only(tmp_path) == ["a.csv"]
    assert (tmp_path / "a.csv").read_text() == "new"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_only_files_are_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(OSError, match="Is not a regular file"):
        atomic_write(tmp_path / "pipe.csv", "new")
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    with pytest.raises(OSError, match=os.strerror(errno.ELOOP)):
        atomic_write(tmp_path / "loop.csv", "new")
    assert only(tmp_path) == ["loop.csv", "pipe.csv"]


def test_the_longest_name_that_there_can_be(tmp_path):
    path = tmp_path / ("\u00e9" * 125 + ".csv")
    atomic_write(path, "new")
    assert path.read_text() == "new"


def test_of_several_files_each_is_whole_and_the_one_that_failed_is_named(tmp_path, monkeypatch):
    written = iter([None, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), None])

    def fsync(_):
        if error := next(written):
            raise error

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError, match="No space left") as failed:
        atomic_writes({tmp_path / name: name for name in ("a", "b", "c")})
    assert failed.value.filename == str(tmp_path / "b")
    assert only(tmp_path) == ["a"]


def test_a_folder_that_does_not_exist(tmp_path):
    with pytest.raises(FileNotFoundError):
        atomic_write(tmp_path / "none" / "a.csv", "new")


def test_text_is_read_without_byte_order_mark_and_with_one_kind_of_line_end(tmp_path):
    (tmp_path / "a.csv").write_bytes("\ufeffa\r\né\rb\n".encode())
    assert read_text(tmp_path / "a.csv") == "a\né\nb\n"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"a\nb\xa3c", "a.csv:2: is not UTF-8 text: save it as UTF-8"),
        ("a".encode("utf-16"), "a.csv:1: is not UTF-8 text"),
        (b"a\nbc\0d", "a.csv:2:3: holds the control character U+0000"),
        (b"\x1b[31m", "a.csv:1:1: holds the control character U+001B"),
        ("ab\x9b".encode(), "a.csv:1:3: holds the control character U+009B"),
    ],
)
def test_what_is_not_text(tmp_path, content, fault):
    (tmp_path / "a.csv").write_bytes(content)
    assert fault in str(faults_of(lambda: read_text(tmp_path / "a.csv"))[0])


def test_bound_on_size(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LARGEST_FILE", 2**20)
    (tmp_path / "a.csv").write_bytes(b"x" * 2**20)
    assert len(read_text(tmp_path / "a.csv")) == 2**20
    (tmp_path / "a.csv").write_bytes(b"x" * (2**20 + 1))
    assert "is larger than 1 MB" in str(faults_of(lambda: read_text(tmp_path / "a.csv"))[0])


def test_what_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    assert "is not a file" in str(faults_of(lambda: read_text(tmp_path / "pipe.csv"))[0])
    assert "there is no such file" in str(faults_of(lambda: read_text(tmp_path / "none.csv"))[0])
    assert "can't be read" in str(faults_of(lambda: read_text(tmp_path / ("x" * 300)))[0])
