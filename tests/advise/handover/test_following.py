"""What of an operation goes on in the next one, what is left behind, and what is told of it."""

import pytest

from tandem_models import Deployment, Operation, QuestionError, RosterError, Scenario
from tandem_scheduler import check, following, notes, solve
from tests.builders import day, people, scenario, team, worked

ROSTER = (team(1), team(2, "south", "D2", "N2"), team(5, "north", "D2", "N1"))


def test_the_same_people_areas_and_rules_for_as_many_evenings_after() -> None:
    last = scenario(
        operation={"name": "March", "force": "Kent", "start": day(1), "end": day(7), "timezone": "Europe/Paris"},
        areas=[{"id": "north", "target": 3}, {"id": "south"}],
        rules=[{"kind": "rest", "hours": 11}, {"use": "uk-police"}],
        history=worked("D1", 0, area="south", partner="N2"),
    )
    found = following(last, ROSTER)
    plan = found.scenario
    same = {"operation", "history"}
    assert [name for name in Scenario.model_fields if getattr(plan, name) != getattr(last, name)] == [
        *sorted(same, reverse=True)
    ]
    assert plan.operation == Operation(name="March", force="Kent", start=day(8), end=day(14), timezone="Europe/Paris")
    assert [(entry.person, entry.on, entry.area, entry.partner) for entry in plan.history] == [
        ("D1", day(0), "south", "N2"),
        ("D1", day(1), "north", "N1"),
        ("N1", day(1), "north", "D1"),
        ("D2", day(2), "south", "N2"),
        ("N2", day(2), "south", "D2"),
        ("D2", day(5), "north", "N1"),
        ("N1", day(5), "north", "D2"),
    ]
    assert last.history == scenario(history=worked("D1", 0, area="south", partner="N2")).history
    assert found.model_validate_json(found.model_dump_json()) == found


def test_every_key_of_a_scenario_has_been_thought_of() -> None:
    """A key that is new: does it speak of the last operation alone? Then `next_operation` leaves it behind."""
    goes_on = {"version", "areas", "patterns", "export_dates", "history_counts", "objectives", "changes"}
    by_date = {
        "operation",
        "evenings",
        "demand",
        "people",
        "duties",
        "absences",
        "requests",
        "history",
        "pins",
        "rules",
    }
    left_behind = {"published"}
    assert Scenario.model_fields.keys() <= goes_on | by_date | left_behind
    known = {"name", "force", "start", "end", "timezone", "announced"}
    assert Operation.model_fields.keys() <= known | {"today"}


def test_what_lies_before_is_left_behind_unless_rules_look_back_on_it() -> None:
    last = scenario(
        days=20,
        history_counts="limits",
        operation={"name": "T", "start": day(1), "end": day(20), "announced": day(-13)},
        evenings={
            "shift": {"start": "14:00", "end": "22:00"},
            "teams": 1,
            "overrides": [
                {"on": ["sat", str(day(3))], "teams": 2},
                {"on": day(4), "teams": 2},
                {"on": [day(5), day(6)], "shift": {"start": "20:00", "end": "06:00"}},
            ],
        },
        people=people(3, 2, D2={"available": ["sun", str(day(3))]}, D3={"available": [str(day(3))]}),
        demand=[{"on": day(3), "teams": 1}, {"on": ["fri", str(day(3))], "teams": 1}, {"teams": 1}],
        duties=[{"person": "D1", "on": day(n), "start": "08:00", "end": "16:00"} for n in (2, 18, 25)],
        absences=[
            {"person": "D1", "from": day(1), "to": day(3)},
            {"person": "D1", "from": day(16), "to": day(18)},
            {"person": "D2", "from": day(19), "to": day(22)},
            {"person": "N1", "from": day(30)},
        ],
        requests=[{"person": "D1", "on": day(3), "want": "off"}],
        pins=[{"on": day(3), "area": "north"}, {"on": day(20), "area": "north"}],
        rules=[
            {"kind": "rest", "hours": 11},
            {"kind": "visits", "max": 3, "on": [str(day(3))]},
            {"kind": "visits", "max": 3, "on": ["sat", str(day(3))], "except": [str(day(10)), "south"]},
            {"kind": "area_teams", "max": 1, "except": [str(day(10))]},
        ],
    )
    found = following(last, ROSTER)
    plan = found.scenario
    assert plan.operation.announced == day(7)
    assert [(one.on, one.teams) for one in plan.evenings.overrides] == [(("sat",), 2), ((day(5),), None)]
    assert [one.on for one in plan.demand] == [("fri",), None]
    assert [one.on for one in plan.duties] == [day(18), day(25)]
    assert [(one.person, one.first) for one in plan.absences] == [
        ("D1", day(16)),
        ("D2", day(19)),
        ("N1", day(30)),
        ("D3", day(21)),
    ]
    assert not plan.requests
    assert not plan.pins
    assert [getattr(rule, "on", None) for rule in plan.rules] == [None, ("sat",), None]
    assert [rule.exempt for rule in plan.rules] == [None, ("south",), None]
    assert [one.available for one in plan.people[:3]] == [None, ("sun",), None]
    assert not plan.available("D3", day(25))
    told = " ".join(found.left_behind)
    assert "1 absence, 1 duty, 1 request, 2 pins, 1 entry of demand, 1 override and 1 rule on single evenings" in told
    assert "D3 had single days as `available`, all of before" in " ".join(found.look_at)


