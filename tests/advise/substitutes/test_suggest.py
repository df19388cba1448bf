"""Who else could go, and what fills a gap: each answer with its reasons, and questions without sense."""

import pytest

from tandem_models import Role, RosterError, Scenario
from tandem_scheduler import fill, suggest
from tandem_scheduler.advise.conflicts.repairs import PRICES
from tests.builders import day, people, scenario, team

ONE = {"shift": {"start": "14:00", "end": "22:00"}, "teams": 1}
OFFICER = Role.NEIGHBOURHOOD_OFFICER


def test_everybody_is_ranked_or_excluded_with_the_reason():
    plan = scenario(
        people=people(1, 5),
        evenings=ONE,
        absences=[{"person": "N2", "from": day(2)}],
        rules=[
            {"kind": "keep_apart", "who": ["D1", "N3"]},
            {"kind": "evening_gap", "evenings": 1, "who": ["N5"]},
        ],
        requests=[{"person": "N4", "on": day(2), "want": "on"}],
    )
    roster = [team(1, officer="N5"), team(2), team(3)]
    found = suggest(plan, roster, day(2), OFFICER, instead="N1")
    assert [candidate.person for candidate in found.candidates] == ["N4"]
    assert {one.person: (one.reason, one.rule) for one in found.excluded} == {
        "N2": ("absence", None),
        "N3": ("keep_apart", 0),
        "N5": ("evening_gap", 1),
    }
    assert found.complete
    assert found.candidates[0].message.startswith("N4 with D1 in north: ")


def test_a_roster_that_an_absence_broke_can_be_mended():
    plan = scenario(evenings=ONE, absences=[{"person": "N1", "from": day(2)}])
    found = suggest(plan, [team(1), team(2)], day(2), OFFICER, instead="N1")
    assert [candidate.person for candidate in found.candidates] == ["N2"]


def test_what_the_one_who_drops_out_breaks_keeps_nobody_from_it():
    plan = scenario(
        evenings=ONE,
        pins=[{"on": day(2), "officer": "N1"}],
        rules=[{"kind": "min_evenings", "min": 2, "who": ["N1"]}],
    )
    roster = [team(1), team(2)]
    found = suggest(plan, roster, day(2), OFFICER, instead="N1")
    assert [candidate.person for candidate in found.candidates] == ["N2"]
    assert [(broken.kind, broken.people) for broken in found.breaks] == [("pin", ("N1",)), ("min_evenings", ("N1",))]
    # Nobody drops out: then the pin and the rule keep the place.
    anybody = suggest(plan, roster, day(2), OFFICER)
    assert (anybody.candidates, anybody.breaks) == ((), ())


def test_where_a_team_is_missing_one_more_is_sent():
    found = suggest(scenario(evenings=ONE), [], day(1), Role.DETECTIVE)
    assert [candidate.person for candidate in found.candidates] == ["D1", "D2"]
    coverage = found.candidates[0].effects[0]
    assert (coverage.before - coverage.after, found.candidates[0].removed) == (1, ())


def test_who_can_not_go_may_once_somebody_takes_another_evening():
    plan = scenario(evenings=ONE, people=people(1, 3), rules=[{"kind": "evening_gap", "evenings": 1, "who": ["N2"]}])
    roster = [team(1, officer="N2"), team(2), team(3, officer="N3")]
    alone = suggest(plan, roster, day(2), OFFICER, instead="N1")
    assert [candidate.person for candidate in alone.candidates] == ["N3"]
    moved = suggest(plan, roster, day(2), OFFICER, instead="N1", moves=1, away=["2021-03-01"])
    (chain,) = [candidate for candidate in moved.candidates if candidate.person == "N2"]
    assert (len(chain.removed), len(chain.added)) == (2, 2)
    assert chain.message.startswith("N2 with D1 in north, N3 for N2 on 1 March 2021: ")
    # Where N1 may go then, who goes on two evenings already need not go on a third.
    moved = suggest(plan, roster, day(2), OFFICER, instead="N1", moves=1)
    (exchange,) = [candidate for candidate in moved.candidates if candidate.person == "N2"]
    assert exchange.message.startswith("N2 with D1 in north, N1 for N2 on 1 March 2021: ")


