"""What a roster, its tiers and its gaps come to, in sentences."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from tandem_models import Gap, Load, Measure, Method, Report, Scenario, Schedule, TierResult, Violation
from tandem_scheduler.rulebook import MEASURES
from tandem_scheduler.words.plain import ROLES, count, listing, plain

KNOWN = {"proven": "proven", "optimal": "optimal"}

UNCERTIFIED = {None: "", "size": " (it would be too large)", "time": " (no time was left for one)"}
"""Why there is no certificate."""

METHODS: dict[Method, str] = {
    "rounding": "rounding the relaxation",
    "cp_sat": "CP-SAT",
    "exact_model": "the exact model",
    "filling": "filling gaps",
}
"""Methods whose codes are no words for them."""


def known(tier: TierResult) -> str:
    """How good a tier's value is known to be."""
    return KNOWN.get(tier.known) or f"best found, gap {tier.solved - tier.bound}"


def by(methods: Sequence[Method]) -> str:
    """What found a roster: `by construction, filling gaps`; nothing where there is none."""
    told = ", ".join(METHODS.get(method) or plain(method) for method in methods)
    return told and f"by {told}"


def given(tiers: Sequence[TierResult], index: int) -> str:
    """What one would be at best and has given: `at best 475,900; 0.3 % given for requests`; else nothing."""
    return f"at best {tiers[index].solved:,}; {gave(tiers, index)}" if tiers[index].given else ""


def gave(tiers: Sequence[TierResult], index: int) -> str:
    """What later tiers have taken of the tolerance of one that has given some: `0.3 % given for requests`."""
    tier, later = tiers[index], [plain(tier.name) for tier in tiers[index + 1 :]]
    amount = f"{_per_cent(tier.given, tier.solved)} %" if tier.solved else f"{tier.given:,}"
    return f"{amount} given for {later[0] if len(later) == 1 else 'later tiers'}"


def _per_cent(part: int, whole: int) -> str:
    """A share to its first digit, or to a tenth of a per cent: 0.0005, 0.3, 4.9, 12."""
    share = Decimal(100 * part) / whole
    return f"{Decimal(f'{share:.1f}' if share >= 1 else f'{share:.1g}').normalize():f}"


def proof(tier: TierResult, weighted: bool, first: bool, given: str = "", tolerant: bool = False) -> str:
    """What is known of a tier, for a reader who has to trust it.

    `weighted`: teams missing do not all cost 1, so that fewer of them may cost more. `first`: no tier comes before it.
    `given`: what later tiers have taken of it, as in `given`. `tolerant`: some tier before it may give something.
    """
    measures = list(tier.measures)
    better = MEASURES[measures[0]].better if len(measures) == 1 else "come to a lower total here"
    if weighted and measures == [Measure.COVERAGE]:
        better = "leave less missing, by cost"
    if given:
        better += f" than at {tier.solved:,}"
    allowed = " than its tolerance allows" if tolerant else ""
    kept = "" if first else f" without being worse in something more important{allowed}"
    if tier.known == "proven":
        return f"Proven: no roster can {better}{kept}."
    if tier.known == "optimal":
        return (
            f"Searched to the end, without a certificate{UNCERTIFIED[tier.uncertified]}: no roster can {better}{kept}."
        )
    by = f"{tier.solved - tier.bound:,}"
    than = f" than at {tier.solved:,}" if given else ""
    return f"Best found: a roster that is better here{than} by at most {by} is not ruled out{kept}."


def why_short(gap: Gap) -> str:
    """A few words on a gap: which role has nobody left."""
    named = {obstacle.role for obstacle in gap.obstacles}
    free = {obstacle.role for obstacle in gap.obstacles if obstacle.reason == "free"}
    stuck = [noun for role, noun in ROLES.items() if role in named - free]
    return {0: "", 1: f"no {stuck[0]} free" if stuck else "", 2: "nobody free"}[len(stuck)]


def each(evenings: Sequence[int]) -> str:
    """How evenly evenings are spread: 2 evenings each, 1 to 3 evenings each."""
    fewest, most = min(evenings), max(evenings)
    return f"{count(most, 'evening')} each" if fewest == most else f"{fewest} to {count(most, 'evening')} each"


