"""Groups: who is counted towards areas together, who alone, and who not at all."""

from typing import Any

from tandem_models import Role
from tandem_scheduler import solve
from tandem_scheduler.engine.formulation.build import build
from tandem_scheduler.engine.problem.groups import AreaGroup
from tandem_scheduler.engine.problem.problem import Problem
from tests.builders import day, people, scenario

HOMES = {"objectives": ["coverage", "home_area"]}


def groups(evening: int = 2, **parts: Any) -> dict[str, AreaGroup]:
    """The groups of an evening of a scenario by their members: D1 D2."""
    problem = Problem(scenario(**parts))
    roster, _ = build(problem)
    return {" ".join(problem.scenario.people[p].id for p in group.people): group for group in roster.groups[evening]}


def told(group: AreaGroup) -> tuple[object, ...]:
    return group.role, group.people, group.areas, group.home, group.strict


def test_people_whom_nothing_ties_to_areas_are_in_no_group() -> None:
    rules = [{"kind": "pair_repeat", "limit": 1}, {"kind": "visits", "max": 3}, {"kind": "area_teams", "max": 1}]
    assert groups(rules=rules) == {}


def test_people_with_one_home_are_a_group_counted_there() -> None:
    homes = {f"N{n}": {"home": "north" if n < 3 else "south"} for n in range(1, 5)}
    found = groups(people=people(1, 4, **homes), **HOMES)
    assert {members: told(group) for members, group in found.items()} == {
        "N1 N2": (Role.NEIGHBOURHOOD_OFFICER, (1, 2), (0,), 0, False),
        "N3 N4": (Role.NEIGHBOURHOOD_OFFICER, (3, 4), (1,), 1, False),
    }


def test_homes_matter_only_where_they_are_measured() -> None:
    assert groups(people=people(1, 1, N1={"home": "north"}), objectives=["coverage"]) == {}


def test_people_closed_to_the_same_areas_are_a_group_counted_everywhere_else() -> None:
    rules = [{"kind": "area_limit", "who": ["D1", "D2"], "areas": ["south"], "max": 0}]
    found = groups(rules=rules)
    assert {members: told(group) for members, group in found.items()} == {
        "D1 D2": (Role.DETECTIVE, (0, 1), (0,), None, True)
    }


def test_detectives_and_officers_are_never_in_one_group() -> None:
    rules = [{"kind": "area_limit", "areas": ["south"], "max": 0}]
    assert set(groups(rules=rules)) == {"D1 D2", "N1 N2"}


def test_a_soft_closure_ties_each_person_alone() -> None:
    rules = [{"kind": "area_limit", "who": ["detective"], "areas": ["south"], "max": 0, "strength": "soft"}]
    found = groups(rules=rules)
    assert set(found) == {"D1", "D2"}
    assert all(group.strict and group.areas == (0, 1) for group in found.values())


def test_a_limit_ties_each_person_alone() -> None:
    assert set(groups(rules=[{"kind": "area_limit", "max": 2}])) == {"D1", "D2", "N1", "N2"}


def test_a_request_for_an_area_ties_its_person_alone_that_evening() -> None:
    requests = [
        {"person": "D1", "on": day(1), "want": "on", "area": "north"},
        {"person": "D2", "on": day(1), "want": "on"},
    ]
    assert set(groups(0, requests=requests, objectives=["requests"])) == {"D1"}
    assert groups(1, requests=requests, objectives=["requests"]) == {}
    assert groups(requests=requests, objectives=["coverage"]) == {}


def test_who_is_away_is_nowhere_even_if_asked_for() -> None:
    homes = {f"N{n}": {"home": "north"} for n in (1, 2)}
    away = [{"person": "N1", "from": day(1), "to": day(1)}]
    wishes = [{"person": "N1", "on": day(1), "want": "on", "area": "north", "weight": 5}]
    planned = scenario(
        days=1,
        people=people(2, 2, **homes),
        absences=away,
        requests=wishes,
        objectives=["coverage", "requests", "home_area"],
    )
    schedule = solve(planned, workers=1)
    assert [(tier.value, tier.known) for tier in schedule.tiers] == [(1, "proven"), (5, "proven"), (0, "proven")]
    pinned = scenario(
        days=1, people=people(2, 2, **homes), absences=away, objectives=["coverage", "home_area"],
        pins=[{"on": day(1), "area": "north", "officer": "N1"}],
    )  # fmt: skip
    assert solve(pinned, workers=1).status == "infeasible"


def test_a_pin_to_an_area_or_a_partner_ties_those_it_names_that_evening() -> None:
    pins = [
        {"on": day(1), "area": "north", "detective": "D1"},
        {"on": day(2), "detective": "D2", "officer": "N1"},
        {"on": day(3), "detective": "D2"},
    ]
    assert [set(groups(evening, pins=pins)) for evening in range(3)] == [{"D1"}, {"D2", "N1"}, set()]


def test_whoever_is_named_leaves_their_group_that_evening() -> None:
    homes = {f"N{n}": {"home": "north"} for n in (1, 2, 3)}
    pins = [{"on": day(2), "area": "south", "officer": "N2"}]
    rosters = [set(groups(evening, people=people(1, 3, **homes), pins=pins, **HOMES)) for evening in (0, 1)]
    assert rosters == [{"N1 N2 N3"}, {"N1 N3", "N2"}]


def test_own_times_of_an_area_tie_those_whose_rest_depends_on_them() -> None:
    areas = [{"id": "north"}, {"id": "south", "shift": {"start": "20:00", "end": "06:00"}}]
    rest = [{"kind": "rest", "hours": 11, "who": ["D1"]}]
    early = [{"person": "D1", "on": day(3), "start": "10:00", "end": "12:00"}]
    # From 06:00 in the south to 10:00, or from 22:00 in the north: only the south is too late.
    assert "D1" in groups(areas=areas, rules=rest, duties=early)
    assert groups(areas=areas) == {}


def test_those_who_are_never_available_are_in_no_group() -> None:
    absences = [{"person": "D1", "from": day(1), "to": day(5)}]
    assert set(groups(absences=absences, rules=[{"kind": "area_limit", "who": ["detective"], "max": 2}])) == {"D2"}
