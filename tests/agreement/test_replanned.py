"""Re-plans: brute force finds none that tells people less otherwise, whatever way the engine goes."""

import pytest

from tests.times import TIMES

from .replanned import WAYS, run

EXAMPLES = 40 * TIMES


@pytest.mark.parametrize("way", range(len(WAYS)))
def test_no_roster_changes_less(way: int) -> None:
    counts, failures = run(50_000 + way, EXAMPLES)
    assert not failures, failures[0]
    assert counts["changed, proven"] + counts["changed, by search"]
    assert counts["evenings over"]
    assert counts["rules broken before"]
