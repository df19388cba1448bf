"""What would give: every repair leaves a roster at its price, and there is none cheaper."""

from itertools import combinations
from pathlib import Path

import pytest

from models import Scenario
from scheduler import explain, load_scenario, repaired, solve
from scheduler.advise.pieces import pieces_of, restricted
from scheduler.advise.repairs import PRICES, Prices
from tests.builders import day, scenario

from .drawing import draw
from .test_explain import CASES, has_roster, pinned

IMPOSSIBLE = Path(__file__).parents[2] / "scenarios" / "impossible.yaml"
LEAVE = [{"person": "D1", "from": day(1), "to": day(5), "why": "leave"}]


@pytest.mark.parametrize("kind", CASES)
def test_whatever_is_in_the_way_can_be_given_up(kind):
    plan = scenario(**CASES[kind])
    found = explain(plan, repairs=10)
    given_up = {member.kind for repair in found.repairs for member in repair.members}
    assert kind in given_up
    assert [repair.price for repair in found.repairs] == sorted(repair.price for repair in found.repairs)
    for repair in found.repairs:
        assert repair.verified
        assert solve(repaired(plan, repair), workers=1).has_roster
        assert repair.message.startswith(("Give up: ", "Accept: "))


def test_the_cheapest_way_out_of_three_causes():
    plan = load_scenario(IMPOSSIBLE)
    first, *others = explain(plan).repairs
    assert {member.kind for member in first.members} == {"pin", "min_evenings", "visits"}
    assert first.price == PRICES["pin"] + 2 * PRICES["rule"]
    assert all(other.price == first.price and other.cheapest for other in others)
    assert first.breaks == (
        "N03 works 4 evenings, at least 5 are wanted (min_evenings).",
        "city-centre gets 14 visits, at least 16 are wanted (visits).",
    )
    assert solve(repaired(plan, first), workers=1).has_roster


def test_wishes_and_objectives_are_kept():
    plan = load_scenario(IMPOSSIBLE)
    mended = repaired(plan, explain(plan, repairs=1).repairs[0])
    assert (mended.objectives, mended.requests) == (plan.objectives, plan.requests)
    assert [rule for rule in mended.rules if not rule.hard] == [rule for rule in plan.rules_in_force if not rule.hard]


def test_prices_and_what_is_never_given_up():
    plan = scenario(pins=[pinned(5)], absences=LEAVE)
    kinds = {"pin": 1, "absence": 1}
    for cheap in kinds:
        (repair,) = explain(plan, repairs=1, prices={cheap: 1, (kinds.keys() - {cheap}).pop(): 5}).repairs
        assert [(member.kind, repair.price) for member in repair.members] == [(cheap, 1)]
    (repair,) = explain(plan, prices={"pin": None}).repairs
    assert [member.kind for member in repair.members] == ["absence"]
    assert not explain(plan, prices={"pin": None, "absence": None}).repairs


def test_what_a_pack_calls_law_costs_more():
    duties = [{"person": "D1", "on": day(4), "start": "20:00", "end": "06:00"}]
    found = explain(scenario(pins=[pinned(5)], duties=duties, rules=[{"use": "uk-police"}]))
    assert [[member.kind for member in repair.members] for repair in found.repairs] == [["pin"], ["duty"], ["rest"]]
    assert found.repairs[-1].price == PRICES["law"]
    assert found.repairs[-1].members[0].name == "daily-rest"


def test_a_repair_of_another_scenario_is_refused():
    (repair,) = explain(scenario(pins=[pinned(5)], absences=LEAVE), repairs=1).repairs
    with pytest.raises(ValueError, match="another scenario"):
        repaired(scenario(), repair)


@pytest.mark.parametrize(
    ("prices", "told"),
    [({"pins": 1}, "did you mean 'pin'"), ({"pin": 0}, "must be 1 to 1,000,000"), ({"pin": 1.5}, "must be 1 to")],
)
def test_prices_that_are_none(prices, told):
    with pytest.raises(ValueError, match=told):
        explain(scenario(), prices=prices)


SHARDS, WANTED = 16, 13
FEW_SETS = 40


@pytest.mark.parametrize("shard", range(SHARDS))
def test_random_repairs_are_real_and_none_is_cheaper(shard):
    def look(plan: Scenario) -> bool:
        explanation = explain(plan, conflicts=1, repairs=2, time_limit=60)
        if explanation.status == "feasible":
            return False
        assert explanation.repairs
        for repair in explanation.repairs:
            assert solve(repaired(plan, repair), workers=1).has_roster, repair.message
        first = explanation.repairs[0]
        if first.cheapest:
            for kept in cheaper(plan, first.price):
                assert not has_roster(restricted(plan, kept)), f"less than {first.message} will do"
        return True

    draw(1_000 + shard, WANTED, look)


def cheaper(plan: Scenario, price: int):
    """What is left where less than a price is given up: the largest such sets only, and only a few of them."""
    pieces, prices = pieces_of(plan), Prices(plan, {})
    sets = [
        set(given_up)
        for size in range(3)
        for given_up in combinations(pieces, size)
        if sum(prices.of(piece) or 0 for piece in given_up) < price
    ]
    largest = [given_up for given_up in sets if not any(given_up < other for other in sets)]
    for given_up in largest[:FEW_SETS]:
        yield [piece for piece in pieces if piece not in given_up]
