"""What a running solve tells: never silent for long, one thing at a time, with the best roster where asked for."""

import threading
from collections.abc import Callable

import pytest

from tandem_models import AnswerProgress, Deployment, Progress, Scenario
from tandem_scheduler import check, solve
from tandem_scheduler.api import solving
from tandem_scheduler.api.telling import PULSE, Pulse, SolveNews, answering
from tandem_scheduler.checks import Checker
from tandem_scheduler.engine.limits import Watch
from tests.builders import people, scenario
from tests.clock import HeldClock


class HeardError(Exception):
    """Raised by a listener."""


def news(tier: int = 0, value: int | None = 3, stage: str = "solving") -> Progress:
    return Progress.model_validate(
        {"seconds": 0.0, "tier": tier, "tiers": 2, "name": "x", "value": value, "bound": 1, "stage": stage}
        | ({"found_by": ["rounding"]} if value is not None else {})
    )


def beaten(listen: Callable[[str], None]) -> Pulse[str]:
    return Pulse(listen, lambda last: f"still {last}")


def test_it_beats_only_after_a_second_without_news(clock: HeldClock) -> None:
    told: list[str] = []
    pulse = beaten(told.append)
    pulse.beat()
    assert told == []
    clock.forward(PULSE)
    pulse.beat()
    assert told == ["still None"]
    clock.forward(PULSE / 2)
    pulse.tell("a")
    clock.forward(PULSE / 2)
    pulse.beat()
    assert told == ["still None", "a"]
    clock.forward(PULSE / 2)
    pulse.beat()
    pulse.beat()
    assert told == ["still None", "a", "still a"]


def test_nothing_is_told_while_something_is(clock: HeldClock) -> None:
    told: list[str] = []

    def listen(what: str) -> None:
        told.append(what)
        clock.forward(2 * PULSE)
        beat = threading.Thread(target=pulse.beat)
        beat.start()
        beat.join()

    pulse = beaten(listen)
    pulse.tell("a")
    assert told == ["a"]


def test_what_a_listener_raises_at_a_beat_ends_the_block_and_comes_out_once(clock: HeldClock) -> None:
    told: list[str] = []

    def listen(what: str) -> None:
        told.append(what)
        raise HeardError

    pulse, ended = beaten(listen), threading.Event()

    def work() -> None:
        with pulse.beating(ended.set):
            clock.forward(PULSE)
            assert ended.wait(60)
            clock.forward(PULSE)
            pulse.tell("b")

    with pytest.raises(HeardError):
        work()
    assert told == ["still None"]


def test_a_listener_that_raises_while_nothing_is_new_ends_the_solve(clock: HeldClock) -> None:
    def listen(heard: Progress) -> None:
        clock.forward(PULSE)
        if heard.repeated:
            raise HeardError

    planned = scenario(days=3, people=people(3, 3), rules=[{"kind": "pair_repeat", "limit": 1}])
    beaten = threading.Event()

    def look(heard: Progress) -> None:
        try:
            listen(heard)
        finally:
            if heard.repeated:
                beaten.set()

    clock_moved = clock.forward
    with pytest.MonkeyPatch.context() as patch:
        # The search waits for a beat, as one that takes long would see one.
        from tandem_scheduler.api import solving

        search = solving.solve_scenario

        def slow(*given: object, **more: object) -> object:
            clock_moved(PULSE)
            assert beaten.wait(60)
            return search(*given, **more)  # type: ignore[arg-type]

        patch.setattr(solving, "solve_scenario", slow)
        with pytest.raises(HeardError):
            solve(planned, workers=1, on_progress=look)


@pytest.mark.parametrize(
    ("heard", "finished", "stage", "tier", "value"),
    [
        ([], False, "preparing", 0, None),
        ([news(0, None, "relaxing")], False, "relaxing", 0, None),
        ([news(0), news(1, 5)], False, "solving", 1, 5),
        ([news(1, 5), news(0, 3, "done")], False, "solving", 1, 5),
        ([news(0, 3, "done")], False, "solving", 1, None),
        ([news(0, 3, "done"), news(1, 5, "done")], False, "finishing", 1, 5),
        ([news(0)], True, "finishing", 0, 3),
        ([], True, "finishing", 0, None),
    ],
)
def test_where_nothing_is_new_it_says_how_things_stand(
    clock: HeldClock, heard: list[Progress], finished: bool, stage: str, tier: int, value: int | None
) -> None:
    told: list[Progress] = []
    planned = scenario(objectives=["coverage", "fairness"])
    telling = SolveNews(planned, 0.0, told.append)
    for each in heard:
        telling.hear(each)
    if finished:
        telling.finish()
    clock.forward(PULSE)
    assert telling.pulse is not None
    telling.pulse.beat()
    last = told[-1]
    assert last.repeated
    assert (last.stage, last.tier, last.value, last.name) == (stage, tier, value, ("coverage", "fairness")[tier])
    assert last.value is None or last.bound <= last.value
    assert (last.value is None) == (not last.found_by)