def test_the_hours_of_an_evening_worked_before_may_differ_from_the_rest() -> None:
    late = {"on": day(0), "shift": {"start": "20:00", "end": "06:00"}}
    evenings = {"shift": {"start": "14:00", "end": "22:00"}, "teams": 1, "overrides": [late]}
    with pytest.raises(ValueError, match="2021-02-28 is outside the operation"):
        scenario(evenings=evenings)
    plan = scenario(evenings=evenings, history=worked("D1", 0), rules=[{"kind": "rest", "hours": 11}])
    assert not [note for note in notes(plan) if "speaks of no evening" in note]
    assert [one.people for one in check(plan, [team(1)]).violations] == [("D1",)]


def test_absences_go_on_as_far_as_fairness_looks_back() -> None:
    """Whoever was away while others worked does not make up for it."""
    leave = [{"person": "D1", "from": day(-30), "to": day(-20)}, {"person": "D2", "from": day(2)}]
    last = scenario(history=worked("N1", -10), absences=leave)
    assert [one.person for one in following(last, ROSTER).scenario.absences] == ["D2"]
    assert [one.person for one in following(last.changed(history=worked("N1", -25)), ROSTER).scenario.absences] == [
        "D1",
        "D2",
    ]
    for unread in ({"history_counts": "limits"}, {"objectives": ["coverage"]}):
        assert not following(last.changed(**unread), ROSTER, start=day(12)).scenario.absences


def test_rules_on_hours_look_back_as_far_as_their_periods_reach() -> None:
    rules = [{"kind": "hours", "max": 48, "per": "week", "average_over": 17}]
    duties = [{"person": "D1", "on": day(n), "start": "08:00", "end": "16:00"} for n in range(1, 60, 7)]
    plan = following(scenario(days=70, duties=duties, rules=rules), ROSTER).scenario
    assert len(plan.duties) == len(duties)
    plan = following(plan, []).scenario  # 17 weeks reach over two months
    assert 0 < len(plan.duties) < len(duties)
    assert not [note for note in notes(plan) if "far outside" in note]


def test_who_has_left_goes_on_in_the_history_alone() -> None:
    crew = people(4, 3, D2={"until": day(3), "skills": ["bike"]}, D3={"until": day(3)}, N3={"until": day(9)})
    crew[3]["skills"] = ["pip2"]
    last = scenario(
        people=crew,
        absences=[{"person": who, "from": day(4), "to": day(9)} for who in ("D2", "D3", "D4")],
        rules=[{"kind": "pair_repeat", "limit": 2, "who": ["D3"]}],
    )
    found = following(last, (team(1), team(2, "south", "D2", "N2"), team(3, "north", "D3", "N3")))
    plan = found.scenario
    assert [one.id for one in plan.people] == ["D1", "D3", "D4", "N1", "N2", "N3"]
    assert [one.person for one in plan.absences] == ["D3", "D4"]
    assert {entry.person for entry in plan.history} == {"D1", "D2", "D3", "N1", "N2", "N3"}
    assert "D2, who has left: by then only the history knows them" in found.left_behind
    assert any("D3 left before it and stand among the people all the same" in one for one in found.look_at)
    assert not [note for note in notes(plan) if "never go out" in note]
    assert solve(plan, workers=1).has_roster
    # One of several who have the skill that a rule asks for will do; an id that would be taken for another's stays.
    skilled = scenario(
        people=[
            *people(3, 2, D2={"until": day(1), "skills": ["x"]}, D3={"until": day(1), "skills": ["x"]}),
            {"id": "D01", "role": "detective", "until": day(2)},
        ],
        rules=[{"kind": "team_skill", "skill": "x", "strength": "soft"}],
    )
    assert [one.id for one in following(skilled, ()).scenario.people] == ["D1", "D2", "N1", "N2", "D01"]


