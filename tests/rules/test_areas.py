"""visits, area_teams, area_limit."""

from typing import Any

from tandem_models import Measure
from tests.builders import best, cases, day, people, report, scenario, team, violations, worked


def test_visits_allows_what_is_between() -> None:
    ruled = scenario(rules=[{"kind": "visits", "areas": ["north"], "min": 1, "max": 2}])
    assert violations(ruled, team(1)) == ()
    assert violations(ruled, team(1), team(5)) == ()


def test_visits_forbids_too_many() -> None:
    ruled = scenario(rules=[{"kind": "visits", "areas": ["north"], "max": 1}])
    (found,) = violations(ruled, team(1), team(5), team(3, "south"))
    assert (found.kind, found.rule, found.areas, found.units) == ("visits", 0, ("north",), 1)
    assert found.message == "north gets 2 visits, at most 1 are wanted (visits)."


def test_visits_counts_every_team_of_an_evening() -> None:
    ruled = scenario(rules=[{"kind": "visits", "areas": ["north"], "max": 1}])
    assert [v.units for v in violations(ruled, team(1), team(1, "north", "D2", "N2"))] == [1]


def test_visits_and_area_limits_do_not_count_history() -> None:
    history = worked("D1", 0, -1, -2, area="north")
    for kind in ("visits", "area_limit"):
        rule = {"kind": kind, "areas": ["north"], "min": 1, "max": 1} | ({"who": "D1"} if kind == "area_limit" else {})
        ruled = scenario(rules=[rule], history=history)
        assert violations(ruled, team(1)) == ()
        assert [found.units for found in violations(ruled)] == [1]
        assert [found.units for found in violations(ruled, team(1), team(2))] == [1]


def test_visits_soft_costs_each_visit_missing_in_every_area() -> None:
    ruled = scenario(rules=[{"kind": "visits", "min": 2, "strength": "soft", "weight": 4}])
    checked = report(ruled, team(1))
    # north 1 short, south 2 short.
    assert [(v.areas, v.units, v.cost) for v in checked.violations] == [(("north",), 1, 4), (("south",), 2, 8)]
    assert checked.measures[Measure.RULES] == 12


def test_area_teams_allows_its_number() -> None:
    ruled = scenario(rules=[{"kind": "area_teams", "max": 1}])
    assert violations(ruled, team(1, "north"), team(1, "south", "D2", "N2"), team(5, "north")) == ()


def test_area_teams_forbids_one_more() -> None:
    ruled = scenario(rules=[{"kind": "area_teams", "max": 1}])
    (found,) = violations(ruled, team(5, "south"), team(5, "south", "D2", "N2"))
    assert (found.kind, found.areas, found.evenings, found.units) == ("area_teams", ("south",), (day(5),), 1)
    assert found.message == "south has 2 teams on 5 March 2021, at most 1 are allowed (area_teams)."


def test_area_teams_soft_and_only_where_named() -> None:
    ruled = scenario(rules=[{"kind": "area_teams", "areas": ["north"], "max": 0, "strength": "soft", "weight": 7}])
    checked = report(ruled, team(1, "south"), team(2, "north"), team(2, "north", "D2", "N2"))
    assert [(v.areas, v.units, v.cost) for v in checked.violations] == [(("north",), 2, 14)]


def test_area_limit_allows_its_number() -> None:
    ruled = scenario(rules=[{"kind": "area_limit", "max": 1}])
    assert violations(ruled, team(1, "north"), team(2, "south")) == ()


def test_area_limit_forbids_one_more() -> None:
    ruled = scenario(rules=[{"kind": "area_limit", "max": 1, "who": "detective"}])
    (found,) = violations(ruled, team(1), team(3, "south"), team(5))
    assert (found.kind, found.people, found.areas, found.units) == ("area_limit", ("D1",), ("north",), 1)
    assert found.evenings == (day(1), day(5))
    assert found.message == "D1 is sent to north 2 times, at most 1 are allowed (area_limit)."


def test_area_limit_of_none_means_not_eligible() -> None:
    ruled = scenario(
        people=people(2, 2, N1={"skills": ["boat"]}),
        rules=[{"kind": "area_limit", "who": ["boat"], "areas": ["south"], "max": 0}],
    )
    assert [v.people for v in violations(ruled, team(1, "south"), team(2, "north"))] == [("N1",)]


