"""Which method found a roster is told: each method in turn is the only one that may find any."""

from threading import Event

import pytest

from tandem_models import Progress
from tandem_scheduler.api import solving
from tandem_scheduler.api.solving import solve_by
from tandem_scheduler.engine.devices import Device
from tandem_scheduler.engine.params import SearchParams
from tests.builders import people, scenario

ONE = {"shift": {"start": "14:00", "end": "22:00"}, "teams": 1}
DRIVERS = {person: {"skills": ["driver"]} for person in ("D1", "D3", "N2")}
PAIRS = ({"kind": "pair_repeat", "limit": 1}, {"kind": "team_skill", "skill": "driver", "at_least": 1})
HARD = (
    {"kind": "hours", "min": 16, "max": 32, "per": "operation"},
    {"kind": "consecutive", "min": 2, "max": 3},
    {"kind": "days_off", "min": 2},
)

EASY = scenario(days=8, people=people(4, 4))
MATCHED = scenario(days=8, people=people(4, 4, **DRIVERS), rules=PAIRS)
UNMATCHED = scenario(days=15, evenings=ONE, people=people(3, 3, **DRIVERS), rules=PAIRS)
"""Near its relaxation people can't be matched at once."""
BOUND = scenario(days=8, people=people(4, 4), rules=HARD)


@pytest.mark.parametrize(
    ("method", "plan", "devices"),
    [
        ("construction", EASY, {Device.CONSTRUCTION}),
        ("local_search", EASY, {Device.CONSTRUCTION, Device.SMALL_CHANGES}),
        ("rounding", EASY, {Device.ROUNDING}),
        ("repair", UNMATCHED, {Device.ROUNDING, Device.REPAIR}),
        ("neighbourhood_search", EASY, {Device.CONSTRUCTION, Device.NEIGHBOURHOODS}),
        ("rerostering", BOUND, {Device.REROSTERING}),
        ("branch_and_cut", EASY, {Device.BRANCH_AND_CUT}),
        ("cp_sat", EASY, {Device.WHOLE_MODEL}),
        ("exact_model", MATCHED, {Device.WHOLE_MODEL, Device.EXACT_MODEL}),
    ],
)
def test_the_method_that_found_the_roster_is_told(monkeypatch, clock, method, plan, devices):
    # Construction comes first, and CP-SAT has no small model to itself.
    params = SearchParams(without=frozenset(Device) - devices, slow_model=1, small_model=0)
    if method != "construction":
        monkeypatch.setattr("tandem_scheduler.engine.search.heuristics.constructed", lambda state, *_: state.snapshot())
    monkeypatch.setattr(solving, "completed", lambda trial, gaps, *_: (trial, tuple(gaps)))
    clock.step = 0.01  # Where nothing is found, time is up at last.
    heard, stop = [], Event()

    def hear(news: Progress) -> None:
        heard.append(news)
        if method in news.found_by:
            stop.set()

    found = solve_by(params, plan, workers=1, on_progress=hear, stop=stop)
    assert found.found_by == (method,)
    assert any(news.found_by == (method,) for news in heard)
