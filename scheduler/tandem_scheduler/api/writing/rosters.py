"""Rosters made public: pages, workbooks and calendars for people, files for programs.

What writes each kind of file is imported when it is needed: together they would take longer to load than the solver.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from tandem_models import CalendarNews, Deployment, Fault, KindError, RosterError, Scenario, Schedule

from ...entrance import schedule_of, sound, teams_in, teams_of
from ...io import atomic_write, deployments_csv, path_of, schedule_text
from ...views.brief import Brief
from .briefs import brief_of

WrittenFormat = Literal["csv", "json", "yaml", "html", "xlsx", "ics"]

_FORMATS: dict[str, WrittenFormat] = {
    ".csv": "csv",
    ".json": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".html": "html",
    ".xlsx": "xlsx",
    ".ics": "ics",
}


def written_format(path: str | os.PathLike[str]) -> WrittenFormat:
    """The format that a file's extension stands for; ask before a long solve.

    Raises:
        RosterError: the extension is none of .json, .csv, .yaml, .yml, .html, .xlsx and .ics.
    """
    try:
        return _FORMATS[path_of(path).suffix.lower()]
    except KeyError:
        message = "can't tell its format: name it .json, .csv, .yaml for programs, .html, .xlsx or .ics for people"
        raise RosterError([Fault(file=str(path), message=message)]) from None


def write_roster(
    path: str | os.PathLike[str],
    roster: Schedule | Iterable[Deployment],
    scenario: Scenario | None = None,
    *,
    published: Schedule | Iterable[Deployment] | None = None,
    exclude_proof: bool = False,
) -> None:
    """Write a roster by the file's extension, whole or not at all.

    Args:
        path: for programs `.json` or `.yaml` (the whole schedule, where it has a roster) or `.csv` (the deployments),
            which `read_roster` reads again, and `.xlsx`, too; for people `.html` (a page that needs no network, to look
            at and print), `.xlsx` (evenings by areas, people by evenings, loads, gaps) and `.ics` (a calendar of all
            teams, which updates the one that is there). `write_calendars` writes one for each person.
        roster: a schedule, or for all formats but JSON and YAML its deployments alone.
        scenario: needed for the formats for people, which show the names and contact details that it has;
            `Scenario.anonymous` is without them.
        published: the roster that people were told before, for the page and the workbook to show what changes; None:
            that of the scenario, if any.
        exclude_proof: whether JSON and YAML are without the certificate, which can be larger than all else. The other
            formats never have it: `write_proof` writes it apart.

    Raises:
        TypeError: there is no roster.
        RosterError: the extension is not known, the schedule has no roster, or a team is none of the scenario's.
        InputError: the calendar that is there can't be read.
        ArgumentError: scenario or schedule is missing where the format needs it.
        OSError: the file can't be written.
    """
    kind = written_format(path)
    scenario = None if scenario is None else sound(scenario)
    teams = teams_of(roster) if scenario is None else teams_in(scenario, roster)
    match kind:
        case "csv":
            atomic_write(path, deployments_csv(teams))
        case "json" | "yaml":
            if not isinstance(roster, Schedule):
                raise KindError(f"{kind} holds a whole schedule: write deployments alone as .csv", "roster")
            atomic_write(path, schedule_text(schedule_of(roster, scenario), kind, exclude_proof=exclude_proof))
        case "html" | "xlsx" | "ics":
            if scenario is None:
                raise KindError(f"a roster as {kind} needs its scenario", "scenario")
            # What may be an iterator has given its deployments by now.
            given = roster if isinstance(roster, Schedule) else teams
            _write_for_people(path, kind, brief_of(scenario, given, published))


def _write_for_people(path: str | os.PathLike[str], kind: Literal["html", "xlsx", "ics"], brief: Brief) -> None:
    match kind:
        case "html":
            from ...views.page import page

            atomic_write(path, page(brief))
        case "xlsx":
            from ...views.roster_book import roster_book

            atomic_write(path, roster_book(brief))
        case "ics":
            from ...views.calendars import write_calendar

            write_calendar(path, brief)


def write_calendars(
    folder: str | os.PathLike[str], roster: Schedule | Iterable[Deployment], scenario: Scenario
) -> Mapping[Path, CalendarNews]:
    """Write a calendar for each person who is sent out, and `all.ics`, into a folder, made where there is none.

    Where the folder has an earlier publication, its entries are updated, and those that are dropped are cancelled.

    Args:
        folder: where the files go.
        roster: a schedule, or deployments.
        scenario: whose names and contact details the entries show; `Scenario.anonymous` is without them.

    Returns:
        The files, that of all teams first, with the numbers of entries in each that are new, changed, cancelled and
        unchanged.

    Raises:
        TypeError: there is no scenario, or no roster.
        ScenarioError: the scenario has faults.
        RosterError: the schedule has no roster, or a team is none of the scenario's.
        InputError: a calendar that is there can't be read.
        OSError: a file can't be written.
    """
    from ...views.calendars import write_calendars as write_all

    return write_all(folder, brief_of(scenario, roster))
