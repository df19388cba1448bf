"""Certificates written for other checkers, and re-checked: without a solver, in whole numbers."""

import os
from collections.abc import Iterable
from pathlib import Path

from tandem_models import ArgumentError, Deployment, Proof, Recheck, Scenario, Schedule

from ..checks import verify
from ..engine import certified, recheck, refile
from ..entrance import genuine, sound, teams_of
from ..io import NO_PROOF, path_of, read_vipr_texts, write_vipr_texts

GivenRoster = Schedule | Iterable[Deployment] | None


def check_proof(scenario: Scenario, roster: GivenRoster, proof: Proof | None) -> tuple[str, ...]:
    """Re-check a certificate: the model's rows are rebuilt, every bound is evaluated in whole numbers, by no solver.

    A tier whose bound is only the search's word has nothing to prove: `proof.certain` tells. The tiers' values are the
    checker's.

    Args:
        scenario: what was planned.
        roster: the roster that the certificate is of; None, or a schedule that says that no roster can exist: that it
            proves so.
        proof: the certificate, `Schedule.proof`; where that is None, so much is said.

    Returns:
        What is wrong with it, a sentence each; nothing where all that it proves holds for this roster.

    Raises:
        TypeError: there is no scenario or no roster, or it is no certificate.
        ScenarioError, RosterError: as `check` raises them.
    """
    certificate = None if proof is None else genuine(proof, Proof)
    teams = _teams(roster)
    scenario = sound(scenario)
    if certificate is None:
        return (NO_PROOF,)
    faults = recheck(scenario, teams, certificate)
    if teams is None or certificate.roster is None:
        return tuple(faults)
    report = verify(scenario, teams)
    if not report.ok:
        faults.append("the roster breaks hard rules")
    if tuple(tier.value for tier in certificate.tiers) != report.tiers:
        faults.append("the tiers' values are not those of the roster")
    return tuple(faults)


def write_vipr(
    path: str | os.PathLike[str], scenario: Scenario, roster: GivenRoster, proof: Proof | None
) -> tuple[Path, ...]:
    """Write a certificate in the format of VIPR, version 1.0, which checkers that are none of ours read.

    Each tier of each independent part has a certificate of its own, in a file; a single one has the name that is
    given, several are in a folder of that name. Of tiers that the certificate does not prove, they show a lower bound.

    Args:
        path: the file or the folder.
        scenario: what was planned.
        roster: the roster that the certificate is of, as in `check_proof`.
        proof: the certificate, `Schedule.proof`; it is re-checked first.

    Returns:
        The files.

    Raises:
        TypeError: there is no scenario or no roster, or it is no certificate.
        ArgumentError: there is no certificate, or it does not hold for this scenario and roster.
        ScenarioError, RosterError: as `check` raises them.
        OSError: a file can't be written.
    """
    faults = check_proof(scenario, roster, proof)
    if faults or proof is None:
        raise ArgumentError(f"the certificate does not hold: {faults[0]}", "proof")
    certificate, teams = genuine(proof, Proof), _teams(roster)
    tiers = range(len(certificate.tiers))
    number = 1 if teams is None else len(certificate.parts) * len(tiers)
    if teams is not None and not any(map(certificate.certain, tiers)):
        raise ArgumentError("the certificate proves nothing of any tier", "proof")
    # One after the other: each takes much memory while it is made.
    texts = ((one.name, one.text) for one in certified(sound(scenario), teams, certificate))
    return write_vipr_texts(path_of(path), texts, several=number > 1)


def check_vipr(scenario: Scenario, roster: GivenRoster, path: str | os.PathLike[str]) -> Recheck:
    """Re-check certificates in the format of VIPR against a scenario and a roster, by no solver.

    Their problems have to be those of the scenario, their solutions the roster, and each line has to follow from those
    before it.

    Args:
        scenario: what was planned.
        roster: the roster that they are of, as in `check_proof`.
        path: a file, or a folder of them, that `write_vipr` wrote.

    Returns:
        What is wrong with them, and the bounds that they prove.

    Raises:
        TypeError: there is no scenario or no roster.
        InputError: the files can't be read.
        ScenarioError, RosterError: as `check` raises them.
    """
    teams, scenario = _teams(roster), sound(scenario)
    texts = read_vipr_texts(path_of(path))
    report = None if teams is None else verify(scenario, teams)
    if report is not None and not report.ok:
        # Its problem may have no column for such a roster.
        return Recheck(faults=("the roster breaks hard rules",))
    found = refile(scenario, teams, texts)
    if report is None:
        return Recheck(faults=tuple(found.faults), none=found.none and not found.faults)
    faults = list(found.faults)
    bounds = found.whole(report.tiers)
    if not faults and all(bound is None for bound in bounds):
        faults.append("of no tier there are the certificates of all parts, with all tiers before it")
    return Recheck(faults=tuple(faults), bounds=bounds)


def _teams(roster: GivenRoster) -> tuple[Deployment, ...] | None:
    """The teams of a roster; None where it is said that there can be none."""
    if roster is None or (isinstance(roster, Schedule) and roster.status == "infeasible"):
        return None
    return teams_of(roster)
