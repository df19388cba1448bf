"""Windows of dates in a row that have too many days in them."""

from random import Random

import pytest

from tandem_scheduler.checks.families.windows import crowded


@pytest.mark.parametrize("seed", range(50))
def test_crowded_windows_are_those_that_counting_finds(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a repeatable draw
    given = sorted(random.sample(range(30), random.randint(1, 20)))
    some = sorted(random.sample(given, random.randint(1, len(given))))
    days, limit = random.randint(1, 12), random.randint(0, 4)
    near = range(some[0] - days + 1, some[-1] + 1)
    expected = [first for first in near if sum(first <= on < first + days for on in given) > limit]
    assert list(crowded(given, days, limit, some)) == expected


def test_windows_far_from_what_is_asked_for_are_not_looked_at() -> None:
    assert list(crowded(range(10**7), 10_000, 9, [0])) == list(range(-9_990, 1))
    assert list(crowded(range(10), 10_000, 9, [])) == []
