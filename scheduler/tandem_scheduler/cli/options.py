"""Arguments and options that several commands share."""

from datetime import date
from math import isnan
from pathlib import Path
from typing import Annotated, overload

import typer

LONGEST = 604_800
"""Seconds in a week: the longest time or most work that may be asked for, as in `api.arguments`."""


def number(value: float | None) -> float | None:
    """Refuse what is not a number: no bound holds it back, for it is neither below nor above."""
    if value is not None and isnan(value):
        raise typer.BadParameter("'nan' is not a number")
    return value


@overload
def date_of(given: str, option: str) -> date: ...
@overload
def date_of(given: str | None, option: str) -> date | None: ...
def date_of(given: str | None, option: str) -> date | None:
    """The date that was given to an option. Raises BadParameter where it is none."""
    try:
        return None if given is None else date.fromisoformat(given)
    except ValueError:
        raise typer.BadParameter(f"'{given}' is not a date, as in 2021-03-05", param_hint=option) from None


ScenarioFile = Annotated[
    Path, typer.Argument(metavar="SCENARIO", help="A scenario: .yaml, .xlsx, or a folder with scenario.yaml.")
]

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON on standard output, and nothing else.")]

Workers = Annotated[
    int | None, typer.Option(min=1, max=1_024, metavar="N", help="Search workers; left out, one for each core.")
]

Seed = Annotated[
    int, typer.Option(min=0, max=2**31 - 1, metavar="N", help="The same input with the same seed gives the same.")
]

RosterFile = Annotated[
    Path,
    typer.Argument(
        metavar="ROSTER",
        help="A roster: .json, .yaml, .csv with evening, area, detective, officer, or .xlsx with a sheet Roster.",
    ),
]

ChangedRoster = Annotated[
    Path, typer.Option("--roster", metavar="FILE", help="The roster that is to be changed, as `tandem check` reads it.")
]

OutFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--out",
        "-o",
        metavar="FILE",
        help="Also write the roster, by extension: .html, .xlsx, .ics for people; .csv, .json, .yaml. May be repeated.",
    ),
]

CalendarFolder = Annotated[
    Path | None,
    typer.Option(
        "--calendars", metavar="FOLDER", help="Also write a calendar (.ics) for each person, or update those there."
    ),
]

PinnedRoster = Annotated[
    Path | None,
    typer.Option("--pins", metavar="ROSTER", help="A roster, all teams of which must stand; the rest is planned."),
]

PinsAsFacts = Annotated[
    bool,
    typer.Option(
        "--pins-as-facts",
        help="The teams of --pins have been worked: they stand although they break rules, the evenings up to the last "
        "of them are over.",
    ),
]

HistoryRoster = Annotated[
    Path | None,
    typer.Option(
        "--history",
        metavar="ROSTER",
        help="The roster of the operation before, as it was worked: limits look back on it.",
    ),
]

PublishedRoster = Annotated[
    Path | None,
    typer.Option(
        "--published", metavar="ROSTER", help="The roster people were told: pages and workbooks show what changes."
    ),
]

NoticesTarget = Annotated[
    Path | None,
    typer.Option(
        "--notices",
        metavar="FOLDER|FILE",
        help="Also write what each person is told else: a folder of pages, all on one page (.html), or a list (.csv).",
    ),
]

DecidedDate = Annotated[
    str | None,
    typer.Option("--decided", metavar="DATE", help="When that was decided, for --notices: 2021-03-01; else today."),
]

Anonymous = Annotated[
    bool, typer.Option("--anonymous", help="Leave names and contact details out of all that is shown and written.")
]
