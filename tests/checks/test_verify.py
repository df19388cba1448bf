"""The report as a whole, and the lighter questions a checker answers."""

from datetime import date

import pytest

from tandem_models import AreaVisits, Deployment, Gap, Load, Measure
from tandem_scheduler.checks import Checker, verify
from tests.builders import day, people, report, scenario, team, worked

SHIFT = {"shift": {"start": "14:00", "end": "22:00"}}
RULES = [{"kind": "evening_gap", "evenings": 1}, {"kind": "visits", "min": 1, "strength": "soft", "weight": 2}]


def test_loads_and_areas_follow_the_scenario() -> None:
    planned = scenario(
        areas=[{"id": "south", "target": 2}, {"id": "north", "target": 1}],
        people=people(1, 2),
        absences=[{"person": "D1", "from": day(0), "to": day(2)}],
        duties=[{"person": "N1", "on": day(5)}, {"person": "N1", "on": day(4), "release": 3}],
    )
    checked = report(planned, team(3), team(4, officer="N2"))
    assert checked.areas == (
        AreaVisits(area="south", visits=0, target=2),
        AreaVisits(area="north", visits=2, target=1),
    )
    # D1 is away on 1 and 2 March; N1's rest day of 5 March can't be released, that of 4 March can.
    assert checked.loads == (
        Load(person="D1", evenings=2, available=3),
        Load(person="N1", evenings=1, available=4),
        Load(person="N2", evenings=1, available=5),
    )


def test_gaps_of_evenings_and_areas() -> None:
    planned = scenario(
        days=2,
        evenings=SHIFT | {"teams": 2, "overrides": [{"on": [day(2)], "teams": 0}]},
        demand=[{"areas": ["south"], "teams": 1}, {"areas": ["south", "north"], "on": [day(1)], "teams": 2}],
    )
    # 1 March: 1 of 2 teams; south has none of the larger demand, 2, and north 1 of 2. 2 March: none wanted by the
    # evening, 1 by the south.
    assert report(planned, team(1, "north")).gaps == (
        Gap(evening=day(1), teams=1),
        Gap(evening=day(1), area="north", teams=1),
        Gap(evening=day(1), area="south", teams=2),
        Gap(evening=day(2), area="south", teams=1),
    )


def test_no_gaps_where_demand_alone_is_met() -> None:
    planned = scenario(days=2, evenings=SHIFT, demand=[{"areas": ["north"], "on": [day(1)], "teams": 1}])
    assert report(planned, team(1)).gaps == ()


def test_tiers_are_weighted_sums_in_the_scenario_s_order() -> None:
    planned = scenario(
        days=1,
        evenings=SHIFT | {"teams": 2, "shortage": 4},
        people=people(1, 1, N1={"home": "south"}),
        requests=[{"person": "D1", "on": day(1), "want": "off", "weight": 5}],
        objectives=[{"requests": 3, "home_area": 10}, "coverage"],
    )
    # Request 5 x 3 and a team away from home 1 x 10; then one team missing at 4.
    assert report(planned, team(1)).tiers == (25, 4)
    assert Checker(planned).tiers([team(1)]) == (25, 4)


def test_one_checker_serves_many_rosters() -> None:
    planned = scenario(rules=RULES, absences=[{"person": "D2", "from": day(1)}])
    checker = Checker(planned)
    rosters: list[list[Deployment]] = [
        [],
        [team(1), team(3, "south")],
        [team(1), team(2)],
        [team(1, detective="D2")],
        [],
    ]
    for roster in rosters:
        assert checker.report(roster) == verify(planned, roster)
    assert [checker.valid(roster) for roster in rosters] == [True, True, False, False, True]
    # Soft: a visit missing in the north and in the south, each 2; none; south; south; both.
    assert [checker.measures(roster)[Measure.RULES] for roster in rosters] == [4, 0, 2, 2, 4]


def test_a_roster_prepared_once_answers_all_questions() -> None:
    checker = Checker(scenario(rules=RULES))
    roster = checker.roster([team(1), team(2)])
    assert checker.roster(roster) is roster
    assert not checker.valid(roster)
    assert checker.report(roster).violations[0].kind == "evening_gap"