def test_an_exchange_is_as_much_theirs_who_are_replaced():
    rules = [{"kind": "max_evenings", "max": 2}, {"kind": "min_evenings", "min": 2}]
    plan = scenario(days=4, evenings=ONE, people=people(2, 1), rules=rules)
    plan = plan.changed(rules=[{**rule, "who": ["detective"]} for rule in rules])
    roster = [team(1), team(2, detective="D2"), team(3), team(4, detective="D2")]

    def asked(plan: Scenario, moves: int = 1) -> list[str]:
        found = suggest(plan, roster, day(1), Role.DETECTIVE, instead="D1", moves=moves).candidates
        return [f"{one.removed[1].evening.day}" for one in found]

    assert asked(plan, 0) == []
    # Of those as good the one with more notice.
    assert asked(plan) == ["4"]
    assert asked(plan.changed(absences=[{"person": "D1", "from": day(4)}])) == ["2"]
    # What D1 breaks who drops out is nobody's fault, what they break who take another evening is.
    away = plan.changed(absences=[{"person": "D1", "from": day(2)}, {"person": "D1", "from": day(4)}])
    assert asked(away) == []
    assert asked(plan.changed(rules=[*plan.rules, {"kind": "consecutive", "max": 1, "who": ["D1"]}])) == []


def test_who_gives_up_an_evening_in_an_area_may_go_there_again():
    limit = {"kind": "area_limit", "areas": ["north"], "max": 1, "who": ["N2"]}
    plan = scenario(evenings=ONE, people=people(1, 3), rules=[limit])
    roster = [team(1, officer="N2"), team(2), team(3, "south", officer="N3")]
    asked = {"instead": "N1", "away": [day(1)]}
    assert "N2" not in {one.person for one in suggest(plan, roster, day(2), OFFICER, **asked).candidates}
    moved = suggest(plan, roster, day(2), OFFICER, moves=1, **asked).candidates
    assert "N3 for N2 on 1 March 2021" in next(one.message for one in moved if one.person == "N2")


def test_a_rule_that_somebody_breaks_already_keeps_them_from_nothing_that_breaks_it_no_more():
    plan = scenario(evenings=ONE, people=people(1, 3), rules=[{"kind": "max_evenings", "max": 1, "who": ["N2"]}])
    roster = [team(1, officer="N2"), team(2), team(3, officer="N2")]
    asked = {"instead": "N1", "away": [day(1), day(3)]}
    alone = suggest(plan, roster, day(2), OFFICER, **asked)
    assert [(one.person, one.reason) for one in alone.excluded] == [("N2", "max_evenings")]
    moved = suggest(plan, roster, day(2), OFFICER, moves=1, **asked)
    assert {one.person for one in moved.candidates} == {"N2", "N3"}


def test_a_gap_is_filled_by_who_is_free_once_somebody_takes_another_evening():
    plan = scenario(
        days=2, people=people(2, 1), evenings=ONE, rules=[{"kind": "max_evenings", "max": 1, "who": ["D1"]}]
    )
    absent = plan.model_dump(mode="json", by_alias=True) | {"absences": [{"person": "D2", "from": str(day(2))}]}
    plan = Scenario.model_validate(absent)
    roster = [team(1)]
    assert suggest(plan, roster, day(2), Role.DETECTIVE).candidates == ()
    (moved,) = suggest(plan, roster, day(2), Role.DETECTIVE, moves=1).candidates
    assert (moved.person, len(moved.removed), len(moved.added)) == ("D1", 1, 2)
    assert moved.message.startswith("D1 with N1 in south, D2 for D1 on 1 March 2021: ")
    # Whoever is looked for, it may be their partner who gives up another evening.
    (along,) = suggest(plan, roster, day(2), OFFICER, moves=1).candidates
    assert along.message.startswith("N1 with D1 in south, D2 for D1 on 1 March 2021: ")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"instead": "D1"}, "no neighbourhood officer"),
        ({"instead": "N2"}, "nobody to replace"),
        ({"instead": "N9"}, "unknown person 'N9'"),
        ({"moves": 4}, "must be 0 to 3"),
    ],
)
def test_questions_without_sense(arguments, told):
    with pytest.raises(ValueError, match=told):
        suggest(scenario(), [team(1)], day(1), OFFICER, **arguments)


