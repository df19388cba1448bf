"""Who must work so much, and in runs, has a diagram of their evenings; it changes bounds, never what is possible."""

from datetime import timedelta
from random import Random

import pytest

from tandem_scheduler.engine.formulation.build import build
from tandem_scheduler.engine.params import SearchParams
from tandem_scheduler.engine.problem.problem import Problem
from tests.agreement.compare import agree
from tests.builders import day, people, scenario

MUCH = {"kind": "hours", "min": 16, "per": "operation"}
RUNS = {"kind": "consecutive", "min": 2}


def paths(**parts):
    return build(Problem(scenario(**parts)))[0].dependent.paths


@pytest.mark.parametrize(
    ("rules", "count"),
    [
        ([MUCH, RUNS], 4),
        ([{"kind": "min_evenings", "min": 1}, {"kind": "days_off", "min": 2}], 4),
        ([MUCH, {"kind": "weekends", "max": 1}], 4),
        ([MUCH, RUNS | {"who": ["D1", "N2"]}], 2),
        ([MUCH], 0),
        ([RUNS], 0),
        ([MUCH | {"strength": "soft"}, RUNS], 0),
        ([MUCH, RUNS | {"min": 1}], 0),
    ],
)
def test_who_has_a_diagram(rules, count):
    assert len(paths(rules=rules)) == count


def test_none_where_all_together_would_be_too_large():
    problem = Problem(scenario(rules=[MUCH, RUNS]))
    assert build(problem)[0].dependent.paths
    assert not build(problem, params=SearchParams(diagram_arcs=20))[0].dependent.paths


def test_nothing_keeps_the_rules():
    # Two evenings in a row at the least between two that are free, one person free on two evenings two apart.
    away = [{"person": "D1", "from": f"2021-03-{day:02}"} for day in (1, 3, 5)]
    plan = scenario(rules=[MUCH, RUNS], absences=away, people=people(1, 1))
    assert agree(plan).schedule.status == "infeasible"


@pytest.mark.parametrize("seed", range(30))
def test_same_as_all_rosters_tried(seed):
    draw = Random(seed)  # noqa: S311 - a draw that is the same in every run
    start = day(draw.choice([1, 4, 6]))
    rules = [
        draw.choice(
            [{"kind": "hours", "min": 8 * draw.randint(1, 3), "per": "operation"}, {"kind": "min_evenings", "min": 1}]
        ),
        draw.choice([{"kind": "consecutive", "min": 2, "max": draw.randint(2, 3)}, {"kind": "days_off", "min": 2}]),
        draw.choice([{"kind": "weekends", "max": 1}, {"kind": "days_off", "min": 2}]),
        draw.choice([{"kind": "pair_repeat", "limit": draw.randint(1, 2)}, {"kind": "rest", "hours": 17}]),
        draw.choice([{"kind": "weekends", "max": 0, "strength": "soft"}, {"kind": "max_evenings", "max": 4}]),
    ]
    plan = scenario(
        start=start,
        days=5,
        evenings={"shift": {"start": "14:00", "end": "22:00"}, "teams": 1},
        areas=[{"id": "north"}],
        people=people(1, 2),
        absences=[{"person": "N1", "from": start + timedelta(days=draw.randint(-2, 4))}],
        history=[{"person": "N2", "on": start - timedelta(days=1)}] if draw.random() < 0.5 else [],
        rules=[
            rule | ({"who": ["detective"]} if n < 3 and draw.random() < 0.6 else {}) for n, rule in enumerate(rules)
        ],
        objectives=[draw.choice(["coverage", "fairness"]), "rules"],
    )
    assert build(Problem(plan))[0].dependent.paths
    agree(plan)
