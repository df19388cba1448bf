import io
from threading import Event

import pytest
from rich.console import Console

from tandem_models import AnswerProgress, Progress
from tandem_scheduler.cli.progress import QUIET, Lines, Screen, standing, view, waiting


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def news(tier=0, value=3, bound=1, done=False, found_by=()):
    return Progress(
        seconds=2.5,
        tier=tier,
        tiers=2,
        name="home_area",
        value=value,
        bound=bound,
        found_by=found_by,
        stage="done" if done else "solving",
    )


def console(terminal=False):
    return Console(file=io.StringIO(), force_terminal=terminal, force_interactive=terminal, width=80)


def test_the_view_suits_where_it_goes():
    assert isinstance(view(console(), 60, Event()), Lines)
    assert isinstance(view(console(terminal=True), 60, Event()), Screen)


def test_a_quick_solve_says_nothing_in_a_log():
    clock, out = Clock(), console()
    with Lines(out, 60, Event(), clock) as lines:
        lines.news(news(done=True))
        clock.now = QUIET - 0.1
        lines.tick()
    assert out.file.getvalue() == ""


def test_a_long_solve_tells_each_finished_tier_once():
    clock, out = Clock(), console()
    with Lines(out, 60, Event(), clock) as lines:
        clock.now = QUIET + 1
        lines.news(news(0, done=True))
        lines.news(news(1))
        lines.tick()
        lines.news(news(1, value=1, done=True))
        lines.tick()
        lines.tick()
    assert out.file.getvalue().splitlines() == [
        "   2.5 s  tier 1 of 2, home area: 3, bound 1, gap 2",
        "   2.5 s  tier 2 of 2, home area: 1, optimal",
    ]


def test_a_log_says_once_that_it_is_stopping():
    stop, out = Event(), console()
    with Lines(out, 60, stop, Clock()) as lines:
        stop.set()
        lines.tick()
        lines.tick()
    assert out.file.getvalue().count("Stopping") == 1


def test_the_live_view_shows_tier_value_bound_gap_and_time(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    clock, out = Clock(), console(terminal=True)
    with Screen(out, 60, Event(), clock) as screen:
        screen.tick()
        screen.news(news())
        clock.now = 3.2
        screen.tick()
        shown = out.file.getvalue()
    assert "Preparing, 0.0 of 60 s" in shown
    assert "1 of 2  home area  3, bound 1, gap 2" in shown
    assert "Solving, 3.2 of 60 s" in shown


@pytest.mark.parametrize(
    ("value", "bound", "found_by", "words"),
    [
        (None, 4, (), "no roster yet, bound 4"),
        (4, 4, (), "4, optimal"),
        (4, 4, ("rounding",), "4, optimal, by rounding the relaxation"),
        (4, 1, ("local_search", "cp_sat"), "4, bound 1, gap 3, by local search, CP-SAT"),
    ],
)
def test_standing(value, bound, found_by, words):
    assert standing(news(value=value, bound=bound, found_by=found_by)) == words


def test_waiting_says_so_once_in_a_log():
    clock, out = Clock(), console()
    with waiting(out, "Explaining", 10, clock) as tick:
        for clock.now in (QUIET - 0.1, QUIET, QUIET + 1):
            tick()
    assert out.file.getvalue() == "Explaining, at most 10 s ...\n"


def test_waiting_tells_in_a_log_once_what_is_done_and_how_much_of_it():
    clock, out = Clock(), console()
    with waiting(out, "Explaining", 10, clock) as tick:
        tick.news(AnswerProgress(seconds=0.5, doing="Looking for a roster"))
        tick()
        clock.now = QUIET
        for done in (1, 2):
            tick.news(AnswerProgress(seconds=2, doing="Looking for conflicts", done=done, of=3))
            tick()
    assert out.file.getvalue().splitlines() == [
        "Explaining, at most 10 s ...",
        "   2.0 s  looking for conflicts, 1 of 3 done",
    ]


def test_waiting_shows_in_a_terminal_what_is_done():
    clock, out = Clock(), console(terminal=True)
    with waiting(out, "Explaining", 10, clock) as tick:
        clock.now = 3.0
        tick.news(AnswerProgress(seconds=3, doing="Planning anew"))
        tick()
    assert "Explaining, 3.0 of 10 s: planning anew" in out.file.getvalue()


def test_what_is_not_new_is_shown_as_time_alone_and_the_end_as_such():
    out = console(terminal=True)
    with Screen(out, 60, Event(), Clock()) as screen:
        screen.news(news(0, value=3))
        screen.news(news(1, value=None).model_copy(update={"repeated": True}))
        screen.tick()
        assert "2 of 2" not in out.file.getvalue()
        assert "Solving, 0.0 of 60 s" in out.file.getvalue()
        screen.news(news(0, value=3).model_copy(update={"repeated": True, "stage": "finishing"}))
        screen.tick()
    assert "Finishing, 0.0 of 60 s" in out.file.getvalue()


def test_waiting_shows_the_time_in_a_terminal():
    clock, out = Clock(), console(terminal=True)
    with waiting(out, "Explaining", 10, clock) as tick:
        clock.now = 3.0
        tick()
    assert "Explaining, 3.0 of 10 s" in out.file.getvalue()
