"""Certificates in files, ours as JSON and those in the format of VIPR: written whole or not at all."""

import errno
import os
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from tandem_models import InputError, KindError, Proof
from tandem_models.faults import faults_of, untold_of

from .files import atomic_write, path_of, read_bytes, read_text, refusal
from .text.json import parse_json

VIPR = ".vipr"
"""Ending of files, and of folders of files, in the format of VIPR."""

LARGEST_VIPR = 1 << 30
"""Bytes that one of them may have."""

OURS = "% tandem"
"""How those that we write begin."""

NO_PROOF = "there is no certificate: keep the proof that a solve gives, in its schedule or in a file of its own"
"""Where a schedule is there without one, and what to do."""


def write_proof(path: str | os.PathLike[str], proof: Proof) -> None:
    """Write a certificate as JSON, whole or not at all.

    Args:
        path: the file.
        proof: `Schedule.proof`.

    Raises:
        KindError: it is none.
        OSError: the file can't be written; what was there stays.
    """
    if not isinstance(proof, Proof):
        raise KindError(f"a Proof is wanted, not a value of type {type(proof).__name__}", "proof")
    atomic_write(path_of(path), proof.model_dump_json(indent=1) + "\n")


def read_proof(path: str | os.PathLike[str]) -> Proof:
    """Read a certificate.

    Args:
        path: a file that `write_proof` or `tandem solve --proof` wrote, or a whole schedule as JSON.

    Returns:
        The certificate, as `check_proof` takes it.

    Raises:
        InputError: the file can't be read or is no certificate, with every fault by line.
    """
    place = path_of(path)
    document = parse_json(read_text(place), str(place))
    data, above = document.data, tuple[str, ...]()
    if isinstance(data, dict) and "deployments" in data:  # a schedule
        if data.get("proof") is None:
            raise InputError([*document.faults, document.fault((), NO_PROOF)])
        data, above = data["proof"], ("proof",)
    try:
        proof = Proof.model_validate(data)
    except ValidationError as error:
        faults = [document.fault((*above, *loc), sentence) for loc, sentence in faults_of(error, Proof)]
        raise InputError([*document.faults, *faults, *untold_of(error)]) from None
    if document.faults:
        raise InputError(document.faults)
    return proof


def write_vipr_texts(
    path: Path, texts: Iterable[tuple[str, Iterable[str]]], *, several: bool = True
) -> tuple[Path, ...]:
    """Write certificates in the format of VIPR, each whole or not at all; those that were there before give way.

    A single one becomes a file of this name, several become a folder of it, with a file for each by its name. Returns
    the files.

    Raises:
        OSError: a file can't be written, or what has the name is a folder where it should be a file, or the reverse.
    """
    folder, files = several or path.is_dir(), list[Path]()
    if path.is_file() and not is_ours(path):
        raise FileExistsError(errno.EEXIST, "it is no certificate of ours and stays: choose another name", str(path))
    if folder:
        if path.is_file():
            path.unlink()
        path.mkdir(exist_ok=True)
    for name, text in texts:
        file = path / f"{name}{VIPR}" if folder else path
        atomic_write(file, "".join(text))
        files.append(file)
    if folder:
        for file in path.glob(f"*{VIPR}"):
            if file not in files and file.is_file() and is_ours(file):
                file.unlink()
    return tuple(files)


def is_certificate(file: Path) -> bool:
    """Whether a file begins as one of ours does, in the format that its name says: what may be written over."""
    if file.suffix.lower() == VIPR:
        return is_ours(file)
    with file.open(encoding="utf-8", errors="replace") as lines:
        head = lines.read(100)
    return head.startswith("{") and '"scenario": "' in head


def others_in(folder: Path) -> list[Path]:
    """The files of a folder that have the ending of certificates in the format of VIPR, and are none of ours."""
    return [file for file in sorted(folder.glob(f"*{VIPR}")) if file.is_file() and not is_ours(file)]


def is_ours(file: Path) -> bool:
    """Whether a file begins as the certificates do that `write_vipr_texts` writes."""
    with file.open(encoding="utf-8", errors="replace") as lines:
        return lines.read(len(OURS)) == OURS


def read_vipr_texts(path: Path) -> dict[str, str]:
    """Certificates in the format of VIPR, by their names: of a file, or of all such files of a folder.

    Raises:
        InputError: there are none, or one can't be read.
    """
    files = sorted(path.glob(f"*{VIPR}")) if path.is_dir() else [path]
    if not files:
        raise refusal(str(path), f"there are no files in it whose names end with {VIPR}")
    texts = {}
    for file in files:
        try:
            text = texts[file.name] = read_bytes(file, LARGEST_VIPR).decode()
        except UnicodeDecodeError:
            raise refusal(str(file), "is no text") from None
        if not text.startswith(OURS):
            raise refusal(str(file), f"is no certificate of ours, which begins with {OURS!r}")
    return texts