def share(load: Load) -> tuple[str, str]:
    """What somebody works of what they could, and what counts besides: 1 of 28; , +1 before."""
    return f"{load.evenings} of {load.available}", f", +{load.before} before" if load.before else ""


def spread(loads: Sequence[Load]) -> str:
    """How evenly evenings are spread, and where some count that came before, what they come to with these."""
    told = each([load.evenings for load in loads])
    if any(load.before for load in loads):
        told += f", with those before {each([load.counted for load in loads]).removesuffix(' each')}"
    return told


def conclusion(scenario: Scenario, schedule: Schedule, way_on: str = " To see why: tandem explain.") -> str:
    """One sentence on how a solve ended, and the way on where no roster can exist."""
    time = f"{schedule.seconds:.1f} s"
    limit = f"the time limit of {schedule.stamp.time_limit:g} s"
    if schedule.status == "infeasible":
        reason = "the hard rules, pins and absences can't all be kept"
        word = "" if schedule.proof is not None else " That is the search's word: nothing proves it."
        return f"No roster can exist: {reason} ({time}).{word}{way_on}"
    if schedule.status == "unknown":
        if schedule.stop_reason == "interrupted":
            return f"No roster found before you stopped it, {time}."
        if schedule.stop_reason == "effort":
            return "No roster found with so little work, and none ruled out: give it more `deterministic` work."
        return f"No roster found in {limit}, and none ruled out: give it a longer time limit."
    wanted = sum(scenario.wanted(on) for on in scenario.calendar)
    parts = [f"{len(schedule.deployments)} of {count(wanted, 'team')}", _quality(scenario, schedule.tiers)]
    match schedule.stop_reason:
        case "time_limit":
            parts.append(f"stopped at {limit}")
        case "interrupted":
            parts.append(f"stopped by you after {time}")
        case "gap":
            parts.append(f"as near the bounds as you asked for after {time}")
        case "stagnation":
            parts.append(f"stopped after {time}, nothing had got better")
        case "effort":
            parts.append(f"stopped after {schedule.stamp.deterministic:g} units of work in {time}")
        case "replaced":
            parts.append("some replaced since it was solved")
        case _:
            parts.append(time)
    return ", ".join(parts) + "."


def _quality(scenario: Scenario, tiers: Sequence[TierResult]) -> str:
    settled = sum(tier.known != "best_found" for tier in tiers)
    within = " within tolerance" if any(tier.given for tier in tiers) else ""
    if tiers and settled == len(scenario.objectives):
        how = "proven optimal" if all(tier.known == "proven" for tier in tiers) else "optimal"
        return f"{how} in every tier{within}"
    return f"optimal in {settled} of {count(len(scenario.objectives), 'tier')}{within}"


def told_once(violations: Iterable[Violation]) -> tuple[Violation, ...]:
    """Violations without those of another rule that say the same of the same people: one names all its rules."""
    alike: dict[object, list[Violation]] = {}
    times = Counter[object]()
    for one in violations:
        about = one.kind, one.strength, one.people, one.evenings, one.areas, one.allowed, one.found
        times[about, one.rule, one.name] += 1  # what a rule itself says twice is two things
        alike.setdefault((about, times[about, one.rule, one.name]), []).append(one)
    return tuple(_as_one(same) for same in alike.values())


def _as_one(same: Sequence[Violation]) -> Violation:
    first, *others = same
    if not others:
        return first
    also = listing(list(dict.fromkeys(one.name or one.kind for one in others)))
    message = f"{first.message.removesuffix(').')}; also {also})."
    return first.model_copy(update={"message": message, "cost": sum(one.cost for one in same)})


def verdict(report: Report) -> str:
    """One sentence on what a check found."""
    violations = told_once(report.violations)
    hard = sum(violation.strength == "hard" for violation in violations)
    soft = len(violations) - hard
    cost = sum(violation.cost for violation in report.violations)
    if hard:
        start = f"The roster is not valid: {count(hard, 'violation')} of what must hold"
    else:
        start = "The roster keeps everything that must hold"
    return f"{start}; {count(soft, 'violation')} of soft rules, at a cost of {cost}." if soft else f"{start}."
