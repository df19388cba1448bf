"""Who else could go, and what fills a gap: what is stated is what the checker finds, and nothing else is better."""

from collections import Counter
from random import Random

import pytest

from tandem_models import Deployment, Role, RosterError, Scenario
from tandem_scheduler import check, fill, suggest
from tandem_scheduler.advise.conflicts.repairs import PRICES, Prices
from tests.agreement.measuring import allowance
from tests.agreement.rosters import AllRosters
from tests.builders import day, people, scenario, team

from .drawing import draw

ONE = {"shift": {"start": "14:00", "end": "22:00"}, "teams": 1}
OFFICER = Role.NEIGHBOURHOOD_OFFICER


def test_everybody_is_ranked_or_excluded_with_the_reason():
    plan = scenario(
        people=people(1, 5),
        evenings=ONE,
        absences=[{"person": "N2", "from": day(2)}],
        rules=[
            {"kind": "keep_apart", "who": ["D1", "N3"]},
            {"kind": "evening_gap", "evenings": 1, "who": ["N5"]},
        ],
        requests=[{"person": "N4", "on": day(2), "want": "on"}],
    )
    roster = [team(1, officer="N5"), team(2), team(3)]
    found = suggest(plan, roster, day(2), OFFICER, instead="N1")
    assert [candidate.person for candidate in found.candidates] == ["N4"]
    assert {one.person: (one.reason, one.rule) for one in found.excluded} == {
        "N2": ("absence", None),
        "N3": ("keep_apart", 0),
        "N5": ("evening_gap", 1),
    }
    assert found.complete
    assert found.candidates[0].message.startswith("N4 with D1 in north: ")


def test_a_roster_that_an_absence_broke_can_be_mended():
    plan = scenario(evenings=ONE, absences=[{"person": "N1", "from": day(2)}])
    found = suggest(plan, [team(1), team(2)], day(2), OFFICER, instead="N1")
    assert [candidate.person for candidate in found.candidates] == ["N2"]


def test_what_the_one_who_drops_out_breaks_keeps_nobody_from_it():
    plan = scenario(
        evenings=ONE,
        pins=[{"on": day(2), "officer": "N1"}],
        rules=[{"kind": "min_evenings", "min": 2, "who": ["N1"]}],
    )
    roster = [team(1), team(2)]
    found = suggest(plan, roster, day(2), OFFICER, instead="N1")
    assert [candidate.person for candidate in found.candidates] == ["N2"]
    assert [(broken.kind, broken.people) for broken in found.breaks] == [("pin", ("N1",)), ("min_evenings", ("N1",))]
    # Nobody drops out: then the pin and the rule keep the place.
    anybody = suggest(plan, roster, day(2), OFFICER)
    assert (anybody.candidates, anybody.breaks) == ((), ())


def test_where_a_team_is_missing_one_more_is_sent():
    found = suggest(scenario(evenings=ONE), [], day(1), Role.DETECTIVE)
    assert [candidate.person for candidate in found.candidates] == ["D1", "D2"]
    coverage = found.candidates[0].effects[0]
    assert (coverage.before - coverage.after, found.candidates[0].removed) == (1, ())


def test_who_can_not_go_may_once_somebody_takes_another_evening():
    plan = scenario(evenings=ONE, people=people(1, 3), rules=[{"kind": "evening_gap", "evenings": 1, "who": ["N2"]}])
    roster = [team(1, officer="N2"), team(2), team(3, officer="N3")]
    alone = suggest(plan, roster, day(2), OFFICER, instead="N1")
    assert [candidate.person for candidate in alone.candidates] == ["N3"]
    moved = suggest(plan, roster, day(2), OFFICER, instead="N1", moves=1)
    (chain,) = [candidate for candidate in moved.candidates if candidate.person == "N2"]
    assert (len(chain.removed), len(chain.added)) == (2, 2)
    assert chain.message.startswith("N2 with D1 in north, N3 for N2 on 1 March 2021: ")


