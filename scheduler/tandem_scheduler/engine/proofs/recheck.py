"""Certificates re-checked, in whole numbers and without a solver.

The rows are rebuilt from the scenario, so a certificate speaks of the scenario itself and not of what a solver was
given. What it can't show is that the rows say what the rules mean; that the checker and the tests watch.
"""

from collections.abc import Sequence

from tandem_models import BoundProof, Deployment, Proof, Scenario
from tandem_models.ranking import Ranking

from ..algebra.certificate import Frame, Given, Shown, shown
from ..algebra.refutation import Aim, Refutation, refuted
from ..formulation.frames import framed
from ..params import DEFAULTS, SearchParams
from ..problem.independent import problems_of
from .certify import roster_digest, rows_digest, sealed
from .packing import unpacked, unpacked_steps


def recheck(
    scenario: Scenario, deployments: Sequence[Deployment] | None, proof: Proof, params: SearchParams = DEFAULTS
) -> list[str]:
    """What is wrong with a certificate for this scenario and roster, a sentence each; nothing where it holds.

    Without a roster, that there can be none. Rebuilds the rows from the scenario, as the search had them by its params,
    and evaluates every bound in whole numbers. That the roster has the values stated is for the checker to say.
    """
    if proof.roster is None and deployments is not None:
        return ["the proof is that no roster can exist, and here is one"]
    if proof.roster is not None and deployments is None:
        return ["the proof is of a roster: name that as well"]
    faults = []
    if proof.scenario != scenario.fingerprint:
        faults.append("the proof is of another scenario")
    if deployments is not None and proof.roster != roster_digest(deployments):
        faults.append("the proof is of another roster")
    if proof.digest != sealed(proof).digest:
        faults.append("the proof was changed after it was written")
    if deployments is not None and len(proof.tiers) != len(scenario.objectives):
        faults.append(f"the proof has {len(proof.tiers)} tiers, the scenario {len(scenario.objectives)}")
    if deployments is not None and any(part.none is not None for part in proof.parts):
        faults.append("the proof is of a roster, and that no roster can exist")
    if deployments is None and (proof.tiers or any(part.tiers for part in proof.parts)):
        faults.append("the proof is that no roster can exist, and has the tiers of one")
    if faults:
        return faults
    try:
        if deployments is None:
            return _recheck_none(scenario, proof, params)
        return _recheck_bounds(scenario, proof, params)
    except ValueError as error:
        return [f"the proof proves nothing: {error}"]


_OTHER_ROWS = "the proof is of other rows: made by another version?"


def _recheck_none(scenario: Scenario, proof: Proof, params: SearchParams) -> list[str]:
    """What is wrong with a certificate that there is no roster: one part that has none is enough."""
    problems, of_these = problems_of(scenario), False
    if len(proof.parts) > len(problems):
        return [_OTHER_ROWS]
    for part in proof.parts:
        for problem in problems if part.none is not None else ():
            frame = framed(problem, params, meetings=part.meetings).frame
            if part.rows != rows_digest(frame.rows):
                continue
            of_these = True
            steps = unpacked_steps(part.none or "", len(frame.rows), len(frame.box.low))
            if refuted(frame.rows, frame.start, Aim(), steps):
                return []
    return ["the steps do not show that no roster can exist" if of_these else _OTHER_ROWS]


def _recheck_bounds(scenario: Scenario, proof: Proof, params: SearchParams) -> list[str]:
    problems = problems_of(scenario)
    if len(problems) != len(proof.parts):
        return [_OTHER_ROWS]
    frames = [
        framed(problem, params, meetings=part.meetings).frame
        for problem, part in zip(problems, proof.parts, strict=True)
    ]
    if [part.rows for part in proof.parts] != [rows_digest(frame.rows) for frame in frames]:
        return [_OTHER_ROWS]
    if any(len(part.tiers) != len(proof.tiers) for part in proof.parts):
        return ["the proof does not have every tier of every part"]
    ranking = Ranking(scenario.objectives)
    if [tier.best is not None for tier in proof.tiers] != list(ranking.gives):
        return ["the proof does not have the best value of every tier with a tolerance, and of no other"]
    best = [tier.value if tier.best is None else tier.best for tier in proof.tiers]
    limits = [ranking.limit(index, value) for index, value in enumerate(best)]
    given = [[given_by(tier, frame) for tier in part.tiers] for part, frame in zip(proof.parts, frames, strict=True)]
    proven = list(shown(frames, limits, given))
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
        faults += [
            f"tier '{objective.name}': {fault}"
            for share, of in zip(shares, proven[index], strict=True)
            if (fault := _unproven(share, of))
        ]
    return faults


def given_by(tier: BoundProof, frame: Frame) -> Given:
    """What a certificate says proves a bound. Raises ValueError where it can't be read."""
    multipliers = unpacked(tier.multipliers, len(frame.rows))
    if tier.tree is None:
        return Given(multipliers)
    return Given(multipliers, Refutation(tier.bound, unpacked_steps(tier.tree, len(frame.rows), len(frame.box.low))))


def _unproven(share: BoundProof, of: Shown) -> str:
    """What is wrong with what proves the bound of a part; empty where it does."""
    if share.total is None or (of.total == share.total and of.bound >= share.bound):
        return ""
    if share.tree is not None and of.total == share.total:
        return f"the tree does not refute all that is below {share.bound}"
    return f"the multipliers prove {of.total} / 2^24, not the bound {share.bound}"
