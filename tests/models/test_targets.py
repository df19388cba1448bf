"""Visits shared out by priority with the largest remainder."""

import pytest

from tandem_models import Area
from tandem_models.scenario.targets import apportion, thousandths


def areas(**priorities: float) -> list[Area]:
    return [Area(id=name, priority=priority) for name, priority in priorities.items()]


def test_whole_quotas_are_kept() -> None:
    assert apportion(areas(a=3, b=2, c=1), 12) == {"a": 6, "b": 4, "c": 2}


def test_the_largest_remainders_get_what_is_left() -> None:
    # Of 10 visits 4.7, 3.4 and 1.9: 4 + 3 + 1 leave two, for .9 and .7.
    assert apportion(areas(a=47, b=34, c=19), 10) == {"a": 5, "b": 3, "c": 2}


def test_equal_remainders_go_to_the_higher_priority() -> None:
    # Of 2 visits 0.5 and 1.5: the one that is left goes to b.
    assert apportion(areas(a=1, b=3), 2) == {"a": 0, "b": 2}


def test_equal_remainders_and_priorities_go_by_id_whatever_the_order() -> None:
    # Of 4 visits 1.33 each.
    assert apportion(areas(c=1, a=1, b=1), 4) == {"c": 1, "a": 2, "b": 1}


def test_quotas_are_exact() -> None:
    # 0.1, 0.2 and 0.3 of 6 are 1, 2 and 3; in floating point 0.1 + 0.2 + 0.3 is not 0.6.
    assert apportion(areas(a=0.1, b=0.2, c=0.3), 6) == {"a": 1, "b": 2, "c": 3}


def test_given_targets_are_kept_and_the_rest_is_shared() -> None:
    given = [Area(id="a", priority=9, target=1), *areas(b=2, c=1)]
    assert apportion(given, 10) == {"a": 1, "b": 6, "c": 3}


def test_given_targets_above_all_that_is_wanted_leave_nothing() -> None:
    assert apportion([Area(id="a", target=5), *areas(b=1)], 3) == {"a": 5, "b": 0}


def test_without_any_priority_all_share_alike() -> None:
    assert apportion(areas(a=0, b=0, c=0), 4) == {"a": 2, "b": 1, "c": 1}


def test_an_area_of_no_priority_gets_nothing_beside_others() -> None:
    assert apportion(areas(a=0, b=1), 3) == {"a": 0, "b": 3}


@pytest.mark.parametrize("visits", range(30))
def test_nothing_is_lost(visits: int) -> None:
    assert sum(apportion(areas(a=20.9, b=13.3, c=7, d=7, e=0.1), visits).values()) == visits


def test_thousandths_round_half_up_and_never_vanish() -> None:
    # 1/16 is 62.5 thousandths, 15/16 937.5.
    assert thousandths(areas(a=1, b=15)) == {"a": 63, "b": 938}
    assert thousandths(areas(a=1, b=9_999, c=0)) == {"a": 1, "b": 1_000, "c": 0}
