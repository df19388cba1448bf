"""What happens a week after the start, drawn by a seed: somebody falls sick, an area is dropped, more is wanted."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from tandem_models import Scenario
from tandem_scheduler import amended

OPENING = 7
"""Days after the start on which it is planned anew."""

WEEK, TWO_WEEKS = 7, 14
SATURDAY = 5


def disrupted(plan: Scenario, disruption: str, seed: int) -> Scenario:
    """A plan with its published roster, as it is to be planned anew.

    Raises:
        KeyError: there is no such disruption.
    """
    today = plan.operation.start + timedelta(days=OPENING)
    draw = Random(f"{plan.operation.name} {disruption} {seed}")  # noqa: S311 - nothing secret is drawn
    return DISRUPTIONS[disruption](plan, today, draw)


def _sick(people: int, days: int) -> Callable[[Scenario, date, Random], Scenario]:
    """So many people are away from tomorrow for so many days, all published on one of them."""

    def change(plan: Scenario, today: date, draw: Random) -> Scenario:
        first, last = today + timedelta(days=1), today + timedelta(days=days)
        pinned = {who for pin in plan.pins if pin.on >= today for who in (pin.detective, pin.officer)}
        teams = [team for team in plan.published if first <= team.evening <= last]
        sent = sorted({who for team in teams for who in (team.detective, team.officer)} - pinned)
        away = draw.sample(sent, min(people, len(sent)))
        absences = [{"person": who, "from": first, "to": last, "why": "sick"} for who in away]
        return amended(plan, today=today, absences=absences)

    return change


def _area_dropped(plan: Scenario, today: date, draw: Random) -> Scenario:
    """An area that teams were to be sent to gets none from tomorrow on."""
    pinned = {pin.area for pin in plan.pins if pin.on > today}
    area = draw.choice(sorted({team.area for team in plan.published if team.evening > today} - pinned))
    return amended(plan, today=today, closures={area: today + timedelta(days=1)})


def _saturdays(plan: Scenario, today: date, _: Random) -> Scenario:
    """A team more is wanted on the Saturdays to come."""
    more = [
        {"on": [on], "teams": (evening.teams or 0) + 1}
        for on, evening in plan.calendar.items()
        if on > today and on.weekday() == SATURDAY
    ]
    evenings = plan.evenings.model_copy(update={"overrides": [*plan.evenings.overrides, *more]})
    return amended(plan.changed(evenings=evenings), today=today)


DISRUPTIONS: dict[str, Callable[[Scenario, date, Random], Scenario]] = {
    "sick-tomorrow": _sick(1, 1),
    "sick-two-weeks": _sick(1, TWO_WEEKS),
    "five-sick": _sick(5, WEEK),
    "area-dropped": _area_dropped,
    "saturdays": _saturdays,
}
"""Every disruption: what is to be planned anew, given the published plan, today and a draw."""
