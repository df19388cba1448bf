"""What `worth` does with the time that it is given, and what it tells meanwhile."""

from dataclasses import replace
from threading import Event

import pytest

from tandem_scheduler import worth
from tandem_scheduler.advise.whatif import worth as whatif
from tandem_scheduler.advise.whatif.options import options_of
from tandem_scheduler.engine.limits import Limits
from tandem_scheduler.engine.solve import solve_scenario
from tests.builders import DETECTIVE, people, scenario

SHIFT = {"start": "14:00", "end": "22:00"}
ONE = {"shift": SHIFT, "teams": 1}
TWO = {"shift": SHIFT, "teams": 2}


def test_the_time_given_is_used_what_was_cut_short_is_planned_again(clock, monkeypatch):
    plan, solved = scenario(days=2, people=people(1, 3), evenings=TWO), list[float]()

    def slow(scenario, limits, listener):
        # The first time each takes all that it has, and finds nothing yet with a newcomer.
        solved.append(limits.left)
        outcome = solve_scenario(scenario, limits, listener)
        if len(solved) in (2, 3):
            clock.forward(limits.left)
            outcome = replace(outcome, deployments=None)
        return outcome

    monkeypatch.setattr(whatif, "solve_scenario", slow)
    monkeypatch.setattr(whatif, "options_of", lambda *given: options_of(*given)[:2])
    found = worth(plan, time_limit=100)
    # Without any at first; one of two with half of the time, the other with what is left, the first again with that.
    assert solved == [25.0, 50.0, 50.0]
    assert (found.tried, found.complete, found.gains) == (0, False, ())


def test_after_a_stop_nothing_else_is_begun(monkeypatch):
    stop, doing = Event(), list[str]()

    def stopped(scenario, limits, listener):
        outcome = solve_scenario(scenario, limits, listener)
        stop.set()
        return outcome

    monkeypatch.setattr(whatif, "solve_scenario", stopped)
    found = whatif.gains(scenario(days=2, people=people(1, 3), evenings=TWO), Limits.within(60, stop), told(doing))
    assert doing == ["Planning as things are"]
    assert (found.gains, found.complete, found.possible) == ([], False, True)


def told(doing):
    return lambda what, *_: doing.append(what)


def test_with_time_left_what_was_cut_short_is_known_at_last(clock, monkeypatch):
    rules = [{"kind": "max_evenings", "max": 1, "who": [DETECTIVE]}]
    plan, cut = scenario(days=4, evenings=ONE, rules=rules), [True]

    def slow(scenario, limits, listener):
        outcome = solve_scenario(scenario, limits, listener)
        if scenario is not plan and cut:
            cut.clear()
            clock.forward(limits.left)
            outcome = replace(outcome, deployments=None)
        return outcome

    monkeypatch.setattr(whatif, "solve_scenario", slow)
    alone = worth(plan, time_limit=100)
    monkeypatch.undo()
    assert not cut
    assert alone == worth(plan)


def test_a_second_look_where_there_is_no_roster_at_first(clock, monkeypatch):
    plan, solved = scenario(days=2, people=people(1, 3), evenings=TWO), list[float]()

    def slow(scenario, limits, listener):
        solved.append(limits.left)
        outcome = solve_scenario(scenario, limits, listener)
        if len(solved) < 3:
            clock.forward(limits.left)
            outcome = replace(outcome, deployments=None)
        return outcome

    monkeypatch.setattr(whatif, "solve_scenario", slow)
    found = worth(plan, time_limit=100)
    assert solved == pytest.approx([25.0, 52.5])
    assert (found.possible, found.tried, found.complete) == (None, 0, False)


def test_what_is_being_done_is_told():
    plan, told = scenario(days=2, people=people(1, 3), evenings=TWO), []
    found = worth(plan, on_progress=told.append)
    assert [one.doing for one in told[:2]] == ["Planning as things are", "Looking for what presses the hardest"]
    assert [(one.doing, one.done, one.of) for one in told[2:]] == [
        ("Planning with one thing more", n, found.tried) for n in range(found.tried)
    ]
