"""How good a roster is, in words for somebody who has never heard of a tier."""

from collections.abc import Mapping
from typing import NamedTuple

from models import Measure, Tier, TierResult
from scheduler.checks.words import count

from ..brief import Brief

AIMS: Mapping[Measure, tuple[str, str]] = {
    Measure.COVERAGE: (
        "No team is missing",
        "Counts the teams that are wanted and not sent, by what each is said to cost.",
    ),
    Measure.PRIORITY: (
        "Areas get the visits due to them",
        "Counts visits that an area is short of its target, by the area's share of all priority in thousandths.",
    ),
    Measure.RULES: ("Soft rules are kept", "Counts how far soft rules are broken, by the weight of each."),
    Measure.FAIRNESS: (
        "Evenings are shared fairly",
        "Adds up the squares of the evenings that people work, in proportion to how often they are available: the more "
        "even, the smaller. It can't be 0.",
    ),
    Measure.ABSTRACTION: (
        "Other duties are left alone",
        "Counts the duties and rest days that teams take people from.",
    ),
    Measure.REQUESTS: ("Wishes are met", "Counts the wishes for evenings on or off that are not met, by weight."),
    Measure.HOME_AREA: ("Officers stay in their home area", "Counts the times that somebody is sent elsewhere."),
}
"""For each measure what a planner aims at, and how it is counted."""


class Standing(NamedTuple):
    """How an aim stands."""

    title: str
    about: str
    value: str
    known: str
    """`proven`, `optimal`, `best_found`, or `checked` where nothing is claimed."""
    verdict: str


def standings(brief: Brief) -> list[Standing]:
    """Every tier in order; without a solve their values alone."""
    results: list[TierResult | None] = [*brief.tiers] or [None] * len(brief.scenario.objectives)
    return [
        _standing(tier, result, value)
        for tier, result, value in zip(brief.scenario.objectives, results, brief.report.tiers, strict=True)
    ]


def _standing(tier: Tier, result: TierResult | None, value: int) -> Standing:
    aims = [AIMS[measure] for measure in tier.weights]
    about = " ".join(sentence for _, sentence in aims)
    if len(aims) > 1:
        weights = ", ".join(f"{AIMS[measure][0].lower()} x {weight}" for measure, weight in tier.weights.items())
        about = f"Added up ({weights}). {about}"
    known, verdict = ("checked", "Counted by the check; nothing is claimed of how good that is.")
    if result is not None:
        known, verdict = result.known, _verdict(result)
    return Standing("; ".join(title for title, _ in aims), about, f"{value:,}", known, verdict)


def _verdict(result: TierResult) -> str:
    match result.known:
        case "proven":
            return "Proven: with the aims before it as they are, no roster does better. Anybody can check that."
        case "optimal":
            return "As good as can be: with the aims before it as they are, the search ruled out better."
        case "best_found":
            least = f"no roster is below {result.bound:,}"
            more = count(result.value - result.bound, "point")
            return f"The best found in the time: {least}, so at most {more} better."
