"""What ends a solve: the time limit, a stop from outside, a listener's error, arguments that make no sense."""

import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from ortools.sat.python import cp_model

from tandem_models import Progress, Scenario, Schedule
from tandem_scheduler import check, load_scenario, solve
from tandem_scheduler.api import solving
from tandem_scheduler.engine import clock as running
from tandem_scheduler.engine.formulation.build import build
from tandem_scheduler.engine.limits import Limits, TimeUp, Watch, watching
from tandem_scheduler.engine.problem.problem import Problem
from tests.builders import people, scenario
from tests.clock import AGES, HeldClock

SIX_WEEKS = Path(__file__).parents[2] / "scenarios" / "six-weeks-2021.yaml"


def hard(days: int = 28, each: int = 10, teams: int = 5) -> Scenario:
    """Much work: pairs, rest and areas in conflict over weeks, with so many people of each role."""
    who = range(1, each + 1)
    closed = [{"kind": "area_limit", "who": [f"D{n}", f"N{n}"], "areas": [f"a{n % 4}"], "max": 1} for n in who]
    return scenario(
        days=days,
        areas=[{"id": f"a{n}", "priority": n + 1} for n in range(4)],
        evenings={"shift": {"start": "16:00", "end": "02:00"}, "teams": teams},
        people=people(each, each),
        rules=[{"kind": "pair_repeat", "limit": 1}, {"kind": "rolling_limit", "days": 7, "limit": 3}, *closed],
    )


def ended_early(planned: Scenario, schedule: Schedule) -> None:
    """The schedule says that not all was done, and what it gives is right."""
    assert schedule.status in ("unknown", "feasible")
    if schedule.has_roster:
        assert check(planned, schedule.deployments).ok
        assert all(tier.bound <= tier.value for tier in schedule.tiers)
        assert any(tier.known == "best_found" for tier in schedule.tiers)
    else:
        assert (schedule.deployments, schedule.tiers) == ((), ())


def test_ends_whenever_time_runs_out_with_what_there_is(clock: HeldClock) -> None:
    planned = hard(days=7, each=4, teams=2)
    late = list(clock.cut_short(partial(solve, planned, workers=1), lambda found: found.status == "optimal"))
    for schedule in late:
        ended_early(planned, schedule)
        assert schedule.stop_reason == "time_limit"
    assert {schedule.has_roster for schedule in late} == {False, True}


def test_time_that_runs_out_ends_a_search_under_way(clock: HeldClock, monkeypatch: pytest.MonkeyPatch) -> None:
    search = cp_model.CpSolver.solve

    def searched(*told: Any) -> Any:
        # It was told of plenty of time when it began.
        clock.forward(AGES)
        clock.step = 0.1  # the grace that a first roster has runs out as well
        return search(*told)

    monkeypatch.setattr(cp_model.CpSolver, "solve", searched)
    schedule = solve(hard(), time_limit=AGES, workers=1)
    ended_early(hard(), schedule)
    assert schedule.stop_reason == "time_limit"


def test_time_runs_out_by_the_clock_that_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "now", time.monotonic)
    assert solve(hard(), time_limit=1e-6, workers=1).stop_reason == "time_limit"


def test_a_stop_set_before_the_start_ends_it_at_once() -> None:
    stop = threading.Event()
    stop.set()
    schedule = solve(hard(), stop=stop, workers=1)
    assert schedule.status in ("unknown", "feasible")
    assert schedule.stop_reason == "interrupted"


def test_a_stop_from_another_thread_gives_the_best_roster_so_far() -> None:
    planned, stop, roster = hard(), threading.Event(), threading.Event()
    stopper = threading.Thread(target=lambda: roster.wait(AGES) and stop.set())
    stopper.start()

    def listen(news: Progress) -> None:
        if news.value is not None:
            roster.set()
            assert stop.wait(AGES)

    schedule = solve(planned, stop=stop, workers=2, on_progress=listen)
    stopper.join()
    assert schedule.stop_reason == "interrupted"
    assert schedule.has_roster
    assert check(planned, schedule.deployments).ok


def test_a_stop_from_the_listener() -> None:
    stop = threading.Event()
    schedule = solve(hard(), stop=stop, workers=1, on_progress=lambda _: stop.set())
    assert schedule.stop_reason == "interrupted"
    assert schedule.status in ("unknown", "feasible")


def test_a_stop_once_there_is_a_roster_keeps_it() -> None:
    planned, stop = load_scenario(SIX_WEEKS), threading.Event()

    def listen(news: Progress) -> None:
        if news.value is not None:
            stop.set()

    schedule = solve(planned, stop=stop, workers=1, on_progress=listen)
    assert schedule.has_roster
    assert check(planned, schedule.deployments).ok


def test_a_gap_ends_it_where_every_tier_is_near_enough() -> None:
    planned = Scenario.model_validate(hard().model_dump() | {"objectives": ["coverage"]})
    # The search's own end is looked at: what it is helped by would bring the tier to its bound.
    helped = patch("tandem_scheduler.engine.search.heuristics.constructed", lambda *_: None)
    ended = patch("tandem_scheduler.engine.search.heuristics.Heuristics.complete", lambda *_: None)
    mended = patch("tandem_scheduler.engine.search.heuristics.Heuristics.mend", lambda *_: None)
    with (
        helped,
        ended,
        mended,
        patch("tandem_scheduler.api.solving.completed", lambda trial, gaps, *_: (trial, tuple(gaps))),
    ):
        schedule = solve(planned, workers=1, gap=0.5)
    assert schedule.stop_reason == "gap"
    (tier,) = schedule.tiers
    assert 0 < tier.value - tier.bound <= 0.5 * tier.value


