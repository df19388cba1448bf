"""Swaps on random rosters, also broken ones: each has the effect stated, and none that could be is missed."""

from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest

from tandem_models import Deployment, Role, Scenario
from tandem_models.fit import misplaced, strangers
from tandem_scheduler import check, replaced, swaps
from tests.agreement.second_reading.rosters import AllRosters, Teams, wild

from ..drawing import draw
from .test_random_rosters import broken, ranking, tiers_of

SHARDS, WANTED = 4, 25

SLOT = {Role.DETECTIVE: "detective", Role.NEIGHBOURHOOD_OFFICER: "officer"}


@pytest.mark.parametrize("shard", range(SHARDS))
def test_what_is_offered_is_what_the_checker_lets_be(shard):
    random = Random(shard)  # noqa: S311 - the same in every run
    offered = Counter[str]()

    def look(plan: Scenario) -> bool:
        teams = drawn(plan, random)
        ahead = [team for team in teams if team.evening >= plan.opening]
        if not ahead:
            return False
        one, role = random.choice(ahead), random.choice([*Role])
        person = getattr(one, SLOT[role])
        found = swaps(plan, teams, person, one.evening, time_limit=60)
        assert (found.person, found.evening, found.complete) == (person, one.evening, True)
        before, rank = broken(plan, teams), ranking(plan, teams)

        ways = list(every(plan, teams, person, role, one))
        legal = {way[2]: check(plan, way[2]).tiers for way in ways if not broken(plan, way[2]) - before}
        told = [(swap.person, swap.evening, placed(replaced(plan, teams, swap))) for swap in found.swaps]
        assert Counter(told) == Counter(way for way in ways if way[2] in legal)
        for swap, (_, _, after) in zip(found.swaps, told, strict=True):
            assert tiers_of(swap.effects) == legal[after]
            assert [effect.before for effect in swap.effects] == [*check(plan, teams).tiers]
        ranks = [rank(tiers_of(swap.effects)) for swap in found.swaps]
        assert ranks == sorted(ranks)

        reasons = {way: broken(plan, way[2]) - before for way in ways if way[2] not in legal}
        for each in found.excluded:
            if each.reason != "deployed":
                mine = [more for (who, on, _), more in reasons.items() if (who, on) == (each.person, each.evening)]
                stops = {(kind, rule, name, people) for more in mine for kind, rule, name, people in more}
                assert (each.reason, each.rule, each.name, each.people) in stops
        assert Counter((e.person, e.evening) for e in found.excluded if e.reason != "deployed") == Counter(
            (who, on) for who, on, _ in reasons
        )
        offered.update("given away" if swap.evening is None else "exchanged" for swap in found.swaps)
        offered["over a broken roster"] += bool(before and found.swaps)
        return bool(ways)

    draw(7_000 + shard, WANTED, look)
    assert min(offered[kind] for kind in ("given away", "exchanged", "over a broken roster")) > 0, offered


def drawn(plan: Scenario, random: Random) -> Teams:
    """A roster, whatever rules it breaks: also with people booked twice, absent, or on a duty."""
    if random.random() < 0.6:
        return AllRosters(plan).sample(random)
    known = (team for team in wild(plan, random) if not [*strangers(plan, team), *misplaced(plan, team)])
    return tuple(known)


def placed(teams: Teams) -> Teams:
    """The teams in one order."""
    return tuple(sorted(teams, key=lambda team: (team.evening, team.area, team.detective, team.officer)))


def every(plan: Scenario, teams: Teams, person: str, role: Role, one: Deployment) -> Iterator[tuple]:
    """Everybody who could take a person's place on an evening, what they could give for it, and the roster then."""
    slot, on = SLOT[role], one.evening

    def goes(who: str, when) -> bool:
        return any(getattr(team, slot) == who for team in teams if team.evening == when)

    for place in {team for team in teams if team.evening == on and getattr(team, slot) == person}:
        rest = [*teams]
        rest.remove(place)
        for taker in (other.id for other in plan.of_role(role) if other.id != person):
            taken = place.model_copy(update={slot: taker})
            if not goes(taker, on):
                yield taker, None, placed((*rest, taken))
            for given in {team for team in teams if getattr(team, slot) == taker and team.evening >= plan.opening}:
                if given.evening != on and (goes(taker, on) or goes(person, given.evening)):
                    continue
                others = [*rest]
                others.remove(given)
                after = placed((*others, taken, given.model_copy(update={slot: person})))
                if after != placed(teams):
                    yield taker, given.evening, after
