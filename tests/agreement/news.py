"""What the news from a solve must be, whatever the scenario."""

from collections.abc import Sequence
from itertools import pairwise

from tandem_models import Progress, Scenario, Schedule


def assert_well_formed(news: Sequence[Progress], scenario: Scenario, schedule: Schedule) -> None:
    """All tiers are relaxed in turn, then solved in passes; each is done once, as the schedule says in the end."""
    # On a machine that takes over a second to end, it says that it does.
    news = [event for event in news if event.stage != "finishing"]
    names = [tier.name for tier in scenario.objectives]
    for event in news:
        assert (event.tiers, event.name) == (len(names), names[event.tier]), event
        assert event.value is None or event.bound <= event.value, event
        assert (event.value is None) == (not event.found_by), event
    # Relaxing comes first, in order; after it nothing is told of a tier that is done, and tiers are done in order.
    steps = [(event.stage != "relaxing", event.tier) for event in news]
    assert all((one <= two if not one[0] else two[0]) for one, two in pairwise(steps)), steps
    done = 0
    for event in news:
        assert event.tier >= done, steps
        done = event.tier + 1 if event.done else done
    assert all(one.seconds <= two.seconds for one, two in pairwise(news))
    ends = [(event.tier, event.value, event.bound) for event in news if event.done]
    if schedule.status == "optimal":
        assert ends == [(n, tier.solved, tier.bound) for n, tier in enumerate(schedule.tiers)]
        assert news[-1].done
    else:
        assert [tier for tier, _, _ in ends] == list(range(len(ends)))
    assert schedule.has_roster == bool(schedule.found_by)
    if schedule.status == "infeasible":
        assert not ends
