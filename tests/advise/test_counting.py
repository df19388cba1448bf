"""What counting shows of teams that will be missing: the numbers are those of the best roster, or below."""

from scheduler import explain, solve
from tests.builders import day, people, scenario

TWO = {"shift": {"start": "14:00", "end": "22:00"}, "teams": 2}
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