def test_a_gap_is_filled_by_what_is_cheapest_to_accept():
    plan = scenario(
        days=2,
        people=people(2, 1),
        evenings=ONE,
        absences=[{"person": "D1", "from": day(2)}],
        rules=[{"kind": "max_evenings", "max": 1}, {"kind": "rest", "hours": 30, "who": ["D2"]}],
    )
    (filling,) = fill(plan, [team(1, detective="D2")], prices={"rest": 50})
    # N1 must work a second evening; D2 must, too, with little rest; D1 is away.
    assert filling.team is not None
    assert (filling.team.detective, filling.price) == ("D1", PRICES["rule"] + PRICES["absence"])
    assert [(broken.kind, broken.people) for broken in filling.breaks] == [
        ("absence", ("D1",)),
        ("max_evenings", ("N1",)),
    ]
    assert tuple(broken.message for broken in filling.breaks) == (
        "D1 is deployed on 2 March 2021, a date of absence (absence).",
        "N1 works 2 evenings, at most 1 are allowed (max_evenings).",
    )
    assert fill(plan, [team(1, detective="D2")], prices={"max_evenings": None})[0].team is None


def test_where_nothing_is_missing_there_is_nothing_to_fill():
    assert fill(scenario(days=1, evenings=ONE), [team(1)]) == ()


def test_a_roster_of_another_scenario_is_refused():
    stranger = team(1, officer="N9")
    for ask in (lambda: fill(scenario(), [stranger]), lambda: suggest(scenario(), [stranger], day(1), OFFICER)):
        with pytest.raises(RosterError, match="can't be read: the scenario has no person 'N9'"):
            ask()


def test_who_was_not_looked_at_is_not_told_off(clock):
    clock.step = 1
    late = suggest(scenario(evenings=ONE), [team(1)], day(1), OFFICER, instead="N1", time_limit=1)
    assert (late.complete, [one.reason for one in late.excluded]) == (False, ["not_looked_at"])
    clock.step = 0
    alone = suggest(scenario(evenings=ONE, people=people(1, 0)), [], day(1), Role.DETECTIVE)
    assert [one.reason for one in alone.excluded] == ["no_partner"]


def test_a_gap_of_several_teams_says_what_is_left(clock):
    (filling,) = fill(scenario(days=1), [])
    assert filling.message.endswith(" 1 team more is missing then.")
    clock.step = 1
    (late,) = fill(scenario(days=1), [], time_limit=1)
    assert (late.team, late.verified, late.message) == (None, False, "Time ran out before a team was found.")


def test_what_a_change_mends_in_part_is_not_told_as_broken():
    wanted = scenario(days=4, evenings=ONE, rules=[{"kind": "visits", "min": 4, "areas": ["north"]}])
    filling = fill(wanted, [team(1)])[0]
    assert (filling.price, filling.breaks, "Accept" in filling.message) == (0, (), False)
    tired = scenario(days=4, evenings=ONE, rules=[{"kind": "max_evenings", "max": 2}])
    roster = [team(n) for n in range(1, 5)]
    assert suggest(tired, roster, day(4), OFFICER, instead="N1").breaks == ()


def test_where_not_every_team_was_tried_the_price_is_in_doubt(monkeypatch):
    monkeypatch.setattr("tandem_scheduler.advise.substitutes.fill.MOST", 1)
    # The first team that is tried is kept apart: nothing that could be looked at alone says so.
    plan = scenario(days=1, evenings=ONE, rules=[{"kind": "keep_apart", "who": ["D1", "N1"]}])
    (nothing,) = fill(plan, [], prices={"keep_apart": None})
    assert (nothing.team, nothing.verified) == (None, False)
    (dear,) = fill(plan, [])
    assert (dear.price, dear.verified) == (PRICES["rule"], False)
    assert "Perhaps there is a cheaper way: not every team was tried." in dear.message
    # No team is cheaper than one that costs nothing.
    (free,) = fill(scenario(days=1, evenings=ONE), [])
    assert (free.price, free.verified, "Perhaps" in free.message) == (0, True, False)
