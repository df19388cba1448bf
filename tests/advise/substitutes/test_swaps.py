"""Whose evening could be exchanged for somebody's: each swap with its reasons, and questions without sense."""

import pytest

from tandem_models import ArgumentError, RosterError, Scenario, Schedule
from tandem_scheduler import check, replaced, solve, suggest, swaps
from tests.builders import day, people, scenario, team

ONE = {"shift": {"start": "14:00", "end": "22:00"}, "teams": 1}
TWO_EACH = [{"kind": "max_evenings", "max": 2}, {"kind": "min_evenings", "min": 2}]

WEEK = scenario(days=4, evenings=ONE, rules=TWO_EACH)
ROSTER = (team(1), team(2, detective="D2"), team(3, officer="N2"), team(4, detective="D2", officer="N2"))


def told(plan: Scenario, roster, person: str, evening: int, **options) -> dict:
    """The swaps that can be in order and the reasons of the others, by who takes the evening and what they give."""
    found = swaps(plan, roster, person, day(evening), **options)

    def given(on) -> int | None:
        return None if on is None else (on - day(0)).days

    assert found.complete
    return {
        "can": [(one.person, given(one.evening)) for one in found.swaps],
        "can't": {(one.person, given(one.evening)): (one.reason, one.rule, one.people) for one in found.excluded},
    }


def test_two_exchange_evenings_where_neither_may_work_another_one():
    found = told(WEEK, ROSTER, "D1", 1)
    # Both are as good: with the later one there is more notice.
    assert found == {"can": [("D2", 4), ("D2", 2)], "can't": {("D2", None): ("max_evenings", 0, ("D2",))}}
    first = swaps(WEEK, ROSTER, "D1", day(1)).swaps[0]
    assert first.message == (
        "D2 with N1 in north, D1 for D2 on 4 March 2021 with N2 in north: D2 not out before, next the day after; "
        "D1 last out the day before; no tier changes."
    )
    assert [(one.person, one.evenings) for one in first.outings] == [("D2", 2), ("D1", 2)]
    after = replaced(WEEK, ROSTER, first)
    assert [one.detective for one in after] == ["D2", "D2", "D1", "D1"]
    assert replaced(WEEK, ROSTER, swaps(WEEK, ROSTER, "D1", day(1))) == after


def test_what_stops_a_swap_may_be_about_either_or_about_a_pair():
    plan = WEEK.changed(
        rules=[
            {"kind": "keep_apart", "who": ["D1", "N2"]},
            {"kind": "evening_gap", "evenings": 1, "who": ["D1"], "strength": "hard"},
        ],
        absences=[{"person": "D2", "from": day(3)}],
        objectives=["coverage"],
    )
    # D2 is absent on the third: what a swap adds to what is broken counts.
    roster = [team(1), team(2, detective="D2"), team(3, detective="D2", officer="N2")]
    found = told(plan, roster, "D1", 1)
    assert found["can"] == [("D2", None), ("D2", 2)]
    assert found["can't"] == {("D2", 3): ("keep_apart", 0, ("D1", "N2"))}
    back = told(plan, roster, "D2", 2)
    assert (back["can"], back["can't"]["D1", None]) == ([("D1", 1)], ("evening_gap", 1, ("D1",)))
    message = swaps(plan, roster, "D1", day(1)).excluded[0].message
    assert message == "D2, for 3 March 2021: is to be kept apart from the partner (D1 with N2; keep_apart)."


def test_nobody_goes_twice_on_an_evening():
    roster = [team(1), team(1, "south", "D2", "N2"), team(2), team(2, "south", "D2", "N2")]
    found = told(scenario(people=people(3, 2)), roster, "D1", 1)
    # D2 goes the same evening: the two can change places then, and for no other evening.
    assert found["can"] == [("D3", None), ("D2", 1)]
    assert found["can't"] == {("D2", None): ("deployed", None, ("D2",)), ("D2", 2): ("deployed", None, ("D2",))}
    roster = [team(1), team(2), team(2, "south", "D2", "N2"), team(3, detective="D3")]
    found = told(scenario(people=people(3, 2)), roster, "D1", 1)
    assert found["can't"] == {("D2", 2): ("deployed", None, ("D1",))}


def test_two_in_teams_of_one_evening_change_places():
    plan = scenario(days=1, people=people(2, 2, D2={"home": "north"}))
    roster = [team(1), team(1, "south", "D2", "N2")]
    (swap,) = swaps(plan, roster, "D1", day(1)).swaps
    assert swap.message == "D2 with N1 in north, D1 for D2 with N2 in south: abstraction + requests + home area 1 to 0."
    assert replaced(plan, roster, swap) == (team(1, detective="D2"), team(1, "south", "D1", "N2"))
    closed = plan.changed(rules=[{"kind": "area_limit", "areas": ["south"], "max": 0, "who": ["D1"]}])
    (excluded,) = (one for one in swaps(closed, roster, "D1", day(1)).excluded if one.evening is not None)
    assert excluded.message == "D2, for their place: not to be sent there, or not again (D1; area_limit)."


