"""What would give: every repair leaves a roster at its price, and there is none cheaper."""

from datetime import date
from functools import partial
from itertools import combinations
from pathlib import Path

import pytest
from ortools.sat.python import cp_model

from tandem_models import Repair, Scenario
from tandem_scheduler import explain, load_scenario, repaired, solve
from tandem_scheduler.advise.conflicts.cores import Core, Demands
from tandem_scheduler.advise.conflicts.pieces import pieces_of, restricted, rules_of
from tandem_scheduler.advise.conflicts.repairs import PRICES, Prices, repairs_of
from tandem_scheduler.checks import Checker
from tandem_scheduler.engine import clock
from tandem_scheduler.engine.limits import Limits
from tests.agreement.second_reading.rosters import AllRosters
from tests.agreement.second_reading.verdict import valid
from tests.builders import day, people, scenario

from ..drawing import draw
from .test_explain import CASES, pinned
from .test_minimal import has_roster, pieces_told

IMPOSSIBLE = Path(__file__).parents[3] / "scenarios" / "impossible.yaml"
LEAVE = [{"person": "D1", "from": day(1), "to": day(5), "why": "leave"}]


ORDERS = (
    "Accept that ",
    "Cancel D1's leave",
    "Drop the pin of ",
    "Have D1 available ",
    "Have D1 there ",
    "Relieve D1 of ",
    "Send up to ",
    "Take D1 off ",
)
"""How a way out of the cases begins."""


@pytest.mark.parametrize("kind", CASES)
def test_whatever_is_in_the_way_can_be_given_up(kind):
    plan = scenario(**CASES[kind])
    found = explain(plan, repairs=10, time_limit=60)
    given_up = {member.kind for repair in found.repairs for member in repair.members}
    assert kind in given_up
    assert [repair.price for repair in found.repairs] == sorted(repair.price for repair in found.repairs)
    for repair in found.repairs:
        assert repair.verified
        assert solve(repaired(plan, repair), workers=1).has_roster
        assert repair.message.startswith(ORDERS)
        assert repair.least


def test_the_cheapest_way_out_of_three_causes():
    plan = load_scenario(IMPOSSIBLE)
    first, *others = explain(plan, time_limit=60).repairs
    assert {member.kind for member in first.members} == {"pin", "min_evenings", "visits"}
    assert first.price == PRICES["pin"] + 2 * PRICES["rule"]
    assert all(other.price == first.price and other.cheapest for other in others)
    assert [(one.kind, one.rule, one.strength, one.units) for one in first.breaks] == [
        ("min_evenings", 4, "hard", 1),
        ("visits", 6, "hard", 2),
    ]
    assert first.message == (
        'Drop the pin of D02 to West Leicester on Fri 5 March ("knows the suspects"). '
        "Accept that N03 works 4 evenings, at least 5 are wanted "
        '(min_evenings: "a probationer who needs the practice"). '
        'Accept that City Centre gets 14 visits, at least 16 are wanted (visits: "asked for by the council").'
    )
    # The second way out has as little in common with the first as one at its price can.
    assert {member.kind for member in others[0].members} == {"pin", "rolling_limit", "area_teams"}
    assert solve(repaired(plan, first), workers=1).has_roster


def three_pinned(**fields) -> Scenario:
    pins = [pinned(5, f"D{n}", officer=f"N{n}", area="north") for n in (1, 2, 3)]
    return scenario(people=people(5, 5), pins=pins, **fields)


def test_a_limit_on_teams_is_raised_no_further_than_needed():
    plan = three_pinned(evenings={"shift": {"start": "14:00", "end": "22:00"}, "teams": 1})
    (repair,) = explain(plan, repairs=1, prices={"pin": None}).repairs
    (member,) = repair.members
    assert (member.kind, member.raised, repair.least) == ("teams", 3, True)
    assert repair.message == "Send up to 3 teams on Fri 5 March."
    mended = repaired(plan, repair)
    assert {on: mended.wanted(on) for on in mended.calendar if mended.wanted(on) != 1} == {date(2021, 3, 5): 3}


def test_where_demand_limits_teams_as_many_elsewhere_may_do():
    demand = [{"areas": ["south"], "teams": 2}]
    plan = three_pinned(evenings={"shift": {"start": "14:00", "end": "22:00"}}, demand=demand)
    (repair,) = explain(plan, repairs=1, prices={"pin": None}).repairs
    assert repair.message == "Send up to 3 teams on Fri 5 March, to any area."
    one = plan.model_copy(update={"pins": plan.pins[:1]})
    (repair,) = explain(one, repairs=1, prices={"pin": None}).repairs
    assert [member.raised for member in repair.members] == [2]
    assert solve(repaired(one, repair), workers=1).has_roster


