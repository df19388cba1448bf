"""Who else could go and what fills a gap: what is stated is what the checker finds, and nothing else is better."""

from collections import Counter
from datetime import date
from random import Random

import pytest

from tandem_models import Deployment, Role, Scenario
from tandem_scheduler import check, fill, suggest
from tandem_scheduler.advise.conflicts.repairs import Prices
from tests.agreement.second_reading.measuring import allowance
from tests.agreement.second_reading.rosters import AllRosters

from ..drawing import draw

OFFICER = Role.NEIGHBOURHOOD_OFFICER


def broken(plan: Scenario, teams) -> Counter:
    """Units by which what is hard is broken, by rule and people."""
    found = Counter()
    for v in check(plan, teams).violations:
        if v.strength == "hard":
            found[v.kind, v.rule, v.name, v.people] += v.units
    return found


def worse(plan: Scenario, before, after, on: date, gone: str | None) -> bool:
    """Whether one roster breaks more of what is hard than another, but for what comes of it that somebody drops out."""
    without = [each for each in before if each.evening != on or gone not in (each.detective, each.officer)]
    spared = broken(plan, without) - broken(plan, before)
    return any(
        gone not in key[3] or units > spared[key] for key, units in (broken(plan, after) - broken(plan, before)).items()
    )


def tiers_of(effects) -> tuple[int, ...]:
    return tuple(effect.after for effect in effects)


SHARDS, WANTED = 4, 12


@pytest.mark.parametrize("shard", range(SHARDS))
def test_on_random_rosters_the_effects_are_the_checkers(shard):
    asked, random = [], Random(shard)  # noqa: S311 - the same in every run

    def look(plan: Scenario) -> bool:
        rosters = [teams for teams in AllRosters(plan) if teams]
        if not rosters:
            return False
        teams = random.choice(rosters)
        one = random.choice(teams)
        gone, role = random.choice([(one.detective, Role.DETECTIVE), (one.officer, OFFICER)])
        moves = (1, 0, 1, 2)[len(asked) % 4]
        match random.choice(["instead", "anybody", "gap", "gap"]):
            case "anybody":
                gone = None
            case "gap":
                gone, teams = None, tuple(each for each in teams if each != one)
        found = suggest(plan, teams, one.evening, role, instead=gone, moves=moves, time_limit=60)
        assert found.complete
        others = {person.id for person in plan.of_role(role)} - {gone}
        assert {c.person for c in found.candidates} | {e.person for e in found.excluded} == others
        assert len(found.candidates) + len(found.excluded) == len(others)
        asked.append(found)
        for candidate in found.candidates:
            changed = [*(each for each in teams if each not in candidate.removed), *candidate.added]
            assert candidate.person in (candidate.added[0].detective, candidate.added[0].officer)
            assert gone is None or one in candidate.removed
            assert len(candidate.added) - len(candidate.removed) in ((0,) if gone else (0, 1))
            assert len(candidate.added) <= 1 + moves
            assert check(plan, changed).tiers == tiers_of(candidate.effects)
            assert not worse(plan, teams, changed, one.evening, gone)
        if gone is not None:
            without = [
                each for each in teams if gone not in (each.detective, each.officer) or each.evening != one.evening
            ]
            more = broken(plan, without) - broken(plan, teams)
            assert {about(v) for v in found.breaks} == {key for key in more if gone in key[3]}
        if moves < 2:
            best = {c.person: tiers_of(c.effects) for c in found.candidates}
            assert best == looked_at(plan, teams, found, moves)
        rank = ranking(plan, teams)
        ranks = [rank(tiers_of(candidate.effects)) for candidate in found.candidates]
        assert ranks == sorted(ranks)
        for filling in fill(plan, teams):
            filled(plan, teams, filling)
        return True

    draw(3_000 + shard, WANTED, look)


def ranking(plan: Scenario, teams):
    """By what changes of a roster are sorted: first their values, where those within a tier's tolerance are alike."""
    last, before = len(plan.objectives) - 1, check(plan, teams).tiers

    def rank(tiers: tuple[int, ...]):
        limits = [
            value + allowance(tier.tolerance, value) if tier.tolerance and n < last else 0
            for n, (tier, value) in enumerate(zip(plan.objectives, before, strict=True))
        ]
        return [max(two) for two in zip(tiers, limits, strict=True)], tiers

    return rank


