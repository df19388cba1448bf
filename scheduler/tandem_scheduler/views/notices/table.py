"""The list of all that people are told, as a table in which to tick off who has heard of it."""

import csv
import io

from tandem_models import Deployment
from tandem_scheduler.io.tables import escaped
from tandem_scheduler.words.changes import ChangeWording

from ..html.text import shown
from .told import Decision

COLUMNS = ("person", "name", "contact", "evening", "before", "after", "decided", "acknowledged")

NOT_SENT = "not sent out"


def notices_csv(decision: Decision) -> str:
    """One line for each change, with an empty column for who has acknowledged it.

    It begins with a byte order mark, without which Excel reads other letters for é. Cells that begin like a formula are
    escaped with an apostrophe.
    """
    sheet, wording = io.StringIO(), ChangeWording(decision.scenario)
    writer = csv.writer(sheet)
    writer.writerow(COLUMNS)
    for digest in decision.digests:
        person = decision.scenario.person.get(digest.person)
        name, contact = (person.name, person.contact) if person else (None, None)
        for change in digest.changes:
            was, now = (_side(wording, digest.person, team) for team in (change.before, change.after))
            before = "" if decision.is_first else was
            cells = (digest.person, name or "", contact or "", change.evening, before, now, decision.decided, "")
            writer.writerow(escaped(str(shown(str(cell)))) for cell in cells)
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + sheet.getvalue()


def _side(wording: ChangeWording, person: str, team: Deployment | None) -> str:
    return NOT_SENT if team is None else wording.outing(person, team)
