"""A certificate proves its own bounds, and nothing that was tampered with."""

import base64
import zlib
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem_models import Proof, Role, Scenario, Schedule
from tandem_scheduler import check_proof, solve
from tandem_scheduler.engine.proofs.certify import sealed
from tandem_scheduler.engine.proofs.packing import packed, unpacked
from tests.builders import day, people, scenario


@cache
def solved() -> tuple[Scenario, Schedule]:
    planned = scenario(
        days=4,
        people=people(3, 3, N1={"home": "north"}),
        evenings={"shift": {"start": "14:00", "end": "22:00"}, "teams": 3},
        pins=[{"on": day(2), "area": "south", "detective": "D1", "officer": "N1"}],
        rules=[{"kind": "pair_repeat", "limit": 1}, {"kind": "max_evenings", "max": 2, "strength": "soft"}],
        objectives=["coverage", "rules", "fairness", "home_area"],
    )
    return planned, solve(planned, workers=1)


def proof() -> Proof:
    found = solved()[1].proof
    assert found is not None
    return found


def tampered(number: int, **changes: Any) -> Proof:
    """The proof with other figures of a tier, in the whole and in its only part wherever they stand."""
    (part,) = proof().parts
    tiers, shares = list(proof().tiers), list(part.tiers)
    for changed in (tiers, shares):
        known = changed[number]
        fields = {name: value for name, value in changes.items() if name in type(known).model_fields}
        changed[number] = known.model_copy(update=fields)  # type: ignore[call-overload]
    part = part.model_copy(update={"tiers": tuple(shares)})
    return proof().model_copy(update={"tiers": tuple(tiers), "parts": (part,)})


def figure(number: int, name: str) -> Any:
    """A figure of a tier, wherever it stands."""
    tier = proof().tiers[number]
    return getattr(tier if hasattr(tier, name) else proof().parts[0].tiers[number], name)


def faults(of: Proof) -> tuple[str, ...]:
    planned, schedule = solved()
    return check_proof(planned, schedule.deployments, of)


def test_holds() -> None:
    assert solved()[1].status == "optimal"
    assert faults(proof()) == ()


def test_holds_after_writing_and_reading() -> None:
    assert faults(Proof.model_validate_json(proof().model_dump_json())) == ()


def test_says_of_each_tier_what_the_schedule_says() -> None:
    tiers = solved()[1].tiers
    assert [(tier.value, tier.bound) for tier in proof().tiers] == [(tier.value, tier.bound) for tier in tiers]
    assert [proof().certain(n) for n in range(len(tiers))] == [tier.known == "proven" for tier in tiers]


@pytest.mark.parametrize(
    "change",
    [
        {"scenario": "0" * 64},
        {"roster": "0" * 64},
        {"parts": ()},
        {"digest": "0" * 64},
        {"tiers": ()},
    ],
    ids=lambda change: next(iter(change)),
)
def test_of_something_else_is_refused(change: dict[str, Any]) -> None:
    changed = proof().model_copy(update=change)
    if changed != proof():
        assert faults(changed)


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("change", ["bound", "total", "value"])
def test_a_tier_that_claims_more_is_refused(number: int, change: str) -> None:
    for step in (1, -1, 1000):
        assert faults(tampered(number, **{change: (figure(number, change) or 0) + step}))


def test_other_rows_are_refused() -> None:
    part = proof().parts[0].model_copy(update={"rows": "0" * 64})
    assert faults(sealed(proof().model_copy(update={"parts": (part,)})))


def test_a_bound_that_is_not_that_of_its_parts_is_refused() -> None:
    tier = proof().tiers[0].model_copy(update={"bound": proof().tiers[0].bound - 1})
    assert faults(sealed(proof().model_copy(update={"tiers": (tier, *proof().tiers[1:])})))


def test_a_part_without_all_tiers_is_refused() -> None:
    part = proof().parts[0].model_copy(update={"tiers": proof().parts[0].tiers[:-1]})
    assert faults(sealed(proof().model_copy(update={"parts": (part,)})))


@pytest.mark.parametrize("text", ["", "AAAA", "no base64!", "eJw="], ids=["empty", "no data", "no base64", "cut short"])
def test_multipliers_that_prove_nothing_are_refused(text: str) -> None:
    shares = enumerate(proof().parts[0].tiers)
    proven = next(n for n, share in shares if share.total is not None and share.multipliers != text)
    assert faults(tampered(proven, multipliers=text))


def test_another_roster_is_refused() -> None:
    planned, schedule = solved()
    assert check_proof(planned, schedule.deployments[1:], proof())


def test_another_scenario_is_refused() -> None:
    planned, schedule = solved()
    other = planned.model_copy(update={"rules": planned.rules[:1]})
    assert check_proof(Scenario.model_validate(other.model_dump()), schedule.deployments, proof())


@settings(max_examples=150, derandomize=True)
@given(st.data())
def test_any_changed_number_is_refused(data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(proof().tiers) - 1))
    multipliers = unpacked(figure(number, "multipliers"), 1 << 20)
    change = data.draw(st.sampled_from(["value", "bound", "total", "multiplier"]))
    step = data.draw(st.integers(-(2**40), 2**40).filter(bool))
    if change == "multiplier":
        multipliers[data.draw(st.integers(0, 400))] += step
        assert faults(tampered(number, multipliers=packed(multipliers)))
    else:
        assert faults(tampered(number, **{change: (figure(number, change) or 0) + step}))


@settings(max_examples=150, derandomize=True)
@given(st.data())
def test_no_seal_makes_a_better_bound_hold(data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(proof().tiers) - 1))
    multipliers = unpacked(figure(number, "multipliers"), 1 << 20)
    for _ in range(data.draw(st.integers(1, 3))):
        step = data.draw(st.integers(-(2**62), 2**62) | st.integers(-(2**26), 2**26))
        multipliers[data.draw(st.integers(0, 60))] = step
    bound = figure(number, "value") + data.draw(st.integers(1, 50))
    changed = tampered(number, multipliers=packed(multipliers), bound=bound, total=bound << 24)
    # Sealed anew, as somebody would who knows how that is done.
    assert faults(sealed(changed))


def test_places_that_wrap_around_are_refused() -> None:
    steps = np.array([0, 1 << 62, 1 << 62, 1 << 62, 1 << 62, 5], dtype="<i8")
    text = base64.b64encode(zlib.compress(np.concatenate([steps, steps]).tobytes())).decode()
    assert faults(sealed(tampered(0, multipliers=text)))


@settings(max_examples=100, derandomize=True)
@given(st.data())
def test_any_changed_team_is_refused(data: st.DataObject) -> None:
    planned, schedule = solved()
    teams = list(schedule.deployments)
    place = data.draw(st.integers(0, len(teams) - 1))
    field, choices = data.draw(
        st.sampled_from(
            [
                ("area", [area.id for area in planned.areas]),
                ("detective", [person.id for person in planned.people if person.role == Role.DETECTIVE]),
                ("officer", [person.id for person in planned.people if person.role != Role.DETECTIVE]),
                ("evening", list(planned.calendar)),
            ]
        )
    )
    other = data.draw(st.sampled_from([choice for choice in choices if choice != getattr(teams[place], field)]))
    teams[place] = teams[place].model_copy(update={field: other})
    assert check_proof(planned, teams, proof())
