"""News from a running solve is well formed."""

from pathlib import Path

import pytest

from tandem_models import Progress, Scenario, Schedule
from tandem_scheduler import load_scenario, solve
from tests.agreement.news import assert_well_formed
from tests.builders import day, people, scenario

FOLDER = Path(__file__).parents[2] / "scenarios"


def conflict() -> Scenario:
    """Tiers that can't all stand at what each could reach alone, and pairs that the model settles."""
    soft = {"strength": "soft", "weight": 3}
    return scenario(
        days=3,
        people=people(3, 3),
        evenings={"shift": {"start": "14:00", "end": "22:00"}, "teams": 3},
        pins=[{"on": day(1), "area": "north", "detective": "D1", "officer": "N1"}],
        rules=[{"kind": "visits", "max": 0} | soft, {"kind": "pair_repeat", "limit": 0} | soft],
        objectives=["fairness", "rules", "coverage", ["priority", "home_area"]],
    )


def heard(planned: Scenario) -> tuple[list[Progress], Schedule]:
    news: list[Progress] = []
    schedule = solve(planned, workers=1, on_progress=news.append)
    assert_well_formed(news, planned, schedule)
    return news, schedule


@pytest.mark.parametrize("name", ["first-steps.yaml", "leicestershire-2021-three-teams", "conflict"])
def test_every_tier_is_relaxed_and_done(name: str) -> None:
    planned = conflict() if name == "conflict" else load_scenario(FOLDER / name)
    news, schedule = heard(planned)
    assert schedule.status == "optimal"
    tiers = range(len(planned.objectives))
    assert {event.tier for event in news if event.stage == "relaxing"} == set(tiers)
    assert [event.tier for event in news if event.done] == list(tiers)


def test_no_tier_is_done_where_no_roster_can_exist() -> None:
    _, schedule = heard(scenario(rules=[{"kind": "visits", "min": 100}]))
    assert schedule.status == "infeasible"
