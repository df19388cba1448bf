"""Decisions for tests."""

from datetime import date

from tandem_models import Deployment, Scenario
from tandem_scheduler.views.notices import Decision
from tests.builders import people, scenario, team

DECIDED = date(2021, 2, 25)

AREAS = [
    {"id": "charnwood", "name": "Charnwood"},
    {"id": "oadby", "name": "Oadby", "shift": {"start": "16:00", "end": "02:00"}},
]

PLAN = scenario(
    days=14,
    areas=AREAS,
    people=people(
        4,
        4,
        D1={"name": "Ann Example", "contact": "0116 496 0001"},
        D4={"name": "Dee Sample", "contact": "dee@leics.example"},
        N1={"name": "Cy Specimen", "contact": "+44 116 496 0011"},
    ),
)


def go(evening: int, area: str = "charnwood", detective: str = "D1", officer: str = "N1") -> Deployment:
    return team(evening, area, detective, officer)


BEFORE = [go(2), go(3, "oadby", "D2", "N2"), go(5), go(6, detective="D3", officer="N3")]
AFTER = [go(2), go(3, "oadby", "D2", "N4"), go(13, "oadby", "D4", "N1"), go(6, detective="D3", officer="N3")]
"""D1 and N2 lose an evening, N4 and D4 get one, N1 goes on another, D2 with somebody else; D3 and N3 go as before."""


def decision(
    before: list[Deployment] | None = BEFORE, after: list[Deployment] = AFTER, of: Scenario = PLAN
) -> Decision:
    return Decision(of, None if before is None else tuple(before), tuple(after), DECIDED)
