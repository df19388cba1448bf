"""Text read from files within bounds, and written whole or not at all."""

import os
import re
import secrets
from pathlib import Path

from models import Fault, InputError

LARGEST_FILE = 32 * 2**20
"""Bytes a file may have; a year of 1,000 people's duties has fewer."""

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
"""Characters that no text of ours holds: controls other than tab and line break, and halves of characters."""


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, with a byte order mark or without, line endings made one.

    Raises:
        InputError: there is no such file, it can't be read, is too large, or is not text.
    """
    name, content = str(path), read_bytes(path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refusal(name, "is not UTF-8 text: save it as UTF-8 (Excel: 'CSV UTF-8')", line) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := CONTROL.search(text):
        line, column = position(text, found.start())
        raise refusal(name, f"holds the control character U+{ord(found[0]):04X}: remove it", line, column)
    return text


def read_bytes(path: Path) -> bytes:
    """What a file holds.

    Raises:
        InputError: there is no such file, it can't be read or is too large.
    """
    name = str(path)
    try:
        if path.exists() and not path.is_file():
            raise refusal(name, "is not a file")
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise refusal(name, "there is no such file: check the name and the folder") from None
    except OSError as error:
        raise refusal(name, f"can't be read: {error.strerror or error}") from None
    if len(content) > LARGEST_FILE:
        raise refusal(name, f"is larger than {LARGEST_FILE // 2**20} MB")
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
    link stays.

    Raises:
        OSError: the folder does not exist, is not writable, or the disk is full.
    """
    target = Path(os.path.realpath(path))  # which, unlike `resolve`, takes links in a circle
    temporary = target.with_name(f".{target.name[:100]}.{secrets.token_hex(8)}.part")
    try:
        with temporary.open("xb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