def test_a_gap_is_filled_by_who_is_free_once_somebody_takes_another_evening():
    plan = scenario(
        days=2, people=people(2, 1), evenings=ONE, rules=[{"kind": "max_evenings", "max": 1, "who": ["D1"]}]
    )
    absent = plan.model_dump(mode="json", by_alias=True) | {"absences": [{"person": "D2", "from": str(day(2))}]}
    plan = Scenario.model_validate(absent)
    roster = [team(1)]
    assert suggest(plan, roster, day(2), Role.DETECTIVE).candidates == ()
    (moved,) = suggest(plan, roster, day(2), Role.DETECTIVE, moves=1).candidates
    assert (moved.person, len(moved.removed), len(moved.added)) == ("D1", 1, 2)
    assert moved.message.startswith("D1 with N1 in south, D2 for D1 on 1 March 2021: ")
    # Whoever is looked for, it may be their partner who gives up another evening.
    (along,) = suggest(plan, roster, day(2), OFFICER, moves=1).candidates
    assert along.message.startswith("N1 with D1 in south, D2 for D1 on 1 March 2021: ")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"instead": "D1"}, "no neighbourhood officer"),
        ({"instead": "N2"}, "nobody to replace"),
        ({"instead": "N9"}, "unknown person 'N9'"),
        ({"moves": 4}, "must be 0 to 3"),
    ],
)
def test_questions_without_sense(arguments, told):
    with pytest.raises(ValueError, match=told):
        suggest(scenario(), [team(1)], day(1), OFFICER, **arguments)


def test_a_gap_is_filled_by_what_is_cheapest_to_accept():
    plan = scenario(
        days=2,
        people=people(2, 1),
        evenings=ONE,
        absences=[{"person": "D1", "from": day(2)}],
        rules=[{"kind": "max_evenings", "max": 1}, {"kind": "rest", "hours": 30, "who": ["D2"]}],
    )
    (filling,) = fill(plan, [team(1, detective="D2")], prices={"rest": 50})
    # N1 must work a second evening; D2 must, too, with little rest; D1 is away.
    assert filling.team is not None
    assert (filling.team.detective, filling.price) == ("D1", PRICES["rule"] + PRICES["absence"])
    assert [(broken.kind, broken.people) for broken in filling.breaks] == [
        ("absence", ("D1",)),
        ("max_evenings", ("N1",)),
    ]
    assert tuple(broken.message for broken in filling.breaks) == (
        "D1 is deployed on 2 March 2021, a date of absence (absence).",
        "N1 works 2 evenings, at most 1 are allowed (max_evenings).",
    )
    assert fill(plan, [team(1, detective="D2")], prices={"max_evenings": None})[0].team is None


def test_where_nothing_is_missing_there_is_nothing_to_fill():
    assert fill(scenario(days=1, evenings=ONE), [team(1)]) == ()


def test_a_roster_of_another_scenario_is_refused():
    stranger = team(1, officer="N9")
    for ask in (lambda: fill(scenario(), [stranger]), lambda: suggest(scenario(), [stranger], day(1), OFFICER)):
        with pytest.raises(RosterError, match="can't be read: the scenario has no person 'N9'"):
            ask()


def test_who_was_not_looked_at_is_not_told_off(clock):
    clock.step = 1
    late = suggest(scenario(evenings=ONE), [team(1)], day(1), OFFICER, instead="N1", time_limit=1)
    assert (late.complete, [one.reason for one in late.excluded]) == (False, ["not_looked_at"])
    clock.step = 0
    alone = suggest(scenario(evenings=ONE, people=people(1, 0)), [], day(1), Role.DETECTIVE)
    assert [one.reason for one in alone.excluded] == ["no_partner"]


def test_a_gap_of_several_teams_says_what_is_left(clock):
    (filling,) = fill(scenario(days=1), [])
    assert filling.message.endswith(" 1 team more is missing then.")
    clock.step = 1
    (late,) = fill(scenario(days=1), [], time_limit=1)
    assert (late.team, late.verified, late.message) == (None, False, "Time ran out before a team was found.")


