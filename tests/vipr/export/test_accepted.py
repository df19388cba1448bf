"""Whatever a solve proves is written so that a checker which knows nothing of it takes it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from benchmarks.operations.generate import scenario as operation
from tandem_models import ArgumentError, Pin, Scenario
from tandem_scheduler import check, load_scenario, solve, write_vipr
from tandem_scheduler.engine.problem.independent import split
from tests.agreement.runs import draw
from tests.builders import day, people, scenario, team
from tests.builders import worked as history
from tests.engine.problem.test_independent import two
from tests.engine.test_tolerance import wishes
from tests.times import TIMES

from .written import of_teams, worked, written

ROOT = Path(__file__).parents[3]

FEW = [
    *(("S", variant, seed) for variant in ("plain", "tight", "rich") for seed in (1, 2, 3)),
    *(("M", variant, 1) for variant in ("plain", "tight", "rich")),
    ("L", "plain", 1),
    ("S", "full", 1),
]
MANY = [("L", "tight", 1), ("L", "rich", 1), ("S", "full", 2), ("S", "full", 3)]


@pytest.mark.parametrize(("size", "variant", "seed"), FEW + (MANY if TIMES > 1 else []))
def test_every_tier_of_an_operation(size: str, variant: str, seed: int, tmp_path: Path) -> None:
    plan = operation(size, variant, seed)
    found = written(plan, tmp_path)
    assert len(found.files) == len(plan.objectives), "all are proven"
    assert found.schedule.proof is not None
    assert found.schedule.proof.parts[0].meetings == (variant == "full")
    before = 0
    for n, value in enumerate(tier.value for tier in found.schedule.tiers):
        verdict = found.verdicts[0, n]
        assert verdict.relation == ("range", value, value)
        assert verdict.aim == "min"
        (column,) = verdict.objective
        assert verdict.variables[column] == f"tier.{n + 1}"
        assert verdict.objective[column] == 1
        held = {row.name: row for row in verdict.constraints if row.name.startswith("held.")}
        assert list(held) == [f"held.tier.{earlier + 1}" for earlier in range(n)]
        assert [row.right for row in held.values()] == [tier.value for tier in found.schedule.tiers[:n]]
        assert of_teams(found.schedule.deployments) <= worked(verdict)
        people_of = {name.split(".")[1] for name in worked(verdict)}
        assert people_of <= {person.id for person in plan.people}
        # Two bounds of each column, then the rows: the same ones for each tier, and one more that is held.
        assert len(verdict.constraints) > 2 * len(verdict.variables) + n
        assert n == 0 or len(verdict.constraints) == before + 1
        before = len(verdict.constraints)


def test_independent_parts(tmp_path: Path) -> None:
    found = written(two(), tmp_path)
    assert len(split(found.plan)) == 2
    assert len(found.files) == 2 * len(found.plan.objectives)
    assert {file.name.split("-")[0] for file in found.files} == {"part1", "part2"}


PINNED = [{"on": day(2), "area": "south", "detective": "D1", "officer": "N1"}]
LIMITS = [
    {"kind": "pair_repeat", "limit": 1},
    {"kind": "max_evenings", "max": 2, "strength": "soft"},
    {"kind": "evening_gap", "evenings": 1, "strength": "soft"},
]
HOMES = {"N1": {"home": "north"}, "N2": {"home": "south"}}
ORDER = ["coverage", "rules", "fairness", "home_area", "changes"]


def small(**parts: Any) -> Scenario:
    return scenario(**{"days": 4, "people": people(3, 3, **HOMES), "rules": LIMITS, "objectives": ORDER} | parts)


CASES = {
    "pins": small(pins=PINNED),
    "history": small(history=[*history("D1", 0, -1, partner="N1"), *history("N2", 0, area="south")]),
    "facts": small(pins=[PINNED[0] | {"on": day(1), "fact": True}]),
    "published": small(published=[team(n, detective=f"D{n}").model_dump() for n in (1, 2, 3)]),
    "published in parts": two(published=[team(1).model_dump()], objectives=["coverage", "changes", "fairness"]),
    "nobody is sent in a part": two(
        published=[team(1).model_dump()],
        demand=[{"areas": ["south"], "teams": 2}],
        objectives=["changes", "coverage"],
    ),
    "a tolerance that is used": wishes(199),
    "one that lets everything go": wishes("100%"),
    "one tier": small(objectives=["coverage"]),
    "several measures": small(objectives=[{"coverage": 3, "rules": 2, "fairness": 1}, ["home_area", "changes"]]),
    "no evening at all": scenario(demand=[], objectives=["coverage", "fairness"]),
}


@pytest.mark.parametrize("case", CASES)
def test_special_scenarios(case: str, tmp_path: Path) -> None:
    found = written(CASES[case], tmp_path)
    assert found.schedule.status == "optimal"


def test_facts_are_part_of_the_roster(tmp_path: Path) -> None:
    """As evenings go by: what was worked is a fact, and its evenings are in no column any more."""
    plan = small()
    first = solve(plan, workers=1)
    facts = tuple(
        Pin(on=one.evening, area=one.area, detective=one.detective, officer=one.officer, fact=True)
        for one in first.deployments
        if one.evening == day(1)
    )
    assert facts
    found = written(plan.changed(pins=facts), tmp_path)
    assert check(found.plan, found.schedule.deployments).ok


def test_a_tolerance_is_in_the_relation(tmp_path: Path) -> None:
    """From the best value to the one that the roster has; what comes after it is held at the most it may be."""
    plan = wishes(199)
    plan = plan.changed(objectives=({"coverage": 1, "tolerance": 2}, *plan.objectives[1:]))
    found = written(plan, tmp_path)
    for n, tier in enumerate(found.schedule.tiers):
        assert found.verdicts[0, n].relation == ("range", tier.bound, tier.value)
    held = [row for row in found.verdicts[0, 2].constraints if row.name.startswith("held.")]
    assert held[0].right == found.schedule.tiers[0].solved + 2


def test_that_no_roster_can_exist(tmp_path: Path) -> None:
    plan = load_scenario(ROOT / "scenarios" / "impossible.yaml")
    found = written(plan, tmp_path)
    assert found.only.relation == "infeas"
    assert found.only.solutions == 0


def test_that_one_part_has_no_roster(tmp_path: Path) -> None:
    asked = {"kind": "min_evenings", "who": ["D3"], "min": 3}
    plan = two()
    rules = [*plan.model_dump(exclude_unset=True)["rules"], asked, {"kind": "max_evenings", "who": ["D3"], "max": 2}]
    found = written(Scenario.model_validate(plan.model_dump() | {"rules": rules}), tmp_path)
    assert len(split(found.plan)) == 2
    assert found.only.relation == "infeas"


def test_what_is_not_proven_is_not_written(tmp_path: Path) -> None:
    plan = small()
    schedule = solve(plan, workers=1)
    other = solve(plan.changed(people=plan.people[:-1]), workers=1)
    for proof in (None, other.proof):
        with pytest.raises(ArgumentError, match="does not hold"):
            write_vipr(tmp_path / "proof.vipr", plan, schedule, proof)
    assert not any(tmp_path.iterdir())


MESSY = [
    team(1, detective="D1", officer="N1").model_dump(),
    team(1, detective="D1", officer="N2").model_dump(),
]


def test_where_somebody_was_told_of_two_teams_at_once(tmp_path: Path) -> None:
    """Who stays with another partner shows only where the rows say who meets whom, and is in the tier's value then."""
    plan = scenario(days=2, areas=[{"id": "north"}], published=MESSY, objectives=["priority", "changes"])
    found = written(plan, tmp_path)
    assert found.schedule.proof is not None
    assert found.schedule.proof.parts[0].meetings


@pytest.mark.parametrize("shard", range(4))
def test_small_scenarios_at_random(shard: int, tmp_path: Path) -> None:
    tried: list[Scenario] = []

    def each(plan: Scenario) -> None:
        schedule = solve(plan, workers=1)
        if schedule.proof is not None:
            folder = tmp_path / str(len(tried))
            folder.mkdir()
            tried.append(plan)
            written(plan, folder, schedule)

    draw(700 + shard, 10 * TIMES, each)
    assert len(tried) > 4 * TIMES


def test_dates_of_an_operation_are_in_its_columns(tmp_path: Path) -> None:
    found = written(small(), tmp_path)
    dates = {name.split(".")[2] for name in worked(found.verdicts[0, 0])}
    assert dates == {str(day(1) + timedelta(days=n)) for n in range(4)}
