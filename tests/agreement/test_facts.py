"""Evenings that are over: engine, checker and brute force say the same, and facts count as history does."""

import pytest

from tests.times import TIMES

from .facts import run

SHARDS = 2
EXAMPLES = 36 * TIMES


@pytest.mark.parametrize("shard", range(SHARDS))
def test_all_agree_on_what_is_over(shard: int) -> None:
    counts = run(number=20_000 + shard, examples=EXAMPLES)
    assert counts["scenarios"]
    assert counts["as history"]
