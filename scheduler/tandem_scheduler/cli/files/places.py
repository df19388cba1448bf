"""Whether files and folders can be written where a command is told to, and which names lead to one file."""

import os
import unicodedata
from pathlib import Path

import typer

from ..output import reason

LOCKS = ("~${name}", ".~lock.{name}#")
"""What Excel and LibreOffice put beside a file that they have open."""


def refuse_bad_target(file: Path, option: str) -> None:
    """Raise BadParameter where no file can be written there."""
    refuse_unreachable(file, option)
    if file.is_dir():
        raise typer.BadParameter(f"{file} is a folder: name a file in it", param_hint=option)
    if file.exists() and not file.is_file():
        raise typer.BadParameter(f"{file} is no file that could be replaced", param_hint=option)
    for lock in LOCKS:
        beside = file.with_name(lock.format(name=file.name))
        if beside.exists():
            message = f"{file} is open in another program: close it there, or remove {beside} if it is not"
            raise typer.BadParameter(message, param_hint=option)
    _refuse_bad_folder(file.resolve().parent if file.is_symlink() else file.parent, option)


def refuse_bad_certificate(path: Path, option: str) -> None:
    """Raise BadParameter where a certificate can't be written: of another ending, or where something else stands."""
    from tandem_scheduler.io.proofs import VIPR, is_certificate, others_in

    refuse_unreachable(path, option)
    if path.is_dir() and path.suffix.lower() == VIPR:
        refuse_no_folder(path, option)
        if others := others_in(path):
            message = f"{others[0]} is no certificate of ours: choose another folder"
            raise typer.BadParameter(message, param_hint=option)
        return
    refuse_bad_target(path, option)
    if path.suffix.lower() not in (".json", VIPR):
        message = f"{path}: a certificate is written as .json, or as {VIPR} for other checkers: choose such a name"
        raise typer.BadParameter(message, param_hint=option)
    if path.exists() and not is_certificate(path):
        raise typer.BadParameter(f"{path} is no certificate of ours: choose another name", param_hint=option)


def refuse_unreachable(path: Path, option: str) -> None:
    """Raise BadParameter where nothing can ever be: a name too long, links in a circle, a folder that is gone."""
    try:
        path.absolute()
    except OSError:
        message = "the folder you are in is no longer there: go to another"
        raise typer.BadParameter(message, param_hint=option) from None
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise typer.BadParameter(f"{path}: {reason(error)}: choose another name", param_hint=option) from None


def refuse_no_folder(folder: Path, option: str) -> None:
    """Raise BadParameter where there can be no folder of this name in which files are written."""
    refuse_unreachable(folder, option)
    if folder.exists() and not folder.is_dir():
        raise typer.BadParameter(f"{folder} is a file: name a folder", param_hint=option)
    _refuse_bad_folder(folder if folder.exists() else folder.parent, option)


def _refuse_bad_folder(folder: Path, option: str) -> None:
    """Raise BadParameter where nothing can be written to a folder."""
    if not folder.is_dir():
        raise typer.BadParameter(f"there is no folder {folder}: make it, or choose another", param_hint=option)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise typer.BadParameter(f"you may not write to the folder {folder}: choose another", param_hint=option)


def is_same(one: Path, other: Path) -> bool:
    """Whether two names lead to one file or folder that is there."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def identity(file: Path) -> object:
    """What two names of one file have in common; those in capitals may be one where nothing is there yet."""
    try:
        found = file.stat()
    except OSError:
        return unicodedata.normalize("NFC", os.path.realpath(file)).casefold()
    return found.st_dev, found.st_ino
