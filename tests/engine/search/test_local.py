"""No roster given back can be made better by one small change, wherever the search ended."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

import pytest

from tandem_models import Deployment, Role, Scenario
from tandem_models.ranking import Ranking
from tandem_scheduler import solve
from tandem_scheduler.advise.substitutes.trial import Trial
from tests.agreement.runs import draw

SHARDS = 4
EXAMPLES = 15

Change = tuple[Sequence[Deployment], Sequence[Deployment]]


def _changes(scenario: Scenario, teams: Sequence[Deployment]) -> Iterator[Change]:
    """Every team more or less, other person, area or partner in one, and exchange of two people or areas."""
    open_ = [on for on in scenario.sending if on >= scenario.opening]
    sides = [[person.id for person in scenario.of_role(role)] for role in Role]
    for on, area, one, two in product(open_, scenario.area, *sides):
        yield (), (Deployment(evening=on, area=area, detective=one, officer=two),)
    teams = [team for team in teams if team.evening >= scenario.opening]
    for team in teams:
        yield (team,), ()
        for side, people in zip(("detective", "officer"), sides, strict=True):
            for person in people:
                yield (team,), (team.model_copy(update={side: person}),)
        for area in scenario.area:
            yield (team,), (team.model_copy(update={"area": area}),)
    for team, other in combinations(teams, 2):
        for swapped in ("detective", "officer", "area"):
            yield (
                (team, other),
                (
                    team.model_copy(update={swapped: getattr(other, swapped)}),
                    other.model_copy(update={swapped: getattr(team, swapped)}),
                ),
            )


def _is_no_worse_than_its_neighbours(scenario: Scenario) -> None:
    # So little work that nothing but the first roster and the last changes are made.
    schedule = solve(scenario, workers=1, deterministic=1e-3)
    if schedule.status not in ("optimal", "feasible"):
        return
    trial, ranking = Trial(scenario, schedule.deployments), Ranking(scenario.objectives)
    best = [tier.value if tier.best is None else tier.best for tier in schedule.tiers]
    for removed, added in _changes(scenario, schedule.deployments):
        roster = trial.changed(removed, added)
        people = [(team.evening, p) for team in roster.deployments for p in (team.detective, team.officer)]
        if len(people) == len(set(people)) and not trial.broken(removed, added):
            assert not ranking.better(trial.tiers(removed, added), trial.before, best), (removed, added)


@pytest.mark.parametrize("shard", range(SHARDS))
def test_no_small_change_makes_a_roster_better(shard: int) -> None:
    draw(200 + shard, EXAMPLES, _is_no_worse_than_its_neighbours)
