"""How a tolerance is written, what it comes to, and what it makes of comparing rosters."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tandem_models import Measure, Tier, TierProof, TierResult
from tandem_models.ranking import Ranking
from tandem_scheduler.io.schema import scenario_schema

EITHER = "must be a share of the tier's value, like 1%, or a whole amount, like 5000"


def tier(tolerance: Any) -> Tier:
    return Tier.model_validate({"fairness": 1, "tolerance": tolerance})


@pytest.mark.parametrize(
    ("written", "meant", "of_475_900"),
    [
        ("1%", "1%", 4_759),
        (" 1 % ", "1%", 4_759),
        ("01.00%", "1%", 4_759),
        ("0.5%", "0.5%", 2_379),
        ("0.000001%", "0.000001%", 0),
        ("0.0003%", "0.0003%", 1),
        ("99.9%", "99.9%", 475_424),
        ("100%", "100%", 475_900),
        (5_000, 5_000, 5_000),
        ("5000", 5_000, 5_000),
        (5_000.0, 5_000, 5_000),
        ("0%", 0, 0),
        ("0.0 %", 0, 0),
        (0, 0, 0),
    ],
)
def test_a_share_is_rounded_down_and_an_amount_is_what_it_is(written: Any, meant: Any, of_475_900: int) -> None:
    found = tier(written)
    assert found.tolerance == meant
    assert found.allowance(475_900) == of_475_900
    assert Tier.model_validate(found.model_dump()) == found
    assert found.model_dump() == {"fairness": 1, **({"tolerance": meant} if meant else {})}
    assert Tier.model_validate({"weights": {"fairness": 1}, "tolerance": written}) == found


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        (-1, "must be 0 or more, not -1"),
        ("-0.5%", "must be 0 or more, not -0.5%"),
        ("150%", "must be 100% or less, not 150%"),
        ("100.001%", "must be 100% or less, not 100.001%"),
        ("much", f"{EITHER}, not 'much'"),
        ("1,5%", f"{EITHER}, not '1,5%'"),
        ("%", f"{EITHER}, not '%'"),
        ("0.0000001%", "a share has at most 6 decimals, not as many as '0.0000001%'"),
        (0.01, "0.01 is no whole amount: write a share with its sign, like 1%"),
        (0.005, "0.005 is no whole amount: write a share with its sign, like 0.5%"),
        (0.0000001, "1e-07 is no whole amount: write a share with its sign, like 0.00001%"),
        (0.000123456, "0.000123456 is no whole amount: write a share with its sign, like 0.012346%"),
        (0.99999999999, "0.99999999999 is no whole amount: write a share with its sign, like 1%"),
        (1.5, "1.5 is no whole amount: write a share with its sign, like 1%"),
        (float("nan"), "nan is no whole amount: write a share with its sign, like 1%"),
        (10**13, "must be 1,000,000,000,000 or less, not 10000000000000"),
        (10**15, "must be 1,000,000,000,000 or less, not 1000000000000000"),
        ("9" * 5_000, f"must be 1,000,000,000,000 or less, not {'9' * 40}"),
        (True, EITHER),
        (["1%"], EITHER),
    ],
)
def test_what_is_no_tolerance_is_told(written: Any, fault: str) -> None:
    with pytest.raises(ValidationError) as error:
        tier(written)
    assert [(line["loc"], line["msg"]) for line in error.value.errors()] == [(("tolerance",), fault)]


SLACK = "unknown key 'slack': what later tiers may give back is its 'tolerance'"
WEIGHT = (
    "fairness has '1%' for its weight, which is a whole number: "
    "what later tiers may give back is the tier's 'tolerance'"
)


def test_a_share_beside_a_misspelt_measure_is_no_tolerance() -> None:
    with pytest.raises(ValidationError) as error:
        Tier.model_validate({"fairnes": "1%"})
    assert not [line for line in error.value.errors() if "tolerance" in line["msg"]]


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ({"tolerance": "1%"}, "names no measure: a tolerance says what one may give, as in fairness: 1, tolerance: 1%"),
        ({"fairness": 1, "slack": "1%"}, SLACK),
        ({"fairness": 1, "Tolerance": "1%"}, "unknown key what stands here, did you mean 'tolerance'?"),
        (
            {"fairness": 1, "slack": "1%", "give": "2%"},
            "unknown key 'slack': what later tiers may give back is its 'tolerance'",
        ),
        ({"fairness": "1%"}, WEIGHT),
        ({"fairness": 1, "tolerence": 5}, "unknown key 'tolerence', did you mean 'tolerance'?"),
    ],
)
def test_a_tier_that_is_written_amiss_is_told_once(written: Any, fault: str) -> None:
    with pytest.raises(ValidationError) as error:
        Tier.model_validate(written)
    assert [line["msg"] for line in error.value.errors()] == [fault]


@given(st.integers(0, 10**15), st.integers(0, 100), st.text("0123456789", max_size=6))
def test_shares_are_exact_however_large_a_value_is(value: int, whole: int, decimals: str) -> None:
    written = f"{whole}.{decimals}%" if decimals and whole < 100 else f"{whole}%"
    parts = int(f"{whole}{decimals:0<6}") if decimals and whole < 100 else whole * 10**6
    allowed = tier(written).allowance(value)
    assert allowed * 10**8 <= value * parts < (allowed + 1) * 10**8


def test_editors_know_how_a_tolerance_is_written() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = scenario_schema()
    of_tiers = {"$defs": schema["$defs"], **schema["properties"]["objectives"]["items"]}
    for good in (
        {"fairness": 1, "tolerance": "1%"},
        {"fairness": 1, "requests": 2, "tolerance": 5_000},
        {"fairness": 1},
    ):
        jsonschema.validate(good, of_tiers)
    for bad in ("150%", -1, "much", 0.5, True):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"fairness": 1, "tolerance": bad}, of_tiers)


TIERS = [
    Tier.of(Measure.COVERAGE),
    Tier.model_validate({"fairness": 1, "tolerance": "10%"}),
    Tier.model_validate({"requests": 1, "tolerance": 2}),
    Tier.model_validate({"home_area": 1, "tolerance": 99}),
]
values = st.tuples(st.integers(0, 2), st.integers(90, 130), st.integers(0, 6), st.integers(0, 3))


def test_within_the_limit_later_tiers_decide_and_beyond_it_they_do_not() -> None:
    better = Ranking(TIERS).better
    held = [0, 100, 5]
    assert better((0, 110, 7, 0), (0, 100, 7, 1), held)
    assert not better((0, 111, 5, 0), (0, 110, 7, 9), held)
    assert better((0, 111, 5, 0), (0, 112, 5, 0), held)
    # Of two as good, that which gives less; the last tier gives nothing.
    assert better((0, 101, 7, 0), (0, 102, 5, 0), held)
    assert better((0, 110, 7, 0), (0, 100, 5, 1), held)
    # Until a tier is held, it decides; better than where it was held, it lowers its limit.
    assert better((0, 100, 7, 9), (0, 101, 0, 0), [0])
    assert better((0, 90, 7, 9), (0, 100, 5, 0), held)
    assert not better((0, 95, 7, 9), (0, 100, 5, 0), held)


@given(values, values, st.none() | st.just([]) | st.just([0, 100]))
def test_without_tolerances_rosters_are_compared_tier_by_tier(one: Any, other: Any, held: Any) -> None:
    ranking = Ranking([Tier.of(measure) for measure in (*Measure,)[:4]])
    assert ranking.better(one, other, held) == (one < other)
    assert ranking.levelled(one, other, held) == (one, other)
    assert (ranking.key(one, other) < ranking.key(other, other)) == (one < other)


@given(values, values, values, st.tuples(st.just(0), st.just(90), st.just(0)))
def test_once_held_at_their_best_rosters_have_an_order(one: Any, two: Any, three: Any, held: Any) -> None:
    better = Ranking(TIERS).better
    assert not (better(one, two, held) and better(two, one, held))
    assert better(one, two, held) or better(two, one, held) or one == two
    if better(one, two, held) and better(two, three, held):
        assert better(one, three, held)


@given(values, values, values)
def test_what_changes_are_sorted_by_never_falls_where_values_rise(one: Any, more: Any, base: Any) -> None:
    ranking = Ranking(TIERS)
    assert ranking.key(one, base) <= ranking.key([a + b for a, b in zip(one, more, strict=True)], base)


@given(st.lists(values, min_size=1, max_size=12), st.integers(0, 4))
def test_an_incumbent_stays_within_the_limits_of_what_is_known(rosters: list[Any], after: int) -> None:
    """Whatever comes one after the other, and whenever tiers are held."""
    ranking, best, held = Ranking(TIERS), rosters[0], list[int]()
    for number, roster in enumerate(rosters):
        if number == after:
            held = list(best[:3])
        if not ranking.better(best, roster, held):
            best, held = roster, ranking.held(held, roster)
        assert all(held[n] <= best[n] <= ranking.limit(n, held[n]) for n in range(len(held)))


@pytest.mark.parametrize("model", [TierResult, TierProof])
def test_the_schema_of_what_is_written_has_every_field(model: Any) -> None:
    written = model.model_json_schema(mode="serialization")
    assert set(written["properties"]) == set(model.model_fields)
    assert "best" not in written["required"]
