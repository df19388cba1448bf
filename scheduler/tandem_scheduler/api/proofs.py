"""Certificates re-checked: without a solver, in whole numbers."""

from collections.abc import Iterable

from tandem_models import Deployment, Proof, Scenario, Schedule

from ..checks import verify
from ..engine import recheck
from ..entrance import genuine, sound, teams_of
from ..io import NO_PROOF


def check_proof(scenario: Scenario, roster: Schedule | Iterable[Deployment], proof: Proof | None) -> tuple[str, ...]:
    """Re-check a certificate: the model's rows are rebuilt, every bound is evaluated in whole numbers, by no solver.

    A tier whose bound is only the search's word has nothing to prove: `proof.certain` tells. The tiers' values are the
    checker's.

    Args:
        scenario: what was planned.
        roster: the roster that the certificate is of.
        proof: the certificate, `Schedule.proof`; where that is None, so much is said.

    Returns:
        What is wrong with it, a sentence each; nothing where all that it proves holds for this roster.

    Raises:
        TypeError: there is no scenario or no roster, or it is no certificate.
        ScenarioError, RosterError: as `check` raises them.
    """
    certificate = None if proof is None else genuine(proof, Proof)
    teams = teams_of(roster)
    scenario = sound(scenario)
    if certificate is None:
        return (NO_PROOF,)
    faults = recheck(scenario, teams, certificate)
    report = verify(scenario, teams)
    if not report.ok:
        faults.append("the roster breaks hard rules")
    if tuple(tier.value for tier in certificate.tiers) != report.tiers:
        faults.append("the tiers' values are not those of the roster")
    return tuple(faults)
