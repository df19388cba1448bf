"""What enters the library's calls: a scenario and a roster that fit, or one clear error; nothing else ends a call."""

from datetime import date, datetime
from functools import partial

import pytest

from tandem_models import (
    Deployment,
    Gap,
    InputError,
    Pin,
    Proof,
    Repair,
    RosterError,
    Scenario,
    ScenarioError,
    Schedule,
)
from tandem_scheduler import (
    alternatives,
    broken_by_pins,
    check,
    check_proof,
    compare,
    explain,
    fill,
    following,
    notes,
    pinned,
    read_roster,
    repaired,
    replaced,
    solve,
    suggest,
    swaps,
    to_frame,
    why,
    why_not,
    with_history,
    worth,
    write_calendars,
    write_notices,
    write_roster,
)

from .builders import DETECTIVE, START, day, people, scenario, team

PLAN = scenario(
    days=3,
    rules=[{"kind": "evening_gap", "evenings": 1}, {"kind": "pair_repeat", "limit": 1}, {"kind": "rest", "hours": 11}],
    absences=[{"person": "D2", "from": day(3)}],
    pins=[{"on": day(1), "area": "north"}],
)
OTHER = scenario(
    days=2,
    evenings={"shift": {"start": "20:00", "end": "06:00"}, "teams": 1},
    people=people(2, 3, N1={"home": "south"}, D1={"skills": ["pip2"]}),
    rules=[{"kind": "team_skill", "skill": "pip2"}, {"kind": "visits", "min": 1}],
)
OUTSIDE = PLAN.model_copy(update={"pins": (Pin(on=day(99), area="north"),)})
"""A scenario as nobody may have one: `model_copy` validates nothing."""


def without_a_roster(status="unknown"):
    return Schedule.model_validate(
        {
            "status": status,
            "stop_reason": "time_limit",
            "stamp": {"scenario": "x", "versions": {}, "seed": 0, "workers": 1, "time_limit": 1},
        }
    )


WITH_ROSTERS = {
    "check": lambda plan, roster, _: check(plan, roster),
    "compare, before": lambda plan, roster, _: compare(plan, roster, []),
    "compare, after": lambda plan, roster, _: compare(plan, [], roster),
    "fill": lambda plan, roster, _: fill(plan, roster),
    "suggest": lambda plan, roster, _: suggest(plan, roster, START, DETECTIVE),
    "suggest, two moves": lambda plan, roster, _: suggest(plan, roster, START, DETECTIVE, instead="D1", moves=2),
    "swaps": lambda plan, roster, _: swaps(plan, roster, "D1", START),
    "alternatives": lambda plan, roster, _: alternatives(plan, 2, roster=roster, workers=1, time_limit=5),
    "replaced": lambda plan, roster, _: replaced(plan, roster, []),
    "why": lambda plan, roster, _: why(plan, roster, "D1", START),
    "why not": lambda plan, roster, _: why_not(plan, roster, "N1", START, "north"),
    "pinned": lambda plan, roster, _: pinned(plan, roster),
    "following": lambda plan, roster, _: following(plan, roster),
    "with history": lambda plan, roster, _: with_history(plan, roster),
    "pinned and solved": lambda plan, roster, _: solve(pinned(plan, roster), workers=1, time_limit=5),
    "worked and solved": lambda plan, roster, _: solve(pinned(plan, roster, facts=True), workers=1, time_limit=5),
    "pinned and explained": lambda plan, roster, _: explain(pinned(plan, roster), time_limit=5),
    "csv": lambda plan, roster, path: write_roster(path / "a.csv", roster, plan),
    "csv alone": lambda _, roster, path: write_roster(path / "a.csv", roster),
    "json": lambda plan, roster, path: write_roster(path / "a.json", roster, plan),
    "page": lambda plan, roster, path: write_roster(path / "a.html", roster, plan, published=roster),
    "workbook": lambda plan, roster, path: write_roster(path / "a.xlsx", roster, plan),
    "calendar": lambda plan, roster, path: write_roster(path / "a.ics", roster, plan),
    "calendars": lambda plan, roster, path: write_calendars(path / "calendars", roster, plan),
    "notices, before": lambda plan, roster, path: write_notices(path / "n.csv", roster, [], plan),
    "notices, after": lambda plan, roster, path: write_notices(path / "notices", [], roster, plan),
    "published": lambda plan, roster, path: write_roster(path / "b.html", [], plan, published=roster),
}
"""Every call that takes a roster."""

MAY_BE_NONE = ("published", "notices, before", "alternatives")
"""Those whose roster may be None: nothing was published, or solved for, yet."""

WITHOUT = {
    "solve": lambda plan: solve(plan, workers=1, time_limit=5),
    "alternatives": lambda plan: alternatives(plan, 2, workers=1, time_limit=5),
    "explain": lambda plan: explain(plan, time_limit=5),
    "worth": lambda plan: worth(plan, time_limit=5),
    "broken_by_pins": broken_by_pins,
    "notes": notes,
}
"""The others that take a scenario."""

