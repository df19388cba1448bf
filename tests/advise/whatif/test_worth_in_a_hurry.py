"""Where time runs out, a gain says how much of it is known."""

from dataclasses import replace

from tandem_models import Gain, Role
from tandem_scheduler import worth
from tandem_scheduler.advise.whatif.options import Option
from tandem_scheduler.advise.whatif.worth import _ranked, _RankedGain
from tandem_scheduler.engine.solve import solve_scenario
from tests.builders import scenario


def cut_short(monkeypatch, tier, calls):
    """Makes it unknown of some solves, by their number, whether a tier and those after it could be better."""
    number = 0

    def solved(plan, limits, told):
        nonlocal number
        outcome, number = solve_scenario(plan, limits, told), number + 1
        if number - 1 not in calls or outcome.deployments is None:
            return outcome
        below = [replace(one, bounds=(one.value - 1,)) if n >= tier else one for n, one in enumerate(outcome.tiers)]
        return replace(outcome, tiers=tuple(below))

    monkeypatch.setattr("tandem_scheduler.advise.whatif.worth.solve_scenario", solved)


LIMITED = {
    "days": 4,
    "evenings": {"shift": {"start": "14:00", "end": "22:00"}, "teams": 1},
    "rules": [{"kind": "max_evenings", "max": 1}],
    "objectives": ["coverage", "priority"],
    "areas": [{"id": "north", "target": 4}, {"id": "south", "target": 0}],
}
"""Two teams are missing, one where everybody may go twice, and so the target of north."""


def test_all_that_is_known_is_told():
    found = worth(scenario(**LIMITED))
    (gain,) = [gain for gain in found.gains if gain.rule == 0 and gain.person is None]
    assert (gain.known, gain.verified, found.complete) == (2, True, True)
    assert gain.message == "Let everybody work a second evening: coverage 2 to 0; priority 1,000 to 0."
    assert found.tried > 2


def test_a_gain_found_in_a_hurry_is_not_all_that_there_is(monkeypatch):
    cut_short(monkeypatch, 0, range(1, 99))
    found = worth(scenario(**LIMITED))
    assert (found.complete, found.tried) == (False, 0)
    (gain,) = [gain for gain in found.gains if gain.rule == 0 and gain.person is None]
    assert (gain.known, gain.verified) == (0, False)
    assert gain.message.startswith("Let everybody work a second evening: coverage 2 to 0. At least that: time ran out")


def test_what_is_not_known_of_later_tiers_is_not_told(monkeypatch):
    cut_short(monkeypatch, 1, range(1, 99))
    found = worth(scenario(**LIMITED))
    assert not found.complete
    (gain,) = [gain for gain in found.gains if gain.rule == 0 and gain.person is None]
    assert (gain.known, gain.verified) == (1, True)
    assert gain.message == "Let everybody work a second evening: coverage 2 to 0."


def test_where_the_plan_without_it_was_cut_short_it_is_doubted(monkeypatch):
    cut_short(monkeypatch, 0, [0])
    found = worth(scenario(**LIMITED))
    assert (found.complete, found.tried) == (False, 0)
    (gain,) = [gain for gain in found.gains if gain.rule == 0 and gain.person is None]
    assert gain.message.startswith("Let everybody work a second evening: coverage 2 to 0. Perhaps less")


def test_what_is_known_comes_first():
    plan = scenario()
    option = Option(Role.DETECTIVE.value, plan, plan, "One more")
    gains = [Gain(kind="detective", verified=True, message=message) for message in ("more, perhaps", "for sure")]
    orders = ((-2, 0), (-2, -5)), ((-2, -3), (-2, -3))
    found = [_RankedGain(order, gain, option) for order, gain in zip(orders, gains, strict=True)]
    assert [gain.message for gain in _ranked(found)] == ["for sure", "more, perhaps"]
