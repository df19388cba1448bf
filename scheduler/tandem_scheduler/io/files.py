"""Text read from files within bounds, and written whole or not at all."""

import errno
import os
import re
import secrets
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from tandem_models import Fault, InputError, KindError

if sys.platform != "win32":
    import fcntl

LARGEST_FILE = 32 * 2**20
"""Bytes a file may have; a year of 1,000 people's duties has fewer."""

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
"""Characters that no text of ours holds: controls other than tab and line break, and halves of characters."""

_NOT_WESTERN = re.compile(
    rb"""[\x00\x81-\x83\x86-\x8b\x8d-\x90\x98-\x9b\x9d-\x9f\xa1\xa2\xa4-\xaa\xac-\xb3\xb5-\xba\xbc-\xbf\xd7\xf7]
    |\x84(?![^\r\n]{0,200}\x93)  # a low quote that no other closes
    |[\x8c\x9c](?![uUiI])  # oe, as in the French coeur: in Polish and on a Mac other letters
    |(?<![A-Za-z])\xb4|\xb4(?![A-Za-z])  # an accent for an apostrophe
    |[A-Za-z]\xa3|\xa3[A-Za-z]  # a pound in a word is a Polish letter
    |[a-z\xe0-\xff][\xc0-\xde]|[\xc0-\xff]{3}""",
    re.VERBOSE,
)
"""Bytes that in Windows-1252 are none of £, €, dashes, quotes and letters of Western Europe, or odd ones in a word.

Those are left out that are letters as common where Excel runs on a Mac, or in Central Europe: Š, Ž and Ÿ.
"""

_PART = re.compile(r"\..+\.[0-9a-f]{16}\.part")
"""Names of files half written."""


def path_of(path: object) -> Path:
    """The path that a caller names.

    Raises:
        KindError: it is none.
    """
    if not isinstance(path, str | os.PathLike):
        raise KindError(f"the name of a file or folder is wanted, not a value of type {type(path).__name__}", "path")
    return Path(path)


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, with a byte order mark or without, line endings made one.

    Raises:
        InputError: there is no such file, it can't be read, is too large, or is not text.
    """
    return _read_text(path, western=False)[0]


def read_table_text(path: Path) -> tuple[str, bool]:
    """Likewise of a table, and whether it was Windows-1252, as Excel saves CSV: read so where it has no other letters.

    Raises:
        InputError: as `read_text` raises it.
    """
    return _read_text(path, western=True)


def _read_text(path: Path, western: bool) -> tuple[str, bool]:
    name, content = str(path), read_bytes(path)
    try:
        text, western = content.decode("utf-8-sig"), False
    except UnicodeDecodeError as error:
        odd = _NOT_WESTERN.search(content) if western else None
        if odd or not western:
            at = next(n for n in range(*odd.span()) if not 0 < content[n] < 128) if odd else error.start
            raise _not_utf8(name, content, at) from None
        text = content.decode("cp1252")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := CONTROL.search(text):
        line, column = position(text, found.start())
        raise refusal(name, f"holds the control character U+{ord(found[0]):04X}: remove it", line, column)
    return text, western


def _not_utf8(file: str, content: bytes, at: int) -> InputError:
    """The error of a file with a byte that can't be told which character it is."""
    line, number = content.count(b"\n", 0, at) + 1, at - content.rfind(b"\n", 0, at)
    message = (
        "is not UTF-8 text: save it as UTF-8 (Excel: 'CSV UTF-8'); which character is meant by the byte "
        f"{content[at]:02X}, number {number} in this line, can't be told"
    )
    return refusal(file, message, line)


def read_bytes(path: Path, largest: int | None = None) -> bytes:
    """What a file holds that has at most so many bytes; LARGEST_FILE where nothing is said.

    Raises:
        InputError: there is no such file, it can't be read or is too large.
    """
    name, largest = str(path), LARGEST_FILE if largest is None else largest
    try:
        if path.exists() and not path.is_file():
            raise refusal(name, "is not a file")
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except FileNotFoundError:
        raise refusal(name, "there is no such file: check the name and the folder") from None
    except OSError as error:
        raise refusal(name, f"can't be read: {error.strerror or error}") from None
    if len(content) > largest:
        raise refusal(name, f"is larger than {largest // 2**20} MB")
    return content