STRICT = [name for name in WITH_ROSTERS if name not in ("check", "csv alone", "following", "with history")]


# Schedules without a roster


@pytest.mark.parametrize("name", WITH_ROSTERS)
@pytest.mark.parametrize(("status", "advice"), [("infeasible", "ask `explain` why"), ("unknown", "solve it again")])
def test_a_schedule_without_a_roster_is_none(tmp_path, name, status, advice):
    with pytest.raises(RosterError, match=f"the schedule has no roster: .*{advice}"):
        WITH_ROSTERS[name](PLAN, without_a_roster(status), tmp_path)
    assert not list(tmp_path.iterdir())


# Rosters that do not fit the scenario


@pytest.mark.parametrize("name", STRICT)
@pytest.mark.parametrize(
    ("stranger", "told"),
    [
        (team(0), "in north on 28 February 2021 can't be read: the scenario has no evening on 28 February 2021"),
        (team(4), "the scenario has no evening on 4 March 2021"),
        (team(1, area="east"), "the scenario has no area 'east'"),
        (team(1, detective="D9", officer="N9"), "the scenario has no person 'D9' and no person 'N9'"),
        (team(1, detective="N1", officer="D1"), "has N1 as its detective, but N1 is a neighbourhood officer"),
        (team(1, officer="D2"), "The team D1 and D2 in north on 1 March 2021 has D2 as its neighbourhood officer, but"),
    ],
)
def test_a_roster_that_does_not_fit_is_told_as_the_check_tells_it(tmp_path, name, stranger, told):
    with pytest.raises(RosterError) as caught:
        WITH_ROSTERS[name](PLAN, [team(2), stranger], tmp_path)
    assert caught.value.faults[0].path == "deployments[1]"
    for fault in caught.value.faults:
        assert any(fault.message in violation.message for violation in check(PLAN, [team(2), stranger]).violations)
    assert told in str(caught.value)


@pytest.mark.parametrize("name", [name for name in WITH_ROSTERS if name not in MAY_BE_NONE])
@pytest.mark.parametrize("roster", [None, 7, "roster.csv", {"deployments": []}, team(1), [None], [dict(team(1))]])
def test_what_is_no_roster_at_all(tmp_path, name, roster):
    with pytest.raises(TypeError, match=r"a roster (is|has)"):
        WITH_ROSTERS[name](PLAN, roster, tmp_path)


@pytest.mark.parametrize("name", WITH_ROSTERS)
def test_deployments_that_nobody_validated(tmp_path, name):
    odd = [team(1).model_copy(update={"evening": datetime(2021, 3, 1, 20)}), Deployment.model_construct(area=["north"])]
    with pytest.raises(RosterError, match=r"deployments\[0\].evening: .* has a time of day, only the date counts"):
        WITH_ROSTERS[name](PLAN, odd, tmp_path)


SOLVED = solve(PLAN, workers=1)
FOR_PEOPLE = ["page", "workbook", "calendar", "calendars"]


@pytest.mark.parametrize("name", WITH_ROSTERS)
@pytest.mark.parametrize(
    "odd",
    [
        Schedule.model_construct(),
        SOLVED.model_copy(update={"stamp": None}),
        SOLVED.model_copy(update={"tiers": (7,)}),
        SOLVED.model_copy(update={"gaps": ({"evening": 2**63, "teams": 1},)}),
    ],
    ids=["empty", "stamp", "tiers", "gaps"],
)
def test_schedules_that_nobody_validated(tmp_path, name, odd):
    with pytest.raises(RosterError):
        WITH_ROSTERS[name](PLAN, odd, tmp_path)
    with pytest.raises(InputError):
        to_frame(odd)


@pytest.mark.parametrize("name", FOR_PEOPLE)
@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"gaps": (Gap(evening=START, area="nowhere", teams=1),)}, r"gaps\[0\]: the schedule has a gap .* that the"),
        ({"gaps": (Gap(evening=date(2030, 1, 1), teams=1),)}, r"gaps\[0\]: the schedule has a gap on an evening"),
        ({"tiers": SOLVED.tiers[:1]}, "tiers: the schedule has other tiers: it is of another scenario"),
    ],
)
def test_schedules_of_another_scenario_are_not_shown(tmp_path, name, other, told):
    with pytest.raises(RosterError, match=told):
        WITH_ROSTERS[name](PLAN, SOLVED.model_copy(update=other), tmp_path)


def test_other_arguments_that_are_none():
    with pytest.raises(InputError, match=r"Proof|tiers"):
        check_proof(PLAN, SOLVED, Proof.model_construct())
    with pytest.raises(InputError):
        repaired(PLAN, Repair.model_construct())
    for call in (partial(solve, PLAN), partial(explain, PLAN), partial(fill, PLAN, SOLVED)):
        with pytest.raises(TypeError, match="stop must be an event, not 5"):
            call(stop=5)
    with pytest.raises(TypeError, match="prices are by kind"):
        explain(PLAN, prices={("pin",): 1})


