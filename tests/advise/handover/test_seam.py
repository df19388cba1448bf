"""Two periods planned as one, and one after the other: no rule is broken over the seam by the joined roster.

`TANDEM_TIMES=20 pytest tests/advise/handover` draws more.
"""

from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem_models import Deployment, Role, Scenario, Schedule
from tandem_scheduler import check, following, notes, solve
from tests.builders import START, day, people, scenario
from tests.times import TIMES

SHIFTS = {
    "E": {"start": "07:00", "end": "15:00"},
    "L": {"start": "13:00", "end": "21:00", "release": 0},
    "R": {"release": 1},
}
RULES: tuple[dict[str, Any], ...] = (
    {"kind": "rest", "hours": 11},
    {"kind": "rest", "hours": 40, "who": "detective"},
    {"kind": "evening_gap", "evenings": 1},
    {"kind": "evening_gap", "evenings": 3, "who": "D1"},
    {"kind": "rolling_limit", "days": 7, "limit": 3},
    {"kind": "rolling_limit", "days": 10, "limit": 2, "who": "officers"},
    {"kind": "consecutive", "max": 2},
    {"kind": "days_off", "min": 2},
    {"kind": "duty_run", "max": 4},
    {"kind": "rest_days", "least": 2, "days": 7},
    {"kind": "hours", "max": 40, "days": 7},
    {"kind": "hours", "max": 36, "per": "week"},
    {"kind": "hours", "max": 38, "per": "week", "average_over": 2},
    {"kind": "pair_repeat", "limit": 1},
    {"kind": "pair_repeat", "limit": 1, "within": 6},
    {"kind": "pair_repeat", "limit": 2, "within": 9, "who": "N1"},
    {"kind": "use", "use": "uk-police"},
)
"""Rules that look back, none of which counts over the operation: upper bounds all of them, so a roster exists."""

LATE = {"start": "20:00", "end": "06:00"}


@st.composite
def forces(draw: st.DrawFn) -> tuple[Scenario, int]:
    """A small force's operation, and the number of evenings before the seam."""
    first, second = draw(st.integers(5, 9)), draw(st.integers(4, 8))
    crew = people(draw(st.integers(3, 5)), draw(st.integers(3, 5)))
    days = st.integers(1, first + second)
    patterns = {"turn": {"anchor": START, "days": ["E", "L", "R", "R", "L"], "shifts": SHIFTS}}
    for one in crew:
        if draw(st.booleans()):
            one |= {"pattern": "turn", "offset": draw(st.integers(0, 4))}
    ids = st.sampled_from([one["id"] for one in crew])
    rules = draw(st.lists(st.sampled_from(RULES), min_size=1, max_size=4, unique_by=str))
    absences = []
    for person, n, length in draw(st.lists(st.tuples(ids, days, st.integers(0, 4)), max_size=4)):
        absences.append({"person": person, "from": day(n), "to": day(n + length)})
    duties = draw(st.lists(st.tuples(ids, days), max_size=3, unique=True))
    late = draw(st.lists(st.integers(first - 1, first), max_size=2, unique=True))
    return scenario(
        days=first + second,
        evenings={
            "shift": {"start": "14:00", "end": "22:00"},
            "teams": draw(st.integers(1, 2)),
            "overrides": [{"on": day(n), "shift": LATE} for n in late] + [{"on": "sat", "teams": 2}],
        },
        areas=[{"id": "north", "priority": 2}, {"id": "south", "shift": {"start": "16:00", "end": "01:00"}}],
        people=crew,
        patterns=patterns,
        absences=absences,
        duties=[{"person": who, "on": day(n), "start": "06:00", "end": "12:00", "release": 1} for who, n in duties],
        rules=[{key: value for key, value in rule.items() if rule["kind"] != "use" or key == "use"} for rule in rules],
    ), first


def solved(plan: Scenario) -> Schedule:
    """The roster of a plan that has one."""
    found = solve(plan, workers=1)
    assert found.has_roster, found.status
    return found


def up_to(whole: Scenario, evenings: int) -> Scenario:
    """The first evenings of an operation."""
    end = whole.operation.start + timedelta(days=evenings - 1)
    overrides = [one for one in whole.evenings.overrides if one.on == ("sat",) or one.on[0] <= end]
    return whole.changed(
        operation=whole.operation.model_copy(update={"end": end}),
        evenings=whole.evenings.model_copy(update={"overrides": tuple(overrides)}),
    )


def broken(whole: Scenario, teams: tuple[Deployment, ...]) -> list[str]:
    return [one.message for one in check(whole, teams).violations if one.strength == "hard"]


@settings(max_examples=15 * TIMES)
@given(forces())
def test_no_rule_is_broken_over_the_seam(drawn: tuple[Scenario, int]) -> None:
    whole, evenings = drawn
    assert not broken(whole, solved(whole).deployments)
    one = up_to(whole, evenings)
    first = solved(one)
    after = following(one, first, end=whole.operation.end)
    assert (after.scenario.operation.start, after.scenario.operation.end) == (day(evenings + 1), whole.operation.end)
    second = solved(after.scenario)
    assert not broken(after.scenario, second.deployments)
    assert not broken(whole, (*first.deployments, *second.deployments))


