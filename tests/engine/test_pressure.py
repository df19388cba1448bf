"""How hard rules press: those that the bounds rest on, and no others."""

from scheduler.engine.pressure import pressures
from scheduler.engine.solve import problems_of, solve_scenario
from tests.builders import people, scenario

from .limits import plenty

ONE = {"shift": {"start": "14:00", "end": "22:00"}, "teams": 1}
TIGHT = {"kind": "max_evenings", "max": 1}
LOOSE = {"kind": "max_evenings", "max": 4, "who": ["detective"]}


def test_what_leaves_teams_missing_presses() -> None:
    planned = scenario(days=5, evenings=ONE, people=people(2, 2), rules=[LOOSE, TIGHT], objectives=["coverage"])
    loose, tight = pressures(planned, solve_scenario(planned, plenty(), None))
    assert tight[0] >= 1
    assert loose == (0.0,)


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
    *_, tight = pressures(planned, solve_scenario(planned, plenty(), None))
    assert tight[0] >= 2