def refusal(file: str, message: str, line: int | None = None, column: int | None = None) -> InputError:
    """The error of a file that can't be read any further."""
    return InputError([Fault(file=file, line=line, column=column, message=message)])


def position(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of a character of a text."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def atomic_write(path: str | os.PathLike[str], content: str | bytes) -> None:
    """Write bytes, or a text as UTF-8, whole or not at all: whatever fails, the old file (or none) stays as it was.

    They go to a new file in the same folder, which then takes the name. A file that is there keeps its
    permissions; a new one gets the usual ones. A symbolic link is followed: the file it leads to is replaced, the
    link stays. What writers before left half written, because they were killed, is removed from the folder.

    Raises:
        OSError: the folder does not exist, is not writable, the disk is full, or what is there is no regular file.
    """
    atomic_writes({path: content})


def atomic_writes(contents: Mapping[str | os.PathLike[str], str | bytes]) -> None:
    """Write several files one after another, each as `atomic_write` does.

    Raises:
        OSError: likewise; those before the one that it names as `filename` are written, the others not.
    """
    swept: set[Path] = set()
    for path, content in contents.items():
        with _naming(path):
            target = Path(os.path.realpath(path))
            if target.parent not in swept:
                swept.add(target.parent)
                _sweep(target.parent)
            _write(target, content.encode() if isinstance(content, str) else content, like=target)


def atomic_copy(path: Path, copy: Path) -> None:
    """Copy a file, with its permissions and times, whole or not at all.

    Raises:
        OSError: it can't be read, or the copy not be written.
    """
    with _naming(copy):
        _write(copy, path.read_bytes(), like=path)
    with suppress(OSError):  # not every file system keeps them
        shutil.copystat(path, copy)


@contextmanager
def _naming(path: str | os.PathLike[str]) -> Iterator[None]:
    """Errors of the system name the file as the caller does, whatever step failed."""
    try:
        yield
    except OSError as error:
        if error.errno is None:
            raise
        raise OSError(error.errno, error.strerror, os.fspath(path)) from error


def _write(target: Path, content: bytes, like: Path) -> None:
    """Write a file with the permissions of another, the usual ones where there is none.

    Nobody may ever read what is half written who may not read the file.
    """
    mode = _mode(like)
    temporary, file = _begun(target.parent, 0o666 if mode is None else mode | 0o600)
    try:
        with file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            if mode is not None:
                temporary.chmod(mode)
            if sys.platform == "win32":
                file.close()  # nothing that is open takes another name there
            temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int | None:
    """The permissions of a file, None where there is none."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "Is not a regular file")
    return mode & 0o777


def _begun(folder: Path, mode: int) -> tuple[Path, BinaryIO]:
    """A new file to write to, locked as long as it is open, so that everybody sees that its writer lives."""
    while True:
        temporary = folder / f".tandem.{secrets.token_hex(8)}.part"
        temporary.touch(mode, exist_ok=False)
        file = temporary.open("r+b")
        if sys.platform != "win32":
            with suppress(OSError):  # a file system without locks: nobody sweeps there
                fcntl.flock(file, fcntl.LOCK_EX)
            if not os.fstat(file.fileno()).st_nlink:  # swept before it was locked
                file.close()
                continue
        return temporary, file


def _sweep(folder: Path) -> None:
    """Remove what writers that are gone left half written: those that live hold a lock, or on Windows the file."""
    with suppress(OSError), os.scandir(folder) as entries:
        left = [entry.path for entry in entries if _PART.fullmatch(entry.name) and entry.is_file(follow_symlinks=False)]
        for path in map(Path, left):
            with suppress(OSError):
                if sys.platform == "win32":
                    path.unlink()
                else:
                    with path.open("r+b") as file:
                        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        path.unlink()
