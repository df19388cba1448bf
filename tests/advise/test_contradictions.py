"""What is asked for and plainly not allowed: each kind of it, with the demands it is between, in a planner's words."""

from typing import get_args

import pytest

from models.contradictions import ContradictionKind
from scheduler import explain, solve
from tests.builders import day, people, scenario

EARLY = {"person": "D1", "on": day(2), "start": "07:00", "end": "15:00"}
AWAY = {"person": "D1", "from": day(2), "why": "court"}
ONE = {"shift": {"start": "14:00", "end": "22:00"}, "teams": 1}


def rule(kind, **parts):
    return {"kind": kind, **parts}


def pin(**parts):
    return {"on": day(2), "detective": "D1", **parts}


CASES = {
    "availability": (
        {"rules": [rule("min_evenings", min=4, who=["D1"], why="learns")], "absences": [AWAY | {"to": day(4)}]},
        [("availability", 4, 2, ("D1",), ["min_evenings"], [])],
        'D1 must work at least 4 evenings ("learns"), but can be deployed on 2.',
    ),
    "evening_limits": (
        {"rules": [rule("min_evenings", min=2, who=["D1", "D2"]), rule("max_evenings", max=1, why="tired")]},
        [("evening_limits", 2, 1, ("D1", "D2"), ["min_evenings"] * 2, ["max_evenings"] * 2)],
        'Each of D1 and D2 must work at least 2 evenings, but may work at most 1 ("tired").',
    ),
    "visit_limits": (
        {"rules": [rule("visits", min=3, areas=["north"]), rule("visits", max=1)]},
        [("visit_limits", 3, 1, (), ["visits"], ["visits"])],
        "north must get at least 3 visits, but may get at most 1.",
    ),
    "area_limits": (
        {"rules": [rule("area_limit", min=1, who=["D1"], areas=["north"]), rule("area_limit", max=0, who=["D1"])]},
        [("area_limits", 1, 0, ("D1",), ["area_limit"], ["area_limit"])],
        "D1 must be sent to north at least 1 time, but may not be sent there.",
    ),
    "pin_area": (
        {"pins": [pin(area="north", officer="N1")], "rules": [rule("area_limit", max=0, who=["D1"])]},
        [("pin_area", None, None, ("D1",), ["pin"], ["area_limit"])],
        "D1 and N1 are pinned together to north on Tue 2 March, but D1 may not be sent there.",
    ),
    "pin_twice": (
        {"pins": [pin(area="north"), pin(area="south", why="suspects")]},
        [("pin_twice", None, None, ("D1",), ["pin"], ["pin"])],
        'D1 is pinned to south on Tue 2 March ("suspects"), but also to north.',
    ),
    "pin_apart": (
        {"pins": [pin(officer="N1")], "rules": [rule("keep_apart", who=["D1", "N1"])]},
        [("pin_apart", None, None, ("D1", "N1"), ["pin"], ["keep_apart"])],
        "D1 and N1 are pinned together on Tue 2 March, but may not form a team with each other.",
    ),
    "pin_absent": (
        {"pins": [pin()], "absences": [AWAY]},
        [("pin_absent", None, None, ("D1",), ["pin"], ["absence"])],
        'D1 is pinned on Tue 2 March, but is away then ("court").',
    ),
    "pin_duty": (
        {"pins": [pin()], "duties": [EARLY]},
        [("pin_duty", None, None, ("D1",), ["pin"], ["duty"])],
        "D1 is pinned on Tue 2 March, but can't be released from a duty 07:00-15:00 then.",
    ),
    "pin_teams": (
        {"pins": [pin(), pin(detective="D2")], "evenings": ONE},
        [("pin_teams", 2, 1, ("D1", "D2"), ["pin", "pin"], ["teams"])],
        "D1 and D2 are pinned on Tue 2 March, which may have at most 1 team.",
    ),
}


def test_every_kind_is_here():
    assert [*CASES] == [*get_args(ContradictionKind)]


@pytest.mark.parametrize("kind", CASES)
def test_a_contradiction_says_what_is_between_which_demands(kind):
    parts, expected, message = CASES[kind]
    plan = scenario(people=people(2, 2), **parts)
    assert solve(plan, workers=1).status == "infeasible"
    found = [one for one in explain(plan, time_limit=20).findings if one.kind in CASES]
    told = [
        (one.kind, one.needed, one.possible, one.people, [m.kind for m in one.asked], [m.kind for m in one.against])
        for one in found
    ]
    assert told == expected
    assert [one.message for one in found] == [message]
