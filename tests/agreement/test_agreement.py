"""On random small scenarios engine, checker, brute force and a second reading of the contract say the same."""

from collections import Counter

import pytest

from tandem_models.rules import KINDS
from tests.times import TIMES

from .runs import draw, rules_of, run

SHARDS = 16
EXAMPLES = 26 * TIMES

FEWEST = 2
"""Scenarios of the run that must have a kind of rule, hard and soft each, for their agreement to say much of it."""


@pytest.mark.parametrize("shard", range(SHARDS))
def test_all_agree(shard: int) -> None:
    _, failure = run(number=shard, examples=EXAMPLES)
    assert failure is None, failure


def test_a_seed_gives_the_same_scenarios_again() -> None:
    first, _ = run(number=1_000, examples=5)
    second, _ = run(number=1_000, examples=5)
    assert first == second
    assert first["scenarios"] >= 3


def test_the_scenarios_have_every_kind_of_rule_hard_and_soft() -> None:
    rare = Counter({f"{kind} {strength}": FEWEST for kind in KINDS for strength in ("hard", "soft")})
    for shard in range(SHARDS):  # the scenarios above, but not solved, until there are enough
        draw(shard, EXAMPLES, lambda scenario: rare.subtract(rules_of(scenario)))
        if not +rare:
            return
    pytest.fail(f"missing: {+rare}; does .random_scenarios.rules draw them all? Where it does, more EXAMPLES will do")
