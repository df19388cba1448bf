"""Who meets whom is settled exactly."""

from collections import Counter
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem_models import HistoryEntry, Scenario, Schedule
from tandem_scheduler import check, solve
from tandem_scheduler.engine.formulation.build import build
from tandem_scheduler.engine.limits import Limits, TimeUp
from tandem_scheduler.engine.pairing.settle import settle
from tandem_scheduler.engine.params import DEFAULTS
from tandem_scheduler.engine.problem.pair_limits import PairLimit
from tandem_scheduler.engine.problem.problem import Problem
from tests.builders import day, people, scenario, worked

from ..limits import plenty

SIZES = range(2, 9)
ONCE = {"kind": "pair_repeat", "limit": 1}


def square(size: int, days: int, rules: list[dict[str, Any]] | None = None, **parts: Any) -> Scenario:
    """As many detectives as officers, all free every evening, all wanted every evening."""
    return scenario(
        days=days,
        evenings={"shift": {"start": "14:00", "end": "22:00"}, "teams": size},
        people=people(size, size),
        rules=[ONCE] if rules is None else rules,
        objectives=["coverage", "rules"],
        **parts,
    )


def meetings(schedule: Schedule) -> Counter[tuple[str, str]]:
    return Counter((team.detective, team.officer) for team in schedule.deployments)


@pytest.mark.parametrize("size", SIZES)
def test_every_pair_once_fills_as_many_evenings_as_there_are_partners(size: int) -> None:
    schedule = solve(square(size, days=size))
    assert schedule.status == "optimal"
    assert [tier.value for tier in schedule.tiers] == [0, 0]
    assert len(schedule.deployments) == len(meetings(schedule)) == size * size


@pytest.mark.parametrize("size", SIZES)
def test_one_evening_more_leaves_as_many_gaps_as_a_full_evening_has_teams(size: int) -> None:
    schedule = solve(square(size, days=size + 1))
    assert schedule.status == "optimal"
    # size x (size + 1) teams are wanted, there are size x size pairs.
    assert (schedule.tiers[0].value, schedule.tiers[0].bound, schedule.tiers[0].known) == (size, size, "proven")
    assert len(schedule.deployments) == len(meetings(schedule)) == size * size


@pytest.mark.parametrize("size", SIZES[:-1])
def test_soft_pairs_repeat_only_as_often_as_the_evenings_force(size: int) -> None:
    wished = square(size, days=size + 1, rules=[ONCE | {"strength": "soft", "weight": 3}])
    schedule = solve(wished)
    assert schedule.status == "optimal"
    # All size x (size + 1) teams are sent: of size x size pairs, size meetings are a second one.
    assert [(tier.value, tier.bound) for tier in schedule.tiers] == [(0, 0), (3 * size, 3 * size)]
    assert sum(count - 1 for count in meetings(schedule).values()) == size


@pytest.mark.parametrize("size", [2, 3, 4])
def test_pairs_of_the_history_are_used_up(size: int) -> None:
    history = [entry for n in range(1, size + 1) for entry in worked(f"D{n}", 0, partner=f"N{n}")]
    schedule = solve(square(size, days=size, history=history))
    # One evening's worth of pairs has met before.
    assert (schedule.status, schedule.tiers[0].value) == ("optimal", size)
    assert not any((f"D{n}", f"N{n}") in meetings(schedule) for n in range(1, size + 1))


def test_people_kept_apart_never_meet() -> None:
    apart = [{"kind": "keep_apart", "who": [f"D{n}", f"N{n}"]} for n in range(1, 5)]
    schedule = solve(square(4, days=3, rules=[ONCE, *apart]))
    # Four pairs of sixteen are out: three evenings of four teams use all others up.
    assert (schedule.status, schedule.tiers[0].value) == ("optimal", 0)
    assert len(meetings(schedule)) == 12
    assert not any((f"D{n}", f"N{n}") in meetings(schedule) for n in range(1, 5))


def test_a_whole_role_kept_apart_sends_nobody() -> None:
    schedule = solve(square(2, days=2, rules=[{"kind": "keep_apart", "who": ["detective", "N1", "N2"]}]))
    assert (schedule.status, schedule.deployments, schedule.tiers[0].value) == ("optimal", (), 4)


