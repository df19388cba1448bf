"""What is worth most: one more person, one more team on an evening, a limit looser by one."""

from collections import Counter
from functools import partial

import pytest

from tandem_models import Role, Scenario
from tandem_scheduler import solve, worth
from tandem_scheduler.advise.whatif.options import CANDIDATES, Option, options_of
from tandem_scheduler.advise.whatif.worth import _Planned, _ranked_gain
from tandem_scheduler.engine.solve import solve_scenario
from tandem_scheduler.rulebook import RULES
from tests.builders import DETECTIVE, OFFICER, people, scenario, team
from tests.engine.limits import plenty

from ..drawing import draw

SHIFT = {"start": "14:00", "end": "22:00"}
ONE = {"shift": SHIFT, "teams": 1}
TWO = {"shift": SHIFT, "teams": 2}


def tiers(plan: Scenario) -> list[int]:
    """The values of the best roster."""
    return [tier.value for tier in solve(plan, workers=1).tiers]


def test_the_role_that_is_short_comes_first():
    plan = scenario(days=2, people=people(1, 3), evenings=TWO)
    first, *_ = worth(plan).gains
    assert (first.kind, first.verified, first.limit) == (Role.DETECTIVE.value, True, None)
    assert (first.effects[0].before, first.effects[0].after) == (2, 0)
    assert first.message.startswith("One more detective, free every evening: coverage 2 to 0")


def test_a_limit_is_looser_for_one_person():
    # Two evenings, a team each: D1 may go once, and D2 is away. N1 and N2 could go twice.
    rules = [{"kind": "max_evenings", "max": 1, "who": [DETECTIVE]}]
    plan = scenario(
        days=2, evenings=ONE, rules=rules, absences=[{"person": "D2", "from": "2021-03-01", "to": "2021-03-02"}]
    )
    (gain,) = [gain for gain in worth(plan).gains if gain.rule is not None]
    assert (gain.kind, gain.rule, gain.person, gain.area, gain.evening) == ("max_evenings", 0, "D1", None, None)
    assert (gain.limit, gain.verified) == (2, True)
    assert gain.message.startswith("Let D1 work a second evening: coverage 1 to 0;")


def test_the_others_keep_the_limit():
    # Looser for one of them, either way: one evening more, not two.
    plan = scenario(days=4, evenings=ONE, rules=[{"kind": "max_evenings", "max": 1, "who": [DETECTIVE]}])
    gains = [gain for gain in worth(plan).gains if gain.rule is not None]
    assert [(gain.person, gain.effects[0].before, gain.effects[0].after) for gain in gains] == [
        (None, 2, 0),
        ("D1", 2, 1),
    ]
    assert gains[0].message.startswith("Let every detective work a second evening: coverage 2 to 0")


def test_a_whole_rule_is_planned_anew():
    plan = scenario(days=3, evenings=TWO, rules=[{"kind": "max_evenings", "max": 1}, {"kind": "rest", "hours": 1}])
    (gain,) = [gain for gain in worth(plan).gains if gain.rule is not None]
    assert (gain.kind, gain.rule, gain.person, gain.limit) == ("max_evenings", 0, None, 2)
    looser = scenario(days=3, evenings=TWO, rules=[{"kind": "max_evenings", "max": 2}])
    assert [effect.after for effect in gain.effects] == tiers(looser)
    assert gain.message.startswith("Let everybody work a second evening: ")


def test_a_limit_that_would_be_none_is_left_out():
    plan = scenario(days=2, evenings=TWO, rules=[{"kind": "evening_gap", "evenings": 1}])
    first, *_ = worth(plan).gains
    assert first.limit == 0
    assert first.message.startswith("Let everybody work two evenings in a row: coverage 2 to 0")


def test_one_more_visit():
    plan = scenario(
        days=3,
        evenings=ONE,
        areas=[{"id": "north", "name": "City Centre", "priority": 9, "target": 3}, {"id": "south", "target": 0}],
        rules=[{"kind": "visits", "max": 2, "areas": ["north", "south"]}],
    )
    (gain,) = [gain for gain in worth(plan).gains if gain.rule is not None]
    assert (gain.kind, gain.area, gain.limit, gain.person) == ("visits", "north", 3, None)
    assert gain.message == "One more visit to City Centre allowed (3 instead of 2): priority 900 to 0."


def test_a_lower_bound_gives_way_and_the_upper_one_stays():
    plan = scenario(
        days=3,
        evenings=ONE,
        areas=[{"id": "north", "priority": 9, "target": 3}, {"id": "south", "priority": 1, "target": 0}],
        rules=[{"kind": "visits", "min": 1, "max": 2, "areas": ["south"]}],
    )
    (gain,) = [gain for gain in worth(plan).gains if gain.rule is not None]
    assert (gain.area, gain.limit) == ("south", 0)
    assert gain.message == "One visit fewer to south asked for (0 instead of 1): priority 900 to 0."


