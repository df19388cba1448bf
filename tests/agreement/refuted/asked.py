"""Random scenarios that are asked for more than they mostly bear: each without a roster has a certificate."""

from collections import Counter
from random import Random

from tandem_models import Scenario
from tandem_scheduler import broken_by_pins, solve
from tandem_scheduler.checks import Checker
from tandem_scheduler.engine.proofs.packing import unpacked_steps
from tandem_scheduler.engine.proofs.recheck import recheck

from ..runs import draw
from ..second_reading.rosters import AllRosters

DEMANDS = (
    *({"kind": "min_evenings", "min": least} for least in (1, 1, 1, 2)),
    {"kind": "visits", "min": 1},
    {"kind": "area_limit", "min": 1},
    {"kind": "max_evenings", "max": 1},
    {"kind": "evening_gap", "evenings": 1},
    {"kind": "consecutive", "min": 2},
    {"kind": "area_limit", "max": 1},
    *[{"kind": "area_teams", "max": 1}, {"kind": "pair_repeat", "limit": 1}] * 2,
)
"""What is asked besides: hard, and of all."""

MANY = 1 << 30


def asked_for_more(scenario: Scenario) -> Scenario:
    """The scenario with some of its soft rules hard and some hard rules more: the same whenever it is asked for."""
    random = Random(scenario.fingerprint)  # noqa: S311 - a sample that is the same in every run
    kept = [rule.model_dump() for rule in scenario.rules]
    for rule in kept:
        if rule.get("strength") == "soft" and random.random() < 0.5:
            rule |= {"strength": "hard", "weight": None, "most": None}
    more = random.sample(DEMANDS, random.randint(0, 3))
    return scenario.changed(rules=[*kept, *more], pins=scenario.pins if random.random() < 0.3 else ())


def prove(scenario: Scenario, counts: Counter[str]) -> None:
    """Solve a scenario; AssertionError where no roster fits it and no certificate shows that."""
    schedule = solve(scenario, workers=1)
    counts["scenarios"] += 1
    if schedule.status != "infeasible":
        return
    checker = Checker(scenario)
    assert not any(checker.valid(checker.roster(teams)) for teams in AllRosters(scenario))
    counts["infeasible"] += 1
    assert schedule.proof is not None, f"no proof: {scenario.model_dump_json()}"
    assert recheck(scenario, None, schedule.proof) == [], f"it does not hold: {scenario.model_dump_json()}"
    (part,) = schedule.proof.parts
    size = len(unpacked_steps(part.none or "", MANY, MANY))
    counts["over who meets whom" if part.meetings else "over who works where"] += 1
    counts["pins alone"] += bool(broken_by_pins(scenario))
    counts["by propagation alone" if size == 1 else "by multipliers" if size < 4 else "by a tree"] += 1
    counts["most steps"] = max(counts["most steps"], size)


def run(number: int, examples: int) -> Counter[str]:
    """Prove so many scenarios of a seed; what they were."""
    counts = Counter[str]()
    draw(number, examples, lambda scenario: prove(asked_for_more(scenario), counts))
    return counts
