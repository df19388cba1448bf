"""On random small scenarios engine, checker, brute force and a second reading of the contract say the same."""

import pytest

from .runs import run

SHARDS = 16
EXAMPLES = 40


@pytest.mark.parametrize("shard", range(SHARDS))
def test_all_agree(shard: int) -> None:
    _, failure = run(number=shard, examples=EXAMPLES)
    assert failure is None, failure


def test_a_seed_gives_the_same_scenarios_again() -> None:
    first, _ = run(number=1_000, examples=15)
    second, _ = run(number=1_000, examples=15)
    assert first == second
    assert first["scenarios"] >= 10