def test_people_kept_apart_as_a_wish_meet_when_they_must() -> None:
    apart = {"kind": "keep_apart", "who": ["D1", "N1"], "strength": "soft", "weight": 5}
    forced = square(2, days=2, rules=[ONCE, apart])
    schedule = solve(forced)
    # All four pairs are needed to fill two evenings.
    assert [tier.value for tier in schedule.tiers] == [0, 5]


CLOSED = [
    {"kind": "area_limit", "who": ["D1", "N1"], "areas": ["north"], "max": 0},
    {"kind": "area_limit", "who": ["D2", "N2"], "areas": ["south"], "max": 0},
]
"""D1 and N1 only go south, D2 and N2 only north; the others go anywhere."""


def test_roles_tied_to_areas_on_both_sides_meet_where_both_may_go() -> None:
    schedule = solve(square(2, days=2, rules=[ONCE, *CLOSED]))
    # D1 can meet N1 only, D2 N2 only, each once: two teams of the four wanted.
    assert (schedule.status, schedule.tiers[0].value, schedule.tiers[0].bound) == ("optimal", 2, 2)
    assert meetings(schedule) == {("D1", "N1"): 1, ("D2", "N2"): 1}


def test_roles_tied_to_areas_on_both_sides_with_some_free_to_go_anywhere() -> None:
    tied = square(3, days=3, rules=[ONCE, *CLOSED])
    schedule = solve(tied)
    # D1-N2 and D2-N1 have no area in common: seven of nine pairs remain, and each evening three at most.
    assert (schedule.status, schedule.tiers[0].value, schedule.tiers[0].bound) == ("optimal", 2, 2)
    assert len(meetings(schedule)) == 7
    assert check(tied, schedule.deployments).ok


def test_soft_pairs_of_roles_tied_to_areas() -> None:
    schedule = solve(square(2, days=3, rules=[ONCE | {"strength": "soft"}, *CLOSED]))
    # Three evenings of D1-N1 and of D2-N2: two meetings too many each.
    assert [(tier.value, tier.bound) for tier in schedule.tiers] == [(0, 0), (4, 4)]


def test_a_pinned_pair_meets_where_it_is_pinned() -> None:
    pins = [
        {"on": day(1), "detective": "D1", "officer": "N2"},
        {"on": day(2), "area": "south", "detective": "D1", "officer": "N1"},
        {"on": day(3), "area": "north", "officer": "N3"},
    ]
    pinned = square(3, days=3, pins=pins)
    schedule = solve(pinned)
    assert (schedule.status, schedule.tiers[0].value) == ("optimal", 0)
    teams = {(team.evening, team.detective, team.officer): team.area for team in schedule.deployments}
    assert (day(1), "D1", "N2") in teams
    assert teams[day(2), "D1", "N1"] == "south"
    assert any(team.evening == day(3) and team.officer == "N3" for team in schedule.deployments if team.area == "north")


def test_two_pins_of_one_pair_that_may_meet_once() -> None:
    pins = [{"on": day(n), "detective": "D1", "officer": "N1"} for n in (1, 2)]
    assert solve(square(2, days=2, pins=pins)).status == "infeasible"


def test_who_is_tied_to_areas_stays_there_where_the_other_role_is_free() -> None:
    # Matched in the model, teams are nowhere in particular, but N2 may go to one area alone.
    planned = scenario(
        days=3,
        areas=[{"id": "a0"}, {"id": "a1"}, {"id": "a2"}],
        rules=[
            {"kind": "area_limit", "who": ["N2"], "areas": ["a1", "a2"], "max": 0},
            {"kind": "pair_repeat", "limit": 1, "within": 2},
        ],
        requests=[{"person": "D1", "on": day(1), "want": "off", "area": "a0"}],
        pins=[{"on": day(3), "area": "a2", "detective": "D2"}],
    )
    schedule = solve(planned, workers=1)
    assert schedule.status == "optimal"
    assert {team.area for team in schedule.deployments if team.officer == "N2"} == {"a0"}
    assert check(planned, schedule).ok


