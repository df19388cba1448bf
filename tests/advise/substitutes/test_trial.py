"""A change valued by the parts that it touches: the same as the whole roster checked before and after."""

from random import Random

import pytest

from tandem_models import Scenario
from tandem_scheduler import fill
from tandem_scheduler.advise.substitutes.trial import Trial
from tests.agreement.second_reading.rosters import AllRosters
from tests.builders import day, people, scenario, team

from ..drawing import draw

TOLD = scenario(
    people=people(2, 3),
    evenings={"shift": {"start": "14:00", "end": "22:00"}, "teams": 1},
    objectives=["coverage", "changes"],
    changes={"stood_down": 7, "called_out": 5, "area": 3, "partner": 2},
    published=[
        {"evening": day(1), "area": "north", "detective": "D1", "officer": "N1"},
        {"evening": day(2), "area": "north", "detective": "D1", "officer": "N2"},
    ],
)
"""People were told of two evenings."""


def test_who_goes_with_another_partner_is_told_so():
    trial = Trial(TOLD, [team(1), team(2, officer="N2")])
    other = ((team(1),), (team(1, officer="N3"),))
    # N1 is stood down, N3 called out, D1 has another partner.
    assert trial.tiers(*other)[1] == 7 + 5 + 2
    assert trial.tiers((team(1),), (team(1, officer="N2"),))[1] == 7 + 5 + 2
    assert trial.tiers((team(1),), (team(1, "south"),))[1] == 3 + 3
    # The two officers exchange their evenings, each with the other's partner.
    both = (team(1), team(2, officer="N2")), (team(1, officer="N2"), team(2))
    assert trial.tiers(*both)[1] == 2 * (7 + 5 + 2)


def test_whoever_was_told_to_go_goes_first_where_a_team_is_missing():
    assert Trial(TOLD, [team(1)]).joining("N2", team(2)).tiers == (0, -7)
    (filling,) = fill(TOLD.changed(operation=TOLD.operation.model_copy(update={"end": day(2)})), [team(1)])
    assert filling.team == team(2, officer="N2")
    assert (filling.effects[1].before, filling.effects[1].after) == (14, 0)


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
