"""Certificates in files: JSON, written whole or not at all."""

import os

from pydantic import ValidationError

from tandem_models import InputError, KindError, Proof
from tandem_models.faults import faults_of, untold_of

from .files import atomic_write, path_of, read_text
from .text.json import parse_json

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
