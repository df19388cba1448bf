"""A certificate with a tree proves what it says: no change makes one hold that says more than is true."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

import numpy as np
import pytest

from tandem_models import BoundProof, Deployment, Proof, Scenario, Schedule
from tandem_models.ranking import Ranking
from tandem_scheduler import solve
from tandem_scheduler.checks import Checker
from tandem_scheduler.engine.algebra.refutation import Branching, Closed, TreeStep, Weighing
from tandem_scheduler.engine.proofs.certify import sealed
from tandem_scheduler.engine.proofs.packing import packed, packed_steps, unpacked, unpacked_steps
from tandem_scheduler.engine.proofs.recheck import recheck
from tests.agreement.second_reading.rosters import AllRosters
from tests.builders import people, scenario
from tests.engine.search.test_exact import SQUARE
from tests.times import TIMES

MANY = 1 << 20
"""More rows and columns than there are."""

CHANGES = 60 * TIMES

PLANS = {
    "plain": scenario(days=2, people=people(2, 2), rules=SQUARE, objectives=["coverage", "fairness", "home_area"]),
    "tolerance": scenario(
        days=2,
        people=people(2, 2, D1={"home": "north"}),
        rules=SQUARE,
        objectives=[{"coverage": 1, "tolerance": 1}, "fairness", "home_area"],
    ),
    "none": scenario(days=2, people=people(2, 2), rules=[*SQUARE, {"kind": "min_evenings", "min": 2}]),
}
"""Of two orthogonal Latin squares of order two a team is missing, at least (L. Euler, 1782): no multipliers say so."""


@dataclass(frozen=True)
class Case:
    """A scenario, what was proven of it, and what is true of it."""

    plan: Scenario
    schedule: Schedule
    values: tuple[tuple[int, ...], ...]
    """The tiers' values of all rosters."""

    @property
    def proof(self) -> Proof:
        assert self.schedule.proof is not None
        return self.schedule.proof

    @property
    def teams(self) -> tuple[Deployment, ...] | None:
        return self.schedule.deployments if self.schedule.has_roster else None

    def accepts(self, proof: Proof) -> bool:
        return not recheck(self.plan, self.teams, proof)

    def true(self, proof: Proof) -> bool:
        """Whether what a certificate proves is so, by brute force."""
        if proof.roster is None:
            return not self.values
        left, ranking = self.values, Ranking(self.plan.objectives)
        for index, tier in enumerate(proof.tiers):
            if proof.certain(index) and any(values[index] < tier.bound for values in left):
                return False
            limit = ranking.limit(index, tier.value if tier.best is None else tier.best)
            left = tuple(values for values in left if values[index] <= limit)
        return True


@cache
def case(name: str) -> Case:
    plan = PLANS[name]
    checker = Checker(plan)
    rosters = filter(checker.valid, map(checker.roster, AllRosters(plan)))
    return Case(plan, solve(plan, workers=1), tuple(map(checker.tiers, rosters)))


def part_changed(proof: Proof, **fields: Any) -> Proof:
    part = proof.parts[0].model_copy(update=fields)
    return proof.model_copy(update={"parts": (part, *proof.parts[1:])})


def share_changed(proof: Proof, number: int, **fields: Any) -> Proof:
    shares = list(proof.parts[0].tiers)
    shares[number] = shares[number].model_copy(update=fields)
    return part_changed(proof, tiers=tuple(shares))


def tier_changed(proof: Proof, number: int, **fields: Any) -> Proof:
    tiers = list(proof.tiers)
    tiers[number] = tiers[number].model_copy(update=fields)
    return proof.model_copy(update={"tiers": tuple(tiers)})


def steps_of(proof: Proof) -> list[TreeStep]:
    part = proof.parts[0]
    text = part.none if part.none is not None else next(share.tree for share in part.tiers if share.tree)
    return list(unpacked_steps(text, MANY, MANY))


def with_steps(proof: Proof, steps: list[TreeStep]) -> Proof:
    text = packed_steps(steps)
    if proof.parts[0].none is not None:
        return part_changed(proof, none=text)
    number = next(n for n, share in enumerate(proof.parts[0].tiers) if share.tree)
    return share_changed(proof, number, tree=text)


Change = Callable[[Proof, Random], Proof]


def some(random: Random) -> int:
    """Little, much, or far too much, up or down."""
    return random.choice([-1, 1]) * random.choice([1, 1, 2, 3, 1 << 20, 1 << 24, random.getrandbits(40), 1 << 61])


def bounded(number: int) -> int:
    return max(-(2**63), min(number, 2**63 - 1))


def change_bound(proof: Proof, random: Random) -> Proof:
    """Of a tier and of its share, and the total that goes with it or not."""
    number, by = random.randrange(len(proof.tiers)), some(random)
    share = proof.parts[0].tiers[number]
    total = share.total if share.total is None or random.random() < 0.5 else share.total + (by << 24)
    changed = share_changed(proof, number, bound=share.bound + by, total=total)
    more = random.choice([0, by])
    tier = proof.tiers[number]
    best = None if tier.best is None else tier.best + more
    return tier_changed(changed, number, bound=tier.bound + by, value=tier.value + more, best=best)


def change_total(proof: Proof, random: Random) -> Proof:
    number = random.randrange(len(proof.tiers))
    total = (proof.parts[0].tiers[number].total or 0) + some(random)
    return share_changed(proof, number, total=random.choice([total, total, None]))


def change_value(proof: Proof, random: Random) -> Proof:
    number = random.randrange(len(proof.tiers))
    of, by = random.choice(["value", "best"]), some(random)
    return tier_changed(proof, number, **{of: (getattr(proof.tiers[number], of) or 0) + by})


