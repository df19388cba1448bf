"""The heading: which operation, and at one glance how its roster stands."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from tandem_models import Role
from tandem_scheduler.views.phrases import each, gave, told_once, verdict
from tandem_scheduler.words.plain import count, long_day, plain

from ..brief import Brief
from ..html.text import LONGEST_SENTENCE, cut

LONGEST_TITLE = 200


class Figure(NamedTuple):
    """A number that matters, with where on the page there is more of it."""

    label: str
    value: str
    note: str
    section: str
    good: bool


class Summary(NamedTuple):
    """What stands at the top."""

    title: str
    force: str
    first: str
    last: str
    evenings: str
    tone: Literal["good", "poor", "bad"]
    headline: str
    sentences: Sequence[str]
    figures: Sequence[Figure]
    teams: int
    issued: str
    """When the page was made; empty where nobody says."""


def summary(brief: Brief) -> Summary:
    """The heading of a roster."""
    operation = brief.scenario.operation
    wanted = sum(brief.scenario.wanted(on) for on in brief.scenario.calendar)
    violations = told_once(brief.report.violations)
    hard = sum(violation.strength == "hard" for violation in violations)
    gaps = brief.gaps or brief.report.gaps
    figures = [
        _teams(brief, wanted),
        _rules(brief, hard, len(violations) - hard),
        _areas(brief),
        *_loads(brief),
        *_proof(brief),
    ]
    return Summary(
        title=cut(operation.name, LONGEST_TITLE),
        force=cut(operation.force or "", LONGEST_TITLE),
        first=long_day(operation.start),
        last=long_day(operation.end),
        evenings=count(len(brief.scenario.calendar), "evening"),
        tone="bad" if hard else "poor" if gaps else "good",
        headline=_headline(hard, len(gaps)),
        sentences=[cut(text, LONGEST_SENTENCE) for text in (verdict(brief.report), brief.conclusion) if text],
        figures=figures + _changes(brief),
        teams=len(brief.deployments),
        issued="" if brief.issued is None else long_day(brief.issued),
    )


def _headline(hard: int, gaps: int) -> str:
    if hard:
        return "Not valid as it stands"
    return "Valid, with teams missing" if gaps else "Valid and complete"


def _teams(brief: Brief, wanted: int) -> Figure:
    gaps = len(brief.gaps or brief.report.gaps)
    note = count(gaps, "gap") if gaps else "none missing"
    return Figure("Teams", f"{len(brief.deployments):,} of {wanted:,}", note, "gaps", not gaps)


def _rules(brief: Brief, hard: int, soft: int) -> Figure:
    notes = [f"{len(brief.accepted)} worked all the same"] if brief.accepted else []
    notes += [f"{count(soft, 'exception')} at a price"] if soft else [] if hard or brief.accepted else ["no exceptions"]
    value = f"{hard} broken" if hard else "all kept"
    return Figure("Rules that must hold", value, ", ".join(notes), "rules", not hard)


def _areas(brief: Brief) -> Figure:
    reached = sum(area.visits >= area.target for area in brief.report.areas)
    total = len(brief.report.areas)
    short = sum(max(0, area.target - area.visits) for area in brief.report.areas)
    note = f"{count(short, 'visit')} short" if short else "every target reached"
    return Figure("Areas on target", f"{reached} of {total}", note, "areas", not short)


def _loads(brief: Brief) -> list[Figure]:
    loads = {load.person: load for load in brief.report.loads}
    parts = [[loads[person] for person in brief.people(role)] for role in Role]
    detectives, officers = (_evenly([load.evenings for load in part]) for part in parts)
    note = f"each officer {officers}"
    if any(load.before for load in loads.values()):
        # With what came before it may be even where this alone is not.
        whole = " and ".join(_evenly([load.counted for load in part]) for part in parts)
        note += f"; with those before {whole}"
    return [Figure("Each detective works", detectives, note, "fairness", True)]


def _evenly(evenings: Sequence[int]) -> str:
    return each(evenings).removesuffix(" each") if evenings else "none"


def _proof(brief: Brief) -> list[Figure]:
    if not brief.tiers:
        return []
    proven = sum(tier.known == "proven" for tier in brief.tiers)
    settled = sum(tier.known != "best_found" for tier in brief.tiers)
    total = len(brief.scenario.objectives)
    value, word = (proven, "proven") if proven == settled else (settled, "settled")
    notes = [f"{plain(tier.name)}: {gave(brief.tiers, n)}" for n, tier in enumerate(brief.tiers) if tier.given]
    if settled < total:
        notes.insert(0, "the others: best found")
    note = "; ".join(notes) or "no roster can be better"
    return [Figure("Goals", f"{value} of {total} {word}", note, "goals", settled == total)]


def _changes(brief: Brief) -> list[Figure]:
    if brief.published is None:
        return []
    people = len({change.person for change in brief.changes})
    note = f"for {people} {'person' if people == 1 else 'people'}" if people else "as published"
    return [Figure("Changes", str(len(brief.changes)) if people else "none", note, "changes", True)]