@settings(max_examples=15 * TIMES)
@given(forces(), st.randoms(use_true_random=False))
def test_a_roster_that_breaks_everything_is_planned_on_from(drawn: tuple[Scenario, int], random: Random) -> None:
    whole, evenings = drawn
    one = up_to(whole, evenings)
    sides = [[person.id for person in one.of_role(role)] for role in Role]
    areas = [*one.area]
    teams = [
        Deployment(evening=on, area=random.choice(areas), detective=detective, officer=officer)
        for on in one.calendar
        for detective, officer in list(zip(*(random.sample(side, len(side)) for side in sides), strict=False))[:2]
    ]
    plan = following(one, teams, end=whole.operation.end).scenario
    assert len(plan.history) == 2 * len(teams)
    assert not broken(plan, solved(plan).deployments)


@pytest.mark.parametrize("first", [5, 6, 10, 13])
def test_weekends_and_visit_gaps_over_the_seam(first: int) -> None:
    """A weekend that the seam cuts counts in both, and areas that were seen last wait no longer than they may."""
    whole = scenario(
        days=20,
        evenings={"shift": {"start": "14:00", "end": "22:00"}, "teams": 1},
        people=people(5, 5),
        areas=[{"id": name, "priority": n} for n, name in enumerate(("north", "south", "east"), 1)],
        rules=[
            {"kind": "visit_gap", "evenings": 4},
            {"kind": "weekends", "max": 1},
            {"kind": "evening_gap", "evenings": 1},
        ],
    )
    one = up_to(whole, first)
    roster = solved(one)
    second = solved(following(one, roster, end=whole.operation.end).scenario)
    # The number of weekends begins anew, and is no more in both than each may have.
    joined = whole.changed(
        rules=[rule if rule.kind != "weekends" else {"kind": "weekends", "max": 2} for rule in whole.rules]
    )
    assert not broken(whole, solved(whole).deployments)
    assert not broken(joined, (*roster.deployments, *second.deployments))


def test_the_seam_binds() -> None:
    """Without the roster of before the same plans do break rules over the seam: the property above says something."""
    late = {"shift": {"start": "14:00", "end": "22:00"}, "teams": 1, "overrides": [{"on": day(3), "shift": LATE}]}
    rules = [{"kind": "rest", "hours": 11}, {"kind": "pair_repeat", "limit": 1, "within": 2}]
    whole = scenario(days=6, people=people(2, 2), evenings=late, areas=[{"id": "north"}], rules=rules)
    one = up_to(whole, 3)
    first = solved(one)
    tired = {first.deployments[-1].detective, first.deployments[-1].officer}
    plan = following(one, first).scenario
    assert [entry.on for entry in plan.history] == [day(n) for n in (1, 1, 2, 2, 3, 3)]
    assert [one.on for one in plan.evenings.overrides] == [(day(3),)]  # whose hours end at 06:00 on the fourth
    assert plan.span(day(3)) == whole.span(day(3))
    for team in solved(plan).deployments:
        assert team.evening > day(4) or {team.detective, team.officer} != tired
    same = [Deployment(evening=day(4), area="north", detective=min(tired), officer=max(tired))]
    assert check(plan.changed(history=[], evenings=plan.evenings.model_copy(update={"overrides": ()})), same).ok
    assert {one.kind for one in check(plan, same).violations} == {"pair_repeat", "rest"}


@pytest.mark.parametrize("away", [(1, 21), (8, 14), (15, 28)])
def test_evenings_are_shared_over_the_seam_as_in_one_plan(away: tuple[int, int]) -> None:
    """Whoever was on leave in the first month does not make up for it in the second."""
    whole = scenario(
        days=56,
        evenings={"shift": {"start": "14:00", "end": "22:00"}, "teams": 1},
        people=people(6, 6),
        absences=[{"person": "D1", "from": day(away[0]), "to": day(away[1]), "why": "leave"}],
        rules=[{"kind": "evening_gap", "evenings": 1}, {"kind": "pair_repeat", "limit": 1, "within": 7}],
    )
    one = up_to(whole, 28)
    first = solved(one)
    after = following(one, first)
    assert after.scenario.absences == whole.absences
    second = solved(after.scenario)

    def shared(*rosters: Schedule) -> list[int]:
        worked = Counter(team.detective for roster in rosters for team in roster.deployments)
        return [worked["D1"], *sorted(worked[f"D{n}"] for n in range(2, 7))]

    together, in_a_row = shared(solved(whole)), shared(first, second)
    assert all(abs(one - other) <= 1 for one, other in zip(together, in_a_row, strict=True)), (together, in_a_row)
    assert in_a_row[0] < in_a_row[1]
    assert not [note for note in notes(after.scenario) if "catch up" in note or "far outside" in note]
    # A month later still, the leave is as far away as the history reaches, and nobody is told to look at its year.
    third = following(after.scenario, second).scenario
    assert third.absences == whole.absences
    assert not [note for note in notes(third) if "far outside" in note]
