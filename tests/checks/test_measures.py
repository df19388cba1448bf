"""Every measure, with its arithmetic."""

from typing import Any

from tandem_models import Deployment, Measure
from tests.builders import day, people, report, scenario, team, worked

SHIFT = {"shift": {"start": "14:00", "end": "22:00"}}
FROM_THE_SECOND = {"name": "Test", "start": day(1), "end": day(5), "today": day(2)}


def value(which: Measure, of: Any, *deployments: Deployment) -> int:
    return report(of, *deployments).measures[which]


def test_coverage_of_evenings() -> None:
    evenings = SHIFT | {"teams": 2, "shortage": 3, "overrides": [{"on": [day(2)], "teams": 1, "shortage": 10}]}
    # 1 March: 1 of 2 missing, 3. 2 March: 1 of 1 missing, 10. 3 March: none missing.
    planned = scenario(days=3, evenings=evenings)
    assert value(Measure.COVERAGE, planned, team(1), team(3), team(3, "south", "D2", "N2")) == 13


def test_coverage_of_demand() -> None:
    demand = [
        {"areas": ["north"], "on": [day(1), day(2)], "teams": 2, "shortage": 5},
        {"on": "mon", "teams": 1, "shortage": 7, "surplus": 2},
    ]
    planned = scenario(days=2, evenings=SHIFT, demand=demand)
    # 1 March (a Monday), north: 2 teams; the first entry is met, the second has one too many: 2. South: one missing, 7.
    # 2 March, north: 1 of 2 missing, 5. South: nothing asked.
    roster = (team(1), team(1, "north", "D2", "N2"), team(2))
    assert value(Measure.COVERAGE, planned, *roster) == 2 + 7 + 5


def test_coverage_adds_evenings_and_demand() -> None:
    planned = scenario(days=1, evenings=SHIFT | {"teams": 1}, demand=[{"areas": ["south"], "teams": 1, "shortage": 5}])
    assert value(Measure.COVERAGE, planned, team(1, "north")) == 5
    assert value(Measure.COVERAGE, planned, team(1, "south")) == 0
    assert value(Measure.COVERAGE, planned) == 6


def test_priority() -> None:
    areas = [
        {"id": "north", "priority": 2, "target": 3},
        {"id": "south", "priority": 1, "target": 1},
        {"id": "none", "priority": 0, "target": 2},
    ]
    # Shares 2/3 and 1/3: weights 667 and 333, and 0. North is 2 visits short; south has one too many, which is no
    # matter; the area without priority is 2 short at no cost: 2 x 667.
    planned = scenario(areas=areas)
    assert value(Measure.PRIORITY, planned, team(1), team(2, "south"), team(3, "south")) == 1334


def test_rules_adds_soft_rules_only() -> None:
    rules = [
        {"kind": "max_evenings", "max": 1, "strength": "soft", "weight": 10},
        {"kind": "pair_repeat", "limit": 1, "strength": "soft"},
        {"kind": "evening_gap", "evenings": 1},
    ]
    # D1 and N1 are one evening above the limit: 2 x 10; they meet once too often: 1; the hard gap costs nothing.
    checked = report(scenario(rules=rules), team(1), team(2))
    assert checked.measures[Measure.RULES] == 21
    assert not checked.ok


def test_fairness() -> None:
    planned = scenario(
        days=4,
        people=people(3, 1),
        absences=[{"person": "D2", "from": day(1)}, {"person": "D3", "from": day(1), "to": day(4)}],
        history=worked("D1", 0),
    )
    # Available: D1 4 evenings, D2 3, D3 none, N1 4. Scales: D1 100 x 4/4 = 100, D2 100 x 4/3 = 133.3, so 133, N1 100.
    # D1: 1 in the operation and 1 in the history: 100 x 4. D2: 2: 133 x 4. N1: 3: 100 x 9. D3 is left out.
    roster = (team(1), team(2, detective="D2"), team(3, detective="D2"))
    assert value(Measure.FAIRNESS, planned, *roster) == 400 + 532 + 900


def test_fairness_scale_rounds_half_up() -> None:
    planned = scenario(days=9, people=people(2, 1), absences=[{"person": "D2", "from": day(1)}])
    # 100 x 9/8 = 112.5, so 113, for D2; N1 100 x 1.
    assert value(Measure.FAIRNESS, planned, team(2, detective="D2")) == 113 + 100


def loads(of: Any) -> dict[str, int]:
    return {load.person: load.available for load in report(of).loads}


def test_fairness_counts_evenings_on_which_a_team_can_be_sent() -> None:
    weekend = SHIFT | {"teams": 1, "overrides": [{"on": ["mon", "tue", "wed", "thu", "fri"], "teams": 0}]}
    away = [{"person": "D2", "from": day(1), "to": day(6)}]
    planned = scenario(days=7, evenings=weekend, absences=away)
    # Of Saturday and Sunday D2 has one: 100 x 2/1 = 200; the five days before don't count.
    assert loads(planned) == {"D1": 2, "D2": 1, "N1": 2, "N2": 2}
    assert value(Measure.FAIRNESS, planned, team(6), team(7, detective="D2")) == 100 + 200 + 400


