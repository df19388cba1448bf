"""What counting shows of teams that will be missing: the numbers are those of the best roster, or below."""

from tandem_scheduler import explain, solve
from tests.builders import day, people, scenario

TWO = {"shift": {"start": "14:00", "end": "22:00"}, "teams": 2}
ONE = {"shift": {"start": "14:00", "end": "22:00"}, "teams": 1}
GAP = {"kind": "evening_gap", "evenings": 1}
DRIVER = {"kind": "team_skill", "skill": "driver"}


def findings(**parts):
    plan = scenario(**parts)
    missing = solve(plan, workers=1).tiers[0].value
    found = explain(plan).findings
    assert sum(one.needed - one.possible for one in found if one.kind == "week") <= missing
    return [(one.kind, one.needed, one.possible, one.message) for one in found]


def test_evenings_with_too_few_of_a_role():
    away = [{"person": "D1", "from": day(2), "to": day(3)}]
    assert findings(evenings=TWO, absences=away) == [
        (
            "evening",
            2,
            1,
            "2 teams are wanted on each of Tue 2 March and Wed 3 March, but at most 1 of the detectives can go.",
        )
    ]


def test_evenings_with_too_few_of_a_skill():
    one = people(2, 2, D1={"skills": ["driver"]})
    found = findings(days=1, evenings=TWO, people=one, rules=[DRIVER])
    assert found == [
        ("skill", 2, 1, "2 teams are wanted on Mon 1 March, but at most 1 of the people with driver can go.")
    ]
    assert not findings(days=1, evenings=TWO, people=one, rules=[DRIVER | {"strength": "soft"}])


def test_weeks_with_too_little_room():
    found = findings(days=7, evenings=TWO, people=people(2, 5), rules=[GAP])
    assert found == [
        (
            "week",
            14,
            8,
            "14 teams are wanted in the week of Mon 1 March, but the limits on the detectives' evenings leave room "
            "for 8.",
        )
    ]


def test_where_there_are_enough_nothing_is_said():
    assert not findings(evenings=TWO)


def asked(plan):
    """What asks in each finding, of which rule for whom or where."""
    found = explain(plan, conflicts=1, repairs=0).findings
    return {
        one.kind: [(member.rule, member.person or (member.areas or ("",))[0]) for member in one.asked] for one in found
    }


def test_the_rule_that_asks_for_most_is_named_and_quoted():
    # The second asks for less in the north, and the third is soft.
    rules = [
        {"kind": "visits", "min": 9, "areas": ["north"], "why": "burglaries"},
        {"kind": "visits", "min": 1, "areas": ["north"]},
        {"kind": "visits", "min": 99, "strength": "soft"},
    ]
    plan = scenario(days=2, rules=rules)
    (finding,) = explain(plan).findings
    assert (finding.kind, finding.needed, finding.possible, finding.areas) == ("visits", 9, 4, ("north",))
    assert [(member.kind, member.rule, member.why) for member in finding.asked] == [("visits", 0, "burglaries")]
    assert finding.message == (
        'The areas must get 9 visits between them ("burglaries"), but at most 4 teams can be sent.'
    )


def test_of_overlapping_rules_each_area_has_its_own():
    rules = [
        {"kind": "visits", "min": 3, "why": "all"},
        {"kind": "visits", "min": 2, "areas": ["north"]},
        {"kind": "visits", "min": 4, "areas": ["south"], "why": "more"},
    ]
    plan = scenario(days=3, rules=rules)
    (finding,) = explain(plan).findings
    assert (finding.needed, finding.possible) == (7, 6)
    assert [(member.rule, member.areas) for member in finding.asked] == [(0, ("north",)), (2, ("south",))]
    assert '"' not in finding.message


def test_evenings_that_people_must_work():
    rules = [{"kind": "min_evenings", "min": 2, "who": ["detective"], "why": "training"}]
    plan = scenario(days=3, evenings=ONE, rules=rules)
    assert asked(plan) == {"min_evenings": [(0, "D1"), (0, "D2")]}
    (finding,) = explain(plan).findings
    assert 'between them ("training"), but' in finding.message


def test_evenings_on_which_no_team_can_be_sent_leave_no_room():
    # A team can go on Monday and on Tuesday alone; three people must work an evening each.
    demand = [{"areas": ["north"], "on": ["mon", "tue"], "teams": 1}]
    least = [{"kind": "min_evenings", "min": 1, "who": ["detective"]}]
    plan = scenario(evenings={"shift": TWO["shift"]}, demand=demand, people=people(3, 1), rules=least)
    (found,) = explain(plan, repairs=0).findings
    assert (found.kind, found.needed, found.possible) == ("min_evenings", 3, 2)


def test_a_rule_that_is_one_demand_for_all_is_named_once():
    # The id of D1 is a skill of D2: the rule can't be given up for D1 alone.
    rules = [{"kind": "min_evenings", "min": 2, "who": ["detective"]}]
    plan = scenario(days=3, evenings=ONE, rules=rules, people=people(2, 2, D2={"skills": ["D1"]}))
    assert asked(plan) == {"min_evenings": [(0, "")]}


def test_teams_of_which_both_need_a_skill():
    skilled = people(2, 2, D1={"skills": ["driver"]}, N1={"skills": ["driver"]}, N2={"skills": ["driver"]})
    pairs = DRIVER | {"at_least": 2, "why": "pursuits"}
    plan = scenario(days=1, evenings=TWO, people=skilled, rules=[pairs])
    (finding,) = explain(plan).findings
    assert (finding.kind, finding.needed, finding.possible) == ("skill", 2, 1)
    assert [(member.kind, member.rule) for member in finding.asked] == [("team_skill", 0)]
    assert finding.message == (
        '2 teams are wanted on Mon 1 March, but at most 1 of the pairs with driver ("pursuits") can go.'
    )
    assert not findings(days=1, evenings=TWO, people=skilled, rules=[DRIVER])


def test_a_skill_needed_in_some_areas_or_on_some_evenings():
    one = people(2, 2, D1={"skills": ["driver"]})
    assert not findings(days=1, evenings=TWO, people=one, rules=[DRIVER | {"areas": ["north"]}])
    found = explain(scenario(days=3, evenings=TWO, people=one, rules=[DRIVER | {"on": [day(2)]}])).findings
    assert [(finding.kind, finding.evenings) for finding in found] == [("skill", (day(2),))]


def test_an_evening_with_too_few_of_a_role_is_not_told_again_of_a_skill():
    away = [{"person": "D1", "from": day(2)}]
    one = people(2, 2, N1={"skills": ["driver"]})
    found = explain(scenario(days=3, evenings=TWO, people=one, absences=away, rules=[DRIVER])).findings
    assert [(finding.kind, finding.evenings) for finding in found] == [
        ("evening", (day(2),)),
        ("skill", (day(1), day(3))),
    ]


def test_the_limits_that_leave_a_week_too_little_room():
    # The last is too loose to matter in a week.
    rules = [GAP | {"who": ["detective"], "why": "tiring"}, {"kind": "max_evenings", "max": 7}]
    (finding,) = explain(scenario(days=7, evenings=TWO, people=people(2, 2), rules=rules)).findings
    assert (finding.kind, finding.needed, finding.possible) == ("week", 14, 8)
    assert [(member.rule, member.person) for member in finding.against] == [(0, "D1"), (0, "D2")]
    assert 'the limits on the detectives\' evenings ("tiring") leave room for 8' in finding.message
