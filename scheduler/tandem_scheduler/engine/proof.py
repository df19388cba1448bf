"""Certificates: written from the multipliers that proved the bounds, re-checked in whole numbers without a solver.

The rows are rebuilt from the scenario, so a certificate speaks of the scenario itself and not of what a solver was
given. What it can't show is that the rows say what the rules mean; that the checker and the tests watch.
"""

import base64
import binascii
import hashlib
import zlib
from collections.abc import Iterable, Sequence

import numpy as np

from tandem_models import BoundProof, Deployment, PartProof, Proof, Scenario, TierProof, TierResult
from tandem_models.ranking import Ranking

from .algebra.arrays import Ints
from .algebra.certificate import Frame, totals
from .algebra.duality import SCALE
from .algebra.rows import Rows
from .devices import Device
from .formulation.build import build
from .outcome import Outcome
from .params import DEFAULTS, SearchParams
from .problem.independent import problems_of

LARGEST = 1 << 28
"""Bytes that a certificate's multipliers may unfold to."""


def certify(
    scenario: Scenario, deployments: Sequence[Deployment], results: Sequence[TierResult], outcome: Outcome
) -> Proof:
    """The certificate of a solve: its bounds with their multipliers, tied to scenario, roster and rows.

    `results` say what the tiers come to in the roster, under which the multipliers are evaluated anew.
    """
    tiers = outcome.tiers
    bounds = [[certificate.total for certificate in tier.certificates] for tier in tiers]
    if [(result.value, result.solved) for result in results] != [(tier.value, tier.best) for tier in tiers]:
        given = [[tier.certificates[n].multipliers for tier in tiers] for n in range(len(outcome.frames))]
        ranking = Ranking(scenario.objectives)
        limits = [ranking.limit(index, result.solved) for index, result in enumerate(results)]
        bounds = list(totals(outcome.frames, limits, given))
    parts = [
        PartProof(
            rows=_rows_digest(frame.rows),
            tiers=tuple(
                BoundProof(
                    bound=tier.bounds[n],
                    total=bounds[index][n] if tier.proven else None,
                    multipliers=packed(tier.certificates[n].multipliers),
                )
                for index, tier in enumerate(tiers)
            ),
        )
        for n, frame in enumerate(outcome.frames)
    ]
    return sealed(
        Proof(
            scenario=scenario.fingerprint,
            roster=_roster_digest(deployments),
            tiers=tuple(TierProof(value=one.value, best=one.best, bound=one.bound) for one in results),
            parts=tuple(parts),
            digest="",
        )
    )


def certify_too(proof: Proof, deployments: Sequence[Deployment], results: Sequence[TierResult]) -> Proof | None:
    """The certificate of a roster for another that is as good in every tier; None where the other is not."""
    tiers = tuple(TierProof(value=one.value, best=one.best, bound=one.bound) for one in results)

    def solved(tier: TierProof) -> int:
        return tier.value if tier.best is None else tier.best

    if [*map(solved, tiers)] != [*map(solved, proof.tiers)]:
        return None
    return sealed(proof.model_copy(update={"roster": _roster_digest(deployments), "tiers": tiers}))


def recheck(
    scenario: Scenario, deployments: Sequence[Deployment], proof: Proof, params: SearchParams = DEFAULTS
) -> list[str]:
    """What is wrong with a certificate for this scenario and roster, a sentence each; nothing where it holds.

    Rebuilds the rows from the scenario, as the search had them by its params, and evaluates every bound in whole
    numbers. That the roster has the values stated is for the checker to say.
    """
    faults = []
    if proof.scenario != scenario.fingerprint:
        faults.append("the proof is of another scenario")
    if proof.roster != _roster_digest(deployments):
        faults.append("the proof is of another roster")
    if proof.digest != sealed(proof).digest:
        faults.append("the proof was changed after it was written")
    if len(proof.tiers) != len(scenario.objectives):
        faults.append(f"the proof has {len(proof.tiers)} tiers, the scenario {len(scenario.objectives)}")
    return faults or _recheck_bounds(scenario, proof, params)