def test_fairness_counts_evenings_on_which_demand_lets_a_team_go() -> None:
    saturday = [{"areas": ["north"], "on": "sat", "teams": 1}, {"areas": ["south"], "on": "mon", "teams": 0}]
    assert loads(scenario(days=14, evenings=SHIFT, demand=saturday))["D1"] == 2
    # With a surplus teams may go beyond the number, also where that is 0.
    priced = [*saturday, {"areas": ["south"], "on": "wed", "teams": 0, "surplus": 5}]
    assert loads(scenario(days=14, evenings=SHIFT, demand=priced))["D1"] == 4
    # Where `teams` counts, teams go also where no area asks for one.
    assert loads(scenario(days=14, evenings=SHIFT | {"teams": 1}, demand=saturday))["D1"] == 14
    nothing = scenario(days=14, evenings=SHIFT)
    assert loads(nothing)["D1"] == 0
    assert value(Measure.FAIRNESS, nothing) == 0


def test_fairness_of_a_newcomer() -> None:
    past = [*worked("D1", 0, -1, -2), *worked("D2", 0)]
    planned = scenario(days=4, people=people(3, 1, D3={"since": day(1)}), history=past)
    # Until then two detectives worked 4 evenings: D3 counts 1/2 + 1/2 on 28 and 27 February, both at work, ... in all
    # 2/2 + 1/2 + 1/2 = 2. All are available on 4 evenings. D1 3 + 1, D2 1, D3 2 + 2, N1 3.
    roster = (team(1), team(2, detective="D3"), team(3, detective="D3"))
    assert value(Measure.FAIRNESS, planned, *roster) == 1600 + 100 + 1600 + 900


def test_fairness_of_a_newcomer_is_rounded() -> None:
    planned = scenario(days=4, people=people(4, 1, D4={"since": day(1)}), history=worked("D1", 0))
    # One of three worked: D4 counts 1/3 of an evening, and with one more 100 x (4/3)^2 = 177.8, so 178. D1 100, N1 100.
    assert value(Measure.FAIRNESS, planned, team(1, detective="D4")) == 178 + 100 + 100
    assert value(Measure.FAIRNESS, planned) == 11 + 100  # 100 x (1/3)^2 = 11.1


def test_fairness_of_those_who_are_there_for_a_part_of_the_operation() -> None:
    staff = people(3, 1, D1={"since": day(3)}, D2={"until": day(3)})
    planned = scenario(days=4, evenings=SHIFT | {"teams": 1}, people=staff)
    # Evenings when they are not there count as available: all scales are 100. On two evenings two of three are there
    # for one team: D1 counts 2 x 1/2 for them, D2 1/2 for the last.
    assert loads(planned) == {"D1": 2, "D2": 3, "D3": 4, "N1": 4}
    roster = (team(1, detective="D2"), team(2, detective="D3"), team(3))
    assert value(Measure.FAIRNESS, planned, *roster) == 400 + 225 + 100 + 900
    # More teams wanted than there are people: one each.
    many = scenario(days=4, evenings=SHIFT | {"teams": 9}, people=staff)
    assert value(Measure.FAIRNESS, many) == 400 + 100


def test_who_left_before_counts_for_the_average_alone() -> None:
    staff = people(3, 1, D2={"until": day(-1)}, D3={"since": day(1)})
    planned = scenario(days=2, people=staff, history=[*worked("D1", -1), *worked("D2", -2), *worked("D1", 0)])
    # 26 and 27 February: one of two; 28 February, when D2 had left: one of one. D3 counts 2, as D1 has. D2 is out.
    assert value(Measure.FAIRNESS, planned) == 400 + 400
    assert loads(planned) == {"D1": 2, "D2": 0, "D3": 2, "N1": 2}


def test_leave_is_not_made_up_for_afterwards() -> None:
    past = [*worked("D1", 0, -1, -2), *worked("D2", 0)]
    leave = [{"person": "D3", "from": day(-2), "to": day(0)}, {"person": "D2", "from": day(-1)}]
    planned = scenario(days=4, people=people(3, 1), history=past, absences=leave)
    # 26 February: one of D1 and D2; 27 February, with D2 away as well: D1 of D1; 28 February: both of D1 and D2.
    # D1 has 3, D2 1 + 1, D3 1/2 + 1 + 1.
    assert value(Measure.FAIRNESS, planned) == 900 + 400 + 625
    # Whoever worked in spite of an absence was there.
    called_in = planned.changed(absences=[*leave, {"person": "D1", "from": day(0)}])
    assert value(Measure.FAIRNESS, called_in) == 900 + 400 + 625
    # A tag's absence counts as well, what lies in the operation does not, and limits alone know of nobody's evenings.
    tagged = scenario(
        people=people(2, 1, D2={"tags": ["cid"]}),
        history=worked("D1", 0),
        absences=[{"person": "cid", "from": day(0), "to": day(1)}],
    )
    assert value(Measure.FAIRNESS, tagged) == 100 + 125  # 4 of 5 evenings: the scale is 125
    assert value(Measure.FAIRNESS, tagged.changed(history_counts="limits")) == 0


