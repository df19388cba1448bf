"""The scenario in numbers: what follows from hard rules for single people."""

from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tandem_scheduler.engine.problem.problem import Problem
from tests.builders import day, scenario

DAYS = 9
windows = st.one_of(
    st.builds(lambda n: {"kind": "evening_gap", "evenings": n}, st.integers(1, 3)),
    st.builds(lambda d, n: {"kind": "rolling_limit", "days": d, "limit": n}, st.integers(2, 6), st.integers(1, 3)),
    st.builds(lambda n: {"kind": "max_evenings", "max": n}, st.integers(0, 5)),
)


@settings(max_examples=60, derandomize=True)
@given(st.lists(windows, max_size=3), st.sets(st.integers(1, DAYS), max_size=4))
def test_the_most_evenings_are_those_of_the_best_choice(rules: list[dict[str, Any]], away: set[int]) -> None:
    absences = [{"person": "D1", "from": day(n), "to": day(n)} for n in away]
    problem = Problem(scenario(days=DAYS, rules=rules, absences=absences))
    here = list(problem.release[0])

    def allowed(chosen: tuple[int, ...]) -> bool:
        for rule in rules:
            length, limit = {
                "evening_gap": lambda r: (r["evenings"] + 1, 1),
                "rolling_limit": lambda r: (r["days"], r["limit"]),
                "max_evenings": lambda r: (DAYS, r["max"]),
            }[rule["kind"]](rule)
            if any(sum(first <= e < first + length for e in chosen) > limit for first in range(-DAYS, DAYS)):
                return False
        return True

    most = max(n for n in range(len(here) + 1) for chosen in combinations(here, n) if allowed(chosen))
    assert problem.most_evenings[0] == most


def test_soft_rules_and_other_people_bind_nobody() -> None:
    rules = [
        {"kind": "max_evenings", "max": 1, "strength": "soft"},
        {"kind": "max_evenings", "max": 2, "who": ["D2"]},
    ]
    problem = Problem(scenario(days=5, rules=rules))
    assert problem.most_evenings[:2] == [5, 2]
