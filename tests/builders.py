"""Tiny scenarios for tests: state what matters, the rest has a default that gets in nobody's way."""

from datetime import date, timedelta
from typing import Any

import pytest

from tandem_models import Deployment, Report, Scenario, Violation
from tandem_scheduler import solve
from tandem_scheduler.checks import verify

START = date(2021, 3, 1)
"""The first evening by default: a Monday."""

DETECTIVE = "detective"
OFFICER = "neighbourhood_officer"


def scenario(*, start: date = START, days: int = 5, **parts: Any) -> Scenario:
    """A scenario of `days` evenings, 14:00-22:00, with room for all the teams that can be formed.

    By default the areas are `north` and `south`, the detectives `D1` and `D2`, the officers `N1` and `N2`, all free
    every evening, and no rules. `parts` are the parts of a scenario, in place of these.
    """
    defaults: dict[str, Any] = {
        "operation": {"name": "Test", "start": start, "end": start + timedelta(days=days - 1)},
        "evenings": {"shift": {"start": "14:00", "end": "22:00"}, "teams": 2},
        "areas": [{"id": "north"}, {"id": "south"}],
        "people": people(2, 2),
    }
    return Scenario.model_validate(defaults | parts)


def people(detectives: int, officers: int, **fields: dict[str, Any]) -> list[dict[str, Any]]:
    """People D1, D2 ... and N1, N2 ...; `D1={"skills": ["pip2"]}` gives one of them more fields."""
    ids = [(f"D{n}", DETECTIVE) for n in range(1, detectives + 1)] + [
        (f"N{n}", OFFICER) for n in range(1, officers + 1)
    ]
    return [{"id": identifier, "role": role} | fields.get(identifier, {}) for identifier, role in ids]


def day(number: int) -> date:
    """The date of the evening of that number, counted from 1; 0 and below lie before the operation."""
    return START + timedelta(days=number - 1)


def team(evening: int, area: str = "north", detective: str = "D1", officer: str = "N1") -> Deployment:
    """A deployment on the evening of that number, counted from 1."""
    return Deployment(evening=day(evening), area=area, detective=detective, officer=officer)


def worked(person: str, *numbers: int, **fields: Any) -> list[dict[str, Any]]:
    """History entries of a person: 0 is the evening before the first, -1 the one before that."""
    return [{"person": person, "on": day(number), **fields} for number in numbers]


def violations(of: Scenario, *deployments: Deployment) -> tuple[Violation, ...]:
    """What the checker finds."""
    return verify(of, deployments).violations


def report(of: Scenario, *deployments: Deployment) -> Report:
    """The whole report."""
    return verify(of, deployments)


def best(**parts: Any) -> tuple[int, ...]:
    """Coverage and cost of soft rules in the best roster, `()` where none can exist.

    One team is wanted each evening, in one area, of D1 and N1: `parts` state what is different.
    """
    lone: dict[str, Any] = {
        "evenings": {"shift": {"start": "14:00", "end": "22:00"}, "teams": 1},
        "areas": [{"id": "north"}],
        "people": people(1, 1),
        "objectives": ["coverage", "rules"],
    }
    schedule = solve(scenario(**(lone | parts)), workers=1)
    assert schedule.status == ("optimal" if schedule.has_roster else "infeasible")
    return tuple(tier.value for tier in schedule.tiers)


def cases(**table: tuple[dict[str, Any], dict[str, Any], tuple[int, ...]]) -> pytest.MarkDecorator:
    """For each case a rule, what else the scenario has, and the coverage and cost of soft rules in the best roster."""
    return pytest.mark.parametrize(("rule", "parts", "expected"), table.values(), ids=table)