def about(violation):
    return violation.kind, violation.rule, violation.name, violation.people


def looked_at(plan: Scenario, teams, found, moves: int) -> dict[str, tuple[int, ...]]:
    """The best that comes of sending each person out, of all that is said to be looked at, by brute force."""
    role, on, gone = found.role, found.evening, found.instead
    slot = {Role.DETECTIVE: "detective", OFFICER: "officer"}
    other_role = OFFICER if role is Role.DETECTIVE else Role.DETECTIVE
    busy = {getattr(each, slot[role]) for each in teams if each.evening == on}
    evening = [each for each in teams if each.evening == on]
    wanted = plan.calendar[on].teams

    def given_up(whom: str, of: Role):
        yield (), ()
        for each in teams if moves else ():
            if getattr(each, slot[of]) == whom:
                there = {getattr(two, slot[of]) for two in teams if two.evening == each.evening}
                for taker in plan.of_role(of):
                    if taker.id not in {whom, *there}:
                        yield (each,), (each.model_copy(update={slot[of]: taker.id}),)

    def ways(person: str):
        for each in evening:
            old = getattr(each, slot[role])
            if gone in (None, old) and person != old:
                for removed, added in given_up(person, role) if person not in busy else ():
                    yield (each, *removed), (each.model_copy(update={slot[role]: person}), *added)
        if gone is None and (wanted is None or len(evening) < wanted) and person not in busy:
            for area in plan.area:
                for partner in plan.of_role(other_role):
                    pair = {slot[role]: person, slot[other_role]: partner.id}
                    team = Deployment(evening=on, area=area, **pair)
                    ends = [*given_up(person, role), *given_up(partner.id, other_role)]
                    for removed, added in ends:
                        yield removed, (team, *added)

    best, rank = {}, ranking(plan, teams)
    for person in plan.of_role(role):
        if person.id == gone:
            continue
        for removed, added in ways(person.id):
            changed = [*(each for each in teams if each not in removed), *added]
            if not worse(plan, teams, changed, on, gone):
                tiers = check(plan, changed).tiers
                best[person.id] = min(tiers, best.get(person.id, tiers), key=rank)
    return best


def filled(plan: Scenario, teams, filling) -> None:
    """The team fills the gap at its price, and none is cheaper."""
    prices = Prices(plan, {})
    basics = {"absence": "absence", "duty": "duty", "overlap": "duty", "pin": "pin", "teams": "teams"}
    basics |= {"not_there": "not_there", "not_available": "available"}
    before = broken(plan, teams)
    packed = any(plan.rule_names)

    def price(more) -> int | None:
        added = broken(plan, [*teams, more]) - before
        if any(rule is None and kind not in basics for kind, rule, *_ in added):
            return None
        if packed:
            return -1  # Rules of one pack share their place: they are not told apart here.
        return sum(
            number * ((prices.by_kind(basics[kind]) if rule is None else prices.of_rule(rule)) or 0)
            for (kind, rule, *_), number in added.items()
        )

    gap, team = filling.gap, filling.team
    possible = [
        Deployment(evening=gap.evening, area=area, detective=one.id, officer=two.id)
        for area in plan.area
        if gap.area in (None, area)
        for one in plan.of_role(Role.DETECTIVE)
        for two in plan.of_role(OFFICER)
    ]
    priced = [cost for each in possible if (cost := price(each)) is not None]
    assert filling.verified
    if team is None:
        assert not priced
        return
    assert check(plan, [*teams, team]).tiers == tiers_of(filling.effects)
    assert {about(each) for each in filling.breaks} == {*(broken(plan, [*teams, team]) - before)}
    assert (filling.price == 0) == (not filling.breaks)
    if -1 not in priced:
        assert (filling.price, min(priced)) == (price(team), filling.price)
        cheapest = [each for each in possible if price(each) == filling.price]
        offered = [check(plan, [*teams, each]).tiers for each in cheapest]
        assert tiers_of(filling.effects) == min(offered, key=ranking(plan, teams))
