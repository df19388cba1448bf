"""pair_repeat, keep_apart."""

from models import Measure
from tests.builders import day, people, report, scenario, team, violations, worked


def test_pair_repeat_allows_its_number_and_other_pairs() -> None:
    ruled = scenario(rules=[{"kind": "pair_repeat", "limit": 1}])
    assert violations(ruled, team(1), team(2, officer="N2"), team(3, detective="D2")) == ()


def test_pair_repeat_forbids_one_more() -> None:
    ruled = scenario(rules=[{"kind": "pair_repeat", "limit": 1, "why": "a different pair each evening"}])
    (found,) = violations(ruled, team(1, "north"), team(5, "south"))
    assert (found.kind, found.people, found.evenings, found.units) == (
        "pair_repeat",
        ("D1", "N1"),
        (day(1), day(5)),
        1,
    )
    assert found.message == (
        'D1 and N1 form a team on 2 evenings, at most 1 are allowed (pair_repeat: "a different pair each evening").'
    )


def test_pair_repeat_looks_back_by_the_entry_of_either() -> None:
    for history in (worked("D1", 0, partner="N1"), worked("N1", 0, partner="D1")):
        ruled = scenario(rules=[{"kind": "pair_repeat", "limit": 1}], history=history)
        (found,) = violations(ruled, team(1))
        assert (found.units, found.evenings, found.found) == (1, (day(1),), "2 evenings")
        assert violations(ruled, team(1, officer="N2")) == ()


def test_pair_repeat_counts_both_entries_of_an_evening_once() -> None:
    history = worked("D1", 0, partner="N1") + worked("N1", 0, partner="D1")
    ruled = scenario(rules=[{"kind": "pair_repeat", "limit": 2}], history=history)
    assert violations(ruled, team(1)) == ()


def test_pair_repeat_history_alone_breaks_nothing() -> None:
    ruled = scenario(
        rules=[{"kind": "pair_repeat", "limit": 1, "strength": "soft", "weight": 2}],
        history=worked("D1", 0, -1, -2, partner="N1"),
    )
    assert violations(ruled) == ()
    # The limit is used up, so both meetings are above it, but no more than both.
    assert [(v.units, v.cost) for v in violations(ruled, team(1), team(3))] == [(2, 4)]


def test_pair_repeat_of_some_concerns_pairs_with_one_of_them() -> None:
    ruled = scenario(
        people=people(2, 2, N2={"skills": ["new"]}), rules=[{"kind": "pair_repeat", "limit": 1, "who": ["new"]}]
    )
    assert violations(ruled, team(1), team(2)) == ()
    assert [v.people for v in violations(ruled, team(1, officer="N2"), team(2, officer="N2"))] == [("D1", "N2")]


def test_keep_apart_allows_teams_with_others() -> None:
    ruled = scenario(rules=[{"kind": "keep_apart", "who": ["D1", "N1"]}])
    assert violations(ruled, team(1, officer="N2"), team(1, "south", "D2", "N1")) == ()


def test_keep_apart_forbids_the_team() -> None:
    ruled = scenario(rules=[{"kind": "keep_apart", "who": ["D1", "N1"]}])
    (found,) = violations(ruled, team(1), team(5))
    assert (found.kind, found.people, found.evenings, found.units) == ("keep_apart", ("D1", "N1"), (day(1), day(5)), 2)
    assert found.message == (
        "D1 and N1 form a team on 1 March 2021 and 5 March 2021, but are to be kept apart (keep_apart)."
    )


def test_keep_apart_soft_by_skill() -> None:
    ruled = scenario(
        people=people(2, 2, D1={"skills": ["new"]}, N1={"skills": ["new"]}),
        rules=[{"kind": "keep_apart", "who": ["new"], "strength": "soft", "weight": 6}],
    )
    checked = report(ruled, team(1), team(2), team(3, officer="N2"), team(3, "south", "D2", "N1"))
    assert [(v.people, v.units, v.cost) for v in checked.violations] == [(("D1", "N1"), 2, 12)]
    assert checked.measures[Measure.RULES] == 12