def test_seconds_count_from_the_call_whatever_is_told(clock: HeldClock, monkeypatch: pytest.MonkeyPatch) -> None:
    began, told = clock.now(), list[tuple[float, float]]()

    def slow(planned: Scenario) -> Checker:
        clock.forward(5.0)
        return Checker(planned)

    def listen(heard: Progress) -> None:
        told.append((heard.seconds, clock.now() - began))
        clock.forward(0.25)

    monkeypatch.setattr(solving, "Checker", slow)
    solve(scenario(), workers=1, on_progress=listen)
    assert told
    assert all(seconds == since > 4.9 for seconds, since in told)


def test_news_that_waited_for_others_are_no_older(clock: HeldClock) -> None:
    told: list[Progress] = []
    telling = SolveNews(scenario(objectives=["coverage", "fairness"]), clock.now(), told.append)
    assert telling.pulse is not None
    clock.forward(2 * PULSE)
    made = news()
    telling.pulse.beat()
    telling.hear(made)
    clock.forward(PULSE)
    telling.pulse.beat()
    assert [one.repeated for one in told] == [True, False, True]
    assert [one.seconds for one in told] == pytest.approx([2.0, 2.0, 3.0])


def test_what_moves_is_told_to_the_watch() -> None:
    watch, telling = Watch(1.0), SolveNews(scenario(objectives=["coverage", "fairness"]), 0.0, None)
    telling.watched_by(watch)
    moves: list[int] = []
    watch.moved = lambda: moves.append(1)  # type: ignore[method-assign]
    for each in (news(0, None), news(0, 3), news(0, 3), news(0, 2)):
        telling.hear(each)
    assert len(moves) == 2


def test_news_carry_the_best_roster_where_asked_for() -> None:
    planned = scenario(days=3, people=people(3, 3), rules=[{"kind": "pair_repeat", "limit": 1}])
    heard: list[Progress] = []
    schedule = solve(planned, workers=1, on_progress=heard.append, rosters=True)
    carried = [one.deployments for one in heard]
    assert carried[-1] == schedule.deployments
    first = next(n for n, teams in enumerate(carried) if teams is not None)
    assert all(teams is not None and check(planned, teams).ok for teams in carried[first:])
    assert all(one.value is None for one in heard[:first])
    bare: list[Progress] = []
    solve(planned, workers=1, on_progress=bare.append)
    assert {one.deployments for one in bare} == {None}


def test_the_roster_of_independent_parts_is_that_of_all() -> None:
    areas = [{"id": name, "priority": 1} for name in ("north", "south")]
    apart = [
        {"kind": "area_limit", "who": [f"D{n}", f"N{n}"], "areas": [areas[n % 2]["id"]], "max": 0} for n in (1, 2, 3, 4)
    ]
    planned = scenario(days=3, areas=areas, people=people(4, 4), rules=apart)
    heard: list[Progress] = []
    schedule = solve(planned, workers=2, on_progress=heard.append, rosters=True)
    teams: tuple[Deployment, ...] | None = heard[-1].deployments
    assert teams == schedule.deployments


def test_an_answer_tells_what_it_does_and_that_it_goes_on(clock: HeldClock) -> None:
    told: list[AnswerProgress] = []
    beat = threading.Event()

    def listen(heard: AnswerProgress) -> None:
        told.append(heard)
        if heard.repeated:
            beat.set()

    began = clock.now()
    with answering(listen, None) as (stop, tell):
        clock.forward(PULSE / 2)
        tell("Looking", 2, 5)
        clock.forward(PULSE)
        assert beat.wait(60)
        assert not stop.is_set()
    assert [(one.doing, one.done, one.of, one.repeated) for one in told[:2]] == [
        ("Looking", 2, 5, False),
        ("Looking", 2, 5, True),
    ]
    assert [one.seconds for one in told[:2]] == pytest.approx([PULSE / 2, clock.now() - began])


def test_no_thread_is_left() -> None:
    before = set(threading.enumerate())
    solve(scenario(), workers=1, on_progress=lambda _: None)
    with answering(lambda _: None, None) as (_, tell):
        tell("Looking")
    assert set(threading.enumerate()) == before
