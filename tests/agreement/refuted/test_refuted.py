"""Where no roster can exist, a certificate shows it."""

import pytest

from tandem_scheduler import solve
from tandem_scheduler.engine.proofs.recheck import recheck
from tests.builders import people, scenario
from tests.engine.search.test_exact import SQUARE
from tests.times import TIMES

from .asked import run

SHARDS, EXAMPLES = 2, 30 * TIMES


@pytest.mark.parametrize("shard", range(SHARDS))
def test_none_is_without_a_certificate(shard: int) -> None:
    counts = run(70_000 + shard, EXAMPLES)
    assert counts["infeasible"] > EXAMPLES // 10, counts


TOGETHER = {"kind": "keep_together", "who": ["D1", "N1"]}


@pytest.mark.parametrize(
    "rules",
    [
        [*SQUARE, {"kind": "min_evenings", "min": 2}],
        [
            {"kind": "pair_repeat", "limit": 1},
            {"kind": "min_evenings", "min": 2},
            {"kind": "keep_apart", "who": ["D1", "N1"]},
        ],
        [
            TOGETHER,
            {"kind": "min_evenings", "min": 2, "who": ["D1"]},
            {"kind": "max_evenings", "max": 1, "who": ["N1"]},
        ],
    ],
    ids=["no orthogonal squares", "too few partners", "never apart and never both"],
)
def test_what_no_roster_keeps_together(rules: list[dict[str, object]]) -> None:
    plan = scenario(days=2, people=people(2, 2), rules=rules)
    schedule = solve(plan, workers=1)
    assert (schedule.status, schedule.has_roster) == ("infeasible", False)
    assert schedule.proof is not None
    assert recheck(plan, None, schedule.proof) == []
