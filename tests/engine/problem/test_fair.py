"""How evenings are shared: among those who are there, over the evenings on which a team can be sent."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from tandem_models import Measure
from tandem_scheduler import check, solve
from tandem_scheduler.engine.problem.fair import fair
from tandem_scheduler.engine.problem.independent import split
from tandem_scheduler.engine.problem.problem import Problem
from tests.builders import day, people, scenario, worked

SHIFT = {"shift": {"start": "18:00", "end": "02:00"}}
OFFICE = {
    "anchor": day(1),
    "days": ["E", "E", "E", "E", "F", "F", "F"],
    "shifts": {"E": {"start": "08:00", "end": "16:00"}, "F": {"release": 0}},
}


def only(*days: str) -> dict[str, Any]:
    """One team on these days, none on the others."""
    others = [on for on in ("mon", "tue", "wed", "thu", "fri", "sat", "sun") if on not in days]
    return SHIFT | {"teams": 1, "overrides": [{"on": others, "teams": 0}]}


def away(*spans: tuple[int, int]) -> list[dict[str, Any]]:
    return [{"person": "D1", "from": day(first), "to": day(last)} for first, last in spans]


def shared(**parts: Any) -> Mapping[str, int]:
    """Evenings worked by each person in a roster whose tiers are all proven."""
    planned = scenario(**{"areas": [{"id": "north"}], **parts})
    schedule = solve(planned, workers=1)
    assert {tier.known for tier in schedule.tiers} == {"proven"}
    return {load.person: load.evenings for load in check(planned, schedule).loads}


@pytest.mark.parametrize(
    ("parts", "evenings"),
    [
        ({"evenings": only("sat", "sun"), "absences": away((1, 4), (8, 11), (15, 18), (22, 25))}, (4, 4)),
        (
            {
                "evenings": only("fri", "sat"),
                "people": people(2, 2, D1={"pattern": "office"}),
                "patterns": {"office": OFFICE},
            },
            (4, 4),
        ),
        (
            {
                "days": 56,
                "evenings": SHIFT,
                "areas": [{"id": "north"}, {"id": "south"}],
                "demand": [{"areas": "north", "on": "sat", "teams": 1}],
                "absences": away((0, 5), (7, 12), (14, 19), (21, 26), (28, 33), (35, 40)),
            },
            (4, 4),
        ),
        ({"days": 56, "evenings": only("sat"), "absences": away((6, 6), (13, 13), (20, 20), (27, 27))}, (3, 5)),
    ],
    ids=["away without teams", "on duty without teams", "away without demand", "away on half the evenings"],
)
def test_only_evenings_with_teams_count(parts: dict[str, Any], evenings: tuple[int, int]) -> None:
    found = shared(**{"days": 28, **parts})
    assert (found["D1"], found["D2"]) == evenings


def past(*ids: str) -> list[dict[str, Any]]:
    """Thirteen weekends worked in turn, the last one's Sunday by nobody."""
    return [
        {"person": f"{role}{on % 3 + 1}", "on": date(2021, 1, 1) + timedelta(days=7 * (on // 3) + on % 3)}
        for on in range(38)
        for role in ("D", "N")
        if f"{role}{on % 3 + 1}" in ids
    ]


NEWCOMERS = {
    "start": date(2021, 4, 2),
    "days": 24,
    "evenings": only("fri", "sat", "sun"),
    "people": people(4, 4, D4={"since": "2021-04-01"}, N4={"since": "2021-04-01"}),
    "history": past("D1", "D2", "D3", "N1", "N2", "N3"),
}


def test_a_newcomer_does_not_catch_up() -> None:
    found = shared(**NEWCOMERS)
    # The others are level but for one evening, which may come back to the third.
    assert (found["D4"], found["N4"]) == (3, 3)
    assert {found[person] for person in ("D1", "D2", "D3", "N1", "N2", "N3")} <= {2, 3, 4}


def test_history_may_count_for_limits_alone() -> None:
    assert set(shared(**NEWCOMERS, history_counts="limits").values()) == {3}


def test_without_a_first_date_somebody_without_a_past_catches_up() -> None:
    found = shared(**{**NEWCOMERS, "people": people(4, 4)})
    assert (found["D4"], found["N4"]) == (12, 12)


@pytest.mark.parametrize("stay", [{"since": day(15)}, {"until": day(14)}])
def test_who_is_there_for_half_the_operation_has_half_the_share(stay: dict[str, Any]) -> None:
    # 28 evenings for 4: 8 each, and 4 for the one who is there for the half. A full past before makes no difference.
    known = {} if "since" in stay else worked("D1", *range(-6, 1, 2))
    history = [*known, *(entry for n in (2, 3, 4) for entry in worked(f"D{n}", *range(-6, 1, 2)))]
    found = shared(days=28, evenings=SHIFT | {"teams": 1}, people=people(4, 1, D1=stay), history=history)
    assert found["D1"] in (3, 4)
    assert {found[f"D{n}"] for n in (2, 3, 4)} == {8}


def test_independent_parts_share_as_the_whole_says() -> None:
    closed = [
        {"kind": "area_limit", "who": ["D1", "N1"], "areas": ["south"], "max": 0},
        {"kind": "area_limit", "who": ["D2", "N2"], "areas": ["north"], "max": 0},
    ]
    demand = [{"areas": "north", "on": "mon", "teams": 1}, {"areas": "south", "on": ["mon", "tue"], "teams": 1}]
    planned = scenario(evenings=SHIFT, demand=demand, rules=closed, people=people(2, 2, D2={"since": day(2)}))
    whole = Problem(planned)
    assert fair(whole) == [(100, 0), (100, 1), (100, 0), (100, 0)]
    parts = split(planned)
    assert [[person.id for person in part.people] for part in parts] == [["D1", "N1"], ["D2", "N2"]]
    for part in parts:
        problem = Problem(part, whole)
        assert [problem.fair(p) for p in problem.people] == [
            fair(whole)[whole.person_number[person.id]] for person in part.people
        ]
    schedule = solve(planned, workers=1)
    assert check(planned, schedule).measures[Measure.FAIRNESS] == sum(
        t.measures.get(Measure.FAIRNESS, 0) for t in schedule.tiers
    )