def test_area_limit_soft_minimum_counts_those_never_sent() -> None:
    ruled = scenario(
        rules=[
            {"kind": "area_limit", "who": "detective", "areas": ["north"], "min": 2, "strength": "soft", "weight": 3}
        ]
    )
    checked = report(ruled, team(1))
    # D1 once of twice, D2 never.
    assert [(v.people, v.units, v.cost) for v in checked.violations] == [(("D1",), 1, 3), (("D2",), 2, 6)]


SOFT = {"strength": "soft", "weight": 2}
TWO = {"areas": [{"id": "north"}, {"id": "south"}]}
PAIRS = {"people": people(2, 2), "evenings": {"shift": {"start": "14:00", "end": "22:00"}, "teams": 2}}


VISITS = {"kind": "visits", "max": 2}


@cases(
    allows=(VISITS | {"min": 5, "max": 5}, {}, (0, 0)),
    forbids_more=(VISITS, {}, (3, 0)),
    forbids_fewer=({"kind": "visits", "min": 6}, {}, ()),
    every_area=(VISITS, TWO, (1, 0)),  # two visits in each of two areas
    some_areas=(VISITS | {"areas": ["north"]}, TWO, (0, 0)),
    every_area_at_least=({"kind": "visits", "min": 3}, TWO, ()),
    soft_more=(VISITS | SOFT, {}, (0, 6)),
    soft_fewer=({"kind": "visits", "min": 6, **SOFT}, {}, (0, 2)),
    soft_every_area=({"kind": "visits", "min": 4, **SOFT}, TWO, (0, 6)),  # five visits of eight
    history_not_counted=(VISITS, {"history": worked("D1", 0, -1, area="north")}, (3, 0)),
    history_does_not_help=({"kind": "visits", "min": 6}, {"history": worked("D1", 0, area="north")}, ()),
    teams_count_singly=(VISITS | {"max": 3}, PAIRS | {"days": 2}, (1, 0)),
)
def test_visits_solved(rule: dict[str, Any], parts: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert best(rules=[rule], **parts) == expected


ONE_TEAM = {"kind": "area_teams", "max": 1}


@cases(
    allows=(ONE_TEAM, {}, (0, 0)),
    forbids=(ONE_TEAM, PAIRS, (5, 0)),  # one of two teams each evening
    other_areas=(ONE_TEAM, PAIRS | TWO, (0, 0)),
    some_areas=(ONE_TEAM | {"areas": ["south"], "max": 0}, PAIRS | TWO, (0, 0)),
    none=(ONE_TEAM | {"max": 0}, {}, (5, 0)),
    soft=(ONE_TEAM | SOFT, PAIRS, (0, 10)),
    soft_none=(ONE_TEAM | SOFT | {"max": 0}, PAIRS, (0, 20)),
)
def test_area_teams_solved(rule: dict[str, Any], parts: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert best(rules=[rule], **parts) == expected


LIMIT = {"kind": "area_limit", "max": 2}
DOG = {"people": people(1, 2, N2={"skills": ["dog"]})}


@cases(
    allows=(LIMIT | {"max": 5}, {}, (0, 0)),
    forbids=(LIMIT, {}, (3, 0)),
    other_areas=(LIMIT, TWO, (1, 0)),
    history_not_counted=(LIMIT, {"history": worked("D1", 0, -1, area="north")}, (3, 0)),
    history_does_not_help=({"kind": "area_limit", "min": 6}, {"history": worked("D1", 0, area="north")}, ()),
    some_people=(LIMIT | {"who": ["N1"]}, DOG, (0, 0)),
    a_skill_not_eligible=(LIMIT | {"who": ["dog"], "max": 0}, DOG, (0, 0)),
    a_role_not_eligible=(LIMIT | {"who": ["detective"], "max": 0}, {}, (5, 0)),
    both_sides_not_eligible_anywhere_together=(
        LIMIT | {"who": ["detective"], "areas": ["north"], "max": 0},
        TWO | {"pins": [{"on": day(1), "area": "north"}]},
        (),
    ),
    at_least=({"kind": "area_limit", "min": 3, "who": ["N2"]}, DOG, (0, 0)),
    at_least_too_many=({"kind": "area_limit", "min": 6}, {}, ()),
    at_least_in_each=({"kind": "area_limit", "min": 3}, TWO, ()),
    soft=(LIMIT | SOFT, {}, (0, 12)),  # three above for each of two people
    soft_not_eligible=(LIMIT | SOFT | {"max": 0, "who": ["N1"]}, DOG, (0, 0)),
    soft_at_least=({"kind": "area_limit", "min": 3, "areas": ["south"], **SOFT}, TWO, (0, 0)),
    soft_at_least_in_each=({"kind": "area_limit", "min": 3, "who": ["D1"], **SOFT}, TWO, (0, 2)),
)
def test_area_limit_solved(rule: dict[str, Any], parts: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert best(rules=[rule], **parts) == expected


def test_visit_gap_allows_as_many_evenings_without() -> None:
    ruled = scenario(days=7, rules=[{"kind": "visit_gap", "areas": ["north"], "evenings": 2}])
    assert violations(ruled, team(3), team(6)) == ()


def test_visit_gap_forbids_one_more() -> None:
    ruled = scenario(days=7, rules=[{"kind": "visit_gap", "areas": ["north"], "evenings": 2}])
    (found,) = violations(ruled, team(1), team(5, "south"), team(7))
    assert (found.kind, found.areas, found.units) == ("visit_gap", ("north",), 3)
    assert found.evenings == tuple(day(n) for n in range(2, 7))
    assert found.message == (
        "north gets no visit between 2 and 6 March 2021, at most 2 evenings in a row may pass without one (visit_gap)."
    )


def test_visit_gap_binds_at_both_edges() -> None:
    ruled = scenario(days=5, rules=[{"kind": "visit_gap", "areas": ["north"], "evenings": 1, "strength": "soft"}])
    assert [found.units for found in violations(ruled, team(3))] == [1, 1]
    assert [found.units for found in violations(ruled)] == [4]


def test_visit_gap_looks_back_where_the_history_names_areas() -> None:
    rule = {"kind": "visit_gap", "areas": ["north"], "evenings": 2}
    seen = scenario(rules=[rule], history=worked("D1", 0, area="north"))
    assert violations(seen, team(3)) == ()
    elsewhere = scenario(rules=[rule], history=worked("D1", -1, 0, area="south"))
    assert [found.units for found in violations(elsewhere, team(3))] == [2]  # four evenings, two above
    nowhere = scenario(rules=[rule], history=worked("D1", -1, 0))
    assert violations(nowhere, team(3)) == ()


AWAY = {"person": "D1", "from": day(1)}


@cases(
    allows=({"kind": "visit_gap", "evenings": 0}, {}, (0, 0)),
    forbids=({"kind": "visit_gap", "evenings": 1}, {"absences": [{"person": "D1", "from": day(2), "to": day(3)}]}, ()),
    at_the_start=({"kind": "visit_gap", "evenings": 1}, {"absences": [AWAY | {"to": day(2)}]}, ()),
    at_the_start_allowed=({"kind": "visit_gap", "evenings": 2}, {"absences": [AWAY | {"to": day(2)}]}, (2, 0)),
    at_the_end=({"kind": "visit_gap", "evenings": 1}, {"absences": [AWAY | {"from": day(4), "to": day(5)}]}, ()),
    at_the_end_allowed=(
        {"kind": "visit_gap", "evenings": 2},
        {"absences": [AWAY | {"from": day(4), "to": day(5)}]},
        (2, 0),
    ),
    history_long_ago=(
        {"kind": "visit_gap", "evenings": 1},
        {"absences": [AWAY], "history": worked("D1", -1, area="north")},
        (),
    ),
    history_without_area=(
        {"kind": "visit_gap", "evenings": 1},
        {"absences": [AWAY], "history": worked("D1", -1)},
        (1, 0),
    ),
    some=(
        {"kind": "visit_gap", "evenings": 0, "areas": ["south"]},
        {"areas": [{"id": "north"}, {"id": "south"}]},
        (0, 0),
    ),
    both=({"kind": "visit_gap", "evenings": 0}, {"areas": [{"id": "north"}, {"id": "south"}]}, ()),
    history=(
        {"kind": "visit_gap", "evenings": 1},
        {"absences": [{"person": "D1", "from": day(1)}], "history": worked("D1", 0, area="north")},
        (1, 0),
    ),
    soft=(
        {"kind": "visit_gap", "evenings": 1, "strength": "soft", "weight": 3},
        {"absences": [{"person": "D1", "from": day(2), "to": day(4)}]},
        (3, 6),
    ),
)
def test_visit_gap_solved(rule: dict[str, Any], parts: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert best(rules=[rule], **parts) == expected
