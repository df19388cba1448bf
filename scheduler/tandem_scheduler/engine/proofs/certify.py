"""Certificates written, from the multipliers and the trees that proved the bounds."""

import hashlib
from collections.abc import Iterable, Sequence

from tandem_models import BoundProof, Deployment, PartProof, Proof, Scenario, TierProof, TierResult
from tandem_models.ranking import Ranking

from ..algebra.certificate import Given, shown
from ..algebra.rows import Rows
from ..outcome import Impossible, Outcome
from .packing import packed, packed_steps


def certify(
    scenario: Scenario, deployments: Sequence[Deployment], results: Sequence[TierResult], outcome: Outcome
) -> Proof:
    """The certificate of a solve: its bounds with what proves them, tied to scenario, roster and rows.

    `results` say what the tiers come to in the roster, under which the multipliers are evaluated anew.
    """
    tiers = outcome.tiers
    totals = [[certificate.total for certificate in tier.certificates] for tier in tiers]
    if [(result.value, result.solved) for result in results] != [(tier.value, tier.best) for tier in tiers]:
        given = [
            [Given(of.multipliers, of.refutation) for of in (tier.certificates[n] for tier in tiers)]
            for n in range(len(outcome.frames))
        ]
        ranking = Ranking(scenario.objectives)
        limits = [ranking.limit(index, result.solved) for index, result in enumerate(results)]
        totals = [[part.total for part in tier] for tier in shown(outcome.frames, limits, given)]
    parts = []
    for n, part in enumerate(outcome.bounds):
        bounds = []
        for tier, of in zip(tiers, totals, strict=True):
            certificate = tier.certificates[n]
            refutation = certificate.refutation if tier.proven else None
            bounds.append(
                BoundProof(
                    bound=tier.bounds[n],
                    total=of[n] if tier.proven else None,
                    multipliers=packed(certificate.multipliers),
                    tree=None if refutation is None else packed_steps(refutation.steps),
                )
            )
        parts.append(PartProof(rows=rows_digest(part.frame.rows), meetings=part.meetings, tiers=tuple(bounds)))
    return sealed(
        Proof(
            scenario=scenario.fingerprint,
            roster=roster_digest(deployments),
            tiers=tuple(TierProof(value=one.value, best=one.best, bound=one.bound) for one in results),
            parts=tuple(parts),
            digest="",
        )
    )


def certify_none(scenario: Scenario, impossible: Impossible) -> Proof:
    """The certificate that a scenario can have no roster."""
    rows, steps = rows_digest(impossible.frame.rows), packed_steps(impossible.steps)
    part = PartProof(rows=rows, meetings=impossible.meetings, tiers=(), none=steps)
    return sealed(Proof(scenario=scenario.fingerprint, roster=None, tiers=(), parts=(part,), digest=""))


def certify_too(proof: Proof, deployments: Sequence[Deployment], results: Sequence[TierResult]) -> Proof | None:
    """The certificate of a roster for another that is as good in every tier; None where the other is not."""
    tiers = tuple(TierProof(value=one.value, best=one.best, bound=one.bound) for one in results)

    def solved(tier: TierProof) -> int:
        return tier.value if tier.best is None else tier.best

    if [*map(solved, tiers)] != [*map(solved, proof.tiers)]:
        return None
    return sealed(proof.model_copy(update={"roster": roster_digest(deployments), "tiers": tiers}))


def sealed(proof: Proof) -> Proof:
    """The proof with the digest of its content."""
    content = proof.model_copy(update={"digest": ""}).model_dump_json(exclude={"version"})
    return proof.model_copy(update={"digest": hashlib.sha256(content.encode()).hexdigest()})


def roster_digest(deployments: Iterable[Deployment]) -> str:
    """SHA-256 of a roster: a line for each team, in order."""
    lines = sorted(f"{d.evening} {d.area} {d.detective} {d.officer}" for d in deployments)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def rows_digest(rows: Rows) -> str:
    """SHA-256 of the rows that multipliers belong to."""
    parts = (rows.starts, rows.columns, rows.coefficients, rows.low, rows.high)
    return hashlib.sha256(b"".join(part.astype("<i8").tobytes() for part in parts)).hexdigest()