MANY = DEFAULTS.crowded_evening + 1
"""More teams than are matched all with all."""


def crowd(size: int, **parts: Any) -> Scenario:
    """An evening of more teams than are matched all with all."""
    return scenario(
        days=1,
        areas=[{"id": f"a{n}"} for n in range(size)],
        evenings={"shift": {"start": "14:00", "end": "22:00"}, "teams": size},
        people=people(size, size, **parts),
        rules=[{"kind": "pair_repeat", "limit": 1}],
    )


def settled(planned: Scenario, limits: Limits) -> Any:
    roster, _ = build(Problem(planned))
    values = [0] * len(roster.evening_of)
    for area in roster.problem.areas:
        values[roster.visits(area, 0).columns[0]] = 1
    for person in roster.problem.people:
        values[roster.works(person, 0).columns[0]] = 1
    return settle(roster, values, limits)


def test_very_many_teams_are_matched_in_turn_as_long_as_that_costs_nothing() -> None:
    with patch("tandem_scheduler.engine.pairing.settle._matched", side_effect=AssertionError("all with all")):
        made = settled(crowd(MANY), plenty())
    assert len(made.teams[0]) == MANY
    assert (made.forbidden, made.bad) == (0, ())


@pytest.mark.parametrize("size", [2, 5])
def test_once_the_time_is_up_teams_are_matched_in_turn(size: int) -> None:
    stopped = plenty()
    stopped.stop.set()
    with patch("tandem_scheduler.engine.pairing.settle._matched", side_effect=AssertionError("all with all")):
        made = settled(crowd(size), stopped)
    assert len(made.teams[0]) == size
    assert made.forbidden == 0


def test_where_in_turn_is_not_enough_all_are_matched_with_all() -> None:
    # D1 would take N1, whom alone D2 may still meet: their other partners of the evening are used up.
    before = [entry for n in (1, 2) for entry in worked("D2", -n, partner="N2")]
    planned = crowd(2).model_copy(update={"history": tuple(HistoryEntry.model_validate(one) for one in before)})
    stopped = plenty()
    stopped.stop.set()
    made = settled(planned, stopped)
    assert {team[:2] for team in made.teams[0]} == {(0, 3), (1, 2)}
    assert made.forbidden == 0


def test_a_stop_is_heeded_while_very_many_are_matched_all_with_all() -> None:
    stopped = plenty()
    stopped.stop.set()
    none = patch("tandem_scheduler.engine.pairing.settle._taken_in_turn", return_value=None)
    with none, pytest.raises(TimeUp):
        settled(crowd(MANY), stopped)


def test_time_up_in_the_midst_of_matching_ends_a_solve_and_is_no_error() -> None:
    none = patch("tandem_scheduler.engine.search.heuristics.constructed", lambda *_: None)
    with none, patch("tandem_scheduler.engine.search.incumbent.settle", side_effect=TimeUp):
        schedule = solve(square(3, 2), workers=1)
    assert schedule.status == "unknown"


@given(
    st.sets(st.integers(0, 11), max_size=6),
    st.sets(st.integers(-10, -1), max_size=4),
    st.integers(1, 3),
    st.none() | st.integers(1, 30),
)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_crowded_windows_are_those_found_one_by_one(
    now: set[int], before: set[int], limit: int, within: int | None
) -> None:
    of = PairLimit(0, None, limit, frozenset(), frozenset(), {(0, 1): frozenset(before)}, within)
    found = {first: (inside, left) for firsts, inside, left in of.crowded((0, 1), sorted(now)) for first in firsts}
    expected = {}
    for first in range(-30, 12) if within is not None else (0,):
        window = range(first, first + within) if within is not None else range(-30, 12)
        inside = [e for e in sorted(now) if e in window]
        left = max(0, limit - sum(e in window for e in before))
        if len(inside) > left:
            expected[first] = (inside, left)
    assert found == expected
    assert of.units((0, 1), sorted(now)) == sum(len(inside) - left for inside, left in expected.values())