def test_teams_that_were_worked_by_the_plan_are_history_where_the_roster_has_none() -> None:
    facts = [{"on": day(n), "area": "north", "detective": "D1", "officer": "N1", "fact": True} for n in (1, 2)]
    last = scenario(pins=[*facts, {"on": day(4), "area": "north"}])
    found = following(last, [team(2, "south", "D2", "N2"), team(3)])
    assert [(entry.person, entry.on) for entry in found.scenario.history] == [
        ("D1", day(1)),
        ("N1", day(1)),
        ("D2", day(2)),
        ("N2", day(2)),
        ("D1", day(3)),
        ("N1", day(3)),
    ]
    assert not found.scenario.pins
    assert "1 team that was worked by the plan and is of evenings" in " ".join(found.taken_over)
    assert "the roster has other teams than the plan says were worked on 2 March 2021" in " ".join(found.look_at)


def test_what_was_published_is_history_and_nothing_is_over_any_more() -> None:
    rows = [{"evening": day(n), "area": "north", "detective": "D1", "officer": "N1"} for n in (1, 4)]
    last = scenario(
        operation={"name": "T", "start": day(1), "end": day(5), "today": day(3)},
        published=rows,
        changes={"called_out": 7},
    )
    found = following(last, [team(2, "south", "D2", "N2"), team(5)])
    plan = found.scenario
    assert (plan.published, plan.operation.today, plan.opening) == ((), None, day(6))
    assert plan.changes == last.changes
    assert [(entry.person, entry.on) for entry in plan.history] == [
        ("D1", day(1)),  # before today, and the roster has nothing of that evening
        ("N1", day(1)),
        ("D2", day(2)),
        ("N2", day(2)),
        ("D1", day(5)),
        ("N1", day(5)),
    ]
    assert solve(plan, workers=1).has_roster


@pytest.mark.parametrize(
    ("roster", "dates", "said"),
    [
        (
            (team(1), team(3)),
            {},
            "the roster ends on 3 March 2021, though teams were wanted between 4 and 5 March 2021",
        ),
        ((), {}, "the roster is empty, though teams were wanted between 1 and 5 March 2021"),
        ((team(5), team(7)), {}, "goes on after 5 March 2021, the operation's last evening, until 7 March 2021"),
        ((team(4), team(5)), {"start": day(5)}, "1 team of the roster, from 5 March 2021 on, would be planned anew"),
        ((team(5),), {"start": day(9)}, "3 evenings lie between the two"),
        ((team(5),), {}, "it begins on a Saturday, the last one on a Monday: is that meant?"),
        ((team(5),), {}, "nothing is known yet of leave, courses, court and wishes between 6 and 10 March 2021"),
        ((team(4), team(5)), {}, "the roster breaks what must hold (2 violations): it counts as it was worked"),
        ((team(5),), {"end": day(20)}, "the last one had 5: see whether max_evenings and target still fit"),
    ],
)
def test_how_the_roster_ends_and_what_is_to_be_seen_to_is_told(roster, dates, said) -> None:
    areas = [{"id": "north", "target": 1}, {"id": "south"}]
    rules = [{"kind": "evening_gap", "evenings": 1}, {"kind": "max_evenings", "max": 2}]
    found = following(scenario(areas=areas, rules=rules), roster, **dates)
    assert said in " ".join(found.look_at)
    assert found.scenario.operation.start > max([day(5), *(one.evening for one in roster)]) or dates


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        ({"start": day(1)}, QuestionError, "can't start on 2021-03-01: the one before starts on 2021-03-01"),
        ({"end": day(5)}, QuestionError, "ends on 2021-03-05, before it starts on 2021-03-06"),
        ({"start": "soon"}, QuestionError, "start: 'soon' is not a date"),
        ({"end": 7}, TypeError, "end must be a date, not 7"),
        ({"end": "2031-01-01"}, QuestionError, "lasts over 1,100 evenings"),
    ],
)
def test_dates_that_can_not_be(arguments, error, said) -> None:
    with pytest.raises(error, match=said):
        following(scenario(), ROSTER, **arguments)


@pytest.mark.parametrize(
    ("roster", "said"),
    [
        ([team(1), team(1, "south", "D1", "N2")], r"deployments\[1\].detective: D1 is in two teams on 2021-03-01"),
        ([team(2), team(1, detective="D01")], r"deployments\[1\].detective: unknown person 'D01', did you mean 'D1'"),
        ([team(1, detective="D2")], r"D2 worked on 2021-03-01, but is there only since 2021-03-02"),
    ],
)
def test_rosters_that_nobody_can_have_worked(roster, said) -> None:
    with pytest.raises(RosterError, match=said):
        following(scenario(people=people(2, 2, D2={"since": day(2)})), roster)


def test_whoever_helped_out_from_elsewhere_is_in_the_history() -> None:
    plan = following(scenario(rules=[{"kind": "visit_gap", "evenings": 20}]), [team(3, detective="X7")]).scenario
    assert [(entry.person, entry.partner) for entry in plan.history] == [("X7", "N1"), ("N1", "X7")]
    assert check(plan, [Deployment(evening=day(6), area="north", detective="D1", officer="N1")]).ok
