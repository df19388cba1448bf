"""What another choice would cost: the price is that of the best roster with it, and no more."""

from datetime import date
from functools import partial

import pytest

from tandem_models import Scenario
from tandem_scheduler import Deployment, solve, why, why_not
from tandem_scheduler.checks import Checker
from tests.agreement.second_reading.measuring import allowance
from tests.agreement.second_reading.rosters import AllRosters
from tests.agreement.second_reading.verdict import valid
from tests.builders import day, people, scenario, team

from ..drawing import draw

ONE = {"shift": {"start": "14:00", "end": "22:00"}, "teams": 1}
ON = day(1)


def test_a_choice_that_costs_tells_the_tier():
    plan = scenario(days=2, evenings=ONE, requests=[{"person": "D1", "on": day(1), "want": "off"}])
    answer = why_not(plan, solve(plan, workers=1), "D1", ON)
    assert (answer.status, answer.verified) == ("worse", True)
    changed = [(effect.tier, effect.before, effect.after) for effect in answer.effects if effect.before != effect.after]
    assert changed == [("abstraction + requests + home_area", 0, 1)]
    assert answer.message.endswith("0 to 1. All tiers before stay the same.")


def test_a_choice_that_costs_nothing_is_arbitrary():
    plan = scenario(days=2, evenings=ONE)
    roster = solve(plan, workers=1).deployments
    answer = why(plan, roster, roster[0].detective, roster[0].evening)
    assert (answer.status, answer.verified) == ("equal", True)
    assert "goes instead" in answer.message
    assert {t.detective for t in answer.added} != {t.detective for t in answer.removed}


def test_a_better_roster_is_owned_up_to():
    plan = scenario(days=2, evenings=ONE)
    answer = why_not(plan, [team(1)], "D2", ON)
    assert answer.status == "better"
    assert "is not the best" in answer.message


def test_what_can_not_be_names_the_demands_in_the_way():
    plan = scenario(
        days=2,
        evenings=ONE,
        absences=[{"person": "D2", "from": day(1), "why": "leave"}],
        pins=[{"on": day(1), "officer": "N1"}],
    )
    answer = why_not(plan, solve(plan, workers=1), "D2", ON)
    assert (answer.status, answer.verified) == ("impossible", True)
    assert answer.message == "D2 can't be sent on Mon 1 March because: D2 is on leave on Mon 1 March."
    assert answer.conflict is not None
    # The pin asked about is none of the scenario's.
    assert [(member.kind, member.number) for member in answer.conflict.members] == [("pin", None), ("absence", 0)]
    kept = why(plan, solve(plan, workers=1), "N1", ON)
    assert kept.message == "N1 must be sent on Mon 1 March because: N1 is pinned on Mon 1 March."
    assert kept.conflict is None


@pytest.mark.parametrize(
    ("ask", "person", "told"),
    [
        (why_not, "D1", "D1 is sent on Mon 1 March already, with N1."),
        (why, "D2", "D2 is not sent on Mon 1 March: there is nothing to explain."),
    ],
)
def test_so_already(ask, person, told):
    answer = ask(scenario(evenings=ONE), [team(1)], person, ON)
    assert (answer.status, answer.message) == ("so already", told)


def test_in_an_area():
    plan = scenario(days=1, evenings=ONE, areas=[{"id": "north", "priority": 5}, {"id": "south", "priority": 1}])
    answer = why_not(plan, solve(plan, workers=1), "D1", ON, "south")
    assert (answer.status, answer.effects[1].tier) == ("worse", "priority")


def test_nothing_else_of_a_person_kept_away_changes():
    # D2 is available as often as before: fairness is that of the scenario.
    plan = scenario(days=2, evenings=ONE, people=people(2, 2, D2={"skills": ["kept-0"]}))
    roster = solve(plan, workers=1).deployments
    answer = why(plan, roster, "D2", next(t.evening for t in roster if t.detective == "D2"))
    assert answer.status == "equal"


@pytest.mark.parametrize(
    ("person", "on", "area", "told"),
    [
        ("D9", ON, None, "unknown person 'D9'"),
        ("D1", date(2020, 1, 1), None, "no evening on 2020-01-01"),
        ("D1", ON, "nort", "did you mean 'north'"),
    ],
)
def test_what_the_scenario_does_not_have(person, on, area, told):
    with pytest.raises(ValueError, match=told):
        why_not(scenario(), [], person, on, area)


def test_a_broken_roster_is_refused():
    with pytest.raises(ValueError, match="breaks hard rules"):
        why(scenario(rules=[{"kind": "max_evenings", "max": 0}]), [team(1)], "D1", ON)


def test_without_time_the_demands_in_the_way_are_not_guessed(clock):
    plan = scenario(absences=[{"person": "D2", "from": day(1)}])
    late = list(clock.cut_short(partial(why_not, plan, [], "D2", ON), lambda answer: answer.conflict is not None))
    assert late
    for answer in late:
        assert answer.status in ("unknown", "impossible")
        assert "time limit" in answer.message


def best(plan: Scenario, kept, solved) -> set[tuple[int, ...]]:
    """The best tiers of all rosters that are kept, by trying them all; as good are those within the same tolerances."""
    checker = Checker(plan)
    found = {checker.tiers(teams) for teams in AllRosters(plan) if kept(teams) and valid(plan, teams)}
    for index, (tier, value) in enumerate(zip(plan.objectives, solved, strict=True)):
        least = min((tiers[index] for tiers in found), default=0)
        last = index + 1 == len(plan.objectives)
        limit = max(least, value + (0 if last else allowance(tier.tolerance, value)))
        found = {tiers for tiers in found if tiers[index] <= (least if last else limit)}
    return found


SHARDS, WANTED, FEW = 4, 6, 300


@pytest.mark.parametrize("shard", range(SHARDS))
def test_random_prices_are_exact(shard):
    asked = []

    def look(plan: Scenario) -> bool:
        if len(AllRosters(plan)) > FEW:
            return False
        schedule = solve(plan, workers=1)
        if not schedule.has_roster:
            return False
        n = len(asked)
        person = plan.people[n % len(plan.people)].id
        on = list(plan.calendar)[n % len(plan.calendar)]

        def there(teams: tuple[Deployment, ...]) -> bool:
            return any(t.evening == on and person in (t.detective, t.officer) for t in teams)

        sent = there(schedule.deployments)
        answer = (why if sent else why_not)(plan, schedule, person, on, time_limit=60)
        asked.append(answer.status)
        wanted = best(plan, lambda teams: there(teams) != sent, [tier.solved for tier in schedule.tiers])
        assert answer.verified
        assert answer.status != "better"
        assert (answer.status == "impossible") == (not wanted), answer.message
        if wanted:
            assert tuple(effect.after for effect in answer.effects) in wanted, answer.message
        return True

    draw(2_000 + shard, WANTED, look)