def test_history_may_count_for_limits_alone() -> None:
    staff = people(2, 1, D2={"since": day(1)})
    limited = scenario(
        history=worked("D1", 0, -1),
        history_counts="limits",
        people=staff,
        rules=[{"kind": "rolling_limit", "days": 7, "limit": 2}],
    )
    checked = report(limited, team(2, detective="D2"), team(1))
    assert checked.measures[Measure.FAIRNESS] == 100 + 100 + 400
    assert not checked.ok  # The third evening of D1 in a week.


def test_abstraction() -> None:
    planned = scenario(
        duties=[
            {"person": "D1", "on": day(1), "start": "14:00", "end": "00:00", "release": 2},
            {"person": "N1", "on": day(1), "release": 5},
            {"person": "D1", "on": day(2), "release": 9},
        ]
    )
    # A duty of D1 and a rest day of N1 are taken on 1 March; on 3 March neither has anything.
    assert value(Measure.ABSTRACTION, planned, team(1), team(3)) == 7


def test_requests() -> None:
    def asked(**request: Any) -> dict[str, Any]:
        return {"person": "D1", "on": day(1), **request}

    planned = scenario(
        requests=[
            asked(want="off", weight=1),
            asked(want="off", area="north", weight=2),
            asked(want="off", area="south", weight=4),
            asked(want="on", weight=8),
            asked(want="on", area="north", weight=16),
            asked(want="on", area="south", weight=32),
        ]
    )
    # In the north: not off (1), not off the north (2), not in the south (32).
    assert value(Measure.REQUESTS, planned, team(1, "north"), team(2, "south")) == 35
    # Nowhere: not on (8), nor in either area (16 + 32).
    assert value(Measure.REQUESTS, planned, team(1, detective="D2")) == 56


def test_home_area() -> None:
    planned = scenario(people=people(2, 2, D1={"home": "north"}, N1={"home": "south"}))
    # North: N1 is away. South: D1 is away, N1 at home. D2 and N2 have no home.
    roster = (team(1, "north"), team(2, "south"), team(3, "south", "D2", "N2"))
    assert value(Measure.HOME_AREA, planned, *roster) == 2


def test_changes_by_what_is_told_otherwise() -> None:
    told = [dict(one) for one in (team(2), team(2, "south", "D2", "N2"), team(4))]
    planned = scenario(days=5, published=told, operation=FROM_THE_SECOND)
    # Of 2 March there is no clear day of notice and of 5 March two: three times as much.
    assert value(Measure.CHANGES, planned, *(team(2), team(2, "south", "D2", "N2"), team(4))) == 0
    # On 2 March all four have other partners, two of them in another area: 2 x 2 + 2 x 1.
    swapped = (team(2, "north", "D1", "N2"), team(2, "south", "D2", "N1"), team(4))
    assert value(Measure.CHANGES, planned, *swapped) == 3 * (2 + 1 + 2 + 1)
    moved = (team(2, "south"), team(2, "south", "D2", "N2"), team(4))
    assert value(Measure.CHANGES, planned, *moved) == 3 * 2 * 2
    # Two are stood down and two called out; the detective who goes again has another partner.
    assert (
        value(Measure.CHANGES, planned, team(2), team(2, "south", "D2", "N2"), team(5, "north", "D2", "N2")) == 3 * 24
    )
    assert (
        value(Measure.CHANGES, planned, team(2), team(2, "south", "D2", "N2"), team(4, "north", "D1", "N2")) == 3 * 13
    )


def test_changes_leave_aside_who_cannot_go_and_what_is_over() -> None:
    told = [dict(one) for one in (team(1), team(3))]
    away = [{"person": "D1", "from": day(3)}]
    planned = scenario(days=5, published=told, operation=FROM_THE_SECOND, absences=away)
    assert value(Measure.CHANGES, planned, team(1), team(3, "north", "D2", "N1")) == 3 * (6 + 1)
    assert value(Measure.CHANGES, planned, team(1)) == 3 * 6  # N1, without whom nobody goes
    assert value(Measure.CHANGES, planned, team(1), team(3)) == 0  # who is there though away is not called out
    free = planned.changed(changes={"notice": {}, "stood_down": 5}, absences=())
    assert value(Measure.CHANGES, free, team(1)) == 10
