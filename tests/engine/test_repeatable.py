"""The same scenario and seed give the same roster: again, in other threads, whatever the time allowed."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tandem_models import Scenario, Schedule
from tandem_scheduler import load_scenario, solve
from tests.builders import people, scenario
from tests.scenarios.solved import FILES, FOLDER, solved


def test_every_scenario_that_solves_is_tried() -> None:
    entries = {path.name for path in FOLDER.iterdir() if path.is_dir() or path.suffix == ".yaml"}
    assert entries - {"broken.yaml", "impossible.yaml"} == set(FILES)


def timeless(schedule: Schedule) -> str:
    """The schedule's JSON without the seconds that its making took."""
    tiers = tuple(tier.model_copy(update={"seconds": 0.0}) for tier in schedule.tiers)
    return schedule.model_copy(update={"seconds": 0.0, "tiers": tiers}).model_dump_json()


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("name", FILES)
def test_two_runs_give_the_same_bytes(name: str, workers: int) -> None:
    planned = load_scenario(FOLDER / name)
    first, second = (solve(planned, workers=workers, seed=7) for _ in range(2))
    assert first.status == "optimal"
    assert timeless(first) == timeless(second)
    assert first.proof == second.proof


@pytest.mark.parametrize("name", FILES)
def test_the_time_allowed_does_not_change_the_roster_unless_it_runs_out(name: str) -> None:
    planned, schedule = solved(name)
    longer = solve(planned, workers=1, time_limit=10 * schedule.stamp.time_limit)
    assert schedule.stop_reason == "complete"
    assert schedule.deployments == longer.deployments


@pytest.mark.parametrize("name", FILES)
def test_workers_and_seed_change_no_tier(name: str) -> None:
    planned, one = solved(name)
    other = solve(planned, workers=2, seed=1)
    assert one.status == other.status == "optimal"
    assert [tier.value for tier in one.tiers] == [tier.value for tier in other.tiers]


def contested() -> Scenario:
    """A scenario whose pairs are settled by the model: more evenings than partners."""
    return scenario(days=5, people=people(4, 4), evenings={"shift": {"start": "14:00", "end": "22:00"}, "teams": 4},
                    rules=[{"kind": "pair_repeat", "limit": 1}])  # fmt: skip


def test_solving_in_several_threads_at_once_changes_nothing() -> None:
    planned = [load_scenario(FOLDER / "first-steps.yaml"), contested(), load_scenario(FOLDER / FILES[2])]
    alone = [timeless(solve(each, workers=1)) for each in planned]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda each: timeless(solve(each, workers=1)), planned * 3))
    assert together == alone * 3


def test_a_scenario_can_be_solved_again_after_it_was_solved() -> None:
    planned = contested()
    before = planned.model_dump_json()
    solve(planned, workers=1)
    assert planned.model_dump_json() == before


def test_the_stamp_says_what_the_roster_was_made_with() -> None:
    planned = load_scenario(FOLDER / "first-steps.yaml")
    stamp = solve(planned, workers=2, seed=5, time_limit=33).stamp
    assert (stamp.scenario, stamp.workers, stamp.seed, stamp.time_limit) == (planned.fingerprint, 2, 5, 33)
