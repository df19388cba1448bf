"""What every roster must keep, rule or no rule."""

from typing import Any

import pytest

from tandem_models import Deployment
from tests.builders import day, people, scenario, team, violations, worked


def kinds(of: Any, *deployments: Deployment) -> list[str]:
    return [violation.kind for violation in violations(of, *deployments)]


def test_a_sound_roster_has_no_violation() -> None:
    assert violations(scenario(), team(1), team(1, "south", "D2", "N2"), team(5)) == ()


@pytest.mark.parametrize(
    ("deployment", "words"),
    [
        (team(1, detective="D9"), "no person 'D9'"),
        (team(1, officer="N9"), "no person 'N9'"),
        (team(1, "east"), "no area 'east'"),
        (team(0), "no evening on 28 February 2021"),
        (team(6), "no evening on 6 March 2021"),
        (team(6, "east", "D9"), "no person 'D9', no area 'east' and no evening on 6 March 2021"),
    ],
)
def test_unknown_is_reported_and_left_out_of_all_else(deployment: Deployment, words: str) -> None:
    ruled = scenario(rules=[{"kind": "max_evenings", "max": 1}], absences=[{"person": "D1", "from": day(1)}])
    (found,) = violations(ruled, deployment, team(3))
    assert (found.kind, found.rule, found.strength, found.cost) == ("unknown", None, "hard", 0)
    assert found.evenings == (deployment.evening,)
    assert found.message.endswith(f"the scenario has {words} (unknown).")


def test_role_of_both_slots() -> None:
    first, second = violations(scenario(), team(1, detective="N2", officer="D2"))
    assert (first.kind, first.people, first.evenings) == ("role", ("N2",), (day(1),))
    assert second.people == ("D2",)
    assert "has D2 as its neighbourhood officer, but D2 is a detective" in second.message


def test_double_booking() -> None:
    (found,) = violations(scenario(), team(5, "north"), team(5, "south", officer="N2"))
    assert (found.kind, found.people, found.evenings) == ("double_booking", ("D1",), (day(5),))
    assert found.areas == ("north", "south")
    assert found.message == "D1 is in 2 teams on 5 March 2021, only 1 is possible (double_booking)."


def test_absence_from_its_first_to_its_last_date() -> None:
    away = scenario(absences=[{"person": "D1", "from": day(2), "to": day(4), "why": "leave"}])
    assert violations(away, team(1), team(5)) == ()
    found = violations(away, team(2), team(4), team(3, detective="D2"))
    assert [(v.kind, v.people, v.evenings) for v in found] == [
        ("absence", ("D1",), (day(2),)),
        ("absence", ("D1",), (day(4),)),
    ]
    assert "leave" not in found[0].message, "the reason for an absence is nobody else's business"


def test_nobody_is_sent_before_coming_or_after_leaving() -> None:
    planned = scenario(people=people(2, 2, D1={"since": day(2)}, N1={"until": day(4)}))
    assert violations(planned, team(2), team(4)) == ()
    early, late = violations(planned, team(1), team(5))
    assert (early.kind, early.people, late.people) == ("not_there", ("D1",), ("N1",))
    assert early.message == "D1 is deployed on 1 March 2021, but is not there yet (not_there)."
    assert late.message == "N1 is deployed on 5 March 2021, but is not there any more (not_there)."


def test_ordinary_duties_count_also_before_coming() -> None:
    night = [{"person": "D1", "on": day(1), "start": "23:00", "end": "15:00"}]
    planned = scenario(people=people(2, 2, D1={"since": day(2)}), duties=night)
    assert [found.kind for found in violations(planned, team(2))] == ["overlap"]
    assert [found.kind for found in violations(planned, team(1))] == ["not_there"]


def test_duty_that_cannot_be_released() -> None:
    kept = {"person": "N1", "on": day(1), "start": "14:00", "end": "00:00"}
    (found,) = violations(scenario(duties=[kept]), team(1))
    assert (found.kind, found.people, found.evenings) == ("duty", ("N1",), (day(1),))
    assert "an ordinary duty then that can't be released" in found.message
    assert violations(scenario(duties=[kept | {"release": 0}]), team(1)) == ()


def test_rest_day_that_cannot_be_released() -> None:
    (found,) = violations(scenario(duties=[{"person": "N1", "on": day(1)}]), team(1))
    assert found.kind == "duty"
    assert "a rest day" in found.message


def test_absence_on_a_duty_counts_as_absence_alone() -> None:
    away = scenario(
        duties=[{"person": "D1", "on": day(1), "start": "07:00", "end": "15:00"}],
        absences=[{"person": "D1", "from": day(1)}],
    )
    assert kinds(away, team(1)) == ["absence"]


