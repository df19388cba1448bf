"""Independent parts: what hangs together, and that the whole is the sum of its parts."""

import threading
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from tandem_models import Progress, Scenario
from tandem_scheduler import check, check_proof, solve
from tandem_scheduler.api.solving import solve_by
from tandem_scheduler.engine.devices import Device
from tandem_scheduler.engine.params import DEFAULTS
from tandem_scheduler.engine.problem.independent import split
from tests.builders import day, people, scenario, team

APART = [
    {"kind": "area_limit", "who": ["D1", "D2", "N1", "N2"], "areas": ["south"], "max": 0},
    {"kind": "area_limit", "who": ["D3", "D4", "D5", "N3", "N4"], "areas": ["north"], "max": 0},
]
"""Two forces in one file: two and two in the north, three and two in the south."""


def two(**parts: Any) -> Scenario:
    defaults: dict[str, Any] = {
        "evenings": {"shift": {"start": "14:00", "end": "22:00"}},
        "demand": [{"areas": ["north"], "teams": 1}, {"areas": ["south"], "teams": 2}],
        "people": people(5, 4),
        "rules": [*APART, {"kind": "evening_gap", "evenings": 1}, {"kind": "pair_repeat", "limit": 1}],
        "objectives": ["coverage", "priority", "fairness"],
    }
    return scenario(**defaults | parts)


def names(of: Scenario) -> list[tuple[str, str]]:
    return [
        (" ".join(area.id for area in part.areas), " ".join(person.id for person in part.people)) for part in split(of)
    ]


def test_who_was_told_nothing_is_called_out_in_every_part() -> None:
    plan = two(published=[team(1, detective="D1").model_dump()], objectives=["coverage", "changes"])
    assert [len(part.published) for part in split(plan)] == [1, 0]
    schedule = solve(plan, workers=1)
    assert [tier.value for tier in schedule.tiers] == [tier.bound for tier in schedule.tiers]
    assert schedule.tiers[1].value == 6 * 2 * (len(schedule.deployments) - 1)


def test_whoever_was_told_is_stood_down_where_a_part_has_no_team_to_send() -> None:
    demand = [{"areas": ["south"], "teams": 2}]
    plan = two(published=[team(1).model_dump()], demand=demand, objectives=["changes", "coverage"])
    assert [len(part.sending) for part in split(plan)] == [0, 5]
    assert [tier.value for tier in solve(plan, workers=1).tiers] == [6 * 2, 2 * 5]


def test_people_and_areas_that_nothing_links_are_parts() -> None:
    assert names(two()) == [("north", "D1 D2 N1 N2"), ("south", "D3 D4 D5 N3 N4")]


@pytest.mark.parametrize(
    "link",
    [
        {"evenings": {"shift": {"start": "14:00", "end": "22:00"}, "teams": 3}},
        {"people": people(5, 4, N1={"home": "south"})},
        {"rules": [*APART, {"kind": "area_limit", "who": ["D1"], "areas": ["south"], "min": 1}]},
        {"rules": APART[:1]},
        {"requests": [{"person": "D1", "on": day(1), "want": "on", "area": "south"}]},
        {"history": [{"person": "D1", "on": day(0), "area": "south"}]},
        {"history": [{"person": "D1", "on": day(0), "partner": "N3"}]},
        {"pins": [{"on": day(1), "detective": "D1", "officer": "N3"}]},
        {"pins": [{"on": day(1), "area": "south", "officer": "N1"}]},
    ],
    ids=["teams", "home", "minimum", "open area", "request", "past area", "partner", "pinned pair", "pinned area"],
)
def test_whatever_names_both_sides_links_them(link: dict[str, Any]) -> None:
    assert len(split(two(**link))) == 1


def test_an_area_without_people_and_people_without_areas_stay_with_the_first_part() -> None:
    nowhere = {"kind": "area_limit", "who": ["D5"], "max": 0}
    empty = {"kind": "area_limit", "areas": ["west"], "max": 0}
    of = two(areas=[{"id": "west"}, {"id": "north"}, {"id": "south"}], rules=[*APART, nowhere, empty])
    assert names(of) == [("west north", "D1 D2 D5 N1 N2"), ("south", "D3 D4 N3 N4")]


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_the_whole_is_proven_by_its_parts(workers: int) -> None:
    planned = two()
    news: list[Progress] = []
    schedule = solve(planned, workers=workers, on_progress=news.append)
    assert check(planned, schedule).ok
    assert schedule.status == "optimal"
    # One team each evening but for the gap: three of five in the north, five of ten in the south.
    assert [tier.known for tier in schedule.tiers] == ["proven"] * 3
    assert 1 <= len(schedule.found_by) == len(set(schedule.found_by)) <= 2
    assert news[-1].found_by == schedule.found_by
    assert schedule.proof is not None
    assert len(schedule.proof.parts) == 2
    assert check_proof(planned, schedule, schedule.proof) == ()
    assert all(event.value is None or event.bound <= event.value for event in news)
    steps = [(event.stage != "relaxing", event.tier) for event in news]
    assert all(one <= other for one, other in pairwise(steps))
    ends = [(event.tier, event.value, event.bound) for event in news if event.done]
    assert ends == [(n, tier.value, tier.bound) for n, tier in enumerate(schedule.tiers)]


