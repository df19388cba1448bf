"""What is different from the roster that people were told."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tandem_models import Change, Deployment
from tandem_scheduler.words.plain import short_day

from ..brief import Brief
from .text import Who, cut


class Destination(NamedTuple):
    """Where somebody goes, and with whom."""

    area: str
    partner: Who


class ChangeRow(NamedTuple):
    """What is different for one person on one evening."""

    on: date
    day: str
    who: Who
    before: Destination | None
    after: Destination | None
    areas: str
    """Ids of the areas concerned, in a row."""


class Changes(NamedTuple):
    """All that is different."""

    rows: Sequence[ChangeRow]
    people: int


def changes(brief: Brief) -> Changes | None:
    """The changes; None where nothing was published."""
    if brief.published is None:
        return None
    rows = [_row(brief, change) for change in brief.changes]
    return Changes(rows, len({row.who.id for row in rows}))


def _row(brief: Brief, change: Change) -> ChangeRow:
    operation = brief.scenario.operation
    teams = [team for team in (change.before, change.after) if team]
    return ChangeRow(
        on=change.evening,
        day=short_day(change.evening, operation.start.year != operation.end.year),
        who=_who(brief, change.person),
        before=_place(brief, change.person, change.before),
        after=_place(brief, change.person, change.after),
        areas=" ".join(dict.fromkeys(team.area for team in teams)),
    )


def _place(brief: Brief, person: str, team: Deployment | None) -> Destination | None:
    if team is None:
        return None
    # The published roster may name whom and what the scenario of today no longer has.
    area = brief.scenario.area.get(team.area)
    return Destination(cut(area.label if area else team.area), _who(brief, brief.partner(person, team)))


def _who(brief: Brief, person: str) -> Who:
    known = brief.scenario.person.get(person)
    return Who.of(known) if known else Who(person, "")
