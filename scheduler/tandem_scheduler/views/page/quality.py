"""How good the roster is: what is missing, what it breaks, and what is proven of every tier."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tandem_models import Measure, Rule, Scenario, Tier, Violation
from tandem_models.ranking import Ranking
from tandem_scheduler.rulebook import MEASURES, RULES
from tandem_scheduler.words.plain import count, long_day, plain, quoted
from tandem_scheduler.words.rules import wish

from ..brief import Brief
from ..html.text import LONGEST_SENTENCE, cut
from ..phrases import given, proof, told_once


class GapRow(NamedTuple):
    """A gap."""

    on: date
    day: str
    area_id: str
    where: str
    teams: str
    reason: str


def gaps(brief: Brief) -> Sequence[GapRow]:
    """Teams wanted and not deployed."""
    areas = brief.scenario.area
    return [
        GapRow(
            on=gap.evening,
            day=long_day(gap.evening),
            area_id=gap.area or "",
            where=cut(areas[gap.area].label) if gap.area else "",
            teams=count(gap.teams, "team"),
            reason=cut(gap.reason, LONGEST_SENTENCE),
        )
        for gap in brief.gaps or brief.report.gaps
    ]


class Broken(NamedTuple):
    """A violation."""

    sentence: str
    cost: int
    people: str
    areas: str


class Violations(NamedTuple):
    """What is broken."""

    hard: Sequence[Broken]
    soft: Sequence[Broken]
    cost: int
    accepted: Sequence[Broken]
    """What stands although it breaks something, as it has been worked."""


def violations(brief: Brief) -> Violations:
    """What must hold first, then what has a price, the dearest first."""
    found: dict[str, list[Broken]] = {"hard": [], "soft": []}
    for one in told_once(brief.report.violations):
        found[one.strength].append(_broken(one))
    soft = sorted(found["soft"], key=lambda one: -one.cost)
    return Violations(found["hard"], soft, sum(one.cost for one in soft), [*map(_broken, brief.accepted)])


def _broken(one: Violation) -> Broken:
    return Broken(cut(one.message, LONGEST_SENTENCE), one.cost, " ".join(one.people), " ".join(one.areas))


class KeptRule(NamedTuple):
    """A rule that nothing breaks."""

    sentence: str
    price: int
    """What a unit of it would cost; 0: it must hold."""


def kept(brief: Brief) -> Sequence[KeptRule]:
    """The rules that the roster keeps, what must hold first."""
    broken = {(one.rule, one.name) for one in brief.report.violations}
    found = []
    for number, rule in enumerate(brief.scenario.rules_in_force):
        if brief.scenario.rule_place(number) not in broken:
            name = brief.scenario.rule_names[number]
            called = "" if name is None else f" ({name})"
            told = f"{_asked(brief.scenario, rule)}{called}{quoted(rule.why)}."
            found.append(KeptRule(cut(told[0].upper() + told[1:], LONGEST_SENTENCE), 0 if rule.hard else rule.cost))
    return sorted(found, key=lambda one: one.price > 0)


def _asked(scenario: Scenario, rule: Rule) -> str:
    """What a rule asks, and of whom: every officer may work at most 3 evenings; where it is soft, should."""
    subject, demand = RULES[rule.kind].whole(scenario, rule)
    return f"{subject} {demand if rule.hard else wish(demand)}"


class MeasurePart(NamedTuple):
    """One measure of a tier."""

    title: str
    explained: str
    value: str
    """How much it is, and how often it counts where that is not once."""


class Level(NamedTuple):
    """One tier."""

    title: str
    parts: Sequence[MeasurePart]
    value: str
    bound: str
    """The least possible, where it is known to be less than the best value."""
    given: str
    """What goals below have taken of it; empty where that is nothing."""
    gives: bool
    """Whether they may."""
    claim: str
    """What is known of it; empty where nothing is."""
    settled: bool


def tiers(brief: Brief) -> Sequence[Level]:
    """Every tier, most important first; without any claim for a roster that was not solved for."""
    weighted = _weighted(brief.scenario)
    gives = Ranking(brief.scenario.objectives).gives
    found = []
    for n, (tier, value) in enumerate(zip(brief.scenario.objectives, brief.report.tiers, strict=True)):
        result = brief.tiers[n] if n < len(brief.tiers) else None
        taken = given(brief.tiers, n) if result else ""
        found.append(
            Level(
                title=_title(tier),
                parts=[_part(measure, weight, brief.report.measures) for measure, weight in tier.weights.items()],
                value=f"{value:,}",
                bound=f"{result.bound:,}" if result and result.bound < result.solved else "",
                given=taken,
                gives=gives[n],
                claim=proof(result, weighted, not n, taken, any(gives[:n])) if result else "",
                settled=result is not None and result.known != "best_found",
            )
        )
    return found


def _weighted(scenario: Scenario) -> bool:
    """Whether missing teams cost other than 1 each, or other things are counted among them."""
    evenings = any(evening.shortage != 1 for evening in scenario.calendar.values())
    return evenings or bool(scenario.demand)


def _title(tier: Tier) -> str:
    names = [plain(measure) for measure in tier.weights]
    return " + ".join(names).capitalize()


def _part(measure: Measure, weight: int, measures: dict[Measure, int]) -> MeasurePart:
    times = "" if weight == 1 else f", counted {count(weight, 'time')}"
    entry = MEASURES[measure]
    return MeasurePart(entry.counts[0].upper() + entry.counts[1:], entry.explained, f"{measures[measure]:,}{times}")
