"""Conflicts are real, and none of their demands can be spared."""

import pytest

from tandem_models import Member, Scenario
from tandem_scheduler import explain, solve
from tandem_scheduler.advise.conflicts.pieces import Piece, pieces_of, restricted
from tandem_scheduler.advise.conflicts.sentences import Sentences
from tests.agreement.second_reading.rosters import AllRosters
from tests.agreement.second_reading.verdict import valid
from tests.builders import day, people, scenario

from ..drawing import draw


def pieces_told(plan: Scenario, members: tuple[Member, ...]) -> list[Piece]:
    """The pieces that the members of a conflict speak of."""

    def told(member: Member) -> object:
        # What is said of a pattern depends on the pins beside it.
        return member.kind, member.rule, member.person, "" if member.kind == "pattern" else member.message

    known = {told(Sentences(plan).conflict([piece], True).members[0]): piece for piece in pieces_of(plan)}
    return [known[told(member)] for member in members]


FEW_ROSTERS = 60
"""So many are all tried; where there are more, the plan is solved."""


def has_roster(plan: Scenario) -> bool:
    """Whether a roster exists, by brute force where there are few."""
    rosters = AllRosters(plan)
    if len(rosters) <= FEW_ROSTERS:
        return any(valid(plan, teams) for teams in rosters)
    return solve(plan, workers=1).has_roster


SHARDS, WANTED = 8, 6


@pytest.mark.parametrize("shard", range(SHARDS))
def test_random_conflicts_are_real_and_minimal(shard):
    def look(plan: Scenario) -> bool:
        explanation = explain(plan, conflicts=2, repairs=0, time_limit=60)
        assert explanation.status == "feasible" or explanation.conflicts
        for conflict in explanation.conflicts:
            assert conflict.verified == conflict.minimal
            pieces = pieces_told(plan, conflict.members)
            assert not has_roster(restricted(plan, pieces)), conflict.message
            for spared in pieces if conflict.minimal else ():
                assert has_roster(restricted(plan, [piece for piece in pieces if piece != spared])), conflict.message
        return bool(explanation.conflicts)

    draw(shard, WANTED, look)


def test_an_absence_on_other_dates_has_nothing_to_do_with_a_duty():
    plan = scenario(
        duties=[{"person": "D1", "on": day(4), "start": "07:00", "end": "17:00"}],
        absences=[{"person": "D1", "from": day(1)}],
        pins=[{"on": day(4), "detective": "D1"}],
    )
    (conflict,) = explain(plan).conflicts
    assert conflict.minimal
    assert sorted(member.kind for member in conflict.members) == ["duty", "pin"]


def test_an_absence_from_days_of_a_pattern_has_nothing_to_do_with_its_other_days():
    pattern = {"anchor": day(1), "days": ["E"], "shifts": {"E": {"start": "07:00", "end": "17:00"}}}
    plan = scenario(
        people=people(2, 2, D1={"pattern": "team"}),
        patterns={"team": pattern},
        absences=[{"person": "D1", "from": day(1)}],
        pins=[{"on": day(4), "detective": "D1"}],
    )
    (conflict,) = explain(plan).conflicts
    assert conflict.minimal
    assert sorted(member.kind for member in conflict.members) == ["pattern", "pin"]


def test_a_duty_in_whose_place_somebody_can_go_is_no_conflict_without_it():
    # D1 is on duty both days: rest is used up, and D1 may be sent out in place of either duty alone.
    plan = scenario(
        days=2,
        duties=[{"person": "D1", "on": day(n), "start": "08:00", "end": "16:00", "release": 0} for n in (1, 2)],
        absences=[{"person": "N1", "from": day(1), "to": day(2)}],
        rules=[
            {"kind": "rest_days", "least": 2, "days": 2, "who": "D1"},
            {"kind": "min_evenings", "min": 1, "who": ["D1", "N1"]},
        ],
        people=people(1, 2),
    )
    found = explain(plan, repairs=1)
    assert [{member.kind for member in conflict.members} for conflict in found.conflicts] == [
        {"min_evenings", "absence"}
    ]
    (repair,) = found.repairs
    assert [(member.kind, member.person) for member in repair.members] == [("min_evenings", "N1")]


@pytest.mark.parametrize(
    ("shift", "duties", "rule"),
    [
        (
            ("16:00", "00:00"),
            [(0, "08:00", "00:00", None), (3, "00:00", "16:00", 0)],
            {"kind": "hours", "max": 24, "days": 3},
        ),
        (
            ("14:00", "02:00"),
            [(0, "16:00", "00:00", None), (3, "16:00", "00:00", 0)],
            {"kind": "duty_run", "max": 2, "ends_after": "23:00"},
        ),
    ],
)
def test_a_duty_that_makes_room_is_no_part_of_a_conflict_that_stands_with_it_and_without(
    shift: tuple[str, str], duties: list[tuple[int, str, str, int | None]], rule: dict[str, object]
) -> None:
    # The pins of the first two evenings use up what the duty before the start leaves; that of the third is kept in the
    # place of the other duty.
    plan = scenario(
        days=3,
        evenings={
            "shift": {"start": shift[0], "end": shift[1]},
            "teams": 1,
            "overrides": [{"on": day(3), "shift": {"start": "10:00", "end": "18:00"}}],
        },
        duties=[
            {"person": "D1", "on": day(n), "start": start, "end": end, "release": release}
            for n, start, end, release in duties
        ],
        rules=[{**rule, "who": "D1"}],
        pins=[{"on": day(n), "detective": "D1"} for n in (1, 2, 3)],
        people=people(1, 1),
    )
    found = explain(plan, repairs=1)
    (conflict,) = found.conflicts
    assert conflict.minimal
    assert sorted(member.kind for member in conflict.members) == sorted(["duty", "pin", "pin", rule["kind"]])
    assert found.complete
    (repair,) = found.repairs
    assert (repair.price, repair.cheapest) == (2, True)