def _recheck_bounds(scenario: Scenario, proof: Proof, params: SearchParams) -> list[str]:
    frames = []
    for problem in problems_of(scenario):
        model, measures = build(problem, params=params)
        frames.append(Frame.of(model.program, measures.columns, tightening=params.has(Device.TIGHTENING)))
    if [part.rows for part in proof.parts] != [_rows_digest(frame.rows) for frame in frames]:
        return ["the proof is of other rows: made by another version?"]
    if any(len(part.tiers) != len(proof.tiers) for part in proof.parts):
        return ["the proof does not have every tier of every part"]
    ranking = Ranking(scenario.objectives)
    if [tier.best is not None for tier in proof.tiers] != list(ranking.gives):
        return ["the proof does not have the best value of every tier with a tolerance, and of no other"]
    best = [tier.value if tier.best is None else tier.best for tier in proof.tiers]
    limits = [ranking.limit(index, value) for index, value in enumerate(best)]
    try:
        given = [
            [unpacked(tier.multipliers, len(frame.rows)) for tier in part.tiers]
            for part, frame in zip(proof.parts, frames, strict=True)
        ]
        proven = list(totals(frames, limits, given))
    except ValueError as error:
        return [f"the proof proves nothing: {error}"]
    faults = []
    for index, (tier, objective) in enumerate(zip(proof.tiers, scenario.objectives, strict=True)):
        shares = [part.tiers[index] for part in proof.parts]
        if tier.bound > best[index]:
            faults.append(f"tier '{objective.name}': the bound {tier.bound} is above the value {best[index]}")
        if not best[index] <= tier.value <= limits[index]:
            faults.append(
                f"tier '{objective.name}': with the best value {best[index]} it may be left at {limits[index]}, "
                f"not at {tier.value}"
            )
        if tier.bound != sum(share.bound for share in shares):
            faults.append(f"tier '{objective.name}': the bound {tier.bound} is not that of its parts together")
        for share, total in zip(shares, proven[index], strict=True):
            if share.total is not None and (total != share.total or -(-total // SCALE) < share.bound):
                faults.append(
                    f"tier '{objective.name}': the multipliers prove {total} / 2^24, not the bound {share.bound}"
                )
    return faults


def sealed(proof: Proof) -> Proof:
    """The proof with the digest of its content."""
    content = proof.model_copy(update={"digest": ""}).model_dump_json(exclude={"version"})
    return proof.model_copy(update={"digest": hashlib.sha256(content.encode()).hexdigest()})


def _roster_digest(deployments: Iterable[Deployment]) -> str:
    lines = sorted(f"{d.evening} {d.area} {d.detective} {d.officer}" for d in deployments)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _rows_digest(rows: Rows) -> str:
    parts = (rows.starts, rows.columns, rows.coefficients, rows.low, rows.high)
    return hashlib.sha256(b"".join(part.astype("<i8").tobytes() for part in parts)).hexdigest()


def packed(multipliers: Ints) -> str:
    """Multipliers as text: those that are not 0 with their places, compressed."""
    used = np.flatnonzero(multipliers)
    numbers = np.concatenate([np.diff(used, prepend=0), multipliers[used]]).astype("<i8")
    return base64.b64encode(zlib.compress(numbers.tobytes(), 9)).decode()


def unpacked(text: str, rows: int) -> Ints:
    """The multipliers of all rows. Raises ValueError where the text does not hold any."""
    try:
        reader = zlib.decompressobj()
        data = reader.decompress(base64.b64decode(text, validate=True), LARGEST)
    except (zlib.error, binascii.Error) as error:
        raise ValueError("the multipliers can't be read") from error
    if reader.unconsumed_tail or len(data) % 16:
        raise ValueError("the multipliers can't be read")
    used, values = np.split(np.frombuffer(data, dtype="<i8").astype(np.int64), 2)
    places = np.cumsum(used)
    # Steps of more than all rows first: their sum could wrap around.
    if len(places) and (used[0] < 0 or (used[1:] <= 0).any() or (used >= rows).any() or (places >= rows).any()):
        raise ValueError("the multipliers speak of rows that do not exist")
    multipliers = np.zeros(rows, dtype=np.int64)
    multipliers[places] = values
    return multipliers
