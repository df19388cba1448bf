"""What is asked for and plainly not allowed: each kind of it, with the demands it is between, in a planner's words."""

from typing import get_args

import pytest

from tandem_models import Scenario, ScenarioError
from tandem_models.answers.explanation import ContradictionKind
from tandem_scheduler import explain, solve
from tandem_scheduler.advise.conflicts.contradictions import contradicted
from tandem_scheduler.advise.conflicts.pieces import restricted
from tandem_scheduler.advise.conflicts.sentences import Sentences
from tests.builders import DETECTIVE, day, people, scenario

from ..drawing import draw
from .test_minimal import has_roster

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
    "pin_not_there": (
        {"pins": [pin()], "people": people(2, 2, D1={"since": day(3)})},
        [("pin_not_there", None, None, ("D1",), ["pin"], ["not_there"])],
        "D1 is pinned on Tue 2 March, but is not there yet.",
    ),
    "pin_absent": (
        {"pins": [pin()], "absences": [AWAY]},
        [("pin_absent", None, None, ("D1",), ["pin"], ["absence"])],
        'D1 is pinned on Tue 2 March, but is away then ("court").',
    ),
    "pin_not_available": (
        {"pins": [pin()], "people": people(2, 2, D1={"available": ["fri", "sat"]})},
        [("pin_not_available", None, None, ("D1",), ["pin"], ["available"])],
        "D1 is pinned on Tue 2 March, but is available only on fri and sat.",
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

OFF = {"anchor": day(1), "days": ["E", "off"], "shifts": {"E": {"start": "07:00", "end": "15:00"}, "off": {}}}
PATTERNED = {"people": people(2, 2, D1={"pattern": "turns"}), "patterns": {"turns": OFF}}

MORE = {
    "somebody who left, with a rest day of a pattern": (
        {"pins": [pin()], **PATTERNED, "people": people(2, 2, D1={"pattern": "turns", "until": day(1)})},
        [("pin_not_there", None, None, ("D1",), ["pin"], ["not_there", "pattern"])],
        "D1 is pinned on Tue 2 March, but is not there any more.",
    ),
    "an area closed on some days": (
        {"pins": [pin(area="north")], "rules": [rule("area_limit", max=0, on=["tue", "fri"])]},
        [("pin_area", None, None, ("D1",), ["pin"], ["area_limit"])],
        "D1 is pinned to north on Tue 2 March, but may not be sent there.",
    ),
    "visits on some days": (
        {"rules": [rule("visits", min=2, on="fri", areas="north"), rule("visits", max=1, **{"except": "mon"})]},
        [("visit_limits", 2, 1, (), ["visits"], ["visits"])],
        "north must get at least 2 visits, but may get at most 1.",
    ),
    "leave": (
        {"pins": [pin()], "absences": [AWAY | {"why": "leave"}]},
        [("pin_absent", None, None, ("D1",), ["pin"], ["absence"])],
        "D1 is pinned on Tue 2 March, but is on leave then.",
    ),
    "a duty of a pattern": (
        {"pins": [pin(on=day(3))]} | PATTERNED,
        [("pin_duty", None, None, ("D1",), ["pin"], ["pattern"])],
        "D1 is pinned on Wed 3 March, but can't be released from a duty 07:00-15:00 then.",
    ),
    "a rest day of a pattern": (
        {"pins": [pin()]} | PATTERNED,
        [("pin_duty", None, None, ("D1",), ["pin"], ["pattern"])],
        "D1 is pinned on Tue 2 March, but can't be released from a rest day then.",
    ),
    "a rest day": (
        {"pins": [pin()], "duties": [{"person": "D1", "on": day(2)}]},
        [("pin_duty", None, None, ("D1",), ["pin"], ["duty"])],
        "D1 is pinned on Tue 2 March, but can't be released from a rest day then.",
    ),
    "an absence over a pattern": (
        {"pins": [pin()], "absences": [AWAY]} | PATTERNED,
        [("pin_absent", None, None, ("D1",), ["pin"], ["absence", "pattern"])],
        'D1 is pinned on Tue 2 March, but is away then ("court").',
    ),
    "more pins than teams can be formed": (
        {"people": people(3, 2), "pins": [pin(), pin(detective="D2"), pin(detective="D3")]},
        [("pin_teams", 3, 2, ("D1", "D2", "D3"), ["pin"] * 3, [])],
        "D1, D2 and D3 are pinned on Tue 2 March, which may have at most 2 teams.",
    ),
    "pins with one reason": (
        {"pins": [pin(why="raid"), pin(detective="D2", why="raid")], "evenings": ONE},
        [("pin_teams", 2, 1, ("D1", "D2"), ["pin", "pin"], ["teams"])],
        'D1 and D2 are pinned on Tue 2 March ("raid"), which may have at most 1 team.',
    ),
    "pins with reasons of their own": (
        {"pins": [pin(why="raid"), pin(detective="D2")], "evenings": ONE},
        [("pin_teams", 2, 1, ("D1", "D2"), ["pin", "pin"], ["teams"])],
        'D1 ("raid") and D2 are pinned on Tue 2 March, which may have at most 1 team.',
    ),
    "a pin of an area alone besides": (
        {"pins": [{"on": day(2), "area": "north"}, pin()], "absences": [AWAY]},
        [("pin_absent", None, None, ("D1",), ["pin"], ["absence"])],
        'D1 is pinned on Tue 2 March, but is away then ("court").',
    ),
}


def test_every_kind_is_here():
    assert [*CASES] == [*get_args(ContradictionKind)]


@pytest.mark.parametrize("kind", CASES | MORE)
def test_a_contradiction_says_what_is_between_which_demands(kind):
    parts, expected, message = (CASES | MORE)[kind]
    plan = scenario(**parts)
    assert solve(plan, workers=1).status == "infeasible"
    found = [one for one in explain(plan, time_limit=20).findings if one.kind in CASES]
    told = [
        (one.kind, one.needed, one.possible, one.people, [m.kind for m in one.asked], [m.kind for m in one.against])
        for one in found
    ]
    assert told == expected
    assert [one.message for one in found] == [message]


WANTED = 60


def contradictory(plan: Scenario, n: int) -> Scenario:
    """The scenario with demands besides that can't be met, of another kind each time."""
    data = plan.model_dump(mode="json", by_alias=True)
    on = str(list(plan.calendar)[n % len(plan.calendar)])
    someone, area = plan.people[n % len(plan.people)], plan.areas[n % len(plan.areas)].id
    slot = "detective" if someone.role == DETECTIVE else "officer"
    who = [someone.id]
    match n % 6:
        case 0:
            data["pins"].append({"on": on, slot: someone.id})
            data["absences"].append({"person": someone.id, "from": on})
        case 1:
            data["rules"] += [rule("min_evenings", min=2, who=who), rule("max_evenings", max=1, who=who)]
        case 2:
            data["rules"] += [rule("visits", min=2, areas=[area]), rule("visits", max=1)]
        case 3:
            data["pins"].append({"on": on, slot: someone.id, "area": area})
            data["rules"].append(rule("area_limit", max=0, who=who, areas=[area]))
        case 4:
            data["rules"] += [rule("area_limit", min=1, areas=[area], who=who), rule("area_limit", max=0, who=who)]
        case _:
            data["pins"].append({"on": on, slot: someone.id})
            data["duties"] = [duty for duty in data["duties"] if (duty["person"], duty["on"]) != (someone.id, on)]
            data["duties"].append({"person": someone.id, "on": on})
    return Scenario.model_validate(data)


def test_what_contradicts_leaves_no_roster_by_itself():
    drawn, kinds = 0, set[str]()

    def look(plan: Scenario) -> bool:
        nonlocal drawn
        try:
            plan = contradictory(plan, drawn)
        except ScenarioError:
            return False
        drawn += 1
        found = list(contradicted(plan, Sentences(plan)))
        kinds.update(one.finding.kind for one in found)
        for finding, pieces in found:
            # Days that nobody can be deployed on are counted; there it takes more than what asks.
            if finding.kind != "availability":
                assert not has_roster(restricted(plan, pieces)), finding.message
        return bool(found)

    draw(31, WANTED, look)
    assert {"pin_absent", "evening_limits", "visit_limits", "pin_area", "area_limits", "pin_duty"} <= kinds
