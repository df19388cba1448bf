"""What is different from the roster that people were told."""

from collections.abc import Sequence
from typing import NamedTuple

from tandem_scheduler.words.changes import ChangeWording, Digest, digests, how_many

from ..brief import Brief
from ..html.text import Who, isolated, taken_apart


class ChangeRow(NamedTuple):
    """What is different for one person."""

    who: Who
    told: Sequence[Sequence[str]]
    """In clauses, each taken apart."""
    areas: str
    """Ids of the areas concerned, in a row."""


class Changes(NamedTuple):
    """All that is different."""

    rows: Sequence[ChangeRow]
    lead: str


def changes(brief: Brief) -> Changes | None:
    """The changes, person by person; None where nothing was published."""
    if brief.published is None:
        return None
    # The published roster may name whom and what the scenario of today no longer has.
    found, wording = digests(brief.scenario, brief.changes), ChangeWording(brief.scenario, mark=isolated)
    return Changes([_row(brief, wording, digest) for digest in found], how_many(found))


def _row(brief: Brief, wording: ChangeWording, digest: Digest) -> ChangeRow:
    known = brief.scenario.person.get(digest.person)
    teams = [team for change in digest.changes for team in (change.before, change.after) if team]
    return ChangeRow(
        who=Who.of(known) if known else Who(digest.person, ""),
        told=[taken_apart(clause) for clause in wording.clauses(digest)],
        areas=" ".join(dict.fromkeys(team.area for team in teams)),
    )
