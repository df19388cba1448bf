"""The model of a problem: while it is built, hardly anything is garbage."""

import gc
import threading

import pytest

from tandem_scheduler.engine.formulation import build as building
from tandem_scheduler.engine.formulation.build import MANY, build
from tandem_scheduler.engine.limits import Limits, TimeUp
from tandem_scheduler.engine.problem.problem import Problem
from tests.builders import scenario


@pytest.fixture
def usual():
    before = gc.get_threshold()
    gc.set_threshold(701, 11, 12)
    yield 701, 11, 12
    gc.set_threshold(*before)


def test_garbage_is_looked_for_as_often_as_before(usual, monkeypatch):
    seen = []
    monkeypatch.setattr(building, "post_patterns", lambda *_: seen.append(gc.get_threshold()))
    build(Problem(scenario()))
    assert seen == [(MANY, 11, 12)]
    assert gc.get_threshold() == usual
    stop = threading.Event()
    stop.set()
    monkeypatch.setattr(building, "post_rules", lambda model, _: model.program.heed_the_limits())
    with pytest.raises(TimeUp):
        build(Problem(scenario()), Limits.within(0, stop=stop))
    assert gc.get_threshold() == usual


def test_of_several_that_build_the_last_says_so(usual, monkeypatch):
    seen = []

    def another(*_):
        if not seen:
            seen.append("begun")
            build(Problem(scenario()))
            seen.append(gc.get_threshold())

    monkeypatch.setattr(building, "post_patterns", another)
    build(Problem(scenario()))
    assert seen == ["begun", (MANY, 11, 12)]
    assert gc.get_threshold() == usual


def test_who_has_no_garbage_looked_for_has_none(usual):
    gc.set_threshold(0)
    build(Problem(scenario()))
    assert gc.get_threshold()[0] == 0
    gc.set_threshold(*usual)