def test_what_a_change_mends_in_part_is_not_told_as_broken():
    wanted = scenario(days=4, evenings=ONE, rules=[{"kind": "visits", "min": 4, "areas": ["north"]}])
    filling = fill(wanted, [team(1)])[0]
    assert (filling.price, filling.breaks, "Accept" in filling.message) == (0, (), False)
    tired = scenario(days=4, evenings=ONE, rules=[{"kind": "max_evenings", "max": 2}])
    roster = [team(n) for n in range(1, 5)]
    assert suggest(tired, roster, day(4), OFFICER, instead="N1").breaks == ()


def test_where_not_every_team_was_tried_the_price_is_in_doubt(monkeypatch):
    monkeypatch.setattr("tandem_scheduler.advise.substitutes.fill.MOST", 1)
    # The first team that is tried is kept apart: nothing that could be looked at alone says so.
    plan = scenario(days=1, evenings=ONE, rules=[{"kind": "keep_apart", "who": ["D1", "N1"]}])
    (nothing,) = fill(plan, [], prices={"keep_apart": None})
    assert (nothing.team, nothing.verified) == (None, False)
    (dear,) = fill(plan, [])
    assert (dear.price, dear.verified) == (PRICES["rule"], False)
    assert "Perhaps there is a cheaper way: not every team was tried." in dear.message
    # No team is cheaper than one that costs nothing.
    (free,) = fill(scenario(days=1, evenings=ONE), [])
    assert (free.price, free.verified, "Perhaps" in free.message) == (0, True, False)


def broken(plan: Scenario, teams, gone: str | None = None) -> Counter:
    """Units by which what is hard is broken, by rule and people but for who drops out."""
    found = Counter()
    for v in check(plan, teams).violations:
        if v.strength == "hard" and gone not in v.people:
            found[v.kind, v.rule, v.name, v.people] += v.units
    return found


def worse(plan: Scenario, before, after, gone: str | None) -> bool:
    """Whether one roster breaks more of what is hard than another."""
    return bool(broken(plan, after, gone) - broken(plan, before, gone))


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
            assert not worse(plan, teams, changed, gone)
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

    def given_up(whom: str, of: Role, used: set[str | None]):
        yield (), ()
        for each in teams if moves else ():
            if getattr(each, slot[of]) == whom:
                for taker in plan.of_role(of):
                    if taker.id not in {whom, *used}:
                        yield (each,), (each.model_copy(update={slot[of]: taker.id}),)

    def ways(person: str):
        for each in evening:
            old = getattr(each, slot[role])
            if gone in (None, old) and person != old:
                for removed, added in given_up(person, role, {old}) if person not in busy else ():
                    yield (each, *removed), (each.model_copy(update={slot[role]: person}), *added)
        if gone is None and (wanted is None or len(evening) < wanted) and person not in busy:
            for area in plan.area:
                for partner in plan.of_role(other_role):
                    pair = {slot[role]: person, slot[other_role]: partner.id}
                    team = Deployment(evening=on, area=area, **pair)
                    ends = [*given_up(person, role, set()), *given_up(partner.id, other_role, set())]
                    for removed, added in ends:
                        yield removed, (team, *added)

    before, best, rank = broken(plan, teams, gone), {}, ranking(plan, teams)
    for person in plan.of_role(role):
        if person.id == gone:
            continue
        for removed, added in ways(person.id):
            changed = [*(each for each in teams if each not in removed), *added]
            if not broken(plan, changed, gone) - before:
                tiers = check(plan, changed).tiers
                best[person.id] = min(tiers, best.get(person.id, tiers), key=rank)
    return best


def filled(plan: Scenario, teams, filling) -> None:
    """The team fills the gap at its price, and none is cheaper."""
    prices = Prices(plan, {})
    basics = {"absence": "absence", "duty": "duty", "overlap": "duty", "pin": "pin", "teams": "teams"}
    basics |= {"not_there": "not_there"}
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
