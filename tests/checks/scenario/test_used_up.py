"""Notes on limits that were used up before: what they say is so, whatever roster is made."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tandem_models import Scenario
from tandem_scheduler import notes, solve
from tests.builders import day, people, scenario, worked
from tests.times import TIMES


def told(plan: Scenario) -> list[str]:
    return [note for note in notes(plan) if "(pair_repeat) leaves" in note or "by rule 1 (visit_gap)" in note]


def one_team(days: int, **parts: Any) -> Scenario:
    return scenario(days=days, **{"evenings": {"shift": {"start": "14:00", "end": "22:00"}, "teams": 1}, **parts})


def met(*pairs: tuple[str, str]) -> list[dict[str, Any]]:
    return [{"person": one, "on": day(-n), "area": "north", "partner": other} for n, (one, other) in enumerate(pairs)]


def test_pairs_that_have_gone_out_as_often_as_they_may() -> None:
    rule = {"kind": "pair_repeat", "limit": 1}
    plan = one_team(3, rules=[rule], history=met(("D1", "N1"), ("D1", "N2")))
    sentence = (
        "rule 1 (pair_repeat) leaves 2 teams of the 3 wanted: 2 of 4 pairs have gone out as often as it lets them; "
        "give it `within`, or a higher limit"
    )
    assert told(plan) == [sentence]
    assert solve(plan, workers=1).tiers[0].value == 1
    for other in ({"limit": 2}, {"within": 9}, {"strength": "soft"}, {"who": ["D2"]}, {"except": ["N2"]}):
        assert not told(plan.changed(rules=[rule | other]))
    assert not told(plan.changed(history=met(("D1", "N1"))))
    left = people(3, 2, D3={"until": day(0)}, D1={"until": day(2)})
    assert [note[:45] for note in told(plan.changed(people=left))] == [sentence[:45]]


def test_areas_that_are_due_all_at_once() -> None:
    rule = {"kind": "visit_gap", "evenings": 2}
    seen = [*worked("D1", -2, -4, area="south"), *worked("D2", -2, area="north")]
    plan = one_team(5, rules=[rule], history=seen)
    assert told(plan) == [
        "no roster can exist: by rule 1 (visit_gap) north and south must be visited until 1 March 2021, and only 1 "
        "team is sent until then; let areas wait longer, or make it soft"
    ]
    assert solve(plan, workers=1).status == "infeasible"
    fact = {"on": day(1), "area": "north", "detective": "D1", "officer": "N1", "fact": True}
    later = plan.changed(pins=[fact])
    assert not told(later)
    assert solve(later, workers=1).has_roster
    for other in ({"evenings": 3}, {"strength": "soft"}, {"areas": ["north"]}, {"except": ["south"]}):
        assert not told(plan.changed(rules=[rule | other]))


@st.composite
def plans(draw: st.DrawFn) -> Scenario:
    areas = [f"a{n}" for n in range(draw(st.integers(2, 4)))]
    past = draw(
        st.lists(st.tuples(st.integers(-5, 0), st.sampled_from(areas)), max_size=5, unique_by=lambda one: one[0])
    )
    crew = people(draw(st.integers(1, 3)), draw(st.integers(1, 3)))
    ids = [one["id"] for one in crew]
    history = [
        {"person": "D1", "on": day(n), "area": area, "partner": draw(st.sampled_from([i for i in ids if i[0] == "N"]))}
        for n, area in past
    ]
    rules = [
        {"kind": "visit_gap", "evenings": draw(st.integers(1, 6))},
        {"kind": "pair_repeat", "limit": draw(st.integers(1, 3))},
    ]
    return one_team(
        draw(st.integers(2, 6)), areas=[{"id": one} for one in areas], people=crew, history=history, rules=rules
    )


@settings(max_examples=40 * TIMES)
@given(plans())
def test_what_is_said_is_so(plan: Scenario) -> None:
    said = told(plan)
    schedule = solve(plan, workers=1)
    if any("no roster can exist" in note for note in said):
        assert schedule.status == "infeasible"
    for note in said:
        if " leaves " in note and schedule.has_roster:
            left, wanted = _numbers(note)
            assert schedule.tiers[0].value >= wanted - left


def _numbers(note: str) -> tuple[int, int]:
    """Teams that are left and that are wanted."""
    words = note.partition(" leaves ")[2].split()
    return int(words[0]), int(words[4])
