"""What happens a week after the start, drawn by a seed: somebody falls sick, an area is dropped, more is wanted.

Each is a plan of its own: the published evenings before that day are facts, and what people are told otherwise comes
right after coverage.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from tandem_models import Measure, Scenario

Changes = dict[str, Any]
"""Fields of a scenario, as `Scenario.changed` takes them."""

OPENING = 7
"""Days after the start on which it is planned anew."""

WEEK, TWO_WEEKS = 7, 14


def disrupted(plan: Scenario, disruption: str, seed: int) -> Scenario:
    """A plan with its published roster, as it is to be planned anew.

    Raises:
        KeyError: there is no such disruption.
    """
    today = plan.operation.start + timedelta(days=OPENING)
    draw = Random(f"{plan.operation.name} {disruption} {seed}")  # noqa: S311 - nothing secret is drawn
    tiers = [tier.weights for tier in plan.objectives]
    after = 1 + max((n for n, tier in enumerate(tiers) if Measure.COVERAGE in tier), default=-1)
    return plan.changed(
        operation=plan.operation.model_dump() | {"today": today},
        objectives=[*plan.objectives[:after], "changes", *plan.objectives[after:]],
        **DISRUPTIONS[disruption](plan, today, draw),
    )


def _sick(people: int, days: int) -> Callable[[Scenario, date, Random], Changes]:
    """So many people are away from tomorrow for so many days, all published on one of them."""

    def change(plan: Scenario, today: date, draw: Random) -> Changes:
        first = today + timedelta(days=1)
        last = today + timedelta(days=days)
        pinned = {who for pin in plan.pins if pin.on >= today for who in (pin.detective, pin.officer)}
        teams = [team for team in plan.published if first <= team.evening <= last]
        sent = sorted({who for team in teams for who in (team.detective, team.officer)} - pinned)
        away = draw.sample(sent, min(people, len(sent)))
        absent = [{"person": who, "from": first, "to": last, "why": "sick"} for who in away]
        return {"absences": [*plan.absences, *absent]}

    return change


def _area_dropped(plan: Scenario, today: date, draw: Random) -> Changes:
    """An area that teams were to be sent to gets none from tomorrow on, and what it got is what it was to get."""
    pinned = {pin.area for pin in plan.pins if pin.on > today}
    visits = [team.area for team in plan.published if team.evening > today]
    area = draw.choice(sorted({*visits} - pinned))
    got = sum(team.area == area for team in plan.published if team.evening <= today)
    areas = [one.model_copy(update={"target": got}) if one.id == area else one for one in plan.areas]
    days = [on for on in plan.calendar if on > today]
    closed = {"kind": "area_teams", "areas": [area], "on": days, "max": 0, "why": "dropped"}
    return {"areas": areas, "rules": [*plan.rules, closed]}


def _saturdays(plan: Scenario, today: date, _: Random) -> Changes:
    """A team more is wanted on the Saturdays to come."""
    more = [
        {"on": [on], "teams": (evening.teams or 0) + 1}
        for on, evening in plan.calendar.items()
        if on > today and on.weekday() == SATURDAY
    ]
    return {"evenings": plan.evenings.model_copy(update={"overrides": [*plan.evenings.overrides, *more]})}


SATURDAY = 5

DISRUPTIONS: dict[str, Callable[[Scenario, date, Random], Changes]] = {
    "sick-tomorrow": _sick(1, 1),
    "sick-two-weeks": _sick(1, TWO_WEEKS),
    "five-sick": _sick(5, WEEK),
    "area-dropped": _area_dropped,
    "saturdays": _saturdays,
}
"""Every disruption: what it changes of a plan, given today and a draw."""
