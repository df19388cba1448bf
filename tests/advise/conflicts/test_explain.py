"""Conflicts: every kind of demand is named, and what is reported is real and minimal."""

import threading
from functools import partial
from pathlib import Path

import pytest

from tandem_models import Explanation
from tandem_scheduler import explain, load_scenario
from tandem_scheduler.advise.conflicts.cores import Demands
from tests.builders import day, people, scenario

IMPOSSIBLE = Path(__file__).parents[3] / "scenarios" / "impossible.yaml"

FRIDAY = day(5)
OFF = {"anchor": day(1), "days": ["off"], "shifts": {"off": {}}}
LATE = {"anchor": day(1), "days": ["L"], "shifts": {"L": {"start": "20:00", "end": "23:30", "release": 0}}}


def pinned(number: int, person: str = "D1", **fields):
    return {"on": day(number), "detective": person, **fields}


def rule(kind: str, **fields):
    return {"kind": kind, **fields}


FIVE = rule("min_evenings", who=["D1"], min=5)
FOUR = rule("min_evenings", who=["D1"], min=4)
NORTH = rule("visits", areas=["north"], min=5)
CASES = {
    "absence": {"pins": [pinned(5)], "absences": [{"person": "D1", "from": day(1), "to": FRIDAY, "why": "leave"}]},
    "available": {"pins": [pinned(4)], "people": people(2, 2, D1={"available": "fri"})},
    "pattern": {
        "pins": [pinned(5)],
        "people": people(2, 2, D1={"pattern": "off"}),
        "patterns": {"off": OFF},
    },
    "duty": {"pins": [pinned(5)], "duties": [{"person": "D1", "on": FRIDAY, "start": "07:00", "end": "15:00"}]},
    "teams": {
        "evenings": {"shift": {"start": "14:00", "end": "22:00"}, "teams": 1},
        "pins": [pinned(5), pinned(5, "D2")],
    },
    "demand": {
        "evenings": {"shift": {"start": "14:00", "end": "22:00"}},
        "demand": [{"areas": ["south"], "teams": 1}],
        "pins": [pinned(5, area="north")],
    },
    "max_evenings": {"rules": [FIVE, rule("max_evenings", max=4)]},
    "rolling_limit": {"rules": [FIVE, rule("rolling_limit", days=3, limit=2)]},
    "evening_gap": {"rules": [FIVE, rule("evening_gap", evenings=1)]},
    "consecutive": {"rules": [FIVE, rule("consecutive", max=4)]},
    "days_off": {"pins": [pinned(1), pinned(3)], "rules": [rule("days_off", min=2), rule("consecutive", max=1)]},
    "weekends": {"pins": [pinned(6)], "rules": [rule("weekends", max=0)], "days": 7},
    "not_there": {"rules": [FIVE], "people": people(2, 2, D1={"since": day(3)}, D2={"until": day(3)})},
    "rest": {"rules": [FIVE, rule("rest", hours=17)]},
    "hours": {"rules": [FIVE, rule("hours", max=36, per="operation")]},
    "duty_run": {"rules": [FIVE, rule("duty_run", max=4)]},
    "rest_days": {"rules": [FIVE, rule("rest_days", least=1, days=3)]},
    "visit_gap": {"rules": [rule("visit_gap", areas=["north"], evenings=0), rule("visits", max=4)]},
    "area_teams": {"rules": [rule("visits", areas=["north"], min=6), rule("area_teams", max=1)]},
    "area_limit": {
        "rules": [rule("area_limit", who=["D1"], max=0, areas=["north"])],
        "pins": [pinned(5, area="north")],
    },
    "pair_repeat": {"people": people(1, 1), "rules": [NORTH, rule("pair_repeat", limit=3)]},
    "keep_apart": {"people": people(1, 1), "rules": [NORTH, rule("keep_apart", who=["D1", "N1"])]},
    "keep_together": {"rules": [rule("keep_together", who=["D1", "N1"])], "pins": [pinned(5, officer="N2")]},
    "team_skill": {
        "people": people(2, 2, D2={"skills": ["pip2"]}),
        "rules": [rule("team_skill", skill="pip2")],
        "pins": [pinned(5, officer="N1")],
    },
}


@pytest.mark.parametrize("kind", CASES)
def test_every_kind_of_demand_is_named(kind):
    plan = scenario(**CASES[kind])
    found = explain(plan)
    assert (found.status, found.complete) == ("infeasible", True)
    (conflict,) = found.conflicts
    assert conflict.verified
    assert conflict.minimal
    assert kind in {member.kind for member in conflict.members}
    assert all(member.message in conflict.message or len(conflict.members) > 2 for member in conflict.members)
    assert Explanation.model_validate_json(found.model_dump_json()) == found


def test_a_rest_that_an_ordinary_duty_takes():
    duties = [{"person": "D1", "on": day(4), "start": "20:00", "end": "06:00"}]
    found = explain(scenario(pins=[pinned(5)], duties=duties, rules=[rule("rest", hours=11)]))
    (conflict,) = found.conflicts
    assert {member.kind for member in conflict.members} == {"pin", "duty", "rest"}


def test_the_sentence_quotes_the_planner():
    plan = scenario(
        pins=[pinned(5, why="knows the suspects")],
        absences=[{"person": "D1", "from": day(1), "to": FRIDAY, "why": "leave"}],
    )
    (conflict,) = explain(plan).conflicts
    assert conflict.message == (
        'No roster exists because: D1 is pinned on Fri 5 March ("knows the suspects"); D1 is on leave 1-5 March.'
    )