def test_the_order_of_the_deployments_is_no_matter() -> None:
    planned = scenario(rules=[{"kind": "max_evenings", "max": 1}, *RULES])
    teams = [team(3, "south"), team(1), team(2, detective="D2"), team(2, "south")]
    assert verify(planned, teams) == verify(planned, teams[::-1])


def test_an_empty_roster_breaks_only_what_asks_for_something() -> None:
    planned = scenario(rules=RULES)
    assert [v.kind for v in report(planned).violations] == ["visits", "visits"]
    assert report(planned).ok


def blocked(checker, roster, person, on, area=None):
    """The reason alone."""
    found = checker.blocked(roster, person, on, area)
    return found and found.reason


@pytest.mark.parametrize(
    ("evening", "reason"),
    [(1, "deployed"), (2, "evening_gap"), (3, "absence"), (4, "duty"), (5, "max_evenings"), (6, None)],
)
def test_blocked_gives_the_first_reason(evening: int, reason: str | None) -> None:
    planned = scenario(
        days=6,
        rules=[
            {"kind": "min_evenings", "min": 9},
            {"kind": "evening_gap", "evenings": 1},
            {"kind": "max_evenings", "max": 1, "who": ["D1"]},
            {"kind": "max_evenings", "max": 0, "strength": "soft"},
        ],
        absences=[{"person": "D1", "from": day(3)}],
        duties=[{"person": "D1", "on": day(4)}],
    )
    person = "D1" if evening < 6 else "D2"
    assert blocked(Checker(planned), [team(1)], person, day(evening)) == reason


def test_blocked_by_overlap_rest_and_rolling_limit() -> None:
    planned = scenario(
        days=9,
        rules=[{"kind": "rest", "hours": 11}, {"kind": "rolling_limit", "days": 3, "limit": 1, "who": ["N1"]}],
        duties=[
            {"person": "D1", "on": day(1), "start": "20:00", "end": "16:00"},
            {"person": "D1", "on": day(4), "start": "20:00", "end": "06:00"},
        ],
        history=worked("N1", 0),
    )
    checker = Checker(planned)
    # D1 is on duty until 16:00 on 2 March, and until 06:00 on 5 March, 8 hours before the evening.
    assert [blocked(checker, [], "D1", day(n)) for n in (2, 3, 5)] == ["overlap", None, "rest"]
    assert [blocked(checker, [team(6)], "N1", day(n)) for n in (1, 2, 3, 4, 8, 9)] == [
        "rolling_limit",
        "rolling_limit",
        None,
        "rolling_limit",
        "rolling_limit",
        None,
    ]


def test_blocked_only_by_what_the_evening_adds() -> None:
    planned = scenario(days=9, rules=[{"kind": "evening_gap", "evenings": 1}])
    checker = Checker(planned)
    assert blocked(checker, [team(1), team(2)], "D1", day(5)) is None
    assert blocked(checker, [team(1), team(2)], "D1", day(3)) == "evening_gap"


def test_blocked_in_an_area_by_its_limit_and_by_its_times() -> None:
    planned = scenario(
        areas=[{"id": "south", "shift": {"start": "09:00", "end": "13:00"}}, {"id": "north"}],
        rules=[{"kind": "area_limit", "max": 1, "areas": ["north"]}, {"kind": "rest", "hours": 12}],
    )
    roster = [team(1, "north")]
    checker = Checker(planned)
    # The evening of 1 March ends at 22:00: 11 hours before the south begins at 09:00, 16 before the north does.
    assert blocked(checker, roster, "D1", day(2), "north") == "area_limit"
    assert blocked(checker, roster, "D1", day(2), "south") == "rest"
    assert blocked(checker, roster, "D1", day(2)) is None
    assert blocked(checker, roster, "D1", day(3), "south") is None
    assert blocked(checker, roster, "D2", day(2), "north") is None


def test_blocked_refuses_what_the_scenario_does_not_have() -> None:
    checker = Checker(scenario())
    for person, on, area in (("D9", day(1), None), ("D1", date(2020, 1, 1), None), ("D1", day(1), "east")):
        with pytest.raises(KeyError):
            blocked(checker, [], person, on, area)
