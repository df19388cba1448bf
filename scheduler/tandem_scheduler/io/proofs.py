"""Certificates in files: JSON, written whole or not at all."""

import os
from pathlib import Path

from pydantic import ValidationError

from tandem_models import InputError, Proof
from tandem_models.faults import faults_of, untold_of

from .files import atomic_write, read_text
from .text.json import parse_json


def write_proof(path: str | os.PathLike[str], proof: Proof) -> None:
    """Write a certificate as JSON, whole or not at all.

    Args:
        path: the file.
        proof: `Schedule.proof`.

    Raises:
        OSError: the file can't be written; what was there stays.
    """
    atomic_write(path, proof.model_dump_json(indent=1) + "\n")


def read_proof(path: str | os.PathLike[str]) -> Proof:
    """Read a certificate.

    Args:
        path: a file that `write_proof` or `tandem solve --proof` wrote.

    Returns:
        The certificate, as `check_proof` takes it.

    Raises:
        InputError: the file can't be read or is no certificate, with every fault by line.
    """
    place = Path(path)
    document = parse_json(read_text(place), str(place))
    try:
        proof = Proof.model_validate(document.data)
    except ValidationError as error:
        faults = [document.fault(loc, message) for loc, message in faults_of(error, Proof)]
        raise InputError([*document.faults, *faults, *untold_of(error)]) from None
    if document.faults:
        raise InputError(document.faults)
    return proof
