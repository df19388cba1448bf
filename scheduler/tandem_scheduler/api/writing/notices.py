"""Who has to be told of a new roster, written to files."""

import os
from collections.abc import Iterable
from datetime import date, datetime

from tandem_models import Deployment, KindError, Scenario, Schedule

from ...engine import clock
from ...entrance import sound, teams_in


def write_notices(
    path: str | os.PathLike[str],
    before: Schedule | Iterable[Deployment] | None,
    after: Schedule | Iterable[Deployment],
    scenario: Scenario,
    *,
    decided: date | None = None,
) -> tuple[str, ...]:
    """Write what each person is told of a new roster: what was, what is, and when it was decided.

    Of evenings that are over (up to the last team that has been worked) nobody is told anything.

    Args:
        path: a folder, made where there is none, for a page for each person who is told something, a page of all
            (`index.html`) and the list (`notices.csv`); pages of this operation that are there already are replaced.
            Or a file: `.html` for the page of all, `.csv` for the list, which has a column to tick off in.
        before: the roster that people were told before; None: that of the scenario (`published`), or where there is
            none, that there was none, so that everybody who is sent out is told their evenings.
        after: the new roster.
        scenario: what was planned, whose names and contact details are shown; `Scenario.anonymous` is without them.
        decided: the date of the decision; left out, today.

    Returns:
        The ids of those who are told something, in the scenario's order of people.

    Raises:
        TypeError: there is no scenario, no roster, or no date.
        ScenarioError, RosterError: scenario or rosters have faults, do not fit each other, there is no roster, or the
            extension is none.
        InputError: pages in the folder that would be replaced are not of this operation's notices.
        OSError: a file can't be written.
    """
    from ...views.notices import Decision, write_all

    scenario = sound(scenario)
    if decided is not None and (not isinstance(decided, date) or isinstance(decided, datetime)):
        raise KindError(f"decided must be a date, not {type(decided).__name__}", "decided")
    told = scenario.told_teams or None if before is None else teams_in(scenario, before, "before")
    decision = Decision(
        scenario=scenario,
        before=told,
        after=teams_in(scenario, after, "after"),
        decided=decided or clock.today(),
    )
    write_all(path, decision)
    return tuple(digest.person for digest in decision.digests)