def test_it_is_said_whether_there_are_more_ways_out(clock):
    plan = scenario(pins=[pinned(5)], absences=LEAVE)
    assert [explain(plan, repairs=number).repairs_complete for number in (0, 1, 5)] == [True, True, True]
    assert len(explain(plan, repairs=5).repairs) == 2
    late = list(clock.cut_short(partial(explain, plan, repairs=5), lambda found: len(found.repairs) == 2))
    assert {len(found.repairs) for found in late} == {0, 1}
    assert not any(found.repairs_complete for found in late)


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
    [
        ({"pins": 1}, "did you mean 'pin'"),
        ({"pin": 0}, "must be 1 to 1,000,000"),
        ({"pin": 1.5}, "must be a whole number"),
    ],
)
def test_prices_that_are_none(prices, told):
    with pytest.raises(ValueError, match=told):
        explain(scenario(), prices=prices)


SHARDS, WANTED = 8, 5
FEW_SETS = 40
MANY_ROSTERS = 1_000


@pytest.mark.parametrize("shard", range(SHARDS))
def test_random_repairs_are_real_and_none_is_cheaper(shard):
    def look(plan: Scenario) -> bool:
        explanation = explain(plan, conflicts=1, repairs=2, time_limit=60)
        if explanation.status == "feasible":
            return False
        assert explanation.repairs
        prices = Prices(plan, {})
        for repair in explanation.repairs:
            assert solve(repaired(plan, repair), workers=1).has_roster, repair.message
            assert repair.price == sum(prices.of(piece) or 0 for piece in pieces_told(plan, repair.members))
            if repair.least:
                for fewer in with_fewer_teams(plan, repair):
                    assert not has_roster(repaired(plan, fewer)), f"fewer teams will do: {repair.message}"
                accepted_at_least(plan, repair)
        first = explanation.repairs[0]
        if first.cheapest:
            for kept in cheaper(plan, first.price):
                assert not has_roster(restricted(plan, kept)), f"less than {first.message} will do"
        return True

    draw(1_000 + shard, WANTED, look)


def with_fewer_teams(plan: Scenario, repair: Repair):
    """The repair with a limit on teams raised by one less, one after the other."""
    for n, member in enumerate(repair.members):
        if member.raised is not None and member.raised > plan.wanted(member.evenings[0]):
            less = member.model_copy(update={"raised": member.raised - 1})
            yield repair.model_copy(update={"members": (*repair.members[:n], less, *repair.members[n + 1 :])})


def accepted_at_least(plan: Scenario, repair: Repair) -> None:
    """What is to be accepted is the least of all rosters, where these are few."""
    mended = repaired(plan, repair)
    rosters = AllRosters(mended)
    if len(rosters) > MANY_ROSTERS:
        return
    rules = [rule for _, rule in rules_of(plan, pieces_told(plan, repair.members))]
    # How far around the operation the checker looks at duties, the scenario's rules say: those given up among them.
    checker = Checker(mended.model_copy(update={"rules": (*mended.rules, *rules)}))

    def units(teams) -> int:
        return sum(one.units for rule in rules for one in checker.violations_of(rule, teams))

    least = min(units(teams) for teams in rosters if valid(mended, teams))
    assert sum(broken.units for broken in repair.breaks) == least, repair.message


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


def test_choosing_what_to_give_up_keeps_the_limits(monkeypatch):
    plan = scenario(**CASES["absence"])
    monkeypatch.setattr(clock, "for_solvers", lambda seconds: seconds)
    pieces, prices, limits = pieces_of(plan), Prices(plan, {}), Limits.within(60)
    asked = list[float]()
    whole = cp_model.CpSolver.solve

    def solved(self, model, *told):
        asked.append(self.parameters.max_time_in_seconds)
        return whole(self, model, *told)

    monkeypatch.setattr(cp_model.CpSolver, "solve", solved)
    found, exhausted = repairs_of(Demands(plan, limits), pieces, [Core(pieces, minimal=True)], prices, 1)
    assert (len(found), exhausted) == (1, True)
    assert asked
    assert set(asked) == {60}
    limits.stop.set()
    # Nothing may be given up, but that was not looked into any more.
    kept = Prices(plan, {"pin": None, "absence": None})
    assert repairs_of(Demands(plan, limits), pieces, [Core(pieces, minimal=True)], kept, 1) == ([], False)