def test_one_more_team_on_an_evening_is_not_missed_before():
    plan = scenario(days=2, evenings=ONE, areas=[{"id": "north", "target": 3}, {"id": "south", "target": 0}])
    monday, tuesday = [gain for gain in worth(plan).gains if gain.kind == "teams"]
    assert [monday.evening, tuesday.evening] == list(plan.calendar)
    assert (monday.limit, monday.verified, monday.area) == (2, True, None)
    coverage, priority, *_ = monday.effects
    assert (coverage.before, coverage.after, priority.before, priority.after) == (0, 0, 500, 0)
    assert monday.message.startswith("One more team on Mon 1 March (2 instead of 1): priority 500 to 0")


def test_more_teams_than_areas_need_are_worth_nothing():
    plan = scenario(days=2, evenings=ONE)
    assert not [gain for gain in worth(plan).gains if gain.kind == "teams"]


def test_one_more_team_in_an_area_where_demand_says_how_many():
    areas = [{"id": "north", "target": 3}, {"id": "south", "target": 0}]
    plan = scenario(days=2, evenings={"shift": SHIFT}, areas=areas, demand=[{"teams": 1, "areas": ["north"]}])
    first, *_ = [gain for gain in worth(plan).gains if gain.kind == "teams"]
    assert (first.area, first.evening, first.limit) == ("north", plan.operation.start, 2)
    assert first.message.startswith("One more team in north on Mon 1 March (2 instead of 1): priority 500 to 0")


def test_fairness_with_a_newcomer_is_on_one_scale():
    # D1 and D2 are away one evening in three each, so that a newcomer free on all changes what is fair.
    away = [{"person": "D1", "from": "2021-03-01"}, {"person": "D2", "from": "2021-03-02"}]
    plan = scenario(days=3, evenings=ONE, absences=away, objectives=["coverage", "fairness"])
    gain = next(gain for gain in worth(plan).gains if gain.kind == DETECTIVE)
    # As it is, a scale of 100 each: detectives 1 + 4, officers 1 + 4. With three free evenings it is 150 for the two.
    assert tiers(plan) == [0, 1000]
    assert [(effect.before, effect.after) for effect in gain.effects] == [(0, 0), (1250, 900)]
    assert not gain.verified


def test_where_there_is_no_roster_what_gives_one_is_told():
    plan = scenario(days=2, rules=[{"kind": "min_evenings", "min": 2}, {"kind": "max_evenings", "max": 1}])
    gains = worth(plan).gains
    assert {gain.kind for gain in gains} == {"min_evenings", "max_evenings"}
    assert all(gain.message.endswith(": there is a roster.") and not gain.effects for gain in gains)


def test_of_what_is_alike_two_are_told():
    rules = [
        {"kind": "max_evenings", "max": 1, "who": ["D1", "D2", "D3"]},
        {"kind": "max_evenings", "max": 0, "who": ["D4"]},
    ]
    plan = scenario(days=8, people=people(4, 9), evenings=ONE, rules=rules)
    told = {(gain.rule, gain.person) for gain in worth(plan).gains if gain.kind == "max_evenings"}
    assert told == {(0, None), (0, "D1"), (1, "D4")}


def test_all_are_not_told_of_where_one_gains_as_much():
    rules = [{"kind": "max_evenings", "max": 1, "who": [DETECTIVE]}]
    plan = scenario(days=3, evenings=ONE, rules=rules, objectives=["coverage"])
    told = [gain.person for gain in worth(plan).gains if gain.rule is not None]
    assert told == ["D1", "D2"]


def test_the_first_gains_most():
    found = worth(scenario(days=8, people=people(3, 9), evenings=ONE, rules=[{"kind": "max_evenings", "max": 1}]))
    order = [[effect.after - effect.before for effect in gain.effects] for gain in found.gains]
    assert order == sorted(order)
    assert len(order) > 2
    assert max(order) < [0] * len(order[0])


def test_candidates_are_bounded_and_those_that_press_come_first():
    plan = scenario(
        days=60,
        people=people(40, 40),
        evenings=TWO,
        rules=[
            {"kind": "max_evenings", "max": 1, "who": [DETECTIVE]},
            {"kind": "rolling_limit", "days": 7, "limit": 6},
        ],
        objectives=["coverage"],
    )
    chosen = options_of(plan, solve_scenario(plan, plenty(), None), plenty())
    assert len(chosen) == CANDIDATES
    assert [option.kind for option in chosen[:2]] == [DETECTIVE, OFFICER]
    assert {option.kind for option in chosen[2:]} == {"max_evenings"}


def test_no_more_than_asked_for():
    plan = scenario(days=2, people=people(1, 1), evenings=TWO, rules=[{"kind": "max_evenings", "max": 1}])
    assert len(worth(plan, top=1).gains) == 1
    with pytest.raises(ValueError, match="top must be"):
        worth(plan, top=0)