def test_overlap_with_an_ordinary_duty_of_the_day_before_or_after() -> None:
    long = scenario(
        evenings={"shift": {"start": "14:00", "end": "08:00"}, "teams": 2},
        duties=[
            {"person": "D1", "on": day(0), "start": "22:00", "end": "14:00"},
            {"person": "D1", "on": day(6), "start": "07:00", "end": "15:00"},
        ],
    )
    # The first duty ends as the evening starts; the last begins an hour before the evening of 5 March ends.
    (found,) = violations(long, team(1), team(5))
    assert (found.kind, found.people, found.evenings) == ("overlap", ("D1",), (day(5), day(6)))
    assert found.message == (
        "D1 has two duties at the same time for 1 hour: the deployment of 5 March 2021 and the ordinary duty of "
        "6 March 2021 (overlap)."
    )


def test_overlap_of_two_deployments_and_with_history() -> None:
    areas = [{"id": "north", "shift": {"start": "06:00", "end": "10:00"}}, {"id": "south"}]
    late = scenario(
        areas=areas,
        evenings={"shift": {"start": "22:00", "end": "08:00"}, "teams": 2},
        history=worked("D1", 0, area="south"),
    )
    # In the north from 06:00, while the evening before in the south lasts until 08:00.
    assert [(v.kind, v.people, v.evenings) for v in violations(late, team(1, "north"))] == [
        ("overlap", ("D1",), (day(0), day(1)))
    ]
    found = violations(late, team(3, "south"), team(4, "north"))
    assert [(v.kind, v.people) for v in found] == [("overlap", ("D1",)), ("overlap", ("N1",))]


def test_overlap_does_not_count_a_duty_that_is_replaced() -> None:
    nights = {"start": "22:00", "end": "15:00", "release": 0}
    busy = scenario(duties=[{"person": "D1", "on": day(n), **nights} for n in (1, 2)])
    assert kinds(busy, team(2)) == ["overlap"]
    assert violations(busy, team(1), team(2)) == ()


def test_more_teams_than_the_evening_wants() -> None:
    one = scenario(
        evenings={"shift": {"start": "14:00", "end": "22:00"}, "teams": 1, "overrides": [{"on": [day(5)], "teams": 2}]}
    )
    assert violations(one, team(5), team(5, "south", "D2", "N2")) == ()
    (found,) = violations(one, team(1), team(1, "south", "D2", "N2"))
    assert (found.kind, found.evenings, found.areas, found.units) == ("teams", (day(1),), (), 1)
    assert found.message == "2 teams deployed on 1 March 2021, at most 1 wanted (teams)."


def test_more_teams_in_an_area_than_demand_where_the_evening_names_no_number() -> None:
    shift = {"shift": {"start": "14:00", "end": "22:00"}}
    demand = [{"areas": ["north"], "on": [day(1)], "teams": 1}, {"areas": ["south"], "teams": 0, "surplus": 3}]
    asked = scenario(evenings=shift, demand=demand)
    assert violations(asked, team(1), team(2, "south"), team(2, "south", "D2", "N2")) == ()
    first, second = violations(asked, team(1), team(1, "north", "D2", "N2"), team(2, "north"))
    assert (first.kind, first.evenings, first.areas, first.found) == ("teams", (day(1),), ("north",), "2 teams")
    assert (second.evenings, second.found, second.allowed) == ((day(2),), "1 team", "at most 0 teams")


@pytest.mark.parametrize(
    ("pin", "stands"),
    [
        ({"area": "north"}, True),
        ({"detective": "D2"}, True),
        ({"officer": "N2"}, True),
        ({"area": "south", "detective": "D2", "officer": "N2"}, True),
        ({"area": "north", "detective": "D2"}, False),
        ({"detective": "D1", "officer": "N2"}, False),
    ],
)
def test_a_pin_stands_where_one_team_has_all_it_names(pin: dict[str, Any], stands: bool) -> None:
    pinned = scenario(pins=[{"on": day(1), **pin}])
    assert kinds(pinned, team(1), team(1, "south", "D2", "N2"), team(5)) == ([] if stands else ["pin"])


def test_a_pin_is_quoted_with_its_reason() -> None:
    pinned = scenario(pins=[{"on": day(5), "area": "south", "detective": "D2", "why": "promised"}])
    (found,) = violations(pinned, team(1, "south", "D2"))
    assert (found.kind, found.people, found.evenings, found.areas) == ("pin", ("D2",), (day(5),), ("south",))
    assert found.message == 'No team on 5 March 2021 is what was pinned: D2 in south (pin: "promised").'


def test_skills_and_homes_play_no_part() -> None:
    assert violations(scenario(people=people(1, 1, N1={"home": "south", "skills": ["x"]})), team(1)) == ()