def test_questions_about_nobody_and_never():
    for ask in (why, why_not):
        with pytest.raises(TypeError, match="person must be an id, not None"):
            ask(PLAN, [], None, START)
        with pytest.raises(TypeError, match="evening must be a date, not datetime"):
            ask(PLAN, [], "D1", datetime(2021, 3, 1))
    with pytest.raises(TypeError, match="evening must be a date, not None"):
        suggest(PLAN, [], None, DETECTIVE)
    with pytest.raises(TypeError, match="a Proof is wanted, not a value of type int"):
        check_proof(PLAN, [], 5)
    assert "there is no certificate" in check_proof(PLAN, [], None)[0]


@pytest.mark.parametrize("name", ["a.csv", "a.html", "a.xlsx", "a.ics"])
def test_deployments_that_an_iterator_gives_once_are_all_written(tmp_path, name):
    teams = (team(1), team(2, detective="D2", officer="N2"))
    write_roster(tmp_path / name, iter(teams), PLAN)
    write_roster(tmp_path / f"again-{name}", teams, PLAN)
    if name == "a.ics":
        assert (tmp_path / name).read_text().count("BEGIN:VEVENT") == len(teams)
    elif name == "a.html":
        assert (tmp_path / name).read_text() == (tmp_path / f"again-{name}").read_text()
    else:
        assert read_roster(tmp_path / name) == teams


# Scenarios that nobody validated


@pytest.mark.parametrize("name", [*WITHOUT, *(name for name in WITH_ROSTERS if name != "csv alone")])
def test_a_scenario_that_nobody_validated_is_checked_first(tmp_path, name):
    def call(plan):
        return WITHOUT[name](plan) if name in WITHOUT else WITH_ROSTERS[name](plan, [], tmp_path)

    with pytest.raises(ScenarioError, match=r"pins\[0\].on: 2021-06-07 is outside the operation"):
        call(OUTSIDE)
    with pytest.raises(ScenarioError, match="operation is missing"):
        call(Scenario.model_construct())
    with pytest.raises(TypeError, match="a Scenario is wanted, not a value of type dict"):
        call(PLAN.model_dump())


def test_a_scenario_changed():
    plan = PLAN.changed(pins=[{"on": day(2), "detective": "D1"}], absences=())
    assert plan.pins == (Pin(on=day(2), detective="D1"),)
    assert plan.rules == PLAN.rules
    assert plan == Scenario.model_validate(plan.model_dump())
    with pytest.raises(ScenarioError) as caught:
        PLAN.changed(pins=[{"on": day(9), "detective": "N1"}])
    assert [fault.path for fault in caught.value.faults] == ["pins[0].detective", "pins[0].on"]
    with pytest.raises(ScenarioError, match="unknown key 'pin', did you mean 'pins'"):
        PLAN.changed(pin=())
    with pytest.raises(ScenarioError, match="is outside the operation"):
        OUTSIDE.changed(absences=())


RAW = {
    "pins": [{"on": "2021-03-02", "area": "north"}],
    "people": [person.model_copy(update={"role": person.role.value}) for person in PLAN.people],
    "operation": PLAN.operation.model_copy(update={"start": "2021-03-01"}),
    "rules": [{"kind": "rest", "hours": 11}],
}
"""Fields whose data are right, but which are not what a scenario has."""


@pytest.mark.parametrize("field", RAW)
def test_of_what_nobody_validated_the_data_count(tmp_path, field):
    given = {field: RAW[field]}
    copied = PLAN.model_copy(update=given)
    wanted = Scenario.model_validate(copied.model_dump(warnings=False))
    for name, call in WITHOUT.items():
        assert repr(call(copied).__class__) == repr(call(wanted).__class__), name
    assert check(copied, [team(1)]) == check(wanted, [team(1)])
    assert compare(copied, [team(1)], []) == compare(wanted, [team(1)], [])
    write_roster(tmp_path / "a.html", [team(1)], copied)
    for same in (PLAN.changed(**given), copied.changed(), copied.anonymous(), copied.validated):
        assert repr(same) == repr(wanted)


def test_what_is_valid_is_so_however_it_was_made():
    assert PLAN.model_copy(update={"pins": ()}).faults == ()
    assert PLAN.model_copy(deep=True).faults == ()
    assert PLAN.anonymous().faults == ()


@pytest.mark.parametrize(
    "given", [{"rules": (1,)}, {"people": None}, {"operation": "x"}, {"pins": (Pin.model_construct(on="x"),)}]
)
def test_what_is_not_valid_has_faults_however_odd(given):
    assert PLAN.model_copy(update=given).faults


def test_a_repaired_scenario_is_valid():
    rules = [{"use": "uk-police"}, {"kind": "min_evenings", "min": 3, "who": ["D1"]}]
    plan = scenario(rules=rules, absences=[{"person": "D1", "from": day(1), "to": day(5)}])
    (repair, *_) = explain(plan, time_limit=60, repairs=1).repairs
    mended = repaired(plan, repair)
    assert mended.faults == ()
    assert solve(mended, workers=1).has_roster
