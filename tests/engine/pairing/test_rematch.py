"""Several evenings matched at once."""

import signal
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import chain
from typing import Any

import pytest

from tandem_scheduler.engine.formulation.build import build
from tandem_scheduler.engine.formulation.roster_model import RosterModel
from tandem_scheduler.engine.limits import Budget, Limits
from tandem_scheduler.engine.pairing.rematch import rematched
from tandem_scheduler.engine.pairing.teams import TeamsByEvening
from tandem_scheduler.engine.problem.problem import Problem
from tests.builders import people, scenario

from ..limits import plenty

ONCE = {"kind": "pair_repeat", "limit": 1}


def model(days: int, size: int, **parts: Any) -> RosterModel:
    """Everybody is free every evening; two areas."""
    parts.setdefault("people", people(size, size))
    parts.setdefault("rules", [ONCE])
    made = scenario(days=days, areas=[{"id": "a1", "priority": 1}, {"id": "a2", "priority": 1}], **parts)
    return build(Problem(made))[0]


def values_of(roster: RosterModel, teams: TeamsByEvening) -> list[int]:
    """The columns' values where these teams are sent, and everybody is counted where they are."""
    values = [0] * len(roster.evening_of)
    for evening, made in enumerate(teams):
        for detective, officer, area in made:
            values[roster.visits(area, evening).columns[0]] += 1
            for person in (detective, officer):
                values[roster.works(person, evening).columns[0]] = 1
                group = roster.group_of(person, evening)
                for column in () if group is None else roster.sends(group, area, evening).columns:
                    values[column] += 1
    return values


def meetings(teams: TeamsByEvening) -> Counter[tuple[int, int]]:
    return Counter((detective, officer) for detective, officer, _ in chain.from_iterable(teams))


SAME: TeamsByEvening = (((0, 2, 0), (1, 3, 1)), ((0, 2, 0), (1, 3, 1)))
"""Detectives 0 and 1, officers 2 and 3, in the same teams twice."""


def test_those_who_met_are_parted_without_a_word_on_who_works() -> None:
    roster = model(days=2, size=2)
    made = rematched(roster, values_of(roster, SAME), SAME, bad=[1], matched_by_model=[], leave=False, limits=plenty())
    assert max(meetings(made).values()) == 1
    for before, after in zip(SAME, made, strict=True):
        assert {person for team in before for person in team[:2]} == {p for team in after for p in team[:2]}
        assert Counter(team[2] for team in before) == Counter(team[2] for team in after)


def test_where_meetings_must_repeat_they_do_so_as_seldom_as_can_be() -> None:
    thrice: TeamsByEvening = (*SAME, SAME[0])
    roster = model(days=3, size=2)
    made = rematched(
        roster, values_of(roster, thrice), thrice, bad=[0, 1, 2], matched_by_model=[], leave=False, limits=plenty()
    )
    # Six meetings of four pairs.
    assert sum(count - 1 for count in meetings(made).values()) == 2


@pytest.mark.parametrize("leave", [False, True])
def test_who_is_counted_at_home_leaves_it_only_where_that_is_allowed(leave: bool) -> None:
    staff = [person | {"home": f"a{n % 2 + 1}"} for n, person in enumerate(people(2, 2))]
    parted = [ONCE, {"kind": "keep_apart", "who": ["D1", "N1"]}]
    roster = model(days=1, size=2, people=staff, rules=parted, objectives=["coverage", "home_area"])
    home: TeamsByEvening = (((0, 2, 0), (1, 3, 1)),)
    made = rematched(roster, values_of(roster, home), home, bad=[0], matched_by_model=[], leave=leave, limits=plenty())
    assert (meetings(made) == meetings(home)) is not leave


def test_what_a_pin_joins_stays_together() -> None:
    pins = [{"on": "2021-03-02", "detective": "D1", "officer": "N1"}]
    roster = model(days=2, size=2, pins=pins)
    made = rematched(
        roster, values_of(roster, SAME), SAME, bad=[0, 1], matched_by_model=[], leave=False, limits=plenty()
    )
    assert (0, 2) in meetings((made[1],))
    assert (0, 2) not in meetings((made[0],))


def test_what_the_model_matched_stays_as_it_is() -> None:
    roster = model(days=2, size=2)
    made = rematched(roster, values_of(roster, SAME), SAME, bad=[1], matched_by_model=[0], leave=False, limits=plenty())
    assert made[0] == SAME[0]
    assert max(meetings(made).values()) == 1


def test_interrupts_are_still_heard_afterwards() -> None:
    code = """
import os, signal
from tests.engine.pairing import test_rematch as t
roster = t.model(days=2, size=2)
signal.signal(signal.SIGINT, lambda *_: print("heard"))
t.rematched(roster, t.values_of(roster, t.SAME), t.SAME, bad=[1], matched_by_model=[], leave=False, limits=t.plenty())
os.kill(os.getpid(), signal.SIGINT)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.returncode, done.stdout.strip()) == (0, "heard"), (done.stderr, -signal.SIGINT)


def test_with_no_time_left_nobody_is_matched_anew() -> None:
    roster = model(days=2, size=2)
    over = Limits.within(0)
    assert (
        rematched(roster, values_of(roster, SAME), SAME, bad=[1], matched_by_model=[], leave=False, limits=over) is SAME
    )


def test_the_work_of_matching_anew_is_counted() -> None:
    roster = model(days=2, size=2)
    limits = replace(plenty(), budget=Budget(100.0))
    rematched(roster, values_of(roster, SAME), SAME, bad=[1], matched_by_model=[], leave=False, limits=limits)
    assert 0 < limits.budget.left < 100
