"""Rosters to choose from: how good they are said to be, how far apart, and how the search for them ends."""

from threading import Event

import pytest

from tandem_models import Alternatives, AnswerProgress, Scenario
from tandem_scheduler import alternatives, check, check_proof, solve
from tandem_scheduler.checks.difference import changes_between
from tests.builders import day, people, scenario, team

PAIRS = scenario(days=4, evenings={"shift": {"start": "14:00", "end": "22:00"}, "teams": 1}, people=people(3, 3))
"""Very many rosters are as good."""

ALONE = scenario(
    days=2,
    evenings={"shift": {"start": "14:00", "end": "22:00"}, "teams": 1},
    areas=[{"id": "north"}],
    people=people(1, 1),
)
"""One roster is possible that leaves nothing out."""


def values(found: Alternatives) -> list[tuple[int, ...]]:
    return [tuple(tier.value for tier in each.schedule.tiers) for each in found.alternatives]


def apart(found: Alternatives) -> list[tuple[int, ...]]:
    rosters = [each.schedule.deployments for each in found.alternatives]
    return [
        tuple(len(changes_between(one, rosters[number])) for one in rosters[:number]) for number in range(len(rosters))
    ]


def test_all_are_as_good_and_told_apart_and_proven_by_the_first_certificate():
    found = alternatives(PAIRS, 4, workers=1)
    assert (found.status, found.ended, len(found.alternatives)) == ("optimal", "found", 4)
    assert len({*values(found)}) == 1
    assert [each.distances for each in found.alternatives] == apart(found)
    # Each evening takes one pair: two rosters without an evening in common tell 2 people each otherwise, each evening.
    assert min(found.alternatives[1].distances) == 16
    for each in found.alternatives:
        assert check(PAIRS, each.schedule).ok
        assert {tier.known for tier in each.schedule.tiers} == {"proven"}
        assert check_proof(PAIRS, each.schedule, each.schedule.proof) == ()
    assert found.message.startswith("4 rosters, equally good in every tier (proven: none can be better): ")


def test_the_same_seed_gives_the_same_rosters():
    one, other = (alternatives(PAIRS, 3, workers=1, seed=7) for _ in range(2))
    assert [each.schedule.deployments for each in one.alternatives] == [
        each.schedule.deployments for each in other.alternatives
    ]


def test_where_one_roster_is_as_good_it_stands_alone():
    found = alternatives(ALONE, 3, workers=1)
    assert (found.ended, len(found.alternatives)) == ("no_more", 1)
    assert found.message == "This is the only roster as good: every other one is worse in some tier."


def test_there_may_be_fewer_than_asked_for():
    two = ALONE.changed(
        areas=[{"id": "north", "target": 0}, {"id": "south", "target": 0}],
        operation={"name": "x", "start": day(1), "end": day(1)},
    )
    found = alternatives(two, 5, workers=1)
    assert (found.ended, [each.distances for each in found.alternatives]) == ("no_more", [(), (2,)])
    assert found.message.endswith(
        "2 changes from one to the other. There are no more: every other one is worse in some tier."
    )


def test_no_roster_to_begin_with():
    never = ALONE.changed(rules=[{"kind": "min_evenings", "min": 3}])
    found = alternatives(never, workers=1)
    assert (found.status, found.ended, found.alternatives) == ("infeasible", "no_roster", ())
    assert found.message.startswith("No roster can exist")


def test_the_roster_given_is_the_first():
    areas = {1: "north", 2: "south", 3: "north", 4: "south"}
    given = [team(n, areas[n], f"D{1 + n % 3}", f"N{1 + n % 3}") for n in areas]
    found = alternatives(PAIRS, 2, roster=given, workers=1)
    assert [*found.alternatives[0].schedule.deployments] == given
    assert values(found)[0] == values(found)[1] == check(PAIRS, given).tiers
    # No certificate came with it: what is known is what the search saw.
    assert found.alternatives[0].schedule.proof is None
    assert {tier.known for tier in found.alternatives[0].schedule.tiers} == {"optimal"}
    solved = solve(PAIRS, workers=1)
    begun = alternatives(PAIRS, 2, roster=solved, workers=1).alternatives[0].schedule
    assert begun == solved


def test_worse_than_the_best_is_the_given_roster_s_alternative_as_well():
    given = [team(n) for n in range(1, 4)]  # an evening is left out, and all falls to two people
    found = alternatives(PAIRS, 2, roster=given, workers=1)
    assert found.status == "feasible"
    coverage = found.alternatives[0].schedule.tiers[0]
    assert (coverage.value, coverage.bound, coverage.known) == (1, 0, "best_found")
    assert all(value <= limit for value, limit in zip(values(found)[1], values(found)[0], strict=True))


@pytest.mark.parametrize("teams", [2, 1])
def test_what_a_tier_may_give_others_may_take(teams):
    wishes = [{"person": "D1", "on": day(n), "want": "off"} for n in range(1, 5)]
    plan = PAIRS.changed(
        evenings={"shift": {"start": "14:00", "end": "22:00"}, "teams": teams},
        requests=wishes,
        objectives=["coverage", {"fairness": 1, "tolerance": "40%"}, "requests"],
    )
    found = alternatives(plan, 3, workers=1)
    first = found.alternatives[0].schedule.tiers
    for each in found.alternatives:
        tiers = each.schedule.tiers
        assert tiers[0].value == first[0].value
        assert tiers[1].best == first[1].best is not None
        assert tiers[1].value <= first[1].best * 1.4
        assert tiers[2].value == first[2].value
        assert check_proof(plan, each.schedule, each.schedule.proof) == ()


def test_evenings_that_are_over_stay_as_they_were():
    pins = [{"on": day(n), "area": "south", "detective": "D1", "officer": "N1", "fact": True} for n in (1, 2)]
    plan = PAIRS.changed(pins=pins)
    found = alternatives(plan, 3, workers=1)
    for each in found.alternatives:
        assert [one for one in each.schedule.deployments if one.evening <= day(2)] == [
            team(n, area="south") for n in (1, 2)
        ]
    assert max(found.alternatives[1].distances) <= 8


def test_news_and_a_stop():
    told: list[AnswerProgress] = []
    alternatives(PAIRS, 3, workers=1, on_progress=told.append)
    assert [(news.doing, news.done, news.of) for news in told if not news.repeated] == [
        ("Solving", 0, 3),
        ("Looking for rosters that differ", 1, 3),
        ("Looking for rosters that differ", 2, 3),
    ]


def test_a_stop_leaves_what_was_found_by_then():
    stop, given = Event(), solve(PAIRS, workers=1)
    stop.set()
    found = alternatives(PAIRS, 3, roster=given, workers=1, stop=stop)
    assert (found.ended, len(found.alternatives)) == ("not_found", 1)
    assert found.message == "No other roster as good was found, and none is ruled out."


def test_pairs_and_soft_rules_hold_in_each():
    plan: Scenario = scenario(
        days=6,
        people=people(4, 5),
        rules=[
            {"kind": "pair_repeat", "limit": 1},
            {"kind": "evening_gap", "evenings": 1},
            {"kind": "keep_together", "who": ["D1", "N1"], "strength": "soft", "weight": 3},
        ],
    )
    found = alternatives(plan, 4, workers=1)
    assert len(found.alternatives) == 4
    assert len({*values(found)}) == 1
    assert all(check(plan, each.schedule).ok for each in found.alternatives)
