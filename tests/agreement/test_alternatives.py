"""Rosters as good that differ: on random small scenarios, none is missed, and none is further away."""

from collections import Counter

import pytest

from tandem_models import Deployment, Scenario
from tandem_scheduler import alternatives, check, check_proof, compare
from tandem_scheduler.checks import Checker
from tandem_scheduler.checks.difference import changes_between
from tests.advise.drawing import draw

from .compare import as_good
from .second_reading.rosters import AllRosters, Teams

SHARDS, WANTED = 4, 16

MOST = 6
"""More rosters as good than this are not all asked for."""


@pytest.mark.parametrize("shard", range(SHARDS))
def test_none_is_missed_and_none_is_further_away(shard):
    seen = Counter[str]()

    def look(plan: Scenario) -> bool:
        good = all_as_good(plan)
        if not good:
            answer = alternatives(plan, workers=1)
            assert (answer.status, answer.alternatives, answer.ended) == ("infeasible", (), "no_roster")
            return False
        count = max(2, min(len(good), MOST)) if len(good) <= MOST else 4
        answer = alternatives(plan, count, workers=1, time_limit=600)
        found = [each.schedule.deployments for each in answer.alternatives]
        assert len({*map(frozenset, found)}) == len(found) == min(count, len(good))
        assert {*map(frozenset, found)} <= {*map(frozenset, good)}
        assert answer.ended == ("found" if len(good) >= count else "no_more")
        for number, each in enumerate(answer.alternatives):
            before = found[:number]
            assert each.distances == tuple(told_otherwise(plan, one, found[number]) for one in before)
            if before:
                nearest = max(min(len(changes_between(one, other)) for one in before) for other in good)
                assert each.farthest
                assert min(each.distances) == nearest
            assert [tier.value for tier in each.schedule.tiers] == [*check(plan, each.schedule).tiers]
            assert each.schedule.proof is not None
            assert check_proof(plan, each.schedule, each.schedule.proof) == ()

        seen["all"] += 1 < len(good) <= MOST
        seen["some"] += len(good) > MOST
        return len(good) > 1

    draw(9_000 + shard, WANTED, look)
    assert seen["all"] > 0, seen


def all_as_good(plan: Scenario) -> list[Teams]:
    """Every valid roster that is as good as the best."""
    checker = Checker(plan)
    valid = [
        (checker.tiers(roster), teams) for teams in AllRosters(plan) if checker.valid(roster := checker.roster(teams))
    ]
    if not valid:
        return []
    _, good = as_good(plan, valid)
    return [teams for values, teams in valid if values in good]


def told_otherwise(plan: Scenario, one: tuple[Deployment, ...], other: tuple[Deployment, ...]) -> int:
    """How many are told something else, evening by evening."""
    return len(compare(plan, one, other).changes)