def change_multiplier(proof: Proof, random: Random) -> Proof:
    number = random.randrange(len(proof.tiers))
    every = unpacked(proof.parts[0].tiers[number].multipliers, MANY)
    place = random.choice([*np.flatnonzero(every).tolist(), random.randrange(80)])
    every[place] = bounded(int(every[place]) + some(random))
    return share_changed(proof, number, multipliers=packed(every))


def drop_tree(proof: Proof, random: Random) -> Proof:
    number = random.randrange(len(proof.tiers))
    tree = random.choice([None, "", packed_steps([Closed()]), packed_steps(steps_of(proof)[:-1])])
    return share_changed(proof, number, tree=tree)


def change_step(proof: Proof, random: Random) -> Proof:
    steps = steps_of(proof)
    place = random.randrange(len(steps))
    match steps[place]:
        case Weighing(lines, multipliers, of_objective):
            changed = multipliers.copy()
            if len(changed) and random.random() < 0.8:
                at = random.randrange(len(changed))
                changed[at] = bounded(int(changed[at]) + some(random))
            else:
                of_objective = not of_objective
            steps[place] = Weighing(lines, changed, of_objective)
        case Branching(column, most):
            other = random.choice([column, column, column + 1, random.randrange(40)])
            steps[place] = Branching(other, bounded(most + some(random)))
        case Closed():
            steps[place] = Branching(random.randrange(40), random.randrange(2))
    return with_steps(proof, steps)


def drop_step(proof: Proof, random: Random) -> Proof:
    steps = steps_of(proof)
    del steps[random.randrange(len(steps))]
    return with_steps(proof, steps)


def add_step(proof: Proof, random: Random) -> Proof:
    steps = steps_of(proof)
    more = random.choice([Closed(), Branching(random.randrange(40), random.randrange(2)), random.choice(steps)])
    steps.insert(random.randrange(len(steps) + 1), more)
    return with_steps(proof, steps)


def change_part(proof: Proof, random: Random) -> Proof:
    part = proof.parts[0]
    what = random.choice(["meetings", "rows", "parts", "none", "tiers"])
    if what == "meetings":
        return part_changed(proof, meetings=not part.meetings)
    if what == "rows":
        return part_changed(proof, rows="0" * 64)
    if what == "parts":
        return proof.model_copy(update={"parts": random.choice([(), (part, part)])})
    if what == "none":
        return part_changed(proof, none=packed_steps([Closed()]) if part.none is None else None)
    return part_changed(proof, tiers=part.tiers[:-1] if part.tiers else (BoundProof(bound=1, total=0),))


def change_whole(proof: Proof, random: Random) -> Proof:
    field = random.choice(["scenario", "roster"])
    value = None if field == "roster" and random.random() < 0.5 and proof.roster else "0" * 64
    return proof.model_copy(update={field: value})


OF_ALL: list[Change] = [change_step, change_step, change_step, drop_step, add_step, change_part, change_whole]
OF_TIERS: list[Change] = [change_bound, change_total, change_value, change_multiplier, drop_tree]


@pytest.mark.parametrize("name", PLANS)
def test_it_has_a_tree_and_holds(name: str) -> None:
    one = case(name)
    assert any(isinstance(step, Branching) for step in steps_of(one.proof))
    assert one.accepts(one.proof)
    assert one.true(one.proof)
    assert one.accepts(Proof.model_validate_json(one.proof.model_dump_json()))
    assert (one.proof.roster is None) == (not one.values)


@pytest.mark.parametrize("name", PLANS)
def test_no_change_makes_one_hold_that_says_what_is_not_true(name: str) -> None:
    one, random = case(name), Random(1)  # noqa: S311 - changes that are the same in every run
    changes = OF_ALL if one.proof.roster is None else OF_ALL + OF_TIERS
    for number in range(CHANGES):
        proof = one.proof
        for _ in range(random.choice([1, 1, 1, 2, 3])):
            try:
                proof = random.choice(changes)(proof, random)
            except (ValueError, StopIteration, IndexError, AttributeError):
                break  # what an earlier change left can't be changed so
        if proof == one.proof:
            continue
        assert recheck(one.plan, one.teams, proof), f"change {number} needs no seal"
        proof = sealed(proof)
        assert not one.accepts(proof) or one.true(proof), f"change {number} makes what is not true hold"


@pytest.mark.parametrize("name", ["plain", "tolerance"])
def test_one_of_a_roster_says_of_no_part_that_it_has_none(name: str) -> None:
    for none in (packed_steps([Closed()]), packed_steps(steps_of(case("none").proof)), ""):
        assert not case(name).accepts(sealed(part_changed(case(name).proof, none=none)))


def test_one_that_there_is_no_roster_says_nothing_of_tiers() -> None:
    one, other = case("none"), case("plain").proof
    assert not one.accepts(sealed(one.proof.model_copy(update={"tiers": other.tiers})))
    assert not one.accepts(sealed(part_changed(one.proof, tiers=other.parts[0].tiers)))
    assert not one.accepts(sealed(one.proof.model_copy(update={"parts": one.proof.parts * 2})))
    assert not one.accepts(sealed(one.proof.model_copy(update={"parts": ()})))


def test_neither_stands_for_the_other() -> None:
    one, none = case("plain"), case("none")
    assert recheck(one.plan, None, one.proof)
    assert recheck(none.plan, (), none.proof)
    assert recheck(one.plan, None, sealed(none.proof.model_copy(update={"scenario": one.plan.fingerprint})))