def test_a_rule_of_a_pack_has_the_number_of_the_pack():
    rules = [rule("evening_gap", evenings=1, strength="soft"), {"use": "uk-police"}]
    duties = [{"person": "D1", "on": day(4), "start": "20:00", "end": "06:00"}]
    (conflict,) = explain(scenario(pins=[pinned(5)], duties=duties, rules=rules)).conflicts
    assert {member.rule for member in conflict.members if member.kind == "rest"} == {1}


def test_people_alike_are_told_together():
    rules = [rule("min_evenings", who=["detective"], min=3), rule("visits", max=2)]
    (conflict,) = explain(scenario(rules=rules)).conflicts
    assert "each of D1 and D2 must work at least 3 evenings; each of north and south may get at most 2 visits" in (
        conflict.message
    )


def test_an_absence_that_hides_a_duty_can_be_given_up_only_with_it():
    plan = scenario(
        people=people(2, 2, D1={"pattern": "off"}),
        patterns={"off": OFF},
        pins=[pinned(5)],
        absences=[{"person": "D1", "from": FRIDAY}],
    )
    for conflict in explain(plan).conflicts:
        assert conflict.verified
        assert len(conflict.members) == 2


def test_what_a_person_does_anyway_is_not_argued_away():
    # The early duties keep the hours, and the absence hides one of them: neither is what stands in the way of the pin.
    early = {"anchor": day(1), "days": ["E"], "shifts": {"E": {"start": "05:00", "end": "13:59", "release": 0}}}
    plan = scenario(
        days=7,
        people=people(2, 2, D1={"pattern": "early"}),
        patterns={"early": early},
        rules=[rule("hours", min=50, per="week", who=["D1"])],
        absences=[{"person": "D1", "from": FRIDAY}],
        pins=[pinned(5)],
    )
    found = explain(plan)
    (conflict,) = found.conflicts
    assert {member.kind for member in conflict.members} == {"pin", "absence"}
    assert [([member.kind for member in repair.members], repair.cheapest) for repair in found.repairs] == [
        (["pin"], True),
        (["absence"], True),
    ]


def test_nothing_to_explain():
    found = explain(scenario())
    assert (found.status, found.complete, found.conflicts) == ("feasible", True, ())


@pytest.mark.parametrize("parts", [CASES["absence"], {"rules": [rule("visits", min=9)]}])
def test_what_counting_shows_needs_no_time(parts):
    stop = threading.Event()
    stop.set()
    found = explain(scenario(**parts), stop=stop)
    assert (found.status, found.complete, found.conflicts) == ("infeasible", False, ())
    assert found.findings


def test_demands_that_contradict_each_other_are_a_conflict_at_once(monkeypatch):
    # What is asked of one evening is looked at by itself, not among all that the scenario demands.
    asked = list[int]()
    whole = Demands.possible

    def possible(self, pieces, *parts, **fields):
        asked.append(len(pieces))
        return whole(self, pieces, *parts, **fields)

    monkeypatch.setattr(Demands, "possible", possible)
    rules = [rule("max_evenings", max=4), rule("evening_gap", evenings=1), rule("rest", hours=11)]
    found = explain(scenario(**CASES["absence"], rules=rules), repairs=0)
    assert found.complete
    assert [len(conflict.members) for conflict in found.conflicts] == [2]
    assert sorted(asked, reverse=True)[1] == 2


def test_a_pin_of_an_area_alone_reads_as_one():
    plan = scenario(pins=[{"on": day(2), "area": "north"}], rules=[rule("area_teams", areas=["north"], max=0)])
    (conflict,) = explain(plan).conflicts
    assert conflict.message == (
        "No roster exists because: a team is pinned to north on Tue 2 March; north may have at most 0 teams in one "
        "evening."
    )


def test_three_causes_are_all_found():
    found = explain(load_scenario(IMPOSSIBLE), time_limit=60)
    kinds = {tuple(member.kind for member in conflict.members) for conflict in found.conflicts}
    assert found.complete
    assert kinds == {("pin", "absence"), ("min_evenings", "rolling_limit"), ("visits", "area_teams")}
    assert all(conflict.verified for conflict in found.conflicts)


def test_no_more_conflicts_than_asked_for():
    found = explain(load_scenario(IMPOSSIBLE), conflicts=2)
    assert len(found.conflicts) == 2
    assert not found.complete


def test_counting_says_how_many_are_missing():
    plan = scenario(people=people(1, 1), rules=[rule("visits", min=3), FOUR, rule("min_evenings", min=9)])
    found = {finding.kind: (finding.needed, finding.possible) for finding in explain(plan).findings}
    assert found == {"availability": (9, 5), "visits": (6, 5), "min_evenings": (9, 5), "evening": (2, 1)}


def test_the_time_limit_is_kept(clock):
    asked = partial(explain, load_scenario(IMPOSSIBLE), conflicts=1, repairs=0)
    late = list(clock.cut_short(asked, lambda found: any(one.minimal for one in found.conflicts)))
    assert {len(found.conflicts) for found in late} == {0, 1}
    for found in late:
        assert found.status in ("infeasible", "unknown")
        for conflict in found.conflicts:
            assert conflict.minimal == conflict.verified
            assert conflict.minimal or "some of these" in conflict.message


def test_a_stop_ends_it():
    stop = threading.Event()
    stop.set()
    assert explain(scenario(rules=[rule("max_evenings", max=4)]), stop=stop).status == "unknown"


@pytest.mark.parametrize("arguments", [{"conflicts": 0}, {"time_limit": 0.0}])
def test_arguments_out_of_range(arguments):
    with pytest.raises(ValueError, match="must be"):
        explain(scenario(), **arguments)