def test_stagnation_ends_it_with_a_roster(clock: HeldClock, monkeypatch: pytest.MonkeyPatch) -> None:
    watches = list[Watch]()

    @contextmanager
    def watched(stop: threading.Event, patience: float) -> Iterator[Watch]:
        with watching(stop, patience) as watch:
            watches.append(watch)
            yield watch

    def listen(news: Progress) -> None:
        clock.forward(1)
        if news.value is not None:
            assert watches[0].stop.wait(AGES)

    monkeypatch.setattr(solving, "watching", watched)
    schedule = solve(hard(), time_limit=AGES, workers=1, stagnation=0.5, on_progress=listen)
    assert schedule.has_roster
    assert schedule.stop_reason == "stagnation"


def test_as_long_as_there_is_headway_nothing_stagnates(clock: HeldClock) -> None:
    watch = Watch(1.0)
    clock.forward(100)
    watch.look()
    assert not watch.stop.is_set()  # there is no roster yet
    for _ in range(3):
        watch.moved()
        clock.forward(0.9)
        watch.look()
        assert not watch.stop.is_set()
    clock.forward(0.2)
    watch.look()
    assert watch.stop.is_set()
    assert watch.stalled


@pytest.mark.parametrize("work", [0.05, 0.5])
def test_so_much_work_gives_the_same_roster_whatever_the_clock_says(work: float) -> None:
    one, other = (solve(hard(), time_limit=limit, workers=1, deterministic=work) for limit in (AGES, 2 * AGES))
    assert one.stop_reason == other.stop_reason
    assert one.stop_reason in ("effort", "complete")
    assert (one.deployments, [tier.bound for tier in one.tiers]) == (
        other.deployments,
        [tier.bound for tier in other.tiers],
    )


def test_work_ends_sooner_than_time() -> None:
    assert solve(hard(), workers=1, deterministic=0.01).stop_reason == "effort"


class HeardError(Exception):
    """Raised by a listener."""


def test_what_a_listener_raises_comes_out_of_solve_whatever_the_news() -> None:
    planned = scenario(
        days=3,
        people=people(2, 2),
        evenings={"shift": {"start": "14:00", "end": "22:00"}, "teams": 2},
        rules=[{"kind": "pair_repeat", "limit": 1, "strength": "soft"}],
    )
    news: list[Progress] = []
    solve(planned, on_progress=news.append, workers=1)
    assert len(news) >= len(planned.objectives)
    for number in range(len(news)):
        left = [number]

        def listen(_: Progress, left: list[int] = left) -> None:
            if not left[0]:
                raise HeardError
            left[0] -= 1

        with pytest.raises(HeardError):
            solve(planned, on_progress=listen, workers=1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"time_limit": 0}, "time_limit must be above 0"),
        ({"time_limit": -1.5}, "time_limit must be above 0"),
        ({"time_limit": math.nan}, "time_limit must be above 0"),
        ({"time_limit": math.inf}, "time_limit must be above 0"),
        ({"time_limit": 604_801}, "time_limit must be above 0"),
        ({"workers": 0}, "workers must be 1 to 1,024"),
        ({"workers": -2}, "workers must be 1 to 1,024"),
        ({"workers": 1.5}, "workers must be a whole number"),
        ({"workers": 1025}, "workers must be 1 to 1,024"),
        ({"gap": -0.1}, "gap must be 0 or more"),
        ({"gap": 1.0}, "gap must be 0 or more and below 1"),
        ({"stagnation": 0}, "stagnation must be above 0"),
        ({"deterministic": -1}, "deterministic must be above 0"),
        ({"deterministic": math.inf}, "deterministic must be above 0"),
        ({"seed": -1}, "seed must be 0 to 2,147,483,647"),
        ({"seed": 0.5}, "seed must be a whole number"),
        ({"seed": 2**31}, "seed must be 0 to 2,147,483,647"),
    ],
)
def test_arguments_out_of_range_are_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        solve(scenario(), **arguments)


def test_arguments_at_the_ends_of_their_range_are_taken() -> None:
    assert solve(scenario(), workers=1, seed=2**31 - 1, time_limit=604_800).status == "optimal"


def test_no_roster_can_exist() -> None:
    schedule = solve(scenario(rules=[{"kind": "visits", "min": 100}]), workers=1)
    assert (schedule.status, schedule.stop_reason, schedule.has_roster) == ("infeasible", "infeasible", False)
    assert (schedule.deployments, schedule.tiers, schedule.gaps) == ((), (), ())


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_what_is_impossible_is_so_for_any_number_of_workers(workers):
    least = [{"kind": "min_evenings", "min": 3, "who": ["detective"]}]
    one = {"shift": {"start": "14:00", "end": "22:00"}, "teams": 1}
    plan = scenario(days=7, evenings=one, people=people(3, 3), rules=least)
    assert solve(plan, workers=workers).status == "infeasible"


def test_building_looks_at_the_clock_person_by_person():
    # What is worked out for a person may take long and state nothing.
    planned = scenario(days=2, rules=[{"kind": "hours", "max": 40, "per": "week"}])
    with pytest.raises(TimeUp):
        build(Problem(planned), Limits.within(0))
