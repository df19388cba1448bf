from datetime import date

import pytest

from tandem_scheduler.words.plain import count, dates, hours, listing, period


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2021, 3, 1), date(2021, 3, 7), "between 1 and 7 March 2021"),
        (date(2021, 2, 27), date(2021, 3, 5), "between 27 February and 5 March 2021"),
        (date(2020, 12, 30), date(2021, 1, 2), "between 30 December 2020 and 2 January 2021"),
        (date(2021, 3, 1), date(2021, 3, 1), "on 1 March 2021"),
    ],
)
def test_period(first: date, last: date, words: str) -> None:
    assert period(first, last) == words


def test_counts_hours_and_lists() -> None:
    assert [count(n, "evening") for n in (0, 1, 2)] == ["0 evenings", "1 evening", "2 evenings"]
    assert [hours(n) for n in (0, 3_600, 27_000)] == ["0 hours", "1 hour", "7 hours 30 minutes"]
    assert [listing(words) for words in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a and b", "a, b and c"]


@pytest.mark.parametrize(
    ("ons", "words"),
    [
        ([date(2021, 4, 6)], "6 April 2021"),
        ([date(2021, 3, 29), date(2021, 4, 1), date(2021, 4, 6)], "29 March, 1 and 6 April 2021"),
        ([date(2020, 12, 1), date(2020, 12, 30), date(2021, 1, 2)], "1, 30 December 2020 and 2 January 2021"),
    ],
)
def test_dates(ons: list[date], words: str) -> None:
    assert dates(ons) == words
