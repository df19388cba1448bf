"""Briefs for tests of views, and what was written of them."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from tandem_models import Deployment, Scenario
from tandem_scheduler.checks import verify
from tandem_scheduler.views.brief import Brief
from tests.builders import day, people
from tests.views.calendars import strict

ZONES = ("Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "UTC", "Asia/Kolkata")
NOW = datetime(2021, 2, 20, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
NAMED = people(2, 2, D1={"name": "Asha Rao", "contact": "0116 496 0001"}, N1={"name": "Sam O'Neill"})


def brief(of: Scenario, *teams: Deployment) -> Brief:
    return Brief(of, teams, verify(of, teams))


def operation(**fields: Any) -> dict[str, Any]:
    return {"name": "Test", "start": day(1), "end": day(5)} | fields


def on(evening: date) -> Deployment:
    return Deployment(evening=evening, area="north", detective="D1", officer="N1")


def lone(path: Path) -> strict.Event:
    (event,) = strict.read(path).events.values()
    return event


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}