def test_the_parts_give_what_the_model_of_the_whole_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    planned = two(
        people=people(5, 4, N1={"home": "north"}, N3={"home": "south"}),
        absences=[{"person": "D3", "from": day(2), "to": day(3)}],
        objectives=["coverage", "priority", "fairness", "home_area"],
    )
    apart = solve(planned, workers=1)
    assert apart.proof is not None
    assert len(apart.proof.parts) == 2
    monkeypatch.setattr("tandem_scheduler.engine.problem.independent.split", lambda whole: (whole,))
    together = solve(planned, workers=1)
    assert [(tier.value, tier.bound) for tier in apart.tiers] == [(tier.value, tier.bound) for tier in together.tiers]


def test_a_bound_by_the_search_in_one_part_leaves_the_whole_optimal() -> None:
    # One area more than anybody may work in each part: two evenings of D1 with N1 and N2, three each of D2 and D3 with
    # N3, N4 and N5. That pairs must share evenings too is for the search to see.
    idle = ["D4", "D5", "D6", "N6", "N7", "N8", "N9"]
    planned = two(
        days=4,
        areas=[{"id": f"{side}-{n}"} for side in ("north", "south") for n in range(3)],
        demand=[{"teams": 1}],
        people=people(6, 9),
        rules=[
            {"kind": "area_limit", "who": idle, "max": 0},
            {"kind": "area_limit", "who": ["D1", "N1", "N2"], "areas": [f"south-{n}" for n in range(3)], "max": 0},
            {
                "kind": "area_limit",
                "who": ["D2", "D3", "N3", "N4", "N5"],
                "areas": [f"north-{n}" for n in range(3)],
                "max": 0,
            },
            {"kind": "pair_repeat", "limit": 1},
        ],
        objectives=["coverage", "priority", "fairness"],
    )
    assert len(split(planned)) == 2
    schedule = solve_by(replace(DEFAULTS, without=frozenset({Device.REFUTING})), planned, workers=1)
    assert schedule.status == "optimal"
    assert all(tier.value == tier.bound for tier in schedule.tiers)
    assert "optimal" in {tier.known for tier in schedule.tiers}
    assert schedule.proof is not None
    assert check_proof(planned, schedule, schedule.proof) == ()
    # With it refuted, none is on the search's word.
    proven = solve(planned, workers=1)
    assert [(tier.value, tier.known) for tier in proven.tiers] == [(tier.value, "proven") for tier in schedule.tiers]
    assert proven.proof is not None
    assert [part.meetings for part in proven.proof.parts].count(True) >= 1
    assert check_proof(planned, proven, proven.proof) == ()


@pytest.mark.parametrize("work", [0.01, 0.03, 0.1, 0.3])
def test_what_is_not_finished_keeps_its_bounds_and_says_why(work: float) -> None:
    planned = two(days=14, objectives=["coverage", "fairness", "priority"])
    best = [tier.value for tier in solve(planned, workers=1).tiers]
    schedule = solve(planned, workers=2, deterministic=work)
    assert schedule.stop_reason in ("complete", "effort")
    if schedule.has_roster:
        assert schedule.proof is not None
        assert check_proof(planned, schedule, schedule.proof) == ()
        for index, tier in enumerate(schedule.tiers):
            if all(schedule.tiers[n].value == best[n] for n in range(index)):
                assert tier.bound <= best[index] <= tier.value


def test_a_stop_once_every_part_has_a_roster_gives_them_all() -> None:
    stop, planned = threading.Event(), two(days=28)

    def hear(news: Progress) -> None:
        if news.value is not None:
            stop.set()

    schedule = solve(planned, workers=1, stop=stop, on_progress=hear)
    assert schedule.has_roster
    assert {team.area for team in schedule.deployments} == {"north", "south"}


def test_where_a_part_can_have_no_roster_the_whole_can_have_none() -> None:
    impossible = two(pins=[{"on": day(n), "detective": "D1"} for n in (1, 2)])
    assert len(split(impossible)) == 2
    assert solve(impossible, workers=2).status == "infeasible"


def test_what_a_listener_raises_ends_all_parts() -> None:
    class EnoughError(Exception):
        pass

    def hear(_: Progress) -> None:
        raise EnoughError

    with pytest.raises(EnoughError):
        solve(two(), workers=2, on_progress=hear)


def test_a_stop_before_the_start_ends_all_parts() -> None:
    stop = threading.Event()
    stop.set()
    schedule = solve(two(), workers=2, stop=stop)
    assert schedule.stop_reason in ("interrupted", "complete")
