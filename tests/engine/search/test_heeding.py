"""What takes long and can't be ended is not begun once it is time to stop."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tandem_models import Scenario
from tandem_scheduler.engine.formulation.build import build
from tandem_scheduler.engine.limits import TICKS, Limits, TimeUp, heeding
from tandem_scheduler.engine.problem.problem import Problem
from tandem_scheduler.engine.search.bounds import Bounds
from tandem_scheduler.engine.search.local.state import LocalState
from tests.builders import people, scenario
from tests.clock import HeldClock
from tests.engine.limits import plenty

PLAN: Scenario = scenario(days=3, people=people(3, 3), rules=[{"kind": "pair_repeat", "limit": 1}])


def stopped(limits: Limits, clock: HeldClock) -> None:  # noqa: ARG001 - no time passes
    limits.stop.set()


def overdue(limits: Limits, clock: HeldClock) -> None:
    clock.forward(limits.last - clock.now() + 1)


ENDS = pytest.mark.parametrize("end", [stopped, overdue])


def bounded(clock: HeldClock) -> Limits:
    return replace(plenty(), last=5.0 + clock.now())


@ENDS
def test_no_tier_is_begun(clock: HeldClock, end: Callable[[Limits, HeldClock], None]) -> None:
    model, measures = build(Problem(PLAN))
    limits = bounded(clock)
    bounds = Bounds(model, measures, limits=limits)
    first = bounds.begin(0)
    first.value = first.bound
    bounds.begin(1)
    end(limits, clock)
    with pytest.raises(TimeUp):
        bounds.begin(1)
    with pytest.raises(TimeUp):
        bounds.held(0)
    # What was known of later tiers held this one otherwise, and would be no bound now.
    assert len(bounds) == 1


@ENDS
def test_no_ledger_is_made(clock: HeldClock, end: Callable[[Limits, HeldClock], None]) -> None:
    model, measures = build(Problem(PLAN))
    limits = bounded(clock)
    LocalState(model, measures, limits=limits)
    end(limits, clock)
    with pytest.raises(TimeUp):
        LocalState(model, measures, limits=limits)


def test_what_is_graced_goes_on_beyond_the_deadline_but_not_for_ever(clock: HeldClock) -> None:
    limits = replace(Limits.within(1.0), last=clock.now() + 2.0)
    clock.forward(1.5)
    assert limits.over
    limits.heed()
    assert not limits.graced(1.0).over
    clock.forward(1.0)
    with pytest.raises(TimeUp):
        limits.graced(1.0).heed()


def test_many_are_gone_through_until_the_limits_are_over(clock: HeldClock) -> None:
    limits, seen = Limits.within(1.0), list[int]()
    assert list(heeding(limits, range(3 * TICKS))) == list(range(3 * TICKS))

    def go() -> None:
        for number in heeding(limits, range(3 * TICKS)):
            seen.append(number)
            if number == TICKS:
                clock.forward(1.0)

    with pytest.raises(TimeUp):
        go()
    assert seen == list(range(2 * TICKS))
