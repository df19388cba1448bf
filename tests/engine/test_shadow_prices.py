"""Which limits have a shadow price: those that the bounds rest on, and no others."""

from tandem_scheduler.engine.problem.independent import problems_of
from tandem_scheduler.engine.shadow_prices import Limited, shadow_prices_of
from tandem_scheduler.engine.solve import solve_scenario
from tests.builders import people, scenario

from .limits import plenty

ONE = {"shift": {"start": "14:00", "end": "22:00"}, "teams": 1}
TIGHT = {"kind": "max_evenings", "max": 1}
LOOSE = {"kind": "max_evenings", "max": 4, "who": ["detective"]}


def test_what_leaves_teams_missing_presses() -> None:
    planned = scenario(days=5, evenings=ONE, people=people(2, 2), rules=[LOOSE, TIGHT], objectives=["coverage"])
    pressing = shadow_prices_of(planned, solve_scenario(planned, plenty(), None), plenty())
    # One team on five evenings, by two people of a role once each: both roles leave three missing.
    tight = {person: pressing[Limited(1, person)][0] for person in ("D1", "D2", "N1", "N2")}
    assert max(tight["D1"] + tight["D2"], tight["N1"] + tight["N2"]) >= 1
    assert all(pressing[Limited(0, person)] == (0.0,) for person in ("D1", "D2"))
    assert Limited(0, "N1") not in pressing


def test_rules_of_independent_parts_are_added_up() -> None:
    sides = [("D1", "N1", "south"), ("D2", "N2", "north")]
    planned = scenario(
        days=3,
        evenings={"shift": ONE["shift"]},
        demand=[{"teams": 1}],
        rules=[*({"kind": "area_limit", "who": [d, n], "areas": [closed], "max": 0} for d, n, closed in sides), TIGHT],
        objectives=["coverage"],
    )
    assert len(problems_of(planned)) == 2
    pressing = shadow_prices_of(planned, solve_scenario(planned, plenty(), None), plenty())
    for role in ("D", "N"):
        assert {f"{role}1", f"{role}2"} <= {limited.person for limited in pressing}
    assert sum(weights[0] for limited, weights in pressing.items() if limited.rule == 2) >= 2


def test_a_limit_of_one_area_presses_by_itself() -> None:
    planned = scenario(
        days=3,
        areas=[{"id": "north", "priority": 9, "target": 3}, {"id": "south", "priority": 1, "target": 3}],
        rules=[{"kind": "visits", "max": 2, "areas": ["north"]}, {"kind": "visits", "max": 9, "areas": ["south"]}],
        objectives=["priority"],
    )
    pressing = shadow_prices_of(planned, solve_scenario(planned, plenty(), None), plenty())
    assert pressing[Limited(0, area="north")] == (900.0,)
    assert pressing[Limited(1, area="south")] == (0.0,)


def test_a_limit_on_single_evenings_presses_by_its_column() -> None:
    planned = scenario(
        days=2,
        evenings={**ONE, "teams": 2},
        rules=[{"kind": "area_teams", "max": 0, "areas": ["north"]}, {"kind": "area_teams", "max": 1}],
    )
    pressing = shadow_prices_of(planned, solve_scenario(planned, plenty(), None), plenty())
    assert pressing[Limited(1, area="south")][0] == 2


def test_the_teams_of_an_evening_press() -> None:
    planned = scenario(
        days=2,
        areas=[{"id": "north", "target": 3}, {"id": "south", "target": 1}],
        evenings={**ONE, "overrides": [{"on": ["tue"], "teams": 2}]},
        objectives=["priority"],
    )
    pressing = shadow_prices_of(planned, solve_scenario(planned, plenty(), None), plenty())
    assert [pressing[Limited(evening=on)][0] for on in planned.calendar] == [500.0, 500.0]


def test_the_teams_of_an_area_and_evening_press() -> None:
    planned = scenario(
        days=2,
        areas=[{"id": "north", "target": 3}, {"id": "south", "target": 0}],
        evenings={"shift": ONE["shift"]},
        demand=[{"teams": 1}],
        objectives=["priority"],
    )
    pressing = shadow_prices_of(planned, solve_scenario(planned, plenty(), None), plenty())
    assert [pressing[Limited(area="north", evening=on)] for on in planned.calendar] == [(500.0,), (500.0,)]
    assert pressing[Limited(area="south", evening=planned.operation.start)] == (0.0,)
