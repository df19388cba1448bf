"""Re-plans by an outside truth: the published instances disrupted, and what the plain model says of the changes.

`TANDEM_TIMES=10 pytest tests/benchmarks/curtois/test_replanned.py` looks at ten disruptions of each instance.
"""

from datetime import timedelta
from random import Random

import pytest

from benchmarks.curtois.instance import read
from benchmarks.curtois.scenario import START, scenario
from tandem_models import Scenario, Schedule
from tandem_scheduler import check, check_proof, solve
from tests.times import TIMES

from .direct import Costs, Direct, patterns
from .reader import Published, Roster
from .test_curtois import SHARED, SMALL, halves

WORK = 1
"""Units of work for a roster to publish."""


def disruption(text: Published, told: Roster, random: Random) -> tuple[int, set[tuple[str, int]]]:
    """Today, and who of one shift type's staff is away on which days from then on.

    Where that leaves a block of days that are over too short, the text has no roster, and another one is drawn: Tandem
    forgives what is over.
    """
    today, shift = random.choice(range(1, text.horizon - 3)), random.choice([*text.length])
    staff = [(who, day) for (who, day), worked in sorted(told.items()) if worked == shift and day >= today]
    return today, {
        (who, day + k)
        for who, day in random.sample(staff, min(len(staff), random.randint(1, 2)))
        for k in range(random.randint(1, 2))
        if day + k < text.horizon
    }


def replanned(made: Scenario, teams: Schedule, today: int, away: set[tuple[str, int]]) -> Scenario:
    """The scenario in which these are away, with cover and requests before changes."""
    data = made.model_dump(mode="json")
    dates = [(START + timedelta(days=day)).isoformat() for day in range(len(made.calendar))]
    absences = [{"person": f"D.{who}", "from": dates[day]} for who, day in sorted(away)]
    return made.changed(
        operation=data["operation"] | {"today": dates[today]},
        absences=[*data["absences"], *absences],
        published=[team.model_dump() for team in teams.deployments],
        objectives=[made.objectives[0], "changes"],
    )


@pytest.mark.skipif(not SHARED.exists(), reason="the published instances are not here")
@pytest.mark.parametrize("number", range(1, 1 + min(10, TIMES)))
@pytest.mark.parametrize("name", ["Instance1", "Instance2", "Instance3"])
def test_the_fewest_changes_are_those_of_the_plain_model(name, number):
    path = SHARED / f"{name}.txt"
    text, made = Published(path.read_text(encoding="utf-8")), scenario(read(path), sides=1)
    first = solve(made, workers=1, deterministic=WORK)
    told, _ = halves(made, first)
    assert not text.broken(told)
    random = Random(f"{name} {number}")  # noqa: S311 - the same every time
    least = None
    while least is None:
        today, away = disruption(text, told, random)
        plan = replanned(made, first, today, away)
        costs = plan.changes
        least = Direct(text, told, away, today).least(
            Costs(costs.stood_down, costs.called_out, costs.area, costs.partner, costs.notice)
        )
    schedule = solve(plan, workers=1)
    assert schedule.status == "optimal"
    assert (tuple(tier.value for tier in schedule.tiers), check(plan, schedule).tiers) == (least, least)
    assert check_proof(plan, schedule, schedule.proof) == ()
    roster, _ = halves(plan, schedule)
    assert not text.broken(roster)
    assert not away & roster.keys()
    assert {key: shift for key, shift in roster.items() if key[1] < today} == {
        key: shift for key, shift in told.items() if key[1] < today
    }


def test_the_plain_model_knows_what_is_broken_as_the_second_reading_does():
    text = Published(SMALL.replace("L,450,E", "L,480,E").replace("N,600,E|L", "N,480,E|L"))
    row = text.sections["SECTION_STAFF"][3]
    allowed = patterns(text.horizon, 480, *map(int, row[2:]))
    for number in range(1 << text.horizon):
        days = {day for day in range(text.horizon) if number >> day & 1}
        broken = [fault for fault in text.broken({("D", day): "L" for day in days}) if fault.startswith("D: ")]
        assert (days in allowed) == (not broken), (days, broken)
