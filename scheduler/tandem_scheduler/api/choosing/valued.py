"""Schedules of rosters that were not solved for: what is known of their tiers."""

from collections.abc import Iterable, Sequence
from importlib.metadata import version

from tandem_models import Deployment, Report, Scenario, Schedule, Stamp, TierResult
from tandem_models.ranking import Ranking

from ...advise.substitutes.gaps import explain_gaps
from ...advise.substitutes.trial import Trial
from ...checks import verify
from ...engine import Differing, Limits, certify_too
from ..arguments import best_known


def begun_with(
    scenario: Scenario, roster: Schedule | Iterable[Deployment], teams: Sequence[Deployment], limits: Limits
) -> Schedule:
    """The schedule of a roster that is begun with: the one given where it is of this scenario.

    Else nothing is known of its tiers yet, but that later ones have taken what they may where the schedule says so.
    """
    report = verify(scenario, teams)
    values = [*report.tiers]
    same = isinstance(roster, Schedule) and roster.stamp.scenario == scenario.fingerprint
    if isinstance(roster, Schedule) and same and [tier.value for tier in roster.tiers] == values:
        return roster
    known = best_known(scenario, roster)
    best = values if known is None else [*map(min, known, values)]
    gives = Ranking(scenario.objectives).gives
    return Schedule(
        status="feasible",
        deployments=tuple(sorted(teams, key=lambda team: (team.evening, team.area, team.detective))),
        gaps=explain_gaps(Trial(scenario, teams), report.gaps),
        tiers=tuple(
            _tier(scenario, report, index, best[index] if gives[index] else None, 0, "best_found")
            for index in range(len(values))
        ),
        stop_reason="replaced",
        stamp=Stamp(
            scenario=scenario.fingerprint,
            versions={name: version(name) for name in ("tandem-scheduler", "ortools")},
            seed=limits.seed,
            workers=limits.workers,
            time_limit=limits.left,
        ),
    )


def known_of(first: Schedule, other: Differing) -> Schedule:
    """The first schedule with what the search for another came to know of its tiers; as it is where it had a proof."""
    if first.proof is not None or len(other.tiers) < len(first.tiers):
        return first
    tiers = []
    for tier, known in zip(first.tiers, other.tiers, strict=True):
        bound = max(tier.bound, min(known.bound, tier.solved))
        how = tier.known if tier.known != "best_found" or bound < tier.solved else "optimal"
        tiers.append(tier.model_copy(update={"bound": bound, "known": how}))
    optimal = all(tier.known != "best_found" for tier in tiers)
    return first.model_copy(update={"tiers": tuple(tiers), "status": "optimal" if optimal else "feasible"})


def valued(scenario: Scenario, first: Schedule, teams: tuple[Deployment, ...], report: Report) -> Schedule:
    """The schedule of a roster as good as the first."""
    tiers = []
    for index, tier in enumerate(first.tiers):
        value = report.tiers[index]
        best = min(tier.solved, value)
        known = tier.known if best == tier.solved else "optimal" if best <= tier.bound else "best_found"
        tiers.append(_tier(scenario, report, index, None if tier.best is None else best, tier.bound, known))
    proof = None if first.proof is None else certify_too(first.proof, teams, tiers)
    optimal = all(tier.known != "best_found" for tier in tiers)
    return first.model_copy(
        update={
            "status": "optimal" if optimal else "feasible",
            "deployments": teams,
            "gaps": explain_gaps(Trial(scenario, teams), report.gaps),
            "tiers": tuple(tiers),
            "proof": proof,
            "found_by": (),
        }
    )


def _tier(scenario: Scenario, report: Report, index: int, best: int | None, bound: int, known: str) -> TierResult:
    tier = scenario.objectives[index]
    return TierResult.model_validate(
        {
            "name": tier.name,
            "measures": {measure: report.measures[measure] for measure in tier.weights},
            "value": report.tiers[index],
            "best": best,
            "bound": bound,
            "known": known,
            "seconds": 0,
        }
    )
