"""Which method found a roster is told: each method in turn is the only one that may find any."""

from threading import Event

import pytest

from tandem_models import Progress
from tandem_scheduler import solve
from tandem_scheduler.api import solving
from tandem_scheduler.engine.search.heuristics import Heuristics
from tandem_scheduler.engine.search.incumbent import Incumbent
from tandem_scheduler.engine.search.lns.neighbourhoods import Polish
from tandem_scheduler.engine.search.lns.race import Improving
from tandem_scheduler.engine.search.rounding import Rounding
from tandem_scheduler.engine.search.tier_search import TierSearch
from tandem_scheduler.engine.solvers.cpsat import Found
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

STEPS = {
    "construct": (Heuristics, None),
    "complete": (Heuristics, None),
    "mend": (Heuristics, None),
    "reach": (Rounding, False),
    "rounds": (Rounding, True),
    "repaired": (Rounding, False),
    "begin": (TierSearch, None),
    "_cut": (TierSearch, False),
    "better": (Improving, None),
    "_around": (TierSearch, None),
    "_exactly": (TierSearch, False),
    "_searched": (TierSearch, Found(None, None, 0)),
}
"""All that looks for rosters, and what it gives where it finds none."""


@pytest.mark.parametrize(
    ("method", "plan", "steps"),
    [
        ("construction", EASY, {"construct"}),
        ("local_search", EASY, {"construct", "complete"}),
        ("rounding", EASY, {"reach"}),
        ("repair", UNMATCHED, {"reach", "repaired"}),
        ("neighbourhood_search", EASY, {"construct", "better"}),
        ("rerostering", BOUND, {"begin"}),
        ("branch_and_cut", EASY, {"_cut"}),
        ("cp_sat", EASY, {"_searched"}),
        ("exact_model", MATCHED, {"_searched", "_exactly"}),
    ],
)
def test_the_method_that_found_the_roster_is_told(monkeypatch, clock, method, plan, steps):
    for step in STEPS.keys() - steps:
        owner, nothing = STEPS[step]
        monkeypatch.setattr(owner, step, lambda *_, given=nothing, **__: given)
    monkeypatch.setattr(Heuristics, "slow", True)  # Construction comes first.
    monkeypatch.setattr(Polish, "small", False)
    monkeypatch.setattr(Incumbent, "salvage", lambda *_: False)
    if method != "construction":
        monkeypatch.setattr("tandem_scheduler.engine.search.heuristics.constructed", lambda state, _: state.snapshot())
    monkeypatch.setattr(solving, "completed", lambda trial, gaps, _: (trial, tuple(gaps)))
    clock.step = 0.01  # Where nothing is found, time is up at last.
    heard, stop = [], Event()

    def hear(news: Progress) -> None:
        heard.append(news)
        if method in news.found_by:
            stop.set()

    found = solve(plan, workers=1, on_progress=hear, stop=stop)
    assert found.found_by == (method,)
    assert any(news.found_by == (method,) for news in heard)
