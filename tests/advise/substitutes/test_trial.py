"""A change valued by the parts that it touches: the same as the whole roster checked before and after."""

from random import Random

import pytest

from tandem_models import Scenario
from tandem_scheduler.advise.substitutes.trial import Trial
from tests.agreement.second_reading.rosters import AllRosters

from ..drawing import draw

SHARDS, WANTED = 2, 15

EACH = 10
"""Changes to a roster of each scenario."""


@pytest.mark.parametrize("shard", range(SHARDS))
def test_parts_add_up_to_the_whole(shard):
    random = Random(shard)  # noqa: S311 - the same in every run

    def look(plan: Scenario) -> bool:
        rosters = AllRosters(plan)
        before = rosters.sample(random)
        trial = Trial(plan, before)
        changes = 0
        for _ in range(EACH):
            other = rosters.sample(random)
            removed = random.sample(before, random.randint(0, min(2, len(before))))
            added = random.sample(other, random.randint(0, min(2, len(other))))
            after = trial.changed(removed, added)
            more = trial.checker.broken(after) - trial.checker.broken(trial.roster)
            assert trial.broken(removed, added) == dict(more)
            assert trial.tiers(removed, added) == trial.checker.tiers(after)
            if not removed and len(added) == 1:
                (team,) = added
                parts = [trial.alone(who, team) for who in (team.detective, team.officer)]
                least = tuple(map(sum, zip(trial.before, trial.place(team), *parts, strict=True)))
                assert least <= trial.checker.tiers(after)
            changes += bool(removed or added)
        return changes > EACH / 2

    draw(5_000 + shard, WANTED, look)
