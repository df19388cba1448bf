"""Why a team is missing."""

from typing import Any

from tandem_models import Deployment, Gap, Obstacle, Role
from tandem_scheduler.advise.substitutes.gaps import explain_gaps
from tandem_scheduler.advise.substitutes.trial import Trial
from tandem_scheduler.checks import verify
from tests.builders import day, people, scenario, team

SHIFT = {"shift": {"start": "14:00", "end": "22:00"}}


def explained(of: Any, *deployments: Deployment) -> tuple[Gap, ...]:
    return explain_gaps(Trial(of, deployments), verify(of, deployments).gaps)


def test_names_the_role_that_is_short_and_everybody_once() -> None:
    planned = scenario(
        days=3,
        evenings=SHIFT | {"teams": 1},
        people=people(4, 1),
        rules=[{"kind": "evening_gap", "evenings": 1, "who": "detective"}],
        absences=[{"person": "D2", "from": day(2)}, {"person": "D3", "from": day(2)}],
        duties=[{"person": "D4", "on": day(2)}],
    )
    (gap,) = explained(planned, team(1), team(3))
    assert (gap.evening, gap.area, gap.teams) == (day(2), None, 1)
    assert gap.obstacles == (
        Obstacle(role=Role.DETECTIVE, reason="absence", people=("D2", "D3")),
        Obstacle(role=Role.DETECTIVE, reason="duty", people=("D4",)),
        Obstacle(role=Role.DETECTIVE, reason="evening_gap", rule=0, people=("D1",)),
        Obstacle(role=Role.NEIGHBOURHOOD_OFFICER, reason="free", people=("N1",)),
    )
    assert gap.reason == (
        "No detective is free: 2 absent, 1 kept by an ordinary duty or rest day, "
        "1 working too soon before or after (evening_gap)."
    )


def test_names_who_is_not_there() -> None:
    planned = scenario(
        days=1, evenings=SHIFT | {"teams": 1}, people=people(2, 1, D1={"since": day(2)}, D2={"until": day(0)})
    )
    (gap,) = explained(planned)
    assert gap.reason == "No detective is free: 2 not there yet or any more."


def test_names_both_roles_where_both_are_short() -> None:
    planned = scenario(days=1, people=people(1, 1))
    (gap,) = explained(planned, team(1))
    assert gap.reason == (
        "No detective is free: 1 deployed that evening already. "
        "No neighbourhood officer is free: 1 deployed that evening already."
    )


def test_says_where_a_role_has_nobody_at_all() -> None:
    (gap,) = explained(scenario(days=1, people=people(0, 1)))
    assert gap.reason == "There is no detective."


def test_says_what_it_means_that_both_have_somebody_free() -> None:
    planned = scenario(
        days=1, evenings=SHIFT | {"teams": 1}, rules=[{"kind": "keep_apart", "who": ["D1", "D2", "N1", "N2"]}]
    )
    (gap,) = explained(planned)
    assert gap.reason == (
        "2 detectives and 2 neighbourhood officers are free, but no team of them can go: keep_apart stops 8 of 8 teams."
    )


def test_names_the_rules_that_stop_the_teams_of_those_who_are_free(monkeypatch) -> None:
    planned = scenario(
        days=1,
        evenings=SHIFT | {"teams": 1},
        people=people(4, 5, D4={"skills": ["dog"]}),
        absences=[{"person": "D4", "from": day(1)}],
        areas=[{"id": "north"}],
        rules=[
            {"kind": "keep_apart", "who": ["D1", "D2", "N1", "N2", "N3", "N4", "N5"]},
            {"kind": "team_skill", "skill": "dog", "at_least": 1},
        ],
    )
    (gap,) = explained(planned)
    # Everybody is accounted for once, and so is every team by each rule that stops it.
    assert sorted(person for obstacle in gap.obstacles for person in obstacle.people) == sorted(planned.person)
    assert gap.reason == (
        "3 detectives and 5 neighbourhood officers are free, but no team of them can go: team_skill "
        "stops 15 and keep_apart stops 10 of 15 teams."
    )
    monkeypatch.setattr("tandem_scheduler.advise.substitutes.gaps.TRIES", 4)
    (gap,) = explained(planned)
    assert gap.reason == (
        "3 detectives and 5 neighbourhood officers are free, but none was found to go: team_skill stops 4 "
        "and keep_apart stops 3 of 4 teams that were tried."
    )


def test_says_where_the_search_ended_before_it_was_filled() -> None:
    (gap,) = explained(scenario(days=1, evenings=SHIFT | {"teams": 1}))
    assert gap.reason == "D1 and N1 could go to north: the roster can be made better."


def test_says_where_a_team_would_cost_more() -> None:
    planned = scenario(
        days=1,
        evenings=SHIFT | {"teams": 1},
        rules=[{"kind": "max_evenings", "max": 0, "strength": "soft"}],
        objectives=["rules", "coverage"],
    )
    (gap,) = explained(planned)
    assert (
        gap.reason == "2 detectives and 2 neighbourhood officers are free, but a team here would cost more elsewhere."
    )


def test_an_area_may_want_more_than_the_evening_sends() -> None:
    planned = scenario(days=1, evenings=SHIFT | {"teams": 1}, demand=[{"areas": ["south"], "teams": 1}])
    (gap,) = explained(planned, team(1, "north"))
    assert (gap.area, gap.reason) == ("south", "All teams of the evening (1) are sent elsewhere.")


def test_an_area_asks_who_may_be_sent_there() -> None:
    planned = scenario(
        days=2,
        evenings=SHIFT,
        demand=[{"areas": ["south"], "teams": 1}],
        rules=[{"kind": "area_limit", "areas": ["south"], "who": "detective", "max": 0}],
    )
    gaps = explained(planned)
    assert [gap.reason for gap in gaps] == [
        "No detective is free: 2 not to be sent there, or not again (area_limit)."
    ] * 2
