from datetime import date, datetime

import pandas as pd
import pytest

from tandem_models import (
    AreaVisits,
    Change,
    Deployment,
    Gap,
    Load,
    Obstacle,
    Role,
    Schedule,
    Stamp,
    TierResult,
    Violation,
)
from tandem_scheduler import check, to_frame
from tests.builders import day, scenario, team

STAMP = Stamp(scenario="x", versions={}, seed=0, workers=1, time_limit=1)
OBSTACLE = Obstacle(role=Role.DETECTIVE, reason="absence", people=("D1",))
GAPS = (Gap(evening=day(3), teams=1, obstacles=(OBSTACLE,)), Gap(evening=day(4), area="north", teams=2))
TIER = TierResult(name="coverage", measures={"coverage": 3}, value=3, bound=2, known="best_found", seconds=0.5)
ROSTER = Schedule(
    status="feasible",
    deployments=(team(1), team(2, "south", "D2", "N2")),
    gaps=GAPS,
    tiers=(TIER,),
    stop_reason="time_limit",
    stamp=STAMP,
)
NOTHING = Schedule(status="unknown", stop_reason="time_limit", stamp=STAMP)


def types(frame):
    return {name: str(dtype) for name, dtype in frame.dtypes.items()}


def test_a_roster_has_a_row_for_each_team():
    frame = to_frame(ROSTER)
    assert types(frame) == {
        "evening": "datetime64[ns]",
        "area": "string",
        "detective": "string",
        "officer": "string",
    }
    assert frame.values.tolist() == [
        [pd.Timestamp(day(1)), "north", "D1", "N1"],
        [pd.Timestamp(day(2)), "south", "D2", "N2"],
    ]
    pd.testing.assert_frame_equal(frame, to_frame(ROSTER.deployments))
    pd.testing.assert_frame_equal(frame, to_frame(iter(ROSTER.deployments), Deployment))


def test_a_row_for_each_person_is_a_melt_away():
    frame = to_frame(ROSTER).melt(["evening", "area"], var_name="role", value_name="person")
    assert frame[["role", "person"]].values.tolist() == [
        ["detective", "D1"],
        ["detective", "D2"],
        ["officer", "N1"],
        ["officer", "N2"],
    ]


def test_gaps_and_tiers_of_a_schedule():
    gaps = to_frame(ROSTER, "gaps")
    assert types(gaps) == {
        "evening": "datetime64[ns]",
        "area": "string",
        "teams": "int64",
        "obstacles": "object",
        "reason": "string",
    }
    assert gaps["area"].isna().tolist() == [True, False]
    assert gaps["obstacles"][0] == (OBSTACLE,)
    tiers = to_frame(ROSTER, "tiers")
    assert tiers.iloc[0].to_dict() == dict(TIER)
    assert types(tiers)["seconds"] == "float64"


def test_the_tables_of_a_report():
    report = check(scenario(), ROSTER)
    for name, kind in (("loads", Load), ("areas", AreaVisits), ("gaps", Gap), ("violations", Violation)):
        frame = to_frame(report, name)
        assert list(frame.columns) == list(kind.model_fields)
        assert len(frame) == len(getattr(report, name))
    assert to_frame(report, "loads").set_index("person")["evenings"].to_dict() == {"D1": 1, "D2": 1, "N1": 1, "N2": 1}


@pytest.mark.parametrize("kind", [Deployment, Load, AreaVisits, Gap, Change, Violation, TierResult])
def test_without_items_the_columns_and_types_are_the_same(kind):
    examples = {
        Deployment: team(1),
        Load: Load(person="D1", evenings=1, available=5),
        AreaVisits: AreaVisits(area="north", visits=1, target=2),
        Gap: GAPS[0],
        Change: Change(person="D1", evening=day(1), after=team(1)),
        Violation: Violation(
            kind="rest", allowed="11 hours", found="8 hours", message="Too short.", evenings=(day(1),)
        ),
        TierResult: TIER,
    }
    empty, one = to_frame((), kind), to_frame([examples[kind]])
    assert len(empty) == 0
    assert list(empty.columns) == list(kind.model_fields)
    assert types(empty) == types(one)
    together = pd.concat([empty, one], ignore_index=True)
    assert types(together) == types(one)


def test_what_may_be_empty_holds_na():
    violations = [
        Violation(kind=kind, rule=rule, allowed="", found="", message="") for kind, rule in (("rest", 3), ("pin", None))
    ]
    frame = to_frame(violations)
    assert str(frame["rule"].dtype) == "Int64"
    assert frame["rule"].tolist() == [3, pd.NA]
    assert frame["strength"].tolist() == ["hard", "hard"]


def test_enums_and_dates_are_plain():
    frame = to_frame([OBSTACLE])
    assert frame["role"].tolist() == ["detective"]
    assert type(frame["role"][0]) is str
    assert to_frame(ROSTER)["evening"].dt.date.tolist() == [date(2021, 3, 1), date(2021, 3, 2)]
    assert to_frame(ROSTER)["evening"][0] == datetime(2021, 3, 1)


def test_a_schedule_without_a_roster_has_an_empty_one():
    assert list(to_frame(NOTHING).columns) == ["evening", "area", "detective", "officer"]
    assert to_frame(NOTHING, "gaps").empty


def test_what_can_not_be_a_table_is_refused():
    with pytest.raises(ValueError, match="a Schedule has the tables deployments, gaps, tiers: name one of them"):
        to_frame(ROSTER, "loads")
    with pytest.raises(ValueError, match="a Report has the tables violations, gaps, areas, loads"):
        to_frame(check(scenario(), ROSTER))
    with pytest.raises(ValueError, match="without any item, say which class"):
        to_frame([])
    with pytest.raises(TypeError, match="a Deployment is wanted, not a Gap"):
        to_frame([team(1), GAPS[0]])
