"""`tandem check`: everything a roster breaks and what it is worth, whoever made it."""

from pathlib import Path
from typing import Annotated

import typer

from models import Report, Scenario

from .options import Json, ScenarioFile
from .output import Code, Inputs, answers, say, show, show_json
from .page import Page
from .phrases import verdict

RosterFile = Annotated[
    Path,
    typer.Argument(metavar="ROSTER", help="A roster: .json, .yaml, or .csv with evening, area, detective, officer."),
]


def check(scenario_file: ScenarioFile, roster_file: RosterFile, as_json: Json = False) -> None:
    """Check a roster, from here or made by hand, against a scenario.

    Names every violation with the people, the evenings, what is allowed and what was found, and works out every measure
    anew. The check shares no code with the solver. The exit code is 0 where everything that must hold does, 1 where
    something is broken, 2 for bad input.
    """
    from scheduler import api
    from scheduler.io import read_roster

    inputs = Inputs("nothing was checked")
    with inputs.reading(scenario_file):
        scenario = api.load_scenario(scenario_file)
    with inputs.reading(roster_file):
        deployments = read_roster(roster_file)
    inputs.finish()
    for note in scenario.notes():
        say(f"Note: {note}.")
    report = api.check(scenario, deployments)
    if as_json:
        show_json(report)
    else:
        _show(scenario, report)
    raise typer.Exit(Code.DONE if report.ok else Code.BROKEN)


def _show(scenario: Scenario, report: Report) -> None:
    console = answers()
    page = Page(scenario, console)
    parts = [page.heading()]
    parts += [page.violations(report)] if report.violations else []
    parts += [page.gaps(report.gaps)] if report.gaps else []
    parts += [page.measures(report), page.areas(report), page.loads(report)]
    show(console, *parts, page.last_line(verdict(report), good=report.ok))