def test_what_is_over_is_exchanged_for_nothing():
    facts = [{"on": day(1), "area": "north", "detective": "D2", "officer": "N1", "fact": True}]
    plan = scenario(days=4, evenings=ONE, pins=facts)
    roster = [team(1, detective="D2"), team(2), team(3, detective="D2")]
    assert told(plan, roster, "D1", 2)["can"] == [("D2", 3), ("D2", None)]
    with pytest.raises(ArgumentError, match="2021-03-01 is over"):
        swaps(plan, roster, "D2", day(1))


def test_whoever_takes_it_for_nothing_is_ranked_among_the_others():
    plan = scenario(days=4, evenings=ONE, people=people(3, 1), objectives=["coverage", "fairness", "requests"])
    roster = [team(1), team(2), team(3, detective="D2")]
    (first, *others) = swaps(plan, roster, "D1", day(1)).swaps
    assert (first.person, first.evening) == ("D3", None)
    assert first.message == "D3 with N1 in north: 1 evening, others 1; not out before."
    # As good are an exchange and that D2 goes twice, which one evening less changes for.
    assert [(one.person, one.evening) for one in others] == [("D2", None), ("D2", day(3))]


def test_one_person_alone_and_time_that_runs_out(clock):
    roster = [team(1), team(2, detective="D2")]
    plan = scenario(days=2, evenings=ONE, people=people(3, 1))
    assert {one.person for one in swaps(plan, roster, "D1", day(1), other="D3").swaps} == {"D3"}
    clock.step = 1
    late = swaps(plan, roster, "D1", day(1), time_limit=1)
    assert (late.complete, late.swaps, {one.reason for one in late.excluded}) == (False, (), {"not_looked_at"})
    assert late.excluded[0].message == "D2: not looked at for want of time."


def test_a_schedule_with_a_swap_is_one():
    plan = scenario(days=4, evenings=ONE, people=people(2, 2), rules=TWO_EACH)
    solved = solve(plan, workers=1)
    one = solved.deployments[0]
    made = swaps(plan, solved, one.detective, one.evening)
    new = replaced(plan, solved, made.swaps[0])
    assert isinstance(new, Schedule)
    assert (new.stop_reason, new.deployments[0].detective) == ("replaced", made.swaps[0].person)
    assert tuple(tier.value for tier in new.tiers) == tuple(effect.after for effect in made.swaps[0].effects)
    assert check(plan, new).ok


def test_swaps_that_can_not_be_are_none():
    nobody = swaps(WEEK, ROSTER[:1], "D1", day(1), other="D2").model_copy(update={"swaps": ()})
    with pytest.raises(ArgumentError, match="D1 can swap 1 March 2021 with nobody"):
        replaced(WEEK, ROSTER, nobody)
    with pytest.raises(ArgumentError, match="is not in the roster: ask about this one"):
        replaced(WEEK, ROSTER[1:], swaps(WEEK, ROSTER, "D1", day(1)))


@pytest.mark.parametrize(
    ("person", "evening", "other", "words"),
    [
        ("D9", 1, None, "unknown person 'D9'"),
        ("D2", 1, None, "D2 does not go on 2021-03-01: there is nothing to swap"),
        ("D1", 9, None, "no evening on 2021-03-09"),
        ("D1", 1, "D9", "unknown person 'D9'"),
        ("D1", 1, "D1", "D1 can't swap with themselves"),
        ("D1", 1, "N1", "N1 is no detective"),
    ],
)
def test_questions_without_sense(person, evening, other, words):
    with pytest.raises(ArgumentError, match=words):
        swaps(WEEK, ROSTER, person, day(evening), other=other)


def test_a_roster_of_another_scenario_is_refused():
    with pytest.raises(RosterError, match="the scenario has no person 'N9'"):
        swaps(WEEK, [team(1, officer="N9")], "D1", day(1))


def test_an_exchange_is_a_further_move_of_suggestions():
    alone = suggest(WEEK, ROSTER, day(1), "detective", instead="D1")
    assert alone.candidates == ()
    (found,) = suggest(WEEK, ROSTER, day(1), "detective", instead="D1", moves=1).candidates
    first = swaps(WEEK, ROSTER, "D1", day(1)).swaps[0]
    assert (found.removed, found.added, found.effects) == (first.removed, first.added, first.effects)
    assert suggest(WEEK, ROSTER, day(1), "detective", instead="D1", moves=1, away=[day(2), day(4)]).candidates == ()
