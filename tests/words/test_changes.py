"""What people are told of a new roster, in sentences."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem_models import Deployment
from tandem_scheduler.checks.difference import changes_between
from tandem_scheduler.words.changes import ChangeWording, digests, how_many
from tests.builders import day, people, scenario, team

AREAS = [{"id": "charnwood", "name": "Charnwood"}, {"id": "oadby", "name": "Oadby"}]
LATE = [*AREAS[:1], {**AREAS[1], "shift": {"start": "18:00", "end": "02:00"}}]
PLAN = scenario(days=14, areas=AREAS, people=people(4, 4, D4={"name": "Ann Example"}))


def said(before: list[Deployment], after: list[Deployment], of=PLAN, **how) -> dict[str, str]:
    wording = ChangeWording(of, **how)
    return {one.person: wording.sentence(one) for one in digests(of, changes_between(before, after))}


def go(evening: int, area="charnwood", detective="D1", officer="N1") -> Deployment:
    return team(evening, area, detective, officer)


@pytest.mark.parametrize(
    ("before", "after", "officer"),
    [
        ([go(5)], [], "no longer Fri 5 March"),
        ([go(5), go(6), go(8)], [], "no longer Fri 5 March, Sat 6 March and Mon 8 March"),
        ([], [go(13)], "also Sat 13 March, Charnwood, with D1"),
        (
            [go(5)],
            [go(13, detective="D4")],
            "no longer Fri 5 March; instead Sat 13 March, Charnwood, with D4 Ann Example",
        ),
        ([go(5)], [go(5, "oadby")], "Fri 5 March now in Oadby instead of Charnwood"),
        ([go(5)], [go(5, detective="D2")], "Fri 5 March now with D2 instead of D1"),
        ([go(5)], [go(5, "oadby", "D2")], "Fri 5 March now in Oadby with D2 instead of Charnwood with D1"),
        (
            [go(3), go(5), go(6)],
            [go(6, "oadby"), go(4), go(2), go(7)],
            "no longer Wed 3 March and Fri 5 March; also Tue 2 March, Charnwood, with D1; "
            "also Thu 4 March, Charnwood, with D1; Sat 6 March now in Oadby instead of Charnwood; "
            "also Sun 7 March, Charnwood, with D1",
        ),
        (
            [go(5), go(2)],
            [go(13), go(2, detective="D2")],
            "no longer Fri 5 March; instead Sat 13 March, Charnwood, with D1; Tue 2 March now with D2 instead of D1",
        ),
    ],
)
def test_sentences(before, after, officer):
    assert said(before, after)["N1"] == officer


def test_times_are_told_where_they_are_asked_for_or_become_others():
    late = PLAN.changed(areas=LATE)
    assert said([], [go(5)], times=True)["D1"] == "also Fri 5 March 14:00-22:00, Charnwood, with N1"
    assert said([go(5)], [go(5, "oadby")], late)["N1"] == "Fri 5 March now 18:00-02:00 in Oadby instead of Charnwood"


def test_names_and_years_where_they_are_needed():
    assert said([], [go(5, detective="D4")], names=False)["N1"] == "also Fri 5 March, Charnwood, with D4"
    assert said([], [go(5, detective="D4")], PLAN.anonymous())["N1"].endswith("with D4")
    years = PLAN.changed(operation=PLAN.operation.model_copy(update={"end": day(14).replace(year=2022)}))
    assert said([go(5)], [], years)["N1"] == "no longer Fri 5 March 2021"


def test_what_the_scenario_does_not_have_any_more_is_told_all_the_same():
    gone = said([go(5, "gone", "D9", "N9")], [go(5, "oadby", "D1", "N9")])
    assert gone["N9"] == "Fri 5 March now in Oadby with D1 instead of gone with D9"
    assert list(gone) == ["D1", "D9", "N9"]


TEAMS = st.builds(go, st.integers(1, 6), st.sampled_from(["charnwood", "oadby"]), *(
    st.sampled_from([f"{role}{n}" for n in (1, 2, 3)]) for role in "DN"
))  # fmt: skip


@given(st.lists(TEAMS, max_size=6), st.lists(TEAMS, max_size=6))
def test_every_change_is_in_one_digest_and_in_one_clause(before, after):
    changes = changes_between(before, after)
    found = digests(PLAN, changes)
    assert Counter(change for digest in found for change in digest.changes) == Counter(changes)
    assert len({digest.person for digest in found}) == len(found)
    assert sum(len(digest.changes) for digest in found) == len(changes)
    wording = ChangeWording(PLAN)
    for digest in found:
        assert {change.person for change in digest.changes} == {digest.person}
        text = " " + wording.sentence(digest) + " "
        for change in digest.changes:
            assert text.count(f" {change.evening:%a} {change.evening.day} March") == 1
    numbers = f"{len(changes)} change{'' if len(changes) == 1 else 's'} in all."
    assert how_many(found).endswith(numbers)
