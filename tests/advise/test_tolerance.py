"""What a tolerance makes of answers: within it, the tiers after it say which of two rosters is better."""

from typing import Any

import pytest

from tandem_models import Deployment, Role, Scenario
from tandem_scheduler import fill, solve, suggest, why_not
from tandem_scheduler.advise.substitutes.trial import Trial
from tests.builders import day, people, scenario, team

ONE = {"shift": {"start": "14:00", "end": "22:00"}, "teams": 1}


def plan(tolerance: Any, **parts: Any) -> Scenario:
    defaults: dict[str, Any] = {
        "days": 3,
        "evenings": ONE,
        "people": people(3, 3),
        "objectives": ["coverage", {"fairness": 1, "tolerance": tolerance}, "requests"],
    }
    return scenario(**defaults | parts)


EVENLY = (team(1), team(2, detective="D2", officer="N2"), team(3, detective="D3", officer="N3"))
PIN = [{"on": day(1), "detective": "D1"}]
WISH = [{"person": "D1", "on": day(3), "want": "on"}]


@pytest.mark.parametrize(
    ("tolerance", "status", "says"),
    [
        (0, "worse", "is worse: fairness 600 to 800; requests 1 to 0."),
        (199, "worse", "is worse: fairness 600 to 800; requests 1 to 0."),
        (200, "better", "there is a better roster: fairness 600 to 800; requests 1 to 0."),
    ],
)
def test_another_choice_may_use_the_tolerance(tolerance: Any, status: str, says: str) -> None:
    # D1, who goes on Monday in any case, wishes to go on Wednesday as well: 600 is fair, 800 with D1 twice.
    of = plan(tolerance, requests=WISH, pins=PIN)
    answer = why_not(of, EVENLY, "D1", day(3))
    assert (answer.status, answer.verified) == (status, True)
    assert says in answer.message


def test_what_was_given_is_no_reason_to_call_a_roster_worse() -> None:
    # The roster has given 200 of fairness for the wish; that another is fairer and misses it makes it no better.
    of = plan(200, requests=WISH, pins=PIN)
    schedule = solve(of, workers=1)
    assert [tier.value for tier in schedule.tiers] == [0, 800, 0]
    answer = why_not(of, schedule, "D2", day(3))
    assert (answer.status, answer.verified) == ("worse", True)
    assert "fairness 800 to 600; requests 0 to 1" in answer.message


def test_as_good_within_a_tolerance_is_as_good() -> None:
    of = plan(200)
    lopsided = (*EVENLY[:2], team(3, detective="D1", officer="N3"))
    answer = why_not(of, lopsided, "D3", day(3))
    assert answer.status == "equal"
    assert "every tier is as good as before, within its tolerance (fairness 800 to 600): the choice" in answer.message


def ranked(of: Scenario, roster: tuple[Deployment, ...]) -> list[str]:
    found = suggest(of, roster, day(3), Role.DETECTIVE, instead="D3")
    return [candidate.person for candidate in found.candidates]


def test_candidates_are_ranked_by_what_comes_after_within_a_tolerance() -> None:
    # In place of D3: D4 has not been out at all, D1 wishes to go.
    crew = people(4, 3)
    of = [plan(tolerance, people=crew, requests=WISH) for tolerance in (0, 199, 200)]
    assert [ranked(one, EVENLY)[0] for one in of] == ["D4", "D4", "D1"]


def test_a_team_more_is_chosen_by_what_comes_after_within_a_tolerance() -> None:
    # Wednesday's team is missing: D3 and N3 have not been out, D1 wishes to go. The tolerance counts from the fairness
    # of the two teams, 400: a third makes 600, or 800 where D1 goes twice.
    for tolerance, sent in ((0, "D3"), (399, "D3"), (400, "D1")):
        of = plan(tolerance, requests=WISH)
        (filling,) = fill(of, EVENLY[:2])
        assert filling.team is not None
        assert (tolerance, filling.team.detective) == (tolerance, sent)


def test_gaps_that_a_tolerance_leaves_are_explained_as_such() -> None:
    of = plan(0, people=people(2, 2), objectives=[{"coverage": 1, "tolerance": 1}, "fairness"])
    schedule = solve(of, workers=1)
    assert [tier.value for tier in schedule.tiers] == [1, 400]
    assert "a team here would cost more elsewhere" in schedule.gaps[0].reason


def test_a_team_more_uses_no_tolerance_twice() -> None:
    # D1 has been out twice, 600 with two officers, where 400 was possible: 600 more than that is 1,000. The wish to go
    # on Wednesday as well would make it 900 and 300.
    tiers = [{"coverage": 1, "tolerance": 1}, {"fairness": 1, "tolerance": 600}, "requests"]
    of = plan(0, requests=WISH, objectives=tiers)
    roster = team(1), team(2, officer="N2")
    thrice = team(3, officer="N3")
    for solved, better in (([0, 400, 1], False), ([0, 600, 1], True), (None, True)):
        trial = Trial(of, roster, solved=solved)
        assert trial.tiers((), (thrice,)) == (0, 1_200, 0)
        assert trial.improves((0, 1_200, 0)) == better


def test_candidates_are_given_no_tolerance_twice() -> None:
    # The roster is at 800 for a wish, at best 600; once more it would be 1,200 for the other.
    wishes = [{"person": "D1", "on": day(2), "want": "on"}, {"person": "D1", "on": day(3), "want": "on"}]
    of = plan(400, requests=wishes, pins=PIN)
    schedule = solve(of, workers=1)
    assert [tier.value for tier in schedule.tiers] == [0, 800, 1]
    (other,) = [one for one in schedule.deployments if one.detective != "D1"]
    best = suggest(of, schedule, other.evening, Role.DETECTIVE, instead=other.detective).candidates[0]
    assert best.person != "D1"
    # Without the schedule's word the roster's own values are the best that is known.
    best = suggest(of, schedule.deployments, other.evening, Role.DETECTIVE, instead=other.detective).candidates[0]
    assert best.person == "D1"