def test_the_time_limit_is_kept(clock):
    plan = scenario(days=2, people=people(1, 1), evenings=TWO, rules=[{"kind": "max_evenings", "max": 1}])
    whole = worth(plan)
    late = list(clock.cut_short(partial(worth, plan), lambda found: found.complete))
    assert not late[0].gains
    assert late[-1].gains
    # What decides is so, with more time or less; later tiers may not have been looked at.
    deciding = [gain.effects[0] for gain in whole.gains]
    assert all(gain.effects[0] in deciding for found in late for gain in found.gains if gain.verified)


def test_a_newcomer_does_not_catch_up():
    past = [{"person": f"D{n}", "on": f"2021-02-{n}{day}"} for n in (1, 2) for day in range(4)]
    plan = scenario(days=6, evenings=ONE, people=people(2, 1), history=past)
    newcomer, *_ = options_of(plan, solve_scenario(plan, plenty(), None), plenty())
    worked = Counter(team.detective for team in solve(newcomer.plan, workers=1).deployments)
    assert sorted(worked.values()) == [2, 2, 2]


def test_newcomers_have_as_much_time_as_they_need(monkeypatch):
    had = list[float]()

    def solved(plan, limits, told):
        had.append(limits.left)
        return solve_scenario(plan, limits, told)

    monkeypatch.setattr("tandem_scheduler.advise.whatif.worth.solve_scenario", solved)
    rules = [{"kind": "max_evenings", "max": 1}, {"kind": "rolling_limit", "days": 7, "limit": 2}]
    worth(scenario(days=30, people=people(12, 12), evenings=TWO, rules=rules, objectives=["coverage"]), time_limit=50)
    assert len(had) > 12
    # Equal slices of what the plan without a change left would be of less than four seconds.
    assert min(had[1:3]) > 5


def test_each_gain_is_what_its_fields_say_planned_anew():
    def look(plan: Scenario) -> bool:
        found = worth(plan, time_limit=60)
        assert found.complete
        for gain in found.gains:
            if not gain.effects:
                assert solve(_with(plan, gain), workers=1).has_roster
                continue
            assert [effect.after for effect in gain.effects] == tiers(_with(plan, gain))
            if gain.kind not in tuple(Role):
                assert [effect.before for effect in gain.effects] == tiers(plan)
        return any(gain.kind not in tuple(Role) for gain in found.gains)

    draw(19, 6, look)


def _with(plan, gain):
    """The scenario with what a gain's fields say, written out in full."""
    data = plan.model_dump(mode="json", by_alias=True)
    if gain.kind in tuple(Role):
        since = data["operation"]["start"]
        data["people"].append({"id": "somebody-new", "role": gain.kind, "since": since})
    elif gain.kind == "teams":
        for area in data["areas"]:
            area["target"] = plan.targets[area["id"]]
        on = str(gain.evening)
        if gain.area is None:
            data["evenings"]["overrides"].append({"on": [on], "teams": gain.limit})
        else:
            data["demand"].append({"on": [on], "areas": [gain.area], "teams": gain.limit, "shortage": 0})
    else:
        data["rules"] = _rules(plan, data["rules"], gain)
    return Scenario.model_validate(data)


def _rules(plan, rules, gain):
    rule = rules.pop(gain.rule)
    steps = {key: looser.step for key, looser in RULES[gain.kind].looser.items()}
    (key,) = [key for key, step in steps.items() if rule[key] is not None and rule[key] + step == gain.limit]
    alone = {}
    if gain.person is not None:
        alone = {"who": [gain.person]}
        others = {"who": [one.id for one in plan.selected(rule["who"]) if one.id != gain.person]}
    elif gain.area is not None:
        alone = {"areas": [gain.area]}
        others = {"areas": [area for area in rule["areas"] or plan.area if area != gain.area]}
    if alone and all(others.values()):
        rules.insert(gain.rule, rule | others)
    least = steps[key] < 0
    limits = [value for name in ("min", "max") if name != key and (value := rule.get(name)) is not None]
    if gain.limit or not least:
        rules.insert(gain.rule, rule | alone | {key: gain.limit})
    elif limits:
        rules.insert(gain.rule, rule | alone | {key: None})
    return rules


def test_a_gain_after_what_was_given_within_a_tolerance_is_told():
    # Fairness 600 to 800 is within the tolerance: what is gained is the wish, though nothing is known to be optimal.
    plan = scenario(
        days=3,
        evenings=ONE,
        people=people(3, 3),
        objectives=["coverage", {"fairness": 1, "tolerance": 200}, "requests"],
        requests=[{"person": "D1", "on": "2021-03-03", "want": "on"}],
    )
    even = tuple(team(n, detective=f"D{n}", officer=f"N{n}") for n in (1, 2, 3))
    uneven = (*even[:2], team(3, detective="D1", officer="N3"))
    option = Option("max_evenings", plan, plan, "Let D1 go twice")
    before = _Planned(even, (0, 600, 1), (True, False, False))
    found = _ranked_gain(plan, option, before, _Planned(uneven, (0, 800, 0), (True, False, False)))
    assert found is not None
    assert found.gain.message.startswith("Let D1 go twice: fairness 600 to 800; requests 1 to 0.")
