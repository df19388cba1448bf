"""What is worth most: one more person, a looser limit."""

import pytest

from models import Role
from scheduler import solve, worth
from tests.builders import people, scenario

TWO = {"shift": {"start": "14:00", "end": "22:00"}, "teams": 2}


def test_the_role_that_is_short_comes_first():
    plan = scenario(days=2, people=people(1, 3), evenings=TWO)
    first, *_ = worth(plan).gains
    assert (first.kind, first.verified) == (Role.DETECTIVE.value, True)
    assert (first.effects[0].before, first.effects[0].after) == (2, 0)
    assert first.message.startswith("One more detective, free every evening: coverage 2 to 0")


def test_a_limit_looser_by_one_is_planned_anew():
    plan = scenario(days=3, evenings=TWO, rules=[{"kind": "max_evenings", "max": 1}, {"kind": "rest", "hours": 1}])
    (gain,) = [gain for gain in worth(plan).gains if gain.rule is not None]
    assert (gain.kind, gain.rule) == ("max_evenings", 0)
    looser = scenario(days=3, evenings=TWO, rules=[{"kind": "max_evenings", "max": 2}])
    assert [effect.after for effect in gain.effects] == [tier.value for tier in solve(looser, workers=1).tiers]
    assert "With max_evenings looser (may work at most 2 evenings)" in gain.message


def test_a_limit_that_would_be_none_is_left_out():
    plan = scenario(days=2, evenings=TWO, rules=[{"kind": "evening_gap", "evenings": 1}])
    assert "Without evening_gap (must have at least 1 evening free between two worked)" in worth(plan).gains[0].message


def test_where_there_is_no_roster_what_gives_one_is_told():
    plan = scenario(days=2, rules=[{"kind": "min_evenings", "min": 2}, {"kind": "max_evenings", "max": 1}])
    gains = worth(plan).gains
    assert {gain.kind for gain in gains} == {"min_evenings", "max_evenings"}
    assert all(gain.message.endswith(": there is a roster.") and not gain.effects for gain in gains)


def test_no_more_than_asked_for_and_no_time():
    plan = scenario(days=2, people=people(1, 1), evenings=TWO, rules=[{"kind": "max_evenings", "max": 1}])
    assert len(worth(plan, top=1).gains) == 1
    assert not worth(plan, time_limit=1e-6).complete
    with pytest.raises(ValueError, match="top must be"):
        worth(plan, top=0)
